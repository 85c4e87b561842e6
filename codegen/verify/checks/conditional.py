"""Conditional requests (RFC 9110, 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, Final

from codegen.laws.implied.requests import has_header
from codegen.laws.law import Conditional, Reach, ReadAfterWrite
from codegen.spec import Operation
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import put_back
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at, equal, with_value
from codegen.verify.sending import needs_condition
from codegen.verify.thing import about, arguments, mostly, moved, pick, settled, written_fields
from codegen.verify.trial import Trial, checks

_OTHER: Final = '"0-spolvero-0"'
"""An entity tag that no server gives."""
_STAR: Final = re.compile(r"[`'\"(]\*[`'\")]|(\bor|:) \*")
_SEVERAL: Final = re.compile(
    r"\b(etags|entity tags|tags|list|several|comma|one of|any of)\b", re.IGNORECASE
)


@checks(Conditional)
def unchanged(trial: Trial, law: Conditional) -> None:
    """Nothing was changed: the ETag is the same, and who has it gets 304 and no body."""
    made = _made(trial, law)
    first = _read(trial, law, made)
    tag = _tag(trial, law, first)
    second = _read(trial, law, made)
    now = _tag(trial, law, second)
    if tag != now:
        if not _same(first, second):
            trial.discard("it moves by itself")
        trial.broken(
            law, f"{law.operation} gives ETag {tag} and then {now}, and nothing was changed"
        )
    for form in _forms(trial, law, tag):
        given = _read(trial, law, made, {"If-None-Match": form})
        still = given.status == 412 or (given.ok and _tag(trial, law, given) == tag)
        if law.not_modified and still:
            trial.broken(
                law,
                f"{law.operation} answers {given.status} to If-None-Match {form}, which is its "
                f"ETag; expected 304",
            )
        if given.status == 304 and given.body:
            trial.broken(law, f"{law.operation} answers 304 with a body")


def _forms(trial: Trial, law: Conditional, tag: str) -> list[str]:
    """Every way to say that one has this ETag (13.1.2). Many a server compares texts, so that of
    the others only those are sent that the document speaks of."""
    operation = trial.spec.operations[law.operation]
    words = _words(operation, "If-None-Match")
    forms = [tag]
    if law.stated or _STAR.search(words):
        forms.append("*")
    if law.stated or _SEVERAL.search(words):
        forms.append(f"{_OTHER}, {tag}")
    if law.stated:
        opaque = tag.removeprefix("W/")
        forms += [f"W/{opaque}", opaque]
    return forms


def _words(operation: Operation, header: str) -> str:
    """What the document says of a header of a request."""
    declared = operation.parameter(header, "header")
    return str(declared.raw.get("description", "")) if declared is not None else ""


@checks(Conditional)
def another_tag(trial: Trial, law: Conditional) -> None:
    """Who has another ETag gets the thing."""
    made = _made(trial, law)
    _tag(trial, law, _read(trial, law, made))
    given = _read(trial, law, made, {"If-None-Match": _OTHER})
    if given.status == 304:
        trial.broken(
            law,
            f"{law.operation} answers 304 to If-None-Match {_OTHER}, which is not its ETag; "
            f"expected 200",
        )


@checks(Conditional)
def changed(trial: Trial, law: Conditional) -> None:
    """Something was changed: the ETag is another one, and the old one is no longer good."""
    if not law.changes:
        return
    made = _made(trial, law)
    change = pick(trial, law.changes)
    moved_once = False
    with _as_it_was(trial, law, change):
        for body in _bodies(trial, change, made):
            before = _read(trial, law, made)
            tag = _tag(trial, law, before)
            if body is None and trial.spec.operations[change.operation].body is not None:
                _taken(trial, change, made)
                moved_once |= _hold_moved(trial, law, made, change, before, tag)
            elif _carry_out(trial, change, made, tag, body).ok:
                moved_once |= _hold_moved(trial, law, made, change, before, tag)
    if not moved_once:
        trial.discard(f"{change.operation} changed nothing")


@checks(Conditional)
def changed_below(trial: Trial, law: Conditional) -> None:
    """Something was done under its path, or was added to a list: if that shows, the ETag is another
    one."""
    if not law.below:
        return
    moved_once = False
    for change in law.below:
        if not mostly(trial):
            continue
        made = _made(trial, law)
        before = _read(trial, law, made)
        tag = _tag(trial, law, before)
        if _is_weak(tag):
            trial.discard("its ETag is weak, and may leave out what matters less (8.8.1)")
        with suppress(Discard):
            trial.make(change.operation, **about(trial, change.operation, change, made))
            moved_once |= _hold_moved(trial, law, made, change, before, tag)
    if not moved_once:
        trial.discard("what is done under its path does not show")


def _hold_moved(
    trial: Trial, law: Conditional, made: Exchange, change: Reach, before: Reply, tag: str
) -> bool:
    """Whether what is read has changed; then its ETag has too."""
    after = _read(trial, law, made)
    if not after.ok:
        trial.discard(f"{law.operation} answers {after.status}")
    where = moved(before.json, after.json, written_fields(trial, law.operation))
    if where is None:
        return False
    _hold_new_tag(trial, law, made, tag, f"{change.operation} has changed {where or 'the list'}")
    return True


@contextmanager
def _as_it_was(trial: Trial, law: Conditional, change: Reach) -> Iterator[None]:
    """What is there only once is not ours: it gets its values back."""
    if law.make is not None:
        yield
        return
    operation = trial.spec.operations[change.operation]
    for write in trial.laws.of(operation.key):
        if isinstance(write, ReadAfterWrite) and write.read.operation == law.operation:
            with put_back(trial, write, Form(trial, write, operation)):
                yield
            return
    trial.discard(f"nothing tells how to take back {operation.key}")


def _hold_new_tag(trial: Trial, law: Conditional, made: Exchange, tag: str, what: str) -> None:
    now = _tag(trial, law, _read(trial, law, made))
    if now == tag:
        trial.broken(law, f"{law.operation} gives ETag {tag} also after {what}")
    stale = _read(trial, law, made, {"If-None-Match": tag})
    if stale.status == 304:
        trial.broken(law, f"{law.operation} answers 304 to the ETag of before {what}; expected 200")


def _bodies(trial: Trial, change: Reach, made: Exchange) -> Iterator[Any]:
    """Bodies that change one field each, where it is known which there are; else one drawn body."""
    operation = trial.spec.operations[change.operation]
    writes = [each for each in trial.laws.of(operation.key) if isinstance(each, ReadAfterWrite)]
    if not writes or operation.body is None:
        yield None
        return
    form = Form(trial, writes[0], operation)
    given = arguments(trial, operation, **about(trial, change.operation, change, made))
    whole = given.get("body")
    yield whole
    base: Any = {} if writes[0].partial else whole
    for sent, _ in form.fields:
        if mostly(trial):
            for value in form.edges(sent)[:2]:
                body = with_value(base, sent, value)
                if form.fits(body):
                    yield body


@checks(Conditional)
def guarded(trial: Trial, law: Conditional) -> None:
    """Who has seen an older state is refused, and changes nothing; who has seen this one is not."""
    reaches = [each for each in _guarded(trial, law) if mostly(trial)]
    if not reaches:
        return
    made = _made(trial, law)
    held, refused = False, None
    for reach in reaches:
        try:
            with _as_it_was(trial, law, reach):
                _hold_guarded(trial, law, reach, made)
            held = True
        except Discard as why:
            refused = why
    if refused is not None and not held:
        raise refused


def _guarded(trial: Trial, law: Conditional) -> list[Reach]:
    """Those of which If-Match is about this thing, what deletes it last. It is about the target
    itself (13.1.1), not about a part of it with an ETag of its own; of a part that has none, a
    statement can say so."""
    operations = trial.spec.operations
    path = operations[law.operation].path
    tagged = {
        each.path
        for each in operations.values()
        if each.method == "GET" and has_header(each, "etag")
    }
    found = [
        each
        for each in law.guarded
        if operations[each.operation].path == path
        or (law.stated and operations[each.operation].path not in tagged)
    ]
    return sorted(found, key=lambda each: operations[each.operation].method == "DELETE")


def _hold_guarded(trial: Trial, law: Conditional, reach: Reach, made: Exchange) -> None:
    stale = _tag(trial, law, _read(trial, law, made))
    if _is_weak(stale):
        trial.discard("its ETag is weak, and If-Match takes strong ones only (13.1.1)")
    operation = trial.spec.operations[reach.operation]
    given = arguments(trial, operation, **about(trial, reach.operation, reach, made))
    others = [each for each in law.changes if each.operation != reach.operation] or [*law.changes]
    if operation.body is not None and not _writes(trial, reach):
        # Nobody knows what a good body is here but who has seen one taken.
        taken = _taken(trial, reach, made)
        if taken is not None:
            given["body"] = taken
    elif others:
        _carry_out(trial, pick(trial, others), made, stale)
    now = _tag(trial, law, _read(trial, law, made))
    if now == stale:
        stale = _OTHER
    control = _read(trial, law, made)
    before = _read(trial, law, made)
    if moved(control.json, before.json, written_fields(trial, law.operation)) is not None:
        trial.discard("it moves by itself")
    headers = given.get("headers") or {}
    given["headers"] = {**headers, "If-Match": stale}
    _make_another(trial, reach, made, given, before)
    refused = trial.ask(operation.key, **given).reply
    if refused.ok:
        trial.broken(
            law,
            f"{operation.key} answers {refused.status} to If-Match {stale}, and the ETag is {now}; "
            f"expected 412",
            operation=operation.key,
        )
    after = _read(trial, law, made)
    if before.ok and not after.ok:
        trial.broken(
            law,
            f"{operation.key} answers {refused.status} and deletes it all the same",
            operation=operation.key,
        )
    where = moved(before.json, after.json, written_fields(trial, law.operation))
    if where is not None:
        trial.broken(
            law,
            f"{operation.key} answers {refused.status} and changes {where} all the same",
            operation=operation.key,
        )
    if refused.status != 412:
        trial.discard(f"{operation.key} refuses it with {refused.status}")
    if needs_condition(operation, "If-Match"):
        without = {name: each for name, each in headers.items() if name.lower() != "if-match"}
        reply = trial.ask(operation.key, **{**given, "headers": without}).reply
        if reply.ok:
            trial.broken(
                law,
                f"{operation.key} answers {reply.status} without If-Match, expected "
                f"{'428' if '428' in operation.answers else 'a refusal'} (RFC 6585, 3)",
                operation=operation.key,
            )
    tag = _tag(trial, law, after)
    if trial.ask(operation.key, **_if_match(given, headers, tag)).reply.status == 412:
        if _tag(trial, law, _read(trial, law, made)) != tag:
            trial.discard("its ETag moves by itself")
        trial.broken(
            law,
            f"{operation.key} answers 412 to If-Match with the ETag of now",
            operation=operation.key,
        )
    if law.stated or _STAR.search(_words(operation, "If-Match")):
        with suppress(Discard):
            if operation.method == "DELETE":
                another = about(trial, reach.operation, reach, _made(trial, law))
                given = arguments(trial, operation, **another)
            if trial.ask(operation.key, **_if_match(given, headers, "*")).reply.status == 412:
                trial.broken(
                    law,
                    f"{operation.key} answers 412 to If-Match *, and it is there",
                    operation=operation.key,
                )


def _if_match(given: dict[str, Any], headers: dict[str, str], tag: str) -> dict[str, Any]:
    return {**given, "headers": {**headers, "If-Match": tag}}


def _taken(trial: Trial, reach: Reach, made: Exchange) -> Any:
    """The body with which an operation was carried out; it has been."""
    done = trial.make(reach.operation, **about(trial, reach.operation, reach, made))
    return done.request.value


def _writes(trial: Trial, reach: Reach) -> list[ReadAfterWrite]:
    return [each for each in trial.laws.of(reach.operation) if isinstance(each, ReadAfterWrite)]


def _make_another(
    trial: Trial, reach: Reach, made: Exchange, given: dict[str, Any], before: Reply
) -> None:
    """Have a body say something that is not so yet, as far as it is known what it says."""
    writes = _writes(trial, reach)
    for body in _bodies(trial, reach, made) if writes else ():
        for sent, got in writes[0].fields:
            value, now = at(body, sent), at(before.json, got)
            if value not in (MISSING, None) and now is not MISSING and not equal(value, now):
                given["body"] = body
                return


def _made(trial: Trial, law: Conditional) -> Exchange:
    """The exchange that made a thing, or that read what is there."""
    made = trial.make(law.operation if law.make is None else law.make.operation)
    if law.make is not None:
        settled(trial, made)
    return made


def _read(
    trial: Trial, law: Conditional, made: Exchange, headers: dict[str, str] | None = None
) -> Reply:
    if law.make is None:
        whole = {**made.request.headers, **(headers or {})}
        return trial.send(replace(made.request, headers=whole), conform=True).reply
    reach = Reach(law.operation, law.make.parameters)
    return trial.reach(reach, made, headers=headers or {}).reply


def _same(one: Reply, other: Reply) -> bool:
    """Whether two answers give the same."""
    if one.json is None or other.json is None:
        return one.body == other.body
    return equal(one.json, other.json)


def _tag(trial: Trial, law: Conditional, reply: Reply) -> str:
    """Its ETag; a stated law says that there is one."""
    tag = reply.headers.get("etag")
    if tag is None:
        if reply.ok and law.stated:
            trial.broken(law, f"{law.operation} answers {reply.status} without an ETag")
        trial.discard(f"{law.operation} answers {reply.status} without an ETag")
    return tag


def _carry_out(trial: Trial, change: Reach, made: Exchange, tag: str, body: Any = None) -> Reply:
    operation = trial.spec.operations[change.operation]
    given = arguments(trial, operation, **about(trial, change.operation, change, made))
    if needs_condition(operation, "If-Match"):
        given["headers"] = {**given.get("headers", {}), "If-Match": tag}
    if body is not None:
        given["body"] = body
    return trial.ask(change.operation, **given).reply


def _is_weak(tag: str) -> bool:
    return tag.startswith("W/")
