"""Another thing of the kind that is written, which stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from codegen.laws.law import ReadAfterWrite
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at
from codegen.verify.thing import (
    about,
    changed,
    imagined,
    lasting_fields,
    maker_of,
    mostly,
    settled,
    written_fields,
)
from codegen.verify.told import told
from codegen.verify.trial import Trial

_PLACE: Final = re.compile(
    r"position|order|rank|index|sort|priorit|sequence|weight|number|slot", re.I
)


def sibling(
    trial: Trial, law: ReadAfterWrite, given: Mapping[str, Any]
) -> tuple[Exchange, Any] | None:
    """Sometimes another such thing than the one that is written, and what it is like; None
    otherwise."""
    maker = maker_of(trial, law.read.operation)
    if law.creates or maker is None or maker.read is None or not mostly(trial):
        return None
    other = trial.make(maker.make)
    written = imagined(trial.spec.operations[law.operation], given)
    if about(trial, law.read.operation, law.read, written) == about(
        trial, maker.read.operation, maker.read, other
    ):
        return None
    settled(trial, other)
    reply = trial.reach(maker.read, other).reply
    return (other, reply.json) if reply.ok else None


def hold_sibling(
    trial: Trial, law: ReadAfterWrite, body: Any, other: Exchange, before: Any
) -> None:
    """Another thing is as it was. A flag that only one may have, or a place in an order, may move
    from one to the other."""
    maker = maker_of(trial, law.read.operation)
    assert maker is not None
    assert maker.read is not None
    named = {got: at(body, sent) for sent, got in law.fields}
    fields = [
        each
        for each in (*written_fields(trial, law.read.operation), *lasting_fields(before))
        if not _may_move(each, named.get(each, MISSING))
    ]
    reply = trial.reach(maker.read, other).reply
    touched = changed(before, reply.json, fields) if reply.ok else None
    if touched is not None:
        trial.broken(
            law,
            f"{law.operation} changes {touched} of another thing from "
            f"{told(at(before, touched))} to {told(at(reply.json, touched))}",
        )


def _may_move(where: str, value: Any) -> bool:
    """Whether a value may go from one thing to another: a flag that only one may have, or a place
    in an order."""
    name = where.rpartition("/")[2]
    return isinstance(value, bool) or (isinstance(value, int) and bool(_PLACE.search(name)))
