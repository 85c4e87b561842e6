"""Files in a folder: a name is there wholly or not at all, whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.adapters.files import Folder

SOON = datetime.now(UTC) + timedelta(days=1)
NAME = "images/ab/abcd.png"


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "files")


def unfinished(tmp_path):
    return list((tmp_path / "files" / "unfinished").iterdir())


def test_what_is_put_is_there_under_its_name(folder, tmp_path):
    folder.put(NAME, b"one")
    assert folder.get(NAME) == b"one"
    assert unfinished(tmp_path) == []
    assert Folder(tmp_path / "files").get(NAME) == b"one"


def test_what_is_put_again_replaces_the_whole_of_what_was_there(folder):
    folder.put(NAME, b"a long first version")
    folder.put(NAME, b"short")
    assert folder.get(NAME) == b"short"


def test_a_name_that_nothing_has_is_not_found_and_can_be_deleted(folder):
    with pytest.raises(FileNotFoundError):
        folder.get(NAME)
    assert folder.delete(NAME) is False


def test_a_deleted_name_is_gone(folder):
    folder.put(NAME, b"one")
    assert folder.delete(NAME) is True
    with pytest.raises(FileNotFoundError):
        folder.get(NAME)


def test_a_name_put_since_is_not_deleted(folder):
    folder.put(NAME, b"one")
    assert folder.delete(NAME, before=datetime(2000, 1, 1, tzinfo=UTC)) is False
    assert folder.get(NAME) == b"one"
    assert folder.delete(NAME, before=SOON) is True


@pytest.mark.parametrize("line", ["os.fsync", "pathlib.Path.mkdir", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_nothing_under_the_name_and_nothing_unfinished(
    folder, tmp_path, monkeypatch, line
):
    def full(*args, **more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(line, full)
        with pytest.raises(OSError, match="No space left"):
            folder.put(NAME, b"one")
    with pytest.raises(FileNotFoundError):
        folder.get(NAME)
    assert unfinished(tmp_path) == []


def test_a_write_that_fails_leaves_what_was_there(folder, monkeypatch):
    folder.put(NAME, b"one")

    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space left"):
        folder.put(NAME, b"two")
    assert folder.get(NAME) == b"one"


DIE_BEFORE = """
import os, pathlib, signal, sys
from domain.adapters.files import Folder
folder = Folder(pathlib.Path(sys.argv[1]))
def die(*args, **more): os.kill(os.getpid(), signal.SIGKILL)
exec(f"{sys.argv[2]} = die")
folder.put("images/ab/abcd.png", b"x" * 100_000)
"""


@pytest.mark.parametrize("line", ["os.fsync", "pathlib.Path.replace"])
def test_a_process_killed_between_write_and_rename_leaves_nothing_under_the_name(tmp_path, line):
    root = tmp_path / "files"
    killed = subprocess.run([sys.executable, "-c", DIE_BEFORE, root, line], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [path.stat().st_size for path in unfinished(tmp_path)] == [100_000]
    folder = Folder(root)
    with pytest.raises(FileNotFoundError):
        folder.get(NAME)
    assert list(folder.names("images", SOON)) == []
    folder.forget_unfinished()
    assert unfinished(tmp_path) == []


def test_whoever_reads_while_it_is_written_again_sees_the_old_or_the_new(folder):
    versions = [bytes([letter]) * 200_000 for letter in b"ab"]
    folder.put(NAME, versions[0])
    seen, done = set(), threading.Event()

    def read():
        while not done.is_set():
            seen.add(folder.get(NAME))

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(30):
        folder.put(NAME, versions[n % 2])
    done.set()
    reader.join()
    assert seen <= set(versions)


def test_a_name_and_the_folders_that_it_needed_are_forced_to_disk(folder, monkeypatch, tmp_path):
    """A rename survives a power cut only when its folder was forced to disk, and so on upwards."""
    forced, fsync = [], os.fsync

    def note(file):
        forced.append(Path(f"/proc/self/fd/{file}").readlink())
        fsync(file)

    monkeypatch.setattr("os.fsync", note)
    folder.put(NAME, b"one")
    root = tmp_path / "files"
    written, *folders = forced
    assert written.parent == root / "unfinished"
    assert folders[-1] == root / "images" / "ab"
    assert {root, root / "images"} <= set(folders)
    forced.clear()
    folder.put(NAME, b"two")
    assert forced[1:] == [root / "images" / "ab"]


def test_names_are_told_at_any_depth_but_none_of_what_is_unfinished(folder):
    names = {"images/ab/x.png", "images/ab/x.json", "images/cd/y.png"}
    for name in names | {"thumbnails/ab/x.webp"}:
        folder.put(name, b"")
    assert set(folder.names("images", SOON)) == names
    assert list(folder.names("nothing", SOON)) == []


def test_a_folder_that_takes_files_is_well_and_one_that_is_gone_is_not(folder, tmp_path):
    folder.check()
    assert unfinished(tmp_path) == []
    (tmp_path / "files" / "unfinished").rmdir()
    with pytest.raises(OSError, match="No such file"):
        folder.check()
