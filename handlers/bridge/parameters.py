"""Parameters: from text in path, query and headers to values that fit their schemas.

Strict on purpose: an integer is written as JSON writes it, nothing may be given twice or unknown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from domain.vocabulary import ProblemType
from handlers.bridge.schemas import Part, Schema, Schemas, pointer
from handlers.call import Call
from handlers.problems import Problem
from handlers.wire import InvalidPart

INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?")


def _integer(text: str) -> Any:
    return int(text) if INTEGER.fullmatch(text) else text


def _number(text: str) -> Any:
    return float(text) if NUMBER.fullmatch(text) else text


def _boolean(text: str) -> Any:
    return {"true": True, "false": False}.get(text, text)


# What cannot be read as its type stays text, and the schema then says what is wrong with it.
COERCE: Mapping[str, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, compiled."""

    name: str
    key: str
    """The name of the handler's argument."""
    part: Part
    required: bool
    default: Any
    many: bool
    coerce: Callable[[str], Any]
    schema: Schema

    def value(self, texts: Sequence[str], invalid: list[InvalidPart]) -> Any:
        """Read what was given for it, none to many texts; add what is wrong to `invalid`."""
        if not texts:
            if self.required:
                invalid.append(self._invalid("It is required."))
            return self.default
        if self.many:
            value: Any = [self.coerce(text) for text in texts]
        elif len(texts) > 1:
            invalid.append(self._invalid("It may be given only once."))
            return None
        else:
            value = self.coerce(texts[0])
        if self.schema.is_valid(value):
            return value
        invalid.extend(self.schema.errors(value, self.part, f"/{self.name}"))
        return None

    def _invalid(self, detail: str) -> InvalidPart:
        return {"in": self.part, "pointer": pointer([self.name]), "detail": detail}


def argument_name(name: str) -> str:
    """Give the handler's name for a parameter: `Idempotency-Key` is `idempotency_key`."""
    return name.lower().replace("-", "_")


class Parameters:
    """All parameters of one operation."""

    def __init__(
        self,
        declared: Sequence[Mapping[str, Any]],
        schemas: Schemas,
        *,
        ignores_others: bool = False,
    ) -> None:
        """Compile them. `ignores_others`: what the query has beside them is no mistake."""
        self._ignores_others = ignores_others
        every = [self._compile(schemas.resolve(each), schemas) for each in declared]
        self.in_path = [p for p in every if p.part == "path"]
        self.in_query = {p.name: p for p in every if p.part == "query"}
        self.in_header = [(p.name.lower().encode(), p) for p in every if p.part == "header"]
        self.keys = frozenset(p.key for p in every)

    @staticmethod
    def _compile(declared: Mapping[str, Any], schemas: Schemas) -> Parameter:
        name, part = declared["name"], declared["in"]
        schema = schemas.resolve(declared.get("schema", {}))
        many = schema.get("type") == "array"
        style = declared.get("style", "form" if part == "query" else "simple")
        plain = style == ("form" if part == "query" else "simple") and declared.get("explode", True)
        plain = plain and "content" not in declared
        if part == "cookie" or not plain or (many and part != "query"):
            raise ValueError(f"parameter {name}: this way of writing it is not supported")
        item = schemas.resolve(schema["items"]) if many else schema
        return Parameter(
            name=name,
            key=argument_name(name),
            part=part,
            required=declared.get("required", False),
            default=schemas.default(declared["schema"]),
            many=many,
            coerce=COERCE.get(item.get("type"), str),
            schema=schemas.compile(declared["schema"]),
        )

    def read(self, call: Call, invalid: list[InvalidPart]) -> dict[str, Any]:
        """Read all of a call's parameters; add what is wrong to `invalid`.

        Raises Problem (404) for a path value that can name nothing.
        """
        values: dict[str, Any] = {}
        for parameter in self.in_path:
            values[parameter.key] = value = parameter.coerce(call.path_values[parameter.name])
            if not parameter.schema.is_valid(value):
                raise Problem(ProblemType.NOT_FOUND, f"{parameter.name} names nothing here.")
        for raw_name, parameter in self.in_header:
            raw = call.headers.get(raw_name)
            texts = [] if raw is None else [raw.decode("latin-1").strip(" \t")]
            values[parameter.key] = parameter.value(texts, invalid)
        if call.query or self.in_query:
            given = query_values(call.query, invalid)
            for name, parameter in self.in_query.items():
                values[parameter.key] = parameter.value(given.pop(name, ()), invalid)
            for name in () if self._ignores_others else given:
                detail = f"There is no such parameter; there is {_list(self.in_query)}."
                invalid.append({"in": "query", "pointer": pointer([name]), "detail": detail})
        return values


def _list(names: Mapping[str, Any]) -> str:
    return ", ".join(names) or "none"


def query_values(query: bytes, invalid: list[InvalidPart]) -> dict[str, list[str]]:
    """Split a query string; each name with its values in order."""
    values: dict[str, list[str]] = {}
    for piece in query.split(b"&") if query else ():
        name, _, value = piece.replace(b"+", b" ").partition(b"=")
        try:
            key, text = unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()
        except UnicodeDecodeError:
            invalid.append({"in": "query", "pointer": "", "detail": "It is not UTF-8."})
            continue
        if key or text:
            values.setdefault(key, []).append(text)
    return values
