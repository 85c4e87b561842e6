"""Two values of a request that have to be in order, and what a thing has of them."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Dependency, ReadAfterWrite
from codegen.verify.changes.base import Base
from codegen.verify.changes.parts import is_required, is_sound, is_taken, values_of
from codegen.verify.changes.refusal import alike
from codegen.verify.changes.spot import Spot
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import put_back
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.listing.compare import is_number, moment
from codegen.verify.places import at
from codegen.verify.thing import changed, imagined, lasting_fields, written_fields
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Trial

_RELATIONS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_SURE: Final = 2**31
"""Larger numbers are not the same everywhere."""
_WATCHED: Final = 2
"""After so many refusals it is looked whether they changed the thing."""


def hold_order(trial: Trial, law: Dependency, base: Base, one: Spot, other: Spot) -> None:
    """Ask with both in each order, then with one that is out of order with what is stored."""
    asked = _InOrder(trial, law, base, one, other)
    with asked.put_back():
        if not asked.pairs():
            trial.discard("no values are known that the parameters may have together")
        if law.stored:
            asked.alone()


@dataclass
class _Pair:
    """A request with both values."""

    arguments: dict[str, Any]
    equal: bool
    keeps: bool


class _InOrder:
    def __init__(self, trial: Trial, law: Dependency, base: Base, one: Spot, other: Spot) -> None:
        self.trial, self.law, self.base = trial, law, base
        self.operation = base.operation
        self.spots = [one, other]
        self.refusals: list[Reply] = []
        self.write = next(
            (
                each
                for each in trial.laws.of(law.operation)
                if isinstance(each, ReadAfterWrite) and not each.creates
            ),
            None,
        )

    def put_back(self) -> Any:
        """What gives a thing that is there only once its values back."""
        if self.write is None or "{" in self.operation.path:
            return nullcontext()
        return put_back(self.trial, self.write, Form(self.trial, self.write, self.operation))

    def pairs(self) -> bool:
        """Ask with both; whether there was anything to ask."""
        pairs = list(self._pairs())
        for each in pairs:
            if not each.keeps:
                self._refused(each)
        # In a body, other rules may forbid what this one allows.
        if self.operation.method == "GET" and all(each.place == "query" for each in self.spots):
            self._kept([each for each in pairs if each.keeps])
        return bool(pairs)

    def _pairs(self) -> Iterator[_Pair]:
        for around in self._arounds():
            found = [
                self._pair(arguments)
                for first, second in product(around, around)
                if self._is_sound(arguments := self._put(self.base.arguments, first, second))
            ]
            found = [each for each in found if not (each.equal and self.law.loose)]
            if found:
                yield from found
                return

    def _pair(self, arguments: dict[str, Any]) -> _Pair:
        first, second = self._measured(arguments)
        return _Pair(arguments, first == second, not self._breaks(first, second))

    def _arounds(self) -> Iterator[list[Any]]:
        for middle in values_of(self.trial, self.operation, self.base, self.spots[0]):
            around = list(_around(middle))
            if around:
                yield around

    def _refused(self, pair: _Pair) -> None:
        sent = self.base.another(pair.arguments)
        if not self._breaks(*self._measured(sent)):
            return  # its times were drawn again
        before = self._seen(sent) if len(self.refusals) < _WATCHED else None
        exchange = self._ask(sent)
        if exchange.reply.ok:
            self.trial.broken(
                self.law,
                f"{self._says(sent)}, expected a refusal; it was accepted "
                f"({exchange.reply.status})",
            )
        if str(exchange.reply.status) in self.law.refused:
            self.refusals.append(exchange.reply)
        self._unchanged(sent, before, exchange)

    def _kept(self, pairs: list[_Pair]) -> None:
        """What is in order is not refused for it. A server may have a least or a longest span, and
        may not take some of the values at all: that is looked for first."""
        replies = [(each, self._ask(self.base.another(each.arguments)).reply) for each in pairs]
        blamed = [
            (each, reply)
            for each, reply in replies
            if str(reply.status) in self.law.refused
            and any(alike(reply, refusal) for refusal in self.refusals)
        ]
        apart = [each for each, _ in replies if not each.equal]
        bad = [each for each, _ in blamed if not each.equal]
        for pair, reply in blamed:
            rule_is_at_fault = bad == apart if not pair.equal else apart and not bad
            if rule_is_at_fault and self._each_is_taken(pair):
                self.trial.broken(
                    self.law,
                    f"{self._says(pair.arguments)} keeps the rule and was refused ({reply.status})",
                )

    def _each_is_taken(self, pair: _Pair) -> bool:
        """Whether the known good request is still taken, and each of the values alone."""
        alone = [
            self.spots[1 - index].put(pair.arguments, ABSENT)
            for index in (0, 1)
            if not is_required(self.operation, self.spots[1 - index], self.trial)
        ]
        return all(is_taken(self.base, each) for each in (self.base.arguments, *alone))

    def alone(self) -> None:
        """Ask with one only, out of order with what was accepted of the other before."""
        write = self.write
        fields = dict(write.fields) if write is not None else {}
        got = [fields.get(pointer.join("", *each.steps)) for each in self.spots]
        around = next(
            (
                each
                for each in self._arounds()
                if all(self._is_sound(self._put(self.base.arguments, one, one)) for one in each)
            ),
            None,
        )
        if write is None or around is None or None in got or self.law.relation in ("==", "!="):
            return
        rising = self.law.relation in ("<", "<=")
        low, middle, high = around
        first, second = (0, 1) if rising else (1, 0)
        self._alone(write, got, {first: low, second: middle}, first, high)
        self._alone(write, got, {first: middle, second: high}, second, low)

    def _alone(
        self, write: ReadAfterWrite, got: list[Any], there: Mapping[int, Any], index: int, bad: Any
    ) -> None:
        both = self.base.another(self._put(self.base.arguments, there[0], there[1]))
        both = self._put(both, there[0], there[1])
        written = self._ask(both)
        before = self._seen(both) if written.reply.ok else None
        if before is None or [_measure(at(before, each)) for each in got] != [
            _measure(there[0]), _measure(there[1])
        ]:  # fmt: skip
            return
        sent = {**self.base.another(self.base.arguments), "path": both.get("path") or {}}
        sent = self.spots[1 - index].put(self.spots[index].put(sent, bad), ABSENT)
        if not self._is_sound(sent):
            return
        reply = self._ask(sent)
        if not reply.reply.ok:
            self._unchanged(sent, before, reply)
            return
        after = self.trial.reach(write.read, imagined(self.operation, sent)).reply
        values = [_measure(at(after.json, each)) for each in got] if after.ok else []
        if not values or not self._breaks(*values):
            return  # the server has put the other in order, or keeps to its own
        other = self.spots[1 - index].last
        self.trial.broken(
            self.law,
            f"{self.spots[index].last} {told(bad)} alone, where {other} is "
            f"{told(there[1 - index])}, expected a refusal; it was accepted "
            f"({reply.reply.status})",
        )

    def _unchanged(self, sent: Mapping[str, Any], before: Any, refused: Exchange) -> None:
        """Hold a thing to what it was before a refusal."""
        if before is None or not 400 <= refused.reply.status < 500 or self.write is None:
            return
        reply = self.trial.reach(self.write.read, imagined(self.operation, sent)).reply
        if not reply.ok:
            return
        fields = (*written_fields(self.trial, self.write.read.operation), *lasting_fields(before))
        touched = changed(before, reply.json, fields)
        if touched is not None:
            self.trial.broken(
                self.law,
                f"{self._says(sent)} is refused ({refused.reply.status}) and changes {touched} "
                f"from {told(at(before, touched))} to {told(at(reply.json, touched))}",
            )

    def _seen(self, sent: Mapping[str, Any]) -> Any:
        """What an update is about, as it is read; None where it is not, or moves by itself."""
        if self.write is None or self.operation.method not in ("PUT", "PATCH"):
            return None
        exchange = imagined(self.operation, sent)
        replies = [self.trial.reach(self.write.read, exchange).reply for _ in range(2)]
        if not all(each.ok for each in replies):
            return None
        fields = written_fields(self.trial, self.write.read.operation)
        moves = changed(replies[0].json, replies[1].json, fields) is not None
        return None if moves else replies[1].json

    def _ask(self, arguments: Mapping[str, Any]) -> Exchange:
        exchange = self.trial.ask(self.operation.key, **arguments, conform=False)
        self.base.note(exchange)
        return exchange

    def _put(self, arguments: Mapping[str, Any], first: Any, second: Any) -> dict[str, Any]:
        return self.spots[1].put(self.spots[0].put(arguments, first), second)

    def _is_sound(self, arguments: Mapping[str, Any]) -> bool:
        return is_sound(self.trial, self.operation, arguments, self.spots)

    def _measured(self, arguments: Mapping[str, Any]) -> list[Any]:
        return [_measure(each.get(arguments)) for each in self.spots]

    def _breaks(self, first: Any, second: Any) -> bool:
        assert self.law.relation is not None
        if not _compares(first, second) or (self.law.loose and first == second):
            return False
        return not _RELATIONS[self.law.relation](first, second)

    def _says(self, sent: Mapping[str, Any]) -> str:
        given = [
            f"{each.last} {value}" for each in self.spots if (value := each.get(sent)) is not ABSENT
        ]
        return " with ".join(given)


def _around(value: Any) -> Iterator[Any]:
    """Give three values that rise, near this one."""
    time = moment(value)
    if time is not None and 1900 < time.year < 2200:
        form = "%Y-%m-%d" if len(str(value)) == 10 else "%Y-%m-%dT%H:%M:%SZ"
        for days in (-40, -39, 0):
            yield (time + timedelta(days=days)).strftime(form)
    elif is_number(value) and abs(value) < _SURE:
        yield from (value - 1, value, value + 1)


def _measure(value: Any) -> Any:
    time = moment(value)
    return time if time is not None else value


def _compares(first: Any, second: Any) -> bool:
    """Whether both are numbers, or times."""
    times = isinstance(first, datetime) and isinstance(second, datetime)
    return times or (is_number(first) and is_number(second))
