"""Words as people look for them: the same on every database, whatever the case, in any script.

SQLite's own LIKE and lower() know the case of ASCII only, PostgreSQL's depend on how the server was
set up. So what can be found, and what lists are sorted by, is folded here and stored.
"""

import unicodedata

from sqlalchemy import String

SORT_KEY_LENGTH = 100
"""Lists are sorted by so many characters, and then by id; a cursor must hold them."""

LAST = "\U0010ffff"
"""Sorts after every text that a person can write."""

# Compared by code point, as SQLite does; else PostgreSQL would sort by the server's locale.
SortKey = String(SORT_KEY_LENGTH).with_variant(String(SORT_KEY_LENGTH, collation="C"), "postgresql")


def fold(text: str) -> str:
    """Make texts that differ in case or form only the same (Unicode 15, D146), and compose them."""
    for _ in range(2):
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text)).casefold()
    return unicodedata.normalize("NFKC", text)


def sort_key(text: str) -> str:
    """Give what a list sorts by for this text: without case and accents; nothing comes last."""
    letters = (c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    return "".join(letters).strip()[:SORT_KEY_LENGTH] or LAST


def words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text, in order."""
    return tuple(fold(text).split())


def anywhere(word: str) -> str:
    r"""Give the LIKE pattern, escaped by `\`, for texts with this word somewhere in them."""
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"
