"""What the manifest says of each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.imports import profiles
from domain.imports.profiles import Wanted
from domain.vocabulary import AlbumVisibility, ImportProfileName
from domain.work import Work
from handlers.legacy.asking import Run


def entries(work: Work, run: Run, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Describe the pictures among these files of a run."""
    pictures = [item for item in items if item["kind"] == "image"]
    return [_entry(run, item) for item in pictures]


def _entry(run: Run, item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": item["number"],
        "source": item["path"],
        "destination": None,
        "outcome": item["outcome"],
        "reason": item["reason"],
        "image_id": item["image_id"],
        "sha256": item["sha256"],
        "created_at": item["taken_at"],
        "dated_by": item["dated_by"],
        "album": _album(run, item),
        "metadata": {},
    }


def _album(run: Run, item: Mapping[str, Any]) -> dict[str, Any] | None:
    """Describe the album that a picture goes to; None when it goes to none."""
    if item["album_key"] is None or item["taken_at"] is None:
        return None
    taken_at = datetime.fromisoformat(item["taken_at"])
    wanted = profiles.place(ImportProfileName(run["profile"]), item["path"], taken_at)
    if not isinstance(wanted, Wanted):
        return None
    visibility = run["options"]["visibility"] or wanted.visibility
    return {
        "key": item["album_key"],
        "slug": item["album_key"].rpartition("/")[2],
        "name": wanted.name,
        "type": wanted.kind.value,
        "is_public": visibility == AlbumVisibility.PUBLISHED,
    }
