"""A lending library: books for everybody, loans and holds of one's own, reports that take time."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import yaml

from tests.foreign.plain import Answer, Api, Asked, Handler, Refused

CONTRACT = Path(__file__).with_name("contract.yaml")
DOCUMENT = yaml.safe_load(CONTRACT.read_text())
CARDS = {"ada": "Bearer card-of-ada-1815", "grace": "Bearer card-of-grace-1906"}
"""Identities: the Authorization header of each."""
REPORT_SECONDS = 0.1

Row = dict[str, Any]


class Library(Api):
    """The library of Saltmarsh."""

    document = DOCUMENT
    prefix = "/v1"
    ignores_accept = False

    def __init__(self, drift: Any = None) -> None:
        super().__init__(drift)
        self.books: dict[str, Row] = {}
        self.loans: dict[str, Row] = {}
        self.holds: dict[str, Row] = {}
        self.reports: dict[str, Row] = {}
        self.keys: dict[tuple[str, str, str], tuple[Any, Answer]] = {}

    def identify(self, headers: Mapping[str, str]) -> str | None:
        given = headers.get("authorization", "")
        return next((name for name, card in CARDS.items() if card == given), None)

    def refusal(self, status: int, why: str) -> Answer:
        body = {"type": "about:blank", "title": why, "status": status}
        return Answer(status, body, media="application/problem+json")

    def refuse(self, key: str, error: Refused) -> Answer:
        if key == "createHold" and self.lies("crash-on-bad-json") and error.why.endswith("JSON."):
            error.status = 500
        if key == "startReport" and self.lies("nobody-403") and error.status == 401:
            error.status = 403
        if key == "createLoan" and self.lies("media-type-400") and error.status == 415:
            error.status = 400
        if key == "getMe" and self.lies("challenge-missing"):
            error.headers.pop("WWW-Authenticate", None)
        answer = super().refuse(key, error)
        if key == "getLoan" and self.lies("problem-without-title"):
            del answer.body["title"]
        if key == "getHold" and self.lies("problems-as-json"):
            answer.media = "application/json"
        return answer

    def handlers(self) -> dict[str, Handler]:
        return {
            "listBooks": self.list_books,
            "createBook": self.create_book,
            "getBook": self.get_book,
            "replaceBook": self.replace_book,
            "updateBook": self.update_book,
            "deleteBook": self.delete_book,
            "citeBook": self.cite_book,
            "listLoans": self.list_loans,
            "createLoan": self.create_loan,
            "getLoan": self.get_loan,
            "updateLoan": self.update_loan,
            "forgetLoan": self.forget_loan,
            "returnLoan": self.return_loan,
            "listHolds": self.list_holds,
            "createHold": self.create_hold,
            "getHold": self.get_hold,
            "cancelHold": self.cancel_hold,
            "startReport": self.start_report,
            "getReport": self.get_report,
            "getMe": self.get_me,
        }

    # Books

    def list_books(self, asked: Asked) -> Answer:
        query, rows = asked.query, [*self.books.values()]
        if self.lies("list-mutates"):
            for row in rows[-1:]:
                row["shelf_mark"] = str(self.number())
        if self.lies("new-book-not-listed"):
            rows = [row for row in rows if row["language"] != "cy"]
        if "genre" in query and not self.lies("genre-filter-ignored"):
            rows = [row for row in rows if row["genre"] == query["genre"]]
        if "language" in query and not self.lies("language-filter-ignored"):
            wanted = query["language"]
            if self.lies("language-filter-partly"):
                wanted = wanted[:1]
            rows = [row for row in rows if row["language"] in wanted]
        if "title" in query and not self.lies("title-filter-ignored"):
            part, exact = query["title"].casefold(), self.lies("title-filter-case-sensitive")
            rows = [
                row
                for row in rows
                if (query["title"] in row["title"] if exact else part in row["title"].casefold())
            ]
        if "genre" in query and "published_from" in query and self.lies("genre-adds"):
            rows = [*self.books.values()]
        start, end = query.get("published_from"), query.get("published_to")
        if start is not None and end is not None and self.lies("narrower-span-widens"):
            start, end = None, None
        if start is not None and end is not None and start > end:
            if self.lies("crash-on-empty-span"):
                return Answer(500, self.refusal(500, "range()").body)
            if not self.lies("span-unchecked"):
                raise Refused(400, "published_from is after published_to.")
        if start is not None:
            off = 1 if self.lies("published-from-exclusive") else 0
            rows = [row for row in rows if row["published"] >= start + off]
        if end is not None and not self.lies("published-to-ignored"):
            rows = [row for row in rows if row["published"] <= end]
        sort = query["sort"]
        key = sort.removeprefix("-")
        if not self.lies("sort-ignored"):
            rows.sort(key=lambda row: row["id"])
            backwards = sort.startswith("-") != (self.lies("sort-reversed") and key == "title")
            rows.sort(key=lambda row: row[key], reverse=backwards)
        if self.lies("order-unstable") and self.number() % 2:
            rows.sort(key=lambda row: row["id"])
        page = self.page(asked, rows, total=True)
        page["items"] = [self.book(row) for row in page["items"]]
        return Answer(200, page, {"Cache-Control": "no-cache"})

    def page(self, asked: Asked, rows: list[Row], total: bool = False) -> Row:
        """Cut a page out; a cursor names the last row of the page before."""
        limit, start = asked.query["limit"], 0
        cursor = asked.query.get("cursor")
        drifting = self.drift is not None and self.drift.name
        if cursor is not None:
            places = [at for at, row in enumerate(rows) if row["id"] == cursor]
            if not places:
                raise Refused(400, "This cursor is of no page.")
            start = places[0] + 1
            if drifting == "cursor-skips":
                start += 1
            if drifting == "cursor-repeats":
                start -= 1
            if drifting == "cursor-ignored":
                start = 0
        end = start + limit + (1 if drifting == "limit-plus-one" else 0)
        if drifting == "limit-ignored":
            end = start + 20
        part = rows[start:end]
        more = end < len(rows)
        if drifting == "last-page-lies" and part:
            more = True
        if drifting == "ends-too-soon" and start:
            more = False
        body: Row = {"items": [*part], "next_cursor": part[-1]["id"] if more and part else None}
        if drifting == "loans-cursor-skips" and cursor is not None and "state" in rows[0]:
            body["items"] = body["items"][1:]
        if total:
            body["total"] = len(rows)
            if drifting == "total-of-page":
                body["total"] = len(part)
            if drifting == "total-counts-all":
                body["total"] = len(self.books)
        return body

    def create_book(self, asked: Asked) -> Answer:
        return self.once("createBook", asked, lambda: self._create_book(asked))

    def _create_book(self, asked: Asked) -> Answer:
        body = asked.body
        if self.lies("crash-on-long-title") and len(body["title"]) > 100:
            return Answer(500, self.refusal(500, "Data too long").body)
        if self.lies("crash-on-non-ascii"):
            try:
                body["title"].encode("latin-1")
            except UnicodeEncodeError:
                return Answer(500, self.refusal(500, "latin-1").body)
        if self.lies("crash-on-empty-authors") and body.get("authors") == []:
            return Answer(500, self.refusal(500, "IndexError").body)
        if self.lies("refuses-unicode") and not body["title"].isascii():
            raise Refused(400, "Letters, please.")
        row = {
            "id": self.id(),
            "title": body["title"],
            "authors": body.get("authors", []),
            "genre": body["genre"],
            "language": body["language"],
            "published": int(body["published"]),
            "isbn": body.get("isbn"),
            "shelf_mark": body.get("shelf_mark"),
            "tags": body.get("tags", []),
            "on_loan": False,
            "added_at": _text(self.now()),
            "version": 1,
        }
        if self.lies("create-trims-title"):
            row["title"] = row["title"].strip() or "-"
        if self.lies("create-lowers-title"):
            row["title"] = row["title"].lower()
        if self.lies("create-forgets-shelf-mark"):
            row["shelf_mark"] = None
        if self.lies("create-sorts-tags"):
            row["tags"] = sorted(row["tags"])
        if self.lies("create-drops-last-author"):
            row["authors"] = row["authors"][:3]
        if not self.lies("create-not-saved"):
            self.books[row["id"]] = row
        shown = self.book(row)
        if self.lies("create-returns-wrong-id"):
            shown["id"] = str(uuid.uuid4())
        place = f"/v1/books/{row['id']}"
        if self.lies("location-wrong"):
            place = f"/v1/books/{uuid.uuid4()}"
        if self.lies("create-echoes-only"):
            self.books[row["id"]] = {**row, "genre": "novel"}
        return Answer(201, shown, {"Location": place, "ETag": self.etag(row)})

    def get_book(self, asked: Asked) -> Answer:
        if self.lies("crash-on-bad-id"):
            try:
                uuid.UUID(asked.path["book_id"])
            except ValueError:
                return Answer(500, self.refusal(500, "ValueError").body)
        row = self.find(self.books, asked.path["book_id"])
        headers = {"ETag": self.etag(row), "Cache-Control": "public, max-age=60, must-revalidate"}
        if self.lies("get-mutates"):
            row["published"] = min(2100, row["published"] + 1)
            row["version"] += 1
        if self.lies("head-mutates") and asked.method == "HEAD":
            row["shelf_mark"] = str(self.number())
            row["version"] += 1
        if self.lies("max-age-missing"):
            headers["Cache-Control"] = "public, must-revalidate"
        if self.lies("book-not-to-be-kept"):
            headers["Cache-Control"] = "no-store"
        if self.lies("etag-changes-by-itself"):
            headers["ETag"] = f'"{self.number()}"'
        wanted = asked.headers.get("if-none-match")
        if (
            wanted is not None
            and not self.lies("if-none-match-ignored")
            and (_matches(wanted, self.etag(row)) or self.lies("always-304"))
        ):
            return Answer(304, None, {"ETag": headers["ETag"]})
        return Answer(200, self.book(row), headers)

    def replace_book(self, asked: Asked) -> Answer:
        identifier = asked.path["book_id"]
        row = self.books.get(identifier)
        if row is None and self.lies("put-missing-creates"):
            row = self.books[identifier] = {"version": 0, "added_at": _text(self.now())}
            row |= {"id": identifier, "on_loan": False}
        row = self.find(self.books, identifier)
        self.guard(asked, row, "put-if-match-ignored")
        body = asked.body
        new = {
            "title": body["title"],
            "authors": body.get("authors", []),
            "genre": body["genre"],
            "language": body["language"],
            "published": int(body["published"]),
            "isbn": body.get("isbn"),
            "shelf_mark": body.get("shelf_mark"),
            "tags": body.get("tags", []),
        }
        if self.lies("put-keeps-tags"):
            del new["tags"]
        if self.lies("put-is-patch"):
            new = {name: value for name, value in new.items() if name in body}
        if self.lies("put-resets-added-at"):
            new["added_at"] = _text(self.now())
        if self.lies("put-appends-authors"):
            new["authors"] = [*row["authors"], *new["authors"]][-4:]
        if self.lies("put-not-saved"):
            return Answer(200, self.book({**row, **new}), {"ETag": self.etag(row)})
        self.change(row, new)
        if self.lies("put-not-idempotent"):
            self.change(row, {"shelf_mark": (row["shelf_mark"] or "")[:18] + "+"})
        return Answer(200, self.book(row), {"ETag": self.etag(row)})

    def update_book(self, asked: Asked) -> Answer:
        row = self.find(self.books, asked.path["book_id"])
        self.guard(asked, row, "patch-if-match-ignored")
        new = dict(asked.body)
        if "published" in new:
            new["published"] = int(new["published"])
        if self.lies("patch-ignored"):
            return Answer(200, self.book({**row, **new}), {"ETag": self.etag(row)})
        if self.lies("patch-ignores-null") and new.get("shelf_mark", 0) is None:
            del new["shelf_mark"]
        if self.lies("patch-clobbers") and "shelf_mark" not in new:
            new["shelf_mark"] = None
        if self.lies("patch-touches-another"):
            for other in self.books.values():
                if other["id"] != row["id"]:
                    other["title"] = "?"
        if self.lies("patch-shows-old"):
            shown = self.book(row)
            self.change(row, new)
            return Answer(200, shown, {"ETag": self.etag(row)})
        self.change(row, new)
        return Answer(200, self.book(row), {"ETag": self.etag(row)})

    def delete_book(self, asked: Asked) -> Answer:
        identifier = asked.path["book_id"]
        if self.lies("double-delete-succeeds") and identifier not in self.books:
            return Answer(204)
        row = self.find(self.books, identifier)
        if row.get("deleted") and self.lies("deleted-still-there"):
            raise Refused(404, "There is no such thing.")
        if row["on_loan"]:
            raise Refused(409, "It is out on loan.")
        if self.lies("deleted-still-there"):
            row["deleted"] = True
        elif not self.lies("delete-does-nothing"):
            del self.books[identifier]
        if self.lies("deleted-still-listed"):
            ghost = self.id()
            self.books[ghost] = row  # under another key: listed, and not found
        if self.lies("delete-takes-another"):
            for other in [*self.books][-1:]:
                if not self.books[other]["on_loan"]:
                    del self.books[other]
        return Answer(204)

    def cite_book(self, asked: Asked) -> Answer:
        row = self.find(self.books, asked.path["book_id"])
        names = ", ".join(row["authors"]) or "Anonymous"
        text = f"{names} ({row['published']}). {row['title']}. [{asked.query['style']}]"
        return Answer(200, text, media="text/plain; charset=utf-8")

    # Loans

    def list_loans(self, asked: Asked) -> Answer:
        rows = self.own(self.loans, asked, "loans-of-all-listed")[::-1]
        if "state" in asked.query:
            wanted = asked.query["state"]
            if self.lies("loan-state-inverted"):
                wanted = {"active": "returned", "returned": "active"}[wanted]
            rows = [row for row in rows if row["state"] == wanted]
            if wanted == "returned" and self.lies("state-misses-some"):
                rows = [row for row in rows if not row["reminder"]]
        if "due_before" in asked.query and not self.lies("due-before-ignored"):
            try:
                limit = _time(asked.query["due_before"])
            except Refused:
                if not self.lies("any-due-before"):
                    raise
                limit = _time("9999-01-01T00:00:00Z")
            rows = [row for row in rows if _time(row["due_at"]) < limit]
        sort = asked.query.get("sort")
        if sort and not self.lies("loan-sort-ignored"):
            rows.sort(key=lambda row: _time(row["due_at"]), reverse=sort.startswith("-"))
        page = self.page(asked, rows)
        page["items"] = [self.loan(row) for row in page["items"]]
        return Answer(200, page, {"Cache-Control": "private, no-store"})

    def create_loan(self, asked: Asked) -> Answer:
        body = asked.body
        book = self.books.get(str(uuid.UUID(body["book_id"])))
        if book is None:
            if self.lies("crash-on-unknown-book"):
                return Answer(500, self.refusal(500, "KeyError").body)
            if self.lies("unknown-book-404"):
                raise Refused(404, "There is no such book.")
            raise Refused(422, "There is no such book.")
        if book["on_loan"]:
            raise Refused(409, "Somebody has it.")
        days = int(body.get("days", 14))
        if self.lies("refuses-thirty-days") and days == 30:
            raise Refused(400, "That is too long.")
        if self.lies("refuses-default-days") and "days" not in body:
            raise Refused(400, "For how long?")
        if self.lies("default-days-wrong") and "days" not in body:
            days = 7
        now = self.now()
        row = {
            "id": self.id(),
            "owner": asked.who,
            "book_id": book["id"],
            "state": "active",
            "days": days,
            "note": body.get("note"),
            "reminder": False,
            "due_at": _text(now + timedelta(days=days)),
            "returned_at": None,
        }
        if self.lies("loan-note-lost"):
            row["note"] = None
        if self.lies("loan-days-capped"):
            row["days"] = min(row["days"], 21)
        self.loans[row["id"]] = row
        self.change(book, {"on_loan": True})
        return Answer(201, self.loan(row), {"Location": f"/v1/loans/{row['id']}"})

    def get_loan(self, asked: Asked) -> Answer:
        return Answer(
            200, self.loan(self.mine(self.loans, asked, "loan_id", "loan-of-another-read"))
        )

    def update_loan(self, asked: Asked) -> Answer:
        row = self.mine(self.loans, asked, "loan_id", "loan-of-another-updated")
        new = dict(asked.body)
        if self.lies("reminder-not-saved"):
            new.pop("reminder", None)
        if self.lies("loan-patch-clobbers"):
            new = {"note": None, **new}
        row |= new
        return Answer(200, self.loan(row))

    def forget_loan(self, asked: Asked) -> Answer:
        row = self.mine(self.loans, asked, "loan_id", "loan-of-another-deleted")
        if not self.lies("loan-get-after-delete"):
            del self.loans[row["id"]]
        self.give_back(row)
        return Answer(204)

    def return_loan(self, asked: Asked) -> Answer:
        row = self.mine(self.loans, asked, "loan_id", "loan-of-another-returned")
        if row["state"] == "returned":
            if self.lies("crash-on-second-return"):
                return Answer(500, self.refusal(500, "AssertionError").body)
            raise Refused(409, "It was brought back.")
        self.give_back(row)
        row |= {"state": "returned", "returned_at": _text(self.now())}
        return Answer(200, self.loan(row))

    def give_back(self, row: Row) -> None:
        if row["state"] == "active" and row["book_id"] in self.books:
            self.change(self.books[row["book_id"]], {"on_loan": False})

    # Holds

    def list_holds(self, asked: Asked) -> Answer:
        query = asked.query
        if "before" in query and "after" not in query and not self.lies("before-without-after"):
            raise Refused(400, "before needs after.")
        rows = self.own(self.holds, asked, "holds-of-all-listed")
        if self.lies("holds-listed-late"):
            rows = rows[:-1]
        if "book_id" in query and not self.lies("hold-filter-ignored"):
            wanted = str(uuid.UUID(query["book_id"]))
            rows = [row for row in rows if row["book_id"] == wanted]
        if "after" in query:
            rows = [row for row in rows if _time(row["made_at"]) > _time(query["after"])]
        if "before" in query:
            rows = [row for row in rows if _time(row["made_at"]) < _time(query["before"])]
        page = self.page(asked, rows)
        page["items"] = [self.hold(row) for row in page["items"]]
        return Answer(200, page)

    def create_hold(self, asked: Asked) -> Answer:
        return self.once("createHold", asked, lambda: self._create_hold(asked))

    def _create_hold(self, asked: Asked) -> Answer:
        book = self.books.get(str(uuid.UUID(asked.body["book_id"])))
        if book is None:
            raise Refused(422, "There is no such book.")
        now = self.now()
        contact = asked.body.get("contact")
        if self.lies("contact-address-lost") and contact:
            contact = {"by": contact["by"]}
        row = {
            "id": self.id(),
            "owner": asked.who,
            "book_id": book["id"],
            "contact": contact,
            "made_at": _text(now),
            "expires_at": _text(now + timedelta(days=7)),
        }
        if self.lies("holds-first-book"):
            row["book_id"] = next(iter(self.books))
        self.holds[row["id"]] = row
        return Answer(201, self.hold(row))

    def get_hold(self, asked: Asked) -> Answer:
        return Answer(
            200, self.hold(self.mine(self.holds, asked, "hold_id", "hold-of-another-read"))
        )

    def cancel_hold(self, asked: Asked) -> Answer:
        identifier = asked.path["hold_id"]
        if self.lies("hold-cancelled-twice") and identifier not in self.holds:
            return Answer(204)
        row = self.mine(self.holds, asked, "hold_id", "hold-of-another-deleted")
        del self.holds[row["id"]]
        return Answer(204)

    # Reports

    def start_report(self, asked: Asked) -> Answer:
        body = asked.body
        start, end = body.get("from"), body.get("to")
        if start and end and start > end and not self.lies("period-unchecked"):
            raise Refused(422, "It ends before it begins.")
        row = {
            "id": self.id(),
            "owner": asked.who,
            "kind": body["kind"],
            "from": start,
            "to": end,
            "began": time.monotonic(),
            "asked": 0,
        }
        self.reports[row["id"]] = row
        place = f"/v1/reports/{row['id']}"
        return Answer(202, self.report(row), {"Location": place})

    def get_report(self, asked: Asked) -> Answer:
        row = self.mine(self.reports, asked, "report_id", "report-of-another-read")
        row["asked"] += 1
        age = time.monotonic() - row["began"]
        if self.lies("report-missing-at-first") and age < REPORT_SECONDS:
            raise Refused(404, "There is no such thing.")
        return Answer(200, self.report(row))

    def report(self, row: Row) -> Row:
        age = time.monotonic() - row["began"]
        state = "done" if age > REPORT_SECONDS else "running" if row["asked"] else "queued"
        if self.lies("report-never-ends") and state == "done":
            state = "running"
        if self.lies("report-goes-on") and state == "done":
            row["ended"] = row.get("ended", 0) + 1
            state = "done" if row["ended"] == 1 else "running"
        rows = 3 if state == "done" else None
        names = ("id", "kind", "from", "to")
        return {**{name: row[name] for name in names}, "state": state, "rows": rows}

    def get_me(self, asked: Asked) -> Answer:
        name = asked.who.capitalize()
        email = f"{asked.who}@saltmarsh.example"
        return Answer(200, {"name": name, "email": email, "joined": "2024-05-01"})

    # What they share

    def id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, str(self.number())))

    def find(self, rows: Mapping[str, Row], identifier: str) -> Row:
        try:
            return rows[str(uuid.UUID(identifier))]
        except (KeyError, ValueError):
            raise Refused(404, "There is no such thing.") from None

    def mine(self, rows: Mapping[str, Row], asked: Asked, name: str, lie: str) -> Row:
        row = self.find(rows, asked.path[name])
        if row["owner"] != asked.who and not self.lies(lie):
            raise Refused(404, "There is no such thing.")
        return row

    def own(self, rows: Mapping[str, Row], asked: Asked, lie: str) -> list[Row]:
        return [row for row in rows.values() if row["owner"] == asked.who or self.lies(lie)]

    def change(self, row: Row, new: Row) -> None:
        if any(row.get(name, row) != value for name, value in new.items()):
            row |= new
            row["version"] += 1

    def etag(self, row: Row) -> str:
        if self.lies("etag-static"):
            return f'"{row["id"]}"'
        if self.lies("etag-of-title"):
            return f'"{hashlib.sha256(row["title"].encode()).hexdigest()}"'
        return f'"{row["id"]}-{row["version"]}"'

    def guard(self, asked: Asked, row: Row, lie: str) -> None:
        wanted = asked.headers.get("if-match")
        if wanted is not None and not _matches(wanted, self.etag(row)) and not self.lies(lie):
            raise Refused(412, "Somebody else was faster.")

    def once(self, operation: str, asked: Asked, carry_out: Any) -> Answer:
        """Carry a request out once per key (the Idempotency-Key draft of the IETF's HTTP group)."""
        key = asked.headers.get("idempotency-key")
        drifts = (self.drift is not None and operation in self.drift.at and self.drift.name) or ""
        if key is None or drifts.endswith("key-ignored"):
            return carry_out()
        place = (operation, "" if drifts.endswith("key-of-anybody") else asked.who, key)
        if place in self.keys:
            body, answer = self.keys[place]
            if drifts.endswith("repeat-conflicts"):
                raise Refused(422, "This key was used.")
            if body == asked.body or drifts.endswith("key-for-other-body"):
                return Answer(answer.status, answer.body, dict(answer.headers), answer.media)
            raise Refused(422, "This key was used for another request.")
        answer = carry_out()
        body = orjson.loads(orjson.dumps(asked.body))
        self.keys[place] = (body, Answer(answer.status, answer.body, dict(answer.headers)))
        return answer

    def book(self, row: Row) -> Row:
        return {name: value for name, value in row.items() if name not in ("version", "deleted")}

    def loan(self, row: Row) -> Row:
        return {name: value for name, value in row.items() if name != "owner"}

    def hold(self, row: Row) -> Row:
        return {name: value for name, value in row.items() if name != "owner"}


def _matches(header: str, etag: str) -> bool:
    """Whether a list of entity tags names this one (RFC 9110, 13.1.1)."""
    return header.strip() == "*" or etag in [
        part.strip().removeprefix("W/") for part in header.split(",")
    ]


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _time(text: str) -> datetime:
    text = text.upper().replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a leap second, or a year 0
        raise Refused(400, "There is no such moment.") from None
