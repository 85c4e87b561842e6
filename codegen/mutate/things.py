"""What a lie knows about things: who made them, where they are read, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codegen import pointer
from codegen.mutate.changed import is_json, query, with_json
from codegen.mutate.mutant import Call, Lie
from codegen.mutate.places import places
from codegen.mutate.sample import other, same
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.expression import evaluate
from codegen.verify.sending import request as written

if TYPE_CHECKING:
    from codegen.laws.law import Laws, Reach
    from codegen.mutate.routes import Routes
    from codegen.spec import Spec
    from codegen.verify.exchange import Request

Target = tuple[str, tuple[tuple[str, str], ...]]
"""An operation and its path parameters: where a thing is read."""

_MOST = 200


class Knowing(Lie):
    """A lie that needs to know how things are called.

    `make` is how the things come to be that `operation` is about; without it, every reach of the
    law is over the operation's own exchange.
    """

    def __init__(self, routes: Routes, operation: str, make: Reach | None = None) -> None:
        super().__init__(routes)
        self.spec: Spec = routes.spec
        self.operation = operation
        self.make = make
        self.made: list[Exchange] = []

    def __call__(self, request: Request, forward: Any) -> Reply:
        """As `Lie` has it; what was made truly is remembered."""
        operation, path = self.routes.find(request)
        call = Call(request, forward, operation, path)
        told = self.tell(call)
        if self.make is not None and operation == self.make.operation and call.reply.ok:
            self.made.append(exchanged(call, call.reply))
            del self.made[:-_MOST]
        if told is None:
            return call.reply
        self.lied += 1
        return told

    def origin(self, call: Call) -> Exchange | None:
        """The exchange that the law's reaches are over, for a call of its operation."""
        if self.make is None:
            return exchanged(call, call.reply)
        for exchange in reversed(self.made):
            if self.target(self.make, exchange, self.operation) == (
                self.operation,
                _frozen(call.path),
            ):
                return exchange
        return None

    def target(
        self, reach: Reach, exchange: Exchange, operation: str | None = None
    ) -> Target | None:
        """Where a reach leads; None when an expression gives nothing."""
        key = operation or reach.operation
        found: dict[str, str] = {}
        for parameter in self.spec.operations[key].parameters:
            if parameter.place == "path":
                if parameter.name not in reach.parameters:
                    return None
                try:
                    value = evaluate(reach.parameters[parameter.name], exchange)
                except LookupError:
                    return None
                found[parameter.name] = str(value)
        return key, _frozen(found)

    def ask(self, call: Call, target: Target | None, queries: Mapping[str, Any] = {}) -> Reply:
        """Ask the true server, as whoever sent the call. LookupError for an unknown target."""
        if target is None:
            raise LookupError
        operation = self.spec.operations[target[0]]
        asked = written(
            operation,
            self.routes.base(call.request),
            path=dict(target[1]),
            query=queries,
            identity=call.request.identity,
        )
        if not call.request.identity.headers and not call.request.identity.cookies:
            from codegen.mutate.credentials import Credentials

            asked = Credentials(self.spec).moved(asked, call.request)
        return call.forward(asked)


def exchanged(call: Call, reply: Reply) -> Exchange:
    """The exchange, with the parameters that its URL tells."""
    parameters = {**dict(query(call.request)), **call.path, **call.request.parameters}
    return Exchange(replace(call.request, parameters=parameters), reply)


def asked(call: Call) -> Exchange:
    """The exchange of a call that is not answered yet."""
    return exchanged(call, Reply(0, {}, b""))


def at(call: Call) -> Target:
    """Where a call goes."""
    return call.operation or "", _frozen(call.path)


def _frozen(path: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in path.items()))


class Overlays:
    """What a lie says about things: other values, by where they are read and by pointer."""

    def __init__(self) -> None:
        self._said: dict[Target, dict[str, Any]] = {}

    def say(self, target: Target, where: str, value: Any) -> None:
        """From now on, there is this value."""
        self._said.setdefault(target, {})[where] = value

    def stop(self, target: Target, where: str) -> None:
        """From now on, the truth."""
        self._said.get(target, {}).pop(where, None)

    def told(self, call: Call) -> Reply | None:
        """The reply to a call with what was said; None when that is the truth."""
        said = self._said.get(at(call))
        if not said or not call.reply.ok or not is_json(call.reply.headers.get("content-type", "")):
            return None
        value = call.reply.json
        for where, new in said.items():
            value = put(value, where, new)
        return None if same(value, call.reply.json) else with_json(call.reply, value)


def get(value: Any, where: str) -> Any:
    """What stands at a pointer. LookupError when nothing does."""
    try:
        return pointer.follow(value, where)
    except (TypeError, ValueError, IndexError) as missing:
        raise LookupError(where) from missing


def put(value: Any, where: str, new: Any) -> Any:
    """A copy with another value at a pointer; the same where nothing stands there."""
    steps = pointer.split(where)
    if not steps:
        return new
    step, inner = steps[0], pointer.join("", *steps[1:])
    if isinstance(value, dict) and (step in value or not inner):
        return {**value, step: put(value.get(step), inner, new)}
    if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        index = int(step)
        return [*value[:index], put(value[index], inner, new), *value[index + 1 :]]
    return value


def without(value: Any, where: str) -> Any:
    """A copy without what stands at a pointer."""
    head, _, last = where.rpartition("/")
    parent = get(value, head)
    if not isinstance(parent, dict):
        raise LookupError(where)
    name = pointer.split("/" + last)[0]
    return put(value, head, {key: each for key, each in parent.items() if key != name})


def schema_of(spec: Spec, operation: str, where: str) -> str:
    """The pointer of the schema of what stands at a pointer in an operation's JSON reply.

    LookupError when the document does not say.
    """
    for answer in spec.operations[operation].successes:
        for media_type, part in answer.content.items():
            if is_json(media_type):
                return inside(spec, part.schema, part.schema_where, where)
    raise LookupError(where)


def inside(spec: Spec, schema: Any, at: str, where: str) -> str:
    """The pointer of the schema of what stands at a pointer in a value of a schema."""
    steps = tuple(pointer.split(where))
    for place in places(spec, schema, at):
        if len(place.steps) == len(steps) and all(
            one == two or (one is None and two.isdecimal())
            for one, two in zip(place.steps, steps, strict=True)
        ):
            return place.whole
    raise LookupError(where)


def steady(spec: Spec, laws: Laws, operation: str) -> tuple[str, ...]:
    """Pointers in an operation's reply to what clients decide, so that it changes by nobody else:
    what a write is said to set; else plain texts."""
    from codegen.laws.law import ReadAfterWrite

    found = [
        pair[1]
        for law in laws.laws
        if isinstance(law, ReadAfterWrite) and law.read.operation == operation
        for pair in law.fields
    ]
    return tuple(dict.fromkeys(found))


def disturbed(
    spec: Spec, operation: str, reply: Reply, fields: Iterable[str], times: int
) -> Reply | None:
    """A reply in which one of these fields is changed so many times; None when none can be."""
    if not reply.ok or not is_json(reply.headers.get("content-type", "")):
        return None
    for where, value in _there(reply.json, fields):
        try:
            schema = schema_of(spec, operation, where)
            for _ in range(min(times, 7)):
                value = other(spec, schema, value)
        except LookupError:
            continue
        return with_json(reply, put(reply.json, where, value))
    return None


def _there(value: Any, fields: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for where in fields:
        try:
            yield where, get(value, where)
        except LookupError:
            continue
