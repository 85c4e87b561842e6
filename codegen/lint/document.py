"""Does the bundle keep the rules of OpenAPI itself?"""

from collections.abc import Iterator

from codegen.lint.fault import Fault
from codegen.pointer import join
from codegen.read.contract import Contract


def the_document_is_openapi(contract: Contract) -> Iterator[Fault]:
    from openapi_spec_validator import OpenAPIV31SpecValidator  # slow to import

    for fault in OpenAPIV31SpecValidator(contract.bundle.document).iter_errors():
        yield Fault(join("", *fault.absolute_path), f"OpenAPI does not allow it: {fault.message}.")
