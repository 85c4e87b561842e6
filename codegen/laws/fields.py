"""Which fields of a request's body come back, unchanged, in what is read afterwards."""

import re
from collections.abc import Iterator
from typing import Final

from codegen import pointer
from codegen.laws.shape import Shape

_DEPTH: Final = 4
_SECRET: Final = re.compile(
    r"(^|_)(password|passphrase|passwd|secret|token|pin|cvc|cvv|otp|credential|private_key)s?($|_)"
)
_SERVERS: Final = re.compile(
    r"^(_links|links|href|self|etag|_?rev|revision|version|lock_version)$|"
    r"^(date_)?(created|updated|modified|deleted|inserted|changed|last_(edited|modified|updated))"
    r"(_(at|on|by|date|time|date_utc|utc))*$|^(updated|created)_date_?utc$|"
    r"(^|_)(icon|avatar|banner|splash|image|photo|picture|thumbnail|logo|html)$"
)
"""Names of what a server sets, or makes something else of: a picture is sent as data."""
_IDS: Final = ("id", "_id", "uuid", "guid", "object")
"""The thing's own; further in they name another thing, which the client chooses."""
_ALTERED: Final = re.compile(
    r"\b(trim|strip|normali[sz]|lower-?cased?|upper-?cased?|rounded|truncat|saniti[sz]|slugif|"
    r"dedup|canonical|collaps|clamp|capped|encrypt|hash|mask|redact|write-only|never returned|"
    r"not returned|ignored|converted|server may)",
    re.IGNORECASE,
)


def shared_fields(body: Shape, read: Shape, creates: bool) -> tuple[tuple[str, str], ...]:
    """Pairs of pointers, in a body and in a reply, to fields that are certainly the same one.

    They have the same name and compatible types, and neither is said to be secret, to be set by
    the server, or to be altered. A nested object is gone into, so that what the server adds to it
    does not count; a list counts as a whole, if its items cannot be added to. `x-laws` beside a
    property may say that the server sets or alters it, or (unless the thing is just made) that it
    never changes.
    """
    return tuple(
        (given, told)
        for given, told in _shared(body, read, "", "", 0, not creates)
        if creates or not (_is_said("immutable", body.at(given), read.at(told)))
    )


def _is_said(word: str, *shapes: Shape | None) -> bool:
    """Whether `x-laws` beside a property says a word of it, plainly or in a sentence."""
    for shape in shapes:
        said = shape.get("x-laws") if shape is not None else None
        if isinstance(said, dict) and said.get(word):
            return True
    return False


def _shared(
    body: Shape, read: Shape, body_at: str, read_at: str, depth: int, away: bool
) -> Iterator[tuple[str, str]]:
    for name, given in body.properties.items():
        told = read.properties.get(name)
        if told is None or not _open(name, given, told, depth):
            continue
        here, there = pointer.join(body_at, name), pointer.join(read_at, name)
        if "object" in given.types or given.properties:
            if given.types <= {"object"} and told.types <= {"object"} and depth < _DEPTH:
                if given.properties:
                    if not given.choices and not told.choices:
                        yield from _shared(given, told, here, there, depth + 1, away)
                elif not told.properties and _free(given) and _free(told):
                    yield here, there
            continue
        if "array" in given.types:
            if given.types == told.types == {"array"} and _same_items(given.items, told.items):
                yield here, there
            continue
        if same_scalar(given, told, null=away and name not in read.required):
            yield here, there


def _open(name: str, given: Shape, told: Shape, depth: int) -> bool:
    """Whether a field is neither secret, nor the server's, nor altered on its way."""
    if _SERVERS.search(_words(name)) and given.get("format") != "uri":
        return False
    if depth == 0 and _words(name) in _IDS:
        return False
    if _is_said("server_sets", given, told) or _is_said("altered", given, told):
        return False
    for shape in (given, told):
        if is_secret(name, shape) or shape.get("format") == "binary":
            return False
        if _ALTERED.search(shape.description) or shape.get("deprecated") is True:
            return False
    return not any(
        shape.get(mark) is True for shape in (given, told) for mark in ("readOnly", "writeOnly")
    )


def is_secret(name: str, shape: Shape) -> bool:
    """Whether a field's name, format or mark says that nobody gets its value back."""
    return (
        is_secret_name(name)
        or shape.get("x-sensitive") is True
        or shape.get("format") == "password"
    )


def is_secret_name(name: str) -> bool:
    """Whether a field's name says that nobody gets its value back."""
    return _SECRET.search(_words(name)) is not None


def _words(name: str) -> str:
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def same_scalar(given: Shape, told: Shape, null: bool = False) -> bool:
    """Whether what one schema lets in, the other gives back as it is. `null`: sending it may take
    the value away."""
    if given.names & told.names:
        return True
    wide = told.types | ({"integer"} if "number" in told.types else set())
    if not given.types or not given.types <= wide:
        return False
    if given.nullable and not told.nullable and not null:
        return False
    for keyword in ("format", "pattern"):
        one, other = given.get(keyword), told.get(keyword)
        if other is not None and one != other:
            return False
    if told.get("format") is None and given.get("format") in ("date-time", "date", "time"):
        return False  # how it is written may differ
    if told.enum is not None:
        if given.enum is None or not set(map(repr, given.enum)) <= set(map(repr, told.enum)):
            return False
    elif given.enum is not None and given.types != told.types:
        return False
    for most in ("maxLength", "maximum"):
        one, other = given.get(most), told.get(most)
        if isinstance(other, int | float) and (one is None or one > other):
            return False
    return True


def _same_items(given: Shape | None, told: Shape | None) -> bool:
    if given is None or told is None:
        return False
    if given.properties or told.properties:
        # All that is said of an item has to come back, so that it is known again.
        shared = {one for one, _ in _shared(given, told, "", "", 1, False)}
        return not told.choices and bool(shared) and shared == set(_leaves(given, "", 1))
    return bool(given.types) and same_scalar(given, told)


def _leaves(shape: Shape, at: str, depth: int) -> Iterator[str]:
    for name, each in shape.properties.items():
        here = pointer.join(at, name)
        if each.properties and not each.choices and depth < _DEPTH:
            yield from _leaves(each, here, depth + 1)
        else:
            yield here


def _free(shape: Shape) -> bool:
    return shape.get("additionalProperties") is not False and not shape.choices
