"""Requests as commands for a shell (POSIX, with bash's `$'…'` where a body is no text)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from codegen.verify.exchange import Exchange, Identity, Request
from codegen.verify.steps import sources

_ESCAPED: Final = {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x27: "\\'", 0x5C: "\\\\"}


def curl(request: Request) -> str:
    """One request as a command. Secrets are told by the names of variables only."""
    words = ["curl", "-i"]
    if request.method == "HEAD":
        words = ["curl", "-I"]
    elif request.method != "GET" or request.body is not None:
        words += ["-X", request.method]
    if re.search(r"/\.{1,2}(/|$|\?)", request.url):
        words.append("--path-as-is")
    if re.search(r"[\[\]{}]", request.url):
        words.append("-g")
    words.append(_url(request))
    words += _headers(request)
    before = ""
    if request.body is not None:
        if b"\0" in request.body:  # no argument of a command can hold it
            before = f"printf '{_printf(request.body)}' | "
            words += ["--data-binary", "@-"]
        else:
            words += ["--data-raw", _quoted(request.body)]
    return before + " ".join(words)


def script(exchanges: Sequence[Exchange]) -> list[str]:
    """All steps of a finding, each with a comment that says what came of it, and which of its
    values come from the answer to an earlier one."""
    lines = []
    for number, each in enumerate(exchanges):
        told = [f"{value} from step {step + 1}" for step, value in sources(exchanges, number)]
        status = each.reply.status or "no answer"
        lines.append(f"# {number + 1}. {'; '.join([*told, f'answered {status}'])}")
        lines.append(each.curl())
    return lines


def variables(exchanges: Sequence[Exchange]) -> dict[str, str]:
    """The variables that such commands use, each with what its value is."""
    found: dict[str, str] = {}
    for each in exchanges:
        identity, written = each.request.identity, curl(each.request)
        for kind, names in (
            ("header", identity.headers),
            ("cookie", identity.cookies),
            ("query parameter", identity.query),
        ):
            for name in names:
                if f"${{{_variable(identity, name)}}}" not in written:
                    continue
                said = identity.told or f"the {kind} {name} of {identity.name}"
                found[_variable(identity, name)] = said
    return found


def _variable(identity: Identity, name: str) -> str:
    """`$ALICE`, or `$ALICE_X_API_KEY` where several secrets prove who it is."""
    secrets = [*identity.headers, *identity.cookies, *identity.query]
    if len(secrets) == 1:
        return identity.variable
    return f"{identity.variable}_{re.sub(r'[^A-Za-z0-9]', '_', name).upper()}"


def _headers(request: Request) -> list[str]:
    identity = request.identity
    secret = {name.lower(): name for name in identity.headers}
    words = []
    for name, value in request.headers.items():
        known = secret.get(name.lower())
        if known is not None and value == identity.headers[known]:
            words += ["-H", f'"{name}: ${{{_variable(identity, known)}}}"']
        elif name.lower() == "cookie" and identity.cookies:
            own = [f"{each}={value}" for each, value in identity.cookies.items()]
            plain = [pair for pair in value.split("; ") if pair not in own]
            text = "".join(f"{_double(pair)}; " for pair in plain)
            text += "; ".join(
                f"{each}=${{{_variable(identity, each)}}}"
                for each, secret in identity.cookies.items()
                if f"{each}={secret}" in value.split("; ")
            )
            words += ["-H", f'"Cookie: {text}"']
        elif value == "":
            words += ["-H", shlex.quote(f"{name};")]  # how curl is told to send an empty one
        else:
            words += ["-H", _quoted(f"{name}: {value}".encode("utf-8", "surrogateescape"))]
    names = {name.lower() for name in request.headers}
    if request.body is not None and "content-type" not in names:
        words += ["-H", "Content-Type:"]  # curl would say that it is a form
    return words


def _url(request: Request) -> str:
    found = shlex.quote(request.url)
    for name, value in request.identity.query.items():
        written = quote(value, safe="")
        if written and f"={written}" in request.url:
            variable = f'"${{{_variable(request.identity, name)}}}"'
            url = shlex.quote(request.url)
            url = url if url.startswith("'") else f"'{url}'"
            found = url.replace(f"={written}", f"='{variable}'")
    return found


def _double(text: str) -> str:
    return re.sub(r'(["$`\\])', r"\\\1", text)


def _quoted(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if body == b"" or (text and all(each.isprintable() or each == " " for each in text)):
        return shlex.quote(text)
    return "$'" + "".join(_byte(each) for each in body) + "'"


def _byte(byte: int) -> str:
    if byte in _ESCAPED:
        return _ESCAPED[byte]
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}"


def _printf(body: bytes) -> str:
    """In octal, which every shell's `printf` knows."""
    plain = {*range(0x20, 0x7F)} - {0x25, 0x27, 0x5C}
    return "".join(chr(each) if each in plain else f"\\{each:03o}" for each in body)
