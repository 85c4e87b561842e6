"""What comes after an import: comparing, mending what is found, taking back what was made."""

from domain.imports.aftercare.asking import mend, reconcile, undo

__all__ = ["mend", "reconcile", "undo"]
