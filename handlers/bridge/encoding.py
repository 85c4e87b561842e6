"""From a value to JSON text, once it has been found to be what the contract promises."""

from typing import Any

import orjson

from handlers.bridge.schemas import Schema


class ReplyBroken(Exception):
    """Raised for an answer that the contract does not allow; the text says where, for the log."""


def encode(value: Any, schema: Schema, what: str) -> bytes:
    """Check a value and write it. Raises ReplyBroken, which names it as `what`."""
    # The object is checked, not its text: a second parse would cost more than all the rest.
    try:
        fits = schema.is_valid(value)
    except ValueError as error:  # holds something that JSON has no word for
        raise ReplyBroken(f"{what}: {error}") from None
    if not fits:
        first = schema.errors(value, "body")[0]
        raise ReplyBroken(f"{what}, at {first['pointer'] or '/'}: {first['detail']}")
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:  # the same, where the schema lets anything pass
        raise ReplyBroken(f"{what}: {error}") from None
