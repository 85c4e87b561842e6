"""Does every value of one schema fit another? If not, which one does not, and why?

Both are taken apart into alternatives of one type each, references followed and `allOf` joined
(`codegen/diff/view.py`), so that only meaning is compared. What alternatives differ in is a `Gap`,
which knows how to make a value that shows it; where they have parts, an `Edge` leads to the schemas
of these. A pair of schemas is compared once, however often it is met, and a circle is met once.

A sender sends what its contract declares: of an object that is open because nothing was said, only
the properties that it names are held against the other side.

`containment.py` holds all pairs together; beside it each file compares one kind of keyword.
"""

from codegen.diff.contain.containment import Containment
from codegen.diff.contain.gap import Edge, Gap, Pair

__all__ = ["Containment", "Edge", "Gap", "Pair"]
