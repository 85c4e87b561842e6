"""The sessions of a person, seen and ended over HTTP."""

from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection

import pytest

from domain import links, sessions, users
from domain.vocabulary import SignInWay
from handlers.app import create_app
from handlers.bridge import streams
from tests.handlers.tiny import running


@pytest.fixture
def signed_in(studio):
    """Sign the admin in with another browser; give the headers of its session."""

    def sign_in(user_agent="Firefox"):
        with studio.work() as work:
            admin = users.ensure_admin(work)
            secret, _ = sessions.start(work, admin, SignInWay.LINK, user_agent=user_agent)
        return {"Cookie": f"__Host-spolvero_session={secret}"}

    return sign_in


def test_a_person_sees_where_they_are_signed_in_and_which_session_asks(api, studio):
    with studio.work() as work:
        link, _ = links.create(work, users.ensure_admin(work))
    answer = api.public.post(
        "/session", json={"link": link}, headers={"User-Agent": "Firefox/140 " + "x" * 300}
    )
    mine = {"Cookie": answer.headers["set-cookie"].partition(";")[0]}
    token = {"token": api.headers["Authorization"].removeprefix("Bearer ")}
    api.public.post("/session", json=token)
    listed = api.public.get("/sessions", headers=mine)
    assert listed.headers["cache-control"] == "no-store"
    by_token, by_link = listed.json()["items"]
    assert (by_link["method"], by_link["current"]) == ("link", True)
    assert by_link["user_agent"] == ("Firefox/140 " + "x" * 300)[:200]
    assert (by_token["method"], by_token["current"]) == ("token", False)
    assert by_token["user_id"] == by_link["user_id"] == answer.json()["user"]["id"]
    assert not any(item["current"] for item in api.get("/sessions").json()["items"])


def test_a_stolen_cookie_is_useless_once_its_session_is_revoked(api, signed_in, refused):
    stolen, own = signed_in("Thief"), signed_in()
    thief, _ = api.public.get("/sessions", headers=own).json()["items"][::-1]
    assert thief["user_agent"] == "Thief"
    assert api.public.get("/jobs", headers=stolen).status_code == 200
    assert api.public.delete(f"/sessions/{thief['id']}", headers=own).status_code == 204
    refused(api.public.get("/jobs", headers=stolen), "unauthenticated")
    assert api.public.get("/jobs", headers=own).status_code == 200


def test_all_other_sessions_end_at_once(api, signed_in, refused):
    others, own = [signed_in(), signed_in()], signed_in()
    answer = api.public.post("/sessions/revoke", headers=own)
    assert (answer.status_code, answer.json()) == (200, {"revoked": 2})
    for stolen in others:
        refused(api.public.get("/jobs", headers=stolen), "unauthenticated")
    assert api.public.get("/jobs", headers=own).status_code == 200
    assert api.post("/sessions/revoke").json() == {"revoked": 1}


def test_it_is_written_down_when_a_session_was_last_seen(api, signed_in, clock):
    own = signed_in()

    def last_seen() -> str:
        return api.get("/sessions").json()["items"][0]["last_seen_at"]

    first = last_seen()
    clock.turn(minutes=1)
    assert api.public.get("/jobs", headers=own).status_code == 200
    while last_seen() == first:
        pass


def test_an_open_stream_of_events_ends_soon_after_its_session(studio, signed_in, monkeypatch):
    monkeypatch.setattr(streams, "SILENCE", 0.01)
    patient = replace(studio, facts=replace(studio.facts, stream_seconds=600))
    with running(create_app(patient)) as server, closing(HTTPConnection(*server.address)) as asking:
        asking.request("GET", "/api/v1/queue/events", headers=signed_in())
        answer = asking.getresponse()
        assert answer.status == 200
        while b"event: queue" not in answer.readline():
            pass
        with studio.work() as work:
            sessions.take_away(work, users.ensure_admin(work).id)
        answer.read()  # to its end, or for ever
