"""Findings of one cause are one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from codegen.verify.finding import Finding


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause: the one with the shortest sequence, and all operations that
    show it."""
    findings = list(findings)
    found: dict[tuple[str, ...], Finding] = {}
    # That an operation fails says less than at which value it does.
    failing = {each.operation for each in findings if each.rule == "crash" and _is_exact(each)}
    for each in findings:
        if each.rule == "crash" and each.operation in failing and not _is_exact(each):
            continue
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


def _is_exact(finding: Finding) -> bool:
    """Whether it names more than the operation."""
    return not finding.where.startswith("/paths/") or finding.where.count("/") > 3
