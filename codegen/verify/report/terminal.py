"""For a person at a terminal; colours only where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from codegen.verify.report.report import Report
from codegen.verify.report.told import Told, many, never, reasons, summary, told

_RED: Final = "\x1b[31m"
_GREEN: Final = "\x1b[32m"
_DIM: Final = "\x1b[2m"
_BOLD: Final = "\x1b[1m"
_END: Final = "\x1b[0m"
_REASONS: Final = 12
_EXAMPLES: Final = 3


def terminal(report: Report, *, colour: bool = False) -> str:
    """The whole report as lines of text."""
    return "\n".join(_lines(report, _Paint(colour))) + "\n"


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"{code}{text}{_END}" if self._colour else text


def _lines(report: Report, paint: _Paint) -> Iterator[str]:
    rule = ""
    for each in told(report, report.findings):
        if each.rule != rule:
            rule = each.rule
            count = sum(finding.rule == rule for finding in report.findings)
            yield paint(f"{rule} ({many(count, 'finding')})", _BOLD)
            yield ""
        yield from _finding(each, paint)
        yield ""
    if report.idle:
        yield paint(f"Could not run ({many(len(report.idle), 'check')}):", _BOLD)
        found = reasons(report)
        for why, checks in found[:_REASONS]:
            some = ", ".join(checks[:_EXAMPLES])
            more = f" and {len(checks) - _EXAMPLES} more" if len(checks) > _EXAMPLES else ""
            yield f"  {visible(why)}: {some}{more}"
        if len(found) > _REASONS:
            yield f"  {many(len(found) - _REASONS, 'other reason')}: --format json tells all"
        yield ""
    for stale in report.stale:
        yield f"The baseline has {stale}, which was not found: take it out by --update-baseline."
    for note in report.notes:
        yield visible(note)
    if report.never:
        yield visible(never(report))
    good = not report.findings
    yield paint(f"{report.name}: {summary(report)}", _GREEN if good else _RED)


def _finding(each: Told, paint: _Paint) -> Iterator[str]:
    yield f"{paint('✗', _RED)} {paint(each.operation, _BOLD)}: {visible(each.message)}"
    place = f"{each.place}: " if each.place else ""
    yield "  " + paint(f"{place}{each.where}", _DIM)
    if each.others:
        yield f"  {'so do' if len(each.others) > 1 else 'so does'} {', '.join(each.others)}"
    for other in each.also[:_EXAMPLES]:
        yield f"  also: {visible(other)}"
    if len(each.also) > _EXAMPLES:
        yield f"  also: {len(each.also) - _EXAMPLES} more of the kind"
    for number, step in enumerate(each.steps, 1):
        if not step.shown:
            continue
        if step.left_out:
            yield "  " + paint(f"# … {step.left_out}", _DIM)
        got = step.answered
        head = paint(f"# {number}. {visible(step.note)}".rstrip(), _BOLD if step.decisive else _DIM)
        yield f"  {head}"
        yield f"  {visible(step.curl)}"
        yield "  " + paint(f"#    {got} {visible(step.reply)}".rstrip(), _DIM)
    if each.tail():
        yield "  " + paint(f"# … {each.tail()}", _DIM)


def visible(text: str) -> str:
    """A text on one line, whose control characters do nothing to a terminal."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )
