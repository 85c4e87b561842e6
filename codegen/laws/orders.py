"""Orders between two values that sentences state, as `to` must not be before `from`.

Only what is said outright is read: a condition, a sum, a softer word, and nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from codegen.laws.words import snake

Sign = Literal["<", "<=", ">=", ">"]
OPPOSITE: Final[dict[Sign, Sign]] = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}
TURNED: Final[dict[Sign, Sign]] = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}


@dataclass(frozen=True)
class Order:
    """`one` stands so to `other`. `loose`: whether they may be equal is left open, as where it is
    only said what is refused. `together`: it is said of a request that gives both."""

    one: str
    sign: Sign
    other: str
    loose: bool = False
    together: bool = False


_LESS: Final = r"(?:before|(?:earlier|sooner|less|smaller|lower|fewer) than|below|under|prior to)"
_MORE: Final = r"(?:after|(?:later|greater|more|larger|higher|bigger) than|above|over|beyond|past)"
_EQUAL: Final = r"(?:equal to|equals?|the same as|at|on)"
_SIGNS: Final[dict[str, Sign]] = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}
_COMPARED: Final = (
    rf"(?:(?P<ge>>=|≥|at least|(?:not|no) {_LESS}|{_EQUAL} or {_MORE}|{_MORE},? or {_EQUAL}|"
    r"(?:greater|larger|higher) (?:than )?or equal (?:to|than))|"
    rf"(?P<le><=|≤|at most|(?:not|no) {_MORE}|{_EQUAL} or {_LESS}|{_LESS},? or {_EQUAL}|"
    r"(?:less|smaller|lower) (?:than )?or equal (?:to|than))|"
    rf"(?P<gt>>|exceed(?:s|ing)?|{_MORE})|(?P<lt><|precedes?|{_LESS}))"
)
_ANY: Final = re.compile(_COMPARED, re.IGNORECASE)
_MODAL: Final = (
    r"(?:(?P<no>(?:must|may|can|shall|could)(?: ?not| never)|(?:ca|must)n['’]t)|"
    r"must|(?:has|have|needs?|is required|are required) to|shall|(?:may|can) only|"
    r"(?P<weak>should(?P<weak_no> ?not|n['’]t)?|(?:is|are) expected to|ought to))"
)
_VERB: Final = r"(?:(?:be|come|lie|fall|start|begin|end|finish|occur|happen|stay|remain) )?"
_ADVERB: Final = r"(?:(?:always|also|then|strictly|either|set|dated) )*"
_REFUSED: Final = (
    r"(?:\b4(?:00|22|xx)\b|\b(?:refus\w*|reject\w*|forbidden|disallowed|bad request|unprocessable|"
    r"(?:is|are|as) (?:invalid|illegal)|(?:an|validation|client) error|(?:request|call|it) fails|"
    r"not (?:allowed|accepted|permitted|valid))\b)"
)
_ELSE: Final = re.compile(
    rf",? ?[(–—-]? ?\b(?:or else|else|otherwise)\b,?:? (?:[\w'’]+ ){{0,6}}?(?={_REFUSED})", re.I
)
_OR: Final = re.compile(
    rf",? ?\bor (?:it is |the request is |be |is |gets? )?(?:an? )?(?={_REFUSED})", re.I
)
_ENDS: Final = (
    r"(?= ?(?:$|,(?! ?or (?!else\b|4\d\d))|[.:)\]→—–|]|->|=>|- (?!\d|⟦)|"
    r"\b(?:else|otherwise)\b|and (?!\d|(?:the )?⟦)|\((?:inclusive|equal|or equal|the same)\b|"
    rf"\((?:else |otherwise )?{_REFUSED}|"
    rf"or (?:else |the |it |a |an |be |is |gets )*(?:request is )?{_REFUSED}))"
)
_ENDED: Final = re.compile(_ENDS, re.IGNORECASE)
_STOPS: Final = rf"(?:{_ENDS}|(?= or\b| 4\d\d\b))"
"""Of what is refused: one of several reasons is enough."""
_GIVES: Final = (
    r"(?= ?(?:→|->|=>|[:,]|is|are|is answered|gives?|yields?|returns?|answers?|leads? to|"
    r"results? in|causes?) "
    rf"?(?:with |an? |the |status |code )*{_REFUSED})"
)
_START: Final = r"(?P<start>^,? ?|[,:(\[—–] ?| - |\b(?:and|but|then|that|requires?|satisfy|have) )"
_IF: Final = r"(?P<if>\b(?:if|when|whenever|where|unless|for|or|because|as|rejects|refuses) )"
_IT: Final = r"(?:(?:it|this|(?:the |a )?(?:value|date|time|bound)s?) )?"
_WITH: Final = re.compile(r"\bwith (?:an? )?(?:status |code |http )*4\d\d\b", re.IGNORECASE)
_GIVEN: Final = re.compile(
    r",? ?\(?\b(?:if|when|where|whenever|provided)(?: that)? "
    r"(?:(?:both|it|this|either|one|they|the other|any|dates|bounds|values|parameters|fields|"
    r"are|is|and|of them|⟦\d+.⟧),? )*(?:given|set|present|sent|provided|specified|supplied|used)"
    r"(?: together)?\)?",
    re.IGNORECASE,
)
_MAY_EQUAL: Final = re.compile(
    r"\b(?:equal|the same)\b[\w ]{0,20} (?:is|are|be) (?:fine|ok|allowed|accepted|valid)\b", re.I
)
_IF_NOT: Final = re.compile(
    r"\b(?:if|when) (?:it|they|this|that)? ?(?:is|are|does|do)? ?(?:not|n['’]t|so|violated)"
    r"(?= ?(?:$|[,.)]))",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(r"\b(?:both|together|(?:same|one) request)\b", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"\b(?:if|when|whenever|unless|except|where|while|for|with|without|depending|in case|"
    r"as long as|provided)\b",
    re.IGNORECASE,
)
_DUTY: Final = re.compile(
    r"\b(?:must|require[sd]?|should|shall|need\w*|ha[sv]e? to|expected|mandatory|only|"
    r"ensures?|checks?|validat\w*|verif\w*|make sure|valid)\b",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(
    r"\b(?:swap\w*|exchang\w*|revers\w*|empty|nothing|no (?:results?|items?|error)|ignor\w*|"
    r"clamp\w*|adjust\w*|silently|warn\w*|recommend\w*|ideally|usually|normally|typically|"
    r"need not|(?:not|never|n['’]t) (?:be )?(?:checked|validated|enforced|refused|rejected|"
    r"invalid|illegal|an error|forbidden)|"
    r"(?:is|are|be) (?:allowed|accepted|fine|ok|okay|valid|permitted))\b",
    re.IGNORECASE,
)
"""Said where what is out of order is honestly taken in some way."""
_ALIKE: Final = re.compile(
    r"\b(?:inclusive\w*|exclusive\w*|equal\w*|same|itself|identical|differ\w*|distinct)\b",
    re.IGNORECASE,
)
_SHORT: Final = {
    each: long
    for short, long in (("min", "min(?:imum)?"), ("max", "max(?:imum)?"))
    for each in (short, f"{short}imum")
}
_LOW: Final = frozenset(("min", "minimum", "from", "start", "since", "begin", "low", "lower"))
_HIGH: Final = frozenset(("max", "maximum", "to", "end", "until", "till", "high", "upper"))
_GRAMMAR: Final = frozenset(
    (
        *("after", "at", "and", "before", "below", "by", "equal", "for", "from", "if", "in", "is"),
        *("least", "less", "more", "most", "no", "not", "of", "on", "or", "over", "past", "since"),
        *("than", "that", "the", "then", "to", "under", "until", "when", "where", "with", "above"),
        *("be", "start", "end", "date", "time", "value", "it", "this", "a", "an"),
    )
)
"""Names that are words of sentences like these: bare, they are names only where one has to be."""
_CLAUSES: Final = re.compile(
    r"[.!?;](?=\s|$)|\n\s*\n|\n\s*[*-] |[,;] (?:and |or )?(?=\d{3} (?:if|when|for|unless|where)\b)"
)


def orders(
    words: str,
    names: Collection[str],
    own: str | None = None,
    *,
    refusal: bool = False,
    bare: bool = True,
) -> list[Order]:
    """The orders between these names that a text states. `own`: whose description it is; `refusal`:
    it says when a request is refused; `bare`: a comparison alone, `a <= b`, is a rule too."""
    if len(names) < 2 or _ANY.search(words) is None:
        return []
    reader = _Reader(tuple(names), own, refusal, bare)
    clauses = [each for each in (" ".join(part.split()) for part in _CLAUSES.split(words)) if each]
    found: list[Order] = []
    for index, each in enumerate(clauses):
        after = clauses[index + 1] if index + 1 < len(clauses) else ""
        whole = f"{each} {after}" if re.match(r"(?:otherwise|else|if not)\b", after, re.I) else each
        if _SOFT.search(_MAY_EQUAL.sub("", whole)) is None:
            found += reader.read(each, " ".join(words.split()))
    return list(dict.fromkeys(found))


class _Patterns:
    """How each kind of sentence looks, where some names are words that sentences have anyway."""

    def __init__(self, hidden: str) -> None:
        self.hidden = rf"|\b(?P<%s_bare>{hidden})\b(?! ?⟧)" if hidden else "|(?P<%s_bare>(?!))"
        one, other = self._mention("one"), self._mention("other")
        flags = re.IGNORECASE
        said = rf"{_ADVERB}{_VERB}{_ADVERB}{_COMPARED} {other}"
        self.duty = re.compile(rf"{_START}{one} {_MODAL} {said}{_ENDS}", flags)
        self.own_duty = re.compile(
            rf"(?P<start>^,? ?|[,:(—–] ?(?:which )?| - ){_IT}{_MODAL} {said}{_ENDS}", flags
        )
        being = r"(?:(?:is|are|comes?|lies?|falls?|starts?|ends?|being|that is|which is) )?"
        being = rf"(?P<is>{being})(?P<no>not (?!{_LESS}|{_MORE}))?(?:strictly )?"
        compared = rf"{being}{_COMPARED} {other}"
        self.case = re.compile(rf"{_IF}{one} {compared}{_STOPS}", flags)
        self.own_case = re.compile(rf"{_IF}{_IT}{compared}{_STOPS}", flags)
        self.gives = re.compile(rf"{_START}{one} {compared}{_GIVES}", flags)
        self.plain = re.compile(rf"{_START}{one} {compared}{_STOPS}", flags)
        self.own_plain = re.compile(rf"(?P<start>^|[,:(] ?){compared}{_STOPS}", flags)

    def _mention(self, group: str) -> str:
        kind = r"(?:parameter|property|field|date|time|value)"
        return (
            rf"(?P<{group}_the>(?:the|an?|its|your|any) )?(?:(?:query )?{kind} (?:of )?(?:the )?)?"
            rf"(?:⟦(?P<{group}>\d+)(?P<{group}_how>.)⟧{self.hidden % group})(?: {kind})?"
        )


_patterns = cache(_Patterns)


class _Reader:
    def __init__(self, names: tuple[str, ...], own: str | None, refusal: bool, bare: bool) -> None:
        self.names, self.own, self.refusal, self.bare = names, own, refusal, bare
        self.called = _called(names)
        hidden = "|".join(re.escape(each) for each in names if each.lower() in _GRAMMAR)
        self.like = _patterns(hidden)

    def read(self, sentence: str, words: str) -> Iterator[Order]:
        text = self._marked(sentence)
        together = _TOGETHER.search(text) is not None
        needed = {int(each) for part in _GIVEN.findall(text) for each in re.findall(r"\d+", part)}
        for unbound in (_GIVEN, _IF_NOT):
            text = unbound.sub("", text)
        text = " ".join(_WITH.sub(lambda found: found[0][5:], text).split())
        for found, one, sign, other in self._found(text):
            if one is None or other is None or one == other:
                continue
            if not {self.names[each] for each in needed} <= {one, other}:
                continue
            rest = words.replace(sentence, "") + text[: found.start()] + text[found.end() :]
            symbol = found[0].rstrip() and re.search(r"[<>]", found[0]) is not None
            sloppy = symbol and found.re is self.like.plain and sign in ("<", ">")
            on_duty = found.re in (self.like.duty, self.like.own_duty)
            told = found.re in (self.like.plain, self.like.own_plain) and not self.refusal
            refused = not on_duty and not told and "=" in sign
            loose = bool(sloppy or refused or _ALIKE.search(rest))
            if on_duty or not _is_absurd(one, sign, other):
                yield Order(one, sign, other, loose, together)

    def _found(self, text: str) -> Iterator[tuple[re.Match[str], str | None, Sign, str | None]]:
        refused = re.search(_REFUSED, text, re.I) is not None
        for pattern, own in ((self.like.duty, False), (self.like.own_duty, True)):
            for found in pattern.finditer(text) if not own or self.own else ():
                weak = found["weak"] is not None and not _is_else(text, found)
                if weak or self._is_bound(text, found) or self._is_vague(found, own):
                    continue
                no = found["no"] is not None or found["weak_no"] is not None
                yield found, self._one(found, own), _sign(found, no), self._name(found, "other")
        for pattern, own in ((self.like.case, False), (self.like.own_case, True)):
            for found in pattern.finditer(text) if not own or self.own else ():
                if not (refused or self.refusal) or not self._is_case(text, found):
                    continue
                if self._is_vague(found, own):
                    continue
                no = (found["no"] is None) != (found["if"].strip().lower() == "unless")
                yield found, self._one(found, own), _sign(found, no), self._name(found, "other")
        yield from self._statements(text, refused)

    def _statements(
        self, text: str, refused: bool
    ) -> Iterator[tuple[re.Match[str], str | None, Sign, str | None]]:
        """What is said without a word of duty, or of a case."""
        for found in self.like.gives.finditer(text):
            if not self._is_bound(text, found) and not _is_joined(text, found):
                no = found["no"] is None
                yield found, self._one(found, False), _sign(found, no), self._name(found, "other")
        for pattern, own in ((self.like.plain, False), (self.like.own_plain, True)):
            for found in pattern.finditer(text) if not own or self.own else ():
                if self._is_bound(text, found) or self._is_vague(found, own):
                    continue
                keeps = self._is_rule(text, found, own, refused)
                if keeps is None:
                    continue
                no = (found["no"] is not None) == keeps
                yield found, self._one(found, own), _sign(found, no), self._name(found, "other")

    def _is_rule(self, text: str, found: re.Match[str], own: bool, refused: bool) -> bool | None:
        """Whether a comparison alone is what is asked for, or (False) what is refused; None where
        it may be either, or only tells something."""
        symbol = re.search(r"[<>≤≥]", found[0]) is not None
        if _ELSE.match(text, found.end()):
            return True
        if self.refusal and symbol:
            one, other = self._one(found, own), self._name(found, "other")
            sign = _sign(found, found["no"] is not None)
            if one is None or other is None or _is_joined(text, found):
                return None
            turned = _is_absurd(one, OPPOSITE[sign], other) and _ENDED.match(text, found.end())
            return False if _is_absurd(one, sign, other) else True if turned else None
        if self.refusal:
            unclear = own or _DUTY.search(text) or _is_joined(text, found)
            return None if unclear else False
        if refused or found["is"] or not self.bare or not _ENDED.match(text, found.end()):
            return None
        if symbol:
            return True
        inclusive = found["ge"] is not None or found["le"] is not None
        return True if own and inclusive else None

    def _is_bound(self, text: str, found: re.Match[str]) -> bool:
        """Whether it is said of some cases only, or of more than the one that is named."""
        before = text[: found.start()].rstrip()
        rest = f"{before} {text[found.end() :]}"
        return before.endswith("⟧") or _CONDITION.search(rest) is not None

    def _is_case(self, text: str, found: re.Match[str]) -> bool:
        """Whether a condition is the only one for a refusal, or one of several that are enough."""
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        if re.search(r"\band\b", after) or before.endswith("⟧") or _ELSE.search(after):
            return False
        rest = re.findall(_CONDITION, before), re.findall(_CONDITION, after)
        if found["if"].strip().lower() == "or":
            return len(rest[0]) <= 1 and not rest[1] and " and " not in before
        return not rest[0] and not rest[1]

    def _is_vague(self, found: re.Match[str], own: bool) -> bool:
        """Whether "the balance" may be that of something else."""
        bare = found["other_bare"] is not None or found["other_how"] == "b"
        return own and bare and found["other_the"] is not None

    def _one(self, found: re.Match[str], own: bool) -> str | None:
        return self.own if own else self._name(found, "one")

    def _name(self, found: re.Match[str], group: str) -> str | None:
        bare = found[f"{group}_bare"]
        if bare is not None:
            return next((each for each in self.names if each.lower() == bare.lower()), None)
        return self.names[int(found[group])]

    def _marked(self, sentence: str) -> str:
        """The sentence with each name in it as its number, and how it was written."""

        def marked(found: re.Match[str]) -> str:
            text = found[0]
            if text[0] in "`'\"“‘*":
                name = next((each for each in self.names if each in text), "")
                exact = text.strip("`'\"“”‘’*")
                name = exact if exact in self.names else name
                return f"⟦{self.names.index(name)}q⟧"
            if text in self.names:
                return f"⟦{self.names.index(text)}b⟧"
            name = self.called.get(_letters(text), "")
            if not name:
                return text
            return f"⟦{self.names.index(name)}{'w' if '_' in snake(name) else 'b'}⟧"

        text = _mentions(self.names).sub(marked, sentence)
        return re.sub(r"[`'\"“”‘*](?=[\s\W]|$)|(?<![\w])[`'\"“‘*]", "", text)


@cache
def _mentions(names: tuple[str, ...]) -> re.Pattern[str]:
    """Where a name stands: in quotes, alone, or by its words."""
    longest = sorted(names, key=len, reverse=True)
    spoken = {*_called(names).values()}
    choices = [rf"[`'\"“‘*]+{re.escape(each)}[`'\"”’*]+" for each in longest]
    for name in longest:
        parts = [_SHORT.get(each, re.escape(each)) for each in snake(name).split("_")]
        if name in spoken and len(parts) > 1:
            turned = [parts[-1], *parts[:-1]] if parts[-1] in _SHORT.values() else parts
            turned = [*parts[1:], parts[0]] if parts[0] in _SHORT.values() else turned
            said = "|".join("[ _-]?".join(each) for each in (parts, turned))
            choices.append(rf"(?<![\w.-])(?i:{said})(?![\w-]|\.\w)")
    for name in longest:
        if name.lower() not in _GRAMMAR:
            choices.append(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)")
            choices.append(rf"^(?i:{re.escape(name)})(?![\w-])")
    return re.compile("|".join(choices) or r"(?!)")


def _called(names: tuple[str, ...]) -> dict[str, str]:
    """Names by their letters, where those are of one only."""
    letters = [_letters(each) for each in names]
    return {
        said: name
        for said, name in zip(letters, names, strict=True)
        if letters.count(said) == 1 and said and said not in _GRAMMAR
    }


def _letters(text: str) -> str:
    words = [
        {"minimum": "min", "maximum": "max"}.get(each, each) for each in snake(text).split("_")
    ]
    if words[-1] in _SHORT:
        words = [words[-1], *words[:-1]]
    return re.sub(r"[^a-z0-9]", "", "".join(words))


def _is_else(text: str, found: re.Match[str]) -> bool:
    """Whether it is said next that anything else is refused."""
    return bool(_ELSE.match(text, found.end()) or _OR.match(text, found.end()))


def _is_joined(text: str, found: re.Match[str]) -> bool:
    """Whether something else has to be so too."""
    joined = found["start"].strip().lower() == "and"
    return joined or re.search(r"\band\b", text[found.end() :]) is not None


def _is_absurd(one: str, sign: Sign, other: str) -> bool:
    """Whether a least value would be above the greatest one: then it was not meant so."""
    less, more = ({*snake(each).split("_")} for each in (one, other))
    if sign in (">", ">="):
        less, more = more, less
    return bool(more & _LOW and less & _HIGH) and not (more & _HIGH or less & _LOW)


def _sign(found: re.Match[str], no: bool) -> Sign:
    sign = next(each for name, each in _SIGNS.items() if found[name] is not None)
    return OPPOSITE[sign] if no else sign
