"""Names for schemas that their author did not name."""

from __future__ import annotations

import re
from collections.abc import Collection

_DEFINITIONS = ("$defs", "definitions")
# Steps that say where something stands and not what it is.
_SILENT = frozenset(
    (
        *("components", "schemas", "properties", "paths", "responses", "content", "schema"),
        *("application/json", "allOf", "anyOf", "oneOf", "parameters", "requestBodies", "headers"),
        *_DEFINITIONS,
    )
)


def definition_name(steps: list[str], taken: Collection[str]) -> str:
    """A name for what stands at a pointer: its own in `$defs`, elsewhere that of the way to it.

    A name that is taken is made longer by the step before it, and at last by a number.
    """
    telling = [step for step in steps if step not in _SILENT]
    own = telling[-1:] if len(steps) > 1 and steps[-2] in _DEFINITIONS else telling
    for length in range(len(own), len(telling) + 1):
        name = _written(telling[len(telling) - length :])
        if name not in taken:
            return name
    name = _written(telling)
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def _written(steps: list[str]) -> str:
    if len(steps) == 1:
        return steps[0]
    words = (word for step in steps for word in re.findall(r"\w+", step))
    return "".join(word[0].upper() + word[1:] for word in words) or "Schema"
