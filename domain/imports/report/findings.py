"""What a reconciliation has found so far, kept until it is over: then all of it is written at once,
so that one which was cut short begins anew and leaves nothing behind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from domain.imports.item import ImportDiscrepancy
from domain.imports.report.discrepancies import KINDS
from domain.vocabulary import (
    IMPORT_DISCREPANCY_COUNT_SAMPLE_MAX_ITEMS,
    IMPORT_DISCREPANCY_DETAIL_MAX_LENGTH,
    ImportDiscrepancyCode,
)
from domain.work import Work

AT_ONCE = 1000
"""So many rows go into one statement."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit."""

    code: ImportDiscrepancyCode
    detail: str
    path: str | None = None
    sha256: str | None = None
    image_id: str | None = None
    album_id: str | None = None

    @property
    def subject(self) -> str:
        """What it is about: a path or an id."""
        return self.path or self.image_id or self.album_id or self.detail


class Findings:
    """Everything that was found, by kind. 350,000 of them take some 200 MB."""

    def __init__(self) -> None:
        self._by_code: dict[ImportDiscrepancyCode, list[Finding]] = {code: [] for code in KINDS}

    def note(self, findings: Iterable[Finding]) -> None:
        """Keep these."""
        for finding in findings:
            self._by_code[finding.code].append(finding)

    @property
    def counts(self) -> dict[ImportDiscrepancyCode, int]:
        """How many there are of each kind that was found, worst first."""
        return {code: len(found) for code, found in self._by_code.items() if found}

    @property
    def summary(self) -> list[dict[str, Any]]:
        """Say of each kind that was found how many there are, and what the first are about."""
        return [
            {
                "code": code.value,
                "count": len(found),
                "sample": [
                    each.subject for each in found[:IMPORT_DISCREPANCY_COUNT_SAMPLE_MAX_ITEMS]
                ],
            }
            for code, found in self._by_code.items()
            if found
        ]

    def write(self, work: Work, run_id: str) -> None:
        """Write down all of them, worst first, a number each."""
        rows: list[dict[str, Any]] = []
        for row in self._rows(run_id):
            rows.append(row)
            if len(rows) == AT_ONCE:
                _insert(work, rows)
                rows = []
        if rows:
            _insert(work, rows)

    def _rows(self, run_id: str) -> Iterator[dict[str, Any]]:
        for number, each in enumerate(chain.from_iterable(self._by_code.values()), 1):
            yield {
                "run_id": run_id,
                "number": number,
                "code": each.code,
                "path": each.path,
                "sha256": each.sha256,
                "image_id": each.image_id,
                "album_id": each.album_id,
                "detail": each.detail[:IMPORT_DISCREPANCY_DETAIL_MAX_LENGTH],
            }


def _insert(work: Work, rows: list[dict[str, Any]]) -> None:
    work.session.connection().execute(ImportDiscrepancy.__table__.insert(), rows)  # type: ignore[attr-defined]
