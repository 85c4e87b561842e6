"""Many files into one document.

A schema file becomes `components/schemas/<title>`; an entry of a shared file becomes a component of
its own name; everything else (a path, in practice) is put where it is referred to. References
between components stay references, so what the author said once is said once in the bundle too.
"""

import posixpath
import re
from collections import Counter
from typing import Any

from codegen import pointer
from codegen.read.files import ROOT, ContractError, Files

SHARED = {
    "parameters.yaml": "parameters",
    "headers.yaml": "headers",
    "responses.yaml": "responses",
    "security.yaml": "securitySchemes",
}
SECTIONS = ("schemas", "parameters", "headers", "responses", "securitySchemes")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# Below these stands data, which may look like a reference and is none.
_DATA = frozenset({"example", "default", "const", "enum", "value"})
# Below these stand names that an author chose, which may look like keywords and are none.
_NAMES = frozenset(
    {"properties", "patternProperties", "$defs", "dependentSchemas", "x-event-schemas"}
)


class Bundle:
    """The one-file document, and where each part of it was written."""

    def __init__(self, files: Files) -> None:
        self.document: dict[str, Any] = {}
        self._files = files
        self._faults: list[str] = []
        self._open: list[str] = []
        self._origins: dict[str, tuple[str, str]] = {"": (ROOT, "")}
        self._titles = self._name_schemas()
        self._by_id = {
            content["$id"]: path
            for path, content in files.content.items()
            if isinstance(content, dict) and isinstance(content.get("$id"), str)
        }
        self._build()
        self._refuse_duplicates()
        if self._faults:
            raise ContractError(*self._faults)

    def locate(self, place: str) -> str:
        """The file and pointer where a part of the bundle was written."""
        steps = place.split("/")
        for length in range(len(steps), 0, -1):
            head = "/".join(steps[:length])
            if head in self._origins:
                file, base = self._origins[head]
                return f"{file}#{base}{place[len(head) :]}"
        raise AssertionError("The root has an origin.")

    def _name_schemas(self) -> dict[str, str]:
        titles: dict[str, str] = {}
        for path in self._files.under("schemas"):
            schema = self._files.content[path]
            title = schema.get("title") if isinstance(schema, dict) else None
            if not isinstance(title, str):
                self._faults.append(f"{path}: a schema file needs a title")
                continue
            if path != f"schemas/{kebab(title)}.json":
                self._faults.append(
                    f"{path}: the title {title} belongs in schemas/{kebab(title)}.json"
                )
            if title in titles.values():
                self._faults.append(f"{path}: the title {title} is taken by another schema")
            titles[path] = title
        return titles

    def _build(self) -> None:
        root = self._files.content[ROOT]
        for key, value in root.items():
            if key != "components":
                self.document[key] = self._copy(value, ROOT, f"/{key}", f"/{key}")
        components = {section: self._shared(section) for section in SECTIONS}
        for section, entries in root.get("components", {}).items():
            if "$ref" not in entries:
                at = pointer.join("/components", section)
                components.setdefault(section, {}).update(self._copy(entries, ROOT, at, at))
        self.document["components"] = {
            section: dict(sorted(entries.items()))
            for section, entries in components.items()
            if entries
        }
        _illustrate(self.document)

    def _shared(self, section: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if section == "schemas":
            for path, title in self._titles.items():
                schema = {
                    key: value
                    for key, value in self._files.content[path].items()
                    if key not in ("$schema", "$id")
                }
                place = pointer.join("/components/schemas", title)
                found[title] = self._copy(schema, path, "", place)
                example = path.replace("schemas/", "examples/", 1)
                if example in self._files.content and isinstance(found[title], dict):
                    found[title]["examples"] = [self._files.content[example]]
        for file in (file for file, kind in SHARED.items() if kind == section):
            for name, entry in (self._files.content.get(file) or {}).items():
                place = pointer.join("/components", section, name)
                found[name] = self._copy(entry, file, pointer.join("", name), place)
        return found

    def _copy(self, node: Any, file: str, here: str, place: str, names: bool = False) -> Any:
        """Copy what stands in `file` at `here` to `place` in the bundle, with its references."""
        if isinstance(node, list):
            return [
                self._copy(item, file, f"{here}/{index}", f"{place}/{index}")
                for index, item in enumerate(node)
            ]
        if not isinstance(node, dict):
            return node
        if here == "" or self.locate(place) != f"{file}#{here}":
            self._origins[place] = (file, here)
        if not names and isinstance(node.get("$ref"), str):
            return self._reference(node, file, here, place)
        copy: dict[str, Any] = {}
        for key, value in node.items():
            is_data = key in _DATA or (key == "examples" and isinstance(value, list))
            if is_data and not names:
                copy[key] = value
            elif key == "mapping" and not names and here.endswith("/discriminator"):
                copy[key] = {name: self._mapped(to, file, here) for name, to in value.items()}
            else:
                deeper = (pointer.join(here, key), pointer.join(place, key))
                copy[key] = self._copy(value, file, *deeper, names=key in _NAMES and not names)
        return copy

    def _reference(self, node: dict[str, Any], file: str, here: str, place: str) -> Any:
        siblings = {
            key: self._copy(value, file, pointer.join(here, key), pointer.join(place, key))
            if key not in _DATA
            else value
            for key, value in node.items()
            if key != "$ref"
        }
        target = self._target(node["$ref"], file, here)
        if target is None:
            return siblings
        to_file, to_pointer = target
        home = self._home(to_file, to_pointer)
        if home is not None:
            return {"$ref": f"#{home}", **siblings}
        key = f"{to_file}#{to_pointer}"
        if key in self._open:
            self._faults.append(f"{file}#{here}: the $ref {node['$ref']} leads back to itself")
            return siblings
        self._open.append(key)
        content = pointer.follow(self._files.content[to_file], to_pointer)
        inlined = self._copy(content, to_file, to_pointer, place)
        self._open.pop()
        return {**inlined, **siblings} if isinstance(inlined, dict) else inlined

    def _target(self, reference: str, file: str, here: str) -> tuple[str, str] | None:
        """The file and pointer that a reference names, or a fault when it leads nowhere."""
        path, _, fragment = reference.partition("#")
        fragment = pointer.from_fragment(fragment)
        to_file = self._by_id.get(path) or (
            posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
        )
        try:
            content = self._files.content[to_file]
            to_pointer = (
                _anchors(content)[fragment] if fragment and fragment[0] != "/" else fragment
            )
            pointer.follow(content, to_pointer)
        except LookupError:
            self._faults.append(f"{file}#{here}: the $ref {reference} leads nowhere")
            return None
        return to_file, to_pointer

    def _home(self, file: str, place: str) -> str | None:
        """Where a target lives among the components; None when it has no name there."""
        if file in self._titles:
            return pointer.join("/components/schemas", self._titles[file]) + place
        if file in SHARED and place:
            return pointer.join("/components", SHARED[file]) + place
        return place if file == ROOT and place.startswith("/components/") else None

    def _mapped(self, reference: str, file: str, here: str) -> str:
        if "#" not in reference and "." not in reference:
            return reference
        target = self._target(reference, file, here)
        home = self._home(*target) if target else None
        return f"#{home}" if home else reference

    def _refuse_duplicates(self) -> None:
        ids = Counter(
            operation.get("operationId")
            for item in self.document.get("paths", {}).values()
            for method, operation in item.items()
            if method in METHODS
        )
        self._faults += [
            f"{ROOT}: the operationId {name} is used {times} times"
            for name, times in ids.items()
            if name and times > 1
        ]


def kebab(title: str) -> str:
    """`JobRequest` is written `job-request` where files are named."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", title).lower()


def _anchors(content: Any, here: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    if isinstance(content, dict):
        for name in (content.get("$anchor"), content.get("$dynamicAnchor")):
            if isinstance(name, str):
                found[name] = here
        for key, value in content.items():
            found |= _anchors(value, pointer.join(here, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            found |= _anchors(value, pointer.join(here, index))
    return found


def _illustrate(document: dict[str, Any]) -> None:
    """Give parameters and JSON bodies the example of the schema that they refer to."""
    schemas = document["components"].get("schemas", {})

    def example_of(owner: dict[str, Any]) -> list[Any]:
        schema = owner.get("schema")
        if not isinstance(schema, dict) or list(schema) != ["$ref"]:
            return []
        named = schemas.get(schema["$ref"].removeprefix("#/components/schemas/"), {})
        return list(named.get("examples", [])) if isinstance(named, dict) else []

    def visit(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                visit(item)
        elif isinstance(node, dict):
            is_parameter = "schema" in node and "in" in node and "name" in node
            owners = [node] if is_parameter else []
            media = node.get("content")
            if isinstance(media, dict) and isinstance(media.get("application/json"), dict):
                owners.append(media["application/json"])
            for owner in owners:
                examples = example_of(owner)
                if examples and "example" not in owner and "examples" not in owner:
                    owner["example"] = examples[0]
            for key, value in node.items():
                if key not in _DATA:
                    visit(value)

    visit({key: value for key, value in document.items() if key in ("paths", "webhooks")})
    for section, entries in document["components"].items():
        if section != "schemas":
            visit(entries)
