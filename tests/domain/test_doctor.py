"""The doctor: each thing that must not be is found, counted and named, and nothing else is."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from domain import doctor, images
from domain.images import Image
from domain.leases import LEASE
from domain.sweeping import GRACE, sweep_files
from tests.domain.hand import Quick


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def plant(hand, tmp_path):
    """Write into the database behind the studio's back, where no foreign key is kept."""

    def plant(statement, *values):
        with closing(sqlite3.connect(tmp_path / "studio.db")) as database, database:
            assert database.execute(statement, values).rowcount > 0

    return plant


def diagnose(hand, **how):
    return doctor.examine(hand.studio.look, hand.studio.files, **how)


def found(hand, **how):
    """Give all that is found, as examples by name of kind."""
    findings = diagnose(hand, **how).findings
    return {kind.name: each.examples for kind, each in findings.items() if each.count}


def put(root, name, age=timedelta(0), now=None):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"?")
    moment = (now - age).timestamp()
    os.utime(path, (moment, moment))


def sha256(hand, image_id):
    return hand.one(Image, image_id).sha256


def test_nothing_is_found_in_a_studio_where_everything_has_happened_to_jobs(hand):
    shared = [hand.picture(seed=1), hand.picture(seed=1)]
    hand.picture(seed=2)
    hand.delete_image(hand.picture(seed=3))
    hand.render(hand.ask(), Quick(lambda step: 1 / 0))
    hand.ask(priority=1)
    assert len({sha256(hand, image_id) for image_id in shared}) == 1
    diagnosis = diagnose(hand)
    assert found(hand) == {}
    assert diagnosis.clean
    assert (diagnosis.jobs, diagnosis.images, diagnosis.deleted) == (6, 3, 1)
    assert diagnosis.files == 3 * 3


def test_an_image_in_no_album(hand, plant):
    image_id = hand.picture()
    plant("DELETE FROM album_images")
    assert found(hand) == {"image_without_album": [image_id]}


def test_a_place_in_an_album_for_an_image_that_is_not_there(hand, plant):
    album_id, image_id = hand.album(), hand.picture()
    hand.put(album_id, image_id)
    plant("UPDATE album_images SET image_id = 'img_gone' WHERE album_id = ?", album_id)
    assert found(hand) == {"link_without_image": [f"{album_id} img_gone"]}


def test_a_place_in_an_album_that_is_not_there(hand, plant):
    album_id, image_id = hand.album(), hand.picture()
    hand.put(album_id, image_id)
    plant("UPDATE album_images SET album_id = 'alb_gone' WHERE album_id = ?", album_id)
    assert found(hand) == {"link_without_album": [f"alb_gone {image_id}"]}


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        (images.file_name, "image_without_file"),
        (images.thumbnail_name, "image_without_thumbnail"),
        (images.sidecar_name, "image_without_sidecar"),
    ],
)
def test_an_image_without_one_of_its_files(hand, root, named, kind):
    image_id = hand.picture()
    (root / named(sha256(hand, image_id))).unlink()
    assert found(hand) == {kind: [image_id]}


@pytest.mark.parametrize("damage", [b"", b"half of"])
def test_a_picture_that_is_not_what_was_stored_if_every_byte_is_looked_at(hand, root, damage):
    hand.picture(seed=1)
    image_id = hand.picture(seed=2)
    (root / images.file_name(sha256(hand, image_id))).write_bytes(damage)
    assert found(hand) == {}
    assert found(hand, every_byte=True) == {"image_damaged": [image_id]}


def test_a_file_without_an_image_is_in_flight_until_it_is_old(hand, root):
    orphan = images.file_name("ab" * 32)
    put(root, orphan, GRACE - timedelta(minutes=1), hand.clock.now())
    young = diagnose(hand)
    assert young.clean
    assert young.in_flight.examples == [orphan]
    assert found(hand, grace=None) == {"file_without_image": [orphan]}
    put(root, orphan, GRACE + timedelta(minutes=1), hand.clock.now())
    assert found(hand) == {"file_without_image": [orphan]}
    assert diagnose(hand).in_flight.count == 0
    sweep_files(hand.studio)
    assert found(hand, grace=None) == {}


def test_the_files_of_a_deleted_image_wait_for_the_sweep(hand, root):
    image_id = hand.picture()
    names = sorted(images.file_names(sha256(hand, image_id)))
    names = [name for name in names if (root / name).exists()]
    hand.delete_image(image_id)
    for name in names:
        put(root, name, GRACE + timedelta(minutes=1), hand.clock.now())
    diagnosis = diagnose(hand)
    assert diagnosis.clean
    assert sorted(diagnosis.to_be_swept.examples) == names
    assert found(hand, grace=None) == {"file_without_image": names}


def test_a_file_that_nobody_finished_writing_is_swept_and_found_when_it_is_not(hand, root):
    put(root, "unfinished/abc", GRACE, hand.clock.now())
    assert diagnose(hand).in_flight.examples == ["unfinished/abc"]
    assert found(hand) == {}
    assert found(hand, grace=None) == {"file_unfinished": ["unfinished/abc"]}
    put(root, "unfinished/abc", doctor.UNSWEPT * GRACE, hand.clock.now())
    assert found(hand) == {"file_unfinished": ["unfinished/abc"]}


def test_files_with_names_that_the_studio_never_gives(hand, root):
    strange = ["images/ab/notes.txt", f"images/ab/{'cd' * 32}.png", "thumbnails/.DS_Store"]
    for name in strange:
        put(root, name, now=hand.clock.now())
    assert sorted(found(hand)["file_misnamed"]) == sorted(strange)


def test_a_job_whose_image_is_not_there(hand, plant):
    job_id = hand.ask()
    hand.render(job_id)
    plant("UPDATE jobs SET image_id = 'img_gone'")
    both = found(hand)
    assert both["job_without_image"] == [job_id]


def test_a_job_with_two_images(hand, plant):
    first, second = hand.ask(seed=1), hand.ask(seed=2)
    twin = hand.render(second).image_id
    hand.render(first)
    plant("UPDATE images SET job_id = NULL WHERE id != ?", twin)
    plant("UPDATE images SET job_id = ? WHERE id = ?", first, twin)
    assert found(hand) == {"job_with_two_images": [twin]}


def test_an_image_that_came_before_its_job_had_succeeded(hand, plant):
    waiting = hand.ask(seed=1, priority=9)
    image_id = hand.picture(seed=2)
    plant("UPDATE images SET job_id = ? WHERE id = ?", waiting, image_id)
    assert found(hand) == {"job_with_early_image": [image_id]}


def test_a_job_whose_worker_is_gone_and_whom_nobody_takes_over(hand):
    job_id = hand.ask()
    hand.claim()
    hand.clock.turn(seconds=LEASE.total_seconds())
    assert found(hand) == {}
    hand.clock.turn(seconds=doctor.RESCUE_WITHIN.total_seconds())
    assert found(hand) == {"job_abandoned": [job_id]}


@pytest.mark.parametrize(
    "spoilt",
    [
        "state = 'running', lease_until = '2099-01-01 00:00:00'",
        "token = 'abc'",
        "state = 'failed'",
    ],
)
def test_a_job_whose_columns_contradict_each_other(hand, plant, spoilt):
    job_id = hand.ask()
    plant(f"UPDATE jobs SET {spoilt}")
    assert found(hand)["job_incoherent"] == [job_id]


def test_counts_that_are_not_those_of_the_rows(hand, plant):
    hand.ask(priority=5)
    hand.ask(priority=5)
    plant("UPDATE waiting_counts SET waiting = 3 WHERE priority = 5")
    hand.ask(priority=1)
    plant("DELETE FROM waiting_counts WHERE priority = 1")
    assert found(hand) == {"queue_miscounted": ["priority 1 1", "priority 5 -1"]}


def test_many_are_counted_and_a_few_named(hand, plant):
    made = [hand.picture(seed=seed) for seed in range(7)]
    plant("DELETE FROM album_images")
    (finding,) = (each for each in diagnose(hand).findings.values() if each.count)
    assert (finding.count, finding.examples) == (7, sorted(made)[: doctor.EXAMPLES])


class Moving:
    """A store in which something happens just after the first picture was listed."""

    def __init__(self, files, happens):
        self._files, self._happens = files, happens

    def names(self, folder, before):
        names = list(self._files.names(folder, before))
        if names and folder.startswith("images/") and self._happens:
            self._happens.pop()()
        return iter(names)


def test_an_image_that_comes_and_one_that_goes_meanwhile_are_no_damage(hand, root):
    going = hand.picture(seed=1)

    def happens():
        hand.picture(seed=1)
        hand.picture(seed=2)
        for name in (images.thumbnail_name, images.sidecar_name):
            (root / name(sha256(hand, going))).unlink()
        hand.picture(seed=1)

    moving = [happens]
    assert doctor.examine(hand.studio.look, Moving(hand.studio.files, moving)).clean
    assert moving == []
