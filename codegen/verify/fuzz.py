"""Schemathesis as the one that thinks of requests; what comes back is judged here.

Its generators know four kinds of requests: examples, every boundary, random ones, and sequences
along links. Its own verdicts on what a server had to refuse are known to be wrong at times
(schemathesis #2726, #2900, #3073), so each request is judged anew, as it went over the wire.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Identity, Transport
from codegen.verify.finding import Finding

PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass
class Fuzzed:
    """What came of it."""

    findings: list[Finding] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    """How many requests each operation got."""
    could_not: dict[str, str] = field(default_factory=dict)
    """Operations for which no request could be thought of, and why."""


def fuzz(
    spec: Spec,
    transport: Transport,
    url: str,
    identities: Sequence[Identity],
    *,
    seed: int = 1,
    examples: int = 10,
    operations: Collection[str] | None = None,
    phases: Collection[str] = PHASES,
    ids: Callable[[str], Sequence[Any]] | None = None,
    spare: Callable[[str, Mapping[str, Any]], bool] | None = None,
    told: Callable[[str], None] | None = None,
) -> Fuzzed:
    """Ask a server whatever its contract lets one think of, and tell what it answers wrongly.

    `url` is where the paths begin. `operations` are keys; None is all of them. `ids` gives ids of
    things that exist and may be changed, by the name of a parameter or property; `spare` says
    whether an operation must not be asked with these path parameters, because it would change what
    the run did not make. `told` hears the name of each operation when its turn comes.
    """
    raise NotImplementedError
