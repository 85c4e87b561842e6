"""Rules about what the contract promises beyond the shape of messages (`x-laws`)."""

from collections.abc import Iterator

from codegen.laws.read import read_laws
from codegen.lint.fault import Fault
from codegen.read.contract import Contract
from codegen.spec import Spec


def every_law_can_be_run(contract: Contract) -> Iterator[Fault]:
    _, faults = read_laws(Spec(contract.bundle.document), stated_only=True)
    for fault in faults:
        yield Fault(fault.where, fault.message)
