"""Operations that take back what another one did, by the last words of their paths."""

from __future__ import annotations

from collections.abc import Iterator
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
    "hide": ("unhide", "show"),
    "close": ("reopen", "open"),
    "archive": ("unarchive", "restore"),
    "trash": ("restore", "untrash", "recover"),
    "delete": ("restore", "undelete", "recover"),
}
_BRINGS_BACK: Final = ("restore", "recover", "undelete", "untrash")
"""What was to go holds nobody up: it is left where it is."""


def opposite(spec: Spec, operation: Operation) -> Operation | None:
    """What sets going again what an operation holds up: `/queue/pause` and `/queue/resume`. None
    where there is no such thing."""
    head, last = _parted(operation)
    back = {*_OPPOSITES.get(last, ())} - {*_BRINGS_BACK}
    return next(
        (
            each
            for each in spec.operations.values()
            if each.method in ("POST", "PUT")
            and _parted(each)[0] == head
            and _parted(each)[1] in back
        ),
        None,
    )


def taken_back(spec: Spec, operation: Operation) -> Iterator[Operation]:
    """What an operation takes back: `/parts/{id}/archive`, of `/parts/{id}/restore`; a DELETE of
    the thing itself too."""
    head, last = _parted(operation)
    if operation.method not in ("POST", "PUT"):
        return
    for each in spec.operations.values():
        before, word = _parted(each)
        if each.method == "DELETE" and each.path.rstrip("/") == head:
            before, word = head, "delete"
        elif each.method not in ("POST", "PUT"):
            continue
        if before == head and last in _OPPOSITES.get(word, ()):
            yield each


def _parted(operation: Operation) -> tuple[str, str]:
    head, _, last = operation.path.rstrip("/").rpartition("/")
    return head, last.lower()
