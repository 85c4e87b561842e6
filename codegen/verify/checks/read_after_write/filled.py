"""Arguments for a write, and what has to be there for it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from codegen.laws.law import LongRunning, ReadAfterWrite
from codegen.spec import Operation
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.exchange import Exchange
from codegen.verify.places import at, with_value
from codegen.verify.thing import anew, arguments, maker_of, settled
from codegen.verify.trial import Trial


def filled(trial: Trial, law: ReadAfterWrite, operation: Operation) -> dict[str, Any]:
    """Arguments for the write. A thing that is there already has a value in every field, so that
    it shows when one is lost."""
    found = arguments(trial, operation, **_full_thing(trial, law))
    if law.creates:
        return found
    made = [each for each in trial.exchanges if each.request.operation != operation.key]
    if made and made[-1].reply.ok and not in_haste(trial, law):
        settled(trial, made[-1])
    if operation.method == "PUT" and "201" in operation.answers:
        trial.ask(operation.key, **found)  # so that there is something to replace
        return anew(trial, operation, found)
    return found


def in_haste(trial: Trial, law: ReadAfterWrite) -> bool:
    """Whether a thing is to be written to at once, since it was refused once it was finished: the
    priority of what waits, say."""
    return ("too late", law.operation) in trial.memory


def note_refusal(trial: Trial, law: ReadAfterWrite, written: Exchange) -> None:
    """Remember that a write may have come too late for what goes on by itself; no more, where it
    was refused at once as well."""
    maker = maker_of(trial, law.read.operation)
    goes_on = maker is not None and any(
        isinstance(each, LongRunning) for each in trial.laws.of(maker.make)
    )
    if in_haste(trial, law):
        del trial.memory["too late", law.operation]
    elif goes_on and not law.creates and written.reply.status in (409, 422):
        trial.memory["too late", law.operation] = True


def _full_thing(trial: Trial, law: ReadAfterWrite) -> dict[str, Any]:
    """The path of a new thing in which nothing is left out; nothing if it cannot be made so."""
    creates = [
        each
        for each in trial.laws.laws
        if isinstance(each, ReadAfterWrite)
        and each.creates
        and each.read.operation == law.read.operation
    ]
    if law.creates or not creates:
        return {}
    create = creates[0]
    made = made_fully(trial, create)
    if made is None:
        return {}
    found = {}
    for name, expression in law.read.parameters.items():
        source, _, own = expression.rpartition(".")
        if source != "$request.path" or name not in create.read.parameters:
            return {}
        try:
            found[own] = trial.value(create.read.parameters[name], made)
        except LookupError:
            return {}
    return found


def made_fully(trial: Trial, create: ReadAfterWrite) -> Exchange | None:
    """How a thing was made in which nothing is left out; None where that was refused."""
    operation = trial.spec.operations[create.operation]
    given = arguments(trial, operation)
    given["body"] = Form(trial, create, operation).full(given.get("body"))
    made = trial.ask(create.operation, **given)
    return made if made.reply.ok else None


def make_decoys(trial: Trial, form: Form) -> None:
    """Other things of each kind that the body names, so that one is not the only one."""
    for maker in trial.laws.makers:
        named = any(sent.rpartition("/")[2] in maker.names for sent, _ in form.fields)
        if named and form.law.creates and maker.make != form.operation.key:
            trial.make(maker.make)


def renewed(trial: Trial, form: Form, body: Any) -> Any:
    """A body with new things in the place of those that it names, which may be used up."""
    for maker in trial.laws.makers:
        for sent, _ in form.fields:
            if sent.rpartition("/")[2] in maker.names and isinstance(at(body, sent), (str, int)):
                with suppress(LookupError):
                    body = with_value(body, sent, trial.value(maker.id, trial.make(maker.make)))
    return body
