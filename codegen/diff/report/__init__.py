"""How differences are told: for people at a terminal, for a changelog, for programs, for GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from codegen.diff.document import Document
from codegen.diff.finding import Finding

Writer = Callable[[Document, Document, Sequence[Finding], "Shown"], str]


class Shown:
    """How much is told, and whether in colours."""

    def __init__(self, infos: bool = True, colour: bool = False) -> None:
        self.infos = infos
        self.colour = colour


def counted(findings: Sequence[Finding]) -> str:
    """`2 breaks, 1 warning, 4 other changes, 1 waived`."""
    counts = Counter("waived" if each.waived else each.severity for each in findings)
    parts = [
        _many(counts["break"], "break", "breaks"),
        _many(counts["warning"], "warning", "warnings"),
        _many(counts["info"], "other change", "other changes"),
    ]
    if counts["waived"]:
        parts.append(f"{counts['waived']} waived")
    return ", ".join(parts)


def _many(count: int, one: str, several: str) -> str:
    return f"{count or 'no'} {one if count == 1 else several}"


def used_by(finding: Finding) -> str:
    """The operations of a finding, the first of them by name."""
    first, *more = finding.operations or ["the whole API"]
    if not more:
        return first
    return f"{first} and {len(more)} more" if len(more) > 1 else f"{first} and {more[0]}"


def writer(name: str) -> Writer:
    """What writes a format."""
    import importlib

    module = importlib.import_module(f"codegen.diff.report.{name}")
    found: Writer = module.write
    return found


FORMATS: Final = ("terminal", "markdown", "json", "github")
