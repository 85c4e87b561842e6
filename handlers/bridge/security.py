"""Who may run an operation, by its `security` requirements; roles stand beside each scheme."""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import Forbidden, Unauthenticated
from domain.users import Caller
from handlers.call import Call

Identify = Callable[[Call], Caller | None]
"""Finds out who is asking; raises Unauthenticated for credentials that are wrong."""

HOW = {"session": "a session", "token": "an API token"}


class Security:
    """The requirements of one operation: alternatives, any of which is enough."""

    def __init__(self, requirements: Sequence[Mapping[str, Sequence[str]]]) -> None:
        if any(len(requirement) > 1 for requirement in requirements):
            raise ValueError("two schemes in one security requirement are not supported")
        self._anyone = not requirements or {} in requirements
        self._roles = {
            scheme: frozenset(roles)
            for requirement in requirements
            for scheme, roles in requirement.items()
        }
        self.open = not self._roles
        """Whether nobody is ever asked who they are."""

    def enforce(self, call: Call, identify: Identify) -> None:
        """Set `call.caller`. Raises Unauthenticated, Forbidden."""
        if self.open:
            return
        caller = identify(call)
        call.caller = caller
        if self._anyone:
            return
        roles = None if caller is None else self._roles.get(caller.method)
        if caller is None or roles is None:
            needed = " or ".join(HOW.get(scheme, scheme) for scheme in self._roles)
            raise Unauthenticated(f"This operation needs {needed}.")
        if roles and caller.user.role not in roles:
            needed = " or ".join(sorted(roles))
            raise Forbidden(f"This operation needs the role {needed}; yours is {caller.user.role}.")
