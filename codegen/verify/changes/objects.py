"""Objects with a property less, or one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen import pointer
from codegen.verify.changes.change import Change
from codegen.verify.changes.spot import Spot
from codegen.verify.trial import ABSENT

UNKNOWN: Final = "spolvero_unknown"
_MOST: Final = 100


def changes(
    spot: Spot, schema: dict[str, Any], where: str, value: dict[str, Any], hidden: set[str]
) -> Iterator[Change]:
    """Give the changes about the keywords of a schema that holds for this object.

    `hidden` are properties that only answers have.
    """
    for index, name in enumerate(schema.get("required") or ()):
        if name in value and name not in hidden:
            yield Change(
                spot.inside(name), "required", pointer.join(where, "required", index), ABSENT,
                False, f"{name} is required and was left out",
            )  # fmt: skip
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if schema.get(keyword) is False:
            yield Change(
                spot.inside(UNKNOWN), keyword, pointer.join(where, keyword), "unknown", False,
                f"{UNKNOWN} is a property that {spot.last} must not have",
            )  # fmt: skip
    for name, others in (schema.get("dependentRequired") or {}).items():
        for index, other in enumerate(others):
            if name in value and other in value:
                at = pointer.join(where, "dependentRequired", name, index)
                yield Change(
                    spot.inside(other), "dependentRequired", at, ABSENT, False,
                    f"{name} requires {other}, which was left out",
                )  # fmt: skip
    least, most = schema.get("minProperties"), schema.get("maxProperties")
    required = set(schema.get("required") or ())
    spare = [name for name in value if name not in required]
    if isinstance(least, int) and 0 < least <= _MOST and len(value) - len(spare) < least:
        fewer = {name: each for name, each in value.items() if name in required}
        for name in spare[: least - 1 - len(fewer)]:
            fewer[name] = value[name]
        yield Change(
            spot, "minProperties", pointer.join(where, "minProperties"), fewer, False,
            f"{spot.last} of {len(fewer)} properties has less than its minProperties of {least}",
        )  # fmt: skip
    if isinstance(most, int) and most <= _MOST:
        more = dict(value)
        example: Any = next(iter(value.values()), "more")
        for number in range(most + 1 - len(value)):
            more[f"more{number}"] = example
        yield Change(
            spot, "maxProperties", pointer.join(where, "maxProperties"), more, False,
            f"{spot.last} of {len(more)} properties has more than its maxProperties of {most}",
        )  # fmt: skip
