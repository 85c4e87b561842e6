"""What is there in some states of a thing only, as its document says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.running import GOES_ON
from codegen.laws.shape import Shape
from codegen.laws.state_words import In, StateWords
from codegen.laws.words import STATES, snake
from codegen.spec import Answer, Operation

_NAMED: Final = re.compile(r"[`'\"]([\w-]+)[`'\"]")
_TOLD_FOR_SURE: Final = ("date-time", "date", "uri", "uri-reference")
_RUNNING: Final = frozenset({"job", "task", "run", "process"})
"""What anything that goes on may be called, unless it names another one so."""


@dataclass(frozen=True)
class ByState:
    """In which states of an object something is there, and in which it is null or missing: one of
    its properties, or a header beside it. With a `number`: in which it is that one."""

    name: str
    where: str
    state: str
    states: In
    number: float | None = None
    header: bool = False

    def wrong(self, thing: Mapping[str, Any], headers: Mapping[str, str]) -> str | None:
        """What is wrong with an object; None when nothing is. The headers are by their names in
        lower case."""
        state = thing.get(self.state)
        value = headers.get(self.name.lower()) if self.header else thing.get(self.name)
        if self.number is not None:
            so, not_so, words = value == self.number, value != self.number, f"is {value}"
        else:
            so, not_so = value not in (None, "", [], {}), value is None
            words = "is there" if so else "is not there"
        if (state in self.states.so and not_so) or (state in self.states.otherwise and so):
            return f"{self.name} {words} while {self.state} is {state}"
        return None


def by_state(
    thing: Shape, operation: Operation | None = None, answer: Answer | None = None
) -> Iterator[ByState]:
    """What is said of an object that has a state: by its properties, by itself, and by the
    operation that answers with it."""
    called = next((each for each in thing.properties if snake(each) in STATES), None)
    if called is None:
        return
    states = tuple(each for each in thing.properties[called].enum or () if isinstance(each, str))
    nouns = {word for name in thing.names for word in snake(name.rpartition("/")[2]).split("_")}
    if any(snake(each) in GOES_ON for each in states):
        named = {snake(each).partition("_")[0] for each in thing.properties}
        nouns |= _RUNNING - named
    words = thing.description
    if operation is not None:
        nouns |= {*snake(f"{operation.key} {operation.path}").split("_")}
        words = f"{words} {said(operation)}"
    headers = answer.headers if answer is not None else {}
    clauses = [*_clauses(words, {*thing.properties, *headers} - {called})]
    for name, shape in thing.properties.items():
        own = [clause for of, clause in clauses if of == name]
        reader = StateWords(
            states, nouns | {*snake(name).split("_")}, shape.get("format") in _TOLD_FOR_SURE
        )
        sentences = [*_sentences(shape.description), *own]
        found = reader.presence(sentences)
        if found.says_something and (shape.nullable or name not in thing.required):
            yield ByState(name, shape.where, called, found)
        for number, in_states in reader.numbers(sentences):
            yield ByState(name, shape.where, called, in_states, number)
    for name, part in headers.items():
        own = [clause for of, clause in clauses if of == name]
        sentences = [*_sentences(str(part.raw.get("description", ""))), *own]
        found = StateWords(states, nouns).presence(sentences)
        if found.says_something and part.raw.get("required") is not True:
            yield ByState(name, part.where, called, found, header=True)


def _sentences(words: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.;])\s+", words) if each]


def _clauses(words: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """What each sentence says of what it names; two that are joined share what follows."""
    for sentence in _sentences(words):
        found = [each for each in _NAMED.finditer(sentence) if each[1] in names]
        shared: list[str] = []
        for number, each in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(sentence)
            clause = sentence[each.end() : end]
            shared.append(each[1])
            if clause.strip(" ,") not in ("", "and", "or"):
                yield from ((name, clause) for name in shared)
                shared = []
