"""Examining a studio: whatever its rules forbid and its rows or files show all the same.

Nothing is changed, and nothing should ever be found: each rule is kept by one transaction, or by
the order in which files and rows are written. What is found tells of a fault, of a restored backup
whose parts do not fit together, or of somebody's hand.

Rows and files move while they are looked at. Files are listed before the rows that they are held
against are read, and what seems to lack is looked for once more, so that work in progress is not
taken for damage. Memory stays small however many files there are: names begin with a hash, so they
can be taken in shares.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, literal, select, union_all

from domain import images
from domain.albums import Album, AlbumImage
from domain.bug_reports import BugReport
from domain.contents import Content
from domain.counts import WaitingCount
from domain.images import Image
from domain.jobs import Job
from domain.leases import OVER
from domain.ports import FileStore
from domain.sweeping import GRACE
from domain.vocabulary import ImageSource, JobState
from domain.work import Work

Look = Callable[[], AbstractContextManager[Work]]
"""Opens a transaction that only reads."""

EXAMPLES = 5
"""So many ids are given of each finding."""

RESCUE_WITHIN = timedelta(seconds=2)
"""A worker that lives takes over a lease that is over within so long."""

UNSWEPT = 3
"""So many times the grace may pass until a sweep has come by, which it does hourly."""

AT_ONCE = 500
FAR = timedelta(days=400)
WELL_NAMED = re.compile(
    r"(images|thumbnails)/(?P<share>[0-9a-f]{2})/(?P<sha256>(?P=share)[0-9a-f]{62})\.[a-z]+"
)
SHARES = tuple(f"{number:02x}" for number in range(256))


class Kind(NamedTuple):
    """One thing that may be wrong: what it means, and what mends it."""

    name: str
    means: str
    mends: str


HOMELESS = Kind(
    "image_without_album",
    "An image is in no album, nor in the trash, so nobody who browses finds it.",
    "Put it into any album.",
)
LINK_TO_NO_IMAGE = Kind(
    "link_without_image",
    "An album holds a place for an image that is not there.",
    "Restore the database from one backup; otherwise delete these rows of album_images.",
)
LINK_TO_NO_ALBUM = Kind(
    "link_without_album",
    "An image is said to be in an album that is not there.",
    "Delete these rows of album_images.",
)
NO_FILE = Kind(
    "image_without_file",
    "An image's picture is not in the store.",
    "Restore the files from a backup made after that of the database, or delete the image.",
)
DAMAGED = Kind(
    "image_damaged",
    "A picture's bytes are not those that were stored.",
    "Restore the file from a backup; its name is the hash of what it should be.",
)
NO_THUMBNAIL = Kind(
    "image_without_thumbnail",
    "An image's thumbnail is not in the store.",
    "Nothing need be done: it is made when somebody next looks at it.",
)
NO_SIDECAR = Kind(
    "image_without_sidecar",
    "The file that tells how a picture was made is not beside it; the database knows it still.",
    "Restore the files from a backup, if other programs read them.",
)
NO_SCREENSHOT = Kind(
    "bug_report_without_screenshot",
    "A bug report speaks of a screenshot that is not in the store.",
    "Restore the files from a backup made after that of the database, or delete the report.",
)
ORPHAN = Kind(
    "file_without_image",
    "A file belongs to no image or bug report, and the studio does not know that it ever put it.",
    "See whether the database is older than the files; otherwise the hourly sweep deletes it.",
)
STRANGE = Kind(
    "file_misnamed",
    "A file has a name that the studio gives to nothing.",
    "Move it away; the hourly sweep deletes it.",
)
UNFINISHED = Kind(
    "file_unfinished",
    "A worker died while it wrote a file, and no sweep has come by since.",
    "Let a worker run on the queue `default`: it sweeps at its start, and every hour.",
)
LOST_IMAGE = Kind(
    "job_without_image",
    "A job has succeeded, and the image that it speaks of is not there.",
    "Restore the database from one backup, or ask for the picture again: its seed is in the job.",
)
TWO_IMAGES = Kind(
    "job_with_two_images",
    "An image says that it was made by a job which speaks of another.",
    "Delete the image that the job does not speak of.",
)
EARLY_IMAGE = Kind(
    "job_with_early_image",
    "An image was made by a job that has not succeeded.",
    "Delete the image; the job makes it again.",
)
ABANDONED = Kind(
    "job_abandoned",
    "A job is being drawn by nobody: the lease of its worker is over.",
    "Start a worker: it takes the job back at its first beat.",
)
INCOHERENT = Kind(
    "job_incoherent",
    "A job's state does not go with its lease or with its end.",
    "Cancel it and try it again.",
)
MISCOUNTED = Kind(
    "queue_miscounted",
    "The number of jobs that wait, as counted along the way, is not the number of their rows.",
    "Stop server and workers, empty waiting_counts, and put the numbers of rows there as slot 0.",
)

KINDS = (
    *(HOMELESS, LINK_TO_NO_IMAGE, LINK_TO_NO_ALBUM, NO_FILE, DAMAGED, NO_THUMBNAIL, NO_SIDECAR),
    NO_SCREENSHOT,
    *(ORPHAN, STRANGE, UNFINISHED, LOST_IMAGE, TWO_IMAGES, EARLY_IMAGE, ABANDONED, INCOHERENT),
    MISCOUNTED,
)


@dataclass(slots=True)
class Finding:
    """How often something was found, and the names of a few."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, names: Iterable[str]) -> None:
        """Count these."""
        for name in names:
            self.count += 1
            if len(self.examples) < EXAMPLES:
                self.examples.append(name)


@dataclass(slots=True)
class Diagnosis:
    """What an examination came to."""

    findings: dict[Kind, Finding] = field(
        default_factory=lambda: {kind: Finding() for kind in KINDS}
    )
    in_flight: Finding = field(default_factory=Finding)
    """Files that may belong to a commit which is still to come."""
    to_be_swept: Finding = field(default_factory=Finding)
    """Files of images or bug reports that were deleted, or of jobs that came to nothing."""
    deleted: int = 0
    """Jobs whose image was deleted since."""
    images: int = 0
    jobs: int = 0
    files: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not any(finding.count for finding in self.findings.values())

    def note(self, kind: Kind, names: Iterable[str]) -> None:
        """Count these as found."""
        self.findings[kind].note(names)


def examine(
    look: Look, files: FileStore, *, grace: timedelta | None = GRACE, every_byte: bool = False
) -> Diagnosis:
    """Look at every row and at the name of every file; at the bytes of pictures, if `every_byte`.

    Files without an image are in flight while they are younger than `grace`, and after that wait to
    be swept, if the studio knows them. With None there is neither: each is a finding. Raises what
    the database and the store raise.
    """
    diagnosis = Diagnosis()
    with look() as work:
        now = work.now
        diagnosis.images = work.session.scalars(select(func.count()).select_from(Image)).one()
        diagnosis.jobs = work.session.scalars(select(func.count()).select_from(Job)).one()
        diagnosis.deleted = work.session.scalars(DELETED).one()
        for kind, query in QUERIES.items():
            diagnosis.note(kind, _found(work, query))
    store = _Store(files, now, grace)
    for share in SHARES:
        _examine_share(diagnosis, look, store, share, every_byte)
    _examine_names(diagnosis, store)
    return diagnosis


# Rows. Each query is one statement, which sees one moment: between two, jobs come and go.

RUNS = Job.state == JobState.RUNNING
MADE = select(Image.id).join(Job, Job.id == Image.job_id).order_by(Image.id)
DELETED = select(func.count()).where(Job.state == JobState.SUCCEEDED, Job.image_id.is_(None))
WAITING = union_all(
    select(Job.priority.label("priority"), literal(1).label("many")).where(
        Job.state == JobState.QUEUED
    ),
    select(WaitingCount.priority, -WaitingCount.waiting).where(
        WaitingCount.kind == Job.__tablename__
    ),
).subquery()

QUERIES: dict[Kind, Select[*tuple[Any, ...]]] = {
    HOMELESS: select(Image.id)
    .where(Image.deleted_at.is_(None), ~exists().where(AlbumImage.image_id == Image.id))
    .order_by(Image.id),
    LINK_TO_NO_IMAGE: select(AlbumImage.album_id, AlbumImage.image_id).where(
        ~exists().where(Image.id == AlbumImage.image_id)
    ),
    LINK_TO_NO_ALBUM: select(AlbumImage.album_id, AlbumImage.image_id).where(
        ~exists().where(Album.id == AlbumImage.album_id)
    ),
    LOST_IMAGE: select(Job.id)
    .where(Job.image_id.is_not(None), ~exists().where(Image.id == Job.image_id))
    .order_by(Job.id),
    TWO_IMAGES: MADE.where(Job.state == JobState.SUCCEEDED, Job.image_id != Image.id),
    EARLY_IMAGE: MADE.where(Job.state != JobState.SUCCEEDED),
    ABANDONED: select(Job.id)
    .where(RUNS, Job.lease_until < bindparam("moment", type_=Job.lease_until.type))
    .order_by(Job.id),
    INCOHERENT: select(Job.id)
    .where(
        (RUNS & (Job.token.is_(None) | Job.lease_until.is_(None)))
        | (~RUNS & (Job.token.is_not(None) | Job.lease_until.is_not(None)))
        | (Job.state.in_(OVER) & Job.finished_at.is_(None))
    )
    .order_by(Job.id),
    MISCOUNTED: select(literal("priority"), WAITING.c.priority, func.sum(WAITING.c.many))
    .group_by(WAITING.c.priority)
    .having(func.sum(WAITING.c.many) != 0)
    .order_by(WAITING.c.priority),
}


def _found(work: Work, query: Select[*tuple[Any, ...]]) -> Iterator[str]:
    """Give what a query finds, each row as words; a few rows at a time."""
    values = {"moment": work.now - RESCUE_WITHIN}
    few = {"yield_per": AT_ONCE}
    for row in work.session.connection().execute(query, values, execution_options=few):
        yield " ".join(str(value) for value in row)


# Files, held against rows.


class _Store:
    """The names in a store: of any age, or only those last put before some moment."""

    def __init__(self, files: FileStore, now: datetime, grace: timedelta | None) -> None:
        self.files = files
        self.graceful = grace is not None
        self._any = now + FAR
        self.old = self._any if grace is None else now - grace
        self.forgotten = self._any if grace is None else now - UNSWEPT * grace

    def names(self, folder: str, before: datetime | None = None) -> Iterator[str]:
        return self.files.names(folder, before or self._any)


def _rows(look: Look, share: str) -> dict[str, Any]:
    """Give an image of each content in a share, by hash."""
    columns = (Image.id, Image.sha256, Image.media_type, Image.byte_size, Image.source)
    query = (
        select(*columns, Content.source.is_not(None).label("in_place"))
        .join(Content, Content.sha256 == Image.sha256)
        .where(Image.sha256 >= share, Image.sha256 < f"{share}g")
    )
    with look() as work:
        return {row.sha256: row for row in work.rows(query)}


def _screenshots(look: Look, share: str) -> dict[str, tuple[str, str]]:
    """Give the file's name and a bug report of each screenshot in a share, by hash."""
    sha256 = BugReport.screenshot_sha256
    columns = (BugReport.id, sha256, BugReport.screenshot_media_type)
    query = select(*columns).where(sha256 >= share, sha256 < f"{share}g")
    with look() as work:
        return {
            row.screenshot_sha256: (
                images.file_name(row.screenshot_sha256, row.screenshot_media_type),
                row.id,
            )
            for row in work.rows(query)
        }


def _lacking_screenshots(shots: Mapping[str, tuple[str, str]], names: set[str]) -> set[str]:
    return {report_id for name, report_id in shots.values() if name not in names}


def _known(look: Look, share: str) -> set[str]:
    """Give the contents of a share that were put by the studio, and that it has not swept yet."""
    query = select(Content.sha256).where(Content.sha256 >= share, Content.sha256 < f"{share}g")
    with look() as work:
        return set(work.session.scalars(query))


def _lacking(rows: Mapping[str, Any], names: set[str]) -> set[tuple[Kind, str, str]]:
    """Say which files lack, each with the kind of its finding and an image that it belongs to."""
    due = [
        needed
        for sha256, row in rows.items()
        for needed in (
            (NO_FILE, row.id, images.file_name(sha256, row.media_type)),
            (NO_THUMBNAIL, row.id, images.thumbnail_name(sha256)),
            (NO_SIDECAR, row.id, images.sidecar_name(sha256)),
        )
        if _is_due(needed[0], row)
    ]
    return {needed for needed in due if needed[2] not in names}


def _is_due(kind: Kind, row: Any) -> bool:
    """Tell whether an image's file has to be in the store."""
    if kind is NO_FILE:
        return not row.in_place
    if kind is NO_THUMBNAIL:
        return bool(row.source != ImageSource.IMPORT)  # made when somebody first looks
    return bool(row.source == ImageSource.GENERATION)


def _examine_share(
    diagnosis: Diagnosis, look: Look, store: _Store, share: str, every_byte: bool
) -> None:
    folders = [f"{folder}/{share}" for folder in images.FOLDERS]
    names = {name for folder in folders for name in store.names(folder)}
    rows = _rows(look, share)
    lacking = _lacking(rows, names)
    if lacking:  # or put, or swept away, between the two looks
        again = {name for folder in folders for name in store.names(folder)}
        lacking &= _lacking(_rows(look, share), again)
    for kind, image_id, _ in sorted(lacking):
        diagnosis.note(kind, [image_id])
    shots = _screenshots(look, share)
    if bare := _lacking_screenshots(shots, names):  # or put, or swept away, between the two looks
        again = {name for folder in folders for name in store.names(folder)}
        bare &= _lacking_screenshots(_screenshots(look, share), again)
    diagnosis.note(NO_SCREENSHOT, sorted(bare))
    homeless = {name for name in names if _content(name) not in {None, *rows, *shots}}
    if homeless:
        old = {name for folder in folders for name in store.names(folder, store.old)}
        known = _known(look, share) if store.graceful else set()
        swept = {name for name in homeless & old if _content(name) in known}
        diagnosis.note(ORPHAN, sorted((homeless & old) - swept))
        diagnosis.to_be_swept.note(sorted(swept))
        diagnosis.in_flight.note(sorted(homeless - old))
    if every_byte:
        for sha256, row in sorted(rows.items()):
            if images.file_name(sha256, row.media_type) in names:
                _examine_bytes(diagnosis, store, row)


def _content(name: str) -> str | None:
    found = WELL_NAMED.fullmatch(name)
    return found["sha256"] if found else None


def _examine_bytes(diagnosis: Diagnosis, store: _Store, row: Any) -> None:
    name = images.file_name(row.sha256, row.media_type)
    try:
        picture = store.files.get(name)
    except FileNotFoundError:
        # It was deleted just now, with its image; or its name is there still, a link to nothing.
        if not row.in_place and name in store.names(name.rpartition("/")[0]):
            diagnosis.note(NO_FILE, [row.id])
        return
    if hashlib.sha256(picture).hexdigest() != row.sha256 or len(picture) != row.byte_size:
        diagnosis.note(DAMAGED, [row.id])


def _examine_names(diagnosis: Diagnosis, store: _Store) -> None:
    """Count all files, and find those that no rule of the studio made, or that none finished."""
    for folder in images.FOLDERS:
        for name in store.names(folder):
            diagnosis.files += 1
            if _content(name) is None:
                diagnosis.note(STRANGE, [name])
    unfinished = set(store.names("unfinished"))
    forgotten = unfinished & set(store.names("unfinished", store.forgotten))
    diagnosis.note(UNFINISHED, sorted(forgotten))
    diagnosis.in_flight.note(sorted(unfinished - forgotten))
