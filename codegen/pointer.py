"""JSON Pointer (RFC 6901)."""

from typing import Any


def join(pointer: str, *parts: str | int) -> str:
    """Go deeper: `join("/paths", "/jobs")` is `/paths/~1jobs`."""
    for part in parts:
        text = str(part)
        if "~" in text or "/" in text:
            text = text.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{text}"
    return pointer


def from_fragment(fragment: str) -> str:
    """The pointer that a URI writes after its `#`, where `%7B` is a brace."""
    if "%" not in fragment:
        return fragment
    from urllib.parse import unquote

    return unquote(fragment)


def split(pointer: str) -> list[str]:
    """The steps of a pointer, each as the document writes it."""
    parts = pointer.split("/")[1:]
    if "~" in pointer:
        return [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return parts


def step(node: Any, part: str) -> Any:
    """One step down; LookupError when there is none."""
    if isinstance(node, dict):
        return node[part]
    if isinstance(node, list) and part.isascii() and part.isdecimal():
        return node[int(part)]
    raise LookupError(part)


def follow(document: Any, pointer: str) -> Any:
    """What stands at a pointer; LookupError when nothing does."""
    for part in split(pointer):
        document = step(document, part)
    return document
