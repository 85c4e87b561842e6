"""Nothing of the contract is without an answer, and nothing answers that is not in the contract."""

import copy
import importlib
import inspect
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from handlers.app import BUNDLE, bundle
from handlers.auth import COOKIE, identify
from handlers.call import NO_STORE
from handlers.contract import Contract, operations
from handlers.images import IMMUTABLE
from handlers.problems import KINDS, TYPES
from handlers.represent import API
from handlers.site import site
from tests import exercised

OPERATIONS = operations(bundle())
TAGS = [tag["name"] for tag in bundle()["tags"]]


def functions(tag: str) -> set[str]:
    """The public functions that a handler module itself defines."""
    module = importlib.import_module(f"handlers.{tag}")
    return {
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and name[0] != "_"
    }


def test_every_operation_has_a_handler_in_the_module_of_its_tag():
    missing = {
        f"{declared['tags'][0]}.{operation_id}"
        for operation_id, (_, _, declared) in OPERATIONS.items()
        if operation_id not in functions(declared["tags"][0])
    }
    assert missing == set()


@pytest.mark.parametrize("tag", TAGS)
def test_every_public_function_of_a_handler_module_is_an_operation(tag):
    declared = {name for name, (_, _, each) in OPERATIONS.items() if each["tags"] == [tag]}
    assert functions(tag) - declared == set()


@pytest.mark.parametrize("tag", TAGS)
def test_every_handler_says_in_a_sentence_what_it_does(tag):
    module = importlib.import_module(f"handlers.{tag}")
    for name in functions(tag):
        assert (inspect.getdoc(getattr(module, name)) or "").endswith("."), name


def test_a_new_operation_stops_the_start_by_its_name_until_it_has_a_handler():
    contract = copy.deepcopy(bundle())
    new = copy.deepcopy(contract["paths"]["/health"]["get"])
    contract["paths"]["/weather"] = {"get": {**new, "operationId": "get_weather"}}
    with pytest.raises(ValueError, match=r"operation get_weather: .*no attribute 'get_weather'"):
        Contract(site(contract), contract, None, identify)


def test_every_operation_is_served_where_the_contract_says():
    served = Contract(site(bundle()), bundle(), None, identify)
    base = bundle()["servers"][0]["url"]
    for operation_id, (path, method, _) in OPERATIONS.items():
        found = served.routes.find(base + path)
        assert found is not None, operation_id
        assert found[0].operations[method.upper()].id == operation_id


# Problems.


def problems() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example of a problem in the shared responses, with the response's name."""
    for name, response in bundle()["components"]["responses"].items():
        media = response.get("content", {}).get("application/problem+json", {})
        examples = media.get("examples", {}).values()
        for example in [each["value"] for each in examples] or [media.get("example")]:
            if example:
                yield name, example


EXAMPLES = {example["type"]: (name, example) for name, example in problems()}


def test_every_type_of_problem_has_a_status_a_title_and_an_example_that_agree():
    types = bundle()["components"]["schemas"]["ProblemType"]["enum"]
    assert sorted(KINDS) == sorted(types) == sorted(EXAMPLES)
    for kind, (status, title) in KINDS.items():
        _, example = EXAMPLES[kind]
        assert (example["status"], example["title"]) == (status, title), kind


def test_every_refusal_of_the_studio_has_a_type_of_its_own():
    from domain import errors

    refusals = {
        each
        for each in vars(errors).values()
        if inspect.isclass(each) and issubclass(each, errors.StudioError)
    }
    # Two are never raised themselves, and the third is about a part of the request.
    elsewhere = {errors.StudioError, errors.ComeBackLater, errors.BadCursor}
    assert refusals - elsewhere == TYPES.keys()
    assert len(set(TYPES.values())) == len(TYPES)


def test_every_status_that_a_problem_has_is_declared_somewhere_and_means_only_that():
    used = {
        (status, response["$ref"].rpartition("/")[2])
        for _, _, declared in OPERATIONS.values()
        for status, response in declared["responses"].items()
        if "$ref" in response and status >= "400"
    }
    by_status = dict(used)
    assert len(by_status) == len(used), "one status, one shared response"
    for kind, (status, _) in KINDS.items():
        assert by_status[str(status)] == EXAMPLES[kind][0], kind


def test_every_operation_declares_what_its_shape_brings_with_it():
    for operation_id, (path, _, declared) in OPERATIONS.items():
        needed = {"400", "405", "500"}
        successes = [each for status, each in declared["responses"].items() if status[0] in "23"]
        if any("content" in each for each in successes):
            needed |= {"406"}
        security = declared.get("security", bundle()["security"])
        if security:
            needed |= {"401", "503"} if {} in security else {"401", "403", "503"}
        if "{" in path:
            needed |= {"404"}
        if "requestBody" in declared:
            needed |= {"413", "415"}
        assert needed - declared["responses"].keys() == set(), operation_id


# Examples.


def examples(node: Any, pointer: str = "#") -> Iterator[tuple[str, str, Any]]:
    """Every example in the bundle: the pointers to it and to its schema, and itself."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from examples(item, f"{pointer}/{index}")
    if not isinstance(node, dict):
        return
    here = "schema" in node or "content" in node
    schema = f"{pointer}/schema" if here else pointer
    if "example" in node and "schema" in node:
        yield f"{pointer}/example", schema, node["example"]
    if isinstance(node.get("examples"), dict) and "schema" in node:
        for name, example in node["examples"].items():
            yield f"{pointer}/examples/{name}", schema, example["value"]
    if isinstance(node.get("examples"), list):
        for index, example in enumerate(node["examples"]):
            yield f"{pointer}/examples/{index}", pointer, example
    for key, value in node.items():
        if key not in ("example", "examples", "default", "const", "enum"):
            yield from examples(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")


ALL_EXAMPLES = list(examples(bundle()))


def test_every_example_of_the_bundle_fits_its_schema(subtests):
    registry = Registry().with_resource("urn:bundle", DRAFT202012.create_resource(bundle()))
    assert len(ALL_EXAMPLES) > len(bundle()["components"]["schemas"])
    for pointer, schema, example in ALL_EXAMPLES:
        with subtests.test(pointer):
            validator = Draft202012Validator(
                {"$ref": f"urn:bundle{schema.replace('{', '%7B').replace('}', '%7D')}"},
                registry=registry,
                format_checker=Draft202012Validator.FORMAT_CHECKER,
            )
            assert [error.message for error in validator.iter_errors(example)] == []


def test_the_bundle_that_is_served_is_the_one_that_is_kept():
    assert json.loads(BUNDLE.read_bytes()) == bundle()


def test_the_words_that_handlers_share_with_the_contract_are_the_same():
    assert bundle()["components"]["securitySchemes"]["session"]["name"] == COOKIE
    assert bundle()["servers"][0]["url"] == API
    never_kept = bundle()["components"]["headers"]["NoStore"]["schema"]["const"]
    assert {"Cache-Control": never_kept} == NO_STORE
    for_ever = bundle()["components"]["headers"]["Immutable"]["schema"]["const"]
    assert {"Cache-Control": for_ever} == IMMUTABLE


# What was exercised; that nothing is missing, a whole run says at its end.


def test_the_report_of_what_was_exercised_is_that_of_this_contract():
    assert exercised.PAGE.read_text() == exercised.page(), "python -m tests.exercised"


def test_an_answer_that_no_test_has_seen_is_a_gap_unless_there_is_a_reason():
    every = {*exercised.documented()}
    assert exercised.gaps(every) == []
    missing = "get_album 200 application/json"
    assert exercised.gaps(every - {missing}) == [missing]
    (name, status), _ = next(iter(exercised.REASONS.items()))
    reasoned = {each for each in every if each.startswith(f"{name} {status} ")}
    assert reasoned
    assert exercised.gaps(every - reasoned) == []
