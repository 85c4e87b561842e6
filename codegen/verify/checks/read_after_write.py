"""What a write accepted is what a read gives; the rest is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.spec import Operation, Part
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at, keywords, schema_at, with_value, without
from codegen.verify.same import same
from codegen.verify.thing import (
    arguments,
    changed,
    flip,
    imagined,
    lasting_fields,
    maker_of,
    overlaps,
    pick,
    settled,
    some,
    written_fields,
)
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Trial, checks

_SOON: Final = 0.5
"""Seconds for what is not yet read as it was written. Nobody promises them; few need them."""
_LATER: Final = 10.0
"""The same after a 202."""
_WRONG: Final[tuple[Any, ...]] = ({"a": []}, [[]], True, -1, "a")


@checks(ReadAfterWrite)
def kept(trial: Trial, law: ReadAfterWrite) -> None:
    """Write drawn values, and values at the edges; read what came of them."""
    operation = trial.spec.operations[law.operation]
    given = arguments(trial, operation)
    form = _Form(trial, law, operation)
    other = _sibling(trial, law)
    before = None if law.creates else _state(trial, law, imagined(operation, given))
    given["body"] = body = form.shaped(given.get("body"), given.get("media_type"))
    written = trial.ask(law.operation, **given)
    if not written.reply.ok:
        trial.discard(f"{law.operation} refuses it with {written.reply.status}")
    form.hold_reply(body, written)
    read = form.hold_state(body, written)
    if before is not None:
        _hold_rest(trial, law, body, before, read)
    if other is not None:
        _hold_sibling(trial, law, body, *other)


@checks(ReadAfterWrite)
def replaced(trial: Trial, law: ReadAfterWrite) -> None:
    """PUT twice, the second time without a field: it is not kept in silence (RFC 9110, 9.3.4)."""
    if law.partial or law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = _Form(trial, law, operation)
    given = arguments(trial, operation)
    body = given.get("body")
    optional = [
        (sent, got)
        for sent, got in form.fields
        if isinstance(body, dict) and form.fits(without(form.full(body), sent))
    ]
    if not optional or not (law.stated or form.wants_something):
        trial.discard("every field is needed, or none is")
    sent, got = pick(trial, optional)
    whole = form.full(body)
    value = at(whole, sent)
    if value in (MISSING, None, "", 0, False, [], {}) or value == form.default(sent):
        trial.discard("there is nothing to leave out")
    given["body"] = whole
    first = trial.ask(law.operation, **given)
    if not first.reply.ok:
        trial.discard(f"{law.operation} refuses it with {first.reply.status}")
    kept_now = at(_state(trial, law, first), got)
    if not same(value, kept_now, form.words(sent)):
        trial.discard("it was not kept in the first place")
    given["body"] = without(whole, sent)
    second = trial.ask(law.operation, **given)
    if not second.reply.ok or second.reply.status == 202:
        return
    left = at(_state(trial, law, second), got)
    default = form.default(sent)
    if default is not None and same(default, left, form.words(sent)):
        return
    if same(value, left, form.words(sent)):
        wanted = f"its default is {told(default)}" if default is not None else "PUT replaces"
        trial.broken(
            law,
            f"{law.operation} without {sent} keeps the {told(value)} of before; {wanted}",
        )


@checks(ReadAfterWrite)
def refused(trial: Trial, law: ReadAfterWrite) -> None:
    """A request that is refused changes nothing, not even by the fields that were in order."""
    if law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = _Form(trial, law, operation)
    given = arguments(trial, operation)
    wrong = [
        (sent, value)
        for sent, _ in form.fields
        for value in _WRONG
        if not trial.spec.validator(form.schemas[sent]).is_valid(value)
    ]
    if not wrong:
        trial.discard("nothing is wrong for any field")
    before = _state(trial, law, imagined(operation, given))
    sent, value = pick(trial, wrong)
    body = form.shaped(given.get("body"), given.get("media_type"), least=1)
    given["body"] = with_value(without(body, sent), sent, value)
    reply = trial.ask(law.operation, **given).reply
    if not 400 <= reply.status < 500:
        trial.discard(f"{law.operation} answers {reply.status} to what is wrong")
    after = _state(trial, law, imagined(operation, given))
    fields = (*written_fields(trial, law.read.operation), *lasting_fields(before))
    touched = changed(before, after, fields)
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} refuses {sent} {told(value)} with {reply.status} and changes "
            f"{touched} from {told(at(before, touched))} to {told(at(after, touched))}",
        )


class _Form:
    """The fields of a law, as its operation's body and its read have them."""

    def __init__(self, trial: Trial, law: ReadAfterWrite, operation: Operation) -> None:
        self.trial, self.law, self.operation = trial, law, operation
        body = operation.body
        if body is None:
            trial.discard(f"{operation.key} has no body")
        self.where = _json(body.content, body)
        spec = trial.spec
        self.reading = _answer(spec.operations[law.read.operation])
        self.schemas: dict[str, str] = {}
        for sent, _ in law.fields:
            found = schema_at(spec, self.where, sent)
            if found is not None and sent not in law.altered:
                self.schemas[sent] = found
        self.fields = [each for each in law.fields if each[0] in self.schemas]
        self.references = {name for maker in trial.laws.makers for name in maker.names}
        self.unique = "409" in operation.answers or "422" in operation.answers

    @property
    def wants_something(self) -> bool:
        """Whether an empty body does not fit, so that this one is the whole thing."""
        return not self.fits({})

    def fits(self, body: Any) -> bool:
        return self.trial.spec.validator(self.where).is_valid(body)

    def words(self, sent: str) -> dict[str, Any]:
        return keywords(self.trial.spec, self.schemas[sent])

    def default(self, sent: str) -> Any:
        """The value that a left out field has by contract; None when it says none."""
        return self.words(sent).get("default")

    def edges(self, sent: str) -> list[Any]:
        if sent.rpartition("/")[2] in self.references:
            return []
        return edges(self.trial.spec, self.schemas[sent], self.unique)

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

    def readable(self, got: str, value: Any) -> bool:
        """Whether the read may give such a value at all."""
        if self.reading is None:
            return True
        there = schema_at(self.trial.spec, self.reading, got)
        return there is None or value is None or self.trial.spec.validator(there).is_valid(value)

    def promised(self, body: Any) -> Iterator[tuple[str, str, Any, bool]]:
        """Each field with its place in the read, its value, and whether that is the default."""
        for sent, got in self.fields:
            value = at(body, sent)
            default = False
            if value is MISSING and not self.law.partial:
                value, default = self.default(sent), True
                owner = at(body, sent.rpartition("/")[0])
                if value is None or owner is MISSING:
                    continue
            if value is not MISSING and self.readable(got, value):
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

        if there() or self.trial.wait(there, _LATER if written.reply.status == 202 else _SOON):
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
        assert lost is not None
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


def _hold_rest(trial: Trial, law: ReadAfterWrite, body: Any, before: Any, read: Any) -> None:
    """Nothing that the body does not name is another now."""
    named = [got for sent, got in law.fields if at(body, sent) is not MISSING or not law.partial]
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


def _sibling(trial: Trial, law: ReadAfterWrite) -> tuple[Exchange, Any] | None:
    """Sometimes another such thing, and what it is like; None otherwise."""
    maker = maker_of(trial, law.read.operation)
    if law.creates or maker is None or maker.read is None or not flip(trial):
        return None
    other = trial.make(maker.make)
    settled(trial, other)
    reply = trial.reach(maker.read, other).reply
    return (other, reply.json) if reply.ok else None


def _hold_sibling(
    trial: Trial, law: ReadAfterWrite, body: Any, other: Exchange, before: Any
) -> None:
    """Another thing is as it was. A flag that only one may have, or a place in an order, may move
    from one to the other."""
    maker = maker_of(trial, law.read.operation)
    assert maker is not None
    assert maker.read is not None
    named = {got: at(body, sent) for sent, got in law.fields}
    fields = [
        each
        for each in (*written_fields(trial, law.read.operation), *lasting_fields(before))
        if not isinstance(named.get(each, MISSING), (bool, int))
    ]
    reply = trial.reach(maker.read, other).reply
    touched = changed(before, reply.json, fields) if reply.ok else None
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} changes {touched} of another thing from "
            f"{told(at(before, touched))} to {told(at(reply.json, touched))}",
        )


def _state(trial: Trial, law: ReadAfterWrite, exchange: Exchange) -> Any:
    """What the read gives; Discard when it gives nothing."""
    reply = trial.reach(law.read, exchange).reply
    if not reply.ok:
        trial.discard(f"{law.read.operation} answers {reply.status}")
    return reply.json


def _answer(operation: Operation) -> str | None:
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
