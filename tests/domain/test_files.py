"""Files in a folder or a bucket: a name is there wholly or not at all, whatever else happens."""

import contextlib
import itertools
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.adapters.addresses import BucketAddress, read_address
from domain.adapters.files import Folder, open_files
from domain.adapters.files.bucket import Bucket
from domain.adapters.settings import BadSetting

SOON = datetime.now(UTC) + timedelta(days=1)
NAME = "images/ab/abcd.png"


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "files")


@pytest.fixture(params=["folder", "bucket"])
def store(request):
    """Each kind of store that a URL can name; what follows is true of both."""
    return request.getfixturevalue(request.param)


def unfinished(tmp_path):
    return list((tmp_path / "files" / "unfinished").iterdir())


def test_what_is_put_is_there_under_its_name(store):
    store.put(NAME, b"one")
    assert store.get(NAME) == b"one"


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256)) * 40_000], ids=len)
def test_bytes_come_back_as_they_were_put_however_many_they_are(store, data):
    store.put(NAME, data)
    assert store.get(NAME) == data


def test_what_is_put_again_replaces_the_whole_of_what_was_there(store):
    store.put(NAME, b"a long first version")
    store.put(NAME, b"short")
    assert store.get(NAME) == b"short"


def test_a_part_is_read_as_a_slice_of_the_whole_would_be(store):
    store.put(NAME, b"0123456789")
    for start, end in itertools.product((0, 1, 5, 9, 10, 11), (None, 0, 1, 5, 9, 10, 11, 10**12)):
        assert store.get(NAME, start, end) == b"0123456789"[start:end], (start, end)


def test_a_part_of_an_empty_file_is_empty(store):
    store.put(NAME, b"")
    assert store.get(NAME, 0, 10) == store.get(NAME, 3) == b""


def test_a_name_that_nothing_has_is_not_found_and_can_be_deleted(store):
    with pytest.raises(FileNotFoundError):
        store.get(NAME)
    with pytest.raises(FileNotFoundError):
        store.get(NAME, 1, 2)
    assert store.delete(NAME) is False
    assert store.delete(NAME, before=SOON) is False


def test_a_deleted_name_is_gone_and_can_be_put_again(store):
    store.put(NAME, b"one")
    assert store.delete(NAME) is True
    with pytest.raises(FileNotFoundError):
        store.get(NAME)
    store.put(NAME, b"two")
    assert store.get(NAME) == b"two"


def test_a_name_put_since_is_not_deleted(store):
    store.put(NAME, b"one")
    assert store.delete(NAME, before=LONG_AGO) is False
    assert store.get(NAME) == b"one"
    assert store.delete(NAME, before=SOON) is True


def test_names_are_told_at_any_depth_but_none_of_another_folder(store):
    names = {"images/ab/x.png", "images/ab/x.json", "images/cd/y.png"}
    for name in names | {"thumbnails/ab/x.webp", "images-of-others/z.png"}:
        store.put(name, b"")
    assert set(store.names("images", SOON)) == names
    assert list(store.names("nothing", SOON)) == []


def test_names_put_since_are_not_told(store):
    store.put(NAME, b"")
    assert list(store.names("images", LONG_AGO)) == []


def test_names_that_are_deleted_while_they_are_told_do_no_harm(store):
    for n in range(20):
        store.put(f"images/{n}.png", b"")
    for name in store.names("images", SOON):
        assert store.delete(name)
    assert list(store.names("images", SOON)) == []


def test_whoever_reads_while_it_is_written_again_sees_the_old_or_the_new(store):
    versions = [bytes([letter]) * 200_000 for letter in b"ab"]
    store.put(NAME, versions[0])
    seen, done = set(), threading.Event()

    def read():
        while not done.is_set():
            seen.add(store.get(NAME))

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(30):
        store.put(NAME, versions[n % 2])
    done.set()
    reader.join()
    assert seen <= set(versions)


def test_a_store_that_takes_files_is_well(store):
    store.check()
    assert list(store.names("images", SOON)) == []


# A bucket.


def test_more_names_are_told_than_a_server_tells_at_once(bucket, monkeypatch):
    monkeypatch.setattr("domain.adapters.files.bucket.PAGE", 7)
    names = {f"images/{n}.png" for n in range(25)}
    for name in names:
        bucket.put(name, b"")
    told = bucket.names("images", SOON)
    assert {next(told), *told} == names


def test_two_prefixes_of_one_bucket_know_nothing_of_each_other(s3, bucket):
    bucket.put(NAME, b"one")
    other = open_files(s3.url(f"studio/{secrets.token_hex(8)}"))
    assert list(other.names("images", SOON)) == []
    with pytest.raises(FileNotFoundError):
        other.get(NAME)


CALLS = {
    "put": lambda store: store.put(NAME, b"one"),
    "get": lambda store: store.get(NAME),
    "part": lambda store: store.get(NAME, 1, 2),
    "delete": lambda store: store.delete(NAME),
    "names": lambda store: list(store.names("images", SOON)),
    "check": lambda store: store.check(),
}


def failure(call, store):
    with pytest.raises(OSError, match=r"no answer|the server says") as failure:
        call(store)
    assert not isinstance(failure.value, FileNotFoundError)
    return str(failure.value)


@pytest.fixture
def hasty(monkeypatch):
    """Let a bucket wait a short while only."""
    patience = "domain.adapters.files.bucket.PATIENCE"
    monkeypatch.setattr(patience, timedelta(milliseconds=200))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_server_that_falls_silent_is_an_error_and_never_a_hang(s3, bucket, hasty, call):
    bucket = Bucket(read_address(s3.url("studio")))
    s3.process.send_signal(signal.SIGSTOP)
    try:
        os.waitid(os.P_PID, s3.process.pid, os.WSTOPPED)
        assert "no answer" in failure(call, bucket)
    finally:
        s3.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_server_that_takes_the_request_and_hangs_up_is_an_error(hasty, bucket_of, call):
    assert "no answer" in failure(call, bucket_of(lambda client: client.close()))


@pytest.fixture
def once(monkeypatch):
    """Let a bucket ask once only, and wait for the answer as long as it does."""
    monkeypatch.setattr("domain.adapters.files.bucket.RETRIES", 0)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_server_that_breaks_is_an_error(once, bucket_of, call):
    def break_down(client):
        client.recv(65536)
        client.sendall(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        client.close()

    assert "500" in failure(call, bucket_of(break_down))


def test_an_answer_that_is_cut_off_is_an_error_and_not_a_short_picture(once, bucket_of):
    def cut(client):
        client.recv(65536)
        head = b"HTTP/1.1 200 OK\r\nETag: x\r\nLast-Modified: Mon, 23 Nov 2026 09:30:00 GMT\r\n"
        client.sendall(head + b"Content-Length: 1000\r\n\r\nonly this")
        client.close()

    failure(CALLS["get"], bucket_of(cut))


@pytest.fixture
def bucket_of(monkeypatch):
    """Open a bucket whose server is a function that gets each connection."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "studio")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def make(serve):
            def accept():
                with contextlib.suppress(OSError):
                    while True:
                        serve(listener.accept()[0])

            threading.Thread(target=accept, daemon=True).start()
            endpoint = f"http://127.0.0.1:{listener.getsockname()[1]}"
            return Bucket(BucketAddress("studio", "", endpoint, None))

        yield make
        listener.shutdown(socket.SHUT_RDWR)


def test_a_key_that_may_not_is_refused_at_the_start_and_its_secret_is_told_to_nobody(
    s3, bucket, monkeypatch
):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2-hunter2")
    with pytest.raises(BadSetting) as refusal:
        open_files(s3.url("studio"))
    assert str(refusal.value) == (
        "SPOLVERO_FILES_URL: no files can be kept there (the server says 403 Forbidden)."
    )


def test_without_the_extra_the_start_says_what_to_install(s3, monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.delitem(sys.modules, "domain.adapters.files.bucket", raising=False)
    with pytest.raises(BadSetting, match=r"install spolvero\[s3\]\.$"):
        open_files(s3.url("studio"))


# A folder.


def test_nothing_unfinished_is_left_of_what_was_put_and_all_of_it_is_there_later(folder, tmp_path):
    folder.put(NAME, b"one")
    assert unfinished(tmp_path) == []
    assert open_files((tmp_path / "files").as_uri()).get(NAME) == b"one"


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


def test_a_folder_that_is_gone_is_not_well(folder, tmp_path):
    folder.check()
    assert unfinished(tmp_path) == []
    (tmp_path / "files" / "unfinished").rmdir()
    with pytest.raises(OSError, match="No such file"):
        folder.check()
