"""References that lead nowhere, and those that lead only to references.

The quick look is at the names alone, each once. Only when one is odd are all places visited.
"""

from collections.abc import Callable, Iterator
from typing import Any

from codegen.pointer import follow, from_fragment, join, split, step


def is_whole(document: Any, names: set[str]) -> bool:
    """Whether every name is `#/...`, is there, and does not lead in a circle."""
    get = _finder(document)
    # References that were followed to a place that is none.
    ends: set[str] = set()
    for name in names:
        seen: set[str] = set()
        while name not in ends:
            if name in seen or not (name.startswith("#/") or name == "#"):
                return False
            seen.add(name)
            try:
                target = get(name)
            except LookupError:
                return False
            inner = target.get("$ref") if isinstance(target, dict) else None
            if not isinstance(inner, str):
                break
            name = inner
        ends |= seen
    return True


def _finder(document: Any) -> Callable[[str], Any]:
    parts = document.get("components") if isinstance(document, dict) else None
    schemas = parts.get("schemas") if isinstance(parts, dict) else None
    known = schemas if isinstance(schemas, dict) else {}
    start = "#/components/schemas/"
    length = len(start)

    def find(name: str) -> Any:
        if name.startswith(start) and name[length:] in known:
            return known[name[length:]]
        return follow(document, from_fragment(name[1:]))

    return find


def faults(document: Any, place: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """One line for each reference that leads nowhere, and one for each circle of references.

    The first are met in real documents: only what they would mean is missing. The second say
    nothing at all.
    """
    from codegen.source.anchors import Anchors
    from codegen.source.kinds import references

    anchors = Anchors(document)
    found: list[str] = []
    targets: dict[str, str] = {}
    for here, name in references(document):
        to = anchors.resolve(here, name)
        if to is None:
            at = f"{place(f'{here}/$ref')}: {here}"
            found.append(f"{at}: {nowhere(document, name)}")
        else:
            targets.setdefault(here, to)
    return found, [f"{place(here)}: {here}: {CIRCLE}" for here in circles(targets)]


CIRCLE = (
    "this reference leads to itself, by way of nothing but references; "
    "one of them has to be a definition"
)


def circles(targets: dict[str, str]) -> Iterator[str]:
    """One place of each circle of references."""
    done: set[str] = set()
    for start in targets:
        path: list[str] = []
        here = start
        while here in targets and here not in done:
            done.add(here)
            path.append(here)
            here = targets[here]
        if here in path:
            yield here


def nowhere(document: Any, name: str) -> str:
    """What to say of a reference that leads nowhere, with the name that may have been meant."""
    if "://" in name.partition("#")[0]:
        return remote(name)
    meant = _meant(document, name)
    name = " ".join(name.split())
    then = f"did you mean {meant}?" if meant else "define it there, or correct the name"
    return f"the $ref {name} leads nowhere; {then}"


def remote(name: str) -> str:
    """What to say of a reference into the network."""
    return (
        f"the $ref {name} is a document on the network, and nothing is fetched; save it beside "
        "this file and refer to that, or give a schema here that `$id`"
    )


def _meant(document: Any, name: str) -> str | None:
    from difflib import get_close_matches

    path, _, fragment = name.partition("#")
    at = ""
    parts = split(from_fragment(fragment))
    for part in parts:
        node = follow(document, at)
        try:
            step(node, part)
        except LookupError:
            names = list(node) if isinstance(node, dict) else []
            close = get_close_matches(part, names, 1)
            if not close:
                return None
            rest = "".join(join("", each) for each in parts[parts.index(part) + 1 :])
            return f"{path}#{join(at, close[0])}{rest}"
        at = join(at, part)
    return None
