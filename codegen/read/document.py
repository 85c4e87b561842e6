"""A one-file document into the model: paths, operations and what they share.

A document that breaks the rules of OpenAPI here and there is read as far as it can be understood:
what is not what it should be is taken for absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar, cast

from codegen import pointer
from codegen.model import (
    Anything,
    Api,
    Body,
    Example,
    Header,
    Media,
    Operation,
    Parameter,
    ParameterPlace,
    PathItem,
    Place,
    Reply,
    Schema,
    text_of,
)
from codegen.read.shapes import ShapeReader

T = TypeVar("T")

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def read_document(document: Mapping[str, Any], is_scoped: bool = False) -> Api:
    """Understand a whole one-file document. `is_scoped`: schemas in it have an `$id` of their own,
    from which their references are counted."""
    return _Reader(document, is_scoped).api()


class _Reader:
    def __init__(self, document: Mapping[str, Any], is_scoped: bool) -> None:
        self._document = document
        self._components = _map(document, "components")
        self._schemas = _map(self._components, "schemas")
        self._shapes = ShapeReader(document, self._schemas, is_scoped)
        self._known: dict[tuple[object, str], Any] = {}
        self._secured = tuple(self._security(document.get("security")))

    def api(self) -> Api:
        info = _map(self._document, "info")
        at: Place = ("/components", "schemas")
        schemas = tuple(
            self._shapes.named(name, raw, (at, name)) for name, raw in self._schemas.items()
        )
        paths = self._path_items(self._document.get("paths"), "/paths")
        webhooks = self._path_items(self._document.get("webhooks"), "/webhooks")
        parameters = self._all("parameters", self._parameter)
        headers = self._all("headers", self._header)
        bodies = self._all("requestBodies", self._body)
        replies = self._all("responses", self._reply)
        path_items = self._path_items(self._components.get("pathItems"), "/components/pathItems")
        return Api(
            title=text_of(info, "title"),
            version=text_of(info, "version"),
            paths=paths,
            webhooks=webhooks,
            schemas=schemas,
            definitions=tuple(self._shapes.definitions()),
            parameters=parameters,
            headers=headers,
            bodies=bodies,
            replies=replies,
            path_items=path_items,
            diagnostics=self._shapes.diagnostics,
            document=self._document,
        )

    # References between parts of the document

    def _all(self, section: str, read: Callable[[Any, Place], T]) -> tuple[T, ...]:
        """Every component of a section, read through a reference so that it knows its own name."""
        return tuple(
            read({"$ref": f"#{pointer.join('/components', section, name)}"}, "")
            for name in _map(self._components, section)
        )

    def _shared(
        self, raw: Any, place: Place, read: Callable[[dict[str, Any], Place, str | None], T]
    ) -> T:
        """Read a part that may be a reference; what is referred to is read once."""
        reference = raw.get("$ref") if isinstance(raw, dict) else None
        if not isinstance(reference, str):
            return read(raw if isinstance(raw, dict) else {}, place, None)
        key = (read, reference)
        if len(raw) == 1 and key in self._known:
            return cast(T, self._known[key])
        found = read(*self._resolve(raw, place))
        if len(raw) == 1:
            self._known[key] = found
        return found

    def _resolve(self, raw: Any, place: Place) -> tuple[dict[str, Any], Place, str | None]:
        """The thing itself, where it stands, and the component's name if it is one."""
        shared: str | None = None
        for _ in range(32):  # a chain of references that is longer goes in a circle
            reference = raw.get("$ref") if isinstance(raw, dict) else None
            if not isinstance(reference, str):
                break
            where = pointer.from_fragment(reference.removeprefix("#"))
            steps = pointer.split(where)
            if len(steps) == 3 and steps[0] == "components":
                shared = shared or steps[2]
            about = {word: raw[word] for word in ("summary", "description") if word in raw}
            try:
                found = pointer.follow(self._document, where)
            except LookupError:
                self._shapes.widen(place, f"`{reference}` leads nowhere")
                break
            raw = found if isinstance(found, dict) else {}
            if about:
                raw = {**raw, **about}
            place = where
        return (raw if isinstance(raw, dict) else {}), place, shared

    # Paths and operations

    def _path_items(self, raw: Any, place: Place) -> tuple[PathItem, ...]:
        return tuple(
            self._path_item(path, item, (place, path))
            for path, item in (raw if isinstance(raw, dict) else {}).items()
            if not path.startswith("x-")
        )

    def _path_item(self, path: str, raw: Any, place: Place) -> PathItem:
        raw, place, _ = self._resolve(raw, place)
        parameters = self._parameters(raw, place)
        others = _map(raw, "additionalOperations")
        return PathItem(
            path=path,
            summary=text_of(raw, "summary"),
            description=text_of(raw, "description"),
            parameters=parameters,
            operations=tuple(
                self._operation(path, method, operation, parameters, at)
                for method, operation, at in (
                    *((method, raw[method], (place, method)) for method in raw),
                    *((each, others[each], (place, each)) for each in others),
                )
                if isinstance(operation, dict) and (method in METHODS or method in others)
            ),
            at=place,
        )

    def _operation(
        self,
        path: str,
        method: str,
        raw: dict[str, Any],
        inherited: tuple[Parameter, ...],
        place: Place,
    ) -> Operation:
        own = self._parameters(raw, place)
        parameters = own
        if inherited:
            taken = {(parameter.place, parameter.name) for parameter in own}
            kept = (each for each in inherited if (each.place, each.name) not in taken)
            parameters = (*kept, *own)
        body = raw.get("requestBody")
        replies: Place = (place, "responses")
        return Operation(
            id=text_of(raw, "operationId"),
            method=method,
            path=path,
            tags=tuple(tag for tag in _list(raw, "tags") if isinstance(tag, str)),
            summary=text_of(raw, "summary"),
            description=text_of(raw, "description"),
            deprecated=raw.get("deprecated") is True,
            security=tuple(self._security(raw["security"])) if "security" in raw else self._secured,
            parameters=parameters,
            body=None if body is None else self._body(body, (place, "requestBody")),
            replies=tuple(
                self._reply(reply, (replies, status), status)
                for status, reply in _map(raw, "responses").items()
                if not status.startswith("x-")
            ),
            at=place,
        )

    def _security(self, found: Any) -> Iterator[Mapping[str, tuple[str, ...]]]:
        for requirement in found if isinstance(found, list) else ():
            if isinstance(requirement, dict):
                yield {
                    scheme: tuple(roles) if isinstance(roles, list) else ()
                    for scheme, roles in requirement.items()
                }

    # What requests and replies are made of

    def _parameters(self, raw: dict[str, Any], place: Place) -> tuple[Parameter, ...]:
        found = raw.get("parameters")
        if not isinstance(found, list):
            return ()
        at: Place = (place, "parameters")
        return tuple(self._parameter(each, (at, index)) for index, each in enumerate(found))

    def _parameter(self, raw: Any, place: Place) -> Parameter:
        return self._shared(raw, place, self._read_parameter)

    def _read_parameter(self, raw: dict[str, Any], place: Place, shared: str | None) -> Parameter:
        carrier = raw.get("in")
        if carrier not in ("path", "query", "header", "cookie"):
            if carrier != "querystring":
                self._shapes.widen(
                    place, f"a parameter cannot be in {carrier!r}; it is read as in the query"
                )
            carrier = "query"
        return Parameter(
            name=text_of(raw, "name"),
            place=cast(ParameterPlace, carrier),
            required=raw.get("required") is True or carrier == "path",
            schema=self._carried(raw, place),
            description=text_of(raw, "description"),
            deprecated=raw.get("deprecated") is True,
            examples=tuple(each.value for each in self._examples(raw, place)),
            at=place,
            shared=shared,
        )

    def _header(self, raw: Any, place: Place, name: str = "") -> Header:
        found = self._shared(raw, place, self._read_header)
        if not name:
            return found
        return Header(
            name,
            found.description,
            found.required,
            found.deprecated,
            found.schema,
            found.examples,
            found.at,
            found.shared,
        )

    def _read_header(self, raw: dict[str, Any], place: Place, shared: str | None) -> Header:
        return Header(
            name=shared or "",
            description=text_of(raw, "description"),
            required=raw.get("required") is True,
            deprecated=raw.get("deprecated") is True,
            schema=self._carried(raw, place),
            examples=tuple(each.value for each in self._examples(raw, place)),
            at=place,
            shared=shared,
        )

    def _carried(self, raw: dict[str, Any], place: Place) -> Schema:
        """The schema of a parameter or header, which may stand under a media type."""
        if "schema" in raw:
            return self._shapes.schema(raw["schema"], (place, "schema"))
        for media in self._content(raw, place):
            if media.schema is not None:
                return media.schema
        return Schema(Anything(), {}, place)

    def _body(self, raw: Any, place: Place) -> Body:
        return self._shared(raw, place, self._read_body)

    def _read_body(self, raw: dict[str, Any], place: Place, shared: str | None) -> Body:
        return Body(
            description=text_of(raw, "description"),
            required=raw.get("required") is True,
            content=self._content(raw, place),
            at=place,
            shared=shared,
        )

    def _reply(self, raw: Any, place: Place, status: str = "") -> Reply:
        found = self._shared(raw, place, self._read_reply)
        if not status:
            return found
        return Reply(
            status, found.description, found.headers, found.content, found.at, found.shared
        )

    def _read_reply(self, raw: dict[str, Any], place: Place, shared: str | None) -> Reply:
        headers: Place = (place, "headers")
        return Reply(
            status="",
            description=text_of(raw, "description"),
            headers=tuple(
                self._header(header, (headers, name), name)
                for name, header in _map(raw, "headers").items()
            ),
            content=self._content(raw, place),
            at=place,
            shared=shared,
        )

    def _content(self, raw: dict[str, Any], place: Place) -> tuple[Media, ...]:
        found = []
        content: Place = (place, "content")
        for name, entry in _map(raw, "content").items():
            media, at, _ = self._resolve(entry, (content, name))
            schema = None
            if "schema" in media:
                schema = self._shapes.schema(media["schema"], (at, "schema"))
            found.append(Media(name, schema, self._examples(media, at)))
        return tuple(found)

    def _examples(self, raw: dict[str, Any], place: Place) -> tuple[Example, ...]:
        if "example" in raw:
            return (Example("", "", raw["example"], (place, "example")),)
        if "examples" not in raw:
            return ()
        found = []
        examples: Place = (place, "examples")
        for name, entry in _map(raw, "examples").items():
            example, at, _ = self._resolve(entry, (examples, name))
            if "value" in example:
                summary = text_of(example, "summary")
                found.append(Example(name, summary, example["value"], (at, "value")))
        return tuple(found)


def _map(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The map that stands there; an empty one when something else does."""
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _list(raw: Mapping[str, Any], key: str) -> list[Any]:
    found = raw.get(key)
    return found if isinstance(found, list) else []
