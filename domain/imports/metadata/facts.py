"""What is known of how a picture was made, in fields that the studio can keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.ports import Adapter


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sidecar, or the text within a picture, tells. None is what it does not tell."""

    prompt: str | None = None
    negative_prompt: str | None = None
    seed: int | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    model: str | None = None
    adapters: tuple[Adapter, ...] = ()
    width: int | None = None
    height: int | None = None
    """In pixels, as it was asked for. What the picture's own bytes say is what counts."""
    stamp: str | None = None
    """When the picture was made, as it is written there; `dating` reads it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By field, `taken_at` for the stamp: what it says and the studio cannot keep, a sentence."""


PLAIN = (
    "prompt",
    "negative_prompt",
    "seed",
    "steps",
    "guidance_scale",
    "model",
    "width",
    "height",
    "stamp",
)
"""The fields that are a text, a number, or None."""

NOT_HOW = frozenset({"width", "height", "stamp", "taken_at"})
"""What tells nothing of how a picture was made, and stands in nearly every file anyway."""


def says_anything(facts: Facts) -> bool:
    """Tell whether it says how the picture was made, be it in words that cannot be kept.

    When it was made, and its size, do not count.
    """
    return bool(
        facts.adapters
        or facts.notes.keys() - NOT_HOW
        or any(getattr(facts, name) is not None for name in PLAIN if name not in NOT_HOW)
    )


def combine(first: Facts, second: Facts) -> Facts:
    """Give what both tell; where they disagree the first counts, notes of the second with it."""
    missing = {name: getattr(second, name) for name in PLAIN if getattr(first, name) is None}
    known = {name for name in PLAIN if name not in missing}
    known |= {"adapters"} if first.adapters else set()
    known |= {"taken_at"} if first.stamp else set()
    notes = {name: note for name, note in second.notes.items() if name not in known}
    return replace(
        first,
        **missing,
        adapters=first.adapters or second.adapters,
        notes={**notes, **first.notes},
    )


def compared(facts: Facts, width: int, height: int) -> Facts:
    """Note a size that is not the picture's own, as that of one which was enlarged later."""
    told = (facts.width, facts.height)
    if None in told or told == (width, height):
        return facts
    sentence = (
        f"It says {told[0]} x {told[1]}, and the picture has {width} x {height}, which is kept."
    )
    return replace(facts, notes={**facts.notes, "size": sentence})


def to_json(facts: Facts) -> dict[str, Any]:
    """Write facts down as JSON; what is not told is left out."""
    written = {name: getattr(facts, name) for name in PLAIN if getattr(facts, name) is not None}
    if facts.adapters:
        written["adapters"] = [[each.name, each.weight] for each in facts.adapters]
    if facts.notes:
        written["notes"] = dict(facts.notes)
    return written


def from_json(written: Mapping[str, Any]) -> Facts:
    """Read what `to_json` wrote."""
    plain = {name: written[name] for name in PLAIN if name in written}
    adapters = tuple(Adapter(name, weight) for name, weight in written.get("adapters", ()))
    return Facts(**plain, adapters=adapters, notes=dict(written.get("notes", {})))
