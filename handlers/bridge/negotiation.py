"""Proactive negotiation: whether what an operation answers with is what the client accepts."""

from collections.abc import Sequence


def acceptable(accept: bytes | None, offered: Sequence[str]) -> bool:
    """Tell whether `Accept` (RFC 9110, 12.5.1) lets any offered media type pass."""
    if accept is None or accept == b"*/*" or not offered:
        return True
    ranges = [_range(part) for part in accept.decode("latin-1").split(",") if part.strip()]
    return not ranges or any(_quality(media_type, ranges) > 0 for media_type in offered)


def _range(text: str) -> tuple[str, float]:
    essence, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return essence, quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Give the quality of the most precise range that covers the media type."""
    for wanted in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        for essence, quality in ranges:
            if essence == wanted:
                return quality
    return 0.0
