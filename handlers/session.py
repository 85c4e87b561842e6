"""Signing in and out, and asking who one is."""

from domain import sessions, signing_in
from handlers import auth, wire
from handlers.call import NO_STORE, Call, Reply, waits
from handlers.represent import users as represent


def get_auth_status(call: Call) -> Reply[wire.AuthStatus]:
    """Tell who is asking."""
    return Reply(represent.auth_status(call.caller), headers=NO_STORE)


@waits("hash")
def sign_in(call: Call, body: wire.SignIn) -> Reply[wire.AuthStatus]:
    """Exchange a proof for a session."""
    auth.refuse_other_sites(call)
    signed_in = signing_in.by_proof(call.studio, auth.visitor(call), **body)
    status = represent.auth_status(signed_in.caller)
    cookie = auth.set_cookie(call, signed_in.secret)
    return Reply(status, headers={**NO_STORE, "Set-Cookie": cookie})


def sign_out(call: Call) -> Reply[None]:
    """End this session."""
    with call.studio.work() as work:
        sessions.end(work, auth.session_secret(call) or "")
    return Reply(None, headers={"Set-Cookie": auth.clear_cookie(call)})
