"""Names for schemas that their author did not name."""

from __future__ import annotations

import re
from collections.abc import Collection

# Steps that say where something stands and not what it is.
_SILENT = frozenset(
    (
        *("components", "schemas", "properties", "paths", "responses", "content", "schema"),
        *("application/json", "allOf", "anyOf", "oneOf", "parameters", "requestBodies", "headers"),
        *("$defs", "definitions"),
    )
)


def definition_name(steps: list[str], taken: Collection[str]) -> str:
    """A name for what stands at a pointer: that of the way to it, so that it stays the same when
    the document grows. Only a name that is taken gets a number."""
    name = _written([step for step in steps if step not in _SILENT])
    number = 2
    found = name
    while found in taken:
        found = f"{name}{number}"
        number += 1
    return found


def _written(steps: list[str]) -> str:
    if len(steps) == 1:
        return steps[0]
    words = (word for step in steps for word in re.findall(r"\w+", step))
    return "".join(word[0].upper() + word[1:] for word in words) or "Schema"
