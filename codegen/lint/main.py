"""`spolvero lint SPEC`: is somebody's document well written?"""

from __future__ import annotations

import gc
import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codegen.fault import ContractError
from codegen.lint.rule import RULES, SETS, SEVERITIES, Fix

if TYPE_CHECKING:
    from codegen.lint.run import Found
    from codegen.source import Source

MOST_OF_A_RULE: Final = 5
"""How many places of one rule a terminal shows unless all are asked for."""


def parser() -> ArgumentParser:
    """Every option."""
    found = ArgumentParser(
        prog="spolvero lint",
        allow_abbrev=False,
        description="Hold an OpenAPI document to rules. Ends with 1 when it breaks one.",
    )
    add = found.add_argument
    add("spec", metavar="SPEC", nargs="?", help="the document; - is standard input")
    add("--rules", action="store_true", help="list the rules, and do nothing else")
    add(
        "--set",
        dest="sets",
        metavar="SET",
        action="append",
        choices=[*SETS],
        help=f"rules to hold it to, {', '.join(SETS)}; may be repeated; openapi if not given",
    )
    add("--only", metavar="RULE", action="append", default=[], help="this rule; may be repeated")
    add("--off", metavar="RULE", action="append", default=[], help="not this; may be repeated")
    add(
        "--fail-on",
        choices=[*SEVERITIES, "never"],
        default="warning",
        help="what makes it end with 1",
    )
    add("--fix", action="store_true", help="mend what can be mended without a change of meaning")
    add("--all", action="store_true", help=f"show more than {MOST_OF_A_RULE} places of a rule")
    add("--format", choices=[*FORMATS], default="terminal")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Lint; give the exit status: 0 in order, 1 not, 2 wrongly asked."""
    asked = parser().parse_args(arguments)
    gc.disable()  # a large document is a million objects that live to the end
    try:
        return _lint(asked)
    finally:
        gc.enable()


def _lint(asked: Namespace) -> int:
    from codegen.lint.run import chosen, lint_document

    rules = chosen(asked.sets or ["openapi"], asked.only, asked.off)
    unknown = [each for each in (*asked.only, *asked.off) if each not in RULES]
    if unknown:
        print(f"spolvero lint: there is no rule {unknown[0]}; see --rules", file=sys.stderr)
        return 2
    if asked.rules:
        for each in RULES.values():
            print(f"{each.id}\t{each.severity}\t{','.join(each.sets)}\t{each.source}\t{each.says}")
        return 0
    if asked.spec is None:
        print("spolvero lint: name a document, or ask for --rules", file=sys.stderr)
        return 2
    from codegen.source import open_source

    try:
        source = open_source(Path(asked.spec))
        found = lint_document(source, rules)
        if asked.fix:
            count = mend(source, [each.told.fix for each in found if each.told.fix])
            print(f"{count} mended", file=sys.stderr)
            source = open_source(Path(asked.spec))
            found = lint_document(source, rules)
    except ContractError as fault:
        print("\n".join(fault.lines), file=sys.stderr)
        return 2
    FORMATS[asked.format](found, source, asked.all)
    if asked.fail_on == "never":
        return 0
    worst = SEVERITIES.index(asked.fail_on)
    return int(any(SEVERITIES.index(each.rule.severity) <= worst for each in found))


# Mending


def mend(source: Source, fixes: list[Fix]) -> int:
    """Write what can be written into the one file that the document is; give how many."""
    from codegen.lint.fix import fixed_json, fixed_yaml

    if len(source.files) != 1:
        raise ContractError("--fix needs a document that is one file")
    if not fixes:
        return 0
    path = source.files[0]
    text = path.read_text("utf-8")
    if path.suffix == ".json" or text.lstrip().startswith("{"):
        written, count = fixed_json(text, fixes)
    else:
        written, count = fixed_yaml(
            text, [(each, _line_of(source, each.pointer)) for each in fixes]
        )
    path.write_text(written, "utf-8", newline="\n")
    return count


def _line_of(source: Source, pointer: str) -> int:
    return int(source.place(pointer).split(":")[-2])


# How it is told


def terminal(found: Sequence[Found], source: Source, everything: bool) -> None:
    """A line for each place, the worst first, and a summary."""
    shown: Counter[str] = Counter()
    for each in found:
        shown[each.rule.id] += 1
        if everything or shown[each.rule.id] <= MOST_OF_A_RULE:
            print(
                f"{source.place(each.pointer)}: {each.rule.severity}: {each.told.message} "
                f"[{each.rule.id}] {each.pointer}"
            )
        elif shown[each.rule.id] == MOST_OF_A_RULE + 1:
            more = sum(other.rule.id == each.rule.id for other in found) - MOST_OF_A_RULE
            print(f"… and {more:,} more of {each.rule.id}; --all shows them")
    counts = Counter(each.rule.severity for each in found)
    told = [f"{counts[each]:,} of severity {each}" for each in SEVERITIES if counts[each]]
    print(", ".join(told) if told else "No rule is broken.", file=sys.stderr)


def as_json(found: Sequence[Found], source: Source, _: bool) -> None:
    """One object with everything."""
    faults = [
        {
            "rule": each.rule.id,
            "severity": each.rule.severity,
            "message": each.told.message,
            "pointer": each.pointer,
            "place": source.place(each.pointer),
            "source": each.rule.source,
            "fixable": each.told.fix is not None,
        }
        for each in found
    ]
    print(json.dumps({"faults": faults}, indent=2, ensure_ascii=False))


def github(found: Sequence[Found], source: Source, _: bool) -> None:
    """Annotations, as workflows of GitHub write them."""
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    for each in found:
        file, line, column = (*source.place(each.pointer).rsplit(":", 2), "1", "1")[:3]
        message = each.told.message.replace("%", "%25").replace("\n", "%0A")
        print(
            f"::{kinds[each.rule.severity]} file={file},line={line},col={column},"
            f"title={each.rule.id}::{message}"
        )


FORMATS: Final[dict[str, Callable[[Sequence[Found], Source, bool], None]]] = {
    "terminal": terminal,
    "json": as_json,
    "github": github,
}
