"""Things that are marked: starred, pinned, with a reminder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import Maker, Reach
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify.changes.schemas import inside, types
from codegen.verify.finding import Discard
from codegen.verify.listing.made import Made, make, moved
from codegen.verify.places import keywords
from codegen.verify.sending import default_media_type
from codegen.verify.trial import Trial

_HIDES: Final = re.compile(
    r"activ|archiv|clos|delet|disabl|draft|enabl|expir|frozen|hid|lock|privat|public|publish|"
    r"remov|revok|trash|visib"
)
"""Marks by which a list may well leave a thing out, or an operation refuse it."""


def marked(trial: Trial, operation: str, makes: Sequence[Reach], item_id: str) -> list[Made]:
    """Make two more for a list, mark them by PATCH, and bring one of them into another state: a
    list may go unasked by what no thing has when it is made. None where there is nothing to mark,
    or where the list may be asked for what is marked."""
    of = {each.operation for each in makes}
    maker = next((each for each in trial.laws.makers if each.make in of and each.read), None)
    marks = [*_marks(trial, maker, operation)] if maker is not None else []
    found: list[Made] = []
    if maker is None or maker.read is None or not marks:
        return found
    with suppress(Discard):
        found = make(trial, [each for each in makes if each.operation == maker.make], item_id, 2)
    for each in found:
        for key, body in marks:
            with suppress(Discard):
                trial.reach(Reach(key, maker.read.parameters), each.exchange, body=body)
    moved(trial, found)
    return found


def _marks(trial: Trial, maker: Maker, listing: str) -> Iterator[tuple[str, dict[str, bool]]]:
    """What marks a thing: the operation, and its body."""
    path = trial.spec.operations[maker.read.operation].path if maker.read else None
    asked = {snake(each.name) for each in trial.spec.operations[listing].parameters}
    for each in trial.spec.operations.values():
        if each.path == path and each.method == "PATCH":
            body = {name: True for name in _truths(trial, each) if snake(name) not in asked}
            if body:
                yield each.key, body


def _truths(trial: Trial, patch: Operation) -> Iterator[str]:
    media_type = default_media_type(patch)
    if patch.body is None or media_type is None:
        return
    where = patch.body.content[media_type].schema_where
    properties: Any = keywords(trial.spec, where).get("properties")
    for name in properties if isinstance(properties, dict) else ():
        kinds = types(trial.spec, inside(trial.spec, (where,), {}, name))
        if kinds - {"null"} == {"boolean"} and not _HIDES.search(snake(name)):
            yield name
