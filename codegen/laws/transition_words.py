"""Which changes of a state are refused, as sentences say: `draft → published, never back.`"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from codegen.laws import transition_phrases as phrases
from codegen.laws.closed_words import called, is_done, spelled
from codegen.laws.words import snake

Pair = tuple[str, str]
"""The state before a change, and the one after it."""


@dataclass(frozen=True)
class Changes:
    """Changes of a state: those that are surely allowed, and those that are surely refused."""

    allowed: frozenset[Pair] = frozenset()
    refused: frozenset[Pair] = frozenset()


@dataclass
class _Heard:
    """What was understood of all sentences so far."""

    sure: set[Pair] = field(default_factory=set)
    perhaps: set[Pair] = field(default_factory=set)
    final: set[str] = field(default_factory=set)
    no_others: bool = False
    not_the_same: bool = False
    no_way_back: bool = False
    step_by_step: bool = False
    skipping: bool = False

    @property
    def named(self) -> set[Pair]:
        """The changes that are allowed, perhaps under a condition."""
        return self.sure | self.perhaps


@dataclass(frozen=True)
class TransitionWords:
    """Reads sentences about things with these states; `nouns` are their names."""

    states: tuple[str, ...]
    nouns: Collection[str]

    def read(self, sentences: Sequence[str]) -> Changes:
        """What all sentences say together; nothing where one of them leaves it open."""
        heard = _Heard()
        close = False
        # What follows `e.g.` is no sentence of its own.
        for each in re.split(r"(?<!e\.g)(?<!i\.e)\n", "\n".join(sentences)):
            for clause in self._clauses(each):
                after = close
                close = self._edges(clause, heard) or self._final(clause, heard)
                if close:
                    heard.no_others |= phrases.ONLY_THESE.match(clause) is not None
                    continue
                flagged = self._flags(clause, heard, after)
                close = after and flagged
                if not flagged and self._is_open(clause):
                    return Changes()
                if self._doubts(clause):
                    return Changes()
        return self._changes(heard)

    def _changes(self, heard: _Heard) -> Changes:
        final = heard.final - {before for before, _ in heard.named}
        refused = {(one, other) for one in final for other in self.states}
        known = {each for pair in heard.named for each in pair} | (
            heard.final if heard.named else set()
        )
        every = {(one, other) for one in known for other in known}
        ahead, perhaps = _closure(heard.sure), _closure(heard.named)
        if heard.no_way_back:
            refused |= {
                (one, other)
                for one, other in every
                if (other, one) in ahead and (one, other) not in perhaps
            }
        if heard.no_others or (heard.no_way_back and heard.step_by_step):
            refused |= every - (perhaps if heard.skipping else set())
        refused -= heard.named
        refused = {each for each in refused if each[0] != each[1]}
        if heard.no_others and heard.not_the_same:
            refused |= {(each, each) for each in known} - heard.named
        return Changes(frozenset(heard.sure), frozenset(refused))

    def _clauses(self, sentence: str) -> Iterator[str]:
        """What a sentence says one after another."""
        words = " ".join(phrases.MARKS.sub("", sentence).strip().lstrip("-* ").strip(" .").split())
        words = re.sub(r"\bany thing\b", "anything", words)
        words = phrases.ARROW.sub(" → ", words)
        for one in re.findall(r"\(([^()]*)\)", words):
            if phrases.OTHERS.match(one) or phrases.FORWARD.match(one) or phrases.STEPS.match(one):
                words = words.replace(f"({one})", " ") + f"; {one}"
        for part in re.split(r"; ?", words):
            yield from self._split(part)

    def _split(self, words: str) -> Iterator[str]:
        """What commas and the like part, where what follows is said of all changes."""
        how = r"(?:only )?in this order|without skipping|one step at a time|step by step"
        begins = (
            r"(?:every|any|all|each|no) others?\b|others? |anything else|everything else|all else|"
            rf"nothing else|the rest|{how}|never (?:{phrases.GOES} )?back|going back|"
            r"there is no way|"
            r"steps?\b|no step\b|forwards? only|only forwards?|4\d\d (?:for|on)|"
            r"(?:it )?(?:cannot|can't|can never) \w+ back|"
            rf"{self._all} (?:is|are) (?:final|terminal|the last)"
        )
        mark = r"(?:[,:]| –| —| -)(?: and| but)? | (?:and|but) "
        for found in re.finditer(rf"(?:{mark})(?={begins})| (?={how})", words, re.IGNORECASE):
            before, after = words[: found.start()], words[found.end() :]
            listed = re.match(self._word, after, re.I) and re.search(
                rf"{self._word}$", before, re.I
            )
            if before and not listed and not (found[0] == ": " and phrases.FORWARD.search(before)):
                yield before.strip(" ,:")
                yield from self._split(after)
                return
        if words.strip():
            yield words.strip(" ,:")

    def _flags(self, clause: str, heard: _Heard, after: bool) -> bool:
        """Whether a clause says something of all changes; of all others, after some were named."""
        clause = phrases.AS_IT_IS.sub("", clause)
        others = phrases.OTHERS.match(clause)
        if (
            others
            and not self._listed(clause)
            and not phrases.MAY.search(_bare(clause[others.end() :]))
        ):
            heard.no_others |= after
            heard.not_the_same |= others["same"] is not None
            return after
        if phrases.STEPS.match(clause):
            heard.step_by_step = True
            return True
        if phrases.SKIPPED.search(clause):
            heard.skipping = True
            return True
        if phrases.ONLY_THESE.fullmatch(clause.rstrip(":")):
            heard.no_others = True
            return True
        back = phrases.FORWARD.search(clause)
        if back is None or not self._is_of_status(clause[: back.start()], after, back[0]):
            return False
        rest = phrases.STATUS.sub("", f" {back['rest']}").strip(" :,")
        if not phrases.PLAIN.match(rest):
            found = re.fullmatch(self._all, rest, re.IGNORECASE)
            order = self._listed(rest)
            if found is None or len(order) < 2 or re.search(r"\bor\b|/|\|", rest):
                return False
            heard.sure |= {*pairwise(order)}
        heard.no_way_back = True
        return True

    def _is_of_status(self, before: str, after: bool, how: str) -> bool:
        """Whether it is the state that something is said of, and not what is listed or sorted."""
        spoken = self._is_about(before)
        return spoken and (after or "order" not in how.lower() or bool(before.strip()))

    def _is_about(self, before: str) -> bool:
        """Whether words say no more than that changes of the state follow: not whose, nor when."""
        words = rf"{phrases.LEADS}|status(?:es)?|states?|phase|stage|transitions?|{self._noun}"
        return re.fullmatch(rf"(?:\W|\b(?:{words})\b)*", before, re.IGNORECASE) is not None

    def _final(self, clause: str, heard: _Heard) -> bool:
        """`Archived is the last status`; of `an archived document is final` a refusal is said."""
        it = rf"^(?:(?:the )?(?:status|state) )?{self._all}(?P<of> {self._noun})?"
        found = re.match(
            rf"{it}(?: status| state)? (?:is|are) (?:always )?"
            r"(?:(?:the |an? )?(?:last|final|terminal|end) (?:status|state|stage|step)(?:e?s)?|"
            r"final|terminal)(?P<rest>.*)$",
            clause,
            re.IGNORECASE,
        )
        if found is None:
            return False
        rest = found["rest"]
        refused = re.match(r"[:,;(]* ?(?:and )?(?:every|any|no|nothing|4\d\d)\b", rest, re.I)
        if found["of"] and not (refused and re.search(phrases.NO, rest)):
            return False
        if rest.strip(" )(") and (
            not refused or self._listed(rest) or phrases.MAY.search(_bare(rest))
        ):
            return False
        heard.final |= {*self._listed(clause[: found.start("rest")])}
        return True

    def _edges(self, clause: str, heard: _Heard) -> bool:
        """Whether a clause names changes that are allowed; these are remembered."""
        if phrases.DOUBT.search(clause):
            return False
        clause = phrases.STATUS.sub("", clause)
        words = self._arrows(phrases.ONLY_THESE.sub("", clause))
        chains = words.split("¦") if "→" in words else []
        found = [self._chain(each) for each in chains] or [self._can(clause)]
        if not found or not all(found):
            return False
        for each in found:
            assert each is not None
            heard.sure |= each[0]
            heard.perhaps |= each[1]
        if "→" in words and re.search(r"\bonly\b", words, re.IGNORECASE):
            heard.no_way_back = True
        return True

    def _arrows(self, words: str) -> str:
        """`From draft to open and from open to closed` with arrows."""
        state = rf"{self._word}"
        words = re.sub(rf"(?:,? and|,? or|,) from (?={state})", " ¦ ", words, flags=re.IGNORECASE)
        words = re.sub(rf"\bfrom (?={state})", "", words, flags=re.IGNORECASE)
        to = r"(?:,? then|(?: back)? to|,? (?:through|via|over))"
        return re.sub(rf"(?<=\w){to} (?={state})", " → ", words, flags=re.IGNORECASE)

    def _chain(self, words: str) -> tuple[set[Pair], set[Pair]] | None:
        """The changes in `draft → published → archived`, and what it may mean too."""
        found = re.search(rf"{self._all}(?: ?→ ?{self._all})+", words, re.IGNORECASE)
        if found is None:
            return None
        before, after = words[: found.start()], words[found.end() :]
        if not self._is_about(before) or self._listed(after) or "→" in after:
            return None
        condition = phrases.CONDITION.match(after) is not None
        if not condition and not phrases.PLAIN.match(after):
            return None
        groups = [each.strip() for each in found[0].split("→")]
        sure: set[Pair] = set()
        perhaps: set[Pair] = set()
        sources, seen = self._listed(groups[0]), {*self._listed(groups[0])}
        for number, group in enumerate(groups[1:], 2):
            listed = self._listed(group)
            last = re.search(rf"(?:,|\band) (?:an? |the )?{self._word}$", group, re.IGNORECASE)
            if number == len(groups) or last is None:
                targets, following = listed, listed
            else:  # `a → b, c → d`: a list of chains, or c is where a leads to as well
                targets, following = listed[:-1], listed[-1:]
                if listed[-1] not in seen | {*targets}:
                    perhaps |= {(one, listed[-1]) for one in sources}
                    perhaps |= {(one, to) for one in targets for to in self._listed(groups[number])}
            sure |= {(one, to) for one in sources for to in targets}
            seen |= {*listed}
            sources = following
        return (set(), sure | perhaps) if condition else (sure, perhaps)

    def _can(self, clause: str) -> tuple[set[Pair], set[Pair]] | None:
        """The changes in `A draft can be published` and `open can become done or cancelled`."""
        one = rf"(?:an? |the |every |any |all )?(?P<one>{self._all})s?(?: {self._noun})?"
        that = rf"(?:an? |the )?{self._noun} (?:that|which) (?:is|are) (?P<that>{self._all})"
        it = rf"(?:it|an? {self._noun}|the {self._noun}|the (?:status|state))"
        found = re.match(
            rf"^(?:{that}|{one}|from (?P<source>{self._all}),? {it})"
            r"(?P<if>,? (?:that|which|whose|with|who) (?:(?! can | may ).)*?)?,? "
            r"(?:can|may)(?: only| then| also| either)? "
            r"(?P<how>be|become|go|move|change|turn|return|switch)\b(?P<to>.*)$",
            clause,
            re.IGNORECASE,
        )
        if found is None or (found["if"] and self._listed(found["if"])):
            return None
        sources = self._listed(found["that"] or found["one"] or found["source"])
        read = self._targets(found["how"].lower(), found["to"].strip())
        if read is None:
            return None
        targets, rest = read
        condition = bool(found["if"]) or phrases.CONDITION.match(rest) is not None
        if self._listed(rest) or not (condition or phrases.PLAIN.match(rest)):
            return None
        pairs = {(one, to) for one in sources for to in targets}
        return (set(), pairs) if condition else (pairs, set())

    def _targets(self, how: str, words: str) -> tuple[list[str], str] | None:
        """The states that something can become, and what is said further."""
        into = (
            r"(?:(?:set|changed|moved|put|switched|returned|reverted) )?(?:back )?(?:to|into|in) "
        )
        into = "" if how == "become" else f"(?:{into})"
        found = re.match(rf"^{into}(?P<to>{self._all})", words, re.IGNORECASE)
        if found:
            return self._listed(found["to"]), words[found.end() :]
        if how != "be":
            return None
        targets: list[str] = []
        becomes = r"(?:it |and |which )?(?:becomes?|is|becoming|goes back to|back to|to)?"
        then = rf"(?:then )?(?:an? )?(?P<to>{self._word})(?: again| then)?"
        done = rf"(?P<done>[a-z]+)(?: \({becomes} ?{then}\))?"
        while found := re.match(rf"^(?:,? ?(?:or|and)? ?){done}(?=\W|$)", words, re.IGNORECASE):
            states = [each for each in self.states if is_done(found["done"], each)]
            if found["to"]:
                states = self._listed(found["to"])
            elif not states and not phrases.ELSEWHERE.fullmatch(found["done"]):
                break
            if len(states) > 1:
                return None
            targets += states
            words = words[found.end() :]
        return (targets, words) if targets or not words.strip(" .") else None

    def _is_open(self, clause: str) -> bool:
        """Whether a clause that was not understood may allow a change."""
        named = {*self._listed(clause)}
        if len(named) > 1 and phrases.RELATES.search(clause):
            return True
        anew = phrases.ANEW.search(_bare(clause))
        if anew and (named or anew["surely"]):
            return True
        relevant = named or self._stems.search(clause) or phrases.OF_CHANGES.search(clause)
        return bool(relevant) and phrases.MAY.search(_bare(clause)) is not None

    def _doubts(self, clause: str) -> bool:
        """Whether a clause says that it may be otherwise."""
        relevant = (
            self._listed(clause) or self._stems.search(clause) or phrases.OF_CHANGES.search(clause)
        )
        return bool(phrases.BY_OTHERS.search(clause) or (relevant and phrases.DOUBT.search(clause)))

    @property
    def _stems(self) -> re.Pattern[str]:
        """What is done to bring something to a state: `publishing`, `reopen`."""
        stems = {
            re.sub(r"(?<=\w\w\w)e?d$|(?<=\w\w\w)ing$", "", snake(each)) for each in self.states
        }
        stems |= {each[:-1] for each in stems if len(each) > 3 and each[-1] == each[-2]}
        every = "|".join(re.escape(each).replace("_", "[ _-]") for each in sorted(stems))
        return re.compile(rf"\b(?:re|un)?-?(?:{every})\w*", re.IGNORECASE)

    @property
    def _noun(self) -> str:
        return f"(?:{'|'.join(called(self.nouns))}|ones?)\\b"

    @property
    def _word(self) -> str:
        every = sorted(map(spelled, self.states), key=len, reverse=True)
        return rf"(?<![\w-])(?:{'|'.join(every)})\b(?!-|'s)"

    @property
    def _all(self) -> str:
        each = rf"(?:an? |the )?{self._word}"
        return rf"{each}(?:(?:,? (?:or|and) (?:to )?|, |/| ?\| ?){each})*"

    def _listed(self, words: str) -> list[str]:
        """The states that words name, in their order."""
        found = []
        for one in re.finditer(self._word + r"|\b\w+\b", words, re.IGNORECASE):
            states = [e for e in self.states if re.fullmatch(spelled(e) + "s?", one[0], re.I)]
            found += states[:1]
        return found


def _bare(words: str) -> str:
    """Without what is said not to be possible."""
    return phrases.MAY_NOT.sub("", words)


def _closure(pairs: Collection[Pair]) -> set[Pair]:
    """Where one gets to by any number of changes."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found
