"""Docstrings and comments: what a type in Python leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from codegen.emit.prose import prose
from codegen.emit.words import WIDTH
from codegen.model import LIMITS, Json, Schema, text_of

_LABELS: Final = {
    word: re.sub("[A-Z]", lambda letter: f" {letter[0].lower()}", word).capitalize()
    for word in LIMITS
}
_LONGEST_EXAMPLE: Final = 100
_EXPLAINED: Final = (
    *("description", "default", "example", "examples"),
    *("deprecated", "readOnly", "writeOnly"),
)
_SAID: Final = frozenset((*LIMITS, *_EXPLAINED))


def says_nothing(words: Mapping[str, Json]) -> bool:
    """Whether there is nothing to say about a schema beyond its type."""
    return _SAID.isdisjoint(words)


def facts(schema: Schema) -> list[str]:
    """What a type cannot say about a schema: its limits, its default, short examples."""
    words = schema.words
    if _SAID.isdisjoint(words):
        return []
    found = [f"{_LABELS[word]}: {inline(words[word])}" for word in LIMITS if word in words]
    if "default" in words:
        found.append(f"Default: {_value(words['default'])}")
    if words.get("readOnly") is True:
        found.append("Only in replies.")
    if words.get("writeOnly") is True:
        found.append("Only in requests.")
    if words.get("deprecated") is True:
        found.append("Deprecated.")
    if "example" in words or "examples" in words:
        examples = words.get("examples", [words["example"]] if "example" in words else [])
        texts = map(inline, examples if isinstance(examples, list) else ())
        found += [f"Example: {each}" for each in texts if 0 < len(each) <= _LONGEST_EXAMPLE]
    return found


def about(schema: Schema, indent: str) -> list[str]:
    """The docstring of a schema."""
    if _SAID.isdisjoint(schema.words):
        return []
    return docstring((text_of(schema.words, "description"),), facts(schema), indent)


def inline(value: Json) -> str:
    """A value on one line, as JSON writes it; a text bare."""
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)


def _value(value: Json) -> str:
    return f"`{value}`" if isinstance(value, str) else inline(value)


_UNSAFE: Final = re.compile(r'\\|"""|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def _safe(text: str) -> str:
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return {"\\": "\\\\", '"""': "'''", "\r": ""}.get(found, " ")


def docstring(paragraphs: Iterable[str], facts: Iterable[str], indent: str) -> list[str]:
    """A docstring of paragraphs, and facts a line each; nothing when there is nothing to say."""
    texts = [each.strip() for each in paragraphs if each and not each.isspace()]
    if tail := "\n".join(" ".join(each.split()) for each in facts):
        texts.append(tail)
    if not texts:
        return []
    first = _safe(texts[0])
    if len(texts) == 1 and "\n" not in first:
        end = " " if first.endswith('"') else ""
        if len(indent) + len(first) + len(end) + 6 <= WIDTH:
            return [f'{indent}"""{first}{end}"""']
    # Three columns less, or a text that fits one line without its closing quotes would stay there.
    lines = _opening(first, indent)
    for text in texts[1:]:
        lines.append("")
        lines += prose(_safe(text), indent, WIDTH)
    return [*lines, f'{indent}"""']


def _opening(text: str, indent: str) -> list[str]:
    if text.startswith(("```", "|", "- ", "* ", '"')):
        return [f'{indent}"""', *prose(text, indent, WIDTH)]
    return prose(f'"""{text}', indent, WIDTH - 3)


def remarks(paragraphs: Iterable[str], facts: Iterable[str], indent: str) -> list[str]:
    """The same as a comment, for where Python takes no docstring."""
    texts = [*paragraphs, "\n".join(" ".join(each.split()) for each in facts)]
    return [
        line
        for each in texts
        if each and not each.isspace()
        for line in prose(_UNPRINTABLE.sub(" ", each), f"{indent}# ", WIDTH)
    ]


_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
