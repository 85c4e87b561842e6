"""YAML read by PyYAML's parser: slow, forgiving as all parsers are, and knows every line.

It is asked when the fast parser refuses a text (many documents close a `{` further left than YAML
allows), when a text needs care, and when somebody must be told a line. The rules are those of YAML
1.2, core schema, with merge keys; keys are strings as they are written.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from codegen.pointer import join, split

_TAG = "tag:yaml.org,2002:"
# Deeper than people write. The parsers below recurse.
_DEEP = 250
# What aliases may add up to, in values.
_MANY = 5_000_000


class Refused(Exception):
    """What is wrong, and at which line and column of the text, counted from 1."""

    def __init__(self, reason: str, line: int = 0, column: int = 0, pointer: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
        self.pointer = pointer


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own declaration)


for _name, _pattern, _first in (
    ("merge", "<<", ["<"]),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?[0-9]+|[-+]?0[oO][0-7]+|[-+]?0[xX][0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(f"^(?:{_pattern})$"), _first)


def compose(text: str) -> yaml.Node | None:
    """The tree of a text, with marks; Refused when it is no YAML."""
    try:
        _refuse_depth(text)
        return _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = fault.problem or fault.context or "it does not parse"
        if "expected a single document" in str(fault.context):
            what = "a second document begins here (`---`), and only one may stand in a file"
            raise Refused(what, line, column) from None
        raise Refused(f"this is not YAML: {what}", line, column) from None
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        column = fault.position - before.rfind("\n")
        raise Refused(f"this is not YAML: {fault.reason}", before.count("\n") + 1, column) from None
    except (yaml.YAMLError, ValueError) as fault:
        raise Refused(f"this is not YAML: {' '.join(str(fault).split())}") from None
    except RecursionError:
        raise Refused(_too_deep()) from None


def read(text: str) -> Any:
    """The value of a text; Refused when it is no YAML or says something twice."""
    root = compose(text)
    if root is None:
        return None
    _refuse_aliases(root)
    for first, second, pointer in twice(root):
        raise Refused(
            f"the key {split(pointer)[-1]!r} is written twice, first at "
            f"line {first.line + 1}; remove one of them",
            second.line + 1,
            second.column + 1,
            pointer,
        )
    return _value(root, {})


def twice(root: yaml.Node) -> Iterator[tuple[yaml.Mark, yaml.Mark, str]]:
    """Keys that are written twice: both places, and the pointer."""
    stack: list[tuple[str, yaml.Node]] = [("", root)]
    seen: set[int] = set()
    while stack:
        here, node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            stack += [(f"{here}/{n}", each) for n, each in reversed(list(enumerate(node.value)))]
        elif isinstance(node, yaml.MappingNode):
            keys: dict[tuple[str, bool], yaml.Mark] = {}
            inner: list[tuple[str, yaml.Node]] = []
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    mark = key.start_mark
                    what = "a key must be a word, and not a list or a map"
                    raise Refused(what, mark.line + 1, mark.column + 1, here)
                named = (key.value, key.tag == _TAG + "merge")
                at = join(here, key.value)
                if named in keys:
                    yield keys[named], key.start_mark, at
                keys[named] = key.start_mark
                inner.append((at, value))
            stack += reversed(inner)


def find(root: yaml.Node | None, parts: list[str]) -> tuple[int, int]:
    """Line and column, from 1, of the nearest thing to a pointer: its key, or a list's entry."""
    if root is None:
        return 1, 1
    node, mark = root, root.start_mark
    for part in parts:
        found = _child(node, part)
        if found is None:
            break
        node, mark = found
    return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, part: str) -> tuple[yaml.Node, yaml.Mark] | None:
    if isinstance(node, yaml.SequenceNode):
        if part.isascii() and part.isdecimal() and int(part) < len(node.value):
            return node.value[int(part)], node.value[int(part)].start_mark
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    for key, value in reversed(node.value):
        if key.value == part and key.tag != _TAG + "merge":
            return value, key.start_mark
    for key, value in node.value:
        if key.tag == _TAG + "merge":
            for each in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                found = _child(each, part)
                if found:
                    return found
    return None


def _value(node: yaml.Node, made: dict[int, Any]) -> Any:
    if id(node) in made:
        return made[id(node)]
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = _scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = [_value(each, made) for each in node.value]
    else:
        value = {}
        for key, inner in node.value:
            if key.tag == _TAG + "merge":
                for each in _merged(key, inner):
                    for name, merged in _value(each, made).items():
                        value.setdefault(name, merged)
        for key, inner in node.value:
            if key.tag != _TAG + "merge":
                value[key.value] = _value(inner, made)
    made[id(node)] = value
    return value


def _merged(key: yaml.Node, value: yaml.Node) -> list[yaml.Node]:
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    if all(isinstance(each, yaml.MappingNode) for each in nodes):
        return list(nodes)
    raise _refused("the merge key `<<` needs a map, or a list of maps", key)


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    kind = node.tag.removeprefix(_TAG)
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return {"true": True, "false": False}.get(text.lower(), text)
        if kind == "int":
            sign, digits = (text[0], text[1:]) if text[:1] in "+-" else ("", text)
            base = {"0x": 16, "0o": 8}.get(digits[:2].lower(), 10)
            return int(sign + digits[2 if base != 10 else 0 :], base)
        if kind == "float":
            return float(re.sub(r"\.(?=[a-zA-Z])", "", text))
    except ValueError:
        raise _refused(f"{text[:40]!r} is no number that can be read", node) from None
    return text


def _refused(reason: str, node: yaml.Node | yaml.Event) -> Refused:
    mark = node.start_mark
    return Refused(reason, mark.line + 1, mark.column + 1) if mark else Refused(reason)


def _refuse_depth(text: str) -> None:
    """Look at the depth first: composing recurses, in C, and would end the process."""
    if all(text.count(each) < _DEEP for each in ("{", "[", "\n", "- ", "? ")):
        return
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEP:
                raise _refused(_too_deep(), event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep() -> str:
    return f"it is nested deeper than {_DEEP} levels; move inner parts into components"


def _refuse_aliases(root: yaml.Node) -> None:
    """Refuse aliases that contain themselves, and those that add up to millions of values."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node))
        if known is None:
            if isinstance(node, yaml.ScalarNode):
                return 1
            sizes[id(node)] = -1
            nodes = (
                node.value
                if isinstance(node, yaml.SequenceNode)
                else [value for _, value in node.value]
            )
            known = 1
            for each in nodes:
                known += size(each)
            sizes[id(node)] = known
        if known < 0 or known > _MANY:
            mark = node.start_mark
            what = (
                "this is repeated inside itself by an alias"
                if known < 0
                else "its aliases add up to millions of values"
            )
            raise Refused(f"{what}; write a $ref instead", mark.line + 1, mark.column + 1)
        return known

    size(root)
