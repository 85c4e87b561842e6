"""The two import scripts, as an operator runs them: in this process, for the studio of a folder."""

import hashlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
import yaml

from domain.imports import carrying_out
from domain.imports.profiles import PROFILES
from domain.vocabulary import ImportMode
from handlers import here
from handlers.app import bundle
from handlers.cli.faults import Fault
from handlers.cli.table import own_table
from handlers.legacy import files, telling
from handlers.legacy.main import main
from tests.imports import trees

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating" / "legacy-imports.md").read_text()


class Ran(NamedTuple):
    """What a script gave."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, migrated: Path, monkeypatch) -> Path:
    """The home of a studio that has a database, and nothing in it."""
    for name in os.environ:
        if name.startswith("SPOLVERO_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(migrated, folder / "studio.db")
    monkeypatch.setenv("SPOLVERO_HOME", str(folder))
    return folder


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Batches and loose pictures, each of which can be imported."""
    tree = trees.Tree(tmp_path / "outputs")
    for number, path in enumerate(("fox.png", "foxes/a.png", "foxes/b.png", "100%/c d.png")):
        facts = trees.made(number, f'fox {number}: "red"\nand — brown')
        tree.put(path, trees.told(number, facts), trees.Expected(trees.IMAGE, trees.CREATED))
    sidecar = trees.as_json(trees.fields(trees.made(7, "a hare"), trees.WRITTEN))
    tree.put("foxes/b.json", sidecar, trees.Expected(trees.SIDECAR, trees.CREATED))
    return tree.folder


@pytest.fixture
def run(home: Path, outputs: Path, capsys) -> Run:
    """Run a script for this folder, with nobody at a terminal."""

    def run(*more: str, profile: str = "generations", folder: Path = outputs) -> Ran:
        capsys.readouterr()
        status = main(profile, ROOT, ["--outputs-root", str(folder), *more])
        return Ran(status, *capsys.readouterr())

    return run


def everything(folder: Path) -> dict[str, Any]:
    """What is in a folder, to the byte and the nanosecond."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    }


def stored(home: Path) -> list[Path]:
    """The pictures in the studio's files."""
    return sorted((home / "files" / "images").rglob("*.png"))


def fits_the_contract(summary: Any) -> bool:
    schema = {"$ref": "#/components/schemas/ImportSummary", "components": bundle()["components"]}
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(summary)
    return True


def test_the_run_comes_to_what_the_dry_run_says_a_second_makes_nothing_and_a_loss_is_told(
    run, home, outputs, tmp_path, monkeypatch
):
    before = everything(outputs)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    dry = run("--dry-run", "--staging-root", "told", "--visibility", "published")
    assert (dry.status, stored(home)) == (0, [])
    foretold = yaml.safe_load((elsewhere / "told" / files.MANIFEST).read_text())
    tells_where_each_goes_and_how_it_was_made(foretold)
    ran = run("--ingest", "--no-symlink", "--staging-root", "told", "--visibility", "published")
    assert (ran.status, len(stored(home))) == (0, 4)
    manifest = (elsewhere / "told" / files.MANIFEST).read_text()
    assert yaml.safe_load(manifest) == foretold
    summary = json.loads((elsewhere / "told" / files.SUMMARY).read_text())
    assert fits_the_contract(summary)
    assert f"# run_id: {summary['run_id']}\n# plan_hash: {summary['plan_hash']}\n" in manifest
    assert (summary["images_created"], summary["outcomes"]["created"]) == (4, 5)

    monkeypatch.chdir(outputs)
    again = run("--json", folder=Path("../outputs"))
    assert (again.status, again.err) == (0, "")
    summary = json.loads(again.out)
    assert fits_the_contract(summary)
    assert (summary["source"], summary["images_created"]) == ("outputs", 0)
    assert summary["outcomes"]["unchanged"] == 5
    # Files of its own for each run, which none after it overwrites.
    written = {path.name for path in (home / "imports" / summary["run_id"]).iterdir()}
    assert written == {files.MANIFEST, files.SUMMARY}
    assert everything(outputs) == before

    stored(home)[0].unlink()
    (outputs / "foxes" / "broken.png").write_bytes(b"")
    ran = run("-v")
    assert ran.status == 1
    assert "unreadable (empty): foxes/broken.png" in ran.out
    assert "error: 1 of database_missing_file" in ran.out
    assert "spolvero imports mend-discrepancies imp_" in ran.out


def tells_where_each_goes_and_how_it_was_made(manifest: Any) -> None:
    assert [each["source"] for each in manifest] == [
        *("100%/c d.png", "fox.png", "foxes/a.png", "foxes/b.png")
    ]
    assert manifest[1]["metadata"]["prompt"] == 'fox 0: "red"\nand — brown'
    hare = manifest[-1]
    # What the sidecar says goes over what is written within the picture.
    assert hare["metadata"]["prompt"] == "a hare"
    assert hare["album"] == {
        "key": "generations/foxes",
        "slug": "foxes",
        "name": "Foxes",
        "type": "batch",
        "is_public": True,
    }
    assert hare["destination"].startswith(f"images/{hare['sha256'][:2]}/{hare['sha256']}.")
    assert hare["image_id"].startswith("img_")
    assert (hare["outcome"], hare["dated_by"]) == ("created", "sidecar")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--outputs-root", "nowhere"], "--outputs-root: nowhere is no folder."),
        (["--staging", "symlink", "--no-symlink"], "not allowed with argument"),
        (["--staging-root", "outputs/told"], "which is never written"),
        (["--manifest", "outputs/m.yaml"], "which is never written"),
        (["--summary", "."], "cannot be written"),
        (["--time-zone", "Mars/Olympus"], "no time zone"),
        (["--outputs-root", "home"], "belongs to the studio itself"),
        ([], "--outputs-root"),
    ],
)
def test_what_cannot_be_ends_with_2_and_one_clear_line(
    home, outputs, tmp_path, monkeypatch, capsys, options, said
):
    monkeypatch.chdir(tmp_path)
    given = options
    if options and "--outputs-root" not in options:
        given = ["--outputs-root", "outputs", *options]
    assert main("media", ROOT, given) == 2
    out, err = capsys.readouterr()
    assert (out, stored(home)) == ("", [])
    assert said in err
    assert err.startswith("import_legacy_media.py: ")


def test_where_the_world_moves_after_the_plan_nothing_is_imported(run, home, outputs, monkeypatch):
    def move(_course: object) -> None:
        (outputs / "foxes" / "new.png").write_bytes((outputs / "fox.png").read_bytes())

    monkeypatch.setattr("handlers.legacy.main._Course._must_be_meant", move)
    ran = run()
    assert (ran.status, stored(home)) == (2, [])
    assert "(world_moved)" in ran.err
    assert "foxes/new.png" in ran.err


class Terminal(io.StringIO):
    """Somebody who sits there, and what they type."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_the_plan_is_shown_before_it_is_asked_whether_to_do_it(
    run, home, monkeypatch
):
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = run()
    assert (ran.status, stored(home)) == (130, [])
    assert "created" in ran.out
    assert "Carry the plan out? [y/N] " in ran.err
    assert "Nothing is imported." in ran.err


def test_what_a_dead_process_left_is_finished_first_and_ctrl_c_says_how_to_go_on(
    run, home, monkeypatch
):
    class Died(BaseException):
        pass

    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as left:
        left.setattr("handlers.legacy.asking.Door.wait", die)
        left.setattr("workers.imports.Importer.beat", lambda self: None)
        with pytest.raises(Died):
            run()

    class Pressed(telling.Lines):
        """Presses Ctrl+C as soon as anything is shown of the third run: what imports."""

        runs = 0

        def __init__(self, how: Any) -> None:
            super().__init__(how)
            Pressed.runs += 1
            self._presses = Pressed.runs == 3

        def show(self, now: Any) -> None:
            if self._presses:
                self._presses = False
                raise KeyboardInterrupt
            super().show(now)

    def until_cancelled(_studio: Any, progress: Any, _run: Any) -> None:
        while True:
            progress.note()
            threading.Event().wait(0.01)

    with monkeypatch.context() as hand:
        hand.setattr(telling, "Lines", Pressed)
        slow = {**carrying_out.MODES, ImportMode.APPLY: until_cancelled}
        hand.setattr(carrying_out, "MODES", slow)
        ran = run()
    assert "is not over: it goes on first." in ran.out
    assert (ran.status, stored(home)) == (130, [])
    assert "The apply imp_" in ran.err
    assert "To go on: the same command again." in ran.err
    assert run().status == 0
    assert len(stored(home)) == 4


def test_a_file_that_is_cut_short_does_not_replace_the_one_before(tmp_path):
    path = tmp_path / "manifest.yaml"
    path.write_text("before")

    def half() -> None:
        with files.whole(path) as file:
            file.write("half of it")
            raise EOFError

    with pytest.raises(EOFError):
        half()
    assert path.read_text() == "before"
    with pytest.raises(Fault, match="cannot be written"), files.whole(path / "m.yaml"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["manifest.yaml"]


def test_a_manifest_of_no_picture_is_an_empty_list():
    written = io.StringIO()
    manifest = files.Manifest(written)
    manifest.add([])
    manifest.end()
    assert yaml.safe_load(written.getvalue()) == []


def test_where_there_is_no_studio_one_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path / "new"))
    monkeypatch.delenv("SPOLVERO_DATABASE_URL", raising=False)
    assert here.make()
    assert (tmp_path / "new" / "studio.db").is_file()


def test_there_is_a_script_for_each_profile_and_each_tells_its_options(monkeypatch, capsys):
    scripts = {path.stem for path in (ROOT / "scripts").glob("*.py")}
    assert scripts == {f"import_legacy_{name}" for name in PROFILES}
    for name in PROFILES:
        monkeypatch.setattr(sys, "argv", [f"import_legacy_{name}.py", "--help"])
        monkeypatch.setattr(sys, "path", [*sys.path])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "scripts" / f"import_legacy_{name}.py"), run_name="__main__")
        assert ended.value.code == 0
        said = capsys.readouterr().out
        assert f"Profile: {name}." in said
        of_old = {
            "--staging-root",
            "--manifest",
            "--summary",
            "--no-symlink",
            "--dry-run",
            "--ingest",
        }
        options = {*re.findall(r"--[a-z][a-z-]+", said)} - {"--help"}
        assert options >= of_old
        manual = PAGE.partition("## The scripts")[2]
        assert {*re.findall(r"`(--[a-z-]+)", manual)} == options


def test_any_python_will_do_as_it_goes_on_with_the_checkouts_own(tmp_path):
    bare = [sys.executable, "-I", "-S"]  # knows nothing that was installed
    script = ROOT / "scripts" / "import_legacy_media.py"
    said = subprocess.run([*bare, script, "--help"], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    assert "--outputs-root" in said.stdout

    (tmp_path / "scripts").mkdir()
    shutil.copy(script, tmp_path / "scripts")
    (tmp_path / "handlers").symlink_to(ROOT / "handlers")
    elsewhere = [*bare, tmp_path / "scripts" / script.name]
    said = subprocess.run(elsewhere, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.endswith("nothing is set up yet; run `make setup` first.\n")


def test_where_nobody_watches_a_line_is_said_now_and_then(monkeypatch, capsys):
    how = own_table().find("plan_import")["wait"]
    now = {"state": "running", "phase": "reading", "files_done": 5, "files_total": 10}
    now |= {"files_per_second": 850.4, "seconds_left": 65}
    lines = telling.Lines(how)
    lines.show(now)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(telling, "EACH", 0)
    lines.show(now)
    said = capsys.readouterr().err
    assert said == "reading    ██████████··········  5 of 10   850/s   1:05 left\n"


def test_reasons_are_counted_by_outcome_with_a_file_each():
    reasons = telling.Reasons()
    for outcome, reason, path in (
        *(("created", "no_metadata", "a.png"), ("unreadable", "empty", "b.png")),
        *(("created", None, "c.png"), ("created", "no_metadata", "d.png")),
    ):
        reasons.count({"outcome": outcome, "reason": reason, "path": path})
    rows = reasons.rows(["created", "unreadable"])
    assert Counter({row["reason"]: row["files"] for row in rows}) == {"no_metadata": 2, "empty": 1}
    assert [row["such_as"] for row in rows] == ["a.png", "b.png"]
