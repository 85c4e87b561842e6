"""Names as documents write them: nouns in the singular, snake_case and camelCase."""

import re
from functools import cache
from typing import Final

STATES: Final = ("status", "state", "phase", "stage")
"""Names of the states of things."""
_IRREGULAR: Final = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "mice": "mouse",
    "geese": "goose",
    "indices": "index",
    "vertices": "vertex",
    "matrices": "matrix",
    "criteria": "criterion",
    "media": "medium",
    "movies": "movie",
    "cookies": "cookie",
    "aliases": "alias",
    "buses": "bus",
    "statuses": "status",
    "canvases": "canvas",
    "series": "series",
    "species": "species",
    "news": "news",
    "leaves": "leaf",
    "shelves": "shelf",
    "lives": "life",
    "wolves": "wolf",
    "knives": "knife",
    "caches": "cache",
    "axes": "axis",
    "analyses": "analysis",
}


@cache
def snake(name: str) -> str:
    """`batch-templates` and `batchTemplates` as `batch_templates`."""
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_").lower()


def camel(name: str) -> str:
    """`batch_template_id` as `batchTemplateId`."""
    first, *rest = snake(name).split("_")
    return first + "".join(each.capitalize() for each in rest)


@cache
def singular(name: str) -> str:
    """One of them, in snake_case: `batch-templates` gives `batch_template`."""
    head, _, last = snake(name).rpartition("_")
    return f"{head}_{_singular(last)}" if head else _singular(last)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(ss|x|ch|sh|zz)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis")):
        return word[:-1]
    return word


def plural(name: str) -> str:
    """Several of them, in snake_case."""
    head, _, last = snake(name).rpartition("_")
    several = _plural(last)
    return f"{head}_{several}" if head else several


def _plural(word: str) -> str:
    for many, one in _IRREGULAR.items():
        if word == one:
            return many
    if re.search(r"(s|x|ch|sh|z)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"
