"""Bodies that the answer to an operation gives for another one, by a link (OpenAPI 3.1, 4.8.20)."""

from __future__ import annotations

from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Exchange
from codegen.verify.expression import evaluate


def bodies(spec: Spec) -> dict[str, list[tuple[str, Any]]]:
    """By an operation, which others link to it with a body, and that body with its expressions."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for source, target, link in spec.links:
        if "requestBody" in link and target.body is not None:
            found.setdefault(target.key, []).append((source.key, link["requestBody"]))
    return found


def put_in(template: Any, exchange: Exchange) -> Any:
    """A link's body with values in the places of its expressions. Raises LookupError."""
    if isinstance(template, dict):
        return {name: put_in(each, exchange) for name, each in template.items()}
    if isinstance(template, list):
        return [put_in(each, exchange) for each in template]
    return evaluate(template, exchange) if isinstance(template, str) else template
