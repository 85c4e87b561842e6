"""Prompts out of rows: base · art style · the prompt template, filled · suffix."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.rows import Faults, listed, shortened
from domain.vocabulary import (
    ITEM_NAME_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    PROMPT_PATTERN,
)

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_ENDS = (".", "!", "?", "…")

Pattern = tuple[tuple[str, str | None], ...]
"""A prompt template taken apart: text, and the column whose value follows it (None at the end)."""


def take_apart(template: str, columns: Sequence[str], faults: Faults) -> Pattern:
    """Find the placeholders of a prompt template; `{{` and `}}` are braces.

    Faults are a placeholder that no column has, and a brace that stands alone.
    """
    parts: list[tuple[str, str | None]] = []
    text, end = "", 0
    for token in _TOKEN.finditer(template):
        text += template[end : token.start()]
        end = token.end()
        name = token[1]
        if token[0] in ("{{", "}}"):
            text += token[0][0]
        elif name is None:
            double = token[0] * 2
            faults.add(
                f"The brace at character {token.start() + 1} of the prompt template stands alone; "
                f"write {double} for a brace.",
                pointer="/prompt_template",
            )
        elif name not in columns:
            faults.add(
                f"The prompt template names {{{shortened(name)}}}, and there is no such column; "
                f"the columns are {listed(columns)}.",
                pointer="/prompt_template",
                column=shortened(name),
            )
        else:
            parts.append((text, name))
            text = ""
    return (*parts, (text + template[end:], None))


def fill(pattern: Pattern, values: Mapping[str, str]) -> str:
    """Put a row's values in their places. A value is never looked into for placeholders."""
    return "".join(
        text if column is None else text + values.get(column, "") for text, column in pattern
    )


def join(parts: Iterable[str]) -> str:
    """Make one text of parts, each a sentence: a full stop between, unless one ends by itself."""
    whole = ""
    for part in filter(None, (each.strip() for each in parts)):
        if whole:
            whole += " " if whole.endswith(_ENDS) else ". "
        whole += part
    return whole


@dataclass(frozen=True, slots=True)
class Wording:
    """What all prompts of a batch have in common."""

    base: str
    theme: str
    pattern: Pattern
    suffix: str

    def prompt(self, values: Mapping[str, str], faults: Faults, row: int) -> str:
        """Write the prompt of a row. Faults are one that comes out too long, or blank."""
        theme = self.theme.strip()
        style = theme and f"Art style: {theme}"
        prompt = join((self.base, style, fill(self.pattern, values), self.suffix))
        if len(prompt) > PROMPT_MAX_LENGTH:
            detail = (
                f"Its prompt would have {len(prompt)} characters, "
                f"and {PROMPT_MAX_LENGTH} are allowed."
            )
            faults.add(detail, row=row)
        elif not re.search(PROMPT_PATTERN, prompt):
            faults.add("Its prompt would be blank.", row=row)
        return prompt


def item_name(values: Mapping[str, str], columns: Sequence[str], number: int) -> str:
    """Name a picture by its row, in one line, as the contract's `ItemName` says."""
    if {"value", "suit"} <= values.keys():
        name = "_of_".join(filter(None, (one_line(values["value"]), one_line(values["suit"]))))
    else:
        name = one_line(values["name" if "name" in values else columns[0]])
    return name[:ITEM_NAME_MAX_LENGTH].rstrip() or f"row_{number}"


def one_line(text: str) -> str:
    """Write a text with single spaces for whatever white space is in it."""
    return " ".join(text.split())


def negative(own: str, common: str) -> str:
    """Join what one person rules out with what the template does. Raises RuleBroken: too long."""
    both = ", ".join(filter(None, (own.strip().rstrip(","), common.strip())))
    if len(both) > NEGATIVE_PROMPT_MAX_LENGTH:
        raise RuleBroken(
            f"The negative prompt has {len(both)} characters with the template's, "
            f"and {NEGATIVE_PROMPT_MAX_LENGTH} are allowed."
        )
    return both
