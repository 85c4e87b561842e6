"""Sessions: the browsers that are signed in."""

from domain import sessions
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import sessions as represent


def list_sessions(
    call: Call, user_id: str | None, cursor: str | None, limit: int
) -> Reply[wire.SessionPage]:
    """List the sessions that the caller may revoke."""
    with call.studio.look() as work:
        page = sessions.page(work, call.user, user_id, cursor, limit)
        return Reply(represent.sessions(page, call.signed_in), headers=NO_STORE)


def revoke_session(call: Call, session_id: str) -> None:
    """End a session at once."""
    with call.studio.work() as work:
        sessions.revoke(work, call.user, session_id)


def revoke_sessions(call: Call, user_id: str | None) -> wire.SessionRevocation:
    """End all sessions but the one that asks."""
    with call.studio.work() as work:
        return {"revoked": sessions.revoke_others(work, call.signed_in, user_id)}
