"""A walk through the tasks."""

from __future__ import annotations

import uuid
from typing import Any

from tests.foreign.tour import Tour

KEY = "7c9a8c39-7a4e-4e43-a6a5-5e8a1a8f6b11"


def walk(tour: Tour) -> None:
    """Do everything, the odd things too."""
    ask = tour.ask
    task: dict[str, Any] = {
        "title": "paint the shed",
        "description": "Green",
        "status": "doing",
        "due": "2026-05-01",
        "tags": ["shed", "home"],
        "effort": 2.5,
    }
    made = []
    for at in range(8):
        more = {"title": f"t{7 - at}", "due": None if at == 3 else f"2026-05-{30 - at}"}
        more |= {"status": ("todo", "doing", "done")[at % 3], "tags": [["a"], ["b", "a"]][at % 2]}
        made.append((ask("POST", "/tasks", body={**task, **more}) or {"id": "x"})["id"])
        ask("GET", tour.headers.get("location", "/nothing"))
    one, two, gone = (f"/tasks/{made[at]}" for at in (0, 1, 7))
    for change in (
        {},
        {"title": "x" * 100},
        {"title": "x" * 101},
        {"title": ""},
        {"title": "a/b"},
        {"title": "🐟"},
        {"status": "lost"},
        {"due": None},
        {"due": "0999-01-01"},
        {"due": "May"},
        {"tags": []},
        {"tags": [*"abcdef"]},
        {"tags": ["A"]},
        {"effort": 0.3},
        {"effort": -1},
        {"effort": 40.5},
        {"more": 1},
    ):
        ask("POST", "/tasks", body={**task, **change})
        ask("PUT", one, body={**task, **change})
        ask("PATCH", two, body=change)
        ask("GET", two)
    ask("POST", "/tasks", body={"title": "Least"})
    ask("POST", "/tasks", content=b"{", headers={"Content-Type": "application/json"})
    ask("POST", "/tasks", None, body=task)
    for kind in ("text/plain", "application/xml"):
        ask("POST", "/tasks", body=task, headers={"Content-Type": kind})
        ask("POST", one + "/notes", body={"text": "x"}, headers={"Content-Type": kind})
    for key in (KEY, "odd"):
        for body in (task, task, {**task, "title": "Other"}):
            ask("POST", "/tasks", body=body, headers={"Idempotency-Key": key})
    for query in (
        {},
        {"limit": 100},
        {"limit": 101},
        {"limit": 0},
        {"cursor": "odd"},
        *({"status": each} for each in ("todo", "doing", "done", "lost")),
        {"due_before": "2026-05-26"},
        {"due_after": "2026-05-26"},
        {"tag": "b"},
        *({"sort": each} for each in ("created_at", "title", "due", "colour")),
        {"order": "desc"},
        {"order": "up"},
        {"sort": "title", "order": "desc"},
    ):
        ask("GET", "/tasks", **query)
        ask("GET", "/tasks", **query)
    _pages(tour, "/tasks", "next_cursor")
    ask("PATCH", two, body={"tags": ["new"]})
    ask("PATCH", two, body={"title": "new"})
    ask("GET", two)
    ask("PUT", one, body={"title": "Bare"})
    ask("PUT", one, body={"title": "Bare"})
    ask("GET", one)
    ask("POST", two + "/complete")
    ask("POST", two + "/complete")
    ask("GET", two)
    for odd in ("odd", str(uuid.UUID(int=3))):
        ask("GET", f"/tasks/{odd}")
        ask("GET", f"/notes/{odd}")

    notes = []
    for body in (
        {"text": " a  b "},
        {"text": "x" * 500},
        {"text": "p", "pinned": True},
        {"text": ""},
    ):
        notes.append((ask("POST", one + "/notes", body=body) or {}).get("id"))
    ask("POST", one + "/notes", body={"text": "x", "pinned": 1})
    ask("POST", two + "/notes", body={"text": "elsewhere"})
    _pages(tour, one + "/notes", "next")
    ask("GET", one + "/notes", limit=0)
    note = f"/notes/{notes[0]}"
    for who in (None, "bob", "eve"):
        ask("GET", "/me", who)
        ask("GET", "/tasks", who)
        ask("GET", gone, who)
        ask("PUT", gone, who, body=task)
        ask("PATCH", gone, who, body={"title": f"By {who}"})
        ask("POST", gone + "/complete", who)
        ask("GET", one + "/notes", who)
        ask("POST", one + "/notes", who, body={"text": "y"})
        ask("GET", note, who)
        ask("DELETE", note, who)
        ask("DELETE", gone, who)
    ask("GET", "/tasks", None, headers={"Authorization": "Bearer nobody"})
    for path in (note, gone):
        ask("GET", path)
        ask("DELETE", path)
    ask("GET", "/tasks")
    ask("GET", "/health", None)
    ask("HEAD", one)
    ask("DELETE", "/me")
    ask("DELETE", one + "/notes")
    ask("POST", one)
    ask("DELETE", one)
    ask("GET", f"/notes/{notes[1]}")


def _pages(tour: Tour, path: str, following: str) -> None:
    for limit in (1, 2, 3):
        more: dict[str, Any] = {}
        for _ in range(5):
            page = tour.ask("GET", path, limit=limit, **more)
            if not isinstance(page, dict) or not page.get(following):
                break
            more = {"cursor": page[following]}
