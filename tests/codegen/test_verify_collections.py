"""Lists, limits and what needs no law: a true server gives no finding, each lie gives its own."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.codegen.notes_api import Notes, checked

ALL = "pages filters sorts relation dependency boundaries odd_input credentials protocol"
BODY = ("paths", "/notes", "post", "requestBody", "content", "application/json", "schema")
TITLE = (*BODY, "properties", "title")


def spoilt(*steps: str | int, to: Any = None) -> Callable[[Any], None]:
    """Take a keyword out of the contract that the server keeps, or give it another value."""

    def change(document: Any) -> None:
        *around, last = steps
        for step in around:
            document = document[step]
        if to is None:
            del document[last]
        else:
            document[last] = to

    return change


def pointer(*steps: str | int) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def test_a_true_server_gives_no_finding_and_every_check_says_something():
    with checked(ALL, Notes()) as report:
        assert [finding.message for finding in report.findings] == []
    ran = {each.check for each in report.ran if each.attempts > each.discarded}
    assert ran >= set(ALL.split()) - {"dependency"}


@pytest.mark.parametrize(
    ("lie", "kind", "where"),
    [
        ("skips an item", "pages", "/pages"),
        ("repeats an item", "pages", "/pages"),
        ("gives one more than the limit", "pages", "/pages"),
        ("never ends well", "pages", "/pages"),
        ("counts the page", "pages", "/pages"),
        ("ignores kind", "filters", "/kind"),
        ("takes the bound away", "filters", "/weight"),
        ("ignores the order", "sorts", "/title"),
        ("forgets a kind", "relation", "/kinds"),
        ("lets in anybody", "credentials", "/security"),
        ("lets in any token", "credentials", "/security"),
        ("serves any method", "protocol", pointer("paths", "/notes", "get")),
        ("no Allow", "protocol", pointer("paths", "/notes", "get")),
        ("fails at no JSON", "odd_input", pointer(*BODY[:5])),
        ("takes any media type", "odd_input", pointer(*BODY[:5])),
        (
            "fails at odd names",
            "odd_input",
            pointer("paths", "/notes/{note_id}", "parameters", 0, "schema"),
        ),
    ],
)
def test_each_lie_is_found_where_it_is_told(lie: str, kind: str, where: str):
    with checked(kind, Notes(lie)) as report:
        assert where in [finding.where for finding in report.findings], report.findings
    assert all(finding.exchanges for finding in report.findings)


@pytest.mark.parametrize(
    ("steps", "to"),
    [
        ((*TITLE, "maxLength"), 21),
        ((*TITLE, "maxLength"), 19),
        ((*TITLE, "minLength"), 1),
        ((*TITLE, "minLength"), 3),
        ((*TITLE, "type"), ["string", "integer"]),
        ((*BODY, "required"), ["title"]),
        ((*BODY, "additionalProperties"), True),
        ((*BODY, "properties", "kind", "enum"), ["idea", "task", "quote", "IDEA"]),
        ((*BODY, "properties", "weight", "maximum"), 10),
        ((*BODY, "properties", "weight", "maximum"), 8),
        ((*BODY, "properties", "weight", "minimum"), 0),
        ((*BODY, "properties", "tags", "maxItems"), 4),
        ((*BODY, "properties", "tags", "uniqueItems"), False),
        ((*BODY, "properties", "tags", "items", "pattern"), "^[a-z!]{2,8}$"),
        ((*BODY, "properties", "due", "format"), "none"),
        (("paths", "/notes", "get", "parameters", 0, "schema", "maximum"), 51),
        (("paths", "/notes", "get", "parameters", 0, "schema", "maximum"), 49),
        (("paths", "/notes", "get", "parameters", 0, "schema", "minimum"), 0),
        (("paths", "/notes", "get", "parameters", 4, "schema", "enum"), ["title"]),
    ],
)
def test_each_limit_that_is_another_one_is_found_by_its_keyword(steps: tuple[str, ...], to: Any):
    with checked("boundaries", Notes(changed=spoilt(*steps, to=to))) as report:
        found = {finding.where for finding in report.findings}
    assert any(where.startswith(pointer(*steps)) for where in found), report.findings


def test_a_limit_is_told_in_a_sentence_with_what_was_sent():
    notes = Notes(changed=spoilt("paths", "/notes", "get", "parameters", 0, "schema", "maximum"))
    with checked("boundaries", notes) as report:
        (finding,) = report.findings
    assert finding.message == "limit 51 is beyond its maximum of 50 and was accepted (200)"
    assert finding.rule == "request.accepted"
    assert "limit=51" in finding.exchanges[-1].request.url


def test_what_a_server_refuses_for_its_meaning_is_no_drift():
    class Strict(Notes):
        def _add(self, note: dict[str, Any]) -> dict[str, Any]:
            if note["kind"] == "quote" or any(
                each["title"] == note["title"] for each in self.notes.values()
            ):
                from tests.codegen.notes_api import Refused

                raise Refused(409)
            return super()._add(note)

    with checked("boundaries odd_input", Strict()) as report:
        assert [each.message for each in report.findings if "409" not in each.message] == []


class Working(Notes):
    """Whenever ideas were listed, the oldest of them becomes a task."""

    def _list(self, asked: dict[str, Any]) -> dict[str, Any]:
        given = deepcopy(super()._list(asked))
        ideas = [each for each in self.notes.values() if each["kind"] == "idea"]
        if asked.get("kind") == "idea" and ideas and "cursor" not in asked:
            ideas[0]["kind"] = "task"
        return given


@pytest.mark.parametrize(("lie", "found"), [("", []), ("forgets a kind", ["/kinds"])])
def test_what_moves_from_list_to_list_while_they_are_read_is_no_drift(lie: str, found: list[str]):
    notes = Working(lie)
    for number in range(9):
        notes._add({"title": f"Idea {number}", "kind": "idea"})
    with checked("relation", notes) as report:
        assert [finding.where for finding in report.findings] == found
        assert report.ran


def test_what_leaves_a_list_between_two_readings_is_no_drift():
    class Dreaming(Working):
        def _add(self, note: dict[str, Any]) -> dict[str, Any]:
            return super()._add({**note, "kind": "idea"} if self.made % 5 else note)

    with checked("filters", Dreaming()) as report:
        assert [finding.message for finding in report.findings] == []
        assert report.ran


def test_nothing_that_was_made_stays():
    notes = Notes()
    with checked(ALL, notes) as report:
        assert report.requests > 100
    assert notes.notes == {}
