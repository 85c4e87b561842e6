"""What an operation is asked with: its parameters and its body, about things that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, Final

from hypothesis.strategies import SearchStrategy, integers

from codegen.laws.law import Dependency, Maker, ReadAfterWrite
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation, Parameter, Part
from codegen.verify.agreeing import agreed
from codegen.verify.changes.harmless import DRY_RUN
from codegen.verify.changes.schemas import fits
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.expression import evaluate
from codegen.verify.finding import Discard
from codegen.verify.linked import put_in
from codegen.verify.paths import path_names, path_to
from codegen.verify.places import schema_at
from codegen.verify.sending import default_media_type, is_json, needs_condition, text
from codegen.verify.trial import ABSENT
from codegen.verify.values.builder import Refer, Seen
from codegen.verify.values.manner import ORDINARY, SPARSE, WHOLE, Manner
from codegen.verify.values.parts import Impossible
from codegen.verify.world import World, example_of, is_conditional, media_value

MANNERS: Final[dict[str, Manner]] = {
    "ordinary": Manner(fullness=0.6, odd=0.0),
    "example": ORDINARY,
    "sparse": SPARSE,
    "whole": WHOLE,
    "seen": SPARSE,
    "linked": ORDINARY,
}
"""How an operation is filled in: `example` takes those of the document, `seen` takes what replies
showed where the contract names a schema or property alike, `linked` the body of a link."""
_DRAWN: Final = ("sparse", "ordinary", "whole")
_CALLED: Final = re.compile(
    r"(.*_)?(name|title|label|slug|login|handle|e_?mail|sku|code|key|number)", re.IGNORECASE
)
"""Properties of which there may be only one with the same value."""
_DEEP: Final = 6
_TAKEN: Final = 0.3
_ALIKE: Final = 3
"""In each so manieth body of an operation, two names of things of one kind mean the same thing."""


class Filling:
    """How the operations of one attempt are filled in."""

    def __init__(
        self,
        world: World,
        draw: Callable[[SearchStrategy[Any]], Any],
        make: Callable[[str, Identity], Exchange],
    ) -> None:
        """`make` makes what a request has to name."""
        self._world = world
        self._draw = draw
        self._make = make
        self._turns: dict[str, int] = {}
        self._bodies: Counter[str] = Counter()
        self._made: Counter[str] = Counter()
        """How many bodies there were, and how often another thing was asked for, by operation."""
        self.making: list[Maker] = []
        """What is being made now, one for the sake of the one before."""
        self.things: dict[tuple[str, str, int], Any] = {}
        """The ids of what was made: by its maker, for whom, and the how manieth."""
        self.preparing: list[str] = []
        """The operations that are carried out before another one, now."""

        self.like: Mapping[str, Any] = {}
        """The bodies with which things are made, by what makes them, but for their names."""

    @contextmanager
    def like_before(self, needed: Mapping[str, Any]) -> Iterator[None]:
        """Make things like these bodies too, by what makes them, while the block lasts."""
        like = self.like
        self.like = {**like, **needed}
        try:
            yield
        finally:
            self.like = like

    def again(self, things: Mapping[tuple[str, str, int], Any]) -> None:
        """Begin again with these things, and others of those that were there before."""
        self.things = dict(things)
        self._turns = {name: turn + 1 for name, turn in self._turns.items()}

    def needed(self) -> dict[str, Any]:
        """The bodies of what was made for this attempt, by what made it."""
        found: dict[str, Any] = {}
        for thing in self._world.things:
            sent = thing.exchange.request
            make = thing.maker.make
            if (
                sent.operation == make
                and self.things.get((make, thing.identity.name, 0)) == thing.id
            ):
                found[make] = sent.value
        return found

    def manner(self, operation: str, number: int) -> str:
        """How the n-th try is filled: in one of the ways that worked, then in every other."""
        known = self._world.known(operation)
        rates = {
            each: (known.worked[each] + 1) / (known.tried[each] + 1.5 + index / 10)
            for index, each in enumerate(MANNERS)
        }
        order = sorted(MANNERS, key=lambda each: -rates[each])
        if operation not in self._world.linked:
            order.remove("linked")
        if number == 0:
            # Examples are all alike, and what was seen may not be ours: they are second best.
            drawn = _DRAWN[self._draw(integers(0, len(_DRAWN) - 1))]
            return drawn if rates[drawn] >= rates[order[0]] / 2 else order[0]
        return order[(number - 1) % len(order)]

    def fill(
        self,
        operation: Operation,
        given: Mapping[str, Any],
        manner: str,
        identity: Identity | None,
        some: bool,
        anew: bool = False,
    ) -> dict[str, Any]:
        """Arguments for an operation; `some`: with optional parameters now and then; `anew`: for
        another thing, where the path says how it is to be called."""
        filled: dict[str, Any] = {"path": {}, "query": {}, "headers": {}}
        for name, value in given.items():
            maker = self._world.maker_of(operation, name)
            if maker is not None and isinstance(value, (str, int)):
                self.things[maker.make, self._world.who(identity).name, 0] = value
        self._made[operation.key] += anew
        cookies = []
        for each in operation.parameters:
            maker = self._world.maker_of(operation, each.name)
            if each.name in given:
                value = given[each.name]
            elif anew and each.place == "path" and maker and maker.make == operation.key:
                value = self._new_name(operation, each, manner, identity)
            elif (
                each.required
                or (each.place == "header" and needs_condition(operation, each.name))
                or (some and self._is_wanted(each))
            ):
                value = self._argument(operation, each, manner, identity)
            else:
                continue
            if each.place == "cookie":
                cookies.append(f"{each.name}={value}")
            else:
                filled["headers" if each.place == "header" else each.place][each.name] = value
        if cookies:
            filled["headers"]["Cookie"] = "; ".join(cookies)
        filled["headers"] = {
            name: value if isinstance(value, str) else _written(value)
            for name, value in filled["headers"].items()
        }
        if "body" in given:
            filled["body"] = given["body"]
        elif operation.body is not None and operation.body.content:
            filled["media_type"] = default_media_type(operation)
            filled["body"] = self._body(operation, filled["media_type"], manner, identity)
            if self._writes(operation):
                filled["body"] = _in_earnest(filled["body"])
            own = {name for name in given if operation.parameter(name) is None}
            if own and isinstance(filled["body"], dict):
                filled["body"] = {**filled["body"], **{name: given[name] for name in own}}
        return filled if "body" in given else self._agreed(operation, filled, given, manner)

    def _agreed(
        self,
        operation: Operation,
        filled: dict[str, Any],
        given: Mapping[str, Any],
        manner: str,
    ) -> dict[str, Any]:
        """What goes together goes together, and nothing beside what it excludes."""
        laws = [
            law
            for law in self._world.laws.of(operation.key)
            if isinstance(law, Dependency) and law.rule != "compares"
        ]

        def value(place: str, name: str) -> Any:
            parameter = operation.parameter(name, place)
            where = parameter.schema_where if parameter is not None else None
            if place == "body" and operation.body is not None:
                part = operation.body.content[filled["media_type"]]
                where = schema_at(self._world.spec, part.schema_where, join("", name))
            if where is None:
                raise Discard(f"nothing is known of {name}")
            refer = self._referring(manner, None)
            try:
                return self._world.values.value(
                    self._draw, where, refer=refer, manner=MANNERS[manner], name=name
                )
            except Impossible:
                raise Discard(f"no value was found for {name}") from None

        def pick(number: int) -> int:
            return int(self._draw(integers(0, number - 1)))

        return agreed(laws, filled, given, pick, value) if laws else filled

    def _anew(self, operation: Operation, manner: str) -> Manner:
        """Fewer examples of the document where it was refused as there is one like it, perhaps."""
        found = MANNERS[manner]
        taken = self._is_taken(operation)
        return replace(found, examples=found.examples * _TAKEN) if taken else found

    def _is_taken(self, operation: Operation) -> bool:
        refusal = self._world.known(operation.key).refusal
        return refusal is not None and refusal.reply.status == 409

    def _writes(self, operation: Operation) -> bool:
        laws = self._world.laws
        return any(maker.make == operation.key for maker in laws.makers) or any(
            isinstance(law, ReadAfterWrite) for law in laws.of(operation.key)
        )

    def _is_wanted(self, parameter: Parameter) -> bool:
        """Whether an optional parameter is given: now and then, where any value of it will do."""
        if is_conditional(parameter) or parameter.raw.get("deprecated") is True:
            return False
        schema = parameter.schema
        if isinstance(schema, dict) and "$ref" in schema:
            schema, _ = self._world.spec.resolve(schema, parameter.schema_where)
        if not isinstance(schema, dict):
            return False
        simple = "enum" in schema or schema.get("type") in ("integer", "boolean")
        return simple and self._draw(integers(0, 9)) == 9

    def _argument(
        self, operation: Operation, parameter: Parameter, manner: str, identity: Identity | None
    ) -> Any:
        found = self._id(self._world.maker_of(operation, parameter.name), identity)
        if found is ABSENT and parameter.place == "path":
            found = self._around(operation, parameter.name, identity)
            if found is ABSENT:
                found = self._there(operation, parameter.name)
            if found is ABSENT:
                found = self._told(parameter.name, identity)
        if found is not ABSENT:
            return found
        if manner == "example":
            for example in example_of(parameter):
                return example
        if is_conditional(parameter) and parameter.name.lower() == "if-match":
            return "*"
        return self._drawn(parameter, manner, self._referring(manner, identity))

    def _new_name(
        self, operation: Operation, parameter: Parameter, manner: str, identity: Identity | None
    ) -> Any:
        """What a client that puts something calls it: the id of another kind of thing, each time of
        another one, or what is drawn."""
        number = self._made[operation.key] - 1
        other = self._world.maker(parameter.name, "")
        if other is not None and other.make != operation.key:
            found = self._id(other, identity, number)
            if found is not ABSENT:
                return found
        if manner == "example" and not number:
            for example in example_of(parameter):
                return example
        return self._drawn(parameter, manner, lambda name, where: ABSENT)

    def _drawn(self, parameter: Parameter, manner: str, refer: Refer) -> Any:
        try:
            return self._world.values.value(
                self._draw,
                parameter.schema_where,
                refer=refer,
                manner=MANNERS[manner],
                name=parameter.name,
            )
        except Impossible:
            raise Discard(
                f"no value was found for the parameter {parameter.name}: give an example in the"
                " document"
            ) from None

    def _told(self, name: str, identity: Identity | None) -> Any:
        """A property of a thing that was made for this attempt, by which it goes too; ABSENT when
        no answer to a maker has one of this name."""
        maker = self._world.teller(name)
        id = self._id(maker, identity)
        for thing in reversed(
            self._world.living(maker, self._world.who(identity)) if maker else []
        ):
            told = thing.exchange.reply.json
            if thing.id == id and isinstance(told, dict):
                value = told.get(name)
                return value if isinstance(value, (str, int)) else ABSENT
        return ABSENT

    def _around(self, operation: Operation, name: str, identity: Identity | None) -> Any:
        """The id of what nothing makes, under which what the path names further on was made;
        ABSENT when there is no such thing."""
        names = path_names(operation)
        where = path_to(operation, name)
        for further in names[names.index(name) + 1 :] if name in names else ():
            maker = self._world.maker_of(operation, further)
            if maker is None or path_to(self._world.spec.operations[maker.make], name) != where:
                continue
            id = self._id(maker, identity)
            for thing in reversed(self._world.living(maker, self._world.who(identity))):
                if str(thing.id) == str(id) and name in thing.exchange.request.parameters:
                    return thing.exchange.request.parameters[name]
        return ABSENT

    def _body(
        self, operation: Operation, media_type: str, manner: str, identity: Identity | None
    ) -> Any:
        assert operation.body is not None
        part = operation.body.content[media_type]
        essence = media_type.partition(";")[0].strip().lower()
        form = essence in ("multipart/form-data", "application/x-www-form-urlencoded")
        if not form and not is_json(media_type) and "*" not in media_type:
            return media_value(part, media_type, self._world.texts)
        if manner == "linked":
            linked = self.linked(operation, identity)
            if linked is not ABSENT:
                return linked
        self._bodies[operation.key] += 1
        refer = self._referring(manner, identity, operation)
        try:
            value = self._world.values.value(
                self._draw, part.schema_where, refer=refer, manner=self._anew(operation, manner)
            )
        except Impossible:
            for value in example_of(part):
                return value
            raise Discard(
                f"no body was found for {operation.key}: give an example in the document"
            ) from None
        like = self.like.get(operation.key)
        if isinstance(like, dict) and isinstance(value, dict):
            return self._renewed(_called(like, value), operation, part, identity)
        if manner == "example":
            examples = [*example_of(part), *self._world.values.examples(part.schema_where)]
            if examples:
                example = examples[self._draw(integers(0, len(examples) - 1))]
                if self._is_taken(operation):
                    example = _called(example, value)
                return self._renewed(example, operation, part, identity)
        return value

    def linked(self, operation: Operation, identity: Identity | None) -> Any:
        """The body that an answer gives by a link, the last one or one that is asked for now;
        ABSENT where there is none."""
        who = self._world.who(identity)
        media_type = default_media_type(operation)
        if operation.body is None or media_type is None:
            return ABSENT
        schema = operation.body.content[media_type].schema_where
        for source, template in self._world.linked.get(operation.key, ()):
            before = self._world.succeeded.get((source, who.name))
            if before is None and source != operation.key and source not in self.preparing:
                self.preparing.append(source)
                try:
                    before = self._make(source, who)
                except Discard:
                    continue
                finally:
                    self.preparing.pop()
            with suppress(LookupError):
                value = put_in(template, before) if before is not None else ABSENT
                if value is not ABSENT and fits(self._world.spec, schema, value):
                    return value
        return ABSENT

    def _renewed(
        self, example: Any, operation: Operation, part: Part, identity: Identity | None
    ) -> Any:
        """An example, with the ids that this run knows in the places of its own."""
        refer = self._referring("example", identity, operation)
        ids: set[str | int] = set()

        def noting(name: str, where: str) -> Any:
            found = refer(name, where)
            id = found.value if isinstance(found, Seen) else found
            if isinstance(id, (str, int)):
                ids.add(id)
            return found

        with suppress(Impossible):
            drawn = self._world.values.value(
                self._draw, part.schema_where, refer=noting, manner=WHOLE
            )
            return _with_ids(example, drawn, ids)
        return example

    def _there(self, operation: Operation, name: str) -> Any:
        """The id of something that nothing makes and a list shows, the same one throughout this
        attempt; ABSENT where there is none, or where it is not to be touched."""
        if not self._world.may_use(operation, name):
            return ABSENT
        ids = self._world.there(path_to(operation, name)) or self._world.there(name)
        return ids[self._turn(name, len(ids)) % len(ids)] if ids else ABSENT

    def _turn(self, what: str, most: int) -> int:
        """A number that is drawn once in this attempt."""
        if what not in self._turns:
            self._turns[what] = self._draw(integers(0, most - 1))
        return self._turns[what]

    # References

    def _referring(
        self, manner: str, identity: Identity | None, operation: Operation | None = None
    ) -> Refer:
        """`operation` is given for its body."""
        used: Counter[str] = Counter()
        others: dict[str, list[str]] = {}
        alike = operation is not None and self._bodies[operation.key] % _ALIKE == 0
        for name in path_names(operation) if operation is not None else ():
            aim = self._world.maker_of(operation, name) if operation is not None else None
            if aim is not None:
                others[aim.make] = [""]

        def refer(name: str, where: str) -> Any:
            maker = self._world.maker(name, where)
            distinct = operation is not None and not alike
            number = self._which(maker, name, others) if distinct else 0
            found = self._id(maker, identity, number)
            there = self._world.there(name, where) if found is ABSENT else []
            if there:
                # Several in one body are several things.
                what = where or name
                used[what] += 1
                turn = self._turn(what, len(there)) + used[what] - 1
                return Seen(there[turn % len(there)])
            if found is ABSENT and manner == "seen":
                values = self._world.shown(f"#{where}" if where else name)
                if values:
                    return Seen(values[self._draw(integers(0, len(values) - 1))])
            return found

        return refer

    def _which(self, maker: Maker | None, name: str, others: dict[str, list[str]]) -> int:
        """The how manieth thing of its kind a property means: `parent_id` and `from_account_id`
        are hardly the one that the path names, nor `to_account_id`; they are now and then."""
        if maker is None:
            return 0
        known = others.setdefault(maker.make, [])
        called = "" if name in maker.names else name
        if called not in known:
            known.append(called)
        return known.index(called)

    def _id(self, maker: Maker | None, identity: Identity | None, number: int = 0) -> Any:
        """The id of a thing that was made for this attempt, the same one for the same number;
        ABSENT when nothing makes one, or none is told yet."""
        if maker is None or maker in self.making or len(self.making) >= _DEEP:
            return ABSENT
        who = self._world.who(identity)
        key = maker.make, who.name, number
        if key not in self.things:
            self.making.append(maker)
            try:
                exchange = self._make(maker.make, who)
                id = evaluate(maker.id, exchange)
                if id is None:
                    return ABSENT  # it is told later: what goes on for a while makes the thing
                self.things[key] = id
            except LookupError:
                raise Discard(f"{maker.make} answers without an id of what it made") from None
            except Discard:
                living = self._world.living(maker, who)
                if not living:
                    raise
                self.things[key] = living[-1].id
            finally:
                self.making.pop()
        return self.things[key]


def _written(value: Any) -> str:
    return ",".join(map(text, value)) if isinstance(value, list) else text(value)


def _in_earnest(body: Any) -> Any:
    """A body that is not only to be tried: what a check reads has to be made, or written."""
    if not isinstance(body, dict):
        return body
    return {
        name: False if value is True and DRY_RUN.fullmatch(snake(name)) else value
        for name, value in body.items()
    }


def _with_ids(example: Any, drawn: Any, ids: Collection[str | int]) -> Any:
    """An example with those ids that a drawn value has in the same places."""
    if isinstance(example, list) and isinstance(drawn, list) and drawn:
        if isinstance(drawn[0], (str, int)):
            return drawn if drawn[0] in ids else example
        return [_with_ids(each, drawn[0], ids) for each in example]
    if isinstance(example, dict) and isinstance(drawn, dict):
        return {
            name: _with_ids(each, drawn[name], ids) if name in drawn else each
            for name, each in example.items()
        }
    return drawn if isinstance(drawn, (str, int)) and drawn in ids else example


def _called(example: Any, drawn: Any) -> Any:
    """An example under another name: there may be one with its own already."""
    if not isinstance(example, dict) or not isinstance(drawn, dict):
        return example
    return {
        name: drawn[name]
        if isinstance(value, str) and isinstance(drawn.get(name), str) and _CALLED.fullmatch(name)
        else value
        for name, value in example.items()
    }
