"""What all operations about a thing have to agree on, where no word says whose it is."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.lifecycle import listing
from codegen.laws.implied.owned import is_shown_around, needs_somebody
from codegen.laws.law import Hidden, Reach
from codegen.laws.paths import plain
from codegen.laws.resources import Resource, Resources
from codegen.spec import Operation

_FOR_OTHERS: Final = re.compile(
    r"accept|answer|apply|approve|book|bid|buy|claim|comment|confirm|contact|decline|download|enrol|"
    r"favo|flag|follow|invite|join|like|message|order|pay|preview|rate|rating|react|redeem|reject|"
    r"reply|report|request|respond|response|review|share|sign|star|submit|subscri|track|verify|"
    r"view|visit|vote|watch",
    re.IGNORECASE,
)
"""Paths below a thing that are there for others than its owner."""


def hidden(resources: Resources) -> Iterator[Hidden]:
    """Each thing that needs credentials to be made, and about which more than one thing can be
    done."""
    for resource in resources.all:
        create = resource.create
        if create is None or resource.id is None or not needs_somebody(create):
            continue
        if is_shown_around(resources, resource):
            continue
        found = Hidden(
            operation=create.key,
            where=create.where,
            stated=False,
            read=_reach(resources, resource, resource.read),
            listed=listing(resources, resource),
            below=tuple(_below(resources, resource, ("GET",))),
            writes=tuple(
                reach
                for each in (resource.update, resource.replace, resource.delete)
                if (reach := _reach(resources, resource, each)) is not None
            )
            + tuple(_below(resources, resource, ("POST", "PUT", "PATCH"))),
        )
        if (found.read is not None) + (found.listed is not None) + len(found.writes) > 1:
            yield found


def _below(resources: Resources, resource: Resource, methods: tuple[str, ...]) -> Iterator[Reach]:
    """Operations right under the thing's path, which name nothing else."""
    for operation in resources.spec.operations.values():
        rest = plain(operation.path).removeprefix(resource.path)
        if rest == plain(operation.path) or not rest.startswith("/") or "{" in rest:
            continue
        if operation.method in methods and not _FOR_OTHERS.search(f"{rest} {operation.key}"):
            reach = _reach(resources, resource, operation)
            if reach is not None:
                yield reach


def _reach(resources: Resources, resource: Resource, operation: Operation | None) -> Reach | None:
    assert resource.create is not None
    if operation is None or operation is resource.create or not needs_somebody(operation):
        return None
    return resources.reach(operation, resource.create, resource)
