"""Mistakes to make on purpose in a process of the harness: it must find each of them."""

import threading
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select, update

from domain import leases, rendering
from domain.jobs import Job


def unfenced() -> None:
    """Let a worker end the job whose lease it lost, as if nobody had taken it since."""

    def held(work: Any, kind: Any, hold: Any) -> Any:
        return work.session.scalars(select(kind).where(kind.id == hold.id)).first()

    leases.held = held
    fenced = rendering.REPORT
    rendering.REPORT = (
        update(Job.__table__)
        .where(Job.id == bindparam("one"), bindparam("held_by") != "")
        .values(steps_done=bindparam("done"), lease_until=bindparam("until"))
        .returning(*fenced._returning)
    )


def file_after_commit() -> None:
    """Put a picture's files only once its row speaks of them."""
    keep, end = rendering.keep, rendering._end
    here = threading.local()

    class Later:
        def put(self, name: str, data: bytes) -> None:
            here.puts.append((name, data))

    def keep_later(studio: Any, *given: Any) -> Any:
        here.puts = []
        return keep(replace(studio, files=Later()), *given)

    def end_and_put(studio: Any, *given: Any, **more: Any) -> Any:
        following = end(studio, *given, **more)
        for name, data in here.puts:
            studio.files.put(name, data)
        return following

    rendering.keep, rendering._end = keep_later, end_and_put


FAULTS = {"unfenced": unfenced, "file_after_commit": file_after_commit}
