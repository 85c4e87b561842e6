"""Small real pictures, quickly: each number gives other bytes, and the same ones every time."""

import io
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache

from PIL import Image as Pillow


def png(
    number: int, width: int = 16, height: int = 24, texts: Mapping[str, str] | None = None
) -> bytes:
    """A PNG of a colour by its number, with texts by keyword; without any it has its number."""
    base = _png(number % 251, width, height)
    said = {"Comment": f"picture {number}"} if texts is None else texts
    written = b"".join(_text(keyword, text) for keyword, text in said.items())
    return base[:33] + written + base[33:]  # behind the signature and IHDR


def jpeg(
    number: int, width: int = 16, height: int = 24, exif: Mapping[int, str] | None = None
) -> bytes:
    """A JPEG of a colour by its number, with EXIF texts by tag."""
    base = _jpeg(number % 251, width, height)
    comment = f"picture {number}".encode()
    parts = [struct.pack(">2sH", b"\xff\xfe", len(comment) + 2) + comment]
    if exif:
        parts.insert(0, _exif(exif))
    return base[:2] + b"".join(parts) + base[2:]  # behind the start of the image


@lru_cache
def webp(number: int, width: int = 16, height: int = 24) -> bytes:
    """A WebP, lossless."""
    return _saved(number, width, height, "WEBP", lossless=True)


@lru_cache
def gif(number: int) -> bytes:
    """A GIF, which the studio does not keep."""
    return _saved(number, 8, 8, "GIF")


@lru_cache
def _png(shade: int, width: int, height: int) -> bytes:
    row = b"\0" + bytes((shade, 200 - shade % 200, 90)) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data) for kind, data in ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    )


@lru_cache
def _jpeg(shade: int, width: int, height: int) -> bytes:
    return _saved(shade, width, height, "JPEG")


def _saved(number: int, width: int, height: int, form: str, **how: object) -> bytes:
    colour = (number * 7 % 256, number // 256 % 256, 120)
    kept = io.BytesIO()
    Pillow.new("RGB", (width, height), colour).save(kept, form, **how)
    return kept.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text(keyword: str, text: str) -> bytes:
    return _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode())


def _exif(texts: Mapping[int, str]) -> bytes:
    """The segment for EXIF; what is not of the first directory goes into its own."""
    exif = Pillow.Exif()
    inner = exif.get_ifd(0x8769)
    for tag, text in texts.items():
        (inner if tag >= 0x9000 else exif)[tag] = text
    data = b"Exif\0\0" + exif.tobytes().removeprefix(b"Exif\0\0")
    return struct.pack(">2sH", b"\xff\xe1", len(data) + 2) + data
