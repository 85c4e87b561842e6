"""Lists at the limits of their length, and with an item twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from codegen import pointer
from codegen.verify.changes.change import Change
from codegen.verify.changes.spot import Spot

_LONGEST: Final = {"body": 1_000, "query": 60, "path": 20, "header": 20}


def changes(
    spot: Spot,
    schema: dict[str, Any],
    where: str,
    value: list[Any],
    longer: Callable[[int], list[Any] | None],
) -> Iterator[Change]:
    """Give the changes about the keywords of a schema that holds for this list.

    `longer` makes a list of so many items of it; None when that cannot be done.
    """
    least, most = schema.get("minItems"), schema.get("maxItems")
    if isinstance(most, int) and most < _LONGEST[spot.place]:
        at = pointer.join(where, "maxItems")
        more = longer(most + 1)
        if more is not None:
            yield Change(
                spot, "maxItems", at, more, False,
                f"{spot.last} of {most + 1} items is longer than its maxItems of {most}",
            )  # fmt: skip
        full = longer(most) if most else None
        if full is not None:
            yield Change(
                spot, "maxItems", at, full, True,
                f"{spot.last} of {most} items is within its maxItems of {most}",
                lambda: full[:-1],
            )  # fmt: skip
    if isinstance(least, int) and 0 < least < _LONGEST[spot.place]:
        at = pointer.join(where, "minItems")
        fewer = longer(least - 1)
        if fewer is not None and (fewer or spot.place == "body"):
            yield Change(
                spot, "minItems", at, fewer, False,
                f"{spot.last} of {least - 1} items is shorter than its minItems of {least}",
            )  # fmt: skip
        enough = longer(least)
        if enough is not None:
            milder = longer(least + 1)
            yield Change(
                spot, "minItems", at, enough, True,
                f"{spot.last} of {least} items has its minItems of {least}",
                None if milder is None else lambda: milder,
            )  # fmt: skip
    if not least and spot.place == "body" and "type" in schema:
        yield Change(
            spot, "type", pointer.join(where, "type"), [], True,
            f"{spot.last} without items is a list too", odd=True,
        )  # fmt: skip
    value = value or longer(1) or []
    if schema.get("uniqueItems") is True and value:
        twice = [*value, value[0]] if not isinstance(most, int) or len(value) < most else None
        twice = twice or ([*value[:-1], value[0]] if len(value) > 1 else None)
        if twice is not None:
            yield Change(
                spot, "uniqueItems", pointer.join(where, "uniqueItems"), twice, False,
                f"{spot.last} has an item twice, against its uniqueItems",
            )  # fmt: skip
