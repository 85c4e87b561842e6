"""A request that is refused changes nothing."""

from __future__ import annotations

from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import filled
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import put_back, state, steady
from codegen.verify.places import at, with_value, without
from codegen.verify.thing import changed, imagined, lasting_fields, pick, written_fields
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_WRONG: Final[tuple[Any, ...]] = ({"a": []}, [[]], True, -1, "a")


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
        for value in _WRONG
        if not trial.spec.validator(form.schemas[sent]).is_valid(value)
    ]
    if not wrong:
        trial.discard(f"no value is wrong for any field of {law.operation}")
    before = steady(trial, law, imagined(operation, given))
    sent, value = pick(trial, wrong)
    body = form.shaped(given.get("body"), given.get("media_type"), least=1)
    given["body"] = with_value(without(body, sent), sent, value)
    with put_back(trial, law, form):
        reply = trial.ask(law.operation, **given).reply
        if not 400 <= reply.status < 500:
            trial.discard(f"{law.operation} answers {reply.status} to what is wrong")
    after = state(trial, law, imagined(operation, given))
    fields = (*written_fields(trial, law.read.operation), *lasting_fields(before))
    touched = changed(before, after, fields)
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} refuses {sent} {told(value)} with {reply.status} and changes "
            f"{touched} from {told(at(before, touched))} to {told(at(after, touched))}",
        )
