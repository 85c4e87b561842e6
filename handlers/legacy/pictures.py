"""What the manifest says of each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import images
from domain.imports import deciding, grouping, profiles, reading
from domain.imports.metadata.facts import Facts
from domain.imports.profiles import Wanted
from domain.imports.reading import Read
from domain.vocabulary import (
    AlbumVisibility,
    ImageMediaType,
    ImportItemKind,
    ImportProfileName,
    ImportStaging,
)
from domain.work import Work
from handlers.legacy.asking import Run

HOW = ("prompt", "negative_prompt", "seed", "steps", "guidance_scale", "model")


def entries(work: Work, run: Run, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Describe the pictures among files of a run; whatever tells of them is among these, too."""
    told = reading.recalled(
        work,
        run["source"],
        [item["path"] for item in items if item["kind"] != ImportItemKind.OTHER],
    )
    sidecars: dict[str, list[Read]] = {}
    for path, read in told.items():
        if read.kind is ImportItemKind.SIDECAR:
            sidecars.setdefault(grouping.stem_of(path), []).append(read)
    return [
        _entry(run, item, told.get(item["path"]), sidecars)
        for item in items
        if item["kind"] == ImportItemKind.IMAGE
    ]


def _entry(
    run: Run, item: Mapping[str, Any], read: Read | None, sidecars: Mapping[str, list[Read]]
) -> dict[str, Any]:
    return {
        "number": item["number"],
        "source": item["path"],
        "destination": _destination(run, item, read),
        "outcome": item["outcome"],
        "reason": item["reason"],
        "image_id": item["image_id"],
        "sha256": item["sha256"],
        "created_at": item["taken_at"],
        "dated_by": item["dated_by"],
        "album": _album(run, item),
        "metadata": {} if read is None else _metadata(read, sidecars),
    }


def _destination(run: Run, item: Mapping[str, Any], read: Read | None) -> str | None:
    """Name the picture in the studio's files; None where it is read in its place, or not at all."""
    in_place = run["options"]["staging"] == ImportStaging.IN_PLACE
    if item["album_key"] is None or in_place or read is None:
        return None
    if read.sha256 is None or read.media_type is None:
        return None
    return images.file_name(read.sha256, ImageMediaType(read.media_type))


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


def _metadata(read: Read, sidecars: Mapping[str, list[Read]]) -> dict[str, Any]:
    """Say how the picture was made, as far as anything tells; its size is that of its bytes."""
    path = read.found.path
    mine = [*sidecars.get(path, ()), *sidecars.get(grouping.stem_of(path), ())]
    told: Facts = deciding.combined(read, mine)
    said = {
        **{name: getattr(told, name) for name in HOW},
        "width": read.width,
        "height": read.height,
        "adapters": [{"name": each.name, "weight": each.weight} for each in told.adapters] or None,
    }
    return {name: value for name, value in said.items() if value is not None}
