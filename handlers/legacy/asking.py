"""Asks the studio for operations of the contract by their operationId."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from handlers.cli import styles
from handlers.cli.client import Client
from handlers.cli.faults import INTERRUPTED, Fault
from handlers.cli.parser import kinds_of_reply
from handlers.cli.refusals import refusal
from handlers.cli.request import PROBLEM, Request
from handlers.cli.table import Command, Table
from handlers.cli.waiting import Shown, wait_for

Run: TypeAlias = "Mapping[str, Any]"
"""An import as the contract's `ImportRun` tells it."""

OPERATIONS = (
    "plan_import",
    "apply_import",
    "reconcile_imports",
    "get_import",
    "get_import_summary",
    "cancel_import",
    "list_imports",
    "list_import_items",
    "stream_import_events",
)
"""All that is asked for here."""

OPEN = ["queued", "running"]


class Door:
    """The studio's operations about imports."""

    def __init__(self, client: Client, table: Table) -> None:
        self._client = client
        self._table = table

    def ask(self, operation: str, body: Any = None, **parameters: str) -> Any:
        """Ask for one operation; give what it answers. Raises Fault, Unreachable."""
        return self._send(self._request(operation, body, parameters))

    def every(
        self, operation: str, query: Mapping[str, Any] | None = None, **parameters: str
    ) -> Iterator[list[Any]]:
        """Give a list page by page. Raises Fault, Unreachable."""
        command = self._command(operation)
        request = self._request(operation, None, parameters)
        request = request.asking("limit", command["page"]["most"])
        for name, value in (query or {}).items():
            request = request.asking(name, value)
        while True:
            page = self._send(request)
            yield page["items"]
            if page["next_cursor"] is None:
                return
            request = request.asking("cursor", page["next_cursor"])

    def wait(self, run: Run, shown: Shown, *, own: bool = True) -> Run:
        """Wait until an import is over; give it as it is then. Ctrl+C cancels it, if it is our own.

        Raises Unreachable, and Fault for a refusal and for Ctrl+C.
        """
        try:
            return self._wait(run, shown)
        except KeyboardInterrupt:
            if not own:
                left = f"The {run['mode']} {run['id']} is left as it is, to be gone on with."
                cancel = f"  To cancel it: spolvero imports cancel {run['id']}"
                raise Fault(INTERRUPTED, left, cancel) from None
            print(f"\nCancelling the {run['mode']}; Ctrl+C again does not wait.", file=sys.stderr)
        return self._cancelled(run, shown)

    def unfinished(self, source: str, profile: str) -> list[Run]:
        """Give the imports of a source by a profile that are not over, the oldest first."""
        asked = {"source": source, "profile": profile, "state": OPEN}
        return [run for page in self.every("list_imports", asked) for run in page][::-1]

    def _wait(self, run: Run, shown: Shown) -> Run:
        how = self._command("plan_import")["wait"]
        now: Run = wait_for(self._client, self._table, how, run, shown=shown)[0]
        return now

    def _cancelled(self, run: Run, shown: Shown) -> Run:
        try:
            self.ask("cancel_import", import_id=run["id"])
        except Fault as over:
            if over.status == INTERRUPTED:
                raise
        now = self._wait(run, shown)
        if now["state"] != "cancelled":
            return now
        lines = [f"The {now['mode']} {now['id']} was cancelled."]
        if now["mode"] == "apply" and now["images_created"] + now["links_created"]:
            lines += [
                f"  {now['files_done']} of {now['files_total']} files were done, and stay done.",
                f"  To take them back: spolvero imports undo {now['id']}",
            ]
        lines.append("  To go on: the same command again.")
        raise Fault(INTERRUPTED, *lines)

    def _command(self, operation: str) -> Command:
        command = self._table.find(operation)
        assert command is not None
        return command

    def _request(self, operation: str, body: Any, parameters: Mapping[str, str]) -> Request:
        command = self._command(operation)
        path = command["path"]
        for name, value in parameters.items():
            path = path.replace(f"{{{name}}}", styles.in_path({"name": name}, value))
        headers = {"Accept": ", ".join((*kinds_of_reply(command), PROBLEM))}
        if body is None:
            return Request(command["method"], path, (), headers, None)
        headers["Content-Type"] = "application/json"
        return Request(command["method"], path, (), headers, json.dumps(body).encode())

    def _send(self, request: Request) -> Any:
        answer = self._client.send(request)
        if answer.status >= 300:
            raise refusal(answer)
        return json.loads(answer.read())


def paths(table: Table) -> set[str]:
    """Say where requests will go."""
    found = (table.find(operation) for operation in OPERATIONS)
    return {command["path"] for command in found if command is not None}
