"""What a rule finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule: a pointer into the bundle, or a file with one, and a sentence."""

    place: str
    message: str
