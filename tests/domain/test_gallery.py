"""What each viewer sees, compared with a plain model of the three visibilities."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from domain import contents, gallery
from domain.albums import Album, AlbumImage
from domain.errors import NotFound
from domain.images import Image
from domain.vocabulary import AlbumKind, AlbumVisibility, ImageVisibility

UNKNOWN_ALBUM = "alb_00000000000000000000000000"
UNKNOWN_IMAGE = "img_00000000000000000000000000"


@dataclass
class World:
    """Albums and images as a person would list them on paper; a later index is a later id."""

    albums: list[AlbumVisibility]
    images: list[ImageVisibility]
    shown: list[list[int]] = field(default_factory=list)
    """Per album: the images in it, in album order."""
    trashed: set[int] = field(default_factory=set)
    covers: dict[int, int] = field(default_factory=dict)
    """Per album: the image that somebody chose to show for it."""

    def album_seen(self, public, album):
        return not public or self.albums[album] == "published"

    def seen_in_album(self, public, album):
        return [
            i
            for i in self.shown[album]
            if i not in self.trashed and (not public or self.images[i] != "private")
        ]

    def cover(self, public, album):
        seen = self.seen_in_album(public, album)
        chosen = self.covers.get(album)
        return chosen if chosen in seen else next(iter(seen), None)

    def image_seen(self, public, image):
        if image in self.trashed:
            return False
        if not public or self.images[image] == "published":
            return True
        return self.images[image] == "album" and any(
            image in shown and visibility == "published"
            for shown, visibility in zip(self.shown, self.albums, strict=True)
        )


@st.composite
def worlds(draw):
    """Draw up to four albums and five images, each image in at least one album."""
    albums = draw(st.lists(st.sampled_from(AlbumVisibility), min_size=1, max_size=4))
    images = draw(st.lists(st.sampled_from(ImageVisibility), max_size=5))
    world = World(albums, images, [[] for _ in albums])
    for image in draw(st.permutations(range(len(images)))):
        for album in draw(st.sets(st.integers(0, len(albums) - 1), min_size=1)):
            world.shown[album].append(image)
    world.trashed = draw(st.sets(st.sampled_from(range(len(images))))) if images else set()
    for album, shown in enumerate(world.shown):
        if shown and draw(st.booleans()):
            world.covers[album] = draw(st.sampled_from(shown))
    return world


def album_id(n):
    return f"alb_{n:026}"


def image_id(n):
    return f"img_{n:026}"


def build(hand, world):
    """Make the database show this world and nothing else."""
    now = hand.clock.now()
    times = {"version": 1, "created_at": now, "updated_at": now}
    album = {"name": "A", "description": "", "kind": AlbumKind.MANUAL, "month": None, **times}
    image = {
        "title": "",
        "prompt": "a fox",
        "negative_prompt": "",
        "seed": 1,
        "steps": 1,
        "width": 64,
        "height": 64,
        "guidance_scale": 8.0,
        "model": "quick-1",
        "media_type": "image/png",
        "byte_size": 1,
        "sha256": "0" * 64,
        "source": "generation",
        "job_id": None,
        **times,
    }
    albums = {
        Album: [
            {
                **album,
                "id": album_id(n),
                "visibility": visibility,
                "chosen_cover_id": image_id(world.covers[n]) if n in world.covers else None,
            }
            for n, visibility in enumerate(world.albums)
        ],
    }
    rows = {
        Image: [
            {
                **image,
                "id": image_id(n),
                "visibility": visibility,
                "deleted_at": now if n in world.trashed else None,
            }
            for n, visibility in enumerate(world.images)
        ],
        **albums,
        AlbumImage: [
            {
                "album_id": album_id(n),
                "image_id": image_id(i),
                "position": position,
                "created_at": now,
            }
            for n, shown in enumerate(world.shown)
            for position, i in enumerate(shown)
        ],
    }
    with hand.studio.work() as work:
        contents.note(work, "0" * 64)
        for kind in reversed(rows):
            work.session.execute(delete(kind))
        contents.note(work, "0" * 64)
        for kind, lines in rows.items():
            if lines:
                work.session.execute(insert(kind), lines)


def every(page, limit):
    """Go through a list to its end, page by page; give its rows."""
    rows, cursor = [], None
    while True:
        got = page(cursor, limit)
        assert len(got.items) <= limit
        rows += got.items
        if got.next_cursor is None:
            return rows
        cursor = got.next_cursor


def or_nothing(look, *args):
    try:
        return look(*args)
    except NotFound:
        return None


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(world=worlds(), public=st.booleans(), limit=st.integers(1, 6))
def test_everyone_sees_in_every_list_by_id_and_in_every_count_what_they_may(
    hand, world, public, limit
):
    build(hand, world)
    viewer = None if public else hand.user
    with hand.studio.look() as work:
        seen = [n for n in range(len(world.albums)) if world.album_seen(public, n)]
        rows = every(lambda *at: gallery.albums(work, viewer, *at), limit)
        assert [row.id for row in rows] == [album_id(n) for n in reversed(seen)]

        for n in range(len(world.albums)):
            inside = world.seen_in_album(public, n)
            ids = [image_id(i) for i in inside]
            row = or_nothing(gallery.album, work, viewer, album_id(n))
            listed = [each for each in rows if each.id == album_id(n)]
            if n not in seen:
                assert row is None
                with pytest.raises(NotFound):
                    gallery.images_of_album(work, viewer, album_id(n), None, limit)
                continue
            assert [each[: len(row)] for each in listed] == [row]
            assert row.image_count == len(inside)
            cover = world.cover(public, n)
            assert row.cover_image_id == (None if cover is None else image_id(cover))
            pages = every(
                lambda *at, n=n: gallery.images_of_album(work, viewer, album_id(n), *at), limit
            )
            assert [each.id for each in pages] == ids

        seen = [n for n in range(len(world.images)) if world.image_seen(public, n)]
        rows = every(lambda *at: gallery.images(work, viewer, *at), limit)
        assert [row.id for row in rows] == [image_id(n) for n in reversed(seen)]
        for n in range(len(world.images)):
            row = or_nothing(gallery.image, work, viewer, image_id(n))
            assert (row is not None) == (n in seen)


def test_a_hidden_thing_is_refused_in_the_same_words_as_one_that_is_not_there(hand):
    build(hand, World(["private"], ["private"], [[0]]))
    with hand.studio.look() as work:
        for look, hidden, unknown in (
            (gallery.album, album_id(0), UNKNOWN_ALBUM),
            (gallery.image, image_id(0), UNKNOWN_IMAGE),
            (lambda *a: gallery.images_of_album(*a, None, 5), album_id(0), UNKNOWN_ALBUM),
        ):
            said = []
            for each in (hidden, unknown):
                with pytest.raises(NotFound) as refusal:
                    look(work, None, each)
                said.append(str(refusal.value))
            assert said[0] == said[1]


def test_publishing_an_album_shows_its_pictures_and_unpublishing_hides_them_again(hand):
    build(hand, World(["private"], ["album", "private", "published"], [[0, 1, 2]]))

    def public():
        with hand.studio.look() as work:
            return [row.id for row in gallery.images(work, None, None, 9).items]

    assert public() == [image_id(2)]
    hand.change_album(album_id(0), visibility="published")
    assert public() == [image_id(2), image_id(0)]
    hand.change_album(album_id(0), visibility="private")
    assert public() == [image_id(2)]


def test_a_picture_that_an_album_shows_is_seen_as_long_as_one_published_album_has_it(hand):
    build(hand, World(["published", "published"], ["album"], [[0], [0]]))

    def public():
        with hand.studio.look() as work:
            return or_nothing(gallery.image, work, None, image_id(0)) is not None

    assert public()
    hand.take_out(album_id(0), image_id(0))
    assert public()
    hand.take_out(album_id(1), image_id(0))
    assert not public()  # it went to the month's album, which is private


def test_the_cover_is_the_first_picture_that_the_viewer_may_see(hand):
    build(hand, World(["published"], ["private", "album"], [[0, 1]]))
    with hand.studio.look() as work:
        assert gallery.album(work, None, album_id(0)).cover_image_id == image_id(1)
        assert gallery.album(work, hand.user, album_id(0)).cover_image_id == image_id(0)
