"""Laws that an operation's shape calls for, and that nothing states or implies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from codegen.laws.implied.filtering import selects
from codegen.laws.implied.paging import LIMITS
from codegen.laws.law import Filters, Law, Pages, Sorts
from codegen.laws.lists import Items
from codegen.laws.read import read_laws
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import json_shape, shape_of
from codegen.laws.stated import X_LAWS, stated
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation, Spec


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A law that is worth stating: of which operation, where, why, and the YAML to paste there."""

    operation: str
    where: str
    message: str
    yaml: str


def suggest(spec: Spec) -> list[Suggestion]:
    """Every law that a document might state, and does neither state, nor imply, nor rule out."""
    resources = Resources(spec)
    laws, _ = read_laws(spec)
    asked = _Asked(resources, laws.laws, stated(resources).off)
    return list(asked.all())


_OWNERS = ("owner", "owner_id", "user_id", "created_by", "author", "author_id", "account_id")


@dataclass(frozen=True)
class _Asked:
    """What a document has, and which of its operations have no law of a kind."""

    resources: Resources
    laws: tuple[Law, ...]
    off: set[tuple[str | None, ...]]

    def all(self) -> Iterator[Suggestion]:
        for operation in self.resources.spec.operations.values():
            yield from self._of_thing(operation)
            yield from self._of_request(operation)
            items = self.resources.lists.get(operation.key)
            if items is not None:
                yield from self._of_list(operation, items)

    def _has(self, operation: Operation, kind: str, *detail: str | None) -> bool:
        key = operation.key
        if (key, kind) in self.off or (key, kind, *detail) in self.off:
            return True
        return any(
            law.operation == key and law.kind == kind and (not detail or _is_about(law, detail[0]))
            for law in self.laws
        )

    def _of_thing(self, operation: Operation) -> Iterator[Suggestion]:
        made = [each for each in self.resources.all if each.create is operation]
        resource = made[0] if made else self.resources.of(operation)
        if resource is None:
            return
        body = json_shape(self.resources.spec, operation.body)
        own = operation in resource.operations
        if (
            (made or own)
            and operation.method in ("POST", "PUT", "PATCH")
            and resource.read is not None
            and body is not None
            and not self._has(operation, "read_after_write")
        ):
            yield self._one(
                operation,
                f"Is what the body says what {resource.read.key} then gives?",
                f"read_after_write: {{read: {_key(resource.read)}, fields: [/…]}}",
            )
        if made and resource.list is not None and not self._has(operation, "listed"):
            yield self._one(
                operation,
                f"Is what it makes listed by {resource.list.key} at once?",
                "listed: true",
            )
        if own and operation.method == "DELETE" and not self._has(operation, "final"):
            make = "true" if resource.create is not None else "{make: …}"
            yield self._one(operation, "Is what was deleted gone for good?", f"final: {make}")
        if own and not made and self._may_be_owned(resource, operation):
            yield self._one(
                operation,
                "The thing names whose it is: may another person see or change it?",
                "owned: true",
            )

    def _may_be_owned(self, resource: Resource, operation: Operation) -> bool:
        thing = self.resources.thing(resource.read, resource.read_at)
        names = {snake(name) for name in thing.properties} if thing is not None else set()
        return (
            bool(names & set(_OWNERS))
            and resource.create is not None
            and bool({"403", "404"} & set(operation.answers))
            and bool(operation.security)
            and not self._has(operation, "owned")
        )

    def _of_request(self, operation: Operation) -> Iterator[Suggestion]:
        statuses = {each.status for each in operation.successes}
        if "202" in statuses and not self._has(operation, "long_running"):
            yield self._one(
                operation,
                "It answers 202: what tells how far it is, and when is it over?",
                "long_running: {status: …, state: /…, final: […]}",
            )
        header = operation.parameter("Idempotency-Key", "header")
        if header is not None and not self._has(operation, "idempotency_key"):
            yield self._one(
                operation,
                "It takes an Idempotency-Key: what tells the thing that was made?",
                "idempotency_key: {id: $response.body#/…}",
            )

    def _of_list(self, operation: Operation, items: Items) -> Iterator[Suggestion]:
        query = [each for each in operation.parameters if each.place == "query"]
        limited = any(snake(each.name) in LIMITS for each in query)
        if limited and not self._has(operation, "pages"):
            more = "" if items.id is not None else ", item_id: /…"
            yield self._one(
                operation,
                "It has a limit: how does one get to the next page?",
                f"pages: {{style: …, parameter: …{more}}}",
            )
        pages = next(
            (law for law in self.laws if isinstance(law, Pages) and law.operation == operation.key),
            None,
        )
        paging = {pages.parameter, pages.limit} if pages is not None else set()
        for parameter in query:
            name, word = parameter.name, snake(parameter.name)
            shape = shape_of(self.resources.spec, parameter)
            if name in paging or word in LIMITS or shape is None:
                continue
            if word in ("sort", "sort_by", "order_by", "ordering"):
                yield from self._of_order(operation, name, shape.enum or ())
            elif not self._has(operation, "filters", name) and not any(
                isinstance(law, Sorts) and name in law.given for law in self.laws
            ):
                plain = selects(parameter, shape, items.shape, sure=False)
                fields = ", ".join(plain[0]) if plain else "/…"
                match = plain[1] if plain else "…"
                yield self._one(
                    operation,
                    f"Which items does {name} select?",
                    f"filters: {{{name}: {{fields: [{fields}], match: {match}}}}}",
                )
        if (limited or pages) and not self._has(operation, "sorts", None):
            made = next(
                (
                    each
                    for each in ("created_at", "created", "createdAt")
                    if each in items.shape.properties
                ),
                "…",
            )
            yield self._one(
                operation,
                "In which order do items come, if nothing asks for one?",
                f"sorts: {{default: [-/{made}]}}",
            )

    def _of_order(
        self, operation: Operation, name: str, values: tuple[object, ...]
    ) -> Iterator[Suggestion]:
        known = {
            law.value
            for law in self.laws
            if isinstance(law, Sorts) and law.operation == operation.key and law.parameter == name
        }
        ruled_out = {
            each[3]
            for each in self.off
            if each[:3] == (operation.key, "sorts", name) and len(each) > 3
        }
        if (operation.key, "sorts") in self.off or (operation.key, "sorts", name) in self.off:
            return
        rest = [str(each) for each in values if each not in known and each not in ruled_out]
        if rest or not values:
            told = ", ".join(f"{json.dumps(each)}: [/…]" for each in rest or ["…"])
            yield self._one(
                operation,
                f"In which order do items come with {name}?",
                f"sorts: {{{name}: {{{told}}}}}",
            )

    def _one(self, operation: Operation, message: str, law: str) -> Suggestion:
        where = operation.where
        if X_LAWS in operation.raw:
            return Suggestion(operation.key, join(where, X_LAWS), message, law)
        return Suggestion(operation.key, where, message, f"{X_LAWS}:\n  {law}")


def _is_about(law: Law, name: str | None) -> bool:
    if isinstance(law, Filters | Sorts):
        return law.parameter == name
    return True


def _key(operation: Operation) -> str:
    return operation.key if " " not in operation.key else json.dumps(operation.key)
