"""For people at a terminal: by operation, the worst first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from codegen.diff.document import Document
from codegen.diff.finding import Finding
from codegen.diff.report import Shown, counted

_COLOURS: Final = {"break": "31", "warning": "33", "info": "32", "waived": "2"}
_MOST: Final = 400
"""Characters of a witness that are shown."""


def write(old: Document, new: Document, findings: Sequence[Finding], shown: Shown) -> str:
    """One paragraph for each operation, and a last line that counts."""
    told = [each for each in findings if shown.infos or each.severity != "info"]
    groups: dict[str, list[Finding]] = {}
    for each in told:
        groups.setdefault(_group(each), []).append(each)
    lines: list[str] = []
    for name, group in groups.items():
        lines.append(_coloured(name, "1", shown))
        for each in group:
            lines += _lines(each, shown)
        lines.append("")
    hidden = len(findings) - len(told)
    more = "; --all shows the others" if hidden else ""
    return "\n".join([*lines, f"{old.name} → {new.name}: {counted(findings)}{more}", ""])


def _group(finding: Finding) -> str:
    if not finding.operations:
        return "The whole API"
    names = finding.operations[:3]
    more = len(finding.operations) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _lines(finding: Finding, shown: Shown) -> list[str]:
    kind = "waived" if finding.waived else finding.severity
    head = _coloured(f"{kind:7}", _COLOURS[kind], shown)
    found = [f"  {head} {finding.message}", f"          {finding.rule} at {finding.where}"]
    if finding.is_old:
        found[-1] += " (before)"
    if finding.witness is not None:
        found.append(
            f"          for instance, {finding.witness.of}: {_value(finding.witness.value)}"
        )
    elif not finding.is_sure:
        found.append("          no value was found that shows it; judge for yourself")
    if finding.waived:
        found.append(f"          waived: {finding.waived}")
    if finding.expired:
        found.append(f"          was waived until {finding.expired}")
    return found


def _value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _coloured(text: str, colour: str, shown: Shown) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if shown.colour else text
