"""How parameters are written into a request (OpenAPI 3.1, 4.8.12.2, and RFC 6570)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

# What a query may hold unencoded when the contract allows it (RFC 3986, 2.2).
_RESERVED = ":/?#[]@!$&'()*+,;="


def text(value: Any) -> str:
    """One value as a parameter writes it: `true`, `12`, `null`; objects inside are JSON."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def in_path(parameter: Mapping[str, Any], value: Any) -> str:
    """A path parameter: `simple`, `label` or `matrix`."""
    style, explode, name = (
        parameter.get("style"),
        parameter.get("explode", False),
        parameter["name"],
    )
    if "content" in parameter:
        return _safe(json.dumps(value, ensure_ascii=False))
    if style == "label":
        return "." + _joined(value, "." if explode else ",", explode)
    if style == "matrix":
        if isinstance(value, list) and explode:
            return "".join(f";{_safe(name)}={_safe(text(each))}" for each in value)
        if isinstance(value, dict) and explode:
            return "".join(f";{_safe(k)}={_safe(text(v))}" for k, v in value.items())
        return f";{_safe(name)}={_joined(value, ',', False)}"
    return _joined(value, ",", explode)


def in_query(parameter: Mapping[str, Any], value: Any) -> list[str]:
    """A query parameter: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`; each part is
    `name=value`, encoded."""
    name = _safe(parameter["name"])
    style = parameter.get("style", "form")
    explode = parameter.get("explode", style == "form")
    kept = _RESERVED.replace("&", "").replace("#", "") if parameter.get("reserved") else ""
    if "content" in parameter:
        return [f"{name}={_safe(json.dumps(value, ensure_ascii=False))}"]
    if isinstance(value, dict):
        if style == "deepObject":
            return list(_deep(name, value))
        if explode:
            return [f"{_safe(k)}={_safe(text(v), kept)}" for k, v in value.items()]
    elif isinstance(value, list):
        if explode:
            return [f"{name}={_safe(text(each), kept)}" for each in value]
        between = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
        return [f"{name}={between.join(_safe(text(each), kept) for each in value)}"]
    else:
        return [f"{name}={_safe(text(value), kept)}"]
    return [f"{name}={_joined(value, ',', False)}"]


def in_header(parameter: Mapping[str, Any], value: Any) -> str:
    """A header parameter: `simple`, and nothing in it is percent-encoded."""
    if "content" in parameter:
        return json.dumps(value)
    if isinstance(value, list):
        return ",".join(text(each) for each in value)
    if isinstance(value, dict):
        between = "=" if parameter.get("explode") else ","
        return ",".join(f"{k}{between}{text(v)}" for k, v in value.items())
    return text(value)


def in_cookie(parameter: Mapping[str, Any], value: Any) -> list[str]:
    """A cookie parameter: `form`, each part `name=value`."""
    plain = {**parameter, "style": "form"}
    if isinstance(value, list | dict):
        plain["explode"] = False
    return in_query(plain, value)


def _deep(name: str, value: Any) -> Any:
    """`filter[size]=L`. OpenAPI leaves deeper ones open; these are written as most do."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        inner = f"{name}[{_safe(str(key))}]"
        if isinstance(each, dict | list):
            yield from _deep(inner, each)
        else:
            yield f"{inner}={_safe(text(each))}"


def _joined(value: Any, between: str, explode: bool) -> str:
    if isinstance(value, list):
        return between.join(_safe(text(each)) for each in value)
    if isinstance(value, dict):
        if explode:
            return between.join(f"{_safe(k)}={_safe(text(v))}" for k, v in value.items())
        return between.join(f"{_safe(k)},{_safe(text(v))}" for k, v in value.items())
    return _safe(text(value))


def _safe(value: str, kept: str = "") -> str:
    return quote(value, safe=kept)
