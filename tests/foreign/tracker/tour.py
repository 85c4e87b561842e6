"""A walk through the tracker."""

from __future__ import annotations

from typing import Any

from tests.foreign.tour import Tour


def walk(tour: Tour) -> None:
    """Do everything, the odd things too."""
    ask = tour.ask
    project: dict[str, Any] = {
        "key": "BOAT",
        "name": "The boat",
        "description": "A hull with holes",
        "homepage": "https://boat.example/",
    }
    one = ask("POST", "/api/projects", body=project)["id"]
    ask("GET", f"/api/projects/{one}")
    others = []
    for at, letter in enumerate("ABCDEFGH"):
        more = {**project, "key": letter * 4, "name": f"Pro'ject {letter}", "archived": at % 3 == 0}
        others.append((ask("POST", "/api/projects", body=more) or {"id": 0})["id"])
    for at, change in enumerate(
        (
            {},
            {"key": "no"},
            {"name": "x" * 81},
            {"name": "x" * 80},
            {"name": ""},
            {"description": None},
            {"homepage": None},
            {"homepage": "nowhere at all"},
            {"archived": "yes"},
            {"more": 1},
        )
    ):
        key = change.get("key", "KEY" + chr(65 + at))
        body = {**project, "key": key, **change}
        if (ask("POST", "/api/projects", body=body) or {}).get("id"):
            ask("PUT", f"/api/projects/{one}", body={**project, **change})
    ask("POST", "/api/projects", body=project)
    ask("POST", "/api/projects", None, body={**project, "key": "NONE"})
    ask("PUT", f"/api/projects/{one}", body={"key": "BOAT"})
    ask("PUT", f"/api/projects/{one}", body={"key": "BOAT", "name": "Boat"})
    ask("GET", f"/api/projects/{one}")
    ask("PUT", f"/api/projects/{one}", body={**project, "key": "AAAA"})
    etag = tour.headers.get("etag", "")
    ask("GET", f"/api/projects/{one}")
    etag = tour.headers.get("etag", "")
    for tag in (etag, '"other"'):
        ask("GET", f"/api/projects/{one}", headers={"If-None-Match": tag})
    ask("PUT", f"/api/projects/{one}", body=project, headers={"If-Match": '"other"'})
    ask("PUT", f"/api/projects/{one}", body=project, headers={"If-Match": etag})
    ask("GET", f"/api/projects/{one}", headers={"If-None-Match": etag})
    ask("HEAD", f"/api/projects/{one}")
    ask("GET", f"/api/projects/{one}")
    ask("GET", f"/api/projects/{one}", headers={"X-Api-Key": "nobody"})
    for query in (
        {},
        {"q": "boat"},
        {"archived": "true"},
        {"archived": "false"},
        {"archived": "maybe"},
        {"perPage": 101},
        {"perPage": 100},
        {"perPage": 0},
        {"page": 0},
        *({"page": page, "perPage": 4} for page in (1, 2, 3, 9)),
    ):
        ask("GET", "/api/projects", **query)

    home = f"/api/projects/{one}/issues"
    issue: dict[str, Any] = {
        "title": "It leaks",
        "body": "By the keel",
        "priority": 2,
        "assignee": "sam",
        "labels": ["wet", "hull"],
        "estimate": 2.5,
    }
    made = []
    for at in range(6):
        more = {"title": f"{'Ab' if at % 2 else 'aB'} {5 - at}", "priority": at % 5 + 1}
        more |= {"assignee": ("sam", "sue", None)[at % 3], "labels": [*"xyz"][at % 3 :]}
        made.append((ask("POST", home, body={**issue, **more}) or {"id": 0})["id"])
    foreign = ask("POST", f"/api/projects/{others[0]}/issues", body=issue)["id"]
    ask("GET", tour.headers.get("location", "/api/nothing"))
    for change in (
        {"title": "x" * 200},
        {"title": "x" * 201},
        {"title": ""},
        {"title": "жук 🐟"},
        {"priority": 5},
        {"priority": 6},
        {"estimate": 0},
        {"estimate": 0.001},
        {"estimate": None},
        {"labels": [*"abcdef"]},
        {"labels": [*"abcdefg"]},
        {"labels": []},
        {"more": 1},
    ):
        ask("POST", home, body={**issue, **change})
    ask("POST", home, body={"title": "Least"})
    it = f"/api/issues/{made[1]}"
    for way in (
        {"priority": 5},
        {"priority": 1},
        {"status": "inProgress"},
        {"status": "closed"},
        {"assignee": None},
        {"title": ""},
        {"title": "New"},
        {},
    ):
        ask("PATCH", it, body=way)
        ask("GET", it)
    ask("PUT", it, body=issue)
    ask("GET", it)
    ask("PUT", it, body=issue)
    ask("PUT", it, body={"title": "Bare"})
    ask("GET", it)
    ask("POST", f"/api/issues/{made[2]}/close")
    ask("POST", f"/api/issues/{made[2]}/close")
    ask("POST", f"/api/issues/{made[2]}/close", None)
    ask("GET", f"/api/issues/{made[2]}")
    ask("PATCH", f"/api/issues/{made[3]}", body={"status": "inProgress"})
    for query in (
        {},
        *({"status": each} for each in ("open", "inProgress", "closed", "lost")),
        {"assignee": "sam"},
        {"assignee": "sa"},
        {"label": "x"},
        {"label": ["z", "y"]},
        {"label": "y"},
        {"minPriority": 3},
        {"createdAfter": "2026-01-01T00:00:30Z"},
        {"q": "keel"},
        {"q": "leaks"},
        {"q": "x"},
        *({"sort": each} for each in ("createdAt", "priority", "-priority", "title", "-title")),
        {"sort": "colour"},
        {"offset": 2},
        {"offset": -1},
        {"limit": 2},
        {"limit": 2, "offset": 2},
        {"limit": 0},
        {"limit": 201},
    ):
        ask("GET", home, **query)
    ask("GET", home, None)
    ask("HEAD", home)
    ask("GET", home, "omar")
    for odd in ("word", "9999", "99999999999", "-1"):
        ask("GET", f"/api/issues/{odd}")
        ask("GET", f"/api/drafts/{odd}")

    said = f"/api/issues/{made[0]}/comments"
    for text in ("First & <b>", " padded ", "🐟", "x" * 1000, "x" * 1001, ""):
        ask("POST", said, body={"text": text, "more": 1})
        ask("POST", said, body={"text": text})
    ask("POST", said, body={})
    ask("POST", said, None, body={"text": "Who?"})
    for kind in ("text/plain", "application/xml"):
        ask("POST", said, body={"text": "x"}, headers={"Content-Type": kind})
        ask("POST", "/api/drafts", body={"subject": "x"}, headers={"Content-Type": kind})
    comment = ask("POST", said, body={"text": "Mine"})["id"]
    ask("POST", f"/api/issues/{foreign}/comments", body={"text": "Elsewhere"})
    ask("GET", said)
    for who in ("omar", "lin"):
        ask("GET", f"/api/comments/{comment}", who)
        ask("PATCH", f"/api/comments/{comment}", who, body={"text": f"By {who}"})
        ask("GET", f"/api/comments/{comment}", who)
    ask("DELETE", f"/api/comments/{comment}", "omar")
    ask("DELETE", f"/api/comments/{comment}")
    ask("DELETE", f"/api/comments/{comment}")

    drafts = []
    for subject in ("", "a", "b", "c"):
        draft = ask("POST", "/api/drafts", body={"subject": subject, "text": "t"}) or {}
        drafts += [draft["id"]] if "id" in draft else []
    ask("POST", "/api/drafts", None, body={"subject": "x"})
    for query in ({}, {"page": 0}, {"perPage": 2}, {"perPage": 2, "page": 2}, {"perPage": 21}):
        ask("GET", "/api/drafts", **query)
    ask("DELETE", "/api/drafts")
    draft = f"/api/drafts/{drafts[-1]}"
    for who in ("omar", "lin", None):
        ask("GET", "/api/drafts", who)
        ask("GET", draft, who)
        ask("PUT", draft, who, body={"subject": f"By {who}"})
        ask("PUT", draft, who, body={"subject": f"By {who}"})
        ask("GET", draft, "lin")
    ask("DELETE", draft, "omar")
    ask("DELETE", draft)
    ask("DELETE", draft)

    export = ask("POST", f"/api/projects/{one}/exports")["id"]
    ask("GET", f"/api/exports/{export}")
    for _ in range(40):
        seen = ask("GET", f"/api/exports/{export}", quiet=True) or {}
        if seen.get("status") == "succeeded":
            break
        tour.pause.wait(0.01)
    ask("GET", f"/api/exports/{export}")
    ask("DELETE", f"/api/exports/{export}")
    ask("POST", f"/api/projects/{one}")
    ask("GET", "/api/ping", None)
    for path in (f"/api/issues/{made[0]}", f"/api/projects/{one}"):
        ask("DELETE", path, None)
        ask("DELETE", path)
        ask("DELETE", path)
        ask("GET", path)
        ask("GET", home)
        ask("GET", f"/api/issues/{made[1]}")
        ask("GET", "/api/projects")
