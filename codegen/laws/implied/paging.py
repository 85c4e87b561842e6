"""How a list goes on from page to page, as its parameters and its reply imply it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from codegen.laws.law import Pages, Reach
from codegen.laws.lists import Items
from codegen.laws.replies import reply, reply_shape
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, shape_of
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation, Parameter

LIMITS: Final = (
    "limit",
    "per_page",
    "page_size",
    "pagesize",
    "size",
    "max_results",
    "maxresults",
    "page_limit",
    "perpage",
    "count",
    "top",
)
_CURSOR: Final = (
    "cursor",
    "page_token",
    "next_token",
    "page_cursor",
    "next_cursor",
    "continuation_token",
    "continuation",
    "next_page_token",
    "start_cursor",
    "after",
    "marker",
)
_NEXT: Final = (
    "next_cursor",
    "next_page_token",
    "next_token",
    "next_page_cursor",
    "cursor_next",
    "continuation_token",
    "end_cursor",
    "next_marker",
    "next_page",
    "next",
    "cursor",
    "after",
)
_MORE: Final = ("has_more", "has_next", "has_next_page", "more", "is_truncated")
_TOTAL: Final = ("total", "total_count", "total_items", "total_results", "count_total")
_OFFSET: Final = ("offset", "skip", "page_offset", "start_index")
_PAGE: Final = ("page", "page_number", "page_no", "page_num")
_COUNT: Final = ("pages", "total_pages", "pages_total", "num_pages", "page_count", "last_page")
_ECHOED: Final = frozenset((*LIMITS, *_OFFSET, *_PAGE)) - {"count", "top"}
_LAST_ID: Final = ("starting_after", "after", "after_id", "last_id", "since_id")
_AROUND: Final = (
    "",
    "pagination",
    "page_info",
    "paging",
    "meta",
    "page",
    "cursors",
    "links",
    "_links",
)


def pages(resources: Resources) -> Iterator[Pages]:
    """A list with a parameter for the place to go on at, or a limit beside a next link."""
    for key, items in resources.lists.items():
        law = paging(resources, resources.spec.operations[key], items)
        if law is not None:
            yield law


def paging(resources: Resources, operation: Operation, items: Items) -> Pages | None:
    """How a list goes on from page to page; None where it does not, or where its shape is odd."""
    query = {snake(each.name): each for each in operation.parameters if each.place == "query"}
    shape = reply_shape(resources.spec, operation)
    if shape is None or items.id is None:
        return None
    limit = next((query[each] for each in LIMITS if each in query), None)
    told = _told(shape)
    total = next((told[each] for each in _TOTAL if each in told), None)
    more = next((told[each] for each in _MORE if each in told), None)
    answer = reply(operation)
    headers = {name.lower(): name for name in answer.headers} if answer else {}
    if total is None and "x-total-count" in headers:
        total = f"$response.header.{headers['x-total-count']}"
    style: Literal["cursor", "offset", "page", "link"]
    parameter: Parameter | None = None
    next_at = None
    first = 1
    cursor = next((query[each] for each in _CURSOR if each in query), None)
    if cursor is not None and _next(told, cursor) is not None:
        style, parameter = "cursor", cursor
        next_at = _next(told, cursor)
        if _is_url(shape, next_at):
            style = "link"
    elif (last := _last_id(query)) is not None and more is not None:
        style, parameter = "cursor", last
    elif any(each in query for each in _OFFSET):
        style, parameter = "offset", next(query[each] for each in _OFFSET if each in query)
        first = _first(resources, parameter, 0)
        if limit is None:
            return None
    elif any(each in query for each in _PAGE):
        style, parameter = "page", next(query[each] for each in _PAGE if each in query)
        kind = shape_of(resources.spec, parameter)
        if kind is None or not kind.types & {"integer", "number"}:
            return None
        first = _first(resources, parameter, 1)
    elif "link" in headers and limit is not None:
        style = "link"
    elif _is_url(shape, told.get("next")):
        style, next_at = "link", told["next"]
    else:
        return None
    if total is None and _is_url(shape, told.get("next")):
        total = told.get("count")  # Django REST framework's, beside `next` and `previous`
    kind = shape_of(resources.spec, limit)
    most = kind.get("maximum") if kind is not None else None
    return Pages(
        operation=operation.key,
        where=parameter.where if parameter is not None else operation.where,
        stated=False,
        style=style,
        items=items.at,
        item_id=items.id,
        parameter=parameter.name if parameter is not None else None,
        limit=limit.name if limit is not None else None,
        next=next_at,
        total=total,
        more=more,
        first=first,
        most=most if isinstance(most, int) else None,
        makes=makers_of(resources, operation),
        echoes={
            each.name: told[snake(each.name)]
            for each in (parameter, limit)
            if each is not None
            and snake(each.name) in _ECHOED & set(told)
            and _is_echo(shape, told[snake(each.name)])
        },
        count=next((told[each] for each in _COUNT if each in told), None),
    )


def _is_echo(shape: Shape, expression: str) -> bool:
    """Whether a place in a page may only say what was asked for, not what comes next."""
    there = shape.at(expression.partition("#")[2])
    return (
        there is not None
        and there.types == {"integer"}
        and not re.search(r"\b(next|following|previous|number of items)\b", there.description, re.I)
    )


def _last_id(query: Mapping[str, Parameter]) -> Parameter | None:
    """The parameter that takes the id of the last item that one has."""
    for name in _LAST_ID:
        if name in query and (
            name.endswith(("_id", "starting_after"))
            or re.search(r"\b(id|identifier)\b", str(query[name].raw.get("description", "")), re.I)
        ):
            return query[name]
    return None


def _is_url(shape: Shape, expression: str | None) -> bool:
    """Whether a page tells the next one's whole address."""
    if expression is None:
        return False
    there = shape.at(expression.partition("#")[2])
    if there is None or "string" not in there.types:
        return False
    return there.get("format") in ("uri", "url", "uri-reference") or bool(
        re.search(r"\b(URLs?|URIs?|links?)\b", there.description, re.I)
    )


def _told(shape: Shape) -> dict[str, str]:
    """What a page tells about itself, by name, as expressions."""
    found: dict[str, str] = {}
    for around in _AROUND:
        holder = shape if not around else _child(shape, around)
        if holder is None:
            continue
        at = "" if holder is shape else holder.where.rpartition("/properties/")[2]
        start = f"$response.body#/{at}" if at else "$response.body#"
        for name, each in holder.properties.items():
            if "href" in each.properties:  # HAL
                found.setdefault(snake(name), f"{start}{join('', name, 'href')}")
            elif not each.types & {"array", "object"}:
                found.setdefault(snake(name), start + join("", name))
    return found


def _child(shape: Shape, name: str) -> Shape | None:
    for each, inner in shape.properties.items():
        if snake(each) == name and inner.properties and "/properties/" in inner.where:
            return inner
    return None


def _next(told: dict[str, str], cursor: Parameter) -> str | None:
    for name in (f"next_{snake(cursor.name)}", *_NEXT):
        if name in told:
            return told[name]
    return None


def _first(resources: Resources, parameter: Parameter, usual: int) -> int:
    """The number of the first page: the default, or the least that is allowed."""
    shape = shape_of(resources.spec, parameter)
    for keyword in ("default", "minimum"):
        value: Any = shape.get(keyword) if shape is not None else None
        if isinstance(value, int) and not isinstance(value, bool) and value in (0, 1):
            return value
    return usual


def makers_of(resources: Resources, operation: Operation) -> tuple[Reach, ...]:
    """What makes the things that a list shows."""
    resource = resources.listed_by(operation)
    if resource is None or resource.create is None or resource.id is None:
        return ()
    reach = resources.reach(operation, resource.create, resource)
    return () if reach is None else (Reach(resource.create.key, reach.parameters),)
