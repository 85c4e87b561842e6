"""A score as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Final

from codegen.mutate.mutant import CLASSES, Mutant
from codegen.mutate.score import Row, Score


def terminal(score: Score) -> str:
    """For a terminal."""
    lines = [
        f"{'class':<16} {'mutants':>8} {'killed':>7} {'score':>7} {'median':>8}",
        *(_line(row) for row in score.rows),
        _line(score.whole),
        "",
        *_survivors(score),
        _sum(score),
    ]
    return "\n".join(lines) + "\n"


def markdown(score: Score) -> str:
    """For a page."""
    lines = [
        "| class | mutants | killed | score | median |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {row.kind} | {row.tried} | {row.killed} | {row.score:.0f} % | {row.seconds:.1f} s |"
            for row in [*score.rows, score.whole]
        ),
        "",
    ]
    for each in score.survivors:
        mutant = score.mutants[each.id]
        said = score.reasons.get(each.id) or ("" if each.met else "never met")
        lines.append(
            f"- `{each.id}`: {mutant.sentence} (`{mutant.where}`){f' {said}' if said else ''}"
        )
    return "\n".join([*lines, "" if score.survivors else "No survivors.", _sum(score)]) + "\n"


def as_json(score: Score) -> str:
    """For programs."""
    return json.dumps(score.as_json(), indent=2, ensure_ascii=False) + "\n"


WRITTEN: Final[dict[str, Callable[[Score], str]]] = {
    "terminal": terminal,
    "markdown": markdown,
    "json": as_json,
}


def listed(mutants: list[Mutant], possible: int) -> str:
    """What would be tried."""
    width = max((len(each.id) for each in mutants), default=0)
    lines = [f"{each.id:<{width}}  {each.sentence}" for each in mutants]
    counts = {kind: sum(each.kind == kind for each in mutants) for kind in CLASSES}
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    return "\n".join([*lines, "", f"{len(mutants)} of {possible} mutants: {said}"]) + "\n"


def _line(row: Row) -> str:
    return (
        f"{row.kind:<16} {row.tried:>8} {row.killed:>7} {row.score:>5.0f} % {row.seconds:>6.1f} s"
    )


def _survivors(score: Score) -> Iterator[str]:
    for each in score.survivors:
        mutant = score.mutants[each.id]
        state = "survived" if each.met else "never met"
        yield f"{state}: {each.id}"
        yield f"  {mutant.sentence}"
        yield f"  {mutant.where}"
        if each.id in score.reasons:
            yield f"  because: {score.reasons[each.id]}"
        yield ""


def _sum(score: Score) -> str:
    whole = score.whole
    return (
        f"{whole.killed} of {whole.tried} mutants killed ({whole.score:.1f} %), "
        f"{score.possible} were possible; {score.seconds:.0f} s, seed {score.seed}"
    )
