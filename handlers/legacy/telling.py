"""What an import by a script says: results on standard output, progress on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.cli import show
from handlers.cli.table import Command
from handlers.cli.waiting import Bar, Shown
from handlers.legacy.asking import Run

EACH = 30.0
"""Seconds between two lines about progress where nobody watches a terminal."""

USUAL = ("created", "unchanged")
"""The outcomes whose files are not named even to whoever wants to know much."""


class Lines:
    """Progress where there is no terminal: a line now and then, none for what is quick."""

    def __init__(self, how: Mapping[str, Any]) -> None:
        self._bar = Bar(how)
        self._last = time.monotonic()

    def show(self, now: Mapping[str, Any]) -> None:
        """Say how far it is, unless it was said just now."""
        if time.monotonic() - self._last >= EACH:
            self._last = time.monotonic()
            print(self._bar.line(now), file=sys.stderr, flush=True)

    def end(self) -> None:
        """Say no more."""


def progress(command: Command) -> Shown:
    """Give what shows how far it is: a bar at a terminal, else lines."""
    how = command["wait"]
    return Bar(how) if sys.stderr.isatty() else Lines(how)


class Reasons:
    """How many files came to each outcome for each reason."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], str] = {}

    def count(self, item: Mapping[str, Any]) -> None:
        """Count one file."""
        if item["reason"] is not None:
            key = (item["outcome"], item["reason"])
            self._counts[key] += 1
            self._first.setdefault(key, item["path"])

    def rows(self, order: Sequence[str]) -> list[dict[str, Any]]:
        """Give a row for each outcome and reason, with a file that it is said of."""
        known = sorted(self._counts, key=lambda key: (order.index(key[0]), -self._counts[key]))
        return [
            {"outcome": outcome, "reason": reason, "files": self._counts[key], "such_as": first}
            for key in known
            for (outcome, reason), first in [(key, self._first[key])]
        ]


class Teller:
    """Says what has come of it; to programs, nothing but the summary."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def say(self, *lines: str) -> None:
        """Say something on standard output."""
        if not self._quiet:
            for line in lines:
                print(line, flush=True)

    def outcomes(self, run: Run) -> None:
        """Say how many files came to what."""
        rows = [
            {"outcome": outcome, "files": count, "pictures": run["images"][outcome]}
            for outcome, count in run["outcomes"].items()
            if count
        ]
        rows.append(
            {
                "outcome": "all",
                "files": sum(run["outcomes"].values()),
                "pictures": sum(run["images"].values()),
            }
        )
        self._table(rows)

    def reasons(self, reasons: Reasons, run: Run) -> None:
        """Say why, where that is not plain."""
        rows = reasons.rows([*run["outcomes"]])
        if rows:
            self.say("")
            self._table(rows)

    def item(self, item: Mapping[str, Any]) -> None:
        """Name a file, unless it came to what was to be expected."""
        if item["outcome"] not in USUAL or item["notes"]:
            reason = f" ({item['reason']})" if item["reason"] else ""
            notes = "".join(f"; {name}: {text}" for name, text in item["notes"].items())
            self.say(show.printable(f"{item['outcome']}{reason}: {item['path']}{notes}"))

    def discrepancies(self, run: Run) -> None:
        """Say what does not fit, and what mends it."""
        if not run["discrepancies"]:
            self.say(f"Source, files, database and public page fit together ({run['id']}).")
            return
        self.say(f"What does not fit ({run['id']}):")
        for each in run["discrepancies"]:
            self.say("", f"{each['severity']}: {each['count']} of {each['code']}")
            self.say(f"  {each['meaning']}", f"  {each['action']}")
            self.say(*(f"  - {show.printable(one)}" for one in each["sample"]))

    def _table(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if not self._quiet:
            self.say(*show.table(rows, [*rows[0]], show.terminal_width()))
