"""Which options an operation has: one for each parameter, and one for each field of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from handlers.cli.table import Command

GENERAL: Final = frozenset(
    (
        *("help", "json", "yaml", "output", "all", "wait", "yes", "body", "set", "file"),
        *("content-type", "url", "here", "header", "retries", "timeout", "token", "basic"),
        "accept",
    )
)
"""Options of every command. An operation's own option of such a name gets its place before it:
`--query-all`."""

FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class Option(NamedTuple):
    """One value that a person may give."""

    flag: str
    """`--state`; of a path parameter, which is given by its place, `JOB_ID`."""
    place: str
    """`path`, `query`, `header`, `cookie` or `body`."""
    way: tuple[str, ...]
    """The parameter's name, or the way into the body."""
    value: Mapping[str, Any]
    required: bool
    help: str
    parameter: Mapping[str, Any]
    """How the parameter is written; empty for a field of the body."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.place}:{'/'.join(self.way)}"


def kebab(name: str) -> str:
    """A name as it is typed: `createdAfter`, `created_after` and `Created-After` look the same."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return re.sub(r"[^a-z0-9.]+", "-", apart.lower()).strip("-") or "value"


def options_of(command: Command) -> list[Option]:
    """Every option of an operation: path parameters in the order of the path, then the others."""
    taken = set(GENERAL)
    found: list[Option] = []
    parameters = command["parameters"]
    order = re.findall(r"{([^}]*)}", command["path"])
    in_path = [each for each in parameters if each["in"] == "path"]
    in_path.sort(key=lambda each: order.index(each["name"]) if each["name"] in order else 99)
    for each in in_path:
        flag = kebab(each["name"]).replace("-", "_").upper()
        help_ = each.get("help", "")
        found.append(Option(flag, "path", (each["name"],), each["value"], True, help_, each))
    for each in parameters:
        if each["in"] != "path":
            flag = _free(kebab(each["name"]), each["in"], taken)
            required = each.get("required", False)
            way = (each["name"],)
            help_ = each.get("help", "")
            found.append(Option(flag, each["in"], way, each["value"], required, help_, each))
    described = described_body(command)
    if described is not None:
        found += _fields(described[1]["value"], (), taken, needed=True)
    return found


def described_body(command: Command) -> tuple[str, Mapping[str, Any]] | None:
    """The media type whose fields have options: JSON if there is any, else a form."""
    media: Mapping[str, Mapping[str, Any]] = command.get("body", {}).get("media", {})
    described = {kind: each for kind, each in media.items() if "value" in each}
    for kind, each in described.items():
        if kind.partition(";")[0] not in FORMS:
            return kind, each
    return next(iter(described.items()), None)


def raw_types(command: Command) -> list[str]:
    """The media types of a body that is sent as it is: from a file."""
    media: Mapping[str, Mapping[str, Any]] = command.get("body", {}).get("media", {})
    return [kind for kind, each in media.items() if "value" not in each]


def _fields(
    value: Mapping[str, Any], way: tuple[str, ...], taken: set[str], *, needed: bool
) -> Iterator[Option]:
    required = value.get("required", ())
    for name, each in value.get("fields", {}).items():
        if each.get("read_only"):
            continue
        is_needed = needed and name in required
        if each["type"] == "object" and each.get("fields"):
            yield from _fields(each, (*way, name), taken, needed=is_needed)
            continue
        flag = _free(".".join(map(kebab, (*way, name))), "body", taken)
        yield Option(flag, "body", (*way, name), each, is_needed, each.get("help", ""), {})


def _free(name: str, place: str, taken: set[str]) -> str:
    found = f"{place}-{name}" if name in taken else name
    number = 2
    while found in taken:
        found = f"{place}-{name}-{number}"
        number += 1
    taken.add(found)
    return f"--{found}"
