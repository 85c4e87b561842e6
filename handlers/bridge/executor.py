"""One operation, compiled: who may, what is acceptable, decode, check, handler, check, encode.

A handler written with `def` may wait for the database, so it runs in a thread, and all of its
request with it: one hop there and back. One written with `async def` must wait for nothing that
blocks; it and its checks run on the event loop.
"""

import asyncio
import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor as Pool
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from domain import audit, away, trace
from domain.errors import StudioError
from domain.vocabulary import ProblemType
from handlers.bridge.bodies import Body
from handlers.bridge.encoding import ReplyBroken
from handlers.bridge.negotiation import best
from handlers.bridge.parameters import Parameters
from handlers.bridge.problem_page import PAGE, PAGE_HEADERS, page_of
from handlers.bridge.ranges import IF_RANGE, NEEDED, RANGE, part
from handlers.bridge.replies import Replies, Wire
from handlers.bridge.schemas import Schemas
from handlers.bridge.security import Identify, Security
from handlers.bridge.streams import Unsent
from handlers.bridge.tally import Tally
from handlers.call import Call, Ranged, Reply, Stream, answer_of
from handlers.problems import Problem, invalid, problem_of
from handlers.wire import InvalidPart

log = logging.getLogger("spolvero.api")

IGNORES = "x-ignores-other-parameters"
CONDITION = "if_none_match"
# The executor itself answers 304, 206 and 416; handlers never see what leads to them.
UNSEEN = {CONDITION, RANGE, IF_RANGE}


class Executor:
    """Carries out one operation."""

    def __init__(
        self,
        operation_id: str,
        declared: Mapping[str, Any],
        handler: Callable[..., Any],
        schemas: Schemas,
        security: Security,
        identify: Identify,
        pool: Pool,
    ) -> None:
        """Compile it. Raises ValueError for what could never work."""
        self.id = operation_id
        self.tally = Tally()
        self.parameters = Parameters(
            declared.get("parameters", ()), schemas, ignores_others=declared.get(IGNORES, False)
        )
        self.body = (
            Body(schemas.resolve(declared["requestBody"]), schemas)
            if "requestBody" in declared
            else None
        )
        self.replies = Replies(declared["responses"], schemas)
        self._security = security
        self._identify = identify
        self._pool = pool
        self._handler = handler
        self._waits_for_nothing = inspect.iscoroutinefunction(handler)
        self._audited = declared.get("x-audit") is True
        self._vary = b""
        if not security.open:  # so that a browser's cache asks again after signing in or out
            self._vary = b"Authorization, Cookie"
        if len(self.replies.offered) > 1:
            self._vary = b", ".join(filter(None, (self._vary, b"Accept")))
        self._unseen = {p.key for _, p in self.parameters.in_header} & UNSEEN
        self._ranges = RANGE in self._unseen
        if self._ranges and not declared["responses"].keys() >= NEEDED:
            raise ValueError("the parameter Range needs the replies 206 and 416")
        if self._waits_for_nothing and not security.open:
            raise ValueError("asking who it is may block, so its handler cannot be async")
        if self._waits_for_nothing and self._audited:
            raise ValueError("writing the audit log may block, so its handler cannot be async")
        self._must_fit(handler)

    def _must_fit(self, handler: Callable[..., Any]) -> None:
        """Raise ValueError unless the handler takes what the contract declares, by name."""
        _call, *given = inspect.signature(handler).parameters
        declared = self.parameters.keys - self._unseen | ({"body"} if self.body else set())
        if set(given) != declared:
            raise ValueError(
                f"its handler takes ({', '.join(sorted(given))}), "
                f"the contract declares ({', '.join(sorted(declared))})"
            )

    async def admit(self, call: Call) -> None:
        """Ask who it is before the body is read, so that nobody unknown fills the memory.

        Raises Unauthenticated, Forbidden.
        """
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._pool, self._security.enforce, call, self._identify)

    async def still_admits(self, call: Call) -> bool:
        """Tell whether who asked before may still ask."""
        try:
            await self.admit(call)
        except StudioError:
            return False
        return True

    async def answer(self, call: Call) -> Wire:
        """Carry out one call; whatever happens, give an answer that the contract allows."""
        if not self._waits_for_nothing:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, call)
        try:
            arguments = self._prepare(call)
            result = await self._handler(call, **arguments)
        except Exception as error:
            return self.refuse(call, error)
        return self._finish(call, result)

    def _answer(self, call: Call) -> Wire:
        with trace.under(call.trace_id, call.span_id, operation=self.id):
            try:
                arguments = self._prepare(call)
                with self._watched(call):
                    result = self._handler(call, **arguments)
            except Exception as error:
                return self.refuse(call, error)
            return self._finish(call, result)

    def _watched(self, call: Call) -> AbstractContextManager[None]:
        """Have what the handler changes written into the audit log, where the contract says so."""
        if not self._audited:
            return nullcontext()
        names = [*call.path_values]
        actor = call.caller.user if call.caller else None
        details = {name: call.path_values[name] for name in names[1:]}
        return audit.carrying_out(
            self.id, actor, call.path_values[names[0]] if names else None, details
        )

    def _prepare(self, call: Call) -> dict[str, Any]:
        """Check the request; give the handler's arguments."""
        self._security.enforce(call, self._identify)
        call.accepted = self._must_be_acceptable(call, self.replies.offered)
        wrong: list[InvalidPart] = []
        arguments = self.parameters.read(call, wrong)
        if self.body is not None:
            arguments["body"] = self.body.read(call, wrong)
        if wrong:
            raise invalid(wrong)
        if self._unseen:
            call.conditions = {key: arguments.pop(key) for key in self._unseen}
        return arguments

    @staticmethod
    def _must_be_acceptable(call: Call, offered: Sequence[str]) -> str:
        """Give the best of these media types by `Accept`. Raises Problem (406)."""
        accepted = best(call.headers.get(b"accept"), offered)
        if accepted is None:
            detail = f"This operation answers with {', '.join(offered)}."
            raise Problem(ProblemType.NOT_ACCEPTABLE, detail)
        return accepted

    def _finish(self, call: Call, result: Any) -> Wire:
        """Check and encode what the handler gave."""
        reply = answer_of(result)
        try:
            if reply.media_type is not None and reply.status is None:
                self._must_be_acceptable(call, [reply.media_type])
            if call.conditions is not None and reply.status is None:
                condition, tag = call.conditions.get(CONDITION), reply.headers.get("ETag")
                if condition is not None and tag is not None and names(condition, tag):
                    return _unsent(self._wire(Reply(None, 304, reply.headers)), reply)
            if type(reply.body) is Ranged:
                reply = part(call, reply, declared=self._ranges)
            return self._wire(reply)
        except Exception as error:
            return _unsent(self.refuse(call, error), reply)

    def _told(self, problem: Reply[dict[str, Any]], call: Call) -> Reply[Any]:
        """Tell a problem as a page, where one is declared and a browser asks for it."""
        offered = self.replies.media_types(problem.status)
        if PAGE not in offered:
            return problem
        problem.headers["Vary"] = "Accept"
        if best(call.headers.get(b"accept"), offered) != PAGE:
            return problem
        headers = {**problem.headers, **PAGE_HEADERS}
        return Reply(page_of(problem.body), problem.status, headers, PAGE)

    def _wire(self, reply: Reply[Any]) -> Wire:
        wire = self.replies.wire(reply)
        if self._vary:
            wire.headers.append((b"vary", self._vary))
        return wire

    def refuse(self, call: Call, error: Exception) -> Wire:
        """Give the problem for whatever went wrong, in the log too if the fault is ours."""
        if refusal := away.unavailable(error):
            log.warning(
                "%s found no database: %s", self.id, away.why(error), extra=told(self, call)
            )
            error = refusal
        if isinstance(error, StudioError):
            error = problem_of(error)
        if isinstance(error, Problem):
            self.tally.refused(error.kind)
            try:
                return self._wire(self._told(problem_reply(error, call), call))
            except ReplyBroken as broken:
                error = broken
        if isinstance(error, ReplyBroken):
            said = "%s broke its contract: %s [trace %s]"
            log.error(said, self.id, error, call.trace_id, extra=told(self, call))
            kind = ProblemType.REPLY_BROKE_CONTRACT
            self.tally.broke()
        else:
            said = "%s failed [trace %s]"
            log.error(said, self.id, call.trace_id, exc_info=error, extra=told(self, call))
            kind = ProblemType.INTERNAL_ERROR
        self.tally.refused(kind)
        problem = Problem(kind, "The log explains it under this trace id.")
        return self._wire(problem_reply(problem, call))


def told(operation: Executor, call: Call) -> dict[str, Any]:
    """Give what a line of the log about a request says besides its words."""
    return {"fields": {"trace_id": call.trace_id, "operation": operation.id}}


def _unsent(wire: Wire, reply: Reply[Any]) -> Wire:
    """Have the stream that a reply began, if it did, closed while another answer is sent."""
    if isinstance(reply.body, Stream) or hasattr(reply.body, "__anext__"):
        assert isinstance(wire.body, bytes)
        return replace(wire, body=Unsent(wire.body, reply.body))
    return wire


def problem_reply(problem: Problem, call: Call) -> Reply[dict[str, Any]]:
    """Make the answer that tells a problem."""
    return Reply(problem.body(quote(call.path), call.trace_id), problem.status, problem.headers)


def names(condition: str, tag: str, *, weakly: bool = True) -> bool:
    """Tell whether a list of entity tags has this one (RFC 9110, 8.8.3.2).

    A weak tag names the same thing well enough for a reader, and never for a change.
    """
    if condition.strip() == "*":
        return True
    weak = "W/" if weakly else ""
    return any(each.strip().removeprefix(weak) == tag for each in condition.split(","))
