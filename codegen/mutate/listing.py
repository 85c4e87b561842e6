"""The items of a list, as a reply has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codegen.mutate.changed import given, is_json, with_json
from codegen.mutate.things import get, put

if TYPE_CHECKING:
    from codegen.laws.law import Pages
    from codegen.mutate.mutant import Call
    from codegen.verify.exchange import Reply


def items(reply: Reply, where: str) -> list[Any]:
    """The items; none when the reply is no list."""
    if not reply.ok or not is_json(reply.headers.get("content-type", "")):
        return []
    try:
        found = get(reply.json, where)
    except LookupError:
        return []
    return found if isinstance(found, list) else []


def with_items(reply: Reply, where: str, new: list[Any]) -> Reply:
    """The same with other items."""
    return with_json(reply, put(reply.json, where, new))


def id_of(item: Any, where: str) -> Any:
    """The id of an item; None when it has none."""
    try:
        return get(item, where)
    except LookupError:
        return None


def ids(found: list[Any], where: str) -> list[Any]:
    """The ids of items."""
    return [id_of(each, where) for each in found]


def number(call: Call, parameter: str | None) -> int | None:
    """What a query parameter says, as a number; None when it is absent or none."""
    text = given(call.request, parameter) if parameter else None
    return int(text) if text and text.isdecimal() else None


def added(call: Call, found: list[Any], item: Any, limit: str | None, first: bool) -> list[Any]:
    """The items with one more, in the place of another where the limit would be exceeded."""
    most = number(call, limit)
    if most is not None and len(found) >= most:
        found = found[1:] if first else found[:-1]
    return [item, *found] if first else [*found, item]


def limit_of(pages: Pages | None) -> str | None:
    """The parameter that limits a page."""
    return pages.limit if pages is not None else None
