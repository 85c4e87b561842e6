"""The schemas of one document as one party sees them: without what the other alone may send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, Literal

from codegen.diff.document import Document
from codegen.pointer import from_fragment, join, step

Hidden = Literal["readOnly", "writeOnly"]
"""What a request has nothing of, and what a reply has nothing of (OpenAPI 3.0.4, 4.7.24.2)."""

All = tuple[str, ...]
"""Schemas that all hold, each by its place. Nothing in it: any value will do."""

_MOST_CLAUSES: Final = 200
TYPES: Final = ("null", "boolean", "number", "string", "array", "object")
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "object": ("properties", "additionalProperties", "required", "patternProperties"),
    "array": ("items", "prefixItems"),
}
_BESIDE: Final = frozenset({"$ref", "description", "summary", "title", "$comment"})
_EVERY: Final = frozenset(TYPES) | {"integer"}
_BY_OTHERS: Final = frozenset(
    ("patternProperties", "additionalProperties", "unevaluatedProperties")
)
BITS: Final = {"int32": 31, "int64": 63}
"""Formats that mean a range of integers (OpenAPI Format Registry)."""


class View:
    """A document's schemas. A place is a JSON pointer, or `!n` for a schema that we made."""

    def __init__(self, document: Document, hidden: Hidden) -> None:
        self.document = document
        self.hidden = hidden
        self.peer: View | None = None
        """Whose schemas are at `@` and their places here."""
        self._nodes: dict[str, Any] = {}
        self._branches: dict[tuple[All, bool], list[Branch]] = {}
        self._flags: dict[tuple[str, str], bool] = {}
        self._hidden: dict[str, bool] = {}

    def node(self, place: str) -> Any:
        """The schema at a place; True where there is none."""
        try:
            return self._nodes[place]
        except KeyError:
            pass
        if place.startswith("@!"):
            return self.peer.node(place[1:]) if self.peer else True
        head, _, _ = place.rpartition("/")
        node: Any
        if not place:
            node = self.document.raw
        elif place == "@":
            node = self.peer.document.raw if self.peer else True
        else:
            # A schema is asked for after the one around it, nearly always.
            try:
                last = place[len(head) + 1 :].replace("~1", "/").replace("~0", "~")
                node = step(self.node(head), last)
            except LookupError:
                node = True
        self._nodes[place] = node
        return node

    def ends(self, schemas: All) -> All:
        """The same, with each reference that says nothing of its own replaced by where it leads."""
        return tuple([self._end(place) for place in schemas])

    def _end(self, place: str) -> str:
        for _ in range(32):  # a longer chain of references goes in a circle
            node = self.node(place)
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                break
            if node.keys() - _BESIDE:
                break
            place = _target(place, node)
        return place

    def made(self, node: Any) -> str:
        """The place of a schema that stands in no document."""
        place = f"!{len(self._nodes)}"
        self._nodes[place] = node
        return place

    def is_hidden(self, schemas: All) -> bool:
        """Whether a property with these schemas is not for this party."""
        for place in schemas:
            known = self._hidden.get(place)
            if known is None:
                known = self._hidden[place] = self._says(place, self.hidden, 8)
            if known:
                return True
        return False

    def says(self, schemas: All, word: str) -> bool:
        """Whether a flag such as `deprecated` is set, here or where a reference leads."""
        return any(self._says(place, word, 8) for place in schemas)

    def _says(self, place: str, word: str, most: int) -> bool:
        known = self._flags.get((place, word))
        if known is None:
            known = self._flags[place, word] = self._look(place, word, most)
        return known

    def _look(self, place: str, word: str, most: int) -> bool:
        node = self.node(place)
        if not isinstance(node, dict) or not most:
            return False
        if node.get(word) is True:
            return True
        if "$ref" in node and self._says(_target(place, node), word, most - 1):
            return True
        return any(
            self._says(f"{place}/allOf/{index}", word, most - 1)
            for index, _ in enumerate(_list(node, "allOf"))
        )

    def named(self, schemas: All, word: str) -> Any:
        """The first value of a keyword, here or where a reference leads; None without one."""
        for place in self.flat(schemas):
            node = self.node(place)
            if isinstance(node, dict) and word in node:
                return node[word]
        return None

    def flat(self, schemas: All) -> All:
        """These, and what their references and `allOf` bring; no alternatives."""
        found: dict[str, None] = {}
        self._flatten(list(schemas), found)
        return tuple(found)

    def _flatten(self, todo: list[str], found: dict[str, None]) -> bool:
        """Whether anything can fit all of these."""
        while todo:
            place = todo.pop()
            if place in found:
                continue
            node = self.node(place)
            if node is False:
                return False
            if not isinstance(node, dict):
                continue
            found[place] = None
            if isinstance(node.get("$ref"), str):
                todo.append(_target(place, node))
            todo += [f"{place}/allOf/{i}" for i in reversed(range(len(_list(node, "allOf"))))]
        return True

    def clauses(self, schemas: All) -> list[All]:
        """The alternatives, in each of which all schemas hold, and none has alternatives left."""
        found: list[All] = []
        todo: list[tuple[dict[str, None], list[str]]] = [({}, list(schemas))]
        while todo:
            have, new = todo.pop()
            have = dict(have)
            before = set(have)
            if not self._flatten(list(reversed(new)), have):
                continue
            rest: list[list[str]] = []
            for place in have:
                if place in before:
                    continue
                node = self.node(place)
                for word in ("anyOf", "oneOf"):
                    if _list(node, word):
                        rest.append([f"{place}/{word}/{i}" for i in range(len(node[word]))])
            made = [[]] if not rest else _choices(rest)
            if not rest:
                found.append(tuple(have))
            else:
                todo += [(have, choice) for choice in reversed(made)]
            if len(found) + len(todo) > _MOST_CLAUSES:
                # What is left of the alternatives is not told apart any more.
                found += [tuple(rest_have) for rest_have, _ in todo]
                break
        return found

    def branches(self, schemas: All, meant: bool = False) -> list[Branch]:
        """The alternatives, one type each. `meant`: who speaks of properties means an object."""
        known = self._branches.get((schemas, meant))
        if known is None:
            known = []
            seen: set[tuple[str, All]] = set()
            for clause in self.clauses(schemas):
                for branch in self._split(clause, meant):
                    key = (branch.type, branch.clause)
                    if key not in seen:
                        seen.add(key)
                        known.append(branch)
            self._branches[schemas, meant] = known
        return known

    def _split(self, clause: All, meant: bool) -> Iterator[Branch]:
        types: frozenset[str] = _EVERY
        values: list[Any] | None = None
        is_typed = False
        speaks: set[str] = set()
        for place in clause:
            node = self.node(place)
            if "type" in node:
                said = node["type"]
                own = frozenset([said] if isinstance(said, str) else map(str, said or ()))
                types &= own | {"integer"} if "number" in own else own
                is_typed = True
            for given in (node.get("enum"), [node["const"]] if "const" in node else None):
                if isinstance(given, list):
                    values = (
                        given
                        if values is None
                        else [each for each in values if any(equal(each, one) for one in given)]
                    )
            speaks |= {kind for kind, words in _KEYS.items() if any(w in node for w in words)}
        if meant and not is_typed and values is None and speaks:
            types = frozenset(speaks)
        for kind in TYPES:
            is_whole = kind == "number" and "number" not in types
            if kind not in types and not (is_whole and "integer" in types):
                continue
            own_values = None
            if values is not None:
                own_values = [
                    each for each in values if type_of(each) == kind and not (is_whole and each % 1)
                ]
                if not own_values:
                    continue
            elif kind == "boolean":
                own_values = [True, False]
            elif kind == "null":
                own_values = [None]
            yield Branch(self, clause, kind, is_whole, own_values, values is not None)


def _target(place: str, node: dict[str, Any]) -> str:
    target = from_fragment(str(node["$ref"])[1:])
    return f"@{target}" if place.startswith("@") else target


def _list(node: Any, word: str) -> list[Any]:
    found = node.get(word) if isinstance(node, dict) else None
    return found if isinstance(found, list) else []


def _choices(rest: list[list[str]]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for each in rest:
        found = [[*have, one] for have in found for one in each]
        if len(found) > _MOST_CLAUSES:
            return found[:_MOST_CLAUSES]
    return found


def type_of(value: Any) -> str:
    """The type of a value, by the names of JSON Schema; an integer is a number."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same to JSON Schema, where 1 is 1.0 and is not true."""
    return type_of(one) == type_of(other) and bool(one == other)


@lru_cache(2048)
def pattern(text: str) -> re.Pattern[str] | None:
    """A pattern, compiled; None for one that Python does not know."""
    try:
        return re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return None


class Branch:
    """One way to fit: schemas that all hold, of which only what is said of one type counts."""

    __slots__ = (
        "_facts",
        "_nodes",
        "_properties",
        "clause",
        "is_enum",
        "is_whole",
        "type",
        "values",
        "view",
    )

    def __init__(
        self,
        view: View,
        clause: All,
        kind: str,
        is_whole: bool,
        values: list[Any] | None,
        is_enum: bool,
    ) -> None:
        self.view = view
        self.clause = clause
        self.type = kind
        self.is_whole = is_whole
        """Whether a number has to be an integer."""
        self.values = values
        """All values that there are, of a type that has few or by `enum`; without one: None."""
        self.is_enum = is_enum
        self._facts: dict[str, Any] = {}
        self._nodes = [(place, view.node(place)) for place in clause]
        self._properties: dict[str, All | None] = {}

    def nodes(self) -> list[tuple[str, dict[str, Any]]]:
        """Each schema and its place."""
        return self._nodes

    def place(self, *words: str) -> str:
        """Where one of these keywords is said; the first schema's place where none is."""
        for at, node in self.nodes():
            for word in words:
                if word in node:
                    return at if at.startswith("!") else join(at, word)
        return next((at for at in self.clause if not at.startswith("!")), "")

    # Limits

    def least(self, word: str) -> Any:
        """The greatest of all lower limits of a name, such as minLength; None without one."""
        found = [node[word] for _, node in self.nodes() if _is_number(node.get(word))]
        return max(found) if found else None

    def most(self, word: str) -> Any:
        """The least of all upper limits of a name, such as maxLength; None without one."""
        found = [node[word] for _, node in self.nodes() if _is_number(node.get(word))]
        return min(found) if found else None

    def low(self) -> tuple[float | int | None, bool]:
        """The least number, and whether it is itself too low."""
        return self._bound("minimum", "exclusiveMinimum", max, -1)

    def high(self) -> tuple[float | int | None, bool]:
        """The greatest number, and whether it is itself too high."""
        return self._bound("maximum", "exclusiveMaximum", min, 1)

    def _bound(self, word: str, strict: str, best: Any, sign: int) -> tuple[Any, bool]:
        closed = [node[word] for _, node in self.nodes() if _is_number(node.get(word))]
        open_ = [node[strict] for _, node in self.nodes() if _is_number(node.get(strict))]
        for name in self.said("format"):
            if name in BITS and self.is_whole:
                closed.append(2 ** BITS[name] - 1 if sign > 0 else -(2 ** BITS[name]))
        if not closed and not open_:
            return None, False
        limit = best([*closed, *open_])
        return limit, limit in open_

    def said(self, word: str) -> list[Any]:
        """Every value of a keyword, in order, each once."""
        found: list[Any] = []
        for _, node in self.nodes():
            if word in node and node[word] not in found:
                found.append(node[word])
        return found

    def where(self, word: str) -> list[tuple[str, Any]]:
        """Each place that has a keyword, and its value."""
        return [(join(at, word), node[word]) for at, node in self.nodes() if word in node]

    # Objects

    def names(self) -> list[str]:
        """The properties that are declared, and that this party sees."""
        found = self._facts.get("names")
        if found is None:
            found = [name for name in self._declared() if not self.is_hidden(name)]
            self._facts["names"] = found
        return list(found)

    def is_hidden(self, name: str) -> bool:
        """Whether a property is declared, and not for this party."""
        return self.view.is_hidden(self._declared().get(name, ()))

    def _declared(self) -> dict[str, All]:
        """The schemas that stand below a name in `properties`."""
        found: dict[str, All] | None = self._facts.get("declared")
        if found is None:
            found = {}
            for at, node in self.nodes():
                properties = node.get("properties")
                for name in properties if isinstance(properties, dict) else ():
                    place = join(at, "properties", name)
                    found[name] = (*found.get(name, ()), place)
            self._facts["declared"] = found
        return found

    def required(self) -> list[str]:
        """The properties that have to be there, in the order of the document."""
        found = self._facts.get("required")
        if found is None:
            every: dict[str, None] = {}
            for _, node in self.nodes():
                every.update(dict.fromkeys(map(str, _list(node, "required"))))
            found = [name for name in every if not self.is_hidden(name)]
            self._facts["required"] = found
        return list(found)

    def property(self, name: str) -> All | None:
        """The schemas of a property; None when there may be none of that name."""
        if name not in self._properties:
            self._properties[name] = self._property(name)
        return self._properties[name]

    def _property(self, name: str) -> All | None:
        if not self._speaks_of_others():
            declared = self._declared().get(name, ())
            return None if any(self.view.node(at) is False for at in declared) else declared
        found: list[str] = []
        evaluated: bool | None = None
        for at, node in self.nodes():
            if "unevaluatedProperties" in node and evaluated is None:
                evaluated = self._evaluated(name)
            for place in self._for(at, node, name, evaluated):
                if self.view.node(place) is False:
                    return None
                found.append(place)
        return tuple(dict.fromkeys(found))

    def _speaks_of_others(self) -> bool:
        """Whether anything is said of properties but by their names."""
        found: bool | None = self._facts.get("speaks")
        if found is None:
            found = any(not _BY_OTHERS.isdisjoint(node) for _, node in self.nodes())
            self._facts["speaks"] = found
        return found

    def _for(
        self, at: str, node: dict[str, Any], name: str | None, evaluated: bool | None
    ) -> Iterator[str]:
        """What one schema says of a property; of any that is not named, for None."""
        is_met = False
        properties = node.get("properties")
        if name is not None and isinstance(properties, dict) and name in properties:
            is_met = True
            yield join(at, "properties", name)
        patterns = node.get("patternProperties")
        if name is not None and isinstance(patterns, dict):
            for text in patterns:
                known = pattern(str(text))
                if known and known.search(name):
                    is_met = True
                    yield join(at, "patternProperties", text)
        if not is_met and "additionalProperties" in node:
            yield join(at, "additionalProperties")
        if "unevaluatedProperties" in node and not evaluated:
            yield join(at, "unevaluatedProperties")

    def _evaluated(self, name: str | None) -> bool:
        """Whether any schema speaks of a property, so that it is not left over."""
        for _, node in self.nodes():
            if node.get("additionalProperties", False) is not False:
                return True
            if name is None:
                continue
            if isinstance(node.get("properties"), dict) and name in node["properties"]:
                return True
            for text in node.get("patternProperties") or ():
                known = pattern(str(text))
                if known and known.search(name):
                    return True
        return False

    def others(self) -> All | None:
        """The schemas of properties that nobody named; None when there may be none."""
        if "others" not in self._facts:
            self._facts["others"] = self._others()
        found: All | None = self._facts["others"]
        return found

    def _others(self) -> All | None:
        found: list[str] = []
        evaluated = self._evaluated(None)
        for at, node in self.nodes():
            for place in self._for(at, node, None, evaluated):
                said = self.view.node(place)
                if said is False:
                    return None
                if isinstance(said, dict) and said:
                    found.append(place)
        return tuple(found)

    def patterns(self) -> dict[str, All]:
        """The schemas of properties by the patterns of their names."""
        found: dict[str, All] = {}
        for at, node in self.nodes():
            for text in node.get("patternProperties") or ():
                place = join(at, "patternProperties", text)
                found[str(text)] = (*found.get(str(text), ()), place)
        return found

    # Arrays

    def heads(self) -> int:
        """How many items have schemas of their own."""
        return max((len(_list(node, "prefixItems")) for _, node in self.nodes()), default=0)

    def item(self, index: int) -> All | None:
        """The schemas of an item; None when there may be none."""
        found: list[str] = []
        for at, node in self.nodes():
            heads = len(_list(node, "prefixItems"))
            place = ""
            if index < heads:
                place = f"{at}/prefixItems/{index}"
            elif "items" in node:
                place = f"{at}/items"
            elif "unevaluatedItems" in node and not any(
                "items" in other for _, other in self.nodes()
            ):
                place = f"{at}/unevaluatedItems" if index >= self.heads() else ""
            if place:
                if self.view.node(place) is False:
                    return None
                found.append(place)
        return tuple(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
