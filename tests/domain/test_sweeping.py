"""Sweeping: what no row speaks of goes, once it is old; nothing else ever."""

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from domain import contents, images, sweeping
from domain.contents import Content
from domain.entity import new_id
from domain.images import Image
from domain.sweeping import GRACE, sweep_files
from domain.vocabulary import ImageMediaType
from tests.domain.hand import Quick

LAST = datetime(9999, 1, 1, tzinfo=UTC)


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
    """Make every file, and what was said about it, this old by the studio's clock."""
    moment = hand.clock.now() - by
    for name in files(root):
        os.utime(root / name, (moment.timestamp(), moment.timestamp()))
    hand.do(lambda work: work.session.execute(update(Content).values(touched_at=moment)))


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


def test_a_picture_that_somebody_is_about_to_put_again_is_left_to_them(hand, root, monkeypatch):
    """Said after the sweep looked which files belong to nobody, and before it came to this one."""
    image_id = hand.picture(seed=1)
    sha256 = hand.one(Image, image_id).sha256
    hand.delete_image(image_id)
    age(hand, root)
    sweep = sweeping._sweep

    def say_so_first(*which):
        contents.about_to_put(hand.studio, sha256)
        return sweep(*which)

    monkeypatch.setattr(sweeping, "_sweep", say_so_first)
    assert sweep_files(hand.studio) == 0
    assert len(files(root)) == 3


def test_a_picture_drawn_again_while_its_old_file_is_deleted_is_there_in_the_end(
    hand, root, monkeypatch
):
    image_id = hand.picture(seed=1)
    hand.delete_image(image_id)
    age(hand, root)
    job_id = hand.ask(seed=1)
    worker = threading.Thread(target=lambda: hand.render(job_id, Quick()))
    store = type(hand.studio.files)
    delete, put = store.delete, store.put
    order = []

    def note_deletion(files, name, before=None):
        if not worker.ident:
            worker.start()
        order.append("delete")
        return delete(files, name, before)

    def note_put(files, name, data):
        order.append("put")
        put(files, name, data)

    monkeypatch.setattr(store, "delete", note_deletion)
    monkeypatch.setattr(store, "put", note_put)
    assert sweep_files(hand.studio) == 3
    worker.join()
    image = hand.one(Image, hand.job(job_id).image_id)
    assert hand.studio.files.get(images.file_name(image.sha256))
    assert "delete" not in order[order.index("put") :]


def test_a_worker_so_slow_that_its_files_were_swept_can_make_no_image_of_them(hand, root):
    made = hand.one(Image, hand.picture())
    columns = {c.name: getattr(made, c.name) for c in Image.__table__.columns}
    late = {**columns, "id": new_id("img", hand.clock.now()), "job_id": None, "sha256": "f" * 64}
    contents.about_to_put(hand.studio, "f" * 64)
    hand.studio.files.put(images.file_name("f" * 64), b"a picture")
    hand.clock.turn(hours=2)
    assert sweep_files(hand.studio) == 1
    with pytest.raises(IntegrityError):
        hand.do(lambda work: work.add(Image(**late)))


def test_what_was_to_be_put_and_never_was_is_forgotten(hand):
    contents.about_to_put(hand.studio, "f" * 64)
    assert sweep_files(hand.studio) == 0
    assert hand.one(Content, "f" * 64)
    hand.clock.turn(hours=2)
    assert sweep_files(hand.studio) == 0
    with hand.studio.look() as work:
        assert work.find(Content, "f" * 64) is None


def test_a_store_that_fails_leaves_the_rest_to_the_next_sweep(hand, root, monkeypatch):
    hand.delete_image(hand.picture())
    age(hand, root)

    def fail(*args, **more):
        raise OSError(5, "no answer")

    with monkeypatch.context() as broken:
        broken.setattr(type(hand.studio.files), "delete", fail)
        with pytest.raises(OSError, match="no answer"):
            sweep_files(hand.studio)
    assert sweep_files(hand.studio) == 3


def test_files_of_every_type_are_swept_and_names_that_are_none_of_ours(hand, root):
    for media_type in ImageMediaType:
        hand.studio.files.put(images.file_name("e" * 64, media_type), b"")
    hand.studio.files.put("images/notes.txt", b"")
    age(hand, root)
    assert sweep_files(hand.studio) == len(ImageMediaType) + 1


def test_unfinished_files_are_swept_once_they_are_old(hand, root):
    half = root / "unfinished" / "half"
    half.touch()
    for by, left in ((timedelta(0), True), (GRACE + timedelta(minutes=1), False)):
        moment = (hand.clock.now() - by).timestamp()
        os.utime(half, (moment, moment))
        sweep_files(hand.studio)
        assert half.exists() is left


def test_a_files_age_is_told_in_utc(hand, root):
    hand.studio.files.put("images/aa/x.png", b"")
    moment = datetime(2026, 6, 1, 12, tzinfo=UTC)
    os.utime(root / "images/aa/x.png", (moment.timestamp(), moment.timestamp()))
    just_after = moment + timedelta(seconds=1)
    assert list(hand.studio.files.names("images", moment)) == []
    assert list(hand.studio.files.names("images", just_after)) == ["images/aa/x.png"]


def test_a_studio_whose_files_are_in_a_bucket_draws_shows_and_sweeps_as_any_other(hand, bucket):
    hand.studio = replace(hand.studio, files=bucket)
    image_id = hand.picture()
    image = hand.one(Image, image_id)
    assert len(bucket.get(images.file_name(image.sha256))) == image.byte_size
    assert images.thumbnail(hand.studio, image.sha256, image.media_type)
    bucket.put(images.file_name("f" * 64), b"a picture without a row")
    hand.clock.turn(days=50_000)  # past the real time, by which a server notes when it was put
    assert sweep_files(hand.studio) == 1
    hand.delete_image(image_id)
    assert sweep_files(hand.studio) == 3
    assert [name for folder in images.FOLDERS for name in bucket.names(folder, LAST)] == []
