"""What servers of tests answer that are asked without a network."""

from __future__ import annotations

import json
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Reply


def said(status: int, value: Any = None) -> Reply:
    """A reply, with a value as JSON unless it is None."""
    if value is None:
        return Reply(status, {}, b"")
    body = json.dumps(value).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body))}
    return Reply(status, headers, body)


def methods_at(spec: Spec, parts: list[str]) -> list[str]:
    """The methods that a path has, given by its segments."""
    found = []
    for each in spec.operations.values():
        path = each.path.strip("/").split("/")
        if len(path) == len(parts) and all(
            one == other or one.startswith("{") for one, other in zip(path, parts, strict=True)
        ):
            found.append(each.method)
    return found
