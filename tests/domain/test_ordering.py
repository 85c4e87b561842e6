"""Moving images within an album: each stands where it was moved to, and nothing else moves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, insert, select, update

from domain import gallery, ordering
from domain.albums import Album, AlbumImage
from domain.errors import RuleBroken
from domain.images import Image

UNKNOWN = "img_00000000000000000000000000"


def reorder(hand, album_id, image_ids, before=None):
    hand.do(lambda work: ordering.reorder(work, work.get(Album, album_id), image_ids, before))


def place(hand, album_id, positions):
    """Make the album's images stand at these positions."""
    ids = hand.contents(album_id)

    def move(work):
        for image_id, position in zip(ids, positions, strict=True):
            work.session.execute(
                update(AlbumImage)
                .where(AlbumImage.album_id == album_id, AlbumImage.image_id == image_id)
                .values(position=position)
            )

    hand.do(move)


def positions(hand, album_id):
    query = select(AlbumImage.position).where(AlbumImage.album_id == album_id)
    return hand.see(lambda work: sorted(work.session.scalars(query)))


@pytest.fixture
def album_id(hand):
    return hand.album()


@pytest.fixture
def images(hand, album_id):
    return [hand.image(album_id) for _ in range(6)]


def test_images_come_to_stand_before_another_in_the_order_given(hand, album_id, images):
    a, b, c, d, e, f = images
    reorder(hand, album_id, [f, b], before=a)
    assert hand.contents(album_id) == [f, b, a, c, d, e]
    reorder(hand, album_id, [a, f], before=e)
    assert hand.contents(album_id) == [b, c, d, a, f, e]


def test_without_another_they_come_to_stand_at_the_end(hand, album_id, images):
    a, b, c, d, e, f = images
    reorder(hand, album_id, [c, a])
    assert hand.contents(album_id) == [b, d, e, f, c, a]
    new = hand.image(album_id)
    assert hand.contents(album_id)[-1] == new


def test_an_image_that_is_not_in_the_album_is_named_and_nothing_moves(hand, album_id, images):
    foreign = hand.image()
    gone = images[5]
    hand.trash_image(gone)
    before = hand.one(Album, album_id).version
    for wrong in (foreign, gone, UNKNOWN):
        with pytest.raises(RuleBroken, match=wrong):
            reorder(hand, album_id, [images[2], wrong], before=images[0])
        with pytest.raises(RuleBroken, match=wrong):
            reorder(hand, album_id, [images[2]], before=wrong)
    with pytest.raises(RuleBroken, match="cannot both move"):
        reorder(hand, album_id, [images[2]], before=images[2])
    assert hand.contents(album_id) == images
    assert hand.one(Album, album_id).version == before


def test_many_unknown_images_are_counted_and_some_named(hand, album_id):
    with pytest.raises(RuleBroken, match="and 40 more"):
        reorder(hand, album_id, [f"img_{n:026}" for n in range(50)])


def test_the_version_changes_when_and_only_when_the_order_does(hand, album_id, images):
    version = lambda: hand.one(Album, album_id).version  # noqa: E731
    start = version()
    reorder(hand, album_id, images)
    reorder(hand, album_id, images[4:])
    reorder(hand, album_id, images[1:3], before=images[3])
    reorder(hand, album_id, images[:2], before=images[2])
    assert version() == start
    reorder(hand, album_id, images[1:3], before=images[0])
    assert version() == start + 1


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_wherever_they_stand_moving_does_what_a_list_on_paper_does(hand, data):
    """Positions may be 1 apart, equal, at zero, or far apart; the order is what counts."""
    album_id = hand.album()
    for _ in range(data.draw(st.integers(2, 6))):
        hand.image(album_id)
    paper = hand.contents(album_id)
    steps = st.sampled_from([0, 1, 1, 2, 10**6])
    at = data.draw(st.sampled_from([0, 1, 5, 10**15]))
    where = []
    for _ in paper:
        where.append(at)
        at += data.draw(steps)
    place(hand, album_id, where)
    paper = hand.contents(album_id)
    for _ in range(data.draw(st.integers(1, 4))):
        moving = data.draw(st.lists(st.sampled_from(paper), min_size=1, unique=True))
        rest = [each for each in paper if each not in moving]
        before = data.draw(st.sampled_from([*rest, None]))
        index = rest.index(before) if before else len(rest)
        reorder(hand, album_id, moving, before)
        paper = [*rest[:index], *moving, *rest[index:]]
        assert hand.contents(album_id) == paper
        assert positions(hand, album_id)[0] >= 0  # a cursor holds no negative position


def test_what_is_in_the_trash_keeps_its_place_while_others_move(hand, album_id, images):
    a, b, c, d, e, f = images
    place(hand, album_id, range(100, 106))
    hand.trash_image(c)
    reorder(hand, album_id, [f, e], before=b)
    hand.restore_image(c)
    assert hand.contents(album_id) == [a, f, e, b, c, d]


def test_a_cursor_from_before_goes_on_behind_what_has_moved_up(hand, album_id, images):
    place(hand, album_id, range(100, 106))
    look = lambda *at: hand.see(gallery.images_of_album, hand.user, album_id, *at)  # noqa: E731
    cursor = look(None, 2).next_cursor
    reorder(hand, album_id, [images[5]], before=images[3])
    rest = [row.id for row in look(cursor, 10).items]
    assert rest == [images[n] for n in (2, 5, 3, 4)]


def many(hand, count, step):
    """Make an album of many images, each so far from the next."""
    album_id = hand.album()
    made = hand.one(Image, hand.image(album_id))
    columns = {c.name: getattr(made, c.name) for c in Image.__table__.columns}
    rows = [{**columns, "id": f"img_z{n:025}"} for n in range(1, count)]
    first = hand.one(AlbumImage, (album_id, made.id)).position
    link = {"album_id": album_id, "created_at": made.created_at}
    links = [
        {**link, "image_id": row["id"], "position": first + step * n}
        for n, row in enumerate(rows, 1)
    ]

    def fill(work):
        work.session.execute(insert(Image.__table__), rows)
        work.session.execute(insert(AlbumImage.__table__), links)

    hand.do(fill)
    return album_id, [made.id, *(row["id"] for row in rows)]


def test_an_album_of_ten_thousand_takes_few_statements_and_touches_only_what_it_must(hand, db):
    album_id, ids = many(hand, 10_000, step=1)
    statements = []

    @event.listens_for(db, "before_cursor_execute")
    def note(_c, _cursor, statement, *_):
        statements.append(statement)

    reorder(hand, album_id, ids[-500:], before=ids[1])
    assert len(statements) < 15
    assert hand.contents(album_id) == [ids[0], *ids[-500:], *ids[1:-500]]
    # There is room now: nothing but what moves is written.
    before = hand.see(
        lambda work: dict(
            work.session.execute(
                select(AlbumImage.image_id, AlbumImage.position).where(
                    AlbumImage.album_id == album_id
                )
            ).all()
        )
    )
    reorder(hand, album_id, [ids[5000]], before=ids[-500])
    after = hand.see(
        lambda work: dict(
            work.session.execute(
                select(AlbumImage.image_id, AlbumImage.position).where(
                    AlbumImage.album_id == album_id
                )
            ).all()
        )
    )
    assert {image_id for image_id in ids if before[image_id] != after[image_id]} == {ids[5000]}


def test_what_moves_up_stops_at_the_next_gap(hand):
    album_id, ids = many(hand, 100, step=1)
    place(hand, album_id, [*range(1000, 1050), *range(10**9, 10**9 + 50)])
    far = positions(hand, album_id)[50:]
    reorder(hand, album_id, [ids[3]], before=ids[1])
    assert positions(hand, album_id)[50:] == far
    with hand.studio.look() as work:
        assert work.session.scalar(select(func.count()).select_from(AlbumImage)) == 100
