"""For programs: report.schema.json beside this file says what it looks like."""

from __future__ import annotations

import json
from typing import Any, Final

from codegen.verify.finding import Finding
from codegen.verify.report.report import Report
from codegen.verify.report.told import told

VERSION: Final = 1


def as_json(report: Report) -> str:
    """The report as a JSON object."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The report as the value that is written."""
    return {
        "version": VERSION,
        "document": report.name,
        "url": report.url,
        "seed": report.seed,
        "requests": report.requests,
        "seconds": round(report.seconds, 3),
        "findings": _findings(report, [*report.findings]),
        "accepted": _findings(report, [*report.accepted]),
        "stale": [*report.stale],
        "ran": [
            {
                "check": each.check,
                "operation": each.operation,
                "where": each.where,
                "attempts": each.attempts,
                "discarded": each.discarded,
            }
            for each in report.ran
        ],
        "idle": [
            {
                "check": each.check,
                "operation": each.operation,
                "where": each.where,
                "why": each.why,
            }
            for each in report.idle
        ],
        "notes": [*report.notes],
        "operations": report.operations,
        "never": [{"operation": each.operation, "refusal": each.refusal} for each in report.never],
    }


def _findings(report: Report, findings: list[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "fingerprint": each.fingerprint,
            "rule": each.rule,
            "operation": each.operation,
            "others": [*each.others],
            "where": each.where,
            "place": each.place,
            "message": each.message,
            "also": [*each.also],
            "steps": [
                {
                    "curl": step.curl,
                    "identity": step.who,
                    "status": step.status,
                    "media_type": step.media_type,
                    "reply": step.reply,
                    "uses": step.uses,
                    "decisive": step.decisive,
                    "shown": step.shown,
                    "headers": {**step.headers},
                }
                for step in each.steps
            ],
        }
        for each in told(report, findings)
    ]
