"""Our own contract, from its folder to the model."""

from dataclasses import dataclass
from pathlib import Path

from codegen.model import Api
from codegen.read.bundle import Bundle
from codegen.read.document import read_document
from codegen.read.files import ContractError, Files, read_files

__all__ = ["Contract", "ContractError", "read"]


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract as it was written, as one document, and as it is understood."""

    files: Files
    bundle: Bundle
    api: Api


def read(folder: Path) -> Contract:
    """Read a contract's folder; ContractError when it cannot be one document."""
    files = read_files(folder)
    bundle = Bundle(files)
    return Contract(files, bundle, read_document(bundle.document))
