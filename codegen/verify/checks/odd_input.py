"""Input that no generated client sends: bodies that are no JSON, media types that nobody declared,
names of nothing. None is a reason for a server to fail, nor to do something.

Left out is what JSON's own documents leave to the reader: names that occur twice, lone surrogates,
depths and lengths beyond what a parser must bear (RFC 8259, 4, 8.2 and 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from codegen import pointer
from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.harmless import maker_of, streams
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import fits, inside, types
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema, media_type
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.paths import path_names
from codegen.verify.sending import default_media_type, encoded, is_json
from codegen.verify.trial import ABSENT, Case, Trial, checks_operation

_DEEP: Final = 200
_LONG: Final = 3_000
_WITNESSES: Final = 4
_FEW: Final = 2
_NOBODYS: Final = "0b9c5a1e-7d1f-4c3a-9f42-00000000dead"


@checks_operation
def odd_input(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Give a case for each odd thing that can be put into a request of the operation."""
    if operation.body is None and not operation.parameters:
        return
    base = Base(trial, operation)
    base.probe()
    odd = _Odd(trial, operation, base)
    if base.accepted and base.mode is not None and operation.method != "GET":
        yield "twice", odd.twice
    yield from odd.bodies()
    yield from odd.paths()
    yield from odd.references()
    yield from odd.queries()


class _Odd:
    """An operation that is asked odd things."""

    def __init__(self, trial: Trial, operation: Operation, base: Base) -> None:
        self.trial, self.operation, self.base = trial, operation, base

    def twice(self) -> None:
        """Ask the same a second time, when it may be done, or taken, already."""
        arguments = self.base.another(self.base.arguments)
        self._ask(arguments)
        exchange = self._ask(arguments)
        self._crashes(exchange, "the same request a second time", self.operation.where)

    def bodies(self) -> Iterator[Case]:
        """Give bodies that are none, or in no media type of the contract."""
        body = self.operation.body
        if body is None or not body.content:
            return
        where = pointer.join(body.where, "content")
        media = media_type(self.operation, self.base.arguments) or ""
        if is_json(media) and is_json(next(iter(body.content))):
            for name, odd in (
                ("no JSON", b"nonsense"),
                ("cut off", b'{"a": '),
                ("a brace too much", b"{}}"),
                ("a single quote", b"{'a': 1}"),
            ):
                yield (
                    f"body: {name}",
                    partial(self._refused, self._with(odd, media), f"a body that is {name}", where),
                )
            deep = b"[" * _DEEP + b"]" * _DEEP
            yield (
                "body: deep",
                partial(self._bears, self._with(deep, media), f"a body nested {_DEEP} deep", where),
            )
            if body.required:
                yield (
                    "body: empty",
                    partial(self._refused, self._with(b"", media), "an empty body", body.where),
                )
                yield (
                    "body: none",
                    partial(
                        self._refused,
                        self._with(ABSENT, None),
                        "no body, which is required,",
                        body.where,
                    ),
                )
        yield from self._media(where, media)

    def _media(self, where: str, media: str) -> Iterator[Case]:
        """Give the known good body under a media type that is not declared."""
        body = self.operation.body
        assert body is not None
        good = self.base.arguments.get("body", ABSENT)
        if good is ABSENT or not body.required:
            return  # a server may leave a body alone that it needs not have
        if "415" not in self.operation.answers and not self._minded_elsewhere():
            return  # nothing promises that the name of a body's type is minded
        names = {name.partition(";")[0].strip().lower() for name in body.content}
        for other in ("text/plain", "application/xml", "application/x-spolvero"):
            general = f"{other.partition('/')[0]}/*"
            if other in names or general in names or "*/*" in names:
                continue
            yield f"body: as {other}", partial(self._as_other, other, media, where)

    def _as_other(self, other: str, media: str, where: str) -> None:
        arguments = self.base.another(self.base.arguments)
        content, _ = encoded(arguments["body"], media)
        odd = {**arguments, "body": content, "media_type": other}
        self._refused(odd, f"a body as {other}", where)
        status = self.trial.exchanges[-1].reply.status
        known = "415" in self.operation.answers and self.base.accepted
        if known and self.base.mode is not None and status in (400, 422):
            # Nothing but the name of its type is wrong with this body.
            self._broken(
                "protocol.media_type",
                f"a body as {other} was answered with {status}, expected 415, which is declared"
                " (RFC 9110, 15.5.16)",
                where,
            )

    def _minded_elsewhere(self) -> bool:
        """Whether each of a few other operations refuses its good body as plain text."""
        known = self.trial.memory.setdefault("bodies as text", {})
        for other in self.trial.spec.operations.values():
            if len([each for each in known.values() if each]) >= _WITNESSES:
                break
            if other is not self.operation and other.key not in known:
                known[other.key] = self._as_text(other)
        told = [status for key, status in known.items() if status and key != self.operation.key]
        return len(told) >= _FEW and all(400 <= status < 500 for status in told)

    def _as_text(self, operation: Operation) -> int | None:
        """What another operation answers to its good body as plain text."""
        media = default_media_type(operation) or ""
        if operation.body is None or not operation.body.required or not is_json(media):
            return None
        try:
            base = Base(self.trial, operation)
            base.probe()
            arguments = base.another(base.arguments) if base.accepted and base.mode else {}
        except Discard:
            return None
        if "body" not in arguments:
            return None
        content, _ = encoded(arguments["body"], media)
        arguments = {**arguments, "body": content, "media_type": "text/plain"}
        return self.trial.ask(operation.key, **arguments, conform=False).reply.status

    def paths(self) -> Iterator[Case]:
        """Give names of nothing, in the path."""
        for name in path_names(self.operation):
            parameter = self.operation.parameter(name, "path")
            if parameter is None:
                continue
            kinds = types(self.trial.spec, (parameter.schema_where,))
            odd = ["%", "\0", "../x", "a/b", "Zoë 東京", " ", "'", "x" * _LONG]
            odd += (
                ["-1", "0", str(2**63), str(2**53), str(2**31), "1e3"] if "integer" in kinds else []
            )
            for number, value in enumerate(odd):
                arguments = Spot("path", name).put(self.base.arguments, value)
                says = f"{name} {value[:12]!r}, which is the name of nothing,"
                yield (
                    f"path: {name} {number}",
                    partial(self._names_nothing, arguments, says, parameter.schema_where, name),
                )

    def references(self) -> Iterator[Case]:
        """Give well-formed ids of nothing, wherever something is referred to."""
        for name in path_names(self.operation):
            maker = maker_of(self.trial.laws, self.operation, name)
            value = self._of_nothing(Spot("path", name))
            if maker is not None and value is not ABSENT:
                arguments = Spot("path", name).put(self.base.arguments, value)
                says = f"{name} {value}, which is the name of nothing,"
                yield (
                    f"path: {name} unknown",
                    partial(self._unknown, arguments, says, self.operation.where, gone=True),
                )
        names = {name for maker in self.trial.laws.makers for name in maker.names}
        body = self.base.arguments.get("body")
        if isinstance(body, dict) and self.base.harmless:
            for name in names & body.keys():
                spot = Spot("body", "", (name,))
                value = self._of_nothing(spot)
                if value is not ABSENT:
                    yield (
                        f"body: {name} unknown",
                        partial(
                            self._unknown,
                            spot.put(self.base.arguments, value),
                            f"{name} {value}, which is the id of nothing,",
                            self.operation.where,
                        ),
                    )

    def queries(self) -> Iterator[Case]:
        """Give parameters of a list two by two, since one may mind what the other is."""
        if self.operation.method != "GET" or streams(self.operation):
            return
        drawn = []
        for parameter in self.operation.parameters:
            if parameter.place == "query":
                asked = Spot("query", parameter.name).put(self.base.arguments, "")
                says = f"an empty {parameter.name}"
                yield f"query: {says}", partial(self._bears, asked, says, parameter.where)
                facts = merged(self.trial.spec, (parameter.schema_where,))
                for value in _extremes(facts):
                    if fits(self.trial.spec, parameter.schema_where, value):
                        drawn.append((parameter.name, value))
        for number, (one, first) in enumerate(drawn[:16]):
            for other, second in drawn[number + 1 : 16]:
                if one != other:
                    asked = Spot("query", one).put(self.base.arguments, first)
                    asked = Spot("query", other).put(asked, second)
                    yield (
                        f"query: {one}={first} {other}={second}",
                        partial(
                            self._bears,
                            asked,
                            f"{one}={first} with {other}={second}",
                            self.operation.where,
                        ),
                    )

    def _of_nothing(self, spot: Spot) -> Any:
        """An id of the same form, of nothing."""
        value = spot.get(self.base.arguments)
        where = self._schemas(spot)
        candidates: list[Any] = [_NOBODYS, f"{2**31 - 19}"]
        if isinstance(value, int) and not isinstance(value, bool):
            candidates = [2**31 - 19, value + 1_000_003]
        elif isinstance(value, str) and value.isdecimal():
            candidates = [2**31 - 19]
        elif isinstance(value, str) and value:
            candidates.append(_turned(value))
        for each in candidates:
            if each != value and where and all(fits(self.trial.spec, one, each) for one in where):
                return each
        return ABSENT

    def _schemas(self, spot: Spot) -> tuple[str, ...]:
        if spot.place == "body":
            where = body_schema(self.operation, self.base.arguments)
            body = self.base.arguments.get("body")
            found = (where,) if where is not None else ()
            return inside(self.trial.spec, found, body, spot.steps[0])
        parameter = self.operation.parameter(spot.name, spot.place)
        return (parameter.schema_where,) if parameter is not None else ()

    def _with(self, body: Any, media: str | None) -> dict[str, Any]:
        return {**self.base.arguments, "body": body, "media_type": media}

    def _refused(self, arguments: Mapping[str, Any], says: str, where: str) -> None:
        exchange = self._ask(arguments)
        if exchange.reply.ok:
            status = exchange.reply.status
            self._broken("request.accepted", f"{says} was accepted ({status})", where)
        self._crashes(exchange, says, where)
        self.trial.ask(self.operation.key, **arguments)

    def _bears(self, arguments: Mapping[str, Any], says: str, where: str) -> None:
        self._crashes(self._ask(arguments), says, where)

    def _names_nothing(
        self, arguments: Mapping[str, Any], says: str, where: str, name: str
    ) -> None:
        exchange = self._ask(arguments)
        self._crashes(exchange, says, where)
        mine = maker_of(self.trial.laws, self.operation, name) is not None
        value = str((arguments.get("path") or {}).get(name))
        if exchange.reply.ok and mine and "/" not in value and value.strip() and value != "0":
            status = exchange.reply.status
            if self.operation.method in ("GET", "PATCH") and not _idle(exchange):
                self._broken("request.accepted", f"{says} was accepted ({status})", where)

    def _unknown(
        self, arguments: Mapping[str, Any], says: str, where: str, *, gone: bool = False
    ) -> None:
        exchange = self._ask(arguments)
        self._crashes(exchange, says, where)
        if exchange.reply.ok and gone and self.operation.method in ("GET", "PATCH"):
            status = exchange.reply.status
            if not _idle(exchange):
                self._broken("request.accepted", f"{says} was accepted ({status})", where)
        if not exchange.reply.ok:
            self.trial.ask(self.operation.key, **arguments)

    def _crashes(self, exchange: Exchange, says: str, where: str) -> None:
        status = exchange.reply.status
        if status >= 500 and not (status in (502, 503, 504) and self._declares(status)):
            self._broken("crash", f"{says} was answered with {status}", where)

    def _declares(self, status: int) -> bool:
        return str(status) in self.operation.answers

    def _ask(self, arguments: Mapping[str, Any]) -> Exchange:
        exchange = self.trial.ask(self.operation.key, **arguments, conform=False)
        self.base.note(exchange)
        return exchange

    def _broken(self, rule: str, message: str, where: str) -> None:
        self.trial.broken(None, message, rule=rule, operation=self.operation.key, where=where)


def _idle(exchange: Exchange) -> bool:
    """Whether an answer has nothing in it: an empty list is one of nothing."""
    body = exchange.reply.json
    if isinstance(body, dict):
        return any(each == [] for each in body.values())
    return body in ([], None, {})


def _turned(value: str) -> str:
    """The same letters and digits, each one another."""
    return "".join(
        chr((ord(each) - 48 + 7) % 10 + 48)
        if each.isdecimal() and each.isascii()
        else chr((ord(each) - 97 + 7) % 26 + 97)
        if "a" <= each <= "z"
        else each
        for each in value
    )


def _extremes(facts: Mapping[str, Any]) -> Iterator[Any]:
    """Give values from both ends."""
    if facts.get("enum"):
        yield facts["enum"][-1]
    elif facts.get("format") == "date-time":
        yield from ("2001-01-01T00:00:00Z", "2099-12-31T23:59:59Z")
    elif facts.get("format") == "date":
        yield from ("2001-01-01", "2099-12-31")
    elif facts.get("type") in ("integer", "number"):
        yield from (facts.get("minimum", 0), facts.get("maximum", 2**31 - 1))
    elif facts.get("type") == "boolean":
        yield True
    elif facts.get("type") == "string":
        yield "a"
