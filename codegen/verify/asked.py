"""What may be asked of `spolvero verify`, and what cannot be."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from codegen.asked import WronglyAsked
from codegen.spec import Spec
from codegen.verify.exchange import Identity

FORMATS: Final = ("terminal", "junit", "json", "sarif", "html")

_ABOUT: Final = """\
Holds a running API to its OpenAPI document: every answer to what is declared of it, and what the
document states or implies beyond that (x-laws). Without SPEC: our own contract, our own server.

    spolvero verify api.yaml --url http://localhost:8000 \\
        --identity alice='Authorization: Bearer abc' --identity bob=env:BOB_HEADER

An identity is NAME='Header: value', NAME='cookie: name=value', NAME='query: name=value', NAME=@FILE
(a file with such lines), or NAME=env:VARIABLE (its value is such a line). The first one may do all
that is needed; a second one shows whether it sees what belongs to the first.
"""
_END: Final = """\
Only things that were made in the run are changed or deleted, and those of which each identity has
one (/cart, /me/profile): these are written to, and put back as they were at the end, where the
document says how they are read and written.
Exit status: 0 nothing found; 1 findings; 2 asked in a way that cannot be done.
"""


class Asked(Namespace):
    """One run, as it was asked for."""

    spec: str | None
    url: str | None
    identity: list[str]
    header: list[str]
    seed: int
    examples: int
    operation: list[str]
    law: list[str]
    fuzz: bool
    only_fuzz: bool
    fuzz_examples: int
    stated_only: bool
    format: str
    output: str | None
    baseline: str | None
    update_baseline: bool
    timeout: float
    quiet: bool


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WronglyAsked(f"spolvero verify: {message}", 'try "spolvero verify --help"')


def parser() -> ArgumentParser:
    """Every option."""
    found = _Parser(
        prog="spolvero verify",
        allow_abbrev=False,
        description=_ABOUT,
        epilog=_END,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = found.add_argument
    add("spec", metavar="SPEC", nargs="?", help="an OpenAPI document")
    add("--url", metavar="URL", help="where the API is; else the document's own server")
    add(
        "--identity",
        metavar="NAME=PROOF",
        action="append",
        default=[],
        help="somebody whom the server knows; may be repeated",
    )
    add(
        "--header",
        metavar="'NAME: VALUE'",
        action="append",
        default=[],
        help="a header of every request; may be repeated",
    )
    add("--seed", type=int, default=0, metavar="N", help="what is drawn; 0 by default")
    add(
        "--examples",
        type=int,
        default=3,
        metavar="N",
        help="how often each check is put to the server; 3 by default",
    )
    add(
        "--operation",
        metavar="KEY",
        action="append",
        default=[],
        help="only this one: its operationId, or 'GET /path'; may be repeated",
    )
    add(
        "--law",
        metavar="KIND",
        action="append",
        default=[],
        help="only checks of this kind, such as read_after_write; may be repeated",
    )
    add("--no-fuzz", dest="fuzz", action="store_false", help="without Schemathesis")
    add("--only-fuzz", action="store_true", help="with nothing but Schemathesis")
    add(
        "--fuzz-examples",
        type=int,
        default=10,
        metavar="N",
        help="how many random requests Schemathesis makes for each operation; 10 by default",
    )
    add("--stated-only", action="store_true", help="laws in x-laws only, none that are implied")
    add("--format", choices=FORMATS, default="terminal", help="of what is said in the end")
    add("--output", metavar="FILE", help="where that is written; else standard output")
    add("--baseline", metavar="FILE", help="findings that are known, and do not count")
    add("--update-baseline", action="store_true", help="write into it what is found now")
    add("--timeout", type=float, default=10.0, metavar="SECONDS", help="for one answer")
    add("--quiet", action="store_true", help="no progress")
    return found


def asked(arguments: Sequence[str] | None = None) -> Asked:
    """What the command line asks for; WronglyAsked when that cannot be."""
    chosen = parser().parse_args(arguments, namespace=Asked())
    if chosen.only_fuzz and not chosen.fuzz:
        raise WronglyAsked("--only-fuzz and --no-fuzz leave nothing to do")
    if chosen.examples < 1 or chosen.fuzz_examples < 1:
        raise WronglyAsked("--examples and --fuzz-examples must be 1 or more")
    if chosen.update_baseline and chosen.baseline is None:
        raise WronglyAsked("--update-baseline needs --baseline: say which file")
    if chosen.spec is None and chosen.identity:
        raise WronglyAsked("--identity needs SPEC: our own server knows its own")
    if chosen.spec is None and chosen.url:
        raise WronglyAsked("--url needs SPEC: say which document that API claims to keep")
    return chosen


def identities(given: Sequence[str], spec: Spec) -> tuple[Identity, ...]:
    """Who is named by `--identity`. Raises WronglyAsked, which never tells a secret."""
    found: dict[str, Identity] = {}
    for each in given:
        name, equals, proof = each.partition("=")
        name = name.strip()
        if not equals or not name or not proof.strip():
            raise WronglyAsked(
                "--identity is NAME='Header: value', NAME=@FILE or NAME=env:VARIABLE"
            )
        lines = _lines(name, proof.strip())
        before = found.get(name, Identity(name, {}))
        for line in lines:
            before = _with(before, line, spec)
        found[name] = before
    return tuple(found.values())


def header(line: str) -> tuple[str, str]:
    """The two parts of `Name: value`; WronglyAsked when it has none."""
    name, colon, value = line.partition(":")
    if not colon or not name.strip() or " " in name.strip():
        raise WronglyAsked("a header is given as 'Name: value'")
    return name.strip(), value.strip()


def _lines(name: str, proof: str) -> list[str]:
    if proof.startswith("@"):
        try:
            text = Path(proof[1:]).read_text("utf-8")
        except (OSError, ValueError):
            raise WronglyAsked(f"--identity {name}: {proof[1:]} cannot be read") from None
    elif proof.startswith("env:"):
        text = os.environ.get(proof[4:], "")
        if not text:
            raise WronglyAsked(f"--identity {name}: the variable {proof[4:]} is not set")
    else:
        text = proof
    return [line.strip() for line in text.splitlines() if line.strip()]


def _with(identity: Identity, line: str, spec: Spec) -> Identity:
    place, colon, rest = line.partition(":")
    kind = place.strip().lower()
    if colon and kind in ("cookie", "query"):
        name, equals, value = rest.strip().partition("=")
        if not equals:
            raise WronglyAsked(f"--identity {identity.name}: {kind} needs 'name=value'")
        more = {name.strip(): value.strip()}
        if kind == "cookie":
            for pair in value.split(";")[1:]:  # several, as a browser sends them
                other, _, its = pair.partition("=")
                more[other.strip()] = its.strip()
            more[name.strip()] = value.split(";")[0].strip()
            cookies = {**identity.cookies, **more}
            return Identity(identity.name, identity.headers, cookies, identity.query)
        query = {**identity.query, **more}
        return Identity(identity.name, identity.headers, identity.cookies, query)
    if colon and " " not in place.strip():
        name, value = header(line)
        headers = {**identity.headers, name: value}
        return Identity(identity.name, headers, identity.cookies, identity.query)
    return _by_scheme(identity, line, spec)


def _by_scheme(identity: Identity, secret: str, spec: Spec) -> Identity:
    """A mere secret is put where the document's first scheme wants it."""
    for scheme in spec.schemes.values():
        kind, name = scheme.get("type"), str(scheme.get("name", ""))
        if kind in ("oauth2", "openIdConnect") or (
            kind == "http" and str(scheme.get("scheme", "")).lower() == "bearer"
        ):
            secret = secret if " " in secret else f"Bearer {secret}"
            return Identity(identity.name, {**identity.headers, "Authorization": secret})
        if kind == "http":
            return Identity(identity.name, {**identity.headers, "Authorization": secret})
        if kind == "apiKey" and scheme.get("in") == "header":
            return Identity(identity.name, {**identity.headers, name: secret})
        if kind == "apiKey" and scheme.get("in") == "query":
            return Identity(identity.name, identity.headers, identity.cookies, {name: secret})
        if kind == "apiKey":
            return Identity(identity.name, identity.headers, {name: secret}, identity.query)
    raise WronglyAsked(f"--identity {identity.name}: say which header: NAME='Header: value'")
