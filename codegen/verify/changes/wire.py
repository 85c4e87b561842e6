"""What a server can read from what is sent: a parameter is text, whatever it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import islice, product
from typing import Any, Final

from codegen.spec import Operation, Parameter, Spec
from codegen.verify.changes.schemas import fits
from codegen.verify.changes.spot import Spot
from codegen.verify.sending import default_media_type, is_json
from codegen.verify.trial import ABSENT

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,400}(\.0*)?", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_WORDS: Final = {"true": True, "false": False, "null": None}
_READINGS: Final = 64
"""So many ways of reading a list of items are looked at."""


def surely_invalid(
    spec: Spec,
    operation: Operation,
    spot: Spot,
    base: Mapping[str, Any],
    arguments: Mapping[str, Any],
) -> bool:
    """Whether what is sent breaks the contract however it is read, in a way the base does not."""
    if spot.place == "body":
        return _body_invalid(spec, operation, base, arguments)
    parameter = operation.parameter(spot.name, spot.place)
    if parameter is None:
        return False
    value = Spot(spot.place, spot.name).get(arguments)
    if value is ABSENT:
        return parameter.required
    return not any(fits(spec, parameter.schema_where, each) for each in _readings(parameter, value))


def surely_valid(
    spec: Spec, operation: Operation, spot: Spot, arguments: Mapping[str, Any]
) -> bool:
    """Whether the changed part fits its schema."""
    if spot.place == "body":
        where = body_schema(operation, arguments)
        return where is not None and fits(spec, where, arguments.get("body"))
    parameter = operation.parameter(spot.name, spot.place)
    value = Spot(spot.place, spot.name).get(arguments)
    if parameter is None or value is ABSENT:
        return parameter is not None and not parameter.required
    return fits(spec, parameter.schema_where, value)


def body_schema(operation: Operation, arguments: Mapping[str, Any]) -> str | None:
    """The pointer of the schema of the body, by its media type."""
    if operation.body is None:
        return None
    media = operation.body.content.get(media_type(operation, arguments) or "")
    return media.schema_where if media is not None and "schema" in media.raw else None


def media_type(operation: Operation, arguments: Mapping[str, Any]) -> str | None:
    """The media type that the body is sent in."""
    return arguments.get("media_type") or default_media_type(operation)


def _body_invalid(
    spec: Spec, operation: Operation, base: Mapping[str, Any], arguments: Mapping[str, Any]
) -> bool:
    where = body_schema(operation, arguments)
    if where is None:
        return False
    body = arguments.get("body", ABSENT)
    if body is ABSENT:
        return operation.body is not None and operation.body.required
    if is_json(media_type(operation, arguments) or ""):
        return bool(_faults(spec, where, body) - _faults(spec, where, base.get("body")))
    if not isinstance(body, dict):
        return False
    return not any(fits(spec, where, each) for each in _form_readings(body))


def _faults(spec: Spec, where: str, value: Any) -> set[str]:
    try:
        errors = islice(spec.validator(where).iter_errors(value), 50)
        return {f"{list(each.schema_path)} {list(each.instance_path)}" for each in errors}
    except (ValueError, TypeError, OverflowError):
        return set()


def _form_readings(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    ways = [_scalars(value) if not isinstance(value, list) else [value] for value in body.values()]
    return [dict(zip(body, each, strict=True)) for each in islice(product(*ways), _READINGS)]


def _readings(parameter: Parameter, value: Any) -> list[Any]:
    if "content" in parameter.raw:
        return [value]
    if isinstance(value, dict):
        return [value, {name: _text(each) for name, each in value.items()}]
    if isinstance(value, list):
        ways = [_scalars(each) for each in value]
        read = [list(each) for each in islice(product(*ways), _READINGS)]
        return [*read, *(_scalars(value[0]) if len(value) == 1 else ())]
    scalars = _scalars(value)
    listed: list[Any] = [[each] for each in scalars]
    text = _text(value)
    if not parameter.explode and "," in text:
        listed.append(text.split(","))
    return [*scalars, *listed]


def _scalars(value: Any) -> list[Any]:
    """Whatever the text of a scalar may be read as."""
    text = _text(value)
    read: list[Any] = [text]
    if _INTEGER.fullmatch(text):
        read.append(int(text.partition(".")[0]))
    if _NUMBER.fullmatch(text):
        try:
            read.append(json.loads(text.lstrip("+")))
        except ValueError:
            read.append(float(text))
    if text.lower() in _WORDS:
        read.append(_WORDS[text.lower()])
    return read


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
