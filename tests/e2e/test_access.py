"""Letting people in and out, in two browsers at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.processes import Serving


def menu(page: Page, entry: str) -> None:
    page.get_by_role("button", name="admin", exact=True).click()
    page.get_by_role("link", name=entry, exact=True).click()


@pytest.fixture
def other(page: Page) -> Iterator[Page]:
    """A page in another browser, as far as cookies go."""
    assert page.context.browser is not None
    with page.context.browser.new_context() as profile:
        yield profile.new_page()


def test_people_come_in_by_a_link_and_programs_by_a_token_until_either_is_revoked(
    studio: Serving, page: Page, other: Page
):
    assert studio.link is not None
    page.goto(studio.link)
    menu(page, "People")
    page.get_by_role("button", name="New person").click()
    form = page.get_by_role("dialog", name="New person")
    form.get_by_label("Name").fill("Ada")
    form.get_by_role("button", name="Let them in").click()
    dialog = page.get_by_role("dialog", name="Sign-in link for Ada")
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("The sign-in link", exact=True).input_value()
    dialog.get_by_role("button", name="Done").click()

    other.goto(link)
    expect(other.get_by_role("button", name="Ada", exact=True)).to_be_visible()
    other.get_by_role("button", name="Ada", exact=True).click()
    expect(other.get_by_role("link", name="Tokens and sessions")).to_be_visible()
    expect(other.get_by_role("link", name="People")).to_have_count(0)

    menu(page, "Tokens and sessions")
    page.get_by_role("combobox", name="Of").select_option("Ada")
    sessions = page.get_by_role("list", name="Sessions").get_by_role("listitem")
    expect(sessions).to_have_count(1)
    sessions.get_by_role("button", name=re.compile("Revoke the session")).click()
    expect(page.get_by_text("Nobody is signed in.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()

    menu(page, "Audit log")
    changes = page.get_by_role("list", name="Changes").get_by_role("listitem")
    expect(changes.first).to_contain_text("Revoke session")

    menu(page, "Tokens and sessions")
    page.get_by_role("button", name="New token").click()
    form = page.get_by_role("dialog", name="New API token")
    form.get_by_label("Name").fill("Nightly")
    form.get_by_role("button", name="Nothing", exact=True).click()
    expect(form.get_by_role("button", name="Make the token")).to_be_disabled()
    form.get_by_role("checkbox", name="jobs:read").check()
    form.get_by_role("button", name="Make the token").click()
    shown = page.get_by_role("dialog", name="The token “Nightly”")
    secret = shown.get_by_label("The token", exact=True).input_value()
    shown.get_by_role("button", name="I have it").click()

    def status(path: str) -> int:
        # Without the cookie that the page would send along.
        script = """([path, secret]) =>
            fetch(path, {credentials: "omit", headers: {Authorization: `Bearer ${secret}`}})
            .then(({status}) => status)"""
        return int(page.evaluate(script, [f"/api/v1{path}", secret]))

    assert (status("/jobs"), status("/users")) == (200, 403)
    page.get_by_role("button", name="Revoke Nightly").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke it").click()
    expect(page.get_by_text("No token.")).to_be_visible()
    assert status("/jobs") == 401
