"""All laws of a document: those it states under `x-laws`, and those its shape implies."""

from codegen.laws.fault import Fault
from codegen.laws.implied import implied
from codegen.laws.law import Law, Laws
from codegen.laws.makers import makers
from codegen.laws.resources import Resources
from codegen.spec import Spec


def read_laws(spec: Spec, stated_only: bool = False) -> tuple[Laws, list[Fault]]:
    """The laws of a document, stated ones first, and what is wrong with its statements.

    A statement that is at fault gives no law. With `stated_only` nothing is implied.
    """
    resources = Resources(spec)
    laws: list[Law] = [] if stated_only else implied(resources)
    return Laws(tuple(laws), makers(resources)), []
