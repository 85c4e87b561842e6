"""What does not fit in a source: files that no rule is for, sidecars without a picture, and files
that say something else than the images that were made of them.

A picture that was never seen is nothing of these; whether it would be imported, a plan tells. A
file that is as the last applied import saw it told the same then, and how an image was made is
changed by nobody else: so it is not even looked up. That is why an unchanged source of 100,000
files takes seconds, and nothing of it is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from domain.imports import catalog, grouping, names
from domain.imports.item import ImportItem
from domain.imports.planning import available, count_files, tree_of
from domain.imports.profiles import Wanted, classify, place
from domain.imports.progress import Progress
from domain.imports.report import told
from domain.imports.report.database_side import IN_ITS_ALBUM, last_applied
from domain.imports.report.findings import Finding, Findings
from domain.ports import Found, SourceTree
from domain.vocabulary import (
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportOutcome,
    ImportPhase,
    ImportProfileName,
    ImportReason,
)
from domain.work import Studio

AT_ONCE = 2_000
ANY_MONTH = datetime.fromtimestamp(0, UTC)
"""Into which month a file belongs, says nothing of whether a rule is for it."""

SETTLED = frozenset({*IN_ITS_ALBUM, ImportOutcome.DUPLICATE_OF})
"""Outcomes after which a file has nothing to tell that is not known."""

SEEN = (
    select(
        *(ImportItem.number, ImportItem.path, ImportItem.outcome, ImportItem.reason),
        *(ImportItem.byte_size, ImportItem.mtime_ns, ImportItem.inode),
    )
    .where(ImportItem.run_id == bindparam("of_run"), ImportItem.number > bindparam("after"))
    .order_by(ImportItem.number)
    .limit(AT_ONCE)
)


class Looked(NamedTuple):
    """A file of the source."""

    found: Found
    kind: ImportItemKind
    same: bool
    """Whether it is as the last applied import saw it, and came to something then."""


def compare(studio: Studio, progress: Progress, run: Any, findings: Findings) -> int:
    """Look at the whole source, note what does not fit, and give how many files there are.

    `deep`: read all of it. Raises Failed, and what `Progress.commit` raises.
    """
    look = _Source(studio, progress, run, findings)
    for pictures in told.read(studio, progress, run, look.tree, look.to_be_read()):
        findings.note(_newer(studio, run, pictures))
    return look.files


class _Source:
    """A source that is being walked."""

    def __init__(self, studio: Studio, progress: Progress, run: Any, findings: Findings) -> None:
        self._studio, self._progress, self._run = studio, progress, run
        self._findings = findings
        self.tree: SourceTree = tree_of(studio, run.source)
        self.files = 0
        """How many there are, as far as it was walked."""

    def to_be_read(self) -> Iterator[Sequence[Found]]:
        """Note what is plain from paths, and give the files that have to be read."""
        studio, run = self._studio, self._run
        with studio.look() as work:
            last = last_applied(work, run.source, run.profile)
        seen = iter(()) if last is None else _seen(studio, last.id)
        # So many there were the last time; as far as it goes, nobody has to walk it twice.
        expected = count_files(self._progress, self.tree) if last is None else last.files_total
        self._progress.enter(ImportPhase.COMPARING, total=expected)
        looked = _looked(available(self.tree.walk()), seen)
        for batch in grouping.batches(looked, lambda each: each.found.path):
            self._findings.note(_unplaced(studio, run, batch))
            if run.options["deep"]:
                some = [each.found for each in batch]
            else:
                some = _changed(studio, run, batch)
            if some:
                yield some
            self.files += len(batch)
            self._progress.note(done=self.files, total=max(self.files, expected))


def _seen(studio: Studio, run_id: str) -> Iterator[Any]:
    after = 0
    while True:
        with studio.look() as work:
            page = work.rows(SEEN, {"of_run": run_id, "after": after})
        yield from page
        if len(page) < AT_ONCE:
            return
        after = page[-1].number


def _looked(walk: Iterable[Found], seen: Iterator[Any]) -> Iterator[Looked]:
    """Tell of each file whether it is as it was seen; both are in the order of the walk."""
    before = next(seen, None)
    for found in walk:
        kind = classify(found.path)
        if before is not None and before.path != found.path:
            now_at = _place(found.name)
            while before is not None and _place(before.path.encode()) < now_at:
                before = next(seen, None)
        same = False
        if before is not None and before.path == found.path:
            same = (
                before.outcome in SETTLED
                and before.reason is not ImportReason.IN_TRASH  # where it was left as it was
                and (before.byte_size, before.mtime_ns, before.inode)
                == (found.size, found.mtime_ns, found.inode)
            )
            before = next(seen, None)
        yield Looked(found, kind, same)


def _place(name: bytes) -> list[bytes]:
    return name.split(b"/")


# By path alone.


def _unplaced(studio: Studio, run: Any, batch: Sequence[Looked]) -> Iterator[Finding]:
    profile = ImportProfileName(run.profile)
    pictures: dict[str, list[str]] = {}
    for each in batch:
        if each.kind is ImportItemKind.IMAGE:
            path = each.found.path
            pictures.setdefault(grouping.family(path) or "", []).append(path)
    homeless = []
    for each in batch:
        found, path = each.found, each.found.path
        if found.reason is not None:
            continue
        if each.kind is ImportItemKind.IMAGE:
            kept = not each.same and names.ending(path) in names.KEPT
            if kept and _has_no_rule(profile, path):
                homeless.append(found)
        elif each.kind is ImportItemKind.SIDECAR:
            its = pictures.get(grouping.family(path) or "", ())
            if any(grouping.tells_of(path, picture) for picture in its):
                continue
            if _has_no_rule(profile, path):
                homeless.append(found)
            elif isinstance(place(profile, path, ANY_MONTH), Wanted):
                yield Finding(
                    ImportDiscrepancyCode.SIDECAR_WITHOUT_IMAGE,
                    "There is no picture of this name beside it.",
                    path=path,
                )
    yield from _not_classified(studio, run, homeless)


def _has_no_rule(profile: ImportProfileName, path: str) -> bool:
    return place(profile, path, ANY_MONTH) is ImportReason.NO_RULE


def _not_classified(studio: Studio, run: Any, founds: Sequence[Found]) -> Iterator[Finding]:
    """Give those that would be imported if there were a rule, as far as anybody has read them."""
    if not founds:
        return
    with studio.look() as work:
        keys = [catalog.key_of(found.name) for found in founds]
        known = catalog.known(work, run.source, keys)
    for key, found in zip(keys, founds, strict=True):
        row = known.get(key)
        if row is not None and catalog.is_same(row, found) and row.facts.get("reason"):
            continue  # no picture, or a broken one, whatever it is called
        yield Finding(
            ImportDiscrepancyCode.SOURCE_NOT_CLASSIFIED,
            f"No rule of the profile {run.profile} is for this path.",
            path=found.path,
        )


# By what they say.


def _changed(studio: Studio, run: Any, batch: Sequence[Looked]) -> list[Found]:
    """Give what has changed of the pictures that images were made of, and what belongs to it."""
    changed = {
        grouping.family(each.found.path)
        for each in batch
        if not each.same and each.kind is not ImportItemKind.OTHER
    }
    company = [each for each in batch if grouping.family(each.found.path) in changed - {None}]
    pictures = [each.found.path for each in company if each.kind is ImportItemKind.IMAGE]
    with studio.look() as work:
        known = told.made_of(work, run.source, pictures) if pictures else {}
    families = {grouping.family(path) for path in known}
    return [each.found for each in company if grouping.family(each.found.path) in families]


def _newer(studio: Studio, run: Any, pictures: Sequence[told.Told]) -> Iterator[Finding]:
    with studio.look() as work:
        known = told.made_of(work, run.source, [each.path for each in pictures])
    for each in pictures:
        image = known.get(each.path)
        if image is not None and (changes := each.changes(image)):
            yield Finding(
                ImportDiscrepancyCode.SIDECAR_NEWER_THAN_ROW,
                f"The file, or its sidecar, says otherwise than the image: {told.listed(changes)}.",
                path=each.path,
                sha256=image.sha256,
                image_id=image.id,
            )
