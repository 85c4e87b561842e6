"""What the true server taught: how its operations are carried out, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codegen.verify.world import Experience


@dataclass
class Lessons:
    """What need not be found out again for each mutant."""

    experience: dict[str, Experience] = field(default_factory=dict)
    """How each operation is carried out."""
    clean: set[tuple[str, str, str]] = field(default_factory=set)
    """Causes of findings that the true server gives too: they are no kills."""
    fuzzed: set[str] = field(default_factory=set)
    """The operations that the fuzzer has tried on the true server."""


def joined(several: Sequence[Lessons]) -> Lessons:
    """What several learnt, each of a part. Of two who know an operation, the one who carried it out
    more often is believed: so it does not matter who judges which mutant."""
    found = Lessons()
    for each in several:
        found.clean |= each.clean
        found.fuzzed |= each.fuzzed
        for name, experience in each.experience.items():
            known = found.experience.get(name)
            if known is None or experience.worked.total() > known.worked.total():
                found.experience[name] = experience
    return found
