"""Rules about examples and defaults: each must be a value that its own schema takes.

They are checked by the validator that the server uses, with formats asserted.
"""

from collections.abc import Iterator
from urllib.parse import quote

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from codegen.emit.problems_page import MEDIA_TYPE, problems
from codegen.lint.fault import Fault
from codegen.model import Choice, Example, Header, Json, Media, Parameter, Schema
from codegen.read.contract import Contract

_BUNDLE = "https://spolvero.dev/bundle.json"


class _Judge:
    """Tells whether a value fits the schema that stands at a pointer."""

    def __init__(self, contract: Contract) -> None:
        self._registry = Registry([(_BUNDLE, contract.bundle.document)])

    def complaint(self, value: Json, schema: Schema) -> str | None:
        try:
            validator = Draft202012Validator(
                {"$ref": f"{_BUNDLE}#{quote(schema.where, safe='/~')}"},
                registry=self._registry,
                validate_formats=True,
            )
        except ValidationError as fault:
            return f"the schema itself is wrong: {fault.message}"
        first = next(validator.iter_errors(value), None)
        if first is None:
            return None
        at = "".join(f"/{step}" for step in first.instance_path)
        return f"{first.message} (at {at})" if at else first.message


def every_schema_has_an_example(contract: Contract) -> Iterator[Fault]:
    for path in contract.files.under("schemas"):
        example = path.replace("schemas/", "examples/", 1)
        if example not in contract.files.content:
            yield Fault(f"{path}#", f"A schema file needs an example, {example}.")


def every_example_has_a_schema(contract: Contract) -> Iterator[Fault]:
    for path in contract.files.under("examples"):
        schema = path.replace("examples/", "schemas/", 1)
        if schema not in contract.files.content:
            yield Fault(f"{path}#", f"An example needs its schema, {schema}.")


def every_example_fits(contract: Contract) -> Iterator[Fault]:
    judge = _Judge(contract)
    for schema in _schemas(contract):
        for value in schema.notes.examples:
            complaint = judge.complaint(value, schema)
            if complaint:
                yield Fault(schema.where, f"The example does not fit: {complaint}.")
    for shown, schema in _shown(contract):
        complaint = judge.complaint(shown.value, schema)
        if complaint:
            yield Fault(shown.where, f"The example does not fit: {complaint}.")


def every_default_fits(contract: Contract) -> Iterator[Fault]:
    judge = _Judge(contract)
    for schema in _schemas(contract):
        if schema.notes.default is not None:
            complaint = judge.complaint(schema.notes.default.value, schema)
            if complaint:
                yield Fault(schema.where, f"The default does not fit: {complaint}.")


def every_problem_type_is_shown(contract: Contract) -> Iterator[Fault]:
    shown = {problem.type for problem in problems(contract.api)}
    for named in contract.api.schemas:
        if named.name == "ProblemType" and isinstance(named.schema.shape, Choice):
            for value in named.schema.shape.values:
                if value not in shown:
                    yield Fault(named.schema.where, f"No answer has an example of {value}.")


def every_problem_shows_its_own_status(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        for reply in operation.replies:
            examples = (
                each
                for media in reply.content
                if media.type == MEDIA_TYPE
                for each in media.examples
            )
            for example in examples:
                status = example.value.get("status") if isinstance(example.value, dict) else None
                if str(status) != reply.status:
                    yield Fault(
                        example.where,
                        f"{operation.id} answers {reply.status} with an example of {status}.",
                    )


def _schemas(contract: Contract) -> Iterator[Schema]:
    """Every schema, at any depth: the named ones and those that stand inside operations."""
    found = [named.schema for named in contract.api.schemas]
    found += (part.schema for part in _carried(contract))
    found += (media.schema for media in _media(contract) if media.schema)
    for schema in {schema.where: schema for schema in found}.values():
        yield from schema.walk()


def _shown(contract: Contract) -> Iterator[tuple[Example, Schema]]:
    """Every example outside a schema, with the schema that it is an example of."""
    for part in _carried(contract):
        for value in part.examples:
            yield Example("", "", value, part.where), part.schema
    for media in _media(contract):
        for example in media.examples:
            if media.schema:
                yield example, media.schema


def _carried(contract: Contract) -> Iterator[Parameter | Header]:
    """Every parameter and header, once."""
    api = contract.api
    found: list[Parameter | Header] = [*api.parameters, *api.headers]
    for operation in api.operations():
        found += operation.parameters
        found += (header for reply in operation.replies for header in reply.headers)
    yield from {part.where: part for part in found}.values()


def _media(contract: Contract) -> Iterator[Media]:
    """What bodies hold: the shared ones once, the others where they stand."""
    for reply in contract.api.replies:
        yield from reply.content
    for operation in contract.api.operations():
        yield from operation.body.content if operation.body else ()
        for reply in operation.replies:
            if reply.shared is None:
                yield from reply.content
