"""Sidecars of old, and what is written within pictures, become fields that the studio can keep."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from itertools import product

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.imports.metadata import facts, fitting, sidecar
from domain.imports.metadata.facts import Facts
from domain.imports.metadata.sidecar import BadSidecar
from domain.ports import Adapter, Recipe
from domain.vocabulary import (
    ADAPTER_NAME_PATTERN,
    ADAPTERS_MAX_ITEMS,
    MODEL_MAX_LENGTH,
    PROMPT_MAX_LENGTH,
    SEED_MAXIMUM,
)
from workers.engines import png

OLD = {
    "prompt": "the fool, tarot card",
    "negative_prompt": "blurry",
    "model": "runwayml/stable-diffusion-v1-5",
    "width": 512,
    "height": 768,
    "steps": 30,
    "guidance_scale": 7.5,
    "seed": 42,
    "timestamp": "2025-10-14T22:38:46.123456",
    "lora": {"path": "/home/jd/models/lora/gold.safetensors", "weight": 0.6},
}

TOLD = Facts(
    prompt="the fool, tarot card",
    negative_prompt="blurry",
    seed=42,
    steps=30,
    guidance_scale=7.5,
    model="runwayml/stable-diffusion-v1-5",
    adapters=(Adapter("gold", 0.6),),
    width=512,
    height=768,
    stamp="2025-10-14T22:38:46.123456",
)


def read(said, path="a.json"):
    return sidecar.read(json.dumps(said).encode(), path)


def test_a_sidecar_of_the_old_generator_is_kept_whole():
    assert read(OLD) == TOLD
    assert sidecar.read(yaml.safe_dump(OLD).encode(), "a.yaml") == TOLD
    assert sidecar.read(json.dumps(OLD).encode(), "a.YML") == TOLD  # JSON is YAML


def test_a_sidecar_with_several_adapters_keeps_their_order():
    loras = [
        {"path": "models/ink.safetensors", "name": "ink", "weight": 1},
        {"path": "C:\\loras\\fog.v2.ckpt", "weight": -0.5},
        {"path": "/srv/loras/grain/"},
    ]
    kept = (Adapter("ink", 1), Adapter("fog.v2", -0.5), Adapter("grain", 1))
    assert read({"loras": loras}).adapters == kept
    assert read({"lora_paths": ["a/ink.pt", "b/fog.pt"], "lora_weights": [0.3]}).adapters == (
        Adapter("ink", 0.3),
        Adapter("fog", 1),
    )
    assert read({"lora": "ink.safetensors"}).adapters == (Adapter("ink", 1),)


@pytest.mark.parametrize("value", [0, 0.0, "0"])
def test_zero_is_something_that_is_said(value):
    told = read({"seed": value, "cfg_scale": value})
    assert (told.seed, told.guidance_scale) == (0, 0.0)
    assert facts.says_anything(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"cfg_scale": 7}, Facts(guidance_scale=7.0)),
        ({"guidance": "3.5"}, Facts(guidance_scale=3.5)),
        ({"num_inference_steps": 20.0}, Facts(steps=20)),
        ({"metadata": {"prompt": "a fox"}}, Facts(prompt="a fox")),
        ({"seed": 1, "parameters": {"seed": 2, "steps": 3}}, Facts(seed=1, steps=3)),
        ({"metadata": {"parameters": {"steps": 3}}}, Facts(steps=3)),
        ({"parameters": "a fox\nSteps: 4, Seed: 0"}, Facts("a fox", "", 0, 4)),
        ({"model": "/srv/checkpoints/dream.safetensors"}, Facts(model="dream")),
        ({"model": {"name": "dream", "hash": "1"}}, Facts(model="dream")),
        (
            {"created_at": "2025-10-14T22:38:46Z", "timestamp": "x"},
            Facts(stamp="2025-10-14T22:38:46Z"),
        ),
        ({"timestamp": 1760481526.5}, Facts(stamp="1760481526.5")),
        ({"prompt": None, "seed": None}, Facts()),
        ({"prompt": "  "}, Facts()),
        ({"negative_prompt": ""}, Facts(negative_prompt="")),
        ({"name": "left-pad", "version": "1.0.0"}, Facts()),
        ({}, Facts()),
    ],
)
def test_fields_have_had_many_names_and_places(said, told):
    assert read(said) == told


@pytest.mark.parametrize(
    ("said", "field", "note"),
    [
        ({"prompt": "x" * 2001}, "prompt", "It has 2001 characters, and 2000 are kept: xxx"),
        ({"prompt": "a\0b"}, "prompt", "It has characters that cannot be kept: a\ufffdb"),
        ({"prompt": "a\ud800b"}, "prompt", "It has characters that cannot be kept: a\ufffdb"),
        ({"prompt": ["a"]}, "prompt", "It is no text: a list."),
        ({"negative_prompt": 7}, "negative_prompt", "It is no text: 7"),
        ({"seed": -1}, "seed", "It is -1, and 0 to 2147483647 are kept."),
        ({"seed": 2**31}, "seed", "It is 2147483648, and 0 to 2147483647 are kept."),
        ({"seed": 10**200}, "seed", "It is no number: 1000000"),
        ({"seed": True}, "seed", "It is no number: true"),
        ({"seed": 1.5}, "seed", "It is no whole number: 1.5"),
        ({"seed": {"value": 1}}, "seed", "It is no number: an object."),
        ({"steps": 0}, "steps", "It is 0, and 1 to 150 are kept."),
        ({"steps": "many"}, "steps", "It is no number: many"),
        ({"steps": "/home/jd/steps"}, "steps", "It is no number: steps"),
        (
            {"model": "/home/jd/" + "m" * 201},
            "model",
            "It has 201 characters, and 200 are kept: mmm",
        ),
        ({"guidance_scale": float("nan")}, "guidance_scale", "It is no finite number: nan"),
        ({"guidance_scale": float("-inf")}, "guidance_scale", "It is no finite number: -inf"),
        ({"guidance_scale": "1e999"}, "guidance_scale", "It is no finite number: 1e999"),
        ({"guidance_scale": 31}, "guidance_scale", "It is 31, and 0 to 30 are kept."),
        ({"model": "m" * 201}, "model", "It has 201 characters, and 200 are kept: mmm"),
        ({"timestamp": "yesterday"}, "taken_at", "It is no date that can be read: yesterday"),
        ({"timestamp": True}, "taken_at", "It is no date that can be read: true"),
        ({"width": 0}, "width", "It is 0, and 1 to 2147483647 are kept."),
    ],
)
def test_what_does_not_fit_becomes_a_note_and_no_value(said, field, note):
    told = read(said)
    assert replace(told, notes={}) == Facts()
    assert told.notes.keys() == {field}
    assert told.notes[field].startswith(note)
    assert len(told.notes[field]) <= fitting.NOTE_MAX_LENGTH


def test_a_note_keeps_as_much_of_a_text_as_it_has_room_for():
    note = read({"prompt": "x" * 5000}).notes["prompt"]
    assert len(note) == fitting.NOTE_MAX_LENGTH
    assert note.endswith("xx…")


def test_what_just_fits_is_kept():
    said = {
        "prompt": "🦊" * PROMPT_MAX_LENGTH,
        "seed": SEED_MAXIMUM,
        "model": "m" * MODEL_MAX_LENGTH,
    }
    told = read(said)
    assert (told.prompt, told.seed, told.model) == tuple(said.values())
    assert told.notes == {}


@pytest.mark.parametrize(
    ("lora", "adapters", "note"),
    [
        ({"path": "/srv/x/ink.pt", "weight": 3}, (), "The weight of ink cannot be kept. It is 3,"),
        (
            {"path": "/srv/x/ink.pt", "weight": True},
            (),
            "The weight of ink cannot be kept. It is no",
        ),
        ({"path": "/srv/x/żółw.pt"}, (Adapter("w", 1),), "żółw is kept as w."),
        ({"path": "/srv/x/old master.pt"}, (Adapter("old-master", 1),), "old master is kept as"),
        ({"path": "/srv/x/狐.pt"}, (), "The name of one cannot be kept: 狐"),
        ({"weight": 1}, (), "One has no name."),
        ({"path": 3}, (), "One has no name."),
    ],
)
def test_adapters_that_do_not_fit_are_noted_without_the_servers_paths(lora, adapters, note):
    told = read({"loras": [lora, {"name": "fog"}]})
    assert told.adapters == (*adapters, Adapter("fog", 1))
    assert told.notes["adapters"].startswith(note)
    assert "srv" not in told.notes["adapters"]


def test_more_adapters_than_the_studio_keeps_are_noted():
    told = read({"loras": [{"name": f"a{i}"} for i in range(ADAPTERS_MAX_ITEMS + 2)]})
    assert len(told.adapters) == ADAPTERS_MAX_ITEMS
    assert told.notes["adapters"] == "There are 10, and 8 are kept, without a8, a9."


def test_in_yaml_a_text_needs_no_quotes_and_null_is_nothing():
    text = "prompt: no\nmodel: 1.5\nnegative_prompt: ~\nseed: 007\nsteps:\ntimestamp: 2025-10-14\n"
    told = sidecar.read(text.encode(), "a.yml")
    assert told == Facts(prompt="no", model="1.5", seed=7, stamp="2025-10-14")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
def test_texts_of_other_encodings_are_read(encoding, path):
    assert sidecar.read('{"prompt": "żółw 🦊"}'.encode(encoding), path).prompt == "żółw 🦊"


@pytest.mark.parametrize(
    ("path", "said"), [("a.json", '{"seed":1,"seed":2}'), ("a.yml", "seed: 1\nseed: 2")]
)
def test_of_a_name_that_comes_twice_the_last_counts(path, said):
    assert sidecar.read(said.encode(), path).seed == 2


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "path", "sentence"),
    [
        (b"", "a.json", "It is no JSON: line 1, column 1"),
        (b"", "a.yaml", "It is no object with named values."),
        (b'{"prompt": "a fo', "a.json", "It is no JSON: line 1, column 12"),
        (b"[1, 2]", "a.json", "It is no object with named values."),
        (b"null", "a.json", "It is no object with named values."),
        (b"a: b: c", "a.yaml", "It is no YAML: line 1, column 5"),
        (b"a: 1\n---\nb: 2\n", "a.yaml", "It is no YAML: line 2"),
        (b"? [a]\n: 1\n", "a.yaml", "It is no YAML: line 1, column 3"),
        (b"\x00\x01", "a.yaml", "It is no"),
        (b"\xff\xfe\xff", "a.json", "It is no text in"),
        (b'{"prompt": "caf\xe9"}', "a.json", "It is no text in"),
        (BOMB.encode(), "a.yaml", "It repeats parts of itself by aliases"),
        (b"a: &a {b: *a}", "a.yaml", "It repeats parts of itself by aliases"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "a.json", "It is nested too deeply."),
        (b"[" * 200_000, "a.json", "It is nested too deeply."),
        (b"{a: " * 40, "a.yaml", "It is nested too deeply."),
        (b"[" * 200_000, "a.yaml", "It is no YAML"),
        (b"{" + b"a, " * 50_000 + b"}", "a.yaml", "It has too many parts."),
        (b" " * (sidecar.LARGEST + 1), "a.json", "It has 1048577 bytes, and up to 1048576 are"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(data, path, sentence):
    with pytest.raises(BadSidecar) as refused:
        sidecar.read(data, path)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


def test_tags_make_no_objects():
    told = sidecar.read(b"prompt: !!python/object/apply:os.getcwd []\nseed: !!int 3\n", "a.yaml")
    assert told == Facts(seed=3, notes={"prompt": "It is no text: a list."})


any_text = st.text(st.characters(), max_size=30)  # lone surrogates as well
any_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [
        *fitting.PROMPTS, *fitting.NEGATIVE_PROMPTS, *fitting.SEEDS, *fitting.STEPS,
        *fitting.GUIDANCE, *fitting.MODELS, *fitting.STAMPS, *fitting.ADAPTERS,
        *("width", "height", "lora_paths", "lora_weights", *sidecar.WRAPPERS),
    ]
)  # fmt: skip
any_object = st.dictionaries(
    names, any_value | st.dictionaries(names, any_value, max_size=3), max_size=5
)


def keepable(told):
    """Whether all of it fits the contract and any database."""
    texts = [told.prompt, told.negative_prompt, told.model, told.stamp, *told.notes.values()]
    for text in filter(None, texts):
        text.encode()
        assert "\0" not in text
    assert all(re.search(ADAPTER_NAME_PATTERN, each.name) for each in told.adapters)
    assert told.seed is None or 0 <= told.seed <= SEED_MAXIMUM
    return facts.from_json(json.loads(json.dumps(facts.to_json(told), allow_nan=False))) == told


@settings(max_examples=150, deadline=None)
@given(said=any_object, path=st.sampled_from(["a.json", "a.yaml"]))
def test_whatever_an_object_says_is_kept_or_noted(said, path):
    try:
        assert keepable(read(said, path))
    except BadSidecar:
        assert path == "a.yaml"  # JSON's lone surrogates, and keys that are no texts


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=200) | any_text.map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_the_bytes_are_nothing_else_is_raised(data):
    for path in ("a.json", "a.yml"):
        with suppress(BadSidecar):
            assert keepable(sidecar.read(data, path))


marks = st.sampled_from(
    ["Steps: ", "\n", "Negative prompt: ", "<lora:", ":", ",", '"', "{", "Seed: 1", "a"]
)
texts_within = st.dictionaries(
    st.sampled_from(
        ["parameters", "prompt", "exif:UserComment", "xmp", "Description", "sd-metadata"]
    ),
    st.lists(marks | any_text, max_size=12).map("".join) | any_value.map(json.dumps),
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(texts=texts_within)
def test_whatever_is_written_within_a_picture_is_no_error(texts):
    assert keepable(sidecar.of_texts(texts))


@settings(max_examples=100, deadline=None)
@given(
    prompt=st.text(
        st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1, max_size=40
    ),
    negative=st.text(
        st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=40
    ),
    seed=st.integers(0, SEED_MAXIMUM),
    adapters=st.lists(
        st.builds(Adapter, st.sampled_from(["ink", "fog.v2"]), st.integers(-2, 2)), max_size=2
    ),
)
def test_what_our_own_engine_writes_into_a_picture_is_read_back(prompt, negative, seed, adapters):
    recipe = Recipe(prompt, negative, seed, 3, 64, 80, 7.5, tuple(adapters))
    told = sidecar.of_texts(
        {"parameters": png.parameters(recipe, model="sketch-1", sampler="Brush")}
    )
    if told.prompt is not None and "\n" not in prompt:
        assert (told.prompt, told.negative_prompt) == (prompt, negative.strip())
    assert (told.seed, told.steps, told.guidance_scale) == (seed, 3, 7.5)
    assert (told.width, told.height, told.model) == (64, 80, "sketch-1")
    assert told.adapters == tuple(adapters)


A1111 = """a (red:1.2) fox, <lora:ink_v1:0.7> <lora:fog:1>
second line
Negative prompt: blurry,
text
Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1234, Size: 512x768, \
Model hash: 6ce0161689, Model: dreamshaper_8, VAE: "a, b: c", \
Lora hashes: "ink_v1: 1, fog: 2", Version: v1.6.0"""


def test_a_picture_of_a1111_tells_how_it_was_made():
    told = Facts(
        prompt="a (red:1.2) fox, <lora:ink_v1:0.7> <lora:fog:1>\nsecond line",
        negative_prompt="blurry,\ntext",
        seed=1234,
        steps=20,
        guidance_scale=7.0,
        model="dreamshaper_8",
        adapters=(Adapter("ink_v1", 0.7), Adapter("fog", 1)),
        width=512,
        height=768,
    )
    assert sidecar.of_texts({"parameters": A1111}) == told
    assert sidecar.of_texts({"exif:UserComment": "UNICODE\0" + A1111}) == told
    assert sidecar.of_texts({"exif:UserComment": "Screenshot"}) == Facts()


def test_a_graph_of_comfyui_tells_how_it_was_made():
    graph = {
        "3": {
            "class_type": "KSampler",
            "inputs": {
                "seed": 0, "steps": 25, "cfg": 8.0,
                "model": ["11", 0], "positive": ["6", 0], "negative": ["7", 0],
            },
        },
        "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd/dream.ckpt"}},
        "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox", "clip": ["4", 1]}},
        "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
        "10": {
            "class_type": "LoraLoader",
            "inputs": {"lora_name": "ink.safetensors", "strength_model": 0.5, "model": ["4", 0]},
        },
        "11": {
            "class_type": "LoraLoader",
            "inputs": {"lora_name": "fog.safetensors", "strength_model": 1, "model": ["10", 0]},
        },
    }  # fmt: skip
    assert sidecar.of_texts({"prompt": json.dumps(graph)}) == Facts(
        prompt="a fox",
        negative_prompt="blurry",
        seed=0,
        steps=25,
        guidance_scale=8.0,
        model="dream",
        adapters=(Adapter("ink", 0.5), Adapter("fog", 1)),
    )
    graph["10"]["inputs"]["model"] = ["11", 0]  # in a circle
    assert sidecar.of_texts({"prompt": json.dumps(graph)}).model is None


def test_a_description_is_a_prompt_where_nothing_else_is():
    item = '<rdf:Alt><rdf:li xml:lang="x-default">a fox &amp; a hen</rdf:li></rdf:Alt>'
    xmp = f"<x><dc:description>{item}</dc:description></x>"
    assert sidecar.of_texts({"xmp": xmp}).prompt == "a fox & a hen"
    assert sidecar.of_texts({"exif:ImageDescription": "a fox\0"}).prompt == "a fox"
    both = {"exif:ImageDescription": "a hen", "parameters": "a fox\nSteps: 1"}
    assert sidecar.of_texts(both).prompt == "a fox"


def test_the_sidecar_counts_before_what_is_within_the_picture():
    first = Facts(prompt="a fox", notes={"seed": "It is odd."})
    second = Facts(
        prompt="a hen", seed=3, stamp="2025-10-14", notes={"prompt": "No.", "model": "No."}
    )
    assert sidecar.combine(first, second) == Facts(
        prompt="a fox", seed=3, stamp="2025-10-14", notes={"seed": "It is odd.", "model": "No."}
    )


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Facts(), False),
        (Facts(stamp="2025-10-14", width=1, height=1), False),
        (Facts(notes={"taken_at": "It is no date."}), False),
        (Facts(seed=0), True),
        (Facts(negative_prompt=""), True),
        (Facts(adapters=(Adapter("ink", 1),)), True),
        (Facts(notes={"seed": "It is odd."}), True),
    ],
)
def test_date_and_size_alone_tell_nothing_of_how_a_picture_was_made(told, says):
    assert facts.says_anything(told) is says


@pytest.mark.parametrize(("width", "height"), list(product([None, 64], [None, 48])))
def test_a_size_that_is_not_the_pictures_is_noted(width, height):
    told = Facts(width=width, height=height)
    noted = None not in (width, height)
    assert facts.compared(told, 64, 48) == told
    assert bool(facts.compared(told, 128, 96).notes) is noted
