"""The same domain on a real PostgreSQL, where transactions truly run at the same time."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain import (
    albums,
    claims,
    contents,
    counts,
    gallery,
    images,
    jobs,
    labels,
    ordering,
    trash,
)
from domain.adapters import database
from domain.albums import Album
from domain.batch_templates import BatchTemplate
from domain.entity import Entity
from domain.errors import Conflict, NotFound, RuleBroken
from domain.holds import Holds
from domain.images import Image
from domain.jobs import Job
from domain.sweeping import sweep_files
from domain.vocabulary import BatchState, JobState
from tests.domain.hand import Quick


@pytest.fixture
def hand(on_postgresql):
    """A hand in an empty studio on PostgreSQL."""
    return on_postgresql


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


def test_words_are_found_and_names_sorted_as_on_sqlite(hand):
    names = ["zebra", "Äpfel", "apfel", "Birnen", "Zange", "🦊", "狐"]
    for name in names:
        hand.album(name)
    by_name = lambda *at: hand.see(gallery.albums, hand.user, *at, sort="name")  # noqa: E731
    assert [row.name for row in by_name(None, 9).items] == [
        *("Äpfel", "apfel", "Birnen", "Zange", "zebra", "狐", "🦊")
    ]
    seen, cursor = [], None
    while True:
        page = by_name(cursor, 2)
        seen += [row.name for row in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert seen == [row.name for row in by_name(None, 9).items]
    image_id = hand.picture(prompt="Ein FÜCHSLEIN, 100% _wild_")
    tag = {"by": hand.user, "kind": "tag", "text": "STRASSE"}
    hand.do(lambda work: labels.add(work, images.get(work, image_id, lock=True), **tag))
    moment = hand.one(Image, image_id).created_at
    for filters, many in (
        ({"q": "füchslein straße"}, 1),
        ({"q": "% _wild_"}, 1),
        ({"q": "%_wild"}, 0),
        ({"tag": "straße", "seed": hand.one(Image, image_id).seed, "model": "quick-1"}, 1),
        ({"created_after": moment, "source": "generation", "visibility": "album"}, 1),
        ({"created_before": moment, "album_id": hand.month().id}, 0),
    ):
        found = hand.see(gallery.images, hand.user, None, 9, **filters)
        assert len(found.items) == many, filters


def test_an_album_is_put_in_order_and_restored_into(hand):
    album_id = hand.album()
    a, b, c, d = made = [hand.image(album_id) for _ in range(4)]

    def reorder(moving, before):
        hand.do(lambda work: ordering.reorder(work, work.get(Album, album_id), moving, before))

    with hand.studio.work() as work:
        work.session.execute(
            text(
                "UPDATE album_images SET position = 7 + (SELECT count(*) FROM album_images o "
                "WHERE o.image_id < album_images.image_id)"
            )
        )
    assert hand.contents(album_id) == made
    hand.change_album(album_id, cover_image_id=c)
    hand.trash_image(b)
    reorder([d, c], a)
    assert hand.see(gallery.open_album, hand.user, album_id).images_only_here == 3
    hand.restore_image(b)
    assert hand.contents(album_id) == [d, c, a, b]
    assert hand.see(gallery.open_album, hand.user, album_id).cover_image_id == c
    hand.trash_image(c)
    hand.clock.turn(days=31)
    assert trash.purge_due(hand.studio) == 1
    assert hand.contents(album_id) == [d, a, b]


def test_the_database_refuses_a_word_that_the_contract_does_not_know(hand):
    hand.ask()
    with pytest.raises(IntegrityError, match="ck_jobs_jobstate"):
        hand.do(lambda work: work.session.execute(text("UPDATE jobs SET state = 'nonsense'")))


# Transactions at the same time.


def test_the_months_album_is_made_once_by_all_who_need_it_first(hand):
    made = at_once(*[hand.month] * 8)
    assert len({album.id for album in made}) == 1
    assert hand.count(Album) == 1


def test_of_many_workers_that_claim_one_job_one_wins(hand):
    job_id = hand.ask()
    claimed = at_once(*[hand.claim] * 8)
    assert [row.id for row in claimed if row is not None] == [job_id]
    assert hand.job(job_id).attempts == 1


@pytest.mark.parametrize("time", range(3))
def test_many_workers_that_claim_at_once_get_the_head_of_the_queue_and_each_another_job(hand, time):
    rows = hand.ask_many(12)
    claimed = at_once(*[hand.claim] * 8)
    assert sorted(row.id for row in claimed) == rows[:8]
    assert hand.waiting() == 4


def test_a_worker_waits_for_no_row_that_another_one_has_its_hand_on(hand):
    first, second = hand.ask(), hand.ask()
    with hand.studio.work(beside=True) as slow:
        assert [row.id for row in claims.claim(slow, Job)] == [first]
        assert hand.claim().id == second
        assert hand.claim() is None
    assert hand.waiting() == 0


def test_many_pictures_finished_at_once_all_go_into_their_album_in_one_order(hand):
    hand.ask_many(8)
    assert sum(at_once(*[hand.work_off] * 8)) == 8
    shown = hand.contents(hand.month().id)
    assert sorted(shown) == sorted(row.image_id for row in hand.rows(Job))
    positions = text("SELECT count(DISTINCT position) FROM album_images")
    with hand.studio.look() as work:
        assert work.session.scalar(positions) == 8


@pytest.mark.parametrize("time", range(3))
def test_the_waiting_are_counted_right_whatever_is_done_to_them_at_once(hand, time):
    rows = hand.ask_many(6) + hand.ask_many(6, priority=1)
    lost = [hand.claim() for _ in range(3)]
    hand.clock.turn(minutes=1)
    deeds = [
        *[lambda: hand.ask(priority=1)] * 2,
        *[hand.claim] * 3,
        hand.rescue,
        hand.rescue,
        *[lambda job_id=job_id: hand.do(jobs.cancel, job_id) for job_id in rows[:2]],
        lambda: hand.do(jobs.cancel_many, job_ids=rows[2:4]),
        lambda: hand.do(jobs.update_job, rows[5], priority=1),
    ]
    answers = at_once(*deeds)
    assert [each for each in answers if isinstance(each, DBAPIError)] == []
    jobs_now = hand.rows(Job)
    waiting = Counter(row.priority for row in jobs_now if row.state == JobState.QUEUED)
    kept = hand.see(counts.waiting, "jobs")
    assert {priority: many for priority, many in kept.items() if many} == waiting
    assert sum(row.crashes for row in jobs_now) == len(lost)
    assert sum(row.attempts for row in jobs_now) >= len(lost)


@pytest.mark.parametrize("time", range(3))
def test_a_job_that_is_cancelled_while_it_is_claimed_is_either_cancelled_or_told_to_stop(
    hand, time
):
    (job_id,) = hand.ask_many(1)
    row, gone = at_once(hand.claim, lambda: hand.do(jobs.cancel_many))
    job = hand.job(job_id)
    assert job.cancel_requested
    assert (job.state, job.attempts) == (
        (JobState.CANCELLED, 0) if row is None else (JobState.RUNNING, 1)
    )
    assert (gone.changed, gone.stopping) == (1, job.attempts)
    assert hand.waiting() == 0


def test_a_connection_that_is_cut_in_mid_picture_costs_nothing(hand, monkeypatch, caplog):
    waits = []
    monkeypatch.setattr(Holds, "wait", lambda holds, seconds: waits.append(seconds))
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    tries = []

    def cut_others(*_):
        tries.append(True)
        if len(tries) < 3:
            with hand.studio.look() as work:
                work.session.execute(cut)

    hand.ask(steps=3, seed=1)
    engine = hand.studio.sessions.writing.kw["bind"]
    job_id = hand.ask(steps=3, seed=2)
    event.listen(hand.studio.sessions.writing, "before_commit", cut_others)
    try:
        assert hand.work_off(Quick(cut_others)) == 2
    finally:
        event.remove(hand.studio.sessions.writing, "before_commit", cut_others)
    assert engine.dialect.name == "postgresql"
    assert {row.state for row in hand.rows(Job)} == {JobState.SUCCEEDED}
    assert {row.attempts for row in hand.rows(Job)} == {1}
    assert hand.count(Image) == 2
    assert hand.job(job_id).crashes == 0


def test_a_request_sent_twice_at_the_same_time_makes_one_job(hand):
    def ask():
        return hand.ask(key="one")

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

    gone, *drawn = at_once(delete, *[hand.work_off] * 4)
    assert (gone, sum(drawn)) == (None, len(asked))
    assert {hand.job(job_id).state for job_id in asked} == {JobState.SUCCEEDED}
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


@pytest.mark.parametrize("time", range(3))
def test_moving_reordering_and_deleting_at_once_loses_no_image_and_no_order(hand, time):
    one, two = hand.album("One"), hand.album("Two")
    made = [hand.image(one) for _ in range(6)]

    def locked(album_id, deed, *args, **more):
        def do(work):
            return deed(work, work.get(Album, album_id, lock=True), *args, **more)

        return lambda: hand.do(do)

    answers = at_once(
        locked(two, albums.add, made[:3], from_album_id=one),
        locked(one, ordering.reorder, [made[5], made[3]], None),
        locked(one, albums.remove, made[2:4]),
        lambda: hand.trash_image(made[4]),
    )
    for answer in answers:
        assert not isinstance(answer, Exception) or isinstance(answer, RuleBroken), answer
    assert hand.homeless() == 0
    assert [each for each in hand.contents(two) if each in made[:2]] == made[:2]


@pytest.mark.parametrize("time", range(3))
def test_an_image_restored_while_the_trash_is_emptied_is_whole_or_gone(hand, time):
    image_id = hand.image()
    hand.trash_image(image_id)
    hand.clock.turn(days=31)
    answers = at_once(lambda: trash.purge_due(hand.studio), lambda: hand.restore_image(image_id))
    if isinstance(answers[1], NotFound):
        assert hand.count(Image) == 0
    else:
        assert answers == [0, None]
        assert hand.see(gallery.image, hand.user, image_id).id == image_id
    assert hand.homeless() == 0
