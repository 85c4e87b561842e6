"""The bundle's schemas, compiled: whether a value fits, where it does not, and defaults."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Literal

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from handlers.bridge.quick import quick
from handlers.wire import InvalidPart

Part = Literal["body", "path", "query", "header", "cookie"]
Fit = Callable[[Any], Any]

BUNDLE_URI = "urn:spolvero:bundle"
QUICK_URI = "urn:spolvero:bundle:quick"


class Schemas:
    """Compiles schemas of one bundle (JSON Schema 2020-12, formats asserted)."""

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        self._bundle = bundle
        self._registry = Registry(
            [(BUNDLE_URI, dict(bundle)), (QUICK_URI, quick(bundle))], draft=Draft202012
        )
        self._fits: dict[str, Fit | None] = {}
        self._compiled: dict[str, Schema] = {}

    def resolve(self, node: Any) -> Any:
        """Follow `$ref`s within the bundle to what they mean; siblings are left behind."""
        while isinstance(node, Mapping) and "$ref" in node:
            node = self._at(node["$ref"])
        return node

    def has_default(self, node: Any) -> bool:
        """Tell whether a schema, or what it refers to, has a default."""
        return isinstance(node, Mapping) and (
            "default" in node or ("$ref" in node and self.has_default(self._at(node["$ref"])))
        )

    def default(self, node: Any) -> Any:
        """Give a schema's own default, else that of what it refers to; None without any."""
        while self.has_default(node) and "default" not in node:
            node = self._at(node["$ref"])
        return node.get("default")

    def _at(self, ref: str) -> Any:
        target: Any = self._bundle
        for token in ref.removeprefix("#/").split("/"):
            target = target[token.replace("~1", "/").replace("~0", "~")]
        return target

    def compile(self, schema: Any) -> "Schema":
        """Compile one schema of the bundle; what is written alike, once: most replies that are
        declared are the same problem."""
        written = json.dumps(schema)
        if written not in self._compiled:
            self._compiled[written] = Schema(
                self._validator(quick(schema), QUICK_URI),
                self._validator(schema, BUNDLE_URI),
                self.fit_of(schema),
            )
        return self._compiled[written]

    def _validator(self, schema: Any, base: str) -> Draft202012Validator:
        return Draft202012Validator(
            _absolute(schema, base),
            registry=self._registry,
            validate_formats=True,
            mask="The value",  # messages must not repeat what was sent: it may be a secret
        )

    def fit_of(self, schema: Any) -> Fit | None:
        """Make the function, if one is needed, that fills defaults and makes 1.0 an integer."""
        ref = schema.get("$ref") if isinstance(schema, Mapping) else None
        if ref is None:
            return self._fit_of_object(schema) if isinstance(schema, Mapping) else None
        if ref not in self._fits:
            self._fits[ref] = None  # a schema within itself is left as it is
            self._fits[ref] = self.fit_of(self.resolve(schema))
        return self._fits[ref]

    def _fit_of_object(self, schema: Mapping[str, Any]) -> Fit | None:
        if schema.get("type") == "integer":
            return _integer
        if "items" in schema and (each := self.fit_of(schema["items"])) is not None:
            return lambda value: [*map(each, value)] if isinstance(value, list) else value
        properties = {
            name: each
            for name, each in schema.get("properties", {}).items()
            if isinstance(each, Mapping)
        }
        defaults = {
            name: self.default(each) for name, each in properties.items() if self.has_default(each)
        }
        changeable = any(isinstance(default, (list, dict)) for default in defaults.values())
        fits = {name: inner for name, each in properties.items() if (inner := self.fit_of(each))}
        if not defaults and not fits:
            return None

        def fit(value: Any) -> Any:
            if not isinstance(value, dict):
                return value
            filled = {**(deepcopy(defaults) if changeable else defaults), **value}
            for name, inner in fits.items():
                if name in filled:
                    filled[name] = inner(filled[name])
            return filled

        return fit


class Schema:
    """One compiled schema."""

    __slots__ = ("_fit", "_validator", "is_valid")

    def __init__(
        self, quick: Draft202012Validator, authored: Draft202012Validator, fit: Fit | None
    ) -> None:
        self._validator = authored
        self._fit = fit
        self.is_valid: Callable[[Any], bool] = quick.is_valid

    def errors(self, value: Any, part: Part, prefix: str = "") -> list[InvalidPart]:
        """Name each place in `value` that does not fit; `prefix` is a pointer to the value."""
        return [
            {
                "in": part,
                "pointer": prefix + pointer(error.instance_path),
                "detail": error.message,
                "keyword": error.kind.name,
            }
            for error in self._validator.iter_errors(value)
        ]

    def fit(self, value: Any) -> Any:
        """Give a valid value with defaults filled in, integers as `int`."""
        return self._fit(value) if self._fit else value


def _integer(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _absolute(schema: Any, base: str) -> Any:
    """Point `#/…` references at a bundle, from a schema that stands outside of it."""
    if isinstance(schema, Mapping):
        return {
            key: base + value
            if key == "$ref" and str(value).startswith("#/")
            else _absolute(value, base)
            for key, value in schema.items()
        }
    return [_absolute(item, base) for item in schema] if isinstance(schema, list) else schema


def pointer(path: list[str | int]) -> str:
    """Write a path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
