"""Trees that nobody would make on purpose, for Hypothesis: few names and few bytes, so that
everything meets everything; and what may happen to them between a plan and its application."""

import io
import json
import os
import shutil
import socket
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

MOMENT = 1_760_000_000
"""Seconds since 1970: in October 2025."""

FOLDERS = (
    *("", "card_deck_20251011_101010", "tarot_deck_20251014_223846", "zodiac_signs"),
    *("lora_tests", "lora_tests/thumbnails", "zodiac_signs/more", "uploads", "Füchslein 🦊"),
    *("batch_20251012_090807", ".cache", "card_deck_20251011_101010/20251001_101010"),
)
STEMS = (
    *("a", "A", "b", "a.b", "20251011_101112_fox", "2025-10-11T10:11:12.123456", "füchslein"),
    *("fu\u0308chslein", "n" * 240, "two\nlines", ".hidden", "thumb", "-rf", "a\\x41", "\udcff"),
    *("20259999_999999", "99991231_235959", "00010101_000000"),
)
ENDINGS = (
    *(".png", ".png", ".png", ".PNG", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".txt", ""),
    *(".json", ".json", ".JSON", ".yaml", ".yml", ".png.json", ".jpg.yaml"),
)
COLOURS = ("#aa0000", "#00aa00", "#0000aa")
PROMPT = {"prompt": "a red fox", "negative_prompt": "text", "seed": 7, "steps": 20}
SIDECARS: tuple[object, ...] = (
    PROMPT,
    {**PROMPT, "seed": 2**40, "guidance_scale": "7.5", "created_at": "2025-10-11T10:11:12Z"},
    {"prompt": "x" * 20_000, "loras": [{"name": "ink", "weight": 0.5}], "lora": "old"},
    {"metadata": {"prompt": "a fox\u0000", "cfg_scale": 7}, "timestamp": "yesterday"},
    {"timestamp": "2025-10-11T10:11:12", "width": -1, "model": ["a", {"b": None}]},
    {},
    [1, 2, 3],
    "text",
)
BROKEN = (
    b"{",
    b"\xff\xfe{}",
    b"a: &a [*a]",
    b"!!python/object:os.system {}",
    b"[" * 5000,
    b'{"prompt": NaN, "seed": 1e999}',
    b"prompt: a fox\nseed: 12\nat: 2025-10-11 10:11:12\n",
    b"",
)


@cache
def picture(number: int, kind: str = "PNG") -> bytes:
    """Give one of few pictures; of a PNG, every other one tells how it was made."""
    out = io.BytesIO()
    text = PngInfo()
    if number % 2:
        text.add_text("parameters", "a blue fox\nNegative prompt: text\nSteps: 9, Seed: 11")
    more = {"pnginfo": text} if kind == "PNG" else {}
    Pillow.new("RGB", (8, 8), COLOURS[number]).save(out, kind, **more)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """Give a picture that says that it would take gigabytes of memory."""
    small = picture(0)
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


@dataclass(frozen=True)
class Entry:
    """One name in a tree."""

    path: str
    kind: str
    """`bytes`, `link`, `hard_link`, `fifo`, `socket` or `folder`."""
    data: bytes = b""
    """What is in it, or where it leads."""
    mtime_ns: int = MOMENT * 10**9


@st.composite
def paths(draw: st.DrawFn) -> str:
    """Draw a name."""
    folder = draw(st.sampled_from(FOLDERS))
    name = draw(st.sampled_from(STEMS)) + draw(st.sampled_from(ENDINGS))
    return f"{folder}/{name}" if folder else name


def fitting(path: str) -> st.SearchStrategy[bytes]:
    """Draw what is in a file: mostly what its name says, and what else there could be."""
    pictures = st.sampled_from(
        [picture(number, kind) for number in (0, 1, 2) for kind in ("PNG", "JPEG", "WEBP")]
    )
    texts = st.sampled_from([json.dumps(each).encode() for each in SIDECARS] + [*BROKEN])
    odd = st.one_of(
        st.just(b""),
        st.binary(max_size=40),
        st.sampled_from([picture(0)[:-20], picture(1, "JPEG")[:200], bomb(), b"GIF89a"]),
    )
    if path.lower().endswith((".json", ".yaml", ".yml")):
        return st.one_of(texts, texts, texts, pictures, odd)
    return st.one_of(pictures, pictures, pictures, texts, odd)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw one name, and what it is."""
    path = draw(paths())
    kinds = ["bytes"] * 12 + ["link", "link", "hard_link", "fifo", "socket", "folder"]
    kind = draw(st.sampled_from(kinds))
    when = MOMENT * 10**9 + draw(st.integers(0, 3)) * 86_400 * 10**9
    if kind == "bytes":
        return Entry(path, kind, draw(fitting(path)), when)
    if kind in ("link", "hard_link"):
        target = draw(st.one_of(paths(), st.sampled_from(["/etc/passwd", "..", ".", "nowhere"])))
        return Entry(path, kind, os.fsencode(target), when)
    return Entry(path, kind, mtime_ns=when)


@st.composite
def groups(draw: st.DrawFn) -> list[Entry]:
    """Draw a picture and what belongs to it."""
    folder = draw(st.sampled_from(FOLDERS[:-2]))
    stem = "/".join(filter(None, [folder, draw(st.sampled_from(STEMS))]))
    ending = draw(st.sampled_from([".png", ".png", ".jpg", ".webp", ".PNG"]))
    sidecars = st.sampled_from([".json", ".json", ".yaml", ".yml", f"{ending}.json"])
    names = [stem + ending, *(stem + each for each in draw(st.lists(sidecars, max_size=2)))]
    return [Entry(name, "bytes", draw(fitting(name))) for name in names]


Trees = st.lists(
    st.one_of(groups(), groups(), entries().map(lambda entry: [entry])), min_size=0, max_size=14
).map(lambda drawn: [*{entry.path: entry for group in drawn for entry in group}.values()])


def build(folder: Path, tree: Sequence[Entry]) -> None:
    """Make a tree. A name that another is in the way of is left out."""
    folder.mkdir(parents=True)
    for entry in tree:
        path = folder / entry.path
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(folder, path, entry)
            if not path.is_symlink():
                os.utime(path, ns=(entry.mtime_ns, entry.mtime_ns))


def _make(folder: Path, path: Path, entry: Entry) -> None:
    if path.is_symlink() or path.exists():
        return
    if entry.kind == "bytes":
        path.write_bytes(entry.data)
    elif entry.kind == "link":
        target = os.fsdecode(entry.data)
        if "/" in target and not target.startswith("/"):
            target = os.path.relpath(folder / target, path.parent)
        path.symlink_to(target)
    elif entry.kind == "hard_link":
        path.hardlink_to(folder / os.fsdecode(entry.data))
    elif entry.kind == "fifo":
        os.mkfifo(path)
    elif entry.kind == "socket":
        with closing(socket.socket(socket.AF_UNIX)) as listener:
            listener.bind(str(path))
    else:
        path.mkdir()


def copied(tree: Path, to: Path, order: Callable[[list[Path]], object]) -> None:
    """Make the same tree elsewhere, its names in another order, and so with other inodes."""
    to.mkdir(parents=True)
    found = sorted(tree.rglob("*"))
    names = [path for path in found if not path.is_dir() or path.is_symlink()]
    order(names)
    for path in found:
        if path.is_dir() and not path.is_symlink():
            (to / path.relative_to(tree)).mkdir(parents=True, exist_ok=True)
    for path in names:
        new = to / path.relative_to(tree)
        if path.is_symlink():
            new.symlink_to(path.readlink())
        elif path.is_file():
            shutil.copy2(path, new)
        elif path.is_fifo():
            os.mkfifo(new)
        else:
            with closing(socket.socket(socket.AF_UNIX)) as listener, suppress(OSError):
                listener.bind(str(new))


# What may happen to a tree. Each gives whether anything that matters has changed.


@dataclass(frozen=True)
class Change:
    """Something that happens to one file of a tree, drawn before it is known which there are."""

    what: str
    which: int
    data: bytes = b""

    def happen(self, tree: Path) -> tuple[str, Path] | None:
        """Do it; tell what was done and to which file. None when there is nothing to do it to."""
        files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
        if self.what == "add":
            path = tree / f"new-{self.which}.png"
            path.write_bytes(self.data or b"?")
            return self.what, path
        if not files:
            return None
        path = files[self.which % len(files)]
        return getattr(self, f"_{self.what}")(path), path

    def _touch(self, path: Path) -> str:
        before = path.stat().st_mtime_ns
        os.utime(path, ns=(before, before + 5 * 10**9))
        return "touch"

    def _replace(self, path: Path) -> str:
        before, data = path.stat(), path.read_bytes()
        new = path.with_name("being-replaced")
        new.write_bytes(data)
        os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
        new.rename(path)
        return "replace"

    def _rewrite(self, path: Path) -> str:
        if path.read_bytes() == self.data:
            return self._touch(path)
        path.write_bytes(self.data)
        os.utime(path, ns=(MOMENT * 10**9, MOMENT * 10**9 + 7))
        return "rewrite"

    def _remove(self, path: Path) -> str:
        path.unlink()
        return "remove"

    def _rename(self, path: Path) -> str:
        path.rename(path.with_name("renamed.png"))
        return "rename"

    def _link(self, path: Path) -> str:
        path.unlink()
        path.symlink_to("/etc/passwd")
        return "link"


Changes = st.builds(
    Change,
    st.sampled_from(["add", "touch", "replace", "rewrite", "remove", "rename", "link"]),
    st.integers(0, 100),
    st.sampled_from([b"", b"{}", picture(0), picture(2, "JPEG")]),
)


def without_links_between(tree: Sequence[Entry]) -> list[Entry]:
    """Give a tree in which changing one name changes no other."""
    return [entry for entry in tree if entry.kind not in ("link", "hard_link")]
