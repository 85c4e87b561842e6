"""In which order a list's items come: from the values of its parameter for it, and from words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from codegen import pointer
from codegen.laws.implied.filtering import fields_of
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.paging import makers_of, paging
from codegen.laws.law import Key, Sorts
from codegen.laws.lists import Items
from codegen.laws.replies import reply
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, shape_of
from codegen.laws.words import snake
from codegen.spec import Operation, Parameter

_SORT: Final = (
    "sort",
    "sort_by",
    "order_by",
    "ordering",
    "sortby",
    "orderby",
    "sort_field",
    "order",
)
_WAY: Final = (
    "order",
    "direction",
    "dir",
    "sort_order",
    "sort_dir",
    "sort_direction",
    "order_dir",
    "order_direction",
)
_MADE: Final = (
    "created_at",
    "created",
    "created_on",
    "creation_time",
    "date_created",
    "inserted_at",
    "create_time",
    "creation_date",
    "created_time",
    "created_date",
)
_WAYS: Final = {
    "asc": False,
    "ascending": False,
    "desc": True,
    "descending": True,
    "1": False,
    "-1": True,
}
_NEW: Final = {
    "newest": True,
    "newest_first": True,
    "latest": True,
    "most_recent": True,
    "recent": True,
    "oldest": False,
    "oldest_first": False,
}
_LISTING: Final = re.compile(r"\^(\[?[-+]{1,2}\]?\??)?\(?(?:\?:)?([\w|.]+)\)?\$")
"""A pattern that lists names, perhaps with a sign before them: `^-?(name|price)$`."""
_NEWEST: Final = re.compile(
    r"\b(newest|latest|most recent(ly (created|added))?)( \w+)? first\b|\breverse chronological",
    re.I,
)
_OLDEST: Final = re.compile(r"\boldest( \w+)? first\b", re.I)
_FIRST: Final = re.compile(
    r"\b(?P<name>(?!newest|latest|oldest|recent)\w+) (?:ones |\w+s )?first,? (?:and )?then\b",
    re.I,
)
_BY: Final = re.compile(
    r"\b(?:(?:sorted|ordered|order|sort) by|in order of) (?:the |its |their )?`?(\w+)`?", re.I
)
_ALIKE: Final = (
    r"\b(?:ties?\b|(?:key|value)s? (?:is|are) (?:equal|the same)|"
    r"(?:equal|the same) (?:key|value)s?\b|(?:that|which|who) (?:sort|are) alike\b|"
    r"(?:equal|alike|the same) in (?:the |their )?(?:sort(?:ing|ed)? )?(?:field|key|value)s?\b)"
)
_TIES: Final = re.compile(
    _ALIKE + r"[^.;]{0,40}?"
    r"\bby (?:the |its |their )?`?(?P<field>\w+)`?,? \(?(?P<way>asc|desc)(?:ending)?\b",
    re.IGNORECASE,
)
_TIES_BY_AGE: Final = re.compile(
    _ALIKE + r"[^.;]{0,40}?\b(?P<age>oldest|newest)( \w+)? first\b", re.IGNORECASE
)


def sorts(resources: Resources) -> Iterator[Sorts]:
    """Each value of a parameter that names a property of the items, and a way."""
    for key, items in resources.lists.items():
        if items.id is None or not items.shape.properties:
            continue
        operation = resources.spec.operations[key]
        by_default = None
        for where, parameter, value, order, given in _orders(resources, operation, items):
            if parameter is None:
                by_default = order
            yield _law(resources, operation, items, where, parameter, value, order, given)
        if by_default is None:
            words = _all_said(operation)
            told, before = _told(words, items.shape), _before(words, items.shape)
            if told is not None and None not in before:
                found = _law(resources, operation, items, operation.where, None, None, told, {})
                yield replace(found, keys=(*(each for each in before if each), *found.keys))


def _law(
    resources: Resources,
    operation: Operation,
    items: Items,
    where: str,
    parameter: str | None,
    value: str | None,
    order: Key,
    given: Mapping[str, Any],
) -> Sorts:
    tie = _tie(resources, operation, items, where)
    return Sorts(
        operation=operation.key,
        where=where,
        stated=False,
        parameter=parameter,
        value=value,
        keys=(order,) if tie is None or tie.field == order.field else (order, tie),
        items=items.at,
        item_id=items.id or "",
        given=given,
        pages=paging(resources, operation, items),
        makes=makers_of(resources, operation),
    )


def _all_said(operation: Operation) -> str:
    """What is said of a list, also where its answer is described."""
    answer = reply(operation)
    return f"{said(operation)} {answer.raw.get('description', '') if answer else ''}"


def _tie(resources: Resources, operation: Operation, items: Items, where: str) -> Key | None:
    """By what those come that the order does not tell apart, if words say so and say which way."""
    try:
        parameter = pointer.follow(resources.spec.document, where)
    except LookupError:
        parameter = None
    words = _all_said(operation)
    if isinstance(parameter, dict) and "in" in parameter:
        words = f"{words}. {parameter.get('description', '')}"
    by_age = _TIES_BY_AGE.search(words)
    if by_age is not None:
        made = _made(items.shape)
        return None if made is None else Key(made, by_age["age"].lower() == "newest")
    found = _TIES.search(words)
    if found is None:
        return None
    field = _field(found["field"], items.shape)
    return None if field is None else Key(field, found["way"].lower().startswith("desc"))


_Order = tuple[str, str | None, str | None, Key, dict[str, Any]]


def _orders(resources: Resources, operation: Operation, items: Items) -> Iterator[_Order]:
    query = {snake(each.name): each for each in operation.parameters if each.place == "query"}
    for name in _SORT:
        parameter = query.get(name)
        shape = shape_of(resources.spec, parameter)
        values = _values(shape) if shape is not None else ()
        if parameter is None or shape is None or not values:
            continue
        if {snake(str(each)) for each in values} <= set(_WAYS):
            continue
        way = _way(resources, query, name)
        for value in values:
            found = sort_key(str(value), items.shape, values)
            if found is None:
                continue
            if found.descending is None and way is not None:
                for word, descending in way[1].items():
                    order = Key(found.field, descending)
                    yield parameter.where, parameter.name, str(value), order, {way[0].name: word}
            else:
                yield parameter.where, parameter.name, str(value), found, {}
            if value == _default(shape):
                default = _default_way(resources, way)
                order = Key(found.field, found.descending if way is None else default)
                yield parameter.where, None, None, order, {}
        return


def _values(shape: Shape) -> tuple[str, ...]:
    """The values of a parameter for the order: an enum's, or those of a pattern that lists them;
    of a list of them, each alone."""
    if shape.types == {"array"} and shape.items is not None:
        return _values(shape.items)
    if shape.types == {"string"} and shape.enum:
        return tuple(str(each) for each in shape.enum)
    listed = _LISTING.fullmatch(str(shape.get("pattern") or ""))
    if listed is None:
        return ()
    names = listed[2].split("|")
    return tuple(sign + name for name in names for sign in ("", *(("-",) if listed[1] else ())))


def _default(shape: Shape) -> Any:
    """What it is sorted by where nothing is asked for; of several, no one alone."""
    default = shape.get("default")
    return default[0] if isinstance(default, list) and len(default) == 1 else default


def _way(
    resources: Resources, query: Mapping[str, Parameter], taken: str
) -> tuple[Parameter, dict[str, bool]] | None:
    """The parameter for the direction, and what its values mean."""
    for name in _WAY:
        shape = shape_of(resources.spec, query.get(name))
        if name == taken or shape is None or not shape.enum:
            continue
        words = {str(each): _WAYS.get(snake(str(each))) for each in shape.enum}
        if len(words) == 2 and set(words.values()) == {True, False}:
            return query[name], {word: bool(value) for word, value in words.items()}
    return None


def _default_way(
    resources: Resources, way: tuple[Parameter, dict[str, bool]] | None
) -> bool | None:
    if way is None:
        return None
    shape = shape_of(resources.spec, way[0])
    return way[1].get(str(shape.get("default"))) if shape is not None else None


def sort_key(value: str, item: Shape, among: tuple[Any, ...] = ()) -> Key | None:
    """What a value such as `-name` or `created_at:desc` sorts by; None where that is not plain."""
    if snake(value) in _NEW:
        made = _made(item)
        return None if made is None else Key(made, _NEW[snake(value)])
    text, way = value.strip(), None
    marked = re.fullmatch(r"([+-])(.+)", text)
    ended = re.fullmatch(r"(.+?)[_:. -](asc|desc|ascending|descending)", text, re.I) or (
        re.fullmatch(r"(.+?)(Asc|Desc|Ascending|Descending)", text)
    )
    started = re.fullmatch(r"(asc|desc)[_:. (-](.+?)\)?", text, re.I)
    if marked:
        text, way = marked[2], marked[1] == "-"
    elif ended:
        text, way = ended[1], _WAYS[ended[2].lower()]
    elif started:
        text, way = started[2], _WAYS[started[1].lower()]
    elif any(
        str(each) == f"-{value}" or str(each).lower() == f"{value}_desc".lower() for each in among
    ):
        way = False
    field = _field(text, item)
    return None if field is None else Key(field, way)


def _field(name: str, item: Shape) -> str | None:
    known = fields_of(item)
    word = snake(name)
    for each in (word, f"{word}_at", f"{word}_date"):
        if each in known:
            at, shape = known[each]
            plain = shape.types and not shape.types & {"object", "array"}
            return at if plain and shape.enum is None else None
    return None


def _made(item: Shape) -> str | None:
    known = fields_of(item)
    return next((known[each][0] for each in _MADE if each in known), None)


def _before(words: str, item: Shape) -> list[Key | None]:
    """What goes before the rest of an order, as in `pinned ones first, then`: the truth with this
    name, or None where there is no such."""
    found = _FIRST.search(words)
    if found is None:
        return []
    name = found["name"].lower()
    for each, shape in item.properties.items():
        if shape.types == {"boolean"} and snake(each) in (name, f"is_{name}"):
            return [Key(pointer.join("", each), True)]
    return [None]


def _told(words: str, item: Shape) -> Key | None:
    """What a list's description says of its order."""
    newest, oldest = _NEWEST.search(words), _OLDEST.search(words)
    if bool(newest) != bool(oldest):
        made = _made(item)
        return None if made is None else Key(made, newest is not None)
    found = _BY.search(words)
    if found is None or newest:
        return None
    field = _field(found[1], item) if found[1] in item.properties else None
    if field is None:
        return None
    rest = words[found.end() : found.end() + 40]
    if re.search(r"\b(asc|ascending|a to z)\b", rest, re.I):
        return Key(field, False)
    if re.search(r"\b(desc|descending)\b", rest, re.I):
        return Key(field, True)
    return (
        None if re.search(r"\b(or|and|then|by default|unless)\b", rest, re.I) else Key(field, None)
    )
