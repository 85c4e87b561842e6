"""Servers that ask nobody who they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from codegen import pointer
from codegen.mutate.credentials import Credentials
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.routes import Routes

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Reply


class Letting(Lie):
    """Puts the credentials of who may do everything into requests that are not let in.

    `wrong`: into those that have some, which are not good; else into those that have none.
    """

    def __init__(
        self, routes: Routes, credentials: Credentials, operation: str, wrong: bool
    ) -> None:
        super().__init__(routes)
        self._credentials = credentials
        self._operation = operation
        self._wrong = wrong

    def tell(self, call: Call) -> Reply | None:
        if call.operation != self._operation or call.reply.status not in (401, 403):
            return None
        if self.first is None or bool(self._credentials.of(call.request)) != self._wrong:
            return None
        good = self._credentials.proved(call.request, self.first)
        if self._credentials.of(good) == self._credentials.of(call.request):
            return None
        reply = call.forward(good)
        return reply if reply.ok else None


def needs_credentials(operation: Operation) -> bool:
    """Whether the contract lets nobody in who proves nothing."""
    return bool(operation.security) and all(operation.security)


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each operation that needs credentials, without any and with those of nobody."""
    routes, credentials = Routes(spec), Credentials(spec)
    for operation in spec.operations.values():
        if not needs_credentials(operation):
            continue
        where = (
            pointer.join(operation.where, "security")
            if "security" in operation.raw
            else "/security"
        )
        yield Mutant(
            named(operation, "no-credentials"),
            "auth",
            operation.key,
            where,
            f"{operation.key} serves those who bring no credentials.",
            partial(Letting, routes, credentials, operation.key, wrong=False),
        )
        yield Mutant(
            named(operation, "wrong-credentials"),
            "auth",
            operation.key,
            where,
            f"{operation.key} serves those whose credentials are made up.",
            partial(Letting, routes, credentials, operation.key, wrong=True),
        )
