"""Many files become one document, or are refused in one clear line."""

import json
import re

import pytest

from codegen.read.contract import ContractError


def test_a_schema_file_becomes_a_component_of_its_title(workshop):
    document = workshop.read().bundle.document
    assert list(document["components"]["schemas"]) == ["Glaze", "Pot", "PotId", "TraceId"]
    pot = document["components"]["schemas"]["Pot"]
    assert "$id" not in pot
    assert "$schema" not in pot
    assert pot["properties"]["glaze"] == {"$ref": "#/components/schemas/Glaze", "default": "matt"}


def test_shared_parts_stay_references_and_paths_are_put_in_place(workshop):
    document = workshop.read().bundle.document
    get = document["paths"]["/pots/{pot_id}"]["get"]
    assert get["responses"]["404"] == {"$ref": "#/components/responses/NotFound"}
    assert get["parameters"] == [{"$ref": "#/components/parameters/PotId"}]
    assert document["components"]["securitySchemes"] == workshop.files["security.yaml"]


def test_examples_reach_schemas_json_bodies_and_parameters(workshop):
    document = workshop.read().bundle.document
    pot = workshop.files["examples/pot.json"]
    assert document["components"]["schemas"]["Pot"]["examples"] == [pot]
    body = document["paths"]["/pots"]["post"]["requestBody"]["content"]["application/json"]
    assert body["example"] == pot
    assert document["components"]["parameters"]["PotId"]["example"] == "pot1"


def test_an_example_that_is_written_out_is_kept(workshop):
    workshop.files["parameters.yaml"]["PotId"]["example"] = "pot2"
    document = workshop.read().bundle.document
    assert document["components"]["parameters"]["PotId"]["example"] == "pot2"


def test_what_looks_like_a_reference_inside_data_is_left_alone(workshop):
    odd = {"$ref": "nowhere.json"}
    workshop.schema("odd", type="object", default=odd, examples=[odd], example=odd)
    schema = workshop.read().bundle.document["components"]["schemas"]["Odd"]
    assert schema["default"] == odd


def test_a_property_may_have_the_name_of_a_keyword(workshop):
    names = {name: {"$ref": "pot-id.json"} for name in ("$ref", "default", "example", "enum")}
    workshop.schema("odd", type="object", properties=names, example={})
    found = workshop.read().bundle.document["components"]["schemas"]["Odd"]["properties"]
    assert found == {name: {"$ref": "#/components/schemas/PotId"} for name in names}


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("#", "#/components/schemas/Tree"),
        ("#/$defs/leaf", "#/components/schemas/Tree/$defs/leaf"),
        ("#leaf", "#/components/schemas/Tree/$defs/leaf"),
        ("tree.json#/$defs/leaf", "#/components/schemas/Tree/$defs/leaf"),
        ("https://spolvero.dev/schemas/pot.json", "#/components/schemas/Pot"),
        ("pot.json#/properties/id", "#/components/schemas/Pot/properties/id"),
    ],
)
def test_references_are_followed_wherever_json_schema_lets_them_lead(workshop, reference, target):
    leaf = {"$anchor": "leaf", "type": "string"}
    node = {"next": {"$ref": reference}}
    workshop.schema("tree", type="object", properties=node, **{"$defs": {"leaf": leaf}}, example={})
    tree = workshop.read().bundle.document["components"]["schemas"]["Tree"]
    assert tree["properties"]["next"] == {"$ref": target}


def test_each_part_of_the_bundle_knows_where_it_was_written(workshop):
    locate = workshop.read().bundle.locate
    assert locate("/paths/~1pots/post/summary") == "paths/pots.yaml#/pots/post/summary"
    assert locate("/components/schemas/Pot/properties/id") == "schemas/pot.json#/properties/id"
    assert locate("/components/responses/NotFound") == "responses.yaml#/NotFound"
    assert locate("/info/title") == "openapi.yaml#/info/title"


def test_yaml_words_stay_words(workshop):
    text = json.dumps(workshop.files["security.yaml"])
    workshop.write("security.yaml", text[:-1] + ", x-words: [no, on, 2026-11-23, 12:30, 1_0]}")
    found = workshop.read().bundle.document["components"]["securitySchemes"]["x-words"]
    assert found == ["no", "on", "2026-11-23", "12:30", "1_0"]


def refusal(workshop) -> str:
    with pytest.raises(ContractError) as caught:
        workshop.read()
    assert len(caught.value.lines) == 1
    return caught.value.lines[0]


def test_an_operation_id_that_is_used_twice_is_refused(workshop):
    workshop.operation("get_pot")["operationId"] = "make_pot"
    assert refusal(workshop) == "openapi.yaml: the operationId make_pot is used 2 times"


def test_a_reference_that_leads_nowhere_is_refused(workshop):
    workshop.operation("get_pot")["parameters"][0]["$ref"] = "../parameters.yaml#/Lid"
    assert refusal(workshop) == (
        "paths/pots.yaml#/pot/get/parameters/0: the $ref ../parameters.yaml#/Lid leads nowhere"
    )


def test_a_reference_to_a_file_that_is_not_there_is_refused(workshop):
    workshop.files["headers.yaml"]["TraceId"]["schema"]["$ref"] = "schemas/none.json"
    assert refusal(workshop) == (
        "headers.yaml#/TraceId/schema: the $ref schemas/none.json leads nowhere"
    )


def test_a_path_that_refers_to_itself_is_refused(workshop):
    workshop.files["paths/pots.yaml"]["pot"] = {"$ref": "#/pot"}
    assert "leads back to itself" in refusal(workshop)


def test_a_title_that_is_used_twice_is_refused(workshop):
    workshop.put("schemas/jug.json", {"title": "Pot"})
    with pytest.raises(ContractError) as caught:
        workshop.read()
    assert "schemas/pot.json: the title Pot is taken by another schema" in caught.value.lines


def test_a_file_that_is_not_named_after_its_title_is_refused(workshop):
    workshop.files["schemas/glaze.json"]["title"] = "PotGlaze"
    assert refusal(workshop) == (
        "schemas/glaze.json: the title PotGlaze belongs in schemas/pot-glaze.json"
    )


def test_a_schema_file_without_a_title_is_refused(workshop):
    workshop.put("schemas/jug.json", {"type": "string"})
    assert refusal(workshop) == "schemas/jug.json: a schema file needs a title"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("security.yaml", "token: {type: http}\ntoken: {type: http}\n"),
        ("schemas/jug.json", '{"title": "Jug", "title": "Jug"}'),
    ],
)
def test_a_key_that_is_written_twice_is_refused(workshop, path, text):
    workshop.write(path, text)
    line = refusal(workshop)
    assert line.startswith(f"{path}:")
    assert "is written twice" in line


@pytest.mark.parametrize("path", ["security.yaml", "schemas/jug.json"])
def test_a_file_that_does_not_parse_is_refused(workshop, path):
    workshop.write(path, '{"title": ')
    assert re.match(rf"{path}:[12]:\d+: this is not (JSON|YAML)", refusal(workshop))


def test_a_folder_without_a_root_is_refused(workshop):
    del workshop.files["openapi.yaml"]
    assert refusal(workshop) == "openapi.yaml: the contract's root is missing"
