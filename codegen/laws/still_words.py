"""What changes with a change and only then: `updatedAt stays as it is when nothing is changed.`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MARKS: Final = re.compile(r"[`*\"“”]|(?<!\w)'|'(?!\w)")
_OPEN: Final = re.compile(
    r"\b(except\w*|may|might|could|usually|often|sometimes|however|although|instead|nor|"
    r"regardless|necessarily|guarantee\w*|normally|generally|at least|or (?:when|if|with)|also "
    r"(?:when|if|with)|never|no longer)\b",
    re.IGNORECASE,
)
"""Said where it may be otherwise."""
_WRITTEN: Final = re.compile(
    r"\b(sav\w+|stor\w+|writ\w+|written|touch\w+|updat\w+|requests?|sent|sends?|put|patch\w*|"
    r"deploy\w*|publish\w*|time|day|hour|minute|daily)\b",
    re.IGNORECASE,
)
"""Said where it may change with a write that changes nothing."""
_CHANGE: Final = re.compile(r"\b(chang\w+|change|differ\w*)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(not|n't|nothing|no|without)\b", re.IGNORECASE)
_WITH: Final = r"(?:when(?:ever)?|if|with|where|after)\b"
_ONLY: Final = rf"(?:exactly|only|just|if and only|always and only) {_WITH}"
_OTHERWISE: Final = (
    r"(?:,? and| but|,) (?:only then|not otherwise|never otherwise|then only|"
    r"(?:else |otherwise )?(?:stays?|remains?|is) (?:the same|unchanged|as it is)(?: otherwise)?)"
)
_WRITE: Final = r"(?:patch|put|update|write|change|request|one)"
_NOTHING: Final = (
    r"(?:changes nothing|"
    r"sets? (?:only )?(?:what (?:was|is) there(?: already)?|the same values?|"
    r"(?:a )?values? that (?:was|were|is|are) there(?: already)?|"
    r"what (?:was|is) already there)|"
    r"leaves? (?:every|each) (?:property|field|value) as it (?:was|is)|"
    r"gives? (?:every|each) (?:property|field) the value (?:that )?it has)"
)


@dataclass(frozen=True)
class Still:
    """Whether something changes only with a change (`only`), and whether a write that changes
    nothing is said to leave it alone (`left_alone`)."""

    only: bool = False
    left_alone: bool = False


@dataclass(frozen=True)
class StillWords:
    """Reads sentences about an ETag, or about the property `name`."""

    name: str = ""

    def read(self, sentences: Sequence[str], own: Sequence[str] = ()) -> Still:
        """What sentences say; `own` are those of its own description, which need not name it."""
        named = [_plain(each) for each in sentences]
        named += [self._with_name(_plain(each)) for each in own]
        named = [each for each in named if re.search(self._it, each, re.IGNORECASE)]
        if any(_OPEN.search(each) and _CHANGE.search(each) for each in named):
            return Still()
        alone = any(map(self._is_left_alone, named))
        return Still(alone or any(map(self._is_only, named)), alone)

    def _is_only(self, words: str) -> bool:
        """`The ETag changes when, and only when, the thing does change.`"""
        words = re.split(r"[:;]", words)[0]
        it = rf"^(?:an? |the |its |every |each )?{self._it}(?: is (?:strong|weak|opaque) and)?"
        for pattern, inverted in (
            (rf"{it} changes? {_ONLY}(?P<rest>.*)$", False),
            (rf"{it} only changes? {_WITH}(?P<rest>.*)$", False),
            (rf"{it} changes? {_WITH},? (?:and|but) only {_WITH},?(?P<rest>.*)$", False),
            (rf"{it} changes? {_WITH}(?P<rest>.*){_OTHERWISE}$", False),
            (
                rf"{it} (?:stays|remains) the same (?:until|unless)(?P<rest>.*)$",
                False,
            ),
            (
                rf"{it} (?:stays|remains) the same (?:as long as|while|when|if)(?P<rest>.*)$",
                True,
            ),
            (rf"{it} does(?: not|n't) change (?:until|unless)(?P<rest>.*)$", False),
        ):
            found = re.search(pattern, words, re.IGNORECASE)
            if found is not None:
                rest = found["rest"]
                negated = _NOT.search(rest) is not None
                if _CHANGE.search(rest) and not _WRITTEN.search(rest) and negated == inverted:
                    return True
        return False

    def _is_left_alone(self, words: str) -> bool:
        """`A patch that changes nothing leaves the ETag alone.`"""
        found = re.search(
            rf"\b(?:an?|every|any) {_WRITE} that {_NOTHING}\b(?P<rest>.*)$", words, re.IGNORECASE
        )
        if found is None:
            return False
        before, rest = words[: found.start()], found["rest"]
        it = rf"(?:(?:the |its )?{self._it}|it)" if re.search(self._it, before, re.I) else self._it
        alone = "(?:alone|unchanged|untouched|as it is|as they are|the same|as it was)"
        kept = (
            rf"\b(?:leaves?|keeps?) (?:[^.;:]*[^.;:\w])?{it}"
            rf"(?:(?: and |, )(?:the |its )?[\w-]+)* {alone}$"
            rf"|\bdoes(?: not|n't) change (?:[^.;:]*[^.;:\w])?{it}(?: and (?:the |its )?[\w-]+)*$"
        )
        return re.search(kept, rest, re.IGNORECASE) is not None

    def _with_name(self, words: str) -> str:
        name = self.name or "the ETag"
        return re.sub(
            r"^(?:it )?(?=(?:only )?changes?\b|stays\b|remains\b)", f"{name} ", words, flags=re.I
        )

    @property
    def _it(self) -> str:
        name = re.escape(self.name) if self.name else "(?:etags?|entity[ -]tags?)"
        return rf"\b{name}\b"


def _plain(words: str) -> str:
    return " ".join(
        re.sub(r"\([^()]*\)", "", _MARKS.sub("", words)).replace(" ,", ",").strip(" .").split()
    )
