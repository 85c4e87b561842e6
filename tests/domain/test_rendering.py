"""Drawing: one picture per job whatever dies or comes twice, and a reason when there is none."""

import hashlib
import io
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from PIL import Image as Pillow
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from domain import images, jobs, leases, rendering, working
from domain.albums import Album, AlbumImage
from domain.events import Event
from domain.holds import Holds
from domain.images import Image
from domain.jobs import Job
from domain.leases import LEASE, RETRY_AFTER, Hold
from domain.ports import EngineFailed, Stopped, Task
from domain.vocabulary import FailureCode, ImageSource, ImageVisibility, JobState
from tests.domain.hand import SMALL, Hand, Quick


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


@pytest.fixture
def impatient(monkeypatch):
    """Let nobody wait for a database; give how often somebody would have."""
    waits = []
    monkeypatch.setattr(Holds, "wait", lambda holds, seconds: waits.append(seconds))
    return waits


def held_by(row):
    return Hold(row.id, row.token)


def end(hand, row, ending):
    """Let a worker end what it holds, or what it held; give what it claims next."""
    return working.end(hand.studio, Job, quiet(), {held_by(row): ending}, at_most=1)


def quiet():
    return Holds(time.monotonic)


@contextmanager
def away(db, statements, times=10**9):
    """Let the database be away for statements that begin like this, so many times."""
    left = [times]

    def refuse(_conn, _cursor, statement, parameters, *_):
        if statement.startswith(statements) and left[0] > 0:
            left[0] -= 1
            raise OperationalError(statement, parameters, Exception("the server has gone away"))

    event.listen(db, "before_cursor_execute", refuse)
    try:
        yield left
    finally:
        event.remove(db, "before_cursor_execute", refuse)


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
    recipe = asdict(jobs.recipe(hand.one(Job, job_id)))
    recipe["adapters"] = list(recipe["adapters"])
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


# Workers come together, and back from the dead.


def test_a_job_that_is_drawn_is_left_alone_by_whoever_comes_meanwhile(hand):
    job_id = hand.ask()
    other = Quick()
    job = hand.render(job_id, Quick(lambda step: hand.work_off(other)))
    assert (job.state, job.attempts, other.drawn) == (JobState.SUCCEEDED, 1, [])


def test_a_worker_that_is_woken_for_nothing_does_nothing(hand):
    assert hand.work_off() == 0
    hand.picture()
    assert hand.work_off() == 0
    assert hand.count(Image) == 1


def test_one_message_works_off_all_that_is_due_in_the_queues_order(hand):
    late, engine = hand.ask(seed=1, priority=7), Quick()
    for seed in (2, 3):
        hand.ask(seed=seed)
    assert hand.work_off(engine) == 3
    assert [recipe.seed for recipe in engine.drawn] == [2, 3, 1]
    assert hand.job(late).attempts == 1


def test_of_many_workers_that_claim_a_job_one_wins(hand):
    job_id = hand.ask()
    together = threading.Barrier(8)

    def worker(_):
        together.wait()
        return hand.claim()

    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(worker, range(8)))
    assert [row.id for row in claimed if row] == [job_id]
    assert hand.job(job_id).attempts == 1


def test_the_database_itself_refuses_a_second_image_of_a_job(hand):
    made = hand.one(Image, hand.picture())
    again = {**{c.name: getattr(made, c.name) for c in Image.__table__.columns}, "id": "img_again"}
    with pytest.raises(IntegrityError):
        hand.do(lambda work: work.add(Image(**again)))


def test_a_worker_that_lost_its_lease_can_change_neither_row_nor_album(anywhere):
    hand = anywhere
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id)
    zombie, holds = hand.claim(), quiet()
    hand.clock.turn(minutes=3)
    assert hand.rescue() == 1
    heir = hand.claim()
    assert (heir.id, zombie.id) == (job_id, job_id)
    hand.do(leases.renew, Job, held_by(heir))
    before, album = hand.job(job_id), hand.one(Album, album_id).version
    told = hand.count(Event)

    recipe = jobs.recipe(zombie)
    png = Quick().draw(recipe, lambda step: None)
    kept = rendering.keep(hand.studio, Quick(), quiet(), recipe, png)
    with pytest.raises(Stopped):
        rendering.report(hand.studio, holds, held_by(zombie), 1)
    hand.clock.turn(seconds=1)
    hand.do(leases.renew, Job, held_by(zombie))
    hand.do(leases.release, Job, held_by(zombie))
    assert hand.do(leases.held, Job, held_by(zombie)) is None
    excuse = working.fail(FailureCode.ENGINE_FAILED, "a zombie's excuse")
    for ending in (excuse, rendering._cancel, kept):
        assert end(hand, zombie, ending) == []
    assert hand.job(job_id) == before
    assert hand.one(Album, album_id).version == album
    assert hand.count(Event) == told
    assert nothing_was_made(hand)

    end(hand, heir, kept)
    done = hand.job(job_id)
    end(hand, zombie, kept)
    end(hand, heir, kept)
    assert hand.job(job_id) == done
    assert hand.contents(album_id) == [done.image_id]


def test_a_zombie_that_draws_on_stops_at_its_next_step_and_goes_on_with_what_is_due(hand):
    job_id, steps = hand.ask(steps=9), []

    def oversleep(step):
        steps.append(step)
        if step == 3:
            hand.clock.turn(minutes=3)
            assert hand.rescue() == 1
            heir = hand.claim()
            assert heir.id == job_id

    assert hand.work_off(Quick(oversleep)) == 1
    assert steps == [1, 2, 3]
    job = hand.job(job_id)
    assert (job.state, job.attempts, job.steps_done) == (JobState.RUNNING, 2, 0)
    assert nothing_was_made(hand)


def test_each_step_renews_the_lease_so_a_long_picture_keeps_its_worker(hand):
    job_id = hand.ask(steps=6)

    def slow(step):
        hand.clock.turn(seconds=LEASE.total_seconds() - 1)
        assert hand.rescue() == 0

    job = hand.render(job_id, Quick(slow))
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 1)


# Success is one commit.


@pytest.mark.parametrize("table", ["images", "album_images", "albums", "jobs"])
def test_image_link_success_and_the_next_claim_are_one_commit_or_none_is_there(
    hand, table, impatient
):
    job_id, following = hand.ask(), hand.ask(seed=2)
    when = {
        "images": "BEFORE INSERT ON images",
        "album_images": "BEFORE INSERT ON album_images",
        "albums": "BEFORE UPDATE ON albums",
        "jobs": "BEFORE UPDATE ON jobs WHEN NEW.state = 'succeeded'",
    }[table]
    broken = f"CREATE TRIGGER broken {when} BEGIN SELECT RAISE(ABORT, 'out of order'); END"
    hand.do(lambda work: work.session.execute(text(broken)))
    with pytest.raises(IntegrityError, match="out of order"):
        hand.work_off()
    assert nothing_was_made(hand)
    assert hand.month().version == 1
    assert hand.job(job_id).state == JobState.RUNNING
    assert (hand.job(following).state, hand.job(following).attempts) == (JobState.QUEUED, 0)
    assert hand.waiting() == 1

    hand.do(lambda work: work.session.execute(text("DROP TRIGGER broken")))
    hand.clock.turn(minutes=3)
    assert hand.rescue() == 1
    assert hand.work_off() == 2
    assert hand.job(job_id).state == hand.job(following).state == JobState.SUCCEEDED
    assert (hand.count(Image), hand.count(AlbumImage)) == (2, 2)


def test_a_claim_that_fails_leaves_the_picture_before_it_unfinished_too(hand, db, impatient):
    job_id, following = hand.ask(seed=1), hand.ask(seed=2)
    broken = "BEFORE UPDATE ON jobs WHEN OLD.state = 'queued'"
    claimed = hand.claim()
    hand.do(
        lambda work: work.session.execute(
            text(f"CREATE TRIGGER broken {broken} BEGIN SELECT RAISE(ABORT, 'no claim'); END")
        )
    )
    with pytest.raises(IntegrityError, match="no claim"):
        hand.draw(claimed, Quick(), quiet())
    assert hand.job(job_id).state == JobState.RUNNING
    assert hand.job(following).state == JobState.QUEUED
    assert nothing_was_made(hand)


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
            hand.work_off()
        except Death:
            deaths += 1
        else:
            break
        finally:
            left[0] = 0
        hand.rescue(everything=True)
        hand.work_off()
        job = hand.job(job_id)
        made = hand.studio.files.get(images.file_name(hand.one(Image, job.image_id).sha256))
        assert job.state == JobState.SUCCEEDED
        assert hashlib.sha256(made).hexdigest() == hand.one(Image, job.image_id).sha256
        assert hand.count(Image) == hand.count(AlbumImage) == deaths
        assert job.attempts == 1 + job.crashes <= 2
    assert deaths > 20
    assert hand.waiting() == 0
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


def test_a_database_that_is_away_at_a_step_costs_a_picture_nothing(hand, db, caplog):
    job_id, seen = hand.ask(steps=4), []
    with away(db, "UPDATE jobs SET steps_done=?, lease_until", times=2) as left:
        job = hand.render(job_id, Quick(lambda step: seen.append(hand.job(job_id).steps_done)))
    assert left == [0]
    assert seen == [0, 0, 0, 3]
    assert (job.state, job.attempts, job.failures, job.crashes) == (JobState.SUCCEEDED, 1, 0, 0)
    assert f"step 2 of job {job_id} is not noted" in caplog.text


def test_a_database_that_is_away_at_the_end_is_waited_for(hand, db, impatient, caplog):
    job_id, engine = hand.ask(), Quick()
    with away(db, "INSERT INTO images", times=3):
        job = hand.render(job_id, engine)
    assert (job.state, job.attempts, job.crashes) == (JobState.SUCCEEDED, 1, 0)
    assert impatient == [*working.PATIENCE[:3]]
    assert len(engine.drawn) == 1
    assert (hand.count(Image), hand.count(AlbumImage)) == (1, 1)
    assert "the database is waited for: OperationalError" in caplog.text


def test_a_database_is_waited_for_while_nobody_else_may_have_the_job_and_no_longer(
    hand, db, impatient
):
    job_id = hand.ask()
    assert sum(working.PATIENCE) < LEASE.total_seconds()
    with away(db, "INSERT INTO images"), pytest.raises(OperationalError):
        hand.render(job_id)
    assert impatient == [*working.PATIENCE]
    assert hand.job(job_id).state == JobState.RUNNING
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert hand.rescue() == 1
    assert hand.render(job_id).state == JobState.SUCCEEDED
    assert hand.count(Image) == 1


def test_a_commit_whose_answer_is_lost_makes_no_second_picture(hand, db, impatient):
    """The database commits, and the connection breaks before it can say so."""
    job_id, lost = hand.ask(), []

    class Lossy:
        def __init__(self, make):
            self._make = make

        @contextmanager
        def begin(self):
            with self._make.begin() as session:
                yield session
            if hand.job(job_id).state == JobState.SUCCEEDED and not lost:
                lost.append(True)
                raise OperationalError("COMMIT", {}, Exception("connection reset by peer"))

    claimed = hand.claim()
    sessions = replace(hand.studio.sessions, writing=Lossy(hand.studio.sessions.writing))
    lossy = Hand(replace(hand.studio, sessions=sessions), hand.clock, hand.queue)
    lossy.draw(claimed, Quick(), quiet())
    assert lost
    assert hand.job(job_id).state == JobState.SUCCEEDED
    assert (hand.count(Image), hand.count(AlbumImage)) == (1, 1)


def test_an_engine_that_breaks_leaves_a_reason_without_path_or_stack(hand, caplog):
    def break_down(step):
        raise RuntimeError("/opt/models/secret.safetensors: Traceback (most recent call last)")

    job = hand.render(hand.ask(), Quick(break_down))
    assert (job.state, job.failure_code) == (JobState.QUEUED, FailureCode.INTERNAL_ERROR)
    assert job.failure_reason == "The engine broke; the log says how."
    assert "secret.safetensors" in caplog.text
    assert nothing_was_made(hand)


@pytest.mark.parametrize("given", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_an_engine_that_gives_no_picture_broke_and_nothing_is_kept(hand, given):
    engine = Quick()
    engine.draw = lambda recipe, on_step: given
    job = hand.render(hand.ask(), engine)
    assert (job.state, job.failure_code) == (JobState.QUEUED, FailureCode.INTERNAL_ERROR)
    assert nothing_was_made(hand)
    assert list(hand.studio.files.names("images", hand.clock.now().replace(year=2100))) == []


@pytest.mark.parametrize("refused", [("images", "json"), ("images", "png"), ("thumbnails", "webp")])
def test_a_picture_that_cannot_be_stored_is_tried_again_without_telling_where(hand, refused):
    full = Hand(
        replace(hand.studio, files=Refusing(hand.studio.files, refused)), hand.clock, hand.queue
    )
    job_id = hand.ask()
    job = full.render(job_id)
    assert (job.state, job.failure_code) == (JobState.QUEUED, FailureCode.STORAGE_FAILED)
    assert job.failure_reason == "The picture could not be stored."
    assert nothing_was_made(hand)


def test_a_picture_that_was_not_stored_at_first_is_stored_later_and_its_failure_forgotten(hand):
    full = Hand(
        replace(hand.studio, files=Refusing(hand.studio.files, ("images", "png"))),
        hand.clock,
        hand.queue,
    )
    job_id = hand.ask()
    assert full.render(job_id).failures == 1
    hand.clock.turn(seconds=RETRY_AFTER[0].total_seconds())
    job = hand.render(job_id)
    assert (job.state, job.failures, job.attempts) == (JobState.SUCCEEDED, 1, 2)
    assert (job.failure_code, job.failure_reason) == (None, None)


def test_a_failed_job_stays_failed_when_workers_are_woken(hand):
    def refuse(step):
        raise EngineFailed("No.")

    job_id = hand.ask()
    before = hand.render(job_id, Quick(refuse))
    hand.clock.turn(days=1)
    assert hand.work_off() == 0
    assert hand.job(job_id) == before


def test_a_step_of_an_attempt_that_is_over_changes_nothing(hand):
    job_id = hand.ask()
    claimed = hand.claim()
    hand.do(lambda work: work.session.execute(update(Job).values(token="another")))
    with pytest.raises(Stopped):
        rendering.report(hand.studio, quiet(), held_by(claimed), 2)
    assert hand.job(job_id).steps_done == 0


# A worker that has to stop.


def let_go(holds):
    """Have what is being drawn given back at its next step."""
    holds.stop(0)
    holds.wait(60)


def test_a_worker_that_must_let_go_gives_its_job_back_as_if_nobody_had_begun_it(hand):
    job_id, holds, steps = hand.ask(steps=5), quiet(), []
    other = hand.ask()

    def at_step(step):
        steps.append(step)
        if step == 2:
            let_go(holds)

    hand.queue.messages.clear()
    assert rendering.work_off(hand.studio, Quick(at_step), holds) == 1
    assert steps == [1, 2]
    job = hand.job(job_id)
    assert (job.state, job.crashes, job.failures) == (JobState.QUEUED, 0, 0)
    assert (job.steps_done, job.started_at, job.token, job.failure_code) == (0, None, None, None)
    assert job.queue_position == 1
    assert hand.job(other).state == JobState.QUEUED
    assert hand.queue.messages == [Task.RENDER]
    assert hand.waiting() == 2
    assert holds.busy == 0
    assert holds.alive() == []
    assert hand.render(job_id).attempts == 2


def test_a_worker_that_stops_finishes_its_picture_and_begins_no_other(hand):
    job_id, other, holds = hand.ask(), hand.ask(), quiet()
    assert rendering.work_off(hand.studio, Quick(lambda step: holds.stop(60)), holds) == 1
    assert hand.job(job_id).state == JobState.SUCCEEDED
    assert (hand.job(other).state, hand.job(other).attempts) == (JobState.QUEUED, 0)
    assert rendering.work_off(hand.studio, Quick(), holds) == 0


def test_a_job_that_is_cancelled_and_let_go_at_the_same_step_is_cancelled_in_the_end(hand):
    job_id, holds = hand.ask(), quiet()

    def at_step(step):
        hand.do(jobs.cancel, job_id)
        let_go(holds)

    rendering.work_off(hand.studio, Quick(at_step), holds)
    assert hand.job(job_id).state == JobState.CANCELLED


def test_a_worker_is_busy_while_it_draws_and_holds_what_it_draws(hand):
    job_id, holds, seen = hand.ask(steps=1), quiet(), []
    look = Quick(lambda step: seen.append((holds.busy, [hold.id for hold in holds.alive()])))
    rendering.work_off(hand.studio, look, holds)
    assert seen == [(1, [job_id])]
    assert (holds.busy, holds.alive()) == (0, [])


@pytest.mark.parametrize("failure", [EngineFailed("No."), RuntimeError("broke")])
def test_a_failure_that_comes_after_a_cancel_does_not_bring_the_job_back(hand, failure):
    job_id = hand.ask()

    def cancel_and_fail(step):
        hand.do(jobs.cancel, job_id)
        raise failure

    job = hand.render(job_id, Quick(cancel_and_fail))
    assert (job.state, job.failures) == (JobState.CANCELLED, 1)
    hand.clock.turn(days=1)
    assert hand.work_off() == 0


def test_a_picture_goes_to_the_place_that_was_kept_for_its_row_whatever_is_finished_first(hand):
    rows = hand.ask_many(3)
    places = {job_id: 10 * (row + 1) for row, job_id in enumerate(rows)}
    for job_id, place in places.items():
        hand.do(
            lambda work, job_id=job_id, place=place: setattr(
                work.get(Job, job_id), "position", place
            )
        )
    hand.do(jobs.update_job, rows[2], priority=1)
    assert hand.work_off() == 3
    assert hand.job(rows[2]).finished_at < hand.job(rows[0]).finished_at
    assert hand.contents(hand.month().id) == [hand.job(job_id).image_id for job_id in rows]


def test_a_long_wait_before_the_first_step_is_bridged_by_the_heartbeat(hand):
    """An engine may load for minutes before its first step; the dispatcher renews meanwhile."""
    job_id = hand.ask(steps=1)

    def load(step):
        for _ in range(5):
            hand.clock.turn(seconds=LEASE.total_seconds() - 1)
            (hold,) = holds.alive()
            hand.do(leases.renew, Job, hold)
            assert hand.rescue() == 0

    holds = quiet()
    rendering.work_off(hand.studio, Quick(load), holds)
    assert (hand.job(job_id).state, hand.job(job_id).attempts) == (JobState.SUCCEEDED, 1)
    assert hand.job(job_id).finished_at - hand.job(job_id).created_at > timedelta(minutes=2)
