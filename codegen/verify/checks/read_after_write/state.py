"""What is read of a thing around a write: before it, after it, and put back in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from codegen import pointer
from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Broken, Discard
from codegen.verify.places import MISSING, at, with_value
from codegen.verify.sending import in_any_state
from codegen.verify.thing import changed, imagined, lasting_fields, overlaps, written_fields
from codegen.verify.told import told
from codegen.verify.trial import Trial


def state(trial: Trial, law: ReadAfterWrite, exchange: Exchange) -> Any:
    """What the read gives; Discard when it gives nothing."""
    reply = trial.reach(law.read, exchange).reply
    if not reply.ok:
        trial.discard(
            f"{law.read.operation} answers {reply.status} before {law.operation} has written"
            " anything: there is nothing to compare with"
        )
    return reply.json


def steady(trial: Trial, law: ReadAfterWrite, exchange: Exchange) -> Any:
    """What the read gives twice; Discard when that moves by itself."""
    before, again = state(trial, law, exchange), state(trial, law, exchange)
    fields = (*written_fields(trial, law.read.operation), *lasting_fields(before))
    if changed(before, again, fields) is not None:
        trial.discard("it moves by itself")
    return again


def hold_rest(trial: Trial, law: ReadAfterWrite, body: Any, before: Any, read: Any) -> None:
    """Nothing that the body does not name is another now, be it that what it names is no field of
    the law: its type may be another one where it is read."""
    known = {pointer.split(sent)[0] for sent, _ in law.fields}
    own = [*body] if isinstance(body, dict) else []
    named = [pointer.join("", each) for each in own if each not in known]
    named += [got for sent, got in law.fields if at(body, sent) is not MISSING or not law.partial]
    rest = [
        each
        for each in (*written_fields(trial, law.read.operation), *lasting_fields(before))
        if not any(overlaps(each, name) for name in named)
    ]
    touched = changed(before, read, rest)
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} of {told(body)} changes {touched} too, from "
            f"{told(at(before, touched))} to {told(at(read, touched))}",
        )


def hold_refused(trial: Trial, law: ReadAfterWrite, written: Exchange, before: Any) -> None:
    """A write that was refused has changed nothing, not even what was in order."""
    if not 400 <= written.reply.status < 500:
        return
    after = trial.reach(law.read, written).reply
    fields = (*written_fields(trial, law.read.operation), *lasting_fields(before))
    touched = changed(before, after.json, fields) if after.ok else None
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} answers {written.reply.status} and yet changes {touched} from "
            f"{told(at(before, touched))} to {told(at(after.json, touched))}",
        )


def sendable(value: Any, schema: Mapping[str, Any]) -> Any:
    """A value that was read, without what may not be sent: in objects, what no property names."""
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return [sendable(each, schema["items"]) for each in value]
    inner = schema.get("properties")
    if isinstance(value, dict) and isinstance(inner, dict) and inner:
        return {name: sendable(each, inner[name]) for name, each in value.items() if name in inner}
    return value


@contextmanager
def put_back(trial: Trial, law: ReadAfterWrite, form: Form) -> Iterator[None]:
    """What is there only once, such as settings, is not ours: it gets its values back."""
    if law.creates or "{" in form.operation.path:
        yield
        return
    before = state(trial, law, imagined(form.operation, {}))
    try:
        yield
    finally:
        body: Any = {}
        for sent, got in form.fields:
            value = sendable(at(before, got), form.words(sent))
            if value is not MISSING and trial.spec.validator(form.schemas[sent]).is_valid(value):
                body = with_value(body, sent, value)
        headers = in_any_state(form.operation)
        with suppress(Broken, Discard):
            trial.ask(law.operation, headers=headers, body=body, conform=False)
