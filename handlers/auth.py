"""Who is asking: an API token or a session's cookie, looked up for every request.

What an operation needs stands in the contract; handlers/bridge/security.py enforces it.
"""

import logging
import re

from sqlalchemy.exc import SQLAlchemyError

from domain import sessions, tokens
from domain.errors import Forbidden, Unauthenticated
from domain.sessions import SESSION_LIVES
from domain.signing_in import Visitor
from domain.users import Caller
from domain.vocabulary import AuthMethod
from domain.work import Studio
from handlers.call import Call

log = logging.getLogger("spolvero.api")

SIGN_IN_COOKIE = "spolvero_oidc"
COOKIE = "__Host-spolvero_session"
"""Browsers take a cookie of such a name only with `Secure`, from this very host, for all of it: no
other site, no plain HTTP and no neighbour under the same domain can put one in (RFC 6265bis,
4.1.3.2)."""
PLAIN_COOKIE = "spolvero_session"
"""Where a browser takes no `Secure` cookie: over plain HTTP, but for this machine itself."""
THIS_MACHINE = re.compile(
    rb"(([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE
)
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
            return tokens.caller(work, token.strip())
    secret = session_secret(call)
    if secret is None:
        return None
    refuse_other_sites(call)
    with call.studio.look() as work:
        return sessions.caller(work, secret)


SEEN = {AuthMethod.TOKEN: tokens.seen, AuthMethod.SESSION: sessions.seen}


def remember(studio: Studio, caller: Caller) -> None:
    """Write down that a session or a token was used just now; what fails is tried another time."""
    try:
        with studio.work(beside=True) as work:
            SEEN[caller.method](work, caller.proof_id)
    except SQLAlchemyError as wrong:
        log.warning("it was not written down that %s was used: %s", caller.proof_id, wrong)


# Cookies.


def session_secret(call: Call) -> str | None:
    """Give the secret in the session's cookie, if the request has one."""
    found = _cookies(call)
    # One that anybody on the way could have put in counts only where there can be no better.
    return found.get(COOKIE) or (None if _takes_secure(call) else found.get(PLAIN_COOKIE))


def _cookies(call: Call) -> dict[str, str]:
    # Python's SimpleCookie gives up at another cookie's odd value, and would sign people out.
    found: dict[str, str] = {}
    for cookie in call.headers.get(b"cookie", b"").decode("latin-1").split(";"):
        name, _, value = cookie.strip().partition("=")
        if value:
            found.setdefault(name, value)
    return found


def sign_in_secret(call: Call) -> str | None:
    """Give the secret by which a browser that comes back from the provider is known."""
    return _cookies(call).get(_prefix(call) + SIGN_IN_COOKIE)


def set_sign_in_cookie(call: Call, secret: str, lives: int) -> str:
    """Write the `Set-Cookie` by which a browser is known again, for `lives` seconds."""
    prefix = _prefix(call)
    name, more = prefix + SIGN_IN_COOKIE, "; Secure" if prefix else ""
    return f"{name}={secret}; Path=/; Max-Age={lives}; HttpOnly; SameSite=Lax{more}"


def _prefix(call: Call) -> str:
    """Give what keeps other hosts of the domain from setting a cookie; it is for https alone."""
    provider = call.studio.provider
    return "__Host-" if provider is not None and provider.by_https else ""


def visitor(call: Call) -> Visitor:
    """Say who wants to be signed in."""
    return Visitor(call.client, call.user_agent, session_secret(call))


def secrets_of(call: Call) -> list[str]:
    """Give the secrets that came with a request, for whoever must not keep them."""
    token = call.headers.get(b"authorization", b"").decode("latin-1").partition(" ")[2].strip()
    return [secret for secret in (token, session_secret(call)) if secret]


def set_cookie(call: Call, secret: str) -> str:
    """Write the `Set-Cookie` that signs in."""
    return _set_cookie(_takes_secure(call), secret, int(SESSION_LIVES.total_seconds()))


def clear_cookie(call: Call) -> str:
    """Write the `Set-Cookie` that signs out."""
    return _set_cookie(COOKIE in _cookies(call) or _takes_secure(call), "", 0)


def _set_cookie(secure: bool, secret: str, lives: int) -> str:
    name, more = (COOKIE, "; Secure") if secure else (PLAIN_COOKIE, "")
    return f"{name}={secret}; Path=/; Max-Age={lives}; HttpOnly; SameSite=Lax{more}"


def _takes_secure(call: Call) -> bool:
    """Tell whether the browser takes a `Secure` cookie from here.

    Behind a proxy that ends TLS, a request looks plain to us. But only a page over HTTPS has such
    an origin, and browsers send Fetch metadata nowhere but where they trust the connection (Fetch
    Metadata, 2.1). They trust this machine itself without TLS, and all but Apple's then take the
    cookie.
    """
    if call.scheme == "https" or call.headers.get(b"origin", b"").startswith(b"https://"):
        return True
    if THIS_MACHINE.fullmatch(call.headers.get(b"host", b"")):
        agent = call.headers.get(b"user-agent", b"")
        return b"AppleWebKit" not in agent or b"Chrom" in agent
    return b"sec-fetch-site" in call.headers


# Other sites.


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
