"""What is done to a thing and taken back leaves the thing as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from codegen import pointer
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import Maker, Reach, ReadAfterWrite
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify import opposite
from codegen.verify.checks.read_after_write.filled import made_fully
from codegen.verify.checks.read_after_write.form import answer_of
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Broken, Discard
from codegen.verify.places import MISSING, at, schema_at, whole
from codegen.verify.same import instant, same
from codegen.verify.thing import is_moving, lasting_fields, settled, written_fields
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Case, Trial, checks_operation

_SOON: Final = 0.5
_MOVES: Final = re.compile(
    r"(status|state|phase|stage|mode)$|position|order|rank|index|sort|sequence|slot"
)
"""Names of states, and of places among others."""
_CHANGES: Final = re.compile(
    r"\b(set|clear|reset|remov|lose|lost|drop|without|become|chang|empt|new|null|unassign|renam|"
    r"mov)",
    re.IGNORECASE,
)
"""Said of what is not as it was."""


@checks_operation
def taken_back(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Archive a part and restore it: what was written of it is there as before."""
    path = operation.path.rstrip("/").rpartition("/")[0]
    for doing in opposite.taken_back(trial.spec, operation):
        if any(each.body is not None and each.body.required for each in (doing, operation)):
            continue  # it has to be told how
        for maker in trial.laws.makers:
            read = maker.read
            if read is not None and trial.spec.operations[read.operation].path.rstrip("/") == path:
                there_and_back = _ThereAndBack(trial, maker, read, doing, operation)
                yield f"{doing.key} of {maker.make}", there_and_back.hold


@dataclass
class _ThereAndBack:
    """A thing, what is done to it, and what takes that back."""

    trial: Trial
    maker: Maker
    read: Reach
    doing: Operation
    back: Operation

    def hold(self) -> None:
        trial = self.trial
        made = self._made()
        settled(trial, made)
        before, again = self._read(made), self._read(made)
        fields = [each for each in self._telling(before) if self._is_kept(each, before, again)]
        if not fields:
            trial.discard(f"{self.read.operation} shows nothing that would tell")
        self._carry_out(self.doing, made)
        try:
            self._carry_out(self.back, made)
            self._hold_kept(made, before, fields)
        finally:
            if self.doing.method == "DELETE":  # so it is no longer among what the end deletes
                with suppress(Broken, Discard):
                    trial.reach(Reach(self.doing.key, self.read.parameters), made, conform=False)

    def _made(self) -> Exchange:
        """A thing with as much in it as may be, where that is accepted."""
        for law in self.trial.laws.of(self.maker.make):
            if isinstance(law, ReadAfterWrite) and law.creates:
                made = made_fully(self.trial, law)
                if made is not None:
                    return made
        return self.trial.make(self.maker.make)

    def _read(self, made: Exchange) -> Any:
        reply = self.trial.reach(self.read, made, query={}).reply
        if not reply.ok:
            self.trial.discard(f"{self.read.operation} answers {reply.status}")
        return reply.json

    def _carry_out(self, operation: Operation, made: Exchange) -> None:
        reach = Reach(operation.key, self.read.parameters)
        reply = self.trial.reach(reach, made, body=ABSENT).reply
        if not reply.ok or reply.status == 202:
            self.trial.discard(f"{operation.key} answers {reply.status}")

    def _hold_kept(self, made: Exchange, before: Any, fields: Sequence[str]) -> None:
        after: Any = None

        def lost() -> str | None:
            nonlocal after
            after = self._read(made)
            return next((each for each in fields if not self._is_kept(each, before, after)), None)

        if self.trial.wait(lambda: lost() is None, _SOON):
            return
        where, last = lost(), after
        if where is None or lost() != where or not self._is_kept(where, last, after):
            self.trial.discard("it moves by itself")
        self.trial.broken(
            None,
            f"{where} was {told(at(before, where))} before {self.doing.key}, and is "
            f"{told(at(after, where))} after {self.back.key} has taken that back",
            rule="taken_back",
            operation=self.back.key,
            where=self.back.where,
        )

    def _telling(self, body: Any) -> Iterator[str]:
        """Where there is a value that has no reason to be another afterwards. Flags and
        enumerations may be the state itself, and what is named elsewhere may be gone."""
        named = {name for each in self.trial.laws.makers for name in each.names}
        said_of = [
            each
            for operation in (self.doing, self.back)
            for each in sentences(said(operation))
            if _CHANGES.search(each)
        ]
        written = written_fields(self.trial, self.read.operation)
        for where in dict.fromkeys((*written, *lasting_fields(body))):
            name, value = where.rpartition("/")[2], at(body, where)
            plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
            called = re.compile(rf"\b{'[ _]?'.join(snake(name).split('_'))}\b", re.IGNORECASE)
            if (
                value not in (MISSING, "", [], {})
                and (plain or isinstance(value, (list, dict)))
                and not (plain and (name in named or _MOVES.search(snake(name))))
                and instant(value) is None
                and "enum" not in self._words(where)
                and not any(map(is_moving, pointer.split(where)))
                and not any(map(called.search, said_of))
            ):
                yield where

    def _is_kept(self, where: str, before: Any, after: Any) -> bool:
        return same(at(before, where), at(after, where), self._words(where))

    def _words(self, where: str) -> dict[str, Any]:
        reading = answer_of(self.trial.spec.operations[self.read.operation])
        there = schema_at(self.trial.spec, reading, where) if reading is not None else None
        return whole(self.trial.spec, there) if there is not None else {}
