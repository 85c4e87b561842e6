"""Where references lead, and what is called by the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer
from codegen.model import Place, pointer_of
from codegen.read.names import definition_name
from codegen.read.raw import DEEPEST, Raw, applied, is_reference, last_step, list_of, map_of

if TYPE_CHECKING:
    from codegen.source.anchors import Anchors

_SCHEMAS: Final = "/components/schemas/"


class References:
    """The references of one document, and the names that they give."""

    def __init__(self, document: Mapping[str, Any], names: Iterable[str], is_scoped: bool) -> None:
        self._document = document
        self._names = frozenset(names)
        self._is_scoped = is_scoped
        self._anchors: Anchors | None = None
        self._defined: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self._heirs: dict[str, list[str]] | None = None

    def target(self, raw: Raw, place: Place) -> tuple[Raw, Place] | None:
        """The schema that a schema refers to, and where it stands; None when it leads nowhere."""
        where = self._local(raw, place)
        if where is None:
            return None
        try:
            return pointer.follow(self._document, where), where
        except LookupError:
            return None

    def _local(self, raw: Raw, place: Place) -> str | None:
        """The JSON pointer of what a schema refers to."""
        reference = raw.get("$ref", raw.get("$dynamicRef"))
        if not isinstance(reference, str):
            return None
        if reference.startswith("#/") and not self._is_scoped:
            return pointer.from_fragment(reference[1:])
        if self._anchors is None:
            from codegen.source.anchors import Anchors

            self._anchors = Anchors(self._document)
        return self._anchors.resolve(pointer_of(place), reference)

    def name(self, where: str) -> str:
        """What a schema is called that is referred to."""
        steps = pointer.split(where)
        if len(steps) == 3 and where.startswith(_SCHEMAS) and steps[2] in self._names:
            return steps[2]
        name = self._defined.get(where)
        if name is None:
            taken = {*self._names, *self._defined.values()}
            name = self._defined[where] = definition_name(steps, taken)
            self._waiting.append((where, name))
        return name

    def definitions(self) -> Iterator[tuple[str, Raw, str]]:
        """The name, schema and pointer of whatever was given a name here, as it is given."""
        while self._waiting:
            where, name = self._waiting.pop(0)
            yield name, pointer.follow(self._document, where), where

    def comes_back(self, raw: Raw, place: Place, owner: str) -> bool:
        """Whether a schema applies its owner to the same value again: a type cannot do that."""
        seen: set[int] = set()
        waiting: list[tuple[Raw, Place]] = [(raw, place)]
        while waiting:
            one, at = waiting.pop()
            if not isinstance(one, dict) or id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(at, str) and self._name_if_known(at) == owner:
                return True
            if "$ref" in one or "$dynamicRef" in one:
                found = self.target(one, at)
                waiting += [found] if found else []
            waiting += applied(one, at)
        return False

    def _name_if_known(self, where: str) -> str | None:
        steps = where.split("/")
        if len(steps) == 4 and steps[:3] == ["", "components", "schemas"]:
            return pointer.split(where)[2]
        return self._defined.get(where)

    def property_of(
        self, name: str, schemas: Iterable[tuple[Raw, Place]], depth: int = 0
    ) -> tuple[Raw, Place] | None:
        """The schema of a property, as the first of some schemas says it that does."""
        for raw, place in schemas:
            if not isinstance(raw, dict) or depth > DEEPEST:
                continue
            properties = raw.get("properties")
            if isinstance(properties, dict) and name in properties:
                return properties[name], ((place, "properties"), name)
            inner: list[tuple[Raw, Place]] = [
                (part, ((place, "allOf"), index))
                for index, part in enumerate(list_of(raw, "allOf"))
            ]
            if "$ref" in raw:
                target = self.target(raw, place)
                inner += [target] if target else []
            found = self.property_of(name, inner, depth + 1)
            if found:
                return found
        return None

    def heirs_of(self, owner: str) -> list[str]:
        """The named schemas that are this one and more, at any distance."""
        if self._heirs is None:
            self._heirs = {}
            schemas = map_of(self._document.get("components"), "schemas")
            for name, raw in schemas.items():
                for part in list_of(raw, "allOf") if isinstance(raw, dict) else ():
                    if is_reference(part):
                        self._heirs.setdefault(last_step(part["$ref"]), []).append(name)
        found: dict[str, None] = {}
        waiting = [owner]
        while waiting:
            for name in self._heirs.get(waiting.pop(), ()):
                if name not in found and name != owner:
                    found[name] = None
                    waiting.append(name)
        return list(found)
