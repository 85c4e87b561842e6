"""Limits and steps of numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from codegen.diff.contain.two import Two
from codegen.diff.values import numbers
from codegen.diff.view import BITS


def compare(two: Two) -> None:
    """Tell which limits of the taker the sender does not keep."""
    _limits(two)
    one, other = two.one, two.other
    have = [each for each in one.said("multipleOf") if each] + ([1] if one.is_whole else [])
    for step in other.said("multipleOf"):
        if step and not any(_is_multiple(each, step) for each in have):
            _gap(two, "multiple", one.said("multipleOf") or None, step, (), "multipleOf")
    if "float" in other.said("format") and "double" in one.said("format"):
        two.note("precision", "double", "float", "format")


def _gap(two: Two, kind: str, was: Any, now: Any, near: tuple[Any, ...], *words: str) -> None:
    two.gap(kind, was, now, lambda: numbers(two.one, near), *words)


def _limits(two: Two) -> None:
    one, other = two.one, two.other
    low, low_open = one.low()
    low_now, low_open_now = other.low()
    high, high_open = one.high()
    high_now, high_open_now = other.high()
    is_low = low_now is not None and (
        low is None or low < low_now or (low == low_now and low_open_now and not low_open)
    )
    is_high = high_now is not None and (
        high is None or high > high_now or (high == high_now and high_open_now and not high_open)
    )
    ranges = [name for name in other.said("format") if name in BITS and other.is_whole]
    from_format = {-(2 ** BITS[name]) for name in ranges} | {2 ** BITS[n] - 1 for n in ranges}
    if ranges and ((is_low and low_now in from_format) or (is_high and high_now in from_format)):
        near = tuple(each for each in (high_now, low_now) if each is not None)
        past = tuple(n + (1 if n > 0 else -1) for n in near)
        _gap(two, "format", one.said("format") or None, ranges, past, "format")
        is_low = is_low and low_now not in from_format
        is_high = is_high and high_now not in from_format
    if is_low:
        was, now = _limit(low, low_open), _limit(low_now, low_open_now)
        _gap(two, "low", was, now, (low_now,), "minimum", "exclusiveMinimum")
    if is_high:
        was, now = _limit(high, high_open), _limit(high_now, high_open_now)
        _gap(two, "high", was, now, (high_now,), "maximum", "exclusiveMaximum")


def _limit(value: Any, is_open: bool) -> Any:
    return f"{value} (excluded)" if is_open else value


def _is_multiple(step: Any, of: Any) -> bool:
    return (Fraction(str(step)) / Fraction(str(of))).denominator == 1
