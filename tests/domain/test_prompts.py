"""Prompts out of rows."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRows, RuleBroken
from domain.prompts import Wording, fill, item_name, join, negative, take_apart
from domain.rows import Faults

COLUMNS = ["value", "suit"]


def taken(template, columns=COLUMNS):
    faults = Faults()
    pattern = take_apart(template, columns, faults)
    faults.settle()
    return pattern


def faults_of(template, columns=COLUMNS):
    with pytest.raises(InvalidRows) as refused:
        taken(template, columns)
    return refused.value.faults


def wording(template="The {value} of {suit}", base="", theme="", suffix=""):
    return Wording(base=base, theme=theme, pattern=taken(template), suffix=suffix)


def prompt(row=None, number=1, **parts):
    faults = Faults()
    text = wording(**parts).prompt(row or {"value": "Ace", "suit": "Spades"}, faults, number)
    faults.settle()
    return text


def test_a_prompt_is_base_art_style_template_suffix():
    said = prompt(base="A playing card", theme="autumn forest", suffix="Fine lines")
    assert said == "A playing card. Art style: autumn forest. The Ace of Spades. Fine lines"


@pytest.mark.parametrize("part", ["base", "theme", "suffix"])
def test_a_part_that_is_empty_or_blank_leaves_no_trace(part):
    parts = {"base": "A playing card", "theme": "ink", "suffix": "Fine lines"}
    less = prompt(**{**parts, part: ""})
    assert less == prompt(**{**parts, part: "  "})
    assert ". ." not in less
    assert not less.startswith((".", " "))
    assert less.count(". ") == 2


@pytest.mark.parametrize("end", [".", "!", "?", "…"])
def test_a_part_that_ends_by_itself_gets_no_second_full_stop(end):
    assert join([f"A playing card{end}", "Fine lines."]) == f"A playing card{end} Fine lines."


def test_doubled_braces_are_braces():
    row = {"value": "Ace", "suit": "{value}"}
    assert fill(taken("{{{value}}} {{value}} {suit}"), row) == "{Ace} {value} {value}"


def test_a_placeholder_that_no_column_has_is_named_with_the_columns_there_are():
    (fault,) = faults_of("The {vlaue} of {suit}")
    assert "{vlaue}" in fault.detail
    assert "value, suit" in fault.detail
    assert (fault.column, fault.pointer) == ("vlaue", "/prompt_template")


def test_names_are_exact():
    assert len(faults_of("{Value} { suit} {}")) == 3


@pytest.mark.parametrize(
    ("template", "character"),
    [("The {value", 5), ("value} of", 6), ("{{value}", 8), ("{a{value}", 1), ("}}}", 3)],
)
def test_a_brace_that_stands_alone_is_refused_with_its_place(template, character):
    assert f"character {character} " in faults_of(template)[0].detail


def test_a_name_without_end_is_cut_in_the_refusal():
    assert len(str(faults_of("{" + "x" * 1900 + "}")[0])) < 300


PIECES = st.one_of(
    st.sampled_from(["{value}", "{suit}", "{{", "}}"]),
    st.text(st.characters(exclude_characters="{}")),
)


@given(st.lists(PIECES, max_size=8), st.text(), st.text())
def test_filling_leaves_no_placeholder_and_never_looks_into_a_value(pieces, value, suit):
    meant = {"{value}": value, "{suit}": suit, "{{": "{", "}}": "}"}
    filled = fill(taken("".join(pieces)), {"value": value, "suit": suit})
    assert filled == "".join(meant.get(piece, piece) for piece in pieces)


@given(st.text(alphabet="{}ab \n", max_size=30))
def test_whatever_the_template_it_is_filled_as_python_would_or_refused(template):
    faults = Faults()
    pattern = take_apart(template, ["a", "b"], faults)
    fields = [name for _, name, _, _ in _parsed(template)]
    if faults.total:
        assert fields == [None] or not {f for f in fields if f is not None} <= {"a", "b"}
    else:
        assert fill(pattern, {"a": "1", "b": "2"}) == template.format(a="1", b="2")


def _parsed(template):
    try:
        return list(string.Formatter().parse(template))
    except ValueError:
        return [("", None, None, None)]


def test_a_prompt_may_have_all_the_characters_that_a_job_allows_and_not_one_more():
    row = {"value": "x" * (2000 - len("The  of S")), "suit": "S"}
    assert len(prompt(row)) == 2000
    with pytest.raises(InvalidRows) as refused:
        prompt({**row, "suit": "SS"}, number=7)
    (fault,) = refused.value.faults
    assert fault.row == 7
    assert "2001 characters" in fault.detail


def test_a_prompt_that_comes_out_blank_is_refused():
    with pytest.raises(InvalidRows, match=r"^Row 3: its prompt would be blank\.$"):
        prompt({"value": " "}, number=3, template="{value}")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"value": "Ace", "suit": "Spades", "name": "x"}, "Ace_of_Spades"),
        ({"value": "Joker", "suit": ""}, "Joker"),
        ({"number": "I", "name": " The Fool "}, "The Fool"),
        ({"sign": "Leo", "element": "Fire"}, "Leo"),
        ({"sign": "  "}, "row_4"),
        ({"sign": " Leo\r\n the\tlion "}, "Leo the lion"),
        ({"sign": "x" * 300}, "x" * 255),
    ],
)
def test_a_picture_is_named_by_its_row(row, name):
    assert item_name(row, list(row), 4) == name


def test_what_is_ruled_out_comes_first_and_then_what_the_template_rules_out():
    assert negative("people, ", "text") == "people, text"
    assert negative("", "text") == "text"
    assert negative("people", "") == "people"
    assert len(negative("x" * 1994, "text")) == 2000
    with pytest.raises(RuleBroken, match="2001 characters"):
        negative("x" * 1995, "text")
