"""Rules about parameters."""

import re
from collections.abc import Iterator
from typing import Any

from codegen.lint.rule import Drop, Fix, Node, Told, rule
from codegen.pointer import join

_SNAKE = re.compile(r"[a-z_][a-z0-9_]*")
_HEADER = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_IGNORED = frozenset(("accept", "content-type", "authorization"))


@rule("parameter-place", "parameter", "error", source="OpenAPI 4.8.12.2")
def place(node: Node) -> Iterator[Told]:
    """A parameter is in the path, the query, a header or a cookie."""
    if "$ref" not in node.raw and node.raw.get("in") not in (
        *("path", "query", "header", "cookie"),
        "querystring",
    ):
        yield Told(f"A parameter cannot be in {node.raw.get('in')!r}.")


@rule("path-parameter-required", "parameter", "error", source="OpenAPI 4.8.12.2")
def path_parameter_required(node: Node) -> Iterator[Told]:
    """A path parameter is required, and says so."""
    if node.raw.get("in") == "path" and node.raw.get("required") is not True:
        name = node.raw.get("name")
        fix = Fix(join(node.at, "required"), True)
        yield Told(f"The path parameter {name} needs `required: true`.", "", fix)


@rule("parameter-has-schema", "parameter", "error", source="OpenAPI 4.8.12.2")
def has_schema(node: Node) -> Iterator[Told]:
    """A parameter has a schema, or one media type that has one."""
    if "$ref" in node.raw or "schema" in node.raw:
        return
    if len(node.raw.get("content") or ()) != 1:
        yield Told("The parameter has neither a schema nor exactly one media type.")


@rule("parameter-unique", "operation", "error", source="OpenAPI 4.8.10.1")
def unique(node: Node) -> Iterator[Told]:
    """No parameter is declared twice."""
    seen: dict[tuple[Any, Any], int] = {}
    for index, each in enumerate(node.raw.get("parameters") or ()):
        found = node.document.resolve(each)
        key = (found.get("in"), found.get("name"))
        if found and key in seen:
            yield Told(f"The parameter {key[1]} is declared twice.", f"/parameters/{index}")
        seen[key] = index


@rule("parameter-heard", "parameter", "warning", source="OpenAPI 4.8.12.2")
def heard(node: Node) -> Iterator[Told]:
    """Accept, Content-Type and Authorization are no parameters: such definitions are ignored."""
    name = str(node.raw.get("name", ""))
    if node.raw.get("in") == "header" and name.lower() in _IGNORED:
        yield Told(f"The header parameter {name} is ignored; other objects declare it.")


@rule("parameter-required-false", "parameter", "info")
def required_false(node: Node) -> Iterator[Told]:
    """What is the default need not be said."""
    if node.raw.get("required") is False and node.raw.get("in") != "path":
        yield Told(
            "`required: false` says nothing.", "/required", Fix(join(node.at, "required"), Drop)
        )


@rule("parameter-described", "parameter", "warning", "spolvero", source="openapi/README.md")
def described(node: Node) -> Iterator[Told]:
    """A parameter says what it does."""
    if "$ref" not in node.raw and not str(node.raw.get("description") or "").strip():
        yield Told(f"The parameter {node.raw.get('name')} has no description.")


@rule("query-snake-case", "parameter", "warning", "spolvero", "zalando", source="Zalando 130")
def query_snake_case(node: Node) -> Iterator[Told]:
    """Query parameters are in snake_case."""
    name = str(node.raw.get("name", ""))
    if node.raw.get("in") == "query" and not _SNAKE.fullmatch(name):
        yield Told(f"The query parameter {name} is not in snake_case.")


@rule("header-words", "parameter", "info", "zalando", source="Zalando 132")
def header_words(node: Node) -> Iterator[Told]:
    """Headers are words with hyphens between them."""
    name = str(node.raw.get("name", ""))
    if node.raw.get("in") == "header" and not _HEADER.fullmatch(name):
        yield Told(f"The header {name} is not words with hyphens between them.")


@rule("list-limit-bounded", "parameter", "warning", "spolvero", source="openapi/README.md")
def limit_bounded(node: Node) -> Iterator[Told]:
    """The parameter that limits a page has a maximum and a default."""
    if node.raw.get("in") != "query" or node.raw.get("name") not in ("limit", "per_page", "size"):
        return
    schema = node.document.resolve(node.raw.get("schema"))
    missing = [each for each in ("maximum", "default") if each not in schema]
    if missing and "default" not in node.raw.get("schema", {}):
        yield Told(f"The parameter {node.raw['name']} has no {' and no '.join(missing)}.")
