"""A difference between two contracts, and what it means for who uses the first one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

Severity = Literal["break", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("break", "warning", "info")
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A value that was fine and no longer is: checked against both schemas before it is told.

    `of` is what it is a value of: `body`, `query parameter limit`, `200 body`. In a request the
    value fits the old contract and not the new one; in a reply the new one may send it and the old
    one did not allow it.
    """

    of: str
    value: Any


@dataclass(slots=True)
class Finding:
    """One difference. `rule` is a stable id (codegen/diff/rules.py)."""

    rule: str
    severity: Severity
    operations: list[str]
    """`GET /albums/{album_id}`, as the new contract writes it where it has it; `webhook NAME POST`
    for a webhook; empty for what is of the whole API."""
    where: str
    """JSON pointer into the new document, or into the old one for what is gone."""
    is_old: bool
    """Whether `where` is a pointer into the old document."""
    message: str
    path: tuple[str, ...] = ()
    """The way to the value that it is about, `*` for any item: `("items", "*", "id")`."""
    witness: Witness | None = None
    is_sure: bool = True
    """False for a change of a schema for which no witness was found."""
    waived: str | None = None
    """Why it is waived, by whoever did."""
    expired: str | None = None
    """The date until which it had been waived."""
    fixed: tuple[str, ...] = field(default=(), repr=False)
    """What tells it from others of the same rule, for merging."""
