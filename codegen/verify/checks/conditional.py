"""Conditional requests (RFC 9110, 13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.law import Conditional, Reach, ReadAfterWrite
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.places import equal, with_value
from codegen.verify.thing import about, arguments, mostly, moved, pick, settled, written_fields
from codegen.verify.trial import Trial, checks

_OTHER: Final = '"0-spolvero-0"'
"""An entity tag that no server gives."""


@checks(Conditional)
def unchanged(trial: Trial, law: Conditional) -> None:
    """Nothing was changed: the ETag is the same, and who has it gets 304 and no body."""
    made = _made(trial, law)
    first = _read(trial, law, made)
    tag = _tag(trial, law, first)
    second = _read(trial, law, made)
    now = _tag(trial, law, second)
    if tag != now:
        if not equal(first.json, second.json):
            trial.discard("it moves by itself")
        trial.broken(
            law, f"{law.operation} gives ETag {tag} and then {now}, and nothing was changed"
        )
    forms = [tag]
    if law.stated:
        opaque = tag.removeprefix("W/")
        forms += ["*", f"{_OTHER}, {tag}", f"W/{opaque}", opaque]
    form = pick(trial, forms)
    given = _read(trial, law, made, {"If-None-Match": form})
    if law.not_modified and given.ok and _tag(trial, law, given) == tag:
        trial.broken(
            law,
            f"{law.operation} answers {given.status} to If-None-Match {form}, which is its ETag; "
            f"expected 304",
        )
    if given.status == 304 and given.body:
        trial.broken(law, f"{law.operation} answers 304 with a body")


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
        trial.discard("nothing changes it")
    made = _made(trial, law)
    change = pick(trial, law.changes)
    moved_once = False
    for body in _bodies(trial, change, made):
        before = _read(trial, law, made)
        tag = _tag(trial, law, before)
        if not _carry_out(trial, change, made, tag, body).ok:
            continue
        after = _read(trial, law, made)
        if not after.ok:
            trial.discard(f"{law.operation} answers {after.status}")
        where = moved(before.json, after.json, written_fields(trial, law.operation))
        if where is not None:
            moved_once = True
            _hold_new_tag(trial, law, made, tag, f"{change.operation} has changed {where}")
    if not moved_once:
        trial.discard(f"{change.operation} changed nothing")


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
    operations = trial.spec.operations
    # If-Match is about the target itself (13.1.1), not about a part of it with an ETag of its own.
    own = [
        each
        for each in law.guarded
        if operations[each.operation].path == operations[law.operation].path
    ]
    if not own:
        trial.discard("nothing reads If-Match")
    reach = pick(trial, own)
    made = _made(trial, law)
    stale = _tag(trial, law, _read(trial, law, made))
    if _is_weak(stale):
        trial.discard("its ETag is weak, and If-Match takes strong ones only (13.1.1)")
    others = [each for each in law.changes if each.operation != reach.operation] or [*law.changes]
    if others and _carry_out(trial, pick(trial, others), made, stale).ok:
        now = _tag(trial, law, _read(trial, law, made))
    else:
        now = stale
    if now == stale:
        stale = _OTHER
    control = _read(trial, law, made)
    before = _read(trial, law, made)
    if moved(control.json, before.json, written_fields(trial, law.operation)) is not None:
        trial.discard("it moves by itself")
    operation = trial.spec.operations[reach.operation]
    given = arguments(trial, operation, **about(trial, reach.operation, reach, made))
    headers = given.get("headers") or {}
    given["headers"] = {**headers, "If-Match": stale}
    refused = trial.ask(operation.key, **given).reply
    if refused.ok:
        trial.broken(
            law,
            f"{operation.key} answers {refused.status} to If-Match {stale}, and the ETag is {now}; "
            f"expected 412",
        )
    after = _read(trial, law, made)
    if before.ok and not after.ok:
        trial.broken(law, f"{operation.key} answers {refused.status} and deletes it all the same")
    where = moved(before.json, after.json, written_fields(trial, law.operation))
    if where is not None:
        trial.broken(
            law, f"{operation.key} answers {refused.status} and changes {where} all the same"
        )
    if refused.status != 412:
        trial.discard(f"{operation.key} refuses it with {refused.status}")
    given["headers"] = {**headers, "If-Match": _tag(trial, law, after)}
    if trial.ask(operation.key, **given).reply.status == 412:
        trial.broken(law, f"{operation.key} answers 412 to If-Match with the ETag of now")


def _made(trial: Trial, law: Conditional) -> Exchange:
    made = trial.make(law.make.operation)
    settled(trial, made)
    return made


def _read(
    trial: Trial, law: Conditional, made: Exchange, headers: dict[str, str] | None = None
) -> Reply:
    reach = Reach(law.operation, law.make.parameters)
    return trial.reach(reach, made, headers=headers or {}).reply


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
    declared: Any = operation.parameter("If-Match", "header")
    if declared is not None and declared.required:
        given["headers"] = {**given.get("headers", {}), "If-Match": tag}
    if body is not None:
        given["body"] = body
    return trial.ask(change.operation, **given).reply


def _is_weak(tag: str) -> bool:
    return tag.startswith("W/")
