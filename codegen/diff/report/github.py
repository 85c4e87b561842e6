"""Annotations of GitHub's workflows, beside the lines that are meant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from codegen.diff.document import Document
from codegen.diff.finding import Finding
from codegen.diff.report import Shown, used_by

_WORDS: Final = {"break": "error", "warning": "warning", "info": "notice"}


def write(old: Document, new: Document, findings: Sequence[Finding], shown: Shown) -> str:
    """One line each; what is waived is a notice."""
    lines = []
    for each in findings:
        if each.severity == "info" and not shown.infos:
            continue
        # Nobody sees an annotation of a file that is not there any more.
        file, line = new.place("" if each.is_old else each.where)
        word = "notice" if each.waived else _WORDS[each.severity]
        text = f"{used_by(each)}: {each.message}"
        if each.witness is not None:
            text += f"\nFor instance, {each.witness.of}: " + json.dumps(
                each.witness.value, ensure_ascii=False
            )
        if each.waived:
            text += f"\nWaived: {each.waived}"
        name, title = _part(file), _part(each.rule)
        lines.append(f"::{word} file={name},line={line},title={title}::{_text(text)}\n")
    return "".join(lines)


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _part(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
