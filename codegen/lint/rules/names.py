"""Rules about how properties, schemas and values are called."""

import re
from collections.abc import Iterator

from codegen.lint.rule import Node, Told, rule
from codegen.pointer import join

_SNAKE = re.compile(r"[a-z_@$][a-z0-9_.$-]*")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")
_DATE = ("date-time", "date")
_AT = re.compile(r"(^|_)(at|on|date|time|day|since|until|after|before|from|to|timestamp)(_|$)")


def _properties(node: Node) -> dict[str, object]:
    found = node.raw.get("properties")
    return found if isinstance(found, dict) else {}


@rule("property-snake-case", "schema", "warning", "spolvero", "zalando", source="Zalando 118")
def property_snake_case(node: Node) -> Iterator[Told]:
    """Properties are in snake_case."""
    for name in _properties(node):
        if not _SNAKE.fullmatch(str(name)):
            yield Told(f"The property {name} is not in snake_case.", join("/properties", name))


@rule("schema-pascal-case", "components", "info", "spolvero", source="openapi/README.md")
def schema_pascal_case(node: Node) -> Iterator[Told]:
    """Schemas are called as classes are: JobRequest."""
    for name in node.raw.get("schemas") or ():
        if not _PASCAL.fullmatch(str(name)):
            yield Told(f"The schema {name} is not in PascalCase.", join("/schemas", name))


@rule("property-array-plural", "schema", "info", "zalando", source="Zalando 120")
def array_plural(node: Node) -> Iterator[Told]:
    """Arrays have names in the plural."""
    for name, schema in _properties(node).items():
        if isinstance(schema, dict) and schema.get("type") == "array" and not _many(str(name)):
            yield Told(f"The array {name} has no name in the plural.", join("/properties", name))


def _many(name: str) -> bool:
    return name.lower().endswith(("s", "data", "media", "children", "people", "list", "ids"))


@rule("property-date-named", "schema", "info", "zalando", source="Zalando 235")
def date_named(node: Node) -> Iterator[Told]:
    """The name of a time says that it is one: created_at."""
    for name, schema in _properties(node).items():
        if isinstance(schema, dict) and schema.get("format") in _DATE:
            words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(name)).lower()
            if not _AT.search(words):
                yield Told(f"The name {name} does not say a time.", join("/properties", name))


@rule("property-id-text", "schema", "info", "zalando", source="Zalando 174")
def id_text(node: Node) -> Iterator[Told]:
    """An id is an opaque text."""
    found = _properties(node).get("id")
    if isinstance(found, dict) and found.get("type") in ("integer", "number"):
        yield Told("The id is a number, which invites to count and to guess.", "/properties/id")
