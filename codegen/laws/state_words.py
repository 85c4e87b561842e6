"""What a sentence says of something that is there in some states only: `Null until it is done.`"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from codegen.laws.implied.running import BAD, GOES_ON, GOOD
from codegen.laws.words import snake

_UNSURE: Final = re.compile(
    r"\b(may|might|can|could|usually|often|sometimes|possibly|optional(ly)?|estimat\w*|eventual\w*|"
    r"soon|shortly|moment|later|again|also|unknown|if any|if there)\b",
    re.IGNORECASE,
)
"""Said where it may be otherwise too."""
_NOTHING: Final = (
    r"(?:null|absent|missing|omitted|left out|unset|empty|not (?:set|present|available|sent))"
)
_EXACTLY: Final = r"if and only if|exactly (?:when|while|if)"
_WHILE: Final = ("while", "when", "if", "as long as", "once")
_ABSENT: Final = re.compile(
    rf"(?P<never>\b(?:not|never|non)[ -])?\b{_NOTHING} "
    rf"(?P<how>{_EXACTLY}|until|till|before|unless|except (?:when|while|if|once)|"
    r"while|as long as|when|if|once)\b(?P<what>[^.;:()]*)",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(
    r"(?P<only>\bonly )?\b(?P<verb>set|sent|present|available|filled(?: in)?)?(?P<just> only)?,? ?"
    rf"\b(?P<how>{_EXACTLY}|once|when|while|if|after|as soon as)\b(?P<what>[^.;:()]*)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\b(?:is|equals|reaches|becomes) (?P<number>\d+(?:\.\d+)?) "
    rf"(?P<how>{_EXACTLY}|once|when|if|as soon as)\b(?P<what>[^.;:()]*)",
    re.IGNORECASE,
)
_BEFORE_THEN: Final = re.compile(rf"\b{_NOTHING} (?:before|until)(?: that| then)?\W*$", re.I)
_THEN: Final = re.compile(
    r"\b(?:there|set|present|given|filled|available) (?:afterwards?|after that|from then on)\b|"
    r"\b(?:afterwards?|after that|from then on),? (?:it is )?(?:always )?"
    r"(?:there|set|present|given|filled|available)\b",
    re.IGNORECASE,
)
"""Said of what was not there until something: it is there for sure once that is so."""
_NEGATED: Final = re.compile(r"\b(not|never|no|null|none|empty|cleared|removed)\b|n't\b", re.I)
_OTHERWISE: Final = re.compile(
    rf"\b({_NOTHING} (otherwise|else)|(else|otherwise),? {_NOTHING})\b", re.IGNORECASE
)
_MEANINGS: Final = (
    (re.compile(r"\b(over|end(s|ed)?|finish(es|ed)|final)\b", re.I), GOOD | BAD),
    (
        re.compile(r"\b(fail(s|ed|ure)?|(went|goes) wrong)\b", re.I),
        frozenset({"failed", "failure", "error", "errored"}),
    ),
    (re.compile(r"\b(done|ready|completed?|completes|succee(ds|ded)|successful)\b", re.I), GOOD),
)
"""Other words for the states in which it ends."""
_SUBJECTS: Final = frozenset(
    ["it", "this", "that", "they", "status", "state", "phase", "stage", "one", "final"]
)
_OF_SOMETHING: Final = re.compile(
    r"\b(?:(?P<any>an?)|the|its|their|all|every|each|any) [`'\"]?(?P<noun>\w+)", re.IGNORECASE
)


@dataclass(frozen=True)
class In:
    """The states in which something is so, and those in which it is not."""

    so: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()

    def __or__(self, other: In) -> In:
        return In(self.so | other.so, self.otherwise | other.otherwise)

    @property
    def says_something(self) -> bool:
        """Whether there is a state of which it is known, and none of which both are."""
        return bool(self.so or self.otherwise) and not self.so & self.otherwise


_NOWHERE: Final = In()


@dataclass(frozen=True)
class StateWords:
    """Reads sentences about something that has these states; `nouns` are its own names. `sure`:
    what they are about has a value once it may have one, such as a time or a link."""

    states: tuple[str, ...]
    nouns: Collection[str]
    sure: bool = False

    def presence(self, sentences: Collection[str]) -> In:
        """In which states it is there."""
        found = _NOWHERE
        for number, sentence in enumerate(sentences):
            if not _UNSURE.search(sentence):
                before = [*sentences][number - 1] if number else ""
                found |= self._absent(sentence) or self._present(sentence)
                found |= self._before_then(sentence, before)
        return found

    def numbers(self, sentences: Collection[str]) -> Iterator[tuple[float, In]]:
        """In which states it is which number."""
        for sentence in sentences:
            found = None if _UNSURE.search(sentence) else _NUMBER.search(sentence)
            named = self._named(found["what"]) if found else frozenset[str]()
            if found and named and not _NEGATED.search(found["what"]):
                exact = re.fullmatch(_EXACTLY, found["how"], re.IGNORECASE)
                others = self._others(named) if exact else frozenset[str]()
                yield float(found["number"]), In(named, others)

    def _absent(self, sentence: str) -> In | None:
        found = _ABSENT.search(sentence)
        if found is None:
            return None
        what, _, rest = found["what"].partition(",")
        if self._tells_states(rest) and not _NEGATED.search(rest):
            what = found["what"]
        how, negated = found["how"].lower(), _NEGATED.search(what) is not None
        named = self._named(_NEGATED.sub("", what))
        others = self._others(named)
        if found["never"] or (negated and how not in _WHILE):
            return In(named) if found["never"] and how in _WHILE and not negated else _NOWHERE
        if how in _WHILE:
            return In(otherwise=others if negated else named)
        if how in ("until", "till", "before"):
            sure = self.sure or _THEN.search(sentence) is not None
            return In(named if sure else frozenset(), self._before(named))
        if re.fullmatch(_EXACTLY, how):
            return In(others, named)
        return In(otherwise=others)

    def _present(self, sentence: str) -> In:
        found = _PRESENT.search(sentence)
        if found is None or _NEGATED.search(sentence[: found.start()]):
            return _NOWHERE
        what = re.split(r",|\b(?:else|otherwise)\b", found["what"])[0]
        named = frozenset[str]() if _NEGATED.search(what) else self._named(what)
        how, only = found["how"].lower(), bool(found["only"] or found["just"])
        if re.fullmatch(_EXACTLY, how):
            return In(named, self._others(named))
        there = named if found["verb"] and not only else frozenset[str]()
        if how in _WHILE[:3] and (only or _OTHERWISE.search(sentence)):
            return In(there, self._others(named))
        return In(there, self._before(named)) if found["verb"] else _NOWHERE

    def _before_then(self, sentence: str, before: str) -> In:
        """`When it ended. Null before.`"""
        found = _BEFORE_THEN.search(sentence)
        named = self._named(sentence[: found.start()] or before) if found else frozenset[str]()
        return In(named if self.sure else frozenset(), self._before(named))

    def _others(self, named: frozenset[str]) -> frozenset[str]:
        return frozenset(self.states) - named if named else named

    def _named(self, phrase: str) -> frozenset[str]:
        """The states that words name; none where they may be those of something else."""
        plain = {*_SUBJECTS, *(each.lower() for each in self.states)}
        for found_noun in _OF_SOMETHING.finditer(phrase):
            noun = snake(found_noun["noun"])
            known = plain if found_noun["any"] else plain | {*self.nouns}  # `a plan` is any one
            if noun not in known and noun.removesuffix("s") not in known:
                return frozenset()
        found = set()
        for each in self.states:
            words = re.sub("[^a-z0-9]+", "[ _-]", each.lower())
            if re.search(rf"\b{words}\b", phrase, re.IGNORECASE):
                found.add(each)
                phrase = re.sub(rf"\b{words}\b", "", phrase, flags=re.IGNORECASE)
        for words_of, meant in _MEANINGS:
            if not found and words_of.search(phrase):
                found = {each for each in self.states if snake(each) in meant}
        return frozenset(found)

    def _tells_states(self, words: str) -> bool:
        """Whether there are more states in words, or what may be meant by one."""
        plain = words.replace("_", " ").lower()
        return any(each.replace("_", " ").lower() in plain for each in self.states) or any(
            words_of.search(words) for words_of, _ in _MEANINGS
        )

    def _before(self, named: frozenset[str]) -> frozenset[str]:
        """What goes on before these, where they are ends."""
        if named and all(snake(each) in GOOD | BAD for each in named):
            return frozenset(each for each in self.states if snake(each) in GOES_ON)
        return frozenset()
