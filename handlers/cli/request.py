"""From what a person gave to one request."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any, NamedTuple

from handlers.cli import styles
from handlers.cli.faults import WRONGLY_ASKED, Fault
from handlers.cli.options import FORMS, Option, described_body, options_of, raw_types
from handlers.cli.parser import ASKED, NULL, ask_for_secret, kinds_of_reply, read_json
from handlers.cli.table import Command

IDEMPOTENCY_KEY = "Idempotency-Key"
PROBLEM = "application/problem+json"


class Request(NamedTuple):
    """What is sent."""

    method: str
    path: str
    query: tuple[str, ...]
    headers: dict[str, str]
    body: bytes | None

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{'&'.join(self.query)}" if self.query else self.path

    def asking(self, name: str, value: object) -> Request:
        """The same with another value for a parameter of the query."""
        kept = tuple(each for each in self.query if not each.startswith(f"{name}="))
        more = styles.in_query({"name": name}, value)
        return self._replace(query=(*kept, *more))


def request_of(command: Command, chosen: Namespace) -> Request:
    """Build the request. Raises Fault for what cannot be sent."""
    path = command["path"]
    query: list[str] = []
    headers: dict[str, str] = {}
    cookies: list[str] = []
    given = vars(chosen)
    options = options_of(command)
    for option in options:
        value = given.get(option.key)
        if option.place == "body":
            continue
        if value is None:
            if option.way == (IDEMPOTENCY_KEY,) and option.place == "header":
                headers[IDEMPOTENCY_KEY] = _new_key()
            continue
        value = _meant(option, value)
        match option.place:
            case "path":
                written = styles.in_path(option.parameter, value)
                # A step of its own that is empty, `.` or `..` would lead to another operation.
                if written.replace("%2E", ".") in ("", ".", ".."):
                    raise Fault(WRONGLY_ASKED, f"{option.flag} cannot be {value!r}.")
                path = path.replace(f"{{{option.way[0]}}}", written)
            case "query":
                query += styles.in_query(option.parameter, value)
            case "header":
                headers[option.way[0]] = _line(
                    option.flag, styles.in_header(option.parameter, value)
                )
            case _:
                cookies += styles.in_cookie(option.parameter, value)
    if cookies:
        headers["Cookie"] = "; ".join(cookies)
    body, kind = _body(command, chosen, [each for each in options if each.place == "body"])
    if kind is not None:
        headers["Content-Type"] = kind
    if accepted := kinds_of_reply(command):
        wanted = given.get("accept")
        kinds = (wanted, PROBLEM) if wanted else (*accepted, PROBLEM)
        headers["Accept"] = ", ".join(kinds)
    for line in given.get("header") or ():
        name, colon, value = line.partition(":")
        if not (colon and name.strip()):
            raise Fault(WRONGLY_ASKED, f"--header wants `Name: value`, not {line!r}.")
        headers[name.strip()] = _line("--header", value.strip())
    return Request(command["method"], path, tuple(query), headers, body)


def _body(
    command: Command, chosen: Namespace, options: list[Option]
) -> tuple[bytes | None, str | None]:
    declared = command.get("body")
    if declared is None:
        return None, None
    given = vars(chosen)
    raw = raw_types(command)
    file = given.get("file")
    if file is not None:
        from handlers.cli.forms import guess, read_file

        kind = given.get("content_type") or _raw_type(raw, guess(file))
        return read_file(file), kind
    described = described_body(command)
    if described is None:
        return None, None
    kind, media = described
    if other := given.get("content_type"):
        kind, media = str(other), declared["media"][other]
    value = _value(chosen, options)
    if value is _NOTHING:
        if not declared.get("required"):
            return None, None
        value = {}
    _must_be_whole(value, options, chosen)
    plain = kind.partition(";")[0].strip()
    if plain in FORMS:
        from handlers.cli.forms import multipart, urlencoded

        if not isinstance(value, dict):
            raise Fault(WRONGLY_ASKED, "A form's body is a JSON object.")
        encoding = media.get("encoding", {})
        if plain == FORMS[0]:
            return urlencoded(value, encoding), kind
        return multipart(value, media.get("value", {}), encoding)
    return json.dumps(value, ensure_ascii=False).encode(), kind


_NOTHING: Any = object()


def _value(chosen: Namespace, options: list[Option]) -> Any:
    """What the body holds: --body, then options, then --set."""
    given = vars(chosen)
    value: Any = _NOTHING
    if (whole := given.get("body")) is not None:
        value = _whole(whole)
    changes: list[tuple[tuple[str, ...], Any]] = [
        (option.way, _meant(option, given[option.key]))
        for option in options
        if given.get(option.key) is not None
    ]
    for each in given.get("set") or ():
        name, equals, text = each.partition("=")
        if not (equals and name):
            raise Fault(WRONGLY_ASKED, f"--set wants NAME=VALUE, not {each!r}.")
        changes.append((tuple(name.split(".")), read_json(text)))
    for way, each in changes:
        if value is _NOTHING:
            value = {}
        _put(value, way, each)
    return value


def _whole(text: str) -> Any:
    from handlers.cli.forms import read_file

    said = text
    if text == "-" or text.startswith("@"):
        name = text.removeprefix("@")
        try:
            said = read_file(name).decode()
        except UnicodeDecodeError:
            raise Fault(WRONGLY_ASKED, f"--body: {name} is not UTF-8.") from None
    try:
        return json.loads(said)
    except ValueError as wrong:
        raise Fault(WRONGLY_ASKED, f"--body is not JSON: {wrong}.") from None


def _put(value: Any, way: tuple[str, ...], each: Any) -> None:
    for step in way[:-1]:
        inner = value.setdefault(step, {}) if isinstance(value, dict) else None
        value = inner
    if not isinstance(value, dict):
        raise Fault(WRONGLY_ASKED, f"{'.'.join(way)} cannot be set: what holds it is no object.")
    value[way[-1]] = each


def _must_be_whole(value: Any, options: list[Option], chosen: Namespace) -> None:
    if not isinstance(value, dict) or getattr(chosen, "body", None) is not None:
        return
    missing = [each.flag for each in options if each.required and not _has(value, each.way)]
    if missing:
        raise Fault(WRONGLY_ASKED, f"{', '.join(missing)} must be given (or --body).")


def _has(value: Any, way: tuple[str, ...]) -> bool:
    for step in way:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def _meant(option: Option, value: Any) -> Any:
    """The value itself, for what only stood for it."""
    if isinstance(value, list):
        return [_meant(option, each) for each in value]
    if value is ASKED:
        return ask_for_secret(option.flag.lstrip("-"))
    return None if value is NULL else value


def _raw_type(raw: list[str], guessed: str | None) -> str:
    plain = {each.partition(";")[0].strip(): each for each in raw}
    if guessed in plain:
        return plain[guessed]
    # A range such as `image/*` is no type to send.
    return raw[0] if raw and "*" not in raw[0] else guessed or "application/octet-stream"


def _line(flag: str, value: str) -> str:
    if any(each in value for each in "\r\n\0") or not value.isascii():
        raise Fault(WRONGLY_ASKED, f"{flag}: a header is one line of ASCII.")
    return value


def _new_key() -> str:
    from uuid import uuid4

    return str(uuid4())


def linked(command: Command, parameters: Mapping[str, Any], answer: Any) -> Request:
    """The request that a link of a reply speaks of: its parameters are taken from that reply."""
    path = command["path"]
    for name, expression in parameters.items():
        found = at(answer, str(expression).removeprefix("$response.body#"))
        path = path.replace(f"{{{name}}}", styles.in_path({"name": name}, found))
    headers = {"Accept": ", ".join((*kinds_of_reply(command), PROBLEM))}
    return Request(command["method"], path, (), headers, None)


def at(value: Any, pointer: str) -> Any:
    """What stands at a JSON Pointer (RFC 6901); None when nothing does."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
