"""Keys that are written twice. Parsers keep the last one, and a schema or an operation is gone.

Looking at every key costs as much as parsing. So colons are counted first: each entry has one, and
all others stand in strings. When the text has as many as the document, no entry was lost.
"""

import re
from typing import Any

# What an anchor looks like. An alias repeats colons, so that counting proves nothing.
_ANCHOR = r"&(?<=[\s\[{,]&)([^\s,\[\]{}]+)"


def survey(document: Any) -> tuple[int, list[dict[Any, Any]], set[str]]:
    """The colons of a document, its maps with keys that are no strings, and its references."""
    colons = 0
    odd: list[dict[Any, Any]] = []
    found: set[str] = set()
    stack: list[Any] = [document] if isinstance(document, dict | list) else []
    pop, push = stack.pop, stack.append
    while stack:
        node = pop()
        if type(node) is dict:
            colons += len(node)
            try:
                keys = "".join(node)
            except TypeError:
                odd.append(node)
                keys = "".join(key for key in node if type(key) is str)
            if ":" in keys:
                colons += keys.count(":")
            if "$ref" in node and type(node["$ref"]) is str:
                found.add(node["$ref"])
            if "mapping" in node and type(node["mapping"]) is dict:
                found |= named(node["mapping"])
            node = node.values()
        for value in node:
            kind = type(value)
            if kind is str:
                # Looking is cheaper than counting, and most strings have none.
                if ":" in value:
                    colons += value.count(":")
            elif kind is dict or kind is list:
                push(value)
    return colons, odd, found


def named(mapping: dict[Any, Any]) -> set[str]:
    """What a discriminator's mapping refers to, as far as it is not plain names."""
    from codegen.source.kinds import looks_like_reference

    return {to for to in mapping.values() if type(to) is str and looks_like_reference(to)}


def may_repeat(text: str, colons: int) -> bool:
    """Whether a YAML text may write a key twice. Never False when it does."""
    if text.count(":") == colons and not _has_alias(text):
        return False
    from fast_yaml._core import lint

    return any(each.code == "duplicate-key" for each in lint.lint(text, _only(lint)))


def _has_alias(text: str) -> bool:
    return "&" in text and any(f"*{name}" in text for name in set(re.findall(_ANCHOR, text)))


def _only(lint: Any) -> Any:
    """The linter's settings for duplicate keys and nothing else."""
    return lint.LintConfig(disabled_rules=_OTHER_RULES)


_OTHER_RULES = {
    "braces",
    "brackets",
    "colons",
    "commas",
    "comments",
    "comments-indentation",
    "document-end",
    "document-start",
    "empty-lines",
    "empty-values",
    "float-values",
    "hyphens",
    "indentation",
    "invalid-anchor",
    "key-ordering",
    "line-length",
    "new-line-at-end-of-file",
    "new-lines",
    "octal-values",
    "quoted-strings",
    "trailing-whitespace",
    "truthy",
}
