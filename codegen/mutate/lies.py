"""The two plain ways to lie: another reply, and another request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from codegen.mutate.mutant import Call, Lie

if TYPE_CHECKING:
    from codegen.mutate.routes import Routes
    from codegen.verify.exchange import Reply, Request


class Replies(Lie):
    """Answers an operation truly but for what `change` makes of it; None leaves it as it is."""

    def __init__(
        self, routes: Routes, operation: str, change: Callable[[Call, Reply], Reply | None]
    ) -> None:
        super().__init__(routes)
        self._operation = operation
        self._change = change

    def tell(self, call: Call) -> Reply | None:
        return self._change(call, call.reply) if call.operation == self._operation else None


class Refusals(Lie):
    """Answers some requests without asking the server, where it would have carried them out."""

    def __init__(
        self, routes: Routes, operation: str, refuse: Callable[[Call], Reply | None]
    ) -> None:
        super().__init__(routes)
        self._operation = operation
        self._refuse = refuse

    def tell(self, call: Call) -> Reply | None:
        return self._refuse(call) if call.operation == self._operation else None


class Requests(Lie):
    """Asks the server what `change` makes of a request. None leaves it as it is.

    With `only_good` the truth is told unless what comes back is a success: a server that refuses
    the changed request as well has not been made to accept anything. One that refuses it as being
    there already (409) is asked for another one, where `another` makes one of it.
    """

    def __init__(
        self,
        routes: Routes,
        operation: str,
        change: Callable[[Call], Request | None],
        only_good: bool = False,
        another: Callable[[Request], Request | None] | None = None,
    ) -> None:
        super().__init__(routes)
        self._operation = operation
        self._change = change
        self._only_good = only_good
        self._another = another

    def tell(self, call: Call) -> Reply | None:
        if call.operation != self._operation:
            return None
        changed = self._change(call)
        if changed is None:
            return None
        reply = call.forward(changed)
        other = self._another(changed) if self._another and reply.status == 409 else None
        if other is not None:
            reply = call.forward(other)
        return None if self._only_good and not reply.ok else reply
