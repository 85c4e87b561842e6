"""Batch templates: what the pictures of a batch have in common, and the rows in which they differ.

Templates are inputs and albums are outputs: starting one (domain/batches.py) keeps a copy of it, so
that neither a change nor its deletion reaches what was started.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, csv_rows, prompts
from domain import rows as template_rows
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Conflict, NotFound
from domain.pages import Order, Page
from domain.rows import Column, Faults, Values
from domain.vocabulary import (
    BUILTIN_MAX_LENGTH,
    NEGATIVE_PROMPT_MAX_LENGTH,
    NOTE_MAX_LENGTH,
    PROMPT_PART_MAX_LENGTH,
    PROMPT_TEMPLATE_MAX_LENGTH,
    TEMPLATE_NAME_MAX_LENGTH,
    THEME_MAX_LENGTH,
    AlbumVisibility,
)
from domain.work import Work

FACTS = (
    "name",
    "description",
    "columns",
    "base_prompt",
    "prompt_template",
    "style_suffix",
    "example_theme",
    "width",
    "height",
    "steps",
    "guidance_scale",
    "negative_prompt",
    "adapters",
    "visibility",
)
"""What of a template people decide, and a batch keeps: the contract's `TemplateFacts`."""


class BatchTemplate(Entity):
    """A template, without its rows."""

    __tablename__ = "batch_templates"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(TEMPLATE_NAME_MAX_LENGTH), unique=True)
    description: Mapped[str] = mapped_column(String(NOTE_MAX_LENGTH))
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    base_prompt: Mapped[str] = mapped_column(String(PROMPT_PART_MAX_LENGTH))
    prompt_template: Mapped[str] = mapped_column(String(PROMPT_TEMPLATE_MAX_LENGTH))
    style_suffix: Mapped[str] = mapped_column(String(PROMPT_PART_MAX_LENGTH))
    example_theme: Mapped[str] = mapped_column(String(THEME_MAX_LENGTH))
    width: Mapped[int]
    height: Mapped[int]
    steps: Mapped[int]
    guidance_scale: Mapped[float]
    negative_prompt: Mapped[str] = mapped_column(String(NEGATIVE_PROMPT_MAX_LENGTH))
    adapters: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    visibility: Mapped[AlbumVisibility] = mapped_column(one_of(AlbumVisibility))
    builtin: Mapped[str | None] = mapped_column(String(BUILTIN_MAX_LENGTH))
    row_count: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def facts(self) -> dict[str, Any]:
        """What a batch keeps of it, as plain values."""
        return {name: getattr(self, name) for name in FACTS}

    def touch(self, now: datetime) -> None:
        """Note that it has changed."""
        self.version += 1
        self.updated_at = now


class BatchTemplateRow(Entity):
    """One row of a template: a value in each of its columns."""

    __tablename__ = "batch_template_rows"

    template_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("batch_templates.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    values: Mapped[Values] = mapped_column(JSON)


NEWEST_FIRST = Order("batch_templates", (BatchTemplate.id,), falling=True)
IN_ROW_ORDER = Order("template_rows", (BatchTemplateRow.number,))

_TEMPLATES: Select[Any] = select(*BatchTemplate.__table__.columns)


def page(work: Work, cursor: str | None, limit: int) -> Page:
    """List templates, newest first. Raises BadCursor."""
    return NEWEST_FIRST.page(work, _TEMPLATES, cursor, limit)


def look_at(work: Work, template_id: str) -> Any:
    """Give one template. Raises NotFound."""
    for row in work.rows(_TEMPLATES.where(BatchTemplate.id == template_id)):
        return row
    raise NotFound("There is no batch template with this id.")


def rows_page(work: Work, template_id: str, cursor: str | None, limit: int) -> Page:
    """List a template's rows in their order. Raises NotFound, BadCursor."""
    look_at(work, template_id)
    return IN_ROW_ORDER.page(work, _rows_of(template_id), cursor, limit)


def all_rows(work: Work, template_id: str) -> list[Any]:
    """Give all of a template's rows in their order: `number` and `values`."""
    return work.rows(_rows_of(template_id).order_by(BatchTemplateRow.number))


def _rows_of(template_id: str) -> Select[Any]:
    row = BatchTemplateRow
    columns: tuple[Any, ...] = (row.number, row.values)
    return select(*columns).where(row.template_id == template_id)


def columns_of(template: Any) -> list[Column]:
    """Give the columns of a template that was checked when it was kept."""
    return template_rows.columns(template.columns, Faults())


def create(
    work: Work, *, rows: Iterable[Mapping[str, str]], builtin: str | None = None, **facts: Any
) -> BatchTemplate:
    """Make a template with its rows. Raises InvalidRows, and Conflict for a name that is taken."""
    faults = Faults()
    columns = _check(facts, faults)
    fitted = template_rows.fit_all(rows, columns, faults)
    faults.settle()
    template = BatchTemplate(
        id=new_id("tpl", work.now),
        builtin=builtin,
        row_count=len(fitted),
        created_at=work.now,
        updated_at=work.now,
        **_stored(facts),
    )
    _keep(work, template)
    _insert(work, template.id, fitted)
    audit.tell(template.id, name=template.name, rows=len(fitted))
    return template


def change(work: Work, template: BatchTemplate, **changes: Any) -> None:
    """Change what is named. Raises InvalidRows if the rows there are do not fit then, Conflict."""
    before = template.facts
    facts = {**before, **_stored(changes)}
    if facts == before:
        return
    faults = Faults()
    columns = _check(facts, faults)
    new_columns = facts["columns"] != before["columns"]
    fitted = _refit(work, template.id, columns, faults) if new_columns else []
    faults.settle()
    for name, value in facts.items():
        setattr(template, name, value)
    template.touch(work.now)
    _keep(work, template)
    if [c["name"] for c in facts["columns"]] != [c["name"] for c in before["columns"]]:
        _replace(work, template.id, fitted)


def replace_rows(work: Work, template: BatchTemplate, given: Mapping[str, Any] | bytes) -> None:
    """Put other rows in the place of all there are: `rows` by JSON, or the bytes of a CSV file.

    Raises InvalidRows.
    """
    faults = Faults()
    columns = columns_of(template)
    if isinstance(given, bytes):
        fitted = csv_rows.read(given, columns, faults)
    else:
        fitted = template_rows.fit_all(given["rows"], columns, faults)
    faults.settle()
    _replace(work, template.id, fitted)
    template.row_count = len(fitted)
    audit.tell(rows=len(fitted))
    template.touch(work.now)
    work.session.flush()


def rows_as_csv(work: Work, template: Any) -> bytes:
    """Give all rows as a CSV file."""
    rows = (row.values for row in all_rows(work, template.id))
    return csv_rows.write(columns_of(template), rows)


def remove(work: Work, template: BatchTemplate) -> None:
    """Delete a template and its rows; what came of it stays."""
    audit.tell(name=template.name)
    work.session.delete(template)
    work.session.flush()


def _check(facts: Mapping[str, Any], faults: Faults) -> list[Column]:
    """Note the faults of a template in itself; give its columns."""
    columns = template_rows.columns(facts["columns"], faults)
    prompts.take_apart(facts["prompt_template"], [column.name for column in columns], faults)
    return columns


def _stored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Make of the contract's words what the columns of the table hold."""
    stored = dict(facts)
    if "visibility" in stored:
        stored["visibility"] = AlbumVisibility(stored["visibility"])
    if "guidance_scale" in stored:
        stored["guidance_scale"] = float(stored["guidance_scale"])
    return stored


def _keep(work: Work, template: BatchTemplate) -> None:
    """Write a template. Raises Conflict when another has its name."""
    name = template.name
    try:
        with work.session.begin_nested():
            work.session.add(template)
    except IntegrityError:
        raise Conflict(f"There is another template with the name {name}.") from None


def _refit(work: Work, template_id: str, columns: Sequence[Column], faults: Faults) -> list[Values]:
    """Give the rows there are as they are with other columns: values of columns gone are left."""
    names = {column.name for column in columns}
    return [
        template_rows.fit(
            {name: value for name, value in row.values.items() if name in names},
            columns,
            faults,
            row=row.number,
        )
        for row in all_rows(work, template_id)
    ]


def _replace(work: Work, template_id: str, rows: Sequence[Values]) -> None:
    work.session.execute(
        delete(BatchTemplateRow).where(BatchTemplateRow.template_id == template_id)
    )
    _insert(work, template_id, rows)


def _insert(work: Work, template_id: str, rows: Sequence[Values]) -> None:
    if rows:
        work.session.execute(
            insert(BatchTemplateRow),
            [
                {"template_id": template_id, "number": number, "values": values}
                for number, values in enumerate(rows, 1)
            ],
        )
