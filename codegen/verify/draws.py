"""One sequence of random choices: the only file that knows how Hypothesis works inside.

Why not `@given`: between two attempts a server has changed, so what is drawn may depend on another
answer than before. Hypothesis takes that for a flaky test and gives up; here it is the rule. Its
strategies are used as they are; only the loop around them, and the shrinking, are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, TypeAlias, TypeVar

from hypothesis.control import BuildContext
from hypothesis.errors import Frozen, StopTest, UnsatisfiedAssumption
from hypothesis.internal.conjecture.data import ConjectureData
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
Choice: TypeAlias = int | str | bool | float | bytes


class Exhausted(Exception):
    """Nothing more can be drawn: a filter lets nothing pass, or a replay is at its end."""


class Draws:
    """What one attempt draws from. `choices` is what came of it, and can be drawn again."""

    def __init__(self, seed: int | str, replay: Sequence[Choice] | None = None) -> None:
        """Random by the seed; with `replay` first those choices again, then random ones."""
        self._data = ConjectureData(random=Random(seed), prefix=tuple(replay or ()))

    def draw(self, strategy: SearchStrategy[T]) -> T:
        """A value. Raises Exhausted."""
        try:
            with BuildContext(self._data, wrapped_test=_nothing):
                return self._data.draw(strategy)
        except (Frozen, StopTest, UnsatisfiedAssumption) as gone:
            raise Exhausted(str(strategy)) from gone

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice so far."""
        return tuple(self._data.choices)


def _nothing() -> None:
    """Stands for the test that Hypothesis would print."""


def shrink(
    choices: tuple[Choice, ...],
    fails: Callable[[tuple[Choice, ...]], tuple[Choice, ...] | None],
) -> tuple[Choice, ...]:
    """A shorter, simpler sequence of choices that still fails.

    `fails` tries a sequence and gives the choices that were really made, or None when they broke
    nothing; it may raise TimeoutError, which ends the search.
    """
    best = choices
    try:
        while True:
            for candidate in _simpler(best):
                made = fails(candidate)
                if made is not None and _size(made) < _size(best):
                    best = made
                    break
            else:
                return best
    except TimeoutError:
        return best


def _size(choices: Sequence[Choice]) -> tuple[int, list[tuple[float, str]]]:
    return len(choices), [_weight(each) for each in choices]


def _weight(choice: Choice) -> tuple[float, str]:
    if isinstance(choice, (str, bytes)):
        return len(choice), str(choice)
    return abs(float(choice)) if abs(choice) < 1e300 else 1e300, ""


def _simpler(choices: tuple[Choice, ...]) -> Iterator[tuple[Choice, ...]]:
    count = len(choices)
    if count > 1:
        yield tuple(_least(each) for each in choices)
    width = count // 2
    while width:  # first whole stretches, then ever smaller ones
        for start in range(0, count - width + 1, width):
            yield choices[:start] + choices[start + width :]
        width //= 2
    for index, each in enumerate(choices):
        for less in _less(each):
            yield (*choices[:index], less, *choices[index + 1 :])


def _least(choice: Choice) -> Choice:
    least: Any = type(choice)()
    return least  # type: ignore[no-any-return]


def _less(choice: Choice) -> Iterator[Choice]:
    least = _least(choice)
    if choice != least:
        yield least
    if isinstance(choice, (str, bytes)):
        if len(choice) > 1:
            yield choice[: len(choice) // 2]
    elif not isinstance(choice, bool) and abs(choice) > 1:
        yield int(choice) // 2 if isinstance(choice, int) else choice / 2
