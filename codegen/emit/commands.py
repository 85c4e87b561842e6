"""handlers/cli/commands.json: what the command line has to know of each operation, and no more.

One operation a line, so that a change of the contract reads well, and so little that reading all of
it takes a millisecond or two. `spolvero call` makes the same from anybody's document, for the one
operation that is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from codegen import pointer
from codegen.emit.command_names import command_names, path_name
from codegen.emit.command_values import Values
from codegen.model import Api, Body, Media, Operation, Parameter, Reply, Schema

EVENTS: Final = "text/event-stream"
MOST_COLUMNS: Final = 8
# RFC-wide headers that OpenAPI says are no parameters.
_NO_PARAMETERS: Final = frozenset({"accept", "content-type", "authorization"})
_STYLES: Final = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
# What people look for first in a list, before anything else that it tells.
_FIRST: Final = ("id", "name", "title", "state", "status", "kind", "type", "role")
_LAST: Final = ("created_at", "updated_at")


def commands(api: Api) -> str:
    """Write the table of our own contract."""
    catalogue = Catalogue(api)
    head = json.dumps(catalogue.head(), ensure_ascii=False)
    rows = ",\n".join(
        json.dumps(catalogue.command(operation), ensure_ascii=False)
        for operation in api.operations()
    )
    return f'{{"head": {head},\n"operations": [\n{rows}\n]}}\n'


class Catalogue:
    """The operations of one document, each described when it is asked for."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._values = Values(api)
        self._names = command_names(api.operations())
        self._operations = {each.id: each for each in api.operations() if each.id}

    def head(self) -> dict[str, Any]:
        """What all operations share: the title, where the servers are, what proves who asks."""
        document = self._api.document
        servers = document.get("servers")
        first = servers[0] if isinstance(servers, list) and servers else {}
        schemes = _map(_map(document, "components"), "securitySchemes")
        return {
            "title": self._api.title,
            "base": _base(first if isinstance(first, dict) else {}),
            "schemes": {
                name: {key: found[key] for key in ("type", "in", "name", "scheme") if key in found}
                for name, each in schemes.items()
                if isinstance(found := self._followed(each), dict)
            },
        }

    def call_names(self) -> Iterator[tuple[str, Operation]]:
        """Each operation and its name, which is its operationId if it has one."""
        taken: set[str] = set()
        for operation in self._api.operations():
            name = first = operation.id or path_name(operation)
            number = 2
            while name in taken:
                name = f"{first}-{number}"
                number += 1
            taken.add(name)
            yield name, operation

    def command(self, operation: Operation) -> dict[str, Any]:
        """All that the command line has to know of one operation."""
        noun, verb = self._names.get(operation.id, ("", ""))
        found: dict[str, Any] = {
            "id": operation.id or path_name(operation),
            "noun": noun,
            "verb": verb,
            "method": operation.method.upper(),
            "path": operation.path,
            "summary": operation.summary,
            "description": operation.description,
        }
        if operation.deprecated:
            found["deprecated"] = True
        found["parameters"] = [
            self._parameter(each)
            for each in operation.parameters
            if not (each.place == "header" and each.name.lower() in _NO_PARAMETERS)
        ]
        if operation.body is not None:
            found["body"] = self._body(operation.body)
        good = [reply for reply in operation.replies if reply.status.startswith("2")]
        good = good or [reply for reply in operation.replies if reply.status == "default"]
        found["replies"] = {each.status: [media.type for media in each.content] for each in good}
        found["security"] = [sorted(each) for each in operation.security]
        for name, more in (
            ("page", self._page(operation, good)),
            ("wait", self._wait(operation, good)),
        ):
            if more is not None:
                found[name] = more
        return found

    # What is sent

    def _parameter(self, parameter: Parameter) -> dict[str, Any]:
        raw = self._at(parameter.where)
        value = self._values.value(parameter.schema)
        found: dict[str, Any] = {"name": parameter.name, "in": parameter.place}
        if parameter.required:
            found["required"] = True
        if text := parameter.description or value.get("help", ""):
            found["help"] = text
        value.pop("help", None)
        if parameter.deprecated:
            found["deprecated"] = True
        style = raw.get("style", _STYLES[parameter.place])
        if style != _STYLES[parameter.place]:
            found["style"] = style
        explode = raw.get("explode", style == "form")
        if explode != (style == "form"):
            found["explode"] = explode
        if raw.get("allowReserved") is True:
            found["reserved"] = True
        if content := _map(raw, "content"):
            found["content"] = next(iter(content))
        found["value"] = value
        return found

    def _body(self, body: Body) -> dict[str, Any]:
        found: dict[str, Any] = {"required": True} if body.required else {}
        if body.description:
            found["help"] = body.description
        found["media"] = {media.type: self._media(media, body) for media in body.content}
        return found

    def _media(self, media: Media, body: Body) -> dict[str, Any]:
        found: dict[str, Any] = {}
        kind = media.type.partition(";")[0].strip()
        if media.schema is not None and (is_json(kind) or kind in FORMS):
            found["value"] = self._values.value(media.schema)
        if kind in FORMS:
            raw = _map(_map(self._at(body.where), "content"), media.type)
            if encoding := _map(raw, "encoding"):
                found["encoding"] = encoding
        return found

    # What comes back

    def _page(self, operation: Operation, good: list[Reply]) -> dict[str, Any] | None:
        """How a list is read: where its items are, what asks for the next page, what to show."""
        schema = _json_schema(good)
        if schema is None:
            return None
        if (item := self._values.item(schema)) is not None:
            return {"items": "", "columns": self._columns(item)}
        fields = self._values.record(schema)
        arrays = {
            name: item
            for name, each in fields.items()
            if (item := self._values.item(each)) is not None and self._values.record(item)
        }
        name = "items" if "items" in arrays else next(iter(arrays), None)
        # An object that happens to hold a list, such as an album with its labels, is no page of it.
        if name is None or not ("next_cursor" in fields or len(fields) == 1):
            return None
        found: dict[str, Any] = {"items": name, "columns": self._columns(arrays[name])}
        queries = {each.name: each for each in operation.parameters if each.place == "query"}
        if "next_cursor" in fields and "cursor" in queries:
            found["next"] = "next_cursor"
            found["cursor"] = "cursor"
        if "limit" in queries:
            most = self._values.keyword(queries["limit"].schema, "maximum")
            found["limit"] = "limit"
            if isinstance(most, int):
                found["most"] = most
        return found

    def _columns(self, item: Schema) -> list[str]:
        """What a table shows of each item, the most important first."""
        fields = self._values.record(item)
        plain = [name for name, each in fields.items() if self._is_plain(each)]
        first: list[str] = [name for name in _FIRST if name in plain]
        last = [name for name in _LAST if name in plain][:1]
        # Where an item has no id of its own, those of others say which one it is.
        dull = ("_url", "_by", "_id") if "id" in fields else ("_url", "_by")
        between = [
            name for name in plain if name not in (*_FIRST, *_LAST) and not name.endswith(dull)
        ]
        if fields.keys().isdisjoint(("id", "name")):
            held = [name for name, each in fields.items() if "id" in self._values.record(each)]
            first = [f"{name}.id" for name in held] + first
        if len(between) < 2:
            between += [name for name in fields if name not in plain and f"{name}.id" not in first]
        return [*first, *between[: max(0, MOST_COLUMNS - len(first) - len(last))], *last]

    def _is_plain(self, schema: Schema) -> bool:
        kind = self._values.value(schema, 2)["type"]
        return kind in ("string", "integer", "number", "boolean")

    def _wait(self, operation: Operation, good: list[Reply]) -> dict[str, Any] | None:
        """How to see what becomes of what was begun: the operations that the reply links to.

        The one to ask must tell a state whose schema says which values are final (`x-final`).
        """
        if operation.method == "get":
            return None
        found: dict[str, Any] = {}
        for reply in good:
            links = _map(self._at(reply.where), "links")
            for link in links.values():
                followed = self._followed(link)
                asked = self._operations.get(str(followed.get("operationId")))
                taken = _map(followed, "parameters")
                if asked is None or asked.method != "get" or not _is_filled(asked, taken):
                    continue
                there = [each for each in asked.replies if each.status.startswith("2")]
                if any(media.type == EVENTS for each in there for media in each.content):
                    found["events"] = {"id": asked.id, "parameters": taken}
                elif (outcome := self._outcome(there)) is not None and "get" not in found:
                    found |= {"get": {"id": asked.id, "parameters": taken}, **outcome}
        return found if "get" in found else None

    def _outcome(self, replies: list[Reply]) -> dict[str, Any] | None:
        schema = _json_schema(replies)
        if schema is None:
            return None
        for name, each in self._values.record(schema).items():
            final = self._values.keyword(each, "x-final")
            if isinstance(final, dict):
                progress = self._values.keyword(schema, "x-progress")
                more = {"progress": progress} if isinstance(progress, dict) else {}
                return {"state": name, "final": final, **more}
        return None

    # The document itself, for what the model does not keep

    def _at(self, where: str) -> Mapping[str, Any]:
        try:
            found = pointer.follow(self._api.document, where)
        except LookupError:
            return {}
        return found if isinstance(found, dict) else {}

    def _followed(self, raw: Any) -> Mapping[str, Any]:
        reference = raw.get("$ref") if isinstance(raw, dict) else None
        if isinstance(reference, str):
            return self._at(pointer.from_fragment(reference.removeprefix("#")))
        return raw if isinstance(raw, dict) else {}


FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


def is_json(media_type: str) -> bool:
    """Whether a body of this media type is JSON (RFC 6839, 3.1)."""
    return media_type == "application/json" or media_type.endswith("+json")


def _json_schema(replies: list[Reply]) -> Schema | None:
    for reply in replies:
        for media in reply.content:
            if media.schema is not None and is_json(media.type.partition(";")[0].strip()):
                return media.schema
    return None


def _is_filled(operation: Operation, taken: Mapping[str, Any]) -> bool:
    """Whether a link fills whatever the operation's path needs, from the reply's body."""
    needed = [each.name for each in operation.parameters if each.place == "path"]
    return all(str(taken.get(name, "")).startswith("$response.body#/") for name in needed)


def _base(server: Mapping[str, Any]) -> str:
    """The first server's URL with the defaults of its variables."""
    url = str(server.get("url", ""))
    for name, variable in _map(server, "variables").items():
        if isinstance(variable, dict):
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return url


def _map(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}
