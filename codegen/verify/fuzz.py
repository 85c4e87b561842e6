"""Schemathesis as the one that thinks of requests; what comes back is judged here.

Its generators know four kinds: examples, every boundary, random ones, and sequences along links.
Its own verdicts on what a server had to refuse are known to be wrong at times (schemathesis #2726,
#2900, #3073), so they are not asked for: each request is judged as it went over the wire, and each
answer as every other answer is. What is found is asked once more before it counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from codegen.spec import Operation, Spec
from codegen.verify.changes.harmless import is_ruinous
from codegen.verify.conformance import Conformance
from codegen.verify.exchange import NOBODY, Exchange, Reply, Request
from codegen.verify.finding import Finding
from codegen.verify.proofs import proved
from codegen.verify.report.report import Idle, Ran
from codegen.verify.transport import Late
from codegen.verify.wire import Wire

if TYPE_CHECKING:
    from schemathesis.generation.case import Case

    from codegen.verify.world import World

PHASES: Final = ("examples", "coverage", "fuzzing", "stateful")
_GONE: Final = (400, 404, 409, 410, 412, 422)
"""What a change that was carried out may be answered the second time."""
_REFUSALS: Final = (400, 422)
_UNSAFE: Final = ("POST", "PUT", "PATCH", "DELETE")


@dataclass
class Fuzzed:
    """What came of it."""

    findings: list[Finding] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    """How many requests each operation got."""
    could_not: dict[str, str] = field(default_factory=dict)
    """Operations that were not asked, and why."""

    def ran(self, spec: Spec) -> list[Ran]:
        """What ran, for the report."""
        return [
            Ran("fuzz", key, spec.operations[key].where, count) for key, count in self.asked.items()
        ]

    def idle(self, spec: Spec) -> list[Idle]:
        """What could not run, for the report."""
        return [
            Idle("fuzz", key, spec.operations[key].where, why)
            for key, why in self.could_not.items()
            if key not in self.asked
        ]


def fuzz(
    world: World,
    *,
    seed: int = 0,
    examples: int = 10,
    operations: Collection[str] = (),
    phases: Collection[str] = PHASES,
    known: Collection[Finding] = (),
    stop_at_first: bool = False,
    told: Callable[[str], None] | None = None,
) -> Fuzzed:
    """Ask a server whatever its contract lets one think of, and tell what it answers wrongly.

    `examples` is how many random requests each operation gets, beside those that the contract
    itself suggests. `known` is what was found already, and is not found again. Operations whose
    name says that they may end what this run did not make are left out unless `operations` names
    them, or the world is `daring`. Raises Unreachable.
    """
    return _Fuzzer(world, known, told, stop_at_first).run(seed, examples, operations, phases)


class _Fuzzer:
    def __init__(
        self,
        world: World,
        known: Collection[Finding],
        told: Callable[[str], None] | None,
        stop_at_first: bool,
    ) -> None:
        self._world = world
        self._spec = world.spec
        self._wire = Wire(world.spec, world.base)
        self._conformance = Conformance(world.spec)
        self._identity = world.identities[0] if world.identities else NOBODY
        self._causes = {each.cause for each in known}
        self._told = told
        self._stop_at_first = stop_at_first
        self._fuzzed = Fuzzed()
        self._turn = itertools.count()
        self._phase = ""
        self._found: dict[tuple[str, str, str], Finding] = {}
        self._refused: dict[str, list[Exchange]] = {}
        self._for_shape: dict[str, set[int]] = {}
        """With which statuses each operation refused what was surely wrong."""
        self._foreign: set[str] = set()
        """Ids of what this run has seen and not made."""
        self._own: set[str] = set()
        self._fault: ConnectionError | None = None

    def run(
        self,
        seed: int,
        examples: int,
        operations: Collection[str],
        phases: Collection[str],
    ) -> Fuzzed:
        from codegen.verify.generator import Generator

        wanted = {
            (each.method, each.path)
            for each in self._spec.operations.values()
            if self._may(each, operations)
        }
        mark = self._world.mark()
        self._look_around()
        self._make_some(seed)
        generator = Generator(
            self._spec.document,
            self._world.base,
            self._send,
            seed=seed,
            examples=examples,
            wanted=wanted,
            before=self._before,
        )
        try:
            for self._phase in [each for each in PHASES if each in phases]:
                for label, why in generator.run(self._phase):
                    key = self._key(label)
                    if why and key:
                        self._fuzzed.could_not[key] = why
                    elif self._told and key:
                        self._told(f"{self._phase} of {key}")
                    if self._fault or (self._stop_at_first and self._found):
                        generator.stop()
                if self._fault:
                    raise self._fault
            self._judge_refusals(seed)
        finally:
            generator.close()
            self._world.clean(mark)
        self._fuzzed.findings = [*self._found.values()]
        return self._fuzzed

    def _may(self, operation: Operation, chosen: Collection[str]) -> bool:
        if chosen:
            return operation.key in chosen
        if self._world.daring or operation.method not in _UNSAFE:
            return True
        why = ""
        if operation.method == "DELETE" and "{" not in operation.path:
            why = "it deletes without saying what, so it was not fuzzed"
        if is_ruinous(operation):
            why = "by its name it may end what this run did not make, so it was not fuzzed"
        if why:
            self._fuzzed.could_not[operation.key] = f"{why}; name it by --operation"
        return not why

    def _key(self, label: str) -> str:
        method, _, path = label.partition(" ")
        for each in self._spec.operations.values():
            if (each.method, each.path) == (method.upper(), path):
                return each.key
        return ""

    # What there is

    def _look_around(self) -> None:
        """Learn the ids of what is there already: none of it is to be changed."""
        from codegen.verify.sending import request

        for each in self._spec.operations.values():
            needed = any(parameter.required for parameter in each.parameters)
            if each.method == "GET" and not needed:
                sent = request(each, self._world.base, identity=self._identity)
                self._learn(self._world.send(sent).reply)

    def _make_some(self, seed: int) -> None:
        """Make things of each kind, for requests that need one."""
        for maker in self._world.laws.makers:
            for number in range(2):
                self._made(maker.make, f"fuzz {seed} {maker.make} {number}")

    def _made(
        self, operation: str, draws: str, given: Mapping[str, Any] | None = None
    ) -> Exchange | None:
        """The exchange of a success with drawn arguments; None when there is none."""
        from codegen.verify.attempt import Attempt
        from codegen.verify.draws import Draws
        from codegen.verify.finding import Broken, Discard

        attempt = Attempt(self._world, self._conformance, Draws(draws))
        try:
            exchange = attempt.make(operation, None, **(given or {}))
        except (Broken, Discard):
            return None
        self._learn_own()
        return exchange

    def _learn_own(self) -> None:
        for thing in self._world.things:
            if str(thing.id) not in self._own:
                self._own |= {str(thing.id), *_ids(thing.exchange.reply.json)}
        self._foreign -= self._own

    def _learn(self, reply: Reply) -> None:
        if reply.ok and len(reply.body) < 1_000_000:
            self._foreign |= {*_ids(reply.json)} - self._own

    # What is asked

    def _before(self, case: Case[Any]) -> None:
        """Have a request name what exists, and change only what this run has made."""
        from codegen.verify.generator import is_wrong

        key = self._key(f"{case.method} {case.path}")
        turn = next(self._turn)
        strange = turn % 4 == 0 or self._phase == "stateful"
        if case.path_parameters and not is_wrong(case, "path"):
            self._name(case.path_parameters, case.method, strange, turn)
        if isinstance(case.body, dict) and not is_wrong(case, "body"):
            self._name(case.body, case.method, strange, turn)
        if case.query and not is_wrong(case, "query"):
            self._name(case.query, case.method, strange, turn)
            for cursor in self._cursors(key):
                case.query.pop(cursor, None)  # none that is made up is good
        if case.headers and not is_wrong(case, "header") and turn % 4:
            for name in [each for each in case.headers if each.lower().startswith("if-")]:
                del case.headers[name]  # it names a state that nobody knows

    def _name(self, values: Any, method: str, strange: bool, turn: int) -> None:
        for name, value in [*values.items()]:
            if isinstance(value, (dict, list)) or value is None:
                continue
            maker = self._world.maker(name, "")
            is_foreign = method in _UNSAFE and str(value) in self._foreign
            if not is_foreign and (maker is None or strange):
                continue
            things = self._world.living(maker, self._identity) if maker else []
            if things:
                values[name] = things[turn % len(things)].id
            elif is_foreign:
                values[name] = f"{value}"[::-1] if isinstance(value, str) else 2**31 - 1 - turn

    def _cursors(self, key: str) -> Iterator[str]:
        for law in self._world.laws.of(key):
            if getattr(law, "style", "") == "cursor" and getattr(law, "parameter", None):
                yield str(getattr(law, "parameter"))  # noqa: B009

    def _send(self, request: Request) -> Reply:
        """Send what Schemathesis has thought of, and judge what comes back."""
        if self._fault:
            raise self._fault
        operation = self._wire.operation(request.method, request.url)
        ready = proved(request, operation, self._identity)
        if operation is not None:
            parts = self._wire.parts(operation, ready)
            ready = replace(ready, operation=operation.key, parameters=dict(parts.path))
        try:
            exchange = self._world.send(ready)
        except Late:
            raise  # it says nothing, and the next one may be in time
        except ConnectionError as fault:
            self._fault = fault
            raise
        if operation is not None:
            asked = self._fuzzed.asked
            asked[operation.key] = asked.get(operation.key, 0) + 1
            self._judge(operation, exchange)
        return exchange.reply

    # What is found

    def _judge(self, operation: Operation, exchange: Exchange) -> None:
        reply = exchange.reply
        if reply.ok and exchange.request.method in _UNSAFE:
            self._learn_own()
        elif reply.ok and exchange.request.method == "GET":
            self._learn(reply)
        for finding in self._conformance.faults(exchange):
            self._take(finding, exchange, self._conforms_not)
        if not reply.ok and reply.status not in _REFUSALS:
            return
        verdict = self._wire.verdict(operation, exchange.request)
        if reply.ok and verdict.faults:
            fault = verdict.faults[0]
            message = f"this request has to be refused and was accepted ({reply.status})"
            finding = Finding(
                "request.accepted", operation.key, fault.where, f"{message}: {fault.message}"
            )
            self._take(finding, exchange, lambda _finding, again: again.reply.ok)
        elif not reply.ok and verdict.faults:
            self._for_shape.setdefault(operation.key, set()).add(reply.status)
        elif not reply.ok and verdict.is_sound:
            refused = self._refused.setdefault(operation.key, [])
            if len(refused) < 30:
                refused.append(exchange)

    def _conforms_not(self, finding: Finding, again: Exchange) -> bool:
        return any(each.cause == finding.cause for each in self._conformance.faults(again))

    def _take(
        self, finding: Finding, exchange: Exchange, repeats: Callable[[Finding, Exchange], bool]
    ) -> None:
        """Keep a finding that shows itself a second time, with the smallest request known."""
        if finding.cause in self._causes:
            return
        before = self._found.get(finding.cause)
        if before is not None and _size(before.exchanges[-1]) <= 2 * _size(exchange):
            return
        again = self._world.send(exchange.request)
        changed = exchange.request.method in _UNSAFE and again.reply.status in _GONE
        if repeats(finding, again) or (changed and again.reply.status != exchange.reply.status):
            self._found[finding.cause] = replace(finding, exchanges=(exchange,))

    def _judge_refusals(self, seed: int) -> None:
        """Find out which part of a sound request was refused, if it was one part alone.

        A server may refuse what fits the schema for reasons of its own, and with the same status.
        So a part counts only when its meaning lies in the schema (a choice, a truth, a number
        within its limits), when requests without it are accepted, and with it never. Where wrong
        shapes are refused with one status and this with another, it is a rule of the server.
        """
        for key, refused in self._refused.items():
            tried: set[str] = set()
            for exchange in refused:
                if not self._is_for_shape(key, exchange):
                    continue
                for name, value, where in self._telling(self._spec.operations[key], exchange):
                    if len(tried) == 8 or f"{name} {value!r}" in tried:
                        continue
                    tried.add(f"{name} {value!r}")
                    self._judge_part(key, name, value, where, f"refused {seed} {key} {name}")

    def _is_for_shape(self, key: str, exchange: Exchange) -> bool:
        """Whether it was refused as this operation refuses wrong shapes, as far as is known."""
        known = self._for_shape.get(key) or {*_REFUSALS}
        return exchange.reply.status in known & {*_REFUSALS}

    def _judge_part(self, key: str, name: str, value: Any, where: str, seed: str) -> None:
        finding = Finding("request.refused", key, where, "")
        if finding.cause in self._causes or finding.cause in self._found:
            return
        refusal: Exchange | None = None
        for number in range(2):
            control = self._made(key, f"{seed} {number}")
            if control is None or self._made(key, f"{seed} {number}", {name: value}):
                return
            refusal = self._world.known(key).refusal
            if refusal is None or not self._is_for_shape(key, refusal):
                return
            verdict = self._wire.verdict(self._spec.operations[key], refusal.request)
            if not verdict.is_sound:
                return
        assert refusal is not None
        message = f"{name} = {value!r} fits the schema and is refused with {refusal.reply.status}"
        self._found[finding.cause] = replace(finding, message=message, exchanges=(refusal,))

    def _telling(self, operation: Operation, exchange: Exchange) -> Iterator[tuple[str, Any, str]]:
        """The parts of a request whose meaning lies in the schema: name, value, pointer."""
        parts = self._wire.parts(operation, exchange.request)
        for parameter in operation.parameters:
            texts = parts.query.get(parameter.name, [])
            if parameter.place == "query" and len(texts) == 1:
                schema, where = self._spec.resolve(parameter.schema, parameter.schema_where)
                value = _read(schema, texts[0])
                if self._tells(parameter.name, schema, value):
                    yield parameter.name, value, where
        value = exchange.request.value
        if operation.body is None or not exchange.request.body:
            return
        value = Reply(0, {}, exchange.request.body).json
        media = next(iter(operation.body.content.values()), None)
        if isinstance(value, dict) and media is not None:
            for name, schema, where in _properties(self._spec, media.schema, media.schema_where):
                if name in value and self._tells(name, schema, value[name]):
                    yield name, value[name], where

    def _tells(self, name: str, schema: Any, value: Any) -> bool:
        if not isinstance(schema, dict) or self._world.maker(name, "") or _is_id(name):
            return False
        if name in ("operation", "identity"):  # the names of our own arguments
            return False
        if "enum" in schema or "const" in schema or isinstance(value, bool) or value is None:
            return True
        limits = any(each in schema for each in ("minimum", "exclusiveMinimum"))
        limits = limits and any(each in schema for each in ("maximum", "exclusiveMaximum"))
        return isinstance(value, (int, float)) and limits


def _properties(
    spec: Spec, schema: Any, where: str, deep: int = 4
) -> Iterator[tuple[str, Any, str]]:
    from codegen import pointer

    schema, where = spec.resolve(schema, where)
    if not isinstance(schema, dict) or deep == 0:
        return
    for index, each in enumerate(schema.get("allOf") or ()):
        yield from _properties(spec, each, pointer.join(where, "allOf", index), deep - 1)
    for name, each in (schema.get("properties") or {}).items():
        yield name, *spec.resolve(each, pointer.join(where, "properties", name))


def _read(schema: Any, text: str) -> Any:
    kind = schema.get("type") if isinstance(schema, dict) else None
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    try:
        return {"integer": int, "number": float}[str(kind)](text)
    except (KeyError, ValueError):
        return text


def _ids(value: Any, deep: int = 6) -> Iterator[str]:
    """Everything in an answer that is called an id."""
    if deep and isinstance(value, dict):
        for name, each in value.items():
            if _is_id(name) and isinstance(each, (str, int)) and not isinstance(each, bool):
                yield str(each)
            else:
                yield from _ids(each, deep - 1)
    elif deep and isinstance(value, list):
        for each in value[:200]:
            yield from _ids(each, deep - 1)


def _is_id(name: str) -> bool:
    bare = name.lower().replace("-", "_")
    return (
        bare in ("id", "uuid", "key", "slug", "_id")
        or bare.endswith(("_id", "_ids", "_uuid"))
        or (name.endswith(("Id", "ID", "Uuid", "Ids")))
    )


def _size(exchange: Exchange) -> int:
    request = exchange.request
    headers = sum(len(name) + len(value) for name, value in request.headers.items())
    return len(request.url) + len(request.body or b"") + headers
