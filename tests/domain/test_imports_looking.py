"""Imports as people see them: lists with filters, page by page, and what is counted of them."""

import logging
from datetime import timedelta

import pytest

from domain import measures
from domain.entity import new_id
from domain.errors import BadCursor, Conflict, NotFound, RuleBroken
from domain.imports import ImportItem, ImportRun, looking, sources, telling
from domain.vocabulary import (
    ImportDiscrepancyCode,
    ImportItemKind,
    ImportMode,
    ImportOutcome,
    ImportProfileName,
    ImportReason,
    JobState,
)


def make(work, mode=ImportMode.PLAN, state=JobState.SUCCEEDED, source="pics", **more):
    """An import as a worker leaves it."""
    facts = {
        "profile": ImportProfileName.MEDIA,
        "dry_run": True,
        "options": {},
        "trace_id": "0" * 32,
    }
    over = {
        "started_at": work.now - timedelta(seconds=3),
        "finished_at": work.now,
        "files_total": 0,
    }
    return work.add(
        ImportRun(
            id=new_id("imp", work.now),
            mode=mode,
            state=state,
            source=source,
            run_at=work.now,
            created_at=work.now,
            tool_version="1",
            **{**facts, **over, **more},
        )
    )


def put(work, run, *files):
    """Files of an import: path, outcome, and what else is known."""
    for number, (path, outcome, more) in enumerate(files, 1):
        facts = {"kind": ImportItemKind.IMAGE, **more}
        work.session.add(
            ImportItem(run_id=run.id, number=number, path=path, outcome=outcome, **facts)
        )


def walked(hand, limit, **asked):
    """The numbers of all files, page by page."""
    found, cursor = [], None
    while True:
        page = hand.do(looking.items, cursor=cursor, limit=limit, **asked)
        found += [item.number for item in page.items]
        assert len(page.items) <= limit
        if (cursor := page.next_cursor) is None:
            return found


def test_imports_are_found_by_mode_source_profile_and_state(anywhere):
    hand = anywhere
    plan = hand.do(make).id
    failed = hand.do(make, ImportMode.APPLY, JobState.FAILED).id
    other = hand.do(make, ImportMode.APPLY, source="more").id
    for asked, found in (
        ({}, [other, failed, plan]),
        ({"mode": ImportMode.APPLY}, [other, failed]),
        ({"source": "pics", "states": [JobState.SUCCEEDED, JobState.QUEUED]}, [plan]),
        ({"profile": ImportProfileName.GENERATIONS}, []),
    ):
        page = hand.do(looking.page, cursor=None, limit=10, **asked)
        assert [run.id for run in page.items] == found
    cursor = hand.do(looking.page, cursor=None, limit=1).next_cursor
    assert [run.id for run in hand.do(looking.page, cursor=cursor, limit=1).items] == [failed]
    with pytest.raises(BadCursor):
        hand.do(looking.page, source="pics", cursor=cursor, limit=1)


def test_the_latest_is_the_newest_that_ended_well_and_its_lack_says_what_to_do(hand):
    asked = {"mode": ImportMode.APPLY, "source": None, "profile": None}
    with pytest.raises(NotFound, match="plan_import"):
        hand.do(looking.latest, **asked)
    first = hand.do(make, ImportMode.APPLY).id
    hand.do(make, ImportMode.APPLY, JobState.FAILED)
    hand.do(make)
    assert hand.do(looking.latest, **asked).id == first
    with pytest.raises(NotFound):
        hand.do(looking.latest, **{**asked, "source": "more"})
    with pytest.raises(NotFound, match="no import"):
        hand.do(looking.get, "imp_0")


def test_files_are_found_by_outcome_reason_kind_and_path_whatever_its_case(anywhere):
    hand = anywhere
    run, other = hand.do(make), hand.do(make)
    sidecar = {"kind": ImportItemKind.SIDECAR, "reason": ImportReason.NO_PICTURE}
    files = (
        ("deck/Ace_of_Spades.PNG", ImportOutcome.CREATED, {}),
        ("deck/ace%of.json", ImportOutcome.ORPHAN_SIDECAR, sidecar),
        ("Straße/ŽLUŤOUČKÝ KŮŇ.png", ImportOutcome.CREATED, {}),
        ("deck/king\\of.png", ImportOutcome.UNREADABLE, {"reason": ImportReason.EMPTY}),
    )
    hand.do(put, run, *files)
    hand.do(put, other, *files[:1])
    for asked, found in (
        ({}, [1, 2, 3, 4]),
        ({"outcomes": [ImportOutcome.UNREADABLE, ImportOutcome.CREATED]}, [1, 3, 4]),
        ({"reasons": [ImportReason.EMPTY]}, [4]),
        ({"kinds": [ImportItemKind.SIDECAR]}, [2]),
        ({"path": "ACE_OF"}, [1]),
        ({"path": "ce%O"}, [2]),
        ({"path": "king\\OF"}, [4]),
        ({"path": "strasse/žluťoučký kůň"}, [3]),
        ({"path": ".png", "outcomes": [ImportOutcome.CREATED]}, [1, 3]),
        ({"path": "queen"}, []),
    ):
        for limit in (1, 2, 10):
            assert walked(hand, limit, import_id=run.id, **asked) == found, (asked, limit)


def test_a_text_is_found_behind_thousands_of_names_that_only_a_person_can_fold(hand, monkeypatch):
    monkeypatch.setattr("domain.pages.AT_ONCE", 7)
    run = hand.do(make)
    files = [(f"{'ž' if n % 5 else 'a'}/{n}.png", ImportOutcome.CREATED, {}) for n in range(60)]
    hand.do(put, run, *files)
    wanted = [n + 1 for n in range(60) if n % 5 == 0]
    assert walked(hand, 3, import_id=run.id, path="A/") == wanted
    assert walked(hand, 3, import_id=run.id, path="Ž/59") == [60]


def test_a_cursor_is_good_for_the_same_import_and_filters_only(hand):
    run, other = hand.do(make), hand.do(make)
    files = [(f"{n}.png", ImportOutcome.CREATED, {}) for n in range(3)]
    hand.do(put, run, *files)
    hand.do(put, other, *files)
    cursor = hand.do(looking.items, run.id, path="png", cursor=None, limit=1).next_cursor
    for import_id, asked in ((other.id, {"path": "png"}), (run.id, {"path": "jpg"}), (run.id, {})):
        with pytest.raises(BadCursor):
            hand.do(looking.items, import_id, cursor=cursor, limit=1, **asked)
    same = hand.do(looking.items, run.id, path="PNG", cursor=cursor, limit=1)
    assert [item.number for item in same.items] == [2]


def test_how_long_it_takes_is_said_while_it_runs_and_something_is_known(hand):
    known = {"files_total": 100, "files_done": 20, "rate": 4.0}
    for more, left in (
        ({}, 20.0),
        ({"files_total": None}, None),
        ({"rate": None}, None),
        ({"rate": 0.0}, None),
        ({"files_done": 120}, 0.0),
        ({"state": JobState.QUEUED}, None),
    ):
        run = ImportRun(**{"state": JobState.RUNNING, **known, **more})
        assert looking.seconds_left(run) == left


# Sources.


def test_a_folder_is_named_as_it_is_called_and_has_one_name(hand):
    assert hand.do(sources.name, "/a/Old Pictures (Žofie)").name == "old-pictures-zofie"
    assert hand.do(sources.name, "/b/old pictures (zofie)").name == "old-pictures-zofie-2"
    assert hand.do(sources.name, "/a/Old Pictures (Žofie)").name == "old-pictures-zofie"
    assert hand.do(sources.name, "/絵").name == "source"
    assert hand.do(sources.name, f"/{'x' * 200}").name == "x" * 63
    assert hand.do(sources.name, f"/c/{'x' * 200}").name == f"{'x' * 61}-2"
    assert hand.do(sources.name, "/d/pics", "mine").name == "mine"
    for folder, name in (("/d/pics", "other"), ("/e", "mine")):
        with pytest.raises(Conflict):
            hand.do(sources.name, folder, name)
    for name in ("", "A", "-x", "x/y", "x" * 64):
        with pytest.raises(RuleBroken):
            hand.do(sources.name, "/e", name)


def test_no_source_is_or_has_the_studios_own_folder(hand):
    own = ["/srv/studio", "/srv/files"]
    for folder in ("/", "/srv", "/srv/studio", "/srv/files/images", "relative", ""):
        with pytest.raises(RuleBroken):
            hand.do(sources.name, folder, own=own)
    assert hand.do(sources.name, "/srv/studio2", own=own).name == "studio2"


def test_sources_are_listed_with_whether_they_are_there_and_when_they_were_applied(hand, tmp_path):
    (tmp_path / "there").mkdir()
    for name in ("there", "away"):
        hand.do(sources.name, str(tmp_path / name))
    hand.do(make, ImportMode.APPLY, JobState.SUCCEEDED, "there")
    last = hand.do(make, ImportMode.APPLY, JobState.SUCCEEDED, "there")
    hand.do(make, ImportMode.APPLY, JobState.FAILED, "there")
    page, available = sources.page(hand.studio, None, 10)
    assert available == {"away": False, "there": True}
    applied = {source.name: source.last_applied_at for source in page.items}
    assert applied == {"away": None, "there": last.finished_at}


# Seen from afar.


def test_imports_are_counted_from_their_rows_and_the_newest_that_ended_well_counts(anywhere):
    hand = anywhere
    done = {"files_total": 3, "outcome_created": 2, "outcome_error": 1}
    for _ in range(2):
        hand.do(make, ImportMode.APPLY, **done)
    hand.do(make, ImportMode.APPLY, JobState.CANCELLED, outcome_created=5)
    hand.do(make, ImportMode.APPLY, JobState.RUNNING, outcome_created=7)
    dangling = [{"code": "dangling_symlink", "count": 4, "sample": []}]
    hand.do(make, ImportMode.RECONCILE, discrepancies=[{**dangling[0], "count": 9}])
    newest = hand.do(make, ImportMode.RECONCILE, discrepancies=dangling)
    hand.do(make, ImportMode.RECONCILE, JobState.FAILED)
    with hand.studio.look() as work:
        known = {family.name: family.values for family in measures.of_imports(work)}
    runs = known["spolvero_import_runs_total"]
    assert runs["apply", "failed"] == 0  # who has never failed is there, to be seen to grow
    assert {which: many for which, many in runs.items() if many} == {
        ("apply", "succeeded"): 2,
        ("apply", "cancelled"): 1,
        ("reconcile", "succeeded"): 2,
        ("reconcile", "failed"): 1,
    }
    files = known["spolvero_import_items_total"]
    assert (files["apply", "created"], files["apply", "error"], files["apply", "linked"]) == (
        9,
        2,
        0,
    )
    which = ("reconcile", "pics", "media")
    moment = newest.finished_at.timestamp()
    assert known["spolvero_import_last_success_timestamp_seconds"][which] == moment
    assert known["spolvero_import_run_duration_seconds"][which] == 3
    found = known["spolvero_import_discrepancies"]
    assert found["pics", "media", "dangling_symlink"] == 4
    assert {code for _, _, code in found} == {*ImportDiscrepancyCode}
    assert sum(found.values()) == 4


def test_the_log_has_a_line_with_the_events_name_for_each_thing_to_know(hand, caplog):
    caplog.set_level(logging.INFO)
    run = hand.do(make, state=JobState.FAILED)
    item = ImportItem(path="a/b.png", outcome=ImportOutcome.UNREADABLE, reason=ImportReason.EMPTY)
    telling.started(run)
    telling.item_failed(run, item)
    telling.discrepancy(run, ImportDiscrepancyCode.ALBUM_EMPTY, 2)
    telling.finished(run)
    told = [record.fields for record in caplog.records if hasattr(record, "fields")]
    about = {"import_id": run.id, "mode": "plan", "source": "pics", "profile": "media"}
    about |= {"trace_id": "0" * 32}
    assert told == [
        {"event": "import.run.started", **about},
        {"event": "import.item.failed", **about, "file": "a/b.png", "outcome": "unreadable"}
        | {"reason": "empty"},
        {"event": "import.discrepancy", **about, "code": "album_empty", "count": 2},
        {"event": "import.run.finished", **about, "state": "failed"},
    ]
