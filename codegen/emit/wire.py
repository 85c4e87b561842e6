"""handlers/wire.py: what bodies look like in Python, once the door has checked and filled them.

A body that came in has its defaults filled, so there a property with a default is always present;
in a reply it may be absent like any other that is not required.
"""

from __future__ import annotations

from codegen.emit.python_module import Module
from codegen.emit.python_shapes import Style
from codegen.emit.words import HEADER
from codegen.model import Api, Ref


def wire(api: Api) -> str:
    """Write an alias per plain schema, a TypedDict per record, and a union per choice of them."""
    style = Style(
        about="The bodies of requests and replies, as handlers hold them.",
        filled=frozenset(requested(api)),
        words_from="domain.vocabulary",
        is_brief=True,
    )
    return Module(api, style).text(HEADER)


def requested(api: Api) -> set[str]:
    """The names of the schemas that a request body can hold, at any depth."""
    schemas = {named.name: named.schema for named in (*api.schemas, *api.definitions)}
    bodies = [operation.body for operation in api.operations() if operation.body]
    waiting = [media.schema for body in bodies for media in body.content if media.schema]
    found: set[str] = set()
    while waiting:
        for schema in waiting.pop().walk():
            if isinstance(schema.shape, Ref) and schema.shape.name not in found:
                found.add(schema.shape.name)
                waiting.append(schemas[schema.shape.name])
    return found
