"""The argument parser of one operation."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from handlers.cli.faults import WRONGLY_ASKED, Fault, exit_statuses
from handlers.cli.options import Option, described_body, options_of, raw_types
from handlers.cli.table import Command


class Parser(argparse.ArgumentParser):
    """A parser whose refusal is a Fault, so that one place prints it."""

    def error(self, message: str) -> NoReturn:
        asked = self.prog.removeprefix("spolvero ")
        raise Fault(WRONGLY_ASKED, f"{asked}: {message}", f'  try "{self.prog} --help"')


class Standing:
    """Stands for a value that the argument parser could not hold."""


ASKED = Standing()
"""A secret that is asked for at the terminal, or read from standard input."""

NULL = Standing()
"""`null`, which is not the same as nothing given."""


def width() -> int:
    """How wide the terminal is, at most 100 columns for text that is read."""
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, 100)


def parser_of(command: Command, prog: str, *, foreign: bool = False) -> Parser:
    """Make the parser. `foreign`: the document is somebody else's, so proofs are options."""
    about = command["description"] or command["summary"]
    parser = Parser(
        prog=prog,
        usage=f"{prog} {' '.join((*_places(command), '[options]'))}",
        description=_plain(about) + (" It is deprecated." if command.get("deprecated") else ""),
        epilog=exit_statuses(),
        allow_abbrev=False,
        formatter_class=partial(_Formatter, max_help_position=30, width=width()),
    )
    options = options_of(command)
    for option in options:
        if option.place == "path":
            parser.add_argument(
                option.key,
                metavar=option.flag,
                type=_type(option),
                choices=_choices(option),
                help=_help(option),
            )
    raw = raw_types(command)
    if raw and described_body(command) is None:
        required = command["body"].get("required", False)
        parser.add_argument(
            "file",
            metavar="FILE",
            nargs=None if required else "?",
            help=f"the file to send ({', '.join(raw)}); `-` is standard input",
        )
    for title, places in (("options of the operation", _NOT_BODY), ("options of the body", _BODY)):
        group = parser.add_argument_group(title)
        for option in options:
            if option.place in places:
                _add(group, option)
        if places is _BODY:
            _add_body(group, command, raw)
    _add_output(parser.add_argument_group("options of the output"), command)
    _add_sending(parser.add_argument_group("options of the sending"), command, foreign)
    return parser


def _places(command: Command) -> list[str]:
    """What is given by its place."""
    found = [option.flag for option in options_of(command) if option.place == "path"]
    if raw_types(command) and described_body(command) is None:
        found.append("FILE" if command["body"].get("required") else "[FILE]")
    return found


_BODY = ("body",)
_NOT_BODY = ("query", "header", "cookie")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Wraps the description, and leaves the table of exit statuses as it is."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("exit status:"):
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def _add(group: Any, option: Option) -> None:
    kind = option.value["type"]
    common: dict[str, Any] = {"dest": option.key, "default": None, "help": _help(option)}
    # Whether a body is complete is found out later: --body and --set may hold what is needed.
    if option.required and option.place != "body":
        common["required"] = True
    if kind == "boolean" and not option.value.get("nullable"):
        group.add_argument(option.flag, action=argparse.BooleanOptionalAction, **common)
        return
    if kind == "array":
        common["action"] = "append"
    choices = _choices(option)
    metavar = None if choices else _metavar(option)
    group.add_argument(option.flag, type=_type(option), choices=choices, metavar=metavar, **common)


def _add_body(group: Any, command: Command, raw: list[str]) -> None:
    if "body" not in command:
        return
    described = described_body(command)
    if described is not None:
        group.add_argument(
            "--body",
            metavar="JSON",
            help="the whole body: JSON, `@file`, or `-` for standard input",
        )
        group.add_argument(
            "--set",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="set a field, with dots into an object; a value that reads as JSON is taken as it",
        )
        if raw:
            group.add_argument(
                "--file", metavar="FILE", help=f"send this file instead ({', '.join(raw)})"
            )
    if len(command["body"]["media"]) > 1:
        kinds = list(command["body"]["media"])
        group.add_argument(
            "--content-type", choices=kinds, help="what the body is; guessed when absent"
        )


def _add_output(group: Any, command: Command) -> None:
    shape = group.add_mutually_exclusive_group()
    shape.add_argument("--json", dest="form", action="store_const", const="json", help="print JSON")
    shape.add_argument("--yaml", dest="form", action="store_const", const="yaml", help="print YAML")
    group.add_argument("--output", "-o", metavar="FILE", help="write the answer to this file")
    kinds = kinds_of_reply(command)
    if len(kinds) > 1:
        group.add_argument(
            "--accept", choices=kinds, help="which kind of answer is wanted (default: any of them)"
        )
    if "page" in command:
        group.add_argument(
            "--all", action="store_true", help="all pages, printed as they come; JSON a line each"
        )
    if "wait" in command:
        group.add_argument(
            "--wait", action="store_true", help="wait until it is over; exit by how it ended"
        )


def _add_sending(group: Any, command: Command, foreign: bool) -> None:
    if is_destructive(command):
        group.add_argument("--yes", "-y", action="store_true", help="do not ask whether to do it")
    said = "where the API is" if foreign else "the studio's address, such as http://127.0.0.1:8000"
    group.add_argument("--url", metavar="URL", help=said)
    if foreign:
        group.add_argument(
            "--token",
            metavar="TOKEN",
            help="the API's token; `env:NAME` takes it from there, `-` asks for it",
        )
        group.add_argument(
            "--basic",
            metavar="USER:PASSWORD",
            help="name and password; `env:NAME` takes both from there, `-` asks for them",
        )
    else:
        group.add_argument(
            "--here", action="store_true", help="the studio of this machine, whatever is stored"
        )
    group.add_argument(
        "--header", "-H", metavar="NAME: VALUE", action="append", default=[], help="send this too"
    )
    group.add_argument(
        "--retries",
        metavar="N",
        type=int,
        default=3,
        help="how often to try again what may be repeated (default: 3)",
    )
    group.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        default=60.0,
        help="how long to wait for a sign of life (default: 60)",
    )


def kinds_of_reply(command: Command) -> list[str]:
    """The media types that a good answer may have."""
    return list(dict.fromkeys(kind for kinds in command["replies"].values() for kind in kinds))


def is_destructive(command: Command) -> bool:
    """Whether what it does cannot be taken back: it deletes or purges."""
    verb = command["id"].replace("-", "_").partition("_")[0].lower()
    return command["method"] == "DELETE" or verb in ("delete", "purge")


# Values


def _type(option: Option) -> Callable[[str], Any]:
    value = option.value.get("items", option.value) if _repeats(option) else option.value
    return partial(read, value)


def _repeats(option: Option) -> bool:
    return option.value["type"] == "array" and option.place != "path"


def read(value: Any, text: str) -> Any:
    """Read one value as its type says. Raises ArgumentTypeError."""
    kind = value["type"]
    if value.get("sensitive") and text == "-":
        return ASKED
    if value.get("nullable") and kind != "string" and text == "null":
        return NULL
    if kind == "integer":
        return _number(int, text, "a whole number")
    if kind == "number":
        return _number(_finite, text, "a number")
    if kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise argparse.ArgumentTypeError(f"true or false, not {text!r}")
        return text.lower() == "true"
    if kind in ("object", "array"):
        try:
            return json.loads(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"JSON, not {text!r}") from None
    if kind == "json":
        return read_json(text)
    return text


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")) or number != number:
        raise ValueError(text)
    return number


def _number(make: Callable[[str], Any], text: str, what: str) -> Any:
    try:
        return make(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{what}, not {text!r}") from None


def read_json(text: str) -> Any:
    """A value that reads as JSON, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _choices(option: Option) -> list[Any] | None:
    value = option.value.get("items", option.value) if _repeats(option) else option.value
    return value.get("enum") or None


def _metavar(option: Option) -> str:
    value = option.value.get("items", option.value)
    kinds = {"integer": "N", "number": "X", "json": "JSON", "object": "JSON", "boolean": "BOOL"}
    if value.get("format") == "date-time":
        return "TIME"
    if value.get("format") == "binary":
        return "FILE"
    return kinds.get(value["type"], "TEXT")


def _help(option: Option) -> str:
    parts = [_plain(option.help)]
    notes = []
    if option.required and option.place != "path":
        notes.append("required")
    if limits := option.value.get("limits"):
        notes.append(limits)
    if option.value["type"] == "array" and option.place != "path":
        notes.append("may be repeated")
    if option.value.get("sensitive"):
        notes.append("`-` asks for it")
    if option.parameter.get("deprecated"):
        notes.append("deprecated")
    default = option.value.get("default")
    if default not in (None, "", []):
        notes.append(f"default: {_shown(default)}")
    if notes:
        parts.append(f"({'; '.join(notes)})")
    # argparse fills in what stands behind a per cent sign.
    return " ".join(part for part in parts if part).replace("%", "%%")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    return " ".join(text.split())


def ask_for_secret(what: str) -> str:
    """Read a secret: unseen at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{what}: ")
    return sys.stdin.readline().rstrip("\r\n")
