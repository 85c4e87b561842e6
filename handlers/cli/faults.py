"""How a command ends when it does not end well. The statuses stand in docs/command-line.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DONE: Final = 0
ENDED_BADLY: Final = 1
WRONGLY_ASKED: Final = 2
REFUSED: Final = 3
NOT_THERE: Final = 4
OUT_OF_REACH: Final = 5
INTERRUPTED: Final = 130

STATUSES: Final = {
    DONE: "done",
    ENDED_BADLY: "what `--wait` waited for ended badly",
    WRONGLY_ASKED: "wrongly asked: nothing was sent",
    REFUSED: "refused (4xx)",
    NOT_THERE: "there is no such thing (404, 410)",
    OUT_OF_REACH: "the server cannot be reached, or failed (5xx)",
    INTERRUPTED: "interrupted by Ctrl+C",
}


class Fault(Exception):
    """Why a command ends: lines for a person, and the exit status."""

    def __init__(self, status: int, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.status = status
        self.lines: Sequence[str] = lines


def status_of(http: int) -> int:
    """The exit status for an HTTP status."""
    if http < 400:
        return DONE
    if http >= 500:
        return OUT_OF_REACH
    return NOT_THERE if http in (404, 410) else REFUSED


def exit_statuses() -> str:
    """What the exit statuses mean, as `--help` says it."""
    return "exit status:\n" + "\n".join(f"  {each:<5}{text}" for each, text in STATUSES.items())
