"""What imports leave behind, in a form that two runs of them can be compared by.

Left out is only what says when, or in which run, something was done.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from domain.albums import Album, AlbumImage
from domain.contents import Content
from domain.entity import Entity
from domain.images import Image
from domain.imports import ImportItem, ImportRun, SourceFile
from domain.imports.run import OUTCOMES
from domain.work import Work

MOMENTS = {
    Image: ("updated_at", "import_id"),
    Album: ("id", "created_at", "updated_at", "version"),
    Content: ("touched_at",),
    ImportItem: ("run_id",),
    SourceFile: (),
}
"""Columns that differ from one run to the next; an album's version counts its transactions."""

RUN = (
    *("mode", "source", "profile", "dry_run", "options", "plan_hash", "state", "files_total"),
    *("images", "images_created", "links_created", "albums_created", "moved", "why"),
    *OUTCOMES,
)


def rows(work: Work, kind: type[Entity]) -> list[dict[str, Any]]:
    """Give all rows of a kind without what belongs to the moment, in order of their keys."""
    left_out = MOMENTS[kind]
    table = kind.__table__
    assert isinstance(table, Table)
    columns = [column for column in table.columns if column.name not in left_out]
    query = select(*columns).order_by(*table.primary_key.columns)
    return [row._asdict() for row in work.rows(query)]


def key(album: Any) -> str:
    """Name an album as every studio does."""
    return album.import_key or f"month/{album.month}"


def links(work: Work) -> dict[str, list[str]]:
    """Give the ids of each album's images in its order."""
    query = (
        select(Album.import_key, Album.month, AlbumImage.image_id)
        .outerjoin(AlbumImage, AlbumImage.album_id == Album.id)
        .order_by(Album.import_key, Album.month, AlbumImage.position, AlbumImage.image_id)
    )
    found: dict[str, list[str]] = {}
    for row in work.rows(query):
        ids = found.setdefault(key(row), [])
        if row.image_id is not None:
            ids.append(row.image_id)
    return found


def run(work: Work, run_id: str) -> dict[str, Any]:
    """Give what a run came to, in sum and item by item."""
    columns = [getattr(ImportRun, name) for name in RUN]
    (row,) = work.rows(select(*columns).where(ImportRun.id == run_id))
    return {**row._asdict(), "items": items(work, run_id)}


def items(work: Work, run_id: str) -> list[dict[str, Any]]:
    """Give a run's items in their order."""
    table = ImportItem.__table__
    columns = [each for each in table.columns if each.name not in MOMENTS[ImportItem]]
    query = select(*columns).where(ImportItem.run_id == run_id).order_by(ImportItem.number)
    return [row._asdict() for row in work.rows(query)]


def content(work: Work) -> dict[str, Any]:
    """Give images, albums, their order, and what is known of files."""
    albums = [row | {"key": row["import_key"] or row["month"]} for row in rows(work, Album)]
    return {
        "images": rows(work, Image),
        "albums": sorted(albums, key=lambda row: str(row["key"])),
        "links": links(work),
        "contents": rows(work, Content),
        "files": rows(work, SourceFile),
    }


def below(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Give everything below a folder, the folders too, without following a link."""
    for directory, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(directory) / name
            yield str(path.relative_to(folder)), path.lstat()


def snapshot(folder: Path, *, times: bool = True) -> dict[str, tuple[Any, ...]]:
    """Tell what each name below a folder is: its kind, mode, size, time, and bytes or target."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, seen in below(folder):
        path = folder / name
        said: object = None
        if stat.S_ISLNK(seen.st_mode):
            said = str(path.readlink())
        elif stat.S_ISREG(seen.st_mode):
            said = hashlib.sha256(path.read_bytes()).hexdigest()
        size = None if stat.S_ISDIR(seen.st_mode) else seen.st_size
        found[name] = (seen.st_mode, size, said)
        if times:
            found[name] += (seen.st_mtime_ns, seen.st_ino)
    return found


def seen(folder: Path) -> int:
    """Count what an import must account for: everything that is no folder, links to folders too."""
    return sum(not stat.S_ISDIR(each.st_mode) for _, each in below(folder))


def differences(wanted: Any, found: Any, at: str = "") -> Iterator[str]:
    """Say where two such states differ, in lines for people."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name in sorted({*wanted, *found}, key=repr):
            inner = f"{at}.{name!s}"
            if name not in found:
                yield f"{inner} is missing (it should be {str(wanted[name])[:200]})"
            elif name not in wanted:
                yield f"{inner} is too much: {str(found[name])[:200]}"
            else:
                yield from differences(wanted[name], found[name], inner)
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) != len(found):
            yield f"{at} has {len(found)} instead of {len(wanted)}"
        for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
            yield from differences(one, other, f"{at}[{number}]")
    elif wanted != found:
        yield f"{at} is {str(found)[:200]} instead of {str(wanted)[:200]}"
