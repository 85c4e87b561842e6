"""What each foreign API needs of HTTP: parse, check as the contract says, answer; or lie.

It shares no code with `codegen/` and `handlers/`: whoever checks whom must not have one head.
"""

from __future__ import annotations

import copy
import math
import re
import threading
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.foreign.drift import GONE, Drift

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


@dataclass
class Asked:
    """A request that was found in order."""

    who: str
    """Whose credentials it carried; empty if none were needed."""
    path: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    body: Any = None
    method: str = "GET"


@dataclass
class Answer:
    """What is sent back."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media: str = JSON


class Refused(Exception):
    """The request cannot be carried out."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, dict(headers or {})


Handler = Callable[[Asked], Answer]


class Api:
    """A server of one document, with or without a drift. Its state ends with it."""

    document: Mapping[str, Any]
    prefix = ""
    ignores_accept = True
    invalid = 400
    """How a value that does not fit its schema is refused."""
    strange_media = 415
    """How a body of another media type is."""

    def __init__(self, drift: Drift | None = None) -> None:
        self.drift = drift
        self.lock = threading.RLock()
        self.seconds = 0
        self.numbers = 0
        self.document = plain(self.document)

    def lies(self, name: str) -> bool:
        """Whether this drift is on."""
        return self.drift is not None and self.drift.name == name

    def number(self) -> int:
        """Give a number that was never given before."""
        self.numbers += 1
        return self.numbers

    def now(self) -> datetime:
        """Give a time later than every one before, the same in each run."""
        self.seconds += 1
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    @abstractmethod
    def handlers(self) -> Mapping[str, Handler]:
        """Name what carries out each operation, by its key."""

    @abstractmethod
    def refusal(self, status: int, why: str) -> Answer:
        """Say an error as this API does."""

    def refuse(self, key: str, error: Refused) -> Answer:
        """Answer a request that is not carried out."""
        answer = self.refusal(error.status, error.why)
        answer.headers |= error.headers
        return answer

    @abstractmethod
    def identify(self, headers: Mapping[str, str]) -> str | None:
        """Give whose credentials these are; None if nobody's."""

    def application(self) -> Starlette:
        """Give the ASGI application."""
        handlers = self.handlers()
        routes, known = [], set()
        for path, item in self.document["paths"].items():
            doors = {}
            for method in METHODS:
                if method in item:
                    operation = item[method]
                    key = operation.get("operationId") or f"{method.upper()} {path}"
                    known.add(key)
                    shared = [*item.get("parameters", ()), *operation.get("parameters", ())]
                    doors[method.upper()] = Door(
                        self, key, operation, {p["name"]: p for p in shared}, handlers[key]
                    )
            routes.append(
                Route(
                    self.prefix + path,
                    _endpoint(self, doors),
                    methods=[*(m.upper() for m in METHODS)],
                )
            )
        assert known == handlers.keys(), known ^ handlers.keys()

        async def not_found(_: Request, error: Exception) -> Response:
            status = error.status_code if isinstance(error, HTTPException) else 500
            return _response(self.refusal(status, "There is nothing here."))

        application = Starlette(routes=routes, exception_handlers={HTTPException: not_found})
        application.router.redirect_slashes = False
        return application


class Door:
    """One operation, as the server sees it."""

    def __init__(
        self,
        api: Api,
        key: str,
        operation: Mapping[str, Any],
        parameters: Mapping[str, Any],
        handler: Handler,
    ) -> None:
        self.api, self.key, self.handler = api, key, handler
        self.drift = api.drift if api.drift and key in api.drift.at else None
        self.public = not operation.get("security", api.document.get("security", []))
        content = operation.get("requestBody", {}).get("content", {})
        self.media = {
            media: Checker(
                _patched(value["schema"], self.drift.body if self.drift else {}), api.invalid
            )
            for media, value in content.items()
        }
        self.body_required = operation.get("requestBody", {}).get("required", False)
        whole = {
            name: {**parameter, **parameter["schema"]} for name, parameter in parameters.items()
        }
        whole = _patched(whole, self.drift.parameter if self.drift else {})
        self.parameters = {
            name: (
                parameter,
                Checker({k: v for k, v in parameter.items() if k != "required"}, api.invalid),
            )
            for name, parameter in whole.items()
        }
        good = [v for k, v in operation["responses"].items() if k.startswith("2")]
        self.refuses = operation["responses"]
        self.gives = {media for reply in good for media in reply.get("content", ())}

    def lies(self, name: str) -> bool:
        return self.drift is not None and self.drift.name.endswith(name)

    async def __call__(self, request: Request) -> Answer:
        """Check the request, carry it out, answer."""
        raw = await request.body()
        with self.api.lock:
            answer = self._answer(request, raw)
        if self.drift and self.drift.reply and answer.status < 300:
            answer.body = copy.deepcopy(answer.body)
            self.drift.reply(answer)
        return answer

    def _answer(self, request: Request, raw: bytes) -> Answer:
        headers = {name.lower(): value for name, value in request.headers.items()}
        who = ""
        if not self.public and not self.lies("lets-anybody-in"):
            found = self.api.identify(headers)
            given = any(name in headers for name in ("authorization", "x-api-key"))
            if found is None and given and self.lies("lets-wrong-credentials-in"):
                found = "somebody"
            if found is None:
                raise Refused(401, "Who are you?", {"WWW-Authenticate": "Bearer"})
            who = found
        if not self.api.ignores_accept and self.gives and "406" in self.refuses:
            accept = headers.get("accept", "*/*")
            if self.lies("accepts-nothing") and accept != "*/*":
                raise Refused(406, "There is nothing that you would accept.")
            if not any(accepts(accept, media) for media in self.gives):
                raise Refused(406, "There is nothing that you would accept.")
        query = self._query(request)
        for name, (parameter, checker) in self.parameters.items():
            if parameter["in"] == "header":
                value = headers.get(name.lower())
                if value is None and parameter.get("required"):
                    raise Refused(self.api.invalid, f"{name} is missing.")
                if value is not None:
                    checker.check(value, name)
        return self.handler(
            Asked(
                who,
                dict(request.path_params),
                query,
                headers,
                self._body(headers, raw),
                request.method,
            )
        )

    def _query(self, request: Request) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, (parameter, checker) in self.parameters.items():
            if parameter["in"] != "query":
                continue
            texts = request.query_params.getlist(name)
            if not texts:
                if parameter.get("required"):
                    raise Refused(self.api.invalid, f"{name} is missing.")
                if "default" in parameter:
                    found[name] = parameter["default"]
                continue
            if parameter["type"] == "array":
                value: Any = [_typed(text, parameter["items"]["type"]) for text in texts]
            else:
                value = _typed(texts[-1], parameter["type"])
            checker.check(value, name)
            found[name] = value
        return found

    def _body(self, headers: Mapping[str, str], raw: bytes) -> Any:
        if not self.media:
            return None
        given = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not raw and not self.body_required:
            return None
        if self.lies("text-body-taken") and given.startswith("text/"):
            given = next(iter(self.media))
        checker = self.media.get(given)
        if checker is None:
            if not self.lies("takes-any-media-type"):
                raise Refused(self.api.strange_media, "This media type is not taken.")
            checker = next(iter(self.media.values()))
        if given.startswith("text/"):
            try:
                value: Any = raw.decode()
            except UnicodeDecodeError:
                raise Refused(400, "This is not UTF-8.") from None
        else:
            try:
                value = orjson.loads(raw)
            except orjson.JSONDecodeError:
                raise Refused(400, "This is not JSON.") from None
        checker.check(value, "The body")
        return value


class Checker:
    """A schema, ready to judge."""

    def __init__(self, schema: Any, refused: int = 400) -> None:
        self.refused = refused
        self.validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    def check(self, value: Any, name: str) -> None:
        """Refuse a value that does not fit."""
        error = next(self.validator.iter_errors(value), None)
        if error is not None:
            raise Refused(self.refused, f"{name}: {error.message[:200]}")


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """Write each `$ref` of a document out, and OpenAPI 3.0's schemas as JSON Schema."""
    old = document["openapi"].startswith("3.0")

    def out(node: Any) -> Any:
        if isinstance(node, list):
            return [out(each) for each in node]
        if not isinstance(node, Mapping):
            return node
        if isinstance(node.get("$ref"), str):
            target: Any = document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            return out(target)
        found = {name: out(value) for name, value in node.items()}
        if old and found.pop("nullable", False) is True:
            found["type"] = [found["type"], "null"]
            if "enum" in found:
                found["enum"] = [*found["enum"], None]
        if old and found.get("exclusiveMinimum") is True:
            found["exclusiveMinimum"] = found.pop("minimum")
        return found

    return out(document)


def accepts(header: str, media: str) -> bool:
    """Whether an Accept header lets this media type through (RFC 9110, section 12.5.1)."""
    for part in header.split(","):
        name, *rest = (word.strip().lower() for word in part.split(";"))
        if any(word.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for word in rest):
            continue
        if name in ("*/*", media, media.partition("/")[0] + "/*"):
            return True
    return False


def _patched(schema: Any, patches: Mapping[str, Any]) -> Any:
    schema = copy.deepcopy(schema)
    for pointer, value in patches.items():
        *path, last = pointer.strip("/").split("/")
        node = schema
        for part in path:
            if isinstance(node, list):
                node = node[int(part)]
            elif part in node:
                node = node[part]
            else:  # a patch of a parameter that another operation has
                break
        else:
            if value is GONE:
                node.pop(last, None)
            else:
                node[last] = value
    return schema


def _typed(text: str, kind: Any) -> Any:
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind in ("integer", "number") and NUMBER.fullmatch(text):
        number = float(text)
        return orjson.loads(text) if math.isfinite(number) else text
    return text


def _endpoint(api: Api, doors: Mapping[str, Door]) -> Any:
    async def endpoint(request: Request) -> Response:
        method = request.method
        door = doors.get("GET" if method == "HEAD" and "HEAD" not in doors else method)
        there = {"HEAD", *doors} if "GET" in doors else set(doors)
        allow = ", ".join(sorted(there))
        keys = {each.key for each in doors.values()}
        drift = api.drift if api.drift and keys & {*api.drift.at} else None
        name = drift.name if drift else ""
        if method == "HEAD" and name.endswith("head-refused"):
            door = None
        if door is None and name.endswith("takes-undeclared-method"):
            return _response(Answer(200, {}))
        if door is None:
            status = 404 if name.endswith("undeclared-method-404") else 405
            answer = api.refusal(status, "Not this way.")
            if not name.endswith("allow-missing") and status == 405:
                answer.headers["Allow"] = "DELETE" if name.endswith("allow-wrong") else allow
        else:
            try:
                answer = await door(request)
            except Refused as error:
                answer = api.refuse(door.key, error)
        return _response(answer)

    return endpoint


def _response(answer: Answer) -> Response:
    body = answer.body
    if body is not None and answer.media.endswith("json"):
        body = orjson.dumps(body)
    elif isinstance(body, str):
        body = body.encode()
    response = Response(body, answer.status, answer.headers)
    if body is not None:
        response.headers["Content-Type"] = answer.media
    return response


def path_of(location: str) -> str:
    """Give the path of a URL, which may be one already."""
    return urlsplit(location).path
