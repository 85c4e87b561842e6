"""The addresses of an API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.diff.document import Document
from codegen.diff.finding import Finding
from codegen.diff.operations import base, sides
from codegen.diff.rules import RULES
from codegen.pointer import join


def servers(old: Document, new: Document) -> Iterator[Finding]:
    """What has become of the addresses, unless only paths were moved into them or out of them."""
    had, has = _urls(old), _urls(new)
    if _is_moved(old, new):
        had = {_origin(url): each for url, each in had.items()}
        has = {_origin(url): each for url, each in has.items()}
    for url, (server, at) in had.items():
        if url not in has:
            yield _tell("server-removed", at, True, f"the address {url} is gone")
            continue
        other, there = has[url]
        variables, others = server.get("variables") or {}, other.get("variables") or {}
        for name, each in variables.items():
            values, now = each.get("enum"), (others.get(name) or {}).get("enum")
            gone = [v for v in values or [each.get("default")] if now and v not in now]
            if gone:
                yield _tell(
                    "server-variable-changed",
                    join(there, "variables", name),
                    False,
                    f"`{name}` of {url} may not be {', '.join(map(str, gone))} any more",
                )
    for url, (_, at) in has.items():
        if url not in had:
            yield _tell("server-added", at, False, f"the address {url} is new")


def _is_moved(old: Document, new: Document) -> bool:
    bases = base(old.raw.get("servers")), base(new.raw.get("servers"))
    if bases[0] == bases[1]:
        return False
    matched = sides(old, new).both
    return bool(matched) and all(
        bases[0] + before.path.replace("{", "").replace("}", "")
        == bases[1] + after.path.replace("{", "").replace("}", "")
        for before, after in matched[:1]
    )


def _origin(url: str) -> str:
    scheme, found, rest = url.rpartition("://")
    return f"{scheme}{found}{rest.partition('/')[0]}" if found else "/"


def _urls(document: Document) -> dict[str, tuple[dict[str, Any], str]]:
    found = document.raw.get("servers")
    listed = found if isinstance(found, list) and found else [{"url": "/"}]
    return {
        str(each.get("url", "/")).rstrip("/") or "/": (each, f"/servers/{index}")
        for index, each in enumerate(listed)
        if isinstance(each, dict)
    }


def _tell(rule: str, where: str, is_old: bool, message: str) -> Finding:
    return Finding(rule, RULES[rule].severity, [], where, is_old, message)
