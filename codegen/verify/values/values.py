"""Values that fit a schema (JSON Schema 2020-12), ordinary ones first.

A value is built from the keywords, and then held to the validator: what the builder does not know
(`not`, `unevaluatedProperties` …) costs another try. Texts are unlike each other, so that nothing
matches by chance; examples of the document are used for what has a meaning beyond its schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from codegen.spec import Spec
from codegen.verify.direction import Direction, directed
from codegen.verify.draws import Draws, Exhausted
from codegen.verify.texts import Texts
from codegen.verify.values.builder import Builder, Refer
from codegen.verify.values.manner import ORDINARY, Chance, Draw, Manner
from codegen.verify.values.parts import Impossible, examples_of

_TRIES: Final = 12


class Values:
    """Values for one document and one direction."""

    def __init__(
        self, spec: Spec, texts: Texts | None = None, direction: Direction = "request"
    ) -> None:
        self.spec = directed(spec, direction)
        self.texts = texts or Texts()
        self._direction: Direction = direction

    def value(
        self,
        draw: Draw,
        where: str,
        *,
        refer: Refer | None = None,
        manner: Manner = ORDINARY,
        name: str = "",
    ) -> Any:
        """A value for the schema at a pointer. Raises Impossible."""
        validator = self.spec.validator(where)
        for _ in range(_TRIES):
            builder = Builder(self.spec, self._direction, self.texts, Chance(draw, manner), refer)
            try:
                value = builder.value([({"$ref": f"#{_quoted(where)}"}, where)], name)
            except (Impossible, Exhausted):
                continue
            if builder.referred:
                return value  # an id is what the server says it is
            if validator.is_valid(_shown(value)):
                return value
        for value in self.examples(where):
            if validator.is_valid(value):
                return value
        raise Impossible(where)

    def examples(self, where: str) -> Iterator[Any]:
        """The examples of a schema, also of those that it refers to."""
        node: Any = {"$ref": f"#{_quoted(where)}"}
        for _ in range(8):
            if not isinstance(node, dict):
                return
            yield from examples_of(node)
            if "$ref" not in node:
                return
            node, where = self.spec.resolve({"$ref": node["$ref"]}, where)

    def strategy(self, where: str, manner: Manner = ORDINARY) -> SearchStrategy[Any]:
        """The same as a strategy of Hypothesis."""

        @st.composite
        def values(draw: Draw) -> Any:
            return self.value(draw, where, manner=manner)

        return values()


def sample(spec: Spec, where: str, seed: int | str = 0, direction: Direction = "request") -> Any:
    """One value, the same for one seed but for its texts. Raises Impossible."""
    return Values(spec, direction=direction).value(Draws(seed).draw, where)


def _shown(value: Any) -> Any:
    """A value in which bytes are texts, so that a validator can look at it."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list) else value


def _quoted(where: str) -> str:
    return quote(where, safe="/~!$&()*+,;=:@?-._")
