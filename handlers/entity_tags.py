"""Entity tags (RFC 9110, 8.8.3) of what is stored, and conditions that name them."""

from typing import Any

from domain.errors import PreconditionFailed
from domain.users import User
from handlers.bridge.executor import names


def of(entity: Any, viewer: User | None) -> str:
    """Name an entity's present state, as this viewer sees it: the public sees less."""
    return f'"{entity.version}{"a" if viewer else "p"}"'


def must_match(condition: str | None, entity: Any, viewer: User) -> None:
    """Raise PreconditionFailed when `If-Match` names states that are past."""
    tag = of(entity, viewer)
    if condition is not None and not names(condition, tag, weakly=False):
        raise PreconditionFailed("It has changed since you read it.")
