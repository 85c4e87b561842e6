"""From a path to the operations that it has. Literal segments win over parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.bridge.executor import Executor


@dataclass(slots=True)
class Route:
    """One path template and its operations by method."""

    segments: tuple[str | None, ...]
    names: tuple[str, ...]
    operations: dict[str, Executor] = field(default_factory=dict)
    allow: str = ""

    def add(self, method: str, operation: Executor) -> None:
        """Serve a method; GET serves HEAD too (RFC 9110, 9.3.2)."""
        self.operations[method] = operation
        if method == "GET":
            self.operations["HEAD"] = operation
        self.allow = ", ".join(sorted(self.operations))


class Routes:
    """The route table of one contract."""

    def __init__(self) -> None:
        self._literal: dict[str, Route] = {}
        self._by_length: dict[int, list[Route]] = {}

    def add(self, method: str, template: str, operation: Executor) -> None:
        """Add an operation under a path template such as `/jobs/{job_id}`."""
        parts = template.split("/")
        segments = tuple(None if part.startswith("{") else part for part in parts)
        if None not in segments:
            self._literal.setdefault(template, Route(segments, ())).add(method, operation)
            return
        names = tuple(part[1:-1] for part in parts if "{" in part)
        if any("{" in part and not (part[0] == "{" and part[-1] == "}") for part in parts):
            raise ValueError(f"in {template} a parameter is less than a whole segment")
        routes = self._by_length.setdefault(len(segments), [])
        for route in routes:
            if route.segments == segments:
                break
        else:
            routes.append(route := Route(segments, names))
            routes.sort(key=lambda r: [segment is None for segment in r.segments])
        route.add(method, operation)

    def find(self, path: str) -> tuple[Route, Mapping[str, str]] | None:
        """Give the route of a path with the values of its parameters, or None."""
        literal = self._literal.get(path)
        if literal is not None:
            return literal, {}
        parts = path.split("/")
        for route in self._by_length.get(len(parts), ()):
            values = []
            for wanted, part in zip(route.segments, parts, strict=True):
                if wanted is None:
                    values.append(part)
                elif wanted != part:
                    break
            else:
                return route, dict(zip(route.names, values, strict=True))
        return None
