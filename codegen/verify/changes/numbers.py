"""Numbers at their limits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from codegen import pointer
from codegen.verify.changes.change import Change
from codegen.verify.changes.spot import Spot

_HUGE: Final = 2**63
"""The least number that a word of 64 bits does not hold."""


def changes(
    spot: Spot, schema: dict[str, Any], where: str, value: float, whole: bool
) -> Iterator[Change]:
    """Give the changes about the keywords of a schema that holds for this number.

    `whole`: only integers fit.
    """
    step: Any = schema.get("multipleOf") or (1 if whole else 0.5)
    if not whole:
        for tiny in (0.001, 1e-7):
            yield Change(
                spot, "type", pointer.join(where, "type"), tiny, True,
                f"{spot.last} {tiny} is a number like any other", odd=True,
            )  # fmt: skip
    if not schema.keys() & {"maximum", "exclusiveMaximum", "enum", "const"} and "type" in schema:
        huge = _HUGE // step * step if whole and isinstance(step, int) else _HUGE
        yield Change(
            spot, "type", pointer.join(where, "type"), huge, True,
            f"{spot.last} {huge} is a number without a maximum", odd=True,
        )  # fmt: skip
    for keyword, sign in (("minimum", -1), ("maximum", 1)):
        limit = schema.get(keyword)
        if not _number(limit):
            continue
        at = pointer.join(where, keyword)
        beyond = tidy(limit + sign * step)
        side = "below" if sign < 0 else "beyond"
        yield Change(
            spot, keyword, at, beyond, False,
            f"{spot.last} {beyond} is {side} its {keyword} of {limit}",
        )  # fmt: skip
        yield Change(
            spot, keyword, at, tidy(limit), True,
            f"{spot.last} {tidy(limit)} is its {keyword}",
            partial(tidy, limit - sign * step),
        )  # fmt: skip
    for keyword, sign in (("exclusiveMinimum", -1), ("exclusiveMaximum", 1)):
        limit = schema.get(keyword)
        if not _number(limit):
            continue
        at = pointer.join(where, keyword)
        yield Change(
            spot, keyword, at, tidy(limit), False,
            f"{spot.last} {tidy(limit)} is its {keyword}, which it must not reach",
        )  # fmt: skip
        near = tidy(limit - sign * step)
        yield Change(
            spot, keyword, at, near, True,
            f"{spot.last} {near} is within its {keyword} of {limit}",
            partial(tidy, limit - 2 * sign * step),
        )  # fmt: skip
    if _number(schema.get("multipleOf")):
        step = schema["multipleOf"]
        for off in (tidy(value + step / 2), tidy(value - step / 2), tidy(value + 1)):
            yield Change(
                spot, "multipleOf", pointer.join(where, "multipleOf"), off, False,
                f"{spot.last} {off} is no multiple of {step}",
            )  # fmt: skip


def tidy(value: Any) -> Any:
    """An integer where that is the same number, and no noise of the last binary digits."""
    if isinstance(value, float):
        value = round(value, 9)
    return int(value) if value == int(value) else value


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15
