"""Which parts of two documents say the same, whatever is written about them.

Each part has a number, made of all that binds and of nothing that only explains; a reference counts
by its name, and where what it names has changed the two sides count it differently. So what is
unchanged, however large, is recognised at one comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen.diff.document import Document
from codegen.pointer import from_fragment

_NAMES: Final = frozenset(
    (
        *("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
        *("schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes"),
        *("links", "callbacks", "pathItems", "paths", "webhooks", "content", "variables"),
        *("encoding", "mapping", "scopes", "dependentRequired", "x-event-schemas"),
    )
)
"""Below these stand names that an author chose."""
_DATA: Final = frozenset({"default", "enum", "const"})
_ABOUT: Final = frozenset(
    (
        *("description", "summary", "title", "example", "examples", "externalDocs", "$comment"),
        *("$id", "$anchor", "$schema", "xml", "termsOfService", "contact", "license"),
    )
)
"""What explains, and binds nobody."""
READ: Final = frozenset({"x-sunset", "x-laws", "x-extensible-enum", "x-event-schemas", "x-scope"})
"""The extensions that are compared."""


class Sameness:
    """Two documents, and which parts of them are the same."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = _Side(old, 1), _Side(new, 2)
        changed = self._changed()
        self._old.begin(changed)
        self._new.begin(changed)

    def same(self, old: Any, new: Any) -> bool:
        """Whether two parts, one of each document, mean the same."""
        if not isinstance(old, dict | list) or not isinstance(new, dict | list):
            return type(old) is type(new) and bool(old == new)
        return self._old.number(old) == self._new.number(new)

    def _changed(self) -> set[str]:
        """The places to which references lead and at which, or behind which, something changed."""
        old, new = self._old.units(), self._new.units()
        found = {
            place
            for place in old.keys() | new.keys()
            if place not in old or place not in new or old[place][0] != new[place][0]
        }
        users: dict[str, set[str]] = {}
        for units in (old, new):
            for place, (_, names) in units.items():
                for name in names:
                    users.setdefault(name, set()).add(place)
        todo = list(found)
        while todo:
            for place in users.get(todo.pop(), ()):
                if place not in found:
                    found.add(place)
                    todo.append(place)
        return found


class _Side:
    def __init__(self, document: Document, salt: int) -> None:
        self._document = document
        self._salt = salt
        self._changed: set[str] = set()
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []
        self._met: set[str] = set()

    def units(self) -> dict[str, tuple[int, set[str]]]:
        """Each place to which a reference leads: its number, and the places it refers to."""
        found: dict[str, tuple[int, set[str]]] = {}
        todo = sorted(set(_references(self._document.raw)))
        while todo:
            place = todo.pop()
            if place in found:
                continue
            self._met = set()
            self._numbers.clear()
            number = self.number(self._document.at(place))
            found[place] = (number, self._met)
            todo += self._met - found.keys()
        return found

    def begin(self, changed: set[str]) -> None:
        """From now on a reference to one of these places counts differently on each side."""
        self._changed = changed
        self._numbers.clear()

    def number(self, node: Any, is_names: bool = False) -> int:
        """A number for all that binds in a part."""
        kind = type(node)
        if kind is dict:
            known = self._numbers.get(id(node))
            if known is not None and not is_names:
                return known
            parts = []
            for key, value in node.items():
                if not is_names:
                    if key in _ABOUT or (key[:2] == "x-" and key not in READ):
                        continue
                    if key in _DATA:
                        parts.append((key, _data(value)))
                        continue
                    if key == "$ref" and type(value) is str:
                        place = from_fragment(value[1:])
                        self._met.add(place)
                        salt = self._salt if place in self._changed else 0
                        parts.append((key, hash((place, salt))))
                        continue
                    if key in ("required", "type") and type(value) is list:
                        parts.append((key, hash(frozenset(map(str, value)))))
                        continue
                parts.append((key, self.number(value, key in _NAMES and not is_names)))
            made = hash(("{", frozenset(parts)))
            if not is_names:
                self._numbers[id(node)] = made
            return made
        if kind is list:
            return hash(("[", tuple([self.number(each) for each in node])))
        return _data(node)


def _data(value: Any) -> int:
    """A number for plain data. As text, for Python hashes -1 as it does -2, and 1 as true."""
    if isinstance(value, dict):
        return hash(("{", frozenset((key, _data(each)) for key, each in value.items())))
    if isinstance(value, list):
        return hash(("[", tuple(_data(each) for each in value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return hash(value) if isinstance(value, str) else hash((type(value).__name__, repr(value)))


def _references(document: Any) -> Iterator[str]:
    todo = [document]
    while todo:
        node = todo.pop()
        if type(node) is dict:
            reference = node.get("$ref")
            if type(reference) is str:
                yield from_fragment(reference[1:])
            todo += node.values()
        elif type(node) is list:
            todo += node
