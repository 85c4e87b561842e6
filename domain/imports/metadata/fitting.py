"""What an old file says, made to fit what the studio can keep; what does not fit becomes a note.

Nothing of a path but its last part is kept, not even in a note: paths are the server's business.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from itertools import zip_longest
from typing import Any, TypeVar

from domain.imports.metadata import stamps
from domain.imports.metadata.facts import Facts
from domain.ports import Adapter
from domain.vocabulary import (
    ADAPTER_NAME_MAX_LENGTH,
    ADAPTER_WEIGHT_DEFAULT,
    ADAPTER_WEIGHT_MAXIMUM,
    ADAPTER_WEIGHT_MINIMUM,
    ADAPTERS_MAX_ITEMS,
    GUIDANCE_SCALE_MAXIMUM,
    GUIDANCE_SCALE_MINIMUM,
    MODEL_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    PROMPT_PATTERN,
    SEED_MAXIMUM,
    SEED_MINIMUM,
    STEPS_MAXIMUM,
    STEPS_MINIMUM,
)

T = TypeVar("T")

Said = Sequence[Mapping[str, Any]]
"""Objects of a file, the one that counts first."""

NOTE_MAX_LENGTH = 2000
"""As `notes` of the contract's `ImportItem` has it."""

SIDE_MAXIMUM = 2**31 - 1

PROMPTS = ("prompt", "positive_prompt")
NEGATIVE_PROMPTS = ("negative_prompt",)
SEEDS = ("seed",)
STEPS = ("steps", "num_inference_steps")
GUIDANCE = ("guidance_scale", "cfg_scale", "guidance", "cfg")
MODELS = ("model", "model_name", "checkpoint")
WIDTHS = ("width",)
HEIGHTS = ("height",)
STAMPS = ("created_at", "timestamp", "created")
ADAPTERS = ("loras", "lora", "lora_config", "adapters")

_NUMBER = re.compile(r"\s*[+-]?\d{1,40}(\.\d{0,40})?([eE][+-]?\d{1,3})?\s*", re.ASCII)
_LONE = re.compile(r"[\x00\ud800-\udfff]")
_WEIGHTS = re.compile(r"\.(?:safetensors|ckpt|pth?|bin|gguf|onnx)$", re.IGNORECASE)
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


class Misfit(Exception):
    """Raised with a sentence when a value cannot be kept."""


def fit(said: Said) -> Facts:
    """Give what objects say, by the names that their fields have had over the years."""
    notes: dict[str, str] = {}

    def one(field: str, names: Sequence[str], read: Callable[[Any], T | None]) -> T | None:
        value = _first(said, names)
        try:
            return None if value is None else read(value)
        except Misfit as sentence:
            notes[field] = _note(str(sentence))
            return None

    return Facts(
        prompt=one("prompt", PROMPTS, prompt),
        negative_prompt=one("negative_prompt", NEGATIVE_PROMPTS, negative_prompt),
        seed=one("seed", SEEDS, lambda value: whole(value, SEED_MINIMUM, SEED_MAXIMUM)),
        steps=one("steps", STEPS, lambda value: whole(value, STEPS_MINIMUM, STEPS_MAXIMUM)),
        guidance_scale=one("guidance_scale", GUIDANCE, guidance_scale),
        model=one("model", MODELS, model),
        adapters=_adapters(said, notes),
        width=one("width", WIDTHS, lambda value: whole(value, 1, SIDE_MAXIMUM)),
        height=one("height", HEIGHTS, lambda value: whole(value, 1, SIDE_MAXIMUM)),
        stamp=_stamp(said, notes),
        notes=notes,
    )


def _first(said: Said, names: Sequence[str]) -> Any:
    for each in said:
        for name in names:
            if (value := each.get(name)) is not None:
                return value
    return None


def _values(said: Said, names: Iterable[str]) -> Iterator[Any]:
    """Give what stands under these names, null aside: object by object, name by name."""
    for each in said:
        for name in names:
            if each.get(name) is not None:
                yield each[name]


# Texts.


def prompt(value: Any) -> str | None:
    """Give a prompt; None for a blank one, which says nothing. Raises Misfit."""
    text = _text(value, PROMPT_MAX_LENGTH)
    return text if re.search(PROMPT_PATTERN, text) else None


def negative_prompt(value: Any) -> str:
    """Give a negative prompt; an empty one says that nothing was ruled out. Raises Misfit."""
    return _text(value, NEGATIVE_PROMPT_MAX_LENGTH)


def model(value: Any) -> str | None:
    """Give a model's name, or the last part of the path where it lay. Raises Misfit."""
    if isinstance(value, Mapping):
        value = _first([value], ("name", "model_name", "path"))
    return _text(_last_part(value), MODEL_MAX_LENGTH).strip() or None


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise Misfit(f"It is no text: {_shown(value)}")
    if _LONE.search(value):
        raise Misfit(f"It has characters that cannot be kept: {value}")
    if len(value) > most:
        raise Misfit(f"It has {len(value)} characters, and {most} are kept: {value}")
    return value


def _last_part(value: Any) -> Any:
    """Give a path's last part, without the ending of weights; any other value as it is.

    A name such as `runwayml/stable-diffusion-v1-5` has one slash, and is no path.
    """
    if not isinstance(value, str):
        return value
    parts = re.split(r"[/\\]", value)
    weights = _WEIGHTS.search(value)
    if weights or len(parts) > 2 or "\\" in value or parts[0] in ("", ".", "..", "~"):
        return _WEIGHTS.sub("", parts[-1] or parts[-2] if len(parts) > 1 else parts[-1])
    return value


# Numbers.


def whole(value: Any, least: int, most: int) -> int:
    """Give a whole number within limits; a text may say it. Raises Misfit."""
    number = _number(value)
    if number != int(number):
        raise Misfit(f"It is no whole number: {_shown(value)}")
    if not least <= number <= most:
        raise Misfit(f"It is {_shown(value)}, and {least} to {most} are kept.")
    return int(number)


def guidance_scale(value: Any) -> float:
    """Give how strictly the prompt was followed. Raises Misfit."""
    return _between(value, GUIDANCE_SCALE_MINIMUM, GUIDANCE_SCALE_MAXIMUM)


def _between(value: Any, least: float, most: float) -> float:
    number = _number(value)
    if not least <= number <= most:
        raise Misfit(f"It is {_shown(value)}, and {least} to {most} are kept.")
    return float(number)


def _number(value: Any) -> int | float:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        number: int | float = float(value) if re.search("[.eE]", value) else int(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = value
    else:
        raise Misfit(f"It is no number: {_shown(value)}")
    if not math.isfinite(number):
        raise Misfit(f"It is no finite number: {_shown(value)}")
    return number


# Adapters.


def _adapters(said: Said, notes: dict[str, str]) -> tuple[Adapter, ...]:
    """Give the adapters that fit, in their order, and note the others."""
    kept: list[Adapter] = []
    faults: list[str] = []
    for value in _listed(said):
        try:
            adapter, fault = _adapter(value)
        except Misfit as sentence:
            faults.append(str(sentence))
            continue
        faults += [fault] if fault else []
        kept.append(adapter)
    if len(kept) > ADAPTERS_MAX_ITEMS:
        rest = ", ".join(each.name for each in kept[ADAPTERS_MAX_ITEMS:])
        faults.append(f"There are {len(kept)}, and {ADAPTERS_MAX_ITEMS} are kept, without {rest}.")
    if faults:
        notes["adapters"] = _note(" ".join(faults))
    return tuple(kept[:ADAPTERS_MAX_ITEMS])


def _listed(said: Said) -> list[Any]:
    """Give the adapters as they are written, whichever way they are."""
    value = _first(said, ADAPTERS)
    if value is not None:
        return list(value) if isinstance(value, list | tuple) else [value]
    for each in said:
        paths, weights = each.get("lora_paths"), each.get("lora_weights")
        if isinstance(paths, list):
            weights = weights if isinstance(weights, list) else []
            pairs = zip_longest(paths, weights[: len(paths)])
            return [{"path": path, "weight": weight} for path, weight in pairs]
    return []


def _adapter(value: Any) -> tuple[Adapter, str | None]:
    """Give an adapter, and what was changed to keep it. Raises Misfit."""
    said = value if isinstance(value, Mapping) else {"name": value}
    named = _first([said], ("name", "path", "model", "filename"))
    if isinstance(named, Mapping):
        named = _first([named], ("name", "path"))
    if not isinstance(named, str) or not named.strip():
        raise Misfit("One has no name.")
    told = _WEIGHTS.sub("", re.split(r"[/\\]", named.strip().rstrip("/\\"))[-1]).strip()
    name = _ODD.sub("-", told).lstrip("._-")[:ADAPTER_NAME_MAX_LENGTH].rstrip("-")
    if not name:
        raise Misfit(f"The name of one cannot be kept: {told}")
    weight = _first([said], ("weight", "scale", "strength"))
    weight = ADAPTER_WEIGHT_DEFAULT if weight is None else weight
    try:
        strength = _between(weight, ADAPTER_WEIGHT_MINIMUM, ADAPTER_WEIGHT_MAXIMUM)
    except Misfit as sentence:
        raise Misfit(f"The weight of {name} cannot be kept. {sentence}") from None
    return Adapter(name, strength), None if name == told else f"{told} is kept as {name}."


# Stamps.


def _stamp(said: Said, notes: dict[str, str]) -> str | None:
    """Give the first stamp that is one, in whatever zone, as it is written."""
    for value in _values(said, STAMPS):
        written = str(value) if isinstance(value, str | int | float) else ""
        if not isinstance(value, bool) and stamps.of_text(written, UTC) is not None:
            notes.pop("taken_at", None)
            return written
        notes.setdefault("taken_at", _note(f"It is no date that can be read: {_shown(value)}"))
    return None


def _shown(value: Any) -> str:
    """Show a value in a note; of what has parts only what it is."""
    if isinstance(value, Mapping):
        return "an object."
    if isinstance(value, list | tuple):
        return "a list."
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_last_part(value))


def _note(sentence: str) -> str:
    """Make a note of a sentence: cut to what fits, without characters that cannot be kept."""
    sentence = _LONE.sub("\ufffd", sentence)
    return sentence if len(sentence) <= NOTE_MAX_LENGTH else sentence[: NOTE_MAX_LENGTH - 1] + "…"
