"""Names and comments, as the target languages write them."""

import keyword
import re
import textwrap
from collections.abc import Iterable

HEADER = 'Generated from openapi/ by "make generate". Change the contract, not this file.'
WIDTH = 100


def pascal(name: str) -> str:
    """`next_cursor` and `next-cursor` become `NextCursor`."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", name))


def screaming(name: str) -> str:
    """`JobId`, `maxLength` and `image/png` become `JOB_ID`, `MAX_LENGTH` and `IMAGE_PNG`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    found = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").upper()
    return f"_{found}" if found[:1].isdigit() else found or "EMPTY"


def is_python_name(name: str) -> bool:
    """Whether Python takes it for the name of an attribute."""
    return name.isidentifier() and not keyword.iskeyword(name)


def unlike(name: str, taken: Iterable[str]) -> str:
    """The name, or the name with the first number that makes it a new one."""
    names = set(taken)
    number = 2
    found = name
    while found in names:
        found = f"{name}{number}"
        number += 1
    return found


def paragraph(text: str, indent: str, width: int = WIDTH) -> list[str]:
    """The text in lines that fit the page, each indented."""
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
