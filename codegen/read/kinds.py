"""The JSON kinds that a schema allows, as far as its plainest keywords say."""

from __future__ import annotations

from typing import Final

from codegen.model import Place
from codegen.read.exact import Exact
from codegen.read.raw import DEEPEST, Raw, list_of, values_of
from codegen.read.references import References
from codegen.read.sets import PLAIN_KINDS, kind_of

KINDS: Final = frozenset((*PLAIN_KINDS, "array", "object"))


class Kinds:
    """The kinds of the schemas of one document; each is looked at once."""

    def __init__(self, references: References, exact: Exact, is_30: bool) -> None:
        self._references = references
        self._exact = exact
        self._is_30 = is_30
        self._known: dict[int, frozenset[str]] = {}

    def of(self, raw: Raw, place: Place, depth: int = 0) -> frozenset[str]:
        """The JSON kinds that a schema allows, as far as its plainest keywords say."""
        if not isinstance(raw, dict) or depth > DEEPEST:
            return KINDS
        known = self._known.get(id(raw))
        if known is not None:
            return known
        found = self._exact.kinds(raw)
        if "$ref" in raw:
            target = self._references.target(raw, place)
            if target is not None:
                found &= self.of(*target, depth + 1)
        values = values_of(raw)
        if values is not None:
            found &= {kind_of(value) for value in values}
        for index, part in enumerate(list_of(raw, "allOf")):
            found &= self.of(part, ((place, "allOf"), index), depth + 1)
        for word in ("anyOf", "oneOf"):
            options = list_of(raw, word)
            if options:
                each = (
                    self.of(option, ((place, word), index), depth + 1)
                    for index, option in enumerate(options)
                )
                found &= frozenset().union(*each)
        if self._is_30 and raw.get("nullable") is True:
            found |= {"null"}
        if depth == 0:
            self._known[id(raw)] = found
        return found
