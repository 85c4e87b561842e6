"""A request that is refused changes nothing."""

from __future__ import annotations

from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import filled
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import hold_refused, put_back, steady
from codegen.verify.places import with_value, without
from codegen.verify.thing import imagined, pick
from codegen.verify.trial import Trial, checks

WRONG: Final[tuple[Any, ...]] = ({"a": []}, [[]], True, -1, "a")
"""Of most fields, one of these is no value."""


@checks(ReadAfterWrite)
def refused(trial: Trial, law: ReadAfterWrite) -> None:
    """A request that is refused changes nothing, not even by the fields that were in order."""
    if law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = filled(trial, law, operation)
    wrong = [
        (sent, value)
        for sent, _ in form.fields
        for value in WRONG
        if not trial.spec.validator(form.schemas[sent]).is_valid(value)
    ]
    if not wrong:
        trial.discard(f"no value is wrong for any field of {law.operation}")
    before = steady(trial, law, imagined(operation, given))
    sent, value = pick(trial, wrong)
    body = form.shaped(given.get("body"), given.get("media_type"), least=1)
    given["body"] = with_value(without(body, sent), sent, value)
    with put_back(trial, law, form):
        written = trial.ask(law.operation, **given)
        if not 400 <= written.reply.status < 500:
            trial.discard(f"{law.operation} answers {written.reply.status} to what is wrong")
        hold_refused(trial, law, written, before)
