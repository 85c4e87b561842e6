"""Raw schemas, as a document has them: what stands under a keyword, if it is what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from codegen import pointer
from codegen.model import Place

Raw: TypeAlias = Any

DEEPEST: Final = 24
"""How many references, or parts of parts, are followed before a circle is assumed."""


def list_of(raw: Mapping[str, Any], word: str) -> list[Any]:
    found = raw.get(word)
    return found if isinstance(found, list) else []


def map_of(raw: Raw, word: str) -> dict[str, Any]:
    found = raw.get(word) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def types_of(raw: Mapping[str, Any]) -> list[str] | None:
    """The types that a schema names; None when it names none."""
    found = raw.get("type")
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list):
        return None
    return [each for each in found if isinstance(each, str)]


def items_of(raw: Mapping[str, Any], word: str) -> list[tuple[str, Any]]:
    found = raw.get(word)
    return list(found.items()) if isinstance(found, dict) else []


def count_of(raw: Mapping[str, Any], word: str) -> int | None:
    found = raw.get(word)
    return int(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def words_of(raw: Raw, word: str) -> list[str]:
    """The texts of a list, in its order."""
    found = raw.get(word) if isinstance(raw, dict) else None
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def values_of(raw: Raw) -> list[Any] | None:
    """The values that a schema lists; None when it lists none."""
    if not isinstance(raw, dict):
        return None
    if "const" in raw:
        return [raw["const"]]
    found = raw.get("enum")
    return found if isinstance(found, list) else None


def applied(raw: Mapping[str, Any], place: Place) -> Iterator[tuple[Raw, Place]]:
    """The schemas that apply to the same value."""
    for word in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(list_of(raw, word)):
            yield part, ((place, word), index)


def is_reference(raw: Raw) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("$ref"), str)


def last_step(reference: str) -> str:
    """The name at the end of a reference."""
    return pointer.split("/" + pointer.from_fragment(reference))[-1]
