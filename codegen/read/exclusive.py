"""Options of which exactly one may fit: are they apart, and what is each without the others?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from codegen.model import Place
from codegen.read.exact import Exact
from codegen.read.kinds import Kinds
from codegen.read.raw import DEEPEST, Raw, applied, list_of, map_of, values_of, words_of
from codegen.read.references import References
from codegen.read.sets import Set

MOST_OPTIONS: Final = 8
MOST_WORDS: Final = 12


class Exclusive:
    """The exclusive options of the schemas of one document."""

    def __init__(
        self,
        references: References,
        exact: Exact,
        kinds: Kinds,
        widen: Callable[[Place, str], None],
    ) -> None:
        self._references = references
        self._exact = exact
        self._kinds = kinds
        self._widen = widen
        self._kept: list[Raw] = []

    def without_each_other(
        self, options: list[Raw], at: Place, kinds: frozenset[str]
    ) -> Set | None:
        """The values that fit exactly one option. None when the plain list of them says as much,
        or when it would take many more words than the options do."""
        if self._are_apart(options, at):
            return None
        sizes = [self._size(one, (at, index)) for index, one in enumerate(options)]
        if len(options) > MOST_OPTIONS or sum(sizes) > MOST_WORDS:
            self._widen(at, "types cannot say in few words that only one option may fit")
            return None
        sets = [
            self._exact.of(one, (at, index), True).only(kinds) for index, one in enumerate(options)
        ]
        if all(
            sets[first].meet(sets[second], True).is_empty()
            for second in range(len(sets))
            for first in range(second)
        ):
            return None
        alone = {"oneOf": options}
        self._kept.append(alone)  # what is known of a schema is known by where it lies in memory
        found = self._exact.of(alone, at[0] if isinstance(at, tuple) else at, True).only(kinds)
        said = sum(len(each.objects) + len(each.arrays) for each in sets)
        if len(found.objects) + len(found.arrays) > said:
            self._widen(at, "types cannot say in few words that only one option may fit")
            return None
        return found

    def _are_apart(self, options: list[Raw], at: Place) -> bool:
        """Whether it shows at first sight that no value fits two options: by their kinds, or by a
        property that all of them require and that has other values in each."""
        seen: set[str] = set()
        for index, option in enumerate(options):
            kinds = self._kinds.of(option, (at, index))
            if kinds & seen:
                break
            seen |= kinds
        else:
            return True
        first = options[0] if isinstance(options[0], dict) else {}
        for name in words_of(first, "required"):
            values: list[Any] = []
            for index, option in enumerate(options):
                said = self._references.property_of(name, ((option, (at, index)),))
                listed = (
                    values_of(said[0]) if said and name in words_of(option, "required") else None
                )
                if listed is None or any(value in values for value in listed):
                    break
                values += listed
            else:
                return True
        return False

    def _size(self, raw: Raw, place: Place, depth: int = 0) -> int:
        """How many words the objects of a schema take, about."""
        if not isinstance(raw, dict) or depth > DEEPEST:
            return 0
        found = len(map_of(raw, "properties")) + len(list_of(raw, "required"))
        if "$ref" in raw:
            target = self._references.target(raw, place)
            found += self._size(*target, depth + 1) if target else 0
        return found + sum(self._size(part, at, depth + 1) for part, at in applied(raw, place))
