"""A place in a request whose value can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from codegen import pointer
from codegen.verify.trial import ABSENT

_GROUPS: Final = {"path": "path", "query": "query", "header": "headers"}


@dataclass(frozen=True)
class Spot:
    """A parameter or the body, or what stands inside of its value at `steps`."""

    place: str
    """`path`, `query`, `header` or `body`."""
    name: str = ""
    """The parameter's."""
    steps: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        name = self.name if self.place != "body" else "the body" if not self.steps else "body"
        return name + (f"#{pointer.join('', *self.steps)}" if self.steps else "")

    @property
    def last(self) -> str:
        """What to call it: the property, or the parameter."""
        names = [step for step in self.steps if isinstance(step, str)]
        return names[-1] if names else self.name or "the body"

    def inside(self, step: str | int) -> Spot:
        """What stands one step deeper."""
        return replace(self, steps=(*self.steps, step))

    def get(self, arguments: Mapping[str, Any]) -> Any:
        """Give the value that these arguments have here; ABSENT if there is none."""
        if self.place == "body":
            value = arguments.get("body", ABSENT)
        else:
            value = (arguments.get(_GROUPS[self.place]) or {}).get(self.name, ABSENT)
        for step in self.steps:
            try:
                value = value[step]
            except (LookupError, TypeError):
                return ABSENT
        return value

    def put(self, arguments: Mapping[str, Any], value: Any) -> dict[str, Any]:
        """Copy the arguments, with another value here; ABSENT takes it away."""
        changed = dict(arguments)
        if self.place == "body":
            changed["body"] = _put(arguments.get("body", ABSENT), self.steps, value)
            return changed
        group = dict(arguments.get(_GROUPS[self.place]) or {})
        value = _put(group.get(self.name, ABSENT), self.steps, value)
        if value is ABSENT:
            group.pop(self.name, None)
        else:
            group[self.name] = value
        changed[_GROUPS[self.place]] = group
        return changed


def _put(node: Any, steps: tuple[str | int, ...], value: Any) -> Any:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(node, list) and isinstance(step, int):
        items = list(node)
        if value is ABSENT and not rest:
            del items[step]
        else:
            items[step] = _put(items[step], tuple(rest), value)
        return items
    whole = dict(node) if isinstance(node, dict) else {}
    if value is ABSENT and not rest:
        whole.pop(step, None)
    else:
        whole[step] = _put(whole.get(step, ABSENT), tuple(rest), value)
    return whole
