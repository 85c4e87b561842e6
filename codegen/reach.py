"""What leads where in a contract: which schemas others need, and what is said of which part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.model import Api, Diagnostic, Named, Ref, Schema
from codegen.node import replaced


def reached(roots: Iterable[Schema], named: Iterable[Named]) -> set[str]:
    """The names that schemas lead to, through references and the mappings of discriminators."""
    schemas = {each.name: each.schema for each in named}
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        schema = waiting.pop()
        names = [schema.shape.name] if isinstance(schema.shape, Ref) else []
        names += _mapped(schema)
        for name in names:
            if name in schemas and name not in found:
                found.add(name)
                waiting.append(schemas[name])
        waiting += schema.children()
    return found


def _mapped(schema: Schema) -> Iterator[str]:
    """The names in a discriminator: those of the heirs that a parent does not refer to."""
    said = schema.words.get("discriminator")
    mapping = said.get("mapping") if isinstance(said, dict) else None
    for target in mapping.values() if isinstance(mapping, dict) else ():
        if isinstance(target, str):
            yield target.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def with_diagnostics(found: Api, whole: Api) -> Api:
    """What is said of the parts that stay, where the nearest known part above decides."""
    kept = {*_places(found)}
    known = {*_places(whole)}

    def stays(each: Diagnostic) -> bool:
        place = each.where
        while place and place not in known:
            place = place.rpartition("/")[0]
        return not place or place in kept

    return replaced(found, diagnostics=tuple(each for each in whole.diagnostics if stays(each)))


def _places(api: Api) -> Iterator[str]:
    for named in (*api.schemas, *api.definitions):
        yield named.schema.where
    for part in (*api.parameters, *api.headers, *api.bodies, *api.replies):
        yield part.where
    for item in (*api.paths, *api.webhooks, *api.path_items):
        yield item.where
        for operation in item.operations:
            yield operation.where
