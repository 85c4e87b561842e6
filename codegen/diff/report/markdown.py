"""A changelog: what breaks, what to look at, what is new."""

from __future__ import annotations

import json
from collections.abc import Sequence

from codegen.diff.document import Document
from codegen.diff.finding import Finding
from codegen.diff.report import Shown, counted, used_by

_HEADS = {"break": "Breaks", "warning": "Look at", "info": "Changed"}
_MOST = 200


def write(old: Document, new: Document, findings: Sequence[Finding], shown: Shown) -> str:
    """A section for each severity that there is."""
    lines = [f"From `{old.name}` to `{new.name}`: {counted(findings)}.", ""]
    for severity, head in _HEADS.items():
        group = [each for each in findings if each.severity == severity]
        if not group or (severity == "info" and not shown.infos):
            continue
        lines += [f"### {head}", ""]
        lines += [_line(each) for each in group]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _line(finding: Finding) -> str:
    text = f"- **{_safe(used_by(finding))}**: {finding.message} (`{finding.rule}`)."
    if finding.witness is not None:
        value = json.dumps(finding.witness.value, ensure_ascii=False)
        if len(value) <= _MOST:
            ticks = "``" if "`" in value else "`"
            text += f" For instance {finding.witness.of} {ticks}{value}{ticks}."
    elif not finding.is_sure:
        text += " No value was found that shows it."
    if finding.waived:
        text += f" Waived: {finding.waived}"
    return text


def _safe(text: str) -> str:
    return text.replace("*", r"\*").replace("_", r"\_")
