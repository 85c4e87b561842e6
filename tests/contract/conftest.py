"""One studio for all tests of the contract, behind a real socket, with a worker that draws."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from handlers.own_studio import SOURCE, own_studio
from tests.conftest import NO_TLS


@dataclass(frozen=True)
class Live:
    """A studio that is being served."""

    url: str
    token: str
    client: httpx.Client
    """The admin's."""
    source: str = SOURCE
    """The name of a folder with pictures."""

    def ids(self, noun: str) -> list[str]:
        """Give ids of some of these things; make some when few are left."""
        items = self.client.get(f"/{noun}?limit=10").json()["items"]
        while len(items) < 3:
            self._import()
            self._make_template_and_batch(len(items))
            self._report_a_bug()
            album = self.client.post("/albums", json={"name": "Foxes"}).json()["id"]
            recipe = {"prompt": "a fox", "steps": 1, "width": 64, "height": 64, "album_id": album}
            job = self.client.post("/jobs", json=recipe).json()["job_url"]
            while self.client.get(f"{self.url.removesuffix('/api/v1')}{job}").json()["state"] in (
                "queued",
                "running",
            ):
                pass
            items = self.client.get(f"/{noun}?limit=10").json()["items"]
        return [item["id"] for item in items]

    def plan(self) -> tuple[str, str]:
        """Plan an import; give its id and its hash."""
        plan = self._ended("/imports", {"source": self.source, "profile": "media"})
        return plan["id"], plan["plan_hash"]

    def _import(self) -> None:
        """Import what is there and not in the studio, reconcile it, and mend one kind."""
        import_id, plan_hash = self.plan()
        self._ended(f"/imports/{import_id}/apply", {"plan_hash": plan_hash})
        found = self._ended("/imports/reconcile", {"source": self.source, "profile": "media"})
        self._ended(f"/imports/{found['id']}/mend", {"code": "album_empty"})

    def _ended(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask for an import of any mode, and give it once it has ended well."""
        run: dict[str, Any] = self.client.post(path, json=body).raise_for_status().json()
        while run["state"] in ("queued", "running"):
            run = self.client.get(f"/imports/{run['id']}").raise_for_status().json()
        assert run["state"] == "succeeded", run
        return run

    def _make_template_and_batch(self, number: int) -> None:
        """Make a template with two rows, and start it."""
        facts = {"columns": [{"name": "suit"}], "prompt_template": "{suit}", "steps": 1}
        size = {"width": 64, "height": 64, "rows": [{"suit": "Spades"}, {"suit": "Hearts"}]}
        name = {"name": f"Suits {number} {uuid.uuid4()}"}
        made = self.client.post("/batch-templates", json={**facts, **size, **name}).json()
        self.client.post("/batches", json={"template_id": made["id"]})

    def _report_a_bug(self) -> None:
        environment, meta = {"mode": "test"}, {"location_href": "http://studio/"}
        bug = {"description": "A bug.", "environment": environment, "client_meta": meta}
        self.client.post("/bug-reports", json=bug).raise_for_status()


@pytest.fixture(scope="package")
def live() -> Iterator[Live]:
    with own_studio() as own:
        token = own.tokens["admin"]
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=own.url, headers=headers, verify=NO_TLS) as client:
            yield Live(own.url, token, client)
