"""Which OpenAPI a document says that it is."""

from typing import Any

from codegen.fault import ContractError

_KNOWN = ("3.0", "3.1", "3.2")


def version(document: Any, name: str) -> str:
    """`3.0`, `3.1` or `3.2`; ContractError for whatever is none of these."""
    if not isinstance(document, dict):
        kind = "a list" if isinstance(document, list) else "no object"
        raise ContractError(f"{name}: the file holds {kind}; an OpenAPI document is an object")
    if "openapi" not in document:
        if "swagger" in document:
            raise ContractError(
                f"{name}: /swagger: this is Swagger {document['swagger']}, the format before "
                "OpenAPI 3; convert it first: npx swagger2openapi --outfile openapi.yaml "
                f"{name}"
            )
        raise ContractError(
            f"{name}: there is no `openapi` key, so this is no OpenAPI document; it begins with "
            "a line such as openapi: 3.1.0"
        )
    written = document["openapi"]
    # `openapi: 3.1` without quotes is a number to YAML, and it is clear what is meant.
    said = str(written) if isinstance(written, str | float) else ""
    found = ".".join(said.split(".")[:2])
    if found not in _KNOWN:
        raise ContractError(
            f"{name}: /openapi: the version {written!r} is not known; it is one of 3.0, 3.1 and 3.2"
        )
    return found
