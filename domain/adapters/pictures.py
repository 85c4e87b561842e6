"""Pictures, by Pillow: thumbnails of our own, and safe copies of what strangers send."""

import io
import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from PIL import Image

from domain.adapters.redraw import eight_bits, upright
from domain.errors import BadPicture
from domain.ports import SafePicture
from domain.vocabulary import UPLOAD_PIXELS_MAXIMUM, UPLOAD_SIDE_MAXIMUM, ImageMediaType

LONGER_SIDE = 300
QUALITY = 85

REDRAW = Path(__file__).with_name("redraw.py")
MEMORY = 3 << 29
"""Bytes of address space for one picture; the largest WebP with an alpha needs more than 1 GiB."""
CPU_SECONDS = 30
WALL_SECONDS = 60.0
AT_ONCE = BoundedSemaphore(2)
"""So many pictures may be decoded at the same time, whoever sends them."""

SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": ImageMediaType.IMAGE_PNG,
    b"\xff\xd8\xff": ImageMediaType.IMAGE_JPEG,
}
TOO_COSTLY = "The picture takes too long, or too much memory, to decode."


def shrink(picture: bytes) -> bytes:
    """Make a WebP thumbnail, at most 300 pixels on the longer side.

    For pictures that we drew or copied ourselves, or that were decoded before within bounds
    (domain/adapters/sources/); of these it is the right way up. Raises what Pillow raises.
    """
    with Image.open(io.BytesIO(picture), formats=["PNG", "JPEG", "WEBP"]) as image:
        plain = eight_bits(image) if image.mode.startswith("I") else image
        small = plain.convert("RGBA" if image.has_transparency_data else "RGB")
        small.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
        if "exif" in image.info:
            small = upright(small)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def media_type(data: bytes) -> ImageMediaType | None:
    """Tell by its first bytes what a picture is; None when it is nothing that we keep."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ImageMediaType.IMAGE_WEBP
    return next((kind for start, kind in SIGNATURES.items() if data.startswith(start)), None)


def safe_copy(data: bytes) -> SafePicture:
    """Decode a stranger's picture and draw it anew, in a process that bounds what it can cost.

    The copy has the type of the original, its pixels the right way up, in 8 bits of sRGB, and
    nothing else of it: no metadata, no bytes behind the picture. Raises BadPicture.
    """
    kind = media_type(data)
    if kind is None:
        raise BadPicture("This is no PNG, JPEG or WebP picture.")
    bounds = (MEMORY, CPU_SECONDS, UPLOAD_SIDE_MAXIMUM, UPLOAD_PIXELS_MAXIMUM)
    # Isolated (-I): no environment and no folder decides what it imports.
    command = [sys.executable, "-I", str(REDRAW), *map(str, bounds)]
    with AT_ONCE:
        try:
            child = subprocess.run(
                command,
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                cwd="/",
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BadPicture(TOO_COSTLY) from None
    if child.returncode != 0:  # killed by a limit, or by what a decoder did
        raise BadPicture(TOO_COSTLY)
    answer, _, copy = child.stdout.partition(b"\n")
    said = json.loads(answer)
    if "reason" in said:
        raise BadPicture(said["reason"])
    return SafePicture(kind, said["width"], said["height"], copy)
