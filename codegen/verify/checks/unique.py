"""What there may be only once, as the words of an operation say, is refused the second time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, NoReturn

from codegen import pointer
from codegen.laws.implied.owned import sentences
from codegen.laws.law import Maker, Reach
from codegen.laws.letter_case import ignores_case
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify.changes.wire import body_schema
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.listing.select import turned
from codegen.verify.places import MISSING, at, with_value
from codegen.verify.shown import same_id
from codegen.verify.thing import about, anew, arguments
from codegen.verify.told import told
from codegen.verify.trial import Case, Trial, checks_operation

_TRIES: Final = 3
_DRAWS: Final = 6
"""So often is a body drawn, until it has a value there."""
_TIMES: Final = ("date", "time", "date-time", "duration")
_BEFORE: Final = (
    r"(?:^|[,:(]|\b(?:if|when|or|and)\b|"
    r"\b(?:the|this|that|its|an?|such|with|whose|given|each|every)(?: same)?\b) *"
)
_BETWEEN: Final = r"(?: (?:is|are|be|been|was|must|may|not|has|have|to|should|that|which))* "
_ONCE: Final = (
    r"(?:(?:already )?(?:in use|taken|registered|used by)\b|already (?:used|exists?)\b|"
    r"(?:used|exists?) already\b|exists?(?= ?[,.;:)]|$)|(?:not )?(?:globally )?unique\b|"
    r"a? ?duplicate\b)"
)
_MARKS: Final = re.compile(r"[`*\"'“”]")
_IF_THERE: Final = re.compile(r", (if|when|where) (it is )?(given|set|present|sent|there),", re.I)
_REFUSED: Final = re.compile(r"\b(409|conflict\w*|must|refus\w*|reject\w*|unique)\b", re.IGNORECASE)
_OPEN: Final = re.compile(
    r"\b(unless|except|overwrit\w*|forced?|upsert\w*|replac\w*|updat\w*|merg\w*|ignor\w*|"
    r"existing|instead|renam\w*|suffix\w*|append\w*|generat\w*|pending|active|expired?|"
    r"(an)?other (user|person|account|customer)s?|someone|somebody)\b",
    re.IGNORECASE,
)
"""Said where the same value may honestly be accepted once more."""
_WAYS: Final = re.compile(
    r"on_(conflict|duplicate)|if_exists|overwrite|force|replace|upsert|merge|allow_.*|dry_run"
)
"""Properties that say what is done about a value that is there already."""


@checks_operation
def unique(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Make something twice: the second is refused, where its sku may not be in use; so is to give
    one of two things the sku of the other."""
    body = json_shape(trial.spec, operation.body)
    maker = _maker(trial, operation)
    if maker is None or "409" not in operation.answers or body is None:
        return
    if any(_WAYS.fullmatch(snake(each)) for each in body.properties):
        return
    said = _said(trial, operation)
    for name, shape in body.properties.items():
        words = [each for each in said if is_once(name, maker.noun, each)]
        if not words or not _tells_apart(trial, name, shape):
            continue
        if maker.make != operation.key:
            yield name, partial(_taken_over, trial, maker, operation, name)
            continue
        yield name, partial(_twice, trial, maker, body, name)
        if any(map(ignores_case, words)):
            yield f"{name} in other case", partial(_twice, trial, maker, body, name, turned)


def _maker(trial: Trial, operation: Operation) -> Maker | None:
    """What makes the things that an operation makes, or changes at their own path."""
    for maker in trial.laws.makers:
        if operation.method == "POST" and maker.make == operation.key:
            return maker
        if operation.method in ("PUT", "PATCH") and maker.read is not None:
            read = trial.spec.operations[maker.read.operation]
            if read.path == operation.path and maker.make != operation.key:
                return maker
    return None


def _taken_over(trial: Trial, maker: Maker, operation: Operation, name: str) -> None:
    """Give one of two things what the other one has."""
    body = json_shape(trial.spec, trial.spec.operations[maker.make].body)
    if body is None or name not in body.properties or maker.read is None:
        trial.discard(f"nothing is made with a {name}")
    place = pointer.join("", name)
    value = at(_made(trial, maker, body, name)[0]["body"], place)
    other = _made(trial, maker, body, name)[1]
    own = about(trial, operation.key, Reach(maker.make, maker.read.parameters), other)
    given = arguments(trial, operation, **own)
    given["body"] = with_value({} if operation.method == "PATCH" else given["body"], place, value)
    where = body_schema(operation, given)
    if where is None or not trial.spec.validator(where).is_valid(given["body"]):
        trial.discard(f"{operation.key} does not take {name} alone")
    changed = trial.ask(operation.key, **given)
    if changed.reply.ok and changed.reply.status != 202:
        _broken(trial, operation, where, changed, name, value)


def _made(trial: Trial, maker: Maker, body: Shape, name: str) -> tuple[dict[str, Any], Exchange]:
    """How something was made that has a value there, and what came of it."""
    operation, place = trial.spec.operations[maker.make], pointer.join("", name)
    for _ in range(_TRIES):
        given = arguments(trial, operation)
        for _ in range(_DRAWS):
            if at(given["body"], place) in (MISSING, None, ""):
                given = arguments(trial, operation, **given["path"])
        for value in edges(trial.spec, body.properties[name].where, fresh=True):
            if at(given["body"], place) in (MISSING, None, "") and value:
                given["body"] = with_value(given["body"], place, value)
        made = trial.ask(operation.key, **given)
        if made.reply.ok:
            break
    if (
        not made.reply.ok
        or made.reply.status == 202
        or at(given["body"], place) in (MISSING, None, "")
    ):
        trial.discard(f"{operation.key} answers {made.reply.status}: there is no first {name}")
    return given, made


def _twice(
    trial: Trial, maker: Maker, body: Shape, name: str, spelt: Callable[[Any], Any] | None = None
) -> None:
    """Make another one with the same value, or with that value as it is `spelt` otherwise."""
    operation, place = trial.spec.operations[maker.make], pointer.join("", name)
    there, fits = body.properties[name].where, trial.spec.validator(body.where).is_valid
    given, first = _made(trial, maker, body, name)
    value = at(given["body"], place)
    if spelt is not None:
        value = spelt(value)
        given["body"] = with_value(given["body"], place, value)
        if value == at(first.request.value, place) or not fits(given["body"]):
            trial.discard(f"{name} {told(value)} has no other case")
    second = trial.ask(operation.key, **anew(trial, operation, given))
    if not second.reply.ok:
        return
    if same_id(*(_id(trial, maker, each) for each in (first, second))):
        trial.discard(f"{operation.key} gives what it made before")
    for _ in range(_TRIES):
        other = at(arguments(trial, operation, **given["path"])["body"], place)
        changed = with_value(given["body"], place, other)
        if other not in (MISSING, None, "", value) and fits(changed):
            break
    else:
        trial.discard(f"no other {name} was found")
    if not trial.ask(operation.key, **anew(trial, operation, given, changed)).reply.ok:
        trial.discard(f"{operation.key} refuses another {name} too")
    _broken(trial, operation, there, second, name, value)


def _broken(
    trial: Trial, operation: Operation, where: str, taken: Exchange, name: str, value: Any
) -> NoReturn:
    trial.broken(
        None,
        f"{operation.key} answers {taken.reply.status} to {name} {told(value)} once more; as its "
        "words say, there may be one only: expected 409",
        rule="unique",
        operation=operation.key,
        where=where,
    )


def _id(trial: Trial, maker: Maker, made: Exchange) -> Any:
    try:
        return trial.value(maker.id, made)
    except LookupError:
        return None


def _said(trial: Trial, operation: Operation) -> list[str]:
    """What is said of what is refused: each sentence of the operation that is about that, and those
    of its 409, unless others that make something answer by the same words."""
    found = [
        each
        for name in ("summary", "description")
        for each in sentences(str(operation.raw.get(name) or ""))
        if _REFUSED.search(each)
    ]
    answer = operation.answers["409"]
    shared = [
        each.make
        for each in trial.laws.makers
        if (other := trial.spec.operations[each.make].answers.get("409")) is not None
        and other.where == answer.where
        and each.make != operation.key
    ]
    if not shared:
        found += sentences(str(answer.raw.get("description") or ""))
    plain = (_IF_THERE.sub("", _MARKS.sub("", each)) for each in found if not _OPEN.search(each))
    return [*plain]


def _tells_apart(trial: Trial, name: str, shape: Shape) -> bool:
    """Whether a property may be what one thing is told from another by: a text or a number, and
    none that names another thing."""
    named = {each for maker in trial.laws.makers for each in (maker.noun, *maker.names)}
    return (
        shape.types <= {"string", "integer"}
        and bool(shape.types)
        and shape.enum is None
        and shape.get("format") not in _TIMES
        and shape.get("readOnly") is not True
        and not {name, snake(name)} & named
    )


def is_once(name: str, noun: str, sentence: str) -> bool:
    """Whether a sentence says that there may not be two with the same value of a property."""
    called = r"[ _-]?".join(snake(name).split("_"))
    owner = rf"(?:{'[ _-]?'.join(noun.split('_'))} )?"
    return any(
        re.search(pattern, sentence, re.IGNORECASE)
        for pattern in (
            rf"{_BEFORE}{owner}{called}{_BETWEEN}{_ONCE}",
            rf"\b(?:unique|duplicate) {owner}{called}\b",
            rf"\bwith (?:this|that|such an?|the (?:same|given)) {called} exists?\b",
        )
    )
