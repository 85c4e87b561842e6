"""What has something in it is not deleted, where words say that it has to be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from codegen.laws.empty_words import Content, EmptyWords
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import LongRunning, Maker, Reach
from codegen.laws.paths import noun_of, path_parameters
from codegen.laws.replies import reply_shape
from codegen.laws.shape import json_shape
from codegen.spec import Operation
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at
from codegen.verify.shown import same_id
from codegen.verify.stateful import state_in
from codegen.verify.thing import about, arguments, settled
from codegen.verify.told import told
from codegen.verify.trial import Case, Trial, checks_operation
from codegen.verify.unshared import unshared

_STATUSES: Final = ("409", "422", "400", "423")
_BESIDE: Final = re.compile(
    r"(.*_)?(comments?|notes?|shares?|share_links?|links?|permissions?|grants?|members?|"
    r"memberships?|invit\w+|tags?|labels?|likes?|stars?|reactions?|watch\w*|follow\w*|"
    r"subscri\w+|webhooks?|hooks?|events?|logs?|audits?|histor\w+|versions?|revisions?|reviews?|"
    r"ratings?|reports?|exports?|snapshots?|backups?|tokens?|keys?|settings?|covers?|thumbnails?)"
)
"""Nouns of what a thing may have and be empty all the same."""


@dataclass(frozen=True)
class _Kind:
    """Things of which each is in another one: how they come to be, and what says in which one, a
    parameter or property."""

    maker: Maker
    name: str
    below: bool
    state: str
    states: tuple[str, ...]


@checks_operation
def emptied(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Put a document in a folder and delete the folder: that is refused, where words say so."""
    if operation.method != "DELETE":
        return
    parent = next(
        (
            each
            for each in trial.laws.makers
            if each.delete is not None and each.delete.operation == operation.key
        ),
        None,
    )
    refused = _statuses(operation)
    if parent is None or not refused:
        return
    kinds = list(_kinds(trial, operation, parent))
    content = _content(trial, operation, parent, kinds)
    if content is not None:
        inside = _meant(trial, parent, kinds, content)
        if inside:
            emptied = _Emptied(trial, operation, parent, inside, content, refused)
            yield content.child or "anything", emptied.hold


@dataclass
class _Emptied:
    """The deletion of a kind of thing, and what may be in one."""

    trial: Trial
    operation: Operation
    parent: Maker
    inside: list[_Kind]
    content: Content
    refused: tuple[str, ...]

    def hold(self) -> None:
        """Then see that an empty one can be deleted: else a refusal tells nothing."""
        trial, key = self.trial, self.operation.key
        first, *others = self.inside
        children = [(first, self._child(first))]
        made = self._around(*children[0])
        children += [(kind, self._child(kind, made)) for kind in others]
        for kind, child in children:
            self._hold_in(kind, child, made)
        reply = self._delete(made)
        if reply.ok and reply.status != 202:
            trial.broken(
                None,
                f"{key} answers {reply.status} while there is {self._called}, and then it is "
                f"refused, as its words say: expected {' or '.join(self.refused)}",
                rule="emptied",
                operation=key,
                where=self.operation.where,
            )
        if str(reply.status) not in self.refused:
            trial.discard(f"{key} answers {reply.status}")
        for read, exchange in [
            (self.parent.read, made),
            *((kind.maker.read, child) for kind, child in children),
        ]:
            self._hold_there(read, exchange, reply.status)
        control = self._delete(self._made()).status
        if not 200 <= control < 300:
            trial.discard(f"{key} answers {control} where there is nothing in it")

    @property
    def _called(self) -> str:
        noun = self.content.child or self.inside[0].maker.noun
        states = " or ".join(sorted(self.content.states))
        where = "in it" if self.inside[0].below else "that names it"
        return " ".join(f"a {states} {noun} {where}".replace("_", " ").split())

    def _hold_there(self, read: Reach | None, made: Exchange, status: int) -> None:
        if read is None:
            return
        now = self.trial.reach(read, made).reply.status
        if now in (404, 410):
            self.trial.broken(
                None,
                f"{self.operation.key} answers {status}, and {read.operation} then {now} of what "
                f"was made by {made.request.operation}: a refusal changes nothing",
                rule="emptied",
                operation=self.operation.key,
                where=self.operation.where,
            )

    def _made(self) -> Exchange:
        made = self.trial.make(self.parent.make)
        settled(self.trial, made)
        return made

    def _path(self, made: Exchange) -> dict[str, Any]:
        assert self.parent.delete is not None
        return about(self.trial, self.operation.key, self.parent.delete, made)

    def _id(self, made: Exchange) -> Any:
        return self._path(made)[path_parameters(self.operation.path)[-1][0]]

    def _delete(self, made: Exchange) -> Reply:
        given = arguments(self.trial, self.operation, **self._path(made))
        return self.trial.ask(self.operation.key, **given).reply

    def _child(self, kind: _Kind, around: Exchange | None = None) -> Exchange:
        """What was made in a thing, if that is given, in the state that is meant."""
        make = self.trial.spec.operations[kind.maker.make]
        given: dict[str, Any] = {}
        if around is not None:
            given = {
                name: value
                for name, value in around.request.parameters.items()
                if kind.below and make.parameter(name, "path") is not None
            }
            given[kind.name] = self._id(around)
        child = self.trial.make(make.key, **given)
        settled(self.trial, child)
        states = self.content.states
        if states and at(self._shown(kind, child), kind.state) not in states:
            any(self.trial.bring(child, state) for state in sorted(states))
        return child

    def _around(self, kind: _Kind, child: Exchange) -> Exchange:
        """How that was made in which something is; what was not made now is not deleted."""
        sent = child.request
        named = sent.parameters.get(kind.name) if kind.below else at(sent.value, f"/{kind.name}")
        for each in reversed(self.trial.exchanges):
            if each.request.operation == self.parent.make and each.reply.ok:
                with suppress(Discard):
                    if same_id(self._id(each), named):
                        return each
        return self.trial.discard(f"{sent.operation} was not asked about a thing that was made now")

    def _hold_in(self, kind: _Kind, child: Exchange, made: Exchange) -> None:
        """Discard what is not there any more, or elsewhere, or in another state than is meant."""
        shown = self._shown(kind, child)
        if self.content.states and at(shown, kind.state) not in self.content.states:
            self.trial.discard(f"nothing brings it to {told([*self.content.states])}")
        named = at(shown, f"/{kind.name}")
        if not kind.below and named is not MISSING and not same_id(named, self._id(made)):
            self.trial.discard(f"{kind.maker.make} puts it elsewhere")

    def _shown(self, kind: _Kind, child: Exchange) -> Any:
        if kind.maker.read is None:
            return child.reply.json
        reply = self.trial.reach(kind.maker.read, child, query={}).reply
        if not reply.ok:
            self.trial.discard(f"{kind.maker.read.operation} answers {reply.status}")
        return reply.json


def _kinds(trial: Trial, operation: Operation, parent: Maker) -> Iterator[_Kind]:
    """What may be made in a thing: below its path, or with its id in the body."""
    own = _plain(operation.path)
    for maker in {each.make: each for each in reversed(trial.laws.makers)}.values():
        make = trial.spec.operations[maker.make]
        rest = _plain(make.path).removeprefix(own)
        read = trial.spec.operations[maker.read.operation] if maker.read is not None else make
        state = state_in(reply_shape(trial.spec, read)) or ("", ())
        if re.fullmatch(r"/[^/{}]+(/\{\})?", rest) and rest != _plain(make.path):
            name = next(
                name for name, prefix in path_parameters(make.path) if _plain(prefix) == own
            )
            yield _Kind(maker, name, True, *state)
            continue
        body = json_shape(trial.spec, make.body)
        naming = [
            name
            for name, shape in (body.properties.items() if body is not None else ())
            if (name in parent.names or shape.names & {*parent.names})
            and "array" not in shape.types
        ]
        given = body.required if body is not None and maker is not parent else ()
        if len(naming) == 1 and naming[0] in given:
            yield _Kind(maker, naming[0], False, *state)


def _meant(trial: Trial, parent: Maker, kinds: list[_Kind], content: Content) -> list[_Kind]:
    """Of which kinds there has to be one in a thing that is not empty. Where words name none, one
    of each is put there, as nobody knows which one counts."""
    if content.child:
        named = [each for each in kinds if content.child in _nouns(each)]
        return named if len(named) == 1 else []
    found = [
        each
        for each in kinds
        if not _BESIDE.fullmatch(each.maker.noun)
        and not any(isinstance(law, LongRunning) for law in trial.laws.of(each.maker.make))
    ]
    read = parent.read.operation if parent.read is not None else parent.make
    shape = reply_shape(trial.spec, trial.spec.operations[read])
    lists = [each for each in shape.properties.values() if each.items] if shape else []
    return [] if any(each.items and each.items.properties for each in lists) else found


def _content(
    trial: Trial, operation: Operation, parent: Maker, kinds: list[_Kind]
) -> Content | None:
    """What the words of a deletion, or those of its own 409, say has to be gone first."""
    nouns = {parent.noun, noun_of(operation.path)}
    others = {each.noun for each in trial.laws.makers} - nouns
    children = {noun: each.states for each in kinds for noun in _nouns(each)}
    reader = EmptyWords(nouns, children, others)
    words = [
        each
        for name in ("summary", "description")
        for each in sentences(str(operation.raw.get(name) or ""))
    ]
    optional = [each.name for each in operation.parameters if each.place == "query"]
    if optional:
        return None
    of_it = unshared(trial.spec, operation, "409")
    if len(of_it) == 1 and (found := reader.conflict(of_it[0])) is not None:
        said_so = re.sub("^conflict: ", "409 if ", of_it[0], flags=re.IGNORECASE)
        whole = said_so if said_so != of_it[0] else f"409 if {said_so}"
        return found if reader.kept([*words, whole]) == found else None
    return reader.kept([*words, *of_it])


def _nouns(kind: _Kind) -> set[str]:
    return {kind.maker.noun}


def _words(operation: Operation) -> str:
    answer = operation.answers.get("409")
    described = str(answer.raw.get("description") or "") if answer is not None else ""
    return f"{said(operation)} {described}"


def _statuses(operation: Operation) -> tuple[str, ...]:
    """What a refusal may be answered with: 409, or what else words name for it."""
    named = [each for each in _STATUSES if re.search(rf"\b{each}\b", _words(operation))]
    return tuple(each for each in dict.fromkeys(("409", *named)) if each in operation.answers)


def _plain(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"\{[^{}]*\}", "{}", path.rstrip("/"))
