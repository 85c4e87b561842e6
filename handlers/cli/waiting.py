"""`--wait`: what becomes of what was begun, by the operations that its reply links to."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from handlers.cli.client import Client
from handlers.cli.events import follow
from handlers.cli.faults import DONE, ENDED_BADLY
from handlers.cli.refusals import refusal
from handlers.cli.request import at, linked
from handlers.cli.table import Table

FIRST_LOOK, LONGEST_LOOK = 0.2, 2.0


class Shown(Protocol):
    """Shows how far something is."""

    def show(self, now: Mapping[str, Any]) -> None:
        """Show it as it is now."""

    def end(self) -> None:
        """Show no more."""


def wait_for(
    client: Client,
    table: Table,
    how: Mapping[str, Any],
    answer: Any,
    sleep: Callable[[float], None] = time.sleep,
    shown: Shown | None = None,
) -> tuple[Any, int]:
    """Wait until the state is final; give what it is then, and the exit status.

    Events say what happens when it happens; where there are none, it is looked at now and then.
    Raises Unreachable, and Fault for a refusal.
    """
    bar: Shown = shown or Bar(how)
    try:
        if "events" in how:
            command = table.find(how["events"]["id"])
            assert command is not None
            request = linked(command, how["events"]["parameters"], answer)
            # Not JSON: an event's data is checked by the server, and told in the same words.
            for event in follow(client, request, comes_back=True, refused=refusal, sleep=sleep):
                if isinstance(event.data, dict):
                    bar.show(event.data)
                    if event.data.get(how["state"]) in how["final"]:
                        break
        look = FIRST_LOOK
        while True:
            now = _now(client, table, how, answer)
            bar.show(now)
            state = now.get(how["state"])
            if state in how["final"]:
                return now, DONE if how["final"][state] else ENDED_BADLY
            sleep(look)
            look = min(look * 1.5, LONGEST_LOOK)
    finally:
        bar.end()


def _now(client: Client, table: Table, how: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    command = table.find(how["get"]["id"])
    assert command is not None
    got = client.send(linked(command, how["get"]["parameters"], answer))
    if got.status != 200:
        raise refusal(got)
    now = json.loads(got.read())
    return now if isinstance(now, dict) else {}


class Bar:
    """A progress bar on a terminal's standard error; nothing anywhere else."""

    def __init__(self, how: Mapping[str, Any]) -> None:
        self._how = how
        self._is_shown = sys.stderr.isatty()
        self._drawn = False

    def show(self, now: Mapping[str, Any]) -> None:
        """Draw how far it is."""
        if not self._is_shown:
            return
        self._drawn = True
        sys.stderr.write(f"\r\x1b[K{self.line(now)}")
        sys.stderr.flush()

    def line(self, now: Mapping[str, Any]) -> str:
        """`running    ████████············  12 of 30   4.1/s   0:05 left`, as far as known."""
        state = str(now.get(self._how["state"], ""))
        progress = self._how.get("progress")
        if progress is None:
            return state
        state = str((at(now, progress["phase"]) if "phase" in progress else None) or state)
        done = sum(each for each in (at(now, p) for p in progress["done"]) if _is_number(each))
        of = at(now, progress["of"])
        if not _is_number(of) or of <= 0:
            return state
        full = round(20 * min(1.0, done / of))
        return f"{state:<10} {'█' * full}{'·' * (20 - full)}  {done} of {of}" + "".join(
            f"   {each}" for each in (_rate(now, progress), _left(now, progress)) if each
        )

    def end(self) -> None:
        """Leave the line."""
        if self._drawn:
            sys.stderr.write("\n")


def _rate(now: Mapping[str, Any], progress: Mapping[str, Any]) -> str:
    rate: Any = at(now, progress["rate"]) if "rate" in progress else None
    return "" if not _is_number(rate) else f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def _left(now: Mapping[str, Any], progress: Mapping[str, Any]) -> str:
    left: Any = at(now, progress["left"]) if "left" in progress else None
    return f"{clock(left)} left" if _is_number(left) else ""


def clock(seconds: float) -> str:
    """Write a time as clocks do: `0:05`, `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
