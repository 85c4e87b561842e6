"""SARIF 2.1.0 (OASIS), which code hosts show beside the lines of the document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from codegen.verify.report.report import Report
from codegen.verify.report.told import Told, refused, told

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(report: Report) -> str:
    """The report as a log with one run."""
    new, known = told(report, report.findings), told(report, report.accepted)
    rules = [*dict.fromkeys(each.rule for each in (*new, *known))]
    results = [_result(each, rules) for each in new]
    for each in known:
        results.append({**_result(each, rules), "suppressions": [{"kind": "external"}]})
    run = {
        "tool": {
            "driver": {
                "name": "spolvero verify",
                "rules": [
                    {"id": rule, "shortDescription": {"text": rule.replace("_", " ")}}
                    for rule in rules
                ],
            }
        },
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [*_notices(report)]}
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"seed": report.seed, "url": report.url, "requests": report.requests},
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _notices(report: Report) -> Iterator[dict[str, Any]]:
    for each in report.never:
        why = f"{each.operation} was never carried out ({refused(each)})"
        where = {"logicalLocations": [{"name": each.operation}]}
        yield {
            "level": "warning",
            "message": {"text": f"{why}, so what it does is not checked"},
            "locations": [where],
        }
    for note in report.notes:
        yield {"level": "note", "message": {"text": note}}


def _result(each: Told, rules: list[str]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"name": each.operation, "fullyQualifiedName": each.where or "/"}]
    }
    file, line, column = _parts(each.place)
    if file:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": file},
            "region": {"startLine": line, "startColumn": column},
        }
    steps = "\n".join(f"{step.curl}  # answered {step.status}" for step in each.shown)
    return {
        "ruleId": each.rule,
        "ruleIndex": rules.index(each.rule),
        "level": "error",
        "message": {"text": f"{each.operation}: {each.message}\n\n{steps}".strip()},
        "locations": [location],
        "partialFingerprints": {"spolvero/v1": each.fingerprint},
    }


def _parts(place: str | None) -> tuple[str, int, int]:
    """The file as a URI, line and column of `api.yaml:12:5`."""
    from urllib.parse import quote

    file, _, rest = (place or "").rpartition(":")
    file, _, line = file.rpartition(":")
    if not (file and line.isdecimal() and rest.isdecimal()):
        return "", 0, 0
    return quote(file, safe="/"), max(int(line), 1), max(int(rest), 1)
