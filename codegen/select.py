"""Part of a contract: the operations that are wanted, and what they need.

An operation stays when it has one of the tags and one of the paths that were asked for, and none of
those that were excluded. What nothing needs any more goes: schemas, parameters, headers, bodies,
replies and path items, and diagnostics about any of it. A webhook has no path, so it stays for its
tags alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final, TypeVar

from codegen.asked import WronglyAsked
from codegen.model import (
    Api,
    Body,
    Header,
    Media,
    Named,
    Operation,
    Parameter,
    PathItem,
    Reply,
    Schema,
)
from codegen.node import replaced
from codegen.reach import reached, with_diagnostics

if TYPE_CHECKING:
    from codegen.asked import Asked

_MOST_NAMED: Final = 12


def select(api: Api, chosen: Asked) -> Api:
    """What was asked for of a contract; WronglyAsked when that is nothing."""
    has_filters = chosen.tag or chosen.path or chosen.exclude_tag or chosen.exclude_path
    if has_filters:
        _refuse_unknown(api, chosen)
    if chosen.exclude_deprecated:
        from codegen.deprecated import current

        api = current(api)
    return _needed(api, chosen) if has_filters else api


# Which operations


def _refuse_unknown(api: Api, chosen: Asked) -> None:
    """Refuse what matches nothing at all: it is a slip of the pen, or names what is gone."""
    tags = list(dict.fromkeys(tag for each in _every_operation(api) for tag in each.tags))
    paths = [item.path for item in api.paths]
    for option, names in (("tag", chosen.tag), ("exclude-tag", chosen.exclude_tag)):
        for name in names:
            if name not in tags:
                raise WronglyAsked(
                    f"--{option} {name}: no operation has this tag", *_there_are("tags", tags, name)
                )
    for option, patterns in (("path", chosen.path), ("exclude-path", chosen.exclude_path)):
        for pattern in patterns:
            if not any(fnmatchcase(path, pattern) for path in paths):
                raise WronglyAsked(
                    f"--{option} {pattern}: no path is like this",
                    *_there_are("paths", paths, pattern),
                )


def _there_are(what: str, names: Sequence[str], like: str) -> Iterator[str]:
    """The names that exist, those first that are most like the one that was asked for."""
    if not names:
        yield f"there are no {what}"
        return
    asked = like.casefold()

    def likeness(name: str) -> float:
        return SequenceMatcher(None, asked, name.casefold()).ratio()

    nearest = sorted(names, key=likeness, reverse=True)
    yield f"there are these {what}, the nearest first:"
    for name in nearest[:_MOST_NAMED]:
        yield f"  {name}"
    if len(nearest) > _MOST_NAMED:
        yield f"  … and {len(nearest) - _MOST_NAMED:,} more"


def _is_wanted(operation: Operation, chosen: Asked) -> bool:
    path = operation.path
    return (
        _has_wanted_tags(operation, chosen)
        and (not chosen.path or any(fnmatchcase(path, each) for each in chosen.path))
        and not any(fnmatchcase(path, each) for each in chosen.exclude_path)
    )


def _is_wanted_webhook(operation: Operation, chosen: Asked) -> bool:
    if chosen.path and not chosen.tag:
        return False
    return _has_wanted_tags(operation, chosen)


def _has_wanted_tags(operation: Operation, chosen: Asked) -> bool:
    tags = operation.tags
    if chosen.tag and not any(tag in chosen.tag for tag in tags):
        return False
    return not any(tag in chosen.exclude_tag for tag in tags)


def _every_operation(api: Api) -> Iterator[Operation]:
    for item in (*api.paths, *api.webhooks, *api.path_items):
        yield from item.operations


def _only(
    items: Iterable[PathItem], is_wanted: Callable[[Operation], bool]
) -> tuple[PathItem, ...]:
    """The path items with the operations that are wanted; those without any go."""
    found = (replaced(each, operations=tuple(filter(is_wanted, each.operations))) for each in items)
    return tuple(item for item in found if item.operations)


# What they need


def _needed(api: Api, chosen: Asked) -> Api:
    paths = _only(api.paths, lambda each: _is_wanted(each, chosen))
    webhooks = _only(api.webhooks, lambda each: _is_wanted_webhook(each, chosen))
    if not paths and not webhooks:
        raise WronglyAsked("no operation is left: nothing has all that was asked for")
    # A path item that several paths refer to stays with the operations that they kept.
    kept = {each.where for item in (*paths, *webhooks) for each in item.operations}
    path_items = _only(api.path_items, lambda each: each.where in kept)
    need = _Need((*paths, *webhooks, *path_items), (*api.schemas, *api.definitions))
    found = replaced(
        api,
        paths=paths,
        webhooks=webhooks,
        schemas=tuple(each for each in api.schemas if each.name in need.schemas),
        definitions=tuple(each for each in api.definitions if each.name in need.schemas),
        parameters=need.components(api.parameters, need.parameters),
        headers=need.components(api.headers, need.headers),
        bodies=need.components(api.bodies, need.bodies),
        replies=need.components(api.replies, need.replies),
        path_items=path_items,
    )
    return with_diagnostics(found, api)


C = TypeVar("C", Parameter, Header, Body, Reply)


class _Need:
    """What operations need, at any depth: schemas and components by name."""

    def __init__(self, items: Iterable[PathItem], named: Iterable[Named]) -> None:
        self.parameters: set[str] = set()
        self.headers: set[str] = set()
        self.bodies: set[str] = set()
        self.replies: set[str] = set()
        roots: list[Schema] = []
        for item in items:
            roots += self._of_parameters(item.parameters)
            for operation in item.operations:
                roots += self._of_parameters(operation.parameters)
                if operation.body:
                    _note(self.bodies, operation.body.shared)
                    roots += _schemas(operation.body.content)
                for reply in operation.replies:
                    _note(self.replies, reply.shared)
                    roots += self._of_reply(reply)
        self.schemas = reached(roots, named)

    def components(self, found: Iterable[C], names: set[str]) -> tuple[C, ...]:
        """Those of the components that are needed."""
        return tuple(each for each in found if each.shared in names)

    def _of_parameters(self, parameters: Iterable[Parameter]) -> Iterator[Schema]:
        for each in parameters:
            _note(self.parameters, each.shared)
            yield each.schema

    def _of_reply(self, reply: Reply) -> Iterator[Schema]:
        for each in reply.headers:
            _note(self.headers, each.shared)
            yield each.schema
        yield from _schemas(reply.content)


def _note(names: set[str], name: str | None) -> None:
    if name is not None:
        names.add(name)


def _schemas(content: Iterable[Media]) -> Iterator[Schema]:
    return (media.schema for media in content if media.schema)
