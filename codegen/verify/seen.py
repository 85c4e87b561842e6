"""What can be seen of a thing, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codegen.laws.law import Listed, Reach
from codegen.verify.exchange import Exchange
from codegen.verify.places import at
from codegen.verify.shown import same_id
from codegen.verify.thing import changed, lasting_fields, moved, written_fields
from codegen.verify.told import told
from codegen.verify.trial import Trial

Seen = dict[str, tuple[int, Any]]
"""By the operation that was watched: its status, and what it gave."""


def seen(trial: Trial, watch: Sequence[Reach], made: Exchange | None) -> Seen:
    """Ask what is watched; of a list only the thing's own item counts, since others add to it."""
    found: Seen = {}
    for reach in watch:
        exchange = trial.reach(reach, made) if made is not None else trial.ask(reach.operation)
        body = exchange.reply.json
        of = _list_of(trial, reach, made)
        found[reach.operation] = (
            exchange.reply.status,
            body if of is None else _own_item(trial, of, made, body),
        )
    return found


def difference(
    trial: Trial,
    name: str,
    before: tuple[int, Any] | None,
    after: tuple[int, Any] | None,
    *,
    written_only: bool = False,
) -> tuple[str, str, str] | None:
    """Where a thing is another than before, and what stood and stands there; None when nothing
    says so, such as an item that is on another page now.

    With `written_only` only what clients write counts, if it is known what they do.
    """
    if before is None or after is None:
        return None
    if before[0] != after[0]:
        busy = (429, 500, 502, 503, 504)
        if before[0] in busy or after[0] in busy:
            return None
        return "", str(before[0]), str(after[0])
    if before[1] is None or after[1] is None:
        return None
    written = written_fields(trial, name)
    if written and written_only:
        where = changed(before[1], after[1], (*written, *lasting_fields(before[1])))
    else:
        where = moved(before[1], after[1], written)
    if where is None:
        return None
    return where, told(at(before[1], where)), told(at(after[1], where))


def _list_of(trial: Trial, reach: Reach, made: Exchange | None) -> Listed | None:
    found = [
        law
        for law in trial.laws.laws
        if isinstance(law, Listed) and law.list.operation == reach.operation
    ]
    for law in found:
        if made is not None and law.operation == made.request.operation:
            return law
    return found[0] if found else None


def _own_item(trial: Trial, of: Listed, made: Exchange | None, body: Any) -> Any:
    if made is None or of.operation != made.request.operation:
        return None
    try:
        wanted = trial.value(of.id, made)
    except LookupError:
        return None
    items = at(body, of.items)
    for item in items if isinstance(items, list) else ():
        if same_id(at(item, of.item_id), wanted):
            return item
    return None
