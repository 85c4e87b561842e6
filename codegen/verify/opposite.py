"""Operations that take back what another one did to something that the run has not made."""

from __future__ import annotations

from typing import Final

from codegen.spec import Operation, Spec

_OPPOSITES: Final = {
    "pause": ("resume", "unpause", "continue", "start"),
    "suspend": ("resume", "unsuspend", "reactivate"),
    "stop": ("start", "restart", "resume"),
    "disable": ("enable",),
    "deactivate": ("activate", "reactivate"),
    "lock": ("unlock",),
    "block": ("unblock",),
    "freeze": ("unfreeze", "thaw"),
    "mute": ("unmute",),
    "close": ("reopen", "open"),
    "archive": ("unarchive",),
}


def opposite(spec: Spec, operation: Operation) -> Operation | None:
    """What sets going again what an operation holds up, by the last words of their paths:
    `/queue/pause` and `/queue/resume`. None where there is no such thing."""
    head, _, last = operation.path.rstrip("/").rpartition("/")
    back = _OPPOSITES.get(last.lower(), ())
    return next(
        (
            each
            for each in spec.operations.values()
            if each.method in ("POST", "PUT")
            and each.path.rstrip("/").rpartition("/")[0] == head
            and each.path.rstrip("/").rpartition("/")[2].lower() in back
        ),
        None,
    )
