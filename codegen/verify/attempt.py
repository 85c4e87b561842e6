"""The one implementation of `Trial`: one attempt, over one sequence of choices."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn, TypeVar

from hypothesis.strategies import SearchStrategy, integers

from codegen.laws.law import Law, Maker, Reach
from codegen.spec import Operation, Parameter, Part
from codegen.verify.changes.schemas import fits
from codegen.verify.conformance import Conformance
from codegen.verify.draws import Draws, Exhausted
from codegen.verify.exchange import NOBODY, Exchange, Identity, Request
from codegen.verify.expression import evaluate
from codegen.verify.finding import Broken, Discard, Finding
from codegen.verify.linked import put_in
from codegen.verify.paths import path_names, path_to
from codegen.verify.preparation import AS_IT_IS, as_it_is, is_state, steps, things
from codegen.verify.sending import default_media_type, is_json, request
from codegen.verify.thing import settled
from codegen.verify.transport import Late
from codegen.verify.trial import ABSENT
from codegen.verify.values import ORDINARY, SPARSE, WHOLE, Impossible, Manner, Refer, Seen
from codegen.verify.world import Step, World, example_of, is_conditional, media_value

T = TypeVar("T")

_MANNERS: Final[dict[str, Manner]] = {
    "ordinary": Manner(fullness=0.6, odd=0.0),
    "example": ORDINARY,
    "sparse": SPARSE,
    "whole": WHOLE,
    "seen": SPARSE,
    "linked": ORDINARY,
}
"""How an operation is filled in: `example` takes those of the document, `seen` takes what replies
showed where the contract names a schema or property alike, `linked` the body of a link."""
_DRAWN: Final = ("sparse", "ordinary", "whole")
_CALLED: Final = re.compile(
    r"(.*_)?(name|title|label|slug|login|handle|e_?mail|sku|code|key|number)", re.IGNORECASE
)
"""Properties of which there may be only one with the same value."""
_NEEDED: Final = ("example", "whole", "ordinary", "sparse", "seen")
"""How what an operation needs is filled in when the operation was refused: rich at first."""
_REFUSED: Final = (8, 6, 2)
"""So many refusals, and an operation cannot be carried out: at first, and after it was so once, and
more often."""
_DEEP: Final = 6
_IN_VAIN: Final = 3
"""So often a step is taken in vain."""
_MANNERS_TRIED: Final = 3
"""So many ways of filling what is done before something else."""
_ALIKE: Final = 3
"""In each so manieth body, two names of things of one kind mean the same thing."""


class Attempt:
    """What a check is given; see `Trial` for what each of these means."""

    def __init__(
        self,
        world: World,
        conformance: Conformance,
        draws: Draws,
        tolerated: frozenset[tuple[str, str, str]] = frozenset(),
        overheard: list[Finding] | None = None,
    ) -> None:
        """Findings with a `tolerated` cause are known: the answers go on as they are. To
        `overheard` is added what is wrong with successes that a check asked for other reasons."""
        self.spec = world.spec
        self.laws = world.laws
        self._asked: list[Exchange] = []
        self.exchanges: Sequence[Exchange] = self._asked
        self.identities: Sequence[Identity] = world.identities
        self.memory = world.memory
        self.daring = world.daring
        self.tolerated: list[Finding] = []
        """What was found and let pass in this attempt."""
        self._world = world
        self._conformance = conformance
        self._draws = draws
        self._known = tolerated
        self._overheard = overheard
        self._making: list[Maker] = []
        self._number = 0
        """The how manieth try the outermost making is at: what it needs is varied too."""
        self._things: dict[tuple[str, str, int], Any] = {}
        self._preparing: list[str] = []
        self._turns: dict[str, int] = {}
        self._bodies = 0

    def draw(self, strategy: SearchStrategy[T]) -> T:
        try:
            return self._draws.draw(strategy)
        except Exhausted as gone:
            raise Discard(f"nothing can be drawn from {gone}") from gone

    def ask(
        self,
        operation: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = ABSENT,
        media_type: str | None = None,
        identity: Identity | None = None,
        conform: bool = True,
    ) -> Exchange:
        sent = request(
            self._operation(operation),
            self._world.base,
            path=path,
            query=query,
            headers=headers,
            body=body,
            media_type=media_type,
            identity=self._who(identity),
        )
        return self.send(sent, conform=conform)

    def send(self, request: Request, *, conform: bool = False) -> Exchange:
        try:
            exchange = self._world.send(request)
        except Late as late:
            raise Discard(f"{request.operation}: {late}") from late
        self._asked.append(exchange)
        if conform:
            self._hold(exchange)
        elif exchange.reply.ok and self._overheard is not None and self._is_as_meant(exchange):
            self._overheard += [
                finding for finding in self._faults(exchange) if finding.cause not in self._known
            ]
        return exchange

    def fill(self, operation: str, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        manner = self._manner(operation, 0)
        return self._fill(self._operation(operation), given or {}, manner, None, True)

    def make(self, operation: str, identity: Identity | None = None, **given: Any) -> Exchange:
        found = self._operation(operation)
        known = self._world.known(operation)
        before, things = self._number, dict(self._things)
        refusal = "nothing"
        for number in range(_REFUSED[min(known.in_vain + len(self._making), len(_REFUSED) - 1)]):
            self._number = number or known.needs
            if self._making and before and not number:
                manner = _NEEDED[(before - 1) % len(_NEEDED)]
            else:
                manner = self._manner(operation, number + (before if self._making else 0))
            arguments = self._fill(found, given, manner, identity, False)
            arguments = self.prepare(operation, arguments, identity)
            exchange = self.ask(operation, **arguments, identity=identity)
            known.tried[manner] += 1
            if is_state(exchange) and known.prepared is None:
                exchange = self._prepared(found, arguments, exchange, identity)
            if exchange.reply.ok:
                known.worked[manner] += 1
                known.in_vain = 0
                known.needs = self._number
                self._number = before
                return exchange
            known.refusal = exchange
            refusal = _refusal(exchange)
            self._drop(exchange)
            # What is refused for who asks is not made by asking for something else; but a link may
            # know what proves it.
            untried = operation in self._world.linked and not known.tried["linked"]
            final = exchange.reply.status in (401, 403, 405, 501) and not untried
            if final or "body" in given:
                break
            self._things = dict(things) if self._making else {}
            self._turns = {name: turn + 1 for name, turn in self._turns.items()}
        known.in_vain += 1
        self._number = before
        raise Discard(
            f"{operation} was refused whatever was tried, last with {refusal}: nothing behind it"
            " was checked; an example in the document that the server accepts would help"
        )

    def reach(
        self,
        reach: Reach,
        exchange: Exchange,
        *,
        identity: Identity | None = None,
        conform: bool = True,
        **arguments: Any,
    ) -> Exchange:
        operation = self._operation(reach.operation)
        given: dict[str, Any] = {}
        for name, expression in reach.parameters.items():
            try:
                given[name] = evaluate(expression, exchange)
            except LookupError:
                raise Discard(f"{exchange.request.operation} gives no {expression}") from None
        for place in ("path", "query", "headers"):
            given.update(arguments.get(place) or {})
        if "body" in arguments:
            given["body"] = arguments["body"]
        filled = self._fill(operation, given, self._manner(operation.key, 0), identity, False)
        for place in ("path", "query", "headers"):
            filled[place] = {**filled[place], **(arguments.get(place) or {})}
        for name in ("body", "media_type"):
            if name in arguments:
                filled[name] = arguments[name]
        return self.ask(reach.operation, **filled, identity=identity, conform=conform)

    def value(self, expression: str, exchange: Exchange) -> Any:
        return evaluate(expression, exchange)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        ends = time.monotonic() + seconds
        pause = 0.02
        while not until():
            left = ends - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(pause, left))
            pause = min(pause * 1.5, 1.0)
        return True

    def broken(
        self,
        law: Law | None,
        message: str,
        *,
        rule: str | None = None,
        operation: str | None = None,
        where: str | None = None,
    ) -> NoReturn:
        if law is not None:
            rule, operation = rule or law.kind, operation or law.operation
            where = where if where is not None else law.where
        if operation is None and self.exchanges:
            operation = self.exchanges[-1].request.operation
        if where is None and operation in self.spec.operations:
            where = self.spec.operations[operation].where
        finding = Finding(
            rule or "contract", operation or "", where or "", message, tuple(self.exchanges)
        )
        raise Broken(finding)

    def discard(self, why: str) -> NoReturn:
        raise Discard(why)

    def _operation(self, key: str) -> Operation:
        found = self.spec.operations.get(key)
        if found is None:
            raise Discard(f"there is no operation {key}")
        return found

    def _who(self, identity: Identity | None) -> Identity:
        if identity is not None:
            return identity
        return self.identities[0] if self.identities else NOBODY

    def _is_as_meant(self, exchange: Exchange) -> bool:
        """Whether a request came to its operation: not as HEAD, nor elsewhere by an odd path."""
        sent = exchange.request
        operation = self.spec.operations.get(sent.operation)
        if operation is None or operation.method != sent.method:
            return False
        values = [str(sent.parameters.get(name)) for name in path_names(operation)]
        return not any("/" in each or ".." in each for each in values)

    def _faults(self, exchange: Exchange) -> Iterator[Finding]:
        for fault in self._conformance.faults(exchange):
            yield Finding(
                fault.rule, fault.operation, fault.where, fault.message, tuple(self.exchanges)
            )

    def _hold(self, exchange: Exchange) -> None:
        for finding in self._faults(exchange):
            if finding.cause not in self._known:
                raise Broken(finding)
            self.tolerated.append(finding)

    def prepare(
        self, operation: str, arguments: Mapping[str, Any], identity: Identity | None = None
    ) -> dict[str, Any]:
        step = self._world.known(operation).prepared
        if step is None:
            return dict(arguments)
        return self._carry_out(step, self._operation(operation), arguments, identity) or {
            **arguments
        }

    def _prepared(
        self,
        operation: Operation,
        arguments: Mapping[str, Any],
        refusal: Exchange,
        identity: Identity | None,
    ) -> Exchange:
        """Ask once more after the next thing that may help; the answer, or the refusal."""
        known = self._world.known(operation.key)
        found = steps(self._world, operation, arguments, self._who(identity))
        # What was done in vain is done otherwise later: rows may have been put there, but none.
        for step in sorted(found, key=lambda each: known.useless[each]):
            if known.useless[step] >= (1 if step == AS_IT_IS else _IN_VAIN):
                continue
            known.useless[step] += 1
            prepared = self._carry_out(step, operation, arguments, identity)
            if prepared is None:
                continue
            exchange = self.ask(operation.key, **prepared, identity=identity)
            if exchange.reply.ok:
                known.prepared = step
                self._drop(refusal)
                return exchange
            self._drop(exchange)
            if step != AS_IT_IS:
                break  # another one is tried on another thing: this one is not as it was made
        return refusal

    def _carry_out(
        self,
        step: Step,
        operation: Operation,
        arguments: Mapping[str, Any],
        identity: Identity | None,
    ) -> dict[str, Any] | None:
        """Do one thing before an operation; the operation's arguments then, None when it was
        refused itself, or made nothing that the operation could be about."""
        about = things(self._world, operation, arguments, self._who(identity))
        if step == AS_IT_IS:
            return as_it_is(self, about, arguments)
        if step.operation in self._preparing:
            return None
        other = self._operation(step.operation)
        given = {
            name: thing.id
            for name in path_names(other)
            for thing in about
            if thing.maker is self._world.maker_of(other, name)
        }
        self._preparing.append(other.key)
        try:
            for number in range(len(_MANNERS) if step.onto else _MANNERS_TRIED):
                filled = self._fill(other, given, self._manner(other.key, number), identity, False)
                done = self._done(other, filled, identity)
                if done.reply.ok:
                    settled(self, done)
                    return self._onto(operation, arguments, done) if step.onto else {**arguments}
                self._drop(done)
        except Discard:
            pass
        finally:
            self._preparing.pop()
        return None

    def _onto(
        self, operation: Operation, arguments: Mapping[str, Any], done: Exchange
    ) -> dict[str, Any] | None:
        """The arguments about what was made beside the thing that they are about; None when that
        is the same one."""
        kin = self._world.kindred[done.request.operation]
        id = kin.of(done)
        path = dict(arguments.get("path") or {})
        for name in path_names(operation):
            if self._world.maker_of(operation, name) is kin.maker and str(path.get(name)) != str(
                id
            ):
                return {**arguments, "path": {**path, name: id}} if id is not None else None
        return None

    def _done(
        self, operation: Operation, arguments: Mapping[str, Any], identity: Identity | None
    ) -> Exchange:
        """Ask, at most once more: about things that are finished, and as they are."""
        known = self._world.known(operation.key)
        arguments = self.prepare(operation.key, arguments, identity)
        done = self.ask(operation.key, **arguments, identity=identity)
        if known.prepared is None and is_state(done):
            about = things(self._world, operation, arguments, self._who(identity))
            now = as_it_is(self, about, arguments)
            if now is not None:
                self._drop(done)
                done = self.ask(operation.key, **now, identity=identity)
                if done.reply.ok:
                    known.prepared = AS_IT_IS
        return done

    def _drop(self, exchange: Exchange) -> None:
        """A refusal on the way is no step towards a finding."""
        self._asked[:] = [each for each in self._asked if each is not exchange]

    # Filling in

    def _manner(self, operation: str, number: int) -> str:
        """How the n-th try is filled: in one of the ways that worked, then in every other."""
        known = self._world.known(operation)
        rates = {
            each: (known.worked[each] + 1) / (known.tried[each] + 1.5 + index / 10)
            for index, each in enumerate(_MANNERS)
        }
        order = sorted(_MANNERS, key=lambda each: -rates[each])
        if operation not in self._world.linked:
            order.remove("linked")
        if number == 0:
            # Examples are all alike, and what was seen may not be ours: they are second best.
            drawn = _DRAWN[self.draw(integers(0, len(_DRAWN) - 1))]
            return drawn if rates[drawn] >= rates[order[0]] / 2 else order[0]
        return order[number % len(order)]

    def _fill(
        self,
        operation: Operation,
        given: Mapping[str, Any],
        manner: str,
        identity: Identity | None,
        some: bool,
    ) -> dict[str, Any]:
        filled: dict[str, Any] = {"path": {}, "query": {}, "headers": {}}
        for name, value in given.items():
            maker = self._world.maker_of(operation, name)
            if maker is not None and isinstance(value, (str, int)):
                self._things[maker.make, self._who(identity).name, 0] = value
        cookies = []
        for each in operation.parameters:
            if each.name in given:
                value = given[each.name]
            elif each.required or (some and self._is_wanted(each)):
                value = self._argument(operation, each, manner, identity)
            else:
                continue
            if each.place == "cookie":
                cookies.append(f"{each.name}={value}")
            else:
                filled["headers" if each.place == "header" else each.place][each.name] = value
        if cookies:
            filled["headers"]["Cookie"] = "; ".join(cookies)
        filled["headers"] = {
            name: value if isinstance(value, str) else _written(value)
            for name, value in filled["headers"].items()
        }
        if "body" in given:
            filled["body"] = given["body"]
        elif operation.body is not None and operation.body.content:
            filled["media_type"] = default_media_type(operation)
            filled["body"] = self._body(operation, filled["media_type"], manner, identity)
            own = {name for name in given if operation.parameter(name) is None}
            if own and isinstance(filled["body"], dict):
                filled["body"] = {**filled["body"], **{name: given[name] for name in own}}
        return filled

    def _is_wanted(self, parameter: Parameter) -> bool:
        """Whether an optional parameter is given: now and then, where any value of it will do."""
        if is_conditional(parameter) or parameter.raw.get("deprecated") is True:
            return False
        schema = parameter.schema
        if isinstance(schema, dict) and "$ref" in schema:
            schema, _ = self.spec.resolve(schema, parameter.schema_where)
        if not isinstance(schema, dict):
            return False
        simple = "enum" in schema or schema.get("type") in ("integer", "boolean")
        return simple and self.draw(integers(0, 9)) == 9

    def _argument(
        self, operation: Operation, parameter: Parameter, manner: str, identity: Identity | None
    ) -> Any:
        found = self._id(self._world.maker_of(operation, parameter.name), identity)
        if found is ABSENT and parameter.place == "path":
            found = self._around(operation, parameter.name, identity)
            if found is ABSENT:
                found = self._there(operation, parameter.name)
        if found is not ABSENT:
            return found
        if manner == "example":
            for example in example_of(parameter):
                return example
        if is_conditional(parameter) and parameter.name.lower() == "if-match":
            return "*"
        try:
            return self._world.values.value(
                self.draw,
                parameter.schema_where,
                refer=self._referring(manner, identity),
                manner=_MANNERS[manner],
                name=parameter.name,
            )
        except Impossible:
            raise Discard(
                f"no value was found for the parameter {parameter.name}: give an example in the"
                " document"
            ) from None

    def _around(self, operation: Operation, name: str, identity: Identity | None) -> Any:
        """The id of what nothing makes, under which what the path names further on was made;
        ABSENT when there is no such thing."""
        names = path_names(operation)
        where = path_to(operation, name)
        for further in names[names.index(name) + 1 :] if name in names else ():
            maker = self._world.maker_of(operation, further)
            if maker is None or path_to(self._operation(maker.make), name) != where:
                continue
            id = self._id(maker, identity)
            for thing in reversed(self._world.living(maker, self._who(identity))):
                if str(thing.id) == str(id) and name in thing.exchange.request.parameters:
                    return thing.exchange.request.parameters[name]
        return ABSENT

    def _body(
        self, operation: Operation, media_type: str, manner: str, identity: Identity | None
    ) -> Any:
        assert operation.body is not None
        part = operation.body.content[media_type]
        essence = media_type.partition(";")[0].strip().lower()
        form = essence in ("multipart/form-data", "application/x-www-form-urlencoded")
        if not form and not is_json(media_type) and "*" not in media_type:
            return media_value(part, media_type, self._world.texts)
        if manner == "linked":
            linked = self._linked(operation, part, identity)
            if linked is not ABSENT:
                return linked
        self._bodies += 1
        refer = self._referring(manner, identity, operation)
        try:
            value = self._world.values.value(
                self.draw, part.schema_where, refer=refer, manner=_MANNERS[manner]
            )
        except Impossible:
            for value in example_of(part):
                return value
            raise Discard(
                f"no body was found for {operation.key}: give an example in the document"
            ) from None
        if manner == "example":
            examples = [*example_of(part), *self._world.values.examples(part.schema_where)]
            if examples:
                example = examples[self.draw(integers(0, len(examples) - 1))]
                refusal = self._world.known(operation.key).refusal
                if refusal is not None and refusal.reply.status == 409:
                    example = _called(example, value)
                return self._renewed(example, value)
        return value

    def _linked(self, operation: Operation, part: Part, identity: Identity | None) -> Any:
        """The body that an answer gives by a link, the last one or one that is asked for now;
        ABSENT where there is none."""
        who = self._who(identity)
        for source, template in self._world.linked[operation.key]:
            before = self._world.succeeded.get((source, who.name))
            if before is None and source != operation.key and source not in self._preparing:
                self._preparing.append(source)
                try:
                    before = self.make(source, who)
                except Discard:
                    continue
                finally:
                    self._preparing.pop()
            with suppress(LookupError):
                value = put_in(template, before) if before is not None else ABSENT
                if value is not ABSENT and fits(self.spec, part.schema_where, value):
                    return value
        return ABSENT

    def _renewed(self, example: Any, drawn: Any) -> Any:
        """An example, with the ids that this run knows in the places of its own."""
        if isinstance(example, list) and isinstance(drawn, list) and drawn:
            return [self._renewed(each, drawn[0]) for each in example]
        if not isinstance(example, dict) or not isinstance(drawn, dict):
            return example
        found = dict(example)
        for name in example:
            if name in drawn:
                known = self._world.maker(name, "") or self._world.maker(name.removesuffix("s"), "")
                found[name] = drawn[name] if known else self._renewed(example[name], drawn[name])
        return found

    def _there(self, operation: Operation, name: str) -> Any:
        """The id of something that nothing makes and a list shows, the same one throughout this
        attempt; ABSENT where there is none, or where it is not to be touched."""
        if not self._world.may_use(operation, name):
            return ABSENT
        ids = self._world.there(path_to(operation, name)) or self._world.there(name)
        return ids[self._turn(name, len(ids)) % len(ids)] if ids else ABSENT

    def _turn(self, what: str, most: int) -> int:
        """A number that is drawn once in this attempt."""
        if what not in self._turns:
            self._turns[what] = self.draw(integers(0, most - 1))
        return self._turns[what]

    # References

    def _referring(
        self, manner: str, identity: Identity | None, operation: Operation | None = None
    ) -> Refer:
        """`operation` is given for its body."""
        used: Counter[str] = Counter()
        others: dict[str, list[str]] = {}
        for name in path_names(operation) if operation is not None else ():
            aim = self._world.maker_of(operation, name) if operation is not None else None
            if aim is not None:
                others[aim.make] = [""]

        def refer(name: str, where: str) -> Any:
            maker = self._world.maker(name, where)
            number = self._which(maker, name, others) if operation is not None else 0
            found = self._id(maker, identity, number)
            there = self._world.there(name, where) if found is ABSENT else []
            if there:
                # Several in one body are several things.
                what = where or name
                used[what] += 1
                turn = self._turn(what, len(there)) + used[what] - 1
                return Seen(there[turn % len(there)])
            if found is ABSENT and manner == "seen":
                values = self._world.shown(f"#{where}" if where else name)
                if values:
                    return Seen(values[self.draw(integers(0, len(values) - 1))])
            return found

        return refer

    def _which(self, maker: Maker | None, name: str, others: dict[str, list[str]]) -> int:
        """The how manieth thing of its kind a property means: `parent_id` and `from_account_id`
        are hardly the one that the path names, nor `to_account_id`; they are now and then."""
        if maker is None or not name or name in maker.names:
            return 0
        known = others.setdefault(maker.make, [])
        if name not in known:
            known.append(name)
        number = known.index(name)
        return 0 if self._bodies % _ALIKE == 0 else number

    def _id(self, maker: Maker | None, identity: Identity | None, number: int = 0) -> Any:
        """The id of a thing that was made for this attempt, the same one for the same number;
        ABSENT when nothing makes one."""
        if maker is None or maker in self._making or len(self._making) >= _DEEP:
            return ABSENT
        who = self._who(identity)
        key = maker.make, who.name, number
        if key not in self._things:
            self._making.append(maker)
            try:
                exchange = self.make(maker.make, who)
                self._things[key] = evaluate(maker.id, exchange)
            except LookupError:
                raise Discard(f"{maker.make} answers without an id of what it made") from None
            except Discard:
                living = self._world.living(maker, who)
                if not living:
                    raise
                self._things[key] = living[-1].id
            finally:
                self._making.pop()
        return self._things[key]


def _written(value: Any) -> str:
    from codegen.verify.sending import text

    return ",".join(map(text, value)) if isinstance(value, list) else text(value)


def _refusal(exchange: Exchange) -> str:
    body = exchange.reply.body[:200].decode("utf-8", "replace")
    return f"{exchange.reply.status} {body}".strip()


def _called(example: Any, drawn: Any) -> Any:
    """An example under another name: there may be one with its own already."""
    if not isinstance(example, dict) or not isinstance(drawn, dict):
        return example
    return {
        name: drawn[name]
        if isinstance(value, str) and isinstance(drawn.get(name), str) and _CALLED.fullmatch(name)
        else value
        for name, value in example.items()
    }
