"""Sweeping: what no row speaks of goes, once it is old; nothing else ever."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain import images
from domain.images import Image
from domain.sweeping import GRACE, sweep_files
from tests.domain.hand import Quick


@pytest.fixture
def root(tmp_path):
    return tmp_path / "files"


def files(root):
    return sorted(
        path.relative_to(root).as_posix()
        for folder in ("images", "thumbnails")
        for path in (root / folder).rglob("*")
        if path.is_file()
    )


def age(hand, root, by=GRACE + timedelta(minutes=1)):
    """Make every file this old by the studio's clock."""
    moment = (hand.clock.now() - by).timestamp()
    for name in files(root):
        os.utime(root / name, (moment, moment))


def test_the_files_of_a_deleted_image_go_once_they_are_old(hand, root):
    image_id = hand.picture()
    assert len(files(root)) == 3
    hand.delete_image(image_id)
    age(hand, root, GRACE - timedelta(minutes=1))
    assert sweep_files(hand.studio) == 0
    age(hand, root)
    assert sweep_files(hand.studio) == 3
    assert files(root) == []
    assert sweep_files(hand.studio) == 0


def test_the_files_of_an_image_stay_however_old_they_are(hand, root):
    hand.picture()
    before = files(root)
    age(hand, root, timedelta(days=400))
    assert sweep_files(hand.studio) == 0
    assert files(root) == before


def test_a_file_that_two_images_share_stays_until_the_last_one_goes(hand, root):
    first, second = hand.picture(seed=1), hand.picture(seed=1)
    hand.delete_image(first)
    age(hand, root)
    assert sweep_files(hand.studio) == 0
    hand.delete_image(second)
    assert sweep_files(hand.studio) == 3


def test_what_a_worker_left_that_died_before_its_commit_is_swept_too(hand, root):
    hand.picture(seed=1)
    before = files(root)
    hand.studio.files.put(images.file_name("f" * 64), b"a picture without a row")
    hand.studio.files.put(images.sidecar_name("f" * 64), b"{}")
    age(hand, root)
    assert sweep_files(hand.studio) == 2
    assert files(root) == before


def test_many_files_are_swept_as_well_as_few(hand, root):
    kept = hand.one(Image, hand.picture()).sha256
    for n in range(600):
        (root / images.file_name(f"{n:064x}")).parent.mkdir(parents=True, exist_ok=True)
        (root / images.file_name(f"{n:064x}")).touch()
    age(hand, root)
    assert sweep_files(hand.studio) == 600
    assert {Path(name).stem for name in files(root)} == {kept}


def test_an_empty_studio_has_nothing_to_sweep(hand):
    assert sweep_files(hand.studio) == 0


def test_a_file_that_another_sweep_took_first_is_no_error(hand, root, monkeypatch):
    for n in range(3):
        hand.studio.files.put(images.file_name(f"{n:064x}"), b"")
    age(hand, root)
    stat = Path.stat

    def gone(path, **how):
        if path.suffix == ".png":
            path.unlink(missing_ok=True)
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", gone)
    assert sweep_files(hand.studio) == 0


def test_a_picture_drawn_again_during_a_sweep_is_not_swept_away(hand, root, monkeypatch):
    """The old file of a deleted image may be wanted again by the time the sweep comes to it."""
    hand.delete_image(hand.picture(seed=1))
    age(hand, root)
    job_id = hand.ask(seed=1)
    store = type(hand.studio.files)
    delete, drawn = store.delete, []

    def draw_first(files, *args, **more):
        if not drawn:
            drawn.append(True)
            drawn.append(hand.render(job_id, Quick()).image_id)
            now = hand.clock.now().timestamp()
            for name in ("png", "json", "webp"):
                for path in root.rglob(f"*.{name}"):
                    os.utime(path, (now, now))
        return delete(files, *args, **more)

    monkeypatch.setattr(store, "delete", draw_first)
    sweep_files(hand.studio)
    sha256 = hand.one(Image, drawn[1]).sha256
    assert hand.studio.files.get(images.file_name(sha256))


def test_a_files_age_is_told_in_utc(hand, root):
    hand.studio.files.put("images/aa/x.png", b"")
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)
    os.utime(root / "images/aa/x.png", (moment.timestamp(), moment.timestamp()))
    just_after = moment + timedelta(seconds=1)
    assert list(hand.studio.files.names("images", moment)) == []
    assert list(hand.studio.files.names("images", just_after)) == ["images/aa/x.png"]
