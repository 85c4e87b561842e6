"""What may be asked of `spolvero mutate`, and what cannot be."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import Final, NoReturn

from codegen.asked import WronglyAsked
from codegen.mutate.mutant import CLASSES

FORMATS: Final = ("terminal", "json", "markdown")
SAMPLE: Final = 240
"""How many mutants are tried unless told otherwise."""

_ABOUT: Final = """\
Measures the checks of `spolvero verify`: derives lies from a contract, tells them one at a time
between the checks and a server that keeps it, and counts those that are noticed.
Without SPEC: our own contract, our own server.
"""
_END: Final = """\
Exit status: 0 enough were noticed; 1 too few, or the server itself does not keep the contract;
2 asked in a way that cannot be done.
"""


class Asked(Namespace):
    """One run, as it was asked for."""

    spec: str | None
    url: str | None
    identity: list[str]
    header: list[str]
    only: list[str]
    operation: list[str]
    mutant: list[str]
    max: int
    seed: int
    examples: int
    jobs: int
    least: float
    least_class: float
    reasons: str | None
    format: str
    output: str | None
    list: bool
    anyway: bool
    timeout: float
    quiet: bool


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WronglyAsked(f"spolvero mutate: {message}", 'try "spolvero mutate --help"')


def parser() -> ArgumentParser:
    """Every option."""
    found = _Parser(
        prog="spolvero mutate",
        allow_abbrev=False,
        description=_ABOUT,
        epilog=_END,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = found.add_argument
    add("spec", metavar="SPEC", nargs="?", help="an OpenAPI document")
    add("--url", metavar="URL", help="where the API is that keeps it")
    for name, metavar, about in (
        ("--identity", "NAME=PROOF", "somebody whom the server knows, as for verify"),
        ("--header", "'NAME: VALUE'", "a header of every request"),
        ("--only", "CLASS", f"only mutants of this class: {', '.join(CLASSES)}"),
        ("--operation", "KEY", "only mutants of this operation"),
        ("--mutant", "ID", "only this one"),
    ):
        add(name, metavar=metavar, action="append", default=[], help=f"{about}; may be repeated")
    add(
        "--max",
        type=int,
        default=SAMPLE,
        metavar="N",
        help=f"try at most so many, chosen evenly; {SAMPLE} by default, 0 for all",
    )
    add("--seed", type=int, default=0, metavar="N", help="what is chosen and drawn; 0 by default")
    add("--examples", type=int, default=3, metavar="N", help="as for verify; 3 by default")
    add(
        "--jobs", type=int, default=1, metavar="N", help="so many at once, each with its own server"
    )
    add("--least", type=float, default=95, metavar="PERCENT", help="the least score; 95 by default")
    add(
        "--least-class",
        type=float,
        default=90,
        metavar="PERCENT",
        help="the least score of each class; 90 by default",
    )
    add(
        "--reasons",
        metavar="FILE",
        help="why some survive: a JSON object, sentences by ids; shown beside, they still count",
    )
    add("--format", choices=FORMATS, default="terminal", help="of what is said in the end")
    add("--output", metavar="FILE", help="where that is written; else standard output")
    add(
        "--anyway",
        action="store_true",
        help="measure although the server does not keep the contract: what it breaks is no kill",
    )
    add("--list", action="store_true", help="say what would be tried, and try nothing")
    add("--timeout", type=float, default=10.0, metavar="SECONDS", help="for one answer")
    add("--quiet", action="store_true", help="no progress")
    return found


def asked(arguments: Sequence[str] | None = None) -> Asked:
    """What the command line asks for; WronglyAsked when that cannot be."""
    chosen = parser().parse_args(arguments, namespace=Asked())
    for kind in chosen.only:
        if kind not in CLASSES:
            raise WronglyAsked(f"--only {kind}: the classes are {', '.join(CLASSES)}")
    for name, value in (("--examples", chosen.examples), ("--jobs", chosen.jobs)):
        if value < 1:
            raise WronglyAsked(f"{name} must be 1 or more")
    if chosen.spec is None and chosen.url:
        raise WronglyAsked("--url needs SPEC: say which document that API claims to keep")
    if chosen.spec is not None and chosen.jobs > 1:
        raise WronglyAsked("--jobs is for our own server: yours is one, and mutants would mingle")
    return chosen
