"""Who is asking: an API token or a session's cookie, looked up for every request.

The roles that an operation needs stand in the contract; handlers/bridge/security.py enforces them.
"""

from domain import users
from domain.errors import Forbidden, Unauthenticated
from domain.users import Caller
from domain.vocabulary import AuthMethod
from handlers.call import Call

COOKIE = "spolvero_session"
SIGN_IN_COOKIE = "spolvero_oidc"
SAFE = frozenset({"GET", "HEAD"})


def identify(call: Call) -> Caller | None:
    """Find out who is asking: None for the public, and for a session that has ended.

    Raises Unauthenticated for a token that is wrong, Forbidden for another site's page.
    """
    authorization = call.headers.get(b"authorization")
    if authorization is not None:
        scheme, _, token = authorization.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated("Send the API token as `Authorization: Bearer …`.")
        with call.studio.look() as work:
            user = users.user_of_token(work, token.strip())
            return Caller(user, AuthMethod.TOKEN, proof_id=users.proof_id(token.strip()))
    secret = session_secret(call)
    if secret is None:
        return None
    refuse_other_sites(call)
    with call.studio.look() as work:
        return users.caller_of_session(work, secret)


def session_secret(call: Call) -> str | None:
    """Give the secret in the session's cookie, if the request has one."""
    return _cookie(call, COOKIE)


def _cookie(call: Call, wanted: str) -> str | None:
    # Python's SimpleCookie gives up at another cookie's odd value, and would sign people out.
    for cookie in call.headers.get(b"cookie", b"").decode("latin-1").split(";"):
        name, _, secret = cookie.strip().partition("=")
        if name == wanted and secret:
            return secret
    return None


def sign_in_secret(call: Call) -> str | None:
    """Give the secret by which a browser that comes back from the provider is known."""
    return _cookie(call, _prefix(call) + SIGN_IN_COOKIE)


def set_sign_in_cookie(call: Call, secret: str, lives: int) -> str:
    """Write the `Set-Cookie` by which a browser is known again, for `lives` seconds."""
    prefix = _prefix(call)
    name, more = prefix + SIGN_IN_COOKIE, "; Secure" if prefix else ""
    return f"{name}={secret}; Path=/; Max-Age={lives}; HttpOnly; SameSite=Lax{more}"


def _prefix(call: Call) -> str:
    """Give what keeps other hosts of the domain from setting a cookie; it is for https alone."""
    provider = call.studio.provider
    return "__Host-" if provider is not None and provider.by_https else ""


def secrets_of(call: Call) -> list[str]:
    """Give the secrets that came with a request, for whoever must not keep them."""
    token = call.headers.get(b"authorization", b"").decode("latin-1").partition(" ")[2].strip()
    return [secret for secret in (token, session_secret(call)) if secret]


def set_cookie(secret: str, lives: int) -> str:
    """Write the `Set-Cookie` that signs in for `lives` seconds; 0 signs out."""
    return f"{COOKIE}={secret}; Path=/; Max-Age={lives}; HttpOnly; SameSite=Lax"


def refuse_other_sites(call: Call) -> None:
    """Raise Forbidden for a change that another site's page asks for with this browser's cookie."""
    if call.method in SAFE:
        return
    site = call.headers.get(b"sec-fetch-site")
    origin = call.headers.get(b"origin")
    if site is not None:
        same = site in (b"same-origin", b"none")
    else:
        same = origin is None or origin.partition(b"://")[2] == call.headers.get(b"host")
    if not same:
        raise Forbidden("This request came from another site's page.")
