"""Operations that make a kind of thing too, though another one is its maker.

An import that is planned is one thing, and applying it begins another one of the same kind, which
alone can be undone. A path parameter is filled by what the maker makes; these are the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from codegen.laws.law import Laws, LongRunning, Maker
from codegen.spec import Operation, Spec
from codegen.verify.exchange import Exchange
from codegen.verify.expression import evaluate
from codegen.verify.paths import path_names
from codegen.verify.sending import is_json

_MADE: Final = (201, 202)


@dataclass(frozen=True)
class Kin:
    """Another operation that makes what a maker makes, and where its answer has the id."""

    operation: str
    maker: Maker
    id: str

    def of(self, exchange: Exchange) -> Any:
        """The id of what an exchange made; None when it tells none."""
        try:
            return evaluate(self.id, exchange)
        except LookupError:
            return None


def kindred(spec: Spec, laws: Laws) -> dict[str, Kin]:
    """By key, each operation that begins or makes such a thing: what it does is followed where the
    thing is read, or 201 or 202 answers with the very schema that the maker answers with."""
    own = {maker.make for maker in laws.makers}
    found: dict[str, Kin] = {}
    for maker in laws.makers:
        for operation, id in (*_followed(spec, laws, maker), *_alike(spec, maker)):
            if operation not in own and id.startswith("$response."):
                found.setdefault(operation, Kin(operation, maker, id))
    return found


def _followed(spec: Spec, laws: Laws, maker: Maker) -> Iterator[tuple[str, str]]:
    if maker.read is None:
        return
    names = path_names(spec.operations[maker.read.operation])
    for law in laws.laws:
        if names and isinstance(law, LongRunning) and law.status.operation == maker.read.operation:
            yield law.operation, law.status.parameters.get(names[-1], "")


def _alike(spec: Spec, maker: Maker) -> Iterator[tuple[str, str]]:
    made = _named(spec, spec.operations[maker.make])
    for operation in spec.operations.values() if made and "$response.body" in maker.id else ():
        if operation.method == "POST" and made & _named(spec, operation):
            yield operation.key, maker.id


def _named(spec: Spec, operation: Operation) -> set[str]:
    """Where the schemas of what it makes are, if they are shared ones."""
    return {
        spec.resolve(part.raw["schema"], part.schema_where)[1]
        for answer in operation.successes
        if answer.status in map(str, _MADE)
        for media_type, part in answer.content.items()
        if is_json(media_type) and "$ref" in (part.raw.get("schema") or {})
    }
