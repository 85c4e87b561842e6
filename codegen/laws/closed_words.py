"""In which states an operation is refused, as a sentence says: `A closed one can't be changed.`"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from codegen.laws.words import plural, snake
from codegen.spec import Operation

_MARKS: Final = re.compile(r"[`*\"“”]|(?<!\w)'|'(?!\w)")
_OPEN: Final = re.compile(
    r"\b(except\w*|might|may(?! not\b| only\b| be\b)|usually|often|sometimes|however|but|though|"
    r"although|still|instead|without|unless|nor|regardless|forced?|override\w*|ignor\w*|owners?|"
    r"(super)?admin\w*|moderators?|agents?|staff|support|someone|somebody|caller|depend\w*|"
    r"users? (who|with)|(no|not|never)( a| an| be| give)? (4\d\d|conflict|refused|rejected))\b",
    re.IGNORECASE,
)
"""Said where it may be accepted all the same."""
_YET: Final = re.compile(
    r"\b(still|except\w*|unless|nevertheless|however|anyway|regardless|force|override\w*|"
    r"even (if|when|after|while)|(can|may) always)\b",
    re.IGNORECASE,
)
"""Said of what is accepted nevertheless, in a sentence beside."""
_ONLY_ITS: Final = re.compile(r"(and )?((only|just) (its|the|their)|its|their)\b", re.IGNORECASE)
"""How it begins what a part of the thing is allowed."""
_REFUSED: Final = re.compile(
    r"\b(4\d\d|conflicts?|refus\w+|reject\w+|forbidden|else|otherwise)\b", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"(?:\W|\b(?:4\d\d|conflict|with|else|otherwise|gives?|it|is|are|be|refused|rejected|an?|answers?|"
    r"answered|error|status|code|any|more|anymore|no|longer|at|all|again|afterwards|the|request|"
    r"attempts?|every|returns?|response|results?|in|and|never|fails?|to|that|do|so|then|leads?|"
    r"which|this|final|changes?|patch(?:es)?|updates?)\b)*$",
    re.IGNORECASE,
)
"""What may follow where nothing is left open any more."""
_MORE: Final = re.compile(
    r"\W*$|,? or\b|,? and (?:also )?(?:if|when)\b|[,;]? ?\(?(?:4\d\d|else|otherwise)\b",
    re.IGNORECASE,
)
"""What may follow a condition that suffices by itself."""
_ELSE: Final = re.compile(r"\W*(?:or |or else|else|otherwise|409|422|400|conflict)", re.IGNORECASE)
_ADVICE: Final = re.compile(
    r"[:;,] (?:please )?\w+(?: or \w+)* (?:it|them|the \w+)(?: or \w+ (?:it|them|the \w+))? first$",
    re.IGNORECASE,
)
"""What to do before, which says nothing of what is refused."""
_ONCE: Final = "(?:if|when|while|once|as soon as|after|because)"
_IF: Final = re.compile(r"(if|when|while|once)\b", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\b(it|ones?|status|state|phase|stage)\b", re.IGNORECASE)
_IRREGULAR: Final = {
    "pay": ("paid",),
    "send": ("sent",),
    "hold": ("held",),
    "lend": ("lent",),
    "withdraw": ("withdrawn",),
    "freeze": ("frozen",),
    "hide": ("hidden",),
    "put": ("put",),
    "finish": ("finished", "done"),
    "complete": ("completed", "complete", "done"),
    "activate": ("activated", "active"),
    "start": ("started", "running", "in_progress", "active"),
    "reopen": ("reopened", "open"),
    "open": ("opened", "open"),
    "cancellation": ("cancelled", "canceled"),
}
_UPDATED: Final = r"(?:changed|edited|updated|modified|altered|patched|replaced|amended)"
_UPDATE: Final = r"(?:patch(?:es)?|changes?|updates?|edits?|modifications?|writes?|requests?)"
_UPDATING: Final = r"(?:changing|editing|updating|modifying|patching|replacing|altering)"


@dataclass(frozen=True)
class Doing:
    """What words call it that an operation does: `it can be ...`, `every ...`, `... it`."""

    done: str
    deed: str
    doing: str

    @property
    def several(self) -> str:
        """With what else it may be: `changed or deleted`."""
        return rf"{self.done}(?:(?:,| or|,? nor|,? and) \w+ed)*\b"

    @classmethod
    def of(cls, operation: Operation, path: str) -> Doing:
        """Of an operation on a thing with that path, or right below it."""
        word = snake(operation.path.rstrip("/").removeprefix(path).strip("/"))
        if operation.method == "DELETE" and not word:
            return cls("(?:deleted|removed)", "(?:deletions?|deletes?|requests?)", "deleting")
        if not word:
            return cls(_UPDATED, _UPDATE, _UPDATING)
        done = "|".join(map(re.escape, participles(word)))
        doubled = rf"{word}{word[-1]}?ing|{word[:-1]}ing"
        return cls(f"(?:{done})", rf"(?:requests?|{word})", f"(?:{doubled})")


def participles(word: str) -> tuple[str, ...]:
    """What something may be called that this was done to: `cancel`, `cancelled`."""
    found = [*_IRREGULAR.get(word, ()), f"{word}ed", f"{word}{word[-1]}ed"]
    if word.endswith("e"):
        found.append(f"{word}d")
    if word.endswith("y"):
        found.append(f"{word[:-1]}ied")
    return tuple(found)


def leads_to(word: str, state: str) -> bool:
    """Whether an action by its name brings something into a state."""
    return snake(state) in (snake(word), *participles(snake(word)))


def is_done(participle: str, state: str) -> bool:
    """Whether what something was done to is in a state then: what was `reopened` is `open`."""
    done, state = snake(participle), snake(state)
    return done == state or any(done in each and state in each for each in _IRREGULAR.values())


@dataclass(frozen=True)
class ClosedWords:
    """Reads sentences about things with these states; `nouns` are their names, and `others` those
    of other things, which `it` may be. With `told`, a request says which state is to be: `the
    status` may be that one."""

    states: tuple[str, ...]
    nouns: Collection[str]
    doing: Doing
    others: Collection[str] = ()
    told: bool = False

    def refused(self, sentences: Sequence[str]) -> frozenset[str]:
        """The states in which it is refused."""
        plainly = [" ".join(_MARKS.sub("", each).strip(" .").split()) for each in sentences]
        plainly = [_ADVICE.sub("", each) for each in plainly]
        found: set[str] = set()
        for number, each in enumerate(plainly):
            before = plainly[number - 1] if number else ""
            states = self.of(each, before)
            following = plainly[number + 1 : number + 2]
            others = [other for other in plainly if other != each and self._names(other, states)]
            parts = [part for of in (each, *following) for part in _parts(of)]
            yet = any(map(_YET.search, (*following, *others)))
            if not yet and not any(map(_ONLY_ITS.match, parts)):
                found |= states
        return frozenset(found)

    def of(self, sentence: str, before: str = "") -> frozenset[str]:
        """Those that one sentence tells of, after another one."""
        found: set[str] = set()
        parts = _parts(sentence)
        for each in parts[:1] if _IF.match(sentence) else parts:
            only = self._own(self._only(each) or self._unless(each), f"{before} {sentence}")
            if only:
                found |= {*self.states} - only
            elif not _OPEN.search(sentence):
                said = self._cannot(each) or self._when(each)
                found |= self._own(said, f"{before} {sentence}") or self._again(each)
        return frozenset(found)

    def _own(self, said: str, around: str) -> frozenset[str]:
        """The states in what is said; none where it may be said of another thing."""
        others = "|".join(called(self.others))
        if _PRONOUN.search(said) and others and re.search(rf"\b(?:{others})\b", around, re.I):
            return frozenset()
        return self._named(said)

    def _cannot(self, words: str) -> str:
        """`A closed ticket can't be changed`, `is final: every patch is refused`."""
        that = rf"{self._noun} (?:that|which) (?:is|are) (?:already )?{self._all}"
        it = rf"^(?:an?|the|any|every|all)? ?(?:already )?(?:{self._all} {self._noun}|{that})"
        one = rf"(?:an? |the )?{self._all} {self._noun}"
        cannot = r"(?:cannot|can't|can ?not|may not|must not|can never|can no longer)"
        deed, doing, several = self.doing.deed, self.doing.doing, self.doing.several
        no = r"(?:is|are) (?:always )?(?:refused|rejected)|gives?(?: a)? 4\d\d|(?:is|are) answered"
        for pattern in (
            rf"{it} {cannot} (?:any ?more |any longer )?be {several}",
            rf"{it} (?:is|are) (?:final|read-only|immutable)(?=.*(?:4\d\d|refus|reject))",
            rf"{it} must be {self._word} first(?=.*4\d\d)",
            rf"{it}: (?=4\d\d)",
            rf"{it} (?:takes?|accepts?|allows?) no (?:more |further |new |other )?{deed}",
            rf"^(?:(?:every|any|all) )?{deed} (?:of|to|on) {one} (?:{no})",
            rf"^{doing} {one} (?:{no})",
            rf"^no {self._all} {self._noun} can be {several}",
            rf"^{self._it} {cannot} be {several}(?: any ?more)? {_ONCE} {self._it} is {self._all}",
            rf"^{_ONCE} {self._it} is {self._all},? {deed} (?:{no})",
            rf"^{_ONCE} {self._it} is {self._all},? (?:every|any|all) {deed} (?:{no})",
        ):
            found = re.search(pattern, words, re.IGNORECASE)
            if found and _TAIL.match(re.sub(rf"^: every {deed}\b", "", words[found.end() :])):
                return self._states_of(found[0].partition(" must be ")[0])
        return ""

    def _states_of(self, words: str) -> str:
        """Without what is done to it, which may be called like a state."""
        return re.sub(rf"\bbe {self.doing.several}", "", words, flags=re.IGNORECASE)

    def _when(self, words: str) -> str:
        """`409 if the ticket is closed`, or nothing but `The ticket is closed`."""
        is_ = rf"(?!an? )(?P<it>{self._it})(?: (?:is|was)| has been)"
        is_ = rf"{is_} (?:already )?{self._all}(?: already)?"
        no = r"(?:4\d\d|conflict|(?:is|are|be) (?:refused|rejected)(?: with 4\d\d| \(4\d\d\))?)"
        cond = _ONCE
        for pattern in (
            rf"\b{no}:? {cond} {is_}",
            rf"\b{no}:? {cond} (?:(?! and | but |[;:]).)*? or(?: {cond})? {is_}",
            rf"^(?:{cond} )?{is_}(?=[ ,:(]+(?:it |this )?(?:(?:gives|is answered with) )?{no})",
        ):
            found = re.search(pattern, words, re.IGNORECASE)
            if found and _is_plain(words[: found.start()]) and _MORE.match(words[found.end() :]):
                return words[found.start("it") : found.end()]
        return ""

    def _again(self, words: str) -> frozenset[str]:
        """`Cancelling again gives 409`: what an action brings about."""
        no = r"(?:gives|is answered with|is refused(?: with)?|answers)(?: a)?"
        pattern = rf"\b{self.doing.doing}(?: it)? (?:again|twice|a second time) {no}[ (]+4\d\d"
        found = re.search(pattern, words, re.IGNORECASE)
        if found is None or not _TAIL.match(words[found.end() :]):
            return frozenset()
        return frozenset(each for each in self.states if re.fullmatch(self.doing.done, snake(each)))

    def conflict(self, words: str) -> frozenset[str]:
        """What the description of a 409 says by itself: `The ticket is closed.`"""
        plainly = " ".join(_MARKS.sub("", words).strip(" .").split())
        is_ = rf"{self._it} (?:is|was) (?:already )?(?P<no>not )?{self._all}(?: already)?"
        found = re.fullmatch(rf"(?:conflict: )?{is_}", plainly, re.IGNORECASE)
        if found is None or _OPEN.search(plainly):
            return frozenset()
        named = self._named(found[0])
        return frozenset(self.states) - named if found["no"] else named

    def _only(self, words: str) -> str:
        """`Only a draft can be changed, else 409`: the states in which it may be."""
        done = self.doing.several
        while_ = r"(?:while|when|if|as long as)"
        in_ = rf"(?:{while_} {self._it} is(?: still)?|(?:for|on)(?: an?| the)?|{while_})"
        in_ = rf"{in_} {self._all}(?: {self._noun})?"
        allowed = "(?:possible|allowed|permitted)"
        for pattern in (
            rf"^only (?:an? |the )?{self._all}s?(?: {self._noun})? (?:can|may|could) be {done}",
            rf"^(?:it is )?(?:only {allowed}|{allowed} only|only) {in_}",
            rf"^{self._it} (?:can|may) be {done} only {in_}",
            rf"^{self._it} (?:can|may) only be {done} {in_}",
        ):
            found = re.search(pattern, words, re.IGNORECASE)
            rest = words[found.end() :] if found else ""
            alone = _TAIL.match(rest) or re.match(r",? and only\b", rest)
            if found and alone and _REFUSED.search(rest) and not _OPEN.search(words):
                return self._states_of(found[0])
        return ""

    def _unless(self, words: str) -> str:
        """`409 unless it is open`, `409 if it is not open`: the states that it may be in."""
        found = re.search(
            rf"\b(?:409|422|400|refused|rejected) (?:unless (?!an? ){self._it} is|"
            rf"(?:if|when|while) (?!an? ){self._it} (?:is not|isn't))(?: still)? {self._all}",
            words,
            re.IGNORECASE,
        )
        if found is None or _OPEN.search(words.replace(found[0], "")):
            return ""
        more = re.match(r"\W*$|,? or if\b", words[found.end() :], re.IGNORECASE)
        alone = "unless" not in found[0].lower() or not words[found.end() :].strip(" .)")
        plain = _is_plain(words[: found.start()])
        return found[0] if more and alone and plain else ""

    @property
    def _noun(self) -> str:
        return f"(?:{'|'.join(called(self.nouns))}|ones?)\\b"

    @property
    def _it(self) -> str:
        status = "" if self.told else "|(?:the |its )?(?:status|state|phase|stage)"
        current = r"|(?:the |its )?(?:current|present) (?:status|state|phase|stage)"
        own = "|".join(called(self.nouns))
        return rf"(?:(?:the |this |that |an? )?(?:{own})\b|it\b{status}{current})"

    @property
    def _word(self) -> str:
        every = sorted(map(spelled, self.states), key=len, reverse=True)
        return rf"(?:{'|'.join(every)})\b(?!-|'s)"

    @property
    def _all(self) -> str:
        each = rf"(?:an? )?{self._word}"
        return rf"{each}(?:(?:,? (?:or|and|nor) |, )(?:already )?{each})*"

    def _names(self, words: str, states: Collection[str]) -> bool:
        return bool({*states} & self._named(words))

    def _named(self, words: str) -> frozenset[str]:
        found = set()
        for each in sorted(self.states, key=len, reverse=True):
            if re.search(rf"\b{spelled(each)}s?\b", words, re.IGNORECASE):
                found.add(each)
                words = re.sub(rf"\b{spelled(each)}s?\b", "", words, flags=re.IGNORECASE)
        return frozenset(found)


def called(nouns: Collection[str]) -> list[str]:
    """What things of these names are called, the longest first."""
    names = {each.replace("_", " ") for each in nouns}
    names |= {each.rpartition("_")[2] for each in nouns}
    every = {*names, *(plural(each).replace("_", " ") for each in names)}
    return sorted(map(re.escape, every), key=len, reverse=True)


def _is_plain(words: str) -> bool:
    """Whether nothing is said before a refusal that it would be a refusal of, but other ones."""
    before = re.fullmatch(r"4\d\d\b[^;:]*,(?: and)? ?", words)
    return before is not None or _TAIL.match(words) is not None


def _parts(sentence: str) -> list[str]:
    """What stands between semicolons; `; otherwise 409` belongs to what is before."""
    found: list[str] = []
    for each in sentence.split("; "):
        if found and _ELSE.match(each) and not re.search(r"\b(if|when|while|once)\b", each):
            found[-1] += f"; {each}"
        else:
            found.append(each)
    return found


def spelled(state: str) -> str:
    """A pattern of how words write a state."""
    words = re.sub("[^a-z0-9]+", "[ _-]", snake(state))
    return re.sub(r"cancell?ed", "cancell?ed", words)
