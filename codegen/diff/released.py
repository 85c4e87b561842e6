"""Our own contract beside the one that was released last, openapi/released.json.

`make check` refuses what breaks its clients. A release replaces the file by the bundle
(`python -m codegen release`), which is when the words of `python -m codegen changelog` have gone
into CHANGELOG.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from codegen.diff.finding import Finding

RELEASED = "released.json"
WAIVERS = "waivers.yaml"
"""Breaks that were agreed to, if there are any: docs/diff.md tells how to write it."""


def faults(document: Mapping[str, Any], folder: Path) -> list[str]:
    """One line for each break that nobody has waived; none where nothing was released yet.

    Clients of ours ignore properties that they do not know, so new ones in replies break nobody.
    """
    found = []
    for each in differences(document, folder):
        if each.waived or not (each.severity == "break" or each.rule.startswith("waiver-")):
            continue
        where = f"openapi/{RELEASED if each.is_old else 'bundle.json'}: {each.where}"
        names = ", ".join(each.operations[:2])
        more = len(each.operations) - 2
        names += f" and {more} more" if more > 0 else ""
        found.append(
            f"{where}: {names}{': ' if names else ''}{each.message} ({each.rule}); restore it, or "
            f"waive it in openapi/{WAIVERS}"
        )
    return found


def differences(document: Mapping[str, Any], folder: Path) -> list[Finding]:
    """What has changed since the last release."""
    from codegen.diff.compare import compare
    from codegen.diff.document import opened, prepared

    released = folder / RELEASED
    if not released.exists():
        return []
    today = date.today()
    found = compare(
        opened(str(released)), prepared(dict(document), "bundle.json"), today, tolerant=True
    )
    waivers = folder / WAIVERS
    if waivers.exists():
        from codegen.diff.waivers import apply, read

        apply(read(str(waivers)), found, today, str(waivers))
    return found


def changelog(document: Mapping[str, Any], folder: Path) -> str:
    """A draft of the Contract part of CHANGELOG.md."""
    from codegen.diff.document import Document
    from codegen.diff.report import Shown, writer

    old, new = Document("the last release", {}), Document("this contract", dict(document))
    return writer("markdown")(old, new, differences(document, folder), Shown())
