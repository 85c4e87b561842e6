"""Pictures from strangers: what is kept is a picture and nothing else, at a bounded cost."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from domain.adapters import pictures
from domain.adapters.pictures import safe_copy, shrink
from domain.errors import BadPicture
from domain.vocabulary import UPLOAD_PIXELS_MAXIMUM, UPLOAD_SIDE_MAXIMUM


def written(image, kind="PNG", **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def drawing(mode="RGB", size=(40, 24)):
    """Red above, blue below: which way up it is can be seen."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    return image.convert(mode)


def opened(copy):
    image = Image.open(io.BytesIO(copy.data))
    image.load()
    assert image.size == (copy.width, copy.height)
    assert Image.MIME[image.format] == copy.media_type
    return image


def reason(data):
    with pytest.raises(BadPicture) as refusal:
        safe_copy(data)
    said = str(refusal.value)
    assert said.endswith(".")
    assert "/" not in said
    return said


def near(pixel, colour):
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=False))


# What stays.


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_stays_what_it_is(kind):
    copy = opened(safe_copy(written(drawing(), kind)))
    assert (copy.format, copy.size) == (kind, (40, 24))
    assert near(copy.getpixel((5, 2)), (255, 0, 0))
    assert near(copy.getpixel((5, 22)), (0, 0, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_loses_no_pixel(mode):
    image = drawing("RGBA").convert(mode)
    copy = opened(safe_copy(written(image)))
    assert copy.convert("RGBA").tobytes() == image.convert("RGBA").tobytes()


def test_a_lossless_webp_loses_no_pixel_and_another_stays_small():
    image = Image.effect_noise((64, 64), 90).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((64, 64)))
    lossless = safe_copy(written(image, "WEBP", lossless=True, exact=True))
    assert opened(lossless).tobytes() == image.tobytes()
    lossy = safe_copy(written(image.convert("RGB"), "WEBP", quality=50))
    assert b"VP8 " in lossy.data[:40]


def test_transparency_stays():
    image = drawing("P")
    copy = opened(safe_copy(written(image, transparency=image.getpixel((5, 2)))))
    assert copy.getpixel((5, 2))[3] == 0
    assert copy.getpixel((5, 22)) == (0, 0, 255, 255)


def test_sixteen_bits_become_eight_and_grey_stays_the_same_grey():
    grey = Image.new("I;16", (8, 8), 0x80FF)
    assert opened(safe_copy(written(grey))).getpixel((0, 0)) == 0x80


def test_cmyk_becomes_the_colours_of_a_screen():
    copy = opened(safe_copy(written(drawing("CMYK"), "JPEG")))
    assert copy.mode == "RGB"
    assert near(copy.getpixel((5, 2)), (255, 0, 0))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_the_way_up_that_its_camera_noted(kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise
    copy = opened(safe_copy(written(drawing(), kind, exif=exif)))
    assert copy.size == (24, 40)
    assert near(copy.getpixel((22, 20)), (255, 0, 0))
    assert 0x0112 not in copy.getexif()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_profile_is_applied_and_then_dropped(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copy = opened(safe_copy(written(drawing(), kind, icc_profile=profile)))
    assert "icc_profile" not in copy.info
    assert near(copy.getpixel((5, 2)), (255, 0, 0))
    assert opened(safe_copy(written(drawing(), kind, icc_profile=b"no profile")))


# What goes.


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_that_was_written_beside_the_pixels_stays(kind):
    secret = b"taken at home, 45.4642 N"
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", secret.decode())
    data = written(drawing(), kind, exif=exif, comment=secret, xmp=secret, pnginfo=text)
    assert secret in data
    copy = safe_copy(data).data
    assert secret not in copy
    assert not any(mark in copy for mark in (b"Exif", b"eXIf", b"EXIF", b"XMP", b"tEXt"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_is_a_script_too_becomes_a_picture_only(kind):
    script = b"\n<script>alert(1)</script><?php system($_GET['x']); ?>\n"
    copy = safe_copy(written(drawing(), kind) + script)
    assert b"<script" not in copy.data
    assert b"<?php" not in copy.data
    assert opened(copy).size == (40, 24)


def test_a_copy_of_a_copy_is_the_same_copy():
    first = safe_copy(written(drawing("RGBA")))
    assert safe_copy(first.data) == first


# What is refused.


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"RIFF\0\0\0\0WAVE",
        written(drawing(), "GIF"),
        written(drawing(), "BMP"),
        written(drawing(), "TIFF"),
    ],
    ids=lambda data: repr(data[:8]),
)
def test_what_is_no_picture_of_the_three_kinds_is_refused_without_a_process(data, monkeypatch):
    monkeypatch.setattr("subprocess.run", None)
    assert reason(data) == "This is no PNG, JPEG or WebP picture."


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_refused(kind, share):
    data = written(Image.effect_noise((64, 64), 90), kind)
    assert reason(data[: max(13, int(len(data) * share))]) == "The picture is broken or cut off."


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x04\0\0\0WEBP"], ids=repr
)
def test_a_start_with_nothing_behind_it_is_refused(start):
    assert reason(start) == "The picture is broken or cut off."


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_whatever_bytes_are_spoilt_there_is_a_picture_or_a_refusal(drawn, kind):
    data = bytearray(written(drawing(), kind))
    for _ in range(drawn.draw(st.integers(1, 8))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    with contextlib.suppress(BadPicture):
        opened(safe_copy(bytes(data)))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height, packed, bits=8, colours=2):
    header = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (30_000, 30_000),
        (2**31 - 1, 2**31 - 1),
        (UPLOAD_SIDE_MAXIMUM + 1, 1),
        (1, UPLOAD_SIDE_MAXIMUM + 1),
        (8192, 8192),  # each side may be, both together may not
        (9000, 9000),  # below Pillow's own limit
        (10_000, 10_000),  # above it, where Pillow only warns
    ],
)
def test_a_picture_that_says_it_is_too_large_is_refused_before_it_is_decoded(width, height):
    said = reason(png_of(width, height, b"not even packed"))
    assert said.startswith(f"The picture is {width} x {height} pixels; it may have at most 8192")


def test_too_large_a_webp_is_refused_before_there_is_room_made_for_it():
    canvas = struct.pack("<I", 0) + (16383).to_bytes(3, "little") * 2
    image = written(drawing(), "WEBP")[12:]
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas + image
    said = reason(b"RIFF" + struct.pack("<I", len(body)) + body)
    assert said.startswith("The picture is 16384 x 16384 pixels")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_too_large_a_picture_of_any_kind_is_refused(kind):
    said = reason(written(Image.new("L", (UPLOAD_SIDE_MAXIMUM + 1, 8)), kind))
    assert said.startswith("The picture is 8193 x 8 pixels")


def test_a_bomb_behind_a_small_header_costs_no_more_than_the_header_says():
    """64 MiB of zeros for a picture of 8 x 8: what does not belong to it is never unpacked."""
    packed = zlib.compress(bytes(64 << 20), 9)
    assert opened(safe_copy(png_of(8, 8, packed))).size == (8, 8)


def test_a_bomb_in_the_words_beside_a_picture_is_refused():
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 << 20), 9))
    data = written(drawing())
    assert reason(data[:33] + words + data[33:]) == "The picture is broken or cut off."


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind):
    frames = [drawing(), drawing().rotate(180)]
    data = written(frames[0], kind, save_all=True, append_images=frames[1:])
    assert reason(data) == "The picture moves; send one that stands still."


def test_of_a_camera_that_takes_several_views_at_once_the_first_is_kept():
    data = written(drawing(), "MPO", save_all=True, append_images=[drawing().rotate(180)])
    copy = opened(safe_copy(data))
    assert copy.format == "JPEG"
    assert near(copy.getpixel((5, 2)), (255, 0, 0))


LARGE = written(Image.new("RGB", (4000, 4000)), compress_level=1)


def test_a_picture_that_needs_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MEMORY", 90 << 20)
    assert "memory" in reason(LARGE)


def test_a_picture_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "WALL_SECONDS", 0.001)
    assert reason(LARGE) == pictures.TOO_COSTLY


def test_a_process_that_is_killed_is_a_refusal(monkeypatch):
    monkeypatch.setattr(pictures, "CPU_SECONDS", 0)
    assert reason(LARGE) == pictures.TOO_COSTLY


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [
        ("RGBA", "PNG", {"compress_level": 1}),
        ("CMYK", "JPEG", {}),
        ("RGBA", "WEBP", {"method": 0}),
    ],
)
def test_the_largest_picture_that_may_be_fits_into_the_memory_that_there_is(mode, kind, how):
    size = (UPLOAD_SIDE_MAXIMUM, UPLOAD_PIXELS_MAXIMUM // UPLOAD_SIDE_MAXIMUM)
    image = Image.new("L", size, 130).convert(mode)
    copy = safe_copy(written(image, kind, **how))
    assert (copy.width, copy.height) == size


# Thumbnails.


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_thumbnail_is_made_of_each_kind(kind):
    with Image.open(io.BytesIO(shrink(written(drawing(size=(600, 300)), kind)))) as small:
        assert (small.format, small.size) == ("WEBP", (300, 150))


def test_a_thumbnail_of_a_transparent_picture_is_transparent():
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    with Image.open(io.BytesIO(shrink(written(image)))) as small:
        assert small.convert("RGBA").getpixel((9, 9))[3] == 0
