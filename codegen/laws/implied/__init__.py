"""What a document's shape leaves no doubt of: one function for each kind of law."""

from collections.abc import Callable, Iterator

from codegen.laws.implied import (
    agreement,
    answered,
    apart,
    dependencies,
    elements,
    filtering,
    hidden,
    lifecycle,
    needs,
    order,
    owned,
    paging,
    references,
    relations,
    requests,
    running,
)
from codegen.laws.law import Law
from codegen.laws.resources import Resources

IMPLIED: tuple[Callable[[Resources], Iterator[Law]], ...] = (
    lifecycle.read_after_write,
    answered.answered,
    elements.elements,
    lifecycle.listed,
    lifecycle.final,
    requests.safe,
    requests.idempotent,
    requests.idempotency_key,
    requests.conditional,
    requests.caching,
    running.long_running,
    paging.pages,
    filtering.filters,
    order.sorts,
    relations.relations,
    owned.owned,
    hidden.hidden,
    apart.apart,
    agreement.agrees,
    references.refers,
    dependencies.dependencies,
    needs.needs,
    needs.excludes,
)


def implied(resources: Resources) -> list[Law]:
    """All laws that the shape of a document implies."""
    return [law for each in IMPLIED for law in each(resources)]
