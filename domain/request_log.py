"""What signed-in people asked for within the last hour: what a bug report brings along of it.

A request is only noted in memory, which costs it a microsecond; some thread writes what has
gathered, many at once, and whoever needs the log has it written first. When writing does not keep
up, the oldest notes are lost, never a request.
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Index, Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity
from domain.redaction import Redactor
from domain.vocabulary import TRACE_ID_MAX_LENGTH

if TYPE_CHECKING:
    from domain.work import Studio, Work

KEPT = timedelta(hours=1)
MOST_WAITING = 10_000
PATH_LENGTH = 300


class NotedRequest(Entity):
    """One request of somebody who is signed in."""

    __tablename__ = "noted_requests"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime] = mapped_column(index=True)
    """When it came."""
    operation_id: Mapped[str | None] = mapped_column(String(100))
    method: Mapped[str] = mapped_column(String(20))
    path: Mapped[str] = mapped_column(String(PATH_LENGTH))
    status: Mapped[int]
    duration_ms: Mapped[float]
    """Until its answer began."""
    trace_id: Mapped[str] = mapped_column(String(TRACE_ID_MAX_LENGTH), index=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    proof_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    """The session or the token that it came with."""

    __table_args__ = (Index(None, "proof_id", "at"),)


@dataclass(frozen=True, slots=True)
class Note:
    """One request that has been answered just now."""

    came: float
    """When, by a clock that never jumps, in seconds."""
    seconds: float
    operation_id: str | None
    method: str
    path: str
    status: int
    trace_id: str
    user_id: str
    proof_id: str


class RequestLog:
    """The notes of one process that are not written yet."""

    def __init__(self) -> None:
        self._waiting: deque[Note] = deque(maxlen=MOST_WAITING)
        self._writing = Lock()

    def note(self, note: Note) -> None:
        """Remember a request."""
        self._waiting.append(note)

    def write(self, studio: "Studio", seconds: float) -> int:
        """Write what has gathered up to `seconds` by the same clock; give how many it was.

        When this returns, whatever was noted before it was called is in the database. Raises what
        the database raises; the notes are lost then.
        """
        with self._writing:
            notes = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if notes:
                with studio.work(beside=True) as work:
                    rows = [_row(note, work.now, seconds) for note in notes]
                    work.session.connection().execute(insert(NotedRequest), rows)
        return len(notes)


def _row(note: Note, now: datetime, seconds: float) -> dict[str, Any]:
    return {
        "at": now - timedelta(seconds=max(seconds - note.came, 0)),
        "operation_id": note.operation_id,
        "method": note.method[:20],
        "path": _safe(note)[:PATH_LENGTH],
        "status": note.status,
        "duration_ms": round(note.seconds * 1000, 1),
        "trace_id": note.trace_id,
        "user_id": note.user_id,
        "proof_id": note.proof_id,
    }


def _safe(note: Note) -> str:
    """Give the path; of a request that was refused it may be anything, a secret too."""
    refused = note.operation_id is None or note.status >= 400
    return Redactor().url(note.path) if refused else note.path


def of(
    work: "Work", user_id: str, proof_id: str, traces: Collection[str], at_most: int
) -> Sequence[Any]:
    """Give the requests of a person that came in these traces or with this proof, latest first."""
    theirs = select(*NotedRequest.__table__.columns).where(
        NotedRequest.user_id == user_id, NotedRequest.at >= work.now - KEPT
    )
    # Two readings, each along an index: one of both conditions reads and sorts a whole hour.
    found = {
        row.id: row
        for one in (NotedRequest.proof_id == proof_id, NotedRequest.trace_id.in_(traces))
        for row in work.rows(
            theirs.where(one)
            .order_by(NotedRequest.at.desc(), NotedRequest.id.desc())
            .limit(at_most)
        )
    }
    return sorted(found.values(), key=lambda row: (row.at, row.id), reverse=True)[:at_most]


def forget_old(work: "Work") -> int:
    """Delete what is older than an hour; give how many requests."""
    before = work.now - KEPT
    return work.session.execute(delete(NotedRequest).where(NotedRequest.at < before)).rowcount  # type: ignore[attr-defined, no-any-return]
