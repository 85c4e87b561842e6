"""What is generated is what lies in the repository, byte for byte, on every machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.__main__ import main
from codegen.emit.words import HEADER
from codegen.outputs import OUTPUTS, stale, write
from codegen.read.contract import read

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def contract():
    return read(PROJECT / "openapi")


def test_no_generated_file_is_stale(contract):
    assert list(stale(contract.api, PROJECT)) == []


def test_the_contract_keeps_every_rule(contract):
    from codegen.lint import lint

    assert lint(contract) == []


def test_every_type_says_all_that_the_contract_does(contract):
    assert contract.api.diagnostics == ()


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.path)
def test_a_generated_file_says_so_in_its_first_line(contract, output):
    text = output.emit(contract.api)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    if not output.path.endswith(".json"):  # which knows no comments
        assert HEADER in text.splitlines()[0]


def test_building_twice_writes_nothing_the_second_time(workshop):
    api = workshop.api()
    assert list(write(api, workshop.project)) == [output.path for output in OUTPUTS]
    assert list(write(api, workshop.project)) == []


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_bytes_do_not_depend_on_the_order_of_sets(workshop, seed):
    api = workshop.api()
    command = [sys.executable, "-m", "codegen", "build", "--project", str(workshop.project)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    assert list(stale(api, workshop.project)) == []


def test_a_stale_file_is_named_with_a_short_difference(workshop, capsys):
    workshop.save()
    project = ["--project", str(workshop.project)]
    assert main(["build", *project]) == 0
    assert main(["check", *project]) == 0
    path = workshop.project / "handlers/wire.py"
    path.write_text(path.read_text().replace("litres", "gallons"))
    capsys.readouterr()
    assert main(["check", *project]) == 1
    said = capsys.readouterr().err
    assert 'handlers/wire.py is stale; run "make generate".' in said
    assert "-    gallons: NotRequired[float]" in said
    assert "+    litres: NotRequired[float]" in said


def test_a_missing_file_is_named_and_the_difference_stays_short(workshop):
    api = workshop.api()
    list(write(api, workshop.project))
    (workshop.project / "web/src/contract/types.ts").unlink()
    (found,) = stale(api, workshop.project)
    assert found.startswith("web/src/contract/types.ts is missing")
    assert len(found.splitlines()) < 25


def test_a_contract_that_cannot_be_built_is_refused_with_its_place(workshop, capsys):
    workshop.files["schemas/glaze.json"]["title"] = "Varnish"
    workshop.save()
    assert main(["build", "--project", str(workshop.project)]) == 1
    assert capsys.readouterr().err == (
        "openapi/schemas/glaze.json: the title Varnish belongs in schemas/varnish.json\n"
    )


def test_the_build_says_what_its_types_cannot(workshop, capsys):
    workshop.schema("odd", type="object", propertyNames={"maxLength": 3}, example={})
    workshop.save()
    assert main(["build", "--project", str(workshop.project)]) == 0
    assert capsys.readouterr().err == (
        "openapi/schemas/odd.json#/propertyNames:"
        " types cannot say which names are allowed; its types are wider\n"
    )
