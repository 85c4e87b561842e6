"""Rules about values that a schema holds: examples, defaults, patterns."""

from collections.abc import Iterator
from typing import Any

from codegen.lint.rule import Node, Told, rule
from codegen.pointer import join


@rule("pattern-valid", "schema", "error", source="ECMA-262")
def pattern_valid(node: Node) -> Iterator[Told]:
    """A pattern is a regular expression."""
    pattern = node.raw.get("pattern")
    if not isinstance(pattern, str):
        return
    known = node.document.known.setdefault("pattern-valid", {})
    if pattern not in known:
        known[pattern] = _compiles(pattern)
    if not known[pattern]:
        yield Told(f"The pattern {pattern} is no regular expression.", "/pattern")


def _compiles(pattern: str) -> bool:
    from jsonschema_rs import Draft202012Validator, ValidationError

    try:
        Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return False
    return True


@rule("example-fits", "schema", "warning", "openapi", "spolvero", source="OpenAPI 4.8.24")
def example_fits(node: Node) -> Iterator[Told]:
    """An example of a schema fits it."""
    found = [("/example", node.raw["example"])] if "example" in node.raw else []
    examples = node.raw.get("examples")
    if isinstance(examples, list):
        found += [(f"/examples/{index}", each) for index, each in enumerate(examples)]
    yield from _judged(node, "", found, "example")


@rule("default-fits", "schema", "error", "openapi", "spolvero", source="OpenAPI 4.8.24")
def default_fits(node: Node) -> Iterator[Told]:
    """A default fits its schema."""
    if "default" in node.raw:
        yield from _judged(node, "", [("/default", node.raw["default"])], "default")


@rule("media-example-fits", "media", "warning", "openapi", "spolvero", source="OpenAPI 4.8.14.1")
def media_example_fits(node: Node) -> Iterator[Told]:
    """An example of a body fits the body's schema."""
    if not ("json" in node.key and "schema" in node.raw):
        return
    yield from _judged(node, "/schema", _shown(node), "example")


@rule(
    "parameter-example-fits", "parameter", "warning", "openapi", "spolvero", source="OpenAPI 4.8.12"
)
def parameter_example_fits(node: Node) -> Iterator[Told]:
    """An example of a parameter fits the parameter's schema."""
    if "schema" in node.raw:
        yield from _judged(node, "/schema", _shown(node), "example")


def _shown(node: Node) -> list[tuple[str, Any]]:
    found = [("/example", node.raw["example"])] if "example" in node.raw else []
    examples = node.raw.get("examples")
    for name, each in (examples if isinstance(examples, dict) else {}).items():
        example = node.document.resolve(each)
        if "value" in example:
            found.append((join("/examples", name), example["value"]))
    return found


def _judged(node: Node, schema: str, values: list[tuple[str, Any]], what: str) -> Iterator[Told]:
    if not values:
        return
    validator = node.document.known["judge"](node.at + schema)
    for at, value in values:
        error = None if validator is None else next(validator.iter_errors(value), None)
        if error is not None:
            inside = "".join(f"/{each}" for each in error.instance_path)
            where = f" (at {inside})" if inside else ""
            message = error.message if len(error.message) < 200 else error.message[:200] + " …"
            yield Told(f"The {what} does not fit: {message}{where}", at)
