"""Taking secrets out of what people send along with a bug report, before any of it is stored.

Whatever is removed leaves `REDACTED` in its place, so that a reader sees that something was there.
What to remove is decided three ways: by the name that stands beside a value (`names.py`), by what
the value looks like (`patterns.py`), and by having been removed elsewhere in the same report.
Redacting twice gives what redacting once gives.
"""

from domain.redaction.names import is_secret
from domain.redaction.patterns import REDACTED
from domain.redaction.redactor import Redactor

__all__ = ["REDACTED", "Redactor", "is_secret"]
