"""Sources: every name in a folder is told of, nothing leads out of it, nothing in it can harm."""

import contextlib
import ctypes
import hashlib
import io
import os
import random
import selectors
import signal
import socket
import stat
import struct
import tempfile
import zlib
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from domain.adapters.sources import children, examining
from domain.adapters.sources.tree import Tree
from domain.ports import Found


@pytest.fixture
def root(tmp_path):
    (tmp_path / "source").mkdir()
    return tmp_path / "source"


@pytest.fixture
def tree(root):
    return Tree(str(root))


def png(size=(8, 6), *, colour="red", texts=None, **how):
    written = PngImagePlugin.PngInfo()
    for keyword, text in (texts or {}).items():
        written.add_text(keyword, text)
    return encoded("PNG", size, colour=colour, pnginfo=written, **how)


def encoded(kind, size=(8, 6), *, colour="red", **how):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **how)
    return out.getvalue()


def noise(kind, size=(96, 96), **how):
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(6).randbytes(size[0] * size[1] * 3)).save(
        out, kind, **how
    )
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def put(root, name, data=b"?"):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def reasons(tree):
    return {file.path: file.reason for file in tree.walk()}


def examined(tree):
    return {each.found.path: each for each in tree.examine(tree.walk())}


def told(root, tree, data, name="a.png"):
    put(root, name, data)
    return examined(tree)[name]


# The walk.


def test_files_come_in_the_order_of_the_bytes_of_their_paths_parts(root, tree):
    names = ["a/b.png", "a-b.png", "a.png", "B.png", "é.png", "a/c/d.png", "zz/1.png", "b.png"]
    for name in reversed(names):
        put(root, name)
    seen = [file.path for file in tree.walk()]
    assert seen == sorted(names, key=lambda name: [part.encode() for part in name.split("/")])
    assert seen == [file.path for file in tree.walk()]


def test_each_file_is_told_with_what_shows_that_it_changed(root, tree):
    path = put(root, "a.png", b"12345")
    (file,) = tree.walk()
    seen = path.stat()
    assert file == Found("a.png", b"a.png", 5, seen.st_mtime_ns, seen.st_ino)
    put(root, "a.png", b"123456")
    assert tree.look_again(file).size == 6
    path.unlink()
    assert tree.look_again(file) is None


def test_an_empty_folder_has_no_files_and_a_folder_that_is_not_there_is_an_error(root, tree):
    (root / "empty").mkdir()
    assert list(tree.walk()) == []
    tree.check()
    absent = Tree(str(root / "absent"))
    for look in (absent.check, lambda: list(absent.walk()), lambda: list(absent.examine([]))):
        with pytest.raises(FileNotFoundError):
            look()
    put(root, "file")
    with pytest.raises(NotADirectoryError):
        Tree(str(root / "file")).check()


def test_a_link_that_stays_in_the_folder_is_read_as_what_it_leads_to(root, tree):
    data = png()
    put(root, "deep/one.png", data)
    (root / "links").mkdir()
    for name, target in {
        "near.png": "../deep/one.png",
        "far.png": str(root / "deep" / "one.png"),
        "again.png": "near.png",
        "through.png": "../door/./one.png",
    }.items():
        (root / "links" / name).symlink_to(target)
    (root / "door").symlink_to("deep")
    assert reasons(tree) == {
        "deep/one.png": None,
        "door": "symlink_to_folder",
        **{f"links/{name}.png": None for name in ("again", "far", "near", "through")},
    }
    first, *links = (each for each in examined(tree).values() if each.reason is None)
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    for link in links:
        assert (link.sha256, link.found.size) == (first.sha256, len(data))
        assert link.found.inode == first.found.inode
        assert tree.read(link.found.name) == data


def test_links_that_leave_the_folder_or_lead_to_nothing_are_told_and_not_followed(root, tree):
    put(root.parent, "secret.png", png())
    (root / "in").mkdir()
    for name, target in {
        "absolute": "/etc/passwd",
        "beside": f"{root}x/secret.png",
        "in/out_and_in": f"../../{root.name}/in",
        "in/up": "../../secret.png",
        "to_the_root": ".",
        "to_above": "..",
        "to_a_folder": "in",
        "to_nothing": "in/nothing.png",
        "to_itself": "to_itself",
        "to_each": "to_other",
        "to_other": "to_each",
        "through_a_file": "file/x.png",
    }.items():
        (root / name).symlink_to(target)
    put(root, "file")
    os.mkfifo(root / "pipe")
    (root / "to_a_pipe").symlink_to("pipe")
    assert reasons(tree) == {
        "absolute": "symlink_outside",
        "beside": "symlink_outside",
        "file": None,
        "in/out_and_in": "symlink_outside",
        "in/up": "symlink_outside",
        "pipe": "not_a_file",
        "through_a_file": "symlink_dangling",
        "to_a_folder": "symlink_to_folder",
        "to_a_pipe": "not_a_file",
        "to_above": "symlink_outside",
        "to_each": "symlink_dangling",
        "to_itself": "symlink_dangling",
        "to_nothing": "symlink_dangling",
        "to_other": "symlink_dangling",
        "to_the_root": "symlink_to_folder",
    }
    for file in tree.walk():
        if file.reason is not None:
            with pytest.raises(FileNotFoundError):
                tree.read(file.name)


def test_pipes_sockets_and_devices_are_told_and_never_opened(root, tree, monkeypatch):
    os.mkfifo(root / "pipe.png")
    monkeypatch.chdir(root)  # a socket's name has to be short
    with socket.socket(socket.AF_UNIX) as listener, contextlib.suppress(PermissionError):
        listener.bind("socket.png")
        os.mknod(root / "zero.png", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    assert set(reasons(tree).values()) == {"not_a_file"}
    assert [each.reason for each in tree.examine(tree.walk())] == ["not_a_file"] * len(
        reasons(tree)
    )
    # Nor is one that takes a file's place after the walk.
    seen = Found("pipe.png", b"pipe.png", 1, 1, 1)
    assert [each.reason for each in tree.examine([seen])] == ["not_a_file"]


def test_names_of_any_bytes_are_told_as_text(root, tree):
    long = "ä" * 127 + ".png"[:1]
    for name in (long, "new\nline.png", "a\u0301.png", "☃.png", "%00.png"):
        put(root, name)
    for name in (b"bad\xff.png", b"bad-folder-\xe4/good.png"):
        put(root, os.fsdecode(name))
    told = reasons(tree)
    assert told.pop(r"bad\xff.png") == told.pop(r"bad-folder-\xe4/good.png") == "name_not_text"
    assert told.keys() == {long, "new\nline.png", "a\u0301.png", "☃.png", "%00.png"}
    assert set(told.values()) == {None}
    assert all(len(file.name) <= 260 for file in tree.walk())


def test_a_tree_may_be_deeper_than_files_can_be_open_or_paths_be_long(root, tree, monkeypatch):
    put(root, "z.png")
    at = os.open(root, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=at)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.close(os.open("a.png", os.O_CREAT | os.O_WRONLY, dir_fd=inner))
        os.close(at)
        at = inner
    os.close(at)
    *seen, last = tree.walk()
    assert last.path == "z.png"
    *seen, too_long = seen
    assert [file.reason for file in seen] == [None] * 19
    assert too_long.reason == "io_error"
    assert set(too_long.path) == {"d", "/"}


@contextlib.contextmanager
def as_nobody():
    """Let this thread open only what everybody may; nothing else of the process is changed."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None)
    libc.setfsuid(65534)
    try:
        yield
    finally:
        libc.setfsuid(0)


def test_what_may_not_be_read_is_told():
    with tempfile.TemporaryDirectory() as folder:
        root, tree = Path(folder), Tree(folder)
        root.chmod(0o755)
        put(root, "closed.png", png()).chmod(0)
        put(root, "in/open.png", png())
        for name in ("shut", "unlisted", "without_a_way"):
            put(root, f"{name}/a.png")
        (root / "link.png").symlink_to("without_a_way/a.png")
        examined(tree)  # so that there is a child, which nobody may start
        for name, mode in {"shut": 0, "unlisted": 0o311, "without_a_way": 0o644}.items():
            (root / name).chmod(mode)
        try:
            with as_nobody():
                told = {each.found.path: each.reason for each in tree.examine(tree.walk())}
        finally:
            for name in ("shut", "unlisted", "without_a_way"):
                (root / name).chmod(0o700)
    denied = "permission_denied"
    assert told == {
        "closed.png": denied,
        "in/open.png": None,
        "link.png": denied,
        "shut": denied,
        "unlisted": denied,
        "without_a_way/a.png": denied,
    }


@pytest.mark.parametrize(
    ("number", "reason"), [(13, "permission_denied"), (5, "io_error"), (24, "io_error")]
)
def test_a_folder_that_cannot_be_listed_is_told_and_hides_no_other(
    root, tree, monkeypatch, number, reason
):
    for name in ("a/1.png", "b/2.png", "c/3.png"):
        put(root, name)
    listdir, shut = os.listdir, (root / "b").stat()

    def fail(folder):
        if os.path.samestat(os.fstat(folder), shut):
            raise OSError(number, "oh")
        return listdir(folder)

    monkeypatch.setattr("os.listdir", fail)
    assert reasons(tree) == {"a/1.png": None, "b": reason, "c/3.png": None}


def test_what_goes_or_becomes_a_link_while_it_is_walked_leads_nowhere(root, tree):
    for name in ("a/1.png", "b/2.png", "c.png", "d/4.png"):
        put(root, name)
    put(root.parent, "outside/2.png", b"secret")
    walk = tree.walk()
    assert next(walk).path == "a/1.png"
    (root / "b" / "2.png").unlink()
    (root / "b").rmdir()
    (root / "b").symlink_to(root.parent / "outside")
    (root / "c.png").unlink()
    assert [(file.path, file.reason) for file in walk] == [
        ("b", "symlink_outside"),
        ("d/4.png", None),
    ]


# Reading.


def test_a_name_swapped_for_a_link_after_the_walk_is_not_followed_out(root, tree):
    put(root.parent, "outside/1.png", png())
    put(root, "a/1.png", png())
    put(root, "b.png", png())
    files = list(tree.walk())
    (root / "a").rename(root.parent / "a")
    (root / "a").symlink_to(root.parent / "outside")
    (root / "b.png").unlink()
    (root / "b.png").symlink_to(root.parent / "outside" / "1.png")
    assert [each.reason for each in tree.examine(files)] == [
        "changed_while_read",
        "symlink_outside",
    ]
    for file in files:
        with pytest.raises(OSError, match=r"."):
            tree.read(file.name)
    assert tree.look_again(files[0]) is None
    assert tree.look_again(files[1]).reason == "symlink_outside"


@pytest.mark.parametrize("name", [b"../secret", b"a/../../secret", b"/etc/passwd", b"", b"a//b"])
def test_no_name_leads_out_of_the_folder(root, tree, name):
    put(root.parent, "secret")
    put(root, "a/b")
    with pytest.raises(FileNotFoundError):
        tree.read(name)


def test_a_part_of_a_file_is_read_as_a_slice_of_it(root, tree):
    put(root, "a.png", b"0123456789")
    for start in (0, 3, 10, 11):
        for end in (None, 0, 4, 10, 10**12):
            assert tree.read(b"a.png", start, end) == b"0123456789"[start:end]
    with pytest.raises(FileNotFoundError):
        tree.read(b"b.png")


# Examination.


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_told_by_its_bytes_whatever_its_name_says(root, tree, kind):
    data = noise(kind, (40, 24))
    for name in ("a.png", "b.JPG", "c.webp"):
        put(root, name, data)
    for each in examined(tree).values():
        assert (each.reason, each.media_type) == (None, f"image/{kind.lower()}")
        assert (each.width, each.height) == (40, 24)
        assert each.sha256 == hashlib.sha256(data).hexdigest()
        assert each.data is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_a_picture_that_is_cut_off_is_truncated(root, tree, kind, part):
    data = noise(kind)
    each = told(root, tree, data[: int(len(data) * part)])
    assert (each.reason, each.media_type) == ("truncated", f"image/{kind.lower()}")
    assert each.sha256 is not None


def test_a_picture_that_lacks_but_its_end_is_truncated(root, tree):
    for kind in ("PNG", "JPEG", "WEBP"):
        put(root, f"{kind}.png", noise(kind)[:-4])
    assert [each.reason for each in examined(tree).values()] == ["truncated"] * 3


def test_a_png_one_bit_of_which_has_changed_is_truncated(root, tree):
    data = bytearray(noise("PNG"))
    data[len(data) // 2] ^= 1
    assert told(root, tree, bytes(data)).reason == "truncated"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"just a text", "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"RIFF\4\0\0\0WEBP", "truncated"),
        (b"\xff\xd8\xff", "truncated"),
        (encoded("GIF"), "type_not_kept"),
        (encoded("BMP"), "type_not_kept"),
        (encoded("TIFF"), "type_not_kept"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "type_not_kept"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_picture_that_can_be_kept_has_a_reason(root, tree, data, reason):
    assert told(root, tree, data).reason == reason


def bomb(width, height):
    """A PNG that says how large it is, and has a few of its pixels."""
    pixels = zlib.compress(bytes(1 << 20))
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_pictures_of_too_many_pixels_are_not_decoded(root, tree):
    put(root, "a.png", bomb(60_000, 60_000))
    put(root, "b.png", bomb(8_193, 8))
    put(root, "c.png", bomb(8_000, 8_000))
    canvas = (16_383).to_bytes(3, "little") * 2
    put(root, "d.webp", b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X\x0a\0\0\0" + bytes(4) + canvas)
    assert [each.reason for each in examined(tree).values()] == ["too_large"] * 4


def test_a_file_of_too_many_bytes_is_not_read(root, tree):
    for name in ("a.png", "b.txt"):
        with (root / name).open("wb") as file:
            file.truncate(examining.LARGEST + 1)
    put(root, "c.json", bytes(examining.LARGEST_SIDECAR + 1))
    for each in examined(tree).values():
        assert (each.reason, each.sha256, each.data) == ("too_large", None, None)


def test_sidecars_come_as_they_are_and_other_files_by_their_hash(root, tree):
    for name in ("a.json", "b.YAML", "c.yml", "d.txt", "e"):
        put(root, name, name.encode())
    put(root, "f.json", b"")
    for name, each in examined(tree).items():
        data = b"" if name == "f.json" else name.encode()
        assert each.data == (None if name in ("d.txt", "e") else data)
        assert each.sha256 == hashlib.sha256(data).hexdigest()
        assert (each.reason, each.media_type) == (None, None)


def test_a_file_that_changes_while_it_is_read_is_told_as_such(root, tree):
    path = put(root, "a.png", png())
    files = [*tree.walk()]
    put(root, "a.png", png(colour="blue") + b"more")
    (each,) = tree.examine(files)
    assert each.reason is None
    assert each.found.size == path.stat().st_size != files[0].size
    put(root, "b.json", b"{}")
    (slot,) = [file for file in tree.walk() if file.path == "b.json"]
    with tree.opened() as opener:
        crew = examining._Crew(opener)
        way = examining._Slot(slot)
        asked = crew._open(way)
        put(root, "b.json", b"{} and more")
        child = children.take()
        child.ask([asked])
        os.close(asked.file)
        child.waiting.append(way)
        answers = []
        while not answers:
            answers = child.answers()
        child.waiting.clear()
        children.give_back(child)
        crew.go_home()
    assert answers[0].told == {"reason": "changed_while_read"}


def test_texts_within_a_picture_are_told_by_keyword(root, tree):
    written = PngImagePlugin.PngInfo()
    written.add_text("parameters", "a red fox\nSteps: 20")
    written.add_text("parameters", "the second of them")
    written.add_text("Comment", "zipped", zip=True)
    written.add_itxt("Title", "Füchslein ☃", zip=True)
    written.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    exif = Image.Exif()
    exif[0x0132] = "2025:10:11 10:10:10"
    exif[0x010E] = "described"
    exif.get_ifd(0x8769)[0x9003] = "2025:10:11 09:09:09"
    exif.get_ifd(0x8769)[0x9011] = "+02:00"
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "a fox".encode("utf-16-be")
    beside = {
        "exif:DateTime": "2025:10:11 10:10:10",
        "exif:DateTimeOriginal": "2025:10:11 09:09:09",
        "exif:OffsetTimeOriginal": "+02:00",
        "exif:ImageDescription": "described",
        "exif:UserComment": "a fox",
        "xmp": "<x:xmpmeta/>",
    }
    put(root, "a.png", encoded("PNG", pnginfo=written, exif=exif))
    put(root, "b.jpg", encoded("JPEG", exif=exif, xmp=b"<x:xmpmeta/>"))
    put(root, "c.webp", encoded("WEBP", exif=exif, xmp=b"<x:xmpmeta/>"))
    of_png, *others = (each.texts for each in examined(tree).values())
    texts = {"parameters": "a red fox\nSteps: 20", "Comment": "zipped", "Title": "Füchslein ☃"}
    assert of_png == texts | beside
    assert others == [beside, beside]


def test_texts_that_no_one_could_keep_do_no_harm_to_their_picture(root, tree):
    whole = png()
    head, rest = whole[:33], whole[33:]
    zipped = zlib.compress(bytes(50 << 20))
    for number, more in enumerate(
        [
            chunk(b"zTXt", b"bomb\0\0" + zipped),
            chunk(b"iTXt", b"bomb\0\1\0\0\0" + zipped),
            chunk(b"tEXt", b"large\0" + b"x" * 70_000),
            chunk(b"zTXt", b"broken\0\0no zlib"),
            chunk(b"iCCP", b"bomb\0\0" + zipped),
            chunk(b"eXIf", b"no exif"),
            chunk(b"eXIf", b"II*\0\xff\xff\xff\xff"),
            chunk(b"tEXt", b"zero\0\0\0"),
            b"".join(chunk(b"tEXt", b"key%d\0" % n + b"y" * 1000) for n in range(100)),
        ]
    ):
        put(root, f"{number}.png", head + more + rest)
    for each in examined(tree).values():
        assert (each.reason, each.width) == (None, 8)
        assert sum(map(len, each.texts.values())) <= 64 << 10
    assert len(each.texts) == 65


def test_what_comes_back_is_in_the_order_that_was_asked_for(root, tree):
    for number in range(150):
        put(root, f"{number}.png", noise("PNG", (1 + number % 7 * 20, 16)) if number % 3 else b"")
    files = [*tree.walk(), Found("gone.png", b"gone.png", 1, 1, 1)]
    random.Random(6).shuffle(files)
    answers = [*tree.examine(iter(files))]
    assert [each.found.path for each in answers] == [file.path for file in files]
    assert {each.found.path for each in answers if each.reason == "changed_while_read"} == {
        "gone.png"
    }


# Children.


def pids():
    return {
        int(path.name)
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and str(children.PROGRAM).encode() in commands(path)
    } & {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def commands(path):
    try:
        return (path / "cmdline").read_bytes()
    except OSError:
        return b""


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def no_children():
    """See to it that nobody's children are there before, and none of ours after."""
    children.end_all()
    before = descriptors()
    yield
    children.end_all()
    assert pids() == set()
    assert descriptors() == before


def test_children_serve_one_after_the_other_and_none_is_left_in_the_midst_of_a_file(
    root, tree, no_children
):
    for number in range(300):
        put(root, f"{number}.png", png())
    assert len(examined(tree)) == 300
    first = pids()
    assert 1 <= len(first) <= children.MOST
    assert len(examined(tree)) == 300
    assert pids() == first
    some = tree.examine(tree.walk())
    assert len([*islice(some, 3)]) == 3
    some.close()
    assert len(examined(tree)) == 300


def test_only_the_file_in_the_hand_of_a_child_that_dies_is_blamed(
    root, tree, no_children, monkeypatch
):
    monkeypatch.setattr(children, "CPU_SECONDS", 1)
    for number in range(60):
        put(root, f"{number:02}.png", png())
    put(root, "30.png", costly())
    reasons = {path: each.reason for path, each in examined(tree).items()}
    assert reasons.pop("30.png") == "too_costly"
    assert set(reasons.values()) == {None}


def costly():
    """A PNG that is within every limit of size, and takes seconds to read."""
    return png()[:33] + b"\0\0\0\0tEXt\0\0\0\0" * (4 << 20) + png()[33:]


def test_a_child_that_is_killed_is_replaced_and_nothing_is_blamed_on_its_file(
    root, tree, no_children
):
    for number in range(400):
        put(root, f"{number:03}.png", png())
    answers = []
    for each in tree.examine(tree.walk()):
        answers.append(each)
        if len(answers) == 50:
            for pid in pids():
                os.kill(pid, signal.SIGKILL)
    assert [each.found.path for each in answers] == [f"{n:03}.png" for n in range(400)]
    assert {each.reason for each in answers} == {None}


class BusyFirst(selectors.DefaultSelector):
    """Of what happens at once, tells first of the children that have something in hand."""

    def select(self, timeout=None):
        return sorted(super().select(timeout), key=lambda event: not event[0].data.waiting)


def test_children_that_die_at_once_are_buried_once_each(
    root, tree, no_children, monkeypatch, tmp_path
):
    """The files of one go to another, which has nothing in hand and is found dead as well."""
    monkeypatch.setattr(children, "MOST", 2)
    monkeypatch.setattr(examining.selectors, "DefaultSelector", BusyFirst)
    stopped = tmp_path / "stopped"
    stop = f"os.mkdir({str(stopped)!r}) or os.kill(os.getpid(), signal.SIGSTOP)"
    deed = f"import signal; os.path.exists({str(stopped)!r}) or {stop}"
    with_a_deed(monkeypatch, tmp_path, deed)
    for number in range(examining.FILES + 6):
        put(root, f"{number:02}.png", b"deed" if number == examining.FILES else png())
    stopped.mkdir()
    examined(tree)  # now both have told that they are ready
    stopped.rmdir()
    answers = tree.examine(tree.walk())
    reasons = [next(answers).reason]
    while not stopped.exists():
        os.sched_yield()
    for pid in pids():
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    reasons += [each.reason for each in answers]
    assert reasons.pop(examining.FILES) == "not_a_picture"
    assert set(reasons) == {None}


HOLES = {
    "it dies": "os.kill(os.getpid(), 9)",
    "a name that leads elsewhere": "told.update(sha256='../../../etc/passwd' + 'x' * 45)",
    "no JSON": "json.dumps = lambda told: 'x'",
}


def with_a_deed(monkeypatch, tmp_path, deed):
    """Let the children do something when they have read a file of the bytes `deed`."""
    program = children.PROGRAM.read_text()
    start = "        if what == PICTURE:\n"
    assert start in program
    holed = program.replace(start, f"        if data == b'deed':\n            {deed}\n{start}")
    (tmp_path / "child.py").write_text(holed)
    monkeypatch.setattr(children, "PROGRAM", tmp_path / "child.py")


@pytest.mark.parametrize("deed", HOLES.values(), ids=HOLES)
def test_a_file_that_takes_its_child_over_is_blamed_and_no_other(
    root, tree, no_children, monkeypatch, tmp_path, deed
):
    """As if there were a hole in a decoder, and a picture that knows it."""
    with_a_deed(monkeypatch, tmp_path, deed)
    for number in range(30):
        put(root, f"{number:02}.png", b"deed" if number == 7 else png())
    reasons = {path: each.reason for path, each in examined(tree).items()}
    assert reasons.pop("07.png") == "too_costly"
    assert set(reasons.values()) == {None}


def test_a_file_that_a_child_had_read_when_it_went_is_read_from_its_start(
    root, tree, no_children, monkeypatch
):
    """Two children share one open file, and so how far it is read."""
    put(root, "a.png", png())
    ask, gone = children.Child.ask, []

    def read_and_go(child, asks):
        if gone:
            return ask(child, asks)
        gone.append(child)
        for each in asks:
            os.lseek(each.file, 0, os.SEEK_END)
        raise children.Gone

    monkeypatch.setattr(children.Child, "ask", read_and_go)
    assert examined(tree)["a.png"].reason is None
    assert len(gone) == 1


def test_a_child_that_says_nothing_for_too_long_is_ended(root, tree, no_children, monkeypatch):
    put(root, "a.png", png())
    assert examined(tree)["a.png"].reason is None
    for pid in pids():
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(children, "WALL_SECONDS", 0.05)
    stopped = pids()
    (each,) = tree.examine(tree.walk())
    assert each.reason == "too_costly"
    assert pids() & stopped == set()


def test_a_child_that_went_because_it_had_nothing_to_do_is_nobodys_fault(root, tree, no_children):
    put(root, "a.png", png())
    assert examined(tree)["a.png"].reason is None
    (child,) = children._idle
    child.socket.shutdown(socket.SHUT_WR)  # as if nobody had asked for long
    while child.alive:
        os.sched_yield()
    assert examined(tree)["a.png"].reason is None


def test_a_picture_that_needs_too_much_memory_is_too_costly(root, tree, no_children, monkeypatch):
    monkeypatch.setattr(children, "MEMORY", 120 << 20)
    put(root, "a.png", encoded("PNG", (5000, 5000)))
    put(root, "b.png", png())
    assert [each.reason for each in examined(tree).values()] == ["too_costly", None]


def test_without_a_program_that_starts_nothing_is_blamed_on_files(
    root, tree, no_children, monkeypatch, tmp_path
):
    put(root, "a.png", png())
    monkeypatch.setattr(children, "PROGRAM", tmp_path / "nothing.py")
    with pytest.raises(OSError, match="does not start"):
        examined(tree)
