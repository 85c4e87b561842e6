"""An issue tracker of a team: all see all but drafts, and authors edit their own comments."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.foreign.plain import Answer, Api, Asked, Handler, Refused

CONTRACT = Path(__file__).with_name("contract.json")
DOCUMENT = json.loads(CONTRACT.read_text())
KEYS = {"lin": "key-lin-7f3a9", "omar": "key-omar-b81c2"}
"""Identities: the API key of each."""
EXPORT_SECONDS = 0.1

Row = dict[str, Any]


class Tracker(Api):
    """Snag."""

    document = DOCUMENT
    prefix = "/api"

    def __init__(self, drift: Any = None) -> None:
        super().__init__(drift)
        self.projects: dict[int, Row] = {}
        self.issues: dict[int, Row] = {}
        self.comments: dict[int, Row] = {}
        self.drafts: dict[int, Row] = {}
        self.exports: dict[int, Row] = {}

    def identify(self, headers: Mapping[str, str]) -> str | None:
        given = headers.get("x-api-key", "")
        return next((name for name, key in KEYS.items() if key == given), None)

    def refusal(self, status: int, why: str) -> Answer:
        return Answer(status, {"error": {"code": status, "message": why}})

    def refuse(self, key: str, error: Refused) -> Answer:
        error.headers.clear()
        if (
            key == "GET /drafts/{draftId}"
            and self.lies("missing-draft-410")
            and error.status == 404
        ):
            error.status = 410
        if key == "addComment" and self.lies("media-type-accepted-as-400") and error.status == 415:
            error.status = 400
        answer = super().refuse(key, error)
        if key == "updateIssue" and self.lies("errors-as-text"):
            answer = Answer(error.status, error.why, media="text/plain")
        if key == "getIssue" and self.lies("error-code-as-text"):
            answer.body["error"]["code"] = str(error.status)
        return answer

    def handlers(self) -> dict[str, Handler]:
        return {
            "GET /projects": self.list_projects,
            "POST /projects": self.create_project,
            "GET /projects/{projectId}": self.get_project,
            "PUT /projects/{projectId}": self.replace_project,
            "DELETE /projects/{projectId}": self.delete_project,
            "listIssues": self.list_issues,
            "createIssue": self.create_issue,
            "getIssue": self.get_issue,
            "PUT /issues/{issueId}": self.replace_issue,
            "updateIssue": self.update_issue,
            "DELETE /issues/{issueId}": self.delete_issue,
            "closeIssue": self.close_issue,
            "GET /issues/{issueId}/comments": self.list_comments,
            "addComment": self.add_comment,
            "getComment": self.get_comment,
            "PATCH /comments/{commentId}": self.edit_comment,
            "deleteComment": self.delete_comment,
            "listDrafts": self.list_drafts,
            "POST /drafts": self.create_draft,
            "GET /drafts/{draftId}": self.get_draft,
            "PUT /drafts/{draftId}": self.replace_draft,
            "DELETE /drafts/{draftId}": self.delete_draft,
            "startExport": self.start_export,
            "getExport": self.get_export,
            "GET /ping": lambda asked: Answer(200, "pong", media="text/plain"),
        }

    # Projects

    def list_projects(self, asked: Asked) -> Answer:
        rows = [*self.projects.values()]
        if "q" in asked.query and not self.lies("project-search-ignored"):
            part = asked.query["q"].casefold()
            rows = [row for row in rows if part in row["name"].casefold()]
        if "archived" in asked.query and not self.lies("archived-ignored"):
            wanted = asked.query["archived"]
            if self.lies("archived-true-only"):
                wanted = True
            rows = [row for row in rows if row["archived"] == wanted]
        rows.sort(key=lambda row: row["id"])
        if self.lies("projects-order-unstable") and self.number() % 2:
            rows.reverse()
        return self.page(asked, [self.project(row) for row in rows], echo=True)

    def page(self, asked: Asked, rows: list[Row], *, echo: bool) -> Answer:
        page, size = int(asked.query["page"]), int(asked.query["perPage"])
        start = (page - 1) * size
        drifting = self.drift.name if self.drift else ""
        if drifting == "pages-from-zero":
            start = page * size
        if drifting == "pages-overlap" and page > 1:
            start -= 1
        if drifting == "pages-skip" and page > 1:
            start += 1
        if drifting == "page-ignored":
            start = 0
        end = start + size + (1 if drifting == "per-page-plus-one" else 0)
        if drifting == "per-page-capped-at-three":
            end = start + min(size, 3)
        body: Row = {"data": rows[start:end], "total": len(rows)}
        if drifting == "total-of-page":
            body["total"] = len(body["data"])
        if drifting == "total-off-by-one":
            body["total"] += 1
        return Answer(200, {**body, "page": page, "perPage": size} if echo else body)

    def create_project(self, asked: Asked) -> Answer:
        body = asked.body
        if self.lies("crash-on-quote") and "'" in body["name"]:
            return Answer(500, self.refusal(500, "syntax error").body)
        if self.lies("crash-on-null-description") and body.get("description", 0) is None:
            return Answer(500, self.refusal(500, "NoneType").body)
        if self.lies("duplicate-key-crashes") and self.taken(body["key"]):
            return Answer(500, self.refusal(500, "UNIQUE constraint failed").body)
        if self.taken(body["key"]):
            raise Refused(409, "This key is taken.")
        if self.lies("refuses-long-names") and len(body["name"]) == 80:
            raise Refused(400, "Shorter, please.")
        row = {
            "id": self.number(),
            "key": body["key"],
            "name": body["name"],
            "description": body.get("description"),
            "archived": body.get("archived", False),
            "homepage": body.get("homepage"),
            "createdAt": _text(self.now()),
            "version": 1,
        }
        if self.lies("project-description-lost"):
            row["description"] = None
        if self.lies("project-archived-lost"):
            row["archived"] = False
        self.projects[row["id"]] = row
        shown = self.project(row)
        if self.lies("project-wrong-id"):
            shown["id"] = row["id"] + 1000
        return Answer(201, shown)

    def get_project(self, asked: Asked) -> Answer:
        row = self.find(self.projects, asked, "projectId")
        if self.lies("project-get-mutates"):
            row["archived"] = not row["archived"]
        if self.lies("project-head-mutates") and asked.method == "HEAD":
            row["archived"] = not row["archived"]
        etag = f'"p{row["id"]}.{row["version"]}"'
        if self.lies("project-etag-static"):
            etag = f'"p{row["id"]}"'
        if self.lies("project-etag-random"):
            etag = f'"{self.number()}"'
        wanted = asked.headers.get("if-none-match")
        known = wanted is not None and (wanted.strip() == "*" or etag in wanted)
        if known and not self.lies("project-if-none-match-ignored"):
            return Answer(304, None, {"ETag": etag})
        return Answer(200, self.project(row), {"ETag": etag})

    def replace_project(self, asked: Asked) -> Answer:
        row = self.find(self.projects, asked, "projectId")
        wanted = asked.headers.get("if-match")
        etag = f'"p{row["id"]}.{row["version"]}"'
        other = wanted is not None and wanted.strip() != "*" and etag not in wanted
        if other and not self.lies("project-if-match-ignored"):
            raise Refused(412, "The project was changed meanwhile.")
        body = asked.body
        if body["key"] != row["key"] and self.taken(body["key"]):
            raise Refused(409, "This key is taken.")
        new = {
            "key": body["key"],
            "name": body.get("name", ""),
            "description": body.get("description"),
            "archived": body.get("archived", False),
            "homepage": body.get("homepage"),
        }
        if self.lies("project-put-merges"):
            new = {name: value for name, value in new.items() if name in body}
        if self.lies("project-put-keeps-name"):
            del new["name"]
        if self.lies("project-put-not-saved"):
            return Answer(200, self.project({**row, **new}))
        if any(row[name] != value for name, value in new.items()):
            row |= new
            row["version"] += 1
        return Answer(200, self.project(row))

    def delete_project(self, asked: Asked) -> Answer:
        if self.lies("project-double-delete") and _number(asked, "projectId") not in self.projects:
            return Answer(204)
        row = self.find(self.projects, asked, "projectId")
        if self.lies("project-delete-does-nothing"):
            return Answer(204)
        del self.projects[row["id"]]
        if not self.lies("issues-outlive-their-project"):
            for issue in [*self.issues.values()]:
                if issue["projectId"] == row["id"]:
                    self.drop_issue(issue)
        return Answer(204)

    def taken(self, key: str) -> bool:
        return any(row["key"] == key for row in self.projects.values())

    def project(self, row: Row) -> Row:
        still = [each for each in self.issues.values() if each["projectId"] == row["id"]]
        shown = {name: value for name, value in row.items() if name != "version"}
        return {**shown, "openIssues": sum(each["status"] != "closed" for each in still)}

    # Issues

    def list_issues(self, asked: Asked) -> Answer:
        project, query = self.find(self.projects, asked, "projectId"), asked.query
        rows = [row for row in self.issues.values() if row["projectId"] == project["id"]]
        if self.lies("issues-of-all-projects"):
            rows = [*self.issues.values()]
        if self.lies("closed-never-listed"):
            rows = [row for row in rows if row["status"] != "closed"]
        if self.lies("last-issue-not-listed"):
            rows = rows[:-1]
        if "status" in query and not self.lies("status-ignored"):
            rows = [row for row in rows if row["status"] == query["status"]]
            if self.lies("status-open-has-in-progress") and query["status"] == "open":
                rows = [row for row in self.issues.values() if row["projectId"] == project["id"]]
                rows = [row for row in rows if row["status"] != "closed"]
        if "assignee" in query and not self.lies("assignee-ignored"):
            wanted = query["assignee"]
            prefix = self.lies("assignee-by-prefix")
            rows = [
                row
                for row in rows
                if row["assignee"] == wanted
                or (prefix and (row["assignee"] or "").startswith(wanted[:1]))
            ]
        if "label" in query and not self.lies("label-ignored"):
            rows = [row for row in rows if set(query["label"]) <= set(row["labels"])]
            if self.lies("label-first-only"):
                rows = [row for row in rows if query["label"][0] == row["labels"][0]]
        if "minPriority" in query:
            off = 1 if self.lies("min-priority-exclusive") else 0
            if not self.lies("min-priority-ignored"):
                rows = [row for row in rows if row["priority"] >= query["minPriority"] + off]
        if "createdAfter" in query and not self.lies("created-after-ignored"):
            moment = _time(query["createdAfter"])
            rows = [row for row in rows if _time(row["createdAt"]) > moment]
        if "q" in query and not self.lies("issue-search-ignored"):
            part = query["q"].casefold()
            rows = [
                row
                for row in rows
                if part in row["title"].casefold() or part in (row["body"] or "").casefold()
            ]
        rows.sort(key=lambda row: row["id"])
        sort = query["sort"]
        key, down = sort.removeprefix("-"), sort.startswith("-")
        if self.lies("sort-descending-ignored"):
            down = False
        if not (self.lies("sort-by-priority-ignored") and key == "priority"):
            rows.sort(
                key=lambda row: row[key].casefold() if key == "title" else row[key], reverse=down
            )
        start, size = int(query["offset"]), int(query["limit"])
        if self.lies("offset-ignored"):
            start = 0
        if self.lies("offset-plus-one") and start:
            start += 1
        if self.lies("offset-in-pages"):
            start *= size
        end = start + size
        if self.lies("limit-plus-one"):
            end += 1
        total = len(rows)
        if self.lies("count-header-of-page"):
            total = len(rows[start:end])
        shown = [self.issue(row) for row in rows[start:end]]
        return Answer(200, shown, {"X-Total-Count": str(total)})

    def create_issue(self, asked: Asked) -> Answer:
        project = self.find(self.projects, asked, "projectId")
        body = asked.body
        if self.lies("crash-on-many-labels") and len(body.get("labels", [])) > 5:
            return Answer(500, self.refusal(500, "too many values to unpack").body)
        if self.lies("crash-on-tiny-estimate") and (body.get("estimate") or 1) < 0.01:
            return Answer(500, self.refusal(500, "decimal.InvalidOperation").body)
        if self.lies("refuses-non-latin") and any(ord(each) > 255 for each in body["title"]):
            raise Refused(400, "Latin letters, please.")
        if self.lies("refuses-priority-five") and body.get("priority") == 5:
            raise Refused(400, "Is it so urgent?")
        now = _text(self.now())
        row = {
            "id": self.number(),
            "projectId": project["id"],
            "status": "open",
            "createdAt": now,
            "updatedAt": now,
            "closedAt": None,
            **self.facts(body),
        }
        if self.lies("default-priority-wrong") and "priority" not in body:
            row["priority"] = 1
        if self.lies("create-shortens-title"):
            row["title"] = row["title"][:50]
        if self.lies("create-drops-labels"):
            row["labels"] = row["labels"][:1]
        if self.lies("create-rounds-estimate") and row["estimate"] is not None:
            row["estimate"] = float(int(row["estimate"]))
        if self.lies("create-into-first-project"):
            row["projectId"] = min(self.projects)
        self.issues[row["id"]] = row
        if self.lies("create-shows-but-saves-other"):
            shown = self.issue(row)
            row["assignee"] = None
            return Answer(201, shown, {"Location": f"/api/issues/{row['id']}"})
        place = f"/api/issues/{row['id']}"
        if self.lies("location-of-nothing"):
            place = f"/api/issue/{row['id']}"
        return Answer(201, self.issue(row), {"Location": place})

    def facts(self, body: Row) -> Row:
        """What a body says, with all defaults."""
        return {
            "title": body["title"],
            "body": body.get("body"),
            "priority": int(body.get("priority", 3)),
            "assignee": body.get("assignee"),
            "labels": body.get("labels", []),
            "estimate": body.get("estimate"),
        }

    def get_issue(self, asked: Asked) -> Answer:
        row = self.find(self.issues, asked, "issueId")
        if self.lies("reading-opens-issue") and row["status"] == "open":
            row["status"] = "inProgress"
        return Answer(200, self.issue(row))

    def replace_issue(self, asked: Asked) -> Answer:
        row = self.find(self.issues, asked, "issueId")
        new = self.facts(asked.body)
        if self.lies("put-keeps-labels"):
            del new["labels"]
        if self.lies("put-resets-created-at"):
            new["createdAt"] = _text(self.now())
        if self.lies("put-appends-labels"):
            new["labels"] = [*row["labels"], *new["labels"]][-6:]
        self.touch(row, new)
        if self.lies("put-reopens"):
            row["priority"] = row["priority"] % 5 + 1
        return Answer(200, self.issue(row))

    def update_issue(self, asked: Asked) -> Answer:
        row = self.find(self.issues, asked, "issueId")
        new = {name: value for name, value in asked.body.items() if name in _PATCHED}
        if "priority" in new:
            new["priority"] = int(new["priority"])
        if self.lies("patch-clobbers"):
            new = {"assignee": None, "labels": [], **new}
        if self.lies("patch-ignores-priority"):
            new.pop("priority", None)
        if self.lies("patch-cannot-unset"):
            new = {name: value for name, value in new.items() if value is not None}
        if self.lies("patch-not-saved"):
            return Answer(200, self.issue({**row, **new}))
        if new.get("status") in ("open", "inProgress"):
            new["closedAt"] = None
        self.touch(row, new)
        return Answer(200, self.issue(row))

    def touch(self, row: Row, new: Row) -> None:
        row |= new
        row["updatedAt"] = _text(self.now())

    def delete_issue(self, asked: Asked) -> Answer:
        if self.lies("double-delete-succeeds") and _number(asked, "issueId") not in self.issues:
            return Answer(204)
        row = self.find(self.issues, asked, "issueId")
        if self.lies("deleted-issue-readable"):
            row["projectId"] = 0
            return Answer(204)
        if self.lies("deleted-issue-listed"):
            copy = {**row, "id": self.number()}
            self.issues[-copy["id"]] = {**row}  # listed under its id, found under none
        if self.lies("deleting-takes-the-next-too"):
            for number in [each for each in self.issues if each > row["id"]][:1]:
                del self.issues[number]
        self.drop_issue(row)
        return Answer(204)

    def drop_issue(self, row: Row) -> None:
        del self.issues[next(key for key, each in self.issues.items() if each is row)]
        for comment in [*self.comments.values()]:
            if comment["issueId"] == row["id"]:
                del self.comments[comment["id"]]

    def close_issue(self, asked: Asked) -> Answer:
        row = self.find(self.issues, asked, "issueId")
        if row["status"] != "closed" and not self.lies("close-does-nothing"):
            now = _text(self.now())
            row |= {"status": "closed", "closedAt": now, "updatedAt": now}
        elif self.lies("crash-on-second-close"):
            return Answer(500, self.refusal(500, "already closed").body)
        return Answer(200, self.issue(row))

    def issue(self, row: Row) -> Row:
        said = [each for each in self.comments.values() if each["issueId"] == row["id"]]
        return {**row, "commentCount": len(said)}

    # Comments

    def list_comments(self, asked: Asked) -> Answer:
        issue = self.find(self.issues, asked, "issueId")
        rows = [row for row in self.comments.values() if row["issueId"] == issue["id"]]
        if self.lies("comments-of-all-issues"):
            rows = [*self.comments.values()]
        if self.lies("first-comments-only"):
            rows = rows[:1]
        return Answer(200, rows)

    def add_comment(self, asked: Asked) -> Answer:
        issue = self.find(self.issues, asked, "issueId")
        text = asked.body.get("text", "")
        if self.lies("crash-on-astral") and any(ord(each) > 0xFFFF for each in text):
            return Answer(500, self.refusal(500, "Incorrect string value").body)
        if self.lies("comment-escapes"):
            text = text.replace("&", "&amp;").replace("<", "&lt;")
        if self.lies("comment-strips"):
            text = text.strip() or "-"
        row = {
            "id": self.number(),
            "issueId": issue["id"],
            "author": asked.who or "nobody",
            "text": text,
            "createdAt": _text(self.now()),
        }
        self.comments[row["id"]] = row
        return Answer(201, row)

    def get_comment(self, asked: Asked) -> Answer:
        return Answer(200, self.find(self.comments, asked, "commentId"))

    def edit_comment(self, asked: Asked) -> Answer:
        row = self.authored(asked, "comment-of-another-edited")
        if not self.lies("comment-edit-not-saved"):
            row["text"] = asked.body["text"]
        return Answer(200, {**row, "text": asked.body["text"]})

    def delete_comment(self, asked: Asked) -> Answer:
        row = self.authored(asked, "comment-of-another-deleted")
        del self.comments[row["id"]]
        return Answer(204)

    def authored(self, asked: Asked, lie: str) -> Row:
        row = self.find(self.comments, asked, "commentId")
        if row["author"] != (asked.who or "nobody") and not self.lies(lie):
            raise Refused(403, "It is another's.")
        return row

    # Drafts

    def list_drafts(self, asked: Asked) -> Answer:
        rows = [
            row
            for row in self.drafts.values()
            if row["owner"] == asked.who or self.lies("drafts-of-all-listed")
        ]
        if self.lies("new-draft-not-listed"):
            rows = rows[:-1]
        return self.page(asked, [_draft(row) for row in rows], echo=False)

    def create_draft(self, asked: Asked) -> Answer:
        row = {
            "id": self.number(),
            "owner": asked.who,
            "subject": asked.body["subject"],
            "text": asked.body.get("text", ""),
            "savedAt": _text(self.now()),
        }
        self.drafts[row["id"]] = row
        return Answer(201, _draft(row))

    def get_draft(self, asked: Asked) -> Answer:
        return Answer(200, _draft(self.own(asked, "draft-of-another-read")))

    def replace_draft(self, asked: Asked) -> Answer:
        row = self.own(asked, "draft-of-another-replaced")
        row |= {"subject": asked.body["subject"], "text": asked.body.get("text", "")}
        row["savedAt"] = _text(self.now())
        if self.lies("draft-put-grows"):
            row["text"] = (row["text"] + "\n" + asked.body["subject"])[:1000]
        return Answer(200, _draft(row))

    def delete_draft(self, asked: Asked) -> Answer:
        row = self.own(asked, "draft-of-another-deleted")
        del self.drafts[row["id"]]
        return Answer(204)

    def own(self, asked: Asked, lie: str) -> Row:
        row = self.find(self.drafts, asked, "draftId")
        if row["owner"] != asked.who and not self.lies(lie):
            raise Refused(404, "There is no such thing.")
        return row

    # Exports

    def start_export(self, asked: Asked) -> Answer:
        project = self.find(self.projects, asked, "projectId")
        row = {"id": self.number(), "projectId": project["id"], "began": time.monotonic()}
        self.exports[row["id"]] = row
        return Answer(202, self.export(row))

    def get_export(self, asked: Asked) -> Answer:
        row = self.find(self.exports, asked, "exportId")
        young = time.monotonic() - row["began"] < EXPORT_SECONDS
        if young and self.lies("export-missing-at-first"):
            raise Refused(404, "There is no such thing.")
        return Answer(200, self.export(row))

    def export(self, row: Row) -> Row:
        over = time.monotonic() - row["began"] > EXPORT_SECONDS
        if over and self.lies("export-starts-again"):
            row["seen"] = row.get("seen", 0) + 1
            over = row["seen"] == 1
        if self.lies("export-never-ends"):
            over = False
        shown = {"id": row["id"], "projectId": row["projectId"]}
        if over:
            return {**shown, "status": "succeeded", "url": f"/files/{row['id']}.zip"}
        return {**shown, "status": "pending", "url": None}

    def find(self, rows: Mapping[int, Row], asked: Asked, name: str) -> Row:
        number = _number(asked, name)
        if self.lies("crash-on-word-for-id") and number is None and name == "issueId":
            raise Refused(500, "invalid literal for int()")
        if self.lies("crash-on-huge-id") and number is not None and number > 2**31:
            raise Refused(500, "out of range")
        if number is None or number not in rows:
            raise Refused(404, "There is no such thing.")
        return rows[number]


_PATCHED = ("title", "body", "status", "priority", "assignee", "labels")


def _number(asked: Asked, name: str) -> int | None:
    text = asked.path[name]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _draft(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "owner"}


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    except ValueError:  # a leap second, or a year 0
        raise Refused(400, "There is no such moment.") from None
