"""Every rule: a stable id, how grave it is, and what it means. docs/reference/diff-rules.md is made
from this table.

Of a schema's keywords there is one rule for each subject that has schemas, and direction: what a
client sends may be loosened and not tightened, what it is sent may be tightened and not loosened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from codegen.diff.finding import Severity

Sender = Literal["client", "server"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of difference."""

    id: str
    severity: Severity
    means: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that carries a schema. `part` is what a property of it is called in ids."""

    id: str
    part: str
    sender: Sender
    means: str


SUBJECTS: Final = {
    each.id: each
    for each in (
        Subject("request-body", "request-property", "client", "the body of a request"),
        Subject("request-parameter", "request-parameter", "client", "a parameter"),
        Subject("response-body", "response-property", "server", "the body of a response"),
        Subject("response-header", "response-header", "server", "a header of a response"),
        Subject("webhook-body", "webhook-property", "server", "what a webhook or callback sends"),
        Subject("webhook-parameter", "webhook-parameter", "server", "a webhook's parameter"),
        Subject(
            "webhook-response-body",
            "webhook-response-property",
            "client",
            "what is answered to a webhook or callback",
        ),
        Subject("webhook-response-header", "webhook-response-header", "client", "a header of that"),
    )
}

KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "type": ("type-narrowed", "type-widened", "the types that it may have"),
    "type-changed": ("type-changed", "type-changed", "its type is another"),
    "null": ("became-not-nullable", "became-nullable", "whether it may be null"),
    "enum": ("enum-value-removed", "enum-value-added", "the values of its enum"),
    "const": ("const-changed", "const-changed", "the one value that it has"),
    "finite": ("became-enum", "no-longer-enum", "whether its values are listed"),
    "low": ("minimum-increased", "minimum-decreased", "its least value"),
    "high": ("maximum-decreased", "maximum-increased", "its greatest value"),
    "multiple": ("multiple-of-tightened", "multiple-of-loosened", "what it is a multiple of"),
    "min-length": ("min-length-increased", "min-length-decreased", "its least length"),
    "max-length": ("max-length-decreased", "max-length-increased", "its greatest length"),
    "pattern": ("pattern-tightened", "pattern-loosened", "its pattern"),
    "format": ("format-tightened", "format-loosened", "its format"),
    "min-items": ("min-items-increased", "min-items-decreased", "its least number of items"),
    "max-items": ("max-items-decreased", "max-items-increased", "its greatest number of items"),
    "unique": ("unique-items-required", "unique-items-lifted", "whether its items differ"),
    "items-closed": ("items-forbidden", "items-allowed", "whether it may have further items"),
    "contains": ("contains-tightened", "contains-loosened", "an item that it has to contain"),
    "required": ("became-required", "became-optional", "whether it has to be there"),
    "required-new": ("added-required", "required-removed", "a required property"),
    "required-hidden": (
        "became-required-and-writable",
        "became-write-only",
        "a property that one side alone may send",
    ),
    "forbidden": (
        "removed-from-closed-object",
        "added-to-closed-object",
        "a property of an object that allows no others",
    ),
    "closed": (
        "additional-properties-forbidden",
        "additional-properties-allowed",
        "whether it may have properties that are not named",
    ),
    "others": (
        "additional-properties-tightened",
        "additional-properties-loosened",
        "what properties that are not named may be",
    ),
    "pattern-property": (
        "pattern-property-tightened",
        "pattern-property-loosened",
        "what properties may be whose names fit a pattern",
    ),
    "property-names": (
        "property-names-tightened",
        "property-names-loosened",
        "the names that its properties may have",
    ),
    "min-properties": (
        "min-properties-increased",
        "min-properties-decreased",
        "its least number of properties",
    ),
    "max-properties": (
        "max-properties-decreased",
        "max-properties-increased",
        "its greatest number of properties",
    ),
    "dependent-required": (
        "dependent-required-tightened",
        "dependent-required-loosened",
        "a property that another one needs",
    ),
    "alternative": ("alternative-removed", "alternative-added", "what it may be instead"),
    "one-of": ("one-of-overlaps", "one-of-overlap-lifted", "alternatives of which one may fit"),
    "not": ("not-tightened", "not-loosened", "what it must not be"),
    "if": ("condition-tightened", "condition-loosened", "what holds on a condition"),
}
"""For each kind of gap: the rule where less fits, where more does, and what it is about."""

_CLIENT_NOTES: Final[dict[str, tuple[str, Severity, str]]] = {
    "undeclared": ("removed", "warning", "is not known any more; what is sent is ignored"),
    "declared": ("added-optional", "info", "may be sent"),
    "hidden": ("became-read-only", "warning", "is not for the sender any more"),
    "default": ("default-changed", "warning", "is something else for who leaves it out"),
    "extensible": ("extensible-enum-value-removed", "warning", "a value is not known any more"),
    "discriminator": ("discriminator-changed", "warning", "kinds are told apart otherwise"),
    "content": ("content-changed", "warning", "what the text holds is something else"),
    "precision": ("precision-reduced", "warning", "is kept less exactly"),
}
_SERVER_NOTES: Final[dict[str, tuple[str, Severity, str]]] = {
    "undeclared": ("added", "info", "may be there"),
    "declared": ("optional-removed", "warning", "is gone, and was never promised for sure"),
    "hidden": ("no-longer-write-only", "info", "may be there"),
    "default": ("default-changed", "info", "is something else where it is left out"),
    "discriminator": ("discriminator-changed", "warning", "kinds are told apart otherwise"),
    "content": ("content-changed", "warning", "what the text holds is something else"),
    "precision": ("precision-raised", "warning", "may be more exact than was told"),
}
LIFE: Final[dict[str, tuple[Severity, str]]] = {
    "deprecated": ("info", "is deprecated"),
    "reactivated": ("info", "is not deprecated any more"),
    "deprecated-without-sunset": ("warning", "is deprecated, and nobody says until when it works"),
    "sunset-too-early": ("break", "works for less time than --grace-days asks for"),
    "sunset-moved-earlier": ("break", "ends before the date that was told"),
    "sunset-moved-later": ("info", "works longer than was told"),
    "sunset-deleted": ("break", "is deprecated, and the date that was told is gone"),
    "sunset-unreadable": ("warning", "has an x-sunset that is no date"),
}
"""What may befall an operation, a parameter or a property while it lives. With --grace-days
`deprecated-without-sunset` is a break."""

END: Final[dict[str, tuple[Severity, str]]] = {
    "removed-without-deprecation": ("break", "is gone, and had not been deprecated"),
    "removed-before-sunset": ("break", "is gone before the date that was told"),
    "removed-after-deprecation": ("warning", "is gone; it was deprecated, without a date"),
    "removed-after-sunset": ("info", "is gone, on or after the date that was told"),
}
"""How an operation or a parameter may end."""

_PLAIN: Final[tuple[tuple[str, Severity, str], ...]] = (
    ("operation-added", "info", "an operation is new"),
    ("operation-id-changed", "warning", "generated clients call it otherwise"),
    ("operation-tags-changed", "info", "it is listed elsewhere"),
    ("webhook-added", "info", "a webhook or callback is new"),
    ("webhook-removed", "break", "a webhook or callback is not called any more"),
    ("request-parameter-added-required", "break", "a parameter is new, and required"),
    ("request-parameter-added-optional", "info", "a parameter is new"),
    ("request-parameter-became-optional", "info", "a parameter may be left out"),
    ("request-parameter-location-changed", "break", "a parameter stands somewhere else"),
    ("request-parameter-style-changed", "break", "a list or object is written otherwise"),
    ("request-parameter-allow-reserved-changed", "break", "reserved characters must be escaped"),
    ("request-parameter-allow-empty-value-changed", "break", "it may not be empty any more"),
    ("request-parameter-media-type-changed", "break", "its media type is another"),
    ("webhook-parameter-removed", "break", "a parameter is not sent any more"),
    ("webhook-parameter-added", "info", "a parameter is sent"),
    ("request-body-added-required", "break", "a body is needed where there was none"),
    ("request-body-added-optional", "info", "a body may be sent"),
    ("request-body-removed", "break", "no body is read any more"),
    ("request-body-became-required", "break", "the body may not be left out any more"),
    ("request-body-became-optional", "info", "the body may be left out"),
    ("request-media-type-removed", "break", "a media type is not read any more"),
    ("request-media-type-added", "info", "a media type is read, too"),
    ("request-encoding-changed", "warning", "parts of a form are written otherwise"),
    ("webhook-body-removed", "break", "no body is sent any more"),
    ("webhook-body-added", "info", "a body is sent"),
    ("webhook-body-became-optional", "break", "the body may be missing"),
    ("webhook-body-became-required", "info", "the body is always sent"),
    ("webhook-media-type-removed", "break", "a media type is not sent any more"),
    ("webhook-media-type-added", "warning", "another media type may be sent"),
    ("webhook-response-status-removed", "break", "an answer to a webhook is not understood"),
    ("webhook-response-status-added", "info", "an answer to a webhook is understood, too"),
    ("webhook-response-media-type-removed", "break", "an answer's media type is not read any more"),
    ("webhook-response-media-type-added", "info", "an answer's media type is read, too"),
    ("webhook-response-header-added-required", "break", "an answer needs a header"),
    ("webhook-response-header-became-optional", "info", "an answer's header may be left out"),
    ("webhook-response-header-removed", "warning", "an answer's header is not read any more"),
    ("response-success-status-removed", "break", "it does not succeed with this status any more"),
    ("response-success-status-added", "warning", "it may succeed with another status"),
    ("response-failure-status-removed", "info", "it does not fail with this status any more"),
    ("response-failure-status-added", "info", "it may fail with another status"),
    ("response-media-type-removed", "break", "a media type is not answered any more"),
    ("response-media-type-added", "info", "a media type may be asked for, too"),
    ("response-header-removed", "break", "a header that was always there is gone"),
    ("response-header-optional-removed", "warning", "a header that might be there is gone"),
    ("response-header-became-optional", "break", "a header may be missing"),
    ("response-header-became-required", "info", "a header is always there"),
    ("response-header-added", "info", "a header is new"),
    ("response-link-removed", "warning", "a link to another operation is gone"),
    ("security-added", "break", "credentials are needed where none were"),
    ("security-removed", "info", "no credentials are needed any more"),
    ("security-alternative-removed", "break", "a way to sign in is not enough any more"),
    ("security-alternative-added", "info", "there is another way to sign in"),
    ("security-scope-added", "break", "a scope or role more is needed"),
    ("security-scope-removed", "info", "a scope or role less is needed"),
    ("security-scheme-changed", "break", "credentials are sent otherwise"),
    ("security-scheme-urls-changed", "warning", "credentials are had from somewhere else"),
    ("security-flow-removed", "break", "a way to get a token is gone"),
    ("server-removed", "break", "an address is gone"),
    ("server-added", "info", "an address is new"),
    ("server-variable-changed", "break", "a part of an address cannot be chosen any more"),
    ("law-removed", "warning", "a promise beyond the schemas (x-laws) is taken back"),
    ("law-changed", "warning", "a promise beyond the schemas (x-laws) is another"),
    ("law-added", "info", "a promise beyond the schemas (x-laws) is new"),
    ("waiver-expired", "warning", "a waiver is older than it says that it may be"),
    ("waiver-unused", "warning", "a waiver fits nothing"),
)


def rule_of(kind: str, subject: Subject, is_part: bool, is_break: bool) -> str:
    """The id of the rule for a gap."""
    tight, loose, _ = KINDS[kind]
    is_loose = (subject.sender == "server") == is_break
    return f"{subject.part if is_part else subject.id}-{loose if is_loose else tight}"


def note_of(kind: str, subject: Subject, is_part: bool) -> Rule | None:
    """The rule for a difference that makes nothing unfit; None where it does not matter."""
    notes = _CLIENT_NOTES if subject.sender == "client" else _SERVER_NOTES
    if kind not in notes:
        return None
    word = notes[kind][0]
    return RULES[f"{subject.part if is_part else subject.id}-{word}"]


def _all() -> list[Rule]:
    found = [Rule(*each) for each in _PLAIN]
    for thing, means in (
        ("operation", "an operation"),
        ("request-parameter", "a parameter"),
    ):
        for word, (severity, said) in END.items():
            found.append(Rule(f"{thing}-{word}", severity, f"{means} {said}"))
    for thing, means in (
        ("operation", "an operation"),
        ("request-parameter", "a parameter"),
        ("request-property", "a property of a request"),
        ("response-property", "a property of a response"),
    ):
        for word, (severity, said) in LIFE.items():
            found.append(Rule(f"{thing}-{word}", severity, f"{means} {said}"))
    for subject in SUBJECTS.values():
        for is_part in (False, True):
            name = subject.part if is_part else subject.id
            for kind, (tight, loose, about) in KINDS.items():
                breaking = loose if subject.sender == "server" else tight
                for word in dict.fromkeys((tight, loose)):
                    graver: Severity = "break" if word == breaking else "info"
                    if kind == "one-of" and graver == "break":
                        graver = "warning"  # many write oneOf and mean anyOf
                    found.append(Rule(f"{name}-{word}", graver, f"{subject.means}: {about}"))
            notes = _CLIENT_NOTES if subject.sender == "client" else _SERVER_NOTES
            for word, severity, said in notes.values():
                found.append(Rule(f"{name}-{word}", severity, f"{subject.means}: it {said}"))
    for name, means in (
        ("request-property", "a property of a request"),
        ("response-property", "a property of a response"),
    ):
        found.append(
            Rule(f"{name}-removed-before-sunset", "break", f"{means} is gone before its date")
        )
        found.append(Rule(f"{name}-removed-after-sunset", "info", f"{means} is gone as was told"))
        found.append(
            Rule(f"{name}-removed-after-deprecation", "warning", f"{means} is gone, as was told")
        )
    return found


RULES: Final[dict[str, Rule]] = {}
"""Every rule by its id."""
for _rule in _all():
    RULES.setdefault(_rule.id, _rule)
