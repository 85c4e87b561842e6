"""What one value of the body needs beside it, as words say: `Needed when delivery is post`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from codegen.laws.law import Dependency, Presence
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
_NOT: Final = re.compile(r"\bnot\W*$", re.IGNORECASE)


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
