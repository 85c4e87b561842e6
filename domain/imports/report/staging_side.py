"""What is staged, held against the images that are made of it, some shares of all hashes at a time.

Both move while they are looked at. Files are listed before the rows that they are held against are
read, and what seems to be wrong is looked for once more. What is no damage: files that were put, or
were about to be, within the sweep's grace; screenshots of bug reports, which lie at the same place;
pictures that were taken over in place, which are looked for there; and files of images that went
for good, as long as the hourly sweep comes by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from domain import images
from domain.bug_reports import BugReport
from domain.contents import Content
from domain.doctor import SHARES, UNSWEPT, WELL_NAMED
from domain.images import Image
from domain.imports.report.findings import Finding
from domain.imports.report.in_place import AWAY, InPlace
from domain.ports import Staged
from domain.schedule_runs import ScheduleRun
from domain.sweeping import GRACE
from domain.vocabulary import ImportDiscrepancyCode, ScheduleName, ScheduleRunState
from domain.work import Studio, Work

AT_ONCE = 20_000
"""Of so many images shares are looked at together."""


def compare(studio: Studio, *, deep: bool, seen: Callable[[int], None]) -> Iterator[Finding]:
    """Find what does not fit between staging and the whole database.

    `seen` is called now and then, with how many bytes were read since: none, unless `deep`.
    """
    with studio.look() as work:
        sweeps = _sweeps_come_by(work)
        many = work.session.scalars(select(func.count()).select_from(Image)).one()
    place = InPlace(studio)
    together = max(1, min(len(SHARES), len(SHARES) * AT_ONCE // max(many, 1)))
    for start in range(0, len(SHARES), together):
        some = SHARES[start : start + together]
        yield from _Shares(studio, place, some, deep, sweeps, seen).compare()


def _sweeps_come_by(work: Work) -> bool:
    """Tell whether what nothing speaks of is being deleted hourly anyway."""
    swept = exists().where(
        ScheduleRun.schedule == ScheduleName.SWEEP_FILES,
        ScheduleRun.state == ScheduleRunState.SUCCEEDED,
        ScheduleRun.started_at > work.now - UNSWEPT * GRACE,
    )
    return bool(work.session.scalar(select(swept)))


@dataclass(slots=True)
class _Rows:
    """What the database says of some shares."""

    now: datetime
    images: Mapping[str, Any]
    """By hash, the oldest image of each content, with where its picture lies."""
    screenshots: set[str]
    contents: Mapping[str, datetime]
    """When each content that no image is made of was last about to be put."""


class _Shares:
    """The files and rows whose hashes begin with the same two digits, or one of a few."""

    def __init__(
        self,
        studio: Studio,
        place: InPlace,
        shares: Sequence[str],
        deep: bool,
        sweeps: bool,
        seen: Callable[[int], None],
    ) -> None:
        self._studio, self._place, self._shares = studio, place, shares
        self._deep, self._sweeps, self._seen = deep, sweeps, seen

    def compare(self) -> Iterator[Finding]:
        """Give what does not fit."""
        self._seen(0)
        staged = self._staged()
        rows = self._rows()
        wrong = self._wrong(rows, staged)
        unused = self._unused(rows, staged)
        if wrong or unused:  # or put, or swept away, between the two looks
            again, then = self._staged(), self._rows()
            still = self._wrong(then, again)
            wrong = {sha256: still[sha256] for sha256 in wrong.keys() & still.keys()}
            left = self._unused(then, again)
            unused = {key: left[key] for key in unused.keys() & left.keys()}
        if self._deep:
            wrong |= self._read_all(rows, staged, wrong)
        yield from (wrong[sha256] for sha256 in sorted(wrong))
        yield from (unused[key] for key in sorted(unused))

    def _staged(self) -> dict[str, Staged]:
        return {
            each.name: each for share in self._shares for each in self._studio.staging.staged(share)
        }

    def _rows(self) -> _Rows:
        first, last = self._shares[0], f"{self._shares[-1]}g"
        columns = (Image.id, Image.sha256, Image.media_type, Image.byte_size)
        where = (Content.source, Content.source_path)
        pictures = (
            select(*columns, *where)
            .join(Content, Content.sha256 == Image.sha256)
            .where(Image.sha256 >= first, Image.sha256 < last)
            .order_by(Image.sha256, Image.id.desc())  # the oldest comes last, and stays
        )
        shots = select(BugReport.screenshot_sha256).where(
            BugReport.screenshot_sha256 >= first, BugReport.screenshot_sha256 < last
        )
        puts = select(Content.sha256, Content.touched_at).where(
            Content.sha256 >= first,
            Content.sha256 < last,
            ~exists().where(Image.sha256 == Content.sha256),
        )
        with self._studio.look() as work:
            return _Rows(
                now=work.now,
                images={row.sha256: row for row in work.rows(pictures)},
                screenshots={row.screenshot_sha256 for row in work.rows(shots)},
                contents={row.sha256: row.touched_at for row in work.rows(puts)},
            )

    # Images whose picture is not there, or not as it was.

    def _wrong(self, rows: _Rows, staged: Mapping[str, Staged]) -> dict[str, Finding]:
        """Give the finding of each content that an image has and that cannot be shown."""
        found: dict[str, Finding] = {}
        elsewhere = []
        for sha256, image in rows.images.items():
            name = images.file_name(sha256, image.media_type)
            file = staged.get(name)
            if file is not None and file.size == image.byte_size:
                continue
            if (file is None or file.size is None) and image.source is not None:
                elsewhere.append(image)
            elif file is None:
                found[sha256] = self._finding(
                    ImportDiscrepancyCode.DATABASE_MISSING_FILE, image, f"{name} is not there."
                )
            elif file.size is None:
                found[sha256] = self._finding(
                    ImportDiscrepancyCode.DANGLING_SYMLINK,
                    image,
                    f"{name} is a symbolic link that leads nowhere.",
                )
            else:
                found[sha256] = self._finding(
                    ImportDiscrepancyCode.CHECKSUM_MISMATCH,
                    image,
                    f"{name} has {file.size} bytes; it was taken over with {image.byte_size}.",
                )
        for image, digest in self._place.look(elsewhere, deep=self._deep):
            self._seen(image.byte_size if self._deep and digest else 0)
            if digest != image.sha256:
                found[image.sha256] = self._not_in_place(image, digest)
        return found

    def _not_in_place(self, image: Any, digest: str | None) -> Finding:
        if digest is not None:
            return self._finding(
                ImportDiscrepancyCode.CHECKSUM_MISMATCH,
                image,
                "The picture is shown from where it lies in its source, and has other bytes now.",
                image.source_path,
            )
        away = self._place.tree(image.source) is None
        why = AWAY if away else "It is not there any more, or cannot be read."
        return self._finding(
            ImportDiscrepancyCode.DATABASE_MISSING_FILE,
            image,
            f"The picture is shown from where it lies in the source {image.source}. {why}",
            image.source_path,
        )

    @staticmethod
    def _finding(
        code: ImportDiscrepancyCode, image: Any, detail: str, path: str | None = None
    ) -> Finding:
        return Finding(code, detail, path=path, sha256=image.sha256, image_id=image.id)

    def _read_all(
        self, rows: _Rows, staged: Mapping[str, Staged], known: Mapping[str, Finding]
    ) -> dict[str, Finding]:
        """Read every staged picture that seems to be whole, and give those that are not."""
        of_name = {
            images.file_name(sha256, image.media_type): image
            for sha256, image in rows.images.items()
            if sha256 not in known
        }
        found: dict[str, Finding] = {}
        for name, digest in self._studio.staging.digests(sorted(of_name.keys() & staged.keys())):
            image = of_name[name]
            self._seen(image.byte_size if digest else 0)
            if digest in (None, image.sha256):  # None: deleted just now, with its image
                continue
            found[image.sha256] = self._finding(
                ImportDiscrepancyCode.CHECKSUM_MISMATCH,
                image,
                f"{name} has other bytes than its name says."
                if digest
                else f"{name} cannot be read.",
            )
        return found

    # Staged files that nothing speaks of.

    def _unused(self, rows: _Rows, staged: Mapping[str, Staged]) -> dict[str, Finding]:
        """Give the finding of each content, or each misnamed file, that belongs to nothing."""
        unused: dict[str, list[Staged]] = {}
        for name, file in staged.items():
            content = _content(name)
            if content not in rows.images and content not in rows.screenshots:
                unused.setdefault(content, []).append(file)
        if not unused:
            return {}
        before = rows.now - GRACE
        shares = {name.split("/")[1] for name in staged if _content(name) in unused}
        old = {
            name for share in shares for name in self._studio.files.names(f"images/{share}", before)
        }
        found = {}
        for key, files in unused.items():
            touched_at = rows.contents.get(key)
            if touched_at is not None:
                is_idle = touched_at < before and not self._sweeps
            else:
                # The age of what a link leads to tells nothing of when it was linked; but whoever
                # is at work on it would have said so.
                is_idle = all(file.link or file.name in old for file in files)
            if is_idle:
                found[key] = self._belongs_to_nothing(key, files)
        return found

    @staticmethod
    def _belongs_to_nothing(key: str, files: list[Staged]) -> Finding:
        first, *others = sorted(files, key=lambda file: file.name)
        more = f", and {len(others)} more of the same content" if others else ""
        size = "a link to nothing" if first.size is None else f"{first.size} bytes"
        return Finding(
            ImportDiscrepancyCode.STAGED_NOT_IN_DATABASE,
            f"{first.name} ({size}){more} belongs to no image.",
            path=first.name,
            sha256=None if key == first.name else key,
        )


def _content(name: str) -> str:
    """Give the hash that a file is named by; of one that is misnamed, its name."""
    well = WELL_NAMED.fullmatch(name)
    return well["sha256"] if well else name
