"""Labels."""

from typing import Any

from domain.pages import Page
from domain.users import User
from handlers import wire
from handlers.represent.moments import time


def label(label: Any, viewer: User | None) -> wire.Label:
    """Show a label; the public is not told who added it."""
    return {
        "id": label.id,
        "image_id": label.image_id,
        "kind": label.kind,
        "text": label.text,
        "source": label.source,
        "model": label.model,
        "confidence": label.confidence,
        "created_by": label.created_by if viewer else None,
        "created_at": time(label.created_at),
    }


def labels(page: Page, viewer: User | None) -> wire.LabelPage:
    """Show a page of labels."""
    return {"items": [label(row, viewer) for row in page.items], "next_cursor": page.next_cursor}
