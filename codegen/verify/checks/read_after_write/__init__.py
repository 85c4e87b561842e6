"""What a write accepted is what a read gives; importing this package registers its checks."""

from codegen.verify.checks.read_after_write import kept, read_only, refused, replaced, tour

__all__ = ["kept", "read_only", "refused", "replaced", "tour"]
