"""`spolvero NOUN VERB`, `spolvero api`, `spolvero call`: which operation is meant, and its run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from handlers.cli.faults import (
    DONE,
    INTERRUPTED,
    WRONGLY_ASKED,
    Fault,
    exit_statuses,
)
from handlers.cli.table import Command, OwnTable, Table, own_table

if TYPE_CHECKING:
    from handlers.cli.completion import Choice
    from handlers.cli.where import Here

Opened = Callable[[str], Table]
"""Reads somebody's document. Raises ValueError, whose text has a line for each fault."""

OURS: Mapping[str, str] = {
    "api": "List all operations, or run one by its operationId.",
    "call": "Run an operation of anybody's OpenAPI document.",
    "login": "Keep a token for a studio, and send commands there.",
    "logout": "Forget the token of a studio.",
    "completion": "Print what completes commands in bash, zsh or fish.",
}
SHELLS = ("bash", "zsh", "fish")


class Line:
    """The command line: our own operations, and those of anybody's document."""

    def __init__(self, studio: Mapping[str, str], here: Here, opened: Opened) -> None:
        """`studio`: the commands that are no operations, which somebody else runs."""
        self._studio = studio
        self._here = here
        self._opened = opened

    def main(self, given: Sequence[str]) -> int:
        """Run one command; give the exit status (docs/command-line.md)."""
        try:
            return self._run(list(given))
        except Fault as fault:
            _flush()
            for line in fault.lines:
                print(line if line.startswith(" ") else f"spolvero: {line}", file=sys.stderr)
            return fault.status
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            # Whoever reads has read enough. Or Python would try once more at its end, and complain.
            import os

            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE

    def _run(self, given: list[str]) -> int:
        if not given or given[0] in ("-h", "--help", "help"):
            print(self.help(own_table()))
            return DONE if given else WRONGLY_ASKED
        first, rest = given[0], given[1:]
        match first:
            case "api":
                return self._api(rest)
            case "call":
                return self._call(rest)
            case "login" | "logout":
                from handlers.cli.signing import sign

                return sign(first, rest, own_table())
            case "completion":
                return _completion(rest)
            case "complete":
                return self._complete(rest)
            case _:
                return self._noun(first, rest)

    # Which operation

    def _noun(self, noun: str, rest: list[str]) -> int:
        table = own_table()
        verbs = table.nouns.get(noun)
        if verbs is None:
            known = (*self._studio, *OURS, *table.nouns)
            raise Fault(
                WRONGLY_ASKED,
                f"there is no command {noun!r}{_like(noun, known)}",
                '  try "spolvero --help"',
            )
        if not rest or rest[0] in ("-h", "--help"):
            print(f"usage: spolvero {noun} VERB …\n\nverbs:")
            print(_menu([(verb, each["summary"]) for verb, each in verbs.items()]))
            print(f"\nspolvero {noun} VERB --help tells the options of each.")
            return DONE if rest else WRONGLY_ASKED
        command = verbs.get(rest[0])
        if command is None:
            raise Fault(
                WRONGLY_ASKED,
                f"{noun} has no verb {rest[0]!r}{_like(rest[0], verbs)}",
                f'  try "spolvero {noun} --help"',
            )
        return self._own(table, command, f"spolvero {noun} {rest[0]}", rest[1:])

    def _api(self, rest: list[str]) -> int:
        table = own_table()
        if not rest or rest[0] in ("-h", "--help"):
            print("usage: spolvero api OPERATION …\n\noperations:")
            print(_menu(table.names()))
            print("\nEach is called NOUN VERB as well: spolvero --help.")
            return DONE
        return self._own(table, _found(table, rest[0], "api"), f"spolvero api {rest[0]}", rest[1:])

    def _call(self, rest: list[str]) -> int:
        if not rest or rest[0] in ("-h", "--help"):
            print(CALL_HELP)
            return DONE if rest else WRONGLY_ASKED
        name, rest = rest[0], rest[1:]
        # The address may stand before the operation, as it does in what people copy.
        before: list[str] = []
        while rest and rest[0].startswith("--url"):
            taken = 1 if "=" in rest[0] else 2
            before, rest = before + rest[:taken], rest[taken:]
        table = self._open(name)
        if not rest or rest[0] in ("-h", "--help"):
            print(
                f"usage: spolvero call {name} OPERATION …\n\noperations of {table.head['title']}:"
            )
            print(_menu(table.names()))
            return DONE if rest else WRONGLY_ASKED
        command = _found(table, rest[0], f"call {name}")
        return _foreign(table, command, f"spolvero call {name} {rest[0]}", before + rest[1:])

    def _open(self, name: str) -> Table:
        try:
            return self._opened(name)
        except ValueError as fault:
            raise Fault(WRONGLY_ASKED, *str(fault).splitlines()) from None

    def _own(self, table: OwnTable, command: Command, prog: str, rest: list[str]) -> int:
        from handlers.cli.parser import parser_of

        chosen = parser_of(command, prog).parse_args(rest)
        from handlers.cli.client import Client
        from handlers.cli.request import request_of
        from handlers.cli.running import run
        from handlers.cli.where import own_target

        request = request_of(command, chosen)
        waits = getattr(chosen, "wait", False)
        paths = _paths(table, command)
        with own_target(chosen, table.head, self._here, paths, waits) as target:
            client = Client(target, chosen.retries)
            return run(table, command, chosen, request, client)

    # What people are told

    def help(self, table: OwnTable) -> str:
        """What `spolvero --help` says: the commands of the studio apart from the operations."""
        nouns = [(noun, ", ".join(verbs)) for noun, verbs in table.nouns.items()]
        return "\n".join(
            (
                "usage: spolvero COMMAND …",
                "",
                "the studio (settings come from the environment: docs/settings.md):",
                _menu(list(self._studio.items())),
                "",
                "operations of its API, NOUN VERB (spolvero NOUN --help says what each does):",
                _menu(nouns, whole=True),
                "",
                "more ways to operations:",
                _menu(list(OURS.items())),
                "",
                "Operations go to --url, SPOLVERO_URL or the last login, with SPOLVERO_TOKEN or",
                "the token kept; without any, to the studio of this machine, running or not.",
                "",
                exit_statuses(),
            )
        )

    # Completion

    def _complete(self, rest: list[str]) -> int:
        from handlers.cli import completion

        shell, words = (rest[0], completion.joined(rest[1:])) if len(rest) > 1 else ("bash", [""])
        current = words[-1]
        for line in completion.written(self._choices(words), current, shell):
            print(completion.value_of(line, current, shell))
        return DONE

    def _choices(self, words: list[str]) -> list[Choice]:
        from handlers.cli import completion
        from handlers.cli.parser import parser_of

        table = own_table()
        if len(words) == 1:
            nouns = [(noun, ", ".join(verbs)) for noun, verbs in table.nouns.items()]
            return [*self._studio.items(), *OURS.items(), *nouns]
        first, *rest = words
        if first == "completion":
            return [(shell, "") for shell in SHELLS] if len(rest) == 1 else []
        if first == "api" and len(rest) == 1:
            return [(name, summary) for name, summary in table.names()]
        if first == "call":
            return self._choices_of_call(rest)
        if first in table.nouns and len(rest) == 1:
            return [(verb, each["summary"]) for verb, each in table.nouns[first].items()]
        command = table.find(rest[0]) if first == "api" else table.nouns.get(first, {}).get(rest[0])
        if command is None or len(rest) < 2:
            return []
        return completion.of_operation(parser_of(command, ""), rest[1:])

    def _choices_of_call(self, words: list[str]) -> list[Choice]:
        from handlers.cli import completion
        from handlers.cli.parser import parser_of

        if len(words) == 1:
            return []  # a file
        table = self._open(words[0])
        if len(words) == 2:
            return [(name, summary) for name, summary in table.names()]
        command = table.find(words[1])
        if command is None:
            return []
        return completion.of_operation(parser_of(command, "", foreign=True), words[2:])


CALL_HELP = """\
usage: spolvero call SPEC [--url URL] OPERATION …

Run an operation of anybody's OpenAPI document (3.0, 3.1, 3.2; JSON or YAML, one file or many).

  spolvero call SPEC --help              the document's operations
  spolvero call SPEC OPERATION --help    the options of one

An operation without an operationId is called by its method and path: get-pets-by-pet-id."""


def _foreign(table: Table, command: Command, prog: str, rest: list[str]) -> int:
    from handlers.cli.parser import parser_of

    chosen = parser_of(command, prog, foreign=True).parse_args(rest)
    from handlers.cli.client import Client
    from handlers.cli.request import request_of
    from handlers.cli.running import run
    from handlers.cli.where import foreign_target

    request = request_of(command, chosen)
    with foreign_target(chosen, table.head, command, request) as (target, proved):
        return run(table, command, chosen, proved, Client(target, chosen.retries))


def _paths(table: Table, command: Command) -> set[str]:
    """Where requests will go: the operation, and those that tell what becomes of what it began."""
    how = command.get("wait", {})
    others = (table.find(how[key]["id"]) for key in ("get", "events") if key in how)
    return {command["path"], *(each["path"] for each in others if each is not None)}


def _found(table: Table, name: str, after: str) -> Command:
    command = table.find(name)
    if command is None:
        known = [each for each, _ in table.names()]
        raise Fault(
            WRONGLY_ASKED,
            f"there is no operation {name!r}{_like(name, known)}",
            f'  try "spolvero {after} --help"',
        )
    return command


def _completion(rest: list[str]) -> int:
    from handlers.cli.completion import SCRIPTS

    if len(rest) != 1 or rest[0] not in SCRIPTS:
        raise Fault(WRONGLY_ASKED, "usage: spolvero completion bash|zsh|fish")
    print(SCRIPTS[rest[0]], end="")
    return DONE


def _menu(entries: Sequence[tuple[str, str]], *, whole: bool = False) -> str:
    """Names with a few words each; `whole`: over several lines where one is too short."""
    from shutil import get_terminal_size

    columns = min(get_terminal_size().columns, 100)
    width = min(max((len(name) for name, _ in entries), default=0), 40) + 2
    lines = []
    for name, text in entries:
        head = f"  {name:<{width}}"
        room = max(columns - len(head), 20)
        parts = _wrapped(text, room) if whole else [text]
        lines.append((head + (parts[0] if parts else "")).rstrip())
        lines += [" " * len(head) + part for part in parts[1:]]
    return "\n".join(lines)


def _wrapped(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _like(name: str, known: Any) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _flush() -> None:
    """What was printed before comes before what is said of the end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return
