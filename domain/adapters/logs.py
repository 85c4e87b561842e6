"""The log: one line per record on standard error, as text for people or as JSON for programs.

Both say under which trace a line was written, and about what (domain/trace.py). A line is a line:
whatever somebody managed to get into a message, no other line can come of it, and passwords in
addresses and credentials of headers are struck out.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import orjson

from domain import trace

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
QUIET = ("alembic", "uvicorn.error")
"""Who tells at every start what nobody asked."""

FIELDS = (
    *("trace_id", "span_id", "operation", "method", "path", "status", "duration_ms"),
    *("user_id", "job_id", "schedule"),
    *("event", "import_id", "mode", "source", "profile", "state"),
    *("file", "outcome", "reason", "code", "count"),
)
"""What a line may say besides its words, in this order."""

# In an address: `//name:password@`. In a header, or a sentence about one: `Bearer …`.
SECRETS = re.compile(r"(?<=//)[^\s/@]+(?=@)|(?i:(?<=bearer )|(?<=basic ))[\w.~+/=-]{8,}")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def set_up(form: str | None, level: str, stream: TextIO | None = None) -> None:
    """Send the log there, by default to standard error.

    Without a form people get text, at a terminal, and programs JSON. Nothing happens where somebody
    has set the log up already.
    """
    root = logging.getLogger()
    if root.handlers:
        return
    stream = stream or sys.stderr
    if form is None:
        form = "text" if stream.isatty() else "json"
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson() if form == "json" else AsText())
    root.addHandler(handler)
    least = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(least)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(least, logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda thread: _uncaught(
        thread.exc_type, thread.exc_value, thread.exc_traceback
    )
    # Nobody reads these, and finding them out takes as long as writing the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.logAsyncioTasks = False  # type: ignore[attr-defined, unused-ignore]


def _uncaught(
    kind: type[BaseException], error: BaseException | None, stack: TracebackType | None
) -> None:
    """Write what ended a thread, or the program, as a line like any other."""
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    told = error or kind()
    logging.getLogger("spolvero").critical("an error ended it", exc_info=(kind, told, stack))


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """Give what a record says besides its words."""
    here: dict[str, Any] = {"trace_id": trace.current(), "span_id": trace.span(), **trace.facts()}
    said: Mapping[str, Any] = getattr(record, "fields", {})
    known = {**here, **said}
    return {name: known[name] for name in FIELDS if known.get(name) is not None}


def without_secrets(text: str) -> str:
    """Strike out the passwords in addresses and the credentials of headers."""
    return SECRETS.sub("***", text)


def _words(record: logging.LogRecord) -> str:
    text = record.getMessage()
    return text if record.levelno < logging.WARNING else without_secrets(text)


def _error(record: logging.LogRecord) -> str | None:
    """Give the error with its stack, if the record has one."""
    if not record.exc_info or record.exc_info[0] is None:
        return None
    return without_secrets("".join(traceback.format_exception(*record.exc_info)).rstrip())


def _printable(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


class AsText(logging.Formatter):
    """Lines for people; the stack of an error comes below, and each line of it is moved in."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        when = datetime.fromtimestamp(record.created).isoformat(" ", "milliseconds")
        said = {k: v for k, v in fields(record).items() if k not in self._in_words(record)}
        about = "".join(f" {name}={value}" for name, value in said.items())
        line = f"{when} {record.levelname} {record.name} {_words(record)}{about}"
        lines = [CONTROLS.sub(_printable, line)]
        if stack := _error(record):
            lines += [f"  | {CONTROLS.sub(_printable, each)}" for each in stack.split("\n")]
        return _sayable("\n".join(lines))

    @staticmethod
    def _in_words(record: logging.LogRecord) -> tuple[str, ...]:
        of_a_request = hasattr(record, "fields") and "method" in record.fields
        return ("method", "path", "status", "duration_ms") if of_a_request else ()


class AsJson(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds")
        line: dict[str, Any] = {
            "timestamp": when.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _words(record),
            **fields(record),
        }
        if stack := _error(record):
            line["error"] = stack
        try:
            text = orjson.dumps(line, default=str).decode()
        except TypeError:  # half of a pair of surrogates: no text that can be sent
            plain = {name: _sayable(str(value)) for name, value in line.items()}
            text = orjson.dumps(plain).decode()
        # JSON lets some characters be that some programs end a line at.
        return text if text.isascii() else CONTROLS.sub(_escaped, text)


def _sayable(text: str) -> str:
    """Give the text with what UTF-8 cannot say spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
