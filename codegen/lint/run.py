"""One walk over a document, and every rule asked about what it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codegen.lint.rule import RULES, SEVERITIES, Document, Node, Rule, Told
from codegen.source.kinds import is_reference, mapping, visit

if TYPE_CHECKING:
    from codegen.source import Source


@dataclass(frozen=True, slots=True)
class Found:
    """A place that breaks a rule."""

    rule: Rule
    pointer: str
    told: Told


def chosen(
    sets: Collection[str], only: Collection[str] = (), off: Collection[str] = ()
) -> list[Rule]:
    """The rules of these sets, or these alone, without those that are off."""
    import codegen.lint.rules  # noqa: F401

    return [
        each
        for each in RULES.values()
        if each.id not in off and (each.id in only if only else set(sets) & set(each.sets))
    ]


def lint_document(source: Source, rules: Collection[Rule]) -> list[Found]:
    """What breaks these rules, the worst first, in the order of the document."""
    document = Document(source.document, source.version)
    document.known["judge"] = _Judge(source).at
    by_kind: dict[str, list[Rule]] = {}
    for each in rules:
        by_kind.setdefault(each.on, []).append(each)
    found = [*_walk(document, by_kind)]
    root = Node("", "", document.raw, document)
    found += _asked(by_kind.get("end", ()), root)
    return sorted(found, key=lambda each: SEVERITIES.index(each.rule.severity))


def _walk(document: Document, by_kind: dict[str, list[Rule]]) -> Iterator[Found]:
    mapped: set[str] = set()
    referrers: dict[str, str] = {}
    for at, raw, kind in visit(document.raw):
        if is_reference(raw):
            reference = raw["$ref"]
            document.references.add(reference)
            referrers.setdefault(reference, at)
        if kind == "schema" and "discriminator" in raw:
            document.references.update(mapping(raw).values())
            mapped.update(_names(raw["discriminator"]))
        if kind in by_kind:
            node = Node(at, _last(at), raw, document)
            yield from _asked(by_kind[kind], node)
    document.known.update(mapped=mapped, referrers=referrers)


def _asked(rules: Collection[Rule], node: Node) -> Iterator[Found]:
    for each in rules:
        for told in each.check(node):
            yield Found(each, node.at + told.at, told)


def _last(pointer: str) -> str:
    step = pointer.rpartition("/")[2]
    return step.replace("~1", "/").replace("~0", "~") if "~" in step else step


def _names(discriminator: Any) -> Collection[str]:
    found = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return (
        [each for each in found.values() if isinstance(each, str)]
        if isinstance(found, dict)
        else ()
    )


class _Judge:
    """Validators of the document's schemas, made when an example needs one."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._spec: Any = None

    def at(self, pointer: str) -> Any:
        """The validator of the schema there; None for one that cannot be compiled, of which other
        rules tell."""
        if self._spec is None:
            from codegen.source.modern import modern
            from codegen.spec import Spec

            self._spec = Spec(modern(self._source.document, self._source.version))
        from jsonschema_rs import ReferencingError, ValidationError

        try:
            return self._spec.validator(pointer)
        except (ValidationError, ReferencingError, ValueError):
            return None
