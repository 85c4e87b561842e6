"""Imports over HTTP: what they are asked for, how they get on, and what is said of their files."""

import json
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PIL import Image as Pillow

from domain.imports import ImportRun, sources
from domain.vocabulary import ImportProfileName, JobState
from handlers import console, following_imports
from tests.conftest import ADMIN_TOKEN
from tests.domain.test_imports_looking import make

NOBODY = f"/imports/imp_{'0' * 26}"
PLAIN = {
    "staging": "copy",
    "visibility": None,
    "require_sidecar": False,
    "time_zone": "UTC",
    "deep": False,
}
"""The options of an import that was asked for none."""
DECK = "card_deck_20251011_101010"
FILES = {
    f"{DECK}/ace.png": "created",
    f"{DECK}/ace.json": "created",
    f"{DECK}/king.png": "created",
    f"{DECK}/queen.json": "orphan_sidecar",
    "Lone Fox.png": "created",
    "empty.png": "unreadable",
    "notes.txt": "unsupported",
    "somewhere/else.png": "unclassified",
}
"""What is in the source, and what becomes of it."""


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


@pytest.fixture
def tree(studio, tmp_path):
    """A folder of old pictures, named `old`."""
    folder = tmp_path / "pictures"
    for number, name in enumerate(FILES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".png" and path.stem != "empty":
            Pillow.new("RGB", (16, 16), (number, 9, 9)).save(path)
        else:
            path.write_text("{}" if path.suffix == ".json" else "")
    facts = {"prompt": "the ace of spades", "seed": 7, "steps": 9}
    (folder / DECK / "ace.json").write_text(json.dumps(facts))
    with studio.work() as work:
        sources.name(work, str(folder.resolve()), "old")
    return folder


@pytest.fixture
def asked(api, fits, tmp_path):
    """Ask for a run, have it carried out, and give it; no answer has a path of this machine."""

    def asked(path, **body):
        answer = api.post(path, json=body)
        assert answer.status_code == 202, answer.text
        run = answer.json()
        assert fits("ImportRun", run)
        assert (run["state"], run["trace_id"]) == ("queued", answer.headers["X-Trace-Id"])
        noted = api.get("/audit?limit=1").json()["items"][0]
        assert (noted["details"]["run_id"], noted["actor_name"]) == (run["id"], "admin")
        api.work_off()
        ended = api.site.get(answer.headers["Location"], headers=api.headers)
        assert ended.headers["Cache-Control"] == "no-store"
        assert fits("ImportRun", ended.json())
        assert ended.json()["state"] == "succeeded", ended.text
        assert str(tmp_path) not in answer.text + ended.text + str(noted)
        return ended.json()

    return asked


@pytest.fixture
def listed(api, fits, tmp_path):
    """Give all that a list has."""
    kinds = {"items": "ImportItemPage", "discrepancies": "ImportDiscrepancyPage"}
    kinds |= {"actions": "ImportActionPage"}

    def listed(run, what, **filters):
        answer = api.get(f"/imports/{run['id']}/{what}", params=filters)
        assert answer.headers["Cache-Control"] == "no-store"
        assert fits(kinds[what], answer.json()), answer.text
        assert str(tmp_path) not in answer.text
        return answer.json()["items"]

    return listed


def test_a_folder_is_planned_imported_reconciled_mended_and_taken_back(
    api, tree, asked, listed, fits, refused
):
    def lies_there():
        return {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}

    before = lies_there()
    plan = asked("/imports", source="old", profile="media")
    assert (plan["mode"], plan["dry_run"], plan["options"]) == ("plan", True, PLAIN)
    assert plan["files_total"] == sum(plan["outcomes"].values()) == len(FILES)
    items = listed(plan, "items")
    assert {item["path"]: item["outcome"] for item in items} == FILES
    assert [item["number"] for item in items] == [*range(1, len(FILES) + 1)]
    assert [item["path"] for item in listed(plan, "items", path="fox")] == ["Lone Fox.png"]
    assert api.get("/images").json()["items"] == []

    there = f"/imports/{plan['id']}/apply"
    refused(api.post(there, json={"plan_hash": "0" * 64}), "plan-outdated")
    done = asked(there, plan_hash=plan["plan_hash"])
    assert (done["mode"], done["based_on_id"], done["images_created"]) == ("apply", plan["id"], 3)
    assert (done["outcomes"], done["plan_hash"]) == (plan["outcomes"], plan["plan_hash"])
    assert {item["path"]: item["outcome"] for item in listed(done, "items")} == FILES
    refused(api.post(there, json={"plan_hash": plan["plan_hash"]}), "plan-outdated")
    refused(
        api.post(f"/imports/{done['id']}/apply", json={"plan_hash": "0" * 64}), "import-not-ready"
    )
    ace = next(item for item in listed(done, "items") if item["path"].endswith("ace.png"))
    image = api.get(f"/images/{ace['image_id']}").json()
    assert (image["prompt"], image["seed"], image["source"]) == ("the ace of spades", 7, "import")
    assert api.get("/imports/latest").json() == done
    summary = api.get(f"/imports/{done['id']}/summary").json()
    assert fits("ImportSummary", summary)
    assert (summary["run_id"], summary["outcomes"]) == (done["id"], done["outcomes"])

    deck = next(each for each in api.get("/albums").json()["items"] if each["kind"] == "deck")
    api.patch(f"/albums/{deck['id']}", json={"visibility": "private"}).raise_for_status()
    found = asked("/imports/reconcile")
    counted = {each["code"]: each for each in found["discrepancies"]}
    assert counted["album_not_visible"]["count"] == 1
    assert found["id"] in counted["album_not_visible"]["action"]
    (hidden,) = listed(found, "discrepancies", code="album_not_visible")
    assert hidden["album_id"] == deck["id"]
    there = f"/imports/{found['id']}/mend"
    refused(api.post(there, json={"code": "count_mismatch"}), "rule-broken")
    would = asked(there, code="album_not_visible")
    assert (would["dry_run"], would["actions"]["would_do"]) == (True, 1)
    assert api.get(f"/albums/{deck['id']}").json()["visibility"] == "private"
    mended = asked(there, code="album_not_visible", dry_run=False)
    assert [each["result"] for each in listed(mended, "actions")] == ["done"]
    assert api.get(f"/albums/{deck['id']}").json()["visibility"] == "published"

    refused(api.post(f"/imports/{plan['id']}/undo", json={}), "import-not-ready")
    undone = asked(f"/imports/{done['id']}/undo", dry_run=False)
    assert undone["actions"]["done"] >= 3
    assert api.get("/images").json()["items"] == []
    assert len(api.get("/trash").json()["items"]) == 3
    modes = [run["mode"] for run in api.get("/imports").json()["items"]]
    assert modes == ["undo", "mend", "mend", "reconcile", "apply", "plan"]
    assert lies_there() == before


def test_profiles_are_listed_with_their_rules_in_order(api, fits, refused):
    page = api.get("/imports/profiles", params={"limit": 1}).json()
    assert fits("ImportProfilePage", page)
    more = api.get("/imports/profiles", params={"cursor": page["next_cursor"]}).json()
    assert fits("ImportProfilePage", more)
    found = {each["name"]: each for each in (*page["items"], *more["items"])}
    assert [*found] == sorted(ImportProfileName)
    assert more["next_cursor"] is None
    decks = next(r for r in found["media"]["rules"] if r["pattern"] == "card_deck_*/**")
    assert (decks["album_key"], decks["album_kind"]) == ("media/{folder}", "deck")
    refused(api.get("/imports/sources", params={"cursor": page["next_cursor"]}), "invalid-request")


def test_what_cannot_be_asked_for_is_refused(api, tree, refused):
    for body in (
        {"source": "nowhere", "profile": "media"},
        {"source": "old", "profile": "media", "time_zone": "Nowhere/Land"},
    ):
        refused(api.post("/imports", json=body), "rule-broken")
    for body in ({"source": "old"}, {"source": "OLD", "profile": "media"}, {"profile": "x"}):
        refused(api.post("/imports", json=body), "invalid-request")
    refused(api.post("/imports/reconcile", json={}), "rule-broken")
    run = api.post("/imports", json={"source": "old", "profile": "media"}).json()
    refused(
        api.post(f"/imports/{run['id']}/apply", json={"plan_hash": "0" * 64}), "import-not-ready"
    )
    refused(
        api.post(f"/imports/{run['id']}/mend", json={"code": "album_empty"}), "import-not-ready"
    )
    for _ in range(2):  # asking twice changes nothing
        assert api.post(f"/imports/{run['id']}/cancel").json()["state"] == "cancelled"
    for filters in ("mode=copy", "state=done", "source=OLD", "cursor=x"):
        refused(api.get(f"/imports?{filters}"), "invalid-request")
    for filters in ("outcome=lost", "kind=x", "path=", "outcome=created&outcome=created"):
        refused(api.get(f"/imports/{run['id']}/items?{filters}"), "invalid-request")


def test_an_import_whose_folder_is_away_fails_in_a_sentence(api, tree, refused):
    run = api.post("/imports", json={"source": "old", "profile": "media"}).json()
    moved = tree.rename(tree.with_name("moved"))
    api.work_off()
    failed = api.get(f"/imports/{run['id']}")
    assert failed.json()["failure"]["code"] == "source_unavailable"
    refused(api.post(f"/imports/{run['id']}/cancel"), "import-not-ready")
    assert str(tree) not in failed.text
    problem = refused(
        api.post("/imports", json={"source": "old", "profile": "media"}), "rule-broken"
    )
    assert str(tree) not in str(problem)
    moved.rename(tree)


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


def test_a_command_waits_for_the_end_of_an_import_and_says_how_it_ended(
    api, tree, queue, monkeypatch, capsys
):
    monkeypatch.setenv("SPOLVERO_URL", str(api.base_url).removesuffix("/api/v1/"))
    monkeypatch.setenv("SPOLVERO_TOKEN", ADMIN_TOKEN)

    def work() -> None:
        while not queue.messages:
            threading.Event().wait(0.01)
        api.work_off()

    worker = threading.Thread(target=work)
    worker.start()
    status = console.main(
        ["imports", "plan", "--source", "old", "--profile", "media", "--wait", "--json"]
    )
    worker.join()
    plan = json.loads(capsys.readouterr().out)
    assert (status, plan["state"], plan["files_total"]) == (0, "succeeded", len(FILES))
    asked = "imports list-items {} --outcome unreadable --outcome unsupported --json"
    assert console.main(asked.format(plan["id"]).split()) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert [item["path"] for item in items] == ["empty.png", "notes.txt"]


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
