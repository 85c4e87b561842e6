"""What schemas and their properties say under `x-laws`."""

from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.fault import Fault
from codegen.laws.stated.vocabulary import faults_of
from codegen.pointer import join
from codegen.spec import Spec

_DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})


def field_faults(spec: Spec) -> list[Fault]:
    """What is wrong with statements beside schemas, wherever they stand in the document."""
    return list(_walk(spec.document, "", is_names=False))


def _walk(node: Any, where: str, *, is_names: bool) -> Iterator[Fault]:
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _walk(each, join(where, index), is_names=False)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        there = join(where, key)
        if key == "x-laws" and not is_names and _beside_a_schema(node):
            yield from faults_of(value, "field", there)
        elif is_names or key not in _DATA:
            names = key in ("properties", "schemas", "patternProperties") and not is_names
            yield from _walk(value, there, is_names=names)


def _beside_a_schema(node: dict[str, Any]) -> bool:
    """Whether what carries the statement is neither an operation nor a path item."""
    return "responses" not in node and not {"get", "put", "post", "patch", "delete"} & set(node)
