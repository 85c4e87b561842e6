"""The laws as checks, one file for each; importing this package registers them all."""

import codegen.verify.checks.boundaries  # noqa: F401
