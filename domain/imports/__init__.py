"""Imports: what was there before the studio, brought in with every file accounted for."""

from domain.imports.item import ImportAction, ImportDiscrepancy, ImportItem
from domain.imports.run import ImportRun
from domain.imports.source import ImportSource, SourceFile

__all__ = [
    "ImportAction",
    "ImportDiscrepancy",
    "ImportItem",
    "ImportRun",
    "ImportSource",
    "SourceFile",
]
