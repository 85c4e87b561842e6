"""Signing in and out, and asking who one is."""

from domain import users
from handlers import auth, represent, wire
from handlers.call import NO_STORE, Call, Reply


def get_auth_status(call: Call) -> Reply[wire.AuthStatus]:
    """Tell who is asking."""
    return Reply(represent.auth_status(call.caller), headers=NO_STORE)


def sign_in(call: Call, body: wire.SignIn) -> Reply[wire.AuthStatus]:
    """Exchange a proof for a session."""
    auth.refuse_other_sites(call)
    with call.studio.work() as work:
        user = users.user_of_proof(work, link=body.get("link"), token=body.get("token"))
        secret, caller = users.open_session(work, user)
    cookie = auth.set_cookie(secret, int(users.SESSION_LIVES.total_seconds()))
    return Reply(represent.auth_status(caller), headers={**NO_STORE, "Set-Cookie": cookie})


def sign_out(call: Call) -> Reply[None]:
    """End this session."""
    with call.studio.work() as work:
        users.close_session(work, auth.session_secret(call) or "")
    return Reply(None, headers={"Set-Cookie": auth.set_cookie("", 0)})
