"""One attempt of one check: it draws values, asks the server, and says what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

from codegen.laws.law import Law, Laws, Reach
from codegen.spec import Operation, Spec
from codegen.verify.exchange import Exchange, Identity, Request

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


class Absent:
    """No body at all; None is the JSON value null."""


ABSENT = Absent()


class Trial(Protocol):
    """What a check is given. The engine has the one implementation."""

    spec: Spec
    laws: Laws
    exchanges: Sequence[Exchange]
    """What was asked so far, in order: the sequence that a finding shows."""
    identities: Sequence[Identity]
    """Whom the server knows; the first one may do everything that the run needs."""
    memory: dict[Any, Any]
    """What checks remember from one attempt to the next, such as what is waited for in vain."""

    daring: bool
    """Whether anything may be asked, as the server is one of a moment."""

    def draw(self, strategy: SearchStrategy[T]) -> T:
        """A value from Hypothesis, which shrinks it when the check fails."""
        ...

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
        """Send exactly this, as the first identity unless told otherwise (the security scheme's
        credentials are put in). Holds the answer to the contract: Broken when it does not fit
        (status, headers, media type, schema; any 5xx that is not declared for it), unless
        `conform` is False. `body` may be bytes, which go as they are."""
        ...

    def send(self, request: Request, *, conform: bool = False) -> Exchange:
        """Send a request as it is: no credentials are put in, nothing is normalised."""
        ...

    def fill(
        self, operation: str, given: Mapping[str, Any] | None = None, *, anew: bool = False
    ) -> dict[str, Any]:
        """Draw arguments for `ask` that fit the contract: required parameters (some optional ones
        too) and a body, ids in them replaced by those of things made for it.

        The result has the keys `path`, `query`, `headers`, `body`, `media_type`; `given` are
        values by parameter name, or `body`, that are kept; `anew`: the path names another thing
        than those that are there, if clients name them. Discard when a thing cannot be made.
        """
        ...

    def linked(self, operation: str) -> Any:
        """The body that an answer of this run gives for an operation by a link; ABSENT where none
        does."""
        ...

    def prepare(
        self, operation: str, arguments: Mapping[str, Any], identity: Identity | None = None
    ) -> dict[str, Any]:
        """Do what has to be done before an operation, as far as the run has learnt it by `make`;
        the arguments with which it may then be asked."""
        ...

    def bring(self, made: Exchange, state: str) -> bool:
        """Write a state of a thing that was made, by whatever update takes it and by way of other
        states where that is needed; whether the thing is another than before."""
        ...

    def make(self, operation: str, identity: Identity | None = None, **given: Any) -> Exchange:
        """Carry out an operation that makes something, with drawn values; a success, or Discard.

        The thing is remembered, and deleted at the end of the run."""
        ...

    def reach(
        self,
        reach: Reach,
        exchange: Exchange,
        *,
        identity: Identity | None = None,
        conform: bool = True,
        **arguments: Any,
    ) -> Exchange:
        """Ask another operation about the thing of an exchange; what else it needs is filled in,
        or given as for `ask`."""
        ...

    def value(self, expression: str, exchange: Exchange) -> Any:
        """What a runtime expression gives for an exchange; LookupError when there is nothing."""
        ...

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Poll, ever more slowly, until something holds; whether it came to hold in time."""
        ...

    def broken(
        self,
        law: Law | None,
        message: str,
        *,
        rule: str | None = None,
        operation: str | None = None,
        where: str | None = None,
    ) -> NoReturn:
        """Say that the contract is broken: the law's kind, operation and place unless told
        otherwise. `message` is a sentence with expected and actual."""
        ...

    def discard(self, why: str) -> NoReturn:
        """Give this attempt up: it says nothing. The runner tells of checks that never ran."""
        ...


Check = Callable[[Trial, Any], None]
"""A check of one law."""

Case = tuple[str, Callable[[], None]]
"""One request more, differing in one thing from a known good one: its name, which is stable and
unique within a check of one operation, and what asks and judges. It may end in Broken, which is a
finding of its own, or in Discard; the next case is run all the same."""

OperationCheck = Callable[[Trial, Operation], Iterable[Case] | None]
"""A check that every operation is put to. As a generator it gives cases: what it asks before its
first one is common to all, and each is run before the next one is asked for."""

LAW_CHECKS: dict[type[Law], list[Check]] = {}
OPERATION_CHECKS: list[OperationCheck] = []


def checks(kind: type[Law]) -> Callable[[Check], Check]:
    """Register a check of a kind of law; `codegen/verify/checks/__init__.py` imports them all."""

    def register(check: Check) -> Check:
        LAW_CHECKS.setdefault(kind, []).append(check)
        return check

    return register


def checks_operation(check: OperationCheck) -> OperationCheck:
    """Register a check that every operation is put to."""
    OPERATION_CHECKS.append(check)
    return check
