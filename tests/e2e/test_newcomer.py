"""What a newcomer does, in a real browser against a real server."""

import re

from playwright.sync_api import Page, Request, expect

from tests.processes import Serving

DRAWN = 60_000  # milliseconds; a slow machine may be busy with other tests


def test_a_newcomer_signs_in_makes_a_picture_and_shows_it_to_everyone(studio: Serving, page: Page):
    assert studio.link is not None
    page.goto(studio.link)
    expect(page.get_by_text("admin", exact=True)).to_be_visible()
    assert "sign-in=" not in page.url

    page.get_by_label("Prompt", exact=True).fill("a red fox in an autumn forest")
    page.get_by_label("Steps").fill("8")
    page.get_by_label("Prompt", exact=True).press("Control+Enter")
    picture = page.get_by_role("img", name="a red fox in an autumn forest")
    expect(picture).to_be_visible(timeout=DRAWN)

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Albums").click()
    page.get_by_role("link", name=re.compile(r"Generations \d{4}-\d{2}")).click()
    expect(page.get_by_role("heading", name=re.compile(r"Generations"))).to_be_visible()
    page.get_by_role("list", name="Pictures").get_by_role("link").click()
    facts = page.get_by_role("dialog")
    expect(facts.get_by_text("sketch-1")).to_be_visible()
    expect(facts.get_by_text("a red fox in an autumn forest").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("button", name="Unpublish")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Albums").click()
    page.get_by_role("link", name=re.compile(r"Generations")).click()
    expect(page.get_by_role("list", name="Pictures").get_by_role("img")).to_be_visible()


def test_a_link_signs_in_once_and_says_so_the_second_time(studio: Serving, page: Page):
    assert studio.link is not None
    page.goto(studio.link)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["secure"]) == ("__Host-spolvero_session", True)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.context.clear_cookies()
    page.goto("about:blank")
    page.goto(studio.link)
    expect(page.get_by_role("alert")).to_contain_text("does not work any more")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_the_reference_shows_every_tag_and_asks_nobody_else(studio: Serving, page: Page):
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((studio.url, "data:", "blob:")):
            elsewhere.append(request.url)

    page.on("request", note)
    page.goto(f"{studio.url}/docs")
    for summary in ("Ask for a picture", "Open an album", "Is the server alive?"):
        expect(page.get_by_role("heading", name=summary)).to_be_visible(timeout=DRAWN)
    assert elsewhere == []
