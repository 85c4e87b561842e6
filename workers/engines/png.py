"""Pixels and a recipe in, PNG bytes out; the recipe travels as `parameters` text, as A1111 does it.

Written by hand, since the zlib in Pillow looks for matches in another way from build to build, and
the bytes would change with it. Run lengths and Huffman codes alone leave it no such freedom, and
painted pixels hardly repeat anyway.
"""

import json
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from domain.ports import Recipe

Pixels = NDArray[np.uint8]
ROWS_AT_ONCE = 64  # Bounds the memory that filtering takes.


def encode(pixels: Pixels, recipe: Recipe, *, model: str, sampler: str) -> bytes:
    """Give PNG bytes for height x width x RGB; the same arguments give the same bytes."""
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _text("parameters", parameters(recipe, model=model, sampler=sampler)),
            _chunk(b"IDAT", _packed(pixels)),
            _chunk(b"IEND", b""),
        ]
    )


def parameters(recipe: Recipe, *, model: str, sampler: str) -> str:
    """Say the recipe as A1111 does: the prompts on their own lines, then one line of settings."""
    settings = {
        "Steps": str(recipe.steps),
        "Sampler": sampler,
        "CFG scale": f"{recipe.guidance_scale:g}",
        "Seed": str(recipe.seed),
        "Size": f"{recipe.width}x{recipe.height}",
        "Model": model,
    }
    if recipe.adapters:
        settings["Adapters"] = ", ".join(f"{a.name}:{a.weight:g}" for a in recipe.adapters)
    lines = [recipe.prompt]
    if recipe.negative_prompt:
        lines.append(f"Negative prompt: {recipe.negative_prompt}")
    lines.append(", ".join(f"{name}: {_quoted(value)}" for name, value in settings.items()))
    return "\n".join(lines)


def _quoted(value: str) -> str:
    return json.dumps(value) if any(mark in value for mark in ',:\n"') else value


def _text(keyword: str, text: str) -> bytes:
    """Use the plain chunk where it can say the text, since old readers know no other."""
    try:
        return _chunk(b"tEXt", keyword.encode() + b"\0" + text.encode("latin-1"))
    except UnicodeEncodeError:
        # Half of a surrogate pair can come in through JSON, and UTF-8 has no place for it.
        utf8 = text.encode("utf-8", "replace")
        return _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + utf8)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _packed(pixels: Pixels) -> bytes:
    height, width, _ = pixels.shape
    packer = zlib.compressobj(6, zlib.DEFLATED, 15, 8, zlib.Z_RLE)
    parts = []
    above = np.zeros((1, width * 3), np.int16)
    for start in range(0, height, ROWS_AT_ONCE):
        rows = pixels[start : start + ROWS_AT_ONCE].reshape(-1, width * 3).astype(np.int16)
        parts.append(packer.compress(_filtered(rows, np.concatenate([above, rows[:-1]]))))
        above = rows[-1:]
    return b"".join([*parts, packer.flush()])


def _filtered(rows: NDArray[np.int16], above: NDArray[np.int16]) -> bytes:
    """Filter each row in the way that leaves the smallest differences (PNG, chapter 9)."""
    left = np.zeros_like(rows)
    left[:, 3:] = rows[:, :-3]
    corner = np.zeros_like(rows)
    corner[:, 3:] = above[:, :-3]
    by_left, by_above = np.abs(above - corner), np.abs(left - corner)
    by_corner = np.abs(left + above - 2 * corner)
    nearest = np.where(by_above <= by_corner, above, corner)
    paeth = np.where((by_left <= by_above) & (by_left <= by_corner), left, nearest)
    guesses = (left, above, (left + above) >> 1, paeth)  # filter types 1, 2, 3, 4
    filtered = np.stack([(rows - guess).astype(np.uint8) for guess in guesses])
    cost = np.abs(filtered.view(np.int8).astype(np.int16)).sum(axis=2, dtype=np.int64)
    best = cost.argmin(axis=0)
    chosen = filtered[best, np.arange(len(rows))]
    return np.column_stack([(best + 1).astype(np.uint8), chosen]).tobytes()
