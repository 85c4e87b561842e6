"""A list below a thing has what was made below that thing, and nothing from below another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codegen import pointer
from codegen.laws.law import Listed, Maker, Reach
from codegen.spec import Operation
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Moot
from codegen.verify.paths import path_to
from codegen.verify.places import at
from codegen.verify.shown import every, same_id
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks


@checks(Listed)
def stays_below(trial: Trial, law: Listed) -> None:
    """Make two things, and one below each; look where each of these is."""
    operation = trial.spec.operations[law.operation]
    name = owner(operation)
    if name is None or f"$request.path.{name}" not in law.list.parameters.values():
        raise Moot
    below = list(_below(trial, law, operation, name))
    (one, first), (other, second) = below
    if same_id(one, other):
        trial.discard(f"there are no two things for {name}")
    for parent, child in below:
        _hold_told(trial, law, name, parent, child)
    wanted = [_id(trial, law, child) for _, child in below]
    if same_id(*wanted):
        trial.discard(f"{law.operation} makes the same thing again")
    for parent, child, stranger in ((one, first, wanted[1]), (other, second, wanted[0])):
        for item in every(trial, law.list, child, law.items):
            if same_id(at(item, law.item_id), stranger):
                _broken(
                    trial,
                    law,
                    f"{law.list.operation} shows {told(stranger)} below {name} {told(parent)}; "
                    f"it was made below another",
                )


@checks(Listed)
def only_there(trial: Trial, law: Listed) -> None:
    """Make something below one thing: it is not read below another."""
    operation = trial.spec.operations[law.operation]
    name = owner(operation)
    maker = next((each for each in trial.laws.makers if each.make == law.operation), None)
    if name is None or maker is None or maker.read is None:
        return
    if "404" not in trial.spec.operations[maker.read.operation].answers:
        return
    ways = [key for key, each in maker.read.parameters.items() if each == f"$request.path.{name}"]
    if len(ways) != 1 or len(maker.read.parameters) < 2:
        return
    (one, first), (other, second) = _below(trial, law, operation, name)
    if same_id(one, other) or same_id(_id(trial, law, first), _id(trial, law, second)):
        trial.discard("there are no two things")
    told = trial.reach(maker.read, first, conform=False).reply
    reply = trial.reach(maker.read, first, path={ways[0]: other}, conform=False).reply
    if told.ok and reply.ok and reply.json == told.json:
        read = trial.spec.operations[maker.read.operation]
        trial.broken(
            law,
            f"{read.key} answers {reply.status} below another {name} than that below which "
            f"{law.operation} made it, expected 404",
            operation=read.key,
            where=read.where,
        )


def owner(operation: Operation) -> str | None:
    """The last parameter of a path."""
    names = re.findall(r"\{([^}]*)\}", operation.path)
    return names[-1] if names and not operation.path.rstrip("/").endswith("}") else None


def _below(
    trial: Trial, law: Listed, operation: Operation, name: str
) -> Iterator[tuple[Any, Exchange]]:
    """Two things that the parameter names, and how another was made below each."""
    makers = [each for each in trial.laws.makers if each.make != operation.key]
    for wanted in (path_to(operation, name), name):
        maker = next((each for each in makers if wanted in each.names), None)
        if maker is not None:
            for _ in range(2):
                _, given = new_above(trial, operation, maker, name)
                yield given[name], trial.make(law.operation, **given)
            return
        for shown in trial.laws.shown:
            if wanted in shown.names:
                items = at(trial.ask(shown.list).reply.json, shown.items)
                ids = [at(each, shown.id) for each in items] if isinstance(items, list) else []
                if len(ids) < 2:
                    trial.discard(
                        f"{shown.list} shows less than two things: it could not be seen whether"
                        " they are kept apart"
                    )
                for parent in ids[:2]:
                    yield parent, trial.make(law.operation, **{name: parent})
                return
    trial.discard(
        f"nothing makes or shows what {name} names: it could not be seen whether two of them are"
        " kept apart"
    )


def new_above(
    trial: Trial, operation: Operation, maker: Maker, name: str
) -> tuple[Exchange, dict[str, Any]]:
    """How a new thing was made, and what the path of whatever is made below it has."""
    made = trial.make(maker.make)
    try:
        parent = trial.value(maker.id, made)
    except LookupError:
        trial.discard(f"{maker.make} answers without an id of what it made")
    around = {
        each: value
        for each, value in made.request.parameters.items()
        if operation.parameter(each, "path") is not None
    }
    return made, {**around, name: parent}


def _id(trial: Trial, law: Listed, made: Exchange) -> Any:
    try:
        return trial.value(law.id, made)
    except LookupError:
        return trial.discard(f"{law.operation} answers without an id of what it made")


def _hold_told(trial: Trial, law: Listed, name: str, parent: Any, made: Exchange) -> None:
    """What the answer says of the thing around it is what the path said."""
    if _plain(name) in ("id", "uuid"):
        return
    for each in made.reply.json if isinstance(made.reply.json, dict) else ():
        value = at(made.reply.json, pointer.join("", each))
        scalar = isinstance(value, (str, int))
        if _plain(each) == _plain(name) and scalar and not same_id(value, parent):
            trial.broken(
                law,
                f"{law.operation} below {name} {told(parent)} answers {each} {told(value)}",
            )


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _broken(trial: Trial, law: Listed, message: str) -> None:
    reach: Reach = law.list
    operation = trial.spec.operations[reach.operation]
    trial.broken(law, message, operation=operation.key, where=operation.where)
