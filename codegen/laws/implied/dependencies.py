"""Orders between parameters that a description states, as of `to`: must not be before `from`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from codegen.laws.law import Dependency, Presence
from codegen.laws.resources import Resources
from codegen.spec import Operation, Parameter

_Relation = Literal["<", "<=", ">=", ">"]
_LESS: Final = r"(?:before|earlier than|less than|smaller than|lower than|below|under)"
_MORE: Final = r"(?:after|later than|greater than|more than|higher than|larger than|above|over)"
_SAID: Final[tuple[tuple[str, _Relation], ...]] = (
    (rf"(?:must|may|can|shall) ?not be {_LESS}", ">="),
    (rf"(?:must|may|can|shall) ?not be {_MORE}", "<="),
    (rf"(?:must|has to|have to|shall) be {_LESS}", "<"),
    (rf"(?:must|has to|have to|shall) be {_MORE}", ">"),
)
"""What is said of two parameters, and how the one that says it then stands to the other."""


def dependencies(resources: Resources) -> Iterator[Dependency]:
    """What is refused, where a refusal of requests is declared."""
    for operation in resources.spec.operations.values():
        refused = tuple(each for each in ("400", "422") if each in operation.answers)
        for parameter in operation.parameters if refused else ():
            for relation, other in _orders(operation, parameter):
                yield Dependency(
                    operation=operation.key,
                    where=parameter.where,
                    stated=False,
                    rule="compares",
                    parts=(Presence(parameter.name), Presence(other.name)),
                    relation=relation,
                    refused=refused,
                )


def _orders(operation: Operation, parameter: Parameter) -> Iterator[tuple[_Relation, Parameter]]:
    words = str(parameter.raw.get("description", ""))
    for said, relation in _SAID:
        for found in re.finditer(rf"\b{said} [`'\"](\w+)[`'\"]", words, re.I):
            other = operation.parameter(found.group(1), parameter.place)
            if other is not None and other.name != parameter.name:
                yield relation, other
