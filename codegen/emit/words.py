"""Names and comments, as the target languages write them."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Collection, Iterable
from typing import Final

HEADER = 'Generated from openapi/ by "make generate". Change the contract, not this file.'
WIDTH = 100


# Names


def pascal(name: str) -> str:
    """`next_cursor` and `next-cursor` become `NextCursor`."""
    words = re.findall(r"[A-Za-z0-9]+" if name.isascii() else r"[^\W_]+", _plain(name))
    return "".join(word[0].upper() + word[1:] for word in words)


def screaming(name: str) -> str:
    """`JobId`, `maxLength` and `image/png` become `JOB_ID`, `MAX_LENGTH` and `IMAGE_PNG`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    found = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").upper()
    return f"_{found}" if found[:1].isdigit() else found or "EMPTY"


def is_python_name(name: str) -> bool:
    """Whether Python takes it for the name of an attribute, and keeps it to the letter.

    Names that begin with two underscores get the class's name before them, and letters with an
    easier form (`ﬁ`) are written in that.
    """
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("__"):
        return False
    return name.isascii() or _plain(name) == name


def unlike(name: str, taken: Iterable[str]) -> str:
    """The name, or the name with the first number that makes it a new one."""
    names = taken if isinstance(taken, Collection) else set(taken)
    number = 2
    found = name
    while found in names:
        found = f"{name}{number}"
        number += 1
    return found


def stable_names(
    names: Iterable[str], is_free: Callable[[str], bool], *, keep: bool = True
) -> dict[str, str]:
    """What each of the names, which are all different, is called where only some names are free.

    A free name stays if `keep`. Another is written in Pascal case; where two would then be the
    same, each of them says its odd letters in words (`a-b` becomes `ADashB`). So no name depends
    on its place in the document, nor on any name but those that it clashes with.
    """
    names = list(names)
    found = {name: name for name in names if keep and is_free(name)}
    odd = [name for name in names if name not in found]
    taken = set(found.values())
    wishes: dict[str, list[str]] = {}
    for name in odd:
        wishes.setdefault(_wish(name, is_free), []).append(name)
    for wish, wishing in wishes.items():
        if len(wishing) == 1 and wish not in taken:
            found[wishing[0]] = wish
    taken = set(found.values())
    for name in odd:
        if name not in found:
            longer = _wish(spelled(name), is_free)
            while longer in taken:
                longer += "_"
            taken.add(longer)
            found[name] = longer
    return found


def _wish(name: str, is_free: Callable[[str], bool]) -> str:
    wish = pascal("".join(each if f"_{each}".isidentifier() else " " for each in _plain(name)))
    return wish if is_free(wish) else f"Type{wish}"


def _plain(name: str) -> str:
    """The name in the form that Python gives to names (NFKC)."""
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFKC", name)


_LETTERS: Final = {
    **{"-": "Dash", ".": "Dot", "/": "Slash", " ": "Space", "_": "Underscore", ":": "Colon"},
    **{"+": "Plus", "*": "Star", "@": "At", "#": "Hash", "<": "Less", ">": "Greater"},
    **{",": "Comma", "(": "Open", ")": "Close", "[": "Open", "]": "Close", "$": "Dollar"},
}


def spelled(name: str) -> str:
    """The name, with its odd letters in words."""
    return "".join(
        letter if letter.isalpha() or letter in "0123456789" else f" {_spelled(letter)} "
        for letter in name
    )


def _spelled(letter: str) -> str:
    return _LETTERS.get(letter, f"u{ord(letter):x}")


# Comments


def paragraph(text: str, indent: str, width: int = WIDTH) -> list[str]:
    """The text in lines that fit the page, each indented."""
    import textwrap

    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def docstring(text: str, indent: str) -> list[str]:
    """A Python docstring; nothing at all when there is nothing to say."""
    if not text.strip():
        return []
    safe = text.replace("\\", "\\\\").replace('"""', "'''")
    if safe.rstrip().endswith('"'):
        safe = f"{safe.rstrip()} "
    line = f'{indent}"""{" ".join(safe.split())}"""'
    if len(line) <= WIDTH:
        return [line]
    # Three columns less, or a text that fits one line without its closing quotes would stay there.
    return [*paragraph(f'"""{safe}', indent, WIDTH - 3), f'{indent}"""']


def comment(text: str, indent: str = "") -> list[str]:
    """A Python comment."""
    return paragraph(text, f"{indent}# ")
