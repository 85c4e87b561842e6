"""`spolvero diff` as a command: what it prints, how it ends, what is waived, and until when."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from diff_pairs import GET, STRING, answers, api, asks, of, query, takes

from codegen.diff.compare import compare
from codegen.diff.document import opened, prepared
from codegen.diff.main import main, rules
from codegen.diff.rules import RULES
from codegen.diff.rules_page import rules_page
from handlers import console

ROOT = Path(__file__).parents[2]
OLD, NEW = asks(of(a=STRING)), asks(of(("a",), a=STRING))
TODAY = "2026-11-27"
WAIVER = """\
- rule: request-property-became-required
  place: {place}
  reason: All three clients send it.
  until: {until}
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_text(json.dumps(OLD))
    Path("new.json").write_text(json.dumps(NEW))
    return tmp_path


def run(*arguments: str) -> int:
    return main(["--today", TODAY, *arguments])


def test_a_break_ends_with_one_and_shows_a_request(files, capsys):
    assert run("old.json", "new.json") == 1
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "POST /things"
    assert "`a` of the body has to be there now" in said
    assert "request-property-became-required at /paths/~1things/post/requestBody" in said
    assert "for instance, body: {}" in said
    assert said.endswith("old.json → new.json: 1 break, no warnings, no other changes\n")
    assert "\x1b" not in said


def test_no_break_ends_with_zero_and_says_so(files, capsys):
    assert run("new.json", "old.json") == 0
    assert capsys.readouterr().out == (
        "new.json → old.json: no breaks, no warnings, 1 other change; --all shows the others\n"
    )
    assert run("new.json", "old.json", "--all") == 0
    assert "`a` of the body may be missing now" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("least", "status"), [("break", 0), ("warning", 0), ("info", 1), ("never", 0)]
)
def test_what_fails_can_be_chosen(files, least, status):
    assert run("new.json", "old.json", "--fail-on", least) == status


def test_the_console_has_it(files, capsys):
    assert console.main(["diff", "old.json", "old.json"]) == 0
    assert "no breaks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needs two documents"),
        (["old.json"], "needs two documents"),
        (["old.json", "none.json"], "none.json: there is no such file"),
        (["old.json", "new.json", "--format", "xml"], "invalid choice"),
        (["old.json", "new.json", "--waivers", "none.yaml"], "none.yaml: there is no such file"),
        (["old.json", "new.json", "--grace-days", "-1"], "no less than 0"),
        (["-", "-"], "one of the documents"),
        (["git:main", "new.json"], "git:REVISION:PATH"),
    ],
)
def test_who_asks_wrongly_is_told_in_a_sentence(files, capsys, arguments, said):
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1


def test_json_holds_all_of_it(files, capsys):
    assert run("old.json", "new.json", "--format", "json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"break": 1, "warning": 0, "info": 0}
    (finding,) = said["findings"]
    assert finding["rule"] == "request-property-became-required"
    assert finding["operations"] == ["POST /things"]
    assert finding["path"] == ["a"]
    assert finding["witness"] == {"of": "body", "value": {}}
    assert finding["sure"] is True


def test_markdown_is_a_changelog(files, capsys):
    run("old.json", "new.json", "--format", "markdown")
    assert capsys.readouterr().out == (
        "From `old.json` to `new.json`: 1 break, no warnings, no other changes.\n\n### Breaks\n\n"
        "- **POST /things**: `a` of the body has to be there now "
        "(`request-property-became-required`). For instance body `{}`.\n"
    )


def test_github_is_shown_the_line(files, capsys):
    Path("new.json").write_text(json.dumps(NEW, indent=1))
    run("old.json", "new.json", "--format", "github")
    said = capsys.readouterr().out
    assert said.startswith("::error file=new.json,line=")
    line = int(said.partition("line=")[2].partition(",")[0])
    assert '"required"' in Path("new.json").read_text().splitlines()[line - 1]
    assert "::POST /things: `a` of the body has to be there now%0AFor instance, body: {}" in said


@pytest.mark.parametrize(
    "place", ["POST /things", '"*"', "/paths/~1things/post", "/paths/~1things/post/requestBody"]
)
def test_a_waiver_lets_a_break_pass(files, capsys, place):
    Path("w.yaml").write_text(WAIVER.format(place=place, until="2026-11-27"))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 0
    said = capsys.readouterr().out
    assert "waived: All three clients send it." in said
    assert "no breaks, no warnings, no other changes, 1 waived" in said


def test_an_expired_waiver_counts_no_more_and_is_told(files, capsys):
    Path("w.yaml").write_text(WAIVER.format(place="POST /things", until="2026-11-26"))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 1
    said = capsys.readouterr().out
    assert "was waived until 2026-11-26" in said
    assert "waiver-expired at w.yaml/0" in said


def test_an_unused_waiver_is_told(files, capsys):
    Path("w.yaml").write_text(WAIVER.format(place="GET /things", until="2026-12-31"))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 1
    assert "waiver-unused at w.yaml/0" in capsys.readouterr().out


def test_a_waiver_of_one_operation_is_none_for_another(files):
    document = asks(of(a={"$ref": "#/components/schemas/S"}), components={"schemas": {"S": STRING}})
    document["paths"]["/others"] = {"post": document["paths"]["/things"]["post"]}
    Path("old.json").write_text(json.dumps(document))
    document["components"]["schemas"]["S"] = {**STRING, "maxLength": 3}
    Path("new.json").write_text(json.dumps(document))
    one = WAIVER.replace("became-required", "max-length-decreased").format
    Path("w.yaml").write_text(one(place="POST /things", until="2026-12-31"))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 1
    both = [one(place=f"POST /{each}", until="2026-12-31") for each in ("things", "others")]
    Path("w.yaml").write_text("".join(both))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- rule: nonsense", "a waiver has rule, place, reason, until"),
        (WAIVER.replace("required", "requird"), "there is no rule request-property-became-requird"),
        (WAIVER.format(place="x", until="soon"), "until is a day"),
        (WAIVER.replace("All three clients send it.", "''"), "place and reason"),
        ("text", "it holds a list of waivers"),
    ],
)
def test_a_waiver_that_says_too_little_is_refused(files, capsys, text, said):
    Path("w.yaml").write_text(text.replace("{place}", "x").replace("{until}", "2026-12-31"))
    assert run("old.json", "new.json", "--waivers", "w.yaml") == 2
    assert said in capsys.readouterr().err


def test_a_revision_of_git_can_be_compared(files):
    git = [
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
    ]
    for words in (["init", "-q"], ["add", "old.json"], ["commit", "-qm", "First"]):
        subprocess.run([*git, *words], check=True)
    Path("old.json").write_text(json.dumps(NEW))
    assert run("git:HEAD:old.json", "old.json") == 1
    assert run("git:HEAD:none.json", "old.json") == 2


def test_grace_days_ask_for_a_sunset_that_is_far_enough():
    before = prepared(api(("get", "/a", GET)), "a")

    def told(**deprecated):
        after = prepared(api(("get", "/a", {**GET, "deprecated": True, **deprecated})), "a")
        found = compare(before, after, date(2026, 11, 27), grace=30)
        return {each.rule for each in found if each.severity == "break"}

    assert told() == {"operation-deprecated-without-sunset"}
    assert told(**{"x-sunset": "2026-12-01"}) == {"operation-sunset-too-early"}
    assert told(**{"x-sunset": "2026-12-27T00:00:00Z"}) == set()


def test_a_required_property_that_was_announced_to_go_may_go():
    def told(**deprecated):
        old = answers(of(("a",), a={**STRING, **deprecated}))
        found = compare(prepared(old, "a"), prepared(answers(of()), "a"), date(2026, 11, 27))
        return {(each.rule, each.severity) for each in found if each.severity != "info"}

    gone = "response-property-removed"
    assert told() == {("response-property-required-removed", "break")}
    assert told(deprecated=True) == {(f"{gone}-after-deprecation", "warning")}
    assert told(deprecated=True, **{"x-sunset": "2026-11-27"}) == set()
    assert told(deprecated=True, **{"x-sunset": "2026-11-28"}) == {
        (f"{gone}-before-sunset", "break")
    }


def test_tolerant_readers_are_not_broken_by_new_properties():
    pair = [prepared(answers(of(closed=True, **more)), "a") for more in ({}, {"b": STRING})]
    assert [each.severity for each in compare(*pair)] == ["break"]
    assert [each.severity for each in compare(*pair, tolerant=True)] == ["info"]


def test_one_change_of_a_shared_schema_is_one_finding():
    def document(schema):
        found = asks(
            of(a={"$ref": "#/components/schemas/S"}), components={"schemas": {"S": schema}}
        )
        for name in "abc":
            found["paths"][f"/{name}"] = found["paths"]["/things"]
        return prepared(found, "a")

    (finding,) = compare(document(STRING), document({**STRING, "maxLength": 3}))
    assert len(finding.operations) == 4
    assert finding.where == "/components/schemas/S/maxLength"


def test_where_no_value_shows_it_that_is_said():
    lookahead = [{**STRING, "pattern": rf"^(?={each})\w(?<=x)y*$"} for each in "xy"]
    (finding,) = (
        each
        for each in compare(*(prepared(asks(each), "a") for each in lookahead))
        if each.severity != "info"
    )
    assert finding.severity == "warning"
    assert finding.witness is None
    assert not finding.is_sure


def test_parameters_of_a_moved_path_are_compared():
    def document(name, **schema):
        parameter = {"name": name, "in": "path", "required": True, "schema": {**STRING, **schema}}
        return prepared(takes(parameter, query(), path=f"/a/{{{name}}}"), "a")

    assert compare(document("id"), document("key")) == []
    (finding,) = compare(document("id"), document("key", maxLength=2))
    assert finding.rule == "request-parameter-max-length-decreased"
    assert finding.operations == ["GET /a/{key}"]


def test_the_page_of_rules_is_the_table():
    assert (ROOT / "docs/reference/diff-rules.md").read_text() == rules_page()
    assert len(rules().splitlines()) == len(RULES)
    assert all(set(each) <= set("abcdefghijklmnopqrstuvwxyz-") for each in RULES)


def test_it_starts_without_what_only_comparing_needs():
    code = (
        "import sys; from codegen.diff.main import main; main(['--rules']);"
        "print(sorted({'jsonschema_rs', 'fast_yaml', 'hypothesis'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_our_own_bundle_opens_and_is_equal_to_itself():
    bundle = str(ROOT / "openapi" / "bundle.json")
    assert compare(opened(bundle), opened(bundle)) == []
