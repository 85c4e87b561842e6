"""Discriminators: by which values of a property the options of a union are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from codegen.model import Choice, Discriminator, Field, Place, Record, Schema
from codegen.read.exact import Exact
from codegen.read.raw import DEEPEST, Raw, is_reference, last_step, list_of
from codegen.read.references import References


class Discriminators:
    """The discriminators of one document."""

    def __init__(
        self,
        schemas: Mapping[str, Any],
        references: References,
        exact: Exact,
        widen: Callable[[Place, str], None],
    ) -> None:
        self._schemas = schemas
        self._references = references
        self._exact = exact
        self._widen = widen

    def of(self, raw: Mapping[str, Any]) -> Discriminator | None:
        """The discriminator that stands beside the options."""
        found = raw.get("discriminator")
        if not isinstance(found, dict) or not isinstance(found.get("propertyName"), str):
            return None
        mapping = found.get("mapping")
        pairs = mapping.items() if isinstance(mapping, dict) else ()
        return Discriminator(
            found["propertyName"],
            tuple((value, last_step(name)) for value, name in pairs if isinstance(name, str)),
        )

    def tagged(self, option: Raw, place: Place, discriminator: Discriminator) -> Schema | None:
        """The record that says by which values of the discriminator an option is known."""
        if not is_reference(option):
            return None
        name = last_step(option["$ref"])
        values = [value for value, to in discriminator.mapping if to == name] or [name]
        return self._tag_record(discriminator.name, values, option, place)

    def tag(self, part: Raw, place: Place, owner: str | None) -> Schema | None:
        """What an heir is known by, when one of its parents has a discriminator."""
        if owner is None or not is_reference(part):
            return None
        discriminator = self._inherited(part, place)
        if discriminator is None:
            return None
        values = [
            value
            for name in (owner, *self._references.heirs_of(owner))
            for value in ([each for each, to in discriminator.mapping if to == name] or [name])
        ]
        heir = self._schemas.get(owner)
        at: Place = (("/components", "schemas"), owner)
        return self._tag_record(discriminator.name, values, heir, at, is_told=False)

    def _inherited(self, part: Raw, place: Place, depth: int = 0) -> Discriminator | None:
        """The discriminator of a parent, or of a parent's parent."""
        found = self._references.target(part, place) if depth < DEEPEST else None
        if found is None or not isinstance(found[0], dict):
            return None
        raw, at = found
        own = self.of(raw)
        if own is not None:
            return own
        for index, parent in enumerate(list_of(raw, "allOf")):
            if is_reference(parent):
                inherited = self._inherited(parent, ((at, "allOf"), index), depth + 1)
                if inherited is not None:
                    return inherited
        return None

    def _tag_record(
        self, name: str, values: list[str], raw: Raw, place: Place, is_told: bool = True
    ) -> Schema | None:
        said = self._references.property_of(name, ((raw, place),))
        if said is None:
            return None
        known = self._exact.of(*said, True).plain["string"]
        fitting = [value for value in values if known.has(value)]
        if not fitting:
            if is_told and not known.is_none():
                self._widen(
                    said[1],
                    f"the discriminator means {' or '.join(map(repr, values))} here, "
                    "and the property's own values are others; they are kept",
                )
            return None
        if known.listed and len(known.values) <= len(fitting):
            return None
        field = Field(name, Schema(Choice(tuple(fitting)), {}, place), True)
        return Schema(Record((field,), None), {}, place)
