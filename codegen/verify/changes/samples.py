"""Values that fit a schema, made without chance: for what a drawn request leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from codegen.spec import Spec
from codegen.verify.changes.schemas import fits, holding, inside, types
from codegen.verify.trial import ABSENT

_DEEPEST: Final = 6
_FORMATS: Final = {
    "date-time": "2031-05-{:02d}T10:30:00Z",
    "date": "2031-05-{:02d}",
    "time": "10:30:{:02d}Z",
    "email": "somebody{}@example.com",
    "idn-email": "somebody{}@example.com",
    "uri": "https://example.com/{}",
    "uri-reference": "https://example.com/{}",
    "iri": "https://example.com/{}",
    "hostname": "host{}.example.com",
    "ipv4": "192.0.2.{}",
    "ipv6": "2001:db8::{}",
    "uuid": "0b9c5a1e-7d1f-4c3a-9f42-0000000000{:02d}",
    "duration": "P{}D",
}


def sample(spec: Spec, places: tuple[str, ...], number: int = 1, depth: int = 0) -> Any:
    """A value that fits all of these schemas, another one for another number (1 to 27) where that
    is easy; ABSENT when none is found."""
    if depth > _DEEPEST:
        return ABSENT
    facts = merged(spec, places)
    for value in _guesses(spec, places, facts, number, depth):
        if value is not ABSENT and all(fits(spec, where, value) for where in places):
            return value
    return ABSENT


def merged(spec: Spec, places: tuple[str, ...], value: Any = ABSENT) -> dict[str, Any]:
    """The keywords of all schemas that hold; of two of one name, the first."""
    facts: dict[str, Any] = {}
    for where in places:
        for schema, _ in holding(spec, where, value):
            facts = {**schema, **facts}
            if "required" in schema:
                known = facts.get("required") or []
                facts["required"] = [*dict.fromkeys([*known, *schema["required"]])]
    return facts


def _guesses(
    spec: Spec, places: tuple[str, ...], facts: dict[str, Any], number: int, depth: int
) -> Iterator[Any]:
    if "const" in facts:
        yield facts["const"]
    if facts.get("enum"):
        yield facts["enum"][number % len(facts["enum"])]
        yield from facts["enum"]
    if facts.get("examples") and isinstance(facts["examples"], list):
        yield facts["examples"][number % len(facts["examples"])]
    yield facts.get("example", ABSENT)
    kinds = types(spec, places)
    if "string" in kinds or not kinds:
        yield from _texts(facts, number)
    if "integer" in kinds or "number" in kinds:
        yield from _numbers(facts, number)
    if "boolean" in kinds:
        yield number % 2 == 1
    if "array" in kinds:
        yield _list(spec, places, facts, depth)
    if "object" in kinds or "properties" in facts:
        yield _object(spec, places, facts, number, depth)
    yield facts.get("default", ABSENT)
    if "null" in kinds:
        yield None


def _texts(facts: dict[str, Any], number: int) -> Iterator[str]:
    form = _FORMATS.get(str(facts.get("format")))
    if form is not None:
        yield form.format(number)
    least, most = facts.get("minLength") or 1, facts.get("maxLength") or 40
    word = f"sample{number}" if most >= 8 else "abcdefghijklmnopqrstuvwxyza"[number % 27]
    letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
    forms = (word, f"sample{letter}", f"ab{letter}", letter, "a1", f"a-{letter}", "Aa1-aaaa")
    for text in (*forms, *(each.upper() for each in forms), "1", f"{number}{number}", "A1", "AB-1"):
        yield text + text[-1] * (least - len(text))


def _numbers(facts: dict[str, Any], number: int) -> Iterator[Any]:
    low, high = facts.get("minimum"), facts.get("maximum")
    low = facts["exclusiveMinimum"] + 1 if "exclusiveMinimum" in facts else low
    high = facts["exclusiveMaximum"] - 1 if "exclusiveMaximum" in facts else high
    step = facts.get("multipleOf") or 1
    start = low if low is not None else min(0, high) if high is not None else 0
    first = -(-start // step) * step
    for value in (first + number * step, first, start, high):
        if value is not None:
            yield int(value) if value == int(value) else value


def _list(spec: Spec, places: tuple[str, ...], facts: dict[str, Any], depth: int) -> Any:
    found = []
    for index in range(max(1, facts.get("minItems") or 0)):
        value = sample(spec, inside(spec, places, [], index), index + 1, depth + 1)
        if value is ABSENT:
            break
        found.append(value)
    return found


def _object(
    spec: Spec, places: tuple[str, ...], facts: dict[str, Any], number: int, depth: int
) -> Any:
    found = {}
    names = [*(facts.get("required") or ())]
    if not names:
        names = [*(facts.get("properties") or ())][: facts.get("minProperties") or 0]
    for name in names:
        value = sample(spec, inside(spec, places, ABSENT, name), number, depth + 1)
        if value is not ABSENT:
            found[name] = value
    return found
