"""`x-laws`: what is promised beyond the shape of messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from codegen.diff.finding import Finding
from codegen.diff.rules import RULES
from codegen.pointer import join


def promises(
    before: dict[str, Any], after: dict[str, Any], old_at: str, new_at: str, operations: list[str]
) -> Iterator[Finding]:
    """What has become of each law of an operation or a schema."""
    had, has = _laws(before.get("x-laws")), _laws(after.get("x-laws"))
    for name, (law, key) in had.items():
        if name not in has:
            yield _tell(
                "law-removed",
                operations,
                join(old_at, "x-laws", key),
                True,
                f"the law {name} is taken back",
            )
        elif has[name][0] != law:
            yield _tell(
                "law-changed",
                operations,
                join(new_at, "x-laws", has[name][1]),
                False,
                f"the law {name} is another",
            )
    for name, (_, key) in has.items():
        if name not in had:
            yield _tell(
                "law-added",
                operations,
                join(new_at, "x-laws", key),
                False,
                f"the law {name} is new",
            )


def _laws(stated: Any) -> dict[str, tuple[Any, str | int]]:
    """Each law by its kind, and by its number where there are several of a kind."""
    found: dict[str, tuple[Any, str | int]] = {}
    if isinstance(stated, dict):
        for kind, law in stated.items():
            several = law if isinstance(law, list) else [law]
            for index, each in enumerate(several):
                name = str(kind) if len(several) == 1 else f"{kind} {_known(each, index)}"
                found[name] = (each, str(kind))
    elif isinstance(stated, list):
        for index, law in enumerate(stated):
            kind = law.get("kind") if isinstance(law, dict) else law
            name = kind if isinstance(kind, str) else json.dumps(law, sort_keys=True)
            found[f"{name} {index + 1}" if name in found else name] = (law, index)
    return found


def _known(law: Any, index: int) -> str:
    for word in ("name", "parameter", "property", "header"):
        if isinstance(law, dict) and isinstance(law.get(word), str):
            return str(law[word])
    return str(index + 1)


def _tell(rule: str, operations: list[str], where: str, is_old: bool, message: str) -> Finding:
    return Finding(rule, RULES[rule].severity, operations, where, is_old, message)
