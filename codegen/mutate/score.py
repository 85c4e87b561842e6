"""How many were noticed, in all and by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from codegen.mutate.mutant import CLASSES, Mutant
from codegen.mutate.run import Verdict


@dataclass(frozen=True)
class Row:
    """One class, or all of them."""

    kind: str
    tried: int
    killed: int
    seconds: float
    """The median of how long it took."""

    @property
    def score(self) -> float:
        """In percent; 100 where nothing was tried."""
        return 100 * self.killed / self.tried if self.tried else 100.0


@dataclass(frozen=True)
class Score:
    """What a run came to."""

    name: str
    mutants: Mapping[str, Mutant]
    """Those that were tried, by id."""
    verdicts: Sequence[Verdict]
    possible: int
    """How many the contract gives."""
    seconds: float
    seed: int
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """Each class that was tried, in the usual order."""
        return [
            _row(kind, found)
            for kind in CLASSES
            if (found := [each for each in self.verdicts if each.kind == kind])
        ]

    @property
    def whole(self) -> Row:
        """All classes together."""
        return _row("all", self.verdicts)

    @property
    def survivors(self) -> list[Verdict]:
        """Those that nobody noticed, met ones first."""
        return sorted(
            (each for each in self.verdicts if not each.killed),
            key=lambda each: (not each.met, each.id),
        )

    def is_enough(self, least: float, least_of_class: float) -> bool:
        """Whether the scores reach these, in percent."""
        return self.whole.score >= least and all(row.score >= least_of_class for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """All of it, for programs."""
        return {
            "name": self.name,
            "seed": self.seed,
            "possible": self.possible,
            "seconds": round(self.seconds, 1),
            "all": _as_json(self.whole),
            "classes": [_as_json(row) for row in self.rows],
            "survivors": [
                {
                    "id": each.id,
                    "class": each.kind,
                    "where": self.mutants[each.id].where,
                    "sentence": self.mutants[each.id].sentence,
                    "met": each.met,
                    "reason": self.reasons.get(each.id),
                }
                for each in self.survivors
            ],
            "killed": [
                {
                    "id": each.id,
                    "class": each.kind,
                    "by": each.by,
                    "message": each.message,
                    "seconds": round(each.seconds, 2),
                }
                for each in self.verdicts
                if each.killed
            ],
        }


def _row(kind: str, found: Sequence[Verdict]) -> Row:
    return Row(
        kind,
        len(found),
        sum(each.killed for each in found),
        median([each.seconds for each in found]) if found else 0.0,
    )


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "class": row.kind,
        "mutants": row.tried,
        "killed": row.killed,
        "score": round(row.score, 1),
        "median_seconds": round(row.seconds, 2),
    }
