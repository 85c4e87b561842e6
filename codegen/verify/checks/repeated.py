"""What the words of a document promise of a key beside that a request is carried out once: that a
repetition says that it is one, that it is answered as the first was, and that a refused request
leaves its key free."""

from __future__ import annotations

import re
from typing import Any, Final

from codegen import pointer
from codegen.laws.fields import is_secret_name
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import IdempotencyKey, LongRunning
from codegen.laws.words import STATES, snake
from codegen.spec import Answer, Operation, Part
from codegen.verify.changes.schemas import fits
from codegen.verify.changes.wire import body_schema
from codegen.verify.checks.idempotency_key import carried_out, keyed, repetition
from codegen.verify.checks.read_after_write.refused import WRONG
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.finding import Moot
from codegen.verify.places import MISSING, at, differences, keywords, with_value
from codegen.verify.thing import arguments, is_restless
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_MARKUP: Final = re.compile(r"[`*\"“”]")
_NOT: Final = re.compile(r"n['’]t\b")
_YES: Final = ("true", "?1", "1", "yes")
_FORM: Final = (400, 422)
_BUSY: Final = (401, 403, 425, 429, 500, 502, 503, 504)
_REPLAYED: Final = re.compile(r"(^|-)(replay(ed)?|repeat(ed)?|repetition)($|-)", re.IGNORECASE)
_IDEMPOTENT: Final = re.compile(r"(^|-)idempotent($|-)", re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"\b(repeat|replay|repetition|again|retr(y|ies)|duplicate|second|already|same key|used key)",
    re.IGNORECASE,
)
_ONLY_THEN: Final = re.compile(
    r"\b(present|sent|set|there|given|included|returned|added)\b[^.]{0,30}\b(only|when|if)\b|"
    r"\bonly (when|if|on|for|in)\b",
    re.IGNORECASE,
)
_ANSWER: Final = r"(answer|response|reply)\b(?!['’]s| (code|status|schema|format|shape|type|head))"
_SAME: Final = re.compile(
    rf"\b(same|identical|first|original|initial|stored|saved|cached|recorded|earlier|previous) "
    rf"{_ANSWER}|"
    r"\banswer(s|ed)? (just )?(as|what|like) (it|they) (did|was|were|had)\b|"
    r"\banswer(s|ed)? (just )?(as|like) the first( one| time)?( was)?\b|"
    r"\bwhat (it|they) (was |were )?answered (at )?first\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\b(might|usually|mostly|similar|except|unless|but|current|pending|while|"
    r"in progress|still|until|409|conflict|may (differ|be (an)?other|change)|"
    r"(not|never|no longer) (be |necessarily )?(return|give|repl|get|send|guarantee|always|"
    r"necessarily|the same)\w*)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(refus\w+|reject\w+|invalid|4xx|400|422|validation|client errors?)\b", re.IGNORECASE
)
_FAILED: Final = re.compile(r"\b(fail(s|ed|ing)|unsuccessful)\b", re.IGNORECASE)
"""Said of what is refused too; but who is to try again what failed has lost the connection."""
_UNUSED: Final = re.compile(
    r"\b(not|never|nor) (be |count as )?(us|consum|remember|stor|record|sav|bind|bound|"
    r"spen|burn|keep|kept|cach|claim|tak)\w*|\b(leav|releas|free)\w*\b[^.]{0,20}\bkey\b",
    re.IGNORECASE,
)
_MAY_BE_SENT: Final = re.compile(
    r"\b(retr|repeat|try|tried|sent|send)\w*\b[^.]{0,40}\b(same|its|that|the) key\b", re.IGNORECASE
)
_ONLY_SUCCESSES: Final = re.compile(
    r"\bonly (successful|accepted|2xx)\b[^.]{0,30}\b(remember|stor|record|sav|cach|replay|kept|"
    r"keep|use)\w*|\b(remember|stor|record|sav|cach|replay|kept|keep)\w*\b[^.]{0,30}\bonly "
    r"(if|when|for|of|after) (it |they |a |the )?(succe|successful|accepted|2xx)",
    re.IGNORECASE,
)
_OTHER_FAILURES: Final = re.compile(
    r"\b(5xx|50\d|server errors?|network|time-?outs?|internal)\b", re.IGNORECASE
)
_NOT_FREE: Final = re.compile(
    r"\b(not|never|cannot) (be )?(retr|repeat|try|tried|sent|send|reus|used again)\w*|"
    r"\b(new|fresh|another|different|other|mismatch\w*|but|except|unless|without|missing)\b|"
    r"\b(invalid|malformed|expired|used) key\b|\bkey (is|was) (invalid|malformed|used)\b",
    re.IGNORECASE,
)


@checks(IdempotencyKey)
def told_again(trial: Trial, law: IdempotencyKey) -> None:
    """A repetition says that it is one, by the header that is declared for that, and it is answered
    as the first was, where words say so."""
    operation = trial.spec.operations[law.operation]
    marks = any(_mark(trial, each) for each in operation.successes)
    same = any(map(is_same_answer, _said(law, operation)))
    if not marks and not same:
        raise Moot
    given, first = carried_out(trial, law)
    second = repetition(trial, law, given)
    if not second.reply.ok:
        trial.discard(f"{law.operation} answers {second.reply.status} to a repetition")
    _hold_mark(trial, law, first, second)
    if same:
        _hold_same(trial, law, first.reply, second.reply)


@checks(IdempotencyKey)
def free_again(trial: Trial, law: IdempotencyKey) -> None:
    """What was refused has not used up its key, where words say so."""
    operation = trial.spec.operations[law.operation]
    if not any(map(is_free_again, _said(law, operation))):
        raise Moot
    given = keyed(trial, law, arguments(trial, operation))
    refusal = trial.ask(law.operation, **{**given, "body": _wrong(trial, operation, given)}).reply
    if refusal.status not in _FORM:
        trial.discard(f"{law.operation} answers {refusal.status} to what is wrong")
    reply = repetition(trial, law, given).reply
    if reply.ok or reply.status in _BUSY:
        return
    other = trial.ask(law.operation, **keyed(trial, law, given)).reply
    if not other.ok:
        trial.discard(f"{law.operation} refuses it under another key too, with {other.status}")
    trial.broken(
        law,
        f"{law.operation} refused a request with {refusal.status}, and then answers "
        f"{reply.status} to a valid one under the same {law.header}, which is "
        f"{other.status} under another",
    )


def is_same_answer(sentence: str) -> bool:
    """Whether a sentence says that a repetition is answered as the first request was."""
    sentence = _plain(sentence)
    return bool(_SAME.search(sentence) and _AGAIN.search(sentence) and not _OPEN.search(sentence))


def is_free_again(sentence: str) -> bool:
    """Whether a sentence says that a refused request leaves its key to others."""
    sentence = _plain(sentence)
    if _NOT_FREE.search(sentence):
        return False
    if _ONLY_SUCCESSES.search(sentence):
        return True
    refused = _REFUSED.search(sentence)
    if not re.search(r"\bkeys?\b", sentence, re.IGNORECASE):
        return False
    if not refused and _OTHER_FAILURES.search(sentence):
        return False
    found = refused or _FAILED.search(sentence)
    unused = found is not None and _UNUSED.search(sentence, found.end()) is not None
    return unused or (refused is not None and _MAY_BE_SENT.search(sentence) is not None)


def _said(law: IdempotencyKey, operation: Operation) -> list[str]:
    declared = operation.parameter(law.header, "header")
    words = str(declared.raw.get("description") or "") if declared is not None else ""
    return [each for text in (words, said(operation)) for each in sentences(text)]


def _plain(sentence: str) -> str:
    """It without marks of Markdown, and with every "not" a word of its own."""
    return _NOT.sub(" not", _MARKUP.sub("", sentence))


def _mark(trial: Trial, answer: Answer | None) -> tuple[str, Part, bool] | None:
    """The header by which an answer says that it is a repetition's, and whether by true, or else
    by being there."""
    for name, part in answer.headers.items() if answer is not None else ():
        words = str(part.raw.get("description") or "")
        plain = _REPLAYED.search(name)
        if not plain and not (_IDEMPOTENT.search(name) and _AGAIN.search(words)):
            continue
        schema = keywords(trial.spec, part.schema_where)
        if schema.get("type") in ("integer", "number", "array", "object"):
            continue
        shown = [part.raw.get("example"), schema.get("example"), *(schema.get("examples") or ())]
        members = {str(each).lower() for each in (*(schema.get("enum") or ()), schema.get("const"))}
        by_value = (
            schema.get("type") == "boolean"
            or "true" in members
            or "true" in (str(each).lower() for each in shown)
            or re.search(r"\btrue\b", words, re.IGNORECASE) is not None
        )
        if by_value or (part.raw.get("required") is not True and _ONLY_THEN.search(words)):
            return name, part, by_value
    return None


def _hold_mark(trial: Trial, law: IdempotencyKey, first: Exchange, second: Exchange) -> None:
    operation = trial.spec.operations[law.operation]
    for exchange, is_repetition in ((first, False), (second, True)):
        mark = _mark(trial, operation.answer(exchange.reply.status))
        if mark is None:
            continue
        name, part, by_value = mark
        value = exchange.reply.headers.get(name.lower())
        says = value is not None and (not by_value or value.strip().lower() in _YES)
        if says != is_repetition:
            what = "a repetition" if is_repetition else "the first request"
            expected = "true" if by_value else "it"
            trial.broken(
                law,
                f"{law.operation} answers {what} under one {law.header} with {name} "
                f"{told(value) if value is not None else 'missing'}, expected "
                f"{expected if is_repetition else f'not {expected}'}",
                where=part.where,
            )


def _hold_same(trial: Trial, law: IdempotencyKey, first: Reply, second: Reply) -> None:
    declared = trial.spec.operations[law.operation].answers
    if second.status != first.status and str(second.status) not in declared:
        trial.broken(
            law,
            f"{law.operation} answers {second.status} to a repetition under the same "
            f"{law.header}, expected {first.status}, as at first",
        )
    goes_on = any(isinstance(each, LongRunning) for each in trial.laws.of(law.operation))
    for where in sorted(differences(first.json, second.json)):
        name = where.rpartition("/")[2]
        by_itself = is_restless(first.json, second.json, where) or is_secret_name(name)
        if not by_itself and not (goes_on and snake(name).endswith(STATES)):
            trial.broken(
                law,
                f"{law.operation} answers a repetition under the same {law.header} with "
                f"{_shown(second, where)} at {where}, expected {_shown(first, where)}, as at first",
            )


def _shown(reply: Reply, where: str) -> str:
    value = at(reply.json, where)
    return "nothing" if value is MISSING else told(value)


def _wrong(trial: Trial, operation: Operation, given: dict[str, Any]) -> Any:
    """A body that is wrong in one value."""
    where, body = body_schema(operation, given), given.get("body")
    if where is not None and isinstance(body, dict):
        for name in body:
            for value in WRONG:
                other = with_value(body, pointer.join("", name), value)
                if not fits(trial.spec, where, other):
                    return other
    return trial.discard(f"no value is wrong for any field of {operation.key}")
