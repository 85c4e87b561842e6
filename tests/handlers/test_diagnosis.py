"""`spolvero doctor`: what it prints, what it answers with, and that it touches nothing."""

import json
import sqlite3

import pytest

from handlers import console


@pytest.fixture
def ask(studio, tmp_path, monkeypatch, capsys):
    """Ask the doctor about the test's studio; give the exit status and what was printed."""
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path))

    def ask(*options):
        status = console.main(["doctor", *options])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ask


def spoil(tmp_path, statement):
    with sqlite3.connect(tmp_path / "studio.db") as database:
        database.execute(statement)
    database.close()


def test_a_studio_in_order_is_told_so_in_one_line(api, ask):
    api.picture()
    assert ask() == (0, "Nothing is wrong with 1 jobs, 1 images and 3 files.\n", "")


def test_what_is_wrong_is_told_with_its_meaning_and_its_mending(api, ask, tmp_path):
    image = api.picture()
    spoil(tmp_path, "DELETE FROM album_images")
    status, out, _ = ask()
    assert status == 1
    assert out.splitlines() == [
        f"image_without_album: 1 ({image['id']})",
        "    An image is in no album, so nobody who browses finds it.",
        "    Put it into any album.",
        "Looked at 1 jobs, 1 images and 3 files.",
    ]


def test_programs_get_every_kind_of_finding_as_json(api, ask, tmp_path):
    image = api.picture()
    status, out, _ = ask("--json")
    whole = json.loads(out)
    assert (status, whole["clean"]) == (0, True)
    assert {finding["count"] for finding in whole["findings"].values()} == {0}
    assert whole["looked_at"] == {"jobs": 1, "images": 1, "files": 3}
    spoil(tmp_path, "DELETE FROM album_images")
    status, out, _ = ask("--json")
    whole = json.loads(out)
    assert (status, whole["clean"]) == (1, False)
    assert whole["findings"]["image_without_album"]["examples"] == [image["id"]]


def test_files_in_flight_are_told_apart_and_counted_when_asked(api, ask, tmp_path):
    orphan = tmp_path / "files" / "images" / "ab" / f"{'ab' * 32}.png"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"half a picture")
    status, out, _ = ask()
    assert status == 0
    assert f"In flight, so neither right nor wrong: 1 (images/ab/{'ab' * 32}.png)" in out
    status, out, _ = ask("--no-grace")
    assert status == 1
    assert out.startswith("file_without_image: 1 (images/ab/")


def test_pictures_are_read_when_every_byte_is_asked_for(api, ask, tmp_path):
    image = api.picture()
    (picture,) = (tmp_path / "files" / "images").rglob("*.png")
    picture.write_bytes(picture.read_bytes()[:-1])
    assert ask()[0] == 0
    status, out, _ = ask("--every-byte")
    assert status == 1
    assert out.startswith(f"image_damaged: 1 ({image['id']})")


def test_where_no_studio_is_nothing_is_made_and_the_answer_is_one_line(ask, tmp_path, monkeypatch):
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("SPOLVERO_HOME", str(nowhere))
    status, out, err = ask()
    assert (status, out) == (2, "")
    assert err == "spolvero: SPOLVERO_FILES_URL names no folder that is there.\n"
    assert not nowhere.exists()
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path))
    missing = tmp_path / "missing.db"
    monkeypatch.setenv("SPOLVERO_DATABASE_URL", f"sqlite:///{missing}")
    status, out, err = ask()
    assert (status, out) == (2, "")
    assert err == "spolvero: SPOLVERO_DATABASE_URL: no database is there.\n"
    assert not missing.exists()


def test_a_database_that_cannot_be_read_is_one_line(ask, tmp_path):
    spoil(tmp_path, "DROP TABLE album_images")
    status, out, err = ask()
    assert (status, out) == (2, "")
    assert err.startswith("spolvero: The examination could not be finished (no such table")
    assert len(err.splitlines()) == 1
