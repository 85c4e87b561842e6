"""Values as a sentence shows them."""

from __future__ import annotations

import json
from typing import Any, Final

from codegen.verify.places import MISSING

_MOST: Final = 60


def told(value: Any) -> str:
    """A JSON value in a few characters: the ends of a long one; `nothing` for what is missing."""
    if value is MISSING:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _MOST:
        return text
    half = _MOST // 2
    return f"{text[:half]}…{text[-half:]} ({_size(value)})"


def _size(value: Any) -> str:
    if isinstance(value, str):
        return f"{len(value)} characters"
    if isinstance(value, list):
        return f"{len(value)} items"
    return f"{len(value)} members" if isinstance(value, dict) else f"{len(str(value))} digits"
