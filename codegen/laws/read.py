"""All laws of a document: those it states under `x-laws`, and those its shape leaves no doubt of."""

from codegen.laws.fault import Fault
from codegen.laws.law import Laws
from codegen.spec import Spec


def read_laws(spec: Spec, stated_only: bool = False) -> tuple[Laws, list[Fault]]:
    """The laws of a document, stated ones first, and what is wrong with its statements.

    A statement that is at fault gives no law. With `stated_only` nothing is implied.
    """
    return Laws((), ()), []
