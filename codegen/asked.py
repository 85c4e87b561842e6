"""What may be asked of `spolvero types`, and what cannot be asked together.

Making the parser is part of each run: help stands in `asked_help.py`, which nobody imports who does
not ask for it, and argparse is told the width of the page, or it would import `shutil` to find out.
"""

from __future__ import annotations

from argparse import Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, NoReturn

LANGS = ("typescript", "python")
"""What types can be written in; `codegen/types.py` says by whom."""


class WronglyAsked(Exception):
    """What was asked cannot be done as it was asked. Each line says why, or what can be."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Asked(Namespace):
    """One run, as it was asked for."""

    spec: str
    output: str | None
    lang: str
    split: bool
    check: bool
    watch: bool
    enums: Literal["literal", "enum", "const"]
    dates: Literal["string", "Date"]
    branded_formats: bool
    immutable: bool
    tag: list[str]
    path: list[str]
    exclude_tag: list[str]
    exclude_path: list[str]
    exclude_deprecated: bool
    strict: bool
    quiet: bool

    @property
    def name(self) -> str:
        """What the document is called in what we say."""
        return "stdin" if self.spec == "-" else self.spec.replace("\\", "/").rpartition("/")[2]

    @property
    def is_plain(self) -> bool:
        """Whether types look as they do when nothing else is asked."""
        return not (
            self.enums != "literal"
            or self.dates != "string"
            or self.branded_formats
            or self.immutable
        )

    @property
    def is_whole(self) -> bool:
        """Whether the whole document is wanted."""
        return not (
            self.tag
            or self.path
            or self.exclude_tag
            or self.exclude_path
            or self.exclude_deprecated
        )


class _Parser(ArgumentParser):
    def format_help(self) -> str:
        from codegen.asked_help import HELP

        return HELP

    def format_usage(self) -> str:
        return "usage: spolvero types SPEC [-o OUT] [options]\n"

    def error(self, message: str) -> NoReturn:
        raise WronglyAsked(f"spolvero types: {message}", 'try "spolvero types --help"')


class _Version(Action):
    def __call__(self, *_: Any) -> NoReturn:
        from importlib.metadata import version

        print(f"spolvero {version('spolvero')}")
        raise SystemExit(0)


def parser() -> ArgumentParser:
    """Every option. What each means stands in `asked_help.py`; a test compares them."""
    found = _Parser(
        prog="spolvero types",
        allow_abbrev=False,
        formatter_class=partial(HelpFormatter, width=100),
    )
    add = found.add_argument
    add("spec", metavar="SPEC")
    add("-o", "--output", metavar="OUT")
    add("--lang", choices=LANGS, default="typescript")
    add("--split", action="store_true")
    add("--check", action="store_true")
    add("--watch", action="store_true")
    add("--enums", choices=("literal", "enum", "const"), default="literal")
    add("--dates", choices=("string", "Date"), default="string")
    add("--branded-formats", action="store_true")
    add("--immutable", action="store_true")
    add("--tag", metavar="NAME", action="append", default=[])
    add("--path", metavar="PATTERN", action="append", default=[])
    add("--exclude-tag", metavar="NAME", action="append", default=[])
    add("--exclude-path", metavar="PATTERN", action="append", default=[])
    add("--exclude-deprecated", action="store_true")
    add("--strict", action="store_true")
    add("--quiet", action="store_true")
    add("--version", action=_Version, nargs=0)
    return found


def asked(arguments: Sequence[str] | None = None) -> Asked:
    """What the command line asks for; WronglyAsked when that cannot be."""
    chosen = parser().parse_args(arguments, namespace=Asked())
    if chosen.output is None:
        for option in ("split", "check", "watch"):
            if getattr(chosen, option):
                raise WronglyAsked(f"--{option} needs -o: say which file or folder it is about")
    elif chosen.output == "":
        raise WronglyAsked("-o needs the name of a file or folder")
    elif chosen.output.endswith(".d.ts"):
        if chosen.split:
            raise WronglyAsked(f"--split writes a folder, and {chosen.output} is a file's name")
        if chosen.enums != "literal":
            raise WronglyAsked(
                f"--enums {chosen.enums} writes values, which a .d.ts file cannot hold; "
                f"write {chosen.output.removesuffix('.d.ts')}.ts instead"
            )
    if chosen.lang != "typescript" and (chosen.split or not chosen.is_plain):
        raise WronglyAsked(
            "--split, --enums, --dates, --branded-formats and --immutable are of TypeScript; "
            f"leave them out for --lang {chosen.lang}"
        )
    if chosen.watch and chosen.check:
        raise WronglyAsked("--watch writes and --check does not; ask for one of them")
    if chosen.watch and chosen.spec == "-":
        raise WronglyAsked("standard input cannot be watched; name a file")
    return chosen
