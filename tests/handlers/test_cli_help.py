"""Every operation is a command, whose help tells all of it, and which starts at once."""

import json
import subprocess
import sys

import pytest

from handlers import commands, console, menu
from handlers.app import bundle
from handlers.cli.faults import STATUSES, Fault
from handlers.cli.options import GENERAL, options_of
from handlers.cli.parser import parser_of
from handlers.cli.table import own_table

TABLE = own_table()
OPERATIONS = [name for name, _ in TABLE.names()]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def declared() -> dict[str, dict]:
    """Each operation of the contract, with the parameters that it has in all."""
    parts = bundle()["components"]["parameters"]
    found = {}
    for item in bundle()["paths"].values():
        for method, each in item.items():
            if method == "parameters":
                continue
            asked = [*item.get("parameters", []), *each.get("parameters", [])]
            names = [parts[p["$ref"].rpartition("/")[2]] if "$ref" in p else p for p in asked]
            found[each["operationId"]] = {**each, "parameters": names}
    return found


DECLARED = declared()


def test_every_operation_of_the_contract_is_a_command():
    assert {*OPERATIONS} == {*DECLARED}


@pytest.mark.parametrize("name", OPERATIONS)
def test_help_has_every_parameter_and_every_field_of_the_body(name, capsys):
    command = TABLE.find(name)
    with pytest.raises(SystemExit) as ended:
        console.main([command["noun"], command["verb"], "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    wanted = DECLARED[name]
    assert " ".join(wanted["description"].split()[:4]) in " ".join(said.split())
    options = options_of(command)
    flags = [each.flag for each in options]
    assert len({*flags}) == len(flags)
    for flag in flags:
        assert flag in said
    got = {(each.place, each.way[0]) for each in options if each.place != "body"}
    assert got == {(each["in"], each["name"]) for each in wanted["parameters"]}
    for status in STATUSES:
        assert f"  {status} " in said


def test_help_shows_the_studio_apart_from_its_operations(capsys):
    assert console.main(["--help"]) == 0
    studio, operations = capsys.readouterr().out.split("operations of its API")
    assert all(f"  {name} " in studio for name in menu.STUDIO)
    assert all(f"  {noun} " in operations for noun in TABLE.nouns)
    assert "  serve " not in operations


def test_api_lists_every_operation(capsys):
    assert console.main(["api"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == OPERATIONS


@pytest.mark.parametrize("noun", TABLE.nouns)
def test_a_noun_lists_its_verbs(noun, capsys):
    assert console.main([noun, "--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {verb} " in said for verb in TABLE.nouns[noun])


def test_types_enums_limits_and_defaults_are_those_of_the_contract():
    said = parser_of(TABLE.find("queue_job"), "spolvero jobs queue").format_help()
    assert "--steps N" in said
    assert "(1 to 150; default: 30)" in said
    said = parser_of(TABLE.find("list_jobs"), "spolvero jobs list").format_help()
    assert "--state {queued,running,succeeded,failed,cancelled}" in said
    assert "(may be repeated)" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("jobs list --state nearly", "invalid choice: 'nearly'"),
        ("jobs queue --prompt fox --steps many", "a whole number, not 'many'"),
        ("jobs queue", "--prompt must be given (or --body)"),
        ("jobs get", "JOB_ID"),
        ("jobs lits", "did you mean 'list'?"),
        ("job list", "did you mean 'jobs'?"),
        ("api list_jbos", "did you mean 'list_jobs'?"),
        ("jobs list --stat queued", "unrecognized arguments: --stat queued"),
        ("jobs queue --body {", "--body is not JSON"),
        ("jobs queue --prompt a --set prompt.x=1", "prompt.x cannot be set"),
        ("jobs get ..", "JOB_ID cannot be '..'"),
        ("jobs list --header nothing", "--header wants `Name: value`"),
        ("jobs list --url ftp://studio", "no http:// or https:// address"),
        ("albums delete alb_1 --url http://127.0.0.1:1", "Say --yes"),
        ("completion powershell", "bash|zsh|fish"),
        ("call /nowhere.yaml list", "there is no such file"),
    ],
)
def test_what_cannot_be_is_2_and_one_line_says_why(line, said, capsys):
    assert console.main(line.split()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.startswith("spolvero: ")


def test_nothing_asked_is_2_and_shows_the_help(capsys):
    assert console.main([]) == 2
    assert "usage: spolvero" in capsys.readouterr().out


def test_the_menu_of_the_studio_is_what_it_does():
    assert [*menu.STUDIO] == [*commands.COMMANDS, *menu.GENERATOR]


def test_general_options_are_kept_for_what_they_are():
    """An operation's own option of such a name gets its place before it."""
    for name in OPERATIONS:
        command = TABLE.find(name)
        for parser in (parser_of(command, ""), parser_of(command, "", foreign=True)):
            own = {each.flag for each in options_of(command)}
            general = {
                flag
                for action in parser._actions
                for flag in action.option_strings
                if flag.startswith("--") and flag not in own and f"--{flag[5:]}" not in own
            }
            assert {flag[2:] for flag in general} <= GENERAL


def test_an_option_of_a_general_name_is_called_by_its_place():
    value = {"type": "string"}
    command = {
        **TABLE.find("list_jobs"),
        "parameters": [{"name": "all", "in": "query", "value": value}],
        "body": {"media": {"application/json": {"value": {"type": "object", "fields": {
            "all": value, "url": value, "query_all": value,
        }}}}},
    }  # fmt: skip
    assert [each.flag for each in options_of(command)] == [
        "--query-all",
        "--body-all",
        "--body-url",
        "--body-query-all",
    ]


def test_help_and_completion_import_nothing_of_the_studio():
    """Or they would not start within 150 ms; bench/cli.py measures it."""
    asked = [["--help"], ["jobs", "queue", "--help"], ["complete", "bash", "jobs", ""]]
    program = (
        "import json, sys\n"
        "from handlers.console import main\n"
        f"for each in {asked!r}:\n"
        "    try: main(each)\n"
        "    except SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {*json.loads(ran.stdout.splitlines()[-1])}
    heavy = {
        "connexion",
        "sqlalchemy",
        "yaml",
        "http.client",
        "asyncio",
        "ssl",
        "codegen",
        "domain",
    }
    assert heavy & loaded == set()


def test_a_fault_is_told_before_anything_is_sent():
    with pytest.raises(Fault):
        parser_of(TABLE.find("get_job"), "spolvero jobs get").parse_args([])
