"""Sidecars: the files beside pictures that tell how they were made, as JSON or YAML."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from domain.imports.metadata.embedded import of_texts, of_words
from domain.imports.metadata.facts import Facts, combine
from domain.imports.metadata.fitting import fit

__all__ = ["LARGEST", "BadSidecar", "combine", "of_texts", "read"]

LARGEST = 1 << 20
"""In bytes. What a generator writes has a few thousand."""

DEEPEST = 32
"""How many lists and objects may lie within each other."""

MOST = 20_000
"""How many things a YAML file may have: PyYAML takes seconds for some hundred thousand."""

WRAPPERS = ("metadata", "parameters", "params", "generation", "settings")
"""Objects that some writers put around the fields."""


class BadSidecar(Exception):
    """Raised with a sentence when a sidecar cannot be read."""


def read(data: bytes, path: str) -> Facts:
    """Read a sidecar; its name's ending says what it is. Raises BadSidecar.

    Of a name that comes twice in an object the last counts, as for nearly every program.
    """
    if len(data) > LARGEST:
        raise BadSidecar(f"It has {len(data)} bytes, and up to {LARGEST} are read.")
    text = _decoded(data)
    try:
        value = _json(text) if path.lower().endswith(".json") else _yaml(text)
    except RecursionError:
        raise BadSidecar("It is nested too deeply.") from None
    if not isinstance(value, Mapping):
        raise BadSidecar("It is no object with named values.")
    if _too_deep(value):  # not as deep as Python goes, which depends on who calls
        raise BadSidecar("It is nested too deeply.")
    return of_object(value)


def of_object(value: Mapping[str, Any]) -> Facts:
    """Give what an object tells, and the objects that are wrapped in it."""
    said = [value]
    words = []
    for outer in said:  # which grows meanwhile
        inner = [outer.get(name) for name in WRAPPERS]
        words += [each for each in inner if isinstance(each, str)]
        said += [each for each in inner if isinstance(each, Mapping)][: 8 - len(said)]
    facts = fit(said)
    for each in words:
        facts = combine(facts, of_words(each))
    return facts


def _decoded(data: bytes) -> str:
    """Read bytes as UTF-8, or as UTF-16 or UTF-32 if they look like it (RFC 4627, section 3)."""
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise BadSidecar("It is no text in UTF-8, UTF-16 or UTF-32.") from None


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as fault:
        raise BadSidecar(
            f"It is no JSON: line {fault.lineno}, column {fault.colno}: {fault.msg}."
        ) from None


def _whole(digits: str) -> int | str:
    """Read a whole number; Python itself refuses those of thousands of digits."""
    return int(digits) if len(digits) <= 40 else f"{digits[:40]}…"


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


class _Loader(yaml.CBaseLoader):
    """Reads scalars as texts, tags aside: a prompt may be `no`, a model `1.5`, and fields know."""


NULL = "tag:yaml.org,2002:null"
_Loader.add_implicit_resolver(NULL, re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_constructor(NULL, lambda loader, node: None)


def _yaml(text: str) -> Any:
    try:
        _look_through(text)
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise BadSidecar(f"It is no YAML: {place}{fault.problem or fault.context}.") from None
    except yaml.YAMLError:
        raise BadSidecar("It is no YAML that can be read.") from None


def _look_through(text: str) -> None:
    """Refuse what could grow when it is loaded: aliases, and parts without bounds."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, _Loader)):
        if number > MOST:
            raise BadSidecar("It has too many parts.")
        if isinstance(event, yaml.AliasEvent):
            raise BadSidecar("It repeats parts of itself by aliases, which are not followed.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise BadSidecar("It is nested too deeply.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
