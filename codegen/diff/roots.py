"""All pairs of schemas of one direction, and the findings about them.

A change in a shared schema is one finding, however many operations have it, and by however many
ways: it names the operations, the shortest way in the first of them, and a value of that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from codegen.diff.contain import Containment, Edge, Gap, Pair
from codegen.diff.finding import Finding, Witness
from codegen.diff.life import Life
from codegen.diff.rules import KINDS, RULES, SUBJECTS, Subject, note_of, rule_of
from codegen.diff.said import said

_MOST_ROOTS = 4
"""So many places a gap is tried to be shown in, until it is."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where a schema is used: what it is of, and the schemas of who sends and who takes."""

    subject: str
    operation: str
    of: str
    """`body`, `query parameter limit`, `200 body`."""
    pair: Pair


class Roots:
    """The uses of schemas in one direction."""

    def __init__(self, forth: Containment, back: Containment, life: Life, is_reply: bool) -> None:
        self._forth, self._back = forth, back
        self._life = life
        self._is_reply = is_reply
        self._roots: list[Root] = []

    def add(self, root: Root) -> None:
        """Note a use; unchanged ones are nobody's business."""
        if not self._forth.is_same(root.pair):
            pair = self._forth.pair(*root.pair)
            self._roots.append(Root(root.subject, root.operation, root.of, pair))

    def is_plain(self, sent: str, taken: str) -> bool:
        """Whether values of both schemas are single ones: no lists, no objects."""
        return not any(
            branch.type in ("array", "object")
            for view, place in ((self._forth.sent, sent), (self._forth.taken, taken))
            for branch in view.branches((place,), True)
        )

    def add_text(self, root: Root, is_text: bool, is_exploded: bool) -> None:
        """Note a parameter. In a URL or header all values are texts: what takes any text takes a
        number, too, and what takes a list by repetition takes one value."""
        if self._forth.is_same(root.pair):
            return
        sent, taken = root.pair
        more: list[Any] = []
        view = self._forth.taken
        types = {each.type for each in self._forth.sent.branches(sent, True)}
        for branch in view.branches(taken) if is_text else ():
            if branch.type == "string" and types & {"number", "boolean"}:
                if branch.values is not None:
                    more.append({"enum": [v for each in branch.values for v in _read(each)]})
                elif (branch.least("minLength") or 0) <= 1 and not any(
                    branch.said(word) for word in ("pattern", "format", "maxLength")
                ):
                    more.append({"type": ["number", "boolean"]})
            if branch.type == "array" and is_exploded and "array" not in types:
                item = branch.item(0)
                if item is not None and (branch.least("minItems") or 0) <= 1:
                    more.append({"allOf": [{"$ref": f"#{_quoted(each)}"} for each in item]})
        if more:
            whole = {"anyOf": [*({"$ref": f"#{_quoted(each)}"} for each in taken), *more]}
            root = Root(root.subject, root.operation, root.of, (sent, (view.made(whole),)))
        self._roots.append(root)

    def findings(self) -> Iterator[Finding]:
        """What differs: breaks and notes first, then what is only looser or tighter."""
        told: dict[tuple[str, str, str], Finding | None] = {}
        for graph, is_break in ((_Graph(self._forth), True), (_Graph(self._back), False)):
            roots = self._roots if is_break else [_turned(each) for each in self._roots]
            graph.explore(each.pair for each in roots)
            for pair in list(graph.local):
                local = graph.local[pair]
                gaps = [*local.gaps, *(local.notes if is_break else ())]
                if not gaps:
                    continue
                ways = graph.ways(pair)
                by_subject: dict[str, list[Root]] = {}
                for root in roots:
                    if root.pair in ways:
                        by_subject.setdefault(root.subject, []).append(root)
                for gap in gaps:
                    for name in SUBJECTS:
                        if name in by_subject:
                            users = by_subject[name]
                            yield from self._tell(gap, users, graph, ways, is_break, told)

    def _tell(
        self,
        gap: Gap,
        users: list[Root],
        graph: _Graph,
        ways: dict[Pair, tuple[Edge, Pair] | None],
        is_break: bool,
        told: dict[tuple[str, str, str], Finding | None],
    ) -> Iterator[Finding]:
        # `ways` is in the order of distance, and `sort` keeps the order of the document.
        far = {pair: at for at, pair in enumerate(ways)}
        users.sort(key=lambda each: far[each.pair])
        first = users[0]
        subject = SUBJECTS[first.subject]
        edges = graph.path(ways, first.pair)
        steps = tuple(edge.step for edge in edges if edge.step is not None)
        path = (*steps, gap.name) if gap.name is not None else steps
        operations = list(dict.fromkeys(each.operation for each in users))
        # Two ways of comparing may meet at one place: it is told once.
        key = (gap.kind, subject.id, f"{gap.sent}\n{gap.taken}\n{gap.name}")
        mirror = (gap.kind, subject.id, f"{gap.taken}\n{gap.sent}\n{gap.name}")
        if key in told:
            before = told[key]
            if before is not None:
                before.operations = list(dict.fromkeys((*before.operations, *operations)))
            return
        if not is_break and gap.kind != "enum" and mirror in told:
            return
        told[key] = None
        found = Finding("", "info", operations, "", False, "", path)
        found.where, found.is_old = self._where(gap, is_break)
        if gap.kind in KINDS and (is_break or not gap.is_quiet):
            made = self._gap(found, gap, users, subject, graph, ways, is_break)
        else:
            made = self._note(found, gap, first, subject)
        for each in made:
            told[key] = each
            yield each

    def _where(self, gap: Gap, is_break: bool) -> tuple[str, bool]:
        """The place in the new document; in the old one where the new one has none."""
        sent_is_new = self._is_reply == is_break
        new, old = (gap.sent, gap.taken) if sent_is_new else (gap.taken, gap.sent)
        return (new, False) if new and new[0] == "/" else (old, True)

    def _gap(
        self,
        found: Finding,
        gap: Gap,
        users: list[Root],
        subject: Subject,
        graph: _Graph,
        ways: dict[Pair, tuple[Edge, Pair] | None],
        is_break: bool,
    ) -> Iterator[Finding]:
        found.rule = rule_of(gap.kind, subject, bool(found.path), is_break)
        found.severity = RULES[found.rule].severity if is_break else "info"
        of = users[0].of
        if is_break:
            is_proved, state = False, "open"
            for root in users[:_MOST_ROOTS]:
                now, value = self._forth.prove(gap, root.pair, graph.path(ways, root.pair))
                state = "refuted" if now == "refuted" else state
                if now == "proved":
                    found.witness = Witness(root.of, value)
                    of, is_proved = root.of, True
                    break
            if not is_proved:
                if gap.is_quiet or (state == "refuted" and gap.is_exact):
                    return
                found.is_sure = False
                found.severity = "warning"
            if gap.about and gap.kind in ("required-new", "forbidden"):
                self._life.ended(found, gap.about, subject)
        found.message = said(gap, found, of, self._is_reply != is_break)
        yield found

    def _note(self, found: Finding, gap: Gap, root: Root, subject: Subject) -> Iterator[Finding]:
        if gap.kind == "life":
            if found.path:  # a parameter's own is told where parameters are
                yield from self._life.lived(found, gap.was, gap.now, subject)
            return
        rule = note_of(gap.kind, subject, bool(found.path))
        if rule is None:
            return
        found.rule, found.severity = rule.id, rule.severity
        found.message = said(gap, found, root.of, not self._is_reply)
        gone = "undeclared" if subject.sender == "client" else "declared"
        if gap.kind == gone and gap.about:
            self._life.ended(found, gap.about, subject)
        yield found


def _read(text: str) -> list[Any]:
    """The number or truth value that is written like this."""
    import json

    try:
        value = json.loads(text)
    except ValueError:
        return []
    return [value] if isinstance(value, int | float) else []


def _quoted(place: str) -> str:
    from urllib.parse import quote

    return quote(place, safe="/~!$&()*+,;=:@")


def _turned(root: Root) -> Root:
    return Root(root.subject, root.operation, root.of, root.pair[::-1])


class _Graph:
    """Pairs of schemas, and which leads to which."""

    def __init__(self, containment: Containment) -> None:
        self._containment = containment
        self.local: dict[Pair, Any] = {}
        self._from: dict[Pair, list[tuple[Pair, Edge]]] = {}

    def explore(self, pairs: Iterator[Pair]) -> None:
        """Compare all that can be reached, each pair once."""
        todo = deque(pairs)
        is_same = self._containment.is_same
        while todo:
            pair = todo.popleft()
            if pair in self.local or is_same(pair):
                continue
            local = self.local[pair] = self._containment.local(pair)
            for edge in local.edges:
                if not is_same(edge.pair):
                    self._from.setdefault(edge.pair, []).append((pair, edge))
                    todo.append(edge.pair)

    def ways(self, pair: Pair) -> dict[Pair, tuple[Edge, Pair] | None]:
        """From each pair that leads here, the first step of a shortest way."""
        found: dict[Pair, tuple[Edge, Pair] | None] = {pair: None}
        todo = deque([pair])
        while todo:
            here = todo.popleft()
            for before, edge in self._from.get(here, ()):
                if before not in found:
                    found[before] = (edge, here)
                    todo.append(before)
        return found

    @staticmethod
    def path(ways: dict[Pair, tuple[Edge, Pair] | None], start: Pair) -> list[Edge]:
        """The steps from a pair."""
        found: list[Edge] = []
        step = ways[start]
        while step is not None:
            found.append(step[0])
            step = ways[step[1]]
        return found
