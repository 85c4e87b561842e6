"""Signing in and out over HTTP."""

from http.cookies import SimpleCookie

import pytest

from domain import links, users
from handlers import auth
from tests.handlers.conftest import new_browser

SESSION = auth.COOKIE


@pytest.fixture
def link(studio):
    """The secret of a one-time sign-in link."""
    with studio.work() as work:
        return links.create(work, users.ensure_admin(work))[0]


def test_a_one_time_link_signs_in_once(api, browser, link, refused):
    assert browser.get("/jobs").status_code == 401
    signed_in = browser.post("/session", json={"link": link})
    assert signed_in.status_code == 200
    assert signed_in.json()["user"]["role"] == "admin"
    assert browser.get("/jobs").status_code == 200
    refused(api.public.post("/session", json={"link": link}), "unauthenticated")
    assert browser.get("/jobs").status_code == 200


def test_a_link_is_good_for_a_day(api, link, clock, refused):
    clock.turn(hours=24)
    refused(api.public.post("/session", json={"link": link}), "unauthenticated")


def test_a_new_link_ends_the_one_before(api, studio, link, refused):
    with studio.work() as work:
        newer, _ = links.create(work, users.ensure_admin(work))
    refused(api.public.post("/session", json={"link": link}), "unauthenticated")
    assert api.public.post("/session", json={"link": newer}).status_code == 200


def test_a_link_that_was_refused_for_its_shape_is_not_used_up(api, link):
    assert api.public.post("/session", json={"link": link, "more": 1}).status_code == 400
    assert api.public.post("/session", json={"link": link}).status_code == 200


def test_an_api_token_opens_sessions_and_goes_on_working(api, browser):
    token = api.headers["Authorization"].removeprefix("Bearer ")
    for _ in range(2):
        assert browser.post("/session", json={"token": token}).status_code == 200
    assert browser.get("/session").json()["method"] == "session"
    assert api.get("/session").json()["method"] == "token"


def test_the_cookie_is_kept_from_scripts_and_other_sites(api, link):
    answer = api.public.post("/session", json={"link": link})
    cookie = SimpleCookie(answer.headers["set-cookie"])[SESSION]
    assert len(cookie.value) >= 43  # 256 bits of chance
    assert (cookie["httponly"], cookie["secure"]) == (True, True)
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert cookie["max-age"] == str(14 * 24 * 3600)
    assert link not in answer.text
    assert cookie.value not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_only_a_fingerprint_of_a_secret_is_stored(browser, link, db):
    secret = browser.post("/session", json={"link": link}).cookies[SESSION]
    with db.connect() as connection:
        rows = [
            str(row)
            for table in ("sessions", "sign_in_links", "api_tokens")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert rows
    assert not any(secret in row or link in row or "token-of-the-tests" in row for row in rows)


def test_the_answer_says_who_is_asking_and_until_when(api, browser, link):
    signed_in = browser.post("/session", json={"link": link}).json()
    assert signed_in == browser.get("/session").json()
    assert signed_in["expires_at"].startswith("2026-12-07T09:30:00.")
    by_token = api.get("/session").json()
    assert by_token["user"] == signed_in["user"]
    assert by_token["expires_at"] is None
    assert api.public.get("/session").json() == {
        "authenticated": False,
        "user": None,
        "method": None,
        "expires_at": None,
        "scopes": None,
    }
    assert api.get("/session").headers["cache-control"] == "no-store"


def test_signing_out_ends_the_session_on_the_server(api, browser, link, refused):
    browser.post("/session", json={"link": link})
    stolen = {"Cookie": f"{SESSION}={browser.cookies[SESSION]}"}
    assert api.public.get("/jobs", headers=stolen).status_code == 200
    answer = browser.delete("/session")
    assert answer.status_code == 204
    assert SimpleCookie(answer.headers["set-cookie"])[SESSION]["max-age"] == "0"
    assert SESSION not in browser.cookies
    refused(api.public.get("/jobs", headers=stolen), "unauthenticated")
    refused(browser.delete("/session"), "unauthenticated")


def test_signing_out_leaves_other_sessions_of_the_same_person(api, browser):
    token = {"token": api.headers["Authorization"].removeprefix("Bearer ")}
    browser.post("/session", json=token)
    with new_browser(api.base_url) as other:
        other.post("/session", json=token)
        browser.delete("/session")
        assert other.get("/jobs").status_code == 200


def test_a_token_has_no_session_to_sign_out_of(api, refused):
    refused(api.delete("/session"), "unauthenticated")
    assert api.get("/jobs").status_code == 200


# Which cookie.

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROMIUM = "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
SAFARI = (
    "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18 Safari/605.1.15"
)
SECURE, PLAIN = f"{auth.COOKIE}=", f"{auth.PLAIN_COOKIE}="


HERE = {
    "127.0.0.1:8000": SECURE,
    "localhost": SECURE,
    "LOCALHOST:8000": SECURE,
    "studio.localhost:8000": SECURE,
    "[::1]:8000": SECURE,
    "192.168.1.7:8000": PLAIN,
    "studio.example": PLAIN,
    "localhost.evil.example": PLAIN,
    "127.evil.example": PLAIN,
    "": PLAIN,
}
ELSEWHERE = [
    ({"Host": "localhost:8000", "User-Agent": FIREFOX}, SECURE),
    ({"Host": "localhost:8000", "User-Agent": CHROMIUM}, SECURE),
    ({"Host": "localhost:8000", "User-Agent": SAFARI}, PLAIN),
    ({"Host": "studio.example", "Origin": "https://studio.example"}, SECURE),
    ({"Host": "studio.example", "Sec-Fetch-Site": "same-origin"}, SECURE),
    ({"Host": "studio.example", "X-Forwarded-Proto": "https"}, SECURE),
    ({"Host": "studio.example", "Origin": "http://studio.example"}, PLAIN),
]


def test_the_cookie_is_the_safest_that_the_browser_takes_there(api, subtests):
    token = {"token": api.headers["Authorization"].removeprefix("Bearer ")}
    for headers, name in [*(({"Host": host}, name) for host, name in HERE.items()), *ELSEWHERE]:
        with subtests.test(str(headers)):
            answer = api.public.post("/session", json=token, headers=headers)
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith(name)
            assert ("; Secure" in cookie) == (name == SECURE)
            sent = {**headers, "Cookie": cookie.partition(";")[0]}
            assert api.public.get("/jobs", headers=sent).status_code == 200
            gone = api.public.delete("/session", headers=sent).headers["set-cookie"]
            assert gone.startswith(f"{name};")
            assert "Max-Age=0" in gone
            api.public.cookies.clear()


def test_a_plain_cookie_counts_only_where_there_can_be_no_better(api, link, refused):
    """Whoever can write plain cookies for a domain could plant a session of their own there."""
    plain = {"Host": "studio.example"}
    cookie = api.public.post("/session", json={"link": link}, headers=plain).headers["set-cookie"]
    planted = {"Cookie": cookie.partition(";")[0]}
    assert api.public.get("/jobs", headers={**plain, **planted}).status_code == 200
    for trusted in (
        {"Host": "studio.example", "Sec-Fetch-Site": "none"},
        {"Host": "studio.example", "X-Forwarded-Proto": "https"},
        {"Host": "127.0.0.1"},
    ):
        refused(api.public.get("/jobs", headers={**planted, **trusted}), "unauthenticated")


# Fixation.


def test_signing_in_draws_a_new_secret_and_ends_the_session_before(api, browser, studio, refused):
    def new_link():
        with studio.work() as work:
            return links.create(work, users.ensure_admin(work))[0]

    planted = browser.post("/session", json={"link": new_link()}).cookies[SESSION]
    mine = browser.post("/session", json={"link": new_link()}).cookies[SESSION]
    assert mine != planted
    stolen = {"Cookie": f"{SESSION}={planted}"}
    refused(api.public.get("/jobs", headers=stolen), "unauthenticated")
    assert browser.get("/jobs").status_code == 200


def test_a_secret_that_the_browser_made_up_is_not_taken_over(api, link):
    made_up = {"Cookie": f"{SESSION}=chosen-by-somebody-else"}
    answer = api.public.post("/session", json={"link": link}, headers=made_up)
    assert answer.cookies[SESSION] != "chosen-by-somebody-else"
    assert api.public.get("/jobs", headers=made_up).status_code == 401


def test_a_refused_sign_in_leaves_the_session_as_it_was(api, browser, link):
    browser.post("/session", json={"link": link})
    assert browser.post("/session", json={"link": link}).status_code == 401
    assert browser.get("/jobs").status_code == 200
