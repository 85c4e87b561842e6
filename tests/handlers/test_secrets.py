"""No secret that comes with a bug report is kept or told, wherever it stood."""

import base64
import io
import json
import logging

import pytest
from PIL import Image, PngImagePlugin

from tests.conftest import ADMIN_TOKEN
from tests.handlers.canaries import CANARIES, found_in, planted, submission

REDACTED = "[redacted]"


def everything_stored(tmp_path, db):
    """Give every byte of the database and of the files."""
    with db.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "studio.db" for path in files)
    return b"\0".join(path.read_bytes() for path in files)


@pytest.fixture
def told(caplog):
    """What has been logged, of every kind."""
    caplog.set_level(logging.DEBUG)
    return lambda: caplog.text.encode()


def shot_with(secret: str) -> bytes:
    """Make a picture whose metadata tell a secret."""
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Comment", f"token={secret}")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG", pnginfo=facts)
    return picture.getvalue() + secret.encode()


def test_two_hundred_secrets_are_nowhere_afterwards(api, db, studio, tmp_path, told):
    canaries = planted()
    sent = json.dumps(canaries.reports)
    proofs = {base64.b64encode(f"ada:{each}".encode()).decode(): each for each in canaries.secrets}
    there = {each for each in canaries.secrets if each in sent}
    there |= {each for proof, each in proofs.items() if proof in sent}
    assert len(there) == len(set(canaries.secrets)) == CANARIES
    replies = []
    object.__setattr__(studio.facts, "max_bug_reports_per_hour", 1000)
    for number, report in enumerate(canaries.reports):
        secret = canaries.secrets[number]
        made = api.post("/bug-reports", json=report)
        assert made.status_code == 201, made.text
        assert made.json()["redactions"] > 0, report
        path = f"/bug-reports/{made.json()['id']}"
        replies += [made, api.get(path)]
        if number % 8 == 0:
            note = f"the password is {secret}"
            replies += [
                api.put(
                    f"{path}/screenshot",
                    content=shot_with(secret),
                    headers={"Content-Type": "image/png"},
                ),
                api.get(f"{path}/screenshot"),
                api.patch(path, json={"status": "resolved", "note": note}),
            ]
        for kind in ("application/json", "text/html"):
            replies.append(api.get(f"{path}/export", headers={"Accept": kind}))
    replies.append(api.get("/bug-reports", params={"limit": 100}))
    assert [reply.text for reply in replies if reply.status_code >= 300] == []
    told_back = b"\0".join(reply.content for reply in replies)
    assert REDACTED.encode() in told_back
    for data in (told_back, everything_stored(tmp_path, db), told()):
        assert found_in(data, canaries.secrets) == []
        assert [proof for proof in proofs if proof.encode() in data] == []


def test_what_is_refused_is_neither_told_back_nor_kept(api, db, tmp_path, told):
    secret = "C9994QZ1XK7M2PB8VD"
    replies = []
    for change in (
        {"description": 7, "expected": f"token={secret}"},
        {"app_state": {"password": secret, "more": "x" * 300_000}},
        {"environment": {"mode": ["Bearer " + secret]}},
        {"network_events": [{"url": secret * 200}]},
    ):
        replies.append(api.post("/bug-reports", json={**submission(), **change}))
    replies.append(api.post("/bug-reports", content=f'{{"password": "{secret}"'.encode()))
    replies.append(api.get(f"/spv_{secret}"))
    replies.append(api.get(f"/jobs/spv_{secret}"))
    assert {reply.status_code for reply in replies} == {400, 404, 413, 415}
    made = api.post("/bug-reports", json=submission()).json()["id"]
    context = api.get(f"/bug-reports/{made}")
    problems = b"\0".join(reply.content for reply in replies[:5])
    for data in (problems, context.content, everything_stored(tmp_path, db)):
        assert found_in(data, [secret]) == []


def test_the_token_that_a_report_came_with_is_taken_out_wherever_it_stands(api):
    report = submission()
    report["description"] = f"I typed {ADMIN_TOKEN} by mistake."
    report["app_state"] = {"plain": [ADMIN_TOKEN], ADMIN_TOKEN: 1}
    made = api.post("/bug-reports", json=report).json()
    kept = api.get(f"/bug-reports/{made['id']}").text
    assert ADMIN_TOKEN not in kept
    assert made["description"] == f"I typed {REDACTED} by mistake."
