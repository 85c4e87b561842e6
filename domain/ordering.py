"""Moving images within an album's order.

Positions are far apart in an album that filled picture by picture, and 1 apart in one that a batch
filled. Where there is no room, what stands behind moves up, as far as the next gap and no further.
"""

from collections.abc import Sequence

from sqlalchemy import func, select, tuple_, update

from domain import albums
from domain.albums import Album, AlbumImage
from domain.errors import RuleBroken
from domain.work import Work

ROOM = 1000
"""How far apart images stand that were moved, so that the next one finds room between them."""

NAMED = 10
"""So many unknown images are named in a refusal."""

Place = tuple[int, str]
"""A position and an image's id: what an album is sorted by."""

place = tuple_(AlbumImage.position, AlbumImage.image_id)


def reorder(work: Work, album: Album, image_ids: Sequence[str], before: str | None) -> None:
    """Make these images, in this order, stand before that one, or at the end.

    Raises RuleBroken, naming them, when some are not in the album; nothing has changed then.
    """
    if before in image_ids:
        raise RuleBroken(f"{before} cannot both move and be what the others come to stand before.")
    wanted = [*image_ids, *([before] if before else [])]
    there = albums.present(work, album, wanted)
    if missing := [image_id for image_id in wanted if image_id not in there]:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        raise RuleBroken(f"Not in the album: {', '.join(missing[:NAMED])}{more}.")
    places = {
        image_id: (position, image_id)
        for position, image_id in work.session.execute(
            select(AlbumImage.position, AlbumImage.image_id).where(
                AlbumImage.album_id == album.id, AlbumImage.image_id.in_(wanted)
            )
        )
    }
    behind = places[before] if before else None
    ahead = _last_of_the_rest(work, album, image_ids, behind)
    if _stand_there(image_ids, places, ahead, behind):
        return
    first, step = _room(work, album, image_ids, ahead, behind)
    work.session.execute(
        update(AlbumImage),
        [
            {"album_id": album.id, "image_id": image_id, "position": first + n * step}
            for n, image_id in enumerate(image_ids)
        ],
    )
    album.touch(work.now)
    work.session.flush()


def _stand_there(
    image_ids: Sequence[str], places: dict[str, Place], ahead: Place | None, behind: Place | None
) -> bool:
    """Tell whether they stand in this order already, with no other among them, before `behind`."""
    now = [places[image_id] for image_id in image_ids]
    after = ahead is None or ahead < now[0]
    return after and now == sorted(now) and (behind is None or now[-1] < behind)


def _last_of_the_rest(
    work: Work, album: Album, moving: Sequence[str], behind: Place | None
) -> Place | None:
    """Give the place of the last image before `behind` (or of all) that does not move."""
    query = (
        select(AlbumImage.position, AlbumImage.image_id)
        .where(AlbumImage.album_id == album.id, AlbumImage.image_id.not_in(moving))
        .order_by(AlbumImage.position.desc(), AlbumImage.image_id.desc())
        .limit(1)
    )
    if behind is not None:
        query = query.where(place < tuple_(*behind))
    row = work.session.execute(query).first()
    return None if row is None else (row.position, row.image_id)


def _room(
    work: Work, album: Album, moving: Sequence[str], ahead: Place | None, behind: Place | None
) -> tuple[int, int]:
    """Find or make room between two places: the first position, and how far to the next."""
    if behind is None:
        return albums.next_position(work, ahead[0] if ahead else None), 1
    # What is in cursors is never negative.
    start = ahead[0] if ahead else max(-1, behind[0] - ROOM * (len(moving) + 1))
    end = behind[0]
    if end - start <= len(moving):
        up = start + ROOM * (len(moving) + 1) - end
        _move_up(work, album, moving, behind, up)
        end += up
    step = (end - start) // (len(moving) + 1)
    return start + step, step


def _move_up(work: Work, album: Album, moving: Sequence[str], behind: Place, up: int) -> None:
    """Raise the positions from `behind` on, as far as what comes next leaves no gap."""
    rest = (
        select(
            AlbumImage.position,
            AlbumImage.image_id,
            func.lead(AlbumImage.position)
            .over(order_by=(AlbumImage.position, AlbumImage.image_id))
            .label("next"),
        )
        .where(
            AlbumImage.album_id == album.id,
            AlbumImage.image_id.not_in(moving),
            place >= tuple_(*behind),
        )
        .subquery()
    )
    last = work.session.execute(
        select(rest.c.position, rest.c.image_id)
        .where(rest.c.next.is_(None) | (rest.c.next > rest.c.position + up))
        .order_by(rest.c.position, rest.c.image_id)
        .limit(1)
    ).one()
    work.session.execute(
        update(AlbumImage)
        .where(
            AlbumImage.album_id == album.id,
            place >= tuple_(*behind),
            place <= tuple_(last.position, last.image_id),
        )
        .values(position=AlbumImage.position + up)
        .execution_options(synchronize_session=False)
    )
