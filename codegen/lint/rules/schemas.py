"""Rules about schemas."""

from collections.abc import Iterator
from typing import Any, Final, TypeGuard

from codegen.lint.rule import Drop, Fix, Node, Told, rule
from codegen.pointer import join

_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object", "null")
_KNOWN: Final = frozenset(
    (
        *("$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary"),
        *("$comment", "$defs", "definitions", "type", "enum", "const", "format", "pattern"),
        *("minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"),
        *("multipleOf", "items", "prefixItems", "additionalItems", "unevaluatedItems", "contains"),
        *("minContains", "maxContains", "minItems", "maxItems", "uniqueItems", "properties"),
        *("patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames"),
        *("minProperties", "maxProperties", "required", "dependentRequired", "dependentSchemas"),
        *("dependencies", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "title"),
        *("description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly"),
        *("contentEncoding", "contentMediaType", "contentSchema", "nullable", "discriminator"),
        *("xml", "externalDocs", "$recursiveRef", "$recursiveAnchor"),
    )
)
_LIMITS: Final = (
    ("minLength", "maxLength"),
    ("minimum", "maximum"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_FOR: Final = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), ("number", "integer")),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "items"), ("array",)),
    **dict.fromkeys(("properties", "required", "additionalProperties"), ("object",)),
}
"""Keywords that say something about values of these types only."""


def _types(raw: Any) -> tuple[str, ...]:
    found = raw.get("type")
    return tuple(found) if isinstance(found, list) else (found,) if isinstance(found, str) else ()


@rule("schema-type-known", "schema", "error", source="JSON Schema, Validation 6.1.1")
def type_known(node: Node) -> Iterator[Told]:
    """A type is one of the seven."""
    for each in _types(node.raw):
        if each not in _TYPES:
            yield Told(f"There is no type {each}.", "/type")


@rule("schema-keyword-known", "schema", "warning")
def keyword_known(node: Node) -> Iterator[Told]:
    """A keyword is known: an unknown one checks nothing, and is a slip of the pen as a rule."""
    for each in node.raw.keys() - _KNOWN:
        name = str(each)
        if name.startswith(("x-", "X-", "$")):
            continue
        from difflib import get_close_matches

        close = get_close_matches(name, _KNOWN, 1, 0.8)
        hint = f"; did you mean {close[0]}?" if close else ""
        yield Told(f"The keyword {name} is not known, and checks nothing{hint}", join("", name))


@rule("schema-keyword-applies", "schema", "warning", source="JSON Schema, Validation 6")
def keyword_applies(node: Node) -> Iterator[Told]:
    """A keyword is about values that the type allows."""
    types = _types(node.raw)
    for keyword in node.raw.keys() & _FOR.keys() if types else ():
        if not set(_FOR[keyword]) & set(types):
            yield Told(f"{keyword} says nothing about a {' or '.join(types)}.", join("", keyword))


@rule("schema-limits-agree", "schema", "error", source="JSON Schema, Validation 6")
def limits_agree(node: Node) -> Iterator[Told]:
    """A lower limit is no larger than the upper one, and no size is negative."""
    for low, high in _LIMITS:
        least, most = node.raw.get(low), node.raw.get(high)
        if _number(least) and _number(most) and least > most:
            yield Told(f"No value fits: {low} is {least} and {high} is {most}.", join("", low))
        if low != "minimum" and ((_number(least) and least < 0) or (_number(most) and most < 0)):
            yield Told(f"{low} or {high} is negative.", join("", low if _number(least) else high))


def _number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


@rule("enum-unique", "schema", "error", source="JSON Schema, Validation 6.1.2")
def enum_unique(node: Node) -> Iterator[Told]:
    """No value is in an enum twice."""
    values = node.raw.get("enum")
    if not isinstance(values, list):
        return
    seen: list[str] = []
    for index, value in enumerate(values):
        text = repr((type(value).__name__, value))
        if text in seen:
            place = join(node.at, "enum", index)
            yield Told(f"{value!r} is in the enum twice.", f"/enum/{index}", Fix(place, Drop))
        seen.append(text)


@rule("enum-fits-type", "schema", "error", source="JSON Schema, Validation 6.1.2")
def enum_fits_type(node: Node) -> Iterator[Told]:
    """Every value of an enum is of the schema's type."""
    types = _types(node.raw)
    values = node.raw.get("enum")
    for index, value in enumerate(values if types and isinstance(values, list) else ()):
        if not any(_is(value, each) for each in types) and not (
            value is None and node.raw.get("nullable") is True
        ):
            yield Told(f"{value!r} is no {' or '.join(types)}.", f"/enum/{index}")


def _is(value: Any, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "number":
            return _number(value)
        case "integer":
            return _number(value) and value == int(value)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case _:
            return True


@rule("array-has-items", "schema", "warning", "openapi", "spolvero", source="OpenAPI 3.0, 4.7.24.1")
def array_has_items(node: Node) -> Iterator[Told]:
    """An array says what its items are."""
    if "array" in _types(node.raw) and not node.raw.keys() & {"items", "prefixItems", "contains"}:
        yield Told("The array does not say what its items are.")


@rule("nullable-is-heard", "schema", "error", source="OpenAPI 3.1")
def nullable_is_heard(node: Node) -> Iterator[Told]:
    """Since OpenAPI 3.1 `nullable` means nothing; the type null does."""
    if node.document.version != "3.0" and isinstance(node.raw.get("nullable"), bool):
        yield Told(f"`nullable` means nothing in {node.document.version}.", "/nullable")


@rule("bounds-are-numbers", "schema", "error", source="JSON Schema, Validation 6.2")
def bounds_are_numbers(node: Node) -> Iterator[Told]:
    """Since OpenAPI 3.1 exclusive bounds are numbers; in 3.0 they are true or false."""
    for name in ("exclusiveMinimum", "exclusiveMaximum"):
        value = node.raw.get(name)
        if name in node.raw and isinstance(value, bool) != (node.document.version == "3.0"):
            yield Told(
                f"{name} is {value!r}, which {node.document.version} cannot read.", f"/{name}"
            )


@rule("reference-alone", "schema", "warning", source="OpenAPI 3.0, 4.7.23")
def reference_alone(node: Node) -> Iterator[Told]:
    """In OpenAPI 3.0 what stands beside a reference is ignored."""
    if node.document.version == "3.0" and isinstance(node.raw.get("$ref"), str):
        beside = node.raw.keys() - {"$ref", "description", "summary"}
        if beside:
            yield Told(f"Beside a reference {', '.join(sorted(beside))} is ignored.")


@rule("required-exists", "schema", "warning")
def required_exists(node: Node) -> Iterator[Told]:
    """What is required is described among the properties, where there are any."""
    properties, required = node.raw.get("properties"), node.raw.get("required")
    if not isinstance(properties, dict) or not isinstance(required, list):
        return
    if node.raw.keys() & {"allOf", "anyOf", "oneOf", "$ref", "patternProperties"}:
        return
    for index, name in enumerate(required):
        if name not in properties:
            yield Told(f"{name} is required, and no property is called so.", f"/required/{index}")


@rule("discriminator-required", "schema", "warning", source="OpenAPI 4.8.25")
def discriminator_required(node: Node) -> Iterator[Told]:
    """The property that tells options apart is required in each of them."""
    found = node.raw.get("discriminator")
    name = found.get("propertyName") if isinstance(found, dict) else None
    if not isinstance(name, str):
        return
    for keyword in ("oneOf", "anyOf"):
        for index, option in enumerate(node.raw.get(keyword) or ()):
            if not _requires(node, option, name):
                yield Told(f"This option does not require {name}.", f"/{keyword}/{index}")


def _requires(node: Node, raw: Any, name: str, depth: int = 8) -> bool:
    schema = node.document.resolve(raw)
    if name in (schema.get("required") or ()):
        return True
    parts = schema.get("allOf") or schema.get("oneOf") or ()
    return depth > 0 and any(_requires(node, each, name, depth - 1) for each in parts)


@rule("object-closed", "schema", "info", "spolvero", source="openapi/README.md")
def object_closed(node: Node) -> Iterator[Told]:
    """An object says whether it may have other properties."""
    if "object" not in _types(node.raw) or "properties" not in node.raw or "allOf" in node.at:
        return
    if not node.raw.keys() & {"additionalProperties", "unevaluatedProperties"}:
        yield Told("The object does not say whether other properties may stand in it.")


@rule("property-described", "schema", "warning", "spolvero", source="openapi/README.md")
def property_described(node: Node) -> Iterator[Told]:
    """A property says what it means, itself or by the schema that it refers to."""
    properties = node.raw.get("properties")
    for name, raw in (properties if isinstance(properties, dict) else {}).items():
        if not isinstance(raw, dict) or str(raw.get("description") or "").strip():
            continue
        if not str(node.document.resolve(raw).get("description") or "").strip():
            yield Told(f"The property {name} has no description.", join("/properties", name))


@rule("number-format", "schema", "info", "zalando", source="Zalando 171")
def number_format(node: Node) -> Iterator[Told]:
    """A number says how large it may be: by a format, or by limits."""
    types = set(_types(node.raw)) & {"number", "integer"}
    said = {"format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum", "const"}
    if types and not node.raw.keys() & said:
        yield Told(f"The {' or '.join(types)} has neither a format nor limits.")


@rule("boolean-not-null", "schema", "info", "zalando", source="Zalando 122")
def boolean_not_null(node: Node) -> Iterator[Told]:
    """A boolean is never null; three states want an enum."""
    types = _types(node.raw)
    if "boolean" in types and ("null" in types or node.raw.get("nullable") is True):
        yield Told("The boolean may be null; an enum would say what the third state means.")


@rule("array-not-null", "schema", "info", "zalando", source="Zalando 124")
def array_not_null(node: Node) -> Iterator[Told]:
    """An array is never null; it can be empty."""
    types = _types(node.raw)
    if "array" in types and ("null" in types or node.raw.get("nullable") is True):
        yield Told("The array may be null; an empty one says the same.")
