"""Who may run an operation: by its `security`, where the least role stands beside each scheme, and
for an API token by its `x-scope` too.
"""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import Forbidden, MissingScope, Unauthenticated
from domain.users import Caller, reaches
from domain.vocabulary import Role
from handlers.call import Call

Identify = Callable[[Call], Caller | None]
"""Finds out who is asking; raises Unauthenticated for credentials that are wrong."""

HOW = {"session": "a session", "token": "an API token"}


class Security:
    """The requirements of one operation: alternatives, any of which is enough."""

    def __init__(
        self, requirements: Sequence[Mapping[str, Sequence[str]]], scope: str | None = None
    ) -> None:
        """Read them. Raises ValueError for what could never be kept."""
        if any(len(requirement) > 1 for requirement in requirements):
            raise ValueError("two schemes in one security requirement are not supported")
        self._anyone = not requirements or {} in requirements
        self._least = {
            scheme: _least(roles)
            for requirement in requirements
            for scheme, roles in requirement.items()
        }
        self._scope = scope
        self.open = not self._least
        """Whether nobody is ever asked who they are."""

    def enforce(self, call: Call, identify: Identify) -> None:
        """Set `call.caller`. Raises Unauthenticated, Forbidden, MissingScope."""
        if self.open:
            return
        caller = call.caller = identify(call)
        if caller is None or caller.method not in self._least:
            if self._anyone:
                return
            needed = " or ".join(HOW.get(scheme, scheme) for scheme in self._least)
            raise Unauthenticated(f"This operation needs {needed}.")
        least = self._least[caller.method]
        if least is not None and not self._anyone and not reaches(caller.user, least):
            raise Forbidden(f"This operation needs the role {least}; yours is {caller.user.role}.")
        if self._scope and caller.scopes is not None and self._scope not in caller.scopes:
            raise MissingScope(
                f"This operation needs the scope {self._scope}, which this API token lacks."
            )


def _least(roles: Sequence[str]) -> Role | None:
    """Give the one role beside a scheme; None where any will do. Raises ValueError."""
    if len(roles) > 1:
        raise ValueError("beside a scheme stands one role, the least that is enough")
    return Role(roles[0]) if roles else None
