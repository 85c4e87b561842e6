"""Somebody's document for `spolvero call`: its operations, each described when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codegen.emit.command_names import kebab
from codegen.emit.commands import Catalogue
from codegen.fault import ContractError
from codegen.model import Operation
from codegen.read.document import read_document
from codegen.source import open_source


class Document:
    """The operations of one document, by operationId or by method and path."""

    def __init__(self, name: str) -> None:
        """Read the document. Raises ValueError, whose text has a line for each fault."""
        try:
            source = open_source(Path(name))
        except ContractError as fault:
            raise ValueError("\n".join(fault.lines)) from None
        self._api = read_document(source.document, source.is_scoped)
        self._catalogue = Catalogue(self._api)
        self._operations: dict[str, Operation] = dict(self._catalogue.call_names())
        self.head: Mapping[str, Any] = self._catalogue.head()

    def names(self) -> list[tuple[str, str]]:
        """Each operation's name and summary, in the order of the document."""
        return [
            (name, each.summary or f"{each.method.upper()} {each.path}")
            for name, each in self._operations.items()
        ]

    def find(self, name: str) -> Mapping[str, Any] | None:
        """The operation of this name, whichever way its words are joined."""
        operation = self._operations.get(name)
        if operation is None:
            typed = kebab(name)
            operation = next((o for n, o in self._operations.items() if kebab(n) == typed), None)
        return None if operation is None else self._catalogue.command(operation)
