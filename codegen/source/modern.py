"""Schemas of OpenAPI 3.0 in the words of JSON Schema 2020-12, which 3.1 and 3.2 speak already."""

from __future__ import annotations

from typing import Any, Final

_DATA: Final = frozenset({"example", "default", "enum", "const", "value"})
"""Below these stands data, which is copied as it is."""
_NAMES: Final = frozenset({"properties", "schemas", "parameters", "headers", "patternProperties"})
"""Below these stand names that an author chose, which may look like keywords and are none."""
_BOUNDS: Final = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))


def modern(document: dict[str, Any], version: str) -> dict[str, Any]:
    """The document, all of whose schemas mean in 2020-12 what they mean where they stand.

    `nullable`, and bounds that are exclusive by a flag, are said otherwise; keywords beside a
    `$ref`, which 3.0 ignores, go. Pointers into the document stay good. One of 3.1 or 3.2 is given
    back as it is; another one is not changed.
    """
    if version != "3.0":
        return document
    found = _walk(document, False)
    assert isinstance(found, dict)
    return found


def _walk(node: Any, is_names: bool) -> Any:
    if isinstance(node, list):
        return [_walk(each, False) for each in node]
    if not isinstance(node, dict):
        return node
    if not is_names:
        if isinstance(node.get("$ref"), str):
            return {"$ref": node["$ref"]}
        node = _schema(node)
    return {
        key: value
        if key in _DATA or (key == "examples" and not is_names)
        else _walk(value, key in _NAMES and not is_names)
        for key, value in node.items()
    }


def _schema(node: dict[str, Any]) -> dict[str, Any]:
    """One object in which, if it is a schema, the words of 3.0 have become those of 2020-12."""
    for bound, flag in _BOUNDS:
        if isinstance(node.get(flag), bool):
            node = dict(node)
            if node.pop(flag) and bound in node:
                node[flag] = node.pop(bound)
    if node.get("nullable") is not True:
        return node
    node = {key: value for key, value in node.items() if key != "nullable"}
    kind = node.get("type")
    if isinstance(kind, str):
        node["type"] = [kind, "null"]
        if isinstance(node.get("enum"), list) and None not in node["enum"]:
            node["enum"] = [*node["enum"], None]
        return node
    # Without a type `nullable` says nothing by the letter of 3.0.3; everybody means null by it.
    about = ("title", "description", "default", "example", "readOnly", "writeOnly", "deprecated")
    kept = {key: node.pop(key) for key in about if key in node}
    return {**kept, "anyOf": [node, {"type": "null"}]} if node else kept
