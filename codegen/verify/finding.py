"""What a check finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codegen.verify.exchange import Exchange


@dataclass(frozen=True)
class Finding:
    """A place where the server does not do what the contract says.

    `rule` is the kind of law (`read_after_write`), or of fact (`reply.schema`, `reply.status`,
    `reply.header`, `request.accepted`, `request.refused`, `credentials`, `crash` …). `where` is the
    JSON pointer of the law or the schema that is broken. `exchanges` is the shortest
    sequence known.
    """

    rule: str
    operation: str
    where: str
    message: str
    exchanges: Sequence[Exchange] = ()
    others: tuple[str, ...] = ()
    """Other operations that show the same."""
    also: tuple[str, ...] = ()
    """What else is wrong by the same cause, in a sentence each."""

    @property
    def cause(self) -> tuple[str, str, str]:
        """Findings with an equal cause are one."""
        return self.rule, self.operation, self.where


class Broken(Exception):
    """Raised by a check: the server broke the contract here."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Discard(Exception):
    """Raised by a check: this attempt says nothing, such as when the thing could not be made."""


class Moot(Discard):
    """Raised by a check that this law has no use for: nothing is left unchecked."""

    def __init__(self) -> None:
        super().__init__("")
