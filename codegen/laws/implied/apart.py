"""Places that everybody has for himself: a profile, a cart."""

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.fields import is_secret
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import is_mine, is_said_of, needs_somebody
from codegen.laws.law import Apart
from codegen.laws.paths import noun_of, plain
from codegen.laws.resources import Resources
from codegen.laws.shape import json_shape
from codegen.spec import Operation

_OWN: Final = frozenset(["me", "my", "mine", "self", "cart", "basket", "wishlist", "watchlist"])
_TOGETHER: Final = re.compile(
    r"team|org|company|compan|workspace|tenant|household|family|group|account|project|club|room",
    re.IGNORECASE,
)


def apart(resources: Resources) -> Iterator[Apart]:
    """What is put to a path without parameters, and read there, by whoever it belongs to."""
    for operation in resources.spec.operations.values():
        if operation.method not in ("PUT", "PATCH") or "{" in operation.path:
            continue
        read = resources.on(plain(operation.path)).get("GET")
        if read is None:
            continue
        if not (needs_somebody(read) and needs_somebody(operation)):
            continue
        body = json_shape(resources.spec, operation.body)
        if body is None or any(is_secret(name, each) for name, each in body.properties.items()):
            continue  # who changes it may lock somebody out
        if _is_own(resources, read):
            yield Apart(operation=operation.key, where=operation.where, stated=False, read=read.key)


def _is_own(resources: Resources, read: Operation) -> bool:
    if _TOGETHER.search(f"{read.path} {said(read)}"):
        return False
    noun = noun_of(plain(read.path))
    return (
        bool(_OWN & set(read.path.lower().split("/")))
        or is_mine(said(read), noun)
        or is_said_of(resources, noun)
    )
