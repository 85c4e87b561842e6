"""Paging: pages add up to the list, whatever comes and goes meanwhile; odd cursors are refused."""

import base64
import contextlib
import json
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import gallery, jobs
from domain.errors import BadCursor
from domain.vocabulary import CURSOR_MAX_LENGTH, CURSOR_PATTERN, PAGE_LIMIT_MAXIMUM

QUIET = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Lists:
    """The four lists of a studio, each as (cursor, limit) -> page."""

    def __init__(self, hand):
        self.album_id = hand.album()
        user = hand.user

        def see(deed):
            return lambda *at: hand.see(lambda work: deed(work, *at))

        self.albums = see(lambda work, *at: gallery.albums(work, user, *at))
        self.images = see(lambda work, *at: gallery.images(work, user, *at))
        self.album_images = see(
            lambda work, *at: gallery.images_of_album(work, user, self.album_id, *at)
        )
        self.jobs = see(
            lambda work, cursor, limit: jobs.page(
                work, states=None, album_id=None, batch_id=None, cursor=cursor, limit=limit
            )
        )

    def each(self):
        return {
            "albums": self.albums,
            "images": self.images,
            "album_images": self.album_images,
            "jobs": self.jobs,
        }


@pytest.fixture
def lists(hand):
    return Lists(hand)


def walk(page, limit, between=lambda: None):
    """Go through a list to its end; give the pages' ids."""
    pages, cursor = [], None
    while True:
        got = page(cursor, limit)
        pages.append([row.id for row in got.items])
        if got.next_cursor is None:
            return pages
        assert len(got.next_cursor) <= CURSOR_MAX_LENGTH
        cursor = got.next_cursor
        between()


def fill(hand, lists, many):
    images = [hand.image(lists.album_id) for _ in range(many)]
    for n in range(many - 1):
        hand.album(f"Album {n}")
    for _ in range(many):
        hand.ask(album_id=lists.album_id)
    return images


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8])
def test_the_pages_of_a_list_add_up_to_the_list(hand, lists, limit):
    fill(hand, lists, 7)
    for page in lists.each().values():
        whole = [row.id for row in page(None, PAGE_LIMIT_MAXIMUM).items]
        pages = walk(page, limit)
        assert len(whole) == 7
        assert list(chain(*pages)) == whole
        assert [len(ids) for ids in pages[:-1]] == [limit] * (len(pages) - 1)
        assert 0 < len(pages[-1]) <= limit


def test_an_empty_list_is_one_empty_page(hand, lists):
    hand.delete_album(lists.album_id)
    for name in ("albums", "images", "jobs"):
        assert walk(lists.each()[name], 5) == [[]]


def test_what_is_new_comes_on_no_later_page_and_repeats_nothing(hand, lists):
    fill(hand, lists, 6)
    for name, page in lists.each().items():
        before = list(chain(*walk(page, 100)))
        walked = list(chain(*walk(page, 2, between=lambda: fill(hand, lists, 1))))
        assert len(walked) == len(set(walked))
        if name == "album_images":  # an album grows at its end
            assert walked[: len(before)] == before
        else:
            assert walked == before
        hand.album("for the list of albums")


def test_deleting_what_a_cursor_points_at_skips_nothing(hand, lists):
    images = fill(hand, lists, 6)
    for page in (lists.images, lists.album_images):
        whole = [row.id for row in page(None, 100).items]
        first = page(None, 2)
        assert [row.id for row in first.items] == whole[:2]
        hand.delete_image(whole[1])
        assert [row.id for row in page(first.next_cursor, 100).items] == whole[2:]
    assert len(images) == len(whole) + 1


@settings(QUIET, max_examples=15)
@given(acts=st.lists(st.sampled_from("adm"), max_size=12), limit=st.integers(1, 3), data=st.data())
def test_an_image_that_stays_is_listed_once_whatever_comes_and_goes(hand, acts, limit, data):
    lists = Lists(hand)
    there = fill(hand, lists, 5)
    stay, acts = set(there), list(acts)

    def act():
        if not acts:
            return
        match acts.pop():
            case "a":
                there.append(hand.image(lists.album_id))
            case "d" if there:
                gone = there.pop(data.draw(st.integers(0, len(there) - 1)))
                stay.discard(gone)
                hand.delete_image(gone)
            case "m" if there:
                moved = there[data.draw(st.integers(0, len(there) - 1))]
                stay.discard(moved)
                hand.take_out(lists.album_id, moved)
                hand.put(lists.album_id, moved)

    walked = list(chain(*walk(lists.album_images, limit, act)))
    assert [image_id for image_id in walked if image_id in stay] == sorted(stay)


def test_the_pages_of_a_narrowed_list_add_up_too(hand):
    made = [hand.ask() for _ in range(9)]
    for job_id in made[::2]:
        hand.do(jobs.cancel, job_id)

    def page(cursor, limit):
        more = {"album_id": None, "batch_id": None, "cursor": cursor, "limit": limit}
        return hand.see(jobs.page, states=["cancelled"], **more)

    assert list(chain(*walk(page, 2))) == made[::2][::-1]


def test_a_cursor_of_one_list_is_refused_by_the_others(hand, lists):
    fill(hand, lists, 3)
    for name, page in lists.each().items():
        cursor = page(None, 1).next_cursor
        for other, another in lists.each().items():
            if other != name:
                with pytest.raises(BadCursor, match="another list"):
                    another(cursor, 1)


def write(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


GARBAGE = [
    "x",
    "xy",
    "=",
    "é",
    "\ud800",
    "A" * 199,
    write(b""),
    write(b"\xff\xfe"),
    write(b"[" * 150),
    write(b"[1, 2"),
    write(b"NaN"),
    write(None),
    write(1),
    write("jobs"),
    write({}),
    write({"jobs": 1}),
    write([]),
    write([[]]),
    write(["jobs"]),
    write(["jobs", 1]),
    write(["jobs", None]),
    write(["jobs", True]),
    write(["jobs", ["a"]]),
    write(["jobs", "a", "b"]),
    write(["jobs", "\x00"]),
    write(["jobs", "\ud800"]),
    write(["jobs", "job_é"]),
    write(["album_images", 1]),
    write(["album_images", "1", "a"]),
    write(["album_images", 1.0, "a"]),
    write(["album_images", True, "a"]),
    write(["album_images", 10**30, "a"]),
    write(["album_images", -(10**30), "a"]),
    write(["album_images", 2**63, "a"]),
    write(["album_images", 1, "\x00"]),
    write([["album_images"], 1, "a"]),
]


@pytest.mark.parametrize("cursor", GARBAGE, ids=range(len(GARBAGE)))
def test_what_no_list_gave_is_refused_by_every_list(lists, cursor):
    for page in lists.each().values():
        with pytest.raises(BadCursor):
            page(cursor, 1)


@settings(QUIET, max_examples=100)
@given(cursor=st.from_regex(CURSOR_PATTERN, fullmatch=True).map(lambda s: s[:CURSOR_MAX_LENGTH]))
def test_any_text_is_refused_that_only_looks_like_a_cursor(hand, cursor):
    with pytest.raises(BadCursor):
        hand.see(jobs.page, states=None, album_id=None, batch_id=None, cursor=cursor, limit=1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=3,
)


@settings(QUIET, max_examples=100)
@given(
    name=st.sampled_from(["jobs", "album_images", "images"]), values=st.lists(VALUES, max_size=3)
)
def test_a_cursor_made_by_hand_is_refused_or_harmless(hand, name, values):
    lists = getattr(hand, "lists", None) or Lists(hand)
    hand.lists = lists
    with contextlib.suppress(BadCursor):
        assert lists.each()[name](write([name, *values]), 1).items == []
