"""Findings of one cause are one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from codegen.verify.finding import Finding


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause: the one with the shortest sequence, and all operations that
    show it."""
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
    """The cause; what is wrong with a shared component has one for all operations."""
    if finding.rule.startswith("reply.") and finding.where.startswith("/components/"):
        return finding.rule, finding.where
    return finding.cause
