"""A program that reads files which a stranger may have made; examining.py runs it.

It gets open files over a socket and answers each with a line of JSON, and with the bytes of what is
small enough to be handed on. It imports nothing of ours: it runs by its path, in a process that
knows neither settings nor database nor where the files lie, and whatever a picture makes of the
decoders ends with that process.

A request is four bytes of length and JSON, a list of `[what, size, mtime_ns]` of each file that
comes with it. An answer is two times four bytes of length, JSON, bytes.
"""

import contextlib
import hashlib
import io
import json
import os
import resource
import socket
import struct
import sys
import time
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

READ, PICTURE, KEEP = range(3)
"""What to do with a file: hash it; decode it too; give its bytes too."""

LENGTH = struct.Struct(">I")
LENGTHS = struct.Struct(">II")
MOST_FILES = 64
PIECE = 1 << 20
IDLE_SECONDS = 60.0
"""After so long without a request it ends."""

TEXTS = 64 << 10
"""So many characters of text within a picture are told, all together."""

PNG = b"\x89PNG\r\n\x1a\n"
OTHERS = (b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0", b"\xff\x0a", b"8BPS")
DRAWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"})
"""The parts of a PNG that a decoder needs; no other gets to it."""
CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})


class Refused(Exception):
    """Raised with the reason, one of the contract's `ImportReason`."""


def main() -> None:
    """Bound itself, say that it is ready, and answer until nobody asks any more."""
    number, memory, seconds, side, pixels = map(int, sys.argv[1:])
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # it would only warn up to twice as many
    asked = socket.socket(fileno=number)
    asked.settimeout(IDLE_SECONDS)
    asked.sendall(b"\0")
    while True:
        try:
            head, files, _, _ = socket.recv_fds(asked, LENGTH.size, MOST_FILES)
        except TimeoutError:
            return
        if not head:
            return
        head += exactly(asked, LENGTH.size - len(head))
        (length,) = LENGTH.unpack(head)
        asked.settimeout(None)
        asks = json.loads(exactly(asked, length))
        for file, (what, size, mtime) in zip(files, asks, strict=True):
            bound_time(seconds)
            told, data = examine(file, what, (size, mtime), side, pixels)
            os.close(file)
            line = json.dumps(told).encode()
            asked.sendall(LENGTHS.pack(len(line), len(data)) + line + data)
        asked.settimeout(IDLE_SECONDS)


def exactly(asked: socket.socket, length: int) -> bytes:
    """Receive so many bytes."""
    data = b""
    while len(data) < length:
        piece = asked.recv(length - len(data))
        if not piece:
            sys.exit()
        data += piece
    return data


def bound_time(seconds: int) -> None:
    """Let this process compute for so long from now on, and be killed then."""
    most = int(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def examine(
    file: int, what: int, before: tuple[int, int], side: int, pixels: int
) -> tuple[dict[str, Any], bytes]:
    """Read a file; tell what it is, and its bytes, if they are to be kept."""
    told: dict[str, Any] = {}
    data = b""
    try:
        told["sha256"], data = read(file, before[0], whole=what != READ)
        seen = os.fstat(file)
        if (seen.st_size, seen.st_mtime_ns) != before:
            raise Refused("changed_while_read")
        if what == PICTURE:
            look_at(data, side, pixels, told)
    except Refused as why:
        told["reason"] = str(why)
        if told["reason"] == "changed_while_read":
            told.pop("sha256", None)
    except MemoryError:
        told["reason"] = "too_costly"
    except OSError:
        told["reason"] = "io_error"
    return told, data if what == KEEP and "reason" not in told else b""


def read(file: int, size: int, *, whole: bool) -> tuple[str, bytes]:
    """Give the hash of a file, and its bytes. Raises Refused unless it has `size` bytes."""
    os.lseek(file, 0, os.SEEK_SET)  # a child that is dead may have read it: it is one open file
    pieces, hashed, length = [], hashlib.sha256(), 0
    while piece := os.read(file, min(size + 1 - length, PIECE)):
        hashed.update(piece)
        length += len(piece)
        if whole:
            pieces.append(piece)
        if length > size:
            break
    if length != size:
        raise Refused("changed_while_read")
    return hashed.hexdigest(), pieces[0] if len(pieces) == 1 else b"".join(pieces)


def look_at(data: bytes, side: int, pixels: int, told: dict[str, Any]) -> None:
    """Decode a picture to its end and tell of it. Raises Refused, MemoryError."""
    if not data:
        raise Refused("empty")
    try:
        if data.startswith(PNG):
            told["media_type"] = "image/png"
            look_at_png(data, side, pixels, told)
        elif data.startswith(b"\xff\xd8\xff"):
            told["media_type"] = "image/jpeg"
            look_at_jpeg(data, side, pixels, told)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            told["media_type"] = "image/webp"
            look_at_webp(data, side, pixels, told)
        else:
            raise Refused("type_not_kept" if is_another_picture(data) else "not_a_picture")
    except (Refused, MemoryError):
        raise
    except Exception:
        # Pillow says in a dozen ways, SyntaxError among them, that a file is not as it should be.
        raise Refused("truncated") from None


def is_another_picture(data: bytes) -> bool:
    """Tell whether it begins as a picture of a type that is not kept."""
    if data.startswith(OTHERS) or data[4:8] == b"ftyp":
        return True
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<svg", b"<?xml")) and b"<svg" in data[:4096]


def must_fit(size: tuple[int, int], side: int, pixels: int, told: dict[str, Any]) -> None:
    """Tell its size. Raises Refused for a picture that is too large."""
    told["width"], told["height"] = size
    if min(size) < 1:
        raise Refused("truncated")
    if max(size) > side or size[0] * size[1] > pixels:
        raise Refused("too_large")


def decode(data: bytes, kind: type[Any], *, frames: bool = True) -> Image.Image:
    """Give a picture that is decoded, all its frames. Raises whatever Pillow raises."""
    image: Image.Image = kind(io.BytesIO(data))
    image.load()
    if frames:
        for frame in range(1, getattr(image, "n_frames", 1)):
            image.seek(frame)
            image.load()
    return image


# PNG (W3C, 3rd edition).


def look_at_png(data: bytes, side: int, pixels: int, told: dict[str, Any]) -> None:
    """Read its chunks, decode what is drawn of it."""
    if data[12:16] != b"IHDR":
        raise Refused("truncated")
    must_fit(struct.unpack(">II", data[16:24]), side, pixels, told)
    drawn: list[bytes | memoryview] = [PNG]
    texts, last = Texts(), b""
    for kind, chunk, body in chunks(data):
        if kind in DRAWN:
            drawn.append(chunk)
        else:
            texts.chunk(kind, body)
        last = kind
    if last != b"IEND":
        raise Refused("truncated")
    decode(b"".join(drawn), PngImagePlugin.PngImageFile)
    told["texts"] = texts.found


def chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Give type, the whole and the body of each chunk, up to the last. Raises Refused."""
    view, at = memoryview(data), len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(view[at : at + 4], "big")
        end = at + 12 + length
        if end > len(data):
            raise Refused("truncated")
        kind = bytes(view[at + 4 : at + 8])
        checksum = int.from_bytes(view[end - 4 : end], "big")
        if kind in CRITICAL and zlib.crc32(view[at + 4 : end - 4]) != checksum:
            raise Refused("truncated")
        yield kind, view[at:end], view[at + 8 : end - 4]
        if kind == b"IEND":
            return
        at = end


# JPEG, WebP (RFC 9649).


def look_at_jpeg(data: bytes, side: int, pixels: int, told: dict[str, Any]) -> None:
    """Decode the first of its views."""
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    must_fit(image.size, side, pixels, told)
    image.load()
    if data.rfind(b"\xff\xd9") < 0:
        raise Refused("truncated")  # the decoder forgives that it has no end
    told["texts"] = told_beside(image)


def look_at_webp(data: bytes, side: int, pixels: int, told: dict[str, Any]) -> None:
    """Decode all of it. Pillow makes room for the whole canvas at once, so we look first."""
    must_fit(webp_size(data[12:30]), side, pixels, told)
    if 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise Refused("truncated")
    told["texts"] = told_beside(decode(data, WebPImagePlugin.WebPImageFile))


def webp_size(head: bytes) -> tuple[int, int]:
    """Read width and height from the first chunk. Raises Refused."""
    body = head[8:]
    if head[:4] == b"VP8X":
        return number(body[4:7]) + 1, number(body[7:10]) + 1
    if head[:4] == b"VP8L":
        bits = number(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if head[:4] == b"VP8 ":
        return number(body[6:8]) & 0x3FFF, number(body[8:10]) & 0x3FFF
    raise Refused("truncated")


def number(little_endian: bytes) -> int:
    """Read a number, least significant byte first."""
    return int.from_bytes(little_endian, "little")


# Texts.


def told_beside(image: Image.Image) -> dict[str, str]:
    """Give what is written in a picture whose EXIF and XMP Pillow has found."""
    texts = Texts()
    texts.exif(image.info.get("exif") or b"")
    xmp = image.info.get("xmp") or b""
    texts.add("xmp", xmp.decode(errors="replace") if isinstance(xmp, bytes) else str(xmp))
    return texts.found


class Texts:
    """The texts of one picture, by keyword; of one keyword, the first."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._left = TEXTS

    def add(self, keyword: str, text: str) -> None:
        """Keep a text, if there is room for all of it. No database takes its zero characters."""
        keyword, text = keyword.replace("\0", "").strip(), text.replace("\0", "").strip()
        length = len(keyword) + len(text)
        if text and keyword and keyword not in self.found and length <= self._left:
            self.found[keyword] = text
            self._left -= length

    def chunk(self, kind: bytes, body: memoryview) -> None:
        """Keep what a chunk of PNG says; one that nobody can read says nothing."""
        if kind == b"eXIf":
            self.exif(b"Exif\0\0" + body)
        elif kind in (b"tEXt", b"zTXt", b"iTXt") and len(body) <= 4 * TEXTS:
            with contextlib.suppress(ValueError, zlib.error):
                self._text(kind, bytes(body))

    def _text(self, kind: bytes, body: bytes) -> None:
        name, _, rest = body.partition(b"\0")
        keyword = name.decode("latin-1")
        if kind == b"tEXt":
            # Many a program writes UTF-8 here, against the standard.
            self.add(keyword, either(rest))
        elif kind == b"zTXt":
            self.add(keyword, either(self._inflate(rest[1:])))
        else:
            _, _, text = rest[2:].partition(b"\0")[2].partition(b"\0")
            text = self._inflate(text) if rest[:1] == b"\1" else text
            keyword = "xmp" if keyword == "XML:com.adobe.xmp" else keyword
            self.add(keyword, text.decode(errors="replace"))

    def _inflate(self, data: bytes) -> bytes:
        """Decompress no more than could be kept. Raises zlib.error, ValueError."""
        room = 4 * self._left + 1
        text = zlib.decompressobj().decompress(data, room)
        if len(text) >= room:
            raise ValueError
        return text

    def exif(self, data: bytes) -> None:
        """Keep what cameras and generators note in EXIF; what nobody can read says nothing."""
        if not data or len(data) > 4 * TEXTS:
            return
        try:
            exif = Image.Exif()
            exif.load(data)
            inner = exif.get_ifd(0x8769)
            values = {
                "DateTimeOriginal": inner.get(0x9003),
                "OffsetTimeOriginal": inner.get(0x9011),
                "SubsecTimeOriginal": inner.get(0x9291),
                "DateTimeDigitized": inner.get(0x9004),
                "OffsetTimeDigitized": inner.get(0x9012),
                "SubsecTimeDigitized": inner.get(0x9292),
                "DateTime": exif.get(0x0132),
                "OffsetTime": inner.get(0x9010),
                "SubsecTime": inner.get(0x9290),
                "UserComment": inner.get(0x9286),
                "ImageDescription": exif.get(0x010E),
            }
        except MemoryError:
            raise
        except Exception:
            return
        for name, value in values.items():
            if isinstance(value, bytes):
                value = comment(value) if name == "UserComment" else either(value)
            if isinstance(value, str):
                self.add(f"exif:{name}", value)


def either(text: bytes) -> str:
    """Read UTF-8, or else Latin-1, in which everything can be read."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def comment(value: bytes) -> str:
    """Read EXIF's UserComment, which says in its first eight bytes how it is written."""
    code, text = value[:8], value[8:]
    if code != b"UNICODE\0":
        return either(text if code in (b"ASCII\0\0\0", b"JIS\0\0\0\0\0", bytes(8)) else value)
    # The order of the bytes is said nowhere; of most texts one half of the bytes is zero.
    big = text[0::2].count(0) >= text[1::2].count(0)
    return text.decode("utf-16-be" if big else "utf-16-le", errors="replace")


if __name__ == "__main__":
    main()
