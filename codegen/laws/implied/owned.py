"""Whose a thing is, where a document says plainly that it is not everybody's."""

import re
from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.law import Owned, Reach
from codegen.laws.paths import plain
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import json_shape
from codegen.laws.words import STATES, plural, snake
from codegen.pointer import join
from codegen.spec import Answer, Operation

_OWNER: Final = frozenset(
    [
        "owner",
        "owner_id",
        "owner_name",
        "owner_email",
        "owned_by",
        "owner_user_id",
        "owner_username",
    ]
)
_BY: Final = frozenset(
    [
        "user",
        "user_id",
        "author",
        "author_id",
        "created_by",
        "creator",
        "creator_id",
        "account_id",
        "customer_id",
    ]
)
_THEIRS: Final = re.compile(
    r"\b(another|other|different|someone else|somebody else|anyone else|else)('s|s')?\b[^.]{0,40}"
    r"\b(user|person|people|account|owner|tenant|customer|not found|404|403)|"
    r"\bothers\b[^.]{0,40}\b(not found|404|403)\b|"
    r"\b(someone|somebody|anyone|anybody) else's\b|"
    r"\b(of|to|by|from) (someone|somebody|anyone|anybody) else\b|"
    r"\bonly (by )?(the|its|their|a|an)? ?(\w+'s )?(owner|author|creator)\b|"
    r"\b(owner|author|creator) only\b|"
    r"\b(is|are|if|must|not) (not |n't )?(be )?(the |its )?(owner|yours)\b|"
    r"\bbelong(s|ing)? to (you|the (caller|current|authenticated|requesting|signed))|"
    r"\bowned by (you|the (caller|current|authenticated|requesting|signed))|"
    r"\b(not|nobody but) (the|its) (owner|author|creator)\b",
    re.IGNORECASE,
)
_MINE: Final = re.compile(
    r"\b(your own|my|(you|the caller|the (current|authenticated|logged[- ]in|requesting) user) "
    r"(own|owns|made|created?|creates?|wrote|have|has)|"
    r"(of|by|for|to) (you\b|the (caller|(current|authenticated|logged[- ]in|requesting) user))|"
    r"(caller|(current|authenticated|logged[- ]in|requesting) user)'s)\b",
    re.IGNORECASE,
)
_ONLY_OWN: Final = re.compile(
    r"\b(only|solely|nothing but)\b[^.]{0,40}\b(their|his|her|its|your|my|one's) own\b|"
    r"\bonly\b[^.]{0,40}\b(is|are) (theirs|yours|mine|their own|your own)\b",
    re.IGNORECASE,
)
_BELONGS: Final = re.compile(
    r"\b(belongs?|is private|are private|is visible only|are visible only) to (the|whoever|who|its|"
    r"their|one)\b|\b(is|are) owned by\b",
    re.IGNORECASE,
)
"""Said of whose things are, where the next sentence tells what anybody else is told."""
_ALL: Final = re.compile(
    r"\b(everything|all (things|resources|objects|data|records)|"
    r"(each|every) (thing|resource|object|record)|(things|resources|objects) (of|that))\b",
    re.IGNORECASE,
)
"""Said of whatever there is."""
_UNLISTED: Final = re.compile(
    r"\b(no|never|not|nor)\b[^.]{0,40}\blist(s|ed)?\b|\blists?\b[^.]{0,40}\bonly\b", re.IGNORECASE
)
_REFUSED: Final = re.compile(
    r"\b(403|404|not found|forbidden|refused?|denied|as if|does not exist|hidden)\b", re.IGNORECASE
)
_EXCEPT: Final = re.compile(
    r"\b(except|unless|admin\w*|staff|moderators?|managers?|shared?|public\w*)\b", re.IGNORECASE
)
_BY_OTHERS: Final = re.compile(
    r"accept|answer|apply|approve|bid|claim|confirm|decline|enrol|follow|invite|join|redeem|reject|"
    r"request|respond|response|rsvp|sign|submi|subscri|track|unlock|verify|visit|vote",
    re.IGNORECASE,
)
"""What is done below a thing by whom it is sent to, who may not see it otherwise."""
_SEEN: Final = re.compile(r"(^|_)(public|visibility|visible|shared|published|private)($|_)")


def owned(resources: Resources) -> Iterator[Owned]:
    """A thing with an owner, which others are told to be refused."""
    for resource in resources.all:
        create = resource.create
        if create is None or resource.id is None or not needs_somebody(create):
            continue
        evidence = _evidence(resources, resource)
        plainly = is_said_to_be_ones_own(resources, resource)
        for operation in _touching(resources, resource, plainly):
            if not needs_somebody(operation):
                continue
            refused = tuple(each for each in ("403", "404") if each in operation.answers)
            reads = operation.method == "GET"
            if not refused:
                continue
            if not plainly and not _implied(resources, operation, evidence, reads):
                continue
            make = resources.reach(operation, create, resource)
            if make is None:
                continue
            yield Owned(
                operation=operation.key,
                where=operation.where,
                stated=False,
                make=Reach(create.key, make.parameters),
                refused=_told(operation, refused),
                read=resources.reach(resource.read, create, resource),
                **({} if plainly else _only_in(resources, resource, operation)),
            )
        yield from _lists(resources, resource, evidence)


def _told(operation: Operation, refused: tuple[str, ...]) -> tuple[str, ...]:
    """The one status that a sentence about others names, or all that may be meant."""
    for sentence in re.split(r"[.;](?:\s|$)", said(operation)):
        named = [each for each in refused if re.search(rf"\b{each}\b", sentence)]
        if len(named) == 1 and _THEIRS.search(sentence):
            return tuple(named)
    return refused


def _only_in(resources: Resources, resource: Resource, operation: Operation) -> dict[str, Any]:
    """The states that a sentence about others names: `Somebody else's draft gives 404`."""
    thing = resources.thing(resource.read, resource.read_at)
    for name, shape in thing.properties.items() if thing is not None else ():
        if snake(name) in STATES and shape.enum:
            of_others = [each for each in sentences(said(operation)) if _THEIRS.search(each)]
            named = tuple(
                str(state)
                for state in shape.enum
                if any(re.search(rf"\b{re.escape(str(state))}s?\b", each) for each in of_others)
            )
            if named:
                return {"state": resource.read_at + join("", name), "states": named}
    return {}


def _evidence(resources: Resources, resource: Resource) -> set[str]:
    """What speaks for an owner: `owner` and `by`, fields that only the server sets; `mine`, a list
    of one's own; `theirs`, words about others; and against: `seen`, things may be shown around."""
    found = set()
    thing = resources.thing(resource.read, resource.read_at)
    if thing is None and resource.items is not None:
        thing = resource.items.shape
    create = resource.create
    body = json_shape(resources.spec, create.body) if create is not None else None
    for name, field in thing.properties.items() if thing else ():
        word = snake(name)
        given = body.properties.get(name) if body is not None else None
        set_by_server = given is None or field.get("readOnly") is True
        if word in _OWNER and set_by_server:
            found.add("owner")
        if word in _BY and set_by_server:
            found.add("by")
        if _SEEN.search(word):
            found.add("seen")
    lists = resource.list
    if lists is not None and is_mine(said(lists), resource.noun) and needs_somebody(lists):
        found.add("mine")
    if thing is not None and _THEIRS.search(thing.description):
        found.add("theirs")
    return found


def is_mine(words: str, noun: str) -> bool:
    """Whether words say that a list, or a thing, is the caller's."""
    several = plural(noun).replace("_", "[ _-]")
    return bool(
        _MINE.search(words)
        or re.search(rf"\byour {several}\b|\b{several} are yours\b", words, re.IGNORECASE)
    )


def _implied(resources: Resources, operation: Operation, evidence: set[str], reads: bool) -> bool:
    words = said(operation)
    for status in ("403", "404"):
        answer = operation.answers.get(status)
        if answer is not None and _is_its_own(resources, answer):
            words += " " + str(answer.raw.get("description", ""))
    if _THEIRS.search(words):
        return True
    if reads and "seen" in evidence:
        return False
    if "owner" in evidence or ("by" in evidence and evidence & {"mine", "theirs"}):
        return not reads or "mine" in evidence or "theirs" in evidence or "403" in operation.answers
    return "mine" in evidence and ("theirs" in evidence or bool(_MINE.search(words)))


def _is_its_own(resources: Resources, answer: Answer) -> bool:
    """Whether an answer is said of this kind of thing only, not by many operations together."""
    users = resources.sharing[answer.where]
    about = {resource.noun for each in users if (resource := resources.of(each)) is not None}
    return len(users) == 1 or (len(about) == 1 and all(needs_somebody(each) for each in users))


def is_said_to_be_ones_own(resources: Resources, resource: Resource) -> bool:
    """Whether the document says, of the whole API or of the reading, that others are told that
    there is no such thing: then nothing about it is for them."""
    passage = _passage(resources, resource.noun)
    if is_shown_around(resources, resource) and not _is_of_all(passage):
        return False
    if passage is not None:
        return True
    read = resource.read
    if read is None or not needs_somebody(read) or not {"403", "404"} & set(read.answers):
        return False
    words = said(read)
    if _only_in(resources, resource, read):
        return False
    return bool(_THEIRS.search(words) and _REFUSED.search(words) and not _EXCEPT.search(words))


def is_said_of(resources: Resources, noun: str) -> bool:
    """Whether the description of the whole API says that others have no part in such a thing."""
    return _passage(resources, noun) is not None


def _passage(resources: Resources, noun: str) -> str | None:
    """What the description of the whole API says of whose such a thing is, if that is plain: a
    sentence, or two of which the first says whose it is and the second what others are told."""
    several = plural(noun).replace("_", "[ _-]")
    named = re.compile(rf"\b({several}|{noun.replace('_', '[ _-]')})\b", re.IGNORECASE)
    found = sentences(_of_all(resources))
    for sentence, following in zip(found, [*found[1:], ""], strict=True):
        both = f"{sentence}. {following}" if _BELONGS.search(sentence) else sentence
        meant = named.search(sentence) or _ALL.search(sentence)
        if meant and not _EXCEPT.search(both):
            if _ONLY_OWN.search(sentence):
                return sentence
            if _THEIRS.search(both) and _REFUSED.search(both):
                return both
    return None


def _is_of_all(passage: str | None) -> bool:
    """Whether it is said of whatever there is, that of which a thing's own form seems to say that
    it is shown around too."""
    return passage is not None and _ALL.search(passage) is not None


def _of_all(resources: Resources) -> str:
    """What the document says of the whole API."""
    info = resources.spec.document.get("info")
    return str(info.get("description") or "") if isinstance(info, dict) else ""


def sentences(words: str) -> list[str]:
    """Each sentence of a text in Markdown."""
    return [" ".join(each.split()) for each in re.split(r"[.!?](?=\s)|\n\s*\n|\n\s*[*-] ", words)]


def _touching(resources: Resources, resource: Resource, deep: bool) -> Iterator[Operation]:
    """The operations on a thing, and if deep those right below it."""
    for each in resource.operations:
        if each is not resource.create:
            yield each
    if deep:
        yield from below(resources, resource)


def below(resources: Resources, resource: Resource) -> Iterator[Operation]:
    """Operations right under a thing's path, which name nothing else, and are its owner's."""
    for operation in resources.spec.operations.values():
        rest = plain(operation.path).removeprefix(resource.path)
        if rest == plain(operation.path) or not rest.startswith("/") or "{" in rest:
            continue
        if not _BY_OTHERS.search(f"{rest} {name_of(operation)}"):
            yield operation


def name_of(operation: Operation) -> str:
    """Its operationId; empty where it has none."""
    return "" if " " in operation.key else operation.key


def _lists(resources: Resources, resource: Resource, evidence: set[str]) -> Iterator[Owned]:
    lists, create, items = resource.list, resource.create, resource.items
    if lists is None or create is None or items is None or items.id is None:
        return
    passage = _passage(resources, resource.noun)
    said_so = passage is not None and _UNLISTED.search(passage) is not None
    mine = said_so or ("mine" in evidence and evidence & {"owner", "by", "theirs"})
    seen = "seen" in evidence and not _is_of_all(passage)
    if not mine or seen or "{" in lists.path:
        return
    make = resources.reach(lists, create, resource)
    if make is not None and not lists.path.rstrip("/").endswith("}"):
        yield Owned(
            operation=lists.key,
            where=lists.where,
            stated=False,
            make=Reach(create.key, make.parameters),
            items=items.at,
            item_id=items.id,
        )


def is_shown_around(resources: Resources, resource: Resource) -> bool:
    """Whether a thing says of itself that others may see it: a link, a gist, what is published."""
    shown = [resources.thing(resource.read, resource.read_at)]
    if resource.items is not None:
        shown.append(resource.items.shape)
    return any(_SEEN.search(snake(name)) for each in shown if each for name in each.properties)


def needs_somebody(operation: Operation) -> bool:
    """Whether nobody gets in without credentials."""
    return bool(operation.security) and all(operation.security)
