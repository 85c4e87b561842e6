"""A program that decodes a stranger's picture and draws it anew; `safe_copy` runs it.

It gets the bytes on standard input and its bounds as arguments; it answers with one line of JSON
(`reason`, or `format`, `width`, `height`) and, after it, the new bytes. It imports nothing of ours:
it runs by its path, in a process that knows neither settings nor database, and whatever a picture
makes of the decoders ends with that process.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

from PIL import Image, ImageCms, ImageOps

BROKEN = "The picture is broken or cut off."
ANIMATED = "The picture moves; send one that stands still."


class Refused(Exception):
    """Raised with the sentence that says why."""


def main() -> None:
    """Read, bound, draw anew, write."""
    memory, seconds, side, pixels = map(int, sys.argv[1:])
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # it would only warn up to twice as many
    try:
        answer, made = redraw(sys.stdin.buffer.read(), side, pixels)
    except Refused as why:
        answer, made = {"reason": str(why)}, b""
    except MemoryError:
        answer, made = {"reason": "The picture needs too much memory."}, b""
    except Exception:
        # Pillow says in a dozen ways, SyntaxError among them, that a file is not as it should be.
        answer, made = {"reason": BROKEN}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


def redraw(data: bytes, side: int, pixels: int) -> tuple[dict[str, Any], bytes]:
    """Give what the new picture is, and its bytes. Raises Refused, and whatever Pillow raises."""
    lossless = False
    if data[:4] == b"RIFF":
        # Pillow makes room for the whole canvas when it opens a WebP file.
        size, lossless = look_at_webp(data)
        must_fit(size, side, pixels)
    kind, new = decoded(data, side, pixels)
    out = io.BytesIO()
    try:
        new.save(out, kind, **HOW[kind, lossless])
    except ValueError as wrong:
        if str(wrong) == WEBP_OUT_OF_MEMORY:
            raise MemoryError from None
        # WebP has limits of its own on how much can be in a picture.
        raise Refused(f"The picture is too rich to be drawn anew as {kind}.") from None
    return {"format": kind, "width": new.width, "height": new.height}, out.getvalue()


WEBP_OUT_OF_MEMORY = "encoding error 1"


def decoded(data: bytes, side: int, pixels: int) -> tuple[str, Image.Image]:
    """Give the format to write, and the pixels in a form that it can hold."""
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as image:
        must_fit(image.size, side, pixels)
        kind = "JPEG" if image.format == "MPO" else str(image.format)  # several views: the first
        if kind != "JPEG" and getattr(image, "is_animated", False):
            raise Refused(ANIMATED)
        image.load()
        new = in_srgb(upright(plain(image)))
    if kind == "JPEG" and new.mode not in ("L", "RGB"):
        new = new.convert("RGB")
    elif new is image:
        new = image.copy()  # so that the file, and what its decoder holds, can be let go
    new.info = {}  # comments, profiles, and what else a writer would take over by itself
    return kind, new


HOW: dict[tuple[str, bool], dict[str, Any]] = {
    ("PNG", False): {"compress_level": 4},
    ("JPEG", False): {"quality": 95, "subsampling": "4:4:4"},
    ("WEBP", False): {"quality": 95, "method": 2},
    ("WEBP", True): {"lossless": True, "exact": True, "quality": 20, "method": 0},  # effort, here
}


def must_fit(size: tuple[int, int], side: int, pixels: int) -> None:
    """Raise Refused for a picture that is too large."""
    width, height = size
    if max(size) > side or width * height > pixels:
        most = f"at most {side} on a side and {pixels} in all"
        raise Refused(f"The picture is {width} x {height} pixels; it may have {most}.")


def look_at_webp(data: bytes) -> tuple[tuple[int, int], bool]:
    """Give size, and whether nothing was lost (RFC 9649). Raises Refused."""
    at, canvas = 12, None
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        head = data[at + 8 : at + 18]
        if kind in (b"ANIM", b"ANMF"):
            raise Refused(ANIMATED)
        if kind == b"VP8X":
            canvas = (number(head[4:7]) + 1, number(head[7:10]) + 1)
        elif kind == b"VP8L":
            bits = number(head[1:5])
            return canvas or ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), True
        elif kind == b"VP8 ":
            return canvas or (number(head[6:8]) & 0x3FFF, number(head[8:10]) & 0x3FFF), False
        at += 8 + length + length % 2
    raise Refused(BROKEN)


def number(little_endian: bytes) -> int:
    """Read a number, least significant byte first."""
    return int.from_bytes(little_endian, "little")


def plain(image: Image.Image) -> Image.Image:
    """Give it in 8 bits a channel, without a palette; a transparent colour becomes an alpha."""
    if image.mode.startswith("I"):
        return keep_info(eight_bits(image), image)
    if image.mode == "1":
        return keep_info(image.convert("L"), image)
    if "transparency" in image.info and image.mode in ("P", "L", "RGB"):
        return keep_info(image.convert("RGBA"), image)
    if image.mode in ("P", "PA", "La", "RGBa", "RGBX"):
        return keep_info(
            image.convert("RGBA" if image.mode in ("PA", "La", "RGBa") else "RGB"), image
        )
    return image


def eight_bits(image: Image.Image) -> Image.Image:
    """Give one of 16 bits in 8: Pillow would cut off what is above 255, not what is below."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def keep_info(new: Image.Image, old: Image.Image) -> Image.Image:
    """Let it keep what the next steps read: profile and orientation."""
    new.info = {name: old.info[name] for name in ("exif", "icc_profile") if name in old.info}
    return new


def upright(image: Image.Image) -> Image.Image:
    """Turn the pixels as the camera's note says; one that nobody can read says nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:
        return image


def in_srgb(image: Image.Image) -> Image.Image:
    """Give it in the colours that every screen assumes, so that no profile is needed any more."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            colours = image if alpha is None else image.convert("RGB")
            target = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(colours, source, target, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            alpha = None  # a profile that is none, or of another kind of colours
        if alpha is not None:
            image.putalpha(alpha)
    return image.convert("RGB") if image.mode == "CMYK" else image


if __name__ == "__main__":
    main()
