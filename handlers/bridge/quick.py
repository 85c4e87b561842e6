"""Schemas rewritten so that the validator answers sooner, and the same: for yes or no only.

Most replies are valid, so the plain answer is what costs. Where a value does not fit, the authored
schema says why. Each rule holds for every value, by the reason that stands beside it; a test holds
rewritten schemas to what the reference implementation says of the authored ones.
"""

import re
from collections.abc import Mapping
from typing import Any

ESCAPE = r"\\u[0-9a-f]{4}"
WITHOUT = re.compile(rf"\^\[\^({ESCAPE})\]\*\$")
WITHOUT_BUT_WITH = re.compile(rf"\^\[\^({ESCAPE})\]\*(\[\^\1[^\]]*\])\[\^\1\]\*\$")


DATA = frozenset(("const", "enum", "default", "example", "examples"))
"""Words whose values are no schemas, whatever they look like."""


def quick(schema: Any) -> Any:
    """Rewrite a schema and all schemas in it."""
    if isinstance(schema, Mapping):
        return _without_roundabouts(
            {key: value if key in DATA else quick(value) for key, value in schema.items()}
        )
    return [quick(item) for item in schema] if isinstance(schema, list) else schema


def _without_roundabouts(schema: dict[str, Any]) -> dict[str, Any]:
    properties, required = schema.get("properties"), schema.get("required")
    if (
        schema.get("additionalProperties") is False
        and "patternProperties" not in schema
        and "minProperties" not in schema
        and isinstance(properties, dict)
        and isinstance(required, list)
        and set(required) == properties.keys()
    ):
        # No other key may be there, so as many keys as there are names are all the names.
        del schema["required"]
        schema["minProperties"] = len(properties)
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and not schema.keys() & {"not", "allOf"}:
        if without := WITHOUT.fullmatch(pattern):
            # Nothing but others than X, from end to end: X is nowhere.
            del schema["pattern"]
            schema["not"] = {"type": "string", "pattern": without[1]}
        elif both := WITHOUT_BUT_WITH.fullmatch(pattern):
            # X is nowhere, and one of a class that leaves X out is somewhere.
            schema["pattern"] = both[2]
            schema["not"] = {"type": "string", "pattern": both[1]}
    return schema
