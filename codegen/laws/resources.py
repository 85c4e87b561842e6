"""The things that an API is about, told from its shape: where each is made, read, listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from codegen import pointer
from codegen.laws.ids import Naming, exact_id, find_id, stem
from codegen.laws.law import Reach
from codegen.laws.lists import Items, find_items
from codegen.laws.paths import last_parameter, noun_of, path_parameters, plain
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.laws.words import singular, snake
from codegen.spec import Operation, Spec

_ENVELOPES: Final = ("data", "result", "item", "payload", "response", "object", "resource")
_MAKING_WORDS: Final = ("create", "new", "add")


@dataclass(frozen=True)
class Resource:
    """A kind of thing that has a path of its own, `/albums/{album_id}`.

    `id` is an expression over the exchange of `create`. `read_at` and `made_at` point to the thing
    in the replies of `read` and `create`: empty, or its envelope.
    """

    noun: str
    path: str
    parameter: str
    naming: Naming
    create: Operation | None = None
    id: str | None = None
    made_at: str = ""
    read: Operation | None = None
    read_at: str = ""
    update: Operation | None = None
    replace: Operation | None = None
    delete: Operation | None = None
    list: Operation | None = None
    items: Items | None = None
    linked: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Those on its own path."""
        found = (self.read, self.update, self.replace, self.delete)
        return tuple(each for each in found if each is not None)


class Resources:
    """All resources of a document, and its lists.

    `links` are those of its successes: from which operation to which, and the path parameters.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._on: dict[str, dict[str, Operation]] = {}
        for operation in spec.operations.values():
            self._on.setdefault(plain(operation.path), {})[operation.method] = operation
        self._nouns = {
            singular(part)
            for path in self._on
            for part in path.split("/")
            if part and part[0] != "{"
        }
        self.links = dict(self._linked())
        self.all: tuple[Resource, ...] = tuple(self._resources())
        self.by_path = {each.path: each for each in self.all}
        self.lists: dict[str, Items] = {}
        for operation in spec.operations.values():
            items = self._list_of(operation)
            if items is not None:
                self.lists[operation.key] = items

    @cached_property
    def sharing(self) -> dict[str, list[Operation]]:
        """The operations that give each answer, by where it stands."""
        found: dict[str, list[Operation]] = {}
        for operation in self.spec.operations.values():
            for answer in operation.answers.values():
                found.setdefault(answer.where, []).append(operation)
        return found

    def on(self, path: str) -> dict[str, Operation]:
        """The operations on a path, by method; a slash at its end does not matter."""
        return self._on.get(plain(path), {})

    def of(self, operation: Operation) -> Resource | None:
        """The thing that an operation is about, if its path names one."""
        path = plain(operation.path)
        while path:
            if path in self.by_path:
                return self.by_path[path]
            path = path.rpartition("/")[0]
        return None

    def listed_by(self, operation: Operation) -> Resource | None:
        """The resource whose things a list shows."""
        items = self.lists.get(operation.key)
        if items is None:
            return None
        for each in self.all:
            if each.list is operation:
                return each
        noun = noun_of(plain(operation.path))
        found = [
            each
            for each in self.all
            if each.create is not None
            and (
                (each.noun == noun and items.id is not None)
                or _same(items.shape, self.thing(each.read, each.read_at))
            )
        ]
        exact = [each for each in found if each.noun == noun]
        found = exact or found
        return found[0] if len(found) == 1 else None

    def thing(self, operation: Operation | None, at: str = "") -> Shape | None:
        """What an operation gives, under its envelope."""
        shape = reply_shape(self.spec, operation)
        return None if shape is None else shape.at(at)

    def reach(
        self, target: Operation | None, source: Operation, resource: Resource | None = None
    ) -> Reach | None:
        """How to get from an exchange of `source` to `target`; None where something is missing.

        `resource` is the thing that `source` makes, if it makes one.
        """
        if target is None:
            return None
        linked = self.links.get((source.key, target.key))
        if linked is not None:
            return Reach(target.key, linked)
        found = {}
        for name, prefix in path_parameters(target.path):
            expression = self._expression(name, prefix, source, resource)
            if expression is None:
                return None
            found[name] = expression
        return Reach(target.key, found)

    def _expression(
        self, name: str, prefix: str, source: Operation, resource: Resource | None
    ) -> str | None:
        makes = resource is not None and resource.create is source
        carried = path_parameters(source.path)
        for other, there in carried:
            if there == prefix:
                return f"$request.path.{other}"
        if resource is not None and makes and prefix == resource.path:
            return resource.id
        noun = noun_of(prefix)
        for other, there in carried:
            if noun_of(there) == noun:
                return f"$request.path.{other}"
        if resource is not None and makes:
            wanted = {snake(name), f"{noun}_id"} - {"id"}
            body = json_shape(self.spec, source.body)
            for shape, start in (
                (body, "$request.body#"),
                (self.thing(source, resource.made_at), f"$response.body#{resource.made_at}"),
            ):
                for property_name in shape.properties if shape else ():
                    if shape and snake(property_name) in wanted and property_name in shape.required:
                        return start + pointer.join("", property_name)
        return None

    def _resources(self) -> Iterator[Resource]:
        for path in self._on:
            name = last_parameter(path)
            if name is not None:
                yield self._resource(path, name)
            elif "}/" in path and not any(
                last_parameter(other) and other.startswith(f"{path}/") for other in self._on
            ):
                yield from self._only_listed(path)

    def _only_listed(self, path: str) -> Iterator[Resource]:
        """What is added below a thing and is shown in a list only, such as a comment."""
        create, listing, noun = self._on[path].get("POST"), self._on[path].get("GET"), noun_of(path)
        naming = Naming(noun, f"{noun}_id")
        if create is None or listing is None or not _makes(create) or singular(noun) == path:
            return
        items = find_items(self.spec, listing, naming)
        made = reply_shape(self.spec, create)
        if items is None or not items.id or made is None or not _same(items.shape, made):
            return
        yield Resource(
            noun=noun,
            path=f"{path}/{{{naming.parameter}}}",
            parameter=naming.parameter,
            naming=naming,
            create=create,
            id=f"$response.body#{items.id}",
            list=listing,
            items=items,
        )

    def _resource(self, path: str, name: str) -> Resource:
        own = self._on[path]
        noun = noun_of(path)
        any_own = next(iter(own.values()))
        of = stem(name)
        naming = Naming(
            noun,
            name,
            shape_of(self.spec, any_own.parameter(name, "path")),
            foreign=of in self._nouns
            and not f"_{noun}".endswith(f"_{of}")
            and not f"_{of}".endswith(f"_{noun}"),
        )
        found = Resource(
            noun=noun,
            path=path,
            parameter=name,
            naming=naming,
            read=own.get("GET"),
            update=own.get("PATCH"),
            replace=own.get("PUT"),
            delete=own.get("DELETE"),
        )
        if found.read is not None:
            found = replace(found, read_at=self._envelope(found.read, naming) or "")
        return self._with_list(self._with_maker(found))

    def _with_maker(self, found: Resource) -> Resource:
        for create in self._creates(found):
            made = self._id(create, found)
            if made is not None:
                linked = any(source == create.key for source, _ in self.links)
                return replace(found, create=create, id=made[0], made_at=made[1], linked=linked)
        own = {each.key for each in found.operations}
        for (source, target), parameters in self.links.items():
            create = self.spec.operations[source]
            if (
                target not in own
                or not _makes(create)
                or _makes_said(create) is not None
                or found.path.startswith(plain(create.path))
                or not self._is_of(create, found)
            ):
                continue
            at = self._envelope(create, found.naming)
            expression = parameters[found.parameter]
            return replace(found, create=create, id=expression, made_at=at or "", linked=True)
        put = found.replace
        if put is not None and put.body is not None and "201" in put.answers:
            at = self._envelope(put, found.naming)
            expression = f"$request.path.{found.parameter}"
            return replace(found, create=put, id=expression, made_at=at or "")
        return found

    def _is_of(self, create: Operation, found: Resource) -> bool:
        """Whether an operation that links to a thing has no other thing of its own to make."""
        path = plain(create.path)
        return not any(
            last_parameter(other) and other.rpartition("/")[0] == path for other in self._on
        )

    def _creates(self, found: Resource) -> Iterator[Operation]:
        """What may make such a thing: what says so, the POST on its collection, the only POST that
        is about its noun."""
        for operation in self.spec.operations.values():
            said = _makes_said(operation)
            if isinstance(said, dict) and said.get("thing") in {
                each.key for each in found.operations
            }:
                yield operation
                return
        collection = found.path.rpartition("/")[0]
        own = self.on(collection).get("POST")
        if own is not None:
            if _makes_said(own) is None:
                yield own
            return
        flat = []
        for path, methods in self._on.items():
            if "POST" not in methods or last_parameter(path) is not None:
                continue
            head, _, last = path.rpartition("/")
            if singular(last) == found.noun or (
                last in _MAKING_WORDS and singular(head.rpartition("/")[2]) == found.noun
            ):
                flat.append(methods["POST"])
        if len(flat) == 1 and not any(
            other != found.path and last_parameter(other) and noun_of(other) == found.noun
            for other in self._on
        ):
            yield flat[0]

    def _id(self, create: Operation, found: Resource) -> tuple[str, str] | None:
        """The expression for the id of what was made, and where the thing is in the reply."""
        at = self._envelope(create, found.naming)
        said = _makes_said(create)
        if isinstance(said, dict) and "id" in said:
            return str(said["id"]), at or ""
        for operation in found.operations:
            linked = self.links.get((create.key, operation.key), {}).get(found.parameter)
            if linked is not None:
                return linked, at or ""
        if at is not None:
            thing = self.thing(create, at)
            name = thing and find_id(thing, found.naming)
            if name:
                return f"$response.body#{at}{pointer.join('', name)}", at
        body = json_shape(self.spec, create.body)
        if body is not None:
            name = exact_id(body, found.naming)
            if name is not None and name in body.required and create.successes:
                return f"$request.body#{pointer.join('', name)}", at or ""
        for answer in create.successes:
            if any(name.lower() == "location" for name in answer.headers):
                return "$response.header.Location", at or ""
        shape = reply_shape(self.spec, create)
        if shape is not None and shape.types and shape.types <= {"string", "integer"}:
            return "$response.body", ""
        return None

    def _envelope(self, operation: Operation, naming: Naming) -> str | None:
        """Where in a reply the thing is: the place that has its id; None where nothing has."""
        shape = reply_shape(self.spec, operation)
        if shape is None:
            return None
        noun, parameter = naming.noun, naming.shape
        if find_id(shape, naming):
            return ""
        inner = [
            name
            for name, each in shape.properties.items()
            if each.properties and find_id(each, naming)
        ]
        for name in inner:
            if snake(name) in (*_ENVELOPES, noun, f"new_{noun}", f"created_{noun}"):
                return pointer.join("", name)
        if len(inner) == 1:
            only = shape.properties[inner[0]]
            if find_id(only, naming) == naming.parameter or (
                parameter is not None
                and parameter.names
                and any(each.names & parameter.names for each in only.properties.values())
            ):
                return pointer.join("", inner[0])
        return None

    def _with_list(self, found: Resource) -> Resource:
        collection = found.path.rpartition("/")[0]
        paths = [collection]
        if found.create is not None and plain(found.create.path) != found.path:
            paths.append(plain(found.create.path))
        for path in dict.fromkeys(paths):
            operation = self.on(path).get("GET")
            if operation is None:
                continue
            items = find_items(self.spec, operation, found.naming)
            if items is not None and items.id is not None:
                return replace(found, list=operation, items=items)
        return found

    def _list_of(self, operation: Operation) -> Items | None:
        if operation.method != "GET":
            return None
        found = next((each.items for each in self.all if each.list is operation), None)
        path = plain(operation.path)
        if found is None and last_parameter(path) is None:
            noun = noun_of(path)
            found = find_items(self.spec, operation, Naming(noun, f"{noun}_id"))
        return self._told(operation, found)

    def _told(self, operation: Operation, found: Items | None) -> Items | None:
        """The items of a list, where `x-laws` says otherwise where they are, or what tells them."""
        laws = operation.raw.get("x-laws")
        said = laws.get("pages") if isinstance(laws, dict) else None
        if not isinstance(said, dict):
            return found
        at = said.get("items")
        array = self.thing(operation, at) if isinstance(at, str) else None
        if array is not None and array.items is not None:
            found = Items(str(at), array.items, None)
        item_id = said.get("item_id")
        if found is not None and isinstance(item_id, str) and found.shape.at(item_id) is not None:
            found = replace(found, id=item_id)
        return found

    def _linked(self) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
        """Every link of a success: from which operation to which, and its path parameters."""
        for source, target, link in self.spec.links:
            parameters = {
                str(key).removeprefix("path."): value
                for key, value in (link.get("parameters") or {}).items()
                if isinstance(value, str) and value.startswith("$")
            }
            named = {each for each, _ in path_parameters(target.path)}
            if named <= set(parameters) and (named or "requestBody" not in link):
                yield (source.key, target.key), parameters


def _makes_said(operation: Operation) -> Any:
    """What `x-laws` says of what an operation makes: a mapping, or a reason why it makes nothing;
    None where it says nothing."""
    said = operation.raw.get("x-laws")
    return said.get("makes") if isinstance(said, dict) else None


def _same(one: Shape | None, other: Shape | None) -> bool:
    return one is not None and other is not None and bool(one.names & other.names)


def _makes(operation: Operation) -> bool:
    return operation.method in ("POST", "PUT") and any(
        each.status in ("200", "201", "202", "2XX", "2xx") for each in operation.successes
    )
