"""What has to be gone before a thing can be deleted: `Only a folder without documents can be.`"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from codegen.laws.closed_words import spelled
from codegen.laws.words import plural

_MARKS: Final = re.compile(r"[`*\"“”]|(?<!\w)'|'(?!\w)")
_OPEN: Final = re.compile(
    r"\b(except\w*|might|may(?! not\b| only\b| be\b)|usually|often|sometimes|however|but|though|"
    r"although|instead|unless|nor|regardless|anyway|nevertheless|forc(?:e|ed|es|ing)|override\w*|"
    r"recursive\w*|cascad\w*|ignor\w*|owners?|(?:super)?admin\w*|moderators?|staff|support|"
    r"someone|somebody|caller|depend\w*|purge\w*|even (?:if|when|while)|"
    r"(?:no|not|never)(?: an?| be| give)? (?:4\d\d|conflict|refused|rejected))\b",
    re.IGNORECASE,
)
"""Said where it may be deleted all the same."""
_ALL: Final = r"contents?|content|everything|anything|whatever|all that|all of (?:it|them)|children"
_GOES: Final = re.compile(
    r"\b(delet\w+|remov\w+|goes|go|gone|mov\w+|orphan\w*|detach\w*|unlink\w*|kept|keeps?|stays?|"
    r"remains?|lost|too|as well|with)\b",
    re.IGNORECASE,
)
"""Said of what becomes of what is in it, when it is deleted."""
_REFUSED: Final = re.compile(
    r"\b(4\d\d|conflicts?|refus\w+|reject\w+|forbidden|else|otherwise)\b", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"(?:\W|\b(?:4\d\d|conflict|with|else|otherwise|or|gives?|it|is|are|be|refused|rejected|an?|"
    r"answers?|answered|error|status|code|any|more|anymore|longer|the|request|attempts?|returns?|"
    r"response|results?|in|and|never|fails?|to|that|then|leads?|which|this|deletion|delete)\b)*$",
    re.IGNORECASE,
)
"""What may follow where nothing is left open any more."""
_MORE: Final = re.compile(r"\W*$|,? or (?:if|when)\b|,? and (?:also )?(?:if|when)\b", re.IGNORECASE)
"""What may follow a condition that suffices by itself."""
_BEFORE: Final = re.compile(
    r"(?:(?:404|403|401|412|428)\b[^;:]*[,;](?: and)? ?)?"
    r"(?:\W|\b(?:deletion|deleting|delete|it|the|is|are|gives?|answers?|fails|with|an?|error|"
    r"returns?|answered|request|will|be|conflict)\b)*$",
    re.IGNORECASE,
)
"""What may stand before a refusal and leave it whole."""
_ELSE: Final = re.compile(r"\W*(?:or else|else|otherwise|409|422|400|conflict)\b", re.IGNORECASE)
_IF: Final = "(?:if|when|while|as long as|because|once)"
_CANNOT: Final = r"(?:cannot|can't|can ?not|may not|must not|can never)"
_DONE: Final = r"(?:deleted|removed)\b"
_NO: Final = (
    r"(?:4\d\d|conflict|(?:(?:is|are|be|will be) )?(?:refused|rejected)"
    r"(?:(?: with)?(?: an?)? ?\(?4\d\d\)?)?)"
)


@dataclass(frozen=True)
class Content:
    """What keeps a thing from being deleted: things with this noun, or any if it is empty, in one
    of these states if there are some."""

    child: str
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EmptyWords:
    """Reads sentences about the deletion of things with these `nouns`; `children` are those that
    may be in one, by their nouns, with the states that each may have. `others` are the nouns of
    other things, which `it` may be."""

    nouns: Collection[str]
    children: Mapping[str, Collection[str]]
    others: Collection[str] = ()

    def kept(self, sentences: Sequence[str]) -> Content | None:
        """What has to be gone first; None where that is not plain."""
        plainly = [" ".join(_MARKS.sub("", each).strip(" .").split()) for each in sentences]
        parts = [part for each in plainly for part in _parts(each)]
        found = {content for each in parts if (content := self._of(each)) is not None}
        named = [each for each in found if each.child] or [*found]
        if len(named) != 1:
            return None
        content = named[0]
        rest = [each for each in parts if self._of(each) is None]
        if any(_OPEN.search(each) or self._goes(each, content) for each in rest):
            return None
        return content

    def conflict(self, words: str) -> Content | None:
        """What the description of a 409 says by itself: `The folder is not empty.`"""
        plainly = " ".join(_MARKS.sub("", words).strip(" .").split())
        found = re.fullmatch(rf"(?:conflict: )?{self._full_now}", plainly, re.IGNORECASE)
        return self._content(found) if found is not None else None

    def _of(self, sentence: str) -> Content | None:
        """What one sentence tells."""
        for pattern in self._whole:
            found = re.match(pattern, sentence, re.IGNORECASE)
            if found is not None and _TAIL.match(sentence[found.end() :]):
                return self._told(found, sentence)
        for pattern in self._else:
            found = re.match(pattern, sentence, re.IGNORECASE)
            rest = sentence[found.end() :] if found is not None else ""
            if found is not None and _TAIL.match(rest) and _REFUSED.search(rest):
                return self._told(found, sentence)
        found = re.search(rf"\b{_NO}\)?[:,]? {_IF} {self._full_now}", sentence, re.IGNORECASE)
        if found is None or not _BEFORE.match(sentence[: found.start()]):
            return None
        return self._told(found, sentence) if _MORE.match(sentence[found.end() :]) else None

    def _told(self, found: re.Match[str], sentence: str) -> Content | None:
        """What was found, unless it may be said of something else."""
        beside = sentence[: found.start()] + sentence[found.end() :]
        of_another = "|".join(_called(self.others))
        it = re.search(r"\bit\b", found[0], re.IGNORECASE)
        if _OPEN.search(sentence) or (
            it and of_another and re.search(rf"\b(?:{of_another})\b", beside, re.IGNORECASE)
        ):
            return None
        return self._content(found)

    def _content(self, found: re.Match[str]) -> Content | None:
        groups = found.groupdict()
        named = next((groups[name] for name in groups if name[0] == "c" and groups[name]), "")
        child = next((each for each in self.children if named.lower() in _spellings(each)), "")
        told = next((groups[name] for name in groups if name[0] == "s" and groups[name]), "")
        states = frozenset(
            each
            for each in (self.children[child] if child else ())
            if re.search(rf"\b{spelled(each)}\b", told, re.IGNORECASE)
        )
        known = bool(named) == bool(child) and bool(told) == bool(states)
        return Content(child, states) if known else None

    def _goes(self, words: str, content: Content) -> bool:
        """Whether a sentence may say that what is in it is deleted too, or is left behind."""
        if content.states:  # of those in another state it may say what it likes
            others = {*self.children[content.child]} - content.states
            elsewhere = "|".join(map(spelled, others)) or "(?!)"
            of_others = rf"\b(?:{elsewhere}) (?:{'|'.join(_spellings(content.child))})\b"
            words = re.sub(of_others, "", words, flags=re.IGNORECASE)
        nouns = [content.child] if content.child else [*self.children]
        named = "|".join(each for noun in nouns for each in map(re.escape, _spellings(noun)))
        in_it = re.search(rf"\b(?:{_ALL}|{named or '(?!)'})\b", words, re.IGNORECASE)
        return in_it is not None and _GOES.search(words) is not None

    @property
    def _whole(self) -> tuple[str, ...]:
        """Sentences that say it by themselves."""
        return (
            rf"{self._full} {_CANNOT} be {_DONE}",
            rf"only {self._empty} (?:can|may|could) be {_DONE}",
            rf"no {self._full} (?:can|may) be {_DONE}",
            rf"{self._it} {_CANNOT} be {_DONE} {_IF} {self._full_now}",
            rf"{self._it} (?:can|may) (?:only be {_DONE}|be {_DONE} only) {_IF} {self._empty_now}",
            rf"(?:deleting|removing|(?:the )?deletion of) {self._full} (?:{_NO}|gives? an? 4\d\d)",
            rf"(?:deleting|removing|(?:the )?deletion of) {self._full} "
            r"(?:gives?|answers|returns?|is answered with|leads to|fails with)(?: an?)? \(?4\d\d",
            rf"{_IF} {self._full_now}[ ,:(]+(?:it |this |deletion |deleting it )?"
            rf"(?:(?:gives|is answered with|answers|fails with|the answer is) )?{_NO}",
        )

    @property
    def _else(self) -> tuple[str, ...]:
        """Sentences that say it where they speak of a refusal."""
        before = (
            rf"(?: (?:to be {_DONE}|first|(?:before|for) (?:the )?deletion|before deleting(?: it)?|"
            rf"before it (?:can be|is) {_DONE}))?"
        )
        possible = (
            r"(?:it is )?(?:only (?:possible|allowed|permitted)|(?:possible|allowed) only|only)"
        )
        return (
            rf"(?:{self._it} )?(?:must|has to|needs to) (?:be empty|be emptied|have {self._none})"
            rf"{before}",
            rf"{possible} {_IF} {self._empty_now}",
            rf"{possible} {_IF} empty",
            rf"{possible} (?:for|on) {self._empty}",
        )

    @property
    def _noun(self) -> str:
        return rf"(?:{'|'.join(_called(self.nouns))})\b"

    @property
    def _it(self) -> str:
        return rf"(?:(?:the |this |an? )?{self._noun}|it\b)"

    @property
    def _child(self) -> str:
        """Things that are in it, and the state that they are in; numbered later, as a pattern may
        have them more than once."""
        every = {each for states in self.children.values() for each in states}
        states = "|".join(sorted(map(spelled, every), key=len, reverse=True)) or "(?!)"
        children = "|".join(_called(self.children)) or "(?!)"
        return (
            r"(?:(?:any|some|one or more|at least one) )?"
            rf"(?:(?P<s_>(?:{states})(?:(?:,| or|, or) (?:{states}))*) )?(?P<c_>{children})\b"
        )

    @property
    def _none(self) -> str:
        return _numbered(rf"no (?:more )?{self._child}(?: left)?", "a")

    @property
    def _full(self) -> str:
        """`A folder with documents`."""
        has = (
            r"(?:with|having|containing|holding|"
            r"(?:that|which) (?:still )?(?:has|have|contains?|holds?))"
        )
        one = rf"(?:an? |the |any )?{self._noun}"
        with_it = _numbered(rf"{one} {has} {self._child}(?: in (?:it|them))?", "b")
        uses = (
            r"(?:goes? to|uses?|refers? to|references?|names?|points? to|belongs? to|is in|are in)"
        )
        of_it = _numbered(rf"{one} (?:that|which) (?:an? )?{self._child} (?:still )?{uses}", "d")
        used = (
            r"(?:(?:that|which) (?:is|are) )?(?:still )?(?:used|referenced|referred to) by(?: an?)?"
        )
        by_it = _numbered(rf"{one} {used} {self._child}", "j")
        not_empty = rf"{one} (?:that|which) (?:is|are)(?: not|n't) (?:yet )?empty"
        non_empty = rf"(?:an? |the |any )?non[- ]?empty {self._noun}"
        return rf"(?:{with_it}|{of_it}|{by_it}|{not_empty}|{non_empty})"

    @property
    def _empty(self) -> str:
        """`A folder without documents`."""
        no = (
            r"(?:without(?: any)?|with no|(?:that|which) (?:has|have|contains?|holds?) no|"
            r"having no|containing no)"
        )
        one = rf"(?:an? |the |any )?{self._noun}"
        without = _numbered(rf"{one} {no} {self._child}(?: in (?:it|them))?", "e")
        is_empty = rf"{one} (?:that|which) (?:is|are) empty"
        return rf"(?:{without}|{is_empty}|(?:an? |the |any )?empty {self._noun})"

    @property
    def _full_now(self) -> str:
        """`The folder still has documents`."""
        has = rf"{self._it} (?:still )?(?:has|have|contains?|holds?) {self._child}(?: in it)?"
        there = (
            rf"there (?:is|are) (?:still )?{self._child} "
            rf"(?:left )?(?:in|on|of|for|below|under|inside) {self._it}"
        )
        not_empty = rf"{self._it} (?:(?:is|was)(?: still)? not|isn't)(?: yet)? empty"
        return rf"(?:{_numbered(has, 'f')}|{_numbered(there, 'g')}|{not_empty})"

    @property
    def _empty_now(self) -> str:
        """`It has no documents`."""
        has = rf"{self._it} (?:has|have|contains?|holds?) no (?:more )?{self._child}(?: left)?"
        there = rf"there (?:is|are) no (?:more )?{self._child} (?:left )?(?:in|on|for) {self._it}"
        empty = rf"{self._it} is empty"
        return rf"(?:{_numbered(has, 'h')}|{_numbered(there, 'i')}|{empty})"


def _numbered(pattern: str, name: str) -> str:
    """A pattern whose groups have names of their own."""
    return pattern.replace("<s_>", f"<s{name}>").replace("<c_>", f"<c{name}>")


def _called(nouns: Collection[str]) -> list[str]:
    """What things of these names are called, the longest first."""
    every = {each for noun in nouns for each in _spellings(noun)}
    return sorted(map(re.escape, every), key=len, reverse=True)


def _spellings(noun: str) -> set[str]:
    """How a noun may be written: one or several, whole or its last word."""
    found = {noun, noun.rpartition("_")[2]}
    return {each.replace("_", " ") for one in found for each in (one, plural(one))}


def _parts(sentence: str) -> list[str]:
    """What stands between semicolons; `; otherwise 409` belongs to what is before."""
    found: list[str] = []
    for each in sentence.split("; "):
        if found and _ELSE.match(each) and not re.search(r"\b(if|when|while)\b", each):
            found[-1] += f"; {each}"
        else:
            found.append(each)
    return found
