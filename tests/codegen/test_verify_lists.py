"""What a document implies of a list, all of it together: filters, orders and pages."""

import pytest

from tests.codegen.visits_api import Visits, visited


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
    ],
)
def test_each_lie_about_a_list_is_found(lie: str, kind: str, says: str):
    with visited(Visits(lie), kind) as report:
        assert any(says in finding.message for finding in report.findings), report.findings
