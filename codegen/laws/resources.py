"""The things that an API is about, told from its shape: where each is made, read, listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Maker, Reach
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.laws.words import camel, plural, singular, snake
from codegen.spec import Answer, Operation, Spec

_PARAMETER: Final = re.compile(r"\{([^{}]+)\}")
_ENVELOPES: Final = ("data", "result", "item", "payload", "response", "object", "resource")
_LISTS: Final = ("items", "data", "results", "records", "entries", "values", "value", "content")
_IDS: Final = ("id", "uuid", "guid", "key", "slug", "_id", "gid", "uid", "pk", "identifier")
_MAKING_WORDS: Final = ("create", "new", "add")


@dataclass(frozen=True)
class Items:
    """Where a list's items stand in its reply, what each is, and where in it its id is.

    `id` is empty where the item is the id itself, and None where it has none.
    """

    at: str
    shape: Shape
    id: str | None


@dataclass(frozen=True)
class Resource:
    """A kind of thing that has a path of its own, `/albums/{album_id}`.

    `id` is an expression over the exchange of `create`. `read_at` and `made_at` point to the thing
    in the replies of `read` and `create`: empty, or its envelope.
    """

    noun: str
    path: str
    parameter: str
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
            self._on.setdefault(_plain(operation.path), {})[operation.method] = operation
        self.links = dict(self._linked())
        self.all: tuple[Resource, ...] = tuple(self._resources())
        self.by_path = {each.path: each for each in self.all}
        self.lists: dict[str, Items] = {}
        for operation in spec.operations.values():
            items = self._list_of(operation)
            if items is not None:
                self.lists[operation.key] = items

    def on(self, path: str) -> dict[str, Operation]:
        """The operations on a path, by method; a slash at its end does not matter."""
        return self._on.get(_plain(path), {})

    def of(self, operation: Operation) -> Resource | None:
        """The thing that an operation is about, if its path names one."""
        path = _plain(operation.path)
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
        noun = _noun(_plain(operation.path))
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
        noun = _noun(prefix)
        for other, there in carried:
            if _noun(there) == noun:
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

    def makers(self) -> tuple[Maker, ...]:
        """How each kind of thing comes to be, those with shorter paths first."""
        found = []
        for each in sorted(self.all, key=lambda each: each.path.count("/")):
            if each.create is None or each.id is None:
                continue
            found.append(
                Maker(
                    noun=each.noun,
                    make=each.create.key,
                    id=each.id,
                    names=tuple(dict.fromkeys(self._names(each))),
                    read=self.reach(each.read, each.create, each),
                    delete=self.reach(each.delete, each.create, each),
                    list=self.reach(each.list, each.create, each),
                )
            )
        claimed: dict[str, list[str]] = {}
        for maker in found:
            for name in maker.names:
                claimed.setdefault(name, []).append(maker.make)
        # A name that two kinds of things claim tells nothing, unless it is a path.
        return tuple(
            replace(
                maker,
                names=tuple(
                    name
                    for name in maker.names
                    if name.startswith("/")
                    or len(claimed[name]) == 1
                    or claimed[name][0] == maker.make
                ),
            )
            for maker in found
        )

    def _names(self, resource: Resource) -> Iterator[str]:
        yield resource.path
        parameter = self._parameter(resource)
        if parameter is not None:
            for name in sorted(parameter.names):
                if snake(name.rpartition("/")[2]) not in ("id", "uuid", "identifier", "string"):
                    yield name
        stem = resource.noun
        tail = "id"
        if snake(resource.parameter) not in (*_IDS, "name", "code", "number"):
            yield resource.parameter
            stem_of = snake(resource.parameter)
            if stem_of.endswith("_id"):
                stem = stem_of.removesuffix("_id")
            elif "_" in stem_of:
                tail = ""
        if tail:
            for base in dict.fromkeys((stem, resource.noun)):
                yield f"{base}_id"
                yield camel(f"{base}_id")
                yield f"{base}_ids"
                yield camel(f"{base}_ids")

    def _parameter(self, resource: Resource) -> Shape | None:
        for operation in resource.operations:
            return shape_of(self.spec, operation.parameter(resource.parameter, "path"))
        return None

    def _resources(self) -> Iterator[Resource]:
        for path in self._on:
            name = _last_parameter(path)
            if name is None:
                continue
            yield self._resource(path, name)

    def _resource(self, path: str, name: str) -> Resource:
        own = self._on[path]
        noun = _noun(path)
        found = Resource(
            noun=noun,
            path=path,
            parameter=name,
            read=own.get("GET"),
            update=own.get("PATCH"),
            replace=own.get("PUT"),
            delete=own.get("DELETE"),
        )
        any_own = next(iter(own.values()))
        parameter = shape_of(self.spec, any_own.parameter(name, "path"))
        if found.read is not None:
            at = self._envelope(found.read, noun, name, parameter)
            found = replace(found, read_at=at or "")
        found = self._with_maker(found, parameter)
        return self._with_list(found, parameter)

    def _with_maker(self, found: Resource, parameter: Shape | None) -> Resource:
        for create in self._creates(found):
            made = self._id(create, found, parameter)
            if made is not None:
                linked = any(source == create.key for source, _ in self.links)
                return replace(found, create=create, id=made[0], made_at=made[1], linked=linked)
        own = {each.key for each in found.operations}
        for (source, target), parameters in self.links.items():
            create = self.spec.operations[source]
            if (
                target not in own
                or not _makes(create)
                or found.path.startswith(_plain(create.path))
                or not self._is_of(create, found)
            ):
                continue
            at = self._envelope(create, found.noun, found.parameter, parameter)
            expression = parameters[found.parameter]
            return replace(found, create=create, id=expression, made_at=at or "", linked=True)
        put = found.replace
        if put is not None and put.body is not None and "201" in put.answers:
            at = self._envelope(put, found.noun, found.parameter, parameter)
            expression = f"$request.path.{found.parameter}"
            return replace(found, create=put, id=expression, made_at=at or "")
        return found

    def _is_of(self, create: Operation, found: Resource) -> bool:
        """Whether an operation that links to a thing has no other thing of its own to make."""
        path = _plain(create.path)
        return not any(
            _last_parameter(other) and other.rpartition("/")[0] == path for other in self._on
        )

    def _creates(self, found: Resource) -> Iterator[Operation]:
        collection = found.path.rpartition("/")[0]
        own = self.on(collection).get("POST")
        if own is not None:
            yield own
            return
        flat = []
        for path, methods in self._on.items():
            if "POST" not in methods or _last_parameter(path) is not None:
                continue
            head, _, last = path.rpartition("/")
            if singular(last) == found.noun or (
                last in _MAKING_WORDS and singular(head.rpartition("/")[2]) == found.noun
            ):
                flat.append(methods["POST"])
        if len(flat) == 1 and not any(
            other != found.path and _last_parameter(other) and _noun(other) == found.noun
            for other in self._on
        ):
            yield flat[0]

    def _id(
        self, create: Operation, found: Resource, parameter: Shape | None
    ) -> tuple[str, str] | None:
        """The expression for the id of what was made, and where the thing is in the reply."""
        at = self._envelope(create, found.noun, found.parameter, parameter)
        for operation in found.operations:
            linked = self.links.get((create.key, operation.key), {}).get(found.parameter)
            if linked is not None:
                return linked, at or ""
        if at is not None:
            thing = self.thing(create, at)
            name = thing and find_id(thing, found.noun, found.parameter, parameter)
            if name:
                return f"$response.body#{at}{pointer.join('', name)}", at
        body = json_shape(self.spec, create.body)
        if body is not None:
            name = _exact_id(body, found.noun, found.parameter)
            if name is not None and name in body.required and create.successes:
                return f"$request.body#{pointer.join('', name)}", at or ""
        for answer in create.successes:
            if any(name.lower() == "location" for name in answer.headers):
                return "$response.header.Location", at or ""
        shape = reply_shape(self.spec, create)
        if shape is not None and shape.types & {"string", "integer"} and parameter is not None:
            return "$response.body", ""
        return None

    def _envelope(
        self, operation: Operation, noun: str, parameter_name: str, parameter: Shape | None
    ) -> str | None:
        """Where in a reply the thing is: the place that has its id; None where nothing has."""
        shape = reply_shape(self.spec, operation)
        if shape is None:
            return None
        if find_id(shape, noun, parameter_name, parameter):
            return ""
        inner = [
            name
            for name, each in shape.properties.items()
            if each.properties and find_id(each, noun, parameter_name, parameter)
        ]
        for name in inner:
            if snake(name) in (*_ENVELOPES, noun, f"new_{noun}", f"created_{noun}"):
                return pointer.join("", name)
        if len(inner) == 1:
            only = shape.properties[inner[0]]
            if find_id(only, noun, parameter_name, parameter) == parameter_name or (
                parameter is not None
                and parameter.names
                and any(each.names & parameter.names for each in only.properties.values())
            ):
                return pointer.join("", inner[0])
        return None

    def _with_list(self, found: Resource, parameter: Shape | None) -> Resource:
        collection = found.path.rpartition("/")[0]
        paths = [collection]
        if found.create is not None and _plain(found.create.path) != found.path:
            paths.append(_plain(found.create.path))
        for path in dict.fromkeys(paths):
            operation = self.on(path).get("GET")
            if operation is None:
                continue
            items = find_items(self.spec, operation, found.noun, found.parameter, parameter)
            if items is not None and items.id is not None:
                return replace(found, list=operation, items=items)
        return found

    def _list_of(self, operation: Operation) -> Items | None:
        if operation.method != "GET":
            return None
        for each in self.all:
            if each.list is operation:
                return each.items
        path = _plain(operation.path)
        if _last_parameter(path) is not None:
            return None
        noun = _noun(path)
        return find_items(self.spec, operation, noun, f"{noun}_id", None)

    def _linked(self) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
        """Every link of a success: from which operation to which, and its path parameters."""
        for source in self.spec.operations.values():
            for answer in source.successes:
                for name, raw in answer.links.items():
                    link, _ = self.spec.resolve(raw, pointer.join(answer.where, "links", name))
                    target = self._target(link if isinstance(link, dict) else {})
                    if target is None:
                        continue
                    parameters = {
                        str(key).removeprefix("path."): value
                        for key, value in (link.get("parameters") or {}).items()
                        if isinstance(value, str) and value.startswith("$")
                    }
                    if {each for each, _ in path_parameters(target.path)} <= set(parameters):
                        yield (source.key, target.key), parameters

    def _target(self, link: dict[str, Any]) -> Operation | None:
        if "operationId" in link:
            return self.spec.operations.get(str(link["operationId"]))
        reference = str(link.get("operationRef", ""))
        if reference.startswith("#"):
            where = pointer.from_fragment(reference[1:])
            for operation in self.spec.operations.values():
                if operation.where == where:
                    return operation
        return None


def reply(operation: Operation | None) -> Answer | None:
    """The answer that tells of success: 200, 201, or the first 2xx that has a body."""
    if operation is None:
        return None
    declared = {each.status: each for each in operation.successes}
    for status in ("200", "201", "202", "203"):
        if status in declared and declared[status].raw.get("content"):
            return declared[status]
    with_body = [each for each in operation.successes if each.raw.get("content")]
    return next(iter(with_body or operation.successes), None)


def reply_shape(spec: Spec, operation: Operation | None) -> Shape | None:
    """What the JSON of an operation's success is; None where it has none."""
    return json_shape(spec, reply(operation))


def path_parameters(path: str) -> list[tuple[str, str]]:
    """The parameters in a path, each with the path up to and with it."""
    plain = _plain(path)
    return [(each[1], plain[: each.end()]) for each in _PARAMETER.finditer(plain)]


def find_id(shape: Shape, noun: str, parameter_name: str, parameter: Shape | None) -> str | None:
    """The property that has a thing's id: what fits the parameter of its path best."""
    properties = {
        name: each
        for name, each in shape.properties.items()
        if parameter is None or _may_be(each, parameter)
    }
    exact = _exact_id(shape, noun, parameter_name)
    if parameter is not None and parameter.names:
        shared = [name for name, each in properties.items() if each.names & parameter.names]
        if exact in shared:
            return exact
        if "id" in shared or len(shared) == 1:
            return "id" if "id" in shared else shared[0]
    if exact in properties:
        return exact
    tail = _tail(noun, parameter_name)
    if tail not in (*_IDS, ""):
        return None
    known = {snake(name): name for name in reversed(properties)}
    for name in (*_IDS, *(f"{noun}_{each}" for each in _IDS), f"{noun.rpartition('_')[2]}_id"):
        if name in known and not properties[known[name]].types & {"object", "array", "boolean"}:
            return known[name]
    if "_id" in properties:
        return "_id"
    return None


def find_items(
    spec: Spec, operation: Operation, noun: str, parameter_name: str, parameter: Shape | None
) -> Items | None:
    """Where a list's items stand in the reply of an operation; None where it gives no list."""
    shape = reply_shape(spec, operation)
    if shape is None:
        return None

    def items(at: str, array: Shape) -> Items | None:
        item = array.items
        if item is None:
            return None
        if item.types & {"string", "integer"} and "object" not in item.types:
            fits = parameter is not None and bool(item.names & parameter.names)
            return Items(at, item, "" if fits else None)
        name = find_id(item, noun, parameter_name, parameter)
        return Items(at, item, None if name is None else pointer.join("", name))

    if "array" in shape.types:
        return items("", shape)
    for holder, at in _holders(shape, noun):
        arrays = {name: each for name, each in holder.properties.items() if "array" in each.types}
        several = {plural(noun), camel(plural(noun)), noun}
        for name in (*_LISTS, *arrays):
            if name in arrays and (name in _LISTS or name in several or snake(name) in several):
                return items(at + pointer.join("", name), arrays[name])
        objects = [name for name, each in arrays.items() if each.items and each.items.properties]
        if (
            len(objects) == 1
            and parameter is not None
            and not find_id(holder, noun, parameter_name, parameter)
        ):
            return items(at + pointer.join("", objects[0]), arrays[objects[0]])
    return None


def _holders(shape: Shape, noun: str) -> Iterator[tuple[Shape, str]]:
    yield shape, ""
    for name in ("data", "result", "response", "_embedded", "page", plural(noun)):
        inner = shape.properties.get(name)
        if inner is not None and inner.properties:
            yield inner, pointer.join("", name)


def _exact_id(shape: Shape, noun: str, parameter_name: str) -> str | None:
    """The property whose name is the parameter's, with or without the noun before it."""
    known = {snake(name): name for name in reversed(shape.properties)}
    wanted = snake(parameter_name)
    if parameter_name in shape.properties:
        return parameter_name
    for name in (wanted, _tail(noun, parameter_name), f"{noun}_{wanted}"):
        if name and name in known:
            return known[name]
    return None


def _tail(noun: str, parameter_name: str) -> str:
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
    if last in _IDS:
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


def _same(one: Shape | None, other: Shape | None) -> bool:
    return one is not None and other is not None and bool(one.names & other.names)


def _makes(operation: Operation) -> bool:
    return operation.method in ("POST", "PUT") and any(
        each.status in ("200", "201", "202", "2XX", "2xx") for each in operation.successes
    )


def _plain(path: str) -> str:
    return path.rstrip("/")


def _last_parameter(path: str) -> str | None:
    """The parameter that is the whole last segment, if the segment before is a word."""
    head, _, last = _plain(path).rpartition("/")
    found = _PARAMETER.fullmatch(last)
    before = head.rpartition("/")[2]
    return found[1] if found and before and "{" not in before else None


def _noun(path: str) -> str:
    """The noun of a path: its last word, in the singular."""
    for part in reversed(path.split("/")):
        if part and "{" not in part:
            return singular(part)
    return ""
