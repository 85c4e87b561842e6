"""Rules about schemas, apart from their examples."""

from collections.abc import Iterator

from codegen.lint.fault import Fault
from codegen.model import Record, Ref
from codegen.read.contract import Contract

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "https://spolvero.dev/"


def every_schema_file_says_what_it_is(contract: Contract) -> Iterator[Fault]:
    for path in contract.files.under("schemas"):
        schema = contract.files.content[path]
        if schema.get("$schema") != DIALECT:
            yield Fault(f"{path}#", f"A schema file needs $schema {DIALECT}.")
        if schema.get("$id") != ADDRESS + path:
            yield Fault(f"{path}#", f"A schema file needs $id {ADDRESS}{path}.")
        if not str(schema.get("description", "")).strip():
            yield Fault(f"{path}#", "A schema file needs a description.")


def every_property_is_explained(contract: Contract) -> Iterator[Fault]:
    explained = {
        named.name for named in contract.api.schemas if named.schema.notes.description.strip()
    }
    for named in contract.api.schemas:
        for schema in named.schema.walk():
            if not isinstance(schema.shape, Record):
                continue
            for field in schema.shape.fields:
                shape = field.schema.shape
                borrowed = isinstance(shape, Ref) and shape.name in explained
                if not borrowed and not field.schema.notes.description.strip():
                    yield Fault(
                        field.schema.where,
                        f"The property {field.name} needs a description, its own or that of the"
                        " schema that it refers to.",
                    )
