"""A request that the server is known to take, from which one thing at a time is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import count, islice
from time import time_ns
from typing import Any, Final
from uuid import UUID

from codegen.laws.law import IdempotencyKey, Maker
from codegen.spec import Operation
from codegen.verify.changes.harmless import dry_run, harmless, maker_of
from codegen.verify.changes.refusal import for_its_form
from codegen.verify.changes.samples import merged, sample
from codegen.verify.changes.schemas import fits, inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.paths import path_names
from codegen.verify.trial import ABSENT, Trial

_FILLS: Final = 3
_MEMBERS: Final = 8
_MORE: Final = 16
"""So many optional things are given one by one."""
_NUMBERS: Final = count(time_ns() // 1_000_000)
"""Unlike those of an earlier run, whose things may still be there."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d")
_KEYS: Final = re.compile(r"(x-)?idempoten(cy|t)-key|(x-)?request-id", re.IGNORECASE)


class Base:
    """The least that an operation takes, drawn, and how it can be sent again and again.

    `accepted`: the server took it. `more`: only with things that the contract leaves optional.
    `mode` says how it does so again: `same` as it is, `fresh` with other texts in the places of
    names, `redraw` with other times too, `refill` aimed at another thing; None when not at all.
    `switch` is where it says that nothing is to be done in earnest, if only that makes it harmless.
    """

    def __init__(self, trial: Trial, operation: Operation) -> None:
        """Draw it; Discard when something that it needs cannot be made. Nothing is sent."""
        self.trial, self.operation = trial, operation
        self.drawn = [trial.fill(operation.key)]
        if operation.body is not None or any(not each.required for each in operation.parameters):
            self.drawn += [trial.fill(operation.key) for _ in range(_FILLS - 1)]
        self.switch: Spot | None = None
        self.arguments = self._least(self.drawn[0])
        self.harmless = harmless(trial, operation, self.arguments)
        if not self.harmless:
            self.switch = dry_run(trial.spec, operation, self.arguments)
            self.drawn = [self._dry(each) for each in self.drawn]
            self.arguments = self._dry(self.arguments)
            self.harmless = harmless(trial, operation, self.arguments)
        self.accepted = False
        self.more = False
        self._aim: dict[str, dict[str, Any]] | None = None
        self.mode: str | None = None

    def probe(self) -> Exchange | None:
        """Send it, twice where that says how; None when a success might do harm."""
        if not self.harmless:
            return None
        exchange = self._send(self.arguments)
        if not exchange.reply.ok:
            for other in self._others(for_its_form(exchange.reply)):
                exchange = self._send(other)
                if exchange.reply.ok:
                    self.more = not _given(other) <= _given(self.arguments)
                    self.arguments = other
                    break
        if not exchange.reply.ok:
            exchange = self._made() or exchange
        self.accepted = exchange.reply.ok
        if self.accepted:
            for mode in ("same", "fresh", "redraw", "refill", "linked"):
                self.mode = mode
                try:
                    if self._send(self.another(self.arguments)).reply.ok:
                        return exchange
                except Discard:
                    continue
            self.mode = None
        return exchange

    def another(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """These arguments, ready to be sent once more."""
        again = self._with_new_keys(arguments)
        if self.mode == "fresh":
            return self._renamed(again)
        if self.mode == "redraw":
            return self._redrawn(again)
        if self.mode == "linked":
            body = self.trial.linked(self.operation.key)
            if body is ABSENT:
                raise Discard(f"no answer links to {self.operation.key} with a body")
            return {**again, "body": body}
        if self.mode == "refill":
            fresh = self._aim is None
            if self._aim is None:
                self._aim = self._aimed_anew(again)
            for group in ("path", "body"):
                for name, value in (self._aim.get(group) or {}).items():
                    if isinstance(again.get(group), dict):
                        again[group] = {**again[group], name: value}
            if fresh:
                again = self.trial.prepare(self.operation.key, again)
        return again

    def note(self, exchange: Exchange) -> None:
        """Learn from an answer: after a success, the thing aimed at is used up."""
        if exchange.reply.ok:
            self._aim = None

    def is_key(self, spot: Spot) -> bool:
        """Whether it is a header under whose value a request is carried out once."""
        return spot.place == "header" and spot.name.lower() in self._keys

    def unlike_before(self, value: Any) -> str:
        """A text that was not sent before: an answer may be kept under one that was."""
        return f"{value}{next(_NUMBERS)}"

    def spare(self, spot: Spot) -> Any:
        """A value that was drawn for a spot, where the least request has none."""
        if self.is_key(spot):
            parameter = self.operation.parameter(spot.name, "header")
            schemas = (parameter.schema_where,) if parameter else ()
            text = sample(self.trial.spec, schemas)
            return self._numbered(text, schemas) if isinstance(text, str) else text
        for drawn in self.drawn:
            value = spot.get(drawn)
            if value is not ABSENT:
                return value
        return ABSENT

    def _aimed_anew(self, arguments: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Other things to aim at: the last one that the path names, beside the one before, or
        those that the body names."""
        path = arguments.get("path") or {}
        for name in reversed(path_names(self.operation)):
            maker = maker_of(self.trial.laws, self.operation, name)
            if maker is not None:
                around = {each: value for each, value in path.items() if each != name}
                return {"path": {name: self._new(maker, around)}}
        body = arguments.get("body")
        named = {
            name: maker
            for maker in self.trial.laws.makers
            for name in maker.names
            if isinstance(body, dict) and isinstance(body.get(name), (str, int))
        }
        if named:
            return {"body": {name: self._new(maker, {}) for name, maker in named.items()}}
        raise Discard(f"nothing makes another thing for {self.operation.key}")

    def _new(self, maker: Maker, path: Mapping[str, Any]) -> Any:
        made = self.trial.make(maker.make, **self._taken_by(maker.make, path))
        return self.trial.value(maker.id, made)

    def _taken_by(self, operation: str, path: Mapping[str, Any]) -> dict[str, Any]:
        """Those path parameters that another operation has too."""
        found = self.trial.spec.operations[operation]
        return {name: each for name, each in path.items() if found.parameter(name, "path")}

    def _others(self, for_form: bool) -> Iterator[dict[str, Any]]:
        """Other requests that are as good, should the least one be refused: with each other member
        of its enumerations, as they were drawn, and if it was for its form, with one optional thing
        each."""
        for drawn in self.drawn[1:]:
            yield self._least(drawn)
        for parameter in self.operation.parameters:
            spot = Spot(parameter.place, parameter.name)
            if spot.get(self.arguments) is not ABSENT and parameter.place in ("query", "header"):
                facts = merged(self.trial.spec, (parameter.schema_where,))
                for member in (facts.get("enum") or ())[:_MEMBERS]:
                    yield spot.put(self.arguments, member)
        yield from self.drawn
        yield self._whole()
        if for_form:
            yield from islice(self._one_more(), _MORE)

    def _one_more(self) -> Iterator[dict[str, Any]]:
        """The least request with each other thing alone that it may have: what one of them is
        refused for is no reason against another."""
        spots = [Spot(each.place, each.name) for each in self.operation.parameters]
        where = body_schema(self.operation, self.arguments)
        body = self.arguments.get("body")
        if where is not None and isinstance(body, dict):
            names = merged(self.trial.spec, (where,), body).get("properties") or {}
            spots += [Spot("body", steps=(name,)) for name in names]
        whole = self._whole()
        for spot in spots:
            if spot.get(self.arguments) is ABSENT:
                found = [spot.get(each) for each in (*self.drawn, whole)]
                found = [each for each in found if each is not ABSENT]
                for value in found[:1] + [each for each in found[-1:] if each != found[0]]:
                    more = spot.put(self.arguments, value)
                    if where is None or fits(self.trial.spec, where, more.get("body")):
                        yield more

    def _made(self) -> Exchange | None:
        """A success in any way that the run has learnt or can think of; its request is the base."""
        if self.switch is not None:
            return None  # it would be made in earnest
        try:
            made = self.trial.make(self.operation.key)
        except Discard:
            return None
        self.note(made)
        self.arguments = arguments = arguments_of(self.operation, made)
        least = self._least(arguments)
        if least != arguments:
            reply = self._send(self._with_new_keys(least)).reply
            self.more = for_its_form(reply)
            if reply.ok:
                self.arguments = least
        return made

    def _send(self, arguments: Mapping[str, Any]) -> Exchange:
        exchange = self.trial.ask(self.operation.key, **arguments, conform=False)
        self.note(exchange)
        return exchange

    def _least(self, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """Only what is required, as long as that fits where the whole does."""
        least = dict(drawn)
        for group, place in (("query", "query"), ("headers", "header")):
            kept = {}
            for name, value in (drawn.get(group) or {}).items():
                parameter = self.operation.parameter(name, place)
                if parameter is None or parameter.required:
                    kept[name] = value
            least[group] = kept
        where = body_schema(self.operation, drawn)
        body = drawn.get("body", ABSENT)
        if where is not None and body is not ABSENT:
            shorter = self._shorter((where,), body)
            if fits(self.trial.spec, where, shorter) or not fits(self.trial.spec, where, body):
                least["body"] = shorter
        return self._dry(least)

    def _dry(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments, not in earnest where only that is harmless."""
        return arguments if self.switch is None else self.switch.put(arguments, True)

    def _whole(self) -> dict[str, Any]:
        """The least, and everything else that the body may have."""
        where = body_schema(self.operation, self.arguments)
        body = self.arguments.get("body")
        if where is None or not isinstance(body, dict):
            return dict(self.arguments)
        spec, whole = self.trial.spec, dict(body)
        for name in merged(spec, (where,), body).get("properties") or {}:
            value = sample(spec, inside(spec, (where,), body, name)) if name not in body else ABSENT
            if value is not ABSENT and fits(spec, where, {**whole, name: value}):
                whole[name] = value
        return {**self.arguments, "body": whole}

    def _shorter(self, schemas: tuple[str, ...], value: Any) -> Any:
        spec = self.trial.spec
        if not isinstance(value, dict):
            return value
        required = set(merged(spec, schemas, value).get("required") or ())
        kept = {}
        for name, each in value.items():
            found = inside(spec, schemas, value, name)
            if name in required or not found:
                kept[name] = self._shorter(found, each) if found else each
        for name in [None, *value]:  # as much more as it takes to fit
            if name is not None and name not in kept:
                kept[name] = value[name]
            if all(fits(spec, where, kept) for where in schemas):
                return {each: kept[each] for each in value if each in kept}
        return value

    def _with_new_keys(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        again = dict(arguments)
        headers = {}
        for name, value in (arguments.get("headers") or {}).items():
            if name.lower() in self._keys:
                parameter = self.operation.parameter(name, "header")
                schemas = (parameter.schema_where,) if parameter is not None else ()
                value = self._numbered(str(value), schemas)
            headers[name] = value
        again["headers"] = headers
        return again

    def _renamed(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Other texts in the places that a server may want to be unique."""
        where = body_schema(self.operation, arguments)
        body = arguments.get("body")
        if where is None or not isinstance(body, dict):
            return dict(arguments)
        spec, renamed = self.trial.spec, dict(body)
        for name, schemas in self._names(where, body):
            other = self._numbered(str(body[name]), schemas)
            if all(fits(spec, each, other) for each in schemas):
                renamed[name] = other
        return {**arguments, "body": renamed}

    def _redrawn(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Other texts and other times: a server may take one thing only at each time."""
        again = self._renamed(arguments)
        body = again.get("body")
        times = {
            name: _shifted(value)
            for name, value in (body.items() if isinstance(body, dict) else ())
            if isinstance(value, str) and _TIME.match(value)
        }
        if not times:
            raise Discard("there is no time to draw again")
        return {**again, "body": {**again["body"], **times}}

    def _names(self, where: str, body: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The properties of the body that are free texts, and no ids of other things."""
        spec = self.trial.spec
        ids = {name for maker in self.trial.laws.makers for name in maker.names}
        for name, value in body.items():
            schemas = inside(spec, (where,), body, name)
            facts = merged(spec, schemas)
            if not isinstance(value, str) or not schemas or name in ids:
                continue
            if "enum" in facts or "const" in facts:
                continue
            if facts.get("format") in (None, "email", "password"):
                yield name, schemas

    def _numbered(self, text: str, schemas: tuple[str, ...]) -> str:
        """Another text, as like this one as its schemas allow, and unlike all before."""
        number = next(_NUMBERS)
        word = f"{self._letters}{number % 0x10000:04x}"
        _, at, domain = text.partition("@")
        if at and "." in domain:
            return f"{word}@{domain}"
        digits = f"{number % 10**8:08d}"
        letters = self._letters + "".join(chr(97 + int(each)) for each in digits)
        least = min(len(text), 8)
        for candidate in (
            text[: -len(word)] + word,
            word,
            text + word,
            str(UUID(int=number % 2**128, version=4)),
            *(
                form[-length:]
                for length in (12, 8, 6, 4, 3)
                for form in (letters, letters.upper(), digits, f"{letters[:1].upper()}{digits}")
            ),
        ):
            if len(candidate) >= (least if candidate == word else 1) and all(
                fits(self.trial.spec, each, candidate) for each in schemas
            ):
                return candidate
        return text

    @cached_property
    def _keys(self) -> set[str]:
        """The headers under whose value a request is carried out once."""
        stated = {
            law.header.lower()
            for law in self.trial.laws.of(self.operation.key)
            if isinstance(law, IdempotencyKey)
        }
        names = {each.name.lower() for each in self.operation.parameters if each.place == "header"}
        return stated | {name for name in names if _KEYS.fullmatch(name)}

    @cached_property
    def _letters(self) -> str:
        """A few letters that hardly another run has drawn."""
        from hypothesis import strategies

        return self.trial.draw(strategies.text("abcdefghijkmnopqrstuvwxyz", min_size=4, max_size=4))


def arguments_of(operation: Operation, exchange: Exchange) -> dict[str, Any]:
    """What an exchange's request was made from, as `Trial.ask` takes it."""
    sent = exchange.request
    found: dict[str, Any] = {"path": {}, "query": {}, "headers": {}}
    for each in operation.parameters:
        if each.name in sent.parameters and each.place != "cookie":
            group = "headers" if each.place == "header" else each.place
            found[group][each.name] = sent.parameters[each.name]
    if sent.body is not None:
        given = next(
            (value for name, value in sent.headers.items() if name.lower() == "content-type"), ""
        )
        kinds = operation.body.content if operation.body else ()
        found["body"] = sent.body if sent.value is None else sent.value
        found["media_type"] = next((each for each in kinds if _same_type(each, given)), None)
    return found


def _given(arguments: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The names of all that is said, in parameters and in the body."""
    return {
        (group, name)
        for group in ("query", "headers", "body")
        for name in (arguments[group] if isinstance(arguments.get(group), dict) else ())
    }


def _same_type(one: str, other: str) -> bool:
    return one.partition(";")[0].strip().lower() == other.partition(";")[0].strip().lower()


def _shifted(text: str) -> str:
    """The same time of another day, in the year that follows."""
    try:
        day = date.fromisoformat(text[:10]) + timedelta(days=1 + next(_NUMBERS) * 37 % 349)
    except (ValueError, OverflowError):
        return text
    return day.isoformat() + text[10:]
