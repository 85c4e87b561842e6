"""Things that are made for a list to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from codegen import pointer
from codegen.laws.law import Reach
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import inside
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.listing.below import filled_list
from codegen.verify.listing.stirred import stir
from codegen.verify.trial import Trial

_DIGITS: Final = (9, 10, 100, 20)
_ALIKE: Final = 2
_RANGE: Final = 100
"""Numbers out of a range up to so large mean little by themselves: any of them will do."""


@dataclass(frozen=True)
class Made:
    """A thing that was made: the exchange that did it, and the id that the list has for it."""

    exchange: Exchange
    id: Any


def make(
    trial: Trial,
    makes: Sequence[Reach],
    item_id: str,
    count: int,
    body: Sequence[Mapping[str, Any]] = (),
) -> list[Made]:
    """Make so many things for one list, the first body's properties given for the first.

    What cannot be made is left out; Discard when nothing at all can be.
    """
    found: list[Made] = []
    failed: Discard | None = None
    for reach in makes:
        given: dict[str, Any] = {}
        for number in range(count - len(found)):
            own = dict(body[number]) if number < len(body) else {}
            try:
                exchange = trial.make(reach.operation, **{**given, **own})
            except Discard as discard:
                if own:
                    continue
                failed = discard
                break
            # The others go where the first one went: the same list shows them.
            given = given or _path_of(trial, reach, exchange)
            identity = _id(trial, reach.operation, item_id, exchange)
            if identity is not None:
                found.append(Made(exchange, identity))
        if len(found) >= count:
            break
    if makes and not found:
        raise failed or Discard("nothing that was made tells its id")
    return found


def differing(
    trial: Trial, makes: Sequence[Reach], fields: Sequence[str], count: int
) -> list[dict[str, Any]]:
    """Bodies' properties that make the first things differ in these fields: the members of an
    enumeration, the two truths, or the numbers of a small range."""
    found: list[dict[str, Any]] = [{} for _ in range(count)]
    for reach in makes[:1]:
        body = trial.spec.operations[reach.operation].body
        for media in body.content.values() if body is not None else ():
            for where in fields:
                name = where.lstrip("/")
                schemas = inside(trial.spec, (media.schema_where,), {}, name)
                facts = merged(trial.spec, schemas) if schemas and "/" not in name else {}
                values = _several(facts) if facts.get("readOnly") is not True else []
                for own, value in zip(found, values, strict=False):
                    own.setdefault(name, value)
    while found and not found[-1]:
        found.pop()
    return found


def alike(
    trial: Trial, makes: Sequence[Reach], item_id: str, made: Sequence[Made], field: str
) -> list[Made]:
    """Make two more that have in a field what one of these was made with, so that an order has to
    tell them apart by something else; none where that is refused, or no field is named."""
    sent = made[0].exchange.request.value if made and field else None
    name = field.lstrip("/")
    if not isinstance(sent, dict) or not isinstance(sent.get(name), (str, int)):
        return []
    for reach in makes:
        if reach.operation == made[0].exchange.request.operation:
            own = {**_path_of(trial, reach, made[0].exchange), name: sent[name]}
            with suppress(Discard):
                return make(trial, [reach], item_id, _ALIKE, [own] * _ALIKE)
    return []


def _several(facts: Mapping[str, Any]) -> list[Any]:
    least, most = facts.get("minimum"), facts.get("maximum")
    if facts.get("enum"):
        return list(facts["enum"])[:2]
    if facts.get("type") == "boolean":
        return [True, False]
    if facts.get("type") != "integer" or "multipleOf" in facts:
        return []
    if isinstance(least, int) and isinstance(most, int) and 0 < most - least <= _RANGE:
        middle = (least + most) // 2
        apart = dict.fromkeys((middle, least, most, (middle + most) // 2))
        return [*apart, middle]  # one twice, since an order has to tell these apart too
    # As texts these are in another order than as numbers.
    low, high = (each if isinstance(each, int) else None for each in (least, most))
    found = [
        each for each in _DIGITS if (low is None or each >= low) and (high is None or each <= high)
    ]
    return found if len(found) > 1 else []


def moved(trial: Trial, made: Sequence[Made], field: str = "") -> None:
    """Bring some of these things into other states, each by one of the operations that do so: what
    was just made is all in the same one. `field` is a property that PATCH may set, to each of the
    members of its enumeration."""
    if not made:
        return
    make = made[0].exchange.request.operation
    maker = next((each for each in trial.laws.makers if each.make == make), None)
    if maker is None or maker.read is None:
        return
    useless = trial.memory.setdefault(("moves", make, field), set())
    moves = [each for each in _moves(trial, maker.read, field) if str(each) not in useless]
    for one, move in zip(made[1:], moves, strict=False):
        key, arguments = move
        try:
            done = trial.reach(Reach(key, maker.read.parameters), one.exchange, **arguments)
        except Discard:
            useless.add(str(move))
            continue
        if not done.reply.ok:
            useless.add(str(move))


def _moves(trial: Trial, read: Reach, field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What may move a thing from one state to another: setting it, or the operations below its
    path that need nothing but its names."""
    path = trial.spec.operations[read.operation].path
    for each in trial.spec.operations.values():
        action = each.path.removeprefix(path).lstrip("/")
        if each.path == path and each.method == "PATCH" and field:
            for part in each.body.content.values() if each.body else ():
                facts = merged(trial.spec, inside(trial.spec, (part.schema_where,), {}, field))
                for member in (facts.get("enum") or ())[1:]:
                    yield each.key, {"body": {field: member}}
        if (
            each.method in ("POST", "PUT")
            and each.path.startswith(f"{path}/")
            and "{" not in action
            and "/" not in action
            and not any(maker.make == each.key for maker in trial.laws.makers)
            and (each.body is None or not each.body.required)
        ):
            yield each.key, {}


def where_listed(
    trial: Trial, operation: str, makes: Sequence[Reach], made: Sequence[Made], items: str = ""
) -> Any:
    """Give the arguments, by `path` and `query`, with which a list shows what was made; where
    nothing makes its items, those with which it shows any, of the things that it may be below."""
    given: dict[str, Any] = {}
    for reach in makes:
        for one in made[:1]:
            if reach.operation == one.exchange.request.operation:
                try:
                    for name, expression in reach.parameters.items():
                        given[name] = trial.value(expression, one.exchange)
                except LookupError as missing:
                    raise Discard(f"{reach.operation} does not give {missing}") from None
    filled: Mapping[str, Any] = trial.fill(operation, given)
    if not made:
        filled = filled_list(trial, operation, filled, items)
    found = trial.spec.operations[operation]
    query = {name: each for name, each in filled.get("query", {}).items() if name in given}
    for parameter in found.parameters:
        if parameter.place == "query" and parameter.required:
            query[parameter.name] = filled["query"][parameter.name]
    asked: dict[str, Any] = {"path": filled.get("path") or {}, "query": query}
    for name in ("body", "media_type"):
        if name in filled:
            asked[name] = filled[name]
    if not makes:
        stir(trial, found, asked, items)
    return asked


def _path_of(trial: Trial, reach: Reach, exchange: Exchange) -> dict[str, Any]:
    operation = trial.spec.operations[reach.operation]
    return {
        each.name: exchange.request.parameters[each.name]
        for each in operation.parameters
        if each.place == "path" and each.name in exchange.request.parameters
    }


def _id(trial: Trial, operation: str, item_id: str, exchange: Exchange) -> Any:
    """The id that the list's items have: by the same pointer where the answer shows the item."""
    for maker in trial.laws.makers:
        if maker.make == operation:
            try:
                value = trial.value(maker.id, exchange)
            except LookupError:
                continue
            if maker.id.startswith("$response.header.") and isinstance(value, str):
                return unquote(urlsplit(value).path.rstrip("/").rpartition("/")[2])
            return value
    try:
        return pointer.follow(exchange.reply.json, item_id)
    except (LookupError, TypeError):
        return None
