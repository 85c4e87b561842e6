"""Breaks that somebody has agreed to, for a time.

    - rule: request-property-became-required
      place: POST /albums
      reason: Nobody sends it empty; asked all three clients.
      until: 2026-12-31

`place` is an operation, a JSON pointer to the change or to what is around it, or `*`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codegen.diff.finding import Finding
from codegen.diff.life import day
from codegen.diff.rules import RULES
from codegen.fault import ContractError


@dataclass(frozen=True, slots=True)
class Waiver:
    """One of the entries. It holds on the day `until`, and not after it."""

    rule: str
    place: str
    reason: str
    until: date

    def covers(self, finding: Finding, operation: str) -> bool:
        """Whether it speaks of a finding, as far as that is of one operation."""
        if finding.rule != self.rule:
            return False
        if self.place in ("*", operation):
            return True
        return self.place.startswith("/") and (finding.where + "/").startswith(
            self.place.rstrip("/") + "/"
        )


def read(name: str) -> list[Waiver]:
    """The waivers of a file. Raises ContractError, with a line for each fault."""
    from fast_yaml import safe_load

    from codegen.source import read as read_file

    try:
        stated: Any = safe_load(read_file(name).decode())
    except (ValueError, UnicodeDecodeError) as fault:
        raise ContractError(f"{name}: this is not YAML: {str(fault).splitlines()[0]}") from None
    if isinstance(stated, dict):
        stated = stated.get("waivers")
    if stated is None:
        return []
    if not isinstance(stated, list):
        raise ContractError(
            f"{name}: it holds a list of waivers, each with rule, place, reason, until"
        )
    found, faults = [], []
    for index, each in enumerate(stated):
        try:
            found.append(_waiver(each))
        except ValueError as fault:
            faults.append(f"{name}: /{index}: {fault}")
    if faults:
        raise ContractError(*faults)
    return found


def _waiver(stated: Any) -> Waiver:
    words = ("rule", "place", "reason", "until")
    if not isinstance(stated, dict) or sorted(stated) != sorted(words):
        raise ValueError(f"a waiver has {', '.join(words)}, and nothing else")
    rule, place, reason = (str(stated[word] or "").strip() for word in words[:3])
    if rule not in RULES:
        from difflib import get_close_matches

        close = get_close_matches(rule, RULES, 1)
        raise ValueError(f"there is no rule {rule}" + (f"; {close[0]}?" if close else ""))
    if not place or not reason:
        raise ValueError("place and reason must not be empty")
    until = day(stated["until"])
    if until is None:
        raise ValueError("until is a day, as 2026-12-31")
    return Waiver(rule, place, reason, until)


def apply(waivers: Sequence[Waiver], findings: list[Finding], today: date, name: str) -> None:
    """Mark what is waived, and add what there is to say of the waivers themselves."""
    used: set[int] = set()
    for finding in findings:
        reasons: list[str] = []
        for operation in finding.operations or [""]:
            met = [
                (index, each)
                for index, each in enumerate(waivers)
                if each.covers(finding, operation)
            ]
            used |= {index for index, _ in met}
            good = next((each for _, each in met if each.until >= today), None)
            if good is None:
                # One operation that nobody waived is enough for the finding to stand.
                if met:
                    finding.expired = max(each.until for _, each in met).isoformat()
                reasons = []
                break
            reasons.append(good.reason)
        if reasons:
            finding.waived = reasons[0]
    findings += _about(waivers, used, today, Path(name).name)


def _about(waivers: Sequence[Waiver], used: set[int], today: date, name: str) -> Iterator[Finding]:
    for index, each in enumerate(waivers):
        what = f"{each.rule} at {each.place}"
        where = f"{name}/{index}"
        if index not in used:
            yield Finding(
                "waiver-unused",
                "warning",
                [],
                where,
                True,
                f"the waiver of {what} fits nothing; remove it",
            )
        elif each.until < today:
            yield Finding(
                "waiver-expired",
                "warning",
                [],
                where,
                True,
                f"the waiver of {what} ended on {each.until.isoformat()}; what it waived counts",
            )
