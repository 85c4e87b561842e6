"""What a rule for any document is: an id, how much it matters, who asks for it, and a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
SETS: Final = {
    "openapi": "What the specification says, and what no tool can make sense of otherwise.",
    "spolvero": "The rules of this project's own contract (openapi/README.md).",
    "zalando": "Zalando's RESTful API Guidelines; each rule names their number.",
}


class Drop:
    """Stands for the value of a key that a fix takes out."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that alters nothing of what the document means: what stands at the pointer becomes
    the value; a key that is not there is put in, and `Drop` takes one out."""

    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a place: `at` is a pointer below the node that the rule was given."""

    message: str
    at: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands in a document, of the kind that a rule asked for."""

    at: str
    """Its JSON pointer."""
    key: str
    """The last step of that, as the author wrote it: a path, a method, a name, a status."""
    raw: Mapping[str, Any]
    document: Document


@dataclass(slots=True)
class Document:
    """The whole of it, and what several rules want to know."""

    raw: Mapping[str, Any]
    version: str
    """`3.0`, `3.1` or `3.2`."""
    references: set[str] = field(default_factory=set)
    """Every `$ref` that was met."""
    known: dict[str, Any] = field(default_factory=dict)
    """What rules remember from one node to the next, by the rule's id."""

    def resolve(self, raw: Any) -> Mapping[str, Any]:
        """What a part is after its references; nothing when they lead nowhere."""
        from codegen.pointer import follow, from_fragment

        for _ in range(32):  # a chain of references that is longer goes in a circle
            reference = raw.get("$ref") if isinstance(raw, dict) else None
            if not isinstance(reference, str):
                break
            try:
                raw = follow(self.raw, from_fragment(reference.removeprefix("#")))
            except LookupError:
                return {}
        return raw if isinstance(raw, dict) else {}


Check = Callable[[Node], Iterator[Told]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `on` is the kind of node that it looks at (codegen/source/kinds.py); `end` runs
    after the last node, on the document itself."""

    id: str
    on: str
    severity: Severity
    sets: tuple[str, ...]
    source: str
    check: Check

    @property
    def says(self) -> str:
        """What it asks for, in a sentence."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]


RULES: Final[dict[str, Rule]] = {}


def rule(
    name: str, on: str, severity: Severity, *sets: str, source: str = "OpenAPI"
) -> Callable[[Check], Check]:
    """Register a rule. Its docstring is what it asks for."""

    def register(check: Check) -> Check:
        assert name not in RULES, name
        RULES[name] = Rule(name, on, severity, sets or ("openapi",), source, check)
        return check

    return register
