"""Laws about lists, as their parameters and the properties of their items imply them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from codegen.laws.fields import same_scalar
from codegen.laws.law import Filters, Match, Pages, Reach
from codegen.laws.lists import Items
from codegen.laws.replies import reply, reply_shape
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, shape_of
from codegen.laws.words import plural, singular, snake
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
_OFFSET: Final = ("offset", "skip")
_PAGE: Final = ("page", "page_number", "page_no", "page_num")
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
_STRICT: Final = re.compile(r"\b(strictly|exclusive|excluding|later than|earlier than)\b", re.I)
_INCLUSIVE: Final = re.compile(
    r"\b(inclusive|or equal|at or (after|before)|on or (after|before)|at least|at most|"
    r"or (later|earlier|more|less|newer|older))\b",
    re.I,
)
_BOUNDS: Final[dict[str, Match]] = {
    "gte": "at_least",
    "min": "at_least",
    "minimum": "at_least",
    "lte": "at_most",
    "max": "at_most",
    "maximum": "at_most",
    "gt": "after",
    "after": "after",
    "since": "after",
    "from": "after",
    "lt": "before",
    "before": "before",
    "until": "before",
    "to": "before",
}
_SURE: Final = frozenset({"gte", "lte", "gt", "lt", "min", "max", "minimum", "maximum"})


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
    else:
        return None
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


def _told(shape: Shape) -> dict[str, str]:
    """What a page tells about itself, by name, as expressions."""
    found: dict[str, str] = {}
    for around in _AROUND:
        holder = shape if not around else _child(shape, around)
        if holder is None:
            continue
        at = "" if holder is shape else holder.where.rpartition("/properties/")[2]
        for name, each in holder.properties.items():
            if not each.types & {"array", "object"}:
                start = join("", at) if at else ""
                found.setdefault(snake(name), f"$response.body#{start}{join('', name)}")
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


def filters(resources: Resources) -> Iterator[Filters]:
    """A query parameter with the name of a property of the items."""
    for key, items in resources.lists.items():
        operation = resources.spec.operations[key]
        if items.id is None or not items.shape.properties:
            continue
        law = paging(resources, operation, items)
        for parameter in operation.parameters:
            if parameter.place != "query" or (law and parameter.name in (law.parameter, law.limit)):
                continue
            shape = shape_of(resources.spec, parameter)
            found = selects(parameter, shape, items.shape) if shape is not None else None
            if found is None:
                continue
            fields, match, loose = found
            yield Filters(
                operation=key,
                where=parameter.where,
                stated=False,
                parameter=parameter.name,
                fields=tuple(join("", *each.split("/")) for each in fields),
                match=match,
                items=items.at,
                item_id=items.id,
                pages=law,
                makes=makers_of(resources, operation),
                loose=loose,
            )


def selects(
    parameter: Parameter, shape: Shape, item: Shape, *, sure: bool = True
) -> tuple[tuple[str, ...], Match, bool] | None:
    """Which fields a parameter selects by, how, and whether its bound is open; None where that is
    not plain. Unless it must be `sure`, a text of the same name equals the field's."""
    name = parameter.name
    if name.startswith(("filter[", "filters[", "where[")) and name.endswith("]"):
        name = name.partition("[")[2][:-1]
    words = f"{parameter.raw.get('description', '')} {shape.description}"
    known = {snake(each): each for each in reversed(item.properties)}
    word = snake(name)
    if word in ("q", "search", "query", "keyword", "keywords", "term"):
        return _searches(words, item)
    if word in known:
        found = _equals(word, shape, item.properties[known[word]], words)
        if not sure and found in (None, "like"):
            found = "equals"
        return None if found is None else ((known[word],), found, False)
    for other in (plural(word), singular(word)):
        if other in known:
            field = item.properties[known[other]]
            inner = field.items if "array" in field.types else field
            many = shape.items if "array" in shape.types else shape
            if inner is None or many is None or not _comparable(many, inner):
                return None
            if "array" in field.types and "array" not in shape.types:
                return (known[other],), "has", False
            if "array" in shape.types and "array" not in field.types:
                return (known[other],), "any_of", False
            if "array" in shape.types and re.search(r"\b(all|every|each)\b", words, re.I):
                return (known[other],), "has", False
            return None
    return _bounds(word, shape, item, known, words)


def _equals(name: str, shape: Shape, field: Shape, words: str) -> Match | None:
    if "array" in shape.types:
        if "array" in field.types or shape.items is None or not _comparable(shape.items, field):
            return None
        return "any_of"
    if "array" in field.types:
        inner = field.items
        return "has" if inner is not None and _comparable(shape, inner) else None
    if not _comparable(shape, field):
        return None
    if _is_text(field) and _is_text(shape) and not name.endswith("_id"):
        return _text(words)
    return "equals"


def _text(words: str) -> Match | None:
    """How a free text selects."""
    if re.search(r"\b(fuzzy|full[- ]?text|stem|relevan|glob|wildcard|regex|pattern)", words, re.I):
        return None
    if re.search(r"\b(starts?|begin(s|ning)?|prefix)", words, re.I):
        return "prefix"
    if re.search(r"\b(contain|substring|includ(es|ing) th)", words, re.I):
        return "contains"
    if re.search(r"\b(exact(ly)?|equals?)\b", words, re.I):
        return "equals"
    return "like"


def _is_text(shape: Shape) -> bool:
    """Whether it is words that people write, not one of several values or an id."""
    return (
        shape.types == {"string"}
        and shape.enum is None
        and shape.get("pattern") is None
        and shape.get("format") in (None, "email", "uri", "hostname")
    )


def _comparable(shape: Shape, field: Shape) -> bool:
    """Whether a parameter's value can be that of a field."""
    if shape.types & {"object", "array"} or field.types & {"object", "array"}:
        return False
    if shape.names & field.names:
        return True
    if not shape.types or not field.types or len(shape.types) > 1:
        return False
    if shape.enum is not None and field.enum is not None:
        return set(map(repr, shape.enum)) <= set(map(repr, field.enum))
    if shape.enum is not None and field.enum is None:
        return same_scalar(shape, field)
    if "number" in field.types and "integer" in shape.types:
        return True
    if not shape.types & field.types:
        return False
    dates = ("date", "date-time")
    one, other = shape.get("format"), field.get("format")
    return one == other or not (one in dates or other in dates)


def _searches(words: str, item: Shape) -> tuple[tuple[str, ...], Match, bool] | None:
    """A search, if the document says in which fields; it may be for words, in any order, unless the
    document says that it is for a part of the text."""
    part = re.search(r"\b(contain|substring|includ(es|ing) th)", words, re.I)
    if not part and not re.search(r"\b(search|match|look|find|words?)", words, re.I):
        return None
    if re.search(
        r"\b(fuzzy|full[- ]?text|stem|relevan|rank|glob|wildcard|regex|any of)", words, re.I
    ):
        return None
    text = {name for name, each in item.properties.items() if each.types == {"string"}}
    named = [
        name
        for name in item.properties
        if name in text and re.search(rf"\b{re.escape(name)}s?\b", words, re.I)
    ]
    others = [name for name in re.findall(r"`(\w+)`", words) if name not in text]
    if not named or others or re.search(r"\b(etc|such as|including|among others)\b", words, re.I):
        return None
    return (tuple(named), "contains", False) if part else (tuple(named), "words", True)


def _bounds(
    word: str, shape: Shape, item: Shape, known: dict[str, str], words: str
) -> tuple[tuple[str, ...], Match, bool] | None:
    """`created_after`, `min_price`, `price_max`: a bound of a number or of a time."""
    head, _, last = word.rpartition("_")
    first, _, rest = word.partition("_")
    stem, bound = (head, last) if last in _BOUNDS else (rest, first)
    if bound not in _BOUNDS or not stem:
        return None
    found = [
        known[each]
        for each in (stem, f"{stem}_at", f"{stem}_on", f"{stem}_date", f"{stem}_time")
        if each in known
    ]
    if len(found) != 1:
        return None
    field = item.properties[found[0]]
    numbers = {"integer", "number"}
    if not (
        (shape.types & numbers and field.types and field.types <= numbers)
        or (
            shape.types == field.types == {"string"}
            and shape.get("format") == field.get("format")
            and field.get("format") in ("date", "date-time")
        )
    ):
        return None
    match = _BOUNDS[bound]
    if _INCLUSIVE.search(words):
        return (found[0],), {"after": "at_least", "before": "at_most"}.get(match, match), False  # type: ignore[return-value]
    if _STRICT.search(words):
        return (found[0],), {"at_least": "after", "at_most": "before"}.get(match, match), False  # type: ignore[return-value]
    return (found[0],), match, bound not in _SURE
