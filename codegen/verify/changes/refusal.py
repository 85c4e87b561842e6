"""Why a request was refused, as far as its answer tells."""

from __future__ import annotations

import re
from typing import Final

from codegen.verify.exchange import Reply

_CODES: Final = ("type", "code", "error", "reason")
_CODE: Final = re.compile(r"\S{1,80}")


def alike(one: Reply, other: Reply) -> bool:
    """Whether two refusals name the same kind of reason: equal in status, and in what an error
    has for programs to read."""
    return one.status == other.status and all(
        _code(one, name) == _code(other, name) for name in _CODES
    )


def for_its_form(reply: Reply) -> bool:
    """Whether the status is one of those that say that a request is malformed."""
    return reply.status in (400, 422)


def _code(reply: Reply, name: str) -> str | int | None:
    body = reply.json
    if isinstance(body, dict):
        if isinstance(body.get("error"), dict):
            body = body["error"]
        value = body.get(name)
        if isinstance(value, int) or (isinstance(value, str) and _CODE.fullmatch(value)):
            return value
    return None
