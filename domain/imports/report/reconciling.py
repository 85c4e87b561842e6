"""Reconciling: a source, what is staged, the database, and what the public page shows, compared.

It is computed anew each time, and nothing is changed but its own record, which is written at the
very end in one transaction: a reconciliation that was cut short begins again and leaves nothing.
Of files it looks at names, sizes and times, and reads what has changed; `deep` reads every byte, of
the source and of what is staged. Which kind of discrepancy is looked for where:

- source_side: source_not_classified, sidecar_without_image, sidecar_newer_than_row
- staging_side: staged_not_in_database, database_missing_file, dangling_symlink, checksum_mismatch
- database_side: image_without_album, link_without_image, album_empty, count_mismatch
- page_side: album_not_visible

Source and counts are those of the run's source and profile; the others are the whole studio's.
"""

from typing import Any

from domain.imports import telling
from domain.imports.progress import Progress
from domain.imports.report import database_side, page_side, source_side, staging_side
from domain.imports.report.findings import Findings
from domain.imports.run import ImportRun
from domain.vocabulary import JobState
from domain.work import Studio, Work
from domain.working import Ending


def reconcile(studio: Studio, progress: Progress, run: Any) -> Ending:
    """Compare, and give the ending that writes down what was found.

    Raises Failed when the source cannot be read; LetGo, Stopped, and what the database raises.
    """
    findings = Findings()
    files = source_side.compare(studio, progress, run, findings)
    staged_bytes = 0

    def seen(read: int) -> None:
        nonlocal staged_bytes
        staged_bytes += read
        progress.note()

    deep = run.options["deep"]
    findings.note(staging_side.compare(studio, deep=deep, seen=seen))
    findings.note(database_side.compare(studio, run))
    progress.note()
    findings.note(page_side.compare(studio))

    def ending(work: Work, row: ImportRun) -> None:
        findings.write(work, row.id)
        row.discrepancies = findings.summary
        row.files_done = row.files_total = files
        row.bytes_read += staged_bytes
        for code, count in findings.counts.items():
            telling.discrepancy(row, code, count)
        row.failure_code = row.failure_reason = None
        row.move_to(work, JobState.SUCCEEDED)

    return ending
