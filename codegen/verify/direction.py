"""What a schema asks of a request, and what of a reply (`readOnly` and `writeOnly`).

A property that is `writeOnly` is never in a reply, and one that is `readOnly` is left out of a
request: neither can be required there (OpenAPI 3.1, 4.8.24; 3.0.3, 4.7.24).
"""

from __future__ import annotations

import json
from typing import Any, Literal

from codegen import pointer
from codegen.spec import Spec

Direction = Literal["request", "reply"]
_HIDDEN = {"request": "readOnly", "reply": "writeOnly"}


def directed(spec: Spec, direction: Direction) -> Spec:
    """The document as one direction means it; every pointer stays good."""
    flag = _HIDDEN[direction]
    if flag not in json.dumps(spec.document):
        return spec
    copy: dict[str, Any] = json.loads(json.dumps(spec.document))
    changed = Spec(copy, spec.name)
    _walk(changed, copy, "", flag)
    return changed


def is_hidden(spec: Spec, schema: Any, where: str, direction: Direction) -> bool:
    """Whether a property of this schema has no place in this direction."""
    flag = _HIDDEN[direction]
    for _ in range(8):
        if not isinstance(schema, dict):
            return False
        if flag in schema:
            return schema[flag] is True
        for index, part in enumerate(schema.get("allOf") or ()):
            if is_hidden(spec, part, pointer.join(where, "allOf", index), direction):
                return True
        if "$ref" not in schema:
            return False
        target = spec.resolve({"$ref": schema["$ref"]}, where)
        if target[0] is schema:
            return False
        schema, where = target
    return False


def hidden(spec: Spec, schema: Any, where: str, direction: Direction, deep: int = 8) -> set[str]:
    """The names of the properties that have no place in this direction."""
    found: set[str] = set()
    if not isinstance(schema, dict) or deep == 0:
        return found
    for name, each in (schema.get("properties") or {}).items():
        if is_hidden(spec, each, pointer.join(where, "properties", name), direction):
            found.add(name)
    for index, part in enumerate(schema.get("allOf") or ()):
        found |= hidden(spec, part, pointer.join(where, "allOf", index), direction, deep - 1)
    if "$ref" in schema:
        target, there = spec.resolve({"$ref": schema["$ref"]}, where)
        found |= hidden(spec, target, there, direction, deep - 1)
    return found


def _walk(spec: Spec, node: Any, where: str, flag: str) -> None:
    if isinstance(node, list):
        for index, each in enumerate(node):
            _walk(spec, each, pointer.join(where, index), flag)
    elif isinstance(node, dict):
        required = node.get("required")
        if isinstance(required, list):
            gone = hidden(spec, node, where, "request" if flag == "readOnly" else "reply")
            if gone & {name for name in required if isinstance(name, str)}:
                node["required"] = [name for name in required if name not in gone]
        for part in node.get("allOf") or ():
            if isinstance(part, dict) and isinstance(part.get("required"), list):
                gone = hidden(spec, node, where, "request" if flag == "readOnly" else "reply")
                part["required"] = [name for name in part["required"] if name not in gone]
        for key, each in node.items():
            _walk(spec, each, pointer.join(where, key), flag)
