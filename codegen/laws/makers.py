"""How each kind of thing comes to be, and by which names its ids are told."""

from collections.abc import Iterator
from dataclasses import replace

from codegen.laws.ids import IDS, stem
from codegen.laws.law import Maker, Shown
from codegen.laws.resources import Resource, Resources
from codegen.laws.words import camel, snake


def makers(resources: Resources) -> tuple[Maker, ...]:
    """Every resource that can be made, those with shorter paths first.

    A name that several claim is the first one's; a schema that several kinds share tells nothing.
    """
    found: list[Maker] = []
    taken = _shared_schemas(resources)
    for each in sorted(resources.all, key=lambda each: each.path.count("/")):
        if each.create is None or each.id is None:
            continue
        names = tuple(name for name in dict.fromkeys(_names(each)) if name not in taken)
        taken |= {name for name in names if not name.startswith("/")}
        maker = Maker(noun=each.noun, make=each.create.key, id=each.id, names=names)
        found.append(
            replace(
                maker,
                read=resources.reach(each.read, each.create, each),
                delete=resources.reach(each.delete, each.create, each),
                list=resources.reach(each.list, each.create, each),
            )
        )
    return tuple(found)


def shown(resources: Resources, makers: tuple[Maker, ...]) -> tuple[Shown, ...]:
    """Every resource that nothing makes, and whose things a list shows that needs no argument."""
    found: list[Shown] = []
    taken = _shared_schemas(resources) | {name for maker in makers for name in maker.names}
    for each in resources.all:
        listing, items = each.list, each.items
        if each.create is not None or listing is None or items is None or items.id is None:
            continue
        if any(parameter.required for parameter in listing.parameters):
            continue
        names = tuple(name for name in dict.fromkeys(_names(each)) if name not in taken)
        taken |= set(names)
        found.append(Shown(each.path, listing.key, items.at, items.id, names))
    return tuple(found)


def _shared_schemas(resources: Resources) -> set[str]:
    seen: dict[str, set[str]] = {}
    for each in resources.all:
        for name in each.naming.shape.names if each.naming.shape is not None else ():
            seen.setdefault(name, set()).add(stem(each.parameter) or each.noun)
    return {name for name, nouns in seen.items() if len(nouns) > 1}


def _names(resource: Resource) -> Iterator[str]:
    yield resource.path
    naming = resource.naming
    if naming.foreign:
        yield from _spelled(resource.noun)
        return
    if naming.shape is not None:
        yield from sorted(naming.shape.names)
    of = stem(resource.parameter)
    if of:
        yield resource.parameter
        yield from _spelled(of)
    elif snake(resource.parameter) not in (*IDS, "name", "code", "number"):
        yield resource.parameter
    if not of or of == resource.noun or resource.noun.endswith(f"_{of}"):
        yield from _spelled(resource.noun)


def _spelled(noun: str) -> Iterator[str]:
    for name in (f"{noun}_id", f"{noun}_ids"):
        yield name
        yield camel(name)
