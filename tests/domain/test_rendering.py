"""Drawing: one picture per job whatever dies or comes twice, and a reason when there is none."""

import hashlib
import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import pytest
from PIL import Image as Pillow
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from domain import images, jobs, rendering
from domain.albums import Album, AlbumImage
from domain.images import Image
from domain.jobs import Job
from domain.ports import EngineFailed, Stopped, Task
from domain.rendering import LEASE, MAX_ATTEMPTS, REWAKE_AFTER, REWAKE_AT_ONCE
from domain.vocabulary import FailureCode, ImageSource, ImageVisibility, JobState
from tests.domain.hand import SMALL, Hand, Quick

UNKNOWN_JOB = "job_00000000000000000000000000"


class Death(BaseException):
    """A worker's end, as near to SIGKILL as a test in one process gets."""


class Refusing:
    """Files that take nothing more from some name on."""

    def __init__(self, files, refused):
        self._files, self._refused = files, refused

    def __getattr__(self, name):
        return getattr(self._files, name)

    def put(self, name, data):
        if name.startswith(self._refused[0]) and name.endswith(self._refused[1]):
            raise OSError(28, "No space left on device", "/var/lib/studio/secret")
        self._files.put(name, data)


def nothing_was_made(hand):
    return (hand.count(Image), hand.count(AlbumImage)) == (0, 0)


# What a job that succeeds leaves.


def test_a_job_that_succeeds_makes_one_image_in_its_album(hand):
    album_id = hand.album()
    job = hand.render(hand.ask(album_id=album_id))
    assert (job.state, job.album_id, job.attempts) == (JobState.SUCCEEDED, album_id, 1)
    assert (job.steps_done, job.failure_code) == (job.steps, None)
    assert job.created_at < job.started_at < job.finished_at
    assert hand.contents(album_id) == [job.image_id]
    assert (hand.count(Image), hand.count(AlbumImage)) == (1, 1)


def test_the_image_keeps_the_whole_recipe_and_where_it_came_from(hand):
    asked = dict(SMALL, prompt="ein Füchslein 🦊", negative_prompt="text", seed=0, guidance_scale=0)
    job_id = hand.ask(**asked)
    image = hand.one(Image, hand.render(job_id).image_id)
    assert {name: getattr(image, name) for name in asked} == asked
    assert (image.job_id, image.source, image.model) == (job_id, ImageSource.GENERATION, "quick-1")
    assert (image.visibility, image.title, image.version) == (ImageVisibility.ALBUM, "", 1)


def test_the_file_is_what_the_row_says_and_a_thumbnail_and_a_sidecar_are_beside_it(hand, engine):
    job_id = hand.ask(width=640, height=320, seed=5)
    image = hand.one(Image, hand.render(job_id, engine).image_id)
    files = hand.studio.files
    png = files.get(images.file_name(image.sha256))
    assert (hashlib.sha256(png).hexdigest(), len(png)) == (image.sha256, image.byte_size)
    with Pillow.open(io.BytesIO(png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 320))
        assert "Seed: 5" in picture.text["parameters"]
    with Pillow.open(io.BytesIO(files.get(images.thumbnail_name(image.sha256)))) as small:
        assert (small.format, small.size) == ("WEBP", (300, 150))
    sidecar = json.loads(files.get(images.sidecar_name(image.sha256)))
    recipe = asdict(hand.one(Job, job_id).recipe)
    assert sidecar == {**recipe, "model": engine.model, "engine": engine.name}


def test_two_jobs_with_the_same_recipe_make_two_images_of_one_file(hand):
    first, second = (hand.one(Image, hand.picture(seed=1)) for _ in range(2))
    assert first.id != second.id
    assert first.sha256 == second.sha256


def test_progress_is_seen_while_it_draws_and_others_can_write_meanwhile(hand):
    job_id = hand.ask(steps=3)
    seen = []

    def look_up(step):
        hand.album(f"made at step {step}")  # would wait for ever if drawing held a transaction
        seen.append((hand.job(job_id).state, hand.job(job_id).steps_done))

    hand.render(job_id, Quick(look_up))
    assert seen == [(JobState.RUNNING, done) for done in (0, 1, 2)]


# Messages come twice, workers come together.


def test_a_message_delivered_again_makes_no_second_image(hand):
    job_id, engine = hand.ask(), Quick()
    before = hand.render(job_id, engine)
    assert hand.render(job_id, engine) == before
    assert len(engine.drawn) == 1
    assert hand.count(Image) == 1


def test_a_message_delivered_again_while_it_draws_is_left_alone(hand):
    job_id = hand.ask()
    other = Quick()
    job = hand.render(job_id, Quick(lambda step: hand.render(job_id, other)))
    assert (job.state, job.attempts, other.drawn) == (JobState.SUCCEEDED, 1, [])


def test_a_message_about_an_unknown_job_does_nothing(hand):
    rendering.render(hand.studio, Quick(), UNKNOWN_JOB)
    assert nothing_was_made(hand)


def test_of_many_workers_that_claim_a_job_one_wins(hand):
    job_id = hand.ask()
    together = threading.Barrier(8)

    def worker(_):
        together.wait()
        return rendering.claim(hand.studio, job_id)

    with ThreadPoolExecutor(8) as pool:
        attempts = list(pool.map(worker, range(8)))
    assert len([attempt for attempt in attempts if attempt]) == 1
    assert hand.job(job_id).attempts == 1


def test_the_database_itself_refuses_a_second_image_of_a_job(hand):
    made = hand.one(Image, hand.picture())
    again = {**{c.name: getattr(made, c.name) for c in Image.__table__.columns}, "id": "img_again"}
    with pytest.raises(IntegrityError):
        hand.do(lambda work: work.add(Image(**again)))


def test_a_worker_that_lost_its_lease_can_change_neither_row_nor_album(hand):
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id)
    zombie = rendering.claim(hand.studio, job_id)
    hand.clock.turn(minutes=3)
    assert rendering.rescue(hand.studio) == 1
    heir = rendering.claim(hand.studio, job_id)
    before, album = hand.job(job_id), hand.one(Album, album_id).version

    png = Quick().draw(zombie.recipe, lambda step: None)
    with pytest.raises(Stopped):
        rendering.report(hand.studio, zombie, 1)
    rendering.fail(hand.studio, zombie, FailureCode.ENGINE_FAILED, "a zombie's excuse")
    rendering.keep(hand.studio, Quick(), zombie, png)
    assert hand.job(job_id) == before
    assert hand.one(Album, album_id).version == album
    assert nothing_was_made(hand)

    rendering.keep(hand.studio, Quick(), heir, png)
    done = hand.job(job_id)
    rendering.keep(hand.studio, Quick(), zombie, png)
    rendering.keep(hand.studio, Quick(), heir, png)
    assert hand.job(job_id) == done
    assert hand.contents(album_id) == [done.image_id]


def test_a_zombie_that_draws_on_stops_at_its_next_step(hand):
    job_id = hand.ask(steps=9)

    def oversleep(step):
        if step == 3:
            hand.clock.turn(minutes=3)
            rendering.rescue(hand.studio)

    zombie, steps = Quick(oversleep), []
    zombie_step = zombie._at_step
    zombie._at_step = lambda step: (steps.append(step), zombie_step(step))
    assert hand.render(job_id, zombie).state == JobState.QUEUED
    assert steps == [1, 2, 3]
    assert nothing_was_made(hand)


def test_each_step_renews_the_lease_so_a_long_picture_keeps_its_worker(hand):
    job_id = hand.ask(steps=6)

    def slow(step):
        hand.clock.turn(seconds=90)
        assert rendering.rescue(hand.studio) == 0

    job = hand.render(job_id, Quick(slow))
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 1)


# Success is one commit.


@pytest.mark.parametrize("table", ["images", "album_images", "albums", "jobs"])
def test_image_link_and_success_are_one_commit_or_none_of_them_is_there(hand, table):
    job_id = hand.ask()
    when = {
        "images": "BEFORE INSERT ON images",
        "album_images": "BEFORE INSERT ON album_images",
        "albums": "BEFORE UPDATE ON albums",
        "jobs": "BEFORE UPDATE ON jobs WHEN NEW.state = 'succeeded'",
    }[table]
    broken = f"CREATE TRIGGER broken {when} BEGIN SELECT RAISE(ABORT, 'out of order'); END"
    hand.do(lambda work: work.session.execute(text(broken)))
    with pytest.raises(IntegrityError, match="out of order"):
        hand.render(job_id)
    assert nothing_was_made(hand)
    assert hand.month().version == 1
    assert hand.job(job_id).state == JobState.RUNNING

    hand.do(lambda work: work.session.execute(text("DROP TRIGGER broken")))
    hand.clock.turn(minutes=3)
    assert rendering.rescue(hand.studio) == 1
    assert hand.render(job_id).state == JobState.SUCCEEDED
    assert (hand.count(Image), hand.count(AlbumImage)) == (1, 1)


def test_a_worker_may_die_at_any_line_and_there_is_one_picture_in_the_end(hand, db, monkeypatch):
    """Whatever a worker is about to ask of database or disk, it dies there once."""
    left = [0]

    def maybe_die(*_):
        left[0] -= 1
        if left[0] == 0:
            raise Death

    for name in ("begin", "before_cursor_execute", "commit"):
        event.listen(db, name, maybe_die)
    put = type(hand.studio.files).put
    monkeypatch.setattr(
        type(hand.studio.files),
        "put",
        lambda files, name, data: (maybe_die(), put(files, name, data), maybe_die()),
    )
    deaths = 0
    while True:
        left[0] = 0
        job_id = hand.ask(seed=deaths)
        left[0] = deaths + 1
        try:
            rendering.render(hand.studio, Quick(), job_id)
        except Death:
            deaths += 1
        else:
            break
        finally:
            left[0] = 0
        rendering.rescue(hand.studio, everything=True)
        job = hand.render(job_id)
        made = hand.studio.files.get(images.file_name(hand.one(Image, job.image_id).sha256))
        assert job.state == JobState.SUCCEEDED
        assert hashlib.sha256(made).hexdigest() == hand.one(Image, job.image_id).sha256
        assert hand.count(Image) == hand.count(AlbumImage) == deaths
    assert deaths > 20
    assert hand.homeless() == 0


# Cancelling.


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_running_job_that_is_cancelled_stops_at_its_next_step(hand, at):
    job_id, steps = hand.ask(steps=5), []

    def cancel(step):
        steps.append(step)
        if step == at:
            hand.do(jobs.cancel, job_id)

    job = hand.render(job_id, Quick(cancel))
    assert (job.state, job.image_id, job.failure_code) == (JobState.CANCELLED, None, None)
    assert job.finished_at is not None
    assert steps[-1] == at
    assert nothing_was_made(hand)


# Albums that go while a job waits or runs.


def test_an_album_deleted_while_its_job_is_drawn_leaves_the_picture_to_the_months_album(hand):
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id, steps=1)
    job = hand.render(job_id, Quick(lambda step: hand.delete_album(album_id)))
    assert job.state == JobState.SUCCEEDED
    assert job.album_id == hand.month().id
    assert hand.contents(job.album_id) == [job.image_id]


def test_an_album_deleted_while_its_job_waits_leaves_the_picture_to_the_months_album(hand):
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id)
    hand.delete_album(album_id)
    assert hand.job(job_id).album_id is None
    assert hand.render(job_id).album_id == hand.month().id


# What a job that fails leaves.


def test_an_engine_that_cannot_draw_leaves_a_code_and_its_sentence(hand):
    def refuse(step):
        raise EngineFailed("This prompt is more than the engine can hold.")

    job = hand.render(hand.ask(), Quick(refuse))
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.ENGINE_FAILED)
    assert job.failure_reason == "This prompt is more than the engine can hold."
    assert job.finished_at is not None
    assert job.image_id is None
    assert nothing_was_made(hand)


def test_an_engine_that_gives_no_reason_is_said_to_give_none(hand):
    def refuse(step):
        raise EngineFailed

    assert hand.render(hand.ask(), Quick(refuse)).failure_reason == "The engine gave no reason."


def test_a_database_that_fails_at_a_step_is_not_held_against_the_job(hand):
    def fail(step):
        raise OperationalError("UPDATE jobs", {}, Exception("disk I/O error"))

    job_id = hand.ask()
    with pytest.raises(OperationalError):
        hand.render(job_id, Quick(fail))
    assert hand.job(job_id).state == JobState.RUNNING
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert rendering.rescue(hand.studio) == 1
    assert hand.render(job_id).state == JobState.SUCCEEDED


def test_an_engine_that_breaks_leaves_a_reason_without_path_or_stack(hand, caplog):
    def break_down(step):
        raise RuntimeError("/opt/models/secret.safetensors: Traceback (most recent call last)")

    job = hand.render(hand.ask(), Quick(break_down))
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.INTERNAL_ERROR)
    assert job.failure_reason == "The engine broke; the log says how."
    assert "secret.safetensors" in caplog.text
    assert nothing_was_made(hand)


@pytest.mark.parametrize("given", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_an_engine_that_gives_no_picture_broke_and_nothing_is_kept(hand, given):
    engine = Quick()
    engine.draw = lambda recipe, on_step: given
    job = hand.render(hand.ask(), engine)
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.INTERNAL_ERROR)
    assert nothing_was_made(hand)
    assert list(hand.studio.files.names("images", hand.clock.now().replace(year=2100))) == []


@pytest.mark.parametrize("refused", [("images", "json"), ("images", "png"), ("thumbnails", "webp")])
def test_a_picture_that_cannot_be_stored_fails_its_job_without_telling_where(hand, refused):
    full = Hand(
        replace(hand.studio, files=Refusing(hand.studio.files, refused)), hand.clock, hand.queue
    )
    job = full.render(hand.ask())
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.STORAGE_FAILED)
    assert job.failure_reason == "The picture could not be stored."
    assert nothing_was_made(hand)


def test_a_failed_job_stays_failed_when_its_message_comes_again(hand):
    def refuse(step):
        raise EngineFailed("No.")

    job_id = hand.ask()
    before = hand.render(job_id, Quick(refuse))
    assert hand.render(job_id) == before


# What a worker's death leaves behind.


def test_a_job_whose_lease_is_over_goes_back_to_the_queue_as_if_new(hand):
    job_id = hand.ask()
    attempt = rendering.claim(hand.studio, job_id)
    rendering.report(hand.studio, attempt, 1)
    hand.queue.messages.clear()
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert rendering.rescue(hand.studio) == 1
    job = hand.job(job_id)
    assert (job.state, job.steps_done, job.started_at) == (JobState.QUEUED, 0, None)
    assert (job.attempts, job.queue_position) == (1, 1)
    assert hand.queue.messages == [(Task.RENDER, job_id)]
    assert hand.render(job_id).attempts == 2


def test_a_job_whose_lease_lasts_is_rescued_only_when_no_other_process_can_live(hand):
    job_id = hand.ask()
    rendering.claim(hand.studio, job_id)
    hand.clock.turn(seconds=LEASE.total_seconds() - 1)
    assert rendering.rescue(hand.studio) == 0
    assert hand.job(job_id).state == JobState.RUNNING
    assert rendering.rescue(hand.studio, everything=True) == 1
    assert hand.job(job_id).state == JobState.QUEUED


def test_a_job_on_which_too_many_workers_died_fails_as_interrupted(hand):
    job_id = hand.ask()
    for _ in range(MAX_ATTEMPTS - 1):
        rendering.claim(hand.studio, job_id)
        assert rendering.rescue(hand.studio, everything=True) == 1
        assert hand.job(job_id).state == JobState.QUEUED
    rendering.claim(hand.studio, job_id)
    hand.queue.messages.clear()
    assert rendering.rescue(hand.studio, everything=True) == 1
    job = hand.job(job_id)
    assert (job.state, job.failure_code) == (JobState.FAILED, FailureCode.INTERRUPTED)
    assert job.failure_reason == f"{MAX_ATTEMPTS} workers died on it."
    assert hand.queue.messages == []


@pytest.mark.parametrize("deaths", [1, MAX_ATTEMPTS])
def test_a_dead_workers_job_that_somebody_cancelled_is_cancelled(hand, deaths):
    job_id = hand.ask()
    for death in range(deaths):
        if death:
            rendering.rescue(hand.studio, everything=True)
        rendering.claim(hand.studio, job_id)
    hand.do(jobs.cancel, job_id)
    assert rendering.rescue(hand.studio, everything=True) == 1
    job = hand.job(job_id)
    assert (job.state, job.failure_code) == (JobState.CANCELLED, None)


def test_a_rescue_leaves_waiting_and_finished_jobs_alone(hand):
    made = [hand.ask(), hand.ask(), hand.ask()]
    hand.render(made[0])
    hand.do(jobs.cancel, made[1])
    before = [hand.job(job_id) for job_id in made]
    assert rendering.rescue(hand.studio, everything=True) == 0
    assert [hand.job(job_id) for job_id in made] == before


# Lost messages.


def test_a_job_that_waits_too_long_for_its_message_is_sent_another(hand):
    job_id = hand.ask()
    hand.queue.messages.clear()
    hand.clock.turn(seconds=REWAKE_AFTER.total_seconds() - 1)
    assert rendering.wake(hand.studio) == 0
    hand.clock.turn(seconds=2)
    assert rendering.wake(hand.studio) == 1
    assert rendering.wake(hand.studio) == 0
    assert hand.queue.messages == [(Task.RENDER, job_id)]


def test_only_the_head_of_the_queue_is_woken_again(hand):
    waiting = [hand.ask() for _ in range(3)]
    many = REWAKE_AT_ONCE - 1
    hand.do(lambda work: _copies(work, work.get(Job, waiting[-1]), many))
    hand.queue.messages.clear()
    hand.clock.turn(seconds=REWAKE_AFTER.total_seconds() + 1)
    assert rendering.wake(hand.studio) == REWAKE_AT_ONCE
    assert [job_id for _, job_id in hand.queue.messages[:3]] == waiting
    assert rendering.wake(hand.studio) == 0


def _copies(work, job, many):
    columns = {c.name: getattr(job, c.name) for c in Job.__table__.columns}
    work.session.add_all(Job(**{**columns, "id": f"job_z{n:025}"}) for n in range(many))


def test_at_an_embedded_start_every_waiting_job_is_woken_whenever_it_was_queued(hand):
    waiting = [hand.ask() for _ in range(3)]
    hand.render(hand.ask())
    hand.queue.messages.clear()
    assert rendering.wake(hand.studio, everything=True) == 3
    assert hand.queue.messages == [(Task.RENDER, job_id) for job_id in waiting]


def test_only_waiting_jobs_are_woken(hand):
    running, cancelled, over = hand.ask(), hand.ask(), hand.ask()
    rendering.claim(hand.studio, running)
    hand.do(jobs.cancel, cancelled)
    hand.render(over)
    hand.clock.turn(hours=1)
    assert rendering.wake(hand.studio) == 0


def test_a_step_of_an_attempt_that_is_over_changes_nothing(hand):
    job_id = hand.ask()
    attempt = rendering.claim(hand.studio, job_id)
    hand.do(lambda work: work.session.execute(update(Job).values(token="another")))
    with pytest.raises(Stopped):
        rendering.report(hand.studio, attempt, 2)
    assert hand.job(job_id).steps_done == 0
