"""Batch templates, and what a batch made of one would be."""

from typing import Any

from domain.batches import Preview
from domain.errors import StudioError
from domain.pages import Page
from handlers import wire
from handlers.problems import problem_of
from handlers.represent import API
from handlers.represent.moments import time


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
