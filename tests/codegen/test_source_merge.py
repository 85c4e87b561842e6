"""Many files become one document, and every reference in it is local."""

from pathlib import Path
from typing import Any

import pytest

from codegen.source import ContractError, Source, open_source

HEAD = "openapi: 3.1.0\ninfo: {title: Pots, version: '1'}\n"
PET = "type: object\nproperties:\n  name: {type: string}\n"
SCHEMAS = "#/components/schemas"


def opened(folder: Path, **files: str) -> Source:
    """Write the files, `__` being a folder, and open `api.yaml`."""
    for name, text in files.items():
        words = name.split("__")
        path = folder.joinpath(*words[:-1], words[-1] + (".yaml" if "." not in words[-1] else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text if name == "api" else text, "utf-8")
    return open_source(folder / "api.yaml")


def schemas(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = source.document["components"]["schemas"]
    return found


def faults(folder: Path, **files: str) -> list[str]:
    with pytest.raises(ContractError) as caught:
        opened(folder, **files)
    return [line.replace(f"{folder}/", "") for line in caught.value.lines]


def test_a_file_that_the_root_names_is_that_component(tmp_path):
    source = opened(
        tmp_path,
        api=(
            "components:\n  schemas:\n    Pet: {$ref: ./pet.yaml}\n"
            "    Pets: {items: {$ref: pet.yaml}}\n"
        ),
        pet=PET,
    )
    assert schemas(source) == {
        "Pet": {"type": "object", "properties": {"name": {"type": "string"}}},
        "Pets": {"items": {"$ref": f"{SCHEMAS}/Pet"}},
    }


def test_a_second_name_for_a_file_refers_to_the_first(tmp_path):
    text = "components:\n  schemas:\n    Pet: {$ref: pet.yaml}\n    Animal: {$ref: pet.yaml}\n"
    assert schemas(opened(tmp_path, api=text, pet=PET))["Animal"] == {"$ref": f"{SCHEMAS}/Pet"}


def test_other_schemas_move_in_under_the_last_word_of_their_reference(tmp_path):
    source = opened(
        tmp_path,
        api=(
            "components:\n  schemas:\n    Own: {anyOf: [{$ref: shared/pet.yaml}, "
            "{$ref: 'shared/all.yaml#/defs/Cat'}, {$ref: shared/pet.yaml}]}\n"
        ),
        shared__pet="properties: {cat: {$ref: 'all.yaml#/defs/Cat'}, me: {$ref: '#'}}\n",
        shared__all="defs: {Cat: {properties: {dog: {$ref: '#/defs/Dog'}}}, Dog: {type: string}}\n",
    )
    assert schemas(source) == {
        "Own": {
            "anyOf": [
                {"$ref": f"{SCHEMAS}/pet"},
                {"$ref": f"{SCHEMAS}/Cat"},
                {"$ref": f"{SCHEMAS}/pet"},
            ]
        },
        "pet": {
            "properties": {"cat": {"$ref": f"{SCHEMAS}/Cat"}, "me": {"$ref": f"{SCHEMAS}/pet"}}
        },
        "Cat": {"properties": {"dog": {"$ref": f"{SCHEMAS}/Dog"}}},
        "Dog": {"type": "string"},
    }
    assert [path.name for path in source.files] == ["api.yaml", "all.yaml", "pet.yaml"]


def test_two_files_of_one_name_get_two_names(tmp_path):
    source = opened(
        tmp_path,
        api="components:\n  schemas:\n    A: {allOf: [{$ref: a/pet.yaml}, {$ref: b/pet.yaml}]}\n",
        a__pet="type: string\n",
        b__pet="type: integer\n",
    )
    assert schemas(source) == {
        "A": {"allOf": [{"$ref": f"{SCHEMAS}/pet"}, {"$ref": f"{SCHEMAS}/pet-2"}]},
        "pet": {"type": "string"},
        "pet-2": {"type": "integer"},
    }


def test_a_path_is_put_where_it_is_used_and_its_parts_become_components(tmp_path):
    source = opened(
        tmp_path,
        api="paths:\n  /pets: {$ref: 'paths/pets.yaml', summary: Pets}\n",
        paths__pets=(
            "get:\n  parameters: [{$ref: '../parts.yaml#/Limit'}]\n"
            "  requestBody: {$ref: '../parts.yaml#/Body'}\n"
            "  responses:\n    default: {$ref: '../parts.yaml#/Failed'}\n"
            "    '200': {description: Fine, headers: {X-A: {$ref: '../parts.yaml#/XA'}},\n"
            "      content: {application/json: {schema: {$ref: '../pet.yaml'}}}}\n"
        ),
        parts=(
            "Limit: {name: limit, in: query, schema: {$ref: pet.yaml}}\n"
            "Body: {content: {}}\nFailed: {description: No}\nXA: {schema: {}}\n"
        ),
        pet=PET,
    )
    item = source.document["paths"]["/pets"]
    assert item["summary"] == "Pets"
    assert item["get"]["parameters"] == [{"$ref": "#/components/parameters/Limit"}]
    assert item["get"]["requestBody"] == {"$ref": "#/components/requestBodies/Body"}
    assert item["get"]["responses"]["default"] == {"$ref": "#/components/responses/Failed"}
    fine = item["get"]["responses"]["200"]
    assert fine["headers"] == {"X-A": {"$ref": "#/components/headers/XA"}}
    components = source.document["components"]
    assert components["parameters"]["Limit"]["schema"] == {"$ref": f"{SCHEMAS}/pet"}
    assert list(components["schemas"]) == ["pet"]
    assert "pathItems" not in components


def test_a_whole_section_may_be_a_file(tmp_path):
    source = opened(
        tmp_path,
        api="paths: {$ref: paths.yaml}\ncomponents:\n  schemas: {$ref: all.yaml}\n",
        paths="/a: {get: {responses: {'200': {description: A}}}}\n",
        all="Pet: {$ref: pet.yaml}\nCat: {allOf: [{$ref: '#/Pet'}, {$ref: pet.yaml}]}\n",
        pet="type: object\n",
    )
    assert list(source.document["paths"]) == ["/a"]
    pet = {"$ref": f"{SCHEMAS}/Pet"}
    assert schemas(source) == {"Pet": {"type": "object"}, "Cat": {"allOf": [pet, pet]}}


def test_a_file_may_refer_back_into_the_root(tmp_path):
    source = opened(
        tmp_path,
        api="components:\n  schemas:\n    Own: {type: string}\n    Pet: {$ref: a/pet.yaml}\n",
        a__pet="properties: {own: {$ref: '../api.yaml#/components/schemas/Own'}}\n",
    )
    assert schemas(source)["Pet"]["properties"]["own"] == {"$ref": f"{SCHEMAS}/Own"}
    assert list(schemas(source)) == ["Own", "Pet"]


def test_files_may_refer_to_each_other_in_a_circle(tmp_path):
    source = opened(
        tmp_path,
        api="components:\n  schemas:\n    A: {$ref: a.yaml}\n",
        a="properties: {b: {$ref: b.yaml}}\n",
        b="properties: {a: {$ref: a.yaml}}\n",
    )
    assert schemas(source) == {
        "A": {"properties": {"b": {"$ref": f"{SCHEMAS}/b"}}},
        "b": {"properties": {"a": {"$ref": f"{SCHEMAS}/A"}}},
    }


def test_what_stands_beside_a_reference_stays(tmp_path):
    text = "components:\n  schemas:\n    A: {$ref: pet.yaml, description: An A}\n"
    source = opened(tmp_path, api=text, pet="type: string\n")
    assert schemas(source) == {
        "A": {"$ref": f"{SCHEMAS}/pet", "description": "An A"},
        "pet": {"type": "string"},
    }


def test_data_and_names_that_look_like_references_are_none(tmp_path):
    odd = "{$ref: gone.yaml}"
    text = (
        "components:\n  schemas:\n    A:\n"
        f"      example: {odd}\n      default: {odd}\n      const: {odd}\n      enum: [{odd}]\n"
        f"      examples: [{odd}]\n      x-odd: {odd}\n"
        "      properties: {$ref: {type: string}, default: {$ref: pet.yaml}}\n"
        f"paths:\n  x-odd: {odd}\n"
    )
    found = schemas(opened(tmp_path, api=text, pet=PET))["A"]
    data = {"$ref": "gone.yaml"}
    assert [found[key] for key in ("example", "default", "const", "x-odd")] == [data] * 4
    assert found["properties"]["$ref"] == {"type": "string"}
    assert found["properties"]["default"] == {"$ref": f"{SCHEMAS}/pet"}


def test_a_schema_is_found_by_the_id_that_it_gives_itself(tmp_path):
    source = opened(
        tmp_path,
        api=(
            "components:\n  schemas:\n    A: {$ref: 'https://pots.dev/s/pet.json'}\n"
            "    B: {$ref: s/all.yaml}\n"
        ),
        s__all="$id: https://pots.dev/s/all.json\nanyOf: [{$ref: pet.yaml}, {$ref: 'pet.json'}]\n",
        s__pet="$id: https://pots.dev/s/pet.json\n$anchor: top\nproperties: {me: {$ref: '#top'}}\n",
    )
    ref = {"$ref": f"{SCHEMAS}/A"}
    assert schemas(source)["A"] == {"$anchor": "top", "properties": {"me": ref}}
    assert schemas(source)["B"] == {"anyOf": [ref, ref]}


def test_a_discriminator_may_name_files(tmp_path):
    source = opened(
        tmp_path,
        api=(
            "components:\n  schemas:\n    Cat: {type: object}\n"
            "    Pet:\n      oneOf: [{$ref: dog.yaml}]\n"
            "      discriminator: {propertyName: k, mapping: {d: dog.yaml, c: Cat}}\n"
        ),
        dog="type: object\n",
    )
    mapping = schemas(source)["Pet"]["discriminator"]["mapping"]
    assert mapping == {"d": f"{SCHEMAS}/dog", "c": "Cat"}


def test_a_pointer_may_pass_a_reference(tmp_path):
    source = opened(
        tmp_path,
        api=(
            "paths:\n  /a: {$ref: a.yaml}\ncomponents:\n  schemas:\n"
            "    A: {$ref: '#/paths/~1a/get/responses/200/content/j/schema'}\n"
        ),
        a="get: {responses: {'200': {description: A, content: {j: {schema: {type: string}}}}}}\n",
    )
    assert schemas(source)["A"] in ({"type": "string"}, {"$ref": f"{SCHEMAS}/schema"})


def test_a_place_is_in_the_file_where_it_was_written(tmp_path):
    source = opened(
        tmp_path,
        api="paths:\n  /a: {$ref: a.yaml}\ncomponents:\n  schemas:\n    A: {$ref: pet.yaml}\n",
        a="get:\n  responses: {'200': {$ref: 'pet.yaml#/x-r'}}\n",
        pet=f"{PET}x-r: {{description: R}}\n",
    )
    assert source.place("/paths/~1a/get/responses").endswith("a.yaml:2:3")
    assert source.place("/components/schemas/A/properties/name").endswith("pet.yaml:3:3")
    assert source.place("/components/responses/x-r/description").endswith("pet.yaml:4:7")
    assert source.place("/components/schemas").endswith("api.yaml:6:3")


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("pte.yaml", "the $ref pte.yaml cannot be followed: pte.yaml: there is no such file"),
        ("pte.yaml", "did you mean pet.yaml?"),
        ("pet.yaml#/propertys/name", "did you mean pet.yaml#/properties/name?"),
        ("pet.yaml#top", "the $ref pet.yaml#top leads nowhere"),
        ("bad.yaml", "bad.yaml:1:5: this is not YAML"),
        ("https://pots.dev/pet.json", "a document on the network, and nothing is fetched"),
        ("loop.yaml", "this reference leads to itself"),
    ],
)
def test_a_reference_that_cannot_be_followed_is_named_with_its_place(tmp_path, reference, says):
    lines = faults(
        tmp_path,
        api=(
            f"components:\n  schemas:\n    A:\n      items: {{$ref: '{reference}'}}\n"
            "    B: {$ref: pet.yaml}\n"
        ),
        pet=PET,
        bad="a: b: c\n",
        loop="$ref: pool.yaml\n",
        pool="$ref: loop.yaml\n",
    )
    assert len(lines) == 1
    assert says in lines[0]
    if "loop" not in reference:
        assert lines[0].startswith("api.yaml:6:15: /components/schemas/A/items: ")


def test_a_pointer_that_means_the_root_is_told_how_to_say_so(tmp_path):
    lines = faults(
        tmp_path,
        api="paths:\n  /a: {$ref: p/a.yaml}\ncomponents:\n  responses:\n    R: {description: R}\n",
        p__a="get: {responses: {'200': {$ref: '#/components/responses/R'}}}\n",
    )
    assert "did you mean ../api.yaml#/components/responses/R?" in lines[0]
