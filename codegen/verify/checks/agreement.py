"""A list and the reading of one thing show the same of it."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Agrees, Pages
from codegen.spec import Operation
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at, equal, keywords, schema_at
from codegen.verify.same import instant
from codegen.verify.shown import same_id
from codegen.verify.thing import arguments, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_MOST: Final = 5
_LONG: Final = 120
_PAUSE: Final = 0.2


@checks(Agrees)
def shows_the_same(trial: Trial, law: Agrees) -> None:
    """Read a list and some of its things, those that were made here first. What differs has to
    differ in the same way when both are read once more."""
    made = [] if law.make is None else _made(trial, law)
    asked = _asked(trial, law, made)
    shown = _items(trial, law, asked)
    if not shown:
        trial.discard(f"{law.list} shows nothing")
    for item in _chosen(trial, law, shown, made):
        _hold(trial, law, asked, item)


def _hold(trial: Trial, law: Agrees, asked: dict[str, Any], item: Any) -> None:
    thing = _thing(trial, law, asked, item)
    where = _difference(trial, law, item, thing)
    if where is None:
        return
    trial.wait(lambda: False, _PAUSE)
    id = at(item, law.item_id)
    again = next(
        (
            each
            for each in _items(trial, law, asked)
            if same_id(at(each, law.item_id), id) and equal(at(each, where), at(item, where))
        ),
        None,
    )
    if again is None or not equal(at(_thing(trial, law, asked, item), where), at(thing, where)):
        trial.discard(f"{where} of {law.operation} moves by itself")
    trial.broken(
        law,
        f"{law.operation} gives {where} {told(at(thing, where))} of {told(id)}, and {law.list} "
        f"{told(at(item, where))}; expected the same",
    )


def _made(trial: Trial, law: Agrees) -> list[Exchange]:
    """Two things in the same place, one with longer texts than usual."""
    assert law.make is not None
    try:
        first = trial.make(law.make)
    except Discard:
        return []
    found = [first]
    operation = trial.spec.operations[law.make]
    path = {
        each.name: first.request.parameters[each.name]
        for each in operation.parameters
        if each.place == "path" and each.name in first.request.parameters
    }
    with suppress(Discard):
        given = arguments(trial, operation, **path)
        body = longer(trial, operation, given.get("body"), given.get("media_type"))
        long = trial.ask(law.make, **{**given, "body": body}, conform=False)
        if long.reply.ok:
            found.append(long)
    for each in found:
        settled(trial, each)
    return found


def longer(trial: Trial, operation: Operation, body: Any, media_type: str | None) -> Any:
    """A body whose free texts are longer."""
    part = operation.body.content.get(media_type or "") if operation.body is not None else None
    if part is None or not isinstance(body, dict):
        return body
    found = dict(body)
    for name, value in body.items():
        where = schema_at(trial.spec, part.schema_where, pointer.join("", name))
        schema = keywords(trial.spec, where) if where is not None else {}
        if isinstance(value, str) and not {"pattern", "format", "enum", "const"} & schema.keys():
            most = min(int(schema.get("maxLength", _LONG)), _LONG)
            if len(value) < most and not name.lower().endswith(("id", "key", "code")):
                found[name] = f"{value} {'and so on ' * 12}"[:most].rstrip() or value
    return found


def _asked(trial: Trial, law: Agrees, made: list[Exchange]) -> dict[str, Any]:
    """The arguments of the list: nothing that is optional, and as much as one page may show."""
    operation = trial.spec.operations[law.list]
    given: dict[str, Any] = {}
    if made and law.reach is not None:
        for name, expression in law.reach.parameters.items():
            with suppress(LookupError):
                given[name] = trial.value(expression, made[0])
    found = _plain(trial, operation, **given)
    for each in trial.laws.of(law.list):
        if isinstance(each, Pages) and each.limit is not None and each.most is not None:
            found["query"] = {**found["query"], each.limit: each.most}
    return found


def _plain(trial: Trial, operation: Operation, **given: Any) -> dict[str, Any]:
    found = arguments(trial, operation, **given)
    found["query"] = {
        name: value
        for name, value in (found.get("query") or {}).items()
        if (declared := operation.parameter(name, "query")) and declared.required
    }
    return found


def _items(trial: Trial, law: Agrees, asked: dict[str, Any]) -> list[Any]:
    reply = trial.ask(law.list, **asked).reply
    found = at(reply.json, law.items)
    return found if reply.ok and isinstance(found, list) else []


def _chosen(trial: Trial, law: Agrees, shown: list[Any], made: list[Exchange]) -> list[Any]:
    """What was made here, and a few others from all over the list."""
    from hypothesis.strategies import integers

    ids = [
        trial.value(maker.id, each)
        for maker in trial.laws.makers
        if maker.make == law.make
        for each in made
        if _has_id(trial, maker.id, each)
    ]
    own = [item for item in shown if any(same_id(at(item, law.item_id), id) for id in ids)]
    others = [item for item in shown if not any(item is each for each in own)]
    room = _MOST - len(own)
    if len(others) > room:
        step = len(others) / room
        start = trial.draw(integers(0, int(step)))
        others = [others[(start + int(number * step)) % len(others)] for number in range(room)]
    return [*own, *others]


def _has_id(trial: Trial, expression: str, made: Exchange) -> bool:
    try:
        trial.value(expression, made)
    except LookupError:
        return False
    return True


def _thing(trial: Trial, law: Agrees, asked: dict[str, Any], item: Any) -> Any:
    """What the reading of an item's thing gives; MISSING when it does not, or gives another."""
    path = {name: asked["path"].get(there) for name, there in law.path.items()}
    path[law.parameter] = at(item, law.item_id)
    operation = trial.spec.operations[law.operation]
    reply = trial.ask(law.operation, **_plain(trial, operation, **path)).reply
    thing = at(reply.json, law.at) if reply.ok else MISSING
    return thing if same_id(at(thing, law.id), path[law.parameter]) else MISSING


def _difference(trial: Trial, law: Agrees, item: Any, thing: Any) -> str | None:
    """The first place where they do not agree. What a list leaves out says nothing."""
    if thing is MISSING:
        return None
    for where in law.fields:
        one, other = at(item, where), at(thing, where)
        if one is MISSING or (one is None and _is_optional(trial, law, where)):
            continue
        if other is MISSING and one is None:
            continue
        if not _agree(one, other):
            return where
    return None


def _is_optional(trial: Trial, law: Agrees, where: str) -> bool:
    """Whether a list need not show it at all."""
    operation = trial.spec.operations[law.list]
    head, _, last = where.rpartition("/")
    for answer in operation.successes:
        for part in answer.content.values():
            holder = schema_at(trial.spec, part.schema_where, f"{law.items}/0{head}")
            if holder is not None:
                return last not in keywords(trial.spec, holder).get("required", ())
    return True


def _agree(one: Any, other: Any) -> bool:
    """Whether two readings say the same: lists in whichever order, times however written."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_agree(one[name], other[name]) for name in one.keys() & other.keys())
    if isinstance(one, list) and isinstance(other, list):
        rest = list(other)
        for each in one:
            found = next((index for index, left in enumerate(rest) if _agree(each, left)), None)
            if found is None:
                return False
            del rest[found]
        return not rest
    if isinstance(one, str) and isinstance(other, str):
        times = instant(one), instant(other)
        if times[0] is not None and times[1] is not None:
            return abs((times[0] - times[1]).total_seconds()) < 1
        if "://" in one and "://" in other:  # signed anew for each reading
            return one.partition("?")[0] == other.partition("?")[0]
        return one == other
    if isinstance(one, float) or isinstance(other, float):
        numbers = all(isinstance(each, (int, float)) for each in (one, other))
        return numbers and math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    return equal(one, other)
