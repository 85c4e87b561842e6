"""API tokens."""

from typing import Any

from domain.pages import Page
from handlers import wire
from handlers.represent.moments import time, time_or_null


def api_token(token: Any) -> wire.ApiToken:
    """Show an API token, without its secret."""
    return {
        "id": token.id,
        "user_id": token.user_id,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_at": time(token.created_at),
        "expires_at": time_or_null(token.expires_at),
        "last_used_at": time_or_null(token.last_used_at),
    }


def new_api_token(token: Any, secret: str) -> wire.NewApiToken:
    """Show a token that was just made, with its secret, this once."""
    return {**api_token(token), "secret": secret}


def api_tokens(page: Page) -> wire.ApiTokenPage:
    """Show a page of API tokens."""
    return {"items": [api_token(row) for row in page.items], "next_cursor": page.next_cursor}
