"""What is asked only to be tried changes nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NoReturn, TypeAlias

from codegen import pointer
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import Listed, LongRunning, Maker, Reach
from codegen.laws.paths import plain
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify.changes import harmless
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema
from codegen.verify.checks.read_after_write.form import answer_of
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.paths import path_names
from codegen.verify.places import at, differences, schema_at
from codegen.verify.sending import default_media_type
from codegen.verify.shown import every, is_as_sent, same_id
from codegen.verify.thing import arguments, imagined, is_restless, settled, written_fields
from codegen.verify.told import told
from codegen.verify.trial import Case, Trial, checks_operation

Seen: TypeAlias = tuple[int, Any]
"""The status of a reading, and what it gave."""

_TRIES: Final = 3
_FEW: Final = 5
"""Characters in a text that many may send."""
_MOMENT: Final = 0.2
_LONGEST: Final = 2.0
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_ACTION: Final = re.compile(r"([/:][A-Za-z_-]+)?")
_BUSY: Final = (429, 500, 502, 503, 504)
_PLAIN: Final = re.compile(
    r"\bwould (be|have|do|happen)\b|\bwithout (chang|creat|mak|sav|stor|delet|persist|writ|apply|"
    r"commit|do|perform|execut|carry)\w*ing\b|\bnothing (is|will|gets?)\b|"
    r"\b(change|do|delete|make|create|save|store|write|persist)s? nothing\b|"
    r"\b(not|nor|never) (actually |really )?(be )?(chang|creat|made|sav|stor|delet|persist|"
    r"written|appl|commit|done|perform|execut|carried out)\w*|"
    r"\b(only|just) (say|tell|validat|check|report|preview|show)\w*|"
    r"\b(say|tell|validat|check|report|preview|show)\w* only\b",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(
    r"\b(drafts?|keeps?|kept|records?|recorded|remember\w*|except|unless|but|however|still|"
    r"reserv\w+)\b",
    re.IGNORECASE,
)
"""Said where something may honestly come of it."""
_TOLD: Final = re.compile(
    r"runs?|dry|attempts?|tries|tried|last|latest|previews?|previewed|plans?|planned|checks?|"
    r"validat\w+|simulat\w+|history|log|audit|events?|warnings?|problems?|errors?|messages?"
)
"""Words in the names of what a thing may tell of how it was tried."""


@checks_operation
def dry_run(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Ask with the switch on: nothing was made, and what it is about is as it was."""
    switch = _switch(trial, operation)
    if switch is None or operation.method in ("GET", "HEAD") or harmless.streams(operation):
        return
    tried = _Tried(trial, operation, switch)
    maker = next((each for each in trial.laws.makers if each.make == operation.key), None)
    if maker is not None:
        begins = any(isinstance(each, LongRunning) for each in trial.laws.of(operation.key))
        if not begins and not _is_shown(trial, maker, switch):
            yield f"{switch.spot} makes", partial(tried.makes_nothing, maker)
        return
    maker = _acted_on(trial, operation)
    if maker is None or maker.read is None:
        return
    itself = plain(trial.spec.operations[maker.read.operation].path) == plain(operation.path)
    if not _is_shown(trial, maker, switch) or (switch.plainly and not itself):
        yield f"{switch.spot} changes", partial(tried.changes_nothing, maker, maker.read)


@dataclass(frozen=True)
class _Switch:
    """Where a request says that it is only to be tried, and where the document says that.
    `plainly`: in words too, not by its name alone."""

    spot: Spot
    where: str
    plainly: bool


@dataclass
class _Tried:
    """An operation that is only to be tried."""

    trial: Trial
    operation: Operation
    switch: _Switch

    def makes_nothing(self, maker: Maker) -> None:
        trial = self.trial
        of = next((e for e in trial.laws.of(self.operation.key) if isinstance(e, Listed)), None)
        id = of.item_id if of is not None else ""
        for _ in range(_TRIES):
            given = self._dry(arguments(trial, self.operation))
            there = [at(each, id) for each in self._listed(of, imagined(self.operation, given))]
            done = trial.ask(self.operation.key, **given)
            if done.reply.ok:
                break
        else:
            self._refused(done)
        if not _tells_apart(done.request.value):
            trial.discard(f"nothing that {self.operation.key} takes would tell what it made")
        for item in self._listed(of, done):
            one = at(item, id)
            if not any(same_id(one, each) for each in there) and is_as_sent(trial, done, item):
                self._made(maker, done, one, f"makes {told(one)}, which a list shows")
        self._hold_unread(maker, done)

    def changes_nothing(self, maker: Maker, read: Reach) -> None:
        trial, operation = self.trial, self.operation
        for number in range(_TRIES):
            began = time.monotonic()
            look, given = self._thing(maker, read)
            before = look(), look()
            done = trial.ask(operation.key, **given)
            if done.reply.ok:
                break
            if not number and path_names(operation):  # so that what it needs first is known
                with suppress(Discard):
                    trial.make(operation.key)
        else:
            self._refused(done)
        settled(trial, done)
        after = look()
        for where in self._touched(read, before, (after, look())):
            if not self._moves(maker, read, where, time.monotonic() - began):
                one, other = (_shown(each, where) for each in (before[1], after))
                what = where or f"what {read.operation} answers"
                self._broken(f"changes {what} from {one} to {other}")

    def _thing(self, maker: Maker, read: Reach) -> tuple[Callable[[], Seen], dict[str, Any]]:
        """What reads a new thing, and arguments about it."""
        made = self.trial.make(maker.make)
        settled(self.trial, made)
        given = self._dry(self._about(maker, read, made))
        free = self.trial.daring or not path_names(self.operation)
        if not (free or harmless.aimed(self.trial, self.operation, given)):
            self.trial.discard(f"{self.operation.key} names what was not made here")
        return partial(self._read, read, given, made), given

    def _touched(
        self, read: Reach, before: tuple[Seen, Seen], after: tuple[Seen, Seen]
    ) -> Iterator[str]:
        """Where both readings of before differ from both of after; `""` is the status."""
        if before[0][0] != 200 or before[1][0] != 200:
            self.trial.discard(f"{read.operation} answers {before[1][0]}")
        if after[0][0] != after[1][0] or after[0][0] in _BUSY:
            self.trial.discard(f"{read.operation} answers {after[1][0]}")
        if after[0][0] != 200:
            yield ""
            return
        moving = {*_apart(*before), *_apart(*after)}
        written = written_fields(self.trial, read.operation)
        for where in sorted(_apart(before[1], after[0])):
            mine = any(where == each or where.startswith(f"{each}/") for each in written)
            words = [word for name in pointer.split(where) for word in snake(name).split("_")]
            tells = any(map(_TOLD.fullmatch, words))
            by_itself = tells or is_restless(before[1][1], after[0][1], where)
            if where not in moving and (mine or not by_itself):
                yield where

    def _moves(self, maker: Maker, read: Reach, where: str, seconds: float) -> bool:
        """Whether another thing is seen to change like that with nothing done to it."""
        look, _ = self._thing(maker, read)
        before = look()

        def moves() -> bool:
            now = look()
            return where in _apart(before, now) if now[0] == 200 else not where

        return self.trial.wait(moves, min(2 * seconds, _LONGEST) + _MOMENT)

    def _hold_unread(self, maker: Maker, done: Exchange) -> None:
        """Where it says that it has made something, there is none to be read."""
        if done.reply.status != 201 or maker.read is None:
            return
        reply = self.trial.reach(maker.read, done, query={}, conform=False).reply
        if reply.ok and is_as_sent(self.trial, done, reply.json):
            id = self.trial.value(maker.id, done)
            self._made(maker, done, id, f"makes {told(id)}, which {maker.read.operation} reads")

    def _listed(self, of: Listed | None, exchange: Exchange) -> list[Any]:
        return [*every(self.trial, of.list, exchange, of.items)] if of is not None else []

    def _made(self, maker: Maker, done: Exchange, id: Any, what: str) -> NoReturn:
        try:
            self._broken(what)
        finally:  # nothing else knows of it that deletes it in the end
            with suppress(Discard, LookupError):
                if maker.delete is not None and same_id(self.trial.value(maker.id, done), id):
                    self.trial.reach(maker.delete, done, conform=False)

    def _about(self, maker: Maker, read: Reach, made: Exchange) -> dict[str, Any]:
        """Arguments about what was made, as it has to be for this."""
        names: dict[str, Any] = {}
        reading = path_names(self.trial.spec.operations[read.operation])
        for own, name in zip(path_names(self.operation), reading, strict=False):
            try:
                names[own] = self.trial.value(read.parameters[name], made)
            except LookupError:
                self.trial.discard(f"{maker.make} does not tell {name}")
        for _ in range(_TRIES - 1):
            with suppress(Discard):  # what a body may name besides could not be made
                return self._prepared(names)
        return self._prepared(names)

    def _prepared(self, names: dict[str, Any]) -> dict[str, Any]:
        found = arguments(self.trial, self.operation, **names)
        return self.trial.prepare(self.operation.key, found)

    def _read(self, read: Reach, given: dict[str, Any], made: Exchange) -> Seen:
        reading = path_names(self.trial.spec.operations[read.operation])
        own = path_names(self.operation)
        if len(own) < len(reading):  # it acts on several, so it names none
            reply = self.trial.reach(read, made, query={}).reply
        else:  # what has to be done before may have led on to another thing
            path = {name: given["path"][mine] for name, mine in zip(reading, own, strict=False)}
            about = imagined(self.operation, given)
            reply = self.trial.reach(Reach(read.operation, {}), about, path=path, query={}).reply
        return reply.status, reply.json

    def _dry(self, given: dict[str, Any]) -> dict[str, Any]:
        if self.switch.spot.place == "body" and not isinstance(given.get("body"), dict):
            given = {**given, "body": {}}
        return self.switch.spot.put(given, True)

    def _refused(self, done: Exchange) -> NoReturn:
        self.trial.discard(f"{self.operation.key} refuses to be tried with {done.reply.status}")

    def _broken(self, what: str) -> NoReturn:
        self.trial.broken(
            None,
            f"{self.operation.key} with {self.switch.spot} true {what}; expected that nothing "
            "changes",
            rule="dry_run",
            operation=self.operation.key,
            where=self.switch.where,
        )


def _switch(trial: Trial, operation: Operation) -> _Switch | None:
    """The switch, unless words leave open what it does."""
    spec, media_type = trial.spec, default_media_type(operation)
    spot = harmless.dry_run(spec, operation, {"body": {}, "media_type": media_type})
    if spot is None:
        return None
    declared = operation.parameter(spot.name, "query") if spot.place == "query" else None
    places: tuple[str, ...] = (declared.schema_where,) if declared is not None else ()
    body = body_schema(operation, {"media_type": media_type})
    if body is not None and declared is None:
        places = inside(spec, (body,), {}, spot.last)
    words = str(merged(spec, places).get("description") or "")
    if declared is not None:
        words = f"{declared.raw.get('description') or ''} {words}"
    words += " ".join(each for each in sentences(said(operation)) if spot.last in each)
    plainly = bool(_PLAIN.search(words))
    if _KEPT.search(words) or not (plainly or harmless.DRY_RUN.fullmatch(snake(spot.last))):
        return None
    return _Switch(spot, places[0] if declared is None else declared.where, plainly)


def _is_shown(trial: Trial, maker: Maker, switch: _Switch) -> bool:
    """Whether the things that are made have a property of that name: a run that only tries
    something is a thing too, as is a payment that is simulated."""
    lists = [each for each in trial.laws.of(maker.make) if isinstance(each, Listed)]
    shown = [(each.list.operation, f"{each.items}/0") for each in lists]
    if maker.read is not None:
        shown.append((maker.read.operation, ""))
    for key, thing in shown:
        where = answer_of(trial.spec.operations[key])
        place = pointer.join(thing, switch.spot.last)
        if where is not None and schema_at(trial.spec, where, place) is not None:
            return True
    return False


def _acted_on(trial: Trial, operation: Operation) -> Maker | None:
    """What makes that which an operation is about: the thing that its path names last, or the
    things of the list at which it stands."""
    path = _PARAMETER.sub("{}", plain(operation.path))
    found: dict[str, Maker] = {}
    for maker in trial.laws.makers:
        if maker.read is None:
            continue
        thing = _PARAMETER.sub("{}", plain(trial.spec.operations[maker.read.operation].path))
        several = thing.removesuffix("/{}")
        if several == thing:
            continue
        if path.startswith(thing) and path.removeprefix(thing)[:1] in ("", "/", ":"):
            found.setdefault(thing, maker)
        elif path.startswith(several) and _ACTION.fullmatch(path.removeprefix(several)):
            found.setdefault(several, maker)
    return found[max(found, key=len)] if found else None


def _apart(one: Seen, other: Seen) -> set[str]:
    return {*differences(one[1], other[1])}


def _shown(seen: Seen, where: str) -> str:
    return told(at(seen[1], where)) if where else str(seen[0])


def _tells_apart(body: Any) -> bool:
    """Whether there is a text in a body that hardly anybody else sends."""
    return isinstance(body, dict) and any(
        isinstance(value, str) and len(value) > _FEW for value in body.values()
    )
