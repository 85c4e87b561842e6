"""What PUT replaces is gone (RFC 9110, 9.3.4)."""

from __future__ import annotations

from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import filled
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import put_back, state
from codegen.verify.finding import Moot
from codegen.verify.places import at, with_value, without
from codegen.verify.same import repeats, same
from codegen.verify.thing import anew, arguments, pick
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_TRIES: Final = 6


@checks(ReadAfterWrite)
def replaced(trial: Trial, law: ReadAfterWrite) -> None:
    """PUT twice, the second time without a field: it is not kept in silence (RFC 9110, 9.3.4)."""
    if law.partial or law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = filled(trial, law, operation)
    body = given.get("body")
    whole = form.full(body)
    optional = [
        (sent, got)
        for sent, got in form.fields
        if isinstance(body, dict) and form.fits(without(whole, sent)) and at(whole, sent)
        if not form.is_said_to_stay(sent)
    ]
    if not optional or not (law.stated or form.wants_something):
        raise Moot
    with put_back(trial, law, form):
        sent, got = pick(trial, optional)
        default = form.default(sent)
        values = [at(whole, sent), *reversed(form.edges(sent))]
        values = [each for each in values if each and each != default and each is not True]
        kept_values: list[Any] = []
        for value in values[:1] + [each for each in values if each != values[0]][:1]:
            if _is_kept(trial, law, form, given, with_value(whole, sent, value), sent, got):
                kept_values.append(value)
        # One value alone may be the server's own default, of which nothing is said.
        if len(kept_values) == 2 or (kept_values and default is not None):
            wanted = f"its default is {told(default)}" if default is not None else "PUT replaces"
            trial.broken(
                law,
                f"{law.operation} without {sent} keeps the {told(kept_values[-1])} of before; "
                f"{wanted}",
            )


@checks(ReadAfterWrite)
def nothing_is_left(trial: Trial, law: ReadAfterWrite) -> None:
    """PUT a list of objects, then without one of them: that one is there no more."""
    if law.partial or law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    lists = [each for each in form.fields if form.has_objects(each[0])]
    if not lists:
        return
    sent, got = pick(trial, lists)
    given = filled(trial, law, operation)
    for _ in range(_TRIES):
        if len(_things(given.get("body"), sent)) > 1:
            break
        given["body"] = arguments(trial, operation, **given["path"]).get("body")
    things, body = _things(given.get("body"), sent), given.get("body")
    if not things or not form.fits(with_value(body, sent, things[1:])):
        trial.discard("no object of the list can be left out")
    schema = form.words(sent)["items"]
    with put_back(trial, law, form):
        for each in (things, things[1:]):
            sending = anew(trial, operation, given, with_value(body, sent, each))
            written = trial.ask(law.operation, **sending)
            if not written.reply.ok or written.reply.status == 202:
                trial.discard(f"{law.operation} answers {written.reply.status}")
            shown = at(state(trial, law, written), got)
            there = isinstance(shown, list) and any(same(things[0], one, schema) for one in shown)
            if not there and each is things:
                trial.discard("it was not kept in the first place")
        if there:
            trial.broken(
                law,
                f"{law.operation} with another {sent} leaves {told(things[0])} of before in "
                f"{got}; PUT replaces",
            )


def _things(body: Any, sent: str) -> list[Any]:
    """The objects of a list; none where two are about one thing."""
    found = at(body, sent)
    return found if isinstance(found, list) and not repeats(found) else []


def _is_kept(
    trial: Trial,
    law: ReadAfterWrite,
    form: Form,
    given: dict[str, Any],
    whole: Any,
    sent: str,
    got: str,
) -> bool:
    """Whether a field that the second of two writes leaves out has its value of the first."""
    value = at(whole, sent)
    first = trial.ask(law.operation, **anew(trial, form.operation, given, whole))
    if not first.reply.ok:
        trial.discard(f"{law.operation} refuses it with {first.reply.status}")
    words = form.words(sent)
    if not same(value, at(state(trial, law, first), got), words):
        trial.discard("it was not kept in the first place")
    less = anew(trial, form.operation, given, without(whole, sent))
    second = trial.ask(law.operation, **less)
    if not second.reply.ok or second.reply.status == 202:
        return False
    return same(value, at(state(trial, law, second), got), words)
