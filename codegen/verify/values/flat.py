"""The schemas that one value must fit, by reference, combination and condition."""

from __future__ import annotations

from typing import Any, Final

from codegen import pointer
from codegen.spec import Spec
from codegen.verify.values.manner import Chance
from codegen.verify.values.parts import Impossible, Parts

DEEP: Final = 6
"""From here on down only what must be: a schema may hold itself."""


class Flat:
    """Chooses a branch wherever there are several, and keeps what all of them ask for."""

    def __init__(self, spec: Spec, chance: Chance) -> None:
        self._spec = spec
        self._chance = chance

    def add(
        self,
        schema: Any,
        where: str,
        parts: Parts,
        places: list[str],
        depth: int,
        seen: frozenset[str] = frozenset(),
    ) -> None:
        """Adds a schema to `parts`, and to `places` what it refers to. Raises Impossible."""
        if schema is False:
            raise Impossible(where)
        if not isinstance(schema, dict):
            return
        parts.schemas.append((schema, where))
        reference = schema.get("$ref") or schema.get("$dynamicRef")
        if isinstance(reference, str) and reference.startswith("#"):
            target, there = self._spec.resolve({"$ref": reference}, where)
            if there not in seen:
                places.append(there)
                self.add(target, there, parts, places, depth, seen | {there})
        for index, each in enumerate(schema.get("allOf") or ()):
            at = pointer.join(where, "allOf", index)
            self.add(each, at, parts, places, depth, seen)
        for key in ("oneOf", "anyOf"):
            branches = schema.get(key)
            if isinstance(branches, list) and branches:
                index = self._branch(branches, depth)
                at = pointer.join(where, key, index)
                self.add(branches[index], at, parts, places, depth, seen)
                tag = self._tag(schema, branches[index])
                if tag is not None:
                    parts.schemas.append((tag, where))
        if "if" in schema:
            then = self._chance.coin()
            if then:
                at = pointer.join(where, "if")
                self.add(schema["if"], at, parts, places, depth, seen)
            branch = "then" if then else "else"
            if branch in schema:
                at = pointer.join(where, branch)
                self.add(schema[branch], at, parts, places, depth, seen)

    def _branch(self, branches: list[Any], depth: int) -> int:
        """Which one of several: null now and then, and nothing that goes deeper when it is deep."""
        real = [
            index
            for index, each in enumerate(branches)
            if not (
                isinstance(each, dict) and (each.get("type") == "null" or each == {"enum": [None]})
            )
        ]
        if depth > DEEP and len(real) < len(branches):
            return next(index for index in range(len(branches)) if index not in real)
        if depth > DEEP:
            flat = [index for index in real if "$ref" not in str(branches[index])]
            real = flat or real
        if not real or (len(real) < len(branches) and self._chance.rarely()):
            real = list(range(len(branches)))
        return int(self._chance.one_of(real))

    def _tag(self, schema: dict[str, Any], branch: Any) -> dict[str, Any] | None:
        """What a discriminator asks of a branch (OpenAPI 3.1, 4.8.25)."""
        discriminator = schema.get("discriminator")
        reference = branch.get("$ref") if isinstance(branch, dict) else None
        if not isinstance(discriminator, dict) or not isinstance(reference, str):
            return None
        name = discriminator.get("propertyName")
        short = reference.rpartition("/")[2]
        tags = [
            tag
            for tag, target in (discriminator.get("mapping") or {}).items()
            if target in (reference, short)
        ]
        target, _ = self._spec.resolve(branch, "")
        inner = (
            str((target.get("properties") or {}).get(name, "")) if isinstance(target, dict) else ""
        )
        if not tags and ("'const'" in inner or "'enum'" in inner or "$ref" in inner):
            return None
        return {"properties": {name: {"const": tags[0] if tags else short}}, "required": [name]}
