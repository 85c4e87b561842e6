"""Findings that are known, and let pass until they are mended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.verify.finding import Finding


def fingerprint(finding: Finding) -> str:
    """What stays the same from run to run: the rule, the operation, and the place."""
    raise NotImplementedError


@dataclass(frozen=True)
class Baseline:
    """The entries of one file: fingerprints, each with what was said of it."""

    entries: dict[str, dict[str, str]]

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a file. Raises ContractError when it is none of ours."""
        raise NotImplementedError

    def split(self, findings: list[Finding]) -> tuple[list[Finding], list[Finding], list[str]]:
        """What is new, what is known, and the entries that nothing was found for."""
        raise NotImplementedError


def write(path: Path, findings: list[Finding]) -> None:
    """Write a file that lets these findings pass."""
    raise NotImplementedError
