"""A lie about one fact of a contract, and the layer that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from codegen.mutate.routes import Routes

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Identity, Reply, Request, Transport

CLASSES: Final = {
    "schema": "a reply's body does not fit its schema",
    "status": "a status that is wrong, or not declared",
    "media": "a media type that is not declared; a body that is missing, or should be",
    "headers": "a header that is missing, or does not fit its schema",
    "accepts-invalid": "a request that does not fit the contract is carried out",
    "rejects-valid": "a request that fits the contract is refused",
    "crash": "a 5xx to what any client may send",
    "auth": "credentials are not needed, or not looked at",
    "protocol": "methods and media types are not held to",
    "lifecycle": "what was written, made or deleted is not what is read",
    "collections": "a list skips, repeats, filters or sorts otherwise than it says",
    "ownership": "things of other people are seen or changed",
    "idempotency": "a repeated request is carried out again",
    "safety": "a safe request changes something",
    "conditional": "entity tags and preconditions lie",
    "caching": "caches are told nothing, or the wrong thing",
    "long-running": "what was begun has no status, does not end, or ends twice",
    "dependencies": "dependencies between parameters are not held to",
    "metamorphic": "calls of one operation contradict each other",
    "retention": "a thing is not kept as long as it says",
}
"""The classes of mutants, and what each is about."""


class Call:
    """A request on its way, with the operation that it is for."""

    def __init__(
        self, request: Request, forward: Transport, operation: str | None, path: dict[str, str]
    ) -> None:
        self.request = request
        self.forward = forward
        self.operation = operation
        self.path = path

    @cached_property
    def reply(self) -> Reply:
        """What the true server answers to this request as it is; it is asked once."""
        return self.forward(self.request)


class Lie:
    """A layer that lies about one thing, and counts how often it did.

    It keeps what it needs to know about earlier exchanges, so each run needs a new one.
    """

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.lied = 0
        self.first: Identity | None = None
        """Who may do everything, for lies that let others do as much."""

    def __call__(self, request: Request, forward: Transport) -> Reply:
        """Answer; the truth unless `tell` has something else."""
        operation, path = self.routes.find(request)
        call = Call(request, forward, operation, path)
        told = self.tell(call)
        if told is None:
            return call.reply
        self.lied += 1
        return told

    def tell(self, call: Call) -> Reply | None:
        """The lie; None for the truth."""
        raise NotImplementedError


@dataclass(frozen=True)
class Mutant:
    """A lie that can be told.

    `id` is stable from run to run (`list_albums.filter-ignored.kind`), `where` is the pointer of
    the fact that becomes untrue, `law` the kind of law that does, if it is one.
    """

    id: str
    kind: str
    """Its class: a key of `CLASSES`."""
    operation: str
    where: str
    sentence: str
    """What the server does: `list_albums ignores the filter "kind".`"""
    lie: Callable[[], Lie]
    law: str = ""


Operator = Callable[["Spec", "Laws"], Iterator[Mutant]]
"""Derives the mutants of one class from a contract. Those that break nothing that is declared (no
client could tell them from the truth) are not derived."""


def named(operation: Operation, *parts: str | int) -> str:
    """An id: `list_albums.filter-ignored.kind`, without blanks and slashes."""
    key = operation.key.replace(" /", ".").replace("/", "-").replace(" ", "-")
    more = [str(part).strip("/").replace("/", "-") for part in parts if part != ""]
    return ".".join((key, *more))
