"""Each declared limit of a request, from both sides: what fits is taken, what does not is refused.

One known good request is changed in one thing at a time. What is invalid only as JSON, and not in
the text that is really sent, is not asked (`changes/wire.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from codegen.laws.ids import is_called_id
from codegen.spec import Operation
from codegen.verify.agreeing import agree
from codegen.verify.changes.base import Base
from codegen.verify.changes.change import Change
from codegen.verify.changes.places import Place, changes, places
from codegen.verify.changes.refusal import alike, for_its_form
from codegen.verify.changes.samples import merged, sample
from codegen.verify.changes.schemas import inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import surely_invalid, surely_valid
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.trial import ABSENT, Case, Trial, checks_operation
from codegen.verify.wire import types

_MOST: Final = 400
"""Requests for one operation."""
_EXAMPLES: Final = 4
_VALUES: Final = 4
_COSTLY: Final = 40
"""The same, where each needs a thing of its own."""


_PLAIN: Final = ("maxLength", "minLength", "type", "default")
"""What hardly has a meaning beyond the form of the value."""


@checks_operation
def boundaries(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Give a case for each limit of each place of the operation's request."""
    if not operation.parameters and operation.body is None:
        return
    base = Base(trial, operation)
    base.probe()
    found = list(places(trial.spec, operation, base.arguments, base.spare))
    asked = _Asked(trial, operation, base, found)
    left = {False: _MOST, True: _COSTLY if base.mode == "refill" else _MOST}
    names: Counter[str] = Counter()
    seen: set[tuple[Spot, str]] = set()
    for valid in (False, True):
        for place in found:
            for change in changes(trial.spec, operation, place):
                known = change.spot, change.says
                if change.valid != valid or known in seen or not asked.sound(place, change):
                    continue
                if not valid:
                    asked.learn(place, change)
                if left[valid] == 0:
                    break
                left[valid] -= 1
                seen.add(known)
                name = f"{change.where} {'valid' if valid else 'invalid'} at {change.spot}"
                names[name] += 1
                ask = asked.accepted if valid else asked.refused
                yield f"{name} ({names[name]})", partial(ask, place, change)
    if base.more:
        for place in found:
            for optional in _optional(trial, operation, place):
                if optional.spot == base.switch:
                    continue
                yield f"{optional.where} left out", partial(asked.left_out, optional)


def _optional(trial: Trial, operation: Operation, place: Place) -> Iterator[Change]:
    """Give the changes that take away what need not be there, of the request's outermost level."""
    spot = place.spot
    if spot.place in ("query", "header") and not spot.steps:
        parameter = operation.parameter(spot.name, spot.place)
        if parameter is not None and not parameter.required:
            yield Change(
                spot, "required", parameter.where, ABSENT, True,
                f"{spot.name} is optional",
            )  # fmt: skip
    if spot.place == "body" and not spot.steps and isinstance(place.value, dict):
        required = set(merged(trial.spec, place.schemas, place.value).get("required") or ())
        for name in place.value:
            where = inside(trial.spec, place.schemas, place.value, name)
            if name not in required and where:
                yield Change(
                    spot.inside(name), "required", where[0], ABSENT, True, f"{name} is optional"
                )


@dataclass
class _Asked:
    """What is known so far of how the operation answers."""

    trial: Trial
    operation: Operation
    base: Base
    places: list[Place]
    invalid: dict[tuple[str, str], list[tuple[Place, Change]]] = field(default_factory=dict)
    """Some changes that are surely invalid, by the parameter, or the body."""
    refusals: list[Reply] = field(default_factory=list)
    """The answers to requests that are surely invalid."""
    held: set[int] = field(default_factory=set)
    """The statuses of refusals that were held to the contract."""
    taken: dict[Spot, Place | None] = field(default_factory=dict)
    """The optional places with values that are taken, as far as there are any."""
    whole: dict[str, Any] | None = None
    """The known good request, with all else that is taken beside it."""

    def learn(self, place: Place, change: Change) -> None:
        """Keep a change that is surely invalid, to see how such a one is refused."""
        known = self.invalid.setdefault((change.spot.place, change.spot.name), [])
        if len(known) < _EXAMPLES:
            known.append((place, change))

    def sound(self, place: Place, change: Change) -> bool:
        """Whether the change is what it says, in what is really sent."""
        arguments = change.spot.put(place.arguments, change.value)
        spec, operation = self.trial.spec, self.operation
        if not change.valid:
            return surely_invalid(spec, operation, change.spot, place.arguments, arguments)
        switch = self.base.switch
        if switch is not None and switch.get(arguments) is not True:
            return False  # it would be done in earnest
        return (
            self.base.accepted
            and self.base.mode is not None
            and place.spot.place != "path"
            and surely_valid(spec, operation, change.spot, arguments)
        )

    def refused(self, place: Place, change: Change) -> None:
        """Ask what is invalid."""
        if change.lenient is not None and self._ask(place, change, change.lenient).reply.ok:
            return
        exchange = self._ask(place, change, change.value)
        status = exchange.reply.status
        if exchange.reply.ok:
            self._broken("request.accepted", change, f"{change.says} and was accepted ({status})")
        if status >= 500:
            self._crashed(change, exchange)
        if for_its_form(exchange.reply):
            self.refusals.append(exchange.reply)
        if status not in self.held:
            self.held.add(status)
            self._ask(place, change, change.value, conform=True)

    def accepted(self, place: Place, change: Change) -> None:
        """Ask what is valid."""
        taken = self._taken(place) or self._milder(place, change)
        if taken is None:
            self.trial.discard(f"no value for {place.spot} is known that is accepted")
        place = taken
        changed = change.spot.put(place.arguments, change.value)
        if not agree(self.trial.laws.of(self.operation.key), changed):
            self.trial.discard(f"{change.says}, and does not go with the rest")
        exchange = self._ask(place, change, change.value)
        if exchange.reply.status >= 500:
            self._crashed(change, exchange)
        if change.odd:
            return
        if for_its_form(exchange.reply) and self._blames_the_limit(place, change, exchange):
            status = exchange.reply.status
            self._broken("request.refused", change, f"{change.says} and was refused ({status})")

    def left_out(self, change: Change) -> None:
        """Ask without something optional, and with all else, so that nobody can miss one of two."""
        whole = self.whole or dict(self.base.arguments)
        for place in self._optional() if self.whole is None else ():
            more = place.spot.put(whole, place.value)
            if self._sent(self.base.another(more)).reply.ok:
                whole = more
        self.whole = whole
        there = Place(change.spot, (), whole, introduced=False)
        if change.spot.get(whole) is ABSENT or not self._ask(there).reply.ok:
            self.trial.discard(f"{change.says}, and is not needed")
        without = change.spot.put(whole, ABSENT)
        valid = surely_valid(self.trial.spec, self.operation, change.spot, without)
        if not valid or not agree(self.trial.laws.of(self.operation.key), without):
            self.trial.discard(f"{change.says}, and something else requires it")
        exchange = self._ask(there, change, ABSENT)
        if for_its_form(exchange.reply) and self._is_for_the_form(change, exchange.reply):
            status = exchange.reply.status
            self._broken(
                "request.refused", change, f"{change.says} and was left out: refused ({status})"
            )

    def _blames_the_limit(self, place: Place, change: Change, exchange: Exchange) -> bool:
        """Whether the refusal can only be for the form: what the schema does not tell, such as
        that one value must be less than another, or that a state cannot follow, is none of it."""
        if not self._is_for_the_form(change, exchange.reply) or is_called_id(change.spot.last):
            return False  # an id has to be that of something
        if change.milder is not None:
            milder = change.milder()
            changed = change.spot.put(place.arguments, milder)
            valid = surely_valid(self.trial.spec, self.operation, change.spot, changed)
            if valid and self._ask(place, change, milder).reply.ok:
                return not self._ask(place, change, change.value).reply.ok
        if not self._ask(place).reply.ok:
            return False
        spec = self.trial.spec
        kinds = {each for where in place.schemas for each in types(spec, {"$ref": f"#{where}"}, "")}
        if "string" in kinds and kinds & {"number", "integer"}:
            return False  # a number that may be written as a text is no text like any other
        if self.operation.method == "GET" and change.spot.place == "query":
            return True
        if change.keyword == "enum":
            return self._tells_meaning_apart(exchange.reply) and not self._lacks(place, change)
        return change.keyword in _PLAIN and not change.wide

    def _is_for_the_form(self, change: Change, reply: Reply) -> bool:
        """Whether what is surely invalid is refused in the same way."""
        mine = change.spot.place, change.spot.name
        near = sorted(self.invalid, key=lambda each: (each != mine, each[0] != mine[0]))
        known = [each for key in near for each in self.invalid[key]]
        for place, invalid in known[:_EXAMPLES] if not self.refusals else ():
            refusal = self._ask(place, invalid, invalid.value).reply
            if for_its_form(refusal):
                self.refusals.append(refusal)
        return any(alike(reply, each) for each in self.refusals)

    def _tells_meaning_apart(self, reply: Reply) -> bool:
        """Whether a value that fits and cannot be used would be answered differently."""
        others = {"400", "409", "422"} - {str(reply.status)}
        return any(status in self.operation.answers for status in others)

    def _optional(self) -> Iterator[Place]:
        """What may be given beside the known good request."""
        return (each for each in self.places if each.introduced and len(each.spot.steps) <= 1)

    def _lacks(self, place: Place, change: Change) -> bool:
        """Whether the value is taken with something optional beside it: `post` needs an address."""
        changed = change.spot.put(place.arguments, change.value)
        for other in self._optional():
            if other.spot != change.spot:
                more = other.spot.put(changed, other.value)
                if self._sent(self.base.another(more)).reply.ok:
                    return True
        return False

    def _taken(self, place: Place) -> Place | None:
        """The place with a value that the server takes; None when none is known."""
        if not place.introduced:
            return place
        if place.spot not in self.taken:
            self.taken[place.spot] = None
            for number in range(_VALUES):
                other = place
                if number:
                    value = sample(self.trial.spec, place.schemas, number + 1)
                    if value is ABSENT:
                        break
                    other = replace(place, arguments=place.spot.put(place.arguments, value))
                if self._ask(other).reply.ok:
                    self.taken[place.spot] = other
                    break
        return self.taken[place.spot]

    def _milder(self, place: Place, change: Change) -> Place | None:
        """The place with a value further from the limit than all that were tried, if that is taken:
        the limit itself may be what a server refuses."""
        if change.milder is None:
            return None
        other = replace(place, arguments=place.spot.put(place.arguments, change.milder()))
        valid = surely_valid(self.trial.spec, self.operation, change.spot, other.arguments)
        return other if valid and self._ask(other).reply.ok else None

    def _ask(
        self,
        place: Place,
        change: Change | None = None,
        value: Any = None,
        *,
        conform: bool = False,
    ) -> Exchange:
        """Ask the known good request with a value at this place, and with another one there."""
        arguments = self.base.another(place.arguments)
        if change is not None:
            if change.keyword == "format" and self.base.is_key(change.spot):
                value = self.base.unlike_before(value)
            arguments = change.spot.put(arguments, value)
        return self._sent(arguments, conform=conform)

    def _sent(self, arguments: Mapping[str, Any], *, conform: bool = False) -> Exchange:
        exchange = self.trial.ask(self.operation.key, **arguments, conform=conform)
        self.base.note(exchange)
        return exchange

    def _crashed(self, change: Change, exchange: Exchange) -> None:
        self._broken("crash", change, f"{change.says}: answered with {exchange.reply.status}")

    def _broken(self, rule: str, change: Change, message: str) -> None:
        self.trial.broken(
            None, message, rule=rule, operation=self.operation.key, where=change.where
        )
