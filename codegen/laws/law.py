"""What a contract may promise beyond the shape of a message: one class for each kind of law.

These are *resolved* laws: names of operations have been looked up, pointers and expressions have
been found sound. `codegen/laws/` makes them, from `x-laws` and from shapes;
`codegen/verify/checks/` runs them; `codegen/mutate/` breaks them.

Operations are named by their key: the operationId, or `GET /albums/{album_id}` without one. A value
that comes from a message is a runtime expression (OpenAPI 3.1, 4.8.20.4): `$response.body#/id`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A promise about one operation.

    `where` is the JSON pointer of the statement, or of what implies the law. `stated` is whether
    the document says it in `x-laws`.
    """

    kind: ClassVar[str] = ""
    operation: str
    where: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How to get from an exchange to another operation about the same thing.

    `parameters` are its path (or query) parameters by name, each a runtime expression over that
    exchange: `{"album_id": "$response.body#/id"}`.

    Which exchange: in a law with a `make`, every reach is over the *making* exchange; in any other
    law it is over that of the law's own operation. `make` and `makes` name the maker, and their
    `parameters` are those that the *law's operation* takes, over the making exchange: for
    `/shelves/{shelf_id}/books/{book_id}` they are `{"shelf_id": "$request.path.shelf_id",
    "book_id": "$response.body#/id"}`. Who makes several things for one list gives the maker the
    path parameters of the first again.
    """

    operation: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAfterWrite(Law):
    """What POST, PUT or PATCH accepted is what `read` then gives; the rest is as it was.

    `fields` are pairs of pointers, in the request's body and in what `read` gives: those compared.
    `partial`: fields that the body leaves out keep their values (PATCH); `creates`: the operation
    makes the thing, so there is no state before. `altered` are pointers in the body whose values
    the server is said to change: they count as accepted, and are not compared.
    """

    kind: ClassVar[str] = "read_after_write"
    read: Reach
    fields: tuple[tuple[str, str], ...]
    partial: bool = False
    creates: bool = False
    altered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Law):
    """What an operation that changes or makes a thing answers of it is what `read` then gives.

    `at` points to the thing in the answer, `read_at` in what `read` gives, and `id` to its id in
    either; empty where it has none.
    """

    kind: ClassVar[str] = "answered"
    read: Reach
    at: str = ""
    read_at: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Law):
    """What is put at the path of an element is what the thing around it, or its list, then shows.

    `read` gives the elements at `items`, `item_id` in each; `id` is an expression over the
    operation's own exchange. `fields` are pairs of pointers, in the request's body and in an
    element. `delete` is the operation that takes an element away, if there is one: it is shown no
    more then. Other elements stay as they are.
    """

    kind: ClassVar[str] = "element"
    read: Reach
    items: str
    item_id: str
    id: str
    fields: tuple[tuple[str, str], ...] = ()
    delete: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Law):
    """What the operation makes shows up in a list, by its id.

    `id` is an expression over the creating exchange; `items` points to the list's items, `item_id`
    to the id in each of them (an empty pointer: the item is the id). `fields` are pairs of
    pointers, in the request's body and in an item, where nothing but the list shows what was
    written.
    """

    kind: ClassVar[str] = "listed"
    list: Reach
    items: str
    id: str
    item_id: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Final(Law):
    """A deletion is final: `read` then answers `gone`, and no list has the thing.

    `make` is the operation that makes such a thing. `again` is what a second deletion answers;
    empty where the document leaves that open.
    """

    kind: ClassVar[str] = "final"
    make: Reach
    read: Reach | None
    gone: tuple[str, ...] = ("404", "410")
    again: tuple[str, ...] = ("404", "410")
    listed: Listed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe(Law):
    """The operation changes nothing (RFC 9110, 9.2.1): what `watch` gives is as it was before.

    `make` makes the thing that the operation is about, if it is about one.
    """

    kind: ClassVar[str] = "safe"
    make: Reach | None
    watch: tuple[Reach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idempotent(Law):
    """The same request twice leaves the state that once leaves (RFC 9110, 9.2.2)."""

    kind: ClassVar[str] = "idempotent"
    make: Reach | None
    watch: tuple[Reach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey(Law):
    """A request that is repeated under one key is carried out once, and answered as the first was.

    `id` tells the thing that was made; another body under the same key is refused with `conflict`
    (empty where the document does not say that it is).
    """

    kind: ClassVar[str] = "idempotency_key"
    header: str
    id: str
    conflict: tuple[str, ...] = ("409", "422")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Law):
    """Following a list page by page gives each item once, in a stable order, and `limit` is kept.

    `style`: `cursor` (`parameter` takes the token that stands at `next`, null, empty or absent on
    the last page; without a `next` it takes the id of the page's last item), `offset` (`parameter`
    counts items from `first`), `page` (`parameter` counts pages from `first`), `link` (the next
    page's URL stands at `next`, or without one in the `Link` header as `rel=next`, RFC 8288).
    `next`, `total` (the number of all items) and `more` (whether there is another page) are
    expressions over the list's answer: `$response.body#/next_cursor`,
    `$response.header.X-Total-Count`. `items` and `item_id` are pointers, as everywhere: in the
    body, and in each item. `most` is the largest `limit` that is declared.
    `makes` are operations that make what the list shows, to have enough of it. `echoes` are places
    where a page repeats what a parameter asked for, by the parameter's name; `count` is where it
    says how many pages there are.
    """

    kind: ClassVar[str] = "pages"
    style: Literal["cursor", "offset", "page", "link"]
    items: str
    item_id: str
    parameter: str | None
    limit: str | None
    next: str | None = None
    total: str | None = None
    more: str | None = None
    first: int = 1
    most: int | None = None
    makes: tuple[Reach, ...] = ()
    echoes: Mapping[str, str] = field(default_factory=dict)
    count: str | None = None


Match = Literal[
    "equals",
    "like",
    "any_of",
    "contains",
    "words",
    "prefix",
    "has",
    "at_least",
    "at_most",
    "after",
    "before",
]
"""How a filter's value selects: the field equals it; equals it, or perhaps only contains it (what
equals it is selected, and what is selected contains it, without regard to case: for texts of which
the document says no more); is one of its values; contains it as a text; the fields together
contain all its words; the field begins with it; is a list that has it, or all of several; is >=,
<=, >, < it. Whether case matters is open but where `any_case` is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(Law):
    """A query parameter selects exactly the items whose `field` matches it.

    `fields` are pointers in an item: it is selected when one of them matches. Where an item shows
    the field only in what `read` gives, `read` reaches that from a making exchange, and the
    pointers are into its body. `loose`: it is left open whether the bound itself is
    selected, or whether several words need to stand together. `one_of`: it selects by one of
    `fields`, and which one is left open; what no one of them explains is broken. `any_case`: the
    document says that upper and lower case are alike.
    """

    kind: ClassVar[str] = "filters"
    parameter: str
    fields: tuple[str, ...]
    match: Match
    items: str
    item_id: str
    pages: Pages | None = None
    makes: tuple[Reach, ...] = ()
    read: Reach | None = None
    loose: bool = False
    one_of: bool = False
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: a pointer in an item, and whether large values come first; None where
    the document leaves open which way (one of both it is)."""

    field: str
    descending: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorts(Law):
    """With `parameter` = `value` (both None: by default) items are ordered by `keys`.

    `given` are query parameters that have to be sent along, such as the direction.
    """

    kind: ClassVar[str] = "sorts"
    parameter: str | None
    value: str | None
    keys: tuple[Key, ...]
    items: str
    item_id: str
    given: Mapping[str, Any] = field(default_factory=dict)
    pages: Pages | None = None
    makes: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Law):
    """A thing that one identity made is not seen or changed by another: the answer is `refused`.

    `make` makes the thing; `operation` is what the other tries. For a list (`items` set) the other
    must not find it among the items. With `states` only a thing that is in one of them, at `state`
    of what `read` gives: somebody else's draft.
    """

    kind: ClassVar[str] = "owned"
    make: Reach
    refused: tuple[str, ...] = ("403", "404")
    items: str | None = None
    item_id: str = ""
    read: Reach | None = None
    state: str = ""
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Law):
    """What can be done about a thing agrees on whether another identity may: whom some operations
    tell that there is no such thing is not shown it, nor let change it, by the others.

    Nothing says that the thing has an owner: how the server answers does. `operation` makes the
    thing, `read` and `listed` show it, `below` are readings under its path, `writes` change it. All
    reaches are over the making exchange.
    """

    kind: ClassVar[str] = "hidden"
    read: Reach | None
    listed: Listed | None
    below: tuple[Reach, ...] = ()
    writes: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart(Law):
    """What one identity puts in a place of its own, such as a cart, another does not find there.

    `operation` puts it there, `read` shows it; both name nothing.
    """

    kind: ClassVar[str] = "apart"
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agrees(Law):
    """A list and the reading of one thing show the same of it.

    `operation` reads the thing that stands at `at` in its answer, with its id at `id` in that; it
    takes the id of an item as `parameter`, and `path` are its other parameters by those of the
    list. `fields` are the pointers, in the item and in the thing, of what both show under one
    name and schema. `make` makes such a thing, and `list` is reached from there.
    """

    kind: ClassVar[str] = "agrees"
    list: str
    items: str
    item_id: str
    parameter: str
    path: Mapping[str, str]
    at: str
    id: str
    fields: tuple[str, ...]
    make: str | None = None
    reach: Reach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refers(Law):
    """What names a thing in a body is refused where there is none, if another operation refuses
    it, or words say so (`said`).

    `property` points to the id in the body of `operation`, `read` reads what it names, and takes
    it as `parameter`. `peers` are other operations and where their bodies have such an id. `make`
    makes such a thing: what is hidden from an identity is none for it. `list` shows ids of such
    things: an operation, where its items stand, and in each of them the id.
    """

    kind: ClassVar[str] = "refers"
    property: str
    read: str
    parameter: str
    peers: tuple[tuple[str, str], ...] = ()
    make: Reach | None = None
    list: tuple[str, str, str] | None = None
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRunning(Law):
    """What the operation begins has a status resource at once, and ends.

    `status` reaches it; its `state` is at last one of `final`, and then stays; `within` seconds.
    """

    kind: ClassVar[str] = "long_running"
    status: Reach
    state: str
    final: tuple[Any, ...]
    within: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Law):
    """Conditional requests (RFC 9110, 13): the operation's ETag changes when, and only when, the
    thing does; `If-None-Match` with it answers 304; `If-Match` with another one answers 412.

    `operation` reads the thing that `make` makes; without a `make` it reads what is there, such as
    a list, settings, or a thing that a list shows. `changes` change it, `guarded` are those that
    read `If-Match`; `below` are operations under its path, which may change what it shows.
    `not_modified`: whether it answers 304.
    """

    kind: ClassVar[str] = "conditional"
    make: Reach | None
    changes: tuple[Reach, ...] = ()
    guarded: tuple[Reach, ...] = ()
    below: tuple[Reach, ...] = ()
    not_modified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Caching(Law):
    """Answers of `status` carry these directives of `Cache-Control` (RFC 9111, 5.2), or these names
    in `Vary`."""

    kind: ClassVar[str] = "caching"
    status: str
    directives: tuple[str, ...] = ()
    vary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Law):
    """How long a thing is kept: `until` is `seconds` after `since`, both pointers to times in what
    the operation gives (`items`: in each of a list). Before `until` it is still there."""

    kind: ClassVar[str] = "retention"
    since: str
    until: str
    seconds: float | None = None
    items: str | None = None


Rule = Literal["requires", "or", "only_one", "all_or_none", "zero_or_one", "compares"]


@dataclass(frozen=True, slots=True)
class Presence:
    """A parameter that is given; with `values`, one that is given with one of these."""

    parameter: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Law):
    """A dependency between parameters, or properties of the body (`body#/a`), as IDL4OAS has them
    (Martin-Lopez et al., 2020). `requires`: who gives the first needs all others. `compares`:
    the first stands in `relation` to the second; `loose`: whether they may be equal is left open;
    `stored`: a write of one of both is held to what the thing has of the other. What breaks it is
    refused with `refused`.
    """

    kind: ClassVar[str] = "dependency"
    rule: Rule
    parts: tuple[Presence, ...]
    relation: Literal["<", "<=", "==", "!=", ">=", ">"] | None = None
    refused: tuple[str, ...] = ("400", "422")
    loose: bool = False
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Law):
    """A relation between the items of two or more calls (Segura et al., IEEE TSE 2018).

    `base` and `others` are query parameters of each call. `subset`: each of `others` gives items of
    `base` only. `disjoint`: no item is in two of `others`. `complete`: `others` together give what
    `base` gives, and no two of them the same. `equal`: all give the same, in the same order.
    """

    kind: ClassVar[str] = "relation"
    relation: Literal["subset", "disjoint", "complete", "equal"]
    base: Mapping[str, Any]
    others: tuple[Mapping[str, Any], ...]
    items: str
    item_id: str
    pages: Pages | None = None
    makes: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """How a kind of thing comes to be, for whoever needs one: the operation that makes it, how its
    id is read from that exchange, and what ends it.

    `names` tell where ids of such a thing stand: names of parameters and properties (`album_id`,
    `albumId`; `album_ids`, for a list of them), pointers of schemas
    (`#/components/schemas/AlbumId`) and, for a path parameter, the path up to and with it
    (`/albums/{id}`), which is surest. `id` may be `$response.header.Location`: then it stands in
    that URL where the path of `read` (or its last segment) has it. `delete` is None where the
    contract has no deletion. `read`, `delete` and `list` are reached from the making exchange.
    """

    noun: str
    make: str
    id: str
    names: tuple[str, ...]
    read: Reach | None = None
    delete: Reach | None = None
    list: Reach | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Where ids of a kind of thing stand that no operation makes, such as the products of a shop.

    `list` needs no argument and has them at `items`, `id` in each; `path` is that of the thing,
    and `names` tell where its ids stand, as a maker's do.
    """

    path: str
    list: str
    items: str
    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laws:
    """All laws of a document, stated first, the makers of its things, and where others stand."""

    laws: tuple[Law, ...]
    makers: tuple[Maker, ...]
    shown: tuple[Shown, ...] = ()

    def of(self, operation: str) -> tuple[Law, ...]:
        """The laws about one operation."""
        return tuple(law for law in self.laws if law.operation == operation)
