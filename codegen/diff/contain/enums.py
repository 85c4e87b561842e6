"""Values that are listed: by `enum` and `const`, or as the type has no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.diff.checked import Checker
from codegen.diff.contain.gap import Local
from codegen.diff.values import Maker
from codegen.diff.view import Branch, equal, type_of

_WORDS = ("enum", "const")


def listed(one: Branch, others: list[Branch], found: Local, checks: Checker) -> None:
    """Tell which values of the sender's list the other side does not take."""
    values = one.values or []
    missing = [v for v in values if not any(_takes(each, v, checks) for each in others)]
    if not missing:
        return
    allowed = [v for each in others for v in each.values or ()]
    is_const = all(
        "const" in node
        for branch in (one, others[0])
        for _, node in branch.nodes()
        if "enum" in node or "const" in node
    )
    is_other = is_const and one.is_enum and len(missing) == len(values)
    kind = "const" if is_other else "enum"
    found.gap(kind, one, others, missing, allowed, lambda: iter(missing), _WORDS)


def finite(one: Branch, others: list[Branch], found: Local, maker: Maker) -> None:
    """Tell that only the other side has a list."""
    allowed = [value for each in others for value in each.values or ()]

    def make() -> Iterator[Any]:
        for value in maker.several(one):
            if not any(equal(value, each) for each in allowed):
                yield value

    found.gap("finite", one, others, None, allowed, make, _WORDS)


def _takes(other: Branch, value: Any, checks: Checker) -> bool:
    if type_of(value) != other.type:
        return False
    if other.values is not None:
        return any(equal(value, each) for each in other.values)
    if other.is_whole and value % 1:
        return False
    return checks.fits(other.clause, value) is not False
