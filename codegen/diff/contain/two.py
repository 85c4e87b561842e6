"""Two alternatives of one type, while they are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codegen.diff.contain.gap import Edge, Gap, Local, Make, quietly
from codegen.diff.values import Maker
from codegen.diff.view import All, Branch

if TYPE_CHECKING:
    from codegen.diff.contain.containment import Containment


@dataclass(frozen=True, slots=True)
class Two:
    """`one` is the sender's, `other` the taker's. What they differ in gets into `found`."""

    whole: Containment
    one: Branch
    other: Branch
    found: Local

    @property
    def maker(self) -> Maker:
        """Makes values of the sender's schemas."""
        return self.whole.maker

    def gap(
        self, kind: str, was: Any, now: Any, make: Make, *words: str, is_exact: bool = True
    ) -> None:
        """Add a gap, which is where one of these keywords is said."""
        self.found.gap(kind, self.one, [self.other], was, now, make, words, is_exact)

    def note(
        self,
        kind: str,
        was: Any,
        now: Any,
        word: str,
        name: str | None = None,
        about: All = (),
    ) -> None:
        """Add what makes no value unfit."""
        at = self.one.place(word), self.other.place(word)
        self.found.notes.append(Gap(kind, *at, was, now, name=name, about=about))

    def edge(self, step: str | None, sent: All, taken: All, wrap: Callable[[Any], Any]) -> None:
        """Lead to the schemas of a part, unless both say the same of it."""
        pair = self.whole.pair(sent, taken)
        if not self.whole.is_same(pair):
            self.found.edges.append(Edge(step, pair, wrap))

    def object_with(self, name: str) -> Callable[[Any], Any]:
        """Wraps a value into the smallest object that has it as this property."""
        return lambda value: self.maker.object(self.one, {name: value})

    def objects_with(self, name: str, schemas: All) -> Make:
        """Makes objects that have this property."""

        def make() -> Iterator[Any]:
            for value in self.maker.some(schemas, 3):
                yield self.maker.object(self.one, {name: value})

        return quietly(make)

    def is_unnamed(self, name: str) -> bool:
        """Whether the sender never sends a property: it names none, or may not have it."""
        if self.one.property(name) is None:
            return True
        return name not in self.one.names() and self.one.others() == ()
