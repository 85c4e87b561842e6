"""Which object of OpenAPI stands where, and so what is a reference and what only looks like one.

A kind is a word. `{` before it is a map whose keys an author chose, `[` a list. What is not in the
table is data: examples, defaults, constants, extensions. A `$ref` in there is nobody's reference.
"""

from collections.abc import Iterator
from typing import Any

from codegen.pointer import join

_CONTENT = {"schema": "schema", "content": "{media", "examples": "{example"}
_ENCODING = {"encoding": "{encoding", "prefixEncoding": "[encoding", "itemEncoding": "encoding"}
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

KINDS: dict[str, dict[str, str]] = {
    "document": {"paths": "paths", "webhooks": "{path", "components": "components"},
    "components": {
        "schemas": "{schema",
        "responses": "{response",
        "parameters": "{parameter",
        "examples": "{example",
        "requestBodies": "{body",
        "headers": "{header",
        "securitySchemes": "{security",
        "links": "{link",
        "callbacks": "{callback",
        "pathItems": "{path",
        "mediaTypes": "{media",
    },
    "path": {
        "parameters": "[parameter",
        "additionalOperations": "{operation",
        **dict.fromkeys(_METHODS, "operation"),
    },
    "operation": {
        "parameters": "[parameter",
        "requestBody": "body",
        "responses": "responses",
        "callbacks": "{callback",
    },
    "parameter": _CONTENT,
    "header": _CONTENT,
    "body": {"content": "{media"},
    "media": {
        "schema": "schema",
        "itemSchema": "schema",
        "examples": "{example",
        **_ENCODING,
    },
    "encoding": {"headers": "{header", **_ENCODING},
    "response": {"headers": "{header", "content": "{media", "links": "{link"},
    "example": {},
    "link": {},
    "security": {},
    "schema": {
        **dict.fromkeys(
            (
                "properties",
                "patternProperties",
                "$defs",
                "definitions",
                "dependentSchemas",
                "dependencies",
            ),
            "{schema",
        ),
        **dict.fromkeys(("prefixItems", "allOf", "anyOf", "oneOf"), "[schema"),
        **dict.fromkeys(
            (
                "items",
                "additionalItems",
                "not",
                "if",
                "then",
                "else",
                "contains",
                "additionalProperties",
                "propertyNames",
                "unevaluatedItems",
                "unevaluatedProperties",
                "contentSchema",
            ),
            "schema",
        ),
    },
}

# Maps of OpenAPI whose keys are an author's, but for extensions.
_OPEN = {"paths": "path", "callback": "path", "responses": "response"}

# Data of JSON Schema and OpenAPI, for files of which nothing else is known.
_DATA = frozenset({"example", "examples", "default", "const", "enum", "value"})

SECTIONS = {kind[1:]: section for section, kind in KINDS["components"].items() if kind[0] == "{"}
_ENDINGS = (".json", ".yaml", ".yml")


def below(kind: str, key: str | int, value: Any) -> str | None:
    """The kind of what stands under a key of an object of this kind; None for data.

    `any` is the kind of all that stands in a file which is no OpenAPI document.
    """
    if kind[0] in "{[":
        return kind[1:]
    if kind == "any":
        return None if key in _DATA else "any"
    if kind in _OPEN:
        return None if str(key).startswith("x-") else _OPEN[kind]
    found = KINDS[kind].get(str(key))
    # Before 2020-12, `items` could be a list.
    return f"[{found}" if found and found[0] not in "{[" and isinstance(value, list) else found


def is_reference(node: Any) -> bool:
    """True for `{"$ref": "..."}`. A property that is named `$ref` has a schema, not a string."""
    return isinstance(node, dict) and isinstance(node.get("$ref"), str)


def looks_like_reference(name: str) -> bool:
    """Whether a discriminator's mapping names a place rather than a component."""
    return "/" in name or "#" in name or name.endswith(_ENDINGS)


def visit(document: Any, kind: str = "document", at: str = "") -> Iterator[tuple[str, Any, str]]:
    """Each object that is no data: its pointer, itself and its kind, in document order."""
    stack = [(at, document, kind)]
    while stack:
        here, node, kind = stack.pop()
        found: list[tuple[str, Any, str]] = []
        if isinstance(node, dict):
            yield here, node, kind
            for key, value in node.items():
                if isinstance(value, dict | list):
                    inner = below(kind, key, value)
                    if inner:
                        found.append((join(here, key), value, inner))
        elif isinstance(node, list):
            for index, value in enumerate(node):
                inner = below(kind, index, value)
                if inner and isinstance(value, dict | list):
                    found.append((f"{here}/{index}", value, inner))
        stack += reversed(found)


def mapping(node: dict[str, Any]) -> dict[str, str]:
    """The entries of a discriminator's mapping that name places."""
    discriminator = node.get("discriminator")
    entries = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    if not isinstance(entries, dict):
        return {}
    return {
        name: to for name, to in entries.items() if isinstance(to, str) and looks_like_reference(to)
    }


def references(document: Any, kind: str = "document") -> Iterator[tuple[str, str]]:
    """Every reference: the pointer of the object that holds it, and what it says."""
    for here, node, what in visit(document, kind):
        if is_reference(node):
            yield here, node["$ref"]
        if what == "schema":
            for to in mapping(node).values():
                yield here, to
