"""A bug report as one page of HTML that needs nothing else: no script, no style sheet, no picture.

Everything in it that came from outside is text, escaped, and the page forbids the browser to load
or run anything, for the case that something slips through.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from handlers import wire

HTML = "text/html"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'"
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1f;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere;"
    "background:#f3f3f6;padding:.7rem;border-radius:.4rem}table{border-collapse:collapse;"
    "width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .7rem .25rem 0;"
    "border-bottom:1px solid #ddd;overflow-wrap:anywhere}img{max-width:100%}"
)
HEADINGS = (
    ("expected", "What should have happened"),
    ("actual", "What happened instead"),
    ("steps", "Steps"),
)
FACTS = (
    *("id", "status", "created_at", "trace_id", "fingerprint", "duplicate_of", "resolution_note"),
    *("pinned", "byte_size", "redactions"),
)
DATA = (
    ("environment", "Environment"),
    ("client_meta", "Browser"),
    ("app_state", "State of the page"),
)
LOG_COLUMNS = ("timestamp", "level", "message", "serialized_args")
EVENT_COLUMNS = ("started_at", "method", "url", "status", "duration_ms", "trace_id", "error")
REQUEST_COLUMNS = ("at", "operation_id", "method", "path", "status", "duration_ms", "trace_id")
JOB_COLUMNS = ("id", "state", "failure_code", "created_at")
STEP_COLUMNS = ("at", "actor_name", "from", "to", "note")


def file(
    export: wire.BugReportExport, screenshot: tuple[bytes, str] | None, media_type: str
) -> tuple[str, wire.BugReportExport | bytes]:
    """Give the ending and the body of a report's file in this media type."""
    if media_type == HTML:
        return "html", page(export["report"], export["exported_at"], screenshot)
    return "json", export


def page(
    report: Mapping[str, Any], exported_at: str, screenshot: tuple[bytes, str] | None
) -> bytes:
    """Write the page of a report as it goes over the wire, with its screenshot's bytes and type."""
    return "\n".join(_parts(report, exported_at, screenshot)).encode()


def _parts(
    report: Mapping[str, Any], exported_at: str, screenshot: tuple[bytes, str] | None
) -> Iterable[str]:
    title = f"Bug report {report['id']}"
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{_text(title)}</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{STYLE}</style></head><body><h1>{_text(title)}</h1>"
    author = report["author"]
    facts = {name: report[name] for name in FACTS}
    facts["author"] = f"{author['name']} ({author['role']}, {author['id']})"
    facts["exported_at"] = exported_at
    yield _table(("fact", "value"), facts.items())
    yield f"<h2>What was reported</h2><pre>{_text(report['description'])}</pre>"
    for name, heading in HEADINGS:
        if report[name]:
            yield f"<h2>{heading}</h2><pre>{_text(report[name])}</pre>"
    if screenshot is not None:
        data, media_type = screenshot
        source = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
        yield f'<h2>Screenshot</h2><img alt="What the reporter saw" src="{source}">'
    yield from _rows("Console", LOG_COLUMNS, report["recent_logs"])
    yield from _rows("Requests of the page", EVENT_COLUMNS, report["network_events"])
    yield from _rows("Requests at the server", REQUEST_COLUMNS, report["context"]["requests"])
    yield from _rows("Jobs", JOB_COLUMNS, report["context"]["jobs"])
    yield from _rows("History", STEP_COLUMNS, report["history"])
    for name, heading in DATA:
        yield f"<h2>{heading}</h2><pre>{_text(_json(report[name]))}</pre>"
    whole = {name: report[name] for name in ("recent_logs", "network_events")}
    yield "<details><summary>Console and requests in full</summary>"
    yield f"<pre>{_text(_json(whole))}</pre></details></body></html>"


def _rows(heading: str, columns: tuple[str, ...], rows: list[Mapping[str, Any]]) -> Iterable[str]:
    if rows:
        yield f"<h2>{heading}</h2>"
        yield _table(columns, ([row[name] for name in columns] for row in rows))


def _table(columns: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> str:
    head = "".join(f"<th>{_text(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(_said(value))}</td>" for value in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _text(text: str) -> str:
    return escape(text, quote=True)
