"""One report's redaction: it counts what it takes out, and looks for the same elsewhere."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.redaction import names, patterns
from domain.redaction.names import HARMLESS_HEADERS, HARMLESS_PARAMETERS, is_secret
from domain.redaction.patterns import NO_SECRETS, NOTHING, REDACTED, is_drawn, unquoted

NEIGHBOURS = 3
"""So many secrets may stand behind one name."""
TOO_DEEP = 200
"""What is nested deeper is taken out as a whole."""
LARGEST = 2**63
"""Larger integers become text: JSON of other programs has no room for them."""
SAFE_VALUE = re.compile(r"[\w.,:+-]{0,80}", re.ASCII)
ROUTE = re.compile(r"/[A-Za-z0-9/_-]{0,100}|[a-z][a-z0-9-]{0,30}")
"""A fragment that names a place in a page."""
FORM = re.compile(r"[\w.%\[\]+-]{1,100}=[^&\s]*(?:&[\w.%\[\]+-]{1,100}=[^&\s]*)*")
WORD = re.compile(r"[^\s\"'<>]+")
QUOTES = "\"'`\\"
TOLD_APART = re.compile(r"[\"'`\\]")
AGAIN_LENGTH = 8
"""What was taken out is looked for elsewhere if it has so many characters, and looks like none."""
MOST_AGAIN = 1000


class Redactor:
    """Takes secrets out of texts, addresses, headers and values. One for each report."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Take secrets that are known already, such as the one that the reporter came with."""
        self.count = 0
        self._known = {each for each in known if each}
        self._taken: set[str] = set()

    def text(self, text: str, deep: int = 0) -> str:
        """Take secrets out of a text, of JSON or a form as well."""
        text = text.replace("\0", "\ufffd")
        stripped = text.strip()
        if stripped[:1] in ("{", "[", '"') and stripped != REDACTED:
            try:
                held = json.loads(stripped)
            except (ValueError, RecursionError):
                pass
            else:
                if isinstance(held, str | list | dict):
                    return json.dumps(
                        self.value(held, deep + 1), ensure_ascii=False, separators=(",", ":")
                    )
        if "=" in text and FORM.fullmatch(stripped):
            return "&".join(map(self._form_part, stripped.split("&")))
        if "%" in text:
            text = WORD.sub(self._encoded, text)
        if "u00" in text:
            plain = patterns.UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
            text = self._plain(plain) if self._looks_secret(plain) else text
        return self._plain(text)

    def url(self, url: str) -> str:
        """Take secrets out of an address, whole or relative: user, query, fragment, path."""
        url = url.replace("\0", "\ufffd")
        rest, hash_sign, fragment = url.partition("#")
        rest, question, query = rest.partition("?")
        scheme, slashes, rest = rest.partition("://")
        if not slashes:
            scheme, rest = "", scheme
        authority, slash, path = rest.partition("/") if slashes else ("", "", rest)
        user, at, host = authority.rpartition("@")
        if at:
            user = self._taken_out(user)
        path = self._plain(self._path(path))
        if question:
            query = "&".join(self._query_part(part) for part in query.split("&"))
        if hash_sign and not (ROUTE.fullmatch(fragment) and not self._looks_secret(fragment)):
            fragment = self._taken_out(fragment)
        host = self._plain(host)
        return "".join(
            (scheme, slashes, user, at, host, slash, path, question, query, hash_sign, fragment)
        )

    def header(self, name: str, value: str) -> str:
        """Take a header's value out, unless its name is known to be harmless."""
        key = name.strip().lower()
        if key not in HARMLESS_HEADERS:
            return self._taken_out(value) if value else value
        return self.url(value) if key in ("location", "referer", "origin") else self.text(value)

    def value(self, value: Any, deep: int = 0) -> Any:
        """Take secrets out of anything that JSON can hold; what it is made of stays."""
        if isinstance(value, str):
            return self.text(value, deep)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int):
            return value if -LARGEST <= value < LARGEST else str(value)
        if deep > TOO_DEEP:
            return self._taken_out("…")
        if isinstance(value, Mapping):
            return self._object(value, deep)
        if isinstance(value, list | tuple):
            return self._list(value, deep)
        return value

    def again(self, value: Any) -> Any:
        """Take out, wherever else it stands, what was taken out before; for the end."""
        taken = sorted(filter(_is_unlike_words, self._taken), key=len, reverse=True)[:MOST_AGAIN]
        longest_first = sorted({*taken, *self._known}, key=len, reverse=True)
        if not longest_first:
            return value
        pattern = re.compile("|".join(map(re.escape, longest_first)))
        return _in_texts(value, lambda text: self._sub(pattern, text))

    # Texts

    def _plain(self, text: str) -> str:
        """Apply every pattern; the wider ones first, so that they see what they look for."""
        if "-----" in text:
            text = self._sub(patterns.PEM, text)
        if "data:" in text:
            text = self._behind(patterns.DATA_URL, text)
        if "://" in text or ".com/" in text:
            text = self._behind(patterns.HOOK, text)
            text = patterns.URL.sub(self._address, text)
        if "=" in text:
            text = patterns.QUERY_PART.sub(self._loose_query_part, text)
            text = patterns.FRAGMENT.sub(lambda found: "#" + self._taken_out(found[0][1:]), text)
        if patterns.TELLING.search(text):
            text = self._told_by_name(text)
        for pattern in (patterns.INPUT, patterns.COMMAND, patterns.LOGIN):
            text = self._behind(pattern, text)
        text = self._sub(patterns.SHAPES, text)
        text = patterns.AWS_SECRET.sub(lambda found: self._if_drawn(found[0], digits=1), text)
        return patterns.LONG.sub(lambda found: self._if_drawn(found[0]), text)

    def _told_by_name(self, text: str) -> str:
        """Take out what stands beside or behind the name of a secret."""
        text = patterns.HEADER_LINE.sub(
            lambda found: found[1] + found[2] + self._taken_out(found[3]), text
        )
        for pattern in (patterns.DIGEST, patterns.ELEMENT, patterns.PART):
            text = self._behind(pattern, text)
        text = self._sub(patterns.SHAPES, text)
        text = patterns.NAMED.sub(self._named, text)
        text = patterns.SCHEME.sub(self._behind_scheme, text)
        text = patterns.SAID.sub(self._behind_word, text)
        text = patterns.BESIDE.sub(self._behind_word, text)
        for _ in range(NEIGHBOURS):
            text = patterns.NEAR.sub(self._behind_word, text)
        return text

    def _sub(self, pattern: re.Pattern[str], text: str) -> str:
        return pattern.sub(lambda found: self._taken_out(found[0]), text)

    def _taken_out(self, secret: str) -> str:
        """Count and remember what goes, unless it is gone already."""
        if secret.strip() in (REDACTED, ""):
            return secret
        self.count += 1
        self._taken.add(secret.strip())
        return REDACTED

    def _behind(self, pattern: re.Pattern[str], text: str) -> str:
        """Take out what stands behind the first group of a pattern."""
        return pattern.sub(
            lambda found: found[1] + self._taken_out(found[0][len(found[1]) :]), text
        )

    def _address(self, found: re.Match[str]) -> str:
        # The end of a sentence or of a place in a stack does not belong to the address.
        address = found[0].rstrip(".,;:!?)")
        return self.url(address) + found[0][len(address) :]

    def _looks_secret(self, text: str) -> bool:
        return Redactor()._plain(text) != text

    def _if_drawn(self, word: str, digits: int = 2) -> str:
        return self._taken_out(word) if is_drawn(word, digits) else word

    def _encoded(self, found: re.Match[str]) -> str:
        """Take secrets out of a percent-encoded word, which is decoded if it held any."""
        word = found[0]
        decoded = unquoted(word) if "%" in word else word
        if decoded == word:
            return word
        cleaned = self._plain(decoded)
        return word if cleaned == decoded else cleaned

    def _named(self, found: re.Match[str]) -> str:
        name, between, value = found["name"], found["between"], found["value"]
        if not is_secret(name):
            return found[0]
        bare = TOLD_APART.sub("", value).rstrip(",;)}]").strip()
        words = NO_SECRETS if value[0] not in QUOTES else NOTHING
        if _is_no_secret(bare, words) or (bare.isdigit() and names.counts_something(name)):
            return found[0]
        if value[0] in "{[":
            return name + between + self._taken_out(value)
        opening = re.match(r"\\*[\"'`]?", value)
        quote = opening[0] if opening else ""
        inner = value[len(quote) :]
        closing = quote if quote and inner.endswith(quote) else ""
        inner = inner[: len(inner) - len(closing)] if closing else inner
        return name + between + quote + self._taken_out(inner) + closing

    def _behind_word(self, found: re.Match[str]) -> str:
        said = found["value"].strip("\"'.,;:!?)(")
        if _is_no_secret(said, NO_SECRETS):
            return found[0]
        return found["name"] + found["between"] + self._taken_out(found["value"])

    def _behind_scheme(self, found: re.Match[str]) -> str:
        """Take credentials out; `basic understanding` has none."""
        word = found["value"].rstrip(".:!?)")
        drawn = any(c.isdigit() for c in word) and any(c.isupper() for c in word)
        if drawn or word.endswith("=") or found["name"].lower() in ("bearer", "dpop"):
            return self._behind_word(found)
        return found[0]

    # Addresses

    def _path(self, path: str) -> str:
        """Take out the steps behind one that is called like a secret: `/reset/token/…`."""
        if "/" not in path:
            return WORD.sub(self._encoded, path) if "%" in path else path
        steps = path.split("/")
        for i, step in enumerate(steps):
            before = steps[i - 1] if i else ""
            secret = is_secret(before) or before in ("sign-in", "reset", "invite", "magic")
            # Our own `/tokens/tok_…` names a token and is none.
            if step and secret and any(c.isdigit() for c in step) and not _is_id(step):
                steps[i] = self._taken_out(step)
            elif "%" in step:
                steps[i] = WORD.sub(self._encoded, step)
        return "/".join(steps)

    def _query_part(self, part: str) -> str:
        name, equals, value = part.partition("=")
        if not equals:  # the whole query may be a secret
            return self._taken_out(part) if part else part
        return f"{self._plain(name)}={self._query_value(name, value)}"

    def _query_value(self, name: str, value: str) -> str:
        harmless = name.lower() in HARMLESS_PARAMETERS and SAFE_VALUE.fullmatch(value)
        if harmless and not self._looks_secret(value):
            return value
        return self._taken_out(value) if value else value

    def _loose_query_part(self, found: re.Match[str]) -> str:
        return f"{found[1]}={self._query_value(found[1], found[2])}"

    def _form_part(self, part: str) -> str:
        name, _, value = part.partition("=")
        decoded = unquoted(value.replace("+", " "))
        if is_secret(unquoted(name)) and not _is_no_secret(decoded, NOTHING):
            self._taken.add(decoded)
            return f"{self._plain(name)}={self._taken_out(value)}"
        cleaned = self.text(decoded) if decoded != part else decoded
        if cleaned == decoded and self._looks_secret(f"{name}={decoded}"):
            cleaned = self._taken_out(value)
        return f"{self._plain(name)}={value if cleaned == decoded else cleaned}"

    # Values

    def _object(self, value: Mapping[Any, Any], deep: int) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        name, beside = value.get("name", value.get("key")), "value" in value
        for key, held in value.items():
            key = str(key)
            if is_secret(key):
                cleaned = self._under(key, held, deep)
            elif key.lower().endswith("headers") and isinstance(held, Mapping):
                cleaned = self._headers(held, deep)
            elif key == "value" and beside and isinstance(name, str) and is_secret(name):
                cleaned = self._under(name, held, deep)
            else:
                cleaned = self.value(held, deep + 1)
            pairs[_another(self.text(key), pairs)] = cleaned
        return pairs

    def _headers(self, headers: Mapping[Any, Any], deep: int) -> dict[str, Any]:
        cleaned: dict[str, Any] = {}
        for name, held in headers.items():
            value = self.header(str(name), held) if isinstance(held, str) else held
            if not isinstance(held, str):
                known = str(name).lower() in HARMLESS_HEADERS
                value = self.value(held, deep + 1) if known else self._under("secret", held, deep)
            cleaned[_another(self.text(str(name)), cleaned)] = value
        return cleaned

    def _under(self, name: str, value: Any, deep: int) -> Any:
        """Take everything out of a value whose name is a secret's, and keep what it is made of."""
        if value is None or isinstance(value, bool) or value in ("", [], {}):
            return value
        if isinstance(value, Mapping):
            if names.words_of(name)[-1:] in (("auth",), ("authentication",)):
                return self.value(value, deep + 1)  # who is signed in, and how
            return {
                _another(self.text(str(key)), {}): self._under(name, held, deep + 1)
                for key, held in value.items()
            }
        if isinstance(value, list | tuple):
            return [self._under(name, each, deep + 1) for each in value]
        if not isinstance(value, str):
            if names.counts_something(name):
                return value
            value = str(value)
        return value if value.lower() in NOTHING else self._taken_out(value)

    def _list(self, values: list[Any] | tuple[Any, ...], deep: int) -> list[Any]:
        """Go through a list, where the name of a secret may stand before it."""
        cleaned = []
        name = ""
        for each in values:
            if name and isinstance(each, str | int) and not isinstance(each, bool):
                cleaned.append(self._under(name, each, deep))
            else:
                cleaned.append(self.value(each, deep + 1))
            said = each.strip().rstrip(":=").strip() if isinstance(each, str) else ""
            name = said if len(said) <= 60 and len(said.split()) == 1 and is_secret(said) else ""
        return cleaned


def _is_no_secret(text: str, words: frozenset[str]) -> bool:
    return text.lower() in words or text.strip("[]") == REDACTED.strip("[]")


def _is_id(text: str) -> bool:
    """Tell whether this names a thing of ours (`domain/entity.py`)."""
    return re.fullmatch(r"[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}", text) is not None


def _is_unlike_words(secret: str) -> bool:
    """Tell whether a text is a secret wherever it stands, and not also a word of people."""
    long = len(secret) >= AGAIN_LENGTH and not re.search(r"\s", secret)
    mixed = any(c.isdigit() for c in secret) and any(c.isalpha() for c in secret)
    return long and mixed and not _is_id(secret)


def _another(key: str, taken: Mapping[str, Any]) -> str:
    """Give a key that is not taken: two secrets may become the same one."""
    number, free = 2, key
    while free in taken:
        free, number = f"{key} {number}", number + 1
    return free


def _in_texts(value: Any, deed: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return deed(value)
    if isinstance(value, Mapping):
        pairs: dict[str, Any] = {}
        for key, held in value.items():
            pairs[_another(deed(key), pairs)] = _in_texts(held, deed)
        return pairs
    return [_in_texts(each, deed) for each in value] if isinstance(value, list) else value
