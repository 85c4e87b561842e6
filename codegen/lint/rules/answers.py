"""Rules about answers, their media types and headers."""

import re
from collections.abc import Iterator

from codegen.lint.rule import Node, Told, rule
from codegen.pointer import join

_STATUS = re.compile(r"[1-5]([0-9][0-9]|XX)")
# IANA's registry of status codes, as of 2024.
_USUAL = frozenset(
    (
        *("100", "101", "102", "103", "200", "201", "202", "203", "204", "205", "206", "207"),
        *("208", "226", "300", "301", "302", "303", "304", "305", "307", "308", "400", "401"),
        *("402", "403", "404", "405", "406", "407", "408", "409", "410", "411", "412", "413"),
        *("414", "415", "416", "417", "421", "422", "423", "424", "425", "426", "428", "429"),
        *("431", "451", "500", "501", "502", "503", "504", "505", "506", "507", "508", "511"),
    )
)
_MEDIA = re.compile(r"[\w.!#$&^+*-]+/[\w.!#$&^+*-]+(\s*;.*)?")
PROBLEM = "application/problem+json"


@rule("answer-status", "responses", "error", source="OpenAPI 4.8.16.2")
def status(node: Node) -> Iterator[Told]:
    """An answer is under a status of three digits, a range such as 4XX, or default."""
    for name in node.raw:
        text = str(name)
        if not text.startswith("x-") and text != "default" and not _STATUS.fullmatch(text):
            yield Told(f"{text} is no status, no range and not default.", join("", text))


@rule("answer-status-registered", "responses", "info", "zalando", source="Zalando 150")
def status_registered(node: Node) -> Iterator[Told]:
    """Statuses are those that IANA has registered."""
    for name in node.raw:
        if re.fullmatch(r"[1-5][0-9][0-9]", str(name)) and str(name) not in _USUAL:
            yield Told(f"The status {name} is registered nowhere.", join("", name))


@rule("answer-described", "response", "error", source="OpenAPI 4.8.17.1")
def described(node: Node) -> Iterator[Told]:
    """An answer has a description."""
    if "$ref" not in node.raw and not str(node.raw.get("description") or "").strip():
        yield Told(f"The answer {node.key} has no description.")


@rule("answer-without-body", "responses", "error", source="RFC 9110, 15.3.5 and 15.4.5")
def without_body(node: Node) -> Iterator[Told]:
    """204, 205 and 304 have no body."""
    for name in ("204", "205", "304"):
        if node.document.resolve(node.raw.get(name)).get("content"):
            yield Told(f"The answer {name} has no body, and declares one.", join("", name))


@rule("media-type-valid", "response", "warning", source="RFC 9110, 8.3.1")
def media_type_valid(node: Node) -> Iterator[Told]:
    """A media type is a type and a subtype."""
    for name in node.raw.get("content") or ():
        if not _MEDIA.fullmatch(str(name)):
            yield Told(f"{name} is no media type.", join("/content", name))


@rule("errors-are-problems", "responses", "warning", "spolvero", "zalando", source="Zalando 176")
def errors_are_problems(node: Node) -> Iterator[Told]:
    """What goes wrong is told as a problem (RFC 9457)."""
    for name, answer in node.raw.items():
        if not (str(name)[0] in "45" or name == "default"):
            continue
        content = node.document.resolve(answer).get("content")
        if content and PROBLEM not in {str(each).partition(";")[0] for each in content}:
            yield Told(f"The answer {name} is no {PROBLEM}.", join("", name))


@rule("answer-is-object", "response", "warning", "spolvero", "zalando", source="Zalando 110")
def is_object(node: Node) -> Iterator[Told]:
    """The outermost value of a JSON answer is an object, so that it can grow."""
    for name, media in (node.raw.get("content") or {}).items():
        schema = node.document.resolve((media or {}).get("schema"))
        if "json" in str(name) and schema.get("type") == "array":
            yield Told("The answer is a bare array, which cannot grow.", join("/content", name))


@rule("limits-are-told", "responses", "info", "zalando", source="Zalando 153")
def limits_are_told(node: Node) -> Iterator[Told]:
    """429 tells by Retry-After, or by headers of its own, when to come back."""
    answer = node.document.resolve(node.raw.get("429"))
    headers = {each.lower() for each in answer.get("headers") or ()}
    if answer and not any(each == "retry-after" or "ratelimit" in each for each in headers):
        yield Told("The answer 429 does not tell when to come back.", "/429")
