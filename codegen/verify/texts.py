"""Texts that a person could have written, each one unlike all before."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

_WORDS: Final = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fable",
    "grove",
    "heron",
    "indigo",
    "jasper",
    "kestrel",
    "laurel",
    "maple",
    "nectar",
    "opal",
    "poppy",
    "quartz",
    "raven",
    "sable",
    "tundra",
    "umber",
    "violet",
    "willow",
    "zephyr",
]
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"


class Texts:
    """A source of texts. A seed decides their words and lengths; their codes are new in each run
    too, so that what an earlier run left behind is never in the way."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(f"texts {seed}")
        self._fresh = Random(f"{seed} {time.time_ns()}")
        self._days = self._fresh.randrange(1 << 20)

    def word(self) -> str:
        """An ordinary word."""
        return self._random.choice(_WORDS)

    def code(self, length: int = 7) -> str:
        """Letters and digits that are unlike all before; it begins with a letter."""
        first = self._fresh.choice(_ALPHABET[:24])
        return first + "".join(self._fresh.choices(_ALPHABET, k=max(0, length - 1)))

    def digits(self, length: int) -> str:
        """Digits; the first is no zero."""
        return str(self._fresh.randint(1, 9)) + "".join(
            self._fresh.choices("0123456789", k=max(0, length - 1))
        )

    def ordinary(self, least: int = 0, most: int | None = None) -> str:
        """`amber kestrel h4k2m9x`, cut or stretched to a length."""
        most = 10_000 if most is None else most
        if most < 8:
            return self.code(max(least, min(most, 7))) if most else ""
        text = f"{self.word()} {self.code()}"
        if most > 40:
            text = f"{self.word()} {text}"
        while len(text) < least:
            text += f" {self.word()}"
        if len(text) > most:
            text = text[-most:].strip()
            text += self.code(max(0, least - len(text))) if len(text) < least else ""
        return text if len(text) >= least and len(text) <= most else self.code(max(least, 1))[:most]

    def likely(self, least: int, most: int | None) -> list[str]:
        """What patterns often ask for: names of files, slugs, keys, numbers."""
        length = min(max(least, 8), most or 8)
        code, word = self.code(length), self.word()
        found = [
            self.ordinary(least, most),
            f"{word}-{self.code(5)}",
            f"{word}_{self.code(5)}",
            code,
            code.upper(),
            self.digits(length),
            word + re.sub(r"\d", "x", self.code(6)),
            (word + re.sub(r"\d", "x", self.code(6))).capitalize(),
            f"/{word}/{self.code(5)}",
            f"{word}{self.code(5)}.txt",
            f"https://example.com/{self.code()}",
            f"+4930{self.digits(7)}",
            f"#{self._fresh.randrange(1 << 24):06x}",
            f"{self._fresh.randrange(1 << 128):032x}"[:most],
            f"{self._random.randint(1, 9)}.{self._random.randint(0, 99)}.{self.digits(2)}",
        ]
        return [each for each in found if least <= len(each) <= (most or 10_000)]

    def formatted(self, kind: str) -> str | None:
        """A text in a format of JSON Schema or OpenAPI; None for one that is not known, or is a
        matter of time."""
        make = _FORMATS.get(kind)
        return None if make is None else make(self)

    def moment(self, ahead: bool) -> datetime:
        """The beginning of a day that is unlike those before, in any order: `ahead`: within a year
        from now; else in the years from 2021 to 2025."""
        self._days += 1
        if ahead:
            today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
            return today + timedelta(days=7 + self._days * 101 % 349)
        return datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=self._days * 977 % 1801)

    def uuid(self) -> str:
        """A random UUID (RFC 9562, 5.4)."""
        return str(UUID(int=self._fresh.getrandbits(128), version=4))

    def address(self) -> str:
        """An IPv4 address that is nobody's (RFC 5737)."""
        return f"203.0.113.{self._random.randint(1, 254)}"


_FORMATS: Final[dict[str, Callable[[Texts], str]]] = {
    "uuid": Texts.uuid,
    "email": lambda it: f"{it.word()}.{it.code()}@example.com",
    "idn-email": lambda it: f"{it.word()}.{it.code()}@example.com",
    "hostname": lambda it: f"{it.code()}.example.com",
    "idn-hostname": lambda it: f"{it.code()}.example.com",
    "ipv4": Texts.address,
    "ipv6": lambda it: f"2001:db8::{it._random.randint(1, 0xFFFF):x}",
    "uri": lambda it: f"https://example.com/{it.word()}/{it.code()}",
    "url": lambda it: f"https://example.com/{it.word()}/{it.code()}",
    "iri": lambda it: f"https://example.com/{it.word()}/{it.code()}",
    "uri-reference": lambda it: f"/{it.word()}/{it.code()}",
    "iri-reference": lambda it: f"/{it.word()}/{it.code()}",
    "uri-template": lambda it: f"/{it.code()}/{{id}}",
    "json-pointer": lambda it: f"/{it.word()}/{it.code()}",
    "relative-json-pointer": lambda it: f"0/{it.code()}",
    "regex": lambda it: f"^{it.code()}$",
    "byte": lambda it: b64encode(it.ordinary().encode()).decode(),
    "base64": lambda it: b64encode(it.ordinary().encode()).decode(),
    "password": lambda it: f"Aa1!{it.code(12)}",
    "duration": lambda it: f"PT{it._random.randint(1, 59)}M",
}
