"""Values fit any schema, are ordinary, and are unlike each other."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.draws import Draws
from codegen.verify.trial import ABSENT
from codegen.verify.values.manner import ORDINARY, SPARSE, WHOLE, Manner
from codegen.verify.values.parts import Impossible
from codegen.verify.values.values import Values, sample

WHERE = "/components/schemas/It"


def of(schema: Any, **others: Any) -> Spec:
    return Spec({"openapi": "3.1.0", "components": {"schemas": {"It": schema, **others}}})


def drawn(spec: Spec, seed: int = 0, manner: Manner = ORDINARY, **more: Any) -> Any:
    return Values(spec).value(Draws(seed).draw, WHERE, manner=manner, **more)


TREE = {
    "type": "object",
    "required": ["left"],
    "properties": {"left": {"anyOf": [{"$ref": "#/components/schemas/It"}, {"type": "null"}]}},
}
TAGGED = {
    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
    "discriminator": {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}},
}
PET = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"type": "string", "minLength": 3, "maxLength": 3},
        {"type": "string", "minLength": 50},
        {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
        {"type": "string", "pattern": r"^\d+$", "maxLength": 4},
        {"type": "string", "pattern": r"^(?!admin)[a-z]{2,5}$"},
        {"type": "string", "pattern": "^https?://", "format": "uri"},
        {"type": "string", "pattern": "^[0-9T:-]{19}[.][0-9]{6}Z$", "format": "date-time"},
        *({"type": "string", "format": each} for each in ("date-time", "date", "time", "uuid")),
        *({"type": "string", "format": each} for each in ("email", "ipv6", "uri", "duration")),
        {"type": "integer", "minimum": 5, "exclusiveMaximum": 7},
        {"type": "number", "exclusiveMinimum": 0, "maximum": 0.001},
        {"type": "integer", "multipleOf": 7, "minimum": 100, "maximum": 110},
        {"type": "number", "multipleOf": 0.01, "minimum": -3, "maximum": -2},
        {"type": ["string", "null"]},
        {"enum": ["a", 2, None]},
        {"const": {"a": 1}},
        {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"enum": [1, 2]}},
        {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False},
        {"type": "array", "contains": {"const": 5}, "items": {"type": "integer"}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3},
        {"type": "object", "propertyNames": {"pattern": "^x-"}, "minProperties": 1},
        {"type": "object", "patternProperties": {"^x-": {"type": "integer"}},
         "additionalProperties": False, "minProperties": 1},
        {"allOf": [{"required": ["a"]}, {"properties": {"a": {"type": "integer", "minimum": 3}}}],
         "type": "object", "properties": {"a": {"maximum": 3}}, "unevaluatedProperties": False},
        {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
         "dependentRequired": {"a": ["b"]}},
        {"type": "object", "properties": {"a": {"type": "integer"}},
         "dependentSchemas": {"a": {"required": ["c"], "properties": {"c": {"const": 1}}}}},
        {"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "type": "object",
         "then": {"required": ["b"]}, "properties": {"a": {"enum": [1, 2]}, "b": {"const": 3}}},
        {"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 3]}},
        {"type": "integer", "enum": [2], "oneOf": [{"const": 1}, {"const": 2}]},
        TREE,
        TAGGED,
    ],
)  # fmt: skip
def test_values_fit_their_schema(schema):
    spec = of(schema, Cat=PET, Dog={**PET, "required": ["kind", "bark"]})
    validator = spec.validator(WHERE)
    for seed in range(8):
        for manner in (ORDINARY, SPARSE, WHOLE):
            assert validator.is_valid(drawn(spec, seed, manner))


def test_what_cannot_be_is_said():
    for schema in (False, {"type": "string", "enum": []}, {"type": "integer", "not": {}}):
        with pytest.raises(Impossible):
            drawn(of(schema))


def test_texts_are_unlike_each_other_and_printable():
    values = Values(of({"type": "string", "maxLength": 30}))
    texts = [values.value(Draws(0).draw, WHERE, manner=SPARSE) for _ in range(300)]
    assert len({*texts}) == 300
    assert all(each.isprintable() and each == each.strip() for each in texts)


def test_a_seed_decides_all_but_the_texts():
    spec = of({"type": "array", "items": {"type": "integer"}, "minItems": 5})
    assert sample(spec, WHERE, 3) == sample(spec, WHERE, 3)
    assert sample(spec, WHERE, 3) != sample(spec, WHERE, 4)


def test_a_request_has_no_read_only_properties_and_a_reply_no_write_only_ones():
    spec = of(
        {
            "type": "object",
            "required": ["id", "secret"],
            "properties": {
                "id": {"type": "string", "readOnly": True},
                "secret": {"$ref": "#/components/schemas/Secret"},
            },
        },
        Secret={"type": "string", "writeOnly": True},
    )
    assert {*sample(spec, WHERE)} == {"secret"}
    assert {*sample(spec, WHERE, direction="reply")} == {"id"}


def test_an_id_is_asked_for_by_its_name_and_by_its_schema():
    spec = of(
        {
            "type": "object",
            "required": ["pot_id", "glaze", "pot_ids"],
            "properties": {
                "pot_id": {"type": "string"},
                "pot_ids": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                "glaze": {"$ref": "#/components/schemas/GlazeId"},
            },
        },
        GlazeId={"type": "integer"},
    )
    known = {"pot_id": "p-1", "/components/schemas/GlazeId": 7}
    found = drawn(spec, manner=SPARSE, refer=lambda name, where: known.get(where or name, ABSENT))
    assert found["pot_id"] == "p-1"
    assert found["glaze"] == 7
    assert {*found["pot_ids"]} <= {"p-1"}


def test_examples_stand_for_texts_whose_meaning_no_schema_has():
    spec = of({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]})
    found = [drawn(spec, seed, Manner(examples=1)) for seed in range(5)]
    assert found == ["EUR"] * 5


def test_a_graph_of_many_schemas_gives_a_value_of_moderate_size():
    wide = {f"p{number}": {"$ref": "#/components/schemas/It"} for number in range(12)}
    value = drawn(of({"type": "object", "properties": wide}), manner=WHOLE)
    assert len(str(value)) < 30_000
