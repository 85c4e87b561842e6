"""What a run found, what it did, and what it could not do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from codegen.verify.finding import Finding


@dataclass(frozen=True)
class Idle:
    """A check that never got to say anything."""

    kind: str
    operation: str
    where: str
    why: str


@dataclass
class Report:
    """The result of a run. `ran` counts by kind the attempts that said something."""

    findings: list[Finding] = field(default_factory=list)
    ran: Counter[str] = field(default_factory=Counter)
    idle: list[Idle] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Checks that failed themselves: faults of ours, none of the server."""
    seen: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    """How often each operation answered with each status and media type."""
    checks: int = 0
    """How many checks there were."""
    requests: int = 0
    seconds: float = 0.0
    seed: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in findings; those of one cause become one."""
        self.findings = grouped([*self.findings, *findings])


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause: the one with the shortest sequence, and all operations that
    show it. What is wrong with a shared component has one cause for all operations."""
    found: dict[tuple[str, ...], Finding] = {}
    for each in findings:
        cause = shared_cause(each)
        before = found.get(cause)
        if before is None:
            found[cause] = each
            continue
        shorter = min(before, each, key=lambda finding: len(finding.exchanges) or 1000)
        others = {*before.others, *each.others, before.operation, each.operation}
        others.discard(shorter.operation)
        found[cause] = replace(shorter, others=tuple(sorted(others)))
    return list(found.values())


def shared_cause(finding: Finding) -> tuple[str, ...]:
    """The cause, without the operation where a shared component is what is broken."""
    if finding.rule.startswith("reply.") and finding.where.startswith("/components/"):
        return finding.rule, finding.where
    return finding.cause
