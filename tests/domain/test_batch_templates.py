"""Batch templates: checked whole before anything of them is kept."""

import pytest

from domain import batch_templates
from domain.batch_templates import BatchTemplate, BatchTemplateRow
from domain.errors import Conflict, InvalidRows, NotFound
from tests.domain.hand import CARDS, TWO_CARDS

ACE = {"value": "Ace", "suit": "Spades", "note": ""}
KING = {"value": "King", "suit": "Hearts", "note": ""}


def column(name, required=True, max_length=20):
    return {"name": name, "required": required, "max_length": max_length, "description": ""}


def change(hand, template_id, **changes):
    hand.do(lambda w: batch_templates.change(w, w.get(BatchTemplate, template_id), **changes))


def replace(hand, template_id, given):
    hand.do(lambda w: batch_templates.replace_rows(w, w.get(BatchTemplate, template_id), given))


def faults(deed, *args, **more):
    with pytest.raises(InvalidRows) as refused:
        deed(*args, **more)
    return refused.value.faults


def test_a_template_keeps_its_rows_in_order_with_a_value_in_every_column(hand):
    template_id = hand.template()
    assert hand.template_rows(template_id) == [ACE, KING]
    assert hand.one(BatchTemplate, template_id).row_count == 2


def test_all_that_is_wrong_with_a_template_is_told_at_once_and_nothing_is_kept(hand):
    rows = ({"value": "", "suit": "Spades"}, {"suit": "x" * 21, "value": "Ace", "colour": "red"})
    wrong = faults(hand.template, *rows, prompt_template="{vlaue} {")
    assert [(fault.row, fault.column, fault.pointer) for fault in wrong] == [
        (None, "vlaue", "/prompt_template"),
        (None, None, "/prompt_template"),
        (1, "value", "/rows/0/value"),
        (2, "suit", "/rows/1/suit"),
        (2, "colour", "/rows/1/colour"),
    ]
    assert hand.count(BatchTemplate) == hand.count(BatchTemplateRow) == 0


def test_a_column_that_is_there_twice_is_refused(hand):
    columns = [column("value"), column("suit"), column("value")]
    (fault,) = faults(hand.template, columns=columns)
    assert (fault.column, fault.pointer) == ("value", "/columns/2/name")


def test_a_name_belongs_to_one_template(hand):
    hand.template()
    other = hand.template(name="Tarot")
    with pytest.raises(Conflict, match="Playing cards"):
        hand.template()
    with pytest.raises(Conflict, match="Playing cards"):
        change(hand, other, name="Playing cards")
    assert hand.one(BatchTemplate, other).name == "Tarot"
    change(hand, other, name="Tarot")


def test_a_change_counts_a_version_and_no_change_counts_none(hand):
    template_id = hand.template()
    same = {name: value for name, value in CARDS.items() if name != "name"}
    change(hand, template_id, **same)
    assert hand.one(BatchTemplate, template_id).version == 1
    change(hand, template_id, style_suffix="", guidance_scale=3)
    template = hand.one(BatchTemplate, template_id)
    assert (template.version, template.style_suffix, template.guidance_scale) == (2, "", 3.0)
    assert template.base_prompt == CARDS["base_prompt"]
    assert template.updated_at > template.created_at


def test_a_column_that_goes_takes_its_values_along_and_a_new_one_is_empty(hand):
    template_id = hand.template({**ACE, "note": "old"})
    columns = [column("suit"), column("value"), column("colour", required=False)]
    change(hand, template_id, columns=columns)
    assert hand.template_rows(template_id) == [{"suit": "Spades", "value": "Ace", "colour": ""}]


def test_columns_that_the_rows_or_the_prompt_do_not_fit_are_refused(hand):
    template_id = hand.template()
    narrow = [column("value", max_length=3), column("suit")]
    (fault,) = faults(change, hand, template_id, columns=narrow)
    assert (fault.row, fault.column) == (2, "value")
    new = [column("value"), column("suit"), column("colour")]
    assert [f.row for f in faults(change, hand, template_id, columns=new)] == [1, 2]
    (fault,) = faults(change, hand, template_id, columns=[column("value")])
    assert fault.column == "suit"
    assert hand.template_rows(template_id) == [ACE, KING]
    assert hand.one(BatchTemplate, template_id).version == 1


def test_rows_are_replaced_whole_by_either_form(hand):
    template_id = hand.template()
    replace(hand, template_id, {"rows": [KING]})
    assert hand.template_rows(template_id) == [KING]
    replace(hand, template_id, b"suit,value\r\nSpades,Ace\r\nHearts,King\r\nClubs,Ten\r\n")
    ten = {"value": "Ten", "suit": "Clubs", "note": ""}
    assert hand.template_rows(template_id) == [ACE, KING, ten]
    template = hand.one(BatchTemplate, template_id)
    assert (template.row_count, template.version) == (3, 3)
    replace(hand, template_id, {"rows": []})
    assert hand.template_rows(template_id) == []


def test_rows_with_a_fault_leave_those_that_are_there(hand):
    template_id = hand.template()
    (fault,) = faults(replace, hand, template_id, {"rows": [KING, {"value": "Ten"}]})
    assert (fault.row, fault.line, fault.pointer) == (2, None, "/rows/1/suit")
    (fault,) = faults(replace, hand, template_id, b"value,suit\nTen,\n")
    assert (fault.row, fault.line, fault.pointer) == (1, 2, "")
    assert hand.template_rows(template_id) == [ACE, KING]


def test_rows_that_were_exported_come_back_the_same(hand):
    odd = {"value": "=1+1", "suit": 'a "b", c', "note": "two\r\nlines"}
    template_id = hand.template(odd, KING)
    template = hand.see(batch_templates.look_at, template_id)
    table = hand.see(batch_templates.rows_as_csv, template)
    replace(hand, template_id, {"rows": []})
    replace(hand, template_id, table)
    assert hand.template_rows(template_id) == [odd, KING]


def test_ten_thousand_rows_go_in_and_out(hand):
    template_id = hand.template()
    rows = [{"value": str(number), "suit": "Spades", "note": ""} for number in range(10_000)]
    replace(hand, template_id, {"rows": rows})
    template = hand.see(batch_templates.look_at, template_id)
    table = hand.see(batch_templates.rows_as_csv, template)
    replace(hand, template_id, table)
    assert hand.template_rows(template_id) == rows
    assert hand.one(BatchTemplate, template_id).row_count == 10_000


def test_rows_come_in_pages(hand):
    template_id = hand.template(*[{"value": str(n), "suit": "Spades"} for n in range(5)])
    first = hand.see(batch_templates.rows_page, template_id, None, 3)
    second = hand.see(batch_templates.rows_page, template_id, first.next_cursor, 3)
    assert [row.number for row in [*first.items, *second.items]] == [1, 2, 3, 4, 5]
    assert second.next_cursor is None
    with pytest.raises(NotFound, match="batch template"):
        hand.see(batch_templates.rows_page, "tpl_x", None, 3)


def test_a_template_takes_its_rows_along(hand):
    template_id, other = hand.template(), hand.template(name="Tarot")
    hand.do(lambda w: batch_templates.remove(w, w.get(BatchTemplate, template_id)))
    assert hand.count(BatchTemplateRow) == len(hand.template_rows(other)) == len(TWO_CARDS)
