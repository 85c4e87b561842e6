"""Query parameters that select items of a list by the value of a field."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.fields import same_scalar
from codegen.laws.implied.bounds import bounds, open_bounds
from codegen.laws.implied.paging import makers_of, paging
from codegen.laws.law import Filters, Match
from codegen.laws.letter_case import ignores_case
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, shape_of
from codegen.laws.words import plural, singular, snake
from codegen.pointer import join
from codegen.spec import Parameter

_PLACES: Final = re.compile(
    r"\b(?:in|by|against|across|on|whose|of|that|which) ((?:the |its |their |a )?[\w`,/ ]+?)"
    r"(?= (?:contain|includ|match|ha[sv]|start|begin)|[.;(]|$)",
    re.IGNORECASE,
)

_TREE: Final = re.compile(r"includ|descend|\bsub|child|nested|recursive|tree|hierarch", re.I)
"""Words by which a filter may select what belongs to more than the one it names."""
_ID: Final = re.compile(r"(^|_)(id|uuid|ref|key|slug|code)$")
_LASTING: Final = re.compile(
    r"(^|_)(duration|length|lasts?|period|ends?|until|nights|days|hours|minutes)(_|$)"
)
"""Names of what says how long something goes on."""
_INNER: Final = ("/id", "/uuid", "/key", "/slug", "/code")


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
            one_of = found is None and shape is not None
            if one_of and shape is not None:
                found = _perhaps(parameter, shape, items.shape)
            if found is None:
                continue
            fields, match, loose = found
            yield Filters(
                operation=key,
                where=parameter.where,
                stated=False,
                parameter=parameter.name,
                fields=fields,
                match=match,
                items=items.at,
                item_id=items.id,
                pages=law,
                makes=makers_of(resources, operation),
                loose=loose,
                one_of=one_of and (len(fields) > 1 or match == "equals" or _lasts(items.shape)),
                any_case=shape is not None and ignores_case(told_of(parameter, shape)),
            )


def selects(
    parameter: Parameter, shape: Shape, item: Shape, *, sure: bool = True
) -> tuple[tuple[str, ...], Match, bool] | None:
    """Which fields a parameter selects by, how, and whether its bound is open; None where that is
    not plain. Unless it must be `sure`, a text of the same name equals the field's."""
    name = parameter.name
    if name.startswith(("filter[", "filters[", "where[")) and name.endswith("]"):
        name = name.partition("[")[2][:-1]
    words = told_of(parameter, shape)
    known = fields_of(item)
    word = snake(name)
    if word in ("q", "search", "query", "keyword", "keywords", "term"):
        return _searches(words, known)
    if word in known:
        at, field = known[word]
        found = _equals(word, shape, field, words)
        if not sure and found in (None, "like"):
            found = "equals"
        return None if found is None else ((at,), found, False)
    for other in (plural(word), singular(word)):
        if other in known:
            at, field = known[other]
            inner = field.items if "array" in field.types else field
            many = shape.items if "array" in shape.types else shape
            if inner is None or many is None or not _comparable(many, inner):
                return None
            if "array" in field.types and "array" not in shape.types:
                return (at,), "has", False
            if "array" in shape.types and "array" not in field.types:
                return (at,), "any_of", False
            if "array" in shape.types and re.search(r"\b(all|every|each)\b", words, re.I):
                return (at,), "has", False
            return None
    return bounds(word, shape, known, words)


def told_of(parameter: Parameter, shape: Shape) -> str:
    """What the document says of a parameter."""
    return f"{parameter.raw.get('description', '')} {shape.description}"


def _perhaps(
    parameter: Parameter, shape: Shape, item: Shape
) -> tuple[tuple[str, ...], Match, bool] | None:
    """Which fields a parameter may select by, one of them, where its name is not a field's:
    `doctor` for `doctor_id`, and a bare `from`."""
    if parameter.required or "array" in shape.types or shape.get("default") is not None:
        return None
    known = fields_of(item)
    word = snake(parameter.name)
    if word in known and not known[word][1].properties:
        return None  # it has a field, and selects by it in some way that is not plain
    noun = _ID.sub("", word)
    told = told_of(parameter, shape)
    if _TREE.search(told):
        return None
    found = []
    for name, (at, field) in known.items():
        if _ID.sub("", name) != noun:
            continue
        inner = ((at, field), *((at + there, field.at(there)) for there in _INNER))
        for where, each in inner:
            named = _ID.search(snake(where)) is not None
            if each is not None and _same_id(shape, each, told if named else ""):
                found.append(where)
    if found:
        return tuple(found), "equals", False
    return open_bounds(word, shape, known, told)


def _lasts(item: Shape) -> bool:
    """Whether a thing goes on for a while, so that a bound may mean its end."""
    return any(_LASTING.search(name) for name in fields_of(item))


def _same_id(shape: Shape, field: Shape, told: str) -> bool:
    """Whether a parameter takes the ids that a field has, beyond doubt."""
    if not _comparable(shape, field):
        return False
    if shape.names & field.names or shape.get("format") == field.get("format") == "uuid":
        return True
    if shape.get("pattern") is not None:
        return bool(shape.get("pattern") == field.get("pattern"))
    return (
        shape.types == {"integer"} or re.search(r"\b(id|identifier|uuid)\b", told, re.I) is not None
    )


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


def _searches(
    words: str, known: dict[str, tuple[str, Shape]]
) -> tuple[tuple[str, ...], Match, bool] | None:
    """A search, if the document says in which fields; it may be for words, in any order, unless the
    document says that it is for a part of the text."""
    part = re.search(r"\b(contain|substring|includ(es|ing) th)", words, re.I)
    if not part and not re.search(r"\b(search|match|look|find|words?)", words, re.I):
        return None
    if re.search(
        r"\b(fuzzy|full[- ]?text|stem|relevan|rank|glob|wildcard|regex|any of)", words, re.I
    ):
        return None
    text = {name: at for name, (at, each) in known.items() if each.types - {"null"} == {"string"}}
    named = _where(words, text)
    if not named or re.search(r"\b(etc|such as|including|among others)\b", words, re.I):
        return None
    return (tuple(named), "contains", False) if part else (tuple(named), "words", True)


def _where(words: str, text: dict[str, str]) -> list[str]:
    """The fields that a search looks in, if all that the words name are fields: `in title or body`,
    `whose name contains`, `text that the name contains`."""
    for found in _PLACES.finditer(words):
        parts = re.split(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s*/\s*", found[1].strip())
        names = [snake(re.sub(r"^(the|its|their|a|an) | fields?$", "", part)) for part in parts]
        known = [text.get(name) or text.get(singular(name)) for name in names]
        if all(known):
            return [each for each in known if each is not None]
    return []


def fields_of(item: Shape) -> dict[str, tuple[str, Shape]]:
    """The fields of an item by name in snake_case, each with its pointer; those of a JSON:API
    resource lie under `attributes`."""
    found: dict[str, tuple[str, Shape]] = {}
    for name, each in item.properties.items():
        found.setdefault(snake(name), (join("", name), each))
    inner = item.properties.get("attributes")
    if inner is not None and {"id", "type"} <= set(item.properties):
        for name, each in inner.properties.items():
            found.setdefault(snake(name), (join("/attributes", name), each))
    return found
