"""When the result of something that goes on is there: `While it is not done, the answer is 409.`"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from codegen.laws.words import plural, snake

_MARKS: Final = re.compile(r"[`*\"“”]|(?<!\w)'|'(?!\w)")
_OPEN: Final = re.compile(
    r"\b(except\w*|may|might|could|usually|often|sometimes|however|but|though|although|instead|"
    r"unless (?!the |it )|nor|regardless|partial\w*|preliminary|optional\w*|depend\w*|if any|some|"
    r"first time|only once|one time|owners?|admin\w*|caller|somebody|someone|failed|failing|"
    r"(?:no|not|never)(?: an?| be| give)? (?:4\d\d|conflict|refused|rejected))\b",
    re.IGNORECASE,
)
"""Said where it may be otherwise."""
_NOBODY: Final = re.compile(
    r"\b(no such|unknown|not exist|not known|never was|somebody else|someone else|another|others|"
    r"expire[sd]?|kept|after that|not yours|not own)\b",
    re.IGNORECASE,
)
"""What 404 says of things that this one is not."""
_STATUS: Final = r"(?P<{}>404|409|425)\b"
_DONE: Final = ("done", "finished", "complete", "completed", "ready", "over", "ended", "succeeded")
_BEGIN: Final = r"^(?:(?:gives?|answers?|answered(?: with)?|returns?|refused with|fails with) )?\(?"
_TAIL: Final = re.compile(
    r"(?:\W|\b(?:conflict|not found|too early|is|it|the|an?|answer|answers?|answered|with|given|"
    r"returned|error|status|code|yet|so far|and|then|before|until)\b)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class When:
    """Whether a result is said to be there when it is done, and what it is answered before."""

    there: bool = False
    before: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    """What may be answered for reasons that are not read."""


@dataclass(frozen=True)
class ResultWords:
    """Reads sentences about the result of things with these `nouns`, which go on and end well in
    one of the states `good`."""

    nouns: Collection[str]
    good: Collection[str]

    def read(self, sentences: Sequence[str]) -> When:
        """What sentences of an operation say."""
        there, before, unread = False, set(), set()
        for each in (" ".join(_MARKS.sub("", one).strip(" .").split()) for one in sentences):
            status = self._before(each)
            if status:
                before.add(status)
            elif not _NOBODY.search(each):
                unread |= {*re.findall(r"\b(404|409|410|425)\b", each)}
            there = there or bool(status) or self._is_there(each)
        return When(there, frozenset(before), frozenset(unread))

    def not_yet(self, words: str) -> bool:
        """Whether the description of a refusal says by itself that it is not done."""
        plainly = " ".join(_MARKS.sub("", words).strip(" .").split())
        found = re.fullmatch(
            rf"(?:(?:conflict|too early|not found): )?{self._undone}", plainly, re.IGNORECASE
        )
        return found is not None

    def _before(self, words: str) -> str:
        """The status that is answered before it is done; empty where that is not said."""
        gives = r"(?:(?:the )?answer is|it (?:gives|answers)|this (?:gives|answers)|gives|answers)"
        for pattern in (
            rf"^(?:while|if|when|as long as) {self._undone},? (?:{gives} )?\(?{_STATUS}",
            rf"^(?:until|before) {self._it_is_done},? (?:{gives} )?\(?{_STATUS}",
            rf"{_BEGIN}{_STATUS}\)?:? (?:while|if|when|as long as|because) {self._undone}",
            rf"{_BEGIN}{_STATUS}\)?:? (?:until|before|unless) (?:{self._it_is_done}|{self._done})",
            rf"^(?:only )?(?:available |there |readable )?(?:once|when|after) {self._it_is_done}"
            rf"[,;(]* ?(?:else|otherwise|before that|before|until then)?,? ?\(?{_STATUS}"
            r"(?: otherwise| before(?: that)?| until then)?",
        ):
            found = re.search(pattern.replace("{}", "status"), words, re.IGNORECASE)
            if found and _TAIL.match(words[found.end() :]) and not _OPEN.search(words):
                return found["status"]
        return ""

    def _is_there(self, words: str) -> bool:
        """`Get the result of a finished export`, `Available once the export is done`."""
        noun = "|".join(_called(self.nouns))
        of = rf"\b(?:of|from|by|for) (?:an?|the|your) {self._done} (?:{noun})$"
        read = "(?:read|fetched|downloaded)"
        once = (
            rf"^(?:it |the \w+ )?(?:(?:is|are|becomes?) )?(?:only )?"
            rf"(?:available|there|readable|downloadable|can be {read}) (?:only )?"
            rf"(?:once|when|as soon as|after|from when) {self._it_is_done}$"
        )
        return not _OPEN.search(words) and any(
            re.search(each, words, re.IGNORECASE) for each in (of, once)
        )

    @property
    def _done(self) -> str:
        every = {*_DONE, *(snake(each).replace("_", " ") for each in self.good)}
        return rf"(?:{'|'.join(sorted(map(re.escape, every), key=len, reverse=True))})\b"

    @property
    def _it(self) -> str:
        return (
            rf"(?:(?:the |this |an? |its )?(?:{'|'.join(_called(self.nouns))}|job|status|state)|it)"
        )

    @property
    def _it_is_done(self) -> str:
        return rf"{self._it} (?:is|has|was|has been) {self._done}"

    @property
    def _undone(self) -> str:
        negated = rf"{self._it} (?:is|has|was)(?: not|n't)(?: yet)?(?: been)? {self._done}(?: yet)?"
        still = r"(?:queued or running|running|going on|in progress|pending|still running)"
        return (
            rf"(?:{negated}|{self._it} is (?:still )?{still}\b|not(?: yet)? {self._done}(?: yet)?)"
        )


def _called(nouns: Collection[str]) -> list[str]:
    names = {each.replace("_", " ") for each in nouns}
    names |= {each.rpartition("_")[2] for each in nouns}
    every = {*names, *(plural(each).replace("_", " ") for each in names)}
    return sorted(map(re.escape, every), key=len, reverse=True)
