"""Arguments that keep what a document says of which parameters and properties go together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from codegen.laws.law import Dependency, Law, Presence

_INSIDE = "body#/"


def agreed(
    laws: Iterable[Dependency],
    arguments: Mapping[str, Any],
    given: Collection[str],
    pick: Callable[[int], int],
    value: Callable[[str, str], Any],
) -> dict[str, Any]:
    """The arguments with what is missing added, and with what is too much left out, but for what is
    `given`. `pick` gives one of so many numbers from 0; `value` a value by the place and the name.
    """
    found = _Arguments(arguments)
    for law in laws:
        present = [each for each in law.parts if found.has(each)]
        absent = [each for each in law.parts if not found.has(each)]
        if law.rule in ("only_one", "zero_or_one") and len(present) > 1:
            kept = [each for each in present if found.split(each)[1] in given] or [
                present[pick(len(present))]
            ]
            for each in present:
                if each not in kept:
                    found.drop(each)
        elif law.rule in ("only_one", "or") and not present:
            found.add(absent[pick(len(absent))], value)
        elif (law.rule == "requires" and law.parts[0] in present) or (
            law.rule == "all_or_none" and present
        ):
            for each in absent:
                found.add(each, value)
    return found.all


def agree(laws: Iterable[Law], arguments: Mapping[str, Any]) -> bool:
    """Whether arguments keep all that is said of which go together. Orders are another matter."""
    found = _Arguments(arguments)
    for law in laws:
        if not isinstance(law, Dependency):
            continue
        count = sum(map(found.has, law.parts))
        keeps = {
            "only_one": count == 1,
            "zero_or_one": count <= 1,
            "or": count >= 1,
            "all_or_none": count in (0, len(law.parts)),
            "requires": not found.has(law.parts[0]) or count == len(law.parts),
        }
        if not keeps.get(law.rule, True):
            return False
    return True


class _Arguments:
    """Those of one request: what is in its query, and on top in its body."""

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.all = dict(arguments)

    def split(self, part: Presence) -> tuple[str, str]:
        """The place of a part, and its name there."""
        name = part.parameter
        return ("body", name.removeprefix(_INSIDE)) if name.startswith(_INSIDE) else ("query", name)

    def has(self, part: Presence) -> bool:
        """Whether it is given, with one of its values if it has any."""
        place, name = self.split(part)
        there = self.all.get(place)
        if not isinstance(there, dict) or there.get(name) is None:
            return False
        return not part.values or there[name] in part.values

    def drop(self, part: Presence) -> None:
        """Leave it out."""
        place, name = self.split(part)
        self.all[place] = {key: each for key, each in self.all[place].items() if key != name}

    def add(self, part: Presence, value: Callable[[str, str], Any]) -> None:
        """Give it too, where there is something to give it in."""
        place, name = self.split(part)
        there = self.all.get(place)
        if isinstance(there, dict):
            self.all[place] = {
                **there,
                name: part.values[0] if part.values else value(place, name),
            }
