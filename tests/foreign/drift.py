"""One planted way in which a server departs from its contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

GONE = object()
"""In a patch: this keyword is not looked at."""

CLASSES = (
    "status",
    "schema",
    "media",
    "headers",
    "accepts-invalid",
    "rejects-valid",
    "crash",
    "protocol",
    "auth",
    "lifecycle",
    "collections",
    "ownership",
    "idempotency",
    "safety",
    "conditional",
    "caching",
    "long-running",
    "dependencies",
    "relations",
)


@dataclass(frozen=True)
class Drift:
    """A lie, switched on by its name: `application("filter-ignored")`.

    What is neither in `body`, `parameter` nor `reply` stands in the application, by the name.
    """

    name: str
    kind: str
    """One of CLASSES."""
    at: tuple[str, ...]
    """The keys of the operations of which a right finding may speak."""
    body: Mapping[str, Any] = field(default_factory=dict)
    """JSON pointer in the schema of the request's body → what the server takes it for."""
    parameter: Mapping[str, Any] = field(default_factory=dict)
    """The same, each pointer beginning with the parameter's name."""
    reply: Callable[[Any], None] | None = None
    """Falsifies the success of the operations in `at`."""

    def __post_init__(self) -> None:
        assert self.kind in CLASSES, self.kind


def table(*drifts: Drift) -> dict[str, Drift]:
    """Index drifts by their names, which are all different."""
    found = {drift.name: drift for drift in drifts}
    assert len(found) == len(drifts)
    return found


def without(pointer: str) -> Callable[[Any], None]:
    """Leave a property of the reply out."""

    def falsify(answer: Any) -> None:
        for owner, last in _owners(answer.body, pointer):
            owner.pop(last, None)

    return falsify


def instead(pointer: str, value: Any) -> Callable[[Any], None]:
    """Put another value into the reply; one that can be called makes it of the true one."""

    def falsify(answer: Any) -> None:
        for owner, last in _owners(answer.body, pointer):
            owner[last] = value(owner.get(last)) if callable(value) else value

    return falsify


def status(code: int, *, empty: bool = False) -> Callable[[Any], None]:
    """Answer with another status."""

    def falsify(answer: Any) -> None:
        answer.status = code
        if empty:
            answer.body = None

    return falsify


def header(name: str, value: str | None) -> Callable[[Any], None]:
    """Send a header with another value, or none."""

    def falsify(answer: Any) -> None:
        answer.headers.pop(name, None)
        if value is not None:
            answer.headers[name] = value

    return falsify


def media(kind: str, body: Any = ...) -> Callable[[Any], None]:
    """Send another media type, and another body if there is one."""

    def falsify(answer: Any) -> None:
        answer.media = kind
        if body is not ...:
            answer.body = body

    return falsify


def body(change: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Send a body made of the true one."""

    def falsify(answer: Any) -> None:
        answer.body = change(answer.body)

    return falsify


def _owners(node: Any, pointer: str) -> list[tuple[Any, str]]:
    """The objects that hold what a pointer names; `*` stands for each item of an array."""
    *path, last = pointer.strip("/").split("/")
    nodes = [node]
    for part in path:
        if part == "*":
            nodes = [item for each in nodes if isinstance(each, list) for item in each]
        else:
            nodes = [each[part] for each in nodes if isinstance(each, dict) and part in each]
    return [(each, last) for each in nodes if isinstance(each, dict)]
