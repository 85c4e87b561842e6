"""Albums: their order, their names, and that no image is ever without one."""

import contextlib
import sqlite3
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, func, insert, select

from domain import albums, jobs
from domain.albums import Album, AlbumImage
from domain.errors import Conflict, JobNotCancellable, NotFound, RuleBroken
from domain.images import Image
from domain.ports import EngineFailed
from domain.vocabulary import AlbumKind, AlbumVisibility, JobState
from tests.domain.hand import Quick, copy_of

UNKNOWN = "img_00000000000000000000000000"


def of_month(hand, moment):
    return hand.do(albums.of_month, moment)


def months(hand):
    with hand.studio.look() as work:
        return set(work.session.scalars(select(Album.month).where(Album.month.is_not(None))))


# Albums by themselves.


def test_a_new_album_is_empty_and_somebodys_own(hand):
    album_id = hand.album("Foxes", "published")
    album = hand.one(Album, album_id)
    assert (album.name, album.description, album.kind) == ("Foxes", "", AlbumKind.MANUAL)
    assert (album.visibility, album.month) == (AlbumVisibility.PUBLISHED, None)
    assert album.created_at == album.updated_at
    assert hand.contents(album_id) == []


def test_names_need_not_be_unique(hand):
    assert hand.album("Foxes") != hand.album("Foxes")


def test_the_months_album_is_made_once_and_by_its_first_picture(hand):
    assert hand.count(Album) == 0
    first, second = hand.picture(), hand.picture()
    album = hand.month()
    assert (album.name, album.month, album.kind) == (
        "Generations 2026-11",
        "2026-11",
        AlbumKind.MONTHLY,
    )
    assert album.visibility == AlbumVisibility.PRIVATE
    assert hand.contents(album.id) == [first, second]
    assert hand.count(Album) == 1


def test_a_month_begins_and_ends_in_utc(hand):
    last = hand.clock.now().replace(month=11, day=30, hour=23, minute=59, second=59)
    assert of_month(hand, last).month == "2026-11"
    assert of_month(hand, last + timedelta(seconds=1)).month == "2026-12"


def test_changing_an_album_changes_what_is_given_and_leaves_the_rest(hand):
    album_id = hand.album("Foxes")
    hand.change_album(album_id, description="All of them.")
    hand.change_album(album_id, visibility="published")
    album = hand.one(Album, album_id)
    assert (album.name, album.description) == ("Foxes", "All of them.")
    assert album.visibility == AlbumVisibility.PUBLISHED
    hand.change_album(album_id, description="")
    assert hand.one(Album, album_id).description == ""


# Order.


def test_an_album_keeps_the_order_in_which_images_were_put(hand):
    images = [hand.image() for _ in range(5)]
    album_id = hand.album()
    order = [images[i] for i in (3, 0, 4, 1, 2)]
    for image_id in order:
        hand.put(album_id, image_id)
    assert hand.contents(album_id) == order


def test_many_images_put_at_once_stand_in_the_order_given(hand):
    images = [hand.image() for _ in range(4)]
    album_id = hand.album()
    hand.put(album_id, images[2], images[0])
    hand.put(album_id, images[3], images[0], images[1])
    assert hand.contents(album_id) == [images[2], images[0], images[3], images[1]]


def test_putting_an_image_again_neither_moves_nor_repeats_it(hand):
    first, second = hand.image(), hand.image()
    album_id = hand.album()
    hand.put(album_id, first, second)
    before = hand.one(Album, album_id)
    hand.put(album_id, first)
    assert hand.contents(album_id) == [first, second]
    assert hand.one(Album, album_id).version == before.version


def test_an_image_named_twice_is_put_once(hand):
    first, second = hand.image(), hand.image()
    album_id = hand.album()
    hand.put(album_id, first, second, first)
    assert hand.contents(album_id) == [first, second]


def test_taking_one_out_leaves_the_order_of_the_rest_and_a_new_one_goes_last(hand):
    images = [hand.image() for _ in range(4)]
    album_id = hand.album()
    hand.put(album_id, *images)
    hand.take_out(album_id, images[1])
    hand.take_out(album_id, images[3])
    hand.put(album_id, images[1])
    assert hand.contents(album_id) == [images[0], images[2], images[1]]


# No image without an album.


def test_taking_an_image_out_of_its_only_album_moves_it_to_the_months_album(hand):
    album_id = hand.album()
    image_id = hand.image(album_id)
    hand.take_out(album_id, image_id)
    assert hand.contents(album_id) == []
    assert hand.contents(hand.month().id) == [image_id]


def test_an_image_that_is_elsewhere_too_is_only_taken_out(hand):
    album_id, other = hand.album(), hand.album("Animals")
    image_id = hand.image(album_id)
    hand.put(other, image_id)
    hand.take_out(album_id, image_id)
    assert hand.contents(other) == [image_id]
    assert months(hand) == set()


def test_an_image_goes_to_the_album_of_the_month_it_was_made_in_and_not_of_today(hand):
    album_id = hand.album()
    old = hand.picture(album_id=album_id)
    hand.clock.turn(days=40)
    new = hand.picture(album_id=album_id)
    hand.delete_album(album_id)
    assert hand.contents(of_month(hand, hand.one(Image, old).created_at).id) == [old]
    assert hand.contents(hand.month().id) == [new]
    assert months(hand) == {"2026-11", "2027-01"}


def test_deleting_an_album_keeps_its_images_in_their_order(hand):
    album_id, other = hand.album(), hand.album("Animals")
    images = [hand.image(album_id) for _ in range(4)]
    hand.put(other, images[2])
    hand.delete_album(album_id)
    assert hand.count(Image) == 4
    assert hand.contents(hand.month().id) == [images[0], images[1], images[3]]
    with pytest.raises(NotFound):
        hand.do(lambda work: work.get(Album, album_id))


def test_an_image_cannot_leave_the_months_album_when_it_is_in_no_other(hand):
    image_id = hand.picture()
    album_id = hand.month().id
    for leave in (lambda: hand.take_out(album_id, image_id), lambda: hand.delete_album(album_id)):
        with pytest.raises(Conflict, match="add them to another album first"):
            leave()
        assert hand.contents(album_id) == [image_id]
    hand.put(hand.album(), image_id)
    hand.take_out(album_id, image_id)
    hand.delete_album(album_id)
    assert hand.homeless() == 0


def test_a_refused_deletion_moves_no_image_at_all(hand):
    album_id = hand.album()
    old = hand.picture(album_id=album_id)
    hand.clock.turn(days=40)
    this_month = hand.picture()
    monthly = hand.month().id
    hand.put(monthly, old)
    hand.take_out(album_id, old)
    with pytest.raises(Conflict):
        hand.delete_album(monthly)
    assert hand.contents(monthly) == [this_month, old]
    assert months(hand) == {"2027-01"}


def test_a_months_album_can_be_deleted_when_its_images_belong_to_other_months(hand):
    old = hand.picture(album_id=hand.album())
    hand.clock.turn(days=40)
    monthly = hand.month().id
    hand.put(monthly, old)
    hand.delete_album(monthly)
    assert months(hand) == set()
    assert hand.homeless() == 0


def test_an_image_that_is_not_in_the_album_cannot_be_taken_out(hand):
    album_id, image_id = hand.album(), hand.picture()
    before = hand.one(Album, album_id).version
    for unknown in (image_id, UNKNOWN):
        with pytest.raises(NotFound, match="not in the album"):
            hand.take_out(album_id, unknown)
    assert hand.one(Album, album_id).version == before


def test_deleting_an_image_takes_it_out_of_every_album(hand):
    album_id, image_id, other = hand.album(), hand.image(), hand.image()
    hand.put(album_id, image_id, other)
    hand.delete_image(image_id)
    assert hand.contents(album_id) == hand.contents(hand.month().id) == [other]


def test_a_job_outlives_its_image_and_its_album(hand):
    album_id = hand.album()
    job_id = hand.ask(album_id=album_id)
    image_id = hand.render(job_id).image_id
    hand.delete_image(image_id)
    hand.delete_album(album_id)
    job = hand.job(job_id)
    assert (job.state, job.image_id, job.album_id) == (JobState.SUCCEEDED, None, None)


def test_an_album_may_hold_more_images_than_a_statement_takes_parameters(hand, db):
    event.listen(
        db, "checkout", lambda c, *_: c.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 900)
    )
    album_id = hand.album()
    made = hand.one(Image, hand.image(album_id))
    columns = {c.name: getattr(made, c.name) for c in Image.__table__.columns}
    rows = [{**columns, "id": f"img_z{n:025}", "job_id": None} for n in range(1000)]
    link = {"album_id": album_id, "created_at": made.created_at}
    behind = hand.one(AlbumImage, (album_id, made.id)).position
    links = [
        {**link, "image_id": row["id"], "position": behind + n} for n, row in enumerate(rows, 1)
    ]

    def fill(work):
        work.session.execute(insert(Image.__table__), rows)
        work.session.execute(insert(AlbumImage.__table__), links)

    hand.do(fill)
    hand.delete_album(album_id)
    assert hand.contents(hand.month().id) == [made.id, *(row["id"] for row in rows)]


# The version, of which the entity tag is made.


class Watch:
    """Notes which albums' versions an act raises."""

    def __init__(self, hand, *album_ids):
        self._hand, self._ids = hand, album_ids

    def _look(self):
        return {i: self._hand.one(Album, i) for i in self._ids}

    def __call__(self, act):
        before = self._look()
        act()
        after = self._look()
        changed = {i for i in self._ids if after[i].version != before[i].version}
        assert changed == {i for i in self._ids if after[i].updated_at != before[i].updated_at}
        assert all(after[i].version >= before[i].version for i in self._ids)
        return changed


def test_an_albums_version_changes_when_and_only_when_what_it_shows_changes(hand):
    one, two = hand.album("One"), hand.album("Two")
    first, second = hand.picture(album_id=one), hand.picture(album_id=one)
    hand.put(two, first)
    watch = Watch(hand, one, two)
    assert watch(lambda: hand.change_album(one, name="Uno")) == {one}
    assert watch(lambda: hand.change_album(one, name="Uno")) == set()
    assert watch(lambda: hand.change_album(one)) == set()
    assert watch(lambda: hand.change_album(one, description="1")) == {one}
    assert watch(lambda: hand.change_album(two, visibility="published")) == {two}
    assert watch(lambda: hand.change_album(two, visibility="published")) == set()
    assert watch(lambda: hand.put(two, second)) == {two}
    assert watch(lambda: hand.put(two, second)) == set()
    assert watch(lambda: hand.put(two)) == set()
    assert watch(lambda: hand.change_image(second, title="A fox")) == {one, two}
    assert watch(lambda: hand.change_image(second, title="A fox")) == set()
    assert watch(lambda: hand.take_out(one, second)) == {one}
    assert watch(lambda: hand.change_image(first, visibility="private")) == {one, two}
    assert watch(lambda: hand.picture(album_id=one)) == {one}
    assert watch(lambda: hand.delete_image(second)) == {two}
    assert watch(lambda: hand.album("Three")) == set()


def test_an_album_that_takes_in_the_images_of_a_deleted_one_shows_something_else(hand):
    album_id = hand.album()
    hand.picture(album_id=album_id)
    monthly = hand.month().id
    assert Watch(hand, monthly)(lambda: hand.delete_album(album_id)) == {monthly}


# Whatever is done, in whatever order.


class Studio(RuleBasedStateMachine):
    """People who make, move and delete; after each act, the studio's promises hold."""

    migrated = home = None

    def __init__(self):
        super().__init__()
        self._context = copy_of(self.migrated, self.home / "studio")
        self.hand = self._context.__enter__()
        self.orders = {}

    def teardown(self):
        self._context.__exit__(None, None, None)

    album = Bundle("album")
    image = Bundle("image")
    waiting = Bundle("waiting")

    @rule(target=album)
    def make_an_album(self):
        return self.hand.album()

    @rule(target=album)
    def name_the_months_album(self):
        return self.hand.month().id

    @rule(target=image, album_id=album | st.none())
    def draw(self, album_id):
        try:
            return self.hand.picture(album_id=album_id)
        except RuleBroken:  # the album is gone
            return multiple()

    @rule(target=waiting, album_id=album | st.none())
    def ask(self, album_id):
        try:
            return self.hand.ask(album_id=album_id)
        except RuleBroken:
            return multiple()

    @rule(target=image, job_id=consumes(waiting), fails=st.booleans(), album_id=album)
    def draw_what_was_asked(self, job_id, fails, album_id):
        def meanwhile(step):
            if fails:
                raise EngineFailed("No.")
            self.delete_album(album_id)

        return self.hand.render(job_id, Quick(meanwhile)).image_id or multiple()

    @rule(job_id=waiting)
    def cancel(self, job_id):
        with contextlib.suppress(JobNotCancellable):
            self.hand.do(jobs.cancel, job_id)

    @rule(album_id=album, image_id=image)
    def put(self, album_id, image_id):
        if self.there(Album, album_id) and self.there(Image, image_id):
            self.hand.put(album_id, image_id)

    @rule(album_id=album, image_id=image)
    def take_out(self, album_id, image_id):
        with contextlib.suppress(NotFound, Conflict):
            self.hand.take_out(album_id, image_id)

    @rule(album_id=album)
    def delete_album(self, album_id):
        with contextlib.suppress(NotFound, Conflict):
            self.hand.delete_album(album_id)

    @rule(image_id=consumes(image))
    def delete_image(self, image_id):
        with contextlib.suppress(NotFound):
            self.hand.delete_image(image_id)

    @rule(days=st.integers(1, 40))
    def let_time_pass(self, days):
        self.hand.clock.turn(days=days)

    def there(self, kind, entity_id):
        return self.hand.see(lambda work: work.find(kind, entity_id)) is not None

    @invariant()
    def no_image_is_without_an_album(self):
        assert self.hand.homeless() == 0

    @invariant()
    def each_job_that_succeeded_made_one_image(self):
        with self.hand.studio.look() as work:
            made = work.session.scalars(select(func.count()).select_from(Image)).one()
            shown = work.session.scalars(select(func.count(Image.job_id.distinct()))).one()
            rows = {row.state: row.image_id for row in work.session.scalars(select(jobs.Job))}
        assert made == shown
        assert all(image is None for state, image in rows.items() if state != "succeeded")

    @invariant()
    def what_stays_in_an_album_keeps_its_order_and_the_new_comes_after(self):
        with self.hand.studio.look() as work:
            ids = list(work.session.scalars(select(Album.id)))
        now = {album_id: self.hand.contents(album_id) for album_id in ids}
        for album_id, before in self.orders.items():
            kept = [image for image in before if image in now.get(album_id, [])]
            assert now.get(album_id, [])[: len(kept)] == kept
        self.orders = now


def test_no_mix_of_acts_leaves_an_image_without_an_album(migrated, tmp_path, no_power_cut):
    Studio.migrated, Studio.home = migrated, tmp_path
    run_state_machine_as_test(
        Studio,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_ids_of_albums_made_later_sort_later(hand):
    made = [hand.album() for _ in range(20)]
    assert all(earlier < later for earlier, later in pairwise(made))
