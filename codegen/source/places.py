"""Line and column of what stands at a pointer, found when somebody asks."""

from typing import Any

from codegen.pointer import split


class Text:
    """A file, for finding places in it. It is read again when somebody asks; standard input, which
    cannot be, is kept."""

    __slots__ = ("_index", "_is_json", "_raw", "_root", "name")

    def __init__(self, name: str, raw: bytes | None, is_json: bool) -> None:
        self.name = name
        self._raw = raw
        self._is_json = is_json
        self._root: Any = None
        self._index: Any = None

    def _text(self) -> str:
        if self._raw is None:
            from codegen.source import read

            self._raw = read(self.name)
        return self._raw.decode("utf-8-sig")

    def place(self, pointer: str) -> str:
        """`api.yaml:12:5`: an entry's key, a list's item, or the nearest thing around it.

        The file's name alone when the lines of its YAML cannot be told.
        """
        parts = split(pointer)
        if self._is_json:
            if self._index is None:
                from codegen.source.jsontext import Index

                self._index = Index(self._text())
            return f"{self.name}:{self._index.place(self._index.offset(parts))}"
        from codegen.source import exact

        try:
            if self._root is None:
                self._root = exact.compose(self._text())
        except exact.Refused:
            # The fast parser knows a little more YAML than the one that knows lines.
            return self.name
        line, column = exact.find(self._root, parts)
        return f"{self.name}:{line}:{column}"
