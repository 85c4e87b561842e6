"""Staging: a source's files come into the store whole or not at all, and stay as they are."""

import contextlib
import errno
import hashlib
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from domain import images
from domain.adapters.files import Folder
from domain.adapters.sources import Folders, open_staging
from domain.adapters.sources.staging import CopyStaging
from domain.ports import ToStage
from domain.vocabulary import ImportStaging
from tests.domain.test_files import LONG_AGO, SOON

LINKS = ("hard_link", "symlink")
INTO_FOLDERS = ("copy", *LINKS)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture
def tree(root):
    return Folders().tree(str(root))


@pytest.fixture
def store(tmp_path):
    return Folder(tmp_path / "files")


@pytest.fixture
def staging(store, no_power_cut):
    return open_staging(store)


@pytest.fixture(params=["folder", "bucket"])
def anywhere(request, store, no_power_cut):
    """Each kind of store, to be staged into by copies."""
    return store if request.param == "folder" else request.getfixturevalue("bucket")


def put(root, name, data):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (1_700_000_000, 1_700_000_000))  # long ago, so that it looks settled
    return path


def to_stage(tree):
    """Everything in a tree, as it is now."""
    return [
        ToStage(file, sha256, images.file_name(sha256))
        for file in tree.walk()
        for sha256 in [hashlib.sha256(tree.read(file.name)).hexdigest()]
    ]


def many(root, tree, count=60):
    for number in range(count):
        put(root, f"{number % 7}/{number}.png", f"picture {number}".encode() * number)
    return to_stage(tree)


def looks(root):
    return {
        path.relative_to(root): (path.read_bytes(), path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in root.rglob("*")
        if path.is_file()
    }


def unfinished(store):
    return list((store.root / "unfinished").iterdir())


@pytest.mark.parametrize("how", INTO_FOLDERS)
def test_what_is_staged_has_the_bytes_of_its_name_and_the_source_stays_as_it_is(
    root, tree, staging, store, how
):
    files = many(root, tree)
    before = looks(root)
    assert staging.stage(tree, files, how) == [None] * 60
    assert looks(root) == before
    assert unfinished(store) == []
    for file in files:
        path, origin = store.root / file.name, root / file.found.path
        assert store.get(file.name) == origin.read_bytes()
        assert path.samefile(origin) == (how != "copy")
        assert path.is_symlink() == (how == "symlink")


@pytest.mark.parametrize("how", ImportStaging)
def test_into_a_folder_all_ways_lead_and_in_place_means_to_do_nothing(
    root, tree, staging, store, how
):
    assert staging.refusal(how) is None
    files = many(root, tree, 5)
    assert staging.stage(tree, files, "in_place") == [None] * 5
    assert not (store.root / "images").exists()


def test_a_bucket_takes_copies_and_says_why_it_takes_no_links(root, tree, bucket):
    staging = open_staging(bucket)
    for how in LINKS:
        assert staging.refusal(how).endswith("in_place.")
        assert staging.stage(tree, many(root, tree, 2), how) == ["storage_failed"] * 2
    assert staging.refusal("copy") is None
    assert staging.refusal("in_place") is None
    assert list(bucket.names("images", SOON)) == []


def test_what_is_staged_is_told_by_share_in_order_with_its_size_and_read_again(
    root, tree, anywhere
):
    staging = open_staging(anywhere)
    files = many(root, tree, 20)
    assert staging.stage(tree, files, "copy") == [None] * 20
    sizes = {file.name: file.found.size for file in files}
    told = [each for share in range(256) for each in staging.staged(f"{share:02x}")]
    assert [each.name for each in told] == sorted(sizes)
    assert {each.name: each.size for each in told} == sizes
    assert not any(each.link for each in told)
    names = [file.name for file in files]
    names.insert(3, images.file_name("0" * 64))
    digests = list(staging.digests(iter(names)))
    assert [name for name, _ in digests] == names
    assert [digest for _, digest in digests] == [
        None if name == names[3] else name[10:74] for name in names
    ]


def test_a_store_that_does_not_tell_sizes_is_asked_for_the_files_themselves(root, tree, store):
    class Plain:
        put, get, names = store.put, store.get, store.names

    staging = CopyStaging(Plain())
    files = many(root, tree, 3)
    assert staging.stage(tree, files, "copy") == [None] * 3
    share = files[2].sha256[:2]
    assert files[2].found.size in [each.size for each in staging.staged(share)]


def test_what_is_staged_already_is_not_written_again(root, tree, anywhere, monkeypatch):
    staging = open_staging(anywhere)
    files = many(root, tree, 10)
    assert staging.stage(tree, files[:5] * 2, "copy") == [None] * 10

    def put_again(*args, **more):
        raise AssertionError

    monkeypatch.setattr(type(anywhere), "put", put_again)
    monkeypatch.setattr("os.replace", put_again)
    assert staging.stage(tree, files[:5], "copy") == [None] * 5


@pytest.mark.parametrize("how", INTO_FOLDERS)
@pytest.mark.parametrize("there", ["short", "dangling", "loop", "elsewhere"])
def test_what_is_there_and_is_not_whole_is_replaced(
    root, tree, staging, store, tmp_path, how, there
):
    files = many(root, tree, 3)
    path = store.root / files[2].name
    path.parent.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"of another size")
    match there:
        case "short":
            path.write_bytes(b"short")
        case "dangling":
            path.symlink_to("nowhere")
        case "loop":
            path.symlink_to(path.name)
        case "elsewhere":
            path.symlink_to(elsewhere)
    assert staging.stage(tree, files, how) == [None] * 3
    assert store.get(files[2].name) == (root / files[2].found.path).read_bytes()
    assert elsewhere.read_bytes() == b"of another size"
    assert unfinished(store) == []


@pytest.mark.parametrize("how", INTO_FOLDERS)
def test_a_way_in_staging_that_is_a_link_is_never_gone(root, tree, staging, store, tmp_path, how):
    outside = tmp_path / "outside"
    outside.mkdir()
    files = many(root, tree, 3)
    folder = (store.root / files[0].name).parent
    folder.parent.mkdir(parents=True)
    folder.symlink_to(outside)
    assert staging.stage(tree, files[:1], how) == ["storage_failed"]
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("how", INTO_FOLDERS)
def test_a_file_that_changed_since_it_was_examined_is_not_staged(root, tree, staging, store, how):
    files = many(root, tree, 6)
    changed, gone, linked, touched = files[1], files[2], files[3], files[4]
    put(root, changed.found.path, b"x" * changed.found.size)
    os.utime(root / changed.found.path)
    (root / gone.found.path).unlink()
    (root / linked.found.path).unlink()
    (root / linked.found.path).symlink_to("/etc/passwd")
    os.utime(root / touched.found.path, (1_600_000_000, 1_600_000_000))
    assert staging.stage(tree, files, how) == [
        None,
        "changed_while_read",
        "changed_while_read",
        "symlink_outside",
        None,
        None,
    ]
    for file in (changed, gone, linked):
        assert not (store.root / file.name).exists()
        assert not (store.root / file.name).is_symlink()
    assert unfinished(store) == []


def test_a_bucket_gets_nothing_of_a_file_that_changed(root, tree, bucket):
    files = many(root, tree, 3)
    put(root, files[1].found.path, b"x" * files[1].found.size)
    (root / files[2].found.path).unlink()
    staging = open_staging(bucket)
    assert staging.stage(tree, files, "copy") == [None, "changed_while_read", "changed_while_read"]
    assert list(bucket.names("images", SOON)) == [files[0].name]


@pytest.mark.parametrize("how", INTO_FOLDERS)
def test_what_a_link_in_the_source_leads_to_is_staged(root, tree, staging, store, how):
    put(root, "deep/one.png", b"one")
    (root / "link.png").symlink_to("deep/one.png")
    *_, link = to_stage(tree)
    assert link.found.path == "link.png"
    assert staging.stage(tree, [link], how) == [None]
    (root / "link.png").unlink()
    assert store.get(link.name) == b"one"


@pytest.mark.parametrize(
    ("how", "line", "number"),
    [
        ("copy", "os.fsync", errno.ENOSPC),
        ("copy", "os.replace", errno.EIO),
        ("hard_link", "os.link", errno.EXDEV),
        ("symlink", "os.symlink", errno.ENOSPC),
    ],
)
def test_a_store_that_fails_fails_for_the_file_and_leaves_nothing_behind(
    root, tree, staging, store, monkeypatch, how, line, number
):
    files = many(root, tree, 4)

    def fail(*args, **more):
        raise OSError(number, "oh")

    with monkeypatch.context() as broken:
        broken.setattr(line, fail)
        assert staging.stage(tree, files, how) == ["storage_failed"] * 4
    assert unfinished(store) == []
    assert list(store.names("images", SOON)) == []
    assert staging.stage(tree, files, how) == [None] * 4


def test_files_and_each_folder_are_forced_to_disk_before_it_is_said_that_they_are_there(
    root, tree, store, monkeypatch
):
    forced, fsync = [], os.fsync

    def note(file):
        forced.append(Path(f"/proc/self/fd/{file}").readlink())
        fsync(file)

    files = many(root, tree, 12)
    monkeypatch.setattr("os.fsync", note)
    assert open_staging(store).stage(tree, files, "copy") == [None] * 12
    written = [path for path in forced if path.parent.name == "unfinished"]
    folders = [path for path in forced if path.parent.name == "images"]
    assert len(written) == 12
    assert sorted(folders) == sorted({(store.root / file.name).parent for file in files})
    assert {store.root, store.root / "images"} <= {*forced}


@pytest.mark.parametrize("how", INTO_FOLDERS)
def test_two_who_stage_the_same_at_the_same_time_do_each_other_no_harm(
    root, tree, staging, store, how
):
    files = many(root, tree, 40)
    start, said = threading.Barrier(4), []

    def stage():
        start.wait()
        said.append(staging.stage(tree, files, how))

    threads = [threading.Thread(target=stage) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [[None] * 40] * 4
    assert unfinished(store) == []
    assert all(digest == name[10:74] for name, digest in staging.digests(f.name for f in files))


def test_links_that_lead_nowhere_are_told_by_staging_and_are_no_files(root, tree, staging, store):
    files = many(root, tree, 3)
    assert staging.stage(tree, files, "symlink") == [None] * 3
    (root / files[1].found.path).unlink()
    os.mkfifo(root / "pipe")
    (root / files[2].found.path).unlink()
    (root / files[2].found.path).symlink_to("pipe")
    told = [staged for file in files for staged in staging.staged(file.sha256[:2])]
    assert [(each.size, each.link) for each in told] == [
        (files[0].found.size, True),
        (None, True),
        (None, True),
    ]
    assert [digest for _, digest in staging.digests(file.name for file in files)] == [
        files[0].sha256,
        None,
        None,
    ]
    for file in files[1:]:
        with pytest.raises(FileNotFoundError):
            store.get(file.name)
    assert list(staging.staged("zz")) == []


def test_a_link_is_as_old_as_itself_and_goes_without_what_it_leads_to(root, tree, staging, store):
    files = many(root, tree, 2)
    assert staging.stage(tree, files, "symlink") == [None] * 2
    (root / files[1].found.path).unlink()
    names = [file.name for file in files]
    assert sorted(store.names("images", SOON)) == sorted(names)
    assert list(store.names("images", LONG_AGO.replace(year=2025))) == []
    for name in names:
        assert store.delete(name, LONG_AGO) is False
        assert store.delete(name, SOON) is True
    assert (root / files[0].found.path).exists()
    assert list(store.names("images", SOON)) == []


def test_reading_is_given_up_when_nobody_wants_the_rest(root, tree, staging):
    files = many(root, tree, 40)
    staging.stage(tree, files, "copy")
    digests = staging.digests(file.name for file in files)
    assert next(digests)[1] == files[0].sha256
    with contextlib.closing(digests):
        pass
    assert not [t for t in threading.enumerate() if t.name.startswith("staging")]


def test_a_file_of_another_size_than_it_had_is_not_taken_for_the_one_that_is_there(
    root, tree, staging, store
):
    (file,) = many(root, tree, 1)
    store.put(file.name, b"")
    empty = replace(file, found=replace(file.found, size=0))
    assert staging.stage(tree, [empty], "copy") == [None]
