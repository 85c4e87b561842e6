"""What only the server sets is not set by a request (JSON Schema 2020-12, validation, 9.4)."""

from typing import Any

from codegen import pointer
from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import filled
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import put_back, state
from codegen.verify.edges import edges
from codegen.verify.places import MISSING, at, keywords, schema_at
from codegen.verify.same import same
from codegen.verify.thing import anew, mostly
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks


@checks(ReadAfterWrite)
def read_only(trial: Trial, law: ReadAfterWrite) -> None:
    """Send what is `readOnly` along with a body that may have more in it: it is refused, or it has
    no effect."""
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    own = keywords(trial.spec, form.where).get("properties") or {}
    names = [each for each in _read_only(trial, form) if each not in own]
    if not names:
        return
    given = filled(trial, law, operation)
    body = given.get("body")
    if not isinstance(body, dict):
        trial.discard(f"{law.operation} takes no object")
    options = [
        (name, value)
        for name in names
        for value in _values(trial, form, name)[:1]
        if form.fits({**body, name: value})
    ]
    if not options:
        return
    with put_back(trial, law, form):
        for name, value in options:
            if not mostly(trial):
                continue
            sent = anew(trial, operation, given, {**body, name: value})
            written = trial.ask(law.operation, **sent)
            if not written.reply.ok or written.reply.status == 202:
                continue
            shown = at(state(trial, law, written), pointer.join("", name))
            if shown is not MISSING and same(value, shown, _words(trial, form, name)):
                trial.broken(
                    law,
                    f"{law.operation} takes {name} {told(value)} from the request, and "
                    f"{law.read.operation} gives it; it is readOnly",
                )


def _words(trial: Trial, form: Form, name: str) -> dict[str, Any]:
    assert form.reading is not None
    there = schema_at(trial.spec, form.reading, pointer.join("", name))
    return keywords(trial.spec, there) if there is not None else {}


def _read_only(trial: Trial, form: Form) -> list[str]:
    if form.reading is None:
        return []
    properties = keywords(trial.spec, form.reading).get("properties") or {}
    found = []
    for name in properties:
        inner = _words(trial, form, name)
        marked = properties[name] if isinstance(properties[name], dict) else {}
        if inner.get("readOnly") is True or marked.get("readOnly") is True:
            found.append(name)
    return found


def _values(trial: Trial, form: Form, name: str) -> list[Any]:
    """Values that no server would come to by itself."""
    assert form.reading is not None
    there = schema_at(trial.spec, form.reading, pointer.join("", name))
    if there is None:
        return []
    found = edges(trial.spec, there, fresh=True)
    return [
        each
        for each in found
        if (isinstance(each, str) and len(each) > 7)
        or (isinstance(each, int) and not isinstance(each, bool) and abs(each) > 10_000)
    ]
