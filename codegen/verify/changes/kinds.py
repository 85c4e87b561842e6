"""Values of another type, or of none of the members of an enumeration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from codegen import pointer
from codegen.verify.changes.change import Change
from codegen.verify.changes.spot import Spot
from codegen.verify.wire import coercible

_OTHERS: Final[dict[str, Any]] = {
    "string": "spolvero",
    "integer": 7,
    "number": 7.5,
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}
_MEMBERS: Final = 12


def changes(
    spot: Spot,
    schema: dict[str, Any],
    where: str,
    value: Any,
    elsewhere: Sequence[Any] = (),
    *,
    null: bool,
) -> Iterator[Change]:
    """Give the changes about `type`, `enum` and `const`. With `null`, null is a wrong type too;
    `elsewhere` is what other schemas list for things of this name."""
    kind = schema.get("type")
    if kind:
        of = str(schema.get("format"))
        yield from _types(spot, kind, of, pointer.join(where, "type"), null)
        if null and isinstance(kind, list) and "null" in kind and value is not None:
            yield Change(
                spot, "type", pointer.join(where, "type"), None, True,
                f"{spot.last} null is of the type {' or '.join(map(str, kind))}",
            )  # fmt: skip
    if "default" in schema and schema["default"] != value:
        default = schema["default"]
        yield Change(
            spot, "default", pointer.join(where, "default"), default, True,
            f"{spot.last} {_said(default)} is its default",
        )  # fmt: skip
    members = schema.get("enum")
    if isinstance(members, list) and members:
        yield from _members(spot, members, elsewhere, pointer.join(where, "enum"))
    if "const" in schema:
        constant = schema["const"]
        other: Any = f"{constant}-other" if isinstance(constant, str) else not constant
        if isinstance(constant, (int, float)) and not isinstance(constant, bool):
            other = constant + 1
        yield Change(
            spot, "const", pointer.join(where, "const"), other, False,
            f"{spot.last} {_said(other)} is not {_said(constant)}, which it must be",
        )  # fmt: skip


def _types(spot: Spot, kind: Any, of: str, where: str, null: bool) -> Iterator[Change]:
    names = kind if isinstance(kind, list) else [kind]
    wanted = " or ".join(str(name) for name in names)
    article = "an" if wanted[0] in "aio" else "a"
    for name, other in _OTHERS.items():
        if name in names or (name == "integer" and "number" in names):
            continue
        if other is None and not null:
            continue
        lenient = None
        if coercible(other, names, (of,)):
            # Where a truth is a number for the language of a server, it easily is for the server,
            # though it takes no text for one.
            if other is not True or spot.place != "body":
                continue
            lenient = str(_OTHERS["integer"])
        if spot.place != "body" and name not in ("string", "number"):
            continue
        if spot.place != "body" and ("string" in names or names == ["array"]):
            continue  # every text is one, and a list of one
        yield Change(
            spot, "type", where, other, False,
            f"{spot.last} {_said(other)} is not {article} {wanted}", lenient=lenient,
        )  # fmt: skip


def _members(
    spot: Spot, members: list[Any], elsewhere: Sequence[Any], where: str
) -> Iterator[Change]:
    others = [each for each in elsewhere if each is not None][:_MEMBERS]
    texts = [each for each in members if isinstance(each, str)]
    numbers = [each for each in members if isinstance(each, (int, float)) and each is not True]
    if texts:
        others += ["spolvero-unknown", texts[0].swapcase(), f"{texts[0]}x"]
    if numbers:
        others.append(max(numbers) + 1)
    for other in others:
        if other not in members:  # what is a member elsewhere is the likeliest to be let pass
            yield Change(
                spot, "enum", where, other, False,
                f"{spot.last} {_said(other)} is not one of {_listed(members)}",
            )  # fmt: skip
    for member in members[:_MEMBERS]:
        if member is not None:
            yield Change(
                spot, "enum", where, member, True,
                f"{spot.last} {_said(member)} is one of {_listed(members)}",
            )  # fmt: skip


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(members: list[Any]) -> str:
    text = ", ".join(str(each) for each in members[:6])
    return text + (", …" if len(members) > 6 else "")
