"""What an operation answers of a thing that it made or changed is what a read gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final
from urllib.parse import urlsplit

from codegen import pointer
from codegen.laws.fields import is_secret_name
from codegen.laws.implied.running import GOES_ON
from codegen.laws.law import Answered, LongRunning, Reach, ReadAfterWrite
from codegen.laws.words import STATES, snake
from codegen.verify.checks.read_after_write.form import Form, answer_of
from codegen.verify.checks.read_after_write.state import put_back
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at, differences, equal, schema_at, whole
from codegen.verify.proofs import shown
from codegen.verify.same import instant, same
from codegen.verify.shown import same_id
from codegen.verify.thing import arguments, imagined, is_moving, maker_of, patiently, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_SECRET: Final = re.compile(r"\S{8,}")
_SOON: Final = 0.5
_LINKS: Final = ("links", "_links", "href", "self", "etag", "_embedded")


@checks(Answered)
def what_is_read(trial: Trial, law: Answered) -> None:
    """Change a thing, read it, and compare what both show. What is another in a second reading,
    and what goes on by itself, is not compared."""
    operation = trial.spec.operations[law.operation]
    reading = trial.spec.operations[law.read.operation]
    # What has an id is the same thing for whoever may read it.
    if not law.id and any(
        shown(operation, each) != shown(reading, each) for each in trial.identities[:1]
    ):
        trial.discard(f"{reading.key} asks otherwise who it is, so it may show another thing")
    made = [each for each in trial.laws.makers if each.make == operation.key]
    given = arguments(trial, operation)
    for each in [*trial.exchanges]:
        if each.reply.ok and each.request.method not in ("GET", "HEAD"):
            settled(trial, each)
    with _put_back(trial, law):
        done = trial.ask(operation.key, **given)
        if not done.reply.ok or done.reply.status == 202:
            trial.discard(f"{operation.key} answers {done.reply.status}")
        answer = at(done.reply.json, law.at)
        _hold_id(trial, law, done, answer)
        last: list[Any] = []

        def alike() -> bool:
            reply = trial.reach(law.read, done, query={}).reply
            if not reply.ok:
                trial.discard(f"{law.read.operation} answers {reply.status}")
            last[:] = [at(reply.json, law.read_at)]
            lost = next(_lost(trial, law, answer, last[0], bool(made)), None)
            return lost is None

        if not isinstance(answer, dict):
            trial.discard(f"{operation.key} answers with no object")
        if alike() or not _is_one(law, answer, last[0]) or patiently(trial, law, alike, _SOON):
            return
        read = last[0]
        alike()
        for where in _lost(trial, law, answer, read, bool(made)):
            if equal(at(read, where), at(last[0], where)):
                trial.broken(
                    law,
                    f"{law.operation} answers {where} {told(at(answer, where))} and "
                    f"{law.read.operation} then gives {told(at(read, where))}",
                )


@checks(Answered)
def no_other(trial: Trial, law: Answered) -> None:
    """Change one of two things: what it changed in the one has not changed alike in the other."""
    maker = maker_of(trial, law.read.operation)
    operation = trial.spec.operations[law.operation]
    if maker is None or maker.read is None or maker.make == law.operation or not law.id:
        return
    other = trial.make(maker.make)
    given = arguments(trial, operation)
    asked = imagined(operation, given)
    before = [_read(trial, law.read, asked), _read(trial, maker.read, other)]
    if same_id(at(before[0], law.read_at + law.id), at(before[1], law.read_at + law.id)):
        trial.discard("there are no two things")
    done = trial.ask(operation.key, **given)
    if not done.reply.ok or done.reply.status == 202:
        trial.discard(f"{operation.key} answers {done.reply.status}")
    after = [_read(trial, law.read, asked), _read(trial, maker.read, other)]
    for where in differences(*(at(each, law.read_at) for each in (before[0], after[0]))):
        place = law.read_at + where
        one, two = ([at(each, place) for each in states] for states in (before, after))
        plain = isinstance(two[0], str) and instant(two[0]) is None
        if plain and where.count("/") == 1 and equal(one[0], one[1]) and equal(two[0], two[1]):
            trial.broken(
                law,
                f"{law.operation} changes {place} of another thing too, from {told(one[1])} to "
                f"{told(two[1])}",
            )


def _read(trial: Trial, reach: Reach, exchange: Exchange) -> Any:
    reply = trial.reach(reach, exchange, query={}).reply
    return reply.json if reply.ok else trial.discard(f"{reach.operation} answers {reply.status}")


def _hold_id(trial: Trial, law: Answered, done: Exchange, answer: Any) -> None:
    """What is put or patched at the path of a thing has the id that it had, unless that is a name,
    which may change."""
    operations = trial.spec.operations
    path = operations[law.operation].path
    if not law.id or path != operations[law.read.operation].path:
        return
    name = path.rstrip("/").rpartition("{")[2].removesuffix("}")
    asked, found = done.request.parameters.get(name), at(answer, law.id)
    sent = at(done.request.value, law.id)
    if asked is not None and _is_number(found) and not same_id(found, asked) and sent is MISSING:
        before = trial.reach(law.read, done, query={}, conform=False).reply
        if not same_id(at(before.json, law.read_at + law.id), found):
            trial.broken(
                law, f"{law.operation} answers {law.id} {told(found)} about {name} {told(asked)}"
            )


def _is_number(id: Any) -> bool:
    """Whether an id is a number or a UUID, which nobody renames."""
    return type(id) is int or (isinstance(id, str) and bool(_UUID.fullmatch(id)))


def _is_one(law: Answered, answer: Any, read: Any) -> bool:
    """Whether both are about one thing."""
    return not law.id or same_id(at(answer, law.id), at(read, law.id))


def _put_back(trial: Trial, law: Answered) -> AbstractContextManager[None]:
    """What is there only once gets its values back, if something writes it."""
    for each in trial.laws.laws:
        if (
            isinstance(each, ReadAfterWrite)
            and not each.creates
            and each.read.operation == law.read.operation
            and "{" not in trial.spec.operations[each.operation].path
        ):
            return put_back(trial, each, Form(trial, each, trial.spec.operations[each.operation]))
    return nullcontext()


def _lost(trial: Trial, law: Answered, answer: Any, read: Any, made: bool) -> Iterator[str]:
    """Each place at which both show something, and not the same."""
    reading = answer_of(trial.spec.operations[law.read.operation])
    schema = schema_at(trial.spec, reading, law.read_at) if reading is not None else None
    words = whole(trial.spec, schema) if schema is not None else {}
    moving = {
        each.state
        for each in trial.laws.laws
        if isinstance(each, LongRunning) and each.status.operation == law.read.operation
    }
    for where in _differing(answer, read, words, "", made):
        if law.read_at + where not in moving:
            yield where


def _differing(
    answer: Any, read: Any, schema: Mapping[str, Any], where: str, made: bool
) -> Iterator[str]:
    if isinstance(answer, dict) and isinstance(read, dict):
        inner = schema.get("properties")
        for name in answer:
            if name in read and not is_secret_name(name) and snake(name) not in _LINKS:
                below = inner.get(name) if isinstance(inner, Mapping) else None
                there = pointer.join(where, name)
                yield from _differing(answer[name], read[name], below or {}, there, made)
    elif isinstance(answer, list) and isinstance(read, list) and len(answer) == len(read):
        below = schema.get("items")
        if schema.get("uniqueItems") is True and same(answer, read, schema):
            return
        for index, (one, other) in enumerate(zip(answer, read, strict=True)):
            items = below if isinstance(below, Mapping) else {}
            yield from _differing(one, other, items, pointer.join(where, index), made)
    elif not same(answer, read, schema) and not _goes_on(answer, read, where, made):
        yield where


def _goes_on(answer: Any, read: Any, where: str, made: bool) -> bool:
    """Whether a value may honestly be another when it is read: a count of accesses, the time of the
    last one, a state that is not the last, a link that is signed anew, what is shown only once."""
    if answer is None and read is MISSING:
        return True
    names = [each for each in pointer.split(where) if not each.isdecimal()]
    name = snake(names[-1]) if names else ""
    number = isinstance(answer, (int, float)) and not isinstance(answer, bool)
    if is_moving(name) and (number or instant(answer) is not None or answer is None):
        return True
    if isinstance(answer, str):
        word = snake(answer)
        if name.endswith(STATES) and (word in GOES_ON - _SETTLED or word.endswith("ing")):
            return True
        if isinstance(read, str) and answer.startswith("http"):
            return urlsplit(answer)[:3] == urlsplit(read)[:3]
        if made and instant(answer) is None and _SECRET.fullmatch(answer):
            return not read or (isinstance(read, str) and any(mark in read for mark in "*…•"))
    return False


_SETTLED: Final = frozenset({"active", "created", "new", "accepted", "submitted", "scheduled"})
"""States that go on only when somebody does something."""
