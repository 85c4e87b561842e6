"""What was found, for people and for programs: one file for each format."""

from __future__ import annotations

from typing import Final

from codegen.verify.report.report import Idle, Ran, Report

__all__ = ["FORMATS", "Idle", "Ran", "Report", "written"]

FORMATS: Final = ("terminal", "json", "junit", "sarif", "html")


def written(report: Report, form: str, *, colour: bool = False) -> str:
    """The report in one of FORMATS, with a line's end at its end."""
    raise NotImplementedError
