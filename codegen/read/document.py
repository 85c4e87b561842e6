"""The bundle into the model: paths, operations and what they share."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from codegen.model import (
    Anything,
    Api,
    Body,
    Diagnostic,
    Example,
    Header,
    Media,
    Named,
    Operation,
    Parameter,
    ParameterPlace,
    PathItem,
    Reply,
    Schema,
)
from codegen.read import pointer
from codegen.read.bundle import METHODS
from codegen.read.shapes import ShapeReader

T = TypeVar("T")


def read_document(document: Mapping[str, Any]) -> Api:
    """Understand a whole one-file document."""
    return _Reader(document).api()


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._components: dict[str, Any] = document.get("components", {})
        self._shapes = ShapeReader(name for name, _ in _entries(self._components, "schemas"))

    def api(self) -> Api:
        info = self._document.get("info", {})
        schemas = tuple(
            Named(name, self._shapes.schema(raw, pointer.join("/components/schemas", name)))
            for name, raw in _entries(self._components, "schemas")
        )
        return Api(
            title=info.get("title", ""),
            version=info.get("version", ""),
            paths=self._path_items(self._document.get("paths"), "/paths"),
            webhooks=self._path_items(self._document.get("webhooks"), "/webhooks"),
            schemas=schemas,
            parameters=self._all("parameters", lambda raw, at: self._parameter(raw, at)),
            headers=self._all("headers", lambda raw, at: self._header("", raw, at)),
            bodies=self._all("requestBodies", self._body),
            replies=self._all("responses", lambda raw, at: self._reply("", raw, at)),
            path_items=self._path_items(self._components.get("pathItems"), "/components/pathItems"),
            diagnostics=tuple(self._shapes.diagnostics),
            document=self._document,
        )

    def _all(self, section: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        """Every component of a section, read through a reference so that it knows its own name."""
        return tuple(
            read({"$ref": f"#{pointer.join('/components', section, name)}"}, "")
            for name, _ in _entries(self._components, section)
        )

    def _resolve(self, raw: Any, where: str) -> tuple[dict[str, Any], str, str | None]:
        """The thing itself, where it stands, and the component's name if it is one."""
        shared: str | None = None
        for _ in range(32):  # a chain of references that is longer goes in a circle
            reference = raw.get("$ref") if isinstance(raw, dict) else None
            if not isinstance(reference, str):
                break
            where = reference.removeprefix("#")
            steps = pointer.parts(where)
            if len(steps) == 3 and steps[0] == "components":
                shared = shared or steps[2]
            raw = {**pointer.follow(self._document, where), **_without_ref(raw)}
        return (raw if isinstance(raw, dict) else {}), where, shared

    def _path_items(self, raw: Any, where: str) -> tuple[PathItem, ...]:
        return tuple(
            self._path_item(path, item, pointer.join(where, path))
            for path, item in (raw if isinstance(raw, dict) else {}).items()
            if not path.startswith("x-")
        )

    def _path_item(self, path: str, raw: Any, where: str) -> PathItem:
        raw, where, _ = self._resolve(raw, where)
        parameters = self._parameters(raw, where)
        return PathItem(
            path=path,
            summary=raw.get("summary", ""),
            description=raw.get("description", ""),
            parameters=parameters,
            operations=tuple(
                self._operation(path, method, raw[method], parameters, pointer.join(where, method))
                for method in raw
                if method in METHODS and isinstance(raw[method], dict)
            ),
            where=where,
        )

    def _operation(
        self,
        path: str,
        method: str,
        raw: dict[str, Any],
        inherited: tuple[Parameter, ...],
        where: str,
    ) -> Operation:
        own = self._parameters(raw, where)
        taken = {(parameter.place, parameter.name) for parameter in own}
        kept = tuple(each for each in inherited if (each.place, each.name) not in taken)
        security = raw.get("security", self._document.get("security", ()))
        body = raw.get("requestBody")
        return Operation(
            id=raw.get("operationId", ""),
            method=method,
            path=path,
            tags=tuple(raw.get("tags", ())),
            summary=raw.get("summary", ""),
            description=raw.get("description", ""),
            deprecated=raw.get("deprecated") is True,
            security=tuple(
                {scheme: tuple(roles) for scheme, roles in requirement.items()}
                for requirement in security
            ),
            parameters=(*kept, *own),
            body=None if body is None else self._body(body, pointer.join(where, "requestBody")),
            replies=tuple(
                self._reply(status, reply, pointer.join(where, "responses", status))
                for status, reply in _entries(raw, "responses")
            ),
            where=where,
        )

    def _parameters(self, raw: dict[str, Any], where: str) -> tuple[Parameter, ...]:
        return tuple(
            self._parameter(each, pointer.join(where, "parameters", index))
            for index, each in enumerate(raw.get("parameters", ()))
        )

    def _parameter(self, raw: Any, where: str) -> Parameter:
        raw, where, shared = self._resolve(raw, where)
        place = raw.get("in")
        if place not in ("path", "query", "header", "cookie"):
            self._shapes.diagnostics.append(
                Diagnostic(where, f"a parameter cannot be in {place!r}; it is read as in the query")
            )
            place = "query"
        return Parameter(
            name=raw.get("name", ""),
            place=cast(ParameterPlace, place),
            required=raw.get("required") is True or place == "path",
            schema=self._carried(raw, where),
            description=raw.get("description", ""),
            deprecated=raw.get("deprecated") is True,
            examples=tuple(each.value for each in self._examples(raw, where)),
            where=where,
            shared=shared,
        )

    def _header(self, name: str, raw: Any, where: str) -> Header:
        raw, where, shared = self._resolve(raw, where)
        return Header(
            name=name or shared or "",
            description=raw.get("description", ""),
            required=raw.get("required") is True,
            deprecated=raw.get("deprecated") is True,
            schema=self._carried(raw, where),
            examples=tuple(each.value for each in self._examples(raw, where)),
            where=where,
            shared=shared,
        )

    def _carried(self, raw: dict[str, Any], where: str) -> Schema:
        """The schema of a parameter or header, which may stand under a media type."""
        if "schema" in raw:
            return self._shapes.schema(raw["schema"], pointer.join(where, "schema"))
        for media in self._content(raw, where):
            if media.schema is not None:
                return media.schema
        return Schema(Anything(), where)

    def _body(self, raw: Any, where: str) -> Body:
        raw, where, shared = self._resolve(raw, where)
        return Body(
            description=raw.get("description", ""),
            required=raw.get("required") is True,
            content=self._content(raw, where),
            where=where,
            shared=shared,
        )

    def _reply(self, status: str, raw: Any, where: str) -> Reply:
        raw, where, shared = self._resolve(raw, where)
        return Reply(
            status=status,
            description=raw.get("description", ""),
            headers=tuple(
                self._header(name, header, pointer.join(where, "headers", name))
                for name, header in _entries(raw, "headers")
            ),
            content=self._content(raw, where),
            where=where,
            shared=shared,
        )

    def _content(self, raw: dict[str, Any], where: str) -> tuple[Media, ...]:
        found = []
        for name, entry in _entries(raw, "content"):
            media, at, _ = self._resolve(entry, pointer.join(where, "content", name))
            schema = None
            if "schema" in media:
                schema = self._shapes.schema(media["schema"], pointer.join(at, "schema"))
            found.append(Media(name, schema, self._examples(media, at)))
        return tuple(found)

    def _examples(self, raw: dict[str, Any], where: str) -> tuple[Example, ...]:
        if "example" in raw:
            return (Example("", "", raw["example"], pointer.join(where, "example")),)
        found = []
        for name, entry in _entries(raw, "examples"):
            example, at, _ = self._resolve(entry, pointer.join(where, "examples", name))
            if "value" in example:
                found.append(
                    Example(
                        name,
                        example.get("summary", ""),
                        example["value"],
                        pointer.join(at, "value"),
                    )
                )
        return tuple(found)


def _without_ref(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key in ("summary", "description")}


def _entries(raw: dict[str, Any], key: str) -> list[tuple[str, Any]]:
    """The entries of a map; none when something else stands there."""
    found = raw.get(key)
    return list(found.items()) if isinstance(found, dict) else []
