"""Signing in and out, and asking who one is."""

from domain import signing_in, users
from handlers import auth, represent, wire
from handlers.call import NO_STORE, Call, Reply, waits


def get_auth_status(call: Call) -> Reply[wire.AuthStatus]:
    """Tell who is asking."""
    return Reply(represent.auth_status(call.caller), headers=NO_STORE)


@waits("hash")
def sign_in(call: Call, body: wire.SignIn) -> Reply[wire.AuthStatus]:
    """Exchange a proof for a session."""
    auth.refuse_other_sites(call)
    signed_in = signing_in.by_proof(call.studio, call.client, **body)
    cookie = auth.set_cookie(signed_in.secret, int(users.SESSION_LIVES.total_seconds()))
    status = represent.auth_status(signed_in.caller)
    return Reply(status, headers={**NO_STORE, "Set-Cookie": cookie})


def sign_out(call: Call) -> Reply[None]:
    """End this session."""
    with call.studio.work() as work:
        users.close_session(work, auth.session_secret(call) or "")
    return Reply(None, headers={"Set-Cookie": auth.set_cookie("", 0)})
