"""The table of operations: who is called what. codegen/emit/commands.py writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Command: TypeAlias = "Mapping[str, Any]"
"""What is known of one operation."""


class Table(Protocol):
    """The operations of one document, and what they share."""

    @property
    def head(self) -> Mapping[str, Any]:
        """The title, the first server's URL and the security schemes."""

    def names(self) -> list[tuple[str, str]]:
        """Each operation's name and summary, in the order of the document."""

    def find(self, name: str) -> Command | None:
        """The operation of this operationId; None when there is none."""


class OwnTable:
    """The operations of our own contract, by noun and verb too."""

    def __init__(self, text: str) -> None:
        table = json.loads(text)
        self.head: Mapping[str, Any] = table["head"]
        self._by_id: dict[str, Command] = {each["id"]: each for each in table["operations"]}
        self.nouns: dict[str, dict[str, Command]] = {}
        for each in table["operations"]:
            if each["noun"]:
                self.nouns.setdefault(each["noun"], {})[each["verb"]] = each

    def names(self) -> list[tuple[str, str]]:
        """Each operation's name and summary, in the order of the contract."""
        return [(each["id"], each["summary"]) for each in self._by_id.values()]

    def find(self, name: str) -> Command | None:
        """The operation of this operationId, which may be written with hyphens."""
        return self._by_id.get(name.replace("-", "_"))


def own_table() -> OwnTable:
    """Read the table of our own contract."""
    return OwnTable((Path(__file__).parent / "commands.json").read_text("utf-8"))
