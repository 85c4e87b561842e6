"""Images in the trash."""

from domain.pages import Page
from domain.trash import purge_at
from domain.users import User
from handlers import wire
from handlers.represent.images import image
from handlers.represent.moments import time


def trashed_images(page: Page, viewer: User, days: int) -> wire.TrashedImagePage:
    """Show a page of the trash, where images stay for so many days."""
    items: list[wire.TrashedImage] = [
        {
            "image": image(row, viewer),
            "deleted_at": time(row.deleted_at),
            "purge_at": time(purge_at(row.deleted_at, days)),
        }
        for row in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}
