"""Which reports tell of the same bug: a fingerprint that builds, ids and numbers do not change.

Of a report with an error: its first message, the top of its stack, and the kind of page. Of one
without: what was written, and the kind of page.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from domain import search
from domain.redaction import REDACTED
from domain.vocabulary import BUG_REPORT_FINGERPRINT_MAX_LENGTH, LogLevel

FRAMES = 3
"""So many frames of the stack count, from the top."""

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s)]*", re.I)
BUILD = re.compile(r"[.-][A-Za-z0-9_-]{6,}(?=\.(?:m?js|css|ts|tsx)\b)")
"""What a bundler adds to the name of a file."""
QUERY = re.compile(r"\?[^\s:)]*")
PLACE = re.compile(r"(?::\d+){1,2}\b")
ID = re.compile(
    r"\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b",
    re.I,
)
QUOTED = re.compile(r"'[^']{0,200}'|\"[^\"]{0,200}\"|`[^`]{0,200}`")
NUMBER = re.compile(r"\d+")
SPACE = re.compile(r"\s+")
FRAME = re.compile(r"^\s*(?:at\s+(?P<chrome>.+)|(?P<firefox>[^\s@]*@\S+))$", re.M)


def fingerprint(description: str, sections: Mapping[str, Any]) -> str:
    """Give the fingerprint of a cleaned report: 32 hexadecimal digits."""
    error = next(_errors(sections), None)
    message, stack = error or (description, [])
    route = _route(sections["client_meta"]["location_href"])
    parts = [_message(message), *map(_frame, stack[:FRAMES]), route]
    digest = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    return digest[:BUG_REPORT_FINGERPRINT_MAX_LENGTH]


def _errors(sections: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Find errors, the first one first: of the console, then of requests."""
    for log in sections["recent_logs"]:
        if log["level"] == LogLevel.ERROR:
            texts = [log["message"], *log["serialized_args"]]
            texts += [each["stack"] for each in log["args"] if _has_stack(each)]
            yield log["message"].partition("\n")[0], _frames("\n".join(texts))
    for event in sections["network_events"]:
        failed = event["status"] is not None and event["status"] >= 500
        if event["error"] is not None or failed:
            yield f"{event['method']} {_route(event['url'])} {event['status'] or 'lost'}", []


def _has_stack(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("stack"), str)


def _frames(text: str) -> list[str]:
    """Give the frames of the stacks in a text, each once."""
    found = (match["chrome"] or match["firefox"] for match in FRAME.finditer(text))
    return list(dict.fromkeys(found))


def _frame(frame: str) -> str:
    return _plain(PLACE.sub("", BUILD.sub("", QUERY.sub("", ADDRESS.sub("", frame)))))


def _message(message: str) -> str:
    return _plain(QUOTED.sub("_", QUERY.sub("", ADDRESS.sub("", message))))


def _route(address: str) -> str:
    """Give the kind of page: its path with `_` for each id or number."""
    path = ADDRESS.sub("", address).partition("?")[0].partition("#")[0]
    return _plain(path) or "/"


def _plain(text: str) -> str:
    text = NUMBER.sub("0", ID.sub("_", text.replace(REDACTED, "_")))
    return search.fold(SPACE.sub(" ", text)).strip()
