"""Signing in and out, and asking who one is."""

from domain import sessions
from handlers import auth, represent, wire
from handlers.call import NO_STORE, Call, Reply


def get_auth_status(call: Call) -> Reply[wire.AuthStatus]:
    """Tell who is asking."""
    return Reply(represent.auth_status(call.caller), headers=NO_STORE)


def sign_in(call: Call, body: wire.SignIn) -> Reply[wire.AuthStatus]:
    """Exchange a proof for a session."""
    auth.refuse_other_sites(call)
    with call.studio.work() as work:
        secret, caller = sessions.sign_in(
            work,
            link=body.get("link"),
            token=body.get("token"),
            user_agent=call.user_agent,
            before=auth.session_secret(call),
        )
    cookie = auth.set_cookie(call, secret)
    return Reply(represent.auth_status(caller), headers={**NO_STORE, "Set-Cookie": cookie})


def sign_out(call: Call) -> Reply[None]:
    """End this session."""
    with call.studio.work() as work:
        sessions.end(work, auth.session_secret(call) or "")
    return Reply(None, headers={"Set-Cookie": auth.clear_cookie(call)})
