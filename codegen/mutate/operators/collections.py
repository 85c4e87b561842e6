"""Lists that skip, repeat, filter or sort otherwise than they say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Agrees, Final, Listed, Pages, Sorts
from codegen.laws.law import Filters as FiltersLaw
from codegen.mutate.asked import text
from codegen.mutate.changed import given, query, with_header, with_json, with_parameter
from codegen.mutate.lies import Replies
from codegen.mutate.listing import added, id_of, ids, items, limit_of, number, with_items
from codegen.mutate.mutant import Call, Lie, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import Knowing, disturbed, exchanged, get, put, steady
from codegen.verify.exchange import Exchange
from codegen.verify.expression import evaluate

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """What each law of pages, filters, orders and lists can be broken by."""
    routes = Routes(spec)
    orders = {
        law.operation: law for law in laws.laws if isinstance(law, Sorts) and law.parameter is None
    }
    for law in laws.laws:
        if isinstance(law, Pages):
            for name, sentence, lie in _pages(routes, law):
                yield _mutant(spec, law, f"page-{name}", sentence, lie)
        elif isinstance(law, FiltersLaw) and not law.one_of:
            for name, sentence, lie in _filters(routes, law):
                yield _mutant(spec, law, f"filter-{name}.{law.parameter}", sentence, lie)
        elif isinstance(law, Sorts):
            for name, sentence, lie in _sorts(routes, law, orders.get(law.operation)):
                yield _mutant(spec, law, f"sort-{name}.{law.value or 'default'}", sentence, lie)
        elif isinstance(law, Listed):
            yield _mutant(
                spec,
                law,
                f"unlisted.{law.list.operation}",
                f"{law.list.operation} does not show what {law.operation} made last.",
                partial(Unlisted, routes, law),
            )
        elif isinstance(law, Final) and law.listed is not None:
            yield _mutant(
                spec,
                law,
                f"still-listed.{law.listed.list.operation}",
                f"{law.listed.list.operation} shows what {law.operation} deleted.",
                partial(StillListed, routes, law),
            )
        elif isinstance(law, Agrees):
            yield from _disagreement(spec, laws, routes, law)


def _disagreement(spec: Spec, laws: Laws, routes: Routes, law: Agrees) -> Iterator[Mutant]:
    """A list that shows something else of its things than is read of each."""
    fields = {*law.fields} & {*steady(spec, laws, law.operation)} - {law.id}

    def another(_: Call, reply: Reply) -> Reply | None:
        found = items(reply, law.items)
        places = [f"{law.items}/{n}{each}" for n in range(len(found)) for each in sorted(fields)]
        for each in places:
            reply = disturbed(spec, law.list, reply, [each], 1) or reply
        return reply if items(reply, law.items) != found else None

    if fields:
        yield Mutant(
            named(spec.operations[law.operation], "disagrees", law.list),
            "collections",
            law.operation,
            law.where,
            f"{law.list} shows something else of a thing than {law.operation}.",
            partial(Replies, routes, law.list, another),
            law.kind,
        )


def _mutant(spec: Spec, law: Any, name: str, sentence: str, lie: Callable[[], Lie]) -> Mutant:
    operation = spec.operations[law.operation]
    return Mutant(
        named(operation, name), "collections", law.operation, law.where, sentence, lie, law.kind
    )


_Derived = Iterator[tuple[str, str, Callable[[], Lie]]]


# Pages


def _pages(routes: Routes, law: Pages) -> _Derived:
    key = law.operation
    plain = partial(partial, Replies, routes, key)
    yield (
        "skips",
        f"{key} leaves out the last item of each page but the last.",
        plain(partial(_skips, law)),
    )
    yield (
        "skips-later",
        f"{key} leaves out the first item of each later page.",
        plain(partial(_skips_later, law)),
    )
    yield (
        "repeats",
        f"{key} begins each later page with the last item of the one before.",
        partial(Repeats, routes, law),
    )
    yield "unstable", f"{key} gives one page in two orders.", partial(Unstable, routes, law)
    if law.limit is not None:
        yield (
            "over-limit",
            f"{key} gives one item more than it is asked for.",
            partial(OverLimit, routes, law, ignored=False),
        )
        yield (
            "limit-ignored",
            f"{key} minds no limit.",
            partial(OverLimit, routes, law, ignored=True),
        )
    yield (
        "ends-early",
        f"{key} says after the first page that there is no other.",
        plain(partial(_ends_early, law)),
    )
    if law.style == "cursor" and law.next is not None:
        yield "never-ends", f"{key} names a next page on the last.", partial(NeverEnds, routes, law)
    if law.total is not None:
        yield (
            "total",
            f"{key} counts one more than there are.",
            plain(partial(_miscounted, law.total)),
        )
    if law.more is not None:
        yield (
            "more",
            f"{key} says the opposite of whether there is more.",
            plain(partial(_opposite, law.more)),
        )


def has_next(law: Pages, call: Call, reply: Reply) -> bool:
    """Whether a page says, or lets one suppose, that there is another."""
    if law.style == "link" and law.next is None:
        return 'rel="next"' in reply.headers.get("link", "") or "rel=next" in reply.headers.get(
            "link", ""
        )
    if law.next is not None:
        try:
            return bool(evaluate(law.next, exchanged(call, reply)))
        except LookupError:
            return False
    most = number(call, law.limit)
    return most is not None and len(items(reply, law.items)) >= most


def is_later(law: Pages, call: Call) -> bool:
    """Whether a request is for another page than the first."""
    said = given(call.request, law.parameter) if law.parameter else None
    if not said:
        return False
    return law.style == "cursor" or not said.isdecimal() or int(said) > law.first


def _skips(law: Pages, call: Call, reply: Reply) -> Reply | None:
    found = items(reply, law.items)
    return (
        with_items(reply, law.items, found[:-1]) if found and has_next(law, call, reply) else None
    )


def _skips_later(law: Pages, call: Call, reply: Reply) -> Reply | None:
    found = items(reply, law.items)
    return with_items(reply, law.items, found[1:]) if found and is_later(law, call) else None


def _ends_early(law: Pages, call: Call, reply: Reply) -> Reply | None:
    if law.next is None and law.style == "link":
        return with_header(reply, "link", None) if has_next(law, call, reply) else None
    if law.next is None or "#" not in law.next:
        later = is_later(law, call) and items(reply, law.items)
        return with_items(reply, law.items, []) if later else None
    if not reply.ok or not has_next(law, call, reply):
        return None
    return with_json(reply, put(reply.json, law.next.partition("#")[2], None))


def _miscounted(total: str, call: Call, reply: Reply) -> Reply | None:
    try:
        count = int(evaluate(total, exchanged(call, reply)))
    except (LookupError, TypeError, ValueError):
        return None
    return _said(reply, total, count + 1)


def _opposite(more: str, call: Call, reply: Reply) -> Reply | None:
    try:
        said = evaluate(more, exchanged(call, reply))
    except LookupError:
        return None
    return _said(reply, more, not said) if isinstance(said, bool) else None


def _said(reply: Reply, expression: str, value: Any) -> Reply | None:
    if "#" in expression:
        return with_json(reply, put(reply.json, expression.partition("#")[2], value))
    return with_header(reply, expression.rpartition(".")[2], text(value))


class Repeats(Lie):
    """Begins a later page with the last item of the one before, and leaves out none."""

    def __init__(self, routes: Routes, law: Pages) -> None:
        super().__init__(routes)
        self.law = law
        self._last: dict[Any, Any] = {}

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation != law.operation:
            return None
        reply = call.reply
        before = self._last.get(self._name(call))
        most = number(call, law.limit)
        told = None
        if before is not None and is_later(law, call) and law.limit and items(reply, law.items):
            if law.style == "cursor" and most is not None and most > 1:
                reply = call.forward(with_parameter(call.request, law.limit, str(most - 1)))
            found = items(reply, law.items)
            if found:
                told = with_items(
                    reply, law.items, added(call, found, before, law.limit, first=True)
                )
        found = items(reply, law.items)
        if found:
            self._last[self._next_name(call, reply)] = found[-1]
        return told

    def _name(self, call: Call) -> Any:
        """What tells a page: its cursor, or all parameters but the one that counts."""
        if self.law.style == "cursor" and self.law.parameter:
            return given(call.request, self.law.parameter)
        return _list_of(call, self.law)

    def _next_name(self, call: Call, reply: Reply) -> Any:
        if self.law.style == "cursor" and self.law.next:
            try:
                return evaluate(self.law.next, exchanged(call, reply))
            except LookupError:
                return ""
        return _list_of(call, self.law)


def _list_of(call: Call, law: Pages) -> Any:
    return tuple(call.path.items()), tuple(
        pair for pair in query(call.request) if pair[0] != law.parameter
    )


class Unstable(Lie):
    """Gives every second time the same page in the opposite order."""

    def __init__(self, routes: Routes, law: Pages) -> None:
        super().__init__(routes)
        self.law = law
        self._count: dict[str, int] = {}

    def tell(self, call: Call) -> Reply | None:
        if call.operation != self.law.operation:
            return None
        found = items(call.reply, self.law.items)
        count = self._count[call.request.url] = self._count.get(call.request.url, 0) + 1
        if count % 2 or len(found) < 2:
            return None
        return with_items(call.reply, self.law.items, found[::-1])


class OverLimit(Lie):
    """Gives more items than the limit lets it."""

    def __init__(self, routes: Routes, law: Pages, ignored: bool) -> None:
        super().__init__(routes)
        self.law = law
        self._ignored = ignored

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        most = number(call, law.limit)
        if call.operation != law.operation or most is None or law.limit is None:
            return None
        if not call.reply.ok:
            return None
        more = None if self._ignored else str(most + 1)
        reply = call.forward(with_parameter(call.request, law.limit, more))
        return reply if len(items(reply, law.items)) > most else None


class NeverEnds(Lie):
    """Names some page of the list as the next one, where there is none."""

    def __init__(self, routes: Routes, law: Pages) -> None:
        super().__init__(routes)
        self.law = law
        self._known: dict[Any, Any] = {}

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation != law.operation or not call.reply.ok or law.next is None:
            return None
        if "#" not in law.next:
            return None
        name, where = _list_of(call, law), law.next.partition("#")[2]
        if has_next(law, call, call.reply):
            self._known[name] = get(call.reply.json, where)
            return None
        token = self._known.get(name) or next(iter(self._known.values()), None)
        try:
            get(call.reply.json, where)
        except LookupError:
            return None
        return with_json(call.reply, put(call.reply.json, where, token)) if token else None


# Lists and what was made


class Unlisted(Knowing):
    """Leaves out of a list what was made last."""

    def __init__(self, routes: Routes, law: Listed) -> None:
        super().__init__(routes, law.operation)
        self.law = law
        self._newest: Any = None

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation == law.operation and call.reply.ok:
            try:
                self._newest = evaluate(law.id, exchanged(call, call.reply))
            except LookupError:
                self._newest = None
        if call.operation != law.list.operation or self._newest is None:
            return None
        found = items(call.reply, law.items)
        kept = [each for each in found if id_of(each, law.item_id) != self._newest]
        return with_items(call.reply, law.items, kept) if len(kept) < len(found) else None


class StillListed(Knowing):
    """Shows in a list what was deleted."""

    def __init__(self, routes: Routes, law: Final) -> None:
        super().__init__(routes, law.operation, law.make)
        self.law = law
        self._seen: dict[Any, Any] = {}
        self._deleted: list[Any] = []

    def tell(self, call: Call) -> Reply | None:
        listed = self.law.listed
        if listed is None:
            return None
        if call.operation == self.operation:
            self._before(call)
        if call.operation != listed.list.operation or not self._deleted:
            return None
        found = items(call.reply, listed.items)
        if not call.reply.ok or id_of(self._deleted[-1], listed.item_id) in ids(
            found, listed.item_id
        ):
            return None
        new = added(call, found, self._deleted[-1], "limit", first=True)
        return with_items(call.reply, listed.items, new)

    def _before(self, call: Call) -> None:
        listed, origin = self.law.listed, self._origin(call)
        if listed is None or origin is None:
            return
        try:
            wanted = evaluate(listed.id, origin)
            page = self.ask(call, self.target(listed.list, origin))
        except LookupError:
            return
        item = next(
            (each for each in items(page, listed.items) if id_of(each, listed.item_id) == wanted),
            None,
        )
        if item is None and listed.item_id:
            item = origin.reply.json
        if item is not None and call.reply.ok:
            self._deleted.append(item)

    def _origin(self, call: Call) -> Exchange | None:
        return self.origin(call) if self.make is not None else None


# Filters


def _filters(routes: Routes, law: FiltersLaw) -> _Derived:
    key, name = law.operation, law.parameter
    for way, says in (
        ("ignored", f'ignores the filter "{name}"'),
        ("leaky", f'gives one item that the filter "{name}" does not select'),
        ("lossy", f'leaves out one item that the filter "{name}" selects'),
        ("inverted", f'gives what the filter "{name}" does not select'),
    ):
        yield way, f"{key} {says}.", partial(Filtering, routes, law, way)
    if law.match == "any_of":
        yield (
            "first-only",
            f'{key} minds only the first value of "{name}".',
            partial(Filtering, routes, law, "first-only"),
        )
    if law.match == "words":
        yield (
            "one-word",
            f'{key} minds only the first word of "{name}".',
            partial(Filtering, routes, law, "one-word"),
        )
    if law.match in ("at_least", "at_most") and law.read is None:
        yield (
            "edge",
            f'{key} leaves out what is exactly at "{name}".',
            partial(Filtering, routes, law, "edge"),
        )


class Filtering(Lie):
    """Filters otherwise than the law says."""

    def __init__(self, routes: Routes, law: FiltersLaw, way: str) -> None:
        super().__init__(routes)
        self.law = law
        self.way = way

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        said = given(call.request, law.parameter)
        if call.operation != law.operation or said is None or not call.reply.ok:
            return None
        found = items(call.reply, law.items)
        told: Reply | None
        if self.way == "lossy":
            told = with_items(call.reply, law.items, found[1:])
        elif self.way == "edge":
            told = with_items(
                call.reply, law.items, [each for each in found if not self._is_at(each, said)]
            )
        elif self.way in ("first-only", "one-word"):
            told = call.forward(self._less(call.request, said))
        else:
            told = self._of_all(call, found)
        if told is None or not told.ok:
            return None
        now = items(told, law.items)
        is_other = ids(now, law.item_id) != ids(found, law.item_id)
        return told if is_other else None

    def _less(self, request: Request, said: str) -> Request:
        if self.way == "one-word":
            return with_parameter(request, self.law.parameter, said.split(" ")[0] or said)
        return with_parameter(request, self.law.parameter, said.partition(",")[0])

    def _of_all(self, call: Call, found: list[Any]) -> Reply | None:
        law = self.law
        everything = call.forward(with_parameter(call.request, law.parameter, None))
        if self.way == "ignored":
            return everything
        selected = ids(found, law.item_id)
        others = [
            each
            for each in items(everything, law.items)
            if id_of(each, law.item_id) not in selected
        ]
        if self.way == "inverted":
            return with_items(call.reply, law.items, others)
        if not others:
            return None
        new = added(call, found, others[0], limit_of(law.pages), first=False)
        return with_items(call.reply, law.items, new)

    def _is_at(self, item: Any, said: str) -> bool:
        return any(text(id_of(item, field)) == said for field in self.law.fields)


# Orders


def _sorts(routes: Routes, law: Sorts, default: Sorts | None) -> _Derived:
    key = law.operation
    what = f"{law.parameter}={law.value}" if law.parameter else "nothing said"
    for way in ("reversed", "swapped"):
        says = "in the opposite order" if way == "reversed" else "with two items in the wrong order"
        yield way, f"{key} answers {says}, with {what}.", partial(Sorting, routes, law, way)
    if law.parameter is not None and (default is None or default.keys != law.keys):
        yield "ignored", f"{key} ignores {what}.", partial(Sorting, routes, law, "ignored")


class Sorting(Lie):
    """Sorts otherwise than the law says."""

    def __init__(self, routes: Routes, law: Sorts, way: str) -> None:
        super().__init__(routes)
        self.law = law
        self.way = way

    def tell(self, call: Call) -> Reply | None:
        law = self.law
        if call.operation != law.operation or not call.reply.ok or not self._is_meant(call):
            return None
        found = items(call.reply, law.items)
        if self.way == "ignored" and law.parameter is not None:
            told = call.forward(with_parameter(call.request, law.parameter, None))
            return told if self._keys(items(told, law.items)) != self._keys(found) else None
        new = found[::-1] if self.way == "reversed" else self._swapped(found)
        if self._keys(new) == self._keys(found):
            return None
        return with_items(call.reply, law.items, new)

    def _is_meant(self, call: Call) -> bool:
        if self.law.parameter is not None:
            return given(call.request, self.law.parameter) == self.law.value
        return not any("sort" in name or "order" in name for name, _ in query(call.request))

    def _swapped(self, found: list[Any]) -> list[Any]:
        keys = self._keys(found)
        for index in range(len(found) - 1):
            if keys[index] != keys[index + 1]:
                return [
                    *found[:index],
                    found[index + 1],
                    found[index],
                    *found[index + 2 :],
                ]
        return found

    def _keys(self, found: list[Any]) -> list[str]:
        return [
            json.dumps([id_of(each, key.field) for key in self.law.keys], sort_keys=True)
            for each in found
        ]
