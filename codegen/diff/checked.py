"""Whether a value fits a schema: asked of jsonschema-rs, formats included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from codegen.diff.view import All, View
from codegen.pointer import from_fragment, join

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_KEYED: Final = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTED: Final = ("prefixItems", "allOf", "anyOf", "oneOf")
_SINGLE: Final = (
    *("items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contains"),
    *("propertyNames", "not", "if", "then", "else"),
)
_KEPT: Final = (
    *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("multipleOf", "minLength", "maxLength", "pattern", "format", "minItems", "maxItems"),
    *("uniqueItems", "minContains", "maxContains", "minProperties", "maxProperties"),
    *("required", "dependentRequired"),
)
_BASE64: Final = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


class Checker:
    """The schemas of one view, compiled as they are needed."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._compiled: dict[All, Draft202012Validator | None] = {}
        self._names: dict[str, str] = {}
        # Each schema that a reference leads to, as we write it, and the places that it names.
        self._copies: dict[str, tuple[Any, list[str]]] = {}

    def fits(self, schemas: All, value: Any) -> bool | None:
        """Whether a value fits all of these; None where the schema cannot be compiled."""
        if schemas not in self._compiled:
            self._compiled[schemas] = self._compile(schemas)
        compiled = self._compiled[schemas]
        return None if compiled is None else compiled.is_valid(value)

    def _compile(self, schemas: All) -> Draft202012Validator | None:
        from jsonschema_rs import Draft202012Validator

        try:
            return Draft202012Validator(self.whole(schemas), validate_formats=True)
        except Exception:  # the library has a class of its own for each reason, and no base
            return None

    def whole(self, schemas: All) -> dict[str, Any]:
        """One schema that needs no other, for the party of this view: what the other party alone
        may send is never required, and formats that are ranges are ranges."""
        made: dict[str, Any] = {}
        todo = list(schemas)
        while todo:
            place = todo.pop()
            name = self._name(place)
            if name not in made:
                made[name], others = self._copied(place)
                todo += others
        return {
            "allOf": [{"$ref": f"#/$defs/{self._name(each)}"} for each in schemas],
            "$defs": made,
        }

    def _name(self, place: str) -> str:
        return self._names.setdefault(place, f"s{len(self._names)}")

    def _copied(self, place: str) -> tuple[Any, list[str]]:
        known = self._copies.get(place)
        if known is None:
            others: list[str] = []

            def name(other: str) -> str:
                others.append(other)
                return f"#/$defs/{self._name(other)}"

            copy = self._copy(place, self._view.node(place), name)
            known = self._copies[place] = copy, others
        return known

    def _copy(self, at: str, node: Any, name: Any) -> Any:
        if not isinstance(node, dict):
            return node if isinstance(node, bool) else True
        found: dict[str, Any] = {word: node[word] for word in _KEPT if word in node}
        if isinstance(node.get("$ref"), str):
            found["$ref"] = name(from_fragment(node["$ref"][1:]))
        for word in _KEYED[:2]:
            if isinstance(node.get(word), dict):
                found[word] = {
                    key: self._copy(join(at, word, key), each, name)
                    for key, each in node[word].items()
                }
        if isinstance(node.get("dependentSchemas"), dict):
            found["dependentSchemas"] = {
                key: self._copy(join(at, "dependentSchemas", key), each, name)
                for key, each in node["dependentSchemas"].items()
            }
        for word in _LISTED:
            if isinstance(node.get(word), list) and node[word]:
                found[word] = [
                    self._copy(f"{at}/{word}/{index}", each, name)
                    for index, each in enumerate(node[word])
                ]
        for word in _SINGLE:
            if word in node:
                found[word] = self._copy(join(at, word), node[word], name)
        required = found.get("required")
        if isinstance(required, list):
            # The property may be declared beside, in another part of an `allOf`.
            own = node.get("properties") if isinstance(node.get("properties"), dict) else {}
            found["required"] = [
                each
                for each in required
                if each not in (own or {})
                or not self._view.is_hidden((join(at, "properties", each),))
            ]
        self._formats(node, found)
        return found

    def _formats(self, node: dict[str, Any], found: dict[str, Any]) -> None:
        kinds = node.get("type")
        bits = {"int32": 31, "int64": 63}.get(str(node.get("format")))
        if bits and "integer" in ([kinds] if isinstance(kinds, str) else kinds or ()):
            limits = {"minimum": -(2**bits), "maximum": 2**bits - 1}
            found.setdefault("allOf", [])
            found["allOf"] = [*found["allOf"], limits]
        elif node.get("format") == "byte":
            found["allOf"] = [*found.get("allOf", ()), {"pattern": _BASE64}]
