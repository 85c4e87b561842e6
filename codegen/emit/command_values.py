"""A schema as the command line needs it: which kind of value, which choices, which words of help.

What it cannot say is `json`, which takes any value: the server has the last word anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from codegen.model import (
    Api,
    Choice,
    Either,
    Every,
    ListOf,
    Record,
    Ref,
    Scalar,
    Schema,
    TupleOf,
    text_of,
)

Value: TypeAlias = "dict[str, Any]"

DEPTH: Final = 4
"""How deep in an object fields get options of their own; deeper ones are written as JSON."""


class Values:
    """Describes the schemas of one document."""

    def __init__(self, api: Api) -> None:
        self._named = {each.name: each.schema for each in (*api.schemas, *api.definitions)}

    def value(self, schema: Schema, depth: int = DEPTH) -> Value:
        """What fits, and what is said about it."""
        found = self._shape(schema, depth)
        words = schema.words
        if help_ := text_of(words, "description"):
            found["help"] = help_
        if "default" in words:
            found["default"] = words["default"]
        if isinstance(words.get("format"), str):
            found["format"] = words["format"]
        if limits := _limits(words):
            found["limits"] = limits
        if words.get("x-sensitive") is True or words.get("format") == "password":
            found["sensitive"] = True
        if words.get("readOnly") is True:
            found["read_only"] = True
        if words.get("nullable") is True:
            found["nullable"] = True
        return found

    def record(self, schema: Schema, depth: int = 6) -> dict[str, Schema]:
        """The properties of an object, however it is put together; none of anything else."""
        shape = schema.shape
        found: dict[str, Schema] = {}
        if depth == 0:
            return found
        match shape:
            case Ref(name):
                if name in self._named:
                    found = self.record(self._named[name], depth - 1)
            case Record(fields):
                found = {field.name: field.schema for field in fields}
            case Every(parts):
                for part in parts:
                    found = {**found, **self.record(part, depth - 1)}
            case Either(options):
                for option in options:
                    for name, each in self.record(option, depth - 1).items():
                        found[name] = _either_of(found[name], each) if name in found else each
            case _:
                pass
        return found

    def item(self, schema: Schema) -> Schema | None:
        """What an array holds; None of anything else."""
        match self.resolved(schema).shape:
            case ListOf(item):
                return item
            case TupleOf(items, rest):
                return rest or (items[0] if items else None)
            case _:
                return None

    def resolved(self, schema: Schema) -> Schema:
        """The schema that a reference leads to, through `null` beside it too."""
        for _ in range(16):
            match schema.shape:
                case Ref(name) if name in self._named:
                    schema = self._named[name]
                case Either(options) if len(real := _not_null(options)) == 1:
                    schema = real[0]
                case _:
                    break
        return schema

    def keyword(self, schema: Schema, keyword: str, depth: int = 6) -> Any:
        """What a keyword says here, or in a part of this schema."""
        if keyword in schema.words or depth == 0:
            return schema.words.get(keyword)
        match schema.shape:
            case Ref(name):
                parts: tuple[Schema, ...] = (self._named[name],) if name in self._named else ()
            case Every(several):
                parts = several
            case _:
                parts = ()
        said = (self.keyword(part, keyword, depth - 1) for part in parts)
        return next((each for each in said if each is not None), None)

    def _shape(self, schema: Schema, depth: int) -> Value:
        match schema.shape:
            case Ref(name):
                named = self._named.get(name)
                return {"type": "json"} if named is None or depth == 0 else self.value(named, depth)
            case Scalar(kind):
                return {"type": kind}
            case Choice(values):
                return _choice(values)
            case ListOf(item):
                return {"type": "array", "items": self._item(item, depth)}
            case TupleOf():
                item_or_none = self.item(schema)
                items = (
                    {"type": "json"} if item_or_none is None else self._item(item_or_none, depth)
                )
                return {"type": "array", "items": items}
            case Record() | Every():
                return self._object(schema, depth)
            case Either(options):
                return self._either(schema, options, depth)
            case _:
                return {"type": "json"}

    def _item(self, item: Schema, depth: int) -> Value:
        found = self.value(item, depth - 1) if depth > 1 else {"type": "json"}
        # What one of several means is said where several are asked for.
        found.pop("help", None)
        if found["type"] in ("object", "array"):
            return {"type": "json"}
        return found

    def _object(self, schema: Schema, depth: int) -> Value:
        fields = self.record(schema)
        if not fields:
            if isinstance(schema.shape, Every):
                return self._first_plain(schema.shape.parts, depth)
            return {"type": "object"}
        if depth <= 1:
            return {"type": "object"}
        found: Value = {"type": "object"}
        found["fields"] = {name: self.value(each, depth - 1) for name, each in fields.items()}
        if required := [name for name in fields if name in self._required(schema)]:
            found["required"] = required
        return found

    def _first_plain(self, parts: tuple[Schema, ...], depth: int) -> Value:
        """`allOf` around one value, as OpenAPI 3.0 writes a reference with words beside it."""
        for part in parts:
            found = self.value(part, depth)
            if found["type"] not in ("json", "null"):
                return found
        return {"type": "json"}

    def _required(self, schema: Schema, depth: int = 6) -> set[str]:
        if depth == 0:
            return set()
        match schema.shape:
            case Ref(name) if name in self._named:
                return self._required(self._named[name], depth - 1)
            case Record(fields):
                return {field.name for field in fields if field.required}
            case Every(parts):
                return set[str]().union(*(self._required(part, depth - 1) for part in parts))
            case Either(options):
                real = _not_null(options)
                each = [self._required(option, depth - 1) for option in real]
                return set.intersection(*each) if each else set()
            case _:
                return set()

    def _either(self, schema: Schema, options: tuple[Schema, ...], depth: int) -> Value:
        real = _not_null(options)
        nullable = {"nullable": True} if len(real) < len(options) else {}
        if len(real) == 1:
            return {**self.value(real[0], depth), **nullable}
        kinds = [self.resolved(option) for option in real]
        if all(isinstance(each.shape, Record | Every) and self.record(each) for each in kinds):
            return {**self._object(schema, depth), **nullable}
        shown = [self.value(option, depth) for option in real]
        if all("enum" in each for each in shown):
            return {**_choice(tuple(v for each in shown for v in each["enum"])), **nullable}
        types = {each["type"] for each in shown}
        return {"type": types.pop() if len(types) == 1 else "json", **nullable}


def _either_of(one: Schema, other: Schema) -> Schema:
    """What fits one of two; what both say stays as it is."""
    if one.shape == other.shape:
        return one
    before = one.shape.options if isinstance(one.shape, Either) else (one,)
    return Schema(Either((*before, other)), one.words, one.at)


def _not_null(options: tuple[Schema, ...]) -> list[Schema]:
    return [each for each in options if each.shape != Scalar("null")]


def _choice(values: tuple[Any, ...]) -> Value:
    real = [value for value in values if value is not None]
    nullable = {"nullable": True} if len(real) < len(values) else {}
    if all(isinstance(value, str) for value in real):
        return {"type": "string", "enum": real, **nullable}
    if all(isinstance(value, int) and not isinstance(value, bool) for value in real):
        return {"type": "integer", "enum": real, **nullable}
    if all(isinstance(value, bool) for value in real):
        return {"type": "boolean", **nullable}
    return {"type": "json", **nullable}


def _limits(words: Mapping[str, Any]) -> str:
    """The least and the greatest number, as a person says it; nothing without them."""
    least, most = words.get("minimum"), words.get("maximum")
    if isinstance(least, int | float) and isinstance(most, int | float):
        return f"{least} to {most}"
    if isinstance(least, int | float):
        return f"{least} or more"
    return f"at most {most}" if isinstance(most, int | float) else ""
