"""Finding images and albums: by words in any script, by facts, in any order, and nothing hidden."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import gallery, images, labels, search
from domain.errors import BadCursor
from domain.images import Image
from domain.vocabulary import ImageSort


def found(hand, viewer="somebody", **filters):
    viewer = hand.user if viewer == "somebody" else viewer
    page = hand.see(lambda work: gallery.images(work, viewer, None, 100, **filters))
    return [row.id for row in page.items]


def albums_found(hand, viewer="somebody", **filters):
    viewer = hand.user if viewer == "somebody" else viewer
    page = hand.see(lambda work: gallery.albums(work, viewer, None, 100, **filters))
    return [row.name for row in page.items]


def tag(hand, image_id, text, kind="tag"):
    hand.do(
        lambda work: labels.add(
            work, images.get(work, image_id), by=hand.user, kind=kind, text=text
        )
    )


def test_all_words_must_occur_in_prompt_title_or_labels_together(hand):
    image_id = hand.picture(prompt="A red fox")
    hand.change_image(image_id, title="Reynard at dusk")
    tag(hand, image_id, "autumn wood")
    other = hand.picture(prompt="A red owl", seed=2)
    assert found(hand, q="red") == [other, image_id]
    for q in ("fox dusk autumn", "AUTUMN  fOX", "ox nar", " dusk "):
        assert found(hand, q=q) == [image_id], q
    for q in ("fox owl", "badger", "redfox"):
        assert found(hand, q=q) == [], q
    assert found(hand, q="\u3000 ") == [other, image_id]  # no word at all


@pytest.mark.parametrize(
    ("prompt", "q"),
    [
        ("Ein FÜCHSLEIN", "füchslein"),
        ("ein füchslein", "FÜCHSLEIN"),
        ("straße", "STRASSE"),
        ("ЛИСА", "лиса"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("ﬁre", "FIRE"),
        ("cafe\u0301", "CAFÉ"),
        ("きつね 狐", "狐"),
        ("🦊", "🦊"),
    ],
)
def test_case_and_form_do_not_count_in_any_script(hand, prompt, q):
    image_id = hand.picture(prompt=prompt)
    assert found(hand, q=q) == [image_id]


@pytest.mark.parametrize("word", ["%", "_", "\\", "100%", "a_b", "'", '"', "*", "[a]", "\\%"])
def test_no_character_means_more_than_itself(hand, word):
    plain = hand.picture(prompt="plain aXb 100 percent")
    marked = hand.picture(prompt=f"marked {word} here", seed=2)
    assert found(hand, q=word) == [marked]
    assert found(hand, q="a") == [marked, plain]


def test_each_filter_leaves_out_what_it_says_and_all_of_them_work_together(hand):
    album_id = hand.album()
    first = hand.picture(prompt="fox", seed=1, album_id=album_id)
    middle = hand.clock.now()
    second = hand.picture(prompt="owl", seed=2)
    tag(hand, second, "Night Bird")
    hand.change_image(second, visibility="private")
    for filters, expected in (
        ({"seed": 1}, first),
        ({"seed": 2}, second),
        ({"album_id": album_id}, first),
        ({"tag": "night  BIRD"}, second),
        ({"visibility": "private"}, second),
        ({"visibility": "album"}, first),
        ({"created_before": middle}, first),
        ({"created_after": middle}, second),
        ({"created_after": middle, "tag": "night bird", "q": "owl", "seed": 2}, second),
    ):
        assert found(hand, **filters) == [expected], filters
    moment = hand.one(Image, second).created_at
    assert found(hand, created_after=moment) == [second]
    assert found(hand, created_before=moment) == [first]
    assert found(hand, created_after=moment + timedelta(microseconds=1)) == []
    assert found(hand, source="generation", model="quick-1") == [second, first]
    for filters in ({"model": "quick"}, {"tag": "night"}, {"seed": 1, "q": "owl"}, {"seed": 0}):
        assert found(hand, **filters) == [], filters
    assert found(hand, album_id="alb_00000000000000000000000000") == []


def test_the_public_finds_nothing_that_it_may_not_see_whatever_it_asks(hand):
    private, published = hand.album("Private"), hand.album("Published", "published")
    hidden = hand.picture(prompt="hidden", seed=1, album_id=private)
    shown = hand.picture(prompt="shown", seed=2, album_id=published)
    both = hand.picture(prompt="both", seed=3, album_id=private)
    hand.put(published, both)
    own = hand.picture(prompt="own", seed=4, album_id=published)
    hand.change_image(own, visibility="private")
    everywhere = hand.picture(prompt="everywhere", seed=5, album_id=private)
    hand.change_image(everywhere, visibility="published")
    tag(hand, hidden, "secret")
    for filters, expected in (
        ({}, [everywhere, both, shown]),
        ({"q": "hidden"}, []),
        ({"q": "secret"}, []),
        ({"tag": "secret"}, []),
        ({"seed": 1}, []),
        ({"seed": 4}, []),
        ({"visibility": "private"}, []),
        ({"visibility": "album"}, [both, shown]),
        # That a picture is in a private album is nobody's business, even if it is seen elsewhere.
        ({"album_id": private}, []),
        ({"album_id": published}, [both, shown]),
        ({"sort": "oldest"}, [shown, both, everywhere]),
        ({"sort": "title"}, [shown, both, everywhere]),
    ):
        assert found(hand, None, **filters) == expected, filters
    assert albums_found(hand, None) == ["Published"]
    for filters in ({"q": "private"}, {"visibility": "private"}, {"kind": "monthly"}):
        assert albums_found(hand, None, **filters) == [], filters
    assert albums_found(hand, None, sort="name", q="PUBLISHED") == ["Published"]


def walk(hand, page, limit, **filters):
    """Go through a list page by page; give its ids."""
    ids, cursor = [], None
    while True:
        got = hand.see(lambda work, at=cursor: page(work, hand.user, at, limit, **filters))
        ids += [row.id for row in got.items]
        if got.next_cursor is None:
            return ids
        cursor = got.next_cursor


TITLES = ["", "Äpfel", "apfel", "zebra", "", "Zange", "狐", "🦊" * 100, "ﷺ" * 60, 'b"\\\n']


def test_every_order_is_kept_from_page_to_page(hand):
    made = []
    for title in TITLES:
        made.append(hand.image())
        hand.change_image(made[-1], title=title)
    by_title = sorted(made, key=lambda i: (search.sort_key(TITLES[made.index(i)]), i))
    for sort, order in (("newest", made[::-1]), ("oldest", made), ("title", by_title)):
        for limit in (1, 3, 9, 10, 11):
            assert walk(hand, gallery.images, limit, sort=sort) == order, (sort, limit)
    titles = [TITLES[made.index(image_id)] for image_id in by_title]
    assert titles[:5] == ["Äpfel", "apfel", 'b"\\\n', "Zange", "zebra"]
    assert titles[-2:] == ["", ""]  # without a title, and last


def test_albums_are_sorted_by_name_without_regard_to_case_and_accents(hand):
    names = ["zebra", "Äpfel", "apfel", "Birnen", "Zange"]
    for name in names:
        hand.album(name)
    assert albums_found(hand, sort="name") == ["Äpfel", "apfel", "Birnen", "Zange", "zebra"]
    assert albums_found(hand, sort="oldest") == names
    assert albums_found(hand, sort="newest") == names[::-1]
    ids = walk(hand, gallery.albums, 2, sort="name")
    assert len(ids) == len(set(ids)) == 5


def test_albums_are_found_by_words_in_name_and_description_kind_and_visibility(hand):
    foxes, _ = hand.album("Foxes"), hand.album("Owls", "published")
    hand.change_album(foxes, description="Alle FÜCHSE")
    hand.picture()
    assert albums_found(hand, q="füchse foxes") == ["Foxes"]
    hand.change_album(foxes, name="Reynards")
    assert albums_found(hand, q="foxes") == []
    assert albums_found(hand, q="reynards") == ["Reynards"]
    assert albums_found(hand, kind="monthly") == ["Generations 2026-11"]
    assert albums_found(hand, visibility="published") == ["Owls"]
    assert albums_found(hand, visibility="published", kind="monthly") == []


def test_a_cursor_is_refused_with_other_filters_or_in_another_order(hand):
    for n in range(3):
        hand.picture(seed=n)
    asked = {"q": "fox", "model": "quick-1", "sort": ImageSort.TITLE}
    page = lambda at, **more: hand.see(  # noqa: E731
        lambda work: gallery.images(work, hand.user, at, 1, **{**asked, **more})
    )
    cursor = page(None).next_cursor
    assert len(page(cursor).items) == 1
    assert len(page(cursor, q="FOX").items) == 1  # the same, said otherwise
    for other in ({"q": "red"}, {"q": None}, {"model": None}, {"seed": 1}, {"sort": "newest"}):
        with pytest.raises(BadCursor, match="other filters"):
            page(cursor, **other)


@given(text=st.text())
def test_folding_twice_is_folding_once_and_upper_case_is_no_other_word(text):
    folded = search.fold(text)
    assert search.fold(folded) == folded
    assert search.fold(text.casefold()) == folded
    assert search.fold(unicodedata.normalize("NFD", text)) == folded
    assert len(search.sort_key(text)) <= search.SORT_KEY_LENGTH
