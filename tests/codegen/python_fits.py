"""Does a value have a Python type? Asked of types as they are at run time."""

from types import NoneType, UnionType
from typing import (
    Any,
    ForwardRef,
    Literal,
    Never,
    NotRequired,
    Union,
    get_args,
    get_origin,
    is_typeddict,
)
from typing import get_type_hints as hints_of

Space = dict[str, Any]


def fits(value: Any, kind: Any, space: Space) -> bool:
    """Whether JSON data has a type that was made. Other keys than those of a typed dictionary may
    always be there: a checker refuses them where they are written and nowhere else."""
    if isinstance(kind, ForwardRef | str):
        text = kind if isinstance(kind, str) else kind.__forward_arg__
        return fits(value, eval(text, space), space)  # what we generated
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return any(fits(value, each, space) for each in get_args(kind))
    if origin is Literal:
        return any(value == each and type(value) is type(each) for each in get_args(kind))
    if origin is list:
        (item,) = get_args(kind)
        return isinstance(value, list) and all(fits(each, item, space) for each in value)
    if origin is dict:
        item = get_args(kind)[1]
        return isinstance(value, dict) and all(fits(each, item, space) for each in value.values())
    if is_typeddict(kind):
        return isinstance(value, dict) and _has_keys(value, kind, space)
    return _plain(value, kind)


def _has_keys(value: dict[str, Any], kind: Any, space: Space) -> bool:
    # Not `__required_keys__`: where annotations are texts, Python takes every key for required.
    for key, hint in hints_of(kind, space, include_extras=True).items():
        is_open = get_origin(hint) is NotRequired
        if key in value and not fits(value[key], get_args(hint)[0] if is_open else hint, space):
            return False
        if key not in value and not is_open:
            return False
    return True


def _plain(value: Any, kind: Any) -> bool:
    if kind is object:
        return True
    if kind is Never:
        return False
    if kind in (None, NoneType):
        return value is None
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is int:
        # JSON does not tell 1 from 1.0.
        return not isinstance(value, bool) and isinstance(value, int | float) and value % 1 == 0
    assert kind in (str, bool), kind
    return isinstance(value, kind)
