"""Runtime expressions over an exchange (OpenAPI 3.1, 4.8.20.4)."""

from __future__ import annotations

import json
from typing import Any

from codegen import pointer
from codegen.verify.exchange import Exchange


def evaluate(expression: str, exchange: Exchange) -> Any:
    """What an expression gives; LookupError when there is nothing there.

    A text without `$` is a constant; what stands between braces in a text is put in.
    """
    if not expression.startswith("$"):
        return _embedded(expression, exchange) if "{$" in expression else expression
    request, reply = exchange.request, exchange.reply
    if expression == "$url":
        return request.url
    if expression == "$method":
        return request.method
    if expression == "$statusCode":
        return reply.status
    of, _, rest = expression.partition(".")
    source, _, name = rest.partition(".")
    if source.partition("#")[0] == "body":
        where = pointer.from_fragment(rest.partition("#")[2])
        value = reply.json if of == "$response" else _sent(exchange)
        try:
            return pointer.follow(value, where)
        except (LookupError, TypeError, ValueError) as missing:
            raise LookupError(expression) from missing
    headers = reply.headers if of == "$response" else request.headers
    if source == "header":
        for each, value in headers.items():
            if each.lower() == name.lower():
                return value
    elif of == "$request" and name in request.parameters:
        return request.parameters[name]
    raise LookupError(expression)


def _sent(exchange: Exchange) -> Any:
    if exchange.request.value is not None or exchange.request.body is None:
        return exchange.request.value
    try:
        return json.loads(exchange.request.body)
    except ValueError as fault:
        raise LookupError("the request has no JSON body") from fault


def _embedded(text: str, exchange: Exchange) -> str:
    head, _, rest = text.partition("{$")
    inner, _, tail = rest.partition("}")
    value = evaluate("$" + inner, exchange)
    more = _embedded(tail, exchange) if "{$" in tail else tail
    return f"{head}{value}{more}"
