"""Batch templates: what the pictures of a batch have in common, and their rows."""

from domain import batch_templates, batches
from domain.batch_templates import BatchTemplate
from handlers import entity_tags, wire
from handlers.attachments import attachment
from handlers.call import NO_STORE, Call, RawBody, Reply, content_of
from handlers.represent import batch_templates as represent


def list_batch_templates(call: Call, cursor: str | None, limit: int) -> wire.BatchTemplatePage:
    """List templates, newest first."""
    with call.studio.look() as work:
        return represent.batch_templates(batch_templates.page(work, cursor, limit))


def create_batch_template(call: Call, body: wire.BatchTemplateCreate) -> Reply[wire.BatchTemplate]:
    """Make a template, with rows or without."""
    with call.studio.work() as work:
        template = batch_templates.create(work, **body)
    headers = {
        "Location": represent.batch_template_url(template.id),
        "ETag": entity_tags.of(template, call.viewer),
    }
    return Reply(represent.batch_template(template), headers=headers)


def get_batch_template(call: Call, template_id: str) -> Reply[wire.BatchTemplate]:
    """Give a template without its rows."""
    with call.studio.look() as work:
        template = batch_templates.look_at(work, template_id)
    tag = entity_tags.of(template, call.viewer)
    return Reply(represent.batch_template(template), headers={"ETag": tag})


def update_batch_template(
    call: Call, template_id: str, body: wire.BatchTemplateUpdate, if_match: str | None
) -> Reply[wire.BatchTemplate]:
    """Change what the body names."""
    with call.studio.work() as work:
        template = work.get(BatchTemplate, template_id, lock=True)
        entity_tags.must_match(if_match, template, call.user)
        batch_templates.change(work, template, **body)
    tag = entity_tags.of(template, call.viewer)
    return Reply(represent.batch_template(template), headers={"ETag": tag})


def delete_batch_template(call: Call, template_id: str, if_match: str | None) -> None:
    """Delete a template and keep what came of it."""
    with call.studio.work() as work:
        template = work.get(BatchTemplate, template_id, lock=True)
        entity_tags.must_match(if_match, template, call.user)
        batch_templates.remove(work, template)


def list_template_rows(
    call: Call, template_id: str, cursor: str | None, limit: int
) -> wire.TemplateRowPage:
    """List a template's rows in their order."""
    with call.studio.look() as work:
        page = batch_templates.rows_page(work, template_id, cursor, limit)
        return represent.template_rows(page)


def replace_template_rows(
    call: Call, template_id: str, body: wire.TemplateRows | RawBody, if_match: str | None
) -> Reply[wire.BatchTemplate]:
    """Put the rows of the body in the place of all there are."""
    with call.studio.work() as work:
        template = work.get(BatchTemplate, template_id, lock=True)
        entity_tags.must_match(if_match, template, call.user)
        batch_templates.replace_rows(work, template, content_of(body))
    tag = entity_tags.of(template, call.viewer)
    return Reply(represent.batch_template(template), headers={"ETag": tag})


def export_template_rows(call: Call, template_id: str) -> Reply[bytes]:
    """Give all rows as a CSV file."""
    with call.studio.look() as work:
        template = batch_templates.look_at(work, template_id)
        table = batch_templates.rows_as_csv(work, template)
    headers = {
        "ETag": entity_tags.of(template, call.viewer),
        "Content-Disposition": attachment(f"{template.name}.csv"),
    }
    return Reply(table, headers=headers)


def preview_batch(
    call: Call,
    template_id: str,
    body: wire.BatchPreviewRequest,
    cursor: str | None,
    limit: int,
) -> Reply[wire.BatchPreview]:
    """Write the prompts of a batch, and queue nothing."""
    with call.studio.look() as work:
        preview = batches.preview(
            work,
            call.studio.facts,
            asked_by=call.user,
            template_id=template_id,
            cursor=cursor,
            limit=limit,
            **body,
        )
    return Reply(represent.batch_preview(preview), headers=NO_STORE)
