"""Thumbnails, by Pillow."""

import io

from PIL import Image

LONGER_SIDE = 300
QUALITY = 85


def shrink(picture: bytes) -> bytes:
    """Make a WebP thumbnail, at most 300 pixels on the longer side."""
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        small = image.convert("RGB")
        small.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
