"""What a document implies of a list, all of it together: filters, orders and pages."""

import pytest

from codegen.verify.exchange import Reply
from codegen.verify.web_links import next_link
from tests.codegen.visits_api import LINK, Visits, visited, without


def test_a_true_list_gives_no_finding():
    visits = Visits()
    with visited(visits) as report:
        assert [finding.message for finding in report.findings] == []
    ran = {each.check for each in report.ran if each.attempts > each.discarded}
    assert ran == {"pages", "filters", "sorts", "relation", "listed"}
    assert visits.visits == {}


@pytest.mark.parametrize(
    ("lie", "kind", "says"),
    [
        ("page 1 for ever", "pages", "was asked for, and the page says 1"),
        ("a page too many", "pages", "a page says that there are"),
        ("more than there is", "pages", "a page says true to whether more follows"),
        ("the last page for ever", "pages", "is beyond the end of the list"),
        ("another guide", "filters", "guide=g-1 gives item"),
        ("until", "filters", "no one of starts_at, created_at explains"),
        ("guide hides from", "filters", "from="),
        ("exactly so many", "filters", "leaves out item"),
        ("stars hide the page", "filters", "has the same items as page"),
        ("stars hide the order", "filters", "together with min_stars="),
        ("equal is refused", "filters", "each of both alone was accepted"),
        ("ties", "sorts", "expected ascending order"),
        ("a default is refused", "relation", "order=asc is the default, and was refused (400)"),
        ("all rooms", "listed", "it was made below another"),
        ("q minds case", "filters", "q="),
        ("no link", "pages", "has no Link with rel=next"),
        ("a link on the last page", "pages", "is the last, and has a Link"),
        ("a link without guide", "pages", "expected the next page"),
        ("a link without sort", "pages", "expected the next page"),
        ("a link without size", "pages", "expected the next page"),
        ("a link too far", "pages", "expected the next page"),
    ],
)
def test_each_lie_about_a_list_is_found(lie: str, kind: str, says: str):
    with visited(Visits(lie), kind) as report:
        assert any(says in finding.message for finding in report.findings), report.findings


@pytest.mark.parametrize(
    ("lie", "kind", "words"),
    [
        ("q minds case", "filters", "; upper and lower case are alike"),
        ("no link", "pages", LINK["description"]),
        ("a link on the last page", "pages", LINK["description"]),
        ("a link without guide", "pages", LINK["description"]),
    ],
)
def test_where_the_document_says_nothing_nothing_is_found(lie: str, kind: str, words: str):
    with visited(Visits(lie), kind, without(words)) as report:
        assert [finding.message for finding in report.findings] == []


def test_a_link_that_names_another_host_leads_to_the_same_path_here():
    with visited(Visits("behind a proxy"), "pages") as report:
        assert [finding.message for finding in report.findings] == []


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ('</notes?page=2>; rel="next"', "/notes?page=2"),
        ("<?page=2>;rel=next", "?page=2"),
        ('<?page=1>; rel="first", <?ids=1,2>; title="more, yet"; REL="last Next"', "?ids=1,2"),
        ('<?page=1>; rel=prev; title="; rel=next"', None),
        ("<?page=1>; rel=prev; rel=next", None),
        ("<?page=1>; rel=nextish", None),
        ("", None),
    ],
)
def test_the_next_link_is_told_from_the_others(header: str, target: str | None):
    assert next_link(Reply(200, {"link": header}, b"")) == target
