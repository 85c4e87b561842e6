"""Imports over HTTP: what they are asked for, how they get on, and what is said of their files."""

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest

from domain.imports import ImportRun
from domain.vocabulary import JobState
from handlers import console, following_imports
from tests.domain.test_imports_looking import make

NOBODY = f"/imports/imp_{'0' * 26}"
OPTIONS = {
    "staging": "copy",
    "visibility": None,
    "require_sidecar": False,
    "time_zone": "UTC",
    "deep": False,
}


@pytest.fixture
def studio(studio, request, monkeypatch):
    """A studio whose streams last longer than any test, if it does not say for how long."""
    monkeypatch.setattr(following_imports, "LOOK", 0.01)
    seconds = getattr(request, "param", 600)
    return replace(studio, facts=replace(studio.facts, stream_seconds=seconds))


@pytest.fixture
def follow(api, fits):
    """Open the stream of an import; give its events, each checked, as they come: id and data."""

    def read(answer):
        event_id = None
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                event_id = value
            elif name == "data":
                data = json.loads(value)
                assert fits("ImportProgress", data)
                yield event_id, data

    @contextmanager
    def follow(import_id, last_event_id=None):
        headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
        with api.stream("GET", f"/imports/{import_id}/events", headers=headers) as answer:
            assert answer.status_code == 200
            yield read(answer)

    return follow


@pytest.fixture
def change(studio):
    """Change a row as a worker does."""

    def change(import_id, **facts):
        with studio.work() as work:
            run = work.get(ImportRun, import_id)
            for name, value in facts.items():
                setattr(run, name, value)

    return change


def test_what_is_not_there_is_not_found(api, refused):
    for path in ("", "/items", "/discrepancies", "/actions", "/summary", "/events"):
        refused(api.get(f"{NOBODY}{path}"), "not-found")
    refused(api.post(f"{NOBODY}/cancel"), "not-found")
    refused(api.post(f"{NOBODY}/apply", json={"plan_hash": "0" * 64}), "not-found")
    assert "plan_import" in refused(api.get("/imports/latest"), "not-found")["detail"]


# Following.


@pytest.fixture
def run(studio):
    """An import that a worker has just begun."""
    with studio.work() as work:
        return make(work, state=JobState.RUNNING, files_total=None, finished_at=None).id


def test_a_reader_hears_at_once_how_it_is_and_then_all_that_changes(run, follow, change):
    with follow(run) as told:
        event_id, first = next(told)
        assert (first["state"], first["phase"], first["files_total"]) == ("running", None, None)
        change(run, phase="reading", files_total=8, files_done=2, rate=3.0)
        _, second = next(told)
        assert (second["files_done"], second["seconds_left"]) == (2, 2.0)
        change(run, state=JobState.SUCCEEDED, phase=None, outcome_created=8, files_done=8)
        last_id, last = next(told)
        assert (last["state"], last["outcomes"]["created"]) == ("succeeded", 8)
        assert (last["files_per_second"], last["seconds_left"]) == (None, None)
        assert list(told) == []
    assert last_id != event_id


def test_whoever_comes_back_hears_the_end_once(api, run, follow, change):
    with follow(run) as told:
        event_id, _ = next(told)
    change(run, state=JobState.CANCELLED)
    with follow(run, event_id) as told:
        ((last_id, last),) = told
    assert last["state"] == "cancelled"
    answer = api.get(f"/imports/{run}/events", headers={"Last-Event-ID": last_id})
    assert (answer.status_code, answer.content) == (204, b"")


def test_all_readers_of_a_process_share_its_looks(run, follow, change, monkeypatch):
    looked = []
    now = following_imports._now
    monkeypatch.setattr(
        following_imports, "_now", lambda *asked: looked.append(asked[1]) or now(*asked)
    )
    with follow(run) as one, follow(run) as other:
        next(one), next(other)
        change(run, files_done=1)
        assert next(one)[1]["files_done"] == next(other)[1]["files_done"] == 1
        change(run, state=JobState.FAILED, failure_reason="It was too dark.")
        assert [data["state"] for _, data in (*one, *other)] == ["failed"] * 2
    assert all(ids == [run] for ids in looked)


@pytest.mark.parametrize("studio", [0.05], indirect=True)
def test_a_stream_ends_with_its_time(studio, follow):
    with studio.work() as work:
        run = make(work, state=JobState.QUEUED, started_at=None, finished_at=None).id
    with follow(run) as told:
        assert [data["state"] for _, data in told] == ["queued"]


# At a terminal.


@pytest.fixture
def name(studio, tmp_path, monkeypatch, capsys):
    """Name folders at a terminal of the studio's machine; give the status and what was printed."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SPOLVERO_DATABASE_URL", f"sqlite:///{tmp_path / 'studio.db'}")
    monkeypatch.chdir(tmp_path)

    def name(*words):
        status = console.main(["source", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return name


def test_whoever_has_a_shell_names_folders_and_nobody_else_learns_where_they_are(
    api, name, tmp_path, fits
):
    for folder in ("pics", "more/Old Pics"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "pics")
    assert name() == (0, "", "")
    assert name("pics") == name(str(tmp_path / "link")) == (0, "pics\n", "")
    assert name("old", "more/Old Pics/") == (0, "old\n", "")
    (tmp_path / "pics").rmdir()
    at = tmp_path.resolve()
    assert name()[1] == f"old  {at}/more/Old Pics\npics  {at}/pics  (away)\n"
    page = api.get("/imports/sources")
    assert fits("ImportSourcePage", page.json())
    assert {each["name"]: each["available"] for each in page.json()["items"]} == {
        "old": True,
        "pics": False,
    }
    noted = api.get("/audit?action=name_import_source")
    assert [each["subject"] for each in noted.json()["items"]] == ["old", "pics"]
    assert str(at) not in page.text + noted.text


def test_a_folder_that_cannot_be_a_source_is_refused_in_a_sentence(name, tmp_path):
    (tmp_path / "home" / "files").mkdir()
    (tmp_path / "file").touch()
    for words, said in (
        (["nowhere"], "There is no folder nowhere."),
        (["file"], "There is no folder file."),
        (["/"], "The whole file system is no source; name a folder in it."),
        (["home/files"], "This folder belongs to the studio itself; name one apart from it."),
        (["."], "The studio's own files are in this folder; name one apart from them."),
    ):
        assert name(*words) == (1, "", f"spolvero: {said}\n")
