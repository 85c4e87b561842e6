"""The command line against a studio: over HTTP, with its server up, and with it down."""

import json
import os
import re
import stat
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from domain.adapters import running
from handlers import console
from handlers.cli.main import Line
from handlers.cli.table import own_table
from handlers.menu import STUDIO
from tests.conftest import ADMIN_TOKEN
from tests.processes import serving


class Ran(NamedTuple):
    """What a command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path) -> Run:
    """Run one command line in this process, with nobody at a terminal."""
    for name in os.environ:
        if name.startswith("SPOLVERO_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")

    def run(line: str, *more: str) -> Ran:
        capsys.readouterr()
        try:
            status = console.main([*line.split(), *more])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture
def online(run, api, monkeypatch) -> Run:
    """The same, with an address and a token in the environment."""
    monkeypatch.setenv("SPOLVERO_URL", str(api.base_url).removesuffix("/api/v1/"))
    monkeypatch.setenv("SPOLVERO_TOKEN", ADMIN_TOKEN)
    return run


@pytest.fixture
def jobs(api) -> list[str]:
    """Twelve jobs that wait, the newest first."""
    made = [api.post("/jobs", json={"prompt": f"fox {n}"}).json()["id"] for n in range(12)]
    return made[::-1]


# What is printed


def test_a_list_is_a_table_whose_times_are_local(online, jobs):
    ran = online("jobs list --limit 2")
    assert "There are more: --all" in ran.err
    said = ran.out.splitlines()
    assert said[0].split()[:3] == ["ID", "STATE", "PROMPT"]
    assert [line.split()[0] for line in said[1:]] == jobs[:2]
    assert re.search(r"2026-11-23 \d\d:\d\d:\d\d$", said[1])
    assert online("trash list-trashed-images") == (0, "", "There are none.\n")


def test_json_is_the_reply_and_yaml_says_the_same(online, jobs, api):
    import yaml

    reply = api.get("/jobs", params={"limit": 2}).json()
    ran = online("jobs list --limit 2 --json")
    assert (ran.json, ran.err) == (reply, "")
    assert yaml.safe_load(online("jobs list --limit 2 --yaml").out) == reply


def test_all_walks_over_every_page_and_prints_a_line_each(online, jobs, short_pages):
    lines = online("jobs list --all --json").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == jobs
    assert len(online("jobs list --all").out.splitlines()) == 13
    # A limit above what a page holds walks on, and stops there.
    lines = online("jobs list --limit 7 --json").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == jobs[:7]


@pytest.fixture
def short_pages(monkeypatch):
    """Pages of jobs that hold five at most, as far as the command line knows."""
    table = own_table()
    monkeypatch.setitem(table.find("list_jobs")["page"], "most", 5)
    monkeypatch.setattr("handlers.cli.main.own_table", lambda: table)


def test_one_thing_is_a_line_for_each_fact(online, jobs, tmp_path):
    said = online(f"jobs get {jobs[0]}").out
    assert re.search(r"^state +queued$", said, re.MULTILINE)
    assert re.search(r"^cancel_requested +no$", said, re.MULTILINE)
    # In a file it is JSON: what a table leaves out would be lost.
    assert online(f"jobs get {jobs[0]} --output {tmp_path}/job.json") == (0, "", "")
    assert json.loads((tmp_path / "job.json").read_text())["id"] == jobs[0]


def test_a_file_goes_to_the_named_place_or_to_standard_output(online, api, tmp_path):
    image = api.picture()
    target = tmp_path / "fox.png"
    ran = online(f"images get-file {image['id']} --output {target}")
    assert (ran.status, ran.out) == (0, "")
    assert target.read_bytes() == api.get(f"/images/{image['id']}/file").content
    assert [path.name for path in tmp_path.glob("fox*")] == ["fox.png"]


def test_a_file_that_is_refused_leaves_what_was_there(online, api, tmp_path):
    target = tmp_path / "fox.png"
    target.write_text("before")
    assert online(f"images get-file img_01kc0000000000000000000000 -o {target}").status == 4
    assert target.read_text() == "before"


def test_a_picture_is_uploaded_from_a_file(online, api, tmp_path):
    file = api.get(f"/images/{api.picture()['id']}/file").content
    (tmp_path / "fox.png").write_bytes(file)
    made = online("images upload --json", str(tmp_path / "fox.png"), "--title", "Fox at dusk").json
    assert (made["title"], made["source"]) == ("Fox at dusk", "upload")


# Refusals


REFUSALS = (
    ("jobs get job_01kc0000000000000000000000", 4, "(404): There is no job"),
    ("jobs list --limit 0", 3, "  --limit: "),
    ("jobs queue --prompt x --steps 0", 3, "  --steps: "),
    ("jobs list --album-id x", 3, "  --album-id: "),
    ("jobs queue --prompt x --adapters 1", 3, "  --adapters (0): "),
    ("labels add img_01kc0000000000000000000000 --set kind=tag", 2, "--text must be given"),
    ("jobs list --url http://127.0.0.1:1 --retries 0", 5, "cannot be reached: connection refused"),
)


def test_a_refusal_is_told_with_the_option_that_it_is_about(online):
    for line, status, said in REFUSALS:
        ran = online(line)
        assert (ran.status, ran.out) == (status, ""), line
        assert said in ran.err
        if status in (3, 4):
            assert re.search(r"^  trace: [0-9a-f]{32}$", ran.err, re.MULTILINE)


def test_who_may_not_is_told_how_to_sign_in(online, monkeypatch):
    monkeypatch.setenv("SPOLVERO_TOKEN", "wrong-token")
    ran = online("jobs list")
    assert ran.status == 3
    assert "spolvero login" in ran.err
    assert "wrong-token" not in ran.err


def test_what_cannot_be_undone_is_asked_for_and_no_is_no(online, api, monkeypatch):
    import io
    import sys

    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    assert online(f"albums delete {album}").status == 2

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = online(f"albums delete {album}")
    assert ran.status == 130
    assert ran.err.endswith("Nothing was done.\n")
    assert api.get(f"/albums/{album}").status_code == 200
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert online(f"albums delete {album}").status == 0
    assert api.get(f"/albums/{album}").status_code == 404


def test_a_dry_run_changes_nothing(online, jobs, api):
    assert online("jobs cancel-many --dry-run --json").json["changed"] == 12
    assert api.get("/jobs", params={"state": "queued"}).json()["items"] != []


# What goes on


def test_waiting_ends_by_how_the_job_ends(online, api, engine, studio, queue):
    import threading

    def draw() -> None:
        while not queue.messages:
            threading.Event().wait(0.01)
        api.work_off()

    worker = threading.Thread(target=draw)
    worker.start()
    ran = online("jobs queue --prompt fox --steps 1 --width 64 --height 64 --wait --json")
    worker.join()
    assert ran.json["state"] == "succeeded"


def test_waiting_for_what_is_cancelled_ends_with_1(online, api):
    import threading

    def cancel() -> None:
        while not (found := api.get("/jobs").json()["items"]):
            threading.Event().wait(0.01)
        api.post(f"/jobs/{found[0]['id']}/cancel").raise_for_status()

    other = threading.Thread(target=cancel)
    other.start()
    ran = online("jobs queue --prompt fox --wait --json")
    other.join()
    assert ran.status == 1
    assert json.loads(ran.out)["state"] == "cancelled"


def test_events_are_a_line_each_until_the_job_is_over(online, api):
    image = api.picture()
    ran = online(f"jobs stream-events {image['job_id']}")
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 0
    assert events[-1]["event"] == "job"
    assert events[-1]["data"]["state"] == "succeeded"


# The studio of this machine

READS = ("jobs list", "albums list", "images list")


def _acts(run: Run, image: str) -> list[str]:
    """Make, show, list, change and delete: what each gave, without ids and times."""
    told: list[Any] = [
        run("albums create --json", "--name", "Foxes").json,
        run("labels add --json", image, "--kind", "tag", "--text", "dusk").json,
    ]
    album, label = (each["id"] for each in told)
    told += [
        run(f"albums update {album} --json --name Vixens").json,
        run(f"albums get {album} --json").json,
        run(f"labels list {image} --json").json,
        run(f"labels delete {image} {label} --yes"),
        run("jobs cancel-many --dry-run"),
        run(f"albums delete {album} --yes"),
        run(f"albums get {album}"),
    ]
    return [_ANY.sub("…", json.dumps(each)) for each in told]


_ANY = re.compile(r"\b(?:alb|lbl|img|usr)_[0-9a-z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{32}")


def test_acts_give_the_same_over_http_with_the_server_up_and_with_it_down(
    run, monkeypatch, tmp_path
):
    home = tmp_path / "home"
    with serving(home, SPOLVERO_ADMIN_TOKEN=ADMIN_TOKEN) as server:
        note = home / running.NOTE
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        made = run("jobs queue --wait --json --prompt fox --steps 1 --width 64 --height 64").json
        image = made["image_id"]
        assert run("session get-auth-status --json").json["user"]["role"] == "admin"
        up = {line: run(f"{line} --json").json for line in READS}
        acts_up = _acts(run, image)
        with monkeypatch.context() as there:
            there.setenv("SPOLVERO_URL", server.url)
            assert run("jobs list").status == 3
            there.setenv("SPOLVERO_TOKEN", ADMIN_TOKEN)
            over_http = {line: run(f"{line} --json").json for line in READS}
            acts_over_http = _acts(run, image)
        before = {line: run(f"{line} --json").json for line in READS}
        secret = running.read(home).secret
    # The process was killed: its note is still there, and its lock is not.
    assert note.exists()
    down = {line: run(f"{line} --json").json for line in READS}
    assert not note.exists()
    assert down == before
    assert over_http == {line: up[line] for line in READS}
    assert acts_up == acts_over_http == _acts(run, image)
    assert secret not in (home / "studio.db").read_bytes().decode("latin-1")
    # With nobody else to draw it, the command does.
    ran = run("jobs queue --wait --json --prompt fox --steps 1 --width 64 --height 64")
    assert ran.json["state"] == "succeeded"


def test_where_there_is_no_studio_none_is_made(run, tmp_path):
    ran = run("jobs list")
    assert ran.status == 2
    assert "spolvero serve" in ran.err
    assert not (tmp_path / "home" / "studio.db").exists()


def test_a_home_that_somebody_else_holds_is_told_of(run, tmp_path, monkeypatch):
    import fcntl

    from handlers import here

    monkeypatch.setattr(here, "PATIENCE", 0.0)
    (tmp_path / "home").mkdir()
    with (tmp_path / "home" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = run("jobs list")
    assert ran.status == 5
    assert "--url" in ran.err


def test_the_secret_of_this_machine_opens_no_other_server(api):
    answer = api.public.get("/jobs", headers={"Authorization": "Bearer not-its-secret"})
    assert answer.status_code == 401


# Tokens that are kept


def test_a_login_is_kept_for_its_owner_and_sends_commands_there(online, api, tmp_path, monkeypatch):
    url = os.environ["SPOLVERO_URL"]
    ran = online("login")
    assert ran.status == 0
    assert f"Logged in to {url} as admin (admin)" in ran.out
    assert ADMIN_TOKEN not in ran.out + ran.err
    kept = tmp_path / "config" / "spolvero" / "logins.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    monkeypatch.delenv("SPOLVERO_URL")
    monkeypatch.delenv("SPOLVERO_TOKEN")
    assert online("session get-auth-status --json").json["authenticated"] is True
    assert online("jobs list --here").status == 2  # there is none on this machine
    kept.chmod(0o644)
    assert "Others can read" in online("jobs list").err
    kept.chmod(0o600)
    assert online("logout").status == 0
    assert ADMIN_TOKEN not in kept.read_text()
    assert online("logout").status == 4


def test_a_token_that_nobody_knows_is_not_kept(online, monkeypatch, tmp_path):
    monkeypatch.setenv("SPOLVERO_TOKEN", "nobody-knows-it")
    assert online("login").status == 3
    assert not (tmp_path / "config").exists()


def test_the_server_of_a_setting_does_not_stop_a_studio_from_starting():
    from domain.adapters.settings import read_settings

    read_settings({"SPOLVERO_URL": "http://studio", "SPOLVERO_TOKEN": "x"})


def test_ctrl_c_is_130(capsys):
    def here(timeout: float, paths: Any, working: bool) -> Any:
        raise KeyboardInterrupt

    line = Line(STUDIO, here, lambda name: None)
    assert line.main(["jobs", "list", "--here"]) == 130
