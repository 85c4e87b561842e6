"""Rules about what a document promises beyond the shape of messages (`x-laws`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from codegen.lint.rule import Node, Told, rule

if TYPE_CHECKING:
    from codegen.spec import Spec

LAWS = "docs/writing-contracts.md"


@rule("law-runs", "end", "error", source=LAWS)
def law_runs(node: Node) -> Iterator[Told]:
    """A law that is stated can be run: what it names is there."""
    if not node.document.known["has_laws"]:
        return
    from codegen.laws.read import read_laws

    for fault in read_laws(_spec(node), stated_only=True)[1]:
        yield Told(fault.message, fault.where)


@rule("law-stated", "end", "info", "spolvero", source=LAWS)
def law_stated(node: Node) -> Iterator[Told]:
    """What an operation's shape calls for is stated as a law, or ruled out in words."""
    from codegen.laws.suggest import suggest

    for each in suggest(_spec(node)):
        yield Told(f"{each.message} State it: {' '.join(each.yaml.split())}", each.where)


def _spec(node: Node) -> Spec:
    found: Spec = node.document.known["spec"]()
    return found
