"""Making what an import has decided: albums, images, and their places in albums; many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from domain import albums, contents, images, labels, search
from domain.albums import Album
from domain.entity import new_id
from domain.images import Image
from domain.imports import names
from domain.imports.deciding import TOLD, Decision, adapters_of, import_key
from domain.imports.knowing import month_key
from domain.imports.profiles import Wanted
from domain.imports.run import ImportRun
from domain.vocabulary import (
    AlbumVisibility,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    ImportOutcome,
    ImportStaging,
)
from domain.work import Work

PLACED = (ImportOutcome.CREATED, ImportOutcome.LINKED)
"""What comes into an album."""


def make(work: Work, run: ImportRun, decisions: Sequence[Decision]) -> None:
    """Make what these pictures are to become, and count it. Their files must be staged."""
    created = [each for each in decisions if each.outcome is ImportOutcome.CREATED]
    if created:
        _place(work, run, created)
        rows = [_image(work, run, each) for each in created]
        work.session.connection().execute(insert(Image), rows)
        run.images_created += len(created)
    links: dict[str, list[str]] = {}
    placed = [each for each in decisions if each.outcome in PLACED]
    album_ids = _albums(work, run, placed)
    for each in placed:
        links.setdefault(album_ids[each.album_key or ""], []).append(each.image_id or "")
    run.links_created += albums.put_behind(work, links)
    for each in decisions:
        if each.outcome is ImportOutcome.METADATA_UPDATED:
            _update(work, each)


def _place(work: Work, run: ImportRun, created: Iterable[Decision]) -> None:
    in_place = run.options["staging"] == ImportStaging.IN_PLACE
    paths = {each.read.sha256 or "": each.read.found.path if in_place else None for each in created}
    contents.place(work, run.source if in_place else None, paths)


def _image(work: Work, run: ImportRun, decision: Decision) -> dict[str, Any]:
    read, told = decision.read, decision.facts
    title = names.title_of(read.found.path)
    return {
        "id": decision.image_id,
        "title": title,
        **{name: getattr(told, name) for name in TOLD},
        "adapters": adapters_of(told),
        "width": read.width,
        "height": read.height,
        "media_type": ImageMediaType(read.media_type or ""),
        "byte_size": read.found.size,
        "sha256": read.sha256,
        "source": ImageSource.IMPORT,
        "import_id": run.id,
        "import_key": import_key(run.source, read.found.path),
        "dated_by": decision.dated_by,
        "visibility": ImageVisibility.ALBUM,
        "title_key": search.sort_key(title),
        "search_text": images.searchable(told.prompt, title),
        "created_at": decision.taken_at,
        "updated_at": work.now,
    }


def _albums(work: Work, run: ImportRun, placed: Iterable[Decision]) -> dict[str, str]:
    """Give the ids of the albums by their keys; those that lack are made."""
    wanted = {each.album_key or "": each for each in placed}
    found = _find(work, wanted)
    for key, decision in wanted.items():
        if key not in found and decision.wanted is not None:
            found[key] = _new(work, run, decision, decision.wanted)
            run.albums_created += 1
    return found


def _find(work: Work, wanted: Mapping[str, Decision]) -> dict[str, str]:
    months = [each.wanted.month for each in wanted.values() if each.wanted and each.wanted.month]
    query = select(Album.id, Album.import_key, Album.month)
    rows = work.rows(query.where(Album.import_key.in_([*wanted])))
    if months:
        rows += work.rows(query.where(Album.month.in_(months)))
    return {month_key(row.month) if row.month else row.import_key: row.id for row in rows}


def _new(work: Work, run: ImportRun, decision: Decision, wanted: Wanted) -> str:
    if wanted.month is not None and decision.taken_at is not None:
        return albums.of_month(work, decision.taken_at).id
    visibility = AlbumVisibility(run.options["visibility"] or wanted.visibility)
    album = Album(
        id=new_id("alb", work.now),
        name=wanted.name,
        description="",
        kind=wanted.kind,
        visibility=visibility,
        import_key=wanted.key,
        import_visibility=visibility.value,
        created_at=work.now,
        updated_at=work.now,
    )
    return work.add(album).id


def _update(work: Work, decision: Decision) -> None:
    change(work, work.get(Image, decision.image_id, lock=True), decision.changes)


def change(work: Work, image: Image, changes: Mapping[str, Any]) -> None:
    """Write by column what is told otherwise into an image, which is locked; its albums show it."""
    for name, value in changes.items():
        setattr(image, name, value)
    image.version += 1
    image.updated_at = work.now
    labels.refresh_search(work, image)
    albums.touch_those_with(work, image.id)
