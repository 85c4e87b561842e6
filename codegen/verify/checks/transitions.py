"""A change of a state that words say is refused, is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from codegen.laws.implied.owned import sentences
from codegen.laws.paths import noun_of
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape
from codegen.laws.transition_words import Changes, Pair, TransitionWords
from codegen.spec import Operation
from codegen.verify.finding import Discard
from codegen.verify.stateful import (
    Stateful,
    brought,
    refusal,
    state_of,
    stateful,
    writing,
    written_state,
)
from codegen.verify.told import told
from codegen.verify.trial import Case, Trial, checks_operation

_MOST: Final = 12
_CONTROLS: Final = 2


@checks_operation
def transitions(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Make a draft of what is archived: that is refused, where archived is the last status."""
    kind = stateful(trial, operation)
    written = written_state(trial, operation, kind) if kind else None
    if kind is None or written is None or refusal(operation) is None:
        return
    name, shape = written
    changes = _changes(trial, operation, kind, shape)
    takes = shape.enum or ()
    held = _Transitions(trial, operation, kind, name, changes)
    pairs = [(one, to) for one in kind.states for to in takes if (one, to) in changes.refused]
    for one, to in sorted(pairs, key=lambda pair: pair[0] == pair[1])[:_MOST]:
        yield f"{one} to {to}", partial(held.hold, one, to)


@dataclass
class _Transitions:
    """An operation that writes a state of a kind of thing, and which changes are refused."""

    trial: Trial
    operation: Operation
    kind: Stateful
    name: str
    changes: Changes

    def hold(self, one: str, to: str) -> None:
        """Try the change; where it is refused, see that an allowed one is not."""
        trial, key = self.trial, self.operation.key
        thing = brought(trial, self.kind, [one])
        given = writing(trial, self.kind, self.operation, thing, (self.name, to))
        if state_of(trial, self.kind, thing) != one:
            trial.discard("its state moves by itself")
        asked = trial.ask(key, **given).reply
        if not asked.ok:
            self._control()
        elif asked.status != 202 and state_of(trial, self.kind, thing) == to:
            what = "it is that already" if one == to else f"it was {told(one)}"
            trial.broken(
                None,
                f"{key} answers {asked.status} and makes {self.kind.name} {told(to)} where {what}, "
                f"which is refused, as its words say: expected {refusal(self.operation)}",
                rule="transitions",
                operation=key,
                where=self.operation.where,
            )

    def _control(self) -> None:
        """See that some change is accepted, where one is known to be allowed in any case."""
        allowed = sorted(self.changes.allowed, key=lambda pair: self.kind.states.index(pair[0]))
        if allowed and not self._was_done() and not any(map(self._is_done, allowed[:_CONTROLS])):
            self.trial.discard(f"{self.operation.key} is not seen to accept an allowed change")

    def _is_done(self, pair: Pair) -> bool:
        with suppress(Discard):
            thing = brought(self.trial, self.kind, [pair[0]])
            given = writing(self.trial, self.kind, self.operation, thing, (self.name, pair[1]))
            return self.trial.ask(self.operation.key, **given).reply.ok or self._was_done()
        return self._was_done()

    def _was_done(self) -> bool:
        """Whether this operation was accepted before."""
        return any(
            each.request.operation == self.operation.key and each.reply.ok
            for each in self.trial.exchanges
        )


def _changes(trial: Trial, operation: Operation, kind: Stateful, written: Shape) -> Changes:
    """What is said of changes in the words of an operation and of the state itself."""
    texts = [str(operation.raw.get(name) or "") for name in ("summary", "description")]
    shown = reply_shape(trial.spec, trial.spec.operations[kind.read.operation])
    shapes = [written, shown.at(kind.state) if shown else None]
    texts += [
        text
        for each in shapes
        if each is not None
        for part, _ in each.parts
        if isinstance(text := part.get("description"), str)
    ]
    words = [each for text in dict.fromkeys(texts) for each in sentences(text)]
    return TransitionWords(kind.states, {kind.maker.noun, noun_of(kind.path)}).read(words)
