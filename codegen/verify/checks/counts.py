"""A thing says of how many there are below it what its list shows."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import Listed, Maker, Reach
from codegen.laws.shape import json_shape
from codegen.laws.words import plural, singular, snake
from codegen.spec import Operation
from codegen.verify.checks.nested import new_above, owner
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard, Moot
from codegen.verify.paths import path_to
from codegen.verify.shown import every
from codegen.verify.thing import about, arguments, imagined, patiently, settled
from codegen.verify.trial import Trial, checks

_SOON: Final = 1.0
"""Seconds for a number that is counted beside the request."""


@checks(Listed)
def counts_what_is_below(trial: Trial, law: Listed) -> None:
    """Make a thing, and two below it. A number that was that of its list at first still is so
    afterwards, after one was moved elsewhere, and after one was taken away. A number that never was
    counts something else.
    """
    operation = trial.spec.operations[law.operation]
    name = owner(operation)
    if name is None or f"$request.path.{name}" not in law.list.parameters.values():
        raise Moot
    above = _above(trial, operation, name)
    if above is None or above.read is None:
        raise Moot
    made, given = new_above(trial, operation, above, name)
    count = _Count(trial, law, above.read, made)
    before = count.listed(imagined(operation, {"path": given}))
    counting = [each for each, value in count.shown(operation).items() if value == before]
    if not counting:
        raise Moot
    child = trial.make(law.operation, **given)
    settled(trial, child)
    if count.listed(child) == before:
        trial.discard(f"{law.list.operation} does not show what {law.operation} made")
    for each in counting:
        count.hold(each, child, f"after {law.operation}")
    below = next((each for each in trial.laws.makers if each.make == law.operation), None)
    with suppress(Discard):  # there may be room for one only
        second = trial.make(law.operation, **given)
        settled(trial, second)
        for each in counting:
            count.hold(each, child, f"after a second {law.operation}")
        moved = _moved(trial, above, below, second, name) if below is not None else None
        for each in counting if moved is not None else ():
            count.hold(each, child, f"after {moved}")
    delete = below.delete if below is not None else None
    if delete is not None and trial.reach(delete, child, conform=False).reply.ok:
        for each in counting:
            count.hold(each, child, f"after {delete.operation}")


def _moved(trial: Trial, above: Maker, below: Maker, child: Exchange, name: str) -> str | None:
    """Move what is below one thing to another one, by an update that takes the name of what it is
    below; the operation that did it."""
    if below.read is None:
        return None
    read = trial.spec.operations[below.read.operation]
    for each in trial.spec.operations.values():
        body = json_shape(trial.spec, each.body)
        own = [one for one in body.properties if one in above.names] if body is not None else []
        if each.method != "PATCH" or each.path != read.path or not own:
            continue
        with suppress(Discard, LookupError):
            other = trial.value(above.id, new_above(trial, each, above, name)[0])
            path = about(trial, each.key, Reach(below.make, below.read.parameters), child)
            given = {**arguments(trial, each, **path), "body": {own[0]: other}}
            if trial.ask(each.key, **given, conform=False).reply.ok:
                return each.key
    return None


class _Count:
    """What one thing says of how many there are below it, beside how many are listed."""

    def __init__(self, trial: Trial, law: Listed, read: Reach, made: Exchange) -> None:
        self._trial = trial
        self._law = law
        self._read = read
        self._made = made

    def shown(self, operation: Operation) -> dict[str, int]:
        """The numbers in the thing that are called after what is below it."""
        names = _names(operation)
        body = self._body()
        return {
            each: value
            for each, value in body.items()
            if snake(each) in names and isinstance(value, int) and not isinstance(value, bool)
        }

    def listed(self, exchange: Exchange) -> int:
        return len([*every(self._trial, self._law.list, exchange, self._law.items)])

    def hold(self, name: str, child: Exchange, when: str) -> None:
        said: Any = None
        listed = 0

        def agree() -> bool:
            nonlocal said, listed
            listed = self.listed(child)
            said = self._body().get(name)
            return bool(said == listed)

        if patiently(self._trial, self._law, agree, _SOON):
            return
        read = self._trial.spec.operations[self._read.operation]
        self._trial.broken(
            self._law,
            f"{name} of {read.key} is {said} {when}, and {self._law.list.operation} shows {listed}",
            operation=read.key,
            where=read.where,
        )

    def _body(self) -> dict[str, Any]:
        body = self._trial.reach(self._read, self._made, conform=False).reply.json
        return body if isinstance(body, dict) else {}


def _above(trial: Trial, operation: Operation, name: str) -> Maker | None:
    """The maker of what a path is below."""
    for wanted in (path_to(operation, name), name):
        for each in trial.laws.makers:
            if wanted in each.names and each.make != operation.key:
                return each
    return None


def _names(operation: Operation) -> set[str]:
    """What the number of what is made there is called."""
    many = snake(operation.path.rstrip("/").rpartition("/")[2])
    one, many = singular(many), plural(singular(many))
    return {f"{each}_{word}" for each in (one, many) for word in ("count", "total", "counter")} | {
        f"{word}_{many}" for word in ("total", "num", "number_of", "count", "nr_of", "n")
    }
