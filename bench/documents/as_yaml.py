"""Write YAML as most tools do: block style, text folded at 80 columns."""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

PLAIN = re.compile(r"[A-Za-z/$][\w /{}.()<>=+-]*(?<! )")
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def to_yaml(value: Any) -> str:
    """Give the text of an object or a list."""
    return "\n".join(_block(value, "")) + "\n"


def _block(value: Any, indent: str) -> Iterator[str]:
    """The lines of a value that is not empty."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _after(f"{indent}{_scalar(key)}:", inner, indent + "  ")
        return
    for inner in value:
        if isinstance(inner, dict | list) and inner:
            first, *more = _block(inner, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from more
        else:
            yield from _after(f"{indent}-", inner, indent + "  ")


def _after(head: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of a value, begun on a line that has a head."""
    if isinstance(value, dict | list) and value:
        yield head
        yield from _block(value, indent)
    elif isinstance(value, str) and (len(head) + len(value) > 79 or "\n" in value) and " " in value:
        yield f"{head} >-"
        for i, line in enumerate(value.split("\n")):
            if i:  # in folded text a line break is an empty line
                yield ""
            folded = wrap(line, 80 - len(indent), break_long_words=False, break_on_hyphens=False)
            yield from (indent + part for part in folded)
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if not isinstance(value, str) or (PLAIN.fullmatch(value) and value.lower() not in WORDS):
        return str(value)
    return "'" + value.replace("'", "''") + "'"
