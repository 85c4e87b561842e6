"""What the names of files and folders say: kind, title, stamps left aside."""

import re
from datetime import UTC

from domain.imports.metadata import stamps
from domain.vocabulary import IMAGE_TITLE_MAX_LENGTH, NAME_PATTERN, ImportItemKind

KEPT = frozenset({"png", "jpg", "jpeg", "webp"})
"""The endings of pictures that the studio keeps, in lower case."""

NOT_KEPT = frozenset(
    {"apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jp2", "jxl", "psd", "svg", "tga"}
    | {"tif", "tiff"}
)
"""The endings of pictures that it does not."""

SIDECARS = frozenset({"json", "yaml", "yml"})

LEFT_BEHIND = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
"""What systems leave in folders without a dot before it, in lower case."""

_APART = re.compile(r"[\s_\-\x00-\x1f\x7f-\x9f]+")


def ending(path: str) -> str:
    """Give the ending of a file's name in lower case, without its dot; empty if it has none."""
    name = path.rpartition("/")[2]
    before, _, after = name.rpartition(".")
    return after.lower() if before else ""


def is_hidden(path: str) -> bool:
    """Tell whether systems hide it: a part begins with a dot, or they left it behind."""
    return path.startswith(".") or "/." in path or path.rpartition("/")[2].lower() in LEFT_BEHIND


def classify(path: str) -> ImportItemKind:
    """Tell by its name what a file is taken for; what is hidden is nothing to the studio."""
    if is_hidden(path):
        return ImportItemKind.OTHER
    end = ending(path)
    if end in KEPT or end in NOT_KEPT:
        return ImportItemKind.IMAGE
    return ImportItemKind.SIDECAR if end in SIDECARS else ImportItemKind.OTHER


def title_of(path: str) -> str:
    """Give a picture's title: its name in words without stamps, empty if they are all."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    words = in_words(stamps.IN_NAMES.sub(" ", stem))
    if not re.search(r"[^\W\d_]|[^\x00-\x7f]", words):  # a program counted
        return ""
    return shortened(words, IMAGE_TITLE_MAX_LENGTH)


def folder_title(folder: str) -> str:
    """Give a folder's name in words; a stamp in it as people write the date and the time."""
    found = stamps.IN_NAMES.search(folder)
    moment = found and stamps.of_name(found[0], UTC)
    if found and moment:
        around = (in_words(folder[: found.start()]), in_words(folder[found.end() :]))
        folder = " ".join(filter(None, (around[0], f"{moment:%Y-%m-%d %H:%M}", around[1])))
    else:
        folder = in_words(folder)
    return folder if re.search(NAME_PATTERN, folder) else "Untitled"


def in_words(name: str) -> str:
    """Write a name such as `ace_of-spades` as people write it: `Ace of spades`."""
    words = " ".join(_APART.sub(" ", name).split())
    return words[:1].upper() + words[1:]


def shortened(text: str, most: int) -> str:
    """Give at most so many characters of a text, the last a `…` if some are missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
