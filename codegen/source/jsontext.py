"""Where things stand in a JSON text. Slow and exact; asked only when somebody must be told."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _tokens(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    for found in _TOKEN.finditer(text, start):
        yield found.start(), found[0]


class Index:
    """Finds many things in one text: each object and list on the way is looked through once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks: list[int] | None = None
        self._children: dict[int, dict[str, tuple[int, int]]] = {}

    def offset(self, parts: list[str]) -> int:
        """Where a pointer's target begins: its key, or itself in a list. The nearest, if none."""
        at = best = next((start for start, _ in _tokens(self._text)), 0)
        for part in parts:
            found = self._child(at, part)
            if found is None:
                break
            best, at = found
        return best

    def place(self, start: int) -> str:
        """`12:5`, the line and column of an offset, from 1."""
        from bisect import bisect_left

        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._text)]
        line = bisect_left(self._breaks, start)
        return f"{line + 1}:{start - (self._breaks[line - 1] if line else -1)}"

    def _child(self, at: int, part: str) -> tuple[int, int] | None:
        known = self._children.get(at)
        if known is None:
            try:
                known = dict(_children(self._text, at))
            except (ValueError, IndexError, RecursionError):
                return _child(self._text, at, part)
            self._children[at] = known
        return known.get(part)


def _children(text: str, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each child is written, and where its value begins. Values are passed over by the fast
    parser; ValueError or RecursionError where it does not take them."""
    from json import JSONDecoder

    # What it reads is not kept, object by object.
    decoder = JSONDecoder(object_hook=lambda _: None)

    def solid(start: int) -> int:
        while text[start] in " \t\n\r":
            start += 1
        return start

    if text[at] not in "{[":
        return
    is_list = text[at] == "["
    index = 0
    here = solid(at + 1)
    while text[here] not in "}]":
        start, name = here, str(index)
        if not is_list:
            name, here = decoder.raw_decode(text, here)
            here = solid(solid(here) + 1)
        yield name, (start, here)
        _, here = decoder.raw_decode(text, here)
        here = solid(here)
        if text[here] == ",":
            here = solid(here + 1)
        index += 1


def _child(text: str, at: int, part: str) -> tuple[int, int] | None:
    """Where the last child of that name is written, and where its value begins."""
    depth = index = 0
    named = (0, "")
    found: tuple[int, int] | None = None
    awaited = is_list = False
    for start, token in _tokens(text, at):
        if depth == 0 and token not in ("{", "["):
            return None
        if awaited and token != "]":
            awaited = False
            if is_list and str(index) == part:
                return start, start
            if not is_list and named[1] == part:
                found = (named[0], start)
        if token in ("{", "["):
            depth += 1
            if depth == 1:
                is_list = awaited = token == "["
        elif token in ("}", "]"):
            depth -= 1
            if depth == 0:
                return found
        elif depth == 1 and token == "," and is_list:
            index += 1
            awaited = True
        elif depth == 1 and token == ":":
            awaited = True
        elif depth == 1 and token[0] == '"':
            named = (start, _unquote(token))
    return found


def twice(text: str) -> Iterator[tuple[int, int, str]]:
    """Keys that are written twice in one object: both offsets, and the pointer."""
    from codegen.pointer import join

    # For each open container: the keys so far, and the key or index that is being read.
    keys: list[dict[str, int]] = []
    path: list[str | int] = []
    last: tuple[int, str] = (0, "")
    for start, token in _tokens(text):
        if token == "{" or token == "[":
            keys.append({})
            path.append(0 if token == "[" else "")
        elif token == "}" or token == "]":
            keys.pop()
            path.pop()
        elif token == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
        elif token == ":":
            path[-1] = last[1]
            if last[1] in keys[-1]:
                yield keys[-1][last[1]], last[0], join("", *path)
            keys[-1][last[1]] = last[0]
        elif token[0] == '"':
            last = (start, _unquote(token))


def word(text: str, *words: str) -> int | None:
    """Where one of these words stands outside of strings."""
    return next((start for start, token in _tokens(text) if token in words), None)


def _unquote(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    import json

    return str(json.loads(token, strict=False))
