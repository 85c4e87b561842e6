"""Findings of one cause are one finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from codegen.verify.finding import Finding

_OF_A_FRAMEWORK: Final = ("protocol.", "credentials", "caching", "reply.header", "reply.status")
"""Rules that a server breaks on all its paths alike, when it does."""
_MANY: Final = 3
"""On so many operations it is one fault of the framework."""
_LISTS: Final = ("filters", "sorts", "relation")
_OF_PAGES: Final = re.compile(r"in pages of|is read by|the total is")


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause: the one with the shortest sequence, all operations that show it,
    and what else follows from it."""
    findings = list(findings)
    found: dict[tuple[str, ...], Finding] = {}
    # That an operation fails says less than at which value it does.
    failing = {each.operation for each in findings if each.rule == "crash" and _is_exact(each)}
    alike = Counter(filter(None, map(_everywhere, findings)))
    for each in findings:
        if each.rule == "crash" and each.operation in failing and not _is_exact(each):
            continue
        cause = shared_cause(each)
        everywhere = _everywhere(each)
        if everywhere is not None and alike[everywhere] >= _MANY:
            cause = everywhere
        before = found.get(cause)
        if before is None:
            found[cause] = each
            continue
        shorter = min(before, each, key=lambda finding: len(finding.exchanges) or 1000)
        others = {*before.others, *each.others, before.operation, each.operation}
        others.discard(shorter.operation)
        also = tuple(dict.fromkeys([*before.also, *each.also]))
        found[cause] = replace(shorter, others=tuple(sorted(others)), also=also)
    return _with_what_follows([*found.values()])


def shared_cause(finding: Finding) -> tuple[str, ...]:
    """The cause; what is wrong with a shared component has one for all operations."""
    rule, where = finding.rule, finding.where
    is_shared = where.startswith("/components/")
    if rule == "request.refused" and " is its " in finding.message:
        # A default that is the minimum too is one value.
        value = finding.message.partition(" is its ")[0]
        return rule, "" if is_shared else finding.operation, where.rpartition("/")[0], value
    if is_shared and rule.startswith(("reply.", "request.", "caching")):
        return rule, where
    return finding.cause


def _everywhere(finding: Finding) -> tuple[str, ...] | None:
    """What is wrong where a framework is at fault, without the operation."""
    if not finding.rule.startswith(_OF_A_FRAMEWORK):
        return None
    message = finding.message.replace(finding.operation, "it")
    return finding.rule, "", re.sub(r"(?<=[A-Z] )/[^\s:,]*", "", message)


def _with_what_follows(findings: list[Finding]) -> list[Finding]:
    """Those that no other one explains, each with the sentences of those that it does."""
    host: dict[int, int] = {}
    for number, each in enumerate(findings):
        for other, cause in enumerate(findings):
            if other != number and _follows(each, cause, later=number > other):
                host[number] = other
                break
    also: dict[int, list[str]] = {}
    for number, each in enumerate(findings):
        at = number
        while at in host:
            at = host[at]
        if at != number:
            own = "" if each.operation == findings[at].operation else f"{each.operation}: "
            also.setdefault(at, []).extend([own + each.message, *each.also])
    return [
        replace(each, also=(*each.also, *also.get(number, ())))
        for number, each in enumerate(findings)
        if number not in host
    ]


def _follows(each: Finding, cause: Finding, *, later: bool) -> bool:
    """Whether a finding is only another sight of what another one tells."""
    if each.rule == "caching" and cause.rule == "reply.header":
        shown = {cause.operation, *cause.others}
        return {each.operation, *each.others} <= shown and cause.where.startswith(each.where)
    if each.operation != cause.operation:
        return False
    if each.rule == "hidden":
        return cause.rule == "owned"
    if each.rule not in _LISTS:
        return False
    of_pages = bool(_OF_PAGES.search(each.message))
    if cause.rule == "pages":
        return of_pages
    if cause.rule == "filters" and each.rule in ("sorts", "relation"):
        return each.where == cause.where
    return each.rule == cause.rule and later and of_pages and bool(_OF_PAGES.search(cause.message))


def _is_exact(finding: Finding) -> bool:
    """Whether it names more than the operation."""
    return not finding.where.startswith("/paths/") or finding.where.count("/") > 3
