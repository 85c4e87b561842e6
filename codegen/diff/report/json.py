"""For programs: one object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from codegen.diff.document import Document
from codegen.diff.finding import SEVERITIES, Finding
from codegen.diff.report import Shown


def write(old: Document, new: Document, findings: Sequence[Finding], shown: Shown) -> str:
    """Counts of what is not waived, and every finding."""
    counts = {
        severity: sum(each.severity == severity and not each.waived for each in findings)
        for severity in SEVERITIES
    }
    listed = [_object(each) for each in findings if shown.infos or each.severity != "info"]
    whole = {"old": old.name, "new": new.name, "counts": counts, "findings": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "operations": finding.operations,
        "in": "old" if finding.is_old else "new",
        "where": finding.where,
        "path": list(finding.path),
        "sure": finding.is_sure,
    }
    if finding.witness is not None:
        found["witness"] = {"of": finding.witness.of, "value": finding.witness.value}
    if finding.waived:
        found["waived"] = finding.waived
    if finding.expired:
        found["expired"] = finding.expired
    return found
