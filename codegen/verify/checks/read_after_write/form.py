"""The fields of a write, as its operation's body and what reads it have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from codegen import pointer
from codegen.laws.implied.lifecycle import said
from codegen.laws.law import ReadAfterWrite
from codegen.spec import Operation, Part
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at, equal, schema_at, whole, with_value, without
from codegen.verify.same import repeats, same
from codegen.verify.thing import patiently, pick, some
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Trial

_SOON: Final = 0.5
"""Seconds for what is not yet read as it was written. Nobody promises them; few need them."""
_LATER: Final = 10.0
"""The same after a 202."""

_STAYS: Final = r"\b(?:stays?|kept|keeps?|unchanged|left alone|remains?|not changed)\b"

_LEFT_OUT: Final = r"\b(?:left out|leav\w+ out|omitt\w+|absent|missing|not (?:given|sent))\b"


class Form:
    """The fields of a law, as its operation's body and its read have them."""

    def __init__(self, trial: Trial, law: ReadAfterWrite, operation: Operation) -> None:
        self.trial, self.law, self.operation = trial, law, operation
        body = operation.body
        if body is None:
            trial.discard(f"{operation.key} has no body")
        self.where = _json(body.content, body)
        spec = trial.spec
        self.reading = answer_of(spec.operations[law.read.operation])
        self.schemas: dict[str, str] = {}
        for sent, _ in law.fields:
            found = schema_at(spec, self.where, sent)
            if found is not None and sent not in law.altered:
                self.schemas[sent] = found
        self.fields = [each for each in law.fields if each[0] in self.schemas]
        self.references = {name for maker in trial.laws.makers for name in maker.names}
        self.drawn: Any = None
        """A body that fits, with ids of things that are there."""
        self._words: dict[str, dict[str, Any]] = {}
        self.unique = "409" in operation.answers or "422" in operation.answers

    @property
    def wants_something(self) -> bool:
        """Whether an empty body does not fit, so that this one is the whole thing."""
        return not self.fits({})

    def fits(self, body: Any) -> bool:
        return self.trial.spec.validator(self.where).is_valid(body)

    def words(self, sent: str) -> dict[str, Any]:
        if sent not in self._words:
            self._words[sent] = whole(self.trial.spec, self.schemas[sent])
        return self._words[sent]

    def default(self, sent: str) -> Any:
        """The value that a left out field has by contract; None when it says none."""
        return self.words(sent).get("default")

    def edges(self, sent: str) -> list[Any]:
        if self.is_reference(sent):
            return []
        if self.has_objects(sent):
            return list(self._objects(sent))
        return edges(self.trial.spec, self.schemas[sent], self.unique)

    def has_objects(self, sent: str) -> bool:
        """Whether a field is a list of objects."""
        items = self.words(sent).get("items")
        return isinstance(items, dict) and bool(items.get("properties"))

    def _objects(self, sent: str) -> Iterator[list[Any]]:
        """Lists of the objects that were drawn, one property of each at its edges."""
        spec = self.trial.spec
        fits = spec.validator(self.schemas[sent])
        drawn = at(self.drawn, sent)
        drawn = drawn if isinstance(drawn, list) and not repeats(drawn) else []
        found = [drawn, drawn[::-1], drawn[:1], []]
        for name in self.words(sent)["items"]["properties"]:
            there = schema_at(spec, self.schemas[sent], pointer.join("", 0, name))
            if there is not None and name not in self.references:
                values = [each for each in edges(spec, there) if each is not None]
                found += [[{**each, name: value} for each in drawn] for value in values]
        for index, each in enumerate(found):
            if each not in found[:index] and fits.is_valid(each) and not repeats(each):
                yield each

    def shaped(self, body: Any, media_type: str | None, least: int = 0) -> Any:
        """A body in which some fields have values from the edges; of a partial write, only some
        fields at all."""
        if media_type is not None and "json-patch" in media_type:
            self.trial.discard("a JSON Patch names no fields")
        if body is None or body is ABSENT or not self.fields:
            return body
        names = [sent for sent, _ in self.fields]
        partial = self.law.partial and isinstance(body, dict)
        new: Any = {} if partial else body
        for sent in some(self.trial, names, 1 if partial else least):
            options = self.edges(sent)
            if media_type is not None and "json" not in media_type:
                options = [each for each in options if isinstance(each, str) and each]
            drawn = at(body, sent)
            if drawn is not MISSING:
                options = [drawn, *options]
            if options:
                edited = with_value(new, sent, pick(self.trial, options))
                if partial or self.fits(edited):
                    new = edited
        return new if self.fits(new) else body

    def full(self, body: Any) -> Any:
        """A body with every field that may be given."""
        for sent, _ in self.fields:
            for value in self.edges(sent) if at(body, sent) in (MISSING, None) else ():
                if value not in (None, "", 0, False, [], {}) and value != self.default(sent):
                    edited = with_value(body, sent, value)
                    if self.fits(edited):
                        body = edited
                        break
        return body

    def least(self, body: Any) -> Any:
        """A body without every field that may be left out."""
        for sent, _ in self.fields:
            shorter = without(body, sent)
            if self.fits(shorter):
                body = shorter
        return body

    def references_of(self, source: Any, body: Any) -> Any:
        """A body with the ids that another one has."""
        for sent, _ in self.fields:
            if self.is_reference(sent) and at(source, sent) is not MISSING:
                body = with_value(body, sent, at(source, sent))
        return body

    def is_reference(self, sent: str) -> bool:
        """Whether a field has the id of another thing."""
        return sent.rpartition("/")[2] in self.references

    def readable(self, got: str, value: Any) -> bool:
        """Whether the read may give such a value at all. In a merge patch null takes a value away
        (RFC 7396), unless it always has one; elsewhere what is never read as null may be whatever
        the server has for it."""
        if self.reading is None:
            return True
        there = schema_at(self.trial.spec, self.reading, got)
        if there is None or (value is None and self.merges and not self._is_always_there(got)):
            return True
        return self.trial.spec.validator(there).is_valid(value)

    def _is_always_there(self, got: str) -> bool:
        """Whether what is read has this property for sure."""
        owner, _, name = got.rpartition("/")
        there = schema_at(self.trial.spec, self.reading, owner) if self.reading else None
        return there is not None and name in (whole(self.trial.spec, there).get("required") or ())

    def is_said_to_stay(self, sent: str) -> bool:
        """Whether words say of a field that is left out that it stays as it is."""
        name = re.escape(sent.rpartition("/")[2])
        own = str(self.words(sent).get("description", ""))
        return _stays(rf"\b{name}\b", said(self.operation)) or _stays(_LEFT_OUT, own)

    @property
    def merges(self) -> bool:
        """Whether its body is a merge patch."""
        body = self.operation.body
        return body is not None and any("merge-patch" in name for name in body.content)

    def promised(self, body: Any) -> Iterator[tuple[str, str, Any, bool]]:
        """Each field with its place in the read, its value, and whether that is the default."""
        for sent, got in self.fields:
            value = at(body, sent)
            default = False
            if value is MISSING and not self.law.partial and not self.is_said_to_stay(sent):
                value, default = self.default(sent), True
                owner = at(body, sent.rpartition("/")[0])
                if value is None or owner is MISSING:
                    continue
            if value is not MISSING and (self.has_objects(sent) or self.readable(got, value)):
                yield sent, got, value, default

    def lost(self, body: Any, read: Any) -> tuple[str, str, Any, bool] | None:
        """The first field that is not read as it was written."""
        for sent, got, value, default in self.promised(body):
            found = at(read, got)
            if value == self.default(sent) and found in (MISSING, None):
                continue
            if not same(value, found, self.words(sent)):
                return sent, got, value, default
        return None

    def hold_state(self, body: Any, written: Exchange) -> Any:
        """Read what was written; Broken unless it is there."""
        last: list[Any] = []

        def there() -> bool:
            reply = self.trial.reach(self.law.read, written).reply
            last[:] = [reply.status, reply.json]
            return reply.ok and self.lost(body, reply.json) is None

        seconds = _LATER if written.reply.status == 202 else _SOON
        if there() or patiently(self.trial, self.law, there, seconds):
            return last[1]
        status, read = last
        law = self.law
        if not 200 <= status < 300:
            if written.reply.status == 202 or not law.creates:
                self.trial.discard(f"{law.read.operation} answers {status}")
            self.trial.broken(
                law,
                f"{law.operation} answers {written.reply.status}, and {law.read.operation} of what "
                f"it made {status}",
            )
        if written.reply.status == 202 and not law.stated:
            self.trial.discard("it may still be under way")
        lost = self.lost(body, read)
        again = self.trial.reach(self.law.read, written).reply
        if lost is None or not equal(at(read, lost[1]), at(again.json, lost[1])):
            self.trial.discard("it moves by itself")
        sent, got, value, default = lost
        given = f"accepted {sent} {told(value)}"
        if default:
            given = f"was given no {sent}, whose default is {told(value)},"
        gives = f"{law.read.operation} gives {told(at(read, got))}"
        return self.trial.broken(law, f"{law.operation} {given} and {gives}")

    def hold_reply(self, body: Any, written: Exchange) -> None:
        """Hold the write's own answer to what it accepted, where it shows the same thing."""
        answer = self.operation.answer(written.reply.status)
        read = written.reply.json
        if answer is None or not isinstance(read, dict) or self.reading is None:
            return
        where = _json(answer.content, answer)
        spec = self.trial.spec
        for sent, got, value, default in self.promised(body):
            alike = schema_at(spec, where, got)
            found = at(read, got)
            if alike is None or found is MISSING or default:
                continue
            if alike == schema_at(spec, self.reading, got) and not same(
                value, found, self.words(sent)
            ):
                self.trial.broken(
                    self.law,
                    f"{self.law.operation} accepted {sent} {told(value)} and answers {told(found)}",
                )


def _stays(what: str, words: str) -> bool:
    """Whether a sentence says of something that it stays."""
    said_so = rf"{what}[^.;]*{_STAYS}|{_STAYS}[^.;]*{what}"
    return re.search(said_so, words, re.IGNORECASE) is not None


def answer_of(operation: Operation) -> str | None:
    """The pointer of the schema of what a read gives."""
    for each in operation.successes:
        if each.content:
            return _json(each.content, each)
    return None


def _json(content: dict[str, Part], part: Part) -> str:
    """The pointer of the schema of the JSON among some media types, or of the first one."""
    for name, each in content.items():
        if "json" in name:
            return each.schema_where
    return part.schema_where
