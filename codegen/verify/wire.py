"""Whether a request fits the contract, as it went over the wire.

A generator knows which values it meant to be wrong; what a server gets is text. A `5` that was
meant as a string is a number in a query, an unknown parameter harms nobody, a list of one is a
word. So a request is read here as a server reads it, in each way that a server may. It is sound
where every reading fits, wrong where none does, and whatever lies between is nobody's fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import unquote, unquote_plus, urlsplit

from codegen import pointer
from codegen.spec import Operation, Parameter, Part, Spec
from codegen.verify.conformance import matching, strict, violations
from codegen.verify.direction import directed
from codegen.verify.exchange import Request
from codegen.verify.sending import is_json

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: Final = {
    **dict.fromkeys(("true", "1", "yes", "on", "t", "y"), True),
    **dict.fromkeys(("false", "0", "no", "off", "f", "n"), False),
}
_NONE: Final = ("", "null", "none", "nil", "undefined")
_LARGE: Final = 2**53
"""Beyond this, two readers of JSON may not see the same number (RFC 8259, 6)."""
_OF_HTTP: Final = {"accept", "content-type", "authorization"}


@dataclass(frozen=True)
class Fault:
    """Something in a request that no reading makes right: the keyword's pointer, and a sentence."""

    where: str
    message: str


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a request. `unclear` are reasons why a server may say yes or no."""

    faults: tuple[Fault, ...]
    unclear: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the contract lets nobody refuse its shape."""
        return not self.faults and not self.unclear


@dataclass(frozen=True)
class Parts:
    """What a request says, by name: texts as they were sent, the body as JSON."""

    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]


class Wire:
    """Reads requests to one API."""

    def __init__(self, spec: Spec, base: str) -> None:
        """`base` is where the API is, without a slash at its end."""
        self._spec = spec
        self._requests = directed(spec, "request")
        self._base = urlsplit(base).path.rstrip("/")
        templates = sorted(spec.operations.values(), key=lambda each: each.path.count("{"))
        self._templates = [(_template(each.path), each) for each in templates]

    def operation(self, method: str, url: str) -> Operation | None:
        """What a request is for; None for a method or a path that nothing is declared for."""
        path = urlsplit(url).path
        if not path.startswith(self._base):
            return None
        path = path[len(self._base) :]
        for template, operation in self._templates:
            if template.fullmatch(path):
                same = [each for each in self._templates if each[1].path == operation.path]
                return next((each for _, each in same if each.method == method), None)
        return None

    def parts(self, operation: Operation, request: Request) -> Parts:
        """What stands where in a request."""
        split = urlsplit(request.url)
        found = _template(operation.path).fullmatch(split.path[len(self._base) :])
        names = re.findall(r"\{([^}]*)\}", operation.path)
        texts = found.groups() if found else ()
        query: dict[str, list[str]] = {}
        for pair in split.query.split("&") if split.query else ():
            name, _, value = pair.partition("=")
            query.setdefault(unquote_plus(name), []).append(unquote_plus(value))
        for name in request.identity.query:
            query.pop(name, None)
        return Parts(
            {name: unquote(text) for name, text in zip(names, texts, strict=False)},
            query,
            {name.lower(): value for name, value in request.headers.items()},
        )

    def verdict(self, operation: Operation, request: Request) -> Verdict:
        """Whether a request fits what an operation declares."""
        faults: list[Fault] = []
        unclear: list[str] = []
        parts = self.parts(operation, request)
        for parameter in operation.parameters:
            for each in self._parameter(parameter, parts):
                (faults if isinstance(each, Fault) else unclear).append(each)  # type: ignore[arg-type]
        known = {each.name for each in operation.parameters if each.place == "query"}
        for name in parts.query.keys() - known:
            unclear.append(f"the parameter {name} is not declared")
        for each in self._body(operation, request, parts):
            (faults if isinstance(each, Fault) else unclear).append(each)  # type: ignore[arg-type]
        return Verdict(tuple(faults), tuple(unclear))

    def _parameter(self, parameter: Parameter, parts: Parts) -> Iterator[Fault | str]:
        name, where = parameter.name, parameter.schema_where
        if parameter.place == "cookie":
            if "cookie" in parts.headers or parameter.required:
                yield f"the cookie {name} is not looked at"
            return
        if parameter.place == "header" and name.lower() in _OF_HTTP:
            return  # OpenAPI 3.1, 4.8.12.1: these are no parameters
        if parameter.place == "query":
            texts = parts.query.get(name, [])
            if parameter.style == "deepObject" or "object" in self._types(parameter):
                if texts or any(each.startswith(f"{name}[") for each in parts.query):
                    yield f"the object {name} is not looked at"
                elif parameter.required:
                    yield f"the object {name} may be written in many ways"
                return
        elif parameter.place == "path":
            texts = [parts.path[name]] if name in parts.path else []
        else:
            texts = [parts.headers[name.lower()]] if name.lower() in parts.headers else []
        if not texts:
            if parameter.required and parameter.place != "path":
                where = pointer.join(parameter.where, "required")
                yield Fault(where, f"the {parameter.place} parameter {name} is missing")
            return
        if "content" in parameter.raw:
            yield f"the {name} of a media type is not looked at"
        elif parameter.place == "header" and not _is_plain(texts[0]):
            yield f"the header {name} may be read in many ways"
        elif parameter.style not in ("form", "simple"):
            yield f"the style of {name} is not looked at"
        elif parameter.place == "path" and texts[0] in ("", ".", ".."):
            yield f"the path may lead elsewhere without {name}"
        elif any("\ufffd" in each for each in texts):
            yield f"{name} is no UTF-8"
        elif "array" in self._types(parameter):
            yield from self._list(parameter, where, texts)
        elif len(texts) > 1:
            yield f"{name} is given twice"
        else:
            yield from self._text(name, where, texts[0])

    def _types(self, part: Part) -> set[str]:
        return types(self._spec, part.schema, part.schema_where)

    def _text(self, name: str, where: str, text: str) -> Iterator[Fault | str]:
        validator = self._requests.validator(where)
        exact = [text, *_exact(text)]
        if any(validator.is_valid(each) for each in exact):
            large = [each for each in exact[1:] if abs(each) > _LARGE]
            if text == "" or text != text.strip() or large:
                yield f"{name} may be read in another way"
            return
        wanted = types(self._spec, {"$ref": f"#{where}"}, "")
        is_none = text.strip().lower() in _NONE and (not text.strip() or "string" not in wanted)
        if is_none or any(validator.is_valid(each) for each in _loose(text)):
            yield f"{name} may be read in another way, or as none at all"
            return
        number = [each for each in exact[1:] if not isinstance(each, bool)]
        value = number[0] if number and wanted & {"number", "integer"} else text
        yield from self._faults(where, value, f"{name} is {_short(text)}")

    def _list(self, parameter: Parameter, where: str, texts: list[str]) -> Iterator[Fault | str]:
        name = parameter.name
        if not parameter.explode or parameter.place != "query":
            if len(texts) > 1:
                yield f"{name} is given twice"
                return
            texts = texts[0].split(",")
        elif len(texts) == 1 and "," in texts[0]:
            yield f"{name} may be one or several"
            return
        validator = self._requests.validator(where)
        numbers = [(_exact(each) or [each])[0] for each in texts]
        if validator.is_valid(texts) or validator.is_valid(numbers):
            if "" in texts:
                yield f"{name} may be read in another way"
            return
        loose = [[each for each in texts if each], [(_loose(each) or [each])[0] for each in texts]]
        if any(validator.is_valid(each) for each in (*loose, texts[0])):
            yield f"{name} may be read in another way"
            return
        best = min((texts, numbers), key=lambda each: len(violations(self._requests, where, each)))
        yield from self._faults(where, best, f"{name} is {_short(','.join(texts))}")

    def _body(self, operation: Operation, request: Request, parts: Parts) -> Iterator[Fault | str]:
        declared = operation.body
        if declared is None:
            if request.body:
                yield "a body is sent where none is declared"
            return
        if not request.body:
            if declared.required and request.body is None:
                where = pointer.join(declared.where, "required")
                yield Fault(where, "the body is missing")
            elif request.body is not None:
                yield "the body is empty"
            return
        media_type = parts.headers.get("content-type", "")
        name = matching(media_type, declared.content)
        if name is None or "content-encoding" in parts.headers:
            yield "the body is of another kind"
            return
        if not is_json(media_type) or "charset" in media_type.lower():
            yield f"the shape of {media_type.partition(';')[0]} is not looked at"
            return
        part = declared.content[name]
        try:
            text = request.body.decode("utf-8")
            value = strict(request.body)
        except (ValueError, RecursionError):
            yield Fault(part.where, "the body is no JSON")
            return
        if _is_odd(text):
            yield "the body's JSON may be read in several ways"
        elif "schema" in part.raw:
            yield from self._faults(part.schema_where, value, "the body does not fit")
            if any(abs(each) > _LARGE for each in _numbers(value)):
                yield "the body has very large numbers"
            if "\x00" in text or "\\u0000" in text:
                yield "the body has the character NUL"

    def _faults(self, where: str, value: Any, said: str) -> Iterator[Fault | str]:
        for at, place, message in violations(self._requests, where, value):
            try:
                inner = pointer.follow(value, at)
            except (LookupError, TypeError):
                inner = value
            soft = self._is_soft(place, inner)
            here = f" at {at}" if at else ""
            yield f"{said}{here}: {message}" if soft else Fault(place, f"{said}{here}: {message}")

    def _is_coerced(self, owner: str, value: Any) -> bool:
        """Whether a value is of another type, and one that servers often take for this one."""
        schema = pointer.follow(self._spec.document, owner)
        names = types(self._spec, schema, owner)
        branches = [schema, *(schema.get("anyOf") or ())] if isinstance(schema, dict) else []
        formats = {str(each.get("format")) for each in branches if isinstance(each, dict)}
        return coercible(value, names, formats)

    def _is_soft(self, place: str, value: Any) -> bool:
        """Whether readers of a schema may differ about this keyword and this value."""
        keyword = place.rpartition("/")[2]
        try:
            wanted = pointer.follow(self._spec.document, place)
        except LookupError:
            return keyword in ("oneOf", "not")
        if keyword == "format":
            return not _is_grossly_no(str(wanted), value)
        if keyword == "pattern" and isinstance(value, str):
            try:
                return bool(re.search(wanted, value))
            except re.error:
                return True
        if keyword in ("minLength", "maxLength") and isinstance(value, str):
            if not isinstance(wanted, int):
                return True
            longer = {len(value.encode("utf-8", "replace")), len(value.encode("utf-16-le")) // 2}
            shorter = {len(value.strip()), len(value)}
            lengths = longer | shorter
            if keyword == "minLength":
                return any(each >= wanted for each in lengths)
            return any(each <= wanted for each in lengths)
        if keyword == "multipleOf":
            return _is_nearly_multiple(value, wanted)
        if keyword in ("type", "anyOf"):
            return self._is_coerced(place.rpartition("/")[0], value)
        return keyword in ("oneOf", "not", "contains", "propertyNames")


def coercible(value: Any, names: Collection[str], formats: Collection[str]) -> bool:
    """Whether a reader that is not strict makes a scalar of one of these types out of another one,
    as many libraries do by default: a truth is 0 or 1, a time is a number of seconds."""
    if isinstance(value, bool):
        return bool({"number", "integer"} & set(names))
    if isinstance(value, (int, float)):
        times = {"date", "date-time", "time", "duration"} & set(formats)
        return bool(times) or ("boolean" in names and value in (0, 1))
    if isinstance(value, str):
        numbers = {"number", "integer"} & set(names) and _NUMBER.fullmatch(value.strip())
        return bool(numbers) or ("boolean" in names and value.strip().lower() in _WORDS)
    return False


def types(spec: Spec, schema: Any, where: str, deep: int = 8) -> set[str]:
    """The types that a schema names, itself or in its parts; none where it lets in everything."""
    if not isinstance(schema, dict) or deep == 0:
        return set()
    if "$ref" in schema:
        schema, where = spec.resolve(schema, where)
        return types(spec, schema, where, deep - 1)
    own = schema.get("type")
    found = {own} if isinstance(own, str) else {*(own or ())}
    for key in ("anyOf", "oneOf", "allOf"):
        for index, each in enumerate(schema.get(key) or ()):
            found |= types(spec, each, pointer.join(where, key, index), deep - 1)
    if "enum" in schema and not found:
        found = {"string"}
    return found


def _template(path: str) -> re.Pattern[str]:
    pieces = re.split(r"\{[^}]*\}", path)
    return re.compile("([^/]*)".join(map(re.escape, pieces)))


def _exact(text: str) -> list[Any]:
    """What a text is in JSON, if it is a number or a truth."""
    if text in ("true", "false"):
        return [text == "true"]
    if not _NUMBER.fullmatch(text) or len(text) > 300:
        return []
    value = json.loads(text)
    return [value] if abs(value) != float("inf") else []


def _loose(text: str) -> list[Any]:
    """What a lenient server may make of a text."""
    found: list[Any] = [text.strip()]
    bare = text.strip().lower()
    if bare in _NONE:
        found += [None, ""]
    if bare in _WORDS:
        found.append(_WORDS[bare])
    for read in (int, float, json.loads):
        try:
            found.append(read(text[:300]))
        except (ValueError, RecursionError, OverflowError):
            continue
    found += [int(each) for each in found if isinstance(each, float) and each.is_integer()]
    return [each for each in found if each == each and each not in (float("inf"), -float("inf"))]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and text == text.strip() and text != ""


def _is_odd(text: str) -> bool:
    """Whether JSON says a name twice, or holds half a character."""
    twice = False

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(pairs)
        twice = twice or len(found) != len(pairs)
        return found

    value = json.loads(text, object_pairs_hook=look)
    if twice or text.startswith("\ufeff"):
        return True
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value


def _is_nearly_multiple(value: Any, of: Any) -> bool:
    """Whether a number is a multiple of another one as far as floating point can tell."""
    if not (isinstance(value, (int, float)) and isinstance(of, (int, float)) and of):
        return True
    ratio = value / of
    return abs(ratio - round(ratio)) <= 1e-6 * max(abs(ratio), 1)


def _is_grossly_no(form: str, value: Any) -> bool:
    """Whether no reader whatever takes a text for such a date, time, UUID or address.

    `format` is an annotation (JSON Schema Validation 2020-12, 7.2.1), and readers are lenient.
    """
    if not isinstance(value, str):
        return False
    text = value.strip()
    if form in ("date", "date-time"):
        reader = datetime if form == "date-time" else date
        try:
            reader.fromisoformat(text)
        except ValueError:
            return not re.search(r"[0-9]", text)
        return False
    if form == "uuid":
        return len(re.sub(r"[^0-9a-fA-F]", "", text)) != 32
    if form == "ipv4":
        return "." not in text and not text.isdecimal()
    return form == "ipv6" and ":" not in text


def _short(text: str) -> str:
    said = json.dumps(text, ensure_ascii=False)
    return said if len(said) <= 80 else f"{said[:60]} …"
