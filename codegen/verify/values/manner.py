"""How a value is made, and what is left to chance in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Draw = Callable[[SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Manner:
    """How a value is made. `fullness`: how many optional properties are there, 0 to 1; `odd`: how
    many texts and numbers are at the edge of what is allowed; `examples`: how often an example of
    the document stands for a text with a format or pattern."""

    fullness: float = 0.6
    odd: float = 0.1
    examples: float = 0.5


ORDINARY: Final = Manner()
SPARSE: Final = Manner(fullness=0.0, odd=0.0)
WHOLE: Final = Manner(fullness=1.0, odd=0.0)


class Chance:
    """What is drawn while a value is made in some manner."""

    def __init__(self, draw: Draw, manner: Manner) -> None:
        self.manner = manner
        self._draw = draw

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1."""
        return int(self._draw(_small(count)))

    def one_of(self, values: list[Any]) -> Any:
        return self._draw(_small(len(values)).map(values.__getitem__))

    def coin(self) -> bool:
        return bool(self._draw(_BOOLEANS))

    def rarely(self) -> bool:
        """Now and then, but never where nothing is to be odd."""
        return self.manner.odd != 0 and self.below(10) == 9

    def oddly(self) -> bool:
        """As often as the manner wants something odd."""
        odd = self.manner.odd
        return bool(odd and self.below(100) >= 100 - odd * 100)

    def exemplarily(self) -> bool:
        """As often as the manner wants an example of the document."""
        return self.below(100) < self.manner.examples * 100

    def fully(self) -> bool:
        """As often as the manner wants what may be left out."""
        fullness = self.manner.fullness
        if fullness in (0, 1):
            return fullness == 1
        return self.below(10) >= 10 - fullness * 10


_BOOLEANS: Final = st.booleans()


@lru_cache(4096)
def _small(count: int) -> SearchStrategy[int]:
    return st.integers(0, max(0, count - 1))
