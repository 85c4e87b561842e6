"""An answer held to what its operation declares of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn

from codegen import pointer
from codegen.spec import Answer, Operation, Part, Spec
from codegen.verify.direction import directed, is_hidden
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Finding
from codegen.verify.in_states import InStates
from codegen.verify.sending import is_json

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_SOMETHING: Final = re.compile(
    r"(image|audio|video|font|multipart)/(?!\*)|application/(pdf|zip|gzip|xml)$|[^/]+/.+\+xml$",
    re.IGNORECASE,
)
"""Media types of which nothing at all is no instance."""
# What HTTP itself answers, whatever the contract is about (RFC 9110, 15.5; RFC 6585).
_OF_HTTP: Final = frozenset({405, 406, 408, 411, 413, 414, 415, 417, 421, 426, 428, 429, 431})
_MOST: Final = 5
"""So many faults of one body are told; more of them are one fault."""


class Conformance:
    """Holds exchanges to one document."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._replies = directed(spec, "reply")
        self._in_states = InStates(spec)
        self._hides = "writeOnly" in json.dumps(spec.document)

    def faults(self, exchange: Exchange) -> list[Finding]:
        """Everything in which the answer is not as declared, the gravest first."""
        operation = self._spec.operations.get(exchange.request.operation)
        if operation is None:
            return []
        return [
            Finding(rule, operation.key, where, f"{_subject(exchange)}: {message}", [exchange])
            for rule, where, message in self._faults(operation, exchange)
        ]

    def _faults(self, operation: Operation, exchange: Exchange) -> Iterator[tuple[str, str, str]]:
        reply = exchange.reply
        status = reply.status
        if status == 0:
            yield "crash", operation.where, reply.body.decode("utf-8", "replace")
            return
        if status == 500 or (status >= 500 and str(status) not in operation.answers):
            yield "crash", operation.where, "the server failed; no request may make it fail"
            return
        answer = operation.answer(status)
        if answer is None:
            if not self._is_of_http(operation, exchange):
                declared = ", ".join(operation.answers) or "none"
                where = pointer.join(operation.where, "responses")
                yield "reply.status", where, f"{status} is not declared; declared: {declared}"
            return
        yield from self._headers(answer, reply.headers)
        yield from self._body(operation, answer, exchange)

    def _is_of_http(self, operation: Operation, exchange: Exchange) -> bool:
        status = exchange.reply.status
        if status in _OF_HTTP or (status == 304 and _has(exchange, "if-none-match")):
            return True
        if status == 412 and (_has(exchange, "if-match") or _has(exchange, "if-none-match")):
            return True
        if status == 400 and _is_no_message(exchange):
            return True
        identity = exchange.request.identity
        proves = identity.headers or identity.cookies or identity.query
        return status == 401 and bool(operation.security) and not proves

    def _headers(
        self, answer: Answer, headers: Mapping[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        for name, part in answer.headers.items():
            if name.lower() == "content-type":
                continue  # OpenAPI 3.1, 4.8.17: it is ignored here
            value = headers.get(name.lower())
            if value is None:
                if part.raw.get("required") is True:
                    yield "reply.header", part.where, f"the header {name} is missing"
            elif not self._header_fits(part, value):
                what = f"the header {name} does not fit its schema: {_short(value)}"
                yield "reply.header", part.schema_where, what

    def _header_fits(self, part: Part, value: str) -> bool:
        if part.schema is True or "schema" not in part.raw:
            return True
        validator = self._replies.validator(part.schema_where)
        return any(validator.is_valid(each) for each in readings(value))

    def _body(
        self, operation: Operation, answer: Answer, exchange: Exchange
    ) -> Iterator[tuple[str, str, str]]:
        reply = exchange.reply
        bare = reply.status in (204, 205, 304) or exchange.request.method == "HEAD"
        if bare or (reply.status < 300 and not answer.raw.get("content")):
            if reply.body and not bare:
                yield "reply.body", answer.where, "there is a body and none is declared"
            elif reply.body:
                yield "reply.body", answer.where, "there is a body where HTTP has none"
            elif reply.status == 204 and reply.headers.get("content-length", "0").strip("0"):
                # RFC 9110, 8.6: clients leave it unread, and take it for the next answer.
                yield "reply.body", answer.where, "204 comes with a Content-Length, so with a body"
            return
        content = answer.content
        if not content:
            return
        declared = reply.headers.get("content-type")
        where = pointer.join(answer.where, "content")
        if not reply.body:
            if all(is_something(name) for name in ([declared] if declared else content)):
                yield "reply.body", where, "there is no body and one is declared"
            return
        if declared is None:
            yield "reply.media_type", where, "the header Content-Type is missing"
            return
        name = matching(declared, content)
        if name is None:
            wanted = ", ".join(content)
            yield "reply.media_type", where, f"{_short(declared)} is not declared, {wanted} is"
            return
        if is_json(declared):
            faults = [*self._json(content[name], reply.body, declared, reply.status)]
            yield from faults or self._states(operation, answer, content[name], exchange)

    def _states(
        self, operation: Operation, answer: Answer, part: Part, exchange: Exchange
    ) -> Iterator[tuple[str, str, str]]:
        value = exchange.reply.json
        for where, message in self._in_states.faults(operation, answer, part, value, exchange):
            yield "reply.state", where, message

    def _json(
        self, part: Part, body: bytes, media_type: str, status: int
    ) -> Iterator[tuple[str, str, str]]:
        try:
            value = strict(body)
        except ValueError as fault:
            yield "reply.body", part.where, f"the body is no JSON: {fault}"
            return
        if "schema" in part.raw:
            yield from self._schema(part.schema_where, value)
        if "problem+json" in media_type and isinstance(value, dict):
            said = value.get("status", status)
            if said != status:  # RFC 9457, 3.1.2
                what = f"the problem says status {_short(said)} and the answer is {status}"
                yield "reply.problem", part.where, what

    def _schema(self, where: str, value: Any) -> Iterator[tuple[str, str, str]]:
        for found, place, message in violations(self._replies, where, value)[:_MOST]:
            yield "reply.schema", place, f"{found or 'the body'} does not fit: {message}"
        if self._hides:
            schema = {"$ref": f"#{where}"}
            for path, place in self._leaks(schema, where, value, "", frozenset()):
                yield "reply.schema", place, f"{path} is writeOnly, and the answer shows it"

    def _leaks(
        self, schema: Any, where: str, value: Any, path: str, seen: frozenset[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Properties in a reply that are for requests only: their pointers there and here."""
        if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
            target, there = self._spec.resolve({"$ref": schema["$ref"]}, where)
            if (there, path) not in seen:
                yield from self._leaks(target, there, value, path, seen | {(there, path)})
        if not isinstance(schema, dict):
            return
        for key in ("allOf", "anyOf", "oneOf"):
            for index, part in enumerate(schema.get(key) or ()):
                at = pointer.join(where, key, index)
                if key == "allOf" or self._replies.validator(at).is_valid(value):
                    yield from self._leaks(part, at, value, path, seen)
        if isinstance(value, dict):
            for name, part in (schema.get("properties") or {}).items():
                if name in value:
                    at, here = pointer.join(where, "properties", name), pointer.join(path, name)
                    if is_hidden(self._spec, part, at, "reply"):
                        yield here, at
                    else:
                        yield from self._leaks(part, at, value[name], here, seen)
        if isinstance(value, list) and isinstance(schema.get("items"), dict):
            for index, each in enumerate(value[:3]):
                here = pointer.join(path, index)
                at = pointer.join(where, "items")
                yield from self._leaks(schema["items"], at, each, here, seen)


def violations(spec: Spec, where: str, value: Any) -> list[tuple[str, str, str]]:
    """Where a value does not fit: the pointer in it, the one of the keyword, and why.

    One for each place in the value; what only follows from another one is left out.
    """
    validator = spec.validator(where)
    if validator.is_valid(value):
        return []
    best: dict[str, tuple[int, str, str]] = {}
    for error in validator.iter_errors(value):
        error = _innermost(error)
        place = locate(spec, where, [*error.evaluation_path][1:])
        keyword = place.rpartition("/")[2]
        at = pointer.join("", *error.instance_path)
        found = (_ORDER.get(keyword, 0), place, _short(error.message))
        if at not in best or found[0] < best[at][0]:
            best[at] = found
    causes = [each for each in best.items() if each[1][0] < 9] or [*best.items()]
    return [(at, place, message) for at, (_, place, message) in causes]


_ORDER: Final = {
    "required": 1,
    "additionalProperties": 2,
    "oneOf": 8,
    "anyOf": 8,
    "unevaluatedProperties": 9,
    "unevaluatedItems": 9,
}
"""Which of several complaints about one place says best what is wrong; the last follow from
others."""


def _innermost(error: ValidationError) -> ValidationError:
    """The complaint of the branch that was meant, where one of several clearly was."""
    for _ in range(6):
        branches = getattr(error.kind, "context", None)
        if not branches:
            break
        depth = len(error.instance_path)
        meant = [
            branch
            for branch in branches
            if branch and not any(_is_other_kind(each, depth) for each in branch)
        ]
        if len(meant) != 1:
            break
        error = min(meant[0], key=_rank)
    return error


def _rank(error: ValidationError) -> int:
    return _ORDER.get(str(error.evaluation_path[-1]), 0) if error.evaluation_path else 0


def _is_other_kind(error: ValidationError, depth: int) -> bool:
    """Whether this says that a value is of another branch: another type, another tag."""
    last = error.evaluation_path[-1] if error.evaluation_path else ""
    here = len(error.instance_path) - depth
    return (here == 0 and last == "type") or (here <= 1 and last in ("const", "enum"))


def locate(spec: Spec, where: str, path: list[str | int]) -> str:
    """Where a keyword stands that was reached through references."""
    for step in path:
        if step == "$ref":
            try:
                node = pointer.follow(spec.document, where)
            except LookupError:
                return where
            _, where = spec.resolve({"$ref": node["$ref"]}, where)
        else:
            where = pointer.join(where, step)
    return where


def readings(text: str) -> list[Any]:
    """The values that a text may stand for in a header: itself, a number, a list …"""
    found: list[Any] = [text]
    if text in ("true", "false"):
        found.append(text == "true")
    try:
        found.append(int(text))
    except ValueError:
        with suppress(ValueError):
            found.append(float(text))
    words = [each.strip() for each in text.split(",")]
    found.append(words)
    if all(each.lstrip("-").isdecimal() for each in words):
        found.append([int(each) for each in words])
    pairs = [each.partition("=") for each in words]
    if all(each[1] for each in pairs):
        found.append({name: value for name, _, value in pairs})
    return found


def matching(declared: str, content: Mapping[str, Part]) -> str | None:
    """The declared media type (or range) that a Content-Type falls under (RFC 9110, 8.3.1)."""
    essence = declared.partition(";")[0].strip().lower()
    kind = essence.partition("/")[0]
    for name in content:
        if name.partition(";")[0].strip().lower() == essence:
            return name
    for name in content:
        if name.partition(";")[0].strip().lower() in (f"{kind}/*", "*/*", "*"):
            return name
    return None


def strict(body: bytes) -> Any:
    """JSON as RFC 8259 has it: UTF-8, without NaN. Raises ValueError."""
    return json.loads(body.decode("utf-8"), parse_constant=_refuse)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _is_no_message(exchange: Exchange) -> bool:
    """Whether a body is not even what its Content-Type says, so that no operation came to see it:
    a form of several parts without a boundary or without a part, JSON that is no UTF-8."""
    headers = {name.lower(): value for name, value in exchange.request.headers.items()}
    kind, body = headers.get("content-type", "").lower(), exchange.request.body or b""
    if kind.startswith("multipart/"):
        return "boundary=" not in kind or b"content-disposition" not in body.lower()
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "json" in kind
    return False


def _has(exchange: Exchange, name: str) -> bool:
    return any(each.lower() == name for each in exchange.request.headers)


def is_something(media_type: str) -> bool:
    """Whether a body of this media type has at least one byte; a text may have none."""
    essence = media_type.partition(";")[0].strip()
    return is_json(essence) or _SOMETHING.match(essence) is not None


def _subject(exchange: Exchange) -> str:
    status = exchange.reply.status
    return f"the answer {status}" if status else "no answer"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 200 else f"{text[:100]} … {text[-90:]}"
