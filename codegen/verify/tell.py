"""What becomes of a report: the baseline is looked up, it is written, and there is a status."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from codegen.fault import ContractError
from codegen.verify import baseline
from codegen.verify.report import written
from codegen.verify.report.report import Report


def tell(
    report: Report,
    form: str,
    *,
    output: str | None = None,
    known: str | None = None,
    update: bool = False,
) -> int:
    """Write a report; give the exit status: 0 nothing new was found, 1 something was.

    `known` is the file of the baseline; with `update` it is written anew, and lets pass all that
    was found. A file that is to be written gets the report, and standard error its summary.
    Raises ContractError.
    """
    if known is not None:
        report = _held_to(report, Path(known), update)
    colour = output is None and form == "terminal" and sys.stdout.isatty()
    text = written(report, form, colour=colour)
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as fault:
            raise ContractError(f"--output {output}: {fault.strerror}") from None
        if form != "terminal":
            sys.stderr.write(written(report, "terminal", colour=sys.stderr.isatty()))
    return 1 if report.findings else 0


def _held_to(report: Report, path: Path, update: bool) -> Report:
    if update:
        baseline.write(path, report.findings)
        return replace(report, findings=(), accepted=report.findings)
    new, known, stale = baseline.Baseline.read(path).split(report.findings)
    return replace(report, findings=new, accepted=known, stale=stale)
