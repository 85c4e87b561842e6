"""The audit log."""

from domain.pages import Page
from handlers import wire
from handlers.represent.moments import time


def audit_entries(page: Page) -> wire.AuditEntryPage:
    """Show a page of the audit log."""
    items: list[wire.AuditEntry] = [
        {
            "id": entry.id,
            "at": time(entry.at),
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "action": entry.action,
            "subject": entry.subject,
            "details": entry.details,
            "trace_id": entry.trace_id,
        }
        for entry in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}
