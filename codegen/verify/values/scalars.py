"""Texts and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Final

from hypothesis.errors import HypothesisException

from codegen.verify.draws import Draws, Exhausted
from codegen.verify.patterns import from_regex, search
from codegen.verify.texts import Texts
from codegen.verify.values.manner import Chance
from codegen.verify.values.parts import Impossible, Parts

_AHEAD: Final = re.compile(
    r"expir|due|deadline|until|schedul|start|begin|end|depart|arriv|remind|valid.?to|run.?at|slot",
    re.IGNORECASE,
)
"""Names of times that are to come: a server may refuse those that have passed."""


class Scalars:
    """Texts that are unlike each other, and numbers that are small where they may be."""

    def __init__(self, texts: Texts, chance: Chance) -> None:
        self._texts = texts
        self._chance = chance

    def text(self, parts: Parts, name: str) -> str | bytes:
        """A text for a property of this name, bytes where the schema wants them. Raises
        Impossible."""
        least, most = parts.most("minLength") or 0, parts.least("maxLength")
        patterns = [str(each) for each in parts.all("pattern")]
        formats = [str(each) for each in parts.all("format")]
        if formats or patterns:
            examples = [each for each in parts.examples() if isinstance(each, str)]
            free = set(formats) & {"uuid", "email", "date", "date-time", "binary", "byte"}
            if examples and not free and self._chance.exemplarily():
                return str(self._chance.one_of(examples))
        if parts.all("contentMediaType") == ["application/octet-stream"] and not parts.all(
            "contentEncoding"
        ):
            formats = ["binary"]  # how OpenAPI 3.1 writes it (4.8.14.3)
        for kind in formats:
            if kind == "binary":
                return b"\x00\x01 " + self._texts.ordinary().encode()
            for text in (*self._moments(kind, name), self._texts.formatted(kind)):
                if text is None or not least <= len(text) <= (most or 1 << 30):
                    continue
                if all(search(each, text) for each in patterns):
                    return text
        if patterns:
            return self.matching(patterns, least, most)
        if self._chance.oddly():
            return self._odd_text(least, most)
        return self._texts.ordinary(least, most)

    def _odd_text(self, least: int, most: int | None) -> str:
        way = self._chance.below(3)
        if way == 0 and least > 0:
            return self._texts.code(least)
        if way == 1 and most is not None and most <= 2000:
            return self._texts.ordinary(most, most)
        text = f"Žluťoučký 馬 & <b>\"'%/{self._texts.code()}"
        return (
            text if least <= len(text) <= (most or 1 << 30) else self._texts.ordinary(least, most)
        )

    def _moments(self, kind: str, name: str) -> Iterator[str]:
        """A moment, in each way of writing it (RFC 3339, 5.6) that a pattern may want."""
        if kind not in ("date-time", "date", "time"):
            return
        when = self._texts.moment(_AHEAD.search(name) is not None)
        when += timedelta(seconds=self._chance.below(24 * 3600))
        if kind == "date":
            yield when.date().isoformat()
            return
        for fraction in ("auto", "milliseconds", "microseconds"):
            text = when.isoformat(timespec=fraction)
            for each in (text.replace("+00:00", "Z"), text):
                yield each if kind == "date-time" else each.partition("T")[2]

    def matching(self, patterns: list[str], least: int, most: int | None) -> str:
        """A text of `least` to `most` characters that fits all the patterns. Raises Impossible."""

        def fits(text: str) -> bool:
            return least <= len(text) <= (most or 1 << 30) and all(
                search(each, text) for each in patterns
            )

        likely = [each for each in self._texts.likely(least, most) if fits(each)]
        if likely:
            return likely[0]
        seed = self._texts.code(12)  # unlike before: a server may want it to be unique
        for strategy in from_regex(patterns[0]):
            for number in range(30):
                try:  # apart, since what is filtered away ends a sequence of draws for good
                    text = str(Draws(f"{seed} {number}").draw(strategy))
                except (Exhausted, HypothesisException):
                    break
                if fits(text):
                    return text
                if least > len(text) and fits(text + self._texts.code(least - len(text))):
                    return text + self._texts.code(least - len(text))
        raise Impossible(patterns[0])

    def number(self, parts: Parts, is_whole: bool) -> int | float:
        """A number of at most two decimals where the range has one. Raises Impossible."""
        low, high = parts.most("minimum"), parts.least("maximum")
        over, under = parts.most("exclusiveMinimum"), parts.least("exclusiveMaximum")
        multiples = [Fraction(str(each)) for each in parts.all("multipleOf")]
        step = Fraction(1) if is_whole else Fraction(1, 100)
        for each in multiples:
            step = _common(step, each) if is_whole or len(multiples) > 1 else each
        least = None if low is None else math.ceil(Fraction(str(low)) / step)
        most = None if high is None else math.floor(Fraction(str(high)) / step)
        if over is not None:
            least = max(
                x for x in (least, math.floor(Fraction(str(over)) / step) + 1) if x is not None
            )
        if under is not None:
            most = min(
                x for x in (most, math.ceil(Fraction(str(under)) / step) - 1) if x is not None
            )
        span = 1000 if is_whole else 100_000
        if least is None:
            least = min(1, most) if most is not None and most > 0 else 1
            if most is not None and most < least:
                least = most - span
        if most is None:
            most = least + span
        if most < least:
            return self._between(low, high, over, under)
        if self._chance.oddly():
            count = self._chance.one_of([least, most])
        else:
            if least <= 0 < most:
                least = 1  # a zero often means something else
            count = least + self._chance.below(min(most - least, span) + 1)
        found = count * step
        return (
            int(found) if found.denominator == 1 and (is_whole or not multiples) else float(found)
        )

    def _between(self, *bounds: float | None) -> float:
        """A number in a range that is narrower than a hundredth."""
        known = [each for each in bounds if each is not None]
        if len(known) < 2:
            raise Impossible("no number is in this range")
        return (min(known) + max(known)) / 2


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The least number that is a multiple of both."""
    return Fraction(
        math.lcm(one.numerator * other.denominator, other.numerator * one.denominator),
        one.denominator * other.denominator,
    )
