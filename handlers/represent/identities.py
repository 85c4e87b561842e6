"""Accounts of the provider, and who is invited."""

from typing import Any

from domain.pages import Page
from handlers import wire
from handlers.represent.moments import time


def identity(identity: Any) -> wire.Identity:
    """Show an account of the provider."""
    return {
        "id": identity.id,
        "user_id": identity.user_id,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "email": identity.email,
        "created_at": time(identity.created_at),
        "last_used_at": time(identity.last_used_at),
    }


def identities(page: Page) -> wire.IdentityPage:
    """Show a page of accounts."""
    return {"items": [identity(each) for each in page.items], "next_cursor": page.next_cursor}


def invitation(invitation: Any) -> wire.Invitation:
    """Show who is invited."""
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role,
        "user_id": invitation.user_id,
        "created_at": time(invitation.created_at),
    }


def invitations(page: Page) -> wire.InvitationPage:
    """Show a page of invitations."""
    return {"items": [invitation(each) for each in page.items], "next_cursor": page.next_cursor}
