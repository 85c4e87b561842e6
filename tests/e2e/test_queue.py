"""The queue as a person sees it: paused, moved, cancelled, tried again, as it happens."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.processes import Serving

DRAWN = 60_000  # milliseconds; a slow machine may be busy with other tests


def ask_for(page: Page, prompt: str) -> None:
    page.get_by_label("Prompt", exact=True).fill(prompt)
    page.get_by_label("Steps").fill("40")
    page.get_by_role("button", name="Draw it").click()
    expect(page.get_by_role("article", name=prompt)).to_be_visible()


def rows(page: Page, section: str) -> Locator:
    return page.get_by_role("list", name=section, exact=True).get_by_role("listitem")


def test_the_queue_is_paused_moved_drawn_and_tried_again_before_ones_eyes(
    studio: Serving, page: Page
):
    assert studio.link is not None
    page.goto(studio.link)
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Queue").click()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    page.get_by_role("button", name="Pause the queue").click()
    expect(page.get_by_role("button", name="Resume the queue")).to_be_visible()

    main.get_by_role("link", name="New picture").click()
    for prompt in ("a red fox", "a grey owl", "a green frog"):
        ask_for(page, prompt)
    main.get_by_role("link", name="Queue").click()
    waiting = rows(page, "Waiting")
    expect(waiting).to_have_count(3)
    expect(waiting.nth(0)).to_contain_text("a red fox")
    expect(waiting.nth(0)).to_contain_text("Next")
    expect(waiting.nth(2)).to_contain_text("Waiting, 2 before it")

    page.get_by_role("button", name="Draw next: a green frog").click()
    expect(waiting.nth(0)).to_contain_text("a green frog")
    page.get_by_role("button", name="Cancel: a grey owl").click()
    expect(waiting).to_have_count(2)
    over = rows(page, "Done and cancelled")
    expect(over).to_contain_text(["a grey owl"])

    page.get_by_role("button", name="Resume the queue").click()
    expect(rows(page, "Being drawn").get_by_role("progressbar")).to_be_visible()
    expect(over.filter(has_text="Done")).to_have_count(2, timeout=DRAWN)

    page.get_by_role("button", name="Try again: a grey owl").click()
    expect(over.filter(has_text="Done")).to_have_count(3, timeout=DRAWN)
    expect(page.get_by_text("Nothing waits.")).to_be_visible()


def test_many_jobs_are_cancelled_only_after_saying_how_many(studio: Serving, page: Page):
    assert studio.link is not None
    page.goto(studio.link)
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Queue").click()
    page.get_by_role("button", name="Pause the queue").click()
    main.get_by_role("link", name="New picture").click()
    for prompt in ("a red fox", "a grey owl"):
        ask_for(page, prompt)
    main.get_by_role("link", name="Queue").click()

    page.get_by_role("button", name="Cancel all waiting…").click()
    question = page.get_by_role("dialog", name="Cancel 2 jobs?")
    question.get_by_role("button", name="Keep them").click()
    expect(rows(page, "Waiting")).to_have_count(2)
    page.get_by_role("button", name="Cancel all waiting…").click()
    question.get_by_role("button", name="Cancel 2 jobs").click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()

    page.get_by_role("combobox", name="Show").select_option("cancelled")
    expect(page).to_have_url(re.compile(r"#/queue\?state=cancelled$"))
    expect(rows(page, "Cancelled")).to_have_count(2)
