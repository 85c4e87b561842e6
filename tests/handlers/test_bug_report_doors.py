"""The five acts on bug reports through three doors: HTTP, commands with the server, and without."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from handlers import console
from tests.conftest import ADMIN_TOKEN
from tests.handlers.canaries import submission

Act = Callable[..., Any]


@pytest.fixture
def command(capsys, monkeypatch, tmp_path, api):
    """Run a command on the test's studio; give the status, and the JSON that it printed."""
    for name, value in (
        ("SPOLVERO_URL", str(api.base_url).removesuffix("/api/v1/")),
        ("SPOLVERO_TOKEN", ADMIN_TOKEN),
        ("SPOLVERO_HOME", str(tmp_path)),
        ("XDG_CONFIG_HOME", str(tmp_path / "config")),
    ):
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        status = console.main(["bug-reports", *words, "--json"])
        out = capsys.readouterr().out
        return status, json.loads(out) if out.strip() else None

    return run


def by_http(api) -> Act:
    def act(act: str, report_id: str = "", **asked: Any) -> tuple[int, Any]:
        path = f"/bug-reports/{report_id}".rstrip("/")
        answer = {
            "list": lambda: api.get(path, params=asked),
            "get": lambda: api.get(path),
            "update": lambda: api.patch(path, json=asked),
            "delete": lambda: api.delete(path),
            "purge": lambda: api.post(f"{path}/purge", json=asked),
        }[act]()
        status = {404: 4, 409: 3}.get(answer.status_code, 0)
        return status, answer.json() if answer.is_success and answer.content else None

    return act


def by_command(command, *more: str) -> Act:
    def act(act: str, report_id: str = "", **asked: Any) -> tuple[int, Any]:
        options = []
        for name, value in asked.items():
            option = name.replace("_", "-")
            if isinstance(value, bool):
                options.append(f"--{'' if value else 'no-'}{option}")
            else:
                options += [f"--{option}", str(value)]
        if act in ("delete", "purge"):
            options.append("--yes")
        return command(act, *filter(None, [report_id]), *options, *more)

    return act


def told(shown: Any) -> Any:
    """Leave out what differs between three reports that are otherwise the same."""
    varies = {"id", "created_at", "updated_at", "trace_id", "purge_at", "group", "context"}
    varies |= {"at", "next_cursor", "as_of", "plan", "ids", "cutoff"}
    if isinstance(shown, dict):
        return {name: told(held) for name, held in shown.items() if name not in varies}
    return [told(each) for each in shown] if isinstance(shown, list | tuple) else shown


def five_acts(act: Act, old: str, new: str) -> list[Any]:
    """Do all five, on a report that is to be purged and on one that is to be deleted."""
    fresh = {"older_than_days": 10, "status": "wont_fix"}
    return [
        act("list", q=new[-6:])[0],
        act("get", new),
        act("update", new, status="in_progress", note="Looking."),
        act("update", new, status="open")[0],
        act("update", old, status="wont_fix", note="It is old."),
        act("update", old, status="resolved"),
        act("purge", **_for(act, fresh)),
        act("purge", **_for(act, fresh), dry_run=False),
        act("get", old),
        act("delete", new),
        act("delete", new),
        act("get", new),
    ]


def _for(act: Act, asked: dict[str, Any]) -> dict[str, Any]:
    many = act.__qualname__.startswith("by_http")
    return {**asked, "status": [asked["status"]]} if many else asked


def test_three_doors_lead_to_the_same_rules(api, command, clock):
    doors = (by_http(api), by_command(command), by_command(command, "--here"))
    clock.turn(days=-60)  # a command without the server goes by the machine's own clock
    olds = [api.post("/bug-reports", json=submission()).json()["id"] for _ in doors]
    clock.turn(days=11)
    news = [api.post("/bug-reports", json=submission()).json()["id"] for _ in doors]
    came_of = [
        told(five_acts(door, old, new)) for door, old, new in zip(doors, olds, news, strict=True)
    ]
    assert came_of[0] == came_of[1]
    assert came_of[0] == came_of[2]
    statuses = [each if isinstance(each, int) else each[0] for each in came_of[0]]
    assert statuses == [0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 4, 4]
    assert api.get("/bug-reports").json()["items"] == []
