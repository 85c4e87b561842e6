"""What a write accepted is what a read gives; the rest is as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.spec import Operation, Part
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Broken, Discard
from codegen.verify.places import MISSING, at, equal, keywords, schema_at, with_value, without
from codegen.verify.same import same
from codegen.verify.thing import (
    arguments,
    changed,
    flip,
    imagined,
    lasting_fields,
    maker_of,
    mostly,
    overlaps,
    patiently,
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
    """Write drawn values; read what came of them, and of another thing."""
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    _decoys(trial, form)
    given = _given(trial, law, operation)
    with put_back(trial, law, form):
        other = _sibling(trial, law)
        before = None if law.creates else _steady(trial, law, imagined(operation, given))
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
def kept_at_edges(trial: Trial, law: ReadAfterWrite) -> None:
    """Write every value at the edges of every field: together, and where a thing is there already,
    each field alone too. What takes part is drawn, so that it shrinks."""
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = _given(trial, law, operation)
    if isinstance(given.get("media_type"), str) and "json" not in given["media_type"]:
        trial.discard("a form has only texts")
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
        if steps and not tour.accepted:
            trial.discard(f"{law.operation} refuses every value at an edge")


class _Tour:
    """Writes edges, one after another, and remembers what was there before."""

    def __init__(
        self, trial: Trial, law: ReadAfterWrite, form: Form, given: dict[str, Any]
    ) -> None:
        self.trial, self.law, self.form, self.given = trial, law, form, given
        self.accepted = 0
        self.before = None if law.creates else _steady(trial, law, imagined(form.operation, given))

    def write_least(self) -> None:
        """Write only what has to be there: the rest has the values that its defaults say."""
        body = self.form.least(self.given.get("body"))
        if body != self.given.get("body"):
            self._send(body)

    def write(self, names: Sequence[str], index: int) -> None:
        """Write the n-th edge of some fields; one by one, if all of them are refused."""
        law, form, given = self.law, self.form, self.given
        base = {} if law.partial else given.get("body")
        body = base
        for sent in names:
            options = form.edges(sent)
            edited = with_value(body, sent, options[index % len(options)])
            if law.partial or form.fits(edited):
                body = edited
        if not form.fits(body) or (body == base and not law.creates):
            return
        if not self._send(body):
            for each in names if len(names) > 1 else ():
                self.write([each], index)

    def _send(self, body: Any) -> bool:
        """Write, read and compare; False when it is refused."""
        trial, law, form, given = self.trial, self.law, self.form, self.given
        written = trial.ask(law.operation, **{**given, "body": body})
        if written.reply.status in (409, 422) and law.creates:
            given["body"] = _renewed(trial, form, given.get("body"))
            body = form.references_of(given["body"], body)
            written = trial.ask(law.operation, **{**given, "body": body})
        if not written.reply.ok:
            return False
        self.accepted += 1
        form.hold_reply(body, written)
        read = form.hold_state(body, written)
        if self.before is not None:
            _hold_rest(trial, law, body, self.before, read)
            self.before = read
        return True


@checks(ReadAfterWrite)
def replaced(trial: Trial, law: ReadAfterWrite) -> None:
    """PUT twice, the second time without a field: it is not kept in silence (RFC 9110, 9.3.4)."""
    if law.partial or law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = _given(trial, law, operation)
    body = given.get("body")
    whole = form.full(body)
    optional = [
        (sent, got)
        for sent, got in form.fields
        if isinstance(body, dict) and form.fits(without(whole, sent)) and at(whole, sent)
    ]
    if not optional or not (law.stated or form.wants_something):
        trial.discard("every field is needed, or none is")
    with put_back(trial, law, form):
        sent, got = pick(trial, optional)
        default = form.default(sent)
        values = [at(whole, sent), *reversed(form.edges(sent))]
        values = [each for each in values if each and each != default and each is not True]
        kept_values: list[Any] = []
        for value in values[:1] + [each for each in values if each != values[0]][:1]:
            if _is_kept(trial, law, form, given, with_value(whole, sent, value), sent, got):
                kept_values.append(value)
        # One value alone may be the server's own default, of which nothing is said.
        if len(kept_values) == 2 or (kept_values and default is not None):
            wanted = f"its default is {told(default)}" if default is not None else "PUT replaces"
            trial.broken(
                law,
                f"{law.operation} without {sent} keeps the {told(kept_values[-1])} of before; "
                f"{wanted}",
            )


def _is_kept(
    trial: Trial,
    law: ReadAfterWrite,
    form: Form,
    given: dict[str, Any],
    whole: Any,
    sent: str,
    got: str,
) -> bool:
    """Whether a field that the second of two writes leaves out has its value of the first."""
    value = at(whole, sent)
    first = trial.ask(law.operation, **{**given, "body": whole})
    if not first.reply.ok:
        trial.discard(f"{law.operation} refuses it with {first.reply.status}")
    words = form.words(sent)
    if not same(value, at(_state(trial, law, first), got), words):
        trial.discard("it was not kept in the first place")
    second = trial.ask(law.operation, **{**given, "body": without(whole, sent)})
    if not second.reply.ok or second.reply.status == 202:
        return False
    return same(value, at(_state(trial, law, second), got), words)


@checks(ReadAfterWrite)
def refused(trial: Trial, law: ReadAfterWrite) -> None:
    """A request that is refused changes nothing, not even by the fields that were in order."""
    if law.creates:
        return
    operation = trial.spec.operations[law.operation]
    form = Form(trial, law, operation)
    given = _given(trial, law, operation)
    wrong = [
        (sent, value)
        for sent, _ in form.fields
        for value in _WRONG
        if not trial.spec.validator(form.schemas[sent]).is_valid(value)
    ]
    if not wrong:
        trial.discard("nothing is wrong for any field")
    before = _steady(trial, law, imagined(operation, given))
    sent, value = pick(trial, wrong)
    body = form.shaped(given.get("body"), given.get("media_type"), least=1)
    given["body"] = with_value(without(body, sent), sent, value)
    with put_back(trial, law, form):
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


class Form:
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
        if self.is_reference(sent):
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


def _given(trial: Trial, law: ReadAfterWrite, operation: Operation) -> dict[str, Any]:
    """Arguments for the write. A thing that is there already has a value in every field, so that
    it shows when one is lost."""
    found = arguments(trial, operation, **_full_thing(trial, law))
    if law.creates:
        return found
    made = [each for each in trial.exchanges if each.request.operation != operation.key]
    if made and made[-1].reply.ok:
        settled(trial, made[-1])
    return found


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
    operation = trial.spec.operations[create.operation]
    given = arguments(trial, operation)
    given["body"] = Form(trial, create, operation).full(given.get("body"))
    made = trial.ask(create.operation, **given)
    if not made.reply.ok:
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


def _decoys(trial: Trial, form: Form) -> None:
    """Other things of each kind that the body names, so that one is not the only one."""
    for maker in trial.laws.makers:
        named = any(sent.rpartition("/")[2] in maker.names for sent, _ in form.fields)
        if named and form.law.creates and maker.make != form.operation.key:
            trial.make(maker.make)


def _renewed(trial: Trial, form: Form, body: Any) -> Any:
    """A body with new things in the place of those that it names, which may be used up."""
    for maker in trial.laws.makers:
        for sent, _ in form.fields:
            if sent.rpartition("/")[2] in maker.names and isinstance(at(body, sent), (str, int)):
                with suppress(LookupError):
                    body = with_value(body, sent, trial.value(maker.id, trial.make(maker.make)))
    return body


@contextmanager
def put_back(trial: Trial, law: ReadAfterWrite, form: Form) -> Iterator[None]:
    """What is there only once, such as settings, is not ours: it gets its values back."""
    if law.creates or "{" in form.operation.path:
        yield
        return
    before = _state(trial, law, imagined(form.operation, {}))
    try:
        yield
    finally:
        body: Any = {}
        for sent, got in form.fields:
            value = at(before, got)
            if value is not MISSING and trial.spec.validator(form.schemas[sent]).is_valid(value):
                body = with_value(body, sent, value)
        with suppress(Broken, Discard):
            trial.ask(law.operation, body=body, conform=False)


def _steady(trial: Trial, law: ReadAfterWrite, exchange: Exchange) -> Any:
    """What the read gives twice; Discard when that moves by itself."""
    before, again = _state(trial, law, exchange), _state(trial, law, exchange)
    fields = (*written_fields(trial, law.read.operation), *lasting_fields(before))
    if changed(before, again, fields) is not None:
        trial.discard("it moves by itself")
    return again


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
