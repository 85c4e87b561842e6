"""Screenshots of bug reports: drawn anew, kept while their report is, accounted for."""

import io
import os
from datetime import timedelta

import pytest
from PIL import Image as Pillow
from sqlalchemy import update

from domain import bug_reports, doctor, images
from domain.bug_reports import BugReport, screenshots
from domain.contents import Content
from domain.errors import BadPicture, Conflict, Forbidden, NotFound
from domain.sweeping import GRACE, sweep_files
from tests.domain.reports import move, report


def shot(colour="red"):
    picture = io.BytesIO()
    Pillow.new("RGB", (16, 9), colour).save(picture, "PNG")
    return picture.getvalue()


def add(hand, report_id, picture=None, by=None):
    screenshots.add(hand.studio, report_id, by or hand.user, picture or shot())


def age(hand, root):
    """Make every file, and what was said about it, old enough to be swept."""
    moment = hand.clock.now() - GRACE - timedelta(minutes=1)
    for path in root.rglob("*.*"):
        os.utime(path, (moment.timestamp(), moment.timestamp()))
    hand.do(lambda work: work.session.execute(update(Content).values(touched_at=moment)))


def found(hand):
    findings = doctor.examine(hand.studio.look, hand.studio.files, grace=None).findings
    return {kind.name: each.examples for kind, each in findings.items() if each.count}


def delete(hand, report_id):
    hand.do(lambda work: bug_reports.delete_report(work, work.get(BugReport, report_id)))


def test_a_copy_of_the_picture_is_kept_with_the_report(hand):
    report_id = report(hand)
    add(hand, report_id)
    kept = hand.one(BugReport, report_id)
    assert (kept.screenshot_width, kept.screenshot_height, kept.version) == (16, 9, 2)
    picture, media_type = screenshots.picture(hand.studio, report_id, hand.user)
    assert (len(picture), media_type) == (kept.screenshot_byte_size, "image/png")
    assert Pillow.open(io.BytesIO(picture)).size == (16, 9)


def test_only_the_reporter_adds_one_once_while_the_report_is_open(hand):
    ada = hand.somebody_else()
    report_id = report(hand, by=ada)
    with pytest.raises(Forbidden, match="Only whoever reported it"):
        add(hand, report_id)
    with pytest.raises(NotFound):
        screenshots.picture(hand.studio, report_id, ada)
    with pytest.raises(BadPicture):
        add(hand, report_id, b"no picture", ada)
    add(hand, report_id, by=ada)
    with pytest.raises(Conflict, match="has a screenshot already"):
        add(hand, report_id, shot("blue"), ada)
    closed = report(hand)
    move(hand, closed, status="resolved")
    with pytest.raises(Conflict, match="that is resolved takes no screenshot"):
        add(hand, closed)


def test_the_doctor_and_the_sweep_know_whose_file_it_is(hand, tmp_path):
    root = tmp_path / "files"
    report_id = report(hand)
    add(hand, report_id)
    age(hand, root)
    assert (sweep_files(hand.studio), found(hand)) == (0, {})
    sha256 = hand.one(BugReport, report_id).screenshot_sha256
    (root / images.file_name(sha256)).unlink()
    assert found(hand) == {"bug_report_without_screenshot": [report_id]}


def test_the_file_goes_with_the_last_report_or_image_that_has_it(hand, tmp_path):
    root = tmp_path / "files"
    first, second = report(hand), report(hand)
    add(hand, first)
    add(hand, second)
    delete(hand, first)
    age(hand, root)
    assert (sweep_files(hand.studio), found(hand)) == (0, {})
    delete(hand, second)
    age(hand, root)
    assert (sweep_files(hand.studio), found(hand)) == (1, {})
    assert not [path for path in root.rglob("*") if path.is_file()]
