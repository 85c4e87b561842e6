"""The JSON Schema of `x-laws`, which other people's tools may read too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from codegen.laws.fault import Fault
from codegen.pointer import join

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

VOCABULARY: Final = Path(__file__).parent.parent / "x-laws.json"


def faults_of(said: Any, definition: str, where: str) -> list[Fault]:
    """Where a statement does not fit the vocabulary; `definition` is what it stands beside."""
    return [
        Fault(join(where, *error.instance_path), f"{error.message}.")
        for error in _validator(definition).iter_errors(said)
    ]


@cache
def _validator(definition: str) -> Draft202012Validator:
    from jsonschema_rs import Draft202012, Draft202012Validator, Registry

    schema = json.loads(VOCABULARY.read_text("utf-8"))
    registry = Registry([(schema["$id"], schema)], draft=Draft202012)
    return Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/{definition}"}, registry=registry)
