"""One change of a request, and whether what comes of it still keeps the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from codegen.verify.changes.spot import Spot


@dataclass(frozen=True)
class Change:
    """Another value at a spot. `where` is the pointer of the keyword that it is about."""

    spot: Spot
    keyword: str
    where: str
    value: Any
    """ABSENT takes away what is there."""
    valid: bool
    says: str
    """What is changed, as the beginning of a sentence: `limit 101 is beyond its maximum of 100`."""
    milder: Callable[[], Any] | None = None
    """A value that differs in the same way, not quite as far: is it accepted, then the limit
    itself is what is refused."""

    odd: bool = False
    """Whether it may be refused, for whatever reason, and is only no reason to fail."""
    wide: bool = False
    """Whether it is about how characters are counted."""
    lenient: Any = None
    """What a reader that is not strict takes as well: where it does, nothing is said."""
