"""Imports: one run each, of any mode. A run waits in a queue and is worked on like a job; once it
is over, the database itself refuses to change it (migration 0013)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.contents import SHA256_LENGTH
from domain.entity import ID_LENGTH, id_column, one_of
from domain.leases import Leased
from domain.ports import Task
from domain.vocabulary import (
    IMPORT_SOURCE_NAME_MAX_LENGTH,
    NAME_MAX_LENGTH,
    TRACE_ID_MAX_LENGTH,
    ImportFailureCode,
    ImportMode,
    ImportOutcome,
    ImportPhase,
    ImportProfileName,
)

OUTCOMES = tuple(f"outcome_{outcome.value}" for outcome in ImportOutcome)
"""The columns that count files by outcome."""

CONSERVATION = (
    f"state <> 'succeeded' OR mode NOT IN ('plan', 'apply') OR files_total = {' + '.join(OUTCOMES)}"
)
"""No file is seen and not accounted for."""


class ImportRun(Leased):
    """What was asked, by whom, how far it has got, and what came of it in sum."""

    __tablename__ = "import_runs"
    task: ClassVar[Task] = Task.IMPORT
    measured: ClassVar[bool] = False
    afresh: ClassVar[Mapping[str, Any]] = {"phase": None, "rate": None}

    id: Mapped[str] = id_column()
    mode: Mapped[ImportMode] = mapped_column(one_of(ImportMode))
    source: Mapped[str] = mapped_column(String(IMPORT_SOURCE_NAME_MAX_LENGTH))
    profile: Mapped[ImportProfileName] = mapped_column(one_of(ImportProfileName))
    dry_run: Mapped[bool]
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As the contract's `ImportOptions`; of mending also `code`."""
    based_on_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    previous_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    plan_hash: Mapped[str | None] = mapped_column(String(SHA256_LENGTH))
    phase: Mapped[ImportPhase | None] = mapped_column(one_of(ImportPhase))
    checked: Mapped[bool] = mapped_column(default=False)
    """Of an apply: that the world was found as the plan says, after which it writes."""
    files_total: Mapped[int | None] = mapped_column(BigInteger)
    files_done: Mapped[int] = mapped_column(BigInteger, default=0)
    rate: Mapped[float | None]
    """Files per second, lately."""
    outcome_created: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_linked: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_unchanged: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_metadata_updated: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_duplicate_of: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_unsupported: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_unclassified: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_missing_sidecar: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_orphan_sidecar: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_unreadable: Mapped[int] = mapped_column(BigInteger, default=0)
    outcome_error: Mapped[int] = mapped_column(BigInteger, default=0)
    images: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """Pictures alone, by outcome; what is 0 may lack."""
    images_created: Mapped[int] = mapped_column(BigInteger, default=0)
    links_created: Mapped[int] = mapped_column(BigInteger, default=0)
    albums_created: Mapped[int] = mapped_column(BigInteger, default=0)
    bytes_read: Mapped[int] = mapped_column(BigInteger, default=0)
    moved: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The first things that are not as the plan found them, as the contract's `ImportMove`."""
    discrepancies: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Of a reconciliation: `code`, `count` and `sample` of each kind that was found."""
    actions: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """Of mending and undoing: how many came to each result."""
    why: Mapped[ImportFailureCode | None] = mapped_column(one_of(ImportFailureCode))
    """Why it failed, where that is not the queue's own reason."""
    asked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    asked_by_name: Mapped[str | None] = mapped_column(String(NAME_MAX_LENGTH))
    """As it was then. No foreign key: the record outlives whom it speaks of."""
    trace_id: Mapped[str] = mapped_column(String(TRACE_ID_MAX_LENGTH))
    span_id: Mapped[str | None] = mapped_column(String(16))
    tool_version: Mapped[str] = mapped_column(String(64))

    @classmethod
    def more_indexes(cls) -> tuple[Any, ...]:
        """Give the index for the newest of a mode, and the law of conservation."""
        return (
            Index(None, "mode", "source", "profile", "id"),
            CheckConstraint(CONSERVATION, name="conservation"),
        )

    @property
    def outcomes(self) -> dict[ImportOutcome, int]:
        """How many files came to each outcome."""
        return {outcome: getattr(self, f"outcome_{outcome.value}") for outcome in ImportOutcome}

    @classmethod
    def changed(cls, work: Any, rows: Sequence[Any]) -> None:
        """Tell nobody: whoever follows an import looks at its row."""
