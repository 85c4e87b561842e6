"""The rules for any document, one file for each kind of node; importing this registers them."""

from codegen.lint.rules import (  # noqa: F401
    answers,
    components,
    info,
    names,
    operations,
    parameters,
    paths,
    schemas,
    security,
    values,
)
