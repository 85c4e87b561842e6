"""The command `spolvero types`: where it writes, what it says, how it ends."""

import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen import types
from codegen.asked import LANGS, asked, parser
from codegen.asked_help import HELP
from codegen.difference import difference
from codegen.stale import surplus
from codegen.types import HEADER, main
from codegen.watch import changed, stamps, watch
from codegen.written import write


@pytest.fixture(autouse=True)
def collecting():
    """The command ends with its process and never collects; we go on."""
    yield
    gc.enable()


def document(**schemas: Any) -> dict[str, Any]:
    reply = {"200": {"description": "A pot."}}
    get = {"operationId": "get_pot", "tags": ["pots"], "responses": reply}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pots", "version": "1"},
        "paths": {"/pot": {"get": get}},
        "components": {"schemas": schemas or {"Pot": {"type": "string"}}},
    }


WIDER = {"Odd": {"type": "file"}}


@pytest.fixture
def spec(tmp_path, monkeypatch):
    """A document in the folder that we stand in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "api.json"
    path.write_text(json.dumps(document(), indent=1))
    return path


def rewrite(spec: Path, **schemas: Any) -> None:
    spec.write_text(json.dumps(document(**schemas), indent=1))


# Where it writes


def test_the_types_go_to_standard_output_unless_a_file_is_named(spec, capsys):
    assert main(["api.json"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == f"// {HEADER.format(name='api.json')}"
    assert said.err == ""
    assert main(["api.json", "-o", "types.ts"]) == 0
    assert Path("types.ts").read_bytes() == said.out.encode()
    assert capsys.readouterr().out == ""


def test_folders_are_made_and_a_folder_gets_types_ts(spec):
    assert main(["api.json", "-o", "src/made/api.ts"]) == 0
    assert main(["api.json", "-o", "src/made"]) == 0
    assert main(["api.json", "-o", "new/"]) == 0
    texts = {Path(each).read_text() for each in ("src/made/api.ts", "src/made/types.ts")}
    assert texts == {Path("new/types.ts").read_text()}


def test_a_file_that_says_the_same_is_not_touched(spec):
    main(["api.json", "-o", "types.ts"])
    os.utime("types.ts", (1, 1))
    main(["api.json", "-o", "types.ts"])
    assert Path("types.ts").stat().st_mtime == 1
    rewrite(spec, Jug={"type": "number"})
    main(["api.json", "-o", "types.ts"])
    assert Path("types.ts").stat().st_mtime != 1


def test_nothing_is_left_beside_the_file_and_its_mode_stays(tmp_path):
    path = tmp_path / "types.ts"
    path.write_text("before")
    path.chmod(0o640)
    assert write(path, "after\n")
    assert path.read_bytes() == b"after\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.ts").write_text("before")
    (tmp_path / "types.ts").symlink_to("real.ts")
    write(tmp_path / "types.ts", "after")
    assert (tmp_path / "types.ts").is_symlink()
    assert (tmp_path / "real.ts").read_text() == "after"


def test_a_place_that_cannot_be_written_is_one_line(spec, capsys):
    Path("file").write_text("")
    assert main(["api.json", "-o", str(Path("file/types.ts"))]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("file/types.ts: this cannot be written: a file stands where")


def test_what_is_no_file_is_written_as_it_is(spec):
    assert main(["api.json", "-o", os.devnull]) == 0
    assert not Path(os.devnull).is_file()


def test_the_document_is_never_overwritten(spec, capsys):
    before = spec.read_bytes()
    Path("folder").mkdir()
    assert main(["api.json", "-o", "folder/../api.json"]) == 2
    assert "this is the document" in capsys.readouterr().err
    assert spec.read_bytes() == before


def test_whoever_reads_may_stop(tmp_path):
    many = {f"Pot{number}": {"type": "string"} for number in range(9_000)}
    (tmp_path / "api.json").write_text(json.dumps(document(**many)))
    command = [sys.executable, "-m", "codegen", "types", str(tmp_path / "api.json")]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(command, cwd=root, text=True, **pipe) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == 0


# How it is asked


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--check"], "--check needs -o"),
        (["--watch"], "--watch needs -o"),
        (["--split"], "--split needs -o"),
        (["--watch", "--check", "-o", "x.ts"], "ask for one of them"),
        (["--enums", "enum", "-o", "x.d.ts"], "write x.ts instead"),
        (["--enums", "const", "-o", "x.d.ts"], "write x.ts instead"),
        (["--split", "-o", "x.d.ts"], "writes a folder"),
        (["--split", "-o", "api.json"], "this is a file"),
        (["-o", ""], "needs the name"),
        (["--enums", "values"], "invalid choice: 'values'"),
        (["--tags", "pots"], "unrecognized arguments"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(spec, capsys, arguments, says):
    assert main(["api.json", *arguments]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""
    assert [*spec.parent.iterdir()] == [spec]


def test_standard_input_cannot_be_watched(spec, capsys):
    assert main(["-", "--watch", "-o", "types.ts"]) == 2
    assert "standard input" in capsys.readouterr().err


def test_help_explains_every_option_with_an_example(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == HELP
    for action in parser()._actions:
        for option in action.option_strings:
            assert re.search(rf"^  (-\w, )?{option}\b", HELP, re.M) or option in ("-h", "-o")
            if option.startswith("--") and option not in ("--help", "--version"):
                assert re.search(rf"^ {{29}}(--\w.*)?{option}\b|^ {{29}}-o ", HELP, re.M)
    assert max(map(len, HELP.splitlines())) <= 100


def test_how_types_look_is_asked_of_typescript_alone(tmp_path, capsys):
    assert types.main(["api.json", "--lang", "python", "--immutable"]) == 2
    assert "leave them out for --lang python" in capsys.readouterr().err


def test_each_language_that_may_be_asked_for_is_written_by_somebody():
    assert set(types.LANGS) == set(LANGS)


def test_the_version_is_that_of_the_package(capsys):
    from importlib.metadata import version

    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"spolvero {version('spolvero')}\n"


def test_no_option_makes_the_usual_types_otherwise():
    assert asked(["api.json", "-o", "x.ts", "--check"]).is_plain
    assert asked(["api.json"]).is_whole
    assert not asked(["api.json", "--immutable"]).is_plain
    assert not asked(["api.json", "--exclude-deprecated"]).is_whole


# What it says


def test_types_that_are_wider_than_the_contract_are_told_of_unless_nobody_wants_to_know(
    spec, capsys
):
    rewrite(spec, **WIDER)
    assert main(["api.json"]) == 0
    assert "api.json: /components/schemas/Odd/type: `file` is not a type" in capsys.readouterr().err
    assert main(["api.json", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_the_first_places_are_told_and_the_others_counted(spec, capsys):
    rewrite(spec, **{f"Odd{number}": {"type": "file"} for number in range(1_012)})
    assert main(["api.json"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert "1,002 more places" in lines[-1]


def test_strict_names_each_place_by_its_line_and_writes_all_the_same(spec, capsys):
    odd = {f"Odd{number}": {"type": "file"} for number in range(12)}
    rewrite(spec, **odd)
    assert main(["api.json", "-o", "types.ts", "--strict"]) == 1
    *places, ending = capsys.readouterr().err.splitlines()
    lines = spec.read_text().splitlines()
    for number, place in enumerate(places):
        found = re.match(r"api\.json:(\d+):(\d+): /components/schemas/Odd(\d+)/type: ", place)
        assert found
        assert int(found[3]) == number
        assert lines[int(found[1]) - 1][int(found[2]) - 1 :] == '"type": "file"'
    assert "12 places" in ending
    assert "types.ts is written all the same" in ending
    assert Path("types.ts").exists()


def test_strict_is_content_with_a_contract_that_types_can_say(spec, capsys):
    assert main(["api.json", "--strict"]) == 0
    assert capsys.readouterr().err == ""


def test_a_reference_that_leads_nowhere_is_told_of_always(spec, capsys):
    rewrite(spec, Pot={"$ref": "#/components/schemas/Pott"})
    assert main(["api.json", "--quiet"]) == 0
    assert "Pott leads nowhere" in capsys.readouterr().err
    assert main(["api.json", "--quiet", "--strict"]) == 1


def test_a_document_that_is_not_fit_is_a_line_with_its_place(spec, capsys):
    spec.write_text('{"openapi": }')
    assert main(["api.json", "-o", "types.ts"]) == 1
    assert capsys.readouterr().err.startswith("api.json:1:13: this is not")
    assert not Path("types.ts").exists()


def test_a_document_that_is_nested_too_deeply_is_a_line(spec, capsys):
    inner = '{"type": "array", "items": ' * 450 + "{}" + "}" * 450
    spec.write_text(json.dumps(document(Pot={})).replace("{}", inner, 1))
    assert main(["api.json"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "nested too deeply" in line


class Screen:
    """A terminal that somebody watches."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return True


def test_whoever_watches_a_terminal_is_told_what_was_made(spec, monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    main(["api.json", "-o", "types.ts"])
    assert re.fullmatch(r"wrote types\.ts: 1 schema, 1 operation in \d+\.\d\d s\n", screen.text)
    screen.text = ""
    main(["api.json", "-o", "types.ts"])
    assert screen.text.startswith("types.ts is up to date: 1 schema, 1 operation in ")
    screen.text = ""
    main(["api.json", "-o", "types.ts", "--quiet"])
    assert screen.text == ""


def test_a_large_document_says_what_takes_so_long(spec, monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    rewrite(spec, Pot={"type": "file", "x-clay": "c" * 2_500_000})
    main(["api.json", "-o", "types.ts"])
    lines = screen.text.splitlines()
    assert lines[0] == "reading api.json (2.5 MB)…"
    assert lines[1] == "writing types.ts (0.0 MB)…"
    assert "is not a type" in lines[2]
    assert lines[3].startswith("wrote types.ts")


# --check


def test_check_is_content_with_what_is_up_to_date(spec, capsys):
    main(["api.json", "-o", "types.ts"])
    assert main(["api.json", "-o", "types.ts", "--check"]) == 0
    # As git writes it where lines end so.
    Path("types.ts").write_bytes(Path("types.ts").read_bytes().replace(b"\n", b"\r\n"))
    assert main(["api.json", "-o", "types.ts", "--check"]) == 0
    assert capsys.readouterr().err == ""


def test_check_shows_what_is_stale_and_writes_nothing(spec, capsys):
    main(["api.json", "-o", "types.ts", "--immutable"])
    rewrite(spec, Pot={"type": "number"})
    before = Path("types.ts").read_bytes()
    assert main(["api.json", "-o", "types.ts", "--immutable", "--check"]) == 1
    first, *lines = capsys.readouterr().err.splitlines()
    again = 'run "spolvero types api.json -o types.ts --immutable".'
    assert first == f"types.ts is stale; {again}"
    assert "-export type Pot = string;" in lines
    assert "+export type Pot = number;" in lines
    assert Path("types.ts").read_bytes() == before


def test_check_minds_what_is_missing_and_shows_little_of_it(spec, capsys):
    assert main(["api.json", "-o", "types.ts", "--check"]) == 1
    first, *lines = capsys.readouterr().err.splitlines()
    assert first.startswith("types.ts is missing")
    assert len(lines) == 21
    assert re.fullmatch(r"… \d+ more lines", lines[-1])
    assert not Path("types.ts").exists()


def test_check_looks_at_every_file_of_a_folder(spec, capsys):
    main(["api.json", "-o", "src", "--split"])
    assert main(["api.json", "-o", "src", "--split", "--check"]) == 0
    Path("src/pots.ts").unlink()
    left = Path("src/schemas.ts").read_text().splitlines()[0]
    Path("src/jugs.ts").write_text(f"{left}\n")
    assert main(["api.json", "-o", "src", "--split", "--check"]) == 1
    said = capsys.readouterr().err
    assert "src/pots.ts is missing" in said
    assert "src/jugs.ts is left over" in said
    assert Path("src/jugs.ts").exists()


def test_a_difference_far_down_is_shown_with_its_lines():
    before = [f"line {number}" for number in range(9_000)]
    after = [*before[:5_000], "new", *before[5_000:8_000], *before[8_001:]]
    lines = difference("x.ts", "\n".join(before), "\n".join(after), "the contract")
    assert lines[2:] == [
        "@@ -5000,2 +5000,3 @@",
        " line 4999",
        "+new",
        " line 5000",
        "… about 1 more changed lines",
    ]


# --watch


class Waiting:
    """Somebody who waits: what happens meanwhile, one after the other, and at last Ctrl+C."""

    def __init__(self, *events: Any) -> None:
        self.events = list(events)

    def __call__(self, seconds: float) -> None:
        if not self.events:
            raise KeyboardInterrupt
        self.events.pop(0)()


def stamped(path: Path, text: str) -> Any:
    """Write a text, later than ever before."""

    def act() -> None:
        path.write_text(text)
        stamped.time += 10  # type: ignore[attr-defined]
        os.utime(path, (stamped.time, stamped.time))  # type: ignore[attr-defined]

    return act


stamped.time = 4_000_000_000  # type: ignore[attr-defined]


def test_a_change_is_another_time_or_size_or_a_file_that_comes_or_goes(tmp_path):
    path = tmp_path / "api.json"
    nothing = stamps([path])
    path.write_text("1")
    before = stamps([path])
    assert changed(nothing, before)
    assert changed(before, nothing)
    assert not changed(before, stamps([path]))
    path.write_text("22")
    assert changed(before, stamps([path]))


def test_types_are_made_again_when_the_document_changes(spec, capsys):
    wait = Waiting(
        lambda: None,
        stamped(spec, json.dumps(document(Jug={"type": "number"}))),
    )
    times = iter(range(100))
    ended = watch(asked(["api.json", "-o", "types.ts", "--watch"]), wait, lambda: next(times))
    assert ended == 0
    assert "export type Jug = number;" in Path("types.ts").read_text()
    made = "types.ts: made in 1.00 s; waiting"
    assert capsys.readouterr().err.splitlines() == [made, made]


def test_a_broken_document_is_told_of_and_watched_on(spec, capsys):
    whole = spec.read_text()
    wait = Waiting(
        stamped(spec, '{"openapi": '),
        lambda: Path("types.ts").rename("before.ts"),
        stamped(spec, whole),
    )
    assert watch(asked(["api.json", "-o", "types.ts", "--watch", "--quiet"]), wait) == 0
    assert "api.json:1:" in capsys.readouterr().err
    assert Path("types.ts").read_text() == Path("before.ts").read_text()


def test_every_file_of_the_document_is_watched_and_one_that_is_missing(spec, capsys):
    inner = spec.parent / "parts" / "pot.json"
    inner.parent.mkdir()
    reference = {"$ref": "parts/pot.json"}
    rewrite(spec, Pot={"type": "object", "properties": {"lid": reference}})
    wait = Waiting(
        lambda: None,
        stamped(inner, '{"type": "number"}'),
        stamped(inner, '{"type": "boolean"}'),
    )
    assert watch(asked(["api.json", "-o", "types.ts", "--watch"]), wait) == 0
    assert "parts/pot.json: there is no such file" in capsys.readouterr().err
    assert "boolean" in Path("types.ts").read_text()


# What an earlier run left behind


def test_only_what_we_wrote_ourselves_from_the_same_document_is_left_over(tmp_path):
    header = "// Generated by Spolvero from a.json. Change the contract, not this file."
    files = {"index.ts": f"{header}\n", "pots.ts": f"{header}\n"}
    for name, text in {
        "pots.ts": header,
        "jugs.ts": f"{header}\nexport {{}};",
        "mine.ts": "// Mine.",
        "other.ts": header.replace("a.json", "b.json"),
        "longer.ts": f"{header} Or not.",
        "notes.md": header,
    }.items():
        (tmp_path / name).write_text(text)
    assert [path.name for path in surplus(files, tmp_path)] == ["jugs.ts"]
