"""Parameters, bodies and answers of an operation before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from codegen.diff.finding import Finding, Severity
from codegen.diff.life import Life
from codegen.diff.operations import Operation, matched, of_item, path_names
from codegen.diff.roots import Root, Roots
from codegen.diff.rules import RULES
from codegen.pointer import join

if TYPE_CHECKING:
    from codegen.diff.document import Document

Found = tuple[dict[str, Any], str]
"""An object after its references, and where it stands."""

_UNSENT = frozenset({"content-type", "accept", "authorization"})
"""Headers that OpenAPI ignores as parameters."""


class Exchanges:
    """What is sent and answered. `requests` and `replies` get the uses of schemas, by who sends."""

    def __init__(
        self, old: Document, new: Document, requests: Roots, replies: Roots, life: Life
    ) -> None:
        self._old, self._new = old, new
        self._requests, self._replies = requests, replies
        self._life = life

    def compare(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        """An operation that clients ask for."""
        yield from self._parameters(before, after, name)
        yield from self._body(before, after, name)
        yield from self._answers(before, after, name)
        yield from self._callbacks(before, after, name)

    def reversed(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        """A webhook or callback: the server asks, and the client answers."""
        yield from self._sent_parameters(before, after, name)
        yield from self._sent_body(before, after, name)
        yield from self._given_answers(before, after, name)

    def _tell(self, rule: str, name: str, where: str, is_old: bool, message: str) -> Finding:
        severity: Severity = RULES[rule].severity
        return Finding(rule, severity, [name], where, is_old, message)

    def _root(self, roots: Roots, subject: str, name: str, of: str, sent: str, taken: str) -> None:
        roots.add(Root(subject, name, of, ((sent,), (taken,))))

    # Parameters

    def _parameters(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        old = _parameters(self._old, before)
        new = _parameters(self._new, after)
        gone = {key: old[key] for key in old if key not in new}
        added = {key: new[key] for key in new if key not in old}
        for key, (raw, at) in gone.items():
            place, called = raw.get("in"), raw.get("name")
            moved = next((k for k in added if k[1].lower() == key[1].lower()), None)
            if moved and place != "path":
                there, where = added.pop(moved)
                yield self._tell(
                    "request-parameter-location-changed",
                    name,
                    where,
                    False,
                    f"the parameter `{called}` was in the {place} and is in the {there.get('in')}",
                )
                continue
            if place == "path":
                continue  # the path would be another one
            found = Finding("", "break", [name], at, True, "")
            was = (raw.get("deprecated") is True, raw.get("x-sunset"))
            yield self._life.gone(
                found, "request-parameter", was, f"the {place} parameter `{called}`"
            )
        for raw, at in added.values():
            if raw.get("in") == "path":
                continue
            word = "required" if raw.get("required") is True else "optional"
            need = "and required" if word == "required" else "and may be left out"
            yield self._tell(
                f"request-parameter-added-{word}",
                name,
                at,
                False,
                f"the {raw.get('in')} parameter `{raw.get('name')}` is new, {need}",
            )
        for key in old:
            if key in new:
                yield from self._parameter(old[key], new[key], name)

    def _parameter(self, old: Found, new: Found, name: str) -> Iterator[Finding]:
        (before, old_at), (after, new_at) = old, new
        called = f"the {after.get('in')} parameter `{after.get('name')}`"
        needed = [
            each.get("required") is True or each.get("in") == "path" for each in (before, after)
        ]
        if needed[1] and not needed[0]:
            yield self._tell(
                "request-parameter-became-required",
                name,
                new_at,
                False,
                f"{called} is required now",
            )
        elif needed[0] and not needed[1]:
            yield self._tell(
                "request-parameter-became-optional",
                name,
                new_at,
                False,
                f"{called} may be left out now",
            )
        life = Finding("", "info", [name], new_at, False, "")
        yield from self._life.changes(
            life, "request-parameter", called, _state(before), _state(after)
        )
        for word, rule in (
            ("allowReserved", "request-parameter-allow-reserved-changed"),
            ("allowEmptyValue", "request-parameter-allow-empty-value-changed"),
        ):
            if before.get(word) is True and after.get(word) is not True:
                yield self._tell(rule, name, new_at, False, f"{called} has {word} no more")
        had, has = _media_of(before), _media_of(after)
        if had != has:
            yield self._tell(
                "request-parameter-media-type-changed",
                name,
                new_at,
                False,
                f"{called} was {had or 'in its style'} and is {has or 'in its style'}",
            )
            return
        sent, taken = _schema_at(before, old_at), _schema_at(after, new_at)
        if had is None:
            is_plain = self._is_plain(sent, taken)
            styles = _style(before, is_plain), _style(after, is_plain)
            if styles[0] != styles[1]:
                yield self._tell(
                    "request-parameter-style-changed",
                    name,
                    new_at,
                    False,
                    f"{called} was written as {styles[0]} and is as {styles[1]}",
                )
        of = f"{after.get('in')} parameter {after.get('name')}"
        self._requests.add_text(
            Root("request-parameter", name, of, ((sent,), (taken,))),
            is_text=had is None,
            is_exploded=had is None and _style(after, False) == ("form", True),
        )

    def _is_plain(self, sent: str, taken: str) -> bool:
        """Whether it is neither a list nor an object, so that its style hardly matters."""
        return self._requests.is_plain(sent, taken)

    def _sent_parameters(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        old, new = _parameters(self._old, before), _parameters(self._new, after)
        for key, (raw, at) in old.items():
            if key not in new:
                yield self._tell(
                    "webhook-parameter-removed",
                    name,
                    at,
                    True,
                    f"the {raw.get('in')} parameter `{raw.get('name')}` is not sent any more",
                )
        for key, (raw, at) in new.items():
            if key not in old:
                yield self._tell(
                    "webhook-parameter-added",
                    name,
                    at,
                    False,
                    f"the {raw.get('in')} parameter `{raw.get('name')}` is sent",
                )
                continue
            sent, taken = _schema_at(raw, at), _schema_at(*old[key])
            of = f"{raw.get('in')} parameter {raw.get('name')}"
            self._root(self._replies, "webhook-parameter", name, of, sent, taken)

    # Bodies

    def _body(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        old, old_at = _part(self._old, before, "requestBody")
        new, new_at = _part(self._new, after, "requestBody")
        if not old and not new:
            return
        needed = [each.get("required") is True for each in (old, new)]
        if not old:
            word = "required" if needed[1] else "optional"
            yield self._tell(
                f"request-body-added-{word}",
                name,
                new_at,
                False,
                f"a body {'is needed' if needed[1] else 'may be sent'}, and there was none",
            )
            return
        if not new:
            yield self._tell("request-body-removed", name, old_at, True, "no body is read any more")
            return
        if needed[0] != needed[1]:
            word = "required" if needed[1] else "optional"
            said = "may not be left out any more" if needed[1] else "may be left out now"
            yield self._tell(f"request-body-became-{word}", name, new_at, False, f"the body {said}")
        yield from self._content(
            (old, old_at),
            (new, new_at),
            name,
            "request-media-type",
            "body",
            self._requests,
            "request-body",
            False,
        )

    def _content(
        self,
        old: Found,
        new: Found,
        name: str,
        rule: str,
        of: str,
        roots: Roots,
        subject: str,
        is_reply: bool,
    ) -> Iterator[Finding]:
        (before, old_at), (after, new_at) = old, new
        had, has = _media(before), _media(after)
        covered: set[str] = set()
        for media, (key, raw) in had.items():
            there = _covering(media, has)
            if there is None and is_reply and "*" in media:
                # A range was told, and now which of it.
                there = next((each for each in has if _covering(each, {media: 0})), None)
            old_place = join(old_at, "content", key)
            if there is None:
                # One that answers more than it did covers what it did, so it goes both ways.
                yield self._tell(
                    f"{rule}-removed", name, old_place, True, f"{media} is gone from the {of}"
                )
                continue
            covered.add(there)
            new_key, new_raw = has[there]
            new_place = join(new_at, "content", new_key)
            raw, old_place = self._old.resolve(raw, old_place)
            new_raw, new_place = self._new.resolve(new_raw, new_place)
            several = f" as {media}" if len(had) > 1 else ""
            for word in ("schema", "itemSchema"):
                if word in raw or word in new_raw:
                    places = join(old_place, word), join(new_place, word)
                    sent, taken = places[::-1] if is_reply else places
                    self._root(roots, subject, name, f"{of}{several}", sent, taken)
            events = raw.get("x-event-schemas"), new_raw.get("x-event-schemas")
            if all(isinstance(each, dict) for each in events):
                for event in events[0] or ():
                    if event in (events[1] or ()):
                        places = (
                            join(old_place, "x-event-schemas", event),
                            join(new_place, "x-event-schemas", event),
                        )
                        sent, taken = places[::-1] if is_reply else places
                        self._root(roots, subject, name, f"event {event}", sent, taken)
            if not is_reply and _encoding(raw) != _encoding(new_raw):
                yield self._tell(
                    "request-encoding-changed",
                    name,
                    join(new_place, "encoding"),
                    False,
                    f"parts of {media} are written otherwise",
                )
        for media, (key, _) in has.items():
            if media not in covered and _covering(media, had) is None:
                yield self._tell(
                    f"{rule}-added",
                    name,
                    join(new_at, "content", key),
                    False,
                    f"{media} is new in the {of}",
                )

    def _sent_body(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        old, old_at = _part(self._old, before, "requestBody")
        new, new_at = _part(self._new, after, "requestBody")
        if old and not new:
            yield self._tell("webhook-body-removed", name, old_at, True, "no body is sent any more")
        elif new and not old:
            yield self._tell("webhook-body-added", name, new_at, False, "a body is sent")
        if not old or not new:
            return
        needed = [each.get("required") is True for each in (old, new)]
        if needed[0] != needed[1]:
            word = "required" if needed[1] else "optional"
            said = "is always sent now" if needed[1] else "may be missing now"
            yield self._tell(f"webhook-body-became-{word}", name, new_at, False, f"the body {said}")
        yield from self._content(
            (old, old_at),
            (new, new_at),
            name,
            "webhook-media-type",
            "body",
            self._replies,
            "webhook-body",
            True,
        )

    # Answers

    def _answers(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        had, has = _answers(self._old, before), _answers(self._new, after)
        for status, (raw, at) in had.items():
            there = _status(status, has)
            if there is None:
                is_success = status[0] in "23"
                kind = "success" if is_success else "failure"
                yield self._tell(
                    f"response-{kind}-status-removed",
                    name,
                    at,
                    True,
                    f"it does not answer {status} any more",
                )
                continue
            new = has[there]
            of = f"{status} body"
            yield from self._content(
                (raw, at),
                new,
                name,
                "response-media-type",
                of,
                self._replies,
                "response-body",
                True,
            )
            yield from self._headers((raw, at), new, name, status)
            for link in raw.get("links") or ():
                if link not in (new[0].get("links") or ()):
                    yield self._tell(
                        "response-link-removed",
                        name,
                        join(at, "links", link),
                        True,
                        f"the link `{link}` of {status} is gone",
                    )
        for status, (raw, at) in has.items():
            wider = _status(status, had)
            if wider is not None and wider != status:
                # What it answers had been told by a range or the default.
                for _ in self._content(
                    had[wider],
                    (raw, at),
                    name,
                    "response-media-type",
                    f"{status} body",
                    self._replies,
                    "response-body",
                    True,
                ):
                    pass
            if wider is None and not any(_covers(status, each) for each in had):
                kind = "success" if status[0] in "23" else "failure"
                yield self._tell(
                    f"response-{kind}-status-added", name, at, False, f"it may answer {status} now"
                )

    def _headers(self, old: Found, new: Found, name: str, status: str) -> Iterator[Finding]:
        had, has = _headers(self._old, old), _headers(self._new, new)
        for key, (called, raw, at) in had.items():
            needed = raw.get("required") is True
            if key not in has:
                rule = "response-header-removed" if needed else "response-header-optional-removed"
                yield self._tell(rule, name, at, True, f"the header {called} of {status} is gone")
                continue
            _, now, new_at = has[key]
            if needed != (now.get("required") is True):
                word = "optional" if needed else "required"
                said = "may be missing now" if needed else "is always there now"
                yield self._tell(
                    f"response-header-became-{word}",
                    name,
                    new_at,
                    False,
                    f"the header {called} of {status} {said}",
                )
            self._root(
                self._replies,
                "response-header",
                name,
                f"{status} header {called}",
                _schema_at(now, new_at),
                _schema_at(raw, at),
            )
        for key, (called, _, at) in has.items():
            if key not in had:
                yield self._tell(
                    "response-header-added",
                    name,
                    at,
                    False,
                    f"the header {called} of {status} is new",
                )

    def _given_answers(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        had, has = _answers(self._old, before), _answers(self._new, after)
        for status, (raw, at) in had.items():
            there = _status(status, has)
            if there is None:
                yield self._tell(
                    "webhook-response-status-removed",
                    name,
                    at,
                    True,
                    f"the answer {status} is not understood any more",
                )
                continue
            new, new_at = has[there]
            of = f"{status} body"
            if not raw.get("content") or not new.get("content"):
                continue
            yield from self._content(
                (raw, at),
                (new, new_at),
                name,
                "webhook-response-media-type",
                of,
                self._requests,
                "webhook-response-body",
                False,
            )
            yield from self._given_headers((raw, at), (new, new_at), name, status)
        for status, (_, at) in has.items():
            if _status(status, had) is None:
                yield self._tell(
                    "webhook-response-status-added",
                    name,
                    at,
                    False,
                    f"the answer {status} is understood, too",
                )

    def _given_headers(self, old: Found, new: Found, name: str, status: str) -> Iterator[Finding]:
        had, has = _headers(self._old, old), _headers(self._new, new)
        for key, (called, raw, at) in has.items():
            was = had.get(key)
            needed = raw.get("required") is True
            if needed and (was is None or was[1].get("required") is not True):
                yield self._tell(
                    "webhook-response-header-added-required",
                    name,
                    at,
                    False,
                    f"the answer {status} needs the header {called}",
                )
            if was is not None:
                self._root(
                    self._requests,
                    "webhook-response-header",
                    name,
                    f"{status} header {called}",
                    _schema_at(was[1], was[2]),
                    _schema_at(raw, at),
                )

    # Callbacks and webhooks

    def _callbacks(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        yield from self.called(
            dict(_calls(self._old, before)), dict(_calls(self._new, after)), f"{name} callback"
        )

    def called(
        self, had: dict[str, Found], has: dict[str, Found], prefix: str
    ) -> Iterator[Finding]:
        """Path items by their names, all of which the server asks for."""
        for called, (raw, at) in had.items():
            name = f"{prefix} {called}"
            if called not in has:
                yield self._tell("webhook-removed", name, at, True, "it is not called any more")
                continue
            new, new_at = has[called]
            found = matched(
                list(of_item(self._old, "", raw, at)),
                list(of_item(self._new, "", new, new_at)),
                ("", ""),
            )
            for each in found.gone:
                yield self._tell(
                    "webhook-removed",
                    name,
                    each.where,
                    True,
                    f"it is not called by {each.method} any more",
                )
            for each in found.new:
                yield self._tell(
                    "webhook-added", name, each.where, False, f"it is called by {each.method}"
                )
            for one, other in found.both:
                yield from self.reversed(one, other, f"{name} {other.method}")
        for called, (_, at) in has.items():
            if called not in had:
                yield self._tell("webhook-added", f"{prefix} {called}", at, False, "it is new")


def _calls(document: Document, operation: Operation) -> Iterator[tuple[str, Found]]:
    for called, raw in (operation.raw.get("callbacks") or {}).items():
        found, at = document.resolve(raw, join(operation.where, "callbacks", called))
        for expression, item in found.items():
            if not str(expression).startswith("x-"):
                yield f"{called} {expression}", document.resolve(item, join(at, expression))


def webhooks(document: Document) -> dict[str, Found]:
    """Each webhook's path item."""
    found = document.raw.get("webhooks")
    return {
        str(name): document.resolve(item, join("/webhooks", name))
        for name, item in (found if isinstance(found, dict) else {}).items()
    }


def _state(raw: dict[str, Any]) -> tuple[bool, Any]:
    return raw.get("deprecated") is True, raw.get("x-sunset")


def _parameters(document: Document, operation: Operation) -> dict[tuple[str, str], Found]:
    """By place and name; those of the path by their number, for their names bind nobody."""
    names = path_names(operation.path)
    found: dict[tuple[str, str], Found] = {}
    for owner, where in (
        (operation.item, operation.item_where),
        (operation.raw, operation.where),
    ):
        for index, each in enumerate(owner.get("parameters") or ()):
            raw, at = document.resolve(each, join(where, "parameters", index))
            place, name = str(raw.get("in", "query")), str(raw.get("name", ""))
            if place == "header":
                name = name.lower()
                if name in _UNSENT:
                    continue
            elif place == "path":
                name = str(names.index(name)) if name in names else name
            found[place, name] = (raw, at)
    return found


def _style(raw: dict[str, Any], is_plain: bool) -> Any:
    place = str(raw.get("in", "query"))
    style = str(raw.get("style", "form" if place in ("query", "cookie") else "simple"))
    if is_plain and style in ("form", "spaceDelimited", "pipeDelimited", "deepObject"):
        return "form"
    if is_plain and style == "simple":
        return "simple"
    return style, bool(raw.get("explode", style == "form"))


def _media_of(raw: dict[str, Any]) -> str | None:
    content = raw.get("content")
    return next(iter(content), None) if isinstance(content, dict) else None


def _schema_at(raw: dict[str, Any], where: str) -> str:
    media = _media_of(raw)
    if "schema" not in raw and media is not None:
        return join(where, "content", media, "schema")
    return join(where, "schema")


def _part(document: Document, operation: Operation, word: str) -> Found:
    if word not in operation.raw:
        return {}, ""
    return document.resolve(operation.raw[word], join(operation.where, word))


def _media(raw: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each media type as it is compared, with its key and object."""
    content = raw.get("content")
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for key, each in (content if isinstance(content, dict) else {}).items():
        kind, *options = [part.strip().lower() for part in str(key).split(";")]
        kept = sorted(option for option in options if option and not option.startswith("charset="))
        found[";".join([kind, *kept])] = (str(key), each if isinstance(each, dict) else {})
    return found


def _covering(media: str, known: dict[str, Any]) -> str | None:
    """The media type, or the range, that one of these is."""
    kind = media.partition(";")[0]
    group = kind.partition("/")[0]
    for name in (media, kind, f"{group}/*", "*/*"):
        if name in known:
            return name
    return None


def _encoding(raw: dict[str, Any]) -> Any:
    found = raw.get("encoding")
    if not isinstance(found, dict):
        return {}
    kept = ("contentType", "style", "explode", "allowReserved")
    return {
        name: {word: each[word] for word in kept if word in each}
        for name, each in found.items()
        if isinstance(each, dict) and any(word in each for word in kept)
    }


def _answers(document: Document, operation: Operation) -> dict[str, Found]:
    found = operation.raw.get("responses")
    return {
        str(status).upper() if str(status)[:1].isdigit() else str(status): document.resolve(
            each, join(operation.where, "responses", status)
        )
        for status, each in (found if isinstance(found, dict) else {}).items()
        if not str(status).startswith("x-")
    }


def _status(status: str, known: dict[str, Any]) -> str | None:
    """Where a status is described: itself or its range; failures may be the default."""
    if status in known:
        return status
    if status[:1].isdigit():
        if f"{status[0]}XX" in known:
            return f"{status[0]}XX"
        if status[0] not in "23" and "default" in known:
            return "default"
    return None


def _covers(wide: str, status: str) -> bool:
    """Whether a range is new that takes the place of one of its statuses."""
    return wide[1:] == "XX" and status[0] == wide[0]


def _headers(document: Document, answer: Found) -> dict[str, tuple[str, dict[str, Any], str]]:
    raw, where = answer
    found = {}
    for name, each in (raw.get("headers") or {}).items():
        if str(name).lower() != "content-type":
            header, at = document.resolve(each, join(where, "headers", name))
            found[str(name).lower()] = (str(name), header, at)
    return found
