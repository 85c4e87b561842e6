"""Ours as users get it: `handlers.app` on SQLite, with sign-in. Settings come from SPOLVERO_…."""

import atexit
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from domain import albums, contents, tokens
from domain.adapters.settings import read_settings
from domain.adapters.studio import open_studio
from domain.albums import Album
from domain.images import Image
from domain.vocabulary import (
    AlbumKind,
    AlbumVisibility,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
)
from domain.work import Studio
from handlers.app import create_app
from peers import data
from workers.engines import open_engine


def _stored(shown: dict[str, Any], **kinds: Any) -> dict[str, Any]:
    """Undo what handlers/represent/ does."""
    times = {name: datetime.fromisoformat(shown[name]) for name in ("created_at", "updated_at")}
    return {**shown, **times, **{name: kind(shown[name]) for name, kind in kinds.items()}}


def _fill(studio: Studio, token: str | None) -> None:
    """Store what the peers have in memory."""
    with studio.work() as work:
        tokens.keep_bootstrap_token(work, token)
        album = _stored(data.ALBUM, kind=AlbumKind, visibility=AlbumVisibility)
        shown_only = ("image_count", "cover_image_id", "images", "images_next_cursor")
        for name in (*shown_only, "images_only_here"):
            del album[name]
        for image in data.IMAGES:
            stored = _stored(
                image,
                media_type=ImageMediaType,
                source=ImageSource,
                visibility=ImageVisibility,
            )
            del stored["file_url"], stored["thumbnail_url"], stored["origin"]
            contents.note(work, stored["sha256"])
            work.session.add(Image(**stored))
        work.session.flush()
        albums.put(work, work.add(Album(**album)), [image["id"] for image in data.IMAGES])


settings = read_settings()
_open = ExitStack()
atexit.register(_open.close)
studio, _ = _open.enter_context(open_studio(settings, open_engine(settings.engine)))
_fill(studio, settings.admin_token)
app = create_app(studio)
