"""Setting a password over HTTP, signing in by it, and having it taken away."""

import logging

import httpx
import pytest

GOOD, OTHER = "nine foxes in the rain", "eight foxes in the sun"
OWN = "/session/password"
pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def browser(api, browser):
    """The admin's, signed in."""
    token = api.headers["Authorization"].removeprefix("Bearer ")
    assert browser.post("/session", json={"token": token}).status_code == 200
    return browser


def test_a_password_is_set_signs_in_and_is_taken_away(api, browser, refused):
    none = browser.get(OWN)
    assert none.json() == {"login": None, "changed_at": None}
    assert none.headers["cache-control"] == "no-store"
    set_one = browser.put(OWN, json={"login": "Ann", "password": GOOD})
    assert set_one.json() == browser.get(OWN).json()
    assert set_one.json()["login"] == "ann"
    proof = {"login": "ann", "password": GOOD}
    signed_in = api.public.post("/session", json=proof)
    assert signed_in.json()["method"] == "session"
    assert GOOD not in signed_in.text + set_one.text
    wrong = {"login": "ann", "password": OTHER}
    refused(api.public.post("/session", json=wrong), "unauthenticated")
    me = browser.get("/session").json()["user"]["id"]
    assert api.delete(f"/users/{me}/password").status_code == 204
    refused(browser.get("/jobs"), "unauthenticated")  # that session ended too
    refused(api.public.post("/session", json=proof), "unauthenticated")
    refused(api.delete(f"/users/usr_{'0' * 26}/password"), "not-found")


def test_what_cannot_be_set_is_refused_and_no_password_is_in_the_refusal_or_a_log(
    api, browser, refused, caplog
):
    def set_it(**body: str) -> httpx.Response:
        return browser.put(OWN, json={"login": "ann", "password": GOOD, **body})

    refused(set_it(password="too short"), "invalid-request")
    refused(set_it(password="x" * 201), "invalid-request")
    refused(set_it(password="passwordpassword"), "rule-broken")
    refused(set_it(login="a b"), "invalid-request")
    assert set_it().status_code == 200
    refused(set_it(password=OTHER), "forbidden")
    refused(api.put(OWN, json={"login": "ann", "password": GOOD}), "unauthenticated")

    caplog.set_level(logging.DEBUG)
    secret = "the fox that nobody saw"
    bodies = [
        {"login": "ann", "password": secret, "current_password": 1},
        {"login": "ann", "password": secret, "more": secret},
        {"login": "a b", "password": secret},
        {"login": secret, "password": secret},
        {"login": "ann", "password": secret * 20},
        {"login": "ann", "password": secret},
    ]
    told = [browser.put(OWN, json=body).text for body in bodies]
    proofs = [{"login": "bob", "password": secret}, {"login": secret, "password": secret}]
    proofs += [{"link": "x", "token": secret}, {"login": "ann", "password": [secret]}]
    told += [api.public.post("/session", json=proof).text for proof in proofs]
    logged = [record.getMessage() for record in caplog.records]
    assert any("PUT /api/v1/session/password" in line for line in logged)
    assert not any(secret in line for line in (*told, *logged))


def test_a_login_that_failed_too_often_is_told_when_to_come_back(api, refused, studio):
    proof = {"login": "ann", "password": OTHER}
    for _ in range(studio.facts.tries_per_login):
        refused(api.public.post("/session", json=proof), "unauthenticated")
    answer = api.public.post("/session", json=proof)
    refused(answer, "too-many-sign-ins")
    assert answer.headers["retry-after"] == "90"
    token = api.headers["Authorization"].removeprefix("Bearer ")
    assert api.public.post("/session", json={"token": token}).status_code == 200
