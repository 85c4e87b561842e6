"""How types may look, where somebody wants them otherwise than they are."""

from __future__ import annotations

from typing import Literal, TypeAlias

from codegen.node import node

Enums: TypeAlias = Literal["literal", "enum", "const"]
Dates: TypeAlias = Literal["string", "Date"]


@node
class Options:
    """What was asked for.

    `enums`: what a named list of values becomes. `dates`: what a text is that holds one.
    `branded_formats`: whether a format makes a text a type of its own. `immutable`: whether
    nothing in a value may be changed.
    """

    enums: Enums = "literal"
    dates: Dates = "string"
    branded_formats: bool = False
    immutable: bool = False
