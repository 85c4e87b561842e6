"""Reports of bugs as people make them and admins work through them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.processes import Serving

CANARY = "c4n4ry5ecret0123456789"


def report(page: Page, description: str) -> None:
    page.keyboard.press("Control+Shift+B")
    reporter = page.get_by_role("dialog", name="Report a problem")
    reporter.get_by_label("What happened?").fill(description)
    reporter.get_by_role("button", name="Send the report").click()
    page.get_by_role("dialog", name="Thank you").get_by_role("button", name="Close").last.click()


@pytest.fixture
def careless(page: Page) -> Iterator[Page]:
    """A page in a profile of its own, of which nobody minds what its console says."""
    assert page.context.browser is not None
    with page.context.browser.new_context() as profile:
        yield profile.new_page()


def test_a_crash_is_reported_seen_whole_beforehand_and_found_by_an_admin(
    studio: Serving, careless: Page
):
    page = careless
    assert studio.link is not None

    def broken(route: Route) -> None:
        route.fulfill(json={"items": [None], "next_cursor": None})

    page.goto(studio.link)
    page.route("**/api/v1/albums*", broken)
    page.evaluate(f"console.info('Authorization: Bearer {CANARY}')")
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Albums").click()
    expect(page.get_by_role("heading", name="This view has crashed")).to_be_visible()

    page.get_by_role("button", name="Report this").click()
    reporter = page.get_by_role("dialog", name="Report a problem")
    reporter.get_by_text(re.compile(r"\d+ console message")).click()
    expect(reporter.get_by_text(re.compile("TypeError")).first).to_be_visible()
    expect(reporter.get_by_text("Authorization: [redacted]").first).to_be_visible()
    reporter.get_by_role("checkbox", name=re.compile(r"Send: \d+ request")).uncheck()

    # What is refused, or cannot be sent, is kept.
    description = reporter.get_by_label("What happened?")
    description.fill("The albums are gone.")
    page.route("**/api/v1/bug-reports", lambda route: route.abort())
    reporter.get_by_role("button", name="Send the report").click()
    expect(reporter.get_by_role("alert")).to_contain_text("cannot be reached")
    page.keyboard.press("Escape")
    page.unroute("**/api/v1/bug-reports")
    page.get_by_role("button", name="Report this").click()
    expect(description).to_have_value("The albums are gone.")
    reporter.get_by_role("checkbox", name=re.compile(r"Send: \d+ request")).uncheck()
    reporter.get_by_role("button", name="Send the report").click()
    thanks = page.get_by_role("dialog", name="Thank you")
    expect(thanks.get_by_text(re.compile(r"bug_[0-9a-z]{26}"))).to_be_visible()
    thanks.get_by_role("button", name="Open it").click()

    expect(page.get_by_role("heading", name="The albums are gone.")).to_be_visible()
    expect(page.get_by_role("region", name="Facts")).to_contain_text("Open")
    log = page.get_by_role("region", name="Console messages")
    expect(log.get_by_text(re.compile("TypeError")).first).to_be_visible()
    expect(page.get_by_text("Requests of the page: 0")).to_be_visible()
    assert CANARY not in page.content()


def test_reports_are_worked_through_by_keys_alone(studio: Serving, page: Page):
    assert studio.link is not None
    page.goto(studio.link)
    expect(page.get_by_role("heading", name="New picture")).to_be_visible()
    for description in ("The first bug.", "The second bug."):
        report(page, description)
    page.locator("body").press("g")
    page.keyboard.press("r")
    rows = page.get_by_role("list", name="Bug reports").get_by_role("listitem")
    expect(rows).to_have_count(2)

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="The second bug.")).to_be_focused()
    page.keyboard.press("i")
    expect(rows.nth(0)).to_contain_text("In progress")
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(rows.nth(1)).to_contain_text("pinned")
    page.keyboard.press("r")
    expect(rows.nth(1)).to_contain_text("Resolved")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The second bug.")).to_be_visible()
    page.keyboard.press("w")
    expect(page.get_by_role("region", name="Facts")).to_contain_text("Won’t fix")
    expect(page.get_by_text("In progress → Won’t fix")).to_be_visible()
    page.keyboard.press("u")

    page.get_by_role("combobox", name="Show").select_option("unresolved")
    expect(page).to_have_url(re.compile(r"#/reports\?status=unresolved$"))
    expect(page.get_by_text("No report fits.")).to_be_visible()
    page.get_by_role("combobox", name="Show").select_option("resolved")
    expect(rows).to_have_count(1)

    page.get_by_role("button", name="Purge old ones…").click()
    purge = page.get_by_role("dialog", name="Purge old reports")
    purge.get_by_role("button", name="Show what would go").click()
    expect(purge.get_by_text("Nothing is old enough to go.")).to_be_visible()
