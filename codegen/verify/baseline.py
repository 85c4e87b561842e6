"""Findings that are known, and let pass until they are mended.

A file of JSON, to be kept beside the document: what is in it by fingerprint, and what was said when
it was written, for people. Only the fingerprint counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from codegen.fault import ContractError
from codegen.verify.finding import Finding

VERSION: Final = 1


def fingerprint(finding: Finding) -> str:
    """What stays the same from run to run: the rule, the operation, and the place."""
    return sha256("\0".join(finding.cause).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Baseline:
    """The entries of one file: fingerprints, each with what was said of it."""

    entries: dict[str, dict[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a file. Raises ContractError when it is none of ours."""
        try:
            value = json.loads(path.read_bytes())
            known = value["known"]
            return cls({str(each["fingerprint"]): dict(each) for each in known})
        except OSError as fault:
            raise ContractError(f"{path}: the baseline cannot be read: {fault.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise ContractError(
                f"{path}: this is no baseline; --update-baseline writes one"
            ) from None

    def split(self, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding], list[str]]:
        """What is new, what is known, and the entries that nothing was found for."""
        new = [each for each in findings if fingerprint(each) not in self.entries]
        known = [each for each in findings if fingerprint(each) in self.entries]
        found = {fingerprint(each) for each in known}
        return new, known, [each for each in self.entries if each not in found]


def write(path: Path, findings: Sequence[Finding]) -> None:
    """Write a file that lets these findings pass. Raises ContractError."""
    known = [
        {
            "fingerprint": fingerprint(each),
            "rule": each.rule,
            "operation": each.operation,
            "where": each.where,
        }
        for each in sorted(findings, key=lambda each: each.cause)
    ]
    text = json.dumps({"version": VERSION, "known": known}, indent=2, ensure_ascii=False)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise ContractError(f"{path}: the baseline cannot be written: {fault.strerror}") from None
