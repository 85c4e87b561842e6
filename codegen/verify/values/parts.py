"""All that is asked of one value, and the types that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

KINDS: Final = ("object", "string", "integer", "number", "array", "boolean", "null")
_HINTS: Final = {
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "minProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "pattern": "string",
    "format": "string",
    "minLength": "string",
    "maxLength": "string",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
    "multipleOf": "number",
}


class Impossible(Exception):
    """No value was found that fits."""


@dataclass
class Parts:
    """All schemas that one value must fit, each with its place."""

    schemas: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def all(self, keyword: str) -> list[Any]:
        """What the schemas that have this keyword say."""
        return [schema[keyword] for schema, _ in self.schemas if keyword in schema]

    def least(self, keyword: str) -> Any:
        return min(self.all(keyword), default=None)

    def most(self, keyword: str) -> Any:
        return max(self.all(keyword), default=None)

    def examples(self) -> Iterator[Any]:
        """The examples that stand at any of the schemas."""
        for schema, _ in self.schemas:
            yield from examples_of(schema)


def kinds(parts: Parts) -> set[str]:
    """The types that a value of all these schemas may have. Raises Impossible."""
    found = set(KINDS)
    said = False
    for schema, _ in parts.schemas:
        kind = schema.get("type")
        if kind is not None:
            said = True
            allowed = set(kind if isinstance(kind, list) else [kind])
            if "number" in allowed:
                allowed.add("integer")
            found &= allowed
    if not said:
        keys = {key for schema, _ in parts.schemas for key in schema}
        hinted = {kind for key, kind in _HINTS.items() if key in keys}
        if hinted:
            return hinted
        values = [each for enum in parts.all("enum") for each in enum] + parts.all("const")
        return set().union(*map(kind_of, values)) if values else {"string"}
    if "number" in found:
        found.discard("integer")
    if not found:
        raise Impossible("no type is allowed")
    return found


def kind_of(value: Any) -> set[str]:
    """The types that a value is of: a whole number is of two."""
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, int):
        return {"integer", "number"}
    if isinstance(value, float):
        return {"number", "integer"} if value.is_integer() else {"number"}
    if isinstance(value, str):
        return {"string"}
    if isinstance(value, list):
        return {"array"}
    return {"object"} if isinstance(value, dict) else {"null"}


def examples_of(schema: dict[str, Any]) -> Iterator[Any]:
    """The examples that stand at a schema itself."""
    if "example" in schema:
        yield schema["example"]
    examples = schema.get("examples")
    if isinstance(examples, list):
        yield from examples
