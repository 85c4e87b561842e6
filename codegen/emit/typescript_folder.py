"""The TypeScript types as a folder: a file for each tag, and an index of all.

`schemas.ts` holds every named schema, `components.ts` what the contract shares, and each tag's file
the `paths`, `webhooks` and `operations` of that tag, enough for a client that knows no other. An
operation with two tags stands in both files. `index.ts` joins them: a path whose operations lie in
several files is written there once more, whole, since an interface cannot inherit halves of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from codegen.emit.options import Options
from codegen.emit.typescript import STEP, text
from codegen.emit.typescript_options import OptionsFile
from codegen.model import Api, Operation, PathItem
from codegen.node import replaced

_WIDTH: Final = 100
_UNTAGGED: Final = "untagged"
# Names of our own, and those that Windows keeps for devices.
_RESERVED: Final = frozenset(
    (
        *("index", "schemas", "components", "con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    )
)
_LONGEST: Final = 80


def typescript_folder(api: Api, header: str, options: Options) -> dict[str, str]:
    """The text of each file, by its name."""
    return _Folder(api, options, header).files()


class _Part:
    """What belongs to one tag."""

    def __init__(self, api: Api, tag: str | None, name: str, alias: str) -> None:
        self.name = name
        self.alias = alias
        self.items = {
            "paths": _having(api.paths, tag),
            "webhooks": _having(api.webhooks, tag),
            "pathItems": _having(api.path_items, tag),
        }
        self.all = tuple(item for items in self.items.values() for item in items)
        self.ids = [each.id for item in self.all for each in item.operations if each.id]


class _Folder(OptionsFile):
    def __init__(self, api: Api, options: Options, header: str) -> None:
        self._used: set[str] = set()
        self._shares = False
        super().__init__(api, options)
        self._header = header
        tags = _tags(api)
        names = file_names(tags)
        aliases = _aliases(names.values())
        self._parts = [_Part(api, tag, names[tag], aliases[names[tag]]) for tag in tags]

    def files(self) -> dict[str, str]:
        """Every file; the schemas come last, since they hold the brands that others need."""
        made = {"index.ts": self._index()}
        made |= {f"{part.name}.ts": self._part(part) for part in self._parts}
        made["components.ts"] = self._shared_parts()
        self._begin()
        self._schemas()
        made["schemas.ts"] = self._ended((), own=True)
        return made

    # What a file needs of others

    def _name_of(self, names: dict[str, str]) -> Callable[[str], str]:
        def find(name: str) -> str:
            found = names[name]
            self._used.add(found)
            return found

        return find

    def _brand(self, form: str) -> str:
        found = super()._brand(form)
        self._used.add(found)
        return found

    def _component(self, section: str, name: str) -> str:
        self._shares = True
        return super()._component(section, name)

    def _begin(self) -> None:
        self._lines.clear()
        self._used.clear()
        self._shares = False
        for types in (self._plain, self._input, self._output):
            types.forget()

    def _ended(self, head: Sequence[str], own: bool = False, shares: bool = True) -> str:
        """The file that was begun, with what it imports before it."""
        lines = [f"// {self._header}"]
        imports = list(head)
        if self._shares and shares:
            imports.append('import type { components } from "./components.js";')
        if self._used and not own:
            imports += _import(sorted(self._used), "schemas")
        lines += ["", *imports] if imports else []
        body = self._lines
        if not body and not imports:
            body = ["", "export {};"]
        return "\n".join([*lines, *body, ""])

    # Files

    def _part(self, part: _Part) -> str:
        self._begin()
        self._path_items("paths", part.items["paths"])
        if part.items["webhooks"]:
            self._path_items("webhooks", part.items["webhooks"])
        self._operations(part.all)
        return self._ended(())

    def _shared_parts(self) -> str:
        self._begin()
        self._components()
        self._definitions()
        self._used |= {self._names[each.name] for each in self._named}
        head = []
        if any(each.id for item in self._api.path_items for each in item.operations):
            head.append('import type { operations } from "./index.js";')
        return self._ended(head, shares=False)

    def _index(self) -> str:
        self._begin()
        self._joined("paths", self._api.paths)
        self._joined("webhooks", self._api.webhooks)
        self._all_operations()
        head = [f'import type * as {each.alias} from "./{each.name}.js";' for each in self._parts]
        ending = [
            "",
            f'export {"" if self.has_values else "type "}* from "./schemas.js";',
            'export type { $defs, components } from "./components.js";',
        ]
        self._lines[:0] = ending
        return self._ended(head)

    def _joined(self, section: str, items: tuple[PathItem, ...]) -> None:
        """All paths, from the files that hold them; those that no file holds whole, in full."""
        holders: dict[str, list[_Part]] = {}
        sizes: dict[tuple[str, str], int] = {}
        for part in self._parts:
            for item in part.items[section]:
                holders.setdefault(item.path, []).append(part)
                sizes[part.name, item.path] = len(item.operations)
        full: list[PathItem] = []
        omitted: dict[str, list[str]] = {}
        for item in items:
            parts = holders.get(item.path, [])
            whole = [p for p in parts if sizes[p.name, item.path] == len(item.operations)]
            if not whole or not item.operations:
                full.append(item)
            keep = whole[0].name if whole and item.operations else None
            for part in parts:
                if part.name != keep:
                    omitted.setdefault(part.name, []).append(item.path)
        bases = [
            _base(part, section, omitted.get(part.name, ()))
            for part in self._parts
            if part.items[section]
        ]
        if not bases:
            self._path_items(section, items)
            return
        self._add("")
        self._lines += _extending(section, bases, is_empty=not full)
        if full:
            for item in full:
                self._path_item(item, STEP)
            self._add("}")

    def _all_operations(self) -> None:
        seen: set[str] = set()
        bases = []
        for part in self._parts:
            if part.ids:
                again = [each for each in dict.fromkeys(part.ids) if each in seen]
                seen |= {*part.ids}
                bases.append(_base(part, "operations", again))
        if not bases:
            self._operations(())
            return
        self._add("")
        self._lines += _extending("operations", bases, is_empty=True)


def file_names(tags: Iterable[str | None]) -> dict[str | None, str]:
    """What the file of each tag is called: letters and digits, with dashes between; none twice,
    not even where capitals are small letters."""
    taken = {*_RESERVED}
    found: dict[str | None, str] = {}
    for tag in tags:
        words = re.findall(r"[^\W_]+", (tag or _UNTAGGED).casefold())
        wish = "-".join(words)[:_LONGEST].strip("-") or "tag"
        name = wish
        number = 2
        while name in taken:
            name = f"{wish}-{number}"
            number += 1
        taken.add(name)
        found[tag] = name
    return found


def _tags(api: Api) -> list[str | None]:
    """The tags that operations have; None, for those that have none, is the first."""
    found: dict[str | None, None] = {}
    for item in (*api.paths, *api.webhooks, *api.path_items):
        for operation in item.operations:
            found |= dict.fromkeys(operation.tags or (None,))
    return [*([None] if None in found else []), *(tag for tag in found if tag is not None)]


def _aliases(names: Iterable[str]) -> dict[str, str]:
    """What each file is called inside the index."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        first, *rest = name.split("-")
        wish = f"{first}{''.join(map(str.capitalize, rest))}Tag"
        wish = wish if wish.isidentifier() else f"_{wish}"
        while wish in taken:
            wish += "_"
        taken.add(wish)
        found[name] = wish
    return found


def _having(items: Iterable[PathItem], tag: str | None) -> tuple[PathItem, ...]:
    """The path items with their operations of a tag; those that have none are left out."""
    found = []
    for item in items:
        operations = tuple(each for each in item.operations if _has(each, tag))
        if operations:
            found.append(replaced(item, operations=operations))
    return tuple(found)


def _has(operation: Operation, tag: str | None) -> bool:
    return tag in operation.tags if tag is not None else not operation.tags


def _base(part: _Part, section: str, omitted: Sequence[str]) -> str:
    own = f"{part.alias}.{section}"
    return f"Omit<{own}, {' | '.join(map(text, omitted))}>" if omitted else own


def _extending(name: str, bases: Sequence[str], is_empty: bool) -> list[str]:
    ending = " {}" if is_empty else " {"
    line = f"export interface {name} extends {', '.join(bases)}{ending}"
    if len(line) <= _WIDTH:
        return [line]
    lines = [f"{STEP * 2}{base}," for base in bases]
    lines[-1] = lines[-1][:-1] + ending
    return [f"export interface {name}", f"{STEP}extends", *lines]


def _import(names: Sequence[str], file: str) -> list[str]:
    line = f'import type {{ {", ".join(names)} }} from "./{file}.js";'
    if len(line) <= _WIDTH:
        return [line]
    return ["import type {", *(f"{STEP}{name}," for name in names), f'}} from "./{file}.js";']
