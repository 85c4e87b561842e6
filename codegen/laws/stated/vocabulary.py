"""The JSON Schema of `x-laws`, which other people's tools may read too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from codegen.laws.fault import Fault
from codegen.pointer import join

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

VOCABULARY: Final = Path(__file__).parent.parent / "x-laws.json"


def faults_of(said: Any, definition: str, where: str) -> list[Fault]:
    """Where a statement does not fit the vocabulary; `definition` is what it stands beside."""
    return [
        Fault(join(where, *each.instance_path), f"{each.message}.")
        for error in _validator(definition).iter_errors(said)
        for each in _inmost(error)
    ]


def _inmost(error: ValidationError) -> list[ValidationError]:
    """What is wrong within the choice of an `anyOf` that was meant: the one of the same type."""
    choices = getattr(error.kind, "context", None)
    if not choices:
        return [error]
    for choice in choices:
        found = [inner for each in choice for inner in _inmost(each)]
        if not any(
            each.kind.name in ("type", "const", "anyOf")
            and each.instance_path == error.instance_path
            for each in found
        ):
            return found
    return [error]


@cache
def _validator(definition: str) -> Draft202012Validator:
    from jsonschema_rs import Draft202012, Draft202012Validator, Registry

    schema = json.loads(VOCABULARY.read_text("utf-8"))
    registry = Registry([(schema["$id"], schema)], draft=Draft202012)
    return Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/{definition}"}, registry=registry)
