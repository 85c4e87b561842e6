"""Everybody's own tasks, and notes on them."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tests.foreign.plain import Answer, Api, Asked, Handler, Refused

CONTRACT = Path(__file__).with_name("contract.yaml")
DOCUMENT = yaml.safe_load(CONTRACT.read_text())
TOKENS = {"eve": "Bearer token-eve-5501", "bob": "Bearer token-bob-9944"}
"""Identities: the Authorization header of each."""
CODES = {400: "malformed", 401: "unauthorized", 404: "not_found", 409: "conflict", 422: "invalid"}

Row = dict[str, Any]


class Tasks(Api):
    """Tasks."""

    document = DOCUMENT
    invalid = 422
    strange_media = 400

    def __init__(self, drift: Any = None) -> None:
        super().__init__(drift)
        self.tasks: dict[str, Row] = {}
        self.notes: dict[str, Row] = {}
        self.keys: dict[tuple[str, str], tuple[Any, Row]] = {}

    def identify(self, headers: Mapping[str, str]) -> str | None:
        given = headers.get("authorization", "")
        return next((name for name, token in TOKENS.items() if token == given), None)

    def refusal(self, status: int, why: str) -> Answer:
        return Answer(status, {"code": CODES.get(status, "error"), "message": why})

    def refuse(self, key: str, error: Refused) -> Answer:
        error.headers.clear()
        if key == "tasks.replace" and self.lies("invalid-task-400") and error.status == 422:
            error.status = 409
        answer = super().refuse(key, error)
        if key == "tasks.get" and self.lies("error-code-drifts"):
            answer.body["code"] = "NOT-FOUND"
        return answer

    def handlers(self) -> dict[str, Handler]:
        return {
            "health": lambda asked: Answer(200, {"status": "ok"}),
            "me": lambda asked: Answer(200, {"id": asked.who, "name": asked.who.title()}),
            "tasks.list": self.list_tasks,
            "tasks.create": self.create_task,
            "tasks.get": self.get_task,
            "tasks.replace": self.replace_task,
            "tasks.update": self.update_task,
            "tasks.delete": self.delete_task,
            "tasks.complete": self.complete_task,
            "notes.list": self.list_notes,
            "notes.create": self.create_note,
            "notes.get": self.get_note,
            "notes.delete": self.delete_note,
        }

    # Tasks

    def list_tasks(self, asked: Asked) -> Answer:
        query = asked.query
        rows = [
            row
            for row in self.tasks.values()
            if row["owner"] == asked.who or self.lies("tasks-of-all-listed")
        ]
        if self.lies("list-misses-new"):
            rows = rows[:-1]
        if self.lies("done-never-listed") and "status" not in query:
            rows = [row for row in rows if row["status"] != "done"]
        for row in rows if self.lies("list-completes") else ():
            row["status"] = "done"
        if "status" in query and not self.lies("status-filter-ignored"):
            rows = [row for row in rows if row["status"] == query["status"]]
            if self.lies("status-filter-partly"):
                rows = [row for row in self.tasks.values() if row["owner"] == asked.who]
                rows = [
                    row for row in rows if (row["status"] == "done") == (query["status"] == "done")
                ]
        if "due_before" in query and not self.lies("due-before-ignored"):
            rows = [row for row in rows if row["due"] and row["due"] < query["due_before"]]
        if "due_after" in query and not self.lies("due-after-ignored"):
            rows = [row for row in rows if row["due"] and row["due"] > query["due_after"]]
            if self.lies("due-after-shows-undated"):
                rows += [
                    row
                    for row in self.tasks.values()
                    if row["owner"] == asked.who and not row["due"]
                ]
        if "tag" in query and not self.lies("tag-filter-ignored"):
            rows = [row for row in rows if query["tag"] in row["tags"]]
        sort, down = query.get("sort", "created_at"), query["order"] == "desc"
        if self.lies("sort-ignored"):
            sort = "created_at"
        if self.lies("order-ignored"):
            down = False
        if self.lies("sort-reversed") and sort == "title":
            down = not down
        rows.sort(key=lambda row: row["created_at"])
        rows.sort(key=lambda row: row[sort] or "9999", reverse=down)
        if self.lies("order-unstable") and self.number() % 2:
            rows.sort(key=lambda row: row["id"])
        part, following = self.cut(asked, rows)
        body = {"items": [_task(row) for row in part], "next_cursor": following}
        return Answer(200, body)

    def cut(self, asked: Asked, rows: list[Row]) -> tuple[list[Row], str | None]:
        """Cut a page out; a cursor tells in base64 which rows were given."""
        limit, start = int(asked.query["limit"]), 0
        drifting = self.drift.name if self.drift else ""
        if "cursor" in asked.query:
            try:
                text = base64.urlsafe_b64decode(asked.query["cursor"]).decode()
                start = int(text.removeprefix("at "))
            except ValueError:
                raise Refused(422, "This cursor is of no page.") from None
            start += {"cursor-skips": 1, "cursor-repeats": -1}.get(drifting, 0)
            start = 0 if drifting == "cursor-ignored" else start
        end = start + limit + (1 if drifting == "limit-plus-one" else 0)
        end = start + 20 if drifting == "limit-ignored" else end
        more = end < len(rows)
        if drifting == "last-page-lies":
            more = bool(rows[start:end])
        if drifting == "second-page-is-the-last" and start:
            more = False
        return rows[start:end], _cursor(end) if more else None

    def create_task(self, asked: Asked) -> Answer:
        key = asked.headers.get("idempotency-key")
        if key is None or self.lies("key-ignored"):
            return self._create_task(asked)
        place = (asked.who, key)
        if place in self.keys:
            body, shown = self.keys[place]
            if body != asked.body and not self.lies("key-for-other-body"):
                raise Refused(409, "This key was used.")
            if self.lies("repeat-shows-other-id"):
                shown = {**shown, "id": str(uuid.uuid4())}
            return Answer(201, shown, {"Location": f"/tasks/{shown['id']}"})
        answer = self._create_task(asked)
        self.keys[place] = (asked.body, answer.body)
        return answer

    def _create_task(self, asked: Asked) -> Answer:
        body = asked.body
        if self.lies("crash-on-slash") and "/" in body["title"]:
            raise Refused(500, "no such file")
        if self.lies("crash-on-old-date") and (body.get("due") or "2")[0] in "01":
            raise Refused(500, "year out of range")
        if self.lies("crash-on-no-tags") and body.get("tags") == []:
            raise Refused(500, "list index out of range")
        if self.lies("refuses-emoji") and any(ord(each) > 0xFFFF for each in body["title"]):
            raise Refused(422, "No pictures, please.")
        if self.lies("refuses-limit-title") and len(body["title"]) == 100:
            raise Refused(422, "Too long.")
        row = {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, str(self.number()))),
            "owner": asked.who,
            **self.facts(body),
            "created_at": _text(self.now()),
            "completed_at": None,
        }
        if self.lies("create-ignores-status"):
            row["status"] = "todo"
        if self.lies("create-uppercases"):
            row["title"] = row["title"][:1].upper() + row["title"][1:]
        if self.lies("create-loses-due"):
            row["due"] = None
        if self.lies("create-sorts-tags"):
            row["tags"] = sorted(set(row["tags"]))
        if not self.lies("create-not-saved"):
            self.tasks[row["id"]] = row
        shown = _task(row)
        if self.lies("create-wrong-id"):
            shown["id"] = str(uuid.uuid4())
        if self.lies("create-wrong-location"):
            return Answer(201, shown, {"Location": f"/tasks/{uuid.uuid4()}"})
        if self.lies("create-saves-other"):
            row["description"] = None
        return Answer(201, shown, {"Location": f"/tasks/{row['id']}"})

    def facts(self, body: Row) -> Row:
        facts = {
            "title": body["title"],
            "description": body.get("description"),
            "status": body.get("status", "todo"),
            "due": body.get("due"),
            "tags": body.get("tags", []),
        }
        return {**facts, "effort": body["effort"]} if "effort" in body else facts

    def get_task(self, asked: Asked) -> Answer:
        row = self.task(asked, "task-of-another-read")
        shown = _task(row)
        if self.lies("get-mutates") and row["status"] == "todo":
            row["status"] = "doing"
        return Answer(200, shown)

    def replace_task(self, asked: Asked) -> Answer:
        row = self.task(asked, "task-of-another-replaced")
        new = self.facts(asked.body)
        if self.lies("put-merges"):
            new = {name: value for name, value in new.items() if name in asked.body}
        elif "effort" not in new and not self.lies("put-keeps-effort"):
            row.pop("effort", None)
        if self.lies("put-keeps-due"):
            del new["due"]
        if self.lies("put-renews-id"):
            self.tasks[row["id"]] = {**row, **new}
            return Answer(200, {**_task({**row, **new}), "id": str(uuid.uuid4())})
        if self.lies("put-not-saved"):
            return Answer(200, _task({**row, **new}))
        row |= new
        if self.lies("put-counts"):
            row["description"] = f"{(row['description'] or '')[:999]}."
        return Answer(200, _task(row))

    def update_task(self, asked: Asked) -> Answer:
        row = self.task(asked, "task-of-another-updated")
        new = dict(asked.body)
        if self.lies("patch-clobbers"):
            new = {"description": None, "due": None, **new}
        if self.lies("patch-ignored"):
            new = {}
        if self.lies("patch-adds-tags") and "tags" in new:
            new["tags"] = [*row["tags"], *new["tags"]]
        if self.lies("patch-null-ignored"):
            new = {name: value for name, value in new.items() if value is not None}
        if self.lies("patch-shows-only"):
            return Answer(200, _task({**row, **new}))
        row |= new
        return Answer(200, _task(row))

    def delete_task(self, asked: Asked) -> Answer:
        if self.lies("double-delete") and asked.path["task_id"] not in self.tasks:
            return Answer(204)
        row = self.task(asked, "task-of-another-deleted")
        if self.lies("delete-twice-crashes"):
            row["deleted"] = row.get("deleted", 0) + 1
            if row["deleted"] > 1:
                raise Refused(500, "already deleted")
            self.tasks[row["id"]] = row
            row["owner"] += "-gone"
            return Answer(204)
        if self.lies("deleted-readable"):
            if row.get("deleted"):
                raise Refused(404, "Not found.")
            row["deleted"] = True
            return Answer(204)
        del self.tasks[row["id"]]
        if self.lies("deleted-listed"):
            self.tasks[f"ghost of {row['id']}"] = row
        if not self.lies("notes-outlive-task"):
            for note in [*self.notes.values()]:
                if note["task_id"] == row["id"]:
                    del self.notes[note["id"]]
        return Answer(204)

    def complete_task(self, asked: Asked) -> Answer:
        row = self.task(asked, "task-of-another-completed")
        if row["status"] != "done" or row["completed_at"] is None:
            row |= {"status": "done", "completed_at": _text(self.now())}
        elif self.lies("crash-on-second-completion"):
            raise Refused(500, "already done")
        return Answer(200, _task(row))

    def task(self, asked: Asked, lie: str) -> Row:
        text = asked.path["task_id"]
        try:
            row = self.tasks[str(uuid.UUID(text))]
        except ValueError:
            if self.lies("crash-on-odd-id"):
                raise Refused(500, "badly formed hexadecimal UUID string") from None
            raise Refused(404, "Not found.") from None
        except KeyError:
            raise Refused(404, "Not found.") from None
        if row["owner"].removesuffix("-gone") != asked.who and not self.lies(lie):
            raise Refused(404, "Not found.")
        if row["owner"].endswith("-gone") and asked.method != "DELETE":
            raise Refused(404, "Not found.")
        return row

    # Notes

    def list_notes(self, asked: Asked) -> Answer:
        task = self.task(asked, "notes-of-another-listed")
        rows = [row for row in self.notes.values() if row["task_id"] == task["id"]]
        if self.lies("notes-of-all-tasks"):
            rows = [*self.notes.values()]
        if self.lies("pinned-notes-hidden"):
            rows = [row for row in rows if not row["pinned"]]
        part, following = self.cut(asked, rows)
        body: Row = {"notes": part}
        if following is not None:
            body["next"] = following
        return Answer(200, body)

    def create_note(self, asked: Asked) -> Answer:
        task = self.task(asked, "note-on-anothers-task")
        text = asked.body["text"]
        if self.lies("note-collapses-spaces"):
            text = " ".join(text.split()) or "-"
        if self.lies("note-cut"):
            text = text[:255]
        row = {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, str(self.number()))),
            "task_id": task["id"],
            "text": text,
            "pinned": asked.body.get("pinned", self.lies("pinned-by-default")),
            "created_at": _text(self.now()),
        }
        if self.lies("pinned-not-saved"):
            row["pinned"] = False
        self.notes[row["id"]] = row
        return Answer(201, row)

    def get_note(self, asked: Asked) -> Answer:
        return Answer(200, self.note(asked, "note-of-another-read"))

    def delete_note(self, asked: Asked) -> Answer:
        row = self.note(asked, "note-of-another-deleted")
        if not self.lies("note-delete-does-nothing"):
            del self.notes[row["id"]]
        return Answer(204)

    def note(self, asked: Asked, lie: str) -> Row:
        try:
            row = self.notes[str(uuid.UUID(asked.path["note_id"]))]
        except (KeyError, ValueError):
            raise Refused(404, "Not found.") from None
        task = self.tasks.get(row["task_id"])
        if (task is None or task["owner"] != asked.who) and not self.lies(lie):
            raise Refused(404, "Not found.")
        return row


def _cursor(at: int) -> str:
    return base64.urlsafe_b64encode(f"at {at}".encode()).decode()


def _task(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("owner", "deleted")}


def _text(moment: datetime) -> str:
    return moment.isoformat()
