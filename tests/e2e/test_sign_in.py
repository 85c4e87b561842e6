"""Signing in by a provider and by password, in a real browser that goes from one to the other."""

import socket
from pathlib import Path

from playwright.sync_api import Page, expect

from domain.adapters.settings import CALLBACK as CALLBACK_PATH
from tests.oidc import CLIENT_ID, CLIENT_SECRET, oidc_provider
from tests.processes import serving

PASSWORD = "nine foxes in the rain"


def test_somebody_comes_in_by_the_provider_and_next_time_by_a_password(tmp_path: Path, page: Page):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (
        oidc_provider(url + CALLBACK_PATH, id_token_email=True) as issuer,
        serving(
            tmp_path,
            SPOLVERO_PORT=str(port),
            SPOLVERO_PUBLIC_URL=url,
            SPOLVERO_OIDC_ISSUER=issuer,
            SPOLVERO_OIDC_CLIENT_ID=CLIENT_ID,
            SPOLVERO_OIDC_CLIENT_SECRET=CLIENT_SECRET,
            SPOLVERO_OIDC_NAME="Fox ID",
            SPOLVERO_OIDC_ALLOW="example.org=operator",
        ),
    ):
        page.goto(f"{url}/#/queue")
        page.get_by_role("link", name="Sign in with Fox ID").click()
        expect(page).to_have_title("Provider")
        page.get_by_label("Name").fill("ann")
        with page.expect_request(lambda request: CALLBACK_PATH in request.url) as coming_back:
            page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        expect(page.get_by_text("Ann", exact=True)).to_be_visible()
        assert page.url == f"{url}/#/queue"

        page.goto(f"{url}/#/sign-in")
        page.get_by_label("Login").fill("ann")
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_role("button", name="Set the password").click()
        expect(page.get_by_label("Password until now")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        # What is filled in before the page knows that nobody is signed in is lost.
        expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()

        page.goto(f"{url}/#/sign-in")
        page.get_by_label("Login").fill("Ann")
        page.get_by_label("Password", exact=True).fill("eight foxes in the sun")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("do not belong together")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

        # What the provider sent before is spent, and that is told in words.
        page.goto(coming_back.value.url)
        expect(page.get_by_role("heading", name="Sign in first")).to_be_visible()
        page.get_by_role("link", name="Back to the studio").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
