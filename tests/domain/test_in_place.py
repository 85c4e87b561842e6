"""Pictures that lie where others write: shown while they are what they were, and left alone."""

import hashlib
import io
import os
import shutil
import zipfile
from datetime import timedelta

import pytest
from PIL import Image as Pillow
from sqlalchemy import update

from domain import albums, archives, contents, doctor, images
from domain.contents import Content
from domain.entity import new_id
from domain.errors import NotFound
from domain.images import Image
from domain.imports.source import ImportSource
from domain.ports import ToStage
from domain.sweeping import GRACE, sweep_files
from domain.vocabulary import ImageMediaType, ImageSource, ImageVisibility
from tests.domain.test_files import SOON


@pytest.fixture
def root(tmp_path):
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture(params=["in_place", "symlink"])
def how(request):
    """The two ways in which a picture stays where it was."""
    return request.param


def jpeg(size=(40, 24), colour="red", turned=1):
    exif = Pillow.Exif()
    exif[0x0112] = turned
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def bring_in(hand, root, how):
    """Write a picture into the source and import it by hand; give its image."""

    def bring_in(name="a/fox.jpg", data=None):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(jpeg() if data is None else data)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        tree = hand.studio.sources.tree(str(root))
        (found,) = (file for file in tree.walk() if file.path == name)
        kind = ImageMediaType.IMAGE_JPEG
        staged = [ToStage(found, sha256, images.file_name(sha256, kind))]
        assert hand.studio.staging.stage(tree, staged, how) == [None]
        return hand.do(keep, root, sha256, found.path if how == "in_place" else None, path)

    return bring_in


def keep(work, root, sha256, source_path, path):
    if work.find(ImportSource, "old") is None:
        work.add(ImportSource(name="old", folder=str(root), created_at=work.now))
    contents.note(work, sha256)
    if source_path is not None:
        where = {"source": "old", "source_path": source_path}
        work.session.execute(update(Content).where(Content.sha256 == sha256).values(where))
    image = work.add(
        Image(
            id=new_id("img", work.now),
            title="fox",
            width=40,
            height=24,
            media_type=ImageMediaType.IMAGE_JPEG,
            byte_size=path.stat().st_size,
            sha256=sha256,
            source=ImageSource.IMPORT,
            visibility=ImageVisibility.ALBUM,
            created_at=work.now,
            updated_at=work.now,
        )
    )
    albums.put(work, albums.of_month(work, work.now), [image.id])
    return image.id


def shown(hand, image_id, start=0, end=None):
    return images.picture(hand.studio, hand.one(Image, image_id), start, end)


def small(hand, image_id):
    image = hand.one(Image, image_id)
    verified = images.may_change(image)
    return images.thumbnail(hand.studio, image.sha256, image.media_type, verified=verified)


def looks(root):
    return {
        path: (path.read_bytes(), path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_picture_is_read_where_it_lies_whole_and_in_part(hand, bring_in):
    data, image_id = jpeg(), bring_in()
    assert shown(hand, image_id) == data
    for start, end in ((0, 0), (0, 10), (5, None), (len(data) - 1, len(data)), (len(data), None)):
        assert shown(hand, image_id, start, end) == data[start:end]


def test_its_thumbnail_is_made_at_the_first_look_the_right_way_up_and_stays(hand, bring_in, root):
    image_id = bring_in(data=jpeg((60, 20), turned=6))
    thumbnail = small(hand, image_id)
    with Pillow.open(io.BytesIO(thumbnail)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (20, 60))
    shutil.rmtree(root)
    assert small(hand, image_id) == thumbnail


def gone(path):
    path.unlink()


def changed(path):
    path.write_bytes(jpeg(colour="blue"))


def shorter(path):
    path.write_bytes(path.read_bytes()[:-1])


def a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def a_folder(path):
    path.unlink()
    path.mkdir()


def a_loop(path):
    path.unlink()
    path.symlink_to(path.name)


def another(path):
    path.unlink()
    path.symlink_to("/etc/hostname")


def moved(path):
    path.parent.rename(path.parent.parent.parent / "elsewhere")


def all_gone(path):
    shutil.rmtree(path.parent.parent)


@pytest.mark.parametrize(
    "fate", [gone, changed, shorter, a_pipe, a_folder, a_loop, another, moved, all_gone]
)
def test_what_is_gone_or_has_changed_is_not_there_for_whoever_asks(hand, bring_in, root, fate):
    image_id = bring_in()
    fate(root / "a" / "fox.jpg")
    for look in (
        lambda: shown(hand, image_id),
        lambda: shown(hand, image_id, 3, 7),
        lambda: small(hand, image_id),
    ):
        with pytest.raises(NotFound, match=r"not where it should be, or is not what it was\.$"):
            look()
    assert list(hand.studio.files.names("thumbnails", SOON)) == []


def test_a_picture_that_comes_back_is_shown_again(hand, bring_in, root):
    image_id, path = bring_in(), root / "a" / "fox.jpg"
    path.rename(root / "away")
    with pytest.raises(NotFound):
        shown(hand, image_id)
    (root / "away").rename(path)
    assert shown(hand, image_id) == jpeg()
    assert small(hand, image_id)


def test_an_album_is_archived_with_pictures_that_lie_elsewhere(hand, bring_in):
    bring_in("fox.jpg")
    bring_in("owl.jpg", jpeg(colour="blue"))
    _, pieces = archives.archive(hand.studio, hand.user, hand.month().id)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [jpeg(), jpeg(colour="blue")]


def test_the_doctor_does_not_miss_them_in_the_store_and_finds_what_leads_nowhere(
    hand, bring_in, root, how
):
    def found():
        look, files = hand.studio.look, hand.studio.files
        findings = doctor.examine(look, files, grace=None, every_byte=True).findings
        return {kind.name: each.examples for kind, each in findings.items() if each.count}

    image_id = bring_in()
    assert found() == {}
    small(hand, image_id)
    assert found() == {}
    (root / "a" / "fox.jpg").unlink()
    assert found() == ({} if how == "in_place" else {"image_without_file": [image_id]})


def test_sweeping_takes_links_and_rows_and_never_what_they_stand_for(hand, bring_in, root):
    kept, deleted = bring_in("kept.jpg"), bring_in("deleted.jpg", jpeg(colour="blue"))
    small(hand, deleted)
    before = looks(root)
    hand.delete_image(deleted)
    moment = hand.clock.now() - GRACE - timedelta(minutes=1)
    hand.do(lambda work: work.session.execute(update(Content).values(touched_at=moment)))
    swept = sweep_files(hand.studio)
    assert swept >= 1
    assert looks(root) == before
    assert [content.sha256 for content in hand.rows(Content)] == [hand.one(Image, kept).sha256]
    assert shown(hand, kept) == jpeg()


def test_links_that_no_image_has_are_swept_also_when_they_lead_nowhere(
    hand, bring_in, root, tmp_path, how
):
    bring_in()
    store = tmp_path / "files" / "images" / "ff"
    store.mkdir(parents=True)
    (root / "b.jpg").write_bytes(b"?")
    for name, target in {"e": root / "b.jpg", "f": root / "nothing.jpg", "d": root}.items():
        (store / f"ff{name * 62}.jpg").symlink_to(target)
    moment = (hand.clock.now() - GRACE - timedelta(minutes=1)).timestamp()
    for link in store.iterdir():
        os.utime(link, (moment, moment), follow_symlinks=False)
    before = looks(root)
    assert sweep_files(hand.studio) == 3
    assert list(store.iterdir()) == []
    assert looks(root) == before
    assert len(hand.rows(Image)) == 1
