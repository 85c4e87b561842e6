"""Which mutants are tried, where there are too many for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import blake2b

from codegen.mutate.mutant import CLASSES, Mutant


def chosen(mutants: Sequence[Mutant], most: int | None, seed: int) -> list[Mutant]:
    """At most so many: as many of each class as of any other, as far as there are, and in a class
    as many operations and kinds of lies as possible. The same seed chooses the same."""
    if most is None or len(mutants) <= most:
        return [*mutants]
    by_class: dict[str, list[Mutant]] = defaultdict(list)
    for each in mutants:
        by_class[each.kind].append(each)
    shares = _shares({kind: len(found) for kind, found in by_class.items()}, most)
    picked = {
        each.id for kind, found in by_class.items() for each in _spread(found, shares[kind], seed)
    }
    return [each for each in mutants if each.id in picked]


def _shares(counts: dict[str, int], most: int) -> dict[str, int]:
    """How many of each: equal shares, and what one cannot use goes to the others."""
    shares = dict.fromkeys(counts, 0)
    while sum(shares.values()) < most:
        open_ = [kind for kind in CLASSES if kind in counts and shares[kind] < counts[kind]]
        if not open_:
            break
        for kind in open_[: most - sum(shares.values())]:
            shares[kind] += 1
    return shares


def _spread(found: list[Mutant], count: int, seed: int) -> list[Mutant]:
    operations: Counter[str] = Counter()
    names: Counter[str] = Counter()
    left = sorted(found, key=lambda each: _hash(seed, each.id))
    picked: list[Mutant] = []
    for _ in range(min(count, len(left))):
        best = min(
            range(len(left)),
            key=lambda index: (
                operations[left[index].operation] + names[name(left[index])],
                index,
            ),
        )
        mutant = left.pop(best)
        operations[mutant.operation] += 1
        names[name(mutant)] += 1
        picked.append(mutant)
    return picked


def name(mutant: Mutant) -> str:
    """Which kind of lie it is: the second part of its id."""
    rest = mutant.id.removeprefix(mutant.operation)
    return rest.strip(".").partition(".")[0]


def _hash(seed: int, text: str) -> bytes:
    return blake2b(f"{seed} {text}".encode(), digest_size=8).digest()
