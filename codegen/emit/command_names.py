"""What an operation is called at a terminal: a noun, which is its tag, and a verb.

An operationId is a verb and a noun. What the tag says is left out of it: `get_job` of `jobs` is
`jobs get`, `stream_job_events` is `jobs stream-events`. So is what stands before the tag's noun and
is named by the path: `list_image_labels` of `labels`, below `/images/{image_id}`, is `labels list`.
docs/command-line.md says the same to people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from codegen.model import Operation


def words_of(name: str) -> list[str]:
    """The words of a name in snake_case, kebab-case or camelCase, in small letters."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W_A-Za-z0-9]+", name)
    return [part.lower() for part in parts]


def kebab(name: str) -> str:
    """A name as it is typed: `JobStates`, `job_states` and `job-states` are `job-states`."""
    return "-".join(words_of(name))


def singular(word: str) -> str:
    """One of what an English plural names; another word stays as it is."""
    for end, one in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x")):
        if word.endswith(end):
            return word.removesuffix(end) + one
    return word.removesuffix("s") if word.endswith("s") and not word.endswith("ss") else word


def command_names(operations: Iterable[Operation]) -> dict[str, tuple[str, str]]:
    """Noun and verb of each operation that has an operationId and a tag, by its operationId.

    Where two would be called the same, the one that is about several gets `-many`, and one that is
    not about what the tag names keeps its noun.
    """
    found: dict[tuple[str, str], list[tuple[Operation, bool]]] = defaultdict(list)
    for operation in operations:
        if operation.id and operation.tags:
            tag = operation.tags[0]
            verb, is_about_tag = _verb(operation, tag)
            found[kebab(tag), verb].append((operation, is_about_tag))
    names: dict[str, tuple[str, str]] = {}
    for (noun, verb), several in found.items():
        for operation, is_about_tag in several:
            words = words_of(operation.id)
            called = verb
            if len(several) > 1 and not is_about_tag:
                called = "-".join(words)
            elif len(several) > 1 and words[-1] != singular(words[-1]):
                called = f"{verb}-many"
            names[operation.id] = (noun, called)
    return names


def path_name(operation: Operation) -> str:
    """What an operation without an operationId is called: `get-pets-by-pet-id`."""
    steps = re.sub(r"{([^}]*)}", r"by-\1", operation.path).split("/")
    return "-".join(word for each in (operation.method, *steps) if (word := kebab(each)))


def _verb(operation: Operation, tag: str) -> tuple[str, bool]:
    """The verb, and whether the operation is about what the tag names."""
    verb, *rest = words_of(operation.id)
    said = {singular(word) for word in _path_words(operation.path)}
    group = [singular(word) for word in words_of(tag)]
    nouns = [singular(word) for word in rest]
    before, after = _without(nouns, group)
    if after is None:
        kept = [] if all(noun in said for noun in nouns) else rest
    else:
        kept = [word for word, noun in zip(rest[:before], nouns, strict=False) if noun not in said]
        kept += rest[after:]
    return "-".join([verb, *kept]), after is not None


def _without(nouns: list[str], group: list[str]) -> tuple[int, int | None]:
    """Where the tag's words begin and end in an operationId: at its start, or at its end."""
    for form in (group, group[-1:]):
        if nouns[: len(form)] == form:
            return 0, len(form)
        if nouns[-len(form) :] == form:
            return len(nouns) - len(form), len(nouns)
    return 0, None


def _path_words(path: str) -> list[str]:
    """What the parameters of a path name: `image` for `{image_id}`."""
    found = []
    for name in re.findall(r"{([^}]*)}", path):
        found += [word for word in words_of(name) if word != "id"]
    return found
