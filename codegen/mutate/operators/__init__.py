"""One file for each class of mutants: how they are derived from a contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from codegen.mutate.mutant import CLASSES, Mutant

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec


def derived(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Every mutant of a contract, class by class; no two have one id."""
    seen: set[str] = set()
    for kind in CLASSES:
        module = import_module(f"codegen.mutate.operators.{kind.replace('-', '_')}")
        for mutant in module.mutants(spec, laws):
            name, number = mutant.id, 1
            while name in seen:
                number += 1
                name = f"{mutant.id}-{number}"
            seen.add(name)
            yield mutant if name == mutant.id else replace(mutant, id=name)
