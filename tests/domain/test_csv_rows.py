"""Rows as CSV: what goes out comes in again, and what does not fit is named by row and line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import csv_rows
from domain.errors import InvalidRows
from domain.rows import MOST_FAULTS, Column, Faults

VALUE, SUIT, NOTE = (
    Column("value", True, 20, ""),
    Column("suit", True, 20, ""),
    Column("note", False, 200, ""),
)
COLUMNS = [VALUE, SUIT, NOTE]
ACE = {"value": "Ace", "suit": "Spades", "note": ""}
KING = {"value": "King", "suit": "Hearts", "note": ""}


def read(data, columns=COLUMNS):
    faults = Faults()
    rows = csv_rows.read(data.encode() if isinstance(data, str) else data, columns, faults)
    faults.settle()
    return rows


def refusal(data, columns=COLUMNS):
    with pytest.raises(InvalidRows) as refused:
        read(data, columns)
    return refused.value


def fault(data, columns=COLUMNS):
    (only,) = refusal(data, columns).faults
    return only


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["CRLF", "LF", "CR"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_any_program_may_have_written_the_file(mark, end, last):
    text = mark + end.join(["value,suit", "Ace,Spades", "King,Hearts"]) + (end if last else "")
    assert read(text) == [ACE, KING]


def test_columns_come_in_any_order_and_optional_ones_may_be_missing():
    assert read("note,suit,value\nold,Spades,Ace\n") == [{**ACE, "note": "old"}]
    assert read(" suit , value \nSpades,Ace\n") == [ACE]


def test_a_quoted_value_may_have_quotes_commas_and_line_breaks_in_it():
    row = 'Ace,Spades,"He said ""a, b"",\r\nand left"\r\n'
    assert read(f"value,suit,note\r\n{row}") == [{**ACE, "note": 'He said "a, b",\r\nand left'}]


def test_a_header_alone_is_a_file_without_rows_and_empty_lines_count_for_nothing():
    assert read("value,suit\n") == []
    assert read("\n\nvalue,suit\n\nAce,Spades\n\n\nKing,Hearts\n\n") == [ACE, KING]


def test_lines_are_counted_as_an_editor_counts_them():
    found = fault('value,suit,note\n\nAce,Spades,"two\nlines"\nKing,,x\n')
    assert (found.row, found.line, found.column) == (2, 5, "suit")
    assert str(found) == "Row 2, line 5, column suit: a value is required here."


def test_a_value_that_is_too_long_is_told_with_its_length():
    found = fault(f"value,suit\n{'x' * 21},Spades\n")
    assert (found.row, found.line, found.column) == (1, 2, "value")
    assert "21 characters" in found.detail
    assert "20" in found.detail


@pytest.mark.parametrize(
    ("row", "has"), [("Ace", "1 value,"), ("Ace,Spades,x", "3 values,"), (",,,", "4 values,")]
)
def test_a_row_of_another_length_than_the_header_is_refused(row, has):
    found = fault(f"value,suit\nKing,Hearts\n{row}\n")
    assert (found.row, found.line, found.column) == (2, 3, None)
    assert has in found.detail
    assert "first line has 2" in found.detail


@pytest.mark.parametrize(
    ("header", "column", "says"),
    [
        ("value", "suit", "The column suit is missing."),
        ("value,suit,colour", "colour", "no column colour; the columns are value, suit, note"),
        ("value,suit,suit", "suit", "twice"),
        ("value,suit,", "", "a column without a name"),
        ("value,suit,Note", "Note", "no column Note"),
    ],
)
def test_the_first_line_must_name_the_columns(header, column, says):
    found = fault(f"{header}\n1,2,3\n")
    assert (found.row, found.line, found.column) == (None, 1, column)
    assert says in found.detail


@pytest.mark.parametrize("empty", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_empty_file_is_refused(empty):
    assert "empty" in fault(empty).detail


def test_what_is_not_utf8_is_refused_with_its_line():
    found = fault("value,suit\r\nAce,Spades\r\nKönig,Herz\r\n".encode("latin-1"))
    assert found.line == 3
    assert "UTF-8" in found.detail
    assert fault("value,suit\nAce,Spades\n".encode("utf-16")).line == 1


def test_a_nul_character_is_refused_with_its_line():
    assert fault(b"value,suit\nAce,Sp\0des\n").line == 2


@pytest.mark.parametrize(
    "bad", ['Ace,"Spades\n', 'Ace,"Spa"des\n', 'Ace,"' + "x" * 200_000 + '"\n']
)
def test_quotes_that_do_not_close_are_refused_where_the_row_begins(bad):
    found = fault(f"value,suit\nKing,Hearts\n{bad}")
    assert (found.row, found.line) == (2, 3)
    assert "quoted" in found.detail


def test_all_faults_are_counted_and_the_first_are_told():
    wrong = refusal("value,suit\n" + "Ace,\n" * 50)
    assert len(wrong.faults) == MOST_FAULTS
    assert [each.row for each in wrong.faults[:2]] == [1, 2]
    assert str(wrong).endswith("And 49 more faults.")


def test_ten_thousand_rows_are_read_and_one_more_is_refused():
    lines = ["value,suit", *(f"{number},Spades" for number in range(10_000))]
    assert len(read("\n".join(lines))) == 10_000
    found = fault("\n".join([*lines, "Joker,Sun"]))
    assert (found.row, found.line) == (10_001, 10_002)
    assert "10000" in found.detail


def test_a_file_is_written_by_rfc_4180():
    row = {"value": "=1+1", "suit": 'a "b", c', "note": "two\nlines"}
    assert csv_rows.write(COLUMNS, [ACE, row]) == (
        b'value,suit,note\r\nAce,Spades,\r\n=1+1,"a ""b"", c","two\nlines"\r\n'
    )


TEXTS = st.one_of(
    st.sampled_from(["", " ", "\ufeff", "=1+1", '"', '""', ",", "\r", "\n", "\r\n", "\x85", "'"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
).map(lambda text: text[:30])


@settings(max_examples=300)
@given(st.integers(1, 3), st.data())
def test_what_was_written_is_read_as_the_same_rows(width, data):
    names = [f"c{number}" for number in range(width)]
    columns = [Column(name, False, 30, "") for name in names]
    row = st.fixed_dictionaries(dict.fromkeys(names, TEXTS))
    rows = data.draw(st.lists(row, max_size=6))
    assert read(csv_rows.write(columns, rows), columns) == rows
