"""What was found, for people and for programs: one file for each format."""

from __future__ import annotations

from typing import Final

from codegen.verify.report.report import Idle, Never, Ran, Report

__all__ = ["FORMATS", "Idle", "Never", "Ran", "Report", "written"]

FORMATS: Final = ("terminal", "json", "junit", "sarif", "html")


def written(report: Report, form: str, *, colour: bool = False) -> str:
    """The report in one of FORMATS, with a line's end at its end."""
    if form == "json":
        from codegen.verify.report.as_json import as_json

        return as_json(report)
    if form == "junit":
        from codegen.verify.report.junit import junit

        return junit(report)
    if form == "sarif":
        from codegen.verify.report.sarif import sarif

        return sarif(report)
    if form == "html":
        from codegen.verify.report.html import html

        return html(report)
    from codegen.verify.report.terminal import terminal

    return terminal(report, colour=colour)
