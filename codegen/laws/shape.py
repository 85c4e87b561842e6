"""What can be said of the values that a schema allows, through references and combinations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from codegen import pointer
from codegen.spec import Part, Spec

_DEPTH: Final = 24
"""References and `allOf` nested deeper than this go in a circle."""


class Shape:
    """A schema at a place, with all that certainly applies there: `$ref`, `allOf`, and an `anyOf`
    or `oneOf` that has one choice beside null."""

    def __init__(self, spec: Spec, node: Any, where: str) -> None:
        self.spec = spec
        self.node = node
        self.where = where

    @cached_property
    def parts(self) -> tuple[tuple[Mapping[str, Any], str], ...]:
        """Each schema that applies, nearest first, and where it stands."""
        return tuple(self._parts(self.node, self.where, 0))

    def _parts(self, node: Any, where: str, depth: int) -> Iterator[tuple[Mapping[str, Any], str]]:
        if not isinstance(node, dict) or depth > _DEPTH:
            return
        yield node, where
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            there = pointer.from_fragment(reference[1:])
            try:
                yield from self._parts(pointer.follow(self.spec.document, there), there, depth + 1)
            except LookupError:
                return
        for index, each in enumerate(_list(node.get("allOf"))):
            yield from self._parts(each, pointer.join(where, "allOf", index), depth + 1)
        for word in ("anyOf", "oneOf"):
            choices = [
                (each, index)
                for index, each in enumerate(_list(node.get(word)))
                if not _is_null(each)
            ]
            if len(choices) == 1:
                there = pointer.join(where, word, choices[0][1])
                yield from self._parts(choices[0][0], there, depth + 1)

    @cached_property
    def names(self) -> frozenset[str]:
        """The named schemas that it is, as `#/components/schemas/AlbumId`."""
        return frozenset(
            f"#{where}" for _, where in self.parts if where.count("/") == 3 and "schemas" in where
        )

    @cached_property
    def choices(self) -> tuple[tuple[Shape, ...], ...]:
        """For each `anyOf` or `oneOf` of several choices, these."""
        found = []
        for node, where in self.parts:
            for word in ("anyOf", "oneOf"):
                several = tuple(
                    Shape(self.spec, each, pointer.join(where, word, index))
                    for index, each in enumerate(_list(node.get(word)))
                    if not _is_null(each)
                )
                if len(several) > 1:
                    found.append(several)
        return tuple(found)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that its values may have, null left out; empty when nothing is said."""
        found: set[str] | None = None
        for node, _ in self.parts:
            said = node.get("type")
            kinds = {said} if isinstance(said, str) else set(_list(said))
            if not kinds and "const" in node:
                kinds = {_type_of(node["const"])}
            if not kinds and isinstance(node.get("enum"), list):
                kinds = {_type_of(each) for each in node["enum"]}
            kinds -= {"null"}
            if kinds:
                found = kinds if found is None else (found & kinds or found)
        if found is None:
            for several in self.choices:
                kinds = {kind for each in several for kind in each.types}
                if kinds and all(each.types for each in several):
                    return frozenset(kinds)
            if self.properties:
                return frozenset({"object"})
        return frozenset(found or ())

    @cached_property
    def nullable(self) -> bool:
        """Whether null is said to be allowed."""
        for node, _ in self.parts:
            if "null" in _list(node.get("type")) or node.get("nullable") is True:
                return True
            if any(_is_null(each) for word in ("anyOf", "oneOf") for each in _list(node.get(word))):
                return True
            if None in _list(node.get("enum")):
                return True
        return False

    @cached_property
    def properties(self) -> dict[str, Shape]:
        """The properties that it certainly may have, by name."""
        found: dict[str, Shape] = {}
        for node, where in self.parts:
            properties = node.get("properties")
            for name, each in (properties if isinstance(properties, dict) else {}).items():
                if name not in found:
                    found[name] = Shape(self.spec, each, pointer.join(where, "properties", name))
        return found

    @cached_property
    def required(self) -> frozenset[str]:
        """The properties that every value has."""
        return frozenset(
            name
            for node, _ in self.parts
            for name in _list(node.get("required"))
            if isinstance(name, str)
        )

    @cached_property
    def items(self) -> Shape | None:
        """What the items of an array are; None for anything else."""
        for node, where in self.parts:
            if isinstance(node.get("items"), dict):
                return Shape(self.spec, node["items"], pointer.join(where, "items"))
        return None

    @cached_property
    def enum(self) -> tuple[Any, ...] | None:
        """The values it is limited to, null left out; None where it is not."""
        for node, _ in self.parts:
            if isinstance(node.get("enum"), list):
                return tuple(each for each in node["enum"] if each is not None)
            if "const" in node:
                return (node["const"],)
        for several in self.choices:  # a list of constants, each with a description
            values = [each.enum for each in several]
            if all(values):
                return tuple(value for each in values for value in each or ())
        return None

    def get(self, keyword: str) -> Any:
        """The nearest value of a keyword; None where there is none."""
        for node, _ in self.parts:
            if keyword in node:
                return node[keyword]
        return None

    @property
    def description(self) -> str:
        """Everything that is said of it."""
        return " ".join(str(node["description"]) for node, _ in self.parts if "description" in node)

    def at(self, there: str) -> Shape | None:
        """What a pointer into its values leads to; None where the schema has no such place."""
        shape: Shape | None = self
        for part in pointer.split(there):
            assert shape is not None
            if part in shape.properties:
                shape = shape.properties[part]
            elif part.isdecimal() and shape.items is not None:
                shape = shape.items
            else:
                found = [each.at("/" + part) for several in shape.choices for each in several]
                shape = next((each for each in found if each is not None), None)
            if shape is None:
                return None
        return shape


def shape_of(spec: Spec, part: Part | None) -> Shape | None:
    """What a parameter's or a header's schema says, or a body's if it is JSON; None without one."""
    if part is None:
        return None
    if "content" in part.raw:
        return json_shape(spec, part)
    return Shape(spec, part.raw.get("schema", True), pointer.join(part.where, "schema"))


def json_shape(spec: Spec, part: Part | None) -> Shape | None:
    """What a body's JSON is; None where it has none."""
    if part is None:
        return None
    for name, media in (part.raw.get("content") or {}).items():
        if is_json(name) and isinstance(media, dict) and "schema" in media:
            where = pointer.join(part.where, "content", name, "schema")
            return Shape(spec, media["schema"], where)
    return None


def is_json(media_type: str) -> bool:
    """Whether a body of this media type is one JSON value that is the thing itself."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in ("application/json-patch+json", "application/problem+json"):
        return False
    return kind in ("application/json", "*/*", "text/json") or kind.endswith("+json")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_null(node: Any) -> bool:
    return isinstance(node, dict) and (
        node.get("type") == "null"
        or node.get("type") == ["null"]
        or ("const" in node and node["const"] is None)
        or node.get("enum") == [None]
    )


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) else "number"
    if value is None:
        return "null"
    return "array" if isinstance(value, list) else "object"
