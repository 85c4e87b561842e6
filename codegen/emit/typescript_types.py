"""The contract as TypeScript types, in one file.

The interfaces `paths`, `webhooks`, `components`, `operations` and `$defs` have the layout that
openapi-typescript 7 made common, so `openapi-fetch` and its kin work unchanged. Each schema is
written once, as an exported type of its own name; `components["schemas"]` points there. A schema
that differs in requests (`readOnly`) or in replies (`writeOnly`, `default`) is written once more,
with `Input` or `Output` behind its name, and the operations point to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from codegen.emit.directions import Direction, always, differing, present
from codegen.emit.typescript import (
    NOTHING,
    STEP,
    Types,
    comment,
    key,
    remark,
    spaced,
    text,
    type_names,
)
from codegen.emit.words import HEADER
from codegen.model import (
    Api,
    Body,
    Field,
    Header,
    Media,
    Named,
    Operation,
    Parameter,
    PathItem,
    Reply,
)

if TYPE_CHECKING:
    from codegen.emit.options import Options

T = TypeVar("T")

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PLACES: Final = ("query", "header", "path", "cookie")
_SUFFIX: Final[dict[Direction, str]] = {"input": "Input", "output": "Output"}


def typescript_types(api: Api, header: str = HEADER, options: Options | None = None) -> str:
    """Write the whole file."""
    if options is None:
        return File(api).text(header)
    from codegen.emit.typescript_options import OptionsFile

    return OptionsFile(api, options).text(header)


class Directed(Types):
    """Says schemas as they are in one direction; without one, as the contract has them."""

    def __init__(self, name_of: Callable[[str], str], direction: Direction | None) -> None:
        super().__init__(name_of)
        self._direction = direction

    def fields(self, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        direction = self._direction
        if direction is None:
            return fields
        return tuple(
            Field(field.name, field.schema, always(field, direction))
            if present(field, direction)
            # Said, and not left out: what is left out may be there all the same.
            else Field(field.name, NOTHING, False)
            for field in fields
        )


class File:
    """Writes the parts of the file. Whoever writes them otherwise says so in a subclass."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._named: tuple[Named, ...] = (*api.schemas, *api.definitions)
        self._names = type_names(self._named)
        self._differing = differing(api)
        taken = set(self._names.values())
        variants: dict[Direction, dict[str, str]] = {}
        for direction, names in self._differing.items():
            variants[direction] = dict(self._names)
            for each in self._named:
                if each.name in names:
                    variant = self._names[each.name] + _SUFFIX[direction]
                    while variant in taken:
                        variant += "_"
                    taken.add(variant)
                    variants[direction][each.name] = variant
        self._variants = variants
        self._taken = taken
        self._plain = self._types(self._names, None)
        self._input = self._types(variants["input"], "input")
        self._output = self._types(variants["output"], "output")
        self._lines: list[str] = []
        self._add = self._lines.append

    def text(self, header: str) -> str:
        """The whole file."""
        api = self._api
        self._add(f"// {header}")
        self._path_items("paths", api.paths)
        self._path_items("webhooks", api.webhooks)
        self._components()
        self._definitions()
        self._operations((*api.paths, *api.webhooks, *api.path_items))
        self._schemas()
        self._add("")
        return "\n".join(self._lines)

    def _types(self, names: dict[str, str], direction: Direction | None) -> Types:
        """What says the schemas of a direction, by the names that they have in it."""
        return Directed(names.__getitem__, direction)

    def _schemas(self) -> None:
        for named in self._named:
            self._schema(named, self._names[named.name], self._plain)
            if named.name in self._differing["input"]:
                self._schema(named, self._variants["input"][named.name], self._input)
            if named.name in self._differing["output"]:
                self._schema(named, self._variants["output"][named.name], self._output)

    def _schema(self, named: Named, name: str, types: Types) -> None:
        target = types.of(named.schema)
        self._add("")
        self._lines += comment(named.schema, "")
        self._add(f"export type {name} ={spaced(target)};")

    # Paths and operations

    def _path_items(self, name: str, items: tuple[PathItem, ...]) -> None:
        self._add("")
        if not items:
            self._add(f"export type {name} = {{ [key: string]: never }};")
            return
        self._add(f"export interface {name} {{")
        for item in items:
            start = len(self._lines)
            self._path_item(item, STEP)
            self._press(start)
        self._add("}")

    def _path_item(self, item: PathItem, indent: str) -> None:
        inner = indent + STEP
        add = self._add
        operations = {operation.method: operation for operation in item.operations}
        self._lines += remark((item.summary, item.description), (), indent)
        add(f"{indent}{key(item.path)}: {{")
        self._parameters(item.parameters, inner)
        for method in dict.fromkeys((*_METHODS, *operations)):
            operation = operations.get(method)
            if operation is None:
                add(f"{inner}{method}?: never;")
                continue
            self._lines += _about(operation, inner)
            if operation.id:
                add(f"{inner}{key(method)}: operations[{text(operation.id)}];")
            else:
                add(f"{inner}{key(method)}: {{")
                self._operation(operation, inner + STEP)
                add(f"{inner}}};")
        add(f"{indent}}};")

    def _operations(self, items: Iterable[PathItem]) -> None:
        self._add("")
        found = {each.id: each for item in items for each in item.operations if each.id}
        if not found:
            self._add("export type operations = { [key: string]: never };")
            return
        self._add("export interface operations {")
        for operation in found.values():
            start = len(self._lines)
            # What it does is told once, where its path stands.
            tags = ("@deprecated",) if operation.deprecated else ()
            self._lines += remark((f"{operation.method.upper()} {operation.path}",), tags, STEP)
            self._add(f"{STEP}{key(operation.id)}: {{")
            self._operation(operation, STEP * 2)
            self._add(f"{STEP}}};")
            self._press(start)
        self._add("}")

    def _press(self, start: int) -> None:
        """Keep the lines from some line on as one text: many small ones take twice the memory."""
        self._lines[start:] = ["\n".join(self._lines[start:])]

    def _operation(self, operation: Operation, indent: str) -> None:
        add = self._add
        self._parameters(operation.parameters, indent)
        self._request_body(operation.body, indent)
        if not operation.replies:
            add(f"{indent}responses: never;")
            return
        add(f"{indent}responses: {{")
        for reply in operation.replies:
            status = reply.status if reply.status.isdecimal() else key(reply.status)
            if reply.shared is not None:
                add(f"{indent}{STEP}{status}: {self._component('responses', reply.shared)};")
            else:
                self._reply(status, reply, indent + STEP)
        add(f"{indent}}};")

    def _parameters(self, parameters: tuple[Parameter, ...], indent: str) -> None:
        inner = indent + STEP
        add = self._add
        if not parameters:
            absent = "".join(f"{inner}{place}?: never;\n" for place in _PLACES)
            add(f"{indent}parameters: {{\n{absent}{indent}}};")
            return
        add(f"{indent}parameters: {{")
        for place in _PLACES:
            here = [each for each in parameters if each.place == place]
            if not here:
                add(f"{inner}{place}?: never;")
                continue
            mark = "" if any(parameter.required for parameter in here) else "?"
            add(f"{inner}{place}{mark}: {{")
            for parameter in {each.name: each for each in here}.values():
                self._carried(parameter, inner + STEP, "parameters", parameter.name)
            add(f"{inner}}};")
        add(f"{indent}}};")

    def _carried(
        self, part: Parameter | Header, indent: str, section: str, name: str, *, named: bool = False
    ) -> None:
        """A parameter or header; `named` where the component itself is written."""
        mark = "" if part.required or named else "?"
        is_header = isinstance(part, Header)
        if part.shared is not None and not named:
            # Editors show what stands here; a header is read too rarely to be explained each time.
            if not is_header:
                tags = ("@deprecated",) if part.deprecated else ()
                self._lines += remark((part.description,), tags, indent)
            self._add(f"{indent}{key(name)}{mark}: {self._component(section, part.shared)};")
            return
        if part.deprecated:
            self._lines += remark((part.description,), ("@deprecated",), indent)
        else:
            self._lines += comment(part.schema, indent, part.description)
        types = self._output if is_header else self._input
        self._add(f"{indent}{key(name)}{mark}:{spaced(types.of(part.schema, indent))};")

    def _request_body(self, body: Body | None, indent: str) -> None:
        add = self._add
        if body is None:
            add(f"{indent}requestBody?: never;")
            return
        mark = "" if body.required else "?"
        self._lines += remark((body.description,), (), indent)
        if body.shared is not None:
            add(f"{indent}requestBody{mark}: {self._component('requestBodies', body.shared)};")
            return
        add(f"{indent}requestBody{mark}: {{")
        self._content(body.content, indent + STEP, self._input)
        add(f"{indent}}};")

    def _reply(self, name: str, reply: Reply, indent: str) -> None:
        inner = indent + STEP
        add = self._add
        self._lines += remark((reply.description,), (), indent)
        add(f"{indent}{name}: {{")
        add(f"{inner}headers: {{")
        for header in reply.headers:
            self._carried(header, inner + STEP, "headers", header.name)
        add(f"{inner}{STEP}[name: string]: unknown;")
        add(f"{inner}}};")
        self._content(reply.content, inner, self._output)
        add(f"{indent}}};")

    def _content(self, content: tuple[Media, ...], indent: str, types: Types) -> None:
        add = self._add
        if not content:
            add(f"{indent}content?: never;")
            return
        add(f"{indent}content: {{")
        for media in content:
            target = types.of(media.schema, indent + STEP) if media.schema else "unknown"
            add(f"{indent}{STEP}{key(media.type)}:{spaced(target)};")
        add(f"{indent}}};")

    # Components

    def _component(self, section: str, name: str) -> str:
        """How a component is referred to."""
        return f"components[{text(section)}][{text(name)}]"

    def _components(self) -> None:
        api = self._api
        self._add("")
        self._add("export interface components {")
        self._section("schemas", api.schemas, self._component_schema)
        self._section("responses", api.replies, self._shared_reply)
        self._section("parameters", api.parameters, self._shared)
        self._section("requestBodies", api.bodies, self._shared_body)
        self._section("headers", api.headers, self._shared)
        self._section("pathItems", api.path_items, self._shared_path_item)
        self._add("}")

    def _section(self, name: str, parts: Sequence[T], write: Callable[[T], None]) -> None:
        if not parts:
            self._add(f"{STEP}{name}: never;")
            return
        self._add(f"{STEP}{name}: {{")
        for part in parts:
            write(part)
        self._add(f"{STEP}}};")

    def _component_schema(self, named: Named) -> None:
        self._add(f"{STEP * 2}{key(named.name)}: {self._names[named.name]};")

    def _shared_reply(self, reply: Reply) -> None:
        self._reply(key(reply.shared or ""), reply, STEP * 2)

    def _shared(self, part: Parameter | Header) -> None:
        self._carried(part, STEP * 2, "", part.shared or "", named=True)

    def _shared_body(self, body: Body) -> None:
        self._lines += remark((body.description,), (), STEP * 2)
        self._add(f"{STEP * 2}{key(body.shared or '')}: {{")
        self._content(body.content, STEP * 3, self._input)
        self._add(f"{STEP * 2}}};")

    def _shared_path_item(self, item: PathItem) -> None:
        self._path_item(item, STEP * 2)

    def _definitions(self) -> None:
        self._add("")
        if not self._api.definitions:
            self._add("export type $defs = { [key: string]: never };")
            return
        self._add("export interface $defs {")
        for each in self._api.definitions:
            self._add(f"{STEP}{key(each.name)}: {self._names[each.name]};")
        self._add("}")


def _about(operation: Operation, indent: str) -> list[str]:
    tags = ("@deprecated",) if operation.deprecated else ()
    return remark((operation.summary, operation.description), tags, indent)
