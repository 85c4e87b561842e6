"""web/src/contract/types.ts: the contract as TypeScript types.

The interfaces `paths`, `webhooks`, `components` and `operations` have the layout that
openapi-typescript 7 made common, so `openapi-fetch` and its kin work unchanged. Each schema is
written once, as an exported type of its own name; `components["schemas"]` points there.
"""

from collections.abc import Iterable, Iterator, Mapping

from codegen.emit.typescript import STEP, comment, key, remark, type_names, type_of
from codegen.emit.words import HEADER
from codegen.model import (
    Api,
    Body,
    Header,
    Media,
    Operation,
    Parameter,
    PathItem,
    Reply,
    Schema,
)

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PLACES = ("query", "header", "path", "cookie")


def typescript_types(api: Api) -> str:
    """Write the whole file."""
    return "\n".join(_Types(api).lines()) + "\n"


class _Types:
    def __init__(self, api: Api) -> None:
        self._api = api
        self._names = type_names(api.schemas)

    def lines(self) -> Iterator[str]:
        api = self._api
        yield f"// {HEADER}"
        yield from self._path_items("paths", api.paths)
        yield from self._path_items("webhooks", api.webhooks)
        yield from self._components()
        yield ""
        yield "export type $defs = { [key: string]: never };"
        yield from self._operations()
        for named in api.schemas:
            target = self._type(named.schema, "")
            yield ""
            yield from comment(named.schema, "")
            space = "" if target.startswith("\n") else " "
            yield f"export type {self._names[named.name]} ={space}{target};"

    def _type(self, schema: Schema, indent: str) -> str:
        return type_of(schema, lambda name: self._names.get(name, "unknown"), indent)

    # Paths and operations

    def _path_items(self, name: str, items: Iterable[PathItem]) -> Iterator[str]:
        items = tuple(items)
        yield ""
        if not items:
            yield f"export type {name} = {{ [key: string]: never }};"
            return
        yield f"export interface {name} {{"
        for item in items:
            yield from self._path_item(item, STEP)
        yield "}"

    def _path_item(self, item: PathItem, indent: str) -> Iterator[str]:
        inner = indent + STEP
        operations = {operation.method: operation for operation in item.operations}
        yield from remark([item.summary, item.description], [], indent)
        yield f"{indent}{key(item.path)}: {{"
        yield from self._parameters(item.parameters, inner)
        for method in _METHODS:
            operation = operations.get(method)
            if operation is None:
                yield f"{inner}{method}?: never;"
                continue
            yield from _about(operation, inner)
            if operation.id:
                yield f"{inner}{method}: operations[{key_text(operation.id)}];"
            else:
                yield f"{inner}{method}: {{"
                yield from self._operation(operation, inner + STEP)
                yield f"{inner}}};"
        yield f"{indent}}};"

    def _operations(self) -> Iterator[str]:
        yield ""
        items = (*self._api.paths, *self._api.webhooks, *self._api.path_items)
        found = {each.id: each for item in items for each in item.operations if each.id}
        if not found:
            yield "export type operations = { [key: string]: never };"
            return
        yield "export interface operations {"
        for operation in found.values():
            yield from _about(operation, STEP)
            yield f"{STEP}{key(operation.id)}: {{"
            yield from self._operation(operation, STEP * 2)
            yield f"{STEP}}};"
        yield "}"

    def _operation(self, operation: Operation, indent: str) -> Iterator[str]:
        yield from self._parameters(operation.parameters, indent)
        yield from self._request_body(operation.body, indent)
        if not operation.replies:
            yield f"{indent}responses: never;"
            return
        yield f"{indent}responses: {{"
        for reply in operation.replies:
            status = reply.status if reply.status.isdecimal() else key(reply.status)
            if reply.shared is not None:
                target = _component("responses", reply.shared)
                yield f"{indent}{STEP}{status}: {target};"
            else:
                yield from self._reply(status, reply, indent + STEP)
        yield f"{indent}}};"

    def _parameters(self, parameters: tuple[Parameter, ...], indent: str) -> Iterator[str]:
        inner = indent + STEP
        yield f"{indent}parameters: {{"
        for place in _PLACES:
            here = [parameter for parameter in parameters if parameter.place == place]
            if not here:
                yield f"{inner}{place}?: never;"
                continue
            mark = "" if any(parameter.required for parameter in here) else "?"
            yield f"{inner}{place}{mark}: {{"
            for parameter in here:
                yield from self._carried(parameter, inner + STEP, "parameters", parameter.name)
            yield f"{inner}}};"
        yield f"{indent}}};"

    def _carried(
        self, part: Parameter | Header, indent: str, section: str, name: str, *, named: bool = False
    ) -> Iterator[str]:
        """A parameter or header; `named` where the component itself is written."""
        mark = "" if part.required or named else "?"
        if part.shared is not None and not named:
            # Editors show what stands here; a header is read too rarely to be explained each time.
            if isinstance(part, Parameter):
                yield from remark([part.description], ["@deprecated"] * part.deprecated, indent)
            yield f"{indent}{key(name)}{mark}: {_component(section, part.shared)};"
            return
        about = comment(part.schema, indent, part.description)
        if part.deprecated:
            about = remark([part.description], ["@deprecated"], indent)
        yield from about
        yield f"{indent}{key(name)}{mark}: {self._type(part.schema, indent)};"

    def _request_body(self, body: Body | None, indent: str) -> Iterator[str]:
        if body is None:
            yield f"{indent}requestBody?: never;"
            return
        mark = "" if body.required else "?"
        yield from remark([body.description], [], indent)
        if body.shared is not None:
            yield f"{indent}requestBody{mark}: {_component('requestBodies', body.shared)};"
            return
        yield f"{indent}requestBody{mark}: {{"
        yield from self._content(body.content, indent + STEP)
        yield f"{indent}}};"

    def _reply(self, name: str, reply: Reply, indent: str) -> Iterator[str]:
        inner = indent + STEP
        yield from remark([reply.description], [], indent)
        yield f"{indent}{name}: {{"
        yield f"{inner}headers: {{"
        for header in reply.headers:
            yield from self._carried(header, inner + STEP, "headers", header.name)
        yield f"{inner}{STEP}[name: string]: unknown;"
        yield f"{inner}}};"
        yield from self._content(reply.content, inner)
        yield f"{indent}}};"

    def _content(self, content: tuple[Media, ...], indent: str) -> Iterator[str]:
        if not content:
            yield f"{indent}content?: never;"
            return
        yield f"{indent}content: {{"
        for media in content:
            target = self._type(media.schema, indent + STEP) if media.schema else "unknown"
            yield f"{indent}{STEP}{key(media.type)}: {target};"
        yield f"{indent}}};"

    # Components

    def _components(self) -> Iterator[str]:
        api = self._api
        sections: Mapping[str, Iterable[str]] = {
            "schemas": (
                f"{STEP * 2}{key(name)}: {target};" for name, target in self._names.items()
            ),
            "responses": (
                line
                for reply in api.replies
                for line in self._reply(key(reply.shared or ""), reply, STEP * 2)
            ),
            "parameters": (line for each in api.parameters for line in self._shared(each)),
            "requestBodies": (line for body in api.bodies for line in self._shared_body(body)),
            "headers": (line for each in api.headers for line in self._shared(each)),
            "pathItems": (
                line for item in api.path_items for line in self._path_item(item, STEP * 2)
            ),
        }
        yield ""
        yield "export interface components {"
        for section, lines in sections.items():
            found = list(lines)
            if found:
                yield from (f"{STEP}{section}: {{", *found, f"{STEP}}};")
            else:
                yield f"{STEP}{section}: never;"
        yield "}"

    def _shared(self, part: Parameter | Header) -> Iterator[str]:
        return self._carried(part, STEP * 2, "", part.shared or "", named=True)

    def _shared_body(self, body: Body) -> Iterator[str]:
        yield from remark([body.description], [], STEP * 2)
        yield f"{STEP * 2}{key(body.shared or '')}: {{"
        yield from self._content(body.content, STEP * 3)
        yield f"{STEP * 2}}};"


def _about(operation: Operation, indent: str) -> list[str]:
    tags = ["@deprecated"] if operation.deprecated else []
    return remark([operation.summary, operation.description], tags, indent)


def _component(section: str, name: str) -> str:
    return f"components[{key_text(section)}][{key_text(name)}]"


def key_text(name: str) -> str:
    """A name between brackets, always quoted."""
    found = key(name)
    return found if found.startswith('"') else f'"{found}"'
