"""Any OpenAPI document, from its bytes to one object. People wait for this, so it starts fast.

Nothing here is imported before it is needed, and one file with references into itself, which is
what nearly everybody has, is parsed, counted and handed on.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from codegen.fault import ContractError

__all__ = ["ContractError", "Source", "open_source"]


class Source:
    """One document in which every reference is local, and where each part of it was written.

    `is_scoped`: schemas in it have an `$id`, and their references are counted from there.
    `warnings` tell, a line each, of references that lead nowhere.
    """

    __slots__ = ("_origins", "_texts", "document", "files", "is_scoped", "version", "warnings")

    def __init__(
        self,
        document: dict[str, Any],
        version: str,
        files: tuple[Path, ...],
        texts: list[Any],
        origins: dict[str, tuple[int, str]],
        is_scoped: bool = False,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.document = document
        self.version = version
        self.files = files
        self.is_scoped = is_scoped
        self.warnings = warnings
        self._texts = texts
        # Which file, and which pointer in it, each moved part came from; the root has an entry.
        self._origins = origins

    def place(self, pointer: str) -> str:
        """`api.yaml:12:5`, where a part of the document was written, or the nearest around it."""
        head = pointer
        while head not in self._origins:
            head = head.rpartition("/")[0]
        file, start = self._origins[head]
        return str(self._texts[file].place(start + pointer[len(head) :]))


def open_source(path: Path) -> Source:
    """Read a document and all files that it refers to; `-` is standard input.

    ContractError has one line for each fault: `file:line:column: /pointer: what; what to do`.
    """
    name = os.fspath(path)
    raw = None
    from codegen.source.parse import parse

    if name == "-":
        name, raw = "stdin", read(name)
    parsed = parse(read(name) if raw is None else raw, name)
    from codegen.source.versions import version

    said = version(parsed.document, name)
    from codegen.source.check import is_whole
    from codegen.source.places import Text

    text = Text(name, raw, parsed.is_json)
    # OpenAPI 3.0 has no `$id`.
    is_scoped = said != "3.0" and parsed.has_ids
    if is_scoped or not is_whole(parsed.document, parsed.references):
        try:
            return _with_care(path, name, parsed, text, said)
        except RecursionError:
            raise ContractError(
                f"{name}: it is nested too deeply; move inner parts into components"
            ) from None
    return _alone(path, parsed.document, said, text)


def read(name: str) -> bytes:
    """A file's bytes; ContractError when there is none."""
    try:
        if name == "-":
            import sys

            return sys.stdin.buffer.read()
        with open(name, "rb") as file:  # noqa: PTH123  (a Path would be made for nothing)
            return file.read()
    except FileNotFoundError:
        raise ContractError(f"{name}: there is no such file") from None
    except IsADirectoryError:
        raise ContractError(f"{name}: this is a folder; name the document in it") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise ContractError(f"{name}: the file cannot be read: {reason}") from None


def _alone(
    path: Path,
    document: dict[str, Any],
    said: str,
    text: Any,
    is_scoped: bool = False,
    warnings: Sequence[str] = (),
) -> Source:
    files = () if text.name == "stdin" else (path,)
    origins = {"": (0, "")}
    return Source(document, said, files, [text], origins, is_scoped, tuple(warnings))


def _with_care(path: Path, name: str, parsed: Any, text: Any, said: str) -> Source:
    """A document with `$id`, with other files, or with a fault."""
    from codegen.source.anchors import Anchors
    from codegen.source.kinds import references

    anchors = Anchors(parsed.document)
    outside = any(
        each.partition("#")[0] and anchors.resolve(here, each) is None
        for here, each in references(parsed.document)
    )
    if not outside:
        from codegen.source.check import faults

        broken, circles = faults(parsed.document, text.place)
        if circles:
            raise ContractError(*broken, *circles)
        is_scoped = said != "3.0" and parsed.has_ids
        return _alone(path, parsed.document, said, text, is_scoped, broken)
    from codegen.source.merge import merge

    document, files, texts, origins = merge(parsed, text)
    paths = tuple(Path(each) for each in files)
    return Source(document, said, paths, texts, origins)
