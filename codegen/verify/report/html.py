"""One file for a browser: no scripts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escaped
from typing import Final

from codegen.verify.report.report import Report
from codegen.verify.report.terminal import visible
from codegen.verify.report.told import Told, many, never, reasons, summary, told

_STYLE: Final = """\
:root { color-scheme: light dark; --edge: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; }
h3 { margin: 0 0 .25rem; }
article { border: 1px solid var(--edge); border-left: 4px solid #c0392b; border-radius: 4px;
  margin: 1rem 0; padding: .75rem 1rem; }
article.known { border-left-color: #7f8c8d; }
code, pre { font: .85rem/1.5 ui-monospace, monospace; }
pre { background: color-mix(in srgb, currentColor 6%, transparent); overflow-x: auto;
  padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.decisive { border-left: 4px solid #c0392b; }
.where { opacity: .75; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid var(--edge); padding: .25rem .5rem; text-align: left;
  vertical-align: top; }
"""


def html(report: Report) -> str:
    """The report as one document."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    title = escape(f"{report.name}: {many(len(report.findings), 'finding')}")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    yield f"<p>{escape(report.url)}: {escape(summary(report))}.</p>"
    for note in report.notes:
        yield f"<p>{escape(note)}</p>"
    if report.never:
        yield f"<p>{escape(never(report))}</p>"
    rule = ""
    for each in told(report, report.findings):
        if each.rule != rule:
            rule = each.rule
            yield f"<h2>{escape(rule)}</h2>"
        yield from _finding(each, "new")
    if report.accepted:
        yield "<h2>Known, by the baseline</h2>"
        for each in told(report, report.accepted):
            yield from _finding(each, "known")
    if report.stale:
        yield "<h2>In the baseline, and not found</h2>\n<ul>"
        for fingerprint in report.stale:
            yield f"<li><code>{escape(fingerprint)}</code></li>"
        yield "</ul>"
    if report.idle:
        yield f"<h2>Could not run ({len(report.idle)})</h2>"
        for why, checks in reasons(report):
            yield f"<details><summary>{escape(why)} ({len(checks)})</summary>\n<ul>"
            for check in checks:
                yield f"<li>{escape(check)}</li>"
            yield "</ul></details>"
    yield f"<h2>Ran ({len(report.ran)})</h2>\n<details><summary>All checks</summary>\n<table>"
    yield "<tr><th>Check</th><th>Operation</th><th>Where</th><th>Attempts</th></tr>"
    for ran in report.ran:
        yield (
            f"<tr><td>{escape(ran.check)}</td><td>{escape(ran.operation)}</td>"
            f"<td><code>{escape(ran.where)}</code></td><td>{ran.attempts}</td></tr>"
        )
    yield "</table></details>\n</main>\n</body>\n</html>"


def _finding(each: Told, kind: str) -> Iterator[str]:
    yield f'<article class="{kind}" id="{each.fingerprint}">'
    yield f"<h3>{escape(each.operation)}</h3>\n<p>{escape(each.message)}</p>"
    place = f"{each.place}: " if each.place else ""
    yield f'<p class="where"><code>{escape(place + each.where)}</code></p>'
    if each.others:
        does = "So do" if len(each.others) > 1 else "So does"
        yield f"<p>{does} {escape(', '.join(each.others))}.</p>"
    for other in each.also:
        yield f"<p>Also: {escape(other)}.</p>"
    for number, step in enumerate(each.steps, 1):
        if not step.shown:
            continue
        if step.left_out:
            yield f"<p>… {escape(step.left_out)}</p>"
        said = f"# {step.answered} {step.reply}".rstrip()
        mark = ' class="decisive"' if step.decisive else ""
        head = f"# {number}. {step.note}".rstrip()
        yield f"<pre{mark}>{escape(head)}\n{escape(step.curl)}\n{escape(said)}</pre>"
    if each.tail():
        yield f"<p>… {escape(each.tail())}</p>"
    yield "</article>"


def escape(text: str) -> str:
    """A text as it is shown; no control character is written."""
    return "\n".join(escaped(visible(line)) for line in text.split("\n"))
