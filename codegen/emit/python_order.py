"""In which order a module stands: Python reads it from the top."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping


def in_order(names: Iterable[str], needs: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The names, each below those that it needs.

    One that needs others waits for them and never moves them. In a circle the first goes first.
    """
    done: set[str] = set()
    waiting: list[str] = []
    for name in names:
        waiting.append(name)
        while ready := next((each for each in waiting if done.issuperset(needs.get(each, ()))), ""):
            waiting.remove(ready)
            done.add(ready)
            yield ready
    while waiting:
        ready = next((each for each in waiting if done.issuperset(needs[each])), waiting[0])
        waiting.remove(ready)
        done.add(ready)
        yield ready
