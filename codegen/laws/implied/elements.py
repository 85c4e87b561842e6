"""Elements that are put by a path of their own and shown only by what is around them."""

from collections.abc import Iterator

from codegen.laws.ids import exact_id, find_id
from codegen.laws.implied.lifecycle import body_fields, ends_otherwise, later
from codegen.laws.law import Element
from codegen.laws.lists import Items, find_items
from codegen.laws.resources import Resource, Resources
from codegen.laws.shape import json_shape
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation


def elements(resources: Resources) -> Iterator[Element]:
    """`PUT /cart/items/{product_id}` beside a `GET /cart` that shows `items` with that id."""
    for resource in resources.all:
        put = resource.replace
        if put is not None and resource.read is None and not later(put):
            law = element_of(resources, resource, put)
            if law is not None:
                yield law


def element_of(resources: Resources, resource: Resource, put: Operation) -> Element | None:
    """The law of what puts an element; None where nothing certainly shows it."""
    for read, items in _around(resources, resource):
        reach = resources.reach(read, put)
        if items.id is None or reach is None:
            continue
        body = json_shape(resources.spec, put.body)
        fields = body_fields(body, items.shape, "", resource.noun, creates=False) if body else ()
        delete = resource.delete
        gone = delete is not None and not later(delete) and not ends_otherwise(delete)
        return Element(
            operation=put.key,
            where=put.where,
            stated=False,
            read=reach,
            items=items.at,
            item_id=items.id,
            id=f"$request.path.{resource.parameter}",
            fields=tuple(each for each in fields if each[1] != items.id),
            delete=delete.key if delete is not None and gone else None,
        )
    return None


def _around(resources: Resources, resource: Resource) -> Iterator[tuple[Operation, Items]]:
    """The list of such elements, and what has them as a property named like their path."""
    collection = resource.path.rpartition("/")[0]
    above, _, word = collection.rpartition("/")
    listing = resources.on(collection).get("GET")
    if listing is not None:
        found = find_items(resources.spec, listing, resource.naming)
        if found is not None and found.id and not _selects(listing):
            yield listing, found
        return
    whole = resources.on(above).get("GET")
    if whole is None or _selects(whole):
        return
    owner = resources.by_path.get(above)
    at = owner.read_at if owner is not None else ""
    thing = resources.thing(whole, at)
    for name, each in thing.properties.items() if thing is not None else ():
        if snake(name) == snake(word) and "array" in each.types and each.items is not None:
            own = exact_id(each.items, resource.naming) or find_id(each.items, resource.naming)
            if own is not None:
                yield whole, Items(at + join("", name), each.items, join("", own))


def _selects(read: Operation) -> bool:
    """Whether it shows something only to who asks for it."""
    return any(each.required and each.place == "query" for each in read.parameters)
