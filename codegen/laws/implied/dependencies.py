"""Orders between two parameters, or two properties of the body, that the words of a document
state, as of `to`: must not be before `from`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from codegen.laws.law import Dependency, Presence
from codegen.laws.orders import TURNED, Order, orders
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.spec import Operation

_REFUSALS: Final = ("400", "422")
_NUMBERS: Final = frozenset({"integer", "number"})
_TIMES: Final = ("date", "date-time")


@dataclass(frozen=True)
class _Text:
    """Some words, where they stand, whose description they are, and whether they say when a request
    is refused."""

    words: str
    where: str
    own: str | None = None
    refusal: bool = False


@dataclass(frozen=True)
class _Group:
    """What may be sent in one place, the query or the body, by name; `texts` speak of it alone."""

    before: str
    shapes: Mapping[str, Shape]
    texts: tuple[_Text, ...]
    unlike: frozenset[str] = frozenset()
    """Names that may be those of something else, as where a filter has the name of a field."""


def dependencies(resources: Resources) -> Iterator[Dependency]:
    """What is refused, where a refusal of requests is declared."""
    for operation in resources.spec.operations.values():
        refused = tuple(each for each in _REFUSALS if each in operation.answers)
        groups = [_query(resources, operation), _body(resources, operation)] if refused else []
        for group in groups:
            for where, order in _sure(_stated(operation, group, groups)):
                yield Dependency(
                    operation=operation.key,
                    where=where,
                    stated=False,
                    rule="compares",
                    parts=(
                        Presence(f"{group.before}{order.one}"),
                        Presence(f"{group.before}{order.other}"),
                    ),
                    relation=order.sign,
                    refused=refused,
                    loose=order.loose,
                    stored=operation.method == "PATCH"
                    and group.before != ""
                    and not order.together,
                )


def _query(resources: Resources, operation: Operation) -> _Group:
    shapes, texts = {}, []
    for each in operation.parameters:
        shape = shape_of(resources.spec, each)
        if each.place == "query" and shape is not None:
            shapes[each.name] = shape
            words = f"{each.raw.get('description') or ''}\n\n{shape.description}"
            texts.append(_Text(words, each.where, each.name))
    items = resources.lists.get(operation.key)
    fields = items.shape.properties if items is not None else {}
    return _Group("", shapes, tuple(texts), frozenset(fields))


def _body(resources: Resources, operation: Operation) -> _Group:
    body = json_shape(resources.spec, operation.body)
    if body is None:
        return _Group("body#/", {}, ())
    shapes = {
        name: each
        for name, each in body.properties.items()
        if each.get("readOnly") is not True and not {"/", "~"} & {*name}
    }
    texts = [_Text(each.description, each.where, name) for name, each in shapes.items()]
    return _Group("body#/", shapes, (*texts, _Text(body.description, body.where)))


def _told(operation: Operation) -> Iterator[_Text]:
    """What is said of the whole operation."""
    for name in ("summary", "description"):
        yield _Text(str(operation.raw.get(name) or ""), operation.where)
    for status in _REFUSALS:
        answer = operation.answers.get(status)
        if answer is not None:
            yield _Text(str(answer.raw.get("description") or ""), answer.where, refusal=True)


def _stated(
    operation: Operation, group: _Group, groups: list[_Group]
) -> Iterator[tuple[str, Order]]:
    for text in group.texts:
        for order in _read(text, group):
            yield text.where, order
    others = [each for each in groups if each is not group]
    for text in _told(operation):
        for order in _read(text, group):
            if not any({order.one, order.other} <= each.shapes.keys() for each in others):
                yield text.where, order


def _read(text: _Text, group: _Group) -> list[Order]:
    names = [name for name, each in group.shapes.items() if _kind(each) is not None]
    own = text.own if text.own in names else None
    found = orders(text.words, names, own, refusal=text.refusal)
    if group.unlike.intersection(names):
        sure = orders(text.words, names, own, refusal=text.refusal, bare=False)
        found = [
            each for each in found if each in sure or not {each.one, each.other} & group.unlike
        ]
    return [
        each for each in found if _kind(group.shapes[each.one]) == _kind(group.shapes[each.other])
    ]


def _sure(stated: Iterator[tuple[str, Order]]) -> Iterator[tuple[str, Order]]:
    """One order for each two names: the weaker of what is said, where that differs in whether they
    may be equal, and none where it differs in more."""
    pairs: dict[frozenset[str], list[tuple[str, Order]]] = {}
    for where, order in stated:
        pairs.setdefault(frozenset((order.one, order.other)), []).append((where, order))
    for several in pairs.values():
        where, first = several[0]
        turned = [each.sign if each.one == first.one else TURNED[each.sign] for _, each in several]
        if len({each[0] for each in turned}) == 1:
            enough = any if first.sign in ("<", ">") else all
            loose = len({*turned}) > 1 or enough(each.loose for _, each in several)
            together = all(each.together for _, each in several)
            sign = next((each for each in turned if "=" in each), first.sign)
            yield where, replace(first, sign=sign, loose=loose, together=together)


def _kind(shape: Shape) -> str | None:
    """What its values compare with: numbers, or times that are written alike."""
    if shape.types and shape.types <= _NUMBERS:
        return "number"
    form = shape.get("format")
    return str(form) if shape.types == {"string"} and form in _TIMES else None
