"""From what is stored to what goes over the wire: one short function per noun.

Each takes a row or an entity, whichever is at hand; wire.py types the result, and the contract
checks it on its way out.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from domain.albums import Removal
from domain.batches import BatchReceipt, Preview, Progress
from domain.bug_reports import NEXT, BugReportChange, Purged
from domain.errors import PreconditionFailed, StudioError
from domain.jobs import Changed, Receipt
from domain.pages import Page
from domain.passwords import Password
from domain.queue import Queue
from domain.readiness import Check
from domain.retention import Retention
from domain.schedules import Standing
from domain.trash import purge_at
from domain.users import Caller, User
from domain.vocabulary import AddOutcome, JobState, SignInWay
from domain.work import Facts
from handlers import wire
from handlers.bridge.executor import names
from handlers.problems import problem_of

API = "/api/v1"

MADE_OR_FOUND = {True: 201, False: 200}
"""The status for a thing that a request made, or that was there."""


def time(moment: datetime) -> str:
    """Write a UTC moment by RFC 3339, with microseconds and `Z`."""
    return moment.isoformat(timespec="microseconds")[:26] + "Z"


def moment_or_null(text: str | None) -> datetime | None:
    """Read a moment that fits the contract and may not have been given."""
    return None if text is None else datetime.fromisoformat(text)


def time_or_null(moment: datetime | None) -> str | None:
    """Write a moment that may not have come."""
    return None if moment is None else time(moment)


def user(user: Any) -> wire.User:
    """Show a person."""
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "state": user.state,
        "created_at": time(user.created_at),
    }


def users(page: Page) -> wire.UserPage:
    """Show a page of people."""
    return {"items": [user(row) for row in page.items], "next_cursor": page.next_cursor}


def user_url(user_id: str) -> str:
    """Say where a person is."""
    return f"{API}/users/{user_id}"


def sign_in_link(secret: str, expires_at: datetime) -> wire.SignInLink:
    """Show a sign-in link, this once."""
    return {"url": f"/#sign-in={secret}", "expires_at": time(expires_at)}


def auth_status(caller: Caller | None) -> wire.AuthStatus:
    """Show who is asking."""
    return {
        "authenticated": caller is not None,
        "user": user(caller.user) if caller else None,
        "method": caller.method if caller else None,
        "expires_at": time_or_null(caller.expires_at) if caller else None,
        "scopes": sorted(caller.scopes) if caller and caller.scopes is not None else None,
    }


def sign_in_ways(facts: Facts) -> wire.SettingsSignIn:
    """Show how people sign in."""
    ways = [way for way in SignInWay if way is not SignInWay.OIDC or facts.provider is not None]
    return {"ways": ways, "provider": facts.provider}


def password_status(password: Password | None) -> wire.PasswordStatus:
    """Show what is kept about somebody's password."""
    return {
        "login": password.login if password else None,
        "changed_at": time(password.changed_at) if password else None,
    }


def identity(identity: Any) -> wire.Identity:
    """Show an account of the provider."""
    return {
        "id": identity.id,
        "user_id": identity.user_id,
        "issuer": identity.issuer,
        "subject": identity.subject,
        "email": identity.email,
        "created_at": time(identity.created_at),
        "last_used_at": time(identity.last_used_at),
    }


def identities(page: Page) -> wire.IdentityPage:
    """Show a page of accounts."""
    return {"items": [identity(each) for each in page.items], "next_cursor": page.next_cursor}


def invitation(invitation: Any) -> wire.Invitation:
    """Show who is invited."""
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role,
        "user_id": invitation.user_id,
        "created_at": time(invitation.created_at),
    }


def invitations(page: Page) -> wire.InvitationPage:
    """Show a page of invitations."""
    return {"items": [invitation(each) for each in page.items], "next_cursor": page.next_cursor}


def api_token(token: Any) -> wire.ApiToken:
    """Show an API token, without its secret."""
    return {
        "id": token.id,
        "user_id": token.user_id,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_at": time(token.created_at),
        "expires_at": time_or_null(token.expires_at),
        "last_used_at": time_or_null(token.last_used_at),
    }


def new_api_token(token: Any, secret: str) -> wire.NewApiToken:
    """Show a token that was just made, with its secret, this once."""
    return {**api_token(token), "secret": secret}


def api_tokens(page: Page) -> wire.ApiTokenPage:
    """Show a page of API tokens."""
    return {"items": [api_token(row) for row in page.items], "next_cursor": page.next_cursor}


def sessions(page: Page, asker: Caller) -> wire.SessionPage:
    """Show a page of sessions, and which of them is asking."""
    items: list[wire.Session] = [
        {
            "id": session.id,
            "user_id": session.user_id,
            "method": session.method,
            "user_agent": session.user_agent,
            "created_at": time(session.created_at),
            "last_seen_at": time(session.last_seen_at),
            "expires_at": time(session.expires_at),
            "current": session.id == asker.proof_id,
        }
        for session in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def audit_entries(page: Page) -> wire.AuditEntryPage:
    """Show a page of the audit log."""
    items: list[wire.AuditEntry] = [
        {
            "id": entry.id,
            "at": time(entry.at),
            "actor_id": entry.actor_id,
            "actor_name": entry.actor_name,
            "action": entry.action,
            "subject": entry.subject,
            "details": entry.details,
            "trace_id": entry.trace_id,
        }
        for entry in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def job_url(job_id: str) -> str:
    """Say where a job is."""
    return f"{API}/jobs/{job_id}"


def album_url(album_id: str) -> str:
    """Say where an album is."""
    return f"{API}/albums/{album_id}"


def image_url(image_id: str) -> str:
    """Say where an image is."""
    return f"{API}/images/{image_id}"


def attachment(name: str) -> str:
    """Say under which name to keep a body (RFC 6266, 4.3; RFC 8187): twice, for old clients too."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def job(job: Any) -> wire.Job:
    """Show a job with its place in the queue."""
    return {
        "id": job.id,
        "state": job.state,
        "prompt": job.prompt,
        "negative_prompt": job.negative_prompt,
        "seed": job.seed,
        "steps": job.steps,
        "width": job.width,
        "height": job.height,
        "guidance_scale": job.guidance_scale,
        "adapters": job.adapters,
        "priority": job.priority,
        "album_id": job.album_id,
        "image_id": job.image_id,
        "batch_id": job.batch_id,
        "row_number": job.row_number,
        "row_values": job.row_values,
        "steps_done": job.steps_done,
        "queue_position": job.queue_position,
        "cancel_requested": job.cancel_requested,
        "attempts": job.attempts,
        "failures": job.failures,
        "crashes": job.crashes,
        "failure": failure(job),
        "created_by": job.created_by,
        "trace_id": job.trace_id,
        "created_at": time(job.created_at),
        "run_at": time(job.run_at),
        "started_at": time_or_null(job.started_at),
        "finished_at": time_or_null(job.finished_at),
    }


def failure(job: Any) -> wire.JobFailure | None:
    """Tell why a job last failed; of what runs or went well, nothing."""
    tells = job.state in (JobState.FAILED, JobState.QUEUED) and job.failure_code is not None
    return {"code": job.failure_code, "reason": job.failure_reason} if tells else None


def job_event(event: Any) -> wire.JobEvent:
    """Show a job as it was after something happened to it."""
    return {
        "job_id": event.job_id,
        "batch_id": event.batch_id,
        "state": event.state,
        "steps_done": event.steps_done,
        "steps": event.steps,
        "attempts": event.attempts,
        "cancel_requested": event.cancel_requested,
        "failure": failure(event),
        "album_id": event.album_id,
        "image_id": event.image_id,
        "at": time(event.at),
    }


def queue(queue: Queue) -> wire.Queue:
    """Show the queue as it is."""
    return {
        "paused": queue.paused_at is not None,
        "paused_at": time_or_null(queue.paused_at),
        "queued": queue.queued,
        "waiting_for_retry": queue.waiting_for_retry,
        "running": queue.running,
        "oldest_queued_at": time_or_null(queue.oldest_queued_at),
        "oldest_age_seconds": queue.oldest_age_seconds,
        "finished_last_hour": {
            "succeeded": queue.finished.get(JobState.SUCCEEDED, 0),
            "failed": queue.finished.get(JobState.FAILED, 0),
            "cancelled": queue.finished.get(JobState.CANCELLED, 0),
        },
        "pictures_per_minute": queue.pictures_per_minute,
        "estimated_seconds": queue.estimated_seconds,
    }


def jobs_changed(changed: Changed) -> wire.JobsChanged:
    """Show what came of acting on many jobs."""
    return {
        "dry_run": changed.dry_run,
        "changed": changed.changed,
        "stopping": changed.stopping,
    }


def receipt(receipt: Receipt) -> wire.QueueJob:
    """Show what whoever queued a job gets in hand; it tells of that moment, ever after."""
    return {
        "id": receipt.job_id,
        "state": JobState.QUEUED,
        "album_id": receipt.album_id,
        "seed": receipt.seed,
        "queue_position": receipt.queue_position,
        "job_url": job_url(receipt.job_id),
        "created_at": time(receipt.created_at),
    }


def jobs(page: Page) -> wire.JobPage:
    """Show a page of jobs."""
    return {"items": [job(row) for row in page.items], "next_cursor": page.next_cursor}


def image(image: Any, viewer: User | None) -> wire.Image:
    """Show an image; the public is not told which job drew it."""
    url = image_url(image.id)
    return {
        "id": image.id,
        "title": image.title,
        "prompt": image.prompt,
        "negative_prompt": image.negative_prompt,
        "seed": image.seed,
        "steps": image.steps,
        "width": image.width,
        "height": image.height,
        "guidance_scale": image.guidance_scale,
        "adapters": image.adapters,
        "model": image.model,
        "media_type": image.media_type,
        "byte_size": image.byte_size,
        "sha256": image.sha256,
        "source": image.source,
        "job_id": image.job_id if viewer else None,
        "origin": image_origin(image) if viewer else None,
        "visibility": image.visibility,
        "file_url": f"{url}/file",
        "thumbnail_url": f"{url}/thumbnail",
        "created_at": time(image.created_at),
        "updated_at": time(image.updated_at),
    }


def image_origin(image: Any) -> wire.ImageOrigin | None:
    """Show the row of a batch that an image was drawn for."""
    if image.batch_id is None:
        return None
    return {
        "template_id": image.template_id,
        "batch_id": image.batch_id,
        "row_number": image.row_number,
        "row_values": image.row_values,
    }


def images(page: Page, viewer: User | None) -> wire.ImagePage:
    """Show a page of images."""
    return {"items": [image(row, viewer) for row in page.items], "next_cursor": page.next_cursor}


def album(album: Any) -> wire.Album:
    """Show an album with the count and cover that the viewer may see."""
    return {
        "id": album.id,
        "name": album.name,
        "description": album.description,
        "kind": album.kind,
        "visibility": album.visibility,
        "image_count": album.image_count,
        "cover_image_id": album.cover_image_id,
        "created_at": time(album.created_at),
        "updated_at": time(album.updated_at),
    }


def albums(page: Page) -> wire.AlbumPage:
    """Show a page of albums."""
    return {"items": [album(row) for row in page.items], "next_cursor": page.next_cursor}


def album_detail(row: Any, first: Page, viewer: User | None) -> wire.AlbumDetail:
    """Show an album with the first page of its images."""
    return {
        **album(row),
        "images": [image(each, viewer) for each in first.items],
        "images_next_cursor": first.next_cursor,
        "images_only_here": row.images_only_here,
    }


def additions(outcomes: Sequence[tuple[str, AddOutcome]]) -> wire.AlbumAdditionResults:
    """Show what came of putting images into an album."""
    return {"results": [{"image_id": each, "outcome": outcome} for each, outcome in outcomes]}


def removals(removals: Sequence[Removal]) -> wire.AlbumRemovalResults:
    """Show what came of taking images out of an album."""
    return {
        "results": [
            {"image_id": each.image_id, "outcome": each.outcome, "rehoused_to": each.rehoused_to}
            for each in removals
        ]
    }


def label(label: Any, viewer: User | None) -> wire.Label:
    """Show a label; the public is not told who added it."""
    return {
        "id": label.id,
        "image_id": label.image_id,
        "kind": label.kind,
        "text": label.text,
        "source": label.source,
        "model": label.model,
        "confidence": label.confidence,
        "created_by": label.created_by if viewer else None,
        "created_at": time(label.created_at),
    }


def labels(page: Page, viewer: User | None) -> wire.LabelPage:
    """Show a page of labels."""
    return {"items": [label(row, viewer) for row in page.items], "next_cursor": page.next_cursor}


def trashed_images(page: Page, viewer: User, days: int) -> wire.TrashedImagePage:
    """Show a page of the trash, where images stay for so many days."""
    items: list[wire.TrashedImage] = [
        {
            "image": image(row, viewer),
            "deleted_at": time(row.deleted_at),
            "purge_at": time(purge_at(row.deleted_at, days)),
        }
        for row in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def schedule_run_url(run: Any) -> str:
    """Say where a run of a schedule is."""
    return f"{API}/schedules/{run.schedule}/runs/{run.id}"


def schedule_run(run: Any) -> wire.ScheduleRun:
    """Show a run of a schedule."""
    return {
        "id": run.id,
        "schedule": run.schedule,
        "state": run.state,
        "trigger": run.trigger,
        "asked_by": run.asked_by,
        "created_at": time(run.created_at),
        "started_at": time_or_null(run.started_at),
        "finished_at": time_or_null(run.finished_at),
        "count": run.count,
        "error": run.error,
        "trace_id": run.trace_id,
    }


def schedule_runs(page: Page) -> wire.ScheduleRunPage:
    """Show a page of a schedule's runs."""
    return {"items": [schedule_run(row) for row in page.items], "next_cursor": page.next_cursor}


def schedule(standing: Standing) -> wire.Schedule:
    """Show a schedule as it stands."""
    told = standing.schedule
    return {
        "name": told.name,
        "description": told.description,
        "interval_seconds": int(told.every.total_seconds()),
        "unit": told.unit,
        "running": standing.running,
        "last_run": schedule_run(standing.last_run) if standing.last_run else None,
        "next_run_at": time_or_null(standing.next_run_at),
    }


def schedules(page: Page) -> wire.SchedulePage:
    """Show a page of schedules."""
    return {"items": [schedule(each) for each in page.items], "next_cursor": page.next_cursor}


def batch_template_url(template_id: str) -> str:
    """Say where a template is."""
    return f"{API}/batch-templates/{template_id}"


def batch_template(template: Any) -> wire.BatchTemplate:
    """Show a template without its rows."""
    return {
        "id": template.id,
        "name": template.name,
        "description": template.description,
        "columns": template.columns,
        "base_prompt": template.base_prompt,
        "prompt_template": template.prompt_template,
        "style_suffix": template.style_suffix,
        "example_theme": template.example_theme,
        "width": template.width,
        "height": template.height,
        "steps": template.steps,
        "guidance_scale": template.guidance_scale,
        "negative_prompt": template.negative_prompt,
        "adapters": template.adapters,
        "visibility": template.visibility,
        "row_count": template.row_count,
        "builtin": template.builtin,
        "created_at": time(template.created_at),
        "updated_at": time(template.updated_at),
    }


def batch_templates(page: Page) -> wire.BatchTemplatePage:
    """Show a page of templates."""
    return {"items": [batch_template(row) for row in page.items], "next_cursor": page.next_cursor}


def template_rows(page: Page) -> wire.TemplateRowPage:
    """Show a page of a template's rows."""
    rows: list[wire.TemplateRow] = [
        {"number": row.number, "values": row.values} for row in page.items
    ]
    return {"items": rows, "next_cursor": page.next_cursor}


def refusal(error: StudioError) -> wire.Refusal:
    """Show what would be answered if it were asked for in earnest."""
    problem = problem_of(error)
    return {"type": problem.kind, "detail": problem.detail}


def batch_preview(preview: Preview) -> wire.BatchPreview:
    """Show a page of the prompts of a batch that nobody has started."""
    items: list[wire.PreviewItem] = [
        {
            "row_number": planned.number,
            "item_name": planned.name,
            "prompt": planned.prompt,
            "length": len(planned.prompt),
        }
        for planned in preview.page.items
    ]
    return {
        "items": items,
        "next_cursor": preview.page.next_cursor,
        "total": preview.total,
        "longest": preview.longest,
        "theme": preview.theme,
        "refusal": refusal(preview.refused) if preview.refused else None,
    }


def batch_url(batch_id: str) -> str:
    """Say where a batch is."""
    return f"{API}/batches/{batch_id}"


def batch(progress: Progress) -> wire.Batch:
    """Show a batch with how far it has got."""
    batch = progress.batch
    return {
        "id": batch.id,
        "name": batch.name,
        "state": progress.state,
        "counts": {
            "total": batch.total,
            "queued": progress.counts[JobState.QUEUED],
            "running": progress.counts[JobState.RUNNING],
            "succeeded": progress.counts[JobState.SUCCEEDED],
            "failed": progress.counts[JobState.FAILED],
            "cancelled": progress.counts[JobState.CANCELLED],
        },
        "theme": batch.theme,
        "template_id": batch.template_id,
        "album_id": batch.album_id,
        "width": batch.width,
        "height": batch.height,
        "steps": batch.steps,
        "guidance_scale": batch.guidance_scale,
        "negative_prompt": batch.negative_prompt,
        "seed": batch.seed,
        "created_by": batch.created_by,
        "created_at": time(batch.created_at),
        "started_at": time_or_null(progress.started_at),
        "finished_at": time_or_null(progress.finished_at),
    }


def batches(page: Page) -> wire.BatchPage:
    """Show a page of batches."""
    return {"items": [batch(each) for each in page.items], "next_cursor": page.next_cursor}


def batch_detail(progress: Progress) -> wire.BatchDetail:
    """Show a batch with the template as it was."""
    return {**batch(progress), "template": progress.batch.template}


def batch_receipt(receipt: BatchReceipt) -> wire.BatchReceipt:
    """Show what whoever started a batch gets in hand."""
    return {
        "id": receipt.id,
        "name": receipt.name,
        "template_id": receipt.template_id,
        "album_id": receipt.album_id,
        "theme": receipt.theme,
        "total": receipt.total,
        "batch_url": batch_url(receipt.id),
        "created_at": time(receipt.created_at),
    }


def batch_items(page: Page) -> wire.BatchItemPage:
    """Show a page of a batch's rows."""
    items: list[wire.BatchItem] = [
        {
            "row_number": item.job.row_number,
            "item_name": item.name,
            "row_values": item.job.row_values,
            "prompt": item.job.prompt,
            "seed": item.job.seed,
            "job_id": item.job.id,
            "state": item.job.state,
            "failure": failure(item.job),
            "image_id": item.job.image_id,
        }
        for item in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}


def bug_report_url(report_id: str) -> str:
    """Say where a bug report is."""
    return f"{API}/bug-reports/{report_id}"


def bug_report(report: Any, retention: Retention) -> wire.BugReport:
    """Show a bug report without what was sent along."""
    purge_at = retention.purge_at(report.status, report.created_at, pinned=report.pinned)
    return {
        "id": report.id,
        "status": report.status,
        "next_statuses": list(NEXT[report.status]),
        "description": report.description,
        "author": {
            "id": report.author_id,
            "name": report.author_name,
            "role": report.author_role,
        },
        "trace_id": report.trace_id,
        "fingerprint": report.fingerprint,
        "group": {
            "count": report.group.count,
            "first_seen_at": time(report.group.first_seen_at),
            "last_seen_at": time(report.group.last_seen_at),
        },
        "duplicate_of": report.duplicate_of,
        "resolution_note": report.resolution_note,
        "pinned": report.pinned,
        "has_screenshot": report.screenshot_sha256 is not None,
        "byte_size": report.byte_size,
        "redactions": report.redactions,
        "created_at": time(report.created_at),
        "updated_at": time(report.updated_at),
        "purge_at": time_or_null(purge_at),
    }


def bug_reports(page: Page, retention: Retention) -> wire.BugReportPage:
    """Show a page of bug reports."""
    return {
        "items": [bug_report(row, retention) for row in page.items],
        "next_cursor": page.next_cursor,
    }


def bug_report_detail(
    report: Any, steps: Sequence[BugReportChange], retention: Retention
) -> wire.BugReportDetail:
    """Show all of a bug report."""
    sent, context = report.sections, report.context
    return {
        **bug_report(report, retention),
        "expected": sent["expected"],
        "actual": sent["actual"],
        "steps": sent["steps"],
        "environment": sent["environment"],
        "client_meta": sent["client_meta"],
        "app_state": sent["app_state"],
        "recent_logs": sent["recent_logs"],
        "network_events": sent["network_events"],
        "context": {
            "requests": [noted_request(each) for each in context["requests"]],
            "jobs": [noted_job(each) for each in context["jobs"]],
        },
        "screenshot": bug_report_screenshot(report),
        "history": [bug_report_change(step) for step in steps],
    }


def noted_request(request: Mapping[str, Any]) -> wire.NotedRequest:
    """Show a request as the server saw it."""
    return {
        "at": time(datetime.fromisoformat(request["at"])),
        "operation_id": request["operation_id"],
        "method": request["method"],
        "path": request["path"],
        "status": request["status"],
        "duration_ms": request["duration_ms"],
        "trace_id": request["trace_id"],
    }


def noted_job(job: Mapping[str, Any]) -> wire.NotedJob:
    """Show a job as it was when a bug was reported."""
    return {
        "id": job["id"],
        "state": job["state"],
        "failure_code": job["failure_code"],
        "created_at": time(datetime.fromisoformat(job["created_at"])),
    }


def bug_report_screenshot(report: Any) -> wire.BugReportScreenshot | None:
    """Tell about a bug report's picture."""
    if report.screenshot_sha256 is None:
        return None
    return {
        "media_type": report.screenshot_media_type,
        "width": report.screenshot_width,
        "height": report.screenshot_height,
        "byte_size": report.screenshot_byte_size,
    }


def bug_report_change(step: BugReportChange) -> wire.BugReportChange:
    """Show one step in the life of a bug report."""
    return {
        "at": time(step.at),
        "actor_id": step.actor_id,
        "actor_name": step.actor_name,
        "from": step.from_status,
        "to": step.to_status,
        "note": step.note,
    }


def bug_report_export(
    report: wire.BugReportDetail, now: datetime, picture: tuple[bytes, str] | None
) -> wire.BugReportExport:
    """Show all of a bug report as one file, its picture within."""
    return {
        "exported_at": time(now),
        "report": report,
        "screenshot_base64": b64encode(picture[0]).decode() if picture else None,
    }


def bug_report_purge(asked: wire.BugReportPurge) -> dict[str, Any]:
    """Read what to purge."""
    return {**asked, "as_of": moment_or_null(asked.get("as_of"))}


def bug_reports_purged(purged: Purged) -> wire.BugReportPurgeResult:
    """Show what a purge has come to."""
    return {
        "dry_run": purged.dry_run,
        "as_of": time(purged.as_of),
        "count": len(purged.ids),
        "ids": [*purged.ids],
        "cutoffs": [
            {
                "status": each.status,
                "retention_days": each.days,
                "cutoff": time_or_null(each.cutoff),
                "count": each.count,
            }
            for each in purged.cutoffs
        ],
        "plan": purged.plan,
    }


def readiness(ready: bool, checks: Sequence[Check]) -> wire.Readiness:
    """Show what was tried and whether it answered."""
    return {
        "ready": ready,
        "checks": [
            {"name": c.name, "ok": c.ok, "required": c.required, "detail": c.detail} for c in checks
        ],
    }


def entity_tag(entity: Any, viewer: User | None) -> str:
    """Name an entity's present state, as this viewer sees it: the public sees less."""
    return f'"{entity.version}{"a" if viewer else "p"}"'


def must_match(condition: str | None, entity: Any, viewer: User) -> None:
    """Raise PreconditionFailed when `If-Match` names states that are past."""
    tag = entity_tag(entity, viewer)
    if condition is not None and not names(condition, tag, weakly=False):
        raise PreconditionFailed("It has changed since you read it.")
