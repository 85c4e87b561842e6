"""Sources by name: who names a folder has the machine; over HTTP there are names only."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Select, func, select

from domain import audit
from domain.errors import Conflict, RuleBroken
from domain.imports.run import ImportRun
from domain.imports.source import ImportSource
from domain.pages import Order, Page
from domain.ports import Sources
from domain.vocabulary import (
    IMPORT_SOURCE_NAME_MAX_LENGTH,
    IMPORT_SOURCE_NAME_PATTERN,
    ImportMode,
    JobState,
)
from domain.work import Studio, Work

BY_NAME = Order("import_sources", (ImportSource.name,))

_APPLIED = (
    select(func.max(ImportRun.finished_at))
    .where(
        ImportRun.source == ImportSource.name,
        ImportRun.mode == ImportMode.APPLY,
        ImportRun.state == JobState.SUCCEEDED,
    )
    .scalar_subquery()
    .label("last_applied_at")
)
_SOURCES: Select[Any] = select(*ImportSource.__table__.columns, _APPLIED)


def name(
    work: Work, folder: str, wanted_name: str | None = None, *, own: Sequence[str] = ()
) -> ImportSource:
    """Name a folder, by its absolute path without links in it; give the name that it has already.

    Without a wanted name it is called as its last part says. `own` are the studio's own folders.
    Raises RuleBroken for a folder that is or has one of them, or a name that cannot be; Conflict
    for a name that another folder has, or a folder that has another name.
    """
    _must_be_apart(folder, own)
    known = work.session.scalars(select(ImportSource).where(ImportSource.folder == folder)).first()
    if known is not None:
        if wanted_name not in (None, known.name):
            raise Conflict(f"This folder is named {known.name} already.")
        return known
    if wanted_name is None:
        wanted_name = _free(work, _slug(PurePosixPath(folder).name))
    elif not _is_name(wanted_name):
        raise RuleBroken(
            f"A source's name has at most {IMPORT_SOURCE_NAME_MAX_LENGTH} small letters, digits, "
            "dots, hyphens and underscores, and begins with a letter or a digit."
        )
    elif work.find(ImportSource, wanted_name) is not None:
        raise Conflict(f"Another folder is named {wanted_name}.")
    audit.note(work, None, "name_import_source", wanted_name)
    return work.add(ImportSource(name=wanted_name, folder=folder, created_at=work.now))


def every(work: Work) -> list[Any]:
    """Give all sources, by name."""
    return work.rows(_SOURCES.order_by(ImportSource.name))


def page(studio: Studio, cursor: str | None, limit: int) -> tuple[Page, dict[str, bool]]:
    """List sources by name; tell of each name whether its folder can be read. Raises BadCursor."""
    with studio.look() as work:
        found = BY_NAME.page(work, _SOURCES, cursor, limit)
    return found, {
        source.name: can_be_read(studio.sources, source.folder) for source in found.items
    }


def can_be_read(folders: Sources, folder: str) -> bool:
    """Tell whether a folder is there now."""
    try:
        folders.tree(folder).check()
    except OSError:
        return False
    return True


def _must_be_apart(folder: str, own: Sequence[str]) -> None:
    asked = PurePosixPath(folder)
    if not asked.is_absolute() or len(asked.parts) == 1:
        raise RuleBroken("The whole file system is no source; name a folder in it.")
    for each in own:
        ours = PurePosixPath(each)
        if asked.is_relative_to(ours):
            raise RuleBroken("This folder belongs to the studio itself; name one apart from it.")
        if ours.is_relative_to(asked):
            raise RuleBroken("The studio's own files are in this folder; name one apart from them.")


def _is_name(text: str) -> bool:
    fits = re.fullmatch(IMPORT_SOURCE_NAME_PATTERN, text)
    return fits is not None and len(text) <= IMPORT_SOURCE_NAME_MAX_LENGTH


def _slug(text: str) -> str:
    """Give a name as near to a text as one can be."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9._-]+", "-", plain).lstrip("._-").rstrip("-")
    return words[:IMPORT_SOURCE_NAME_MAX_LENGTH] or "source"


def _free(work: Work, wanted: str) -> str:
    """Give this name, or the first with a number behind it that no source has."""
    found, number = wanted, 1
    while work.find(ImportSource, found) is not None:
        number += 1
        ending = f"-{number}"
        found = wanted[: IMPORT_SOURCE_NAME_MAX_LENGTH - len(ending)] + ending
    return found
