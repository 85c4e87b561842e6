"""Small frozen classes for the model, made without what `dataclasses` costs.

`spolvero types` is a command that people wait for: importing `dataclasses` and making thirty
classes with it takes longer than reading a small contract does.
"""

from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def node(cls: type[T]) -> type[T]:
    """Give a class slots, and a constructor that takes its annotated names in their order.

    A type checker sees a frozen dataclass. Nodes are equal when their class and all values are.
    """
    names = tuple(cls.__annotations__)
    body = dict(cls.__dict__)
    defaults = {name: body.pop(name) for name in names if name in body}
    for leftover in ("__dict__", "__weakref__"):
        body.pop(leftover, None)
    takes = ", ".join(f"{name}=_{name}" if name in defaults else name for name in names)
    does = "; ".join(f"self.{name} = {name}" for name in names) or "pass"
    made: dict[str, Any] = {f"_{name}": value for name, value in defaults.items()}
    exec(f"def __init__(self{', ' if takes else ''}{takes}): {does}", made)
    body |= {
        "__slots__": names,
        "__match_args__": names,
        "__init__": made["__init__"],
        "__eq__": _equal,
        "__hash__": _hash,
        "__repr__": _repr,
    }
    return cast(type[T], type(cls.__name__, cls.__bases__, body))


def replaced(each: T, **changes: Any) -> T:
    """The same node with other values under some names."""
    names = cast(Any, each).__slots__
    return type(each)(*(changes[n] if n in changes else getattr(each, n) for n in names))


def _values(each: Any) -> tuple[Any, ...]:
    return tuple(getattr(each, name) for name in each.__slots__)


def _equal(self: Any, other: Any) -> bool:
    return self is other or (type(self) is type(other) and _values(self) == _values(other))


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _repr(self: Any) -> str:
    named = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__name__}({', '.join(named)})"
