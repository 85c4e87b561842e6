"""Albums."""

from collections.abc import Sequence
from typing import Any

from domain.albums import Removal
from domain.pages import Page
from domain.users import User
from domain.vocabulary import AddOutcome
from handlers import wire
from handlers.represent import API
from handlers.represent.images import image
from handlers.represent.moments import time


def album_url(album_id: str) -> str:
    """Say where an album is."""
    return f"{API}/albums/{album_id}"


def album(album: Any) -> wire.Album:
    """Show an album with the count and cover that the viewer may see."""
    return {
        "id": album.id,
        "name": album.name,
        "description": album.description,
        "kind": album.kind,
        "visibility": album.visibility,
        "image_count": album.image_count,
        "cover_image_id": album.cover_image_id,
        "created_at": time(album.created_at),
        "updated_at": time(album.updated_at),
    }


def albums(page: Page) -> wire.AlbumPage:
    """Show a page of albums."""
    return {"items": [album(row) for row in page.items], "next_cursor": page.next_cursor}


def album_detail(row: Any, first: Page, viewer: User | None) -> wire.AlbumDetail:
    """Show an album with the first page of its images."""
    return {
        **album(row),
        "images": [image(each, viewer) for each in first.items],
        "images_next_cursor": first.next_cursor,
        "images_only_here": row.images_only_here,
    }


def additions(outcomes: Sequence[tuple[str, AddOutcome]]) -> wire.AlbumAdditionResults:
    """Show what came of putting images into an album."""
    return {"results": [{"image_id": each, "outcome": outcome} for each, outcome in outcomes]}


def removals(removals: Sequence[Removal]) -> wire.AlbumRemovalResults:
    """Show what came of taking images out of an album."""
    return {
        "results": [
            {"image_id": each.image_id, "outcome": each.outcome, "rehoused_to": each.rehoused_to}
            for each in removals
        ]
    }
