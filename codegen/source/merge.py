"""Many files into one document.

The root's own parts stay where they are. A part of another file becomes a component of its kind
when it is referred to for the first time, and its name is the last word of the reference. When the
root names a file as a component, that component is the file. Paths are put where they are used.
"""

from typing import Any

from codegen.fault import ContractError
from codegen.pointer import follow, join, split
from codegen.source.check import CIRCLE
from codegen.source.files import Library
from codegen.source.kinds import SECTIONS, below, is_reference, looks_like_reference
from codegen.source.places import Text

# A file, by its place in the library, and a pointer in it.
Spot = tuple[int, str]
Origins = dict[str, Spot]


def merge(parsed: Any, text: Text) -> tuple[dict[str, Any], list[str], list[Text], Origins]:
    """The document, all files that were read, their texts, and where moved parts come from."""
    library = Library(parsed, text)
    merger = _Merger(library)
    document = merger.run()
    if merger.faults:
        raise ContractError(*dict.fromkeys(merger.faults))
    names = [each for each in library.names if each != "stdin"]
    return document, names, library.texts, merger.origins


class _Merger:
    def __init__(self, library: Library) -> None:
        self.faults: list[str] = []
        self.origins: Origins = {"": (0, "")}
        self._library = library
        self._homes: dict[Spot, str] = {}
        self._taken: dict[str, set[str]] = {}
        # Parts that have a home and are not there yet, in the order of their first reference.
        self._waiting: list[tuple[Spot, str, str]] = []
        self._open: list[Spot] = []

    def run(self) -> dict[str, Any]:
        root = self._library.document(0)
        components = root.get("components")
        if isinstance(components, dict):
            self._settle(components)
        document: dict[str, Any] = self._copy(root, "document", (0, ""), "")
        while self._waiting:
            spot, kind, home = self._waiting.pop(0)
            _, section, name = split(home)
            self.origins[home] = spot
            _map(_map(document, "components"), section)[name] = self._copy(
                self._at(spot), kind, spot, home
            )
        return document

    def _settle(self, components: dict[str, Any]) -> None:
        """Note what the root's components are called, and which files they stand for."""
        for section, entries in components.items():
            kind = below("components", section, entries)
            if kind is None or not isinstance(entries, dict):
                continue
            at = join("/components", section)
            spot: Spot | None = (0, at)
            if is_reference(entries):
                spot = self._target(entries["$ref"], (0, at), kind)
                entries = self._at(spot) if spot else None
            if spot is None or not isinstance(entries, dict):
                continue
            self._taken[section] = set(entries)
            for name, entry in entries.items():
                home = join(at, name)
                here = (spot[0], join(spot[1], name))
                self._homes.setdefault(here, home)
                if is_reference(entry) and len(entry) == 1:
                    target = self._target(entry["$ref"], here, kind[1:])
                    if target and target[0] != 0:
                        self._homes.setdefault(target, home)

    def _copy(self, node: Any, kind: str | None, spot: Spot, place: str) -> Any:
        """Copy what stands at a spot to a place of the one document, with its references."""
        if kind is None:
            return node
        if isinstance(node, list):
            return [
                self._copy(each, below(kind, n, each), (spot[0], f"{spot[1]}/{n}"), f"{place}/{n}")
                for n, each in enumerate(node)
            ]
        if not isinstance(node, dict):
            return node
        if is_reference(node):
            return self._reference(node, kind, spot, place)
        return self._entries(node, kind, spot, place)

    def _entries(self, node: dict[str, Any], kind: str, spot: Spot, place: str) -> dict[str, Any]:
        file, at = spot
        made: dict[str, Any] = {}
        for key, value in node.items():
            # All references are to the one document now, and an `$id` would turn them away.
            if kind == "schema" and key in ("$id", "$schema") and isinstance(value, str):
                continue
            if kind == "schema" and key == "discriminator" and isinstance(value, dict):
                made[key] = self._discriminator(value, spot)
                continue
            inner = below(kind, key, value)
            deeper = (file, join(at, key))
            made[key] = self._copy(value, inner, deeper, join(place, key))
        return made

    def _reference(self, node: dict[str, Any], kind: str, spot: Spot, place: str) -> Any:
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        rest = self._entries(siblings, kind, spot, place)
        target = self._target(node["$ref"], spot, kind)
        if target is None:
            return {"$ref": node["$ref"], **rest}
        home = self._homes.get(target)
        # The component that stands for this target is the target; the others refer to it.
        if home == place or (kind not in SECTIONS and target[0] != 0):
            return self._inline(target, kind, spot, place, rest)
        if kind == "path" and target[0] != 0 and target not in self._open and home is None:
            return self._inline(target, kind, spot, place, rest)
        return {"$ref": f"#{self._home(target, kind)}", **rest}

    def _inline(self, target: Spot, kind: str, spot: Spot, place: str, rest: dict[str, Any]) -> Any:
        if target in self._open:
            self.faults.append(f"{self._where(spot)}: {CIRCLE}")
            return rest
        self._open.append(target)
        self.origins[place] = target
        made = self._copy(self._at(target), kind, target, place)
        self._open.pop()
        return {**made, **rest} if isinstance(made, dict) else made

    def _discriminator(self, node: dict[str, Any], spot: Spot) -> dict[str, Any]:
        entries = node.get("mapping")
        if not isinstance(entries, dict):
            return node
        at = (spot[0], f"{spot[1]}/discriminator/mapping")
        mapped = {name: self._mapped(to, at) for name, to in entries.items()}
        return {**node, "mapping": mapped}

    def _mapped(self, name: Any, spot: Spot) -> Any:
        if not isinstance(name, str):
            return name
        if not looks_like_reference(name):
            own = join("/components/schemas", name)
            if spot[0] == 0 or not self._library.has(spot[0], own):
                return name
            name = f"#{own}"
        target = self._target(name, spot, "schema")
        return f"#{self._home(target, 'schema')}" if target else name

    def _home(self, spot: Spot, kind: str) -> str:
        """Where a target lives in the one document; it moves in when it has no home yet."""
        if spot in self._homes:
            return self._homes[spot]
        if spot[0] == 0:
            return spot[1]
        section = SECTIONS[kind]
        taken = self._taken.setdefault(section, set())
        wanted = self._library.title(spot)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        home = join("/components", section, name)
        self._homes[spot] = home
        self._waiting.append((spot, kind, home))
        return home

    def _target(self, name: str, spot: Spot, kind: str) -> Spot | None:
        """The spot that a reference means in the end; None, and a fault, when there is none."""
        seen = {spot}
        said, here = name, spot
        while True:
            found = self._library.find(said, here)
            if isinstance(found, str):
                self.faults.append(f"{self._where(here)}: {found}")
                return None
            if found in seen:
                self.faults.append(f"{self._where(here)}: {CIRCLE}")
                return None
            seen.add(found)
            node = self._at(found)
            # A file may only forward to another. A component of the root has a name, and stays.
            if found[0] == 0 or found in self._homes or not is_reference(node) or len(node) > 1:
                return found
            said, here = node["$ref"], found

    def _at(self, spot: Spot) -> Any:
        return follow(self._library.document(spot[0]), spot[1])

    def _where(self, spot: Spot) -> str:
        place = self._library.texts[spot[0]].place(f"{spot[1]}/$ref")
        return f"{place}: {spot[1]}" if spot[1] else place


def _map(owner: dict[str, Any], key: str) -> dict[str, Any]:
    """The map under a key, made when there is none."""
    if not isinstance(owner.get(key), dict):
        owner[key] = {}
    made: dict[str, Any] = owner[key]
    return made
