"""What all operations about a thing have to agree on, where no word says whose it is."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.lifecycle import listing
from codegen.laws.implied.owned import below, is_shown_around, name_of, needs_somebody
from codegen.laws.law import Hidden, Reach
from codegen.laws.resources import Resource, Resources
from codegen.spec import Operation

_FOR_OTHERS: Final = re.compile(
    r"accept|answer|apply|approve|book|bid|buy|claim|comment|confirm|contact|decline|download|enrol|"
    r"favo|flag|follow|invite|join|like|message|order|pay|preview|rate|rating|react|redeem|reject|"
    r"reply|report|request|respond|response|review|share|sign|star|submit|subscri|track|verify|"
    r"view|visit|vote|watch",
    re.IGNORECASE,
)
"""What others than its owner may do below a thing, though they may not do everything."""


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
            + tuple(_below(resources, resource, ("POST", "PUT", "PATCH", "DELETE"))),
        )
        shows = (found.read is not None) + (found.listed is not None) + len(found.below)
        if shows + len(found.writes) > 1:
            yield found


def is_for_others(operation: Operation) -> bool:
    """Whether its name tells that it is there for others than the owner too."""
    last = operation.path.rpartition("}")[2]
    return _FOR_OTHERS.search(f"{last} {name_of(operation)}") is not None


def _below(resources: Resources, resource: Resource, methods: tuple[str, ...]) -> Iterator[Reach]:
    for operation in below(resources, resource):
        if operation.method in methods:
            reach = _reach(resources, resource, operation)
            if reach is not None:
                yield reach


def _reach(resources: Resources, resource: Resource, operation: Operation | None) -> Reach | None:
    assert resource.create is not None
    if operation is None or operation is resource.create or not needs_somebody(operation):
        return None
    return resources.reach(operation, resource.create, resource)
