"""What two schemas differ in, and where their parts are compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from codegen.diff.values import NoValue
from codegen.diff.view import All, Branch

Pair = tuple[All, All]
"""Schemas of who sends, and of who takes."""

Make = Callable[[], Iterator[Any]]


@dataclass(slots=True, eq=False)
class Gap:
    """What one side says of a value and the other does not."""

    kind: str
    sent: str
    """Where the sender's contract says it, and where the taker's does."""
    taken: str
    was: Any = None
    """What the sender's says, and what the taker's does, for people."""
    now: Any = None
    make: Make | None = None
    """Makes values that fit the sender's and, it seems, not the taker's; None: there are none."""
    name: str | None = None
    """The property that it is about, if it is about one of the object."""
    about: All = ()
    """The schemas of that property, in the old document."""
    is_exact: bool = True
    """Whether values that are taken nevertheless show that there is no gap."""
    is_quiet: bool = False
    """Whether it counts only with a value that shows it."""


@dataclass(slots=True, eq=False)
class Edge:
    """From an object or array to the schemas of a part."""

    step: str | None
    """The property's name, `*` for an item, None where it is the same value."""
    pair: Pair
    wrap: Callable[[Any], Any]
    """Makes the smallest whole that has this part. Raises NoValue."""


@dataclass(slots=True)
class Local:
    """What two schemas differ in at the top, and the pairs of their parts."""

    gaps: list[Gap] = field(default_factory=list)
    notes: list[Gap] = field(default_factory=list)
    """Differences that make no value unfit."""
    edges: list[Edge] = field(default_factory=list)

    def gap(
        self,
        kind: str,
        one: Branch,
        theirs: list[Branch],
        was: Any,
        now: Any,
        make: Make,
        words: tuple[str, ...],
        is_exact: bool = True,
    ) -> None:
        """Add a gap, which is where one of these keywords is said."""
        taken = next((place for each in theirs if (place := each.place(*words))), "")
        self.gaps.append(Gap(kind, one.place(*words), taken, was, now, make, is_exact=is_exact))


def quietly(make: Make) -> Make:
    """The same, but it ends where a value cannot be made."""

    def made() -> Iterator[Any]:
        try:
            yield from make()
        except NoValue:
            return

    return made


def short(value: Any) -> str:
    """A value as JSON, cut off where it gets long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
