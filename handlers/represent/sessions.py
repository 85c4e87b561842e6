"""Sessions."""

from domain.pages import Page
from domain.users import Caller
from handlers import wire
from handlers.represent.moments import time


def sessions(page: Page, asker: Caller) -> wire.SessionPage:
    """Show a page of sessions, and which of them is asking."""
    items: list[wire.Session] = [
        {
            "id": session.id,
            "user_id": session.user_id,
            "method": session.method,
            "user_agent": session.user_agent,
            "created_at": time(session.created_at),
            "last_seen_at": time(session.last_seen_at),
            "expires_at": time(session.expires_at),
            "current": session.id == asker.proof_id,
        }
        for session in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}
