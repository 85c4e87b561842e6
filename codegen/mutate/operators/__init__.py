"""One file for each class of mutants: how they are derived from a contract."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from codegen.mutate.mutant import CLASSES, Mutant

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec


def derived(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Every mutant of a contract, class by class."""
    for kind in CLASSES:
        module = import_module(f"codegen.mutate.operators.{kind.replace('-', '_')}")
        seen: set[str] = set()
        for mutant in module.mutants(spec, laws):
            if mutant.id not in seen:
                seen.add(mutant.id)
                yield mutant
