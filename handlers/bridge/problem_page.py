"""A problem as a page: for operations that a person's browser goes to by itself, as to a link.

They declare `text/html` beside `application/problem+json`; whoever does not ask for HTML gets JSON.
"""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from typing import Any

PAGE = "text/html"
STYLE = "body{font:1rem/1.5 system-ui;max-width:36rem;margin:15vh auto;padding:0 1rem}"
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page_of(problem: Mapping[str, Any]) -> bytes:
    """Write a problem's title, detail and trace id as HTML, with a way back."""
    title, detail, trace = (escape(str(problem[key])) for key in ("title", "detail", "trace_id"))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1><p>{detail}</p>"
        f'<p><a href="/">Back to the studio</a></p><p><small>{trace}</small></p></html>\n'
    ).encode()
