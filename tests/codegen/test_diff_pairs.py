"""`spolvero diff` on pairs of contracts: each break is found, and none where there is none."""

from datetime import date
from typing import Any

import pytest
from diff_pairs import BREAKING, HARMLESS, Json
from jsonschema_rs import Draft202012Validator

from codegen.diff.compare import compare
from codegen.diff.document import Document, prepared
from codegen.diff.finding import Finding
from codegen.diff.rules import KINDS, RULES, SUBJECTS

TODAY = date(2026, 11, 27)
SCHEMAS = {
    f"{name}-{word}"
    for each in SUBJECTS.values()
    for name in (each.id, each.part)
    for words in KINDS.values()
    for word in words[:2]
} - {
    "request-parameter-added-required",
    "request-parameter-became-required",
    "request-body-added-required",
    "request-body-became-required",
    "response-header-became-optional",
}
"""The rules about schemas, but for those that whole parameters, bodies and headers have, too."""


def document(raw: Json) -> Document:
    version = ".".join(raw["openapi"].split(".")[:2])
    return prepared(raw, "api.yaml", version)


def found(old: Json, new: Json, **options: Any) -> list[Finding]:
    return compare(document(old), document(new), TODAY, **options)


@pytest.mark.parametrize(
    ("old", "new", "rules"), [p[1:] for p in BREAKING], ids=[p[0] for p in BREAKING]
)
def test_a_break_is_found(old, new, rules):
    findings = found(old, new)
    breaks = [each for each in findings if each.severity == "break"]
    assert {each.rule for each in breaks} & set(rules.split()), findings
    for each in breaks:
        assert each.rule in RULES
        if each.rule in SCHEMAS:
            assert each.witness is not None, each


@pytest.mark.parametrize(
    ("old", "new", "rules"), [p[1:] for p in HARMLESS], ids=[p[0] for p in HARMLESS]
)
def test_what_is_harmless_is_no_break(old, new, rules):
    findings = found(old, new)
    assert [each for each in findings if each.severity == "break"] == []
    assert set(rules.split()) <= {each.rule for each in findings}, findings
    if not rules:
        assert [each for each in findings if each.severity == "warning"] == []


def test_the_table_is_as_large_as_it_should_be():
    assert len(BREAKING) >= 60
    assert len(HARMLESS) >= 30
    names = [each[0] for each in (*BREAKING, *HARMLESS)]
    assert len(set(names)) == len(names)


def schema_of(raw: Json, of: str) -> Any:
    """The schema that a witness is of, by what it says that it is of."""
    methods = [*raw["paths"].values(), *raw.get("webhooks", {}).values()]
    (operations,) = methods
    shared = operations.get("parameters", [])
    (operation,) = [each for name, each in operations.items() if name != "parameters"]
    for callback in operation.get("callbacks", {}).values():
        ((_, item),) = callback.items()
        operation = item["post"]
    kind, _, name = of.partition(" parameter ")
    if name:
        return next(
            each["schema"]
            for each in [*operation.get("parameters", []), *shared]
            if each["name"] == name and each["in"] == kind
        )
    if of == "body":
        return operation["requestBody"]["content"]["application/json"]["schema"]
    status, what, *rest = of.split()
    answer = operation["responses"][status]
    if what == "header":
        return answer["headers"][rest[0]]["schema"]
    return answer["content"]["application/json"]["schema"]


def validator(raw: Json, schema: Any, hidden: str) -> Draft202012Validator:
    whole = document({**raw, "paths": {}, "components": {**raw.get("components", {}), "x": {}}}).raw
    schema = document({**raw, "components": {"schemas": {"Root": schema}}}).raw["components"][
        "schemas"
    ]["Root"]
    return Draft202012Validator(
        {**without(schema, hidden), "components": whole.get("components", {})},
        validate_formats=True,
    )


def without(schema: Any, hidden: str) -> Any:
    """A schema that does not require what this side never sends."""
    if not isinstance(schema, dict):
        return schema
    names = [
        name
        for name in schema.get("required", [])
        if not schema.get("properties", {}).get(name, {}).get(hidden)
    ]
    return {**schema, "required": names}


@pytest.mark.parametrize(("old", "new"), [p[1:3] for p in BREAKING], ids=[p[0] for p in BREAKING])
def test_a_witness_was_fine_and_is_not(old, new):
    for each in found(old, new):
        if each.witness is None or "int32" in str(new):  # a range that no validator knows
            continue
        is_sent_by_server = each.rule.startswith(("response-", "webhook-"))
        hidden = "writeOnly" if is_sent_by_server else "readOnly"
        before = validator(old, schema_of(old, each.witness.of), hidden)
        after = validator(new, schema_of(new, each.witness.of), hidden)
        fine, refused = (after, before) if is_sent_by_server else (before, after)
        assert fine.is_valid(each.witness.value), each
        assert not refused.is_valid(each.witness.value), each
