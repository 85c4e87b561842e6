"""What may not fit between source, staging, database and the public page: what each kind means, how
bad it is, and what mends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.vocabulary import ImportDiscrepancyCode, ImportSeverity


@dataclass(frozen=True, slots=True)
class Kind:
    """What is to be said of one kind of discrepancy."""

    severity: ImportSeverity
    meaning: str
    action: str
    """What mends it, in a sentence; `{command}` is the command that does."""
    mends: bool = True
    """Whether there is such a command."""

    def advice(self, run_id: str, code: ImportDiscrepancyCode) -> str:
        """Say what to do about what this reconciliation found."""
        return self.action.format(command=command(run_id, code))


def command(run_id: str, code: ImportDiscrepancyCode) -> str:
    """Give the command that previews the mending of one kind of a run's discrepancies."""
    return f"spolvero imports mend-discrepancies {run_id} --code {code}"


KINDS: Mapping[ImportDiscrepancyCode, Kind] = {
    ImportDiscrepancyCode.DATABASE_MISSING_FILE: Kind(
        ImportSeverity.ERROR,
        "An image's picture is neither in the file store nor where it was taken over from, so "
        "nobody can see it.",
        "{command} stages the bytes again from the source, if a file there has them still; else "
        "restore the file from a backup. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.DANGLING_SYMLINK: Kind(
        ImportSeverity.ERROR,
        "An image's picture is a symbolic link to a file that was moved or deleted, so nobody can "
        "see it.",
        "{command} links the picture to a file of the source that has its bytes, if there is one; "
        "else put the file back where it was. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.CHECKSUM_MISMATCH: Kind(
        ImportSeverity.ERROR,
        "A picture has other bytes than it was taken over with: the disk or somebody's hand has "
        "changed it.",
        "{command} stages the bytes again from the source, if a file there has them still; else "
        "restore the file from a backup. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.LINK_WITHOUT_IMAGE: Kind(
        ImportSeverity.ERROR,
        "An album holds a place for an image that is not in the database: rows were deleted past "
        "the studio, or a backup was restored in part.",
        "Restore the database from one backup, if the image should be there; {command} deletes the "
        "empty places. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.IMAGE_WITHOUT_ALBUM: Kind(
        ImportSeverity.WARNING,
        "An image is in no album and not in the trash, so nobody who browses albums finds it.",
        "{command} puts it into the album that its import meant for it, else into that of its "
        "month. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.ALBUM_NOT_VISIBLE: Kind(
        ImportSeverity.WARNING,
        "An album that its rule makes public, or some of its images, cannot be seen by somebody "
        "who has not signed in.",
        "{command} publishes the albums that are not; images that somebody made private stay so. "
        "It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.SIDECAR_NEWER_THAN_ROW: Kind(
        ImportSeverity.WARNING,
        "The file that an image came from, or its sidecar, says something else about how the "
        "picture was made than the database.",
        "{command} takes over what it says now, as the next import would. It shows what it would "
        "do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.SOURCE_NOT_CLASSIFIED: Kind(
        ImportSeverity.WARNING,
        "No rule of the profile says where a picture or a sidecar of the source belongs, so an "
        "import leaves it out.",
        "Move it into a folder that a rule is for (spolvero imports list-profiles lists them), and "
        "import again; or leave it, if it is not meant for the studio.",
        mends=False,
    ),
    ImportDiscrepancyCode.STAGED_NOT_IN_DATABASE: Kind(
        ImportSeverity.NOTICE,
        "A staged file belongs to no image and no bug report, nobody is about to make one of it, "
        "and no sweep deletes it: an import was cut short where no worker runs, or the database "
        "is older than the files.",
        "{command} deletes such files, none of them if an image has them by then; the hourly sweep "
        "does the same. It shows what it would do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.ALBUM_EMPTY: Kind(
        ImportSeverity.NOTICE,
        "An album that an import made has no image, or none that is not in the trash.",
        "{command} deletes it, if it is empty still; or put images into it. It shows what it would "
        "do; --no-dry-run does it.",
    ),
    ImportDiscrepancyCode.SIDECAR_WITHOUT_IMAGE: Kind(
        ImportSeverity.NOTICE,
        "A sidecar in the source belongs to no picture, so what it tells is not in the studio.",
        "Put the picture of the same name beside it and import again; or leave it, if the picture "
        "is not wanted.",
        mends=False,
    ),
    ImportDiscrepancyCode.COUNT_MISMATCH: Kind(
        ImportSeverity.NOTICE,
        "An album holds other images than the last import left in it: some were taken out or put "
        "in since, by people or past the studio. Images in the trash do not count, nor do the "
        "albums of months, which fill by themselves.",
        "Look at the album: plan and apply the import again to put back what lacks, after which "
        "what is there counts; or leave it, if it is meant to be so.",
        mends=False,
    ),
}
"""Worst first, in the order in which they are told."""
