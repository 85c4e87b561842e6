"""What is known of how a picture was made, in fields that the studio can keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    stamp: str | None = None
    """When the picture was made, as it is written there; domain/imports/dating.py reads it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By field: what it says and the studio cannot keep, in a sentence."""
