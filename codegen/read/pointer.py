"""JSON Pointer (RFC 6901), as far as a contract needs it."""

from typing import Any


def join(pointer: str, *parts: str | int) -> str:
    """Go deeper: `join("/paths", "/jobs")` is `/paths/~1jobs`."""
    return "".join(
        (pointer, *("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts))
    )


def parts(pointer: str) -> list[str]:
    """The steps of a pointer, each as the document writes it; `%7B` is a brace, as in a URI."""
    if "%" in pointer:
        from urllib.parse import unquote

        return [
            unquote(part).replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]
        ]
    if "~" in pointer:
        return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return pointer.split("/")[1:]


def follow(document: Any, pointer: str) -> Any:
    """What stands at a pointer; LookupError when nothing does."""
    for part in parts(pointer):
        if isinstance(document, list):
            if not part.isdecimal():
                raise LookupError(pointer)
            document = document[int(part)]
        elif isinstance(document, dict):
            document = document[part]
        else:
            raise LookupError(pointer)
    return document
