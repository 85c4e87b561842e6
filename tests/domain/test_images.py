"""Images: what may change about them, what never does, and where their files are."""

import io

import pytest
from PIL import Image as Pillow

from domain import images
from domain.albums import Album
from domain.images import Image
from domain.vocabulary import ImageMediaType, ImageVisibility


def test_only_title_and_visibility_of_an_image_can_change(hand):
    image_id = hand.image()
    before = hand.one(Image, image_id)
    hand.change_image(image_id, title="A fox", visibility="published")
    after = hand.one(Image, image_id)
    changed = {
        column.name
        for column in Image.__table__.columns
        if getattr(before, column.name) != getattr(after, column.name)
    }
    assert changed == {
        *("title", "title_key", "search_text"),
        *("visibility", "version", "updated_at"),
    }
    assert (after.title, after.visibility) == ("A fox", ImageVisibility.PUBLISHED)


def test_what_is_not_given_stays_as_it_is_and_a_title_can_be_emptied(hand):
    image_id = hand.image()
    hand.change_image(image_id, title="A fox")
    hand.change_image(image_id, visibility="private")
    image = hand.one(Image, image_id)
    assert (image.title, image.visibility) == ("A fox", ImageVisibility.PRIVATE)
    hand.change_image(image_id, title="")
    assert hand.one(Image, image_id).title == ""


def test_an_images_version_changes_when_and_only_when_it_does(hand):
    image_id = hand.image()
    album_id = hand.album()

    def change(act):
        before = hand.one(Image, image_id)
        act()
        after = hand.one(Image, image_id)
        assert (after.version > before.version) == (after.updated_at > before.updated_at)
        return after.version - before.version

    assert change(lambda: hand.change_image(image_id, title="A fox")) == 1
    assert change(lambda: hand.change_image(image_id, title="A fox")) == 0
    assert change(lambda: hand.change_image(image_id)) == 0
    assert change(lambda: hand.change_image(image_id, visibility="private")) == 1
    assert change(lambda: hand.change_image(image_id, visibility="private")) == 0
    assert change(lambda: hand.put(album_id, image_id)) == 0
    assert change(lambda: hand.take_out(album_id, image_id)) == 0


def test_a_change_that_changes_nothing_touches_no_album(hand):
    image_id = hand.image()
    before = hand.one(Album, hand.month().id).version
    hand.change_image(image_id, title="", visibility="album")
    assert hand.one(Album, hand.month().id).version == before


def test_files_are_named_by_content_and_none_by_anything_a_person_wrote():
    sha256 = "ab" + "0" * 62
    assert images.file_name(sha256) == f"images/ab/{sha256}.png"
    named = {kind: images.file_name(sha256, kind) for kind in ImageMediaType}
    assert named == {
        ImageMediaType.IMAGE_PNG: f"images/ab/{sha256}.png",
        ImageMediaType.IMAGE_JPEG: f"images/ab/{sha256}.jpg",
        ImageMediaType.IMAGE_WEBP: f"images/ab/{sha256}.webp",
    }
    assert images.sidecar_name(sha256) == f"images/ab/{sha256}.json"
    assert images.thumbnail_name(sha256) == f"thumbnails/ab/{sha256}.webp"
    beside = {images.sidecar_name(sha256), images.thumbnail_name(sha256)}
    assert set(images.file_names(sha256)) == beside | {*named.values()}


def test_a_thumbnail_that_was_lost_is_made_again(hand):
    sha256 = hand.one(Image, hand.picture()).sha256
    before = images.thumbnail(hand.studio, sha256)
    hand.studio.files.delete(images.thumbnail_name(sha256))
    assert images.thumbnail(hand.studio, sha256) == before
    assert hand.studio.files.get(images.thumbnail_name(sha256)) == before


def test_no_thumbnail_is_made_of_a_picture_that_is_not_there(hand):
    with pytest.raises(FileNotFoundError):
        images.thumbnail(hand.studio, "0" * 64)


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((2048, 64), (300, 9)),
        ((64, 2048), (9, 300)),
        ((300, 300), (300, 300)),
        ((64, 64), (64, 64)),
    ],
)
def test_a_thumbnail_has_at_most_300_pixels_and_is_never_larger_than_its_picture(hand, size, small):
    png = io.BytesIO()
    Pillow.new("RGB", size, "red").save(png, "PNG")
    with Pillow.open(io.BytesIO(hand.studio.shrink(png.getvalue()))) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("WEBP", small)


def test_only_png_jpeg_and_webp_are_taken_for_pictures(hand):
    gif = io.BytesIO()
    Pillow.new("RGB", (8, 8)).save(gif, "GIF")
    with pytest.raises(OSError, match="cannot identify"):
        hand.studio.shrink(gif.getvalue())
