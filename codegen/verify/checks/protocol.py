"""HTTP itself: methods that a path has not, HEAD, and media types that cannot be had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.harmless import aimed, harmless, streams
from codegen.verify.changes.schemas import types
from codegen.verify.exchange import NOBODY, Exchange, Reply
from codegen.verify.paths import path_names
from codegen.verify.proofs import shown
from codegen.verify.trial import Case, Trial, checks_operation

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
_NOBODYS: Final = "0b9c5a1e-7d1f-4c3a-9f42-00000000dead"
_UNLIKE_405: Final = (400, 404, 409, 415, 422)
_WITNESSES: Final = 8
_FEW: Final = 2
_405: Final = re.compile(r"^(?!.*\b(not|no|never|instead of) (a |an )?405\b).*\b405\b")
_HEAD: Final = re.compile(r"^(?!.*\b(not|no|never|except|without|only)\b).*\bHEAD\b")
"""What a document says of all of its paths."""
_BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_NOWHERE: Final = "application/x-spolvero"


@checks_operation
def protocol(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Give a case for each method that the path has not, once for each path, and a few more."""
    base = Base(trial, operation)
    beside = [each for each in trial.spec.operations.values() if each.path == operation.path]
    if beside[0] is operation:
        declared = {each.method for each in beside}
        own = aimed(trial, operation, base.arguments)
        for method in _METHODS:
            # What a server does beyond its contract may concern more than what was made here.
            if method not in declared and (own or method not in ("DELETE", "PUT", "PATCH")):
                yield f"{method} is undeclared", partial(_undeclared, trial, beside, base, method)
        if "OPTIONS" not in declared:
            yield "OPTIONS", partial(_options, trial, beside, base)
    if streams(operation):
        if "406" in operation.answers:  # what it opens is not read to its end
            yield "Accept", partial(_unacceptable, trial, operation, base)
        return
    if not harmless(trial, operation, base.arguments):
        return
    if operation.method == "GET" and not any(each.method == "HEAD" for each in beside):
        yield "HEAD", partial(_head, trial, operation, base)
        if operation.path.endswith("}"):
            yield "HEAD of nothing", partial(_head_of_nothing, trial, operation, base)
    kinds = list(dict.fromkeys(kind for each in operation.successes for kind in each.content))
    if kinds:
        base.probe()  # a refusal is of one type only, whatever else is accepted
    for kind in kinds:
        if "*" not in kind:
            for accept in (kind, f"{kind.partition('/')[0]}/*;q=0.5"):
                yield f"Accept {accept}", partial(_acceptable, trial, operation, base, accept)
    if kinds:
        yield "Accept of a browser", partial(_acceptable, trial, operation, base, _BROWSER)
    if "406" in operation.answers and kinds:
        yield "Accept", partial(_unacceptable, trial, operation, base)


def _undeclared(trial: Trial, beside: list[Operation], base: Base, method: str) -> None:
    operation = next((each for each in beside if each.method == "GET"), beside[0])
    example = _sent(trial, operation, base)
    body = b"{}" if method in ("POST", "PUT", "PATCH") else None
    headers = {
        name: value
        for name, value in example.request.headers.items()
        if name.lower() not in ("content-type", "if-match", "if-none-match")
    }
    identity = trial.identities[0] if trial.identities else NOBODY
    headers |= shown(operation, identity).headers
    if body is not None:
        headers["Content-Type"] = "application/json"
    url = example.request.url.partition("?")[0]
    sent = replace(
        example.request,
        operation="",
        method=method,
        url=url,
        headers=headers,
        body=body,
        identity=identity,
        value=None,
    )
    reply = trial.send(sent).reply
    said = f"{method} {operation.path} is not declared: answered with {reply.status}"
    if reply.ok:
        _broken(trial, operation, "protocol.method", f"{said}, expected 405")
    if reply.status >= 500 and reply.status != 501:
        _broken(trial, operation, "crash", f"{said}, expected 405")
    if (
        reply.status in _UNLIKE_405
        and _is_there(operation, example)
        and (
            "405" in operation.answers
            or _says(trial, _405)
            or _elsewhere(trial, operation, "405") == 405
        )
    ):
        _broken(
            trial, operation, "protocol.method", f"{said}, expected 405: what it names is there"
        )
    if reply.status != 405:
        return
    if "allow" not in reply.headers:
        _broken(
            trial,
            operation,
            "reply.header",
            f"{said} without Allow, expected it (RFC 9110, 15.5.6)",
        )
    told = {word.strip().upper() for word in reply.headers["allow"].split(",") if word.strip()}
    declared = {each.method for each in beside}
    if declared - told and (not declared & told or _tells_all_elsewhere(trial, operation)):
        missing = ", ".join(sorted(declared - told))
        _broken(trial, operation, "reply.header", f"{said}, and Allow leaves out {missing}")
    if told - declared - {"HEAD", "OPTIONS"}:
        more = ", ".join(sorted(told - declared - {"HEAD", "OPTIONS"}))
        _broken(
            trial, operation, "reply.header", f"{said}, and Allow names {more}, which is undeclared"
        )


def _is_there(operation: Operation, example: Exchange) -> bool:
    """Whether the path is served, as far as a declared GET tells."""
    return operation.method == "GET" and example.reply.ok


def _says(trial: Trial, words: re.Pattern[str]) -> bool:
    """Whether a sentence that goes for the whole document promises it."""
    info = trial.spec.document.get("info")
    said = str(info.get("description", "")) if isinstance(info, dict) else ""
    return any(words.search(sentence) for sentence in re.split(r"[.;\n]\s", said))


def _elsewhere(trial: Trial, operation: Operation, what: str) -> int | None:
    """How most other paths are answered: to a method that they have not (`405`), or to `HEAD`,
    where their GET succeeds; None when too few tell, or they do not agree."""
    known = trial.memory.setdefault(("protocol", what), {})
    for other in trial.spec.operations.values():
        if len(known) >= _WITNESSES:
            break
        if other.method != "GET" or other.path in known or streams(other):
            continue
        if any(each.required for each in other.parameters):
            continue
        known[other.path] = None
        get = trial.ask(other.key, conform=False)
        if get.reply.ok:
            method = "HEAD" if what == "HEAD" else _lacking(trial, other.path)
            sent = replace(get.request, operation="", method=method)
            known[other.path] = trial.send(sent).reply.status
    told = [status for path, status in known.items() if path != operation.path and status]
    for status in set(told):
        if len(told) >= _FEW and told.count(status) >= len(told) * 2 / 3:
            return int(status)
    return None


def _tells_all_elsewhere(trial: Trial, operation: Operation) -> bool:
    """Whether another path of several methods names them all in Allow: some frameworks have each
    name only its own."""
    known = trial.memory.setdefault(("protocol", "Allow"), {})
    declared: dict[str, set[str]] = {}
    for each in trial.spec.operations.values():
        declared.setdefault(each.path, set()).add(each.method)
    for other in trial.spec.operations.values():
        alone = "{" in other.path or len(declared[other.path]) < 2
        if len(known) >= _WITNESSES or alone or other.path in known:
            continue
        path = trial.ask(other.key, identity=NOBODY, conform=False).request
        who = trial.identities[0] if trial.identities else NOBODY
        sent = replace(
            path,
            operation="",
            method=_lacking(trial, other.path),
            headers=dict(who.headers),
            identity=who,
        )
        reply = trial.send(sent).reply
        if reply.status == 405:
            told = {word.strip().upper() for word in reply.headers.get("allow", "").split(",")}
            known[other.path] = declared[other.path] <= told
    return any(whole for path, whole in known.items() if path != operation.path)


def _lacking(trial: Trial, path: str) -> str:
    """A method that a path has not."""
    declared = {each.method for each in trial.spec.operations.values() if each.path == path}
    return next(each for each in ("TRACE", *_METHODS) if each not in declared)


def _head(trial: Trial, operation: Operation, base: Base) -> None:
    get = trial.ask(operation.key, **base.arguments, conform=False)
    reply = trial.send(replace(get.request, method="HEAD", operation="")).reply
    if not get.reply.ok:
        return
    told = _says(trial, _HEAD) or _elsewhere(trial, operation, "HEAD") == 200
    if reply.status in (404, 405, 501) and not told:
        return
    if reply.status >= 500:
        _broken(trial, operation, "crash", f"HEAD {operation.path}: answered with {reply.status}")
    again = trial.ask(operation.key, **base.arguments, conform=False)
    length = reply.headers.get("content-length")
    lengths = {each.reply.headers.get("content-length") for each in (get, again)}
    # Many a server that sends no body says that there is none.
    if reply.ok and length not in (None, "0", *lengths) and lengths == {str(len(get.reply.body))}:
        _broken(
            trial,
            operation,
            "protocol.head",
            f"HEAD {operation.path}: says Content-Length {length}, and GET gives"
            f" {len(get.reply.body)} (RFC 9110, 8.6)",
        )
    if reply.status != get.reply.status and again.reply.status == get.reply.status:
        _broken(
            trial,
            operation,
            "protocol.head",
            f"HEAD {operation.path}: answered with {reply.status}, expected"
            f" {get.reply.status} as GET gives (RFC 9110, 9.3.2)",
        )


def _allows(accept: str, reply: Reply) -> bool:
    """Whether what is given without a wish is among what is wished for."""
    given = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    ranges = {each.partition(";")[0].strip().lower() for each in accept.split(",")}
    return reply.ok and bool({"*/*", f"{given.partition('/')[0]}/*", given} & ranges)


def _head_of_nothing(trial: Trial, operation: Operation, base: Base) -> None:
    """What is not there for GET is not there for HEAD."""
    name = path_names(operation)[-1]
    parameter = operation.parameter(name, "path")
    path = {**(base.arguments.get("path") or {})}
    kinds = types(trial.spec, (parameter.schema_where,)) if parameter else set()
    path[name] = 2**31 - 19 if "integer" in kinds else _NOBODYS
    get = trial.ask(operation.key, **{**base.arguments, "path": path}, conform=False)
    reply = trial.send(replace(get.request, method="HEAD", operation="")).reply
    if get.reply.status == 404 and (reply.ok or (reply.status >= 500 and reply.status != 501)):
        _broken(
            trial,
            operation,
            "protocol.head",
            f"HEAD {operation.path} of what is not there: answered with {reply.status}, expected"
            " 404 as GET gives (RFC 9110, 9.3.2)",
        )


def _options(trial: Trial, beside: list[Operation], base: Base) -> None:
    """Asking what can be done is no reason to fail, and what is told is what there is."""
    operation = next((each for each in beside if each.method == "GET"), beside[0])
    example = _sent(trial, operation, base)
    sent = replace(
        example.request, operation="", method="OPTIONS", body=None, headers={}, value=None
    )
    reply = trial.send(replace(sent, identity=NOBODY)).reply
    said = f"OPTIONS {operation.path}: answered with {reply.status}"
    if reply.status >= 500 and reply.status != 501:
        _broken(trial, operation, "crash", said)
    told = {word.strip().upper() for word in reply.headers.get("allow", "").split(",")} - {""}
    declared = {each.method for each in beside}
    if reply.ok and told and declared - told:
        missing = ", ".join(sorted(declared - told))
        _broken(trial, operation, "reply.header", f"{said}, and Allow leaves out {missing}")


def _acceptable(trial: Trial, operation: Operation, base: Base, accept: str) -> None:
    ask = partial(_accepting, trial, operation, base)
    # Of several types that are declared, this thing may have but one.
    if ask(accept).reply.status == 406 and _allows(accept, ask("*/*").reply):
        _broken(
            trial,
            operation,
            "protocol.accept",
            f"Accept: {accept}, which allows what is declared: answered with 406, expected a"
            " success",
        )
    ask(accept, conform=True)


def _unacceptable(trial: Trial, operation: Operation, base: Base) -> None:
    exchange = _accepting(trial, operation, base, _NOWHERE)
    status = exchange.reply.status
    said = f"Accept: {_NOWHERE}, which is not offered: answered with {status}, expected 406"
    if exchange.reply.ok and exchange.reply.body:
        given = exchange.reply.headers.get("content-type", "")
        if not given.startswith(_NOWHERE):
            _broken(trial, operation, "protocol.accept", said)
    if status >= 500:
        _broken(trial, operation, "crash", said)
    _accepting(trial, operation, base, _NOWHERE, conform=True)


def _accepting(
    trial: Trial, operation: Operation, base: Base, accept: str, *, conform: bool = False
) -> Exchange:
    arguments = base.another(base.arguments)
    headers = {**(arguments.get("headers") or {}), "Accept": accept}
    exchange = trial.ask(operation.key, **{**arguments, "headers": headers}, conform=conform)
    base.note(exchange)
    return exchange


def _sent(trial: Trial, operation: Operation, base: Base) -> Exchange:
    """A request of the operation that was sent; one that must not succeed carries nothing."""
    if operation.method == "GET" and not streams(operation):
        return trial.ask(operation.key, **base.arguments, conform=False)
    path = base.arguments.get("path")
    return trial.ask(operation.key, path=path, identity=NOBODY, conform=False)


def _broken(trial: Trial, operation: Operation, rule: str, message: str) -> None:
    trial.broken(None, message, rule=rule, operation=operation.key, where=operation.where)
