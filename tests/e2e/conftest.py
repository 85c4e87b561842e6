"""A server of its own for each test, and a real browser to visit it with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.processes import Serving, serving

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--no-first-run"),
)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path) as server:
        yield server


# Not for the session: where Playwright runs, no other test could run a loop of asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; each test has a profile of its own in it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found is not None, "The browser tests need Chromium: apt-get install chromium."
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's own Node asks for a library that a bare machine lacks; the machine's will do.
        patch.setenv("PLAYWRIGHT_NODEJS_PATH", shutil.which("node") or "node")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=[*QUIET])
            yield browser
            browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test for any error that a person would find in its console."""
    with browser.new_context() as profile:
        page = profile.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: troubles.append(m.text) if is_trouble(m) else None)
        yield page
    assert troubles == []


def is_trouble(message: ConsoleMessage) -> bool:
    """An error, but for the line that Chromium itself writes about any answer of 400 and up."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")
