"""A write that sets what is there already leaves the ETag alone, and times, where words say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from codegen import pointer
from codegen.laws.implied.owned import sentences
from codegen.laws.law import Conditional, Reach, ReadAfterWrite
from codegen.laws.replies import reply_shape
from codegen.laws.shape import json_shape
from codegen.laws.still_words import Still, StillWords
from codegen.laws.words import STATES, snake
from codegen.spec import Operation
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.finding import Moot
from codegen.verify.places import MISSING, at, differences, equal, with_value
from codegen.verify.sending import needs_condition
from codegen.verify.thing import about, arguments, is_restless, maker_of, pick, settled, some
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_LAST: Final = re.compile(
    r"(last_)?(updat|modifi|chang|edit)(ed?|e)(_(at|on|time|date|timestamp))?"
)
"""Names of when something was changed last."""


@checks(Conditional)
def stays_with_what_is_there(trial: Trial, law: Conditional) -> None:
    """Read a thing, write what was read, and look at its ETag, and at when it was last changed."""
    read = trial.spec.operations[law.operation]
    writes = [
        (each, write)
        for each in law.changes
        for write in _writes(trial, each.operation, law.operation)
        if _said(trial, read, each.operation).any
    ]
    if not writes or (law.make is None and "{" in read.path):
        raise Moot
    reach, write = pick(trial, writes)
    made = trial.make(law.operation if law.make is None else law.make.operation)
    if law.make is not None:
        settled(trial, made)
    parameters = law.make.parameters if law.make is not None else {}
    _Same(trial, write, reach, Reach(law.operation, parameters), made).hold()


@checks(ReadAfterWrite)
def times_stay_with_what_is_there(trial: Trial, law: ReadAfterWrite) -> None:
    """The same of what has no ETag."""
    maker = maker_of(trial, law.read.operation)
    tagged = any(
        isinstance(each, Conditional) and each.operation == law.read.operation
        for each in trial.laws.laws
    )
    if law.creates or tagged or maker is None or maker.read is None:
        raise Moot
    read, operation = (trial.spec.operations[each] for each in (law.read.operation, law.operation))
    if read.path != operation.path or not _said(trial, read, operation.key).times:
        raise Moot
    if law not in _writes(trial, law.operation, read.key):
        raise Moot
    made = trial.make(maker.make)
    settled(trial, made)
    _Same(trial, law, Reach(operation.key, maker.read.parameters), maker.read, made).hold()


def _writes(trial: Trial, operation: str, read: str) -> Iterator[ReadAfterWrite]:
    """What an operation writes of what another one reads, where it may write it once more."""
    if trial.spec.operations[operation].method not in ("PATCH", "PUT"):
        return
    for law in trial.laws.of(operation):
        if isinstance(law, ReadAfterWrite) and law.read.operation == read and not law.creates:
            yield law


@dataclass(frozen=True)
class _Said:
    """What is said of an ETag, and of the times in a thing, by where they stand."""

    tag: Still
    times: dict[str, Still]

    @property
    def any(self) -> bool:
        """Whether anything has to stay as it is."""
        return self.tag.only or bool(self.times)


def _said(trial: Trial, read: Operation, write: str) -> _Said:
    operations = (read, trial.spec.operations[write])
    info = trial.spec.document.get("info")
    texts = [str(info.get("description") or "")] if isinstance(info, dict) else []
    for each in operations:
        texts += [str(each.raw.get(name) or "") for name in ("summary", "description")]
    words = [each for text in texts for each in sentences(text)]
    headers = {
        str(header.raw.get("description") or "")
        for each in operations
        for answer in each.successes
        for name, header in answer.headers.items()
        if name.lower() == "etag"
    }
    own = [each for text in sorted(headers) for each in sentences(text)]
    times = {}
    shape = reply_shape(trial.spec, read)
    for name, field in shape.properties.items() if shape is not None else ():
        if field.get("format") == "date-time":
            still = StillWords(name).read(words, sentences(field.description))
            if still.only:
                times[pointer.join("", name)] = still
    return _Said(StillWords().read(words, own), times)


@dataclass
class _Same:
    """A write of what is there already; `reach` leads to it and `read` to the thing, both from
    where that was made."""

    trial: Trial
    law: ReadAfterWrite
    reach: Reach
    read: Reach
    made: Exchange

    def hold(self) -> None:
        trial = self.trial
        operation = trial.spec.operations[self.law.operation]
        said = _said(trial, trial.spec.operations[self.read.operation], operation.key)
        first, before = self._read(), self._read()
        if first.headers.get("etag") != before.headers.get("etag") or not equal(
            first.json, before.json
        ):
            trial.discard("it moves by itself")
        written = trial.ask(operation.key, **self._given(operation, before)).reply
        if not written.ok or written.status == 202:
            trial.discard(f"{operation.key} answers {written.status} to what is there already")
        after = self._read()
        moved = sorted(differences(before.json, after.json))
        if any(not is_restless(before.json, after.json, each) for each in moved):
            trial.discard(f"{operation.key} changed {moved[0]}")
        for where in moved:
            if where in said.times:
                self._broken(operation, where, at(before.json, where), at(after.json, where))
        tags = before.headers.get("etag"), after.headers.get("etag")
        # Whatever else moves may be a reason for another ETag: a term that begins anew.
        alike = all(_LAST.fullmatch(snake(pointer.split(each)[-1])) for each in moved)
        stays = (said.tag.left_alone and alike) or (said.tag.only and not moved)
        if stays and None not in tags and tags[0] != tags[1]:
            self._broken(operation, "the ETag", *tags)

    def _broken(self, operation: Operation, what: str, one: Any, other: Any) -> None:
        self.trial.broken(
            self.law,
            f"{operation.key} was sent what {self.read.operation} gave, and {what} went from "
            f"{told(one)} to {told(other)}; words say that it changes only with a change",
            rule="conditional",
            where=operation.where,
        )

    def _read(self) -> Reply:
        if self.read.operation == self.made.request.operation:
            return self.trial.send(self.made.request, conform=True).reply
        reply = self.trial.reach(self.read, self.made, headers={}).reply
        if not reply.ok:
            self.trial.discard(f"{self.read.operation} answers {reply.status}")
        return reply

    def _given(self, operation: Operation, there: Reply) -> dict[str, Any]:
        """Arguments that say what is there: some fields of it, or all where one that is left out is
        not kept."""
        trial = self.trial
        given = arguments(trial, operation, **about(trial, operation.key, self.reach, self.made))
        if not isinstance(given.get("body"), dict):
            trial.discard(f"{operation.key} takes no object")
        form = Form(trial, self.law, operation)
        body: Any = {}
        for sent in self._fields(form, operation):
            got = dict(form.fields)[sent]
            if at(there.json, got) is MISSING:
                trial.discard(f"{self.read.operation} does not give {got}")
            body = with_value(body, sent, at(there.json, got))
        if not form.fits(body):
            trial.discard("what is there does not fit")
        tag = there.headers.get("etag")
        if needs_condition(operation, "If-Match") and tag is not None:
            given["headers"] = {**given.get("headers", {}), "If-Match": tag}
        return {**given, "body": body}

    def _fields(self, form: Form, operation: Operation) -> list[str]:
        shape = json_shape(self.trial.spec, operation.body)
        own = {pointer.join("", name) for name in shape.properties} if shape is not None else set()
        fields = [sent for sent, _ in form.fields if sent in own]
        if operation.method == "PUT" or not self.law.partial:
            if {*fields} != own:
                self.trial.discard(f"{operation.key} writes more than is read")
            return fields
        types = operation.body.content if operation.body is not None else {}
        if not all(re.search(r"(merge-patch\+|/)json\b", each) for each in types):
            self.trial.discard(f"{operation.key} takes no merge patch")
        plain = [each for each in fields if snake(pointer.split(each)[0]) not in STATES]
        return some(self.trial, plain, 1) if plain else self.trial.discard("it writes a state only")
