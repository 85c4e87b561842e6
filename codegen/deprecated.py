"""A contract without what it calls deprecated: operations, parameters, properties and schemas.

Two things stay all the same: a parameter in a path, without which there is no address, and a schema
that something that stays still needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.emit.directions import replied, requested
from codegen.model import (
    Api,
    Body,
    Either,
    Every,
    Field,
    Header,
    ListOf,
    Media,
    Named,
    Operation,
    Parameter,
    PathItem,
    Pattern,
    Record,
    Ref,
    Reply,
    Schema,
    Shape,
    TupleOf,
)
from codegen.node import replaced
from codegen.reach import reached, with_diagnostics


def current(api: Api) -> Api:
    """What of a contract is not deprecated."""
    return _Current(api).api()


class _Current:
    """A contract without what it calls deprecated."""

    def __init__(self, api: Api) -> None:
        self._api = api
        named = (*api.schemas, *api.definitions)
        self._gone = {each.name for each in named if _is_deprecated(each.schema)}
        self._known: dict[int, Schema] = {}

    def api(self) -> Api:
        api = self._api
        schemas = [Named(each.name, self._schema(each.schema)) for each in api.schemas]
        definitions = [Named(each.name, self._schema(each.schema)) for each in api.definitions]
        found = replaced(
            api,
            paths=self._items(api.paths),
            webhooks=self._items(api.webhooks),
            parameters=self._parameters(api.parameters),
            headers=tuple(map(self._header, api.headers)),
            bodies=tuple(map(self._body, api.bodies)),
            replies=tuple(map(self._reply, api.replies)),
            path_items=self._items(api.path_items),
        )
        all_named = (*schemas, *definitions)
        stay = {each.name for each in all_named if each.name not in self._gone}
        roots = [each.schema for each in all_named if each.name in stay]
        stay |= reached([*roots, *_held(found)], all_named)
        found = replaced(
            found,
            schemas=tuple(each for each in schemas if each.name in stay),
            definitions=tuple(each for each in definitions if each.name in stay),
        )
        return with_diagnostics(found, api)

    def _items(self, items: Iterable[PathItem]) -> tuple[PathItem, ...]:
        found = []
        for item in items:
            operations = tuple(
                self._operation(each) for each in item.operations if not each.deprecated
            )
            if operations or not item.operations:
                parameters = self._parameters(item.parameters)
                found.append(replaced(item, parameters=parameters, operations=operations))
        return tuple(found)

    def _operation(self, operation: Operation) -> Operation:
        return replaced(
            operation,
            parameters=self._parameters(operation.parameters),
            body=self._body(operation.body) if operation.body else None,
            replies=tuple(map(self._reply, operation.replies)),
        )

    def _parameters(self, parameters: Iterable[Parameter]) -> tuple[Parameter, ...]:
        return tuple(
            replaced(each, schema=self._schema(each.schema))
            for each in parameters
            if each.place == "path" or not (each.deprecated or self._is_gone(each.schema))
        )

    def _header(self, header: Header) -> Header:
        return replaced(header, schema=self._schema(header.schema))

    def _body(self, body: Body) -> Body:
        return replaced(body, content=self._content(body.content))

    def _reply(self, reply: Reply) -> Reply:
        headers = tuple(map(self._header, reply.headers))
        return replaced(reply, headers=headers, content=self._content(reply.content))

    def _content(self, content: Iterable[Media]) -> tuple[Media, ...]:
        return tuple(
            replaced(each, schema=self._schema(each.schema)) if each.schema else each
            for each in content
        )

    # Schemas

    def _is_gone(self, schema: Schema) -> bool:
        """Whether a property or parameter of that schema is deprecated."""
        if _is_deprecated(schema):
            return True
        shape = schema.shape
        return isinstance(shape, Ref) and shape.name in self._gone

    def _schema(self, schema: Schema) -> Schema:
        """The schema without deprecated properties; itself when it has none."""
        known = self._known.get(id(schema))
        if known is None:
            shape = self._shape(schema.shape)
            is_same = shape is schema.shape
            known = schema if is_same else Schema(shape, schema.words, schema.at)
            self._known[id(schema)] = known
        return known

    def _shape(self, shape: Shape) -> Shape:
        if isinstance(shape, Record):
            return self._record(shape)
        if isinstance(shape, ListOf):
            item = self._schema(shape.item)
            return shape if item is shape.item else ListOf(item)
        if isinstance(shape, TupleOf):
            items = self._all(shape.items)
            rest = self._schema(shape.rest) if shape.rest else None
            is_same = items is shape.items and rest is shape.rest
            return shape if is_same else TupleOf(items, rest, shape.least)
        if isinstance(shape, Either):
            options = self._all(shape.options)
            if options is shape.options:
                return shape
            return Either(options, shape.exclusive, shape.discriminator)
        if isinstance(shape, Every):
            parts = self._all(shape.parts)
            return shape if parts is shape.parts else Every(parts)
        return shape

    def _record(self, shape: Record) -> Record:
        fields = tuple(
            Field(each.name, self._schema(each.schema), each.required)
            for each in shape.fields
            if not self._is_gone(each.schema)
        )
        patterns = tuple(
            Pattern(each.template, self._schema(each.schema)) for each in shape.patterns
        )
        extra = self._schema(shape.extra) if shape.extra else None
        is_same = (fields, patterns, extra) == (shape.fields, shape.patterns, shape.extra)
        return shape if is_same else Record(fields, extra, patterns)

    def _all(self, schemas: tuple[Schema, ...]) -> tuple[Schema, ...]:
        found = tuple(map(self._schema, schemas))
        is_same = all(one is other for one, other in zip(found, schemas, strict=True))
        return schemas if is_same else found


def _is_deprecated(schema: Schema) -> bool:
    return schema.words.get("deprecated") is True


def _held(api: Api) -> Iterator[Schema]:
    """The schemas that operations and components hold."""
    yield from requested(api)
    yield from replied(api)
    for item in (*api.paths, *api.webhooks, *api.path_items):
        yield from (each.schema for each in item.parameters)
