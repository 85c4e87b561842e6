"""A value, built from the keywords of all the schemas that it must fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from codegen import pointer
from codegen.spec import Spec
from codegen.verify.direction import Direction, is_hidden
from codegen.verify.patterns import search
from codegen.verify.spans import in_order
from codegen.verify.texts import Texts
from codegen.verify.trial import ABSENT
from codegen.verify.values.flat import DEEP, Flat
from codegen.verify.values.manner import Chance
from codegen.verify.values.parts import KINDS, Impossible, Parts, kind_of, kinds
from codegen.verify.values.scalars import Scalars

Refer = Callable[[str, str], Any]
"""Gives the id of a thing for the schema at this pointer, where there is one, else for a property
(or parameter) of this name, or Seen; ABSENT when they are no reference."""

_MANY: Final = 300


@dataclass(frozen=True)
class Seen:
    """A value that an answer had where a schema or property is called alike."""

    value: Any


class Builder:
    """Builds one value."""

    def __init__(
        self,
        spec: Spec,
        direction: Direction,
        texts: Texts,
        chance: Chance,
        refer: Refer | None,
    ) -> None:
        self._spec = spec
        self._direction = direction
        self._texts = texts
        self._chance = chance
        self._refer = refer
        self._flat = Flat(spec, chance)
        self._scalars = Scalars(texts, chance)
        self._count = 0
        self.referred = False
        """Whether there is an id in it, which is what the server says it is."""

    def value(self, schemas: list[tuple[Any, str]], name: str = "", depth: int = 0) -> Any:
        """A value that fits all of these schemas, as far as the keywords are known here. Raises
        Impossible."""
        if depth > 40:
            raise Impossible(name)
        self._count += 1
        if self._count > _MANY:
            depth = max(depth, DEEP + 1)  # large enough: from here on only what must be
        parts = Parts()
        places: list[str] = []
        for schema, where in schemas:
            self._flat.add(schema, where, parts, places, depth)
        fixed = parts.all("const")
        enums = parts.all("enum")
        # A list of values is often written as branches, one for each, beside the one that is meant.
        if fixed and not any(fixed[0] not in each for each in enums):
            return fixed[0]
        allowed = kinds(parts)
        if enums:
            common = [each for each in enums[0] if all(each in other for other in enums[1:])]
            common = [each for each in common if kind_of(each) & allowed] or common
            if not common:
                raise Impossible(name)
            real = [each for each in common if each is not None]
            return self._chance.one_of(real if real and not self._chance.rarely() else common)
        if allowed & {"string", "integer", "number"}:
            found = self._reference(schemas, name, places)
            if found is not ABSENT:
                return found
        return self._of_kind(self._choose(allowed, depth), parts, name, depth)

    def _reference(self, schemas: list[tuple[Any, str]], name: str, places: list[str]) -> Any:
        """The id of a thing, or what was seen where the same is meant; else ABSENT."""
        if self._refer is None:
            return ABSENT
        for place in [*places, ""]:
            found = self._refer(name, place) if name or place else ABSENT
            if isinstance(found, Seen):
                wheres = [where for _, where in schemas if where]
                if all(self._spec.validator(where).is_valid(found.value) for where in wheres):
                    return found.value
            elif found is not ABSENT:
                self.referred = True
                return found
        return ABSENT

    def _of_kind(self, kind: str, parts: Parts, name: str, depth: int) -> Any:
        if kind == "object":
            return self._object(parts, depth)
        if kind == "array":
            return self._array(parts, name, depth)
        if kind == "string":
            return self._scalars.text(parts, name)
        if kind in ("integer", "number"):
            return self._scalars.number(parts, kind == "integer")
        if kind == "boolean":
            return self._chance.coin()
        return None

    def _choose(self, allowed: set[str], depth: int) -> str:
        real = [kind for kind in KINDS if kind in allowed and kind != "null"]
        if depth > DEEP and "null" in allowed and {"object", "array"} & allowed:
            return "null"
        if not real or ("null" in allowed and self._chance.rarely()):
            return "null" if "null" in allowed else real[0]
        return real[0] if len(real) == 1 else str(self._chance.one_of(real))

    def _is_wanted(self, depth: int) -> bool:
        return depth <= DEEP and self._chance.fully()

    def _object(self, parts: Parts, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        hidden: set[str] = set()
        for _ in range(3):  # a property may bring schemas with it, and these more properties
            known, required = self._properties(parts, hidden)
            names = [name for name in known if name in required or self._is_wanted(depth)]
            names += [name for name in required if name not in known]
            names = self._dependents(parts, names, hidden)
            before = len(parts.schemas)
            for name in names:
                for schemas, where in [
                    (schema["dependentSchemas"], where)
                    for schema, where in list(parts.schemas)
                    if isinstance(schema.get("dependentSchemas"), dict)
                ]:
                    if name in schemas:
                        at = pointer.join(where, "dependentSchemas", name)
                        if all(place != at for _, place in parts.schemas):
                            self._flat.add(schemas[name], at, parts, [], depth)
            if len(parts.schemas) == before:
                break
        for name in names:
            schemas = known.get(name) or self._other(parts, name)
            try:
                found[name] = self.value(schemas, name, depth + 1)
            except Impossible:
                if name in required:
                    raise
        return self._more(parts, in_order(found), known, depth)

    def _properties(
        self, parts: Parts, hidden: set[str]
    ) -> tuple[dict[str, list[tuple[Any, str]]], set[str]]:
        known: dict[str, list[tuple[Any, str]]] = {}
        required: set[str] = set()
        for schema, where in parts.schemas:
            for name, each in (schema.get("properties") or {}).items():
                at = pointer.join(where, "properties", name)
                if each is False or is_hidden(self._spec, each, at, self._direction):
                    hidden.add(name)
                known.setdefault(name, []).append((each, at))
            required.update(schema.get("required") or ())
        required -= hidden
        known = {name: each for name, each in known.items() if name not in hidden}
        ordered = {name: None for name in known if name in required}
        ordered |= dict.fromkeys(sorted(required))
        return known, set(ordered)

    def _dependents(self, parts: Parts, names: list[str], hidden: set[str]) -> list[str]:
        needs: dict[str, list[str]] = {}
        for each in parts.all("dependentRequired"):
            for name, others in each.items():
                needs.setdefault(name, []).extend(others)
        found = list(names)
        for name in found:  # grows while it is walked
            found += [other for other in needs.get(name, ()) if other not in found]
        return [name for name in found if name not in hidden]

    def _other(self, parts: Parts, name: str) -> list[tuple[Any, str]]:
        """The schemas of a property that no `properties` names."""
        found: list[tuple[Any, str]] = []
        for schema, where in parts.schemas:
            for pattern, each in (schema.get("patternProperties") or {}).items():
                if search(pattern, name):
                    at = pointer.join(where, "patternProperties", pattern)
                    found.append((each, at))
        if not found:
            for schema, where in parts.schemas:
                for key in ("additionalProperties", "unevaluatedProperties"):
                    if isinstance(schema.get(key), dict):
                        found.append((schema[key], pointer.join(where, key)))
        return found or [(True, "")]

    def _more(
        self,
        parts: Parts,
        found: dict[str, Any],
        known: dict[str, list[tuple[Any, str]]],
        depth: int,
    ) -> dict[str, Any]:
        """With as many properties as there must be; a mere map gets some."""
        least = parts.most("minProperties") or 0
        most = parts.least("maxProperties")
        for name in known:
            if len(found) >= least:
                break
            if name not in found:
                found[name] = self.value(known[name], name, depth + 1)
        patterns = [p for each in parts.all("patternProperties") for p in each]
        typed = any(isinstance(each, dict) for each in parts.all("additionalProperties"))
        is_map = (typed or bool(patterns)) and not known
        wanted = max(least, 2 if is_map and self._is_wanted(depth) else 0)
        for _ in range(20):
            if len(found) >= wanted:
                break
            name = self._key(parts, patterns)
            if name not in found:
                found[name] = self.value(self._other(parts, name), "", depth + 1)
        if most is not None and len(found) > most:
            required = {name for each in parts.all("required") for name in each}
            for name in [name for name in found if name not in required]:
                if len(found) > most:
                    del found[name]
        return found

    def _key(self, parts: Parts, patterns: list[str]) -> str:
        names = parts.all("propertyNames")
        closed = any(each is False for each in parts.all("additionalProperties"))
        typed = any(isinstance(each, dict) for each in parts.all("additionalProperties"))
        if patterns and (closed or not typed):
            return self._scalars.matching([self._chance.one_of(patterns)], 1, 64)
        if names:
            schemas = [({"type": "string"}, ""), *((each, "") for each in names)]
            return str(self.value(schemas, "", 1))
        return f"{self._texts.word()}_{self._texts.code(5)}"

    def _array(self, parts: Parts, name: str, depth: int) -> list[Any]:
        least, most = parts.most("minItems") or 0, parts.least("maxItems")
        unique = any(parts.all("uniqueItems"))
        first: list[list[tuple[Any, str]]] = []
        rest: list[tuple[Any, str]] = []
        closed = False
        for schema, where in parts.schemas:
            for index, each in enumerate(schema.get("prefixItems") or ()):
                if index >= len(first):
                    first.append([])
                first[index].append((each, pointer.join(where, "prefixItems", index)))
            if "items" in schema:
                closed = closed or schema["items"] is False
                rest.append((schema["items"], pointer.join(where, "items")))
        wanted = max(least, len(first) if first and self._is_wanted(depth) else 0)
        if not first and depth <= DEEP and self._chance.manner.fullness > 0:
            wanted = least + self._chance.below(3 if least == 0 else 2)
            if self._chance.manner.fullness == 1:
                wanted = max(wanted, 1)
        if closed:
            wanted = min(wanted, len(first))
        if most is not None:
            wanted = min(wanted, most)
        found: list[Any] = []
        single = name.removesuffix("s")
        for schema, where in parts.schemas:
            if isinstance(schema.get("contains"), dict):
                for _ in range(schema.get("minContains", 1)):
                    at = pointer.join(where, "contains")
                    found.append(self.value([*rest, (schema["contains"], at)], single, depth + 1))
        for _ in range(wanted + 20):
            if len(found) >= wanted:
                break
            index = len(found)
            schemas = first[index] if index < len(first) else rest or [(True, "")]
            each = self.value(schemas, single, depth + 1)
            if not unique or each not in found:
                found.append(each)
        return found
