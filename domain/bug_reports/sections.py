"""What is sent with a bug report: how much of it there may be, and how it is cleaned of secrets."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import vocabulary as words
from domain.errors import TooLarge
from domain.redaction import Redactor

LIMITS = {
    "app_state": (words.BUG_REPORT_STATE_MAX_BYTES, words.BUG_REPORT_STATE_MAX_DEPTH),
    "recent_logs": (words.BUG_REPORT_LOGS_MAX_BYTES, words.BUG_REPORT_LOGS_MAX_DEPTH),
    "network_events": (words.BUG_REPORT_REQUESTS_MAX_BYTES, words.BUG_REPORT_REQUESTS_MAX_DEPTH),
}
"""How many bytes of JSON each section may have, and how deep it may be nested."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was sent, without its secrets."""

    description: str
    sections: dict[str, Any]
    redactions: int
    """How many secrets there were."""


def must_fit(submission: Mapping[str, Any]) -> None:
    """Raise TooLarge, naming the section, for more than its schema lets there be."""
    for name, (most, deepest) in LIMITS.items():
        section = submission[name]
        if _depth(section, deepest + 1) > deepest:
            raise TooLarge(f"The section {name} may be nested at most {deepest} levels deep.")
        size = len(json.dumps(section, ensure_ascii=False, separators=(",", ":")).encode())
        if size > most:
            raise TooLarge(f"The section {name} may have at most {most} bytes; these are {size}.")


def _depth(value: Any, enough: int) -> int:
    """Count the objects and arrays within each other, up to `enough`."""
    if enough == 0 or not isinstance(value, Mapping | list):
        return 0
    held = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_depth(each, enough - 1) for each in held), default=0)


def cleaned(submission: Mapping[str, Any], known: Iterable[str] = ()) -> Cleaned:
    """Take every secret out; `known` are some that it may hold, such as the reporter's own token.

    Where what stands in a secret's place is longer than the secret, the text is cut to its limit.
    """
    redactor = Redactor(known)
    text = redactor.text
    whole = {
        "description": text(submission["description"]),
        **{
            name: None if submission[name] is None else text(submission[name])
            for name in ("expected", "actual", "steps")
        },
        "environment": _texts(redactor, submission["environment"]),
        "client_meta": {
            **_texts(redactor, submission["client_meta"], address="location_href"),
        },
        "app_state": redactor.value(submission["app_state"]),
        "recent_logs": [_log(redactor, each) for each in submission["recent_logs"]],
        "network_events": [_request(redactor, each) for each in submission["network_events"]],
    }
    whole = redactor.again(whole)
    _cut(whole, "BUG_REPORT_SUBMISSION")
    _cut(whole["environment"], "BUG_REPORT_ENVIRONMENT")
    _cut(whole["client_meta"], "BUG_REPORT_CLIENT_META")
    for log in whole["recent_logs"]:
        _cut(log, "BUG_REPORT_LOG")
        most = words.BUG_REPORT_LOG_SERIALIZED_ARGS_ITEM_MAX_LENGTH
        log["serialized_args"] = [each[:most] for each in log["serialized_args"]]
    for event in whole["network_events"]:
        _cut(event, "BUG_REPORT_REQUEST")
        for header in (*event["request_headers"], *event["response_headers"]):
            _cut(header, "BUG_REPORT_HEADER")
    description = whole.pop("description")[: words.BUG_REPORT_TEXT_MAX_LENGTH]
    return Cleaned(description, whole, redactor.count)


def _texts(redactor: Redactor, section: Mapping[str, Any], address: str = "") -> dict[str, Any]:
    """Clean the texts of a flat section, whose names are ours, and its address."""
    return {
        name: (redactor.url if name == address else redactor.text)(held)
        if isinstance(held, str)
        else held
        for name, held in section.items()
    }


def _log(redactor: Redactor, log: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **log,
        "message": redactor.text(log["message"]),
        "args": redactor.value(log["args"]),
        "serialized_args": redactor.value(log["serialized_args"]),
    }


FIXED = ("method", "started_at", "completed_at", "trace_id", "status")
"""What no secret fits into, by its schema."""


def _request(redactor: Redactor, event: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: held for name, held in event.items() if name not in FIXED}
    return {
        **event,
        **_texts(redactor, texts, address="url"),
        "request_headers": _headers(redactor, event["request_headers"]),
        "response_headers": _headers(redactor, event["response_headers"]),
    }


def _headers(redactor: Redactor, headers: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [
        {
            "name": redactor.text(header["name"]),
            "value": redactor.header(header["name"], header["value"]),
        }
        for header in headers
    ]


def _cut(section: dict[str, Any], of: str) -> None:
    """Cut every text of a section to what its schema, whose constants begin so, lets it be."""
    for name, held in section.items():
        most = getattr(words, f"{of}_{name.upper()}_MAX_LENGTH", None)
        if isinstance(held, str) and most is not None:
            section[name] = held[:most]
