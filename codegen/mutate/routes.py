"""Which operation is a request for?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Request


class Routes:
    """The paths of a document, to be found again in URLs.

    What comes before the path (the server's address and base path) is not looked at, so of two
    templates that fit, the longer one is meant, and then the one with fewer variables.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._all = sorted(
            ((_pattern(each.path), each) for each in spec.operations.values()),
            key=lambda pair: (-pair[1].path.count("/"), pair[1].path.count("{")),
        )
        self._seen: dict[tuple[str, str], tuple[str | None, dict[str, str]]] = {}

    def find(self, request: Request) -> tuple[str | None, dict[str, str]]:
        """The key of the operation and the path parameters; None and none for an unknown one."""
        path = urlsplit(request.url).path
        known = request.method, path
        if known not in self._seen:
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen[known] = self._find(request.method, path)
        return self._seen[known]

    def template(self, request: Request) -> str | None:
        """The path of the document that a request is for, whatever its method."""
        path = urlsplit(request.url).path
        return next((each.path for pattern, each in self._all if pattern.search(path)), None)

    def base(self, request: Request) -> str:
        """The URL of the server: what comes before the path of the operation."""
        parts = urlsplit(request.url)
        for pattern, _ in self._all:
            match = pattern.search(parts.path)
            if match:
                return f"{parts.scheme}://{parts.netloc}{parts.path[: match.start()]}"
        return f"{parts.scheme}://{parts.netloc}"

    def _find(self, method: str, path: str) -> tuple[str | None, dict[str, str]]:
        for pattern, operation in self._all:
            match = pattern.search(path)
            if match:
                same = self._with_method(operation, method)
                if same:
                    names = re.findall(r"{([^}]*)}", same.path)
                    return same.key, dict(zip(names, map(unquote, match.groups()), strict=True))
        return None, {}

    def _with_method(self, operation: Operation, method: str) -> Operation | None:
        if operation.method == method:
            return operation
        for _, each in self._all:
            if each.path == operation.path and each.method == method:
                return each
        return None


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"{[^}]*}", path)
    return re.compile("([^/]+)".join(map(re.escape, parts)) + "$")
