"""Runs one operation: asks before what cannot be undone, sends, shows, and gives the status."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from handlers.cli import show
from handlers.cli.client import Client
from handlers.cli.events import EVENT_STREAM, LAST_EVENT_ID, follow
from handlers.cli.faults import DONE, INTERRUPTED, WRONGLY_ASKED, Fault
from handlers.cli.options import options_of
from handlers.cli.parser import is_destructive
from handlers.cli.refusals import refusal
from handlers.cli.request import Request, at
from handlers.cli.table import Command, Table
from handlers.cli.transport import Answer, Unreachable, unreachable


def run(table: Table, command: Command, chosen: Namespace, request: Request, client: Client) -> int:
    """Run it; give the exit status. Raises Fault."""
    _must_be_meant(command, chosen, request, client)
    try:
        with _Out(chosen.output) as out:
            return _Run(table, command, chosen, client, out).run(request)
    except Unreachable as wrong:
        raise unreachable(client.target.name, wrong) from None


class _Run:
    def __init__(
        self, table: Table, command: Command, chosen: Namespace, client: Client, out: _Out
    ) -> None:
        self._table = table
        self._command = command
        self._chosen = chosen
        self._client = client
        self._out = out
        # A file is for programs, or to be sent somewhere: what a table leaves out would be lost.
        self._form: str | None = chosen.form or ("json" if chosen.output else None)

    def run(self, request: Request) -> int:
        if any(EVENT_STREAM in kinds for kinds in self._command["replies"].values()):
            return self._events(request)
        if (page := self._command.get("page")) and self._walks(page):
            return self._pages(request, page)
        answer = self._sent(request)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if answer.status == 304:
            answer.close()
            print("It is as it was.", file=sys.stderr)
            return DONE
        if answer.status in (204, 205) or (not kind and not _has_body(answer)):
            answer.read()
            return DONE
        if kind != "application/json" and not kind.endswith("+json"):
            return self._bytes(answer, kind)
        value = json.loads(answer.read() or b"null")
        status = DONE
        if getattr(self._chosen, "wait", False):
            from handlers.cli.waiting import wait_for

            value, status = wait_for(self._client, self._table, self._command["wait"], value)
        self._value(value)
        return status

    def _sent(self, request: Request) -> Answer:
        answer = self._client.send(request)
        if answer.status >= 300 and answer.status != 304:
            raise refusal(answer, options_of(self._command))
        return answer

    # What comes back

    def _value(self, value: Any) -> None:
        if self._form == "json":
            self._out.line(show.as_json(value))
        elif self._form == "yaml":
            self._out.line(show.as_yaml(value))
        else:
            page = self._command.get("page")
            items = (
                None if page is None else at(value, f"/{page['items']}" if page["items"] else "")
            )
            if page is not None and isinstance(items, list):
                self._lines(show.table(items, page["columns"], self._out.width))
                self._tell_more(value, page)
            elif isinstance(value, dict):
                self._lines(show.facts(value, self._out.width))
            elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
                names = list(dict.fromkeys(name for each in value for name in each))
                self._lines(show.table(value, names[:8], self._out.width))
            else:
                self._out.line(show.cell(value))

    def _tell_more(self, value: Any, page: Mapping[str, Any]) -> None:
        if not at(value, f"/{page['items']}" if page["items"] else ""):
            print("There are none.", file=sys.stderr)
        if "next" in page and isinstance(value, dict) and value.get(page["next"]):
            print("There are more: --all, or --limit with a greater number.", file=sys.stderr)

    def _lines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._out.line(line)

    def _bytes(self, answer: Answer, kind: str) -> int:
        is_text = kind.startswith("text/") or kind in ("application/yaml", "application/xml")
        if not is_text and self._out.is_terminal:
            answer.close()
            raise Fault(WRONGLY_ASKED, f"The answer is {kind}: name a file with --output.")
        for chunk in answer.chunks():
            self._out.bytes(chunk)
        return DONE

    def _events(self, request: Request) -> int:
        comes_back = any(each["name"] == LAST_EVENT_ID for each in self._command["parameters"])
        options = options_of(self._command)
        events = follow(
            self._client,
            request,
            comes_back=comes_back,
            refused=lambda answer: refusal(answer, options),
        )
        for event in events:
            self._out.line(
                show.as_json_line({"id": event.id, "event": event.name, "data": event.data})
            )
            self._out.flush()
        return DONE

    # Pages

    def _walks(self, page: Mapping[str, Any]) -> bool:
        """Whether more than one page is wanted: all of them, or more items than one can hold."""
        if self._chosen.all:
            return True
        limit = getattr(self._chosen, f"query:{page.get('limit')}", None)
        return limit is not None and "next" in page and limit > page.get("most", limit)

    def _pages(self, request: Request, page: Mapping[str, Any]) -> int:
        most = getattr(self._chosen, f"query:{page.get('limit')}", None)
        items = self._items(request, page, most)
        if self._form == "json":
            self._lines(show.as_json_line(each) for each in items)
        elif self._form == "yaml":
            self._lines(show.as_yaml([each]) for each in items)
        else:
            self._lines(show.table(items, page["columns"], self._out.width))
        return DONE

    def _items(self, request: Request, page: Mapping[str, Any], most: int | None) -> Iterator[Any]:
        left = most
        while True:
            if "limit" in page and ("most" in page or left is not None):
                sizes = [each for each in (page.get("most"), left) if each is not None]
                request = request.asking(page["limit"], min(sizes))
            answer = self._sent(request)
            value = json.loads(answer.read())
            found = at(value, f"/{page['items']}" if page["items"] else "")
            for each in found if isinstance(found, list) else ():
                yield each
                if left is not None:
                    left -= 1
                    if left <= 0:
                        return
            onward = _next(request, page, value, answer)
            if onward is None:
                return
            request = onward


def _next(request: Request, page: Mapping[str, Any], value: Any, answer: Answer) -> Request | None:
    """The request for the next page: by its cursor, or by the `Link` that the answer has."""
    if "next" in page:
        cursor = value.get(page["next"]) if isinstance(value, dict) else None
        return request.asking(page["cursor"], cursor) if cursor else None
    from handlers.cli.links import next_query

    query = next_query(answer.headers.get("link", ""))
    return None if query is None else request._replace(query=tuple(query.split("&")))


def _has_body(answer: Answer) -> bool:
    return answer.headers.get("content-length", "1") != "0"


def _must_be_meant(command: Command, chosen: Namespace, request: Request, client: Client) -> None:
    """Ask before something is deleted. Raises Fault when nobody can be asked, or says no."""
    if not is_destructive(command) or chosen.yes or _only_looks(command, chosen):
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Fault(WRONGLY_ASKED, f"{command['summary']}? Say --yes: there is nobody to ask.")
    what = f"{command['summary']} ({request.method} {request.path} at {client.target.name})"
    print(f"{what}? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Fault(INTERRUPTED, "Nothing was done.")


def _only_looks(command: Command, chosen: Namespace) -> bool:
    """Whether the contract's `dry_run` is on, by what was said or by its default."""
    for option in options_of(command):
        if option.way[-1] in ("dry_run", "dryRun", "dry-run"):
            said = getattr(chosen, option.key, None)
            is_plain = not (getattr(chosen, "body", None) or getattr(chosen, "set", None))
            return bool(option.value.get("default") if said is None and is_plain else said)
    return False


class _Out:
    """Standard output, or the file that was named: written beside it, and put there when whole."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._part: Path | None = None
        self.is_terminal = name is None and sys.stdout.isatty()
        self.width = show.terminal_width() if name is None else None
        self._file: IO[bytes] | None = None

    def __enter__(self) -> _Out:
        if self._name is not None and self._name != "-":
            self._part = Path(f"{self._name}.part-{os.getpid()}")
            try:
                self._file = self._part.open("wb")
            except OSError as wrong:
                raise Fault(WRONGLY_ASKED, f"{self._name}: {wrong.strerror}") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._file is None or self._part is None or self._name is None:
            return
        self._file.close()
        if kind is None:
            self._part.replace(self._name)
        else:
            self._part.unlink(missing_ok=True)

    def line(self, text: str) -> None:
        if self._file is not None:
            self._file.write(text.encode() + b"\n")
        else:
            print(text)

    def bytes(self, chunk: bytes) -> None:
        if self._file is not None:
            self._file.write(chunk)
        elif (raw := getattr(sys.stdout, "buffer", None)) is not None:
            sys.stdout.flush()
            raw.write(chunk)
        else:
            sys.stdout.write(chunk.decode("utf-8", "replace"))

    def flush(self) -> None:
        if self._file is None:
            sys.stdout.flush()
