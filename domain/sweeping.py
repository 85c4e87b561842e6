"""Deleting files that no row speaks of: of deleted images and bug reports, and of workers that
died too soon."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import PurePosixPath

from sqlalchemy import and_, bindparam, exists, select, text

from domain import images
from domain.bug_reports import BugReport
from domain.contents import Content
from domain.entity import UtcTime
from domain.images import Image
from domain.ports import FileStore
from domain.work import Studio, Work

GRACE = timedelta(hours=1)
"""What was put, or was about to be, less long ago may belong to a commit that is still to come."""

AT_ONCE = 500
SHA256 = re.compile(r"[0-9a-f]{64}")
USERS = (Image.sha256, BugReport.screenshot_sha256)
"""Where a content may be spoken of, which keeps its files."""
UNUSED = and_(*(~exists().where(column == Content.sha256) for column in USERS))

TAKE = text(
    "INSERT INTO contents (sha256, touched_at) VALUES (:sha256, :never)"
    " ON CONFLICT (sha256) DO NOTHING"
).bindparams(bindparam("never", datetime.fromtimestamp(0, UTC), type_=UtcTime()))


def sweep_files(studio: Studio) -> int:
    """Delete old files that belong to nothing; give how many, unfinished ones not counted.

    Raises OSError when the store fails; what was not swept is there for the next sweep.
    """
    before = studio.clock.now() - GRACE
    for name in studio.files.names("unfinished", before):
        studio.files.delete(name, before)
    swept = 0
    for sha256 in _unused(studio, before):
        swept += _sweep(studio, sha256, before)
    # Files without a row: older than the rows themselves, or than a backup that was restored.
    for folder in images.FOLDERS:
        old = studio.files.names(folder, before)
        while names := list(islice(old, AT_ONCE)):
            contents = {name: PurePosixPath(name).stem for name in names}
            for name in names:
                if not SHA256.fullmatch(contents[name]):
                    swept += studio.files.delete(name, before)
            for sha256 in _without_user(studio, set(contents.values())):
                swept += _sweep(studio, sha256, before)
    return swept


def _unused(studio: Studio, before: datetime) -> Iterator[str]:
    last = ""
    query = select(Content.sha256).where(UNUSED, Content.touched_at < before)
    while True:
        with studio.look() as work:
            page = query.where(Content.sha256 > last).order_by(Content.sha256).limit(AT_ONCE)
            found = work.session.scalars(page).all()
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1]


def _without_user(studio: Studio, stems: set[str]) -> set[str]:
    hashes = {stem for stem in stems if SHA256.fullmatch(stem)}
    with studio.look() as work:
        for column in USERS:
            hashes -= set(work.session.scalars(select(column).where(column.in_(hashes))))
    return hashes


def _sweep(studio: Studio, sha256: str, before: datetime) -> int:
    """Delete the files of one content, if nothing speaks of it; give how many there were."""
    with studio.work(beside=True) as work:
        if not is_unused(work, sha256, before):
            return 0
        return forget(studio.files, work, sha256)


def is_unused(work: Work, sha256: str, before: datetime) -> bool:
    """Tell whether nothing speaks of a content that was last about to be put before this moment.

    Its row is held from now on: whoever is about to put the same content waits for the end of this
    transaction; whoever has said so already, or has made something of it, is seen by it.
    """
    work.session.execute(TAKE, {"sha256": sha256})
    content = work.session.get(Content, sha256, with_for_update=True)
    return content is not None and content.touched_at < before and not is_used(work, sha256)


def is_used(work: Work, sha256: str) -> bool:
    """Tell whether an image, be it in the trash, or a bug report has this content."""
    return any(work.session.scalar(select(exists().where(each == sha256))) for each in USERS)


def forget(files: FileStore, work: Work, sha256: str) -> int:
    """Delete the files of a content that is unused, and its row; give how many files there were."""
    swept = 0
    for name in images.file_names(sha256):
        swept += files.delete(name)
        # A database that hears nothing for long would take the row away from us.
        work.session.execute(select(1))
    work.session.delete(work.session.get_one(Content, sha256))
    return swept
