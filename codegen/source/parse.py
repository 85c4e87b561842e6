"""Bytes to a document: JSON or YAML, by whichever parser is fastest to start and to finish.

Both formats give the same values. Beyond 64 bits a JSON integer is a float, as it is to JavaScript.
"""

import re
from typing import Any

from codegen.fault import ContractError

# Below this, starting orjson takes longer than the standard parser takes to finish.
_LARGE = 256 * 1024
# Patterns are compiled where they are used: most documents need one or two of them.
# As orjson writes them. A class without alternatives is four times as fast to search for.
_REFERENCE = rb'\$ref":"([^"]*)"'
_MAPPING = rb'"mapping":\{([^{}]*)\}'
_MAPPED = rb':"([^"]*)"'
# A property may be named `$id` too; then a schema follows.
_ID = rb"""\$id["']?\s*:\s*["']?[^\s{"']"""
# Numbers that the two JSON parsers may read differently.
_EXTREME = rb"[0-9]{19}|[eE]\+?[0-9]{3}"
# Keys that are integers to YAML and not written as Python writes them.
_ODD_KEY = r"(?<![\w.:])(?:\+[0-9]+|-?0[0-9]+|[-+]?0[xXoO][0-9a-fA-F]+|-0)[ \t]*:(?!\S)"


class Parsed:
    """A document, and what was seen on the way.

    `references` are what `$ref` and discriminators say, data included: more than there are.
    `has_ids`: `$id` may occur, so that `#/...` may mean a part of something smaller.
    """

    __slots__ = ("document", "has_ids", "is_json", "references")

    def __init__(self, document: Any, references: set[str], has_ids: bool, is_json: bool) -> None:
        self.document = document
        self.references = references
        self.has_ids = has_ids
        self.is_json = is_json


def _has_ids(raw: bytes) -> bool:
    return b"$id" in raw and re.search(_ID, raw) is not None


def parse(raw: bytes, name: str) -> Parsed:
    """Read a file's bytes; ContractError when they are no JSON and no YAML."""
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    # ASCII in UTF-16 and UTF-32 has zero bytes, and no text has them.
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:4]:
        raise ContractError(f"{name}: the file is UTF-16 or UTF-32; save it as UTF-8")
    first = raw[:4096].lstrip()[:1]
    if not first and not raw.strip():
        raise ContractError(f"{name}: the file is empty; write an OpenAPI document into it")
    if name.lower().endswith(".json"):
        return Parsed(*_json(raw, name), True)
    if first == b"{":
        # JSON is YAML too, and its own parsers read it sooner.
        try:
            return Parsed(*_json(raw, name), True)
        except _NoJson:
            pass
    has_ids = _has_ids(raw)
    text = _decode(raw, name)
    # Nobody else holds the bytes: a large file need not lie in memory twice.
    del raw
    return Parsed(*_yaml(text, name), has_ids, False)


class _NoJson(ContractError):
    """It does not follow JSON's grammar; it may follow YAML's."""


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as fault:
        before = raw[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before) - before.rfind(b"\n")
        raise ContractError(
            f"{name}:{line}:{column}: this byte is not UTF-8; save the file as UTF-8"
        ) from None


def _json(raw: bytes, name: str) -> tuple[Any, set[str], bool]:
    return _large_json(raw, name) if len(raw) >= _LARGE else _small_json(raw, name)


def _large_json(raw: bytes, name: str) -> tuple[Any, set[str], bool]:
    import orjson

    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        _decode(raw, name)
        if "depth" in str(fault):
            raise ContractError(f"{name}: {_TOO_DEEP}") from None
        place = f"{name}:{fault.lineno}:{fault.colno}"
        if "surrogate" in fault.msg:
            raise ContractError(f"{place}: {_HALF}") from None
        raise _NoJson(f"{place}: this is not JSON: {fault.msg}") from None
    # Each entry has a colon, and strings have as many before as after. A key that is written twice
    # takes one away; `\\u003a` and nothing else adds one.
    again = orjson.dumps(document)
    if raw.count(b":") != again.count(b":"):
        _refuse_duplicates(raw, name)
    references = {each.decode() for each in set(re.findall(_REFERENCE, again))}
    for entries in re.findall(_MAPPING, again):
        references |= _places(each.decode() for each in re.findall(_MAPPED, entries))
    return document, references, _has_ids(again)


def _small_json(raw: bytes, name: str) -> tuple[Any, set[str], bool]:
    import json

    text = _decode(raw, name)
    references: set[str] = set()

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            _refuse_duplicates(raw, name)
        if "$ref" in made and type(made["$ref"]) is str:
            references.add(made["$ref"])
        if "mapping" in made and type(made["mapping"]) is dict:
            references.update(_places(made["mapping"].values()))
        return made

    hooks: dict[str, Any] = {}
    if re.search(_EXTREME, raw):
        hooks = {"parse_int": _integer, "parse_float": _finite}
    try:
        document = json.loads(
            text, object_pairs_hook=collect, parse_constant=_refuse_constant, **hooks
        )
        if b"\\ud" in raw or b"\\uD" in raw:
            json.dumps(document, ensure_ascii=False).encode()
    except json.JSONDecodeError as fault:
        place = f"{name}:{fault.lineno}:{fault.colno}"
        raise _NoJson(f"{place}: this is not JSON: {fault.msg}") from None
    except UnicodeEncodeError:
        raise ContractError(f"{name}: {_HALF}") from None
    except _Constant as fault:
        raise ContractError(_constant(text, name, str(fault))) from None
    except RecursionError:
        raise ContractError(f"{name}: {_TOO_DEEP}") from None
    return document, references, _has_ids(raw)


_HALF = (
    "a string has half of a surrogate pair (\\uD800 to \\uDFFF), which is no character; "
    "write both halves"
)
_TOO_DEEP = "it is nested too deeply; move inner parts into components"


class _Constant(Exception):
    """A number that JSON does not have."""


def _refuse_constant(word: str) -> Any:
    raise _Constant(word)


def _integer(digits: str) -> int | float:
    if len(digits) < 19:
        return int(digits)
    if len(digits) < 22 and -(2**63) <= int(digits) < 2**64:
        return int(digits)
    return _finite(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _Constant(digits)
    return number


def _constant(text: str, name: str, word: str) -> str:
    from codegen.source import jsontext

    start = jsontext.word(text, word)
    where = f"{name}:{_place(text, start)}" if start is not None else name
    return f"{where}: this is not JSON: {word[:20]} is no number that JSON has"


def _place(text: str, start: int) -> str:
    return f"{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def _refuse_duplicates(raw: bytes, name: str) -> None:
    from codegen.source import jsontext

    text = _decode(raw, name)
    lines = [
        f"{name}:{_place(text, second)}: {pointer}: the key is written twice, first at line "
        f"{text.count(chr(10), 0, first) + 1}; remove one of them"
        for first, second, pointer in jsontext.twice(text)
    ]
    if lines:
        raise ContractError(*lines)


def _places(names: Any) -> set[str]:
    from codegen.source.kinds import looks_like_reference

    return {name for name in names if type(name) is str and looks_like_reference(name)}


def _yaml(text: str, name: str) -> tuple[Any, set[str]]:
    from fast_yaml import safe_load

    from codegen.source.duplicates import may_repeat, survey

    fast = not _needs_care(text)
    if fast:
        try:
            document = safe_load(text, max_scan_ahead=1 << 30)
        except ValueError as fault:
            message = str(fault)
            if "limit exceeded" in message:
                raise ContractError(_limit(message, name)) from None
            # It may be one that other parsers read; if not, they say the same and know the line.
            fast = False
    if fast:
        colons, odd, references = survey(document)
        fast = not (odd and not _write_keys(odd, text)) and not may_repeat(text, colons)
    if not fast:
        document = _exactly(text, name)
        _, _, references = survey(document)
    return document, references


def _needs_care(text: str) -> bool:
    """Whether the fast parser would read this and mean something else by it."""
    if "!!set" in text:
        return True
    # It ends with the first document, and says nothing about a second one.
    start = text.find("\n---")
    if start < 0:
        return False
    lines = text[: start + 1].splitlines()
    if any(line.strip() and line[:1] not in "#%" for line in lines):
        return True
    return "\n---" in text[start + 4 :]


def _write_keys(odd: list[dict[Any, Any]], text: str) -> bool:
    """Make integer keys the strings that were written; False when they cannot be told."""
    kinds = {type(key) for each in odd for key in each}
    if not kinds <= {str, int} or re.search(_ODD_KEY, text):
        return False
    for each in odd:
        written = {str(key): value for key, value in each.items()}
        if len(written) != len(each):
            return False
        each.clear()
        each.update(written)
    return True


def _limit(message: str, name: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    where = f"{name}:{found[1]}:{found[2]}" if found else name
    if "alias" in message:
        return f"{where}: its aliases add up to more than 64 MB; write $ref instead"
    if "depth" in message or "nesting" in message:
        return f"{where}: {_TOO_DEEP}"
    return f"{where}: {' '.join(message.rpartition(': ')[2].split())}"


def _exactly(text: str, name: str) -> Any:
    from codegen.source import exact

    try:
        return exact.read(text)
    except exact.Refused as fault:
        where = f"{name}:{fault.line}:{fault.column}" if fault.line else name
        pointer = f" {fault.pointer}:" if fault.pointer else ""
        raise ContractError(f"{where}:{pointer} {fault.reason}") from None
