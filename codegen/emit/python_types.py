"""The contract as typed dictionaries, in one Python module.

Schemas come first, then what each operation takes and gives back: `GetAlbumPath`,
`GetAlbumQuery`, `GetAlbumHeaders` and `GetAlbumCookies` are its parameters, `GetAlbumBody` is
what it is sent, `GetAlbumReply` is what comes back when all is well. A schema that differs in
requests (`readOnly`) or in replies (`writeOnly`, `default`) is written once more, with `Input` or
`Output` behind its name, and the operations point to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from codegen.emit.python import is_class_name, options, union
from codegen.emit.python_docs import docstring
from codegen.emit.python_module import Alias, Module
from codegen.emit.python_shapes import Style
from codegen.emit.words import HEADER, pascal, stable_names
from codegen.model import (
    NULL,
    Anything,
    Api,
    Body,
    Either,
    Field,
    Media,
    Operation,
    Parameter,
    Record,
    Schema,
)

_PLACES: Final = {"path": "Path", "query": "Query", "header": "Headers", "cookie": "Cookies"}
_WORDS: Final = {
    **{"path": "the path of", "query": "the query of"},
    **{"header": "headers of", "cookie": "cookies of"},
}
_PARTS: Final = {**_PLACES, "body": "Body", "reply": "Reply"}
_JSON: Final = re.compile(r".*[/+]json|\*/\*")
_FORMS: Final = frozenset(("multipart/form-data", "application/x-www-form-urlencoded"))


def python_types(api: Api, header: str = HEADER) -> str:
    """Write the whole module."""
    subject = api.title.strip() or "the API"
    return _File(api, Style(f"What {subject} takes and gives back.")).text(header)


class _File(Module):
    """The schemas, and below them the operations."""

    _is_below = False

    def _more(self) -> Iterator[str]:
        # In the order of the contract: aliases and records stand together here.
        self._is_below = True
        self._is_suffixed = False
        self._records = {}
        items = (*self._api.paths, *self._api.webhooks, *self._api.path_items)
        operations = {each.id: each for item in items for each in item.operations if each.id}
        names = stable_names(operations, is_class_name, keep=False)
        parts = (*_PLACES, "body", "reply")
        own = {id: {part: self._free(names[id] + _PARTS[part]) for part in parts} for id in names}
        for id, operation in operations.items():
            self._operation(operation, own[id])
        for lines in self._records.values():
            yield from ("", "")
            yield from lines

    def _put(self, name: str, alias: Alias, is_plain: bool = False) -> None:
        super()._put(name, alias, is_plain)
        if self._is_below:
            self._records[name] = [self._line(name, alias.types), *alias.docs]

    def _operation(self, operation: Operation, names: dict[str, str]) -> None:
        for place in _PLACES:
            here = {each.name: each for each in operation.parameters if each.place == place}
            if here:
                record = Record(tuple(map(_field, here.values())), None)
                summary = _summary(operation, _WORDS[place])
                name = names[place]
                self._record(name, name, Schema(record), record, "input", summary)
        if operation.body:
            self._body_of(operation, operation.body, names["body"])
        self._reply_of(operation, names["reply"])

    def _body_of(self, operation: Operation, body: Body, name: str) -> None:
        schemas = _json(body.content)
        if not schemas:
            forms = (each for each in body.content if _essence(each) in _FORMS)
            schemas = [each.schema for each in forms if each.schema]
        if schemas:
            schema = schemas[0] if len(schemas) == 1 else Schema(Either(tuple(schemas)))
            own = body.description if body.required else f"{body.description}\n\nMay be left out."
            summary = f"{_summary(operation, 'the body of')}\n\n{own.strip()}"
            self._write(schema, name, name, "input", summary)

    def _reply_of(self, operation: Operation, name: str) -> None:
        good = [each for each in operation.replies if each.status.startswith("2")]
        found: list[tuple[str, Schema]] = []
        for reply in good or [each for each in operation.replies if each.status == "default"]:
            if not reply.content:
                found.append((reply.status, Schema(NULL)))
            found += ((reply.status, schema) for schema in _json(reply.content))
        summary = _summary(operation, "what comes back from")
        if len(found) == 1:
            self._write(found[0][1], name, name, "output", summary)
        elif found:
            types = union(
                self._type(schema, name + pascal(status), "output") for status, schema in found
            )
            self._put(name, Alias(options(types), docstring((summary,), (), ""), set()))


def _field(parameter: Parameter) -> Field:
    schema = parameter.schema
    words = dict(schema.words)
    if parameter.description:
        words["description"] = parameter.description
    if parameter.deprecated:
        words["deprecated"] = True
    return Field(parameter.name, Schema(schema.shape, words), parameter.required)


def _summary(operation: Operation, part: str) -> str:
    before = operation.summary.strip().rstrip(".")
    start = f"{before}: {part}" if before else part[0].upper() + part[1:]
    return f"{start} `{operation.method.upper()} {operation.path}`."


def _json(content: tuple[Media, ...]) -> list[Schema]:
    """The schemas of what is JSON."""
    found = (each for each in content if _JSON.fullmatch(_essence(each)))
    return [each.schema or Schema(Anything()) for each in found]


def _essence(media: Media) -> str:
    return media.type.partition(";")[0].strip().lower()
