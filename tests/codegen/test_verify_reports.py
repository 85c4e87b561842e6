"""What `spolvero verify` writes: each format by its own reader, without a secret in any."""

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from codegen.fault import ContractError
from codegen.verify import baseline
from codegen.verify.exchange import Exchange, Identity, Reply, Request
from codegen.verify.finding import Finding
from codegen.verify.report import FORMATS, Idle, Never, Ran, Report, as_json, written
from codegen.verify.report.progress import Bar
from codegen.verify.tell import tell

SECRET = "s3cret-of-ann"
ANN = Identity("ann", {"Authorization": f"Bearer {SECRET}"})
ASKED = Request(
    "get_thing", "GET", "http://api/things/1", {"Authorization": f"Bearer {SECRET}"}, identity=ANN
)
ODD = Reply(200, {"content-type": "application/json"}, f'{{"it": "{SECRET} <b>\\u0001"}}'.encode())
FILTER = Finding("filters", "list_things", "/paths/~1things/get", "`colour` <selects> nothing.")
SHOWN = Finding(
    "reply.schema",
    "get_thing",
    "/components/schemas/Thing",
    f"\x1b[31m{SECRET} & more",
    (Exchange(ASKED, ODD),),
    ("list_things",),
)
REPORT = Report(
    name="api.yaml",
    url="http://api",
    seed=7,
    findings=(FILTER, SHOWN),
    ran=(
        Ran("filters", "list_things", "/paths/~1things/get", 3),
        Ran("sorts", "list_things", "/paths/~1things/get", 3, 1),
    ),
    idle=(Idle("owned", "get_thing", "/paths/~1things~1{id}/get", "it takes two identities"),),
    requests=42,
    seconds=1.5,
    accepted=(replace(FILTER, where="/elsewhere"),),
    stale=("0123456789abcdef",),
    notes=("One note.",),
    operations=3,
    never=(Never("drop_things"), Never("get_thing", 409)),
    place=lambda where: "my api.yaml:12:5" if where else "api.yaml:1:1",
)
CLEAN = replace(REPORT, findings=(), accepted=(), stale=(), idle=(), never=())


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_tells_a_secret_or_lets_a_server_write_to_the_terminal(form):
    text = written(REPORT, form)
    assert SECRET not in text
    assert "\x1b" not in text
    assert "\x01" not in text
    assert text.endswith("\n")


def test_a_terminal_gets_findings_by_rule_with_place_and_curl():
    text = written(REPORT, "terminal")
    assert "filters (1 finding)" in text
    assert "my api.yaml:12:5: /components/schemas/Thing" in text
    assert re.search(r'# 1\.\n  curl .*http://api/things/1.* -H "Authorization: \$\{ANN\}"', text)
    assert "it takes two identities: owned of get_thing" in text
    assert "2 findings, 1 known, 2 checks (6 attempts), 1 that could not run" in text


def test_colours_are_only_where_they_are_asked_for():
    assert "\x1b[31m" in written(REPORT, "terminal", colour=True)
    assert "\x1b[32m" in written(CLEAN, "terminal", colour=True)


def test_json_is_what_its_schema_says():
    schema = json.loads(Path(as_json.__file__).with_name("report.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for report in (REPORT, CLEAN, replace(REPORT, place=None)):
        value = json.loads(written(report, "json"))
        assert [error.message for error in validator.iter_errors(value)] == []
    assert [each["rule"] for each in json.loads(written(REPORT, "json"))["findings"]] == [
        "filters",
        "reply.schema",
    ]


def test_junit_has_a_case_for_each_check_and_what_fails_and_is_skipped_in_it():
    root = ElementTree.fromstring(written(REPORT, "junit"))
    assert (root.tag, root.get("tests"), root.get("failures"), root.get("skipped")) == (
        "testsuites",
        "6",
        "2",
        "3",
    )
    failed = [case.get("classname") for case in root.iter("testcase") if len(case)]
    assert failed == ["filters", "reply.schema", "owned", "carried_out", "carried_out"]


# The parts of the 2.1.0 schema that concern what we write (sarif-schema-2.1.0.json).
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"required": ["id"]},
                                    }
                                },
                            }
                        },
                    },
                    "invocations": {
                        "items": {
                            "required": ["executionSuccessful"],
                            "properties": {
                                "toolExecutionNotifications": {"items": {"required": ["message"]}}
                            },
                        }
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "required": ["message"],
            "properties": {
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"required": ["text"], "properties": {"text": {"type": "string"}}},
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "suppressions": {
                    "items": {
                        "required": ["kind"],
                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                    }
                },
                "locations": {
                    "items": {
                        "properties": {
                            "physicalLocation": {
                                "properties": {
                                    "artifactLocation": {
                                        "properties": {"uri": {"pattern": "^[^ ]+$"}}
                                    },
                                    "region": {
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1},
                                            "startColumn": {"type": "integer", "minimum": 1},
                                        }
                                    },
                                }
                            },
                            "logicalLocations": {"type": "array"},
                        }
                    }
                },
            },
        }
    },
}


def test_sarif_has_the_shape_of_2_1_0_and_shows_the_line():
    for report in (REPORT, CLEAN, replace(REPORT, place=None)):
        log = json.loads(written(report, "sarif"))
        assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    run = json.loads(written(REPORT, "sarif"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    assert run["results"][1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20api.yaml"},
        "region": {"startLine": 12, "startColumn": 5},
    }
    assert [len(each.get("suppressions", ())) for each in run["results"]] == [0, 0, 1]
    told = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert "drop_things was never carried out (never asked as somebody who may)" in told[0]
    assert "get_thing was never carried out (last answered 409)" in told[1]


def test_html_is_one_file_without_scripts_in_which_every_element_is_closed():
    text = written(REPORT, "html")
    open_now: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: object) -> None:
            assert tag not in ("script", "link", "img", "iframe")
            if tag != "meta":
                open_now.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_now.pop() == tag

    Reader().feed(text)
    assert open_now == []
    assert "&lt;selects&gt;" in text
    assert not re.search(r"(src|href)=", text)


def walked(pages: int) -> Report:
    """A finding about a list of many pages."""
    reply = Reply(200, {"x-total-count": "9"}, b"[]")
    asked = [f"http://api/things?limit=1&offset={number}" for number in range(pages)]
    steps = [Exchange(Request("list_things", "GET", each, {}), reply) for each in asked]
    message = "the total is 9, expected 8: so many items are in a list"
    finding = Finding("pages", "list_things", "", message, steps, also=("that too", "and that"))
    return replace(REPORT, findings=(finding,))


@pytest.mark.parametrize("form", ["terminal", "html", "junit", "sarif"])
def test_of_many_pages_a_person_is_shown_the_first_and_the_last_ones(form):
    text = written(walked(40), form)
    assert [*map(int, re.findall(r"offset=(\d+)", text))] == [0, 1, 39]
    assert form == "sarif" or "… 37 more pages" in text
    assert form == "sarif" or "and that" in text


def test_a_program_gets_every_step_and_which_of_them_are_decisive():
    steps = json.loads(written(walked(40), "json"))["findings"][0]["steps"]
    assert len(steps) == 40
    assert [number for number, each in enumerate(steps) if each["shown"]] == [0, 1, 39]
    assert [number for number, each in enumerate(steps) if each["decisive"]] == [39]


def test_the_request_that_shows_it_is_marked_with_the_header_that_is_spoken_of():
    text = written(walked(3), "terminal")
    assert "# 3. this shows it\n" in text
    assert "answered 200, X-Total-Count: 9; []" in text
    assert "also: that too" in text


@pytest.mark.parametrize("form", ["terminal", "html"])
def test_operations_that_never_succeeded_are_named(form):
    text = written(REPORT, form)
    assert "2 of 3 operations were never carried out" in text
    assert "drop_things (never asked as somebody who may), get_thing (last answered 409)" in text
    assert "never carried out" not in written(CLEAN, form)
    told = json.loads(written(REPORT, "json"))
    assert (told["operations"], [each["refusal"] for each in told["never"]]) == (3, [None, 409])


def test_one_reason_of_several_laws_is_told_once():
    idle = Idle("read_after_write", "put_thing", "", "there is nothing to compare with")
    text = written(replace(REPORT, idle=(idle, idle, idle)), "terminal")
    assert "compare with: read_after_write of put_thing (3 laws)\n" in text


# What is known.


def test_a_baseline_lets_pass_what_it_knows_and_tells_what_is_not_found_any_more(tmp_path, capsys):
    file = str(tmp_path / "known.json")
    assert tell(REPORT, "terminal", known=file, update=True) == 0
    assert tell(REPORT, "json", known=file) == 0
    assert (
        tell(
            replace(REPORT, findings=(*REPORT.findings, replace(FILTER, rule="sorts"))),
            "terminal",
            known=file,
        )
        == 1
    )
    capsys.readouterr()
    assert tell(replace(REPORT, findings=(SHOWN,)), "terminal", known=file) == 0
    told = capsys.readouterr().out
    assert f"The baseline has {baseline.fingerprint(FILTER)}, which was not found" in told


def test_a_fingerprint_depends_on_rule_operation_and_place_alone():
    same = replace(FILTER, message="Another one.", exchanges=SHOWN.exchanges, others=("x",))
    assert baseline.fingerprint(same) == baseline.fingerprint(FILTER)
    others = [replace(FILTER, **{name: "x"}) for name in ("rule", "operation", "where")]
    assert len({*map(baseline.fingerprint, [FILTER, *others])}) == 4


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"known": [{}]}', None])
def test_a_baseline_that_is_none_is_told_in_one_line(tmp_path, text):
    file = tmp_path / "known.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ContractError, match="baseline") as fault:
        baseline.Baseline.read(file)
    assert len(fault.value.lines) == 1


def test_a_report_that_goes_to_a_file_leaves_a_summary_for_the_person(tmp_path, capsys):
    file = tmp_path / "report.json"
    assert tell(REPORT, "json", output=str(file)) == 1
    assert json.loads(file.read_bytes())["seed"] == 7
    out, err = capsys.readouterr()
    assert out == ""
    assert "2 findings" in err
    with pytest.raises(ContractError, match="--output"):
        tell(REPORT, "json", output=str(tmp_path))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_whoever_watches():
    for stream, quiet, shows in (
        (Terminal(), False, True),
        (Terminal(), True, False),
        (io.StringIO(), False, False),
    ):
        bar = Bar(stream, quiet=quiet)
        bar(1, 2, "sorts of list_things")
        bar(2, 2, "")
        bar.close()
        assert ("[############............] 1/2 sorts of list_things" in stream.getvalue()) is shows
