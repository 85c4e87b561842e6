"""One statement under `x-laws`: what it says, and whether what it names is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from codegen.laws.fault import Fault
from codegen.laws.ids import Naming
from codegen.laws.law import Reach
from codegen.laws.lists import Items, find_items
from codegen.laws.paths import path_parameters
from codegen.laws.replies import reply, reply_shape
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import Shape, json_shape, shape_of
from codegen.spec import Operation, Spec

_EXPRESSION: Final = re.compile(
    r"\$(?:(request|response)\.(?:(path|query|header)\.([^#]+)|(body)(?:#(.*))?)|method|url|statusCode)"
)


@dataclass(frozen=True)
class Statement:
    """What is said of one operation under one key. `faults` are shared by all statements."""

    resources: Resources
    operation: Operation
    where: str
    value: Any
    faults: list[Fault] = field(default_factory=list)

    @property
    def spec(self) -> Spec:
        return self.resources.spec

    @property
    def options(self) -> Mapping[str, Any]:
        """What it says beyond `true`."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def made(self) -> Resource | None:
        """The thing that the operation makes."""
        for each in self.resources.all:
            if each.create is self.operation:
                return each
        return None

    def fail(self, message: str) -> None:
        """Note why the law cannot be run."""
        fault = Fault(self.where, message)
        if fault not in self.faults:
            self.faults.append(fault)

    def target(self, key: Any) -> Operation | None:
        """The operation of a name; None and a fault when there is none."""
        found = self.spec.operations.get(str(key))
        if found is None:
            self.fail(f"The document has no operation {key}.")
        return found

    def reach(self, said: Any, source: Operation, resource: Resource | None = None) -> Reach | None:
        """How to get from an exchange of `source` to an operation, told by its name alone or with
        its parameters; None and a fault when that leads nowhere."""
        name = said.get("operation") if isinstance(said, dict) else said
        target = self.target(name)
        if target is None:
            return None
        given = said.get("parameters") if isinstance(said, dict) else None
        if given is None:
            found = self.resources.reach(target, source, resource or self._made_by(source))
            if found is None:
                self.fail(
                    f"It is not plain how {source.key} leads to {target.key}: say its `parameters`."
                )
            return found
        return self._given(target, given, source)

    def make(self, said: Any, resource: Resource | None) -> Reach | None:
        """The maker of what the operation is about: a Reach whose parameters are the operation's,
        over the making exchange."""
        if said is None:
            if resource is None or resource.create is None:
                self.fail("It is not plain what makes the thing: name the operation, `make`.")
                return None
            said = resource.create.key
        name = said.get("operation") if isinstance(said, dict) else said
        maker = self.target(name)
        if maker is None:
            return None
        if maker.method in ("GET", "HEAD", "OPTIONS"):
            self.fail(f"{maker.key} makes nothing: it only reads.")
            return None
        given = said.get("parameters") if isinstance(said, dict) else None
        if given is not None:
            found = self._given(self.operation, given, maker)
        else:
            found = self.resources.reach(self.operation, maker, resource or self._made_by(maker))
            if found is None:
                self.fail(
                    f"It is not plain how {maker.key} leads to {self.operation.key}: say"
                    " `make: {operation: …, parameters: …}`."
                )
        return None if found is None else Reach(maker.key, found.parameters)

    def _made_by(self, operation: Operation) -> Resource | None:
        return next((each for each in self.resources.all if each.create is operation), None)

    def _given(
        self, target: Operation, given: Mapping[str, Any], source: Operation
    ) -> Reach | None:
        """A Reach whose parameters the document gives, if each of them is sound."""
        needed = {name for name, _ in path_parameters(target.path)}
        sound = True
        for name in sorted(needed - set(given)):
            self.fail(f"{target.key} needs its path parameter {name}.")
            sound = False
        for name, expression in given.items():
            if target.parameter(name) is None:
                self.fail(f"{target.key} has no parameter {name}.")
                sound = False
            sound = self.expression(str(expression), source) and sound
        return Reach(target.key, {str(k): str(v) for k, v in given.items()}) if sound else None

    def expression(self, text: str, source: Operation) -> bool:
        """Whether a runtime expression leads somewhere in an exchange of an operation."""
        found = _EXPRESSION.fullmatch(text)
        if found is None:
            self.fail(f"{text} is no runtime expression (OpenAPI 3.1, 4.8.20.4).")
            return False
        side, place, name, body, there = found.groups()
        if place is not None:
            there_is = (
                source.parameter(name, place) is not None
                if side == "request"
                else name.lower() in {each.lower() for each in _headers(source)}
            )
            if not there_is:
                self.fail(f"{text} leads nowhere: {source.key} has no such {place}.")
            return there_is
        if body is None:
            return True
        shape = (
            json_shape(self.spec, source.body)
            if side == "request"
            else reply_shape(self.spec, source)
        )
        return self.leads(shape, there or "", f"the {side} of {source.key}", text)

    def leads(self, shape: Shape | None, there: str, of: str, text: str | None = None) -> bool:
        """Whether a pointer leads to something that a schema knows of."""
        if shape is None or shape.at(there) is None:
            self.fail(f"{text or there or 'The body'} leads nowhere: {of} has no such place.")
            return False
        return True

    def items(self, operation: Operation) -> Items | None:
        """Where the items of a list stand; told by `items` and `item_id`, or plain."""
        at, item_id = self.options.get("items"), self.options.get("item_id")
        found = self.resources.lists.get(operation.key)
        if at is None and found is None:
            found = find_items(self.spec, operation, Naming("", "id"))
        if at is not None:
            array = self.thing(operation, at)
            if array is None or array.items is None:
                self.fail(f"{at} is no list in what {operation.key} gives.")
                return None
            own = "/id" if "id" in array.items.properties else None
            found = Items(at, array.items, found.id if found and found.at == at else own)
        if found is None:
            self.fail(f"It is not plain where the items of {operation.key} are: say `items`.")
            return None
        if item_id is not None:
            if not self.leads(found.shape, item_id, f"an item of {operation.key}"):
                return None
            found = Items(found.at, found.shape, item_id)
        if found.id is None:
            self.fail(f"It is not plain what tells the items of {operation.key}: say `item_id`.")
            return None
        return found

    def thing(self, operation: Operation | None, at: str = "") -> Shape | None:
        """What an operation gives, at a pointer in its reply."""
        shape = reply_shape(self.spec, operation)
        return shape.at(at) if shape is not None else None

    def statuses(self, key: str, operation: Operation, default: tuple[str, ...]) -> tuple[str, ...]:
        """Statuses that are told, if the operation declares them; else those by default."""
        told = self.options.get(key)
        if told is None:
            return default
        found = tuple(str(each) for each in told)
        for each in found:
            if operation.answer(int(each)) is None:
                self.fail(f"{operation.key} does not declare {each}.")
        return found

    def query(self, name: str) -> Shape | None:
        """What a query parameter takes; None and a fault when there is none."""
        found = self.operation.parameter(name, "query")
        if found is None:
            self.fail(f"{self.operation.key} has no query parameter {name}.")
            return None
        return shape_of(self.spec, found)


def _headers(operation: Operation) -> tuple[str, ...]:
    answer = reply(operation)
    return tuple(answer.headers) if answer is not None else ()
