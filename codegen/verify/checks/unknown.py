"""What names a thing that is not there is answered as declared: refused, never with a failure.

No word is said of how it must be refused, since a contract may leave that open; only that the
answer is one of those that it declares. An id that is valid and larger than any column is one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final
from uuid import UUID

from hypothesis.strategies import text, uuids

from codegen.spec import Operation, Parameter
from codegen.verify.paths import path_to
from codegen.verify.trial import Case, Trial, checks_operation
from codegen.verify.values.manner import SPARSE
from codegen.verify.values.parts import Impossible
from codegen.verify.values.values import Values

_HUGE: Final = 10**30
_LETTERS: Final = "abcdefghjkmnpqrstvwxyz"
_DIGITS: Final = str.maketrans("0123456789", "9876543210")
_TURNED: Final = {
    ord(each): first + (ord(each) - first + 13) % 26
    for letters, first in ((ascii_lowercase, ord("a")), (ascii_uppercase, ord("A")))
    for each in letters
}
"""What makes another id of one whose pattern it has to keep: few ids have many nines."""


@checks_operation
def unknown(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Give a case for each id in the path and the body of a request."""
    names = {name for maker in trial.laws.makers for name in maker.names}
    places = [each for each in operation.parameters if each.place == "path"]
    made = [each for each in places if each.name in names or path_to(operation, each.name) in names]
    # What nothing makes may be read all the same.
    own = places if operation.method == "GET" else made
    if not own and operation.body is None:
        return
    filled = trial.fill(operation.key)
    for each in own:
        if each not in made and not _is_any_id(trial, filled["path"][each.name], each):
            continue
        ids = [other_id(trial, filled["path"][each.name], each)]
        if operation.method == "GET" and isinstance(ids[0], int) and _is_unbounded(trial, each):
            ids.append(_HUGE)
        for number, other in enumerate(ids):
            yield f"{each.name} {number}", partial(_ask, trial, operation, filled, each.name, other)
    body = filled.get("body")
    if not isinstance(body, dict):
        return
    for name in sorted(names & set(body)):
        if isinstance(body[name], (str, int)) and not isinstance(body[name], bool):
            changed = {**filled, "body": {**body, name: other_id(trial, body[name], None)}}
            yield f"body {name}", partial(_ask, trial, operation, changed)


def _ask(
    trial: Trial, operation: Operation, filled: dict[str, Any], name: str = "", other: Any = None
) -> None:
    """The answer is held to the contract; whether it is a refusal is no matter."""
    path = {**filled["path"], name: other} if name else filled["path"]
    trial.ask(operation.key, **{**filled, "path": path})


def _is_any_id(trial: Trial, id: Any, parameter: Parameter) -> bool:
    """Whether an id of the same form is as valid."""
    if not isinstance(id, (str, int)) or isinstance(id, bool):
        return False
    schema, _ = trial.spec.resolve(parameter.schema, parameter.schema_where)
    if not isinstance(schema, dict) or schema.get("format", "uuid") not in (
        "uuid",
        "int32",
        "int64",
    ):
        return False
    return trial.spec.validator(parameter.schema_where).is_valid(other_id(trial, id, parameter))


def _is_unbounded(trial: Trial, parameter: Parameter) -> bool:
    validator = trial.spec.validator(parameter.schema_where)
    schema, _ = trial.spec.resolve(parameter.schema, parameter.schema_where)
    return validator.is_valid(_HUGE) and isinstance(schema, dict) and "format" not in schema


def other_id(trial: Trial, id: Any, parameter: Parameter | None) -> Any:
    """An id of the same form that is nobody's."""
    if isinstance(id, int):
        return id % 1_000_000 + 1_000_000_007
    try:
        UUID(id)
        return str(trial.draw(uuids(version=4)))
    except ValueError:
        pass
    if parameter is not None:
        schema, _ = trial.spec.resolve(parameter.schema, parameter.schema_where)
        if isinstance(schema, dict) and ("pattern" in schema or "enum" in schema):
            fits = trial.spec.validator(parameter.schema_where).is_valid
            for table in (_DIGITS, _DIGITS | _TURNED):
                other = id.translate(table)
                if other != id and fits(other):
                    return other
            values = Values(trial.spec)
            try:
                return values.value(trial.draw, parameter.schema_where, manner=SPARSE)
            except Impossible:
                return id
    if id.isdecimal():
        return str(int(id) % 1_000_000 + 1_000_000_007)
    half = len(id) // 2
    tail = len(id) - half
    return id[:half] + trial.draw(text(_LETTERS, min_size=tail, max_size=tail))
