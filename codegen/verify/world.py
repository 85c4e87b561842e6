"""The things of one run: how each is made, what referred to it, and that it goes in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from codegen.laws.law import Laws, Maker, Reach, Shown
from codegen.spec import Operation, Parameter, Part, Spec
from codegen.verify.changes.harmless import is_tried
from codegen.verify.exchange import NOBODY, Exchange, Identity, Reply, Request, Transport
from codegen.verify.expression import evaluate
from codegen.verify.kept import Kept
from codegen.verify.kindred import kindred
from codegen.verify.linked import bodies
from codegen.verify.opposite import opposite
from codegen.verify.paths import path_to
from codegen.verify.places import at, keywords
from codegen.verify.sending import is_json, request
from codegen.verify.texts import Texts
from codegen.verify.transport import Late, Unreachable
from codegen.verify.values.values import Values

_SHOWN: Final = 20
_LATE: Final = 2


@dataclass(frozen=True)
class Thing:
    """Something that was made in this run."""

    maker: Maker
    id: Any
    exchange: Exchange
    identity: Identity
    kept: bool = False
    """Whether it stays: another operation than its maker made it (`kindred.py`), and nobody told
    what would end it."""


@dataclass(frozen=True)
class Step:
    """Something that is done before an operation: another one, or none (`""`: it is waited, and
    what is shown is taken over). `onto`: the operation is then about what that made. `state`: a
    property and the state that is written into it, and nothing else."""

    operation: str
    onto: bool = False
    state: tuple[str, str] | None = None


@dataclass
class Experience:
    """What is known of an operation after it was tried."""

    tried: Counter[str] = field(default_factory=Counter)
    worked: Counter[str] = field(default_factory=Counter)
    """How often each manner of filling it was tried, and was accepted."""
    needed: dict[str, Any] = field(default_factory=dict)
    """The bodies, by what makes them, of the things with which it was accepted last."""
    needs: int = 0
    """In which try the things that it needs were made as it wants them."""
    prepared: Step | None = None
    """What was done before it was accepted (`preparation.py`)."""
    useless: Counter[Step] = field(default_factory=Counter)
    """What was done before it in vain, and how often."""
    barred: set[tuple[str | None, str]] = field(default_factory=set)
    """From which state to which it was refused to write one."""
    refusal: Exchange | None = None
    """The last time that it was refused."""
    in_vain: int = 0
    """How often in a row it could not be carried out in any way."""

    @property
    def is_fussy(self) -> bool:
        """Whether it was refused more often than not."""
        return self.worked.total() * 2 < self.tried.total()


class World:
    """What all attempts of one run share."""

    def __init__(
        self,
        spec: Spec,
        laws: Laws,
        transport: Transport,
        base: str,
        identities: tuple[Identity, ...],
        seed: int = 0,
        daring: bool = False,
    ) -> None:
        """`base` is where the API is, without a slash at its end; `daring`: anything may be asked
        there."""
        self.spec = spec
        self.laws = laws
        self.base = base
        self.identities = identities
        self.daring = daring
        self.texts = Texts(seed)
        self.values = Values(spec, self.texts)
        self.experience: dict[str, Experience] = {}
        self.memory: dict[Any, Any] = {}
        """What checks remember from one attempt to the next."""
        self.seen: Counter[tuple[str, int, str]] = Counter()
        """How often each operation answered with each status and media type."""
        self.last: Request | None = None
        """What was answered last."""
        self.linked = bodies(spec)
        """Bodies by links, by the operation that takes them."""
        self._linking = {source for each in self.linked.values() for source, _ in each}
        self.succeeded: dict[tuple[str, str], Exchange] = {}
        """The last success of each operation that links to a body, by the name of who asked."""
        self._transport = transport
        self._late: Counter[str] = Counter()
        self._makers = {maker.make: maker for maker in reversed(laws.makers)}
        self.kindred = kindred(spec, laws)
        """The operations that make such a thing too, by their keys."""
        self._named: dict[str, Maker] = {}
        for maker in laws.makers:
            for name in maker.names:
                self._named.setdefault(name, maker)
        self._telling = _telling(spec, laws)
        self._there = {name: shown for shown in reversed(laws.shown) for name in shown.names}
        self._ids: dict[Shown, list[Any]] = {}
        """What is there and was not made in this run, as far as it was looked for."""
        self._living: list[Thing] = []
        self._at = {(each.method, each.path): each for each in spec.operations.values()}
        self._shown: dict[str, list[Any]] = {}
        self._gone: set[str] = set()
        """What was deleted in this run."""
        self._looked = False
        self._kept = Kept(spec, base, transport)
        self._held_up: dict[str, Exchange] = {}
        """By what it is about, what was done that another operation takes back."""
        self._ever_held_up: dict[str, Exchange] = {}
        self._read: dict[str, Exchange] = {}
        """The last full answer of each GET, to learn from when that is needed."""

    def send(self, sent: Request) -> Exchange:
        """Ask; no answer at all is an exchange with the status 0. Raises Late, at once where it was
        so twice before, and Unreachable."""
        if self._late[sent.operation] >= _LATE:
            raise Late(f"{sent.operation} does not answer in time")
        self._kept.look(sent)
        try:
            reply = self._transport(sent)
        except Unreachable:
            raise
        except Late:
            self._late[sent.operation] += 1
            raise
        except ConnectionError as fault:
            reply = Reply(0, {}, str(fault).encode())
        if 300 <= reply.status < 400 and self._leads_on(sent.operation, reply.status):
            reply = replace(reply, leads_on=True)
        self.last = sent
        media_type = reply.headers.get("content-type", "").partition(";")[0].strip()
        self.seen[sent.operation, reply.status, media_type] += 1
        exchange = Exchange(sent, reply)
        self._notice(exchange)
        return exchange

    def _leads_on(self, operation: str, status: int) -> bool:
        found = self.spec.operations.get(operation)
        return found is not None and not found.successes and str(status) in found.answers

    def known(self, operation: str) -> Experience:
        """What is known of an operation."""
        return self.experience.setdefault(operation, Experience())

    def maker(self, name: str, where: str) -> Maker | None:
        """What makes the thing whose id is called so, or has the schema at this pointer."""
        return self._named.get(f"#{where}" if where else name)

    def maker_of(self, operation: Operation, name: str) -> Maker | None:
        """What makes the thing whose id a parameter is: by the path before it, else by its name."""
        qualified = path_to(operation, name)
        return self._named.get(qualified) or self._named.get(name)

    def teller(self, name: str) -> Maker | None:
        """What makes the thing of which another property is called so: its slug, its number."""
        return self._telling.get(name)

    def who(self, identity: Identity | None = None) -> Identity:
        """Somebody; the first whom the server knows where nobody is named."""
        return identity or (self.identities[0] if self.identities else NOBODY)

    def there(self, name: str, where: str = "") -> list[Any]:
        """Ids of things that nothing makes, for a name, or the schema at this pointer."""
        shown = self._there.get(f"#{where}" if where else name)
        if shown is None:
            return []
        if shown not in self._ids:
            operation = self.spec.operations[shown.list]
            self._ids[shown] = []
            with suppress(Late):
                asked = self.send(request(operation, self.base, identity=self.who()))
                items = at(asked.reply.json, shown.items)
                for item in items if isinstance(items, list) else ():
                    id = at(item, shown.id)
                    if isinstance(id, (str, int)) and len(self._ids[shown]) < _SHOWN:
                        self._ids[shown].append(id)
        return self._ids[shown]

    def may_use(self, operation: Operation, name: str) -> bool:
        """Whether a path may name something that was not made in this run: where that is only read,
        or something is made below it, or it is put beside something that was made."""
        if operation.method in ("GET", "HEAD") or operation.key in self._makers:
            return True
        shown = self._there.get(path_to(operation, name)) or self._there.get(name)
        if shown is None or operation.path.startswith(shown.path):
            return False
        others = (each.name for each in operation.parameters if each.place == "path")
        return operation.method != "DELETE" or any(
            self.maker_of(operation, each) is not None for each in others
        )

    def living(self, maker: Maker, identity: Identity) -> list[Thing]:
        """What was made, and was not deleted as far as is known."""
        return [
            each
            for each in self._living
            if each.maker is maker and each.identity.name == identity.name
        ]

    def at(self, method: str, path: str) -> Operation | None:
        """The operation with a method at a path."""
        return self._at.get((method, path))

    def shown(self, what: str) -> list[Any]:
        """Values that answers had in properties of a name, or where a schema (`#/components/…`) is
        referred to."""
        if not self._looked:
            self._looked = True
            self._look_around()
        for key, exchange in self._read.items():
            operation = self.spec.operations.get(key)
            answer = operation.answer(exchange.reply.status) if operation else None
            for name, part in (answer.content if answer else {}).items():
                if is_json(name) and "schema" in part.raw:
                    for found, value in _named(
                        self.spec, part.raw["schema"], part.schema_where, exchange.reply.json, 0
                    ):
                        self._show(found, value)
        self._read.clear()
        return self._shown.get(what, [])

    def _show(self, what: str, value: Any) -> None:
        values = self._shown.setdefault(what, [])
        if value not in values and value not in self._gone and len(values) < _SHOWN:
            values.append(value)

    def _look_around(self) -> None:
        """Read all that can be read without an argument."""
        for each in self.spec.operations.values():
            if each.method == "GET" and not any(one.required for one in each.parameters):
                with suppress(Late):
                    self.send(request(each, self.base, identity=self.who()))

    @property
    def things(self) -> tuple[Thing, ...]:
        """All that was made, and was not deleted as far as is known."""
        return tuple(self._living)

    def forget(self, thing: Thing) -> None:
        """It is gone."""
        self._living = [each for each in self._living if each is not thing]

    def mark(self) -> int:
        """Where we are: what is made later can be cleaned up apart."""
        return len(self._living)

    def clean(self, since: int = 0) -> None:
        """Delete what was made after a mark, the newest first, where there is a way to; set going
        again what was held up."""
        for exchange in [*self._held_up.values()]:
            self._take_back(exchange)
        self._held_up.clear()
        for thing in reversed(self._living[since:]):
            if thing.maker.delete is not None and not thing.kept:
                self._delete(thing, thing.maker.delete)
        del self._living[since:]

    def _delete(self, thing: Thing, reach: Reach) -> None:
        operation = self.spec.operations.get(reach.operation)
        if operation is None:
            return
        path: dict[str, Any] = {}
        query: dict[str, Any] = {}
        headers: dict[str, Any] = {}
        for name, expression in reach.parameters.items():
            try:
                value = evaluate(expression, thing.exchange)
            except LookupError:
                return
            place = operation.parameter(name)
            (query if place and place.place == "query" else path)[name] = value
        for each in operation.parameters:
            if each.required and each.place == "header":
                headers[each.name] = "*" if each.name.lower() == "if-match" else self.texts.code()
        sent = request(
            operation, self.base, path=path, query=query, headers=headers, identity=thing.identity
        )
        with suppress(Late):
            self.send(sent)

    def put_back(self) -> None:
        """Write what was there before, and is there only once, as it was."""
        self._kept.put_back()

    def clean_past(self, truth: Transport) -> None:
        """Clean up by asking the true server, and take back all that was ever held up: what stood
        between may have lied about that, and would leave a queue paused."""
        self._transport = self._kept.send = truth
        self._held_up = dict(self._ever_held_up)
        self.clean()
        self.put_back()

    def _take_back(self, exchange: Exchange) -> None:
        sent = exchange.request
        back = opposite(self.spec, self.spec.operations[sent.operation])
        if back is not None:
            names = {each.name for each in back.parameters if each.place == "path"}
            path = {name: value for name, value in sent.parameters.items() if name in names}
            with suppress(Late):
                self.send(request(back, self.base, path=path, identity=sent.identity))

    def _notice(self, exchange: Exchange) -> None:
        """Remember what an exchange made, and forget what it ended."""
        sent, reply = exchange.request, exchange.reply
        if not reply.ok or is_tried(sent):
            return
        if sent.operation in self._linking:
            self.succeeded[sent.operation, sent.identity.name] = exchange
        if sent.method == "GET" and sent.operation in self.spec.operations:
            if len(reply.body) < 100_000 and reply.body[:1] in (b"{", b"["):
                self._read[sent.operation] = exchange
            return
        operation = self.spec.operations.get(sent.operation)
        if operation is not None and opposite(self.spec, operation) is not None:
            self._held_up[sent.url] = self._ever_held_up[sent.url] = exchange
        maker = self._makers.get(sent.operation)
        kin = self.kindred.get(sent.operation)
        if maker is not None:
            try:
                id = evaluate(maker.id, exchange)
            except LookupError:
                return
            if id is not None:
                self._living.append(Thing(maker, id, exchange, sent.identity))
        elif kin is not None:
            id = kin.of(exchange)
            known = (each.id for each in self._living if each.maker is kin.maker)
            if id is not None and id not in known:
                self._living.append(Thing(kin.maker, id, exchange, sent.identity, kept=True))
        elif sent.method == "DELETE":
            ends = {
                each.make
                for each in self.laws.makers
                if each.delete and each.delete.operation == sent.operation
            }
            gone = [str(each) for each in sent.parameters.values()]
            self._living = [
                each
                for each in self._living
                if each.maker.make not in ends or str(each.id) not in gone
            ]
            if operation is not None and operation.path.endswith("}"):
                name = operation.path.rpartition("{")[2].removesuffix("}")
                self._unlearn(sent.parameters.get(name))

    def _unlearn(self, id: Any) -> None:
        """What was deleted is nothing to be named any more, whoever made it. Of numbers nobody can
        say what else they count."""
        if isinstance(id, str) and not id.isdecimal():
            self._gone.add(id)
            for values in (*self._shown.values(), *self._ids.values()):
                values[:] = [each for each in values if each != id]


def media_value(part: Part, media_type: str, texts: Texts) -> bytes:
    """A body that is no JSON: the document's example, or a small file of its kind."""
    example = part.raw.get("example")
    for each in (part.raw.get("examples") or {}).values():
        if example is None and isinstance(each, dict):
            example = each.get("value")
    if isinstance(example, str):
        return example.encode()
    essence = media_type.partition(";")[0].strip().lower()
    if essence == "image/png":
        return png()
    if essence == "text/csv":
        return f"id,name\n1,{texts.ordinary()}\n".encode()
    if essence.endswith("xml"):
        return f"<text>{texts.ordinary()}</text>".encode()
    if essence.endswith(("ndjson", "jsonl", "json-seq")):
        return b"{}\n"
    return texts.ordinary().encode()


def png() -> bytes:
    """A picture of one grey pixel."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
        + chunk(b"IEND", b"")
    )


def example_of(part: Part) -> list[Any]:
    """The examples that a media type or a parameter gives of its value."""
    found = [part.raw["example"]] if "example" in part.raw else []
    for each in (part.raw.get("examples") or {}).values():
        if isinstance(each, dict) and "value" in each:
            found.append(each["value"])
    return found


def is_conditional(parameter: Parameter) -> bool:
    """Whether a header makes a request depend on a state that nobody drew."""
    name = parameter.name.lower()
    return parameter.place == "header" and (name.startswith("if-") or name in _NEVER)


_NEVER: Final = {"range", "accept", "content-type", "authorization", "accept-encoding", "cookie"}


def _named(
    spec: Spec, schema: Any, where: str, value: Any, deep: int
) -> Iterator[tuple[str, str | int]]:
    """Each text and number in a value, under its property's name and the pointers of its schema."""
    if not isinstance(schema, dict) or deep > 12:
        return
    if isinstance(schema.get("$ref"), str):
        target, there = spec.resolve({"$ref": schema["$ref"]}, where)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield f"#{there}", value
        yield from _named(spec, target, there, value, deep + 1)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key) or ():
            yield from _named(spec, part, where, value, deep + 1)
    if isinstance(value, dict):
        for name, part in (schema.get("properties") or {}).items():
            if name in value:
                if isinstance(value[name], (str, int)) and not isinstance(value[name], bool):
                    yield name, value[name]
                yield from _named(spec, part, where, value[name], deep + 1)
    if isinstance(value, list):
        for each in value[:_SHOWN]:
            yield from _named(spec, schema.get("items"), where, each, deep + 1)


def _telling(spec: Spec, laws: Laws) -> dict[str, Maker]:
    """The makers by the properties of what they answer with, the first for each name."""
    found: dict[str, Maker] = {}
    for maker in laws.makers:
        for answer in spec.operations[maker.make].successes:
            for part in answer.content.values():
                for name in keywords(spec, part.schema_where).get("properties") or {}:
                    found.setdefault(name, maker)
    return found
