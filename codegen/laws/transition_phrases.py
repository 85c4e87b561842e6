"""What is said around changes of a state: of all others, of going back, of doubt."""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = re.compile(r"[`*\"“”]|(?<!\w)'|'(?!\w)")
ARROW: Final = re.compile(r"\s*(?:[-–—=]+>|[→➔➜⟶⇒])\s*")
NO: Final = r"(?:4\d\d|refused|rejected|forbidden|not (?:allowed|possible|accepted)|conflicts?)"
REFUSED: Final = (
    r"(?:(?:is|are|will be|gets?|gives?|leads? to|returns?|answers?|fails?|results? in|ends? in|"
    r"answered|refused|rejected|always|with|a|an|the|status|error|code|conflict|it|:)[ ,]*)*"
    rf"\(?{NO}(?: with)?[ (]*(?:4\d\d)?[ )]*(?: conflict)?\)?"
)
CHANGE: Final = (
    r"(?:(?:status|state) )?(?:changes?|transitions?|moves?|steps?|orders?)(?: of (?:the )?"
    r"(?:status|state))?"
)
SAME: Final = (
    r"(?:also|even|including) (?:(?:one|that|those|a change) )?(?:to|of) the (?:same|present|"
    r"current) (?:status|state)|(?:also|even|including) (?:one|that) to the (?:status|state)"
    r"(?: that)? (?:it|the \w+) (?:already )?has"
)
OTHERS: Final = re.compile(
    rf"^(?:and |but )?(?:(?:every|any|all|each) others?(?: {CHANGE})?|others?(?: {CHANGE})?|"
    r"(?:any|every)thing else|all else|the rest|nothing else)"
    rf"(?P<same>, (?:{SAME}),)?,? ?{REFUSED}|"
    rf"^(?:and )?no other {CHANGE} (?:is|are) (?:allowed|possible|accepted|permitted)|"
    r"^(?:and )?nothing else (?:is|are) (?:allowed|possible|accepted|permitted)|"
    rf"^(?:refused with )?4\d\d (?:for|on) (?:any|every|all) (?:others? {CHANGE}|thing else)",
    re.IGNORECASE,
)
"""Said of all that was not named."""
ONLY_THESE: Final = re.compile(
    rf"^only (?:these|the following)(?: {CHANGE})? (?:is|are) (?:allowed|possible|accepted|"
    rf"permitted):?",
    re.IGNORECASE,
)
AS_IT_IS: Final = re.compile(
    r",? (?:and )?the (?:present|current|same) (?:status|state) is (?:accepted|allowed)"
    r"(?: and changes nothing)?",
    re.IGNORECASE,
)
"""Said of no change at all."""
STATUS: Final = re.compile(
    r"[, ]+(?:\((?:else |otherwise )?4\d\d(?: otherwise| conflict)?\)|(?:else|otherwise) 4\d\d)",
    re.IGNORECASE,
)
BACK: Final = r"back(?:wards?)?"
GOES: Final = r"(?:go|goes|going|moves?|moved|changes?|advances?)"
FORWARD: Final = re.compile(
    rf"\b(?:only (?:ever )?{GOES} forwards?|{GOES} only forwards?|{GOES} forwards? only|"
    rf"only forwards?|forwards? only|never (?:{GOES} )?{BACK}|"
    rf"(?:cannot|can't|can never|can not|must not|may not) (?:be )?{GOES} {BACK}|"
    rf"(?:going|moving|changing it|any (?:move|step|change)) {BACK}[ ,]*{REFUSED}|"
    r"there is no way back|(?:only )?in (?:this|the given|that) order(?: only)?)(?P<rest>.*)$",
    re.IGNORECASE,
)
"""Said where nothing leads back; steps may perhaps be skipped."""
STEPS: Final = re.compile(
    r"^(?:and )?(?:no (?:step|state|status) (?:can|may) be skipped|(?:steps?|states?|it) "
    r"(?:cannot|can't|can ?not|may not|must not) (?:be skipped|skip \w+)|"
    r"without skipping(?: \w+)?|step by step|"
    r"one step at a time|skipping (?:\w+ )?(?:is|gives) (?:4\d\d|refused|not allowed))$",
    re.IGNORECASE,
)
SKIPPED: Final = re.compile(
    r"\b(?:can|may) (?:be skipped|skip\b)|\bskipping .*\b(?:allowed|fine|possible|accepted)\b",
    re.IGNORECASE,
)
DOUBT: Final = re.compile(
    r"\b(except\w*|unless|usual(?:ly)?|normal(?:ly)?|typical(?:ly)?|general(?:ly)?|most(?:ly)?|often|sometimes|"
    r"however|but|though|although|still|instead|nevertheless|regardless|might|could|should|"
    r"depend(?:s|ing)|e\.g|example|such as|etc|and so on|vice versa|both ways|planned|deprecated|"
    r"formerly|future|(?:super)?users?|owners?|someone|somebody|caller)\b|…|\.\.\.|↔|<-",
    re.IGNORECASE,
)
"""Said where other changes may be accepted all the same."""
BY_OTHERS: Final = re.compile(
    r"\b((?:super)?admin\w*|moderators?|staff|support|forced?|overrid\w+|privileged|"
    r"owners? (?:can|may)|anyone|every(?:one|body) else)\b",
    re.IGNORECASE,
)
"""Those who may more, wherever they are spoken of."""
OF_CHANGES: Final = re.compile(
    r"\b(transitions?|(?:other|these|such|status|state) changes?|changes? (?:of|to) (?:the )?"
    r"(?:status|state)|back|revert\w*|undo\w*|undone|restor\w+|skip\w*|in order|withdraw\w*|"
    r"reset\w*|(?:can|may) (?:\w+ )?(?:be )?(?:chang|set|mov|switch|put)\w* (?:the |its |any )"
    r"(?:status|state)|(?:status|state) (?:can|may))\b",
    re.IGNORECASE,
)
ANEW: Final = re.compile(
    r"\b(back|again|return\w*|reset\w*|renew\w*)\b|"
    r"\b(?P<surely>revert\w*|restor\w+|undo\w*|undone|reopen\w*|retr(?:y|ies|ied|ying)|restart\w*|"
    r"unpublish\w*|unarchiv\w*|reactivat\w*|reinstat\w*)\b",
    re.IGNORECASE,
)
"""Words of what leads back."""
MAY: Final = re.compile(
    r"\b(can|may|allow\w*|possible|permit\w*|accept\w*|fine|ok)\b", re.IGNORECASE
)
MAY_NOT: Final = re.compile(
    r"\b(cannot|can't|can never|can no longer|(can|may|must) ?not|"
    r"not (be )?(allowed|possible|permitted|accepted))\b",
    re.IGNORECASE,
)
RELATES: Final = re.compile(
    r"→|\b(to|into|from|becomes?|again|then|after|before|until|once|through|via|follow\w*)\b",
    re.IGNORECASE,
)
"""Words that stand between two states."""
LEADS: Final = (
    r"the|its|an?|it|and|of|this|these|following|only|in|order|goes|go|moves?|chang(?:es?|ed|ing)|"
    r"runs?|pass(?:es)?|follows?|through|sets?|can|may|must|is|are|be|allowed|permitted|possible|"
    r"accepted|valid|life ?cycle|life|work ?flow|flow|by|way|ways|as|to"
)
"""What leads to a list of changes, and limits it in no way."""
CONDITION: Final = re.compile(
    r"^[ ,(]*(?:only )?(?:if|when|once|while|as long as|as soon as|after|by|provided|with|for|"
    r"where|which|that)\b",
    re.IGNORECASE,
)
PLAIN: Final = re.compile(
    r"^(?:\W|\b(?:again|only|at any time|directly|later|then|is|are|allowed|possible|accepted|"
    r"permitted|fine)\b)*$",
    re.IGNORECASE,
)
ELSEWHERE: Final = re.compile(
    r"(?:deleted|removed|edited|changed|updated|read|shared|listed|renamed|seen|copied)",
    re.IGNORECASE,
)
"""What is done to a thing that leaves its state."""
