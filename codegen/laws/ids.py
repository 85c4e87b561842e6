"""Where in a thing its id stands: what fits the parameter of its path."""

import re
from dataclasses import dataclass
from typing import Final

from codegen.laws.shape import Shape
from codegen.laws.words import snake

IDS: Final = ("id", "uuid", "guid", "key", "slug", "_id", "gid", "uid", "pk", "identifier")


@dataclass(frozen=True)
class Naming:
    """How a kind of thing is named: its noun, and the parameter of its path.

    `foreign`: the parameter names another kind of thing, as in `/members/{user_id}`.
    """

    noun: str
    parameter: str
    shape: Shape | None = None
    foreign: bool = False


def find_id(thing: Shape, naming: Naming) -> str | None:
    """The property that has a thing's id; None where none certainly has."""
    noun, parameter = naming.noun, naming.shape
    properties = {
        name: each
        for name, each in thing.properties.items()
        if parameter is None or _may_be(each, parameter)
    }
    exact = exact_id(thing, naming)
    if parameter is not None and parameter.names:
        shared = [name for name, each in properties.items() if each.names & parameter.names]
        if exact in shared:
            return exact
        if "id" in shared or len(shared) == 1:
            return "id" if "id" in shared else shared[0]
    if exact in properties:
        return exact
    if naming.foreign or tail(noun, naming.parameter) not in (*IDS, ""):
        return None
    known = {snake(name): name for name in reversed(properties)}
    for name in (*IDS, *(f"{noun}_{each}" for each in IDS), f"{noun.rpartition('_')[2]}_id"):
        if name in known and not properties[known[name]].types & {"object", "array", "boolean"}:
            return known[name]
    return "_id" if "_id" in properties else None


def exact_id(thing: Shape, naming: Naming) -> str | None:
    """The property whose name is the parameter's, with or without the noun before it."""
    if naming.parameter in thing.properties:
        return naming.parameter
    known = {snake(name): name for name in reversed(thing.properties)}
    wanted = snake(naming.parameter)
    if naming.foreign:
        return known.get(wanted)
    for name in (wanted, tail(naming.noun, naming.parameter), f"{naming.noun}_{wanted}"):
        if name and name in known:
            return known[name]
    return None


def stem(parameter: str) -> str:
    """What a parameter's name says the id is of: `user` for `userId`; nothing for `id`."""
    head, _, last = snake(parameter).rpartition("_")
    return head if last in IDS else ""


def tail(noun: str, parameter_name: str) -> str:
    """What a parameter's name says beyond the noun: `id` for `album_id`, nothing for `album`."""
    name = snake(parameter_name)
    words = noun.split("_")
    for start in range(len(words)):
        stem = "_".join(words[start:])
        if name == stem:
            return ""
        if name.startswith(stem + "_"):
            return name.removeprefix(stem + "_")
    head, _, last = name.rpartition("_")
    if last in IDS:
        return last
    squeezed = noun.replace("_", "")
    if name in (squeezed + "id", words[-1] + "id"):
        return "id"
    return name if not head else last


def _may_be(value: Shape, parameter: Shape) -> bool:
    """Whether a property's value can be a parameter's."""
    if not value.types or not parameter.types:
        return True
    if value.types & parameter.types:
        return True
    numbers = {"integer", "number"}
    return bool(value.types & numbers and parameter.types & (numbers | {"string"}))


def is_called_id(name: str) -> bool:
    """Whether a name is that of the id of something: `id`, `doctor_id`, `userId`."""
    return re.fullmatch(r"(.*[_-])?id|.*[a-z0-9]I[dD]", name) is not None
