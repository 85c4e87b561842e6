"""The same domain on a real PostgreSQL, where transactions truly run at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain import albums, contents, gallery, images, jobs, rendering, trash
from domain.adapters import database
from domain.adapters.settings import read_settings
from domain.albums import Album
from domain.batch_templates import BatchTemplate
from domain.entity import Entity
from domain.errors import Conflict, NotFound, RuleBroken
from domain.images import Image
from domain.jobs import Job
from domain.sweeping import sweep_files
from domain.vocabulary import BatchState, JobState
from tests.domain.hand import SMALL, hand_on
from tests.servers import postgresql


@pytest.fixture(scope="module")
def server():
    with postgresql() as url:
        settings = read_settings({"SPOLVERO_DATABASE_URL": url})
        engine = database.open_database(settings.database_url)
        database.migrate(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def hand(server, tmp_path, no_power_cut):
    """A hand in an empty studio on PostgreSQL."""
    tables = ", ".join(table for table in Entity.metadata.tables)
    with server.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} CASCADE"))
    return hand_on(server, tmp_path)


def at_once(*deeds):
    """Do all of it in threads that start together; give what each gave or raised."""
    together = threading.Barrier(len(deeds))

    def do(deed):
        together.wait()
        try:
            return deed()
        except Exception as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_the_migrations_make_what_the_entities_say(server):
    with server.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Entity.metadata) == []
    database.migrate(server)
    database.must_be_migrated(server)


def test_a_job_is_drawn_and_its_picture_found(hand):
    job_id = hand.ask(prompt="ein Füchslein 🦊", seed=2**31 - 1, guidance_scale=0.1 + 0.2)
    job = hand.render(job_id)
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 1)
    image = hand.one(Image, job.image_id)
    assert (image.prompt, image.seed) == ("ein Füchslein 🦊", 2**31 - 1)
    assert image.guidance_scale == 0.1 + 0.2
    assert hand.contents(hand.month().id) == [image.id]
    assert hand.one(Job, job_id).created_at.utcoffset().total_seconds() == 0


def test_pages_add_up_to_the_list_in_the_same_order(hand):
    images = [hand.image() for _ in range(7)]
    album_id = hand.month().id
    for order, page in (
        (images[::-1], lambda work, *at: gallery.images(work, hand.user, *at)),
        (images, lambda work, *at: gallery.images_of_album(work, hand.user, album_id, *at)),
    ):
        seen, cursor = [], None
        while True:
            got = hand.see(page, cursor, 2)
            seen += [row.id for row in got.items]
            if got.next_cursor is None:
                break
            cursor = got.next_cursor
        assert seen == order


def test_what_the_public_sees_and_counts(hand):
    hand.picture()
    album_id = hand.month().id
    with pytest.raises(NotFound):
        hand.see(gallery.album, None, album_id)
    hand.change_album(album_id, visibility="published")
    row = hand.see(gallery.album, None, album_id)
    assert (row.image_count, row.cover_image_id) == (1, hand.contents(album_id)[0])


def test_dead_workers_jobs_and_lost_messages_come_back(hand):
    lost, waiting = hand.ask(), hand.ask()
    rendering.claim(hand.studio, lost)
    hand.queue.messages.clear()
    hand.clock.turn(minutes=3)
    assert rendering.rescue(hand.studio) == 1
    assert rendering.wake(hand.studio) == 1
    assert sorted(job_id for _, job_id in hand.queue.messages) == sorted([lost, waiting])


def test_the_database_refuses_a_word_that_the_contract_does_not_know(hand):
    hand.ask()
    with pytest.raises(IntegrityError, match="ck_jobs_jobstate"):
        hand.do(lambda work: work.session.execute(text("UPDATE jobs SET state = 'nonsense'")))


# Transactions at the same time.


def test_the_months_album_is_made_once_by_all_who_need_it_first(hand):
    made = at_once(*[hand.month] * 8)
    assert len({album.id for album in made}) == 1
    assert hand.count(Album) == 1


def test_of_many_workers_that_claim_a_job_one_wins(hand):
    job_id = hand.ask()
    attempts = at_once(*[lambda: rendering.claim(hand.studio, job_id)] * 8)
    assert [attempt is None for attempt in attempts].count(False) == 1


def test_many_pictures_finished_at_once_all_go_into_their_album_in_one_order(hand):
    jobs_asked = [hand.ask() for _ in range(8)]
    done = at_once(*[lambda job_id=job_id: hand.render(job_id) for job_id in jobs_asked])
    shown = hand.contents(hand.month().id)
    assert sorted(shown) == sorted(job.image_id for job in done)
    positions = text("SELECT count(DISTINCT position) FROM album_images")
    with hand.studio.look() as work:
        assert work.session.scalar(positions) == 8


def test_a_request_sent_twice_at_the_same_time_makes_one_job(hand):
    def ask():
        more = {"asked_by": hand.user, "key": "one", "max_queued": 99}
        return hand.do(jobs.queue, **SMALL, **more).job.id

    answers = at_once(*[ask] * 8)
    assert len(set(answers)) == 1
    assert hand.count(Job) == 1


@pytest.mark.parametrize("time", range(5))
def test_an_image_taken_out_of_both_its_albums_at_once_is_still_in_one(hand, time):
    one, two = hand.album("One"), hand.album("Two")
    image_id = hand.image(one)
    hand.put(two, image_id)

    def take_out(album_id):
        def do(work):
            albums.take_out(work, work.get(Album, album_id, lock=True), image_id)

        hand.do(do)

    answers = at_once(lambda: take_out(one), lambda: take_out(two))
    assert answers == [None, None]
    assert hand.homeless() == 0


@pytest.mark.parametrize("time", range(3))
def test_albums_deleted_at_once_keep_the_images_that_they_share(hand, time):
    one, two = hand.album("One"), hand.album("Two")
    for _ in range(5):
        hand.put(two, hand.image(one))

    def delete(album_id):
        hand.do(lambda work: albums.delete_album(work, work.get(Album, album_id, lock=True)))

    assert at_once(lambda: delete(one), lambda: delete(two)) == [None, None]
    assert hand.homeless() == 0
    assert hand.count(Image) == 5


@pytest.mark.parametrize("time", range(3))
def test_an_album_deleted_while_its_pictures_are_finished_loses_none(hand, time):
    album_id = hand.album()
    asked = [hand.ask(album_id=album_id) for _ in range(4)]

    def delete():
        hand.do(lambda work: albums.delete_album(work, work.get(Album, album_id, lock=True)))

    renders = [lambda job_id=job_id: hand.render(job_id).state for job_id in asked]
    answers = at_once(delete, *renders)
    assert answers == [None, *[JobState.SUCCEEDED] * 4]
    assert hand.homeless() == 0
    assert hand.count(Image) == 4


@pytest.mark.parametrize("time", range(3))
def test_an_album_deleted_while_jobs_are_queued_for_it_refuses_them_or_frees_them(hand, time):
    album_id = hand.album()

    def delete():
        hand.do(lambda work: albums.delete_album(work, work.get(Album, album_id, lock=True)))

    gone, *asked = at_once(delete, *[lambda: hand.ask(album_id=album_id)] * 5)
    assert gone is None
    assert all(isinstance(each, str | RuleBroken) for each in asked)
    with hand.studio.look() as work:
        assert set(work.session.scalars(select(Job.album_id))) <= {None}


@pytest.mark.parametrize("time", range(3))
def test_acts_at_the_same_time_on_one_image_leave_no_image_without_an_album(hand, time):
    one, two = hand.album("One"), hand.album("Two")
    image_id = hand.image(one)
    hand.put(two, image_id)

    def locked(kind, entity_id, deed, *args):
        return lambda: hand.do(lambda work: deed(work, work.get(kind, entity_id, lock=True), *args))

    answers = at_once(
        locked(Album, one, albums.take_out, image_id),
        locked(Album, two, albums.delete_album),
        locked(Image, image_id, trash.delete_image),
    )
    for answer in answers:
        assert isinstance(answer, None | NotFound | Conflict), answer
    assert hand.homeless() == 0
    assert DBAPIError not in map(type, answers)


def test_a_sweep_keeps_those_who_put_the_same_content_waiting_and_nobody_else(hand, monkeypatch):
    """Deleting in a bucket may take seconds."""
    image_id = hand.picture()
    sha256 = hand.one(Image, image_id).sha256
    hand.delete_image(image_id)
    hand.clock.turn(hours=2)
    store = type(hand.studio.files)
    delete, reached, go_on, order = store.delete, threading.Event(), threading.Event(), []

    def slowly(files, name, before=None):
        reached.set()
        go_on.wait(30)
        order.append("deleted")
        return delete(files, name, before)

    def put_again():
        contents.about_to_put(hand.studio, sha256)
        order.append("may put")

    monkeypatch.setattr(store, "delete", slowly)
    with ThreadPoolExecutor(2) as pool:
        sweep = pool.submit(sweep_files, hand.studio)
        assert reached.wait(30)
        waits = pool.submit(put_again)
        contents.about_to_put(hand.studio, "f" * 64)
        hand.album("Written meanwhile")
        assert order == []
        go_on.set()
        assert sweep.result() == 3
        waits.result()
    assert order[-1] == "may put"
    hand.studio.files.put(images.file_name(sha256), b"again")
    assert sweep_files(hand.studio) == 0


def test_a_batch_fills_its_album_in_the_order_of_its_rows(hand):
    template = hand.template()
    started = hand.batch(template, key="k", theme="Füchslein 🦊")
    first, second = hand.items(started.id)
    hand.do(jobs.update_job, second.id, priority=1)
    hand.render(second.id)
    assert hand.progress(started.id).state == BatchState.RUNNING
    assert hand.work_off() == 1
    images = [hand.one(Image, image_id) for image_id in hand.contents(started.album_id)]
    assert [image.row_values for image in images] == [first.row_values, second.row_values]
    assert hand.progress(started.id).state == BatchState.COMPLETED
    assert hand.batch(template, key="k", theme="Füchslein 🦊") == started


def test_of_two_templates_with_one_name_made_at_once_one_is_kept(hand):
    made = at_once(hand.template, hand.template)
    assert sorted(type(each) for each in made if not isinstance(each, str)) == [Conflict]
    assert hand.count(BatchTemplate) == 1
