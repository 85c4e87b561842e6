"""Proactive negotiation: which of what an operation answers with the client likes best."""

from collections.abc import Sequence


def best(accept: bytes | None, offered: Sequence[str]) -> str | None:
    """Give the offered media type that `Accept` (RFC 9110, 12.5.1) likes most; None: no one.

    Of equals the first wins. Where nothing is offered, that nothing is liked: "".
    """
    if accept is None or accept == b"*/*" or not offered:
        return offered[0] if offered else ""
    ranges = [_range(part) for part in accept.decode("latin-1").split(",") if part.strip()]
    if not ranges:
        return offered[0]
    liked = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return liked if _quality(liked, ranges) > 0 else None


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
    media_type = media_type.partition(";")[0]
    for wanted in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        for essence, quality in ranges:
            if essence == wanted:
                return quality
    return 0.0
