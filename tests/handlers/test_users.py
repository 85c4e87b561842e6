"""People over HTTP: let in, changed, shown out."""

import re

import pytest

from domain.adapters.settings import read_settings
from domain.vocabulary import Role
from handlers import commands


@pytest.fixture
def mina(api):
    """Somebody who was let in."""
    return api.post("/users", json={"name": "Mina", "role": "operator"}).raise_for_status().json()


def sign_in(api, person):
    """Follow a link that was made for somebody; give the headers of their session."""
    link = api.post(f"/users/{person['id']}/sign-in-link").raise_for_status().json()
    secret = link["url"].removeprefix("/#sign-in=")
    answer = api.public.post("/session", json={"link": secret})
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}, answer


def test_somebody_is_let_in_and_found(api, fits):
    made = api.post("/users", json={"name": "Mina"})
    assert made.status_code == 201
    mina = made.json()
    assert (mina["name"], mina["role"], mina["state"]) == ("Mina", "viewer", "active")
    assert made.headers["location"] == f"/api/v1/users/{mina['id']}"
    assert api.site.get(made.headers["location"], headers=api.headers).json() == mina
    listed = api.get("/users").json()["items"]
    assert [person["name"] for person in listed] == ["admin", "Mina"]
    assert api.get("/users?role=viewer").json()["items"] == [mina]
    assert api.get("/users?state=disabled").json() == {"items": [], "next_cursor": None}


def test_a_link_signs_the_person_in_whom_it_was_made_for(api, mina, refused):
    headers, answer = sign_in(api, mina)
    assert answer.json()["user"] == mina
    assert api.public.get("/jobs", headers=headers).status_code == 200
    refused(api.public.get("/users", headers=headers), "forbidden")
    made = api.post(f"/users/{mina['id']}/sign-in-link")
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")


def test_whoever_is_disabled_is_out_at_once_and_gets_no_link(api, mina, refused):
    headers, _ = sign_in(api, mina)
    there = f"/users/{mina['id']}"
    assert api.patch(there, json={"state": "disabled"}).json()["state"] == "disabled"
    refused(api.public.get("/jobs", headers=headers), "unauthenticated")
    refused(api.post(f"{there}/sign-in-link"), "conflict")
    assert api.patch(there, json={"state": "active"}).json() == mina
    refused(api.public.get("/jobs", headers=headers), "unauthenticated")


def test_a_new_role_counts_from_the_next_request_on(api, mina, refused):
    headers, _ = sign_in(api, mina)
    for role in Role:
        api.patch(f"/users/{mina['id']}", json={"role": role}).raise_for_status()
        status = api.public.get("/users", headers=headers).status_code
        assert status == (200 if role == Role.ADMIN else 403)


def test_the_last_admin_can_be_neither_demoted_nor_disabled(api, mina, refused):
    me = api.get("/session").json()["user"]
    for change in ({"role": "viewer"}, {"state": "disabled"}):
        refused(api.patch(f"/users/{me['id']}", json=change), "last-admin")
    assert api.get("/session").json()["user"] == me
    api.patch(f"/users/{mina['id']}", json={"role": "admin"}).raise_for_status()
    assert api.patch(f"/users/{me['id']}", json={"role": "viewer"}).status_code == 200


def test_nobody_is_deleted(api, mina, refused):
    refused(api.delete(f"/users/{mina['id']}"), "method-not-allowed")


def test_who_does_not_exist_cannot_be_looked_up_changed_or_invited(api, refused):
    nobody = f"/users/usr_{'0' * 26}"
    refused(api.get(nobody), "not-found")
    refused(api.patch(nobody, json={"name": "Mina"}), "not-found")
    refused(api.post(f"{nobody}/sign-in-link"), "not-found")


def test_a_change_that_makes_no_sense_is_refused(api, mina, refused):
    for change in ({}, {"role": "boss"}, {"state": None}, {"id": "x"}):
        refused(api.patch(f"/users/{mina['id']}", json=change), "invalid-request")


# At a terminal.


def test_whoever_has_a_shell_makes_a_link_for_anybody(api, mina, db, tmp_path, capsys):
    settings = read_settings(
        {"SPOLVERO_HOME": str(tmp_path), "SPOLVERO_DATABASE_URL": f"sqlite:///{db.url.database}"}
    )
    for named, name in ((None, "admin"), ("Mina", "Mina"), (mina["id"], "Mina")):
        assert commands.sign_in(settings, user=named) == 0
        secret = re.fullmatch(r"http://127\.0\.0\.1:8000/#sign-in=(\S+)\n", capsys.readouterr().out)
        said = api.public.post("/session", json={"link": secret[1]})
        assert said.json()["user"]["name"] == name
    entry = api.get("/audit?action=create_sign_in_link").json()["items"][0]
    assert (entry["actor_id"], entry["subject"]) == (None, mina["id"])
    api.patch(f"/users/{mina['id']}", json={"state": "disabled"})
    assert commands.sign_in(settings, user="Mina") == commands.sign_in(settings, user="Ada") == 1
    assert capsys.readouterr().err.splitlines() == [
        "spolvero: Mina is disabled and cannot sign in.",
        "spolvero: There is nobody with the id or the name Ada.",
    ]
