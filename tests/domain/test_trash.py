"""The trash: what is in it is nowhere, and comes back to where it was."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain import albums, gallery, images, labels, trash
from domain.albums import Album, AlbumImage
from domain.errors import NotFound, RuleBroken
from domain.images import Image
from domain.labels import Label
from domain.vocabulary import LabelKind, RemoveOutcome


def seen(hand, page, *args):
    return [row.id for row in hand.see(page, hand.user, *args, None, 100).items]


def in_trash(hand):
    return [row.id for row in hand.see(trash.page, None, 100).items]


def add(hand, album_id, *image_ids, **more):
    return hand.do(lambda work: albums.add(work, work.get(Album, album_id), image_ids, **more))


def remove(hand, album_id, *image_ids):
    return hand.do(lambda work: albums.remove(work, work.get(Album, album_id), image_ids))


def test_what_is_in_the_trash_is_nowhere_else(hand):
    album_id = hand.album()
    image_id, other = hand.picture(album_id=album_id), hand.picture(album_id=album_id)
    hand.trash_image(image_id)
    assert in_trash(hand) == [image_id]
    assert seen(hand, gallery.images) == seen(hand, gallery.images_of_album, album_id) == [other]
    for look in (
        lambda work: gallery.image(work, hand.user, image_id),
        lambda work: images.get(work, image_id),
        lambda work: gallery.labels_of_image(work, hand.user, image_id, None, 9),
    ):
        with pytest.raises(NotFound, match="There is no image with this id"):
            hand.see(look)
    row = hand.see(gallery.open_album, hand.user, album_id)
    assert (row.image_count, row.cover_image_id, row.images_only_here) == (1, other, 1)
    with pytest.raises(NotFound):
        hand.take_out(album_id, image_id)
    assert [each.outcome for each in remove(hand, album_id, image_id)] == ["not_in_album"]
    assert add(hand, hand.album(), image_id) == [(image_id, "not_found")]
    with pytest.raises(RuleBroken):
        hand.change_album(album_id, cover_image_id=image_id)


def test_a_job_shows_no_image_that_is_in_the_trash_and_shows_it_again_after(hand):
    job_id = hand.ask()
    image_id = hand.render(job_id).image_id
    hand.trash_image(image_id)
    assert hand.job(job_id).image_id is None
    hand.restore_image(image_id)
    assert hand.job(job_id).image_id == image_id


def test_restoring_puts_an_image_back_into_its_albums_at_its_places(hand):
    one, two = hand.album("One"), hand.album("Two")
    made = [hand.image(one) for _ in range(3)]
    hand.put(two, made[2], made[1])
    hand.trash_image(made[1])
    assert hand.see(gallery.album, hand.user, two).image_count == 1
    hand.restore_image(made[1])
    assert hand.contents(one) == made
    assert hand.contents(two) == [made[2], made[1]]
    assert in_trash(hand) == []


def test_an_image_whose_albums_are_gone_is_restored_to_its_months_album(hand):
    album_id = hand.album()
    image_id = hand.image(album_id)
    hand.trash_image(image_id)
    hand.delete_album(album_id)
    hand.restore_image(image_id)
    assert hand.contents(hand.month().id) == [image_id]
    assert hand.homeless() == 0


def test_what_is_in_the_trash_does_not_keep_a_months_album_from_being_deleted(hand):
    image_id = hand.picture()
    hand.trash_image(image_id)
    hand.delete_album(hand.month().id)
    hand.restore_image(image_id)
    assert hand.contents(hand.month().id) == [image_id]


def test_a_cover_that_is_deleted_or_taken_out_is_automatic_again(hand):
    album_id = hand.album()
    first, second, third = (hand.image(album_id) for _ in range(3))
    cover = lambda: hand.see(gallery.album, hand.user, album_id).cover_image_id  # noqa: E731
    for leave in (hand.trash_image, lambda each: hand.take_out(album_id, each)):
        hand.change_album(album_id, cover_image_id=second)
        assert cover() == second
        leave(second)
        assert cover() == first
        if second in in_trash(hand):
            hand.restore_image(second)
        assert cover() == first
    assert hand.contents(album_id) == [first, third]


def test_deleting_and_restoring_changes_what_albums_show(hand):
    album_id = hand.album()
    image_id = hand.image(album_id)
    versions = []
    for act in (hand.trash_image, hand.restore_image):
        versions.append(hand.one(Album, album_id).version)
        act(image_id)
    versions.append(hand.one(Album, album_id).version)
    assert versions == sorted(set(versions))


def test_an_image_in_the_trash_can_be_neither_deleted_nor_restored_twice(hand):
    image_id = hand.image()
    with pytest.raises(NotFound, match="in the trash"):
        hand.restore_image(image_id)
    hand.trash_image(image_id)
    with pytest.raises(NotFound):
        hand.trash_image(image_id)
    hand.restore_image(image_id)
    with pytest.raises(NotFound, match="in the trash"):
        hand.do(lambda work: trash.purge(work, trash.get(work, image_id)))


def test_purging_leaves_nothing_of_an_image(hand):
    image_id = hand.picture()
    hand.do(
        lambda work: labels.add(
            work, images.get(work, image_id), by=hand.user, kind=LabelKind.TAG, text="fox"
        )
    )
    hand.delete_image(image_id)
    assert [hand.count(kind) for kind in (Image, AlbumImage, Label)] == [0, 0, 0]


def test_the_trash_is_emptied_of_what_has_been_there_long_enough_and_of_nothing_else(hand):
    old, new, kept = hand.picture(), hand.picture(), hand.picture()
    hand.trash_image(old)
    hand.clock.turn(days=29)
    hand.trash_image(new)
    assert trash.purge_due(hand.studio) == 0
    hand.clock.turn(days=1)
    assert trash.purge_due(hand.studio) == 1
    assert (in_trash(hand), seen(hand, gallery.images)) == ([new], [kept])
    assert trash.purge_at(hand.clock.now(), 30) == hand.clock.moment + timedelta(days=30)


def test_many_are_purged_as_well_as_few(hand, monkeypatch):
    monkeypatch.setattr(trash, "AT_ONCE", 2)
    for image_id in [hand.image() for _ in range(5)]:
        hand.trash_image(image_id)
    hand.clock.turn(days=31)
    assert trash.purge_due(hand.studio) == 5
    with hand.studio.look() as work:
        assert work.session.scalar(select(func.count()).select_from(Image)) == 0


def test_the_trash_lists_what_was_deleted_last_first_and_its_pages_add_up(hand):
    made = [hand.image() for _ in range(5)]
    order = [made[n] for n in (3, 0, 4, 1, 2)]
    for image_id in order:
        hand.trash_image(image_id)
    listed, cursor = [], None
    while True:
        page = hand.see(trash.page, cursor, 2)
        listed += [row.id for row in page.items]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert listed == order[::-1]


# Many images at once.


def test_images_are_put_in_order_with_what_came_of_each(hand):
    album_id = hand.album()
    there, one, two = hand.image(album_id), hand.image(), hand.image()
    unknown = "img_00000000000000000000000000"
    assert add(hand, album_id, two, there, unknown, one) == [
        (two, "added"),
        (there, "already_there"),
        (unknown, "not_found"),
        (one, "added"),
    ]
    assert hand.contents(album_id) == [there, two, one]
    assert hand.contents(hand.month().id) == [one, two]


def test_a_move_takes_images_out_of_where_they_were(hand):
    source, target = hand.album("Source"), hand.album("Target")
    one, both, foreign = hand.image(source), hand.image(source), hand.image()
    hand.put(target, both)
    hand.change_album(source, cover_image_id=one)
    assert add(hand, target, one, both, foreign, from_album_id=source) == [
        (one, "moved"),
        (both, "moved"),
        (foreign, "not_found"),
    ]
    assert hand.contents(target) == [both, one]
    assert hand.contents(source) == []
    assert hand.one(Album, source).chosen_cover_id is None
    assert hand.homeless() == 0
    for wrong in (target, "alb_00000000000000000000000000"):
        with pytest.raises(RuleBroken):
            add(hand, target, one, from_album_id=wrong)


def test_nothing_put_or_taken_out_changes_no_version(hand):
    album_id = hand.album()
    image_id = hand.image(album_id)
    before = hand.one(Album, album_id).version
    add(hand, album_id, image_id, "img_00000000000000000000000000")
    remove(hand, album_id, hand.image())
    assert hand.one(Album, album_id).version == before


def test_images_are_taken_out_and_it_is_told_where_they_went(hand):
    album_id, other = hand.album(), hand.album("Other")
    only, shared, foreign = hand.image(album_id), hand.image(album_id), hand.image(other)
    hand.put(other, shared)
    answers = remove(hand, album_id, shared, foreign, only)
    month = hand.month().id
    assert [(each.image_id, each.outcome, each.rehoused_to) for each in answers] == [
        (shared, "removed", None),
        (foreign, "not_in_album", None),
        (only, "removed", month),
    ]
    assert hand.contents(album_id) == []
    assert hand.contents(month) == [only]


def test_what_is_only_in_its_months_album_is_kept_there_and_the_rest_goes(hand):
    only, shared = hand.image(), hand.image()
    month = hand.month().id
    hand.put(hand.album(), shared)
    outcomes = [each.outcome for each in remove(hand, month, only, shared)]
    assert outcomes == [RemoveOutcome.KEPT, RemoveOutcome.REMOVED]
    assert hand.contents(month) == [only]
    assert hand.homeless() == 0
