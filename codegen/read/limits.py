"""Does a listed value keep what else stands in its schema: the type, and the limits of its kind?

A limit that is not what it should be, such as a text for a `minimum`, limits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from codegen.read.raw import types_of, words_of
from codegen.read.sets import kind_of


def is_typed(value: Any, raw: Mapping[str, Any]) -> bool:
    """Whether a value is of a schema's `type`."""
    types = types_of(raw)
    if types is None or (value is None and raw.get("nullable") is True):
        return True
    kind = kind_of(value)
    return kind in types or (kind == "number" and "integer" in types and value % 1 == 0)


def within(value: Any, raw: Mapping[str, Any]) -> bool:
    """Whether a value keeps the limits that stand beside it."""
    kind = kind_of(value)
    if kind == "number":
        return _is_between(value, raw) and _is_multiple(value, raw.get("multipleOf"))
    if kind == "string":
        return _has_length(value, raw) and _fits(value, raw.get("pattern"))
    if kind == "object":
        return all(name in value for name in words_of(raw, "required"))
    return True


def _number(raw: Mapping[str, Any], word: str) -> float | None:
    found = raw.get(word)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def _is_between(value: float, raw: Mapping[str, Any]) -> bool:
    for end, sign in (("inimum", 1), ("aximum", -1)):
        bound, beyond = _number(raw, f"m{end}"), _number(raw, f"exclusiveM{end}")
        # In 3.0 the exclusive ones are booleans beside the others.
        if raw.get(f"exclusiveM{end}") is True:
            beyond = bound
        if bound is not None and (value - bound) * sign < 0:
            return False
        if beyond is not None and (value - beyond) * sign <= 0:
            return False
    return True


def _is_multiple(value: float, step: Any) -> bool:
    if not isinstance(step, int) or not isinstance(value, int) or step == 0:
        return True  # what floats are multiples of is not for us to decide
    return value % step == 0


def _has_length(value: str, raw: Mapping[str, Any]) -> bool:
    least, most = _number(raw, "minLength"), _number(raw, "maxLength")
    return (least is None or len(value) >= least) and (most is None or len(value) <= most)


def _fits(value: str, pattern: Any) -> bool:
    if not isinstance(pattern, str):
        return True
    try:
        return re.search(pattern, value) is not None
    except re.error:  # ECMA-262 knows more than Python does
        return True
