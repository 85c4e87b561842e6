"""The result of what takes long is there when it has ended well, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.owned import sentences
from codegen.laws.implied.running import GOOD
from codegen.laws.law import LongRunning, Reach
from codegen.laws.paths import noun_of
from codegen.laws.result_words import ResultWords, When
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Moot
from codegen.verify.places import at
from codegen.verify.thing import followed
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks
from codegen.verify.unshared import unshared

_NOT_THERE: Final = ("404", "409", "410", "425")
_SOON: Final = 1.0
"""Seconds for a result that is put there beside the state; a moment, once it was in vain."""
_MOMENT: Final = 0.1


@checks(LongRunning)
def is_there_in_the_end(trial: Trial, law: LongRunning) -> None:
    """Begin, and ask for the result while it goes on and when it is done."""
    results = list(_results(trial, law))
    if not results:
        raise Moot
    begun = trial.make(law.operation)
    for operation, when in results:
        if when.before:
            _hold_before(trial, law, begun, operation, when)
    final = followed(trial, law, begun)
    if final not in law.final or snake(str(final)) not in GOOD:
        trial.discard(f"{law.operation} ends in {told(final)}")
    for operation, when in results:
        _hold_there(trial, law, begun, operation, when, final)


def _results(trial: Trial, law: LongRunning) -> Iterator[tuple[Operation, When]]:
    """What is read right below the status, of which words say when it is there."""
    spec = trial.spec
    path = spec.operations[law.status.operation].path.rstrip("/")
    good = [str(each) for each in law.final if snake(str(each)) in GOOD]
    maker = next((each for each in trial.laws.makers if each.make == law.operation), None)
    reader = ResultWords({noun_of(path), *([maker.noun] if maker is not None else [])}, good)
    for operation in spec.operations.values():
        last = operation.path.rstrip("/").removeprefix(f"{path}/")
        if operation.method != "GET" or "/" in last or "{" in last:
            continue
        words = [
            each
            for name in ("summary", "description")
            for each in sentences(str(operation.raw.get(name) or ""))
        ]
        when = reader.read(words)
        told_of = {each: unshared(spec, operation, each) for each in ("404", "409", "425")}
        by_itself = {
            status for status, each in told_of.items() if len(each) == 1 and reader.not_yet(each[0])
        }
        when = When(when.there or bool(by_itself), when.before | by_itself, when.open - by_itself)
        if when.there and good:
            yield operation, when


def _hold_before(
    trial: Trial, law: LongRunning, begun: Exchange, operation: Operation, when: When
) -> None:
    """What is asked for between two readings that show that it goes on is not there."""
    first = _state(trial, law, begun)
    reply = trial.reach(_reach(law, operation), begun, query={}).reply
    if first in law.final or first is None or not reply.ok or reply.status == 202:
        return
    if _state(trial, law, begun) == first:
        trial.broken(
            law,
            f"{operation.key} answers {reply.status} while {law.state} is {told(first)}; expected "
            f"{' or '.join(sorted(when.before))} until it is done, as its words say",
            operation=operation.key,
            where=operation.where,
        )


def _hold_there(
    trial: Trial,
    law: LongRunning,
    begun: Exchange,
    operation: Operation,
    when: When,
    final: object,
) -> None:
    status = 0

    def there() -> bool:
        nonlocal status
        status = trial.reach(_reach(law, operation), begun, query={}).reply.status
        return status < 400

    in_vain = "no result", operation.key
    if trial.wait(there, _MOMENT if in_vain in trial.memory else _SOON):
        return
    trial.memory[in_vain] = True
    if str(status) not in _NOT_THERE or str(status) in when.open:
        trial.discard(f"{operation.key} answers {status}")
    if _state(trial, law, begun) != final:
        trial.discard("what is done does not stay so")
    trial.broken(
        law,
        f"{operation.key} answers {status} while {law.state} is {told(final)}: its words say that "
        f"the result is there then",
        operation=operation.key,
        where=operation.where,
    )


def _state(trial: Trial, law: LongRunning, begun: Exchange) -> object:
    reply = trial.reach(law.status, begun).reply
    found = at(reply.json, law.state)
    return found if reply.ok and isinstance(found, str) else None


def _reach(law: LongRunning, operation: Operation) -> Reach:
    return Reach(operation.key, law.status.parameters)
