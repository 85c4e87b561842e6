"""A walk through the library."""

from __future__ import annotations

import uuid
from typing import Any

from tests.foreign.tour import Tour

GENRES = ("novel", "poetry", "history", "science", "children")
LANGUAGES = ("en", "de", "fr", "ga", "cy")


def walk(tour: Tour) -> None:
    """Do everything, the odd things too."""
    ask = tour.ask
    book: dict[str, Any] = {
        "title": "The Waves",
        "authors": ["Virginia Woolf", "b", "c", "d"],
        "genre": "novel",
        "language": "en",
        "published": 1931,
        "isbn": "9780156949606",
        "shelf_mark": "W 7",
        "tags": ["sea", "inner"],
    }
    made = [ask("POST", "/v1/books", body=book)["id"]]
    ask("GET", tour.headers.get("location", "/v1/nothing"), None)
    for at in range(9):
        more = {**book, "title": f"{'Waves' if at % 2 else 'wAVES'} {9 - at}"}
        more |= {"genre": GENRES[at % 5], "language": LANGUAGES[at % 5], "published": 1900 + at}
        made.append(ask("POST", "/v1/books", body=more)["id"])
    for made_id in made:
        ask("GET", f"/v1/books/{made_id}", None)
    for change in (
        {"title": " Trimmed "},
        {"title": "x" * 120},
        {"title": "x" * 121},
        {"title": ""},
        {"title": "Ⅻ жук 🐟"},
        {"genre": "cookery"},
        {"genre": "children"},
        {"published": 2100},
        {"published": 1449},
        {"isbn": "123"},
        {"isbn": None},
        {"tags": ["a", "a"]},
        {"authors": [*"abcde"]},
        {"authors": ["x" * 61]},
        {"authors": []},
        {"more": 1},
    ):
        ask("POST", "/v1/books", body={**book, **change})
        ask("PUT", f"/v1/books/{made[1]}", body={**book, **change})
    least = {"title": "Least", "genre": "poetry", "language": "de", "published": 1999}
    ask("POST", "/v1/books", body=least)
    ask("POST", "/v1/books", content=b"{", headers={"Content-Type": "application/json"})
    ask("POST", "/v1/books", content=b"[]", headers={"Content-Type": "application/json"})
    for kind in ("text/plain", "application/xml", "application/json; charset=utf-8"):
        ask("POST", "/v1/books", body=book, headers={"Content-Type": kind})
        ask("PUT", f"/v1/books/{made[1]}", body=book, headers={"Content-Type": kind})
    ask("POST", "/v1/books", None, body=book)
    ask("POST", "/v1/books", None, body=book, headers={"Authorization": "Bearer nobody"})
    _keys(tour, "/v1/books", book, {**book, "title": "Another"})

    for query in (
        {},
        {"limit": 50},
        {"limit": 51},
        {"limit": 0},
        {"limit": "x"},
        {"genre": "novel"},
        {"genre": "cookery"},
        {"genre": ""},
        {"language": ["de", "fr"]},
        {"title": "waves"},
        {"published_from": 1902},
        {"published_to": 1904},
        {"published_from": 1902, "published_to": 1904},
        {"published_from": 1904, "published_to": 1902},
        {"genre": "novel", "published_from": 1902},
        *({"sort": way} for way in ("title", "-title", "published", "-published", "added_at")),
        {"sort": "colour"},
        {"cursor": "colour"},
    ):
        for _ in range(2):
            ask("GET", "/v1/books", None, **query)
    _pages(tour, "/v1/books", None)
    _pages(tour, "/v1/books", None, sort="title")
    ask("HEAD", "/v1/books", None)

    one = f"/v1/books/{made[2]}"
    ask("HEAD", one, None)
    ask("GET", one, None)
    etag = tour.headers.get("etag", "")
    ask("GET", one, None, headers={"If-None-Match": etag})
    ask("GET", one, None, headers={"If-None-Match": '"other"'})
    ask("PATCH", one, body={"title": "Changed"}, headers={"If-Match": '"other"'})
    ask("PATCH", one, body={"title": "Changed"}, headers={"If-Match": etag})
    ask("GET", one, None, headers={"If-None-Match": etag})
    ask("PATCH", one, body={"published": 1950})
    ask("GET", one, None)
    ask("PATCH", one, body={"shelf_mark": None})
    ask("GET", one, None)
    ask("PATCH", one, body={})
    ask("PATCH", one, body={"title": ""})
    ask("PUT", one, body=book, headers={"If-Match": '"other"'})
    ask("PUT", one, body=book)
    ask("PUT", one, body=book)
    ask("GET", one, None)
    ask("PUT", one, body=least)
    ask("GET", one, None)
    ask("PUT", one, None, body=book)
    ask("PUT", f"/v1/books/{uuid.UUID(int=5)}", body=book)
    ask("GET", f"/v1/books/{uuid.UUID(int=5)}", None)
    ask("GET", "/v1/books/odd", None)
    for way in ("apa", "chicago", "mla", "bbc"):
        ask("GET", one + "/citation", None, style=way)
    ask("GET", one + "/citation", None)
    ask("GET", one + "/citation", None, style="apa", headers={"Accept": "image/png"})
    ask("GET", one + "/citation", None, style="apa", headers={"Accept": "text/plain"})

    loans = []
    for at, terms in enumerate(({"note": "Mine"}, {"days": 30}, {"days": 31}, {"days": 0}, {})):
        loan = ask("POST", "/v1/loans", body={"book_id": made[at], **terms})
        loans += [loan["id"]] if tour.status == 201 else []
    ask("POST", "/v1/loans", body={"book_id": made[0]})
    ask("POST", "/v1/loans", body={"book_id": made[6], "note": None, "days": 3})
    ask("POST", "/v1/loans", body={"book_id": made[7], "more": 3})
    ask("POST", "/v1/loans", body={"book_id": str(uuid.UUID(int=6))})
    ask("POST", "/v1/loans", body={"book_id": made[8]}, headers={"Content-Type": "text/plain"})
    ask("POST", "/v1/loans", "grace", body={"book_id": made[8]})
    mine = f"/v1/loans/{loans[0]}"
    for who in ("ada", "grace", None):
        ask("GET", "/v1/loans", who)
        ask("GET", mine, who)
        ask("PATCH", mine, who, body={"reminder": True})
        ask("GET", mine, "ada")
    ask("PATCH", mine, body={"reminder": "yes"})
    ask("GET", "/v1/loans", None, headers={"Authorization": "Bearer nobody"})
    ask("DELETE", f"/v1/books/{made[0]}")
    ask("POST", mine + "/return", "grace")
    ask("POST", mine + "/return")
    ask("POST", mine + "/return")
    for query in (
        {"state": "active"},
        {"state": "returned"},
        {"due_before": "2026-01-10T00:00:00Z"},
        {"due_before": "soon"},
        {"sort": "due_at"},
        {"sort": "-due_at"},
        {"sort": "note"},
        {"limit": 0},
    ):
        ask("GET", "/v1/loans", **query)
    _pages(tour, "/v1/loans", "ada")
    ask("DELETE", mine, "grace")
    ask("DELETE", mine)
    ask("DELETE", mine)
    ask("GET", mine)

    for way in ({"by": "sms"}, {"by": "email", "address": "a@b.example"}, {"by": "x"}, {}):
        ask("POST", "/v1/holds", body={"book_id": made[3], "contact": way})
    hold = ask("POST", "/v1/holds", body={"book_id": made[4]})["id"]
    ask("POST", "/v1/holds", content=b"nonsense", headers={"Content-Type": "application/json"})
    ask("POST", "/v1/holds", body={"book_id": str(uuid.UUID(int=6))})
    ask("POST", "/v1/holds", "grace", body={"book_id": made[4]})
    _keys(tour, "/v1/holds", {"book_id": made[4]}, {"book_id": made[5]})
    _pages(tour, "/v1/holds", "ada")
    moment = "2026-01-01T00:00:00Z"
    for query in (
        {},
        {"book_id": made[4]},
        {"before": moment},
        {"before": moment, "after": moment},
    ):
        ask("GET", "/v1/holds", **query)
    for who in (None, "grace", "ada"):
        ask("GET", f"/v1/holds/{hold}", who)
    for who in (None, "grace", "ada", "ada"):
        ask("DELETE", f"/v1/holds/{hold}", who)

    for period in (
        {},
        {"from": "2026-01-01", "to": "2026-02-01"},
        {"from": "2026-03-01", "to": "2026-02-01"},
        {"from": "2026-03-01"},
        {"from": "x", "to": "2026-02-01"},
    ):
        ask("POST", "/v1/reports", body={"kind": "loans", **period})
    ask("POST", "/v1/reports", None, body={"kind": "loans"})
    report = "/v1/reports/" + ask("POST", "/v1/reports", body={"kind": "stock"})["id"]
    ask("GET", report)
    ask("GET", report, "grace")
    for _ in range(40):
        seen = ask("GET", report, quiet=True) or {}
        if seen.get("state") == "done":
            break
        tour.pause.wait(0.01)
    ask("GET", report)
    for who in ("ada", "grace", None):
        ask("GET", "/v1/me", who)
        ask("POST", "/v1/me", who)
    ask("DELETE", "/v1/books")
    ask("POST", mine)
    for who in (None, "ada", "ada"):
        ask("DELETE", f"/v1/books/{made[9]}", who)
        ask("GET", f"/v1/books/{made[9]}", None)
        ask("GET", "/v1/books", None)


def _keys(tour: Tour, path: str, body: Any, other: Any) -> None:
    for key in ("a-key-of-mine", "odd key!"):
        headers = {"Idempotency-Key": key}
        for each in (body, body, other):
            tour.ask("POST", path, body=each, headers=headers)


def _pages(tour: Tour, path: str, who: str | None, **query: Any) -> None:
    for limit in (1, 2, 3):
        more: dict[str, Any] = {}
        for _ in range(6):
            page = tour.ask("GET", path, who, limit=limit, **more, **query)
            if not isinstance(page, dict) or not page.get("next_cursor"):
                break
            more = {"cursor": page["next_cursor"]}
