"""An OpenAPI document as checks see it: raw JSON, every schema as JSON Schema 2020-12.

`codegen/model.py` is what emitters need: shapes, without the keywords. A check needs the keywords,
the place of each, and a validator that says whether a value fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from codegen import pointer
from codegen.source import open_source
from codegen.source.modern import modern

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, Registry

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_ROOT: Final = "urn:spolvero:document"


@dataclass(frozen=True)
class Part:
    """Something that carries a schema: where it stands (after references), and the raw object."""

    where: str
    raw: Mapping[str, Any]

    @property
    def schema(self) -> Any:
        """Its schema, also when that stands under its one media type; True when there is none."""
        if "schema" in self.raw:
            return self.raw["schema"]
        for media in (self.raw.get("content") or {}).values():
            return media.get("schema", True)
        return True

    @property
    def schema_where(self) -> str:
        """The pointer of its schema."""
        if "schema" not in self.raw:
            for name in self.raw.get("content") or {}:
                return pointer.join(self.where, "content", name, "schema")
        return pointer.join(self.where, "schema")


@dataclass(frozen=True)
class Parameter(Part):
    """A parameter of an operation."""

    @property
    def name(self) -> str:
        return str(self.raw.get("name", ""))

    @property
    def place(self) -> str:
        """`path`, `query`, `header` or `cookie`."""
        return str(self.raw.get("in", "query"))

    @property
    def required(self) -> bool:
        return self.raw.get("required") is True or self.place == "path"

    @property
    def style(self) -> str:
        """How it is written (OpenAPI 3.1, 4.8.12.3)."""
        default = "form" if self.place in ("query", "cookie") else "simple"
        return str(self.raw.get("style", default))

    @property
    def explode(self) -> bool:
        return bool(self.raw.get("explode", self.style == "form"))


@dataclass(frozen=True)
class Body(Part):
    """The body of a request."""

    @property
    def required(self) -> bool:
        return self.raw.get("required") is True

    @property
    def content(self) -> dict[str, Part]:
        """Each media type, in the order of the document."""
        return _content(self)


@dataclass(frozen=True)
class Answer(Part):
    """A declared answer. `status` is `200`, `4XX` or `default`."""

    status: str
    headers: Mapping[str, Part]

    @property
    def content(self) -> dict[str, Part]:
        """Each media type, in the order of the document."""
        return _content(self)

    @property
    def links(self) -> Mapping[str, Any]:
        return self.raw.get("links") or {}


def _content(part: Part) -> dict[str, Part]:
    return {
        name: Part(pointer.join(part.where, "content", name), media)
        for name, media in (part.raw.get("content") or {}).items()
        if isinstance(media, dict)
    }


@dataclass(frozen=True)
class Operation:
    """An operation. `key` names it: its operationId, or `GET /albums/{album_id}` without one."""

    key: str
    method: str
    """In upper case."""
    path: str
    where: str
    raw: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: Mapping[str, Answer]
    security: tuple[Mapping[str, Any], ...]
    """Any one of these is enough; an empty one lets everybody in; no requirement at all: `()`."""
    schemes: Mapping[str, Mapping[str, Any]]
    """The document's security schemes, by their names."""

    def answer(self, status: int) -> Answer | None:
        """What is declared for a status: itself, its range, or the default."""
        for name in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
            if name in self.answers:
                return self.answers[name]
        return None

    @property
    def successes(self) -> tuple[Answer, ...]:
        """The declared 2xx answers."""
        return tuple(each for name, each in self.answers.items() if name.startswith("2"))

    def parameter(self, name: str, place: str | None = None) -> Parameter | None:
        """The parameter of this name; names of headers are compared without regard to case."""
        for each in self.parameters:
            same = (
                each.name.lower() == name.lower() if each.place == "header" else each.name == name
            )
            if same and place in (None, each.place):
                return each
        return None


class Spec:
    """One document. `document` is the raw JSON; `name` is what it is called in what we say."""

    def __init__(self, document: dict[str, Any], name: str = "openapi") -> None:
        self.document = document
        self.name = name
        self._validators: dict[str, Draft202012Validator] = {}

    @classmethod
    def open(cls, path: Path) -> Spec:
        """Read a document with all files that it refers to. Raises ContractError."""
        source = open_source(path)
        return cls(modern(source.document, source.version), path.name)

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Every operation by its key, in the order of the document."""
        return {each.key: each for each in self._operations()}

    @cached_property
    def links(self) -> tuple[tuple[Operation, Operation, Mapping[str, Any]], ...]:
        """Every link of a success (OpenAPI 3.1, 4.8.20): from which operation, to which."""
        found = []
        for source in self.operations.values():
            for answer in source.successes:
                for name, raw in answer.links.items():
                    link, _ = self.resolve(raw, pointer.join(answer.where, "links", name))
                    target = self._target(link) if isinstance(link, dict) else None
                    if target is not None:
                        found.append((source, target, link))
        return tuple(found)

    @cached_property
    def schemes(self) -> dict[str, Mapping[str, Any]]:
        """The security schemes, references followed, by their names."""
        raw = (self.document.get("components") or {}).get("securitySchemes") or {}
        found = {name: self.resolve(each, "")[0] for name, each in raw.items()}
        return {name: each for name, each in found.items() if isinstance(each, dict)}

    def resolve(self, node: Any, where: str) -> tuple[Any, str]:
        """What a node is after its references, and where that stands."""
        for _ in range(32):  # a chain of references that is longer goes in a circle
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#"):
                break
            where = pointer.from_fragment(reference[1:])
            try:
                node = pointer.follow(self.document, where)
            except LookupError:
                return {}, where
        return node, where

    def validator(self, where: str) -> Draft202012Validator:
        """A validator of the schema at a pointer, formats included."""
        found = self._validators.get(where)
        if found is None:
            from jsonschema_rs import Draft202012Validator

            reference = {"$ref": f"{_ROOT}#{quote(where, safe='/~!$&()*+,;=:@?-._')}"}
            found = Draft202012Validator(reference, registry=self._registry, validate_formats=True)
            self._validators[where] = found
        return found

    @cached_property
    def _registry(self) -> Registry:
        from jsonschema_rs import Draft202012, Registry

        return Registry([(_ROOT, _in_ascii(self.document))], draft=Draft202012)

    @cached_property
    def members(self) -> dict[str, list[Any]]:
        """The members of all enumerations of properties and parameters, by their names."""
        found: dict[str, list[Any]] = {}
        for name, schema, where in _named(self.document, ""):
            target, _ = self.resolve(schema, where)
            members = target.get("enum") if isinstance(target, dict) else None
            if isinstance(members, list):
                known = found.setdefault(name, [])
                known += [each for each in members if each not in known]
        return found

    @cached_property
    def base_path(self) -> str:
        """The path of the first server, variables replaced, without a slash at its end."""
        servers = self.document.get("servers")
        server = servers[0] if isinstance(servers, list) and servers else {}
        url = str(server.get("url", "/"))
        for name, variable in (server.get("variables") or {}).items():
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
        _, scheme, rest = url.rpartition("://")
        return ("/" + rest.partition("/")[2] if scheme else url).rstrip("/")

    def _target(self, link: Mapping[str, Any]) -> Operation | None:
        if "operationId" in link:
            return self.operations.get(str(link["operationId"]))
        reference = str(link.get("operationRef", ""))
        where = pointer.from_fragment(reference[1:]) if reference.startswith("#") else None
        return next((each for each in self.operations.values() if each.where == where), None)

    def _operations(self) -> Iterator[Operation]:
        paths = self.document.get("paths")
        for path, item in (paths if isinstance(paths, dict) else {}).items():
            item, at = self.resolve(item, pointer.join("/paths", path))
            for method in METHODS:
                raw = item.get(method) if isinstance(item, dict) else None
                if isinstance(raw, dict):
                    yield self._operation(path, method, item, raw, at)

    def _operation(
        self, path: str, method: str, item: dict[str, Any], raw: dict[str, Any], at: str
    ) -> Operation:
        where = pointer.join(at, method)
        parameters: dict[tuple[str, str], Parameter] = {}
        for owner, place in ((item, at), (raw, where)):
            for index, each in enumerate(owner.get("parameters") or ()):
                found, there = self.resolve(each, pointer.join(place, "parameters", index))
                if isinstance(found, dict):
                    parameter = Parameter(there, found)
                    parameters[parameter.place, parameter.name] = parameter
        body = None
        if "requestBody" in raw:
            found, there = self.resolve(raw["requestBody"], pointer.join(where, "requestBody"))
            body = Body(there, found if isinstance(found, dict) else {})
        answers = {}
        for status, each in (raw.get("responses") or {}).items():
            if not str(status).startswith("x-"):
                answers[str(status)] = self._answer(
                    str(status), each, pointer.join(where, "responses", status)
                )
        required = raw.get("security", self.document.get("security"))
        return Operation(
            key=str(raw.get("operationId") or f"{method.upper()} {path}"),
            method=method.upper(),
            path=path,
            where=where,
            raw=raw,
            parameters=tuple(parameters.values()),
            body=body,
            answers=answers,
            security=tuple(required) if isinstance(required, list) else (),
            schemes=self.schemes,
        )

    def _answer(self, status: str, raw: Any, where: str) -> Answer:
        found, there = self.resolve(raw, where)
        found = found if isinstance(found, dict) else {}
        headers = {}
        for name, each in (found.get("headers") or {}).items():
            header, at = self.resolve(each, pointer.join(there, "headers", name))
            headers[name] = Part(at, header if isinstance(header, dict) else {})
        return Answer(there, found, status, headers)


def _in_ascii(node: Any) -> Any:
    """The same with references that are URIs (RFC 3986), as validators want them; many a document
    writes a name as it is spoken."""
    if isinstance(node, list):
        found = [_in_ascii(each) for each in node]
        return found if any(a is not b for a, b in zip(found, node, strict=True)) else node
    if not isinstance(node, dict):
        return node
    changed = {}
    for key, value in node.items():
        if key == "$ref" and isinstance(value, str):
            other: Any = value if value.isascii() else quote(value, safe="#/%~!$&'()*+,;=:@?-._")
        else:
            other = _in_ascii(value)
        if other is not value:
            changed[key] = other
    return {**node, **changed} if changed else node


def _named(node: Any, where: str) -> Iterator[tuple[str, Any, str]]:
    """Each schema that has a name: a property's, or a parameter's."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _named(each, pointer.join(where, index))
    if not isinstance(node, dict):
        return
    if isinstance(node.get("name"), str) and "in" in node and "schema" in node:
        yield node["name"], node["schema"], pointer.join(where, "schema")
    properties = node.get("properties")
    for name, each in properties.items() if isinstance(properties, dict) else ():
        yield name, each, pointer.join(where, "properties", name)
    for key, each in node.items():
        yield from _named(each, pointer.join(where, key))
