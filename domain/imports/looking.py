"""Imports as people see them: one by one, in lists, and what each says of single files."""

import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from domain import search
from domain.errors import NotFound
from domain.imports.item import ImportAction, ImportDiscrepancy, ImportItem
from domain.imports.profiles import PROFILES
from domain.imports.run import ImportRun
from domain.imports.source import ImportSource
from domain.pages import Order, Page
from domain.vocabulary import (
    ImportActionResult,
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportMode,
    ImportOutcome,
    ImportProfileName,
    ImportReason,
    JobState,
)
from domain.work import Work

NEWEST_FIRST = Order("imports", (ImportRun.id,), falling=True)
AS_READ = Order("import_items", (ImportItem.number,))
AS_FOUND = Order("import_discrepancies", (ImportDiscrepancy.number,))
AS_DONE = Order("import_actions", (ImportAction.number,))
PROFILES_BY_NAME = Order("import_profiles", (ImportSource.name,))  # no row has them: such a name

_RUNS: Select[Any] = select(*ImportRun.__table__.columns)


class may_contain(FunctionElement[bool]):  # noqa: N801 (SQL functions are in lower case)
    """Whether a text may have a folded word in it: as good as certain, if all of it is ASCII.

    Databases know the case of ASCII alike, and of nothing else; the rest is looked at here.
    """

    inherit_cache = True


@compiles(may_contain)
def _may_contain(element: Any, compiler: Any, **how: Any) -> str:
    text, pattern = (compiler.process(clause, **how) for clause in element.clauses)
    likely = f"{text} LIKE {pattern} ESCAPE '\\'"
    return f"({likely} OR length({text}) <> length(CAST({text} AS BLOB)))"


@compiles(may_contain, "postgresql")
def _may_contain_there(element: Any, compiler: Any, **how: Any) -> str:
    text, pattern = (compiler.process(clause, **how) for clause in element.clauses)
    likely = f"lower({text} COLLATE \"C\") LIKE {pattern} ESCAPE '\\'"
    return f"({likely} OR length({text}) <> octet_length({text}))"


def page(
    work: Work,
    *,
    mode: ImportMode | None = None,
    source: str | None = None,
    profile: ImportProfileName | None = None,
    states: Collection[JobState] | None = None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List imports of every mode, newest first. Raises BadCursor."""
    given = _given(mode=mode, source=source, profile=profile, state=states)
    query = _listed(frozenset(given))
    return NEWEST_FIRST.page(work, query, cursor, limit, _narrowed(given), **given)


def latest(
    work: Work, *, mode: ImportMode, source: str | None, profile: ImportProfileName | None
) -> Any:
    """Give the newest import of this mode that has ended well. Raises NotFound."""
    given = _given(mode=mode, source=source, profile=profile, state=[JobState.SUCCEEDED])
    query = _listed(frozenset(given)).order_by(ImportRun.id.desc()).limit(1)
    for row in work.rows(query, given):
        return row
    raise NotFound(_NONE_YET[mode])


_NONE_YET = {
    ImportMode.PLAN: "No plan of this kind has been made yet; make one with plan_import.",
    ImportMode.APPLY: "Nothing of this kind has been imported yet; plan it with plan_import, "
    "and carry the plan out with apply_import.",
    ImportMode.RECONCILE: "Nothing of this kind has been reconciled yet; "
    "do so with reconcile_imports.",
    ImportMode.MEND: "Nothing of this kind has been mended yet; "
    "do so with mend_import_discrepancies.",
    ImportMode.UNDO: "Nothing of this kind has been taken back yet; do so with undo_import.",
}


def get(work: Work, import_id: str) -> Any:
    """Give one import as it is now. Raises NotFound."""
    for row in work.rows(_one(), {"one": import_id}):
        return row
    raise NotFound("There is no import with this id.")


def now(work: Work, import_ids: Collection[str]) -> list[Any]:
    """Give these imports as they are now, as far as they are there."""
    return work.rows(_some(), {"some": list(import_ids)})


def items(
    work: Work,
    import_id: str,
    *,
    outcomes: Sequence[ImportOutcome] | None = None,
    reasons: Sequence[ImportReason] | None = None,
    kinds: Sequence[ImportItemKind] | None = None,
    path: str | None = None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List the files that an import saw, in that order; `path` is a text to be found in theirs,
    whatever the case. Raises NotFound, BadCursor.
    """
    get(work, import_id)
    words = None if path is None else search.fold(path)
    given = _given(run_id=import_id, outcome=outcomes, reason=reasons, kind=kinds, path=words)
    narrowed = _narrowed(given)
    query = _items(frozenset(given))
    if words is None:
        return AS_READ.page(work, query, cursor, limit, narrowed, **given)
    given["path"] = search.anywhere(words)
    return AS_READ.sieved(
        work, query, lambda item: words in search.fold(item.path), cursor, limit, narrowed, **given
    )


def discrepancies(
    work: Work,
    import_id: str,
    *,
    codes: Sequence[ImportDiscrepancyCode] | None = None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List what a reconciliation found, in that order. Raises NotFound, BadCursor."""
    get(work, import_id)
    given = _given(run_id=import_id, code=codes)
    query = _discrepancies(frozenset(given))
    return AS_FOUND.page(work, query, cursor, limit, _narrowed(given), **given)


def actions(
    work: Work,
    import_id: str,
    *,
    results: Sequence[ImportActionResult] | None = None,
    cursor: str | None,
    limit: int,
) -> Page:
    """List what mending or undoing did, in that order. Raises NotFound, BadCursor."""
    get(work, import_id)
    given = _given(run_id=import_id, result=results)
    query = _actions(frozenset(given))
    return AS_DONE.page(work, query, cursor, limit, _narrowed(given), **given)


def profiles(cursor: str | None, limit: int) -> Page:
    """List the profiles by name. Raises BadCursor."""
    by_name = [PROFILES[name] for name in sorted(PROFILES)]
    return PROFILES_BY_NAME.cut(by_name, lambda each: [str(each.name)], cursor, limit)


def seconds_left(run: Any) -> float | None:
    """Tell for how long a run will probably go on in its phase; None while nothing can be said."""
    if run.state != JobState.RUNNING or run.files_total is None or not run.rate:
        return None
    return float(max(run.files_total - run.files_done, 0) / run.rate)


def _given(**filters: Any) -> dict[str, Any]:
    """Leave out what nobody asked for; of several values, order says nothing."""
    return {
        name: value if isinstance(value, str) else sorted(value)
        for name, value in filters.items()
        if value is not None
    }


def _narrowed(given: dict[str, Any]) -> str:
    """Give what stands for a list's filters in its cursors, which are bounded."""
    plain = {name: str(v) if isinstance(v, str) else [*map(str, v)] for name, v in given.items()}
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:16] if given else ""


def _among(name: str) -> Any:
    return bindparam(name, expanding=True)


@cache
def _one() -> Select[Any]:
    return _RUNS.where(ImportRun.id == bindparam("one"))


@cache
def _some() -> Select[Any]:
    return _RUNS.where(ImportRun.id.in_(_among("some")))


@cache
def _listed(given: frozenset[str]) -> Select[Any]:
    conditions: dict[str, ColumnElement[bool]] = {
        "mode": ImportRun.mode == bindparam("mode"),
        "source": ImportRun.source == bindparam("source"),
        "profile": ImportRun.profile == bindparam("profile"),
        "state": ImportRun.state.in_(_among("state")),
    }
    return _RUNS.where(*(conditions[name] for name in sorted(given)))


@cache
def _items(given: frozenset[str]) -> Select[Any]:
    conditions: dict[str, Any] = {
        "run_id": ImportItem.run_id == bindparam("run_id"),
        "outcome": ImportItem.outcome.in_(_among("outcome")),
        "reason": ImportItem.reason.in_(_among("reason")),
        "kind": ImportItem.kind.in_(_among("kind")),
        "path": may_contain(ImportItem.path, bindparam("path", type_=String)),
    }
    query = select(*ImportItem.__table__.columns)
    return query.where(*(conditions[name] for name in sorted(given)))


@cache
def _discrepancies(given: frozenset[str]) -> Select[Any]:
    conditions: dict[str, Any] = {
        "run_id": ImportDiscrepancy.run_id == bindparam("run_id"),
        "code": ImportDiscrepancy.code.in_(_among("code")),
    }
    query = select(*ImportDiscrepancy.__table__.columns)
    return query.where(*(conditions[name] for name in sorted(given)))


@cache
def _actions(given: frozenset[str]) -> Select[Any]:
    conditions: dict[str, Any] = {
        "run_id": ImportAction.run_id == bindparam("run_id"),
        "result": ImportAction.result.in_(_among("result")),
    }
    query = select(*ImportAction.__table__.columns)
    return query.where(*(conditions[name] for name in sorted(given)))
