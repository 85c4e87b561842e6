"""From files older than the studio to an album that everybody sees, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.imports import pictures
from tests.processes import Serving

DONE = 60_000  # milliseconds; a slow machine may be busy with other tests

DECK = "card_deck_20251011_101010"


@pytest.fixture
def visitor(page: Page) -> Iterator[Page]:
    """A page of somebody who has not signed in."""
    assert page.context.browser is not None
    with page.context.browser.new_context() as profile:
        yield profile.new_page()


@pytest.fixture
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a deck of two cards, of which one tells how it was made, and a text."""
    folder = tmp_path_factory.mktemp("old")
    deck = folder / DECK
    deck.mkdir()
    (deck / "ace_of_spades.png").write_bytes(pictures.png(1))
    (deck / "ace_of_spades.json").write_text('{"prompt": "an ace, red chalk", "seed": 7}')
    (deck / "two_of_spades.png").write_bytes(pictures.png(2))
    (deck / "notes.txt").write_text("not for the studio")
    return folder


def name_source(home: Path, name: str, folder: Path) -> None:
    """Name a folder as an operator does, on the machine where the studio runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPOLVERO_")}
    command = [sys.executable, "-m", "handlers.console", "source", name, str(folder)]
    subprocess.run(command, env={**kept, "SPOLVERO_HOME": str(home)}, check=True)


def test_a_plan_accounts_for_every_file_and_carried_out_it_makes_what_everybody_sees(
    studio: Serving, page: Page, visitor: Page, old: Path, tmp_path: Path
):
    name_source(tmp_path, "old", old)
    assert studio.link is not None
    page.goto(studio.link)
    page.get_by_role("button", name="admin", exact=True).click()
    page.get_by_role("link", name="Imports", exact=True).click()
    page.get_by_role("button", name="Plan an import…").click()
    form = page.get_by_role("dialog", name="Plan an import")
    form.get_by_label("Profile").select_option("media")
    form.get_by_text("Its rules").click()
    expect(form.get_by_role("cell", name="card_deck_*/**")).to_be_visible()
    form.get_by_role("button", name="Plan", exact=True).click()

    expect(page.get_by_role("heading", name="Plan for old")).to_be_visible()
    expect(page.get_by_text("All 4 files are accounted for.")).to_be_visible(timeout=DONE)
    files = page.get_by_role("table", name="Files").locator("tbody tr")
    expect(files).to_have_count(4)
    page.get_by_role("list", name="Outcomes").get_by_role("button", name="1 unsupported").click()
    expect(files).to_have_count(1)
    expect(files).to_contain_text("notes.txt")
    expect(files).to_contain_text("Its bytes are no picture")

    page.get_by_role("button", name="Apply…").click()
    question = page.get_by_role("dialog", name="Carry out this plan?")
    expect(question).to_contain_text("The source is not touched.")
    question.get_by_role("button", name="Import 2 pictures").click()
    expect(page.get_by_role("heading", name="Import of old")).to_be_visible()
    expect(page.get_by_text("All 4 files are accounted for.")).to_be_visible(timeout=DONE)
    expect(page.get_by_text("Made: 2 pictures, 2 places in albums, 1 album.")).to_be_visible()

    visitor.goto(f"{studio.url}/#/albums")
    visitor.get_by_role("link", name="Card deck").click()
    expect(visitor.get_by_role("list", name="Pictures").get_by_role("img")).to_have_count(2)

    page.get_by_role("button", name="Reconcile", exact=True).click()
    expect(page.get_by_role("heading", name="Reconciliation of old")).to_be_visible()
    expect(page.get_by_text("All fits: no discrepancy.")).to_be_visible(timeout=DONE)
