"""Texts of some length that keep their pattern."""

import pytest

from codegen.verify.patterns import resized


@pytest.mark.parametrize(
    ("text", "length", "pattern", "found"),
    [
        ("ann@example.org", 3, r"^[a-z]+@[a-z.]+$", "a@e"),
        ("a@b", 6, r"^[a-z]+@[a-z.]+$", "a@bbbb"),
        ("ab-12", 8, r"^[a-z]+-[0-9]{2}$", "abbbb-12"),
        ("ab-12", 4, r"^[a-z]+-[0-9]{2}$", "a-12"),
        ("ab-12", 5, r"^[a-z]+-[0-9]{2}$", "ab-12"),
        ("ab-12", 3, r"^[a-z]+-[0-9]{2}$", None),
        ("12", 3, r"^[0-9]{2}$", None),
        ("no", 3, r"^[0-9]+$", None),
    ],
)
def test_a_text_is_made_shorter_and_longer_as_its_pattern_allows(text, length, pattern, found):
    assert resized(text, length, pattern) == found
