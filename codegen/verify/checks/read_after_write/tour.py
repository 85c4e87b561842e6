"""Every value at the edges of every field is read as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.verify.checks.read_after_write.filled import filled, renewed
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import hold_refused, hold_rest, put_back, steady
from codegen.verify.places import MISSING, at, with_value
from codegen.verify.thing import anew, arguments, imagined, mostly
from codegen.verify.trial import Trial, checks

_ALONG: Final = 3
"""So many texts are written beside a choice, each alone."""


@checks(ReadAfterWrite)
def kept_at_edges(trial: Trial, law: ReadAfterWrite) -> None:
    """Write every value at the edges of every field: together, and where a thing is there already,
    each field alone too. What takes part is drawn, so that it shrinks."""
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = filled(trial, law, operation)
    form.drawn = given.get("body")
    if isinstance(given.get("media_type"), str) and "json" not in given["media_type"]:
        trial.discard("a form has texts only: there are no edges to write")
    fields = [sent for sent, _ in form.fields if form.edges(sent) and mostly(trial)]
    most = max((len(form.edges(sent)) for sent in fields), default=0)
    steps = [] if law.creates else [([sent], index) for index, sent in enumerate(fields)]
    steps += [(fields, index) for index in range(most)]
    with put_back(trial, law, form):
        tour = _Tour(trial, law, form, given)
        if not law.partial and mostly(trial):
            tour.write_least()
        for names, index in steps:
            if mostly(trial):
                tour.write(names, index)
        if law.partial and mostly(trial):
            tour.choose_with_nothing_else(fields)
        if steps and not tour.accepted:
            trial.discard(
                f"{law.operation} refused all values at the edges of what its schema allows"
            )


class _Tour:
    """Writes edges, one after another, and remembers what was there before."""

    def __init__(
        self, trial: Trial, law: ReadAfterWrite, form: Form, given: dict[str, Any]
    ) -> None:
        self.trial, self.law, self.form, self.given = trial, law, form, given
        self.accepted = 0
        self.before = None if law.creates else steady(trial, law, imagined(form.operation, given))

    def write_least(self) -> None:
        """Write only what has to be there: the rest has the values that its defaults say."""
        body = self.form.least(self.given.get("body"))
        if body != self.given.get("body"):
            self._send(body, ())

    def write(self, names: Sequence[str], index: int) -> None:
        """Write the n-th edge of some fields; one by one, if all of them are refused."""
        law, form, given = self.law, self.form, self.given
        base = {} if law.partial else given.get("body")
        body = base
        for sent in names:
            options = form.edges(sent)
            if not options:  # what it could name is gone meanwhile
                continue
            edited = with_value(body, sent, options[index % len(options)])
            if law.partial or form.fits(edited):
                body = edited
        if not form.fits(body) or (body == base and not law.creates):
            return
        if not self._send(body, names):
            for each in names if len(names) > 1 else ():
                self.write([each], index)

    def choose_with_nothing_else(self, fields: Sequence[str]) -> None:
        """Write each choice where all that may be is null, alone and with a text: one that needs
        another property is refused then, and changes nothing."""
        form = self.form
        nothing: Any = {}
        for sent in fields:
            if None in form.edges(sent):
                nothing = with_value(nothing, sent, None)
        chosen = [
            (each, value)
            for each in fields
            if form.words(each).get("enum")
            for value in form.edges(each)
        ]
        if not nothing or not chosen:
            return
        starts = (nothing, *(with_value(nothing, sent, value) for sent, value in chosen))
        start = next((each for each in starts if form.fits(each) and self._send(each, ())), None)
        if start is None:
            return
        choices = {sent for sent, _ in chosen}
        texts = [each for each in fields if each not in choices and _text(form, each) is not None]
        for sent, value in chosen:
            for other in (None, *texts[:_ALONG]):
                rest = with_value({}, other, _text(form, other)) if other else {}
                body = with_value(rest, sent, value)
                if form.fits(body) and self._send(body, ()):
                    self._send(start, ())

    def _send(self, body: Any, names: Sequence[str]) -> bool:
        """Write, read and compare; False when it is refused. Where something is made, and perhaps
        there is one like it, what is not named is drawn anew."""
        trial, law, form, given = self.trial, self.law, self.form, self.given
        written = trial.ask(law.operation, **anew(trial, form.operation, given, body))
        if written.reply.status in (409, 422) and law.creates:
            drawn = arguments(trial, form.operation, **given["path"]).get("body")
            given["body"] = renewed(trial, form, drawn if names else given.get("body"))
            other = given["body"] if names else body
            for each in names:
                if at(body, each) is not MISSING:
                    other = with_value(other, each, at(body, each))
            body = form.references_of(given["body"], other)
            if not form.fits(body):
                return False
            written = trial.ask(law.operation, **anew(trial, form.operation, given, body))
        if not written.reply.ok:
            if self.before is not None:
                hold_refused(trial, law, written, self.before)
            return False
        self.accepted += 1
        form.hold_reply(body, written)
        read = form.hold_state(body, written)
        if self.before is not None:
            hold_rest(trial, law, body, self.before, read)
            self.before = read
        return True


def _text(form: Form, sent: str) -> str | None:
    return next((each for each in form.edges(sent) if isinstance(each, str) and each), None)
