"""The one implementation of `Trial`: one attempt, over one sequence of choices."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

from hypothesis.strategies import SearchStrategy

from codegen.laws.law import Law, Reach
from codegen.spec import Operation
from codegen.verify.by_writing import (
    next_state,
    required,
    shown_as,
    state_writes,
    states,
)
from codegen.verify.conformance import Conformance
from codegen.verify.draws import Draws, Exhausted
from codegen.verify.exchange import Exchange, Identity, Request
from codegen.verify.expression import evaluate
from codegen.verify.filling import MANNERS, Filling
from codegen.verify.finding import Broken, Discard, Finding
from codegen.verify.paths import path_names
from codegen.verify.preparation import AS_IT_IS, as_it_is, is_state, named, steps, things
from codegen.verify.sending import request
from codegen.verify.thing import settled
from codegen.verify.transport import Late
from codegen.verify.trial import ABSENT
from codegen.verify.world import Step, Thing, World

T = TypeVar("T")

_NEEDED: Final = ("example", "whole", "ordinary", "sparse", "seen")
"""How what an operation needs is filled in when the operation was refused: rich at first."""
_REFUSED: Final = (8, 6, 2)
"""So many refusals, and an operation cannot be carried out: at first, and after it was so once, and
more often."""
_FORM: Final = (400, 422)
"""Where a state was refused and the form is now, the step between was the right one."""
_IN_VAIN: Final = 3
"""So often a step is taken in vain."""
_MANNERS_TRIED: Final = 3
"""So many ways of filling what is done before something else."""


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
        self._number = 0
        """The how manieth try the outermost making is at: what it needs is varied too."""
        self._filling = Filling(world, self.draw, self.make)

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
            identity=self._world.who(identity),
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

    def fill(
        self, operation: str, given: Mapping[str, Any] | None = None, *, anew: bool = False
    ) -> dict[str, Any]:
        manner = self._filling.manner(operation, 0)
        known = self._world.known(operation)
        with self._filling.like_before(known.needed if known.is_fussy else {}):
            return self._filling.fill(
                self._operation(operation), given or {}, manner, None, True, anew
            )

    def linked(self, operation: str) -> Any:
        return self._filling.linked(self._operation(operation), None)

    def make(self, operation: str, identity: Identity | None = None, **given: Any) -> Exchange:
        with self._filling.like_before({}):
            return self._made(operation, identity, given)

    def _made(
        self, operation: str, identity: Identity | None, given: Mapping[str, Any]
    ) -> Exchange:
        found = self._operation(operation)
        known = self._world.known(operation)
        filling = self._filling
        before, things = self._number, dict(filling.things)
        like, fussy, refusal = filling.like, known.is_fussy, "nothing"
        for number in range(_REFUSED[min(known.in_vain + len(filling.making), len(_REFUSED) - 1)]):
            self._number = number or known.needs
            filling.like = {**like, **(known.needed if (number + fussy) % 2 else {})}
            if filling.making and before and not number:
                manner = _NEEDED[(before - 1) % len(_NEEDED)]
            else:
                manner = filling.manner(operation, number + (before if filling.making else 0))
            arguments = filling.fill(found, given, manner, identity, False, anew=True)
            arguments = self.prepare(operation, arguments, identity)
            exchange = self.ask(operation, **arguments, identity=identity)
            known.tried[manner] += 1
            if is_state(exchange) and known.prepared is None:
                exchange = self._prepared(found, arguments, exchange, identity)
            if exchange.reply.ok:
                known.worked[manner] += 1
                known.in_vain = 0
                known.needs = self._number
                known.needed = filling.needed()
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
            filling.again(things if filling.making else {})
        known.in_vain += 1
        self._number = before
        now = " this time" if known.worked else ""
        raise Discard(
            f"{operation} was refused{now} whatever was tried, last with {refusal}: nothing"
            " behind it was checked; an example in the document that the server accepts would help"
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
        manner = self._filling.manner(operation.key, 0)
        filled = self._filling.fill(operation, given, manner, identity, False)
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
        if step is None or self._is_there(step, identity):
            return dict(arguments)
        return self._carry_out(step, self._operation(operation), arguments, identity) or {
            **arguments
        }

    def bring(self, made: Exchange, state: str) -> bool:
        for thing in self._world.things:
            for step in state_writes(self._world, None, [thing] if thing.exchange is made else []):
                update = self._operation(step.operation)
                if step.state is not None and step.state[1] == state:
                    given = {path_names(update)[-1]: thing.id}
                    if self._write(step.state, update, given, [thing], thing.identity):
                        return True
        return False

    def _is_there(self, step: Step, identity: Identity | None) -> bool:
        """Whether what a step makes below the thing was made for this attempt anyway. What is made
        below nothing may be elsewhere: a picture, in another album."""
        made = (step.operation, self._world.who(identity).name, 0)
        if step.onto or step.state or made not in self._filling.things:
            return False
        return bool(path_names(self._operation(step.operation)))

    def _prepared(
        self,
        operation: Operation,
        arguments: Mapping[str, Any],
        refusal: Exchange,
        identity: Identity | None,
    ) -> Exchange:
        """Ask once more after the next thing that may help; the answer, or the refusal."""
        known = self._world.known(operation.key)
        found = steps(self._world, operation, arguments, self._world.who(identity), refusal)
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
            if exchange.reply.status in _FORM and refusal.reply.status not in _FORM:
                known.useless[step] = -1
            if step != AS_IT_IS:
                break  # another one is tried on another thing: this one is not as it was made
        return refusal

    def _after_what_is_named(
        self,
        update: Operation,
        arguments: Mapping[str, Any],
        refusal: Exchange,
        identity: Identity | None,
    ) -> Exchange:
        """Write once more after each thing that the words of a refusal name: a version of what is
        to be published."""
        who = self._world.who(identity)
        found = named(self._world, update, arguments, who, refusal)
        done = self._world.known(update.key).prepared
        others = [each for each in found if each.state is None and each != done]
        for step in others[:_IN_VAIN]:
            prepared = self._carry_out(step, update, arguments, identity)
            if prepared is not None:
                exchange = self.ask(update.key, **prepared, identity=identity)
                self._drop(refusal)
                if exchange.reply.ok:
                    self._world.known(update.key).prepared = step
                    return exchange
                refusal = exchange
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
        about = things(self._world, operation, arguments, self._world.who(identity))
        if step == AS_IT_IS:
            return as_it_is(self, about, arguments)
        if step.operation in self._filling.preparing:
            return None
        other = self._operation(step.operation)
        given = {
            name: thing.id
            for name in path_names(other)
            for thing in about
            if thing.maker is self._world.maker_of(other, name)
        }
        self._filling.preparing.append(other.key)
        try:
            if step.state is not None:
                there = self._write(step.state, other, given, about, identity)
                return {**arguments} if there else None
            for number in range(len(MANNERS) if step.onto else _MANNERS_TRIED):
                manner = self._filling.manner(other.key, number)
                filled = self._filling.fill(other, given, manner, identity, False)
                done = self._done(other, filled, identity)
                if done.reply.ok:
                    settled(self, done)
                    return self._onto(operation, arguments, done) if step.onto else {**arguments}
                self._drop(done)
        except Discard:
            pass
        finally:
            self._filling.preparing.pop()
        return None

    def _write(
        self,
        state: tuple[str, str],
        update: Operation,
        given: Mapping[str, Any],
        about: Sequence[Thing],
        identity: Identity | None,
    ) -> bool:
        """Write a state, by way of others where it is refused at once; whether it is there, or the
        thing is another than before at least."""
        name, to = state
        id = given.get(path_names(update)[-1])
        thing = next((each for each in about if each.id == id), None)
        if thing is None:
            return False
        known = self._world.known(update.key)
        shown, called = self._shown(thing), shown_as(self._world, update, thing.maker, name)
        now, changed = shown.get(called), False
        barred = known.barred
        found = states(self._world, update, name)
        while now != to and (then := next_state(now, to, found, barred)) is not None:
            rest = required(self._world, update)
            body = {each: shown[each] for each in rest if each in shown} | {name: then}
            whole = {"body": body} if body.keys() >= {*rest} else body
            filled = self._filling.fill(update, {**given, **whole}, "sparse", identity, False)
            filled = self.prepare(update.key, filled, identity)
            done = self.ask(update.key, **filled, identity=identity)
            if is_state(done):
                done = self._after_what_is_named(update, filled, done, identity)
            if done.reply.ok:
                settled(self, done)
                now, changed = then, True
            else:
                self._drop(done)
                barred.add((now, then))
        return changed or now == to

    def _shown(self, thing: Thing) -> Mapping[str, Any]:
        """What a thing is like now; as it was made, where nothing reads it."""
        found = thing.exchange
        if thing.maker.read is not None:
            found = self.reach(
                thing.maker.read, thing.exchange, identity=thing.identity, conform=False
            )
            self._drop(found)
        return found.reply.json if found.reply.ok and isinstance(found.reply.json, dict) else {}

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
            about = things(self._world, operation, arguments, self._world.who(identity))
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


def _refusal(exchange: Exchange) -> str:
    body = exchange.reply.body[:200].decode("utf-8", "replace")
    return f"{exchange.reply.status} {body}".strip()
