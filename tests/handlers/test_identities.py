"""Signing in by a provider over HTTP; tests/domain/test_signing_in.py has the rest."""

import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from domain.adapters.clock import SystemClock
from domain.adapters.oidc import Provider
from handlers import auth
from handlers.call import Call
from tests.oidc import CLIENT_SECRET, at_provider, nobody_there, oidc_provider, registered

START, FINISH = "/session/oidc/start", "/session/oidc/callback"
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
EVIL = [
    *("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil"),
    *("/\t/evil.example", "/ /evil.example", "", "javascript:alert(1)", "/a\\b", "/é"),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc_provider() as issuer:
        yield Provider(registered(issuer), SystemClock())


@pytest.fixture
def away() -> Provider:
    """One whose port is closed."""
    return Provider(registered(nobody_there()), SystemClock())


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Where a provider listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
def patient(silent: socket.socket) -> Provider:
    """One that is waited for long."""
    issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
    return Provider(registered(issuer), SystemClock(), patience=60)


@pytest.fixture
def studio(studio: Any, request: pytest.FixtureRequest) -> Any:
    """A studio whose people may come from the provider."""
    kinds = {"away": "away", "silent": "patient"}
    wanted = next((kinds[each] for each in request.fixturenames if each in kinds), "provider")
    provider = request.getfixturevalue(wanted)
    return replace(studio, provider=provider, facts=replace(studio.facts, provider=provider.name))


def go(browser: Any, **asked: str) -> dict[str, str]:
    """Begin here, and sign in there; give what the browser comes back with."""
    answer = browser.get(START, params=asked)
    assert answer.status_code == 302, answer.text
    return at_provider(answer.headers["location"])


def invite(api: Any, email: str = "ann@example.org") -> str:
    answer = api.post("/invitations", json={"email": email})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_a_browser_is_sent_there_and_back_and_is_signed_in(api, browser):
    assert api.public.get("/settings").json()["sign_in"] == {
        "ways": ["link", "token", "password", "oidc"],
        "provider": "Fox ID",
    }
    invite(api)
    sent = browser.get(START, params={"return_to": "/#/albums?q=foxes"})
    [(name, cookie)] = SimpleCookie(sent.headers["set-cookie"]).items()
    assert (name, cookie["httponly"], cookie["samesite"]) == ("spolvero_oidc", True, "Lax")
    assert (cookie["path"], cookie["max-age"]) == ("/", "600")
    assert cookie.value not in sent.headers["location"]
    said = at_provider(sent.headers["location"])
    more = {"session_state": "x", "scope": "openid", "authuser": "0"}  # as some providers say
    back = browser.get(FINISH, params={**said, **more})
    assert (back.status_code, back.headers["location"]) == (302, "/#/albums?q=foxes")
    assert back.headers["cache-control"] == sent.headers["cache-control"] == "no-store"
    me = browser.get("/session").json()["user"]
    assert (me["name"], me["role"]) == ("Ann", "viewer")
    [identity] = api.get("/identities", params={"user_id": me["id"]}).json()["items"]
    assert (identity["subject"], identity["email"]) == ("ann", "ann@example.org")
    assert api.get("/identities?user_id=usr_" + "0" * 26).json()["items"] == []
    assert api.delete(f"/identities/{identity['id']}").status_code == 204
    assert browser.get("/session").json()["authenticated"] is True


def test_what_does_not_belong_together_is_refused_by_the_documented_problem(api, browser, refused):
    said = go(browser)
    refused(api.public.get(FINISH, params=said), "unauthenticated")  # another browser
    refused(browser.get(FINISH, params=said), "unauthenticated")  # used up by that
    refused(browser.get(FINISH, params=go(browser)), "forbidden")  # nobody has invited Ann
    refused(browser.get(FINISH, params={**said, "state": "x"}), "unauthenticated")
    refused(browser.get(FINISH, params={"code": "x"}), "invalid-request")
    refused(browser.get(START, params={"return_to": "//evil.example"}), "invalid-request")
    assert browser.get("/session").json()["authenticated"] is False


@pytest.mark.parametrize("return_to", EVIL)
def test_nobody_is_sent_to_another_site(fits, return_to):
    assert not fits("ReturnTo", return_to)
    assert all(fits("ReturnTo", good) for good in ("/", "/#/albums?q=foxes", "/docs/", "/?x=//y"))


def test_a_provider_that_is_away_is_a_problem_and_to_a_browser_a_page(away, api, browser, refused):
    refused(browser.get(START), "identity-provider-failed")
    page = browser.get(START, headers=PAGE)
    assert (page.status_code, page.headers["content-type"]) == (502, "text/html")
    assert "<p>Fox ID did not answer just now; try again" in page.text
    assert page.headers["x-trace-id"] in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    lost = browser.get(FINISH, params={"state": "<x>"}, headers=PAGE)
    assert (lost.status_code, lost.headers["content-type"]) == (401, "text/html")
    assert "WWW-Authenticate" in lost.headers
    assert "<x>" not in lost.text
    assert api.get("/jobs").status_code == 200


def test_while_one_waits_for_a_silent_provider_everybody_else_is_served(silent, api, browser):
    with ThreadPoolExecutor(5) as waiting:
        answers = [waiting.submit(httpx.get, f"{api.base_url}{START[1:]}") for _ in range(5)]
        heard, _ = silent.accept()
        assert api.get("/jobs").status_code == 200
        assert api.post("/albums", json={"name": "Foxes"}).status_code == 201
        assert api.public.post("/session", json={"link": "x"}).status_code == 401
        heard.close()
        silent.close()
        assert {answer.result().status_code for answer in answers} == {502}


def test_failures_beyond_the_limit_are_refused_until_there_is_room(browser, refused, studio, clock):
    for _ in range(studio.facts.tries_per_address):
        browser.get(FINISH, params={"state": "x"})
    limited = browser.get(FINISH, params={"state": "x"})
    assert "from your address" in refused(limited, "too-many-sign-ins")["detail"]
    refused(browser.post("/session", json={"link": "x"}), "too-many-sign-ins")
    clock.turn(seconds=int(limited.headers["retry-after"]))
    refused(browser.post("/session", json={"link": "x"}), "unauthenticated")


def test_by_https_the_cookie_says_so_and_no_other_is_taken(studio, provider):
    callback = "https://studio.test/api/v1/session/oidc/callback"
    by_https = Provider(registered("https://id.test", redirect_uri=callback), SystemClock())

    def call(cookie: bytes = b"") -> Call:
        secure = replace(studio, provider=by_https)
        return Call(secure, "GET", "/", b"", {b"cookie": cookie}, {}, "0" * 32)

    written = auth.set_sign_in_cookie(call(), "secret", 600)
    assert written.startswith("__Host-spolvero_oidc=secret; Path=/; ")
    assert written.endswith("; Secure")
    assert auth.sign_in_secret(call(b"__Host-spolvero_oidc=secret")) == "secret"
    assert auth.sign_in_secret(call(b"spolvero_oidc=planted")) is None


def test_no_secret_is_in_a_log_or_a_refusal(api, browser, db, caplog):
    caplog.set_level(logging.DEBUG)
    invite(api)
    said = go(browser)
    secrets = [said["code"], said["state"], CLIENT_SECRET, browser.cookies["spolvero_oidc"]]
    with db.connect() as connection:
        query = text("SELECT nonce, verifier FROM sign_in_attempts")
        secrets += connection.execute(query).one()
    assert browser.get(FINISH, params=said).status_code == 302
    told = [
        browser.get(FINISH, params=odd).text
        for odd in (
            said,
            {**said, "code": "\n" + said["code"]},
            {**go(browser), "code": said["code"]},
            {**go(browser), "iss": "https://evil.example"},
        )
    ]
    ours = {"spolvero", "domain", "handlers", "httpx2", "httpcore2", "authlib"}
    logged = [r.getMessage() for r in caplog.records if r.name.partition(".")[0] in ours]
    assert any("/session/oidc/callback" in line for line in logged)
    assert any(r.name.startswith("httpcore2") for r in caplog.records)
    for secret in secrets:
        assert not any(secret in line for line in (*told, *logged))


def test_invitations_come_in_pages_and_can_be_taken_back(api, refused):
    ids = [invite(api, f"{name}@example.org") for name in "abc"]
    first = api.get("/invitations?limit=2").json()
    second = api.get("/invitations", params={"cursor": first["next_cursor"]}).json()
    assert [each["id"] for each in first["items"] + second["items"]] == ids
    refused(api.post("/invitations", json={"email": "A@example.org"}), "conflict")
    assert api.delete(f"/invitations/{ids[0]}").status_code == 204
    refused(api.delete(f"/invitations/{ids[0]}"), "not-found")


def test_every_refusal_of_either_step_is_a_problem_or_a_page(
    api, browser, refused, db, stage, studio
):
    def page(path: str, said: dict[str, str], status: int) -> None:
        answer = browser.get(path, params=said, headers=PAGE)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html")

    page(FINISH, go(browser), 403)  # nobody has invited Ann
    said = [go(browser), go(browser)]
    gone = replace(studio, provider=Provider(registered(nobody_there()), SystemClock()))
    stage[0].show(gone)
    page(FINISH, said[1], 502)
    stage[0].show(studio)
    said = [go(browser)]
    stage[0].show(gone)
    refused(browser.get(FINISH, params=said[0]), "identity-provider-failed")
    stage[0].show(studio)

    def go_away(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        raise OperationalError(statement, parameters, Exception("the server has gone away"))

    event.listen(db, "before_cursor_execute", go_away)
    for path, query in ((START, {}), (FINISH, {"state": "x"})):
        refused(browser.get(path, params=query), "database-unavailable")
    event.remove(db, "before_cursor_execute", go_away)
    for _ in range(studio.facts.tries_per_address):
        browser.get(FINISH, params={"state": "x"})
        browser.get(START)
    page(FINISH, {"state": "x"}, 429)
    page(START, {}, 429)
    refused(browser.get(START), "too-many-sign-ins")
    stage[0].show(replace(studio, provider=None, facts=replace(studio.facts, provider=None)))
    page(START, {}, 404)
    page(FINISH, {"state": "x"}, 404)
    refused(browser.get(FINISH, params={"state": "x"}), "not-found")
