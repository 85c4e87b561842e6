"""What is wrong with a statement about laws."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A law that cannot be run: the JSON pointer of its statement, and a sentence."""

    where: str
    message: str
