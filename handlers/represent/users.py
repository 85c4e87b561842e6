"""People, and who of them is asking."""

from datetime import datetime
from typing import Any

from domain.pages import Page
from domain.users import Caller
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import time, time_or_null


def user_url(user_id: str) -> str:
    """Say where a person is."""
    return f"{API}/users/{user_id}"


def user(user: Any) -> wire.User:
    """Show a person."""
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "state": user.state,
        "created_at": time(user.created_at),
    }


def users(page: Page) -> wire.UserPage:
    """Show a page of people."""
    return {"items": [user(row) for row in page.items], "next_cursor": page.next_cursor}


def sign_in_link(secret: str, expires_at: datetime) -> wire.SignInLink:
    """Show a sign-in link, this once."""
    return {"url": f"/#sign-in={secret}", "expires_at": time(expires_at)}


def auth_status(caller: Caller | None) -> wire.AuthStatus:
    """Show who is asking."""
    return {
        "authenticated": caller is not None,
        "user": user(caller.user) if caller else None,
        "method": caller.method if caller else None,
        "expires_at": time_or_null(caller.expires_at) if caller else None,
        "scopes": sorted(caller.scopes) if caller and caller.scopes is not None else None,
    }
