"""All laws of a document: those it states under `x-laws`, and those its shape implies."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from codegen.laws.fault import Fault
from codegen.laws.implied import implied
from codegen.laws.law import Dependency, Filters, Law, Laws, Pages, Relation, Sorts
from codegen.laws.makers import makers, shown
from codegen.laws.resources import Resources
from codegen.laws.stated import stated
from codegen.laws.stated.fields import field_faults
from codegen.spec import Spec


def read_laws(spec: Spec, stated_only: bool = False) -> tuple[Laws, list[Fault]]:
    """The laws of a document, stated ones first, and what is wrong with its statements.

    A statement that is at fault gives no law, and one that says in words that a law does not hold
    switches off what the shape implies. With `stated_only` nothing is implied.
    """
    resources = Resources(spec)
    said = stated(resources)
    said.faults.extend(field_faults(spec))
    laws = list(said.laws)
    if not stated_only:
        told = {_subject(law) for law in laws}
        laws.extend(
            law
            for law in implied(resources)
            if _subject(law) not in told and not _switches(law) & said.off
        )
    laws = list(_paged(laws, {where for where, *rest in said.off if rest == ["pages"]}))
    making = makers(resources)
    return Laws(tuple(laws), making, shown(resources, making)), said.faults


def _subject(law: Law) -> tuple[object, ...]:
    """What a law is about: a statement replaces what is implied of the same."""
    detail: tuple[object, ...] = ()
    if isinstance(law, Filters):
        detail = (law.parameter,)
    elif isinstance(law, Sorts):
        detail = (law.parameter, law.value, *law.given.items())
    elif isinstance(law, Relation):
        detail = (law.relation, repr(law.base), repr(law.others))
    elif law.kind == "caching":
        detail = (getattr(law, "status", None),)
    elif isinstance(law, Dependency):
        detail = tuple(sorted(part.parameter for part in law.parts))
    elif law.kind in ("retention", "refers"):
        detail = (law.where,)
    return (law.operation, law.kind, *detail)


def _switches(law: Law) -> set[tuple[str | None, ...]]:
    """Every way to switch a law off."""
    found: set[tuple[str | None, ...]] = {(law.operation, law.kind)}
    if isinstance(law, Filters):
        found.add((law.operation, law.kind, law.parameter))
    if isinstance(law, Sorts):
        found.add((law.operation, law.kind, law.parameter))
        found.add((law.operation, law.kind, law.parameter, law.value))
    if isinstance(law, Relation):
        found |= {(law.operation, "filters", name) for call in law.others for name in call}
    return found


def _paged(laws: Iterable[Law], unpaged: set[str | None]) -> Iterator[Law]:
    """The laws, those about a list with the pages that are stated of it."""
    laws = list(laws)
    pages = {law.operation: law for law in reversed(laws) if isinstance(law, Pages)}
    for law in laws:
        if isinstance(law, Filters | Sorts | Relation):
            found = None if law.operation in unpaged else pages.get(law.operation)
            yield replace(law, pages=found)
        else:
            yield law
