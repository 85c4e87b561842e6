"""Servers that do not do what they say they did."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Answered, Element, Final, ReadAfterWrite
from codegen.mutate.asked import json_body
from codegen.mutate.changed import value_of, with_header, with_json, with_value
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.operators import elements
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits, other, same, sample
from codegen.mutate.things import (
    Knowing,
    Overlays,
    asked,
    at,
    disturbed,
    exchanged,
    get,
    inside,
    put,
    schema_of,
    steady,
)
from codegen.mutate.told import success

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each field of each write not saved, clobbered or altered; deletions that are none."""
    routes = Routes(spec)
    for law in laws.laws:
        if isinstance(law, ReadAfterWrite):
            yield from _writes(spec, routes, law)
        elif isinstance(law, Final):
            yield from _deletions(spec, routes, law)
        elif isinstance(law, Element):
            yield from elements.mutants(spec, routes, law)
        elif isinstance(law, Answered):
            yield from _answers(spec, laws, routes, law)


# Writes


def _writes(spec: Spec, routes: Routes, law: ReadAfterWrite) -> Iterator[Mutant]:
    operation = spec.operations[law.operation]

    def mutant(name: str, field: str, sentence: str, lie: Any) -> Mutant:
        return Mutant(
            named(operation, name, field),
            "lifecycle",
            law.operation,
            law.where,
            sentence,
            lie,
            law.kind,
        )

    for sent, shown in law.fields:
        if sent in law.altered:
            continue
        name = sent.lstrip("/") or "body"
        if not law.creates:
            yield mutant(
                "unsaved",
                name,
                f'{law.operation} says that it saved "{name}", and did not.',
                partial(Unsaved, routes, law, sent, shown),
            )
            yield mutant(
                "refused-and-saved",
                name,
                f'{law.operation} refuses a request and changes "{name}" all the same.',
                partial(RefusedAndSaved, routes, law, sent, shown),
            )
        if law.partial and sent:
            yield mutant(
                "clobbers",
                name,
                f'{law.operation} changes "{name}" where the body leaves it out.',
                partial(Clobbers, routes, law, sent, shown),
            )
        if _can_differ(spec, law, sent):
            yield mutant(
                "alters",
                name,
                f'{law.operation} saves something else than was sent as "{name}".',
                partial(Alters, routes, law, sent),
            )
    if law.creates and any("$response." in each for each in law.read.parameters.values()):
        yield mutant(
            "wrong-id",
            "",
            f"{law.operation} says an id under which nothing is.",
            partial(WrongId, routes, law),
        )


def _can_differ(spec: Spec, law: ReadAfterWrite, sent: str) -> bool:
    """Whether the body's schema lets in more than one value there."""
    part = json_body(spec.operations[law.operation])
    if part is None or not sent:
        return False
    try:
        where = inside(spec, part.schema, part.schema_where, sent)
        other(spec, where, sample(spec, {"$ref": f"#{where}"}, where))
    except LookupError:
        return False
    return True


class Write(Knowing):
    """Lies about one field of what an operation writes."""

    def __init__(self, routes: Routes, law: ReadAfterWrite, sent: str, shown: str) -> None:
        super().__init__(routes, law.operation)
        self.law = law
        self.sent = sent
        self.shown = shown
        self.overlays = Overlays()

    def tell(self, call: Call) -> Reply | None:
        if call.operation == self.law.operation:
            self.written(call)
        if call.operation == self.law.read.operation:
            return self.overlays.told(call)
        return None

    def written(self, call: Call) -> None:
        """Notices a write, before it is carried out."""

    def gives(self, call: Call) -> bool:
        """Whether the request says something about the field."""
        try:
            get(value_of(call.request), self.sent)
        except LookupError:
            return False
        return True


class Unsaved(Write):
    """The field is read as it was before."""

    def written(self, call: Call) -> None:
        if not self.gives(call):
            return
        # The reply is not known yet, so the way to the thing must be one that the request tells.
        target = self.target(self.law.read, asked(call))
        try:
            before = get(self.ask(call, target).json, self.shown)
        except LookupError:
            return
        if target is not None and call.reply.ok:
            self.overlays.say(target, self.shown, before)


class Clobbers(Write):
    """The field is read as something else after a write that leaves it out."""

    def written(self, call: Call) -> None:
        if not call.reply.ok:
            return
        target = self.target(self.law.read, exchanged(call, call.reply))
        if target is None:
            return
        if self.gives(call):
            self.overlays.stop(target, self.shown)
            return
        try:
            now = get(self.ask(call, target).json, self.shown)
            where = schema_of(self.spec, self.law.read.operation, self.shown)
            blanks: tuple[Any, ...] = (None, "", [], {})
            blank = [each for each in blanks if _is_new(self.spec, where, each, now)]
            new = blank[0] if blank else other(self.spec, where, now)
        except LookupError:
            return
        self.overlays.say(target, self.shown, new)


class RefusedAndSaved(Write):
    """The field is read as something else after a write that was refused."""

    def written(self, call: Call) -> None:
        if call.reply.status not in (400, 422):
            return
        target = self.target(self.law.read, exchanged(call, call.reply))
        try:
            now = get(self.ask(call, target).json, self.shown)
            where = schema_of(self.spec, self.law.read.operation, self.shown)
            new = other(self.spec, where, now)
        except LookupError:
            return
        if target is not None:
            self.overlays.say(target, self.shown, new)


class Alters(Knowing):
    """Another value is written than the one that was sent."""

    def __init__(self, routes: Routes, law: ReadAfterWrite, sent: str) -> None:
        super().__init__(routes, law.operation)
        self.sent = sent

    def tell(self, call: Call) -> Reply | None:
        part = json_body(self.spec.operations[self.operation])
        if call.operation != self.operation or part is None:
            return None
        try:
            value = value_of(call.request)
            where = inside(self.spec, part.schema, part.schema_where, self.sent)
            changed = put(value, self.sent, other(self.spec, where, get(value, self.sent)))
        except LookupError:
            return None
        if not fits(self.spec, part.schema_where, value):
            return None
        reply = call.forward(with_value(call.request, changed))
        return reply if reply.ok else None


class WrongId(Knowing):
    """The reply names another thing than the one that was made."""

    def __init__(self, routes: Routes, law: ReadAfterWrite) -> None:
        super().__init__(routes, law.operation)
        self.law = law

    def tell(self, call: Call) -> Reply | None:
        if call.operation != self.operation or not call.reply.ok:
            return None
        for expression in self.law.read.parameters.values():
            kind, _, where = expression.partition("#")
            try:
                if kind == "$response.body":
                    schema = schema_of(self.spec, self.operation, where)
                    new = other(self.spec, schema, get(call.reply.json, where))
                    return with_json(call.reply, put(call.reply.json, where, new))
                if kind.startswith("$response.header."):
                    name = kind.removeprefix("$response.header.").lower()
                    return with_header(call.reply, name, call.reply.headers[name] + "x")
            except LookupError:
                continue
        return None


def _is_new(spec: Spec, where: str, value: Any, now: Any) -> bool:
    return not same(value, now) and fits(spec, where, value)


# Answers


def _answers(spec: Spec, laws: Laws, routes: Routes, law: Answered) -> Iterator[Mutant]:
    fields = [
        law.at + each.removeprefix(law.read_at)
        for each in steady(spec, laws, law.read.operation)
        if each.rpartition("/")[0] == law.read_at and not _may_move(spec, law.read.operation, each)
    ]

    def another(_: Call, reply: Reply) -> Reply | None:
        return disturbed(spec, law.operation, reply, fields, 1)

    if fields:
        yield Mutant(
            named(spec.operations[law.operation], "answers-other"),
            "lifecycle",
            law.operation,
            law.where,
            f"{law.operation} answers with something else than {law.read.operation} then gives.",
            partial(Replies, routes, law.operation, another),
            law.kind,
        )


def _may_move(spec: Spec, operation: str, where: str) -> bool:
    """Whether nobody could call it a lie: a state may go on between two answers, and what is shown
    only once is null then."""
    try:
        schema = schema_of(spec, operation, where)
    except LookupError:
        return True
    return where.endswith(("status", "state")) or fits(spec, schema, None)


# Deletions


def _deletions(spec: Spec, routes: Routes, law: Final) -> Iterator[Mutant]:
    operation = spec.operations[law.operation]

    def mutant(name: str, sentence: str, lie: Any) -> Mutant:
        return Mutant(
            named(operation, name),
            "lifecycle",
            law.operation,
            law.where,
            sentence,
            partial(lie, routes, law),
            law.kind,
        )

    yield mutant("twice", f"{law.operation} succeeds a second time.", Twice)
    if law.read is not None:
        yield mutant(
            "still-read", f"{law.read.operation} gives what was deleted before.", StillRead
        )
        if success(spec, law.operation) is not None:
            yield mutant("undone", f"{law.operation} deletes nothing.", Undone)


class Deletion(Knowing):
    """Lies about what a deletion did."""

    def __init__(self, routes: Routes, law: Final) -> None:
        super().__init__(routes, law.operation, law.make)
        self.law = law


class Twice(Deletion):
    """The second deletion is answered as the first was."""

    def __init__(self, routes: Routes, law: Final) -> None:
        super().__init__(routes, law)
        self._done: dict[Any, Reply] = {}

    def tell(self, call: Call) -> Reply | None:
        if call.operation != self.operation:
            return None
        if call.reply.ok:
            self._done[at(call)] = call.reply
            return None
        return self._done.get(at(call)) if call.reply.status < 500 else None


class StillRead(Deletion):
    """What was deleted is read as it was before."""

    def __init__(self, routes: Routes, law: Final) -> None:
        super().__init__(routes, law)
        self._known: dict[Any, Reply] = {}

    def tell(self, call: Call) -> Reply | None:
        read = self.law.read
        if read is None:
            return None
        if call.operation == self.operation:
            origin = self.origin(call) if self.make is not None else None
            target = self.target(read, origin) if origin is not None else None
            if target is not None:
                before = self.ask(call, target)
                if before.ok and call.reply.ok:
                    self._known[target] = before
        elif call.operation == read.operation and call.reply.status in (404, 410):
            return self._known.get(at(call))
        return None


class Undone(Deletion):
    """The server is never asked to delete."""

    def tell(self, call: Call) -> Reply | None:
        read = self.law.read
        if call.operation != self.operation or read is None or self.make is None:
            return None
        for exchange in reversed(self.made):
            if self.target(self.make, exchange, self.operation) == at(call):
                target = self.target(read, exchange)
                if target is not None and self.ask(call, target).ok:
                    return success(self.spec, self.operation)
        return None
