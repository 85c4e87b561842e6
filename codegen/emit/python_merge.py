"""One record out of parts that must all fit. Python has no type for "both of these"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.model import (
    NULL,
    Anything,
    Choice,
    Either,
    Every,
    Field,
    Nothing,
    Record,
    Ref,
    Scalar,
    Schema,
)

Seen = frozenset[str]
_NONE: Seen = frozenset()
_MOST_OPTIONS = 24
_DEEPEST = 3


class Merging:
    """Looks at parts through the references that they are."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas
        # How deep in what was merged a part was made. Records that hold themselves have no end.
        self._depths: dict[int, int] = {}
        self._made: list[Schema] = []
        # What was asked stays beside the answer: as long as it lives, its id is its own.
        self._known: dict[int, tuple[Schema, Record | None]] = {}
        self._spread: dict[int, tuple[Schema, list[tuple[Schema, Record]]]] = {}

    def record(self, schema: Schema, seen: Seen = _NONE) -> Record | None:
        """The record that a schema is, or that its parts make; None where it is none."""
        shape = schema.shape
        if isinstance(shape, Record):
            return shape
        if isinstance(shape, Ref):
            if shape.name in seen:
                return None
            return self.record(self._schemas[shape.name], seen | {shape.name})
        if not isinstance(shape, Every):
            return None
        if id(schema) not in self._known:
            found = [self.record(part, seen) for part in telling(shape)]
            records = [each for each in found if each]
            is_whole = len(records) == len(found) > 0
            whole = self._merged(records, self._depths.get(id(schema), 0)) if is_whole else None
            if seen:
                # It may be that only the way here made it a circle.
                return whole
            self._known[id(schema)] = schema, whole
        return self._known[id(schema)][1]

    def spread(self, schema: Schema) -> list[tuple[Schema, Record]]:
        """Where the parts are records and one union of records: each option of the union, and the
        record that it makes with all other parts. Else nothing."""
        if id(schema) not in self._spread:
            self._spread[id(schema)] = schema, self._options(schema)
        return self._spread[id(schema)][1]

    def _options(self, schema: Schema) -> list[tuple[Schema, Record]]:
        assert isinstance(schema.shape, Every)
        records: list[Record] = []
        options: list[tuple[Schema, Record]] = []
        for part in telling(schema.shape):
            if record := self.record(part):
                records.append(record)
            elif options or not (options := self._either(part)):
                return []
        return [(option, self._merged([*records, record])) for option, record in options]

    def _either(self, schema: Schema, seen: Seen = _NONE) -> list[tuple[Schema, Record]]:
        """The options of a union of records, and what they are; none where it is something else,
        or has so many that they would hide all else."""
        shape = schema.shape
        if isinstance(shape, Ref) and shape.name not in seen:
            return self._either(self._schemas[shape.name], seen | {shape.name})
        if not isinstance(shape, Either):
            return []
        found = [(option, self.record(option)) for option in shape.options if option.shape != NULL]
        records = [(option, record) for option, record in found if record and record.fields]
        return records if len(records) == len(found) <= _MOST_OPTIONS else []

    def bases(self, schema: Schema) -> list[str]:
        """The schemas that a record adds to, by name, where it says none of their fields anew."""
        if not isinstance(schema.shape, Every):
            return []
        names: list[str] = []
        said: list[str] = []
        for part in telling(schema.shape):
            record = self.record(part)
            if record is None:
                return []
            if isinstance(part.shape, Ref) and has_names(record):
                if is_closed(record):
                    return []
                names.append(part.shape.name)
            said += [field.name for field in record.fields]
        return names if len(said) == len(set(said)) else []

    def own(self, shape: Every) -> Record:
        """What a record that adds to others says itself."""
        records = [part.shape for part in telling(shape) if not isinstance(part.shape, Ref)]
        found = [self.record(Schema(each)) for each in records]
        return self._merged([each for each in found if each])

    def _merged(self, records: list[Record], depth: int = 0) -> Record:
        """One record with the fields of all, each required if any says so."""
        if len(records) == 1:
            return records[0]
        fields: dict[str, Field] = {}
        for record in records:
            for field in record.fields:
                known = fields.get(field.name)
                fields[field.name] = field if known is None else self._both(known, field, depth)
        # A part may forbid what another says, so the whole is not closed, only narrower.
        extras = [each.extra for each in records if each.extra and not is_closed(each)]
        return Record(tuple(fields.values()), extras[0] if extras and not fields else None)

    def _both(self, one: Field, other: Field, depth: int) -> Field:
        first, second = one.schema, other.schema
        words = {**second.words, **first.words}
        if isinstance(second.shape, Anything) or first.shape == second.shape:
            schema = first
        elif isinstance(first.shape, Anything):
            schema = second
        elif depth < _DEEPEST and not (
            isinstance(first.shape, Ref) and isinstance(second.shape, Ref)
        ):
            schema = Schema(Every((first, second)), words)
            self._depths[id(schema)] = depth + 1
            self._made.append(schema)
        else:
            # The later one, which adds to the earlier, is the narrower one more often.
            schema = Schema(self.narrowest((second, first)).shape, words)
        return Field(one.name, schema, one.required or other.required)

    def narrowest(self, parts: Iterable[Schema]) -> Schema:
        """The part that says most. Whatever fits all parts fits it."""
        return min(parts, key=self._width)

    def _width(self, schema: Schema, seen: Seen = _NONE) -> float:
        shape = schema.shape
        match shape:
            case Nothing():
                return 0
            case Choice():
                return 1
            case Ref(name):
                # Where both say as much, a name says it better.
                return 9 if name in seen else self._width(self._schemas[name], seen | {name}) - 0.1
            case Scalar(kind):
                return 2 if kind == "null" else 3 if kind == "integer" else 4
            case Either(options):
                widths = [self._width(option, seen) for option in options]
                return max(widths, default=0) + (0.5 if max(widths, default=0) > 1 else 0)
            case Every(parts):
                return min((self._width(part, seen) for part in parts), default=9)
            case Anything():
                return 9
            case _:
                return 2.5


def telling(shape: Every) -> list[Schema]:
    """The parts that say something."""
    found = [
        part
        for part in shape.parts
        if not isinstance(part.shape, Anything) and part.shape != _ANY_RECORD
    ]
    return found or [part for part in shape.parts if part.shape == _ANY_RECORD][:1]


_ANY_RECORD = Record((), None)


def has_names(shape: Record) -> bool:
    """Whether it is more than a map: a record of fields, or of none at all."""
    return len(shape.fields) > 0 or (is_closed(shape) and not shape.patterns)


def is_closed(shape: Record) -> bool:
    """Whether it holds what is named and nothing else."""
    return shape.extra is not None and isinstance(shape.extra.shape, Nothing)
