"""Deleting staged files that belong to nothing, as carefully as the hourly sweep does it."""

from collections.abc import Callable
from typing import Any

from domain import sweeping
from domain.contents import Content
from domain.images import file_names
from domain.imports.aftercare.acting import DONE, WOULD_DO, Came, Step, gone
from domain.sweeping import GRACE
from domain.vocabulary import ImportActionKind
from domain.work import Studio, Work

NOT_THERE = "It is not there any more."
USED = "An image or a bug report has it now."
PUT = "It was put, or was about to be, within the last hour."


class Removing:
    """Makes a step of each staged file that belonged to nothing when it was found."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._listed = ("", frozenset[str]())

    def step(self, found: Any) -> Step:
        """Give the step for one content, or for one file that has no content's name."""
        do = self._content(found.sha256) if found.sha256 else self._misnamed(found.path)
        return Step(ImportActionKind.DELETE_STAGED, do, path=found.path)

    def _content(self, sha256: str) -> Callable[[Work, bool], Came]:
        def do(work: Work, dry_run: bool) -> Came:
            before = work.now - GRACE
            if sweeping.is_used(work, sha256):
                return gone(USED)
            if dry_run:
                content = work.find(Content, sha256)
                if content is not None and content.touched_at >= before:
                    return gone(PUT)
                there = self._names(sha256[:2]).intersection(file_names(sha256))
                return WOULD_DO if there else gone(NOT_THERE)
            if not sweeping.is_unused(work, sha256, before):  # asked again, with its row held
                return gone(USED if sweeping.is_used(work, sha256) else PUT)
            return DONE if sweeping.forget(self._studio.files, work, sha256) else gone(NOT_THERE)

        return do

    def _misnamed(self, name: str) -> Callable[[Work, bool], Came]:
        def do(work: Work, dry_run: bool) -> Came:
            if dry_run:
                share = name.split("/")[1]
                return WOULD_DO if name in self._names(share) else gone(NOT_THERE)
            is_gone = self._studio.files.delete(name, work.now - GRACE)
            return DONE if is_gone else gone(f"{NOT_THERE[:-1]}, or was put within the last hour.")

        return do

    def _names(self, share: str) -> frozenset[str]:
        """Give what is staged in a share; they come share by share, so each is listed once."""
        if self._listed[0] != share:
            names = frozenset(each.name for each in self._studio.staging.staged(share))
            self._listed = (share, names)
        return self._listed[1]
