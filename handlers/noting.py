"""Writes the request log: a thread of the server's own, so that no request waits for it."""

import logging
import threading
import time

from domain.request_log import Note
from domain.work import Studio
from handlers.call import Call

log = logging.getLogger("spolvero.api")

EVERY = 1.0
"""Seconds between two times that it writes."""


class Noting:
    """Notes the requests of one server; begins with the first of them."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, call: Call, operation_id: str | None, status: int, seconds: float) -> None:
        """Note a request of somebody known, that took so many seconds."""
        if call.caller is None:
            return
        note = Note(
            came=time.monotonic() - seconds,
            seconds=seconds,
            operation_id=operation_id,
            method=call.method,
            path=call.path,
            status=status,
            trace_id=call.trace_id,
            user_id=call.caller.user.id,
            proof_id=call.caller.proof_id,
        )
        self._studio.requests.note(note)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="request-log", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Write what is left, and no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        ended = False
        while not ended:
            ended = self._stop.wait(EVERY)
            try:
                self._studio.requests.write(self._studio, time.monotonic())
            except Exception:
                log.exception("some requests could not be noted")
