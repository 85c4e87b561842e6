"""Screenshots: one for each report, drawn anew, kept by content beside the studio's pictures.

They lie where images lie, so that one sweep and one examination account for both: a file stays
while an image or a report has its content.
"""

import hashlib

from domain import contents, images
from domain.bug_reports.looking import get
from domain.bug_reports.report import BugReport
from domain.errors import Conflict, Forbidden, NotFound
from domain.users import User
from domain.vocabulary import BugReportStatus, ImageMediaType
from domain.work import Studio, Work


def add(studio: Studio, report_id: str, author: User, picture: bytes) -> None:
    """Keep a safe copy of a picture with a report of this person.

    Raises NotFound, Forbidden for somebody else's report, Conflict, BadPicture.
    """
    with studio.look() as work:
        _fit_for_one(work, report_id, author)  # before a picture is decoded for nothing
    copy = studio.safe_copy(picture)
    sha256 = hashlib.sha256(copy.data).hexdigest()
    media_type = ImageMediaType(copy.media_type)
    contents.about_to_put(studio, sha256)
    studio.files.put(images.file_name(sha256, media_type), copy.data)
    with studio.work() as work:
        report = _fit_for_one(work, report_id, author, lock=True)
        report.screenshot_sha256 = sha256
        report.screenshot_media_type = media_type
        report.screenshot_width, report.screenshot_height = copy.width, copy.height
        report.screenshot_byte_size = len(copy.data)
        report.version += 1
        report.updated_at = work.now


def _fit_for_one(work: Work, report_id: str, author: User, *, lock: bool = False) -> BugReport:
    report = get(work, report_id, author, lock=lock)
    if report.author_id != author.id:
        raise Forbidden("Only whoever reported it may add a screenshot.")
    if report.screenshot_sha256 is not None:
        raise Conflict("This report has a screenshot already.")
    if report.status != BugReportStatus.OPEN:
        raise Conflict(f"A report that is {report.status} takes no screenshot any more.")
    return report


def picture(studio: Studio, report_id: str, viewer: User) -> tuple[bytes, ImageMediaType]:
    """Give a report's screenshot and its type. Raises NotFound."""
    with studio.look() as work:
        report = get(work, report_id, viewer)
        found = of(studio, report)
    if found is None:
        raise NotFound("This report has no screenshot.")
    return found


def of(studio: Studio, report: BugReport) -> tuple[bytes, ImageMediaType] | None:
    """Give the screenshot of a report, if it has one."""
    sha256, media_type = report.screenshot_sha256, report.screenshot_media_type
    if sha256 is None or media_type is None:
        return None
    return studio.files.get(images.file_name(sha256, media_type)), media_type
