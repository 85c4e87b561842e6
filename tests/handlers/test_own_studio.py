"""The studio that `spolvero verify` starts for itself."""

from collections.abc import Iterator

import httpx
import pytest

from domain import passwords
from handlers.own_studio import PEOPLE, OwnStudio, own_studio
from tests.conftest import NO_TLS


@pytest.fixture(scope="module")
def own() -> Iterator[OwnStudio]:
    with own_studio() as own:
        yield own


def asking(own: OwnStudio, name: str) -> httpx.Client:
    proof = {"Authorization": f"Bearer {own.tokens[name]}"}
    return httpx.Client(base_url=own.url, headers=proof, verify=NO_TLS)


@pytest.mark.parametrize("name", ["admin", *PEOPLE])
def test_each_of_its_people_is_known_by_a_token(own, name):
    with asking(own, name) as client:
        user = client.get("/session").raise_for_status().json()["user"]
    assert user["role"] == PEOPLE.get(name, "admin")


@pytest.mark.parametrize("noun", ["sessions", "identities"])
def test_what_nobody_can_make_there_by_the_contract_can_be_told_apart(own, noun):
    with asking(own, "admin") as client:
        items = client.get(f"/{noun}").raise_for_status().json()["items"]
    assert len({item["created_at"] for item in items}) == 1 + len(PEOPLE)


def test_its_worker_draws_small_pictures_and_fails_at_large_ones(own):
    with asking(own, "admin") as client:
        for width, state in ((64, "succeeded"), (1024, "failed")):
            recipe = {"prompt": "a fox", "steps": 1, "width": width, "height": width}
            made = client.post("/jobs", json=recipe).raise_for_status().json()
            while True:
                job = client.get(f"/jobs/{made['id']}").raise_for_status().json()
                if job["state"] not in ("queued", "running", "retrying"):
                    break
            assert job["state"] == state


def test_its_folder_of_pictures_can_be_imported(own):
    with asking(own, "admin") as client:
        plan = {"source": own.source, "profile": "media"}
        made = client.post("/imports", json=plan).raise_for_status().json()
        while made["state"] in ("queued", "running"):
            made = client.get(f"/imports/{made['id']}").raise_for_status().json()
    assert made["state"] == "succeeded"


def test_passwords_are_hashed_as_before_when_it_is_gone():
    before = passwords._hasher()
    with own_studio():
        assert passwords._hasher() is passwords._made(True)
    assert passwords._hasher() is before
