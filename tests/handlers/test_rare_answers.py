"""Answers that the contract declares and that few ever get."""

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.handlers.canaries import submission
from tests.handlers.test_batch_templates import CARDS
from tests.handlers.test_passwords import GOOD


@pytest.fixture
def studio(studio: Any) -> Any:
    """A studio that allows little: three pictures and a report an hour."""
    few = {"max_pictures_per_hour": 3, "max_bug_reports_per_hour": 1, "tries_per_login": 1}
    return replace(studio, facts=replace(studio.facts, **few))


@pytest.fixture
def signed_in(api: Any, browser: Any, quick_hashes: Any) -> Any:
    token = api.headers["Authorization"].removeprefix("Bearer ")
    assert browser.post("/session", json={"token": token}).status_code == 200
    return browser


def test_a_login_is_one_persons_and_guessing_the_password_until_now_is_limited(
    api, signed_in, refused, studio
):
    own = {"login": "ann", "password": GOOD}
    assert signed_in.put("/session/password", json=own).status_code == 200
    wrong = {**own, "current_password": "not it"}
    refused(signed_in.put("/session/password", json=wrong), "forbidden")
    refused(signed_in.put("/session/password", json=wrong), "too-many-sign-ins")
    other = api.post("/users", json={"name": "Bea", "role": "viewer"}).json()["id"]
    link = api.post(f"/users/{other}/sign-in-link").json()["url"].rpartition("=")[2]
    assert signed_in.post("/session", json={"link": link}).status_code == 200
    refused(signed_in.put("/session/password", json=own), "conflict")


def test_nobody_signs_in_while_the_database_is_away(api, db, refused):
    def go_away(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        raise OperationalError(statement, parameters, Exception("the server has gone away"))

    event.listen(db, "before_cursor_execute", go_away)
    refused(api.public.post("/session", json={"link": "x" * 20}), "database-unavailable")
    event.remove(db, "before_cursor_execute", go_away)


def test_a_template_takes_neither_the_name_of_another_nor_unknown_placeholders(api, refused):
    for name in ("Cards", "Deck"):
        at = api.post("/batch-templates", json={**CARDS, "name": name}).json()["id"]
    refused(api.patch(f"/batch-templates/{at}", json={"name": "Cards"}), "conflict")
    unknown = {"prompt_template": "{vlaue}"}
    refused(api.patch(f"/batch-templates/{at}", json=unknown), "invalid-rows")


def test_rows_that_somebody_has_are_not_sent_again(api):
    at = f"/batch-templates/{api.post('/batch-templates', json=CARDS).json()['id']}/rows.csv"
    tag = api.get(at).headers["ETag"]
    assert api.get(at, headers={"If-None-Match": tag}).status_code == 304


def test_a_persons_label_has_no_confidence(api, refused):
    path = f"/images/{api.picture()['id']}/labels"
    label = api.post(path, json={"kind": "tag", "text": "fox"}).json()["id"]
    refused(api.patch(f"{path}/{label}", json={"confidence": 0.5}), "rule-broken")


def test_a_second_report_within_the_hour_may_be_one_too_many(api, refused):
    assert api.post("/bug-reports", json=submission()).status_code == 201
    refused(
        api.post("/bug-reports", json={**submission(), "description": "Other."}), "rate-limited"
    )


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_a_picture_of_a_report_keeps_its_kind(api, kind):
    at = f"/bug-reports/{api.post('/bug-reports', json=submission()).json()['id']}/screenshot"
    picture = io.BytesIO()
    Image.new("RGB", (16, 9), "red").save(picture, kind)
    media_type = {"Content-Type": f"image/{kind}"}
    assert api.put(at, content=picture.getvalue(), headers=media_type).status_code == 200
    assert api.get(at).headers["content-type"] == f"image/{kind}"


def test_what_was_cancelled_counts_again_when_it_is_queued_again(api, refused, studio, stage):
    template = api.post("/batch-templates", json=CARDS).json()["id"]
    batch = api.post("/batches", json={"template_id": template}).raise_for_status().json()["id"]
    api.post(f"/batches/{batch}/cancel").raise_for_status()
    again = {"include_cancelled": True}
    refused(api.post(f"/batches/{batch}/retry", json=again), "rate-limited")
    stage[0].show(replace(studio, facts=replace(studio.facts, max_pictures_per_hour=1)))
    refused(api.post(f"/batches/{batch}/retry", json=again), "rule-broken")
    refused(api.post("/jobs/retry", json={"state": ["cancelled"]}), "rule-broken")


def test_nobody_is_invited_to_be_somebody_who_is_not_there(api, refused):
    invited = {"email": "ann@example.org", "user_id": f"usr_{'0' * 26}"}
    refused(api.post("/invitations", json=invited), "rule-broken")
