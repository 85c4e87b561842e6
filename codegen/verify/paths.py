"""The parameters of a path template."""

from __future__ import annotations

from codegen.spec import Operation


def path_names(operation: Operation) -> list[str]:
    """The names of the path's parameters, in their order in the path."""
    return [part.partition("}")[0] for part in operation.path.split("{")[1:]]


def path_to(operation: Operation, name: str) -> str:
    """The path up to a parameter, by which makers tell one `id` from another."""
    head, parameter, _ = operation.path.partition("{" + name + "}")
    return head + parameter if parameter else ""
