"""The files that a document consists of, each read when a reference leads there."""

import os
from typing import Any

from codegen.fault import ContractError
from codegen.pointer import follow, from_fragment, join, split
from codegen.source.anchors import NOWHERE, Anchors
from codegen.source.check import nowhere, remote
from codegen.source.kinds import is_reference
from codegen.source.parse import Parsed, parse
from codegen.source.places import Text

_SCHEMES = ("http", "https", "urn", "tag", "ftp", "file")


class Library:
    """Every file by a number; the root is 0."""

    def __init__(self, root: Parsed, text: Text) -> None:
        self.names: list[str] = []
        self.texts: list[Text] = []
        self._parsed: list[Parsed] = []
        self._anchors: list[Anchors] = []
        self._numbers: dict[str, int] = {}
        # What schemas call themselves, in all files, and where they stand.
        self._uris: dict[str, tuple[int, str]] = {}
        # What became of files that could not be read.
        self._faults: dict[str, str] = {}
        self._add(text.name, root, text)
        self._read_all()

    def document(self, number: int) -> Any:
        return self._parsed[number].document

    def has(self, number: int, pointer: str) -> bool:
        """Whether something stands at a pointer of a file."""
        try:
            follow(self.document(number), pointer)
        except LookupError:
            return False
        return True

    def title(self, spot: tuple[int, str]) -> str:
        """What a part of a file is called: the last word of its pointer, or the file's name."""
        stem = os.path.splitext(os.path.basename(self.names[spot[0]]))[0]  # noqa: PTH119, PTH122
        words = split(spot[1])
        named = next((n for n in range(len(words) - 1, -1, -1) if not words[n].isdecimal()), None)
        # The third entry of a list is called after the list.
        said = "_".join(words[named:]) if named is not None else "_".join((stem, *words))
        return "".join(each if each.isalnum() or each in "._-" else "_" for each in said)

    def find(self, name: str, spot: tuple[int, str]) -> tuple[int, str] | str:
        """The file and pointer that a reference at a spot means, or what is wrong with it."""
        file, at = spot
        own = self._anchors[file].resolve(at, name)
        if own is not None:
            return file, own
        path, _, fragment = name.partition("#")
        fragment = from_fragment(fragment)
        if not path:
            return self._through(file, fragment) or self._lost(name, file, fragment)
        start = self._start(path, name, spot)
        if isinstance(start, str):
            return start
        number, pointer = start
        if fragment and not fragment.startswith("/"):
            named = self._anchors[number].resolve(pointer, f"#{fragment}")
            return (number, named) if named is not None else nowhere(self.document(number), name)
        if self.has(number, pointer + fragment):
            return number, pointer + fragment
        return self._through(number, pointer + fragment) or nowhere(self.document(number), name)

    def _start(self, path: str, name: str, spot: tuple[int, str]) -> tuple[int, str] | str:
        """Where the document of a reference begins: one that has this `$id`, or a file."""
        uri = self._anchors[spot[0]].uri(spot[1], path)
        is_known = uri in self._uris
        if is_known and not uri.startswith(NOWHERE.rpartition("/")[0]):
            return self._uris[uri]
        if _is_remote(path):
            return remote(name)
        target = _beside(self.names[spot[0]], path)
        if target not in self._numbers and target not in self._faults:
            self._load(target)
        if target in self._numbers:
            return self._numbers[target], ""
        # A relative `$id` is only a name when there is no such file.
        return self._uris[uri] if is_known else self._unread(name, target)

    def _unread(self, name: str, target: str) -> str:
        from difflib import get_close_matches

        fault = f"the $ref {name} cannot be followed: {self._faults[target]}"
        folder, base = os.path.split(target)
        try:
            close = get_close_matches(base, os.listdir(folder or "."), 1)  # noqa: PTH208
        except OSError:
            close = []
        return f"{fault}; did you mean {close[0]}?" if close and close[0] != base else fault

    def _lost(self, name: str, file: int, fragment: str) -> str:
        """What to say of a pointer into its own file; many mean the root's by it."""
        if file != 0 and fragment and self.has(0, fragment):
            folder = os.path.dirname(self.names[file]) or "."  # noqa: PTH120
            root = os.path.relpath(self.names[0], folder).replace(os.sep, "/")
            return f"the $ref {name} leads nowhere in its own file; did you mean {root}{name}?"
        return nowhere(self.document(file), name)

    def _through(self, number: int, pointer: str) -> tuple[int, str] | None:
        """Follow a pointer that passes a reference, as one into a path of another file does."""
        spot = (number, "")
        for part in split(pointer):
            for _ in range(20):
                node = follow(self.document(spot[0]), spot[1])
                if not is_reference(node) or part in node:
                    break
                found = self.find(node["$ref"], spot)
                if isinstance(found, str):
                    return None
                spot = found
            deeper = (spot[0], join(spot[1], part))
            if not self.has(*deeper):
                return None
            spot = deeper
        return spot if pointer.startswith("/") else None

    def _read_all(self) -> None:
        """Read what any file names, so that an `$id` is known before it is asked for."""
        number = 0
        while number < len(self._parsed):
            for name in sorted(self._parsed[number].references):
                path = name.partition("#")[0]
                if path and not _is_remote(path) and path not in self._uris:
                    target = _beside(self.names[number], path)
                    if target not in self._numbers and target not in self._faults:
                        self._load(target)
            number += 1

    def _load(self, name: str) -> None:
        from codegen.source import read

        try:
            parsed = parse(read(name), name)
        except ContractError as fault:
            self._faults[name] = " ".join(fault.lines)
            return
        self._add(name, parsed, Text(name, None, parsed.is_json))

    def _add(self, name: str, parsed: Parsed, text: Text) -> None:
        number = len(self.names)
        self._numbers[os.path.normpath(name)] = number
        self.names.append(name)
        self.texts.append(text)
        self._parsed.append(parsed)
        document = parsed.document
        is_api = isinstance(document, dict) and "openapi" in document
        anchors = Anchors(document, "document" if is_api else "any")
        self._anchors.append(anchors)
        for uri, at in anchors.uris().items():
            self._uris.setdefault(uri, (number, at))


def _is_remote(path: str) -> bool:
    return path.partition(":")[0].lower() in _SCHEMES and ":" in path


def _beside(file: str, path: str) -> str:
    """The file that a relative reference means, as a path from where we are."""
    from urllib.parse import unquote

    folder = "" if file == "stdin" else os.path.dirname(file)  # noqa: PTH120
    return os.path.normpath(os.path.join(folder, unquote(path)))  # noqa: PTH118
