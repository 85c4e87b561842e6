"""What a write accepted is what a read gives; the rest is as it was."""

from __future__ import annotations

from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import (
    filled,
    in_haste,
    make_decoys,
    note_refusal,
)
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.sibling import hold_sibling, sibling
from codegen.verify.checks.read_after_write.state import hold_refused, hold_rest, put_back, steady
from codegen.verify.thing import imagined
from codegen.verify.trial import Trial, checks


@checks(ReadAfterWrite)
def kept(trial: Trial, law: ReadAfterWrite) -> None:
    """Write drawn values; read what came of them, and of another thing."""
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    make_decoys(trial, form)
    given = filled(trial, law, operation)
    with put_back(trial, law, form):
        haste = in_haste(trial, law)
        other = None if haste else sibling(trial, law, given)
        before = None
        if not law.creates and not haste:
            before = steady(trial, law, imagined(operation, given))
        given["body"] = body = form.shaped(given.get("body"), given.get("media_type"))
        written = trial.ask(law.operation, **given)
        if not written.reply.ok:
            note_refusal(trial, law, written)
            if before is not None:
                hold_refused(trial, law, written, before)
            trial.discard(
                f"{law.operation} was refused with {written.reply.status}: whether it keeps what is"
                " written was not checked"
            )
        form.hold_reply(body, written)
        read = form.hold_state(body, written)
        if before is not None:
            hold_rest(trial, law, body, before, read)
        if other is not None:
            hold_sibling(trial, law, body, *other)
