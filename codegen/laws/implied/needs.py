"""What needs, and what excludes, something else in a request, as words say it: `Needed when kind is
post`; `email` and `phone` exclude one another."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.law import Dependency, Presence, Rule
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import snake
from codegen.spec import Operation

_NEEDED: Final = re.compile(
    r"\b(?:needed|required|mandatory|must be (?:given|set|present|sent))"
    r",? (?:if|when|for|with|where) (?:the )?[`'\"]?(?P<name>\w+)[`'\"]?"
    r" ?(?:is|=|==|equals|of)? ?[`'\"]?(?P<value>\w+)[`'\"]?(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"\b(not|or|and|unless|except|may|optional|stored|already)\b", re.I)
"""Said where there is more to it."""
_MORE: Final = re.compile(r"\b(unless|except|if|when|for|may)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\bnot\W*$", re.IGNORECASE)
_PAIR: Final = r"[`'\"]?(?P<one>\w+)[`'\"]?,? (?:and|or|and/or) [`'\"]?(?P<other>\w+)[`'\"]?"
_ONE_OF: Final = re.compile(
    rf"\b(?P<how>exactly|at least|at most|only) one of (?:the )?{_PAIR}(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_EITHER: Final = re.compile(
    rf"{_PAIR.replace('and|or|and/or', 'or')},? (?:but )?not both(?P<rest>[^.;]*)", re.IGNORECASE
)
_NOR_NEITHER: Final = re.compile(
    r"\b(not|nor|or) (neither|none)\b|\bone (of (them|both|the two) )?"
    r"(is|must be|has to be) (required|needed|given|sent|set|present)",
    re.IGNORECASE,
)
_COUNTS: Final[Mapping[str, Rule]] = {
    "exactly": "only_one",
    "at least": "or",
    "at most": "zero_or_one",
    "only": "zero_or_one",
}
_GIVEN: Final = r"(?:given|sent|set|used|combined|present)"
_EXCLUDE: Final = re.compile(
    r"[`'\"](?P<one>\w+)[`'\"] and [`'\"](?P<other>\w+)[`'\"] "
    r"(?:exclude (?:one another|each other)|(?:are|is) mutually exclusive|"
    rf"(?:can ?not|can't|must not|may not) (?:both be {_GIVEN}|be both {_GIVEN}|"
    rf"be {_GIVEN} (?:together|both|at once|at the same time)))"
    r"(?P<rest>[^.;]*)",
    re.IGNORECASE,
)


def needs(resources: Resources) -> Iterator[Dependency]:
    """What is refused without another property, where a refusal of requests is declared. A write
    of a part may find the other one where it is kept."""
    for operation in resources.spec.operations.values():
        refused = tuple(each for each in ("400", "422") if each in operation.answers)
        body = json_shape(resources.spec, operation.body)
        if not refused or body is None or operation.method not in ("POST", "PUT"):
            continue
        for name, shape in body.properties.items():
            if name in body.required or shape.get("default") is not None:
                continue
            yield from _of(operation, name, shape, body.properties, refused)


def excludes(resources: Resources) -> Iterator[Dependency]:
    """Of which two how many may be given, where a refusal of requests is declared. A write of a
    part may find one of both where it is kept."""
    for operation in resources.spec.operations.values():
        refused = tuple(each for each in ("400", "422") if each in operation.answers)
        body = json_shape(resources.spec, operation.body)
        query = {each.name: each.name for each in operation.parameters if each.place == "query"}
        inside = {name: f"body#/{name}" for name in body.properties} if body is not None else {}
        found: set[frozenset[str]] = set()
        for words, where in _texts(operation, body) if refused else ():
            for rule, names in _counted(words):
                for known in (query, inside):
                    parts = frozenset(known.get(each, "") for each in names)
                    stored = operation.method == "PATCH" and rule != "zero_or_one"
                    if "" in parts or len(parts) < 2 or parts in found or stored:
                        continue
                    found.add(parts)
                    yield Dependency(
                        operation=operation.key,
                        where=where,
                        stated=False,
                        rule=rule,
                        parts=tuple(Presence(known[each]) for each in names),
                        refused=refused,
                    )


def _counted(words: str) -> Iterator[tuple[Rule, tuple[str, str]]]:
    """How many of two are to be given, and which two."""
    for found in (*_ONE_OF.finditer(words), *_EITHER.finditer(words), *_EXCLUDE.finditer(words)):
        if _MORE.search(found["rest"].partition("(")[0]):
            continue
        rule: Rule = _COUNTS[found["how"].lower()] if found.re is _ONE_OF else "zero_or_one"
        if found.re is _EITHER and _NOR_NEITHER.search(found["rest"]):
            rule = "only_one"
        yield rule, (found["one"], found["other"])


def _texts(operation: Operation, body: Shape | None) -> Iterator[tuple[str, str]]:
    yield said(operation), operation.where
    for parameter in operation.parameters:
        yield str(parameter.raw.get("description") or ""), parameter.where
    if body is not None:
        yield body.description, body.where
        for shape in body.properties.values():
            yield shape.description, shape.where


def _of(
    operation: Operation,
    name: str,
    shape: Shape,
    properties: Mapping[str, Shape],
    refused: tuple[str, ...],
) -> Iterator[Dependency]:
    for found in _NEEDED.finditer(shape.description):
        before = shape.description[: found.start()]
        if _OPEN.search(found["rest"].partition("(")[0]) or _NOT.search(before):
            continue
        other = next((each for each in properties if snake(each) == snake(found["name"])), None)
        if other is None or other == name:
            continue
        values = properties[other].enum or ()
        if found["value"] in values:
            yield Dependency(
                operation=operation.key,
                where=shape.where,
                stated=False,
                rule="requires",
                parts=(Presence(f"body#/{other}", (found["value"],)), Presence(f"body#/{name}")),
                refused=refused,
            )
