"""What a run has to tell: what it found, what it did, and what it could not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from codegen.verify.finding import Finding


@dataclass(frozen=True)
class Ran:
    """A check that ran: of which law's `kind` (or which fact), how often, and how it went."""

    check: str
    operation: str
    where: str
    attempts: int
    discarded: int = 0
    """Attempts that said nothing, such as when a thing could not be made."""


@dataclass(frozen=True)
class Idle:
    """A check that could not run, and why."""

    check: str
    operation: str
    where: str
    why: str


@dataclass(frozen=True)
class Never:
    """An operation that was never carried out, and how it was refused last, if it was asked."""

    operation: str
    refusal: int | None = None


@dataclass(frozen=True)
class Report:
    """All of it. `findings` are those that count; `accepted` are known from the baseline."""

    name: str
    """What the document is called."""
    url: str
    seed: int
    findings: Sequence[Finding] = ()
    ran: Sequence[Ran] = ()
    idle: Sequence[Idle] = ()
    requests: int = 0
    seconds: float = 0.0
    accepted: Sequence[Finding] = ()
    stale: Sequence[str] = ()
    """Fingerprints in the baseline that nothing was found for."""
    notes: Sequence[str] = ()
    """Sentences about the run as a whole."""
    operations: int = 0
    """How many operations were to be checked."""
    never: Sequence[Never] = ()
    """Those of them of which no request succeeded."""
    seen: Mapping[tuple[str, int, str], int] = field(default_factory=dict, compare=False)
    """How often each operation answered with each status and media type."""
    place: Callable[[str], str] | None = field(default=None, compare=False)
    """`api.yaml:12:5` for a JSON pointer, where the document came from a file."""
