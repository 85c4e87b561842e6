"""Whatever is given, it is one document or one clear line for each fault."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen.source import ContractError, open_source

HEAD = "openapi: 3.1.0\ninfo: {title: Pots, version: '1'}\n"


def opened(folder: Path, text: str | bytes, name: str = "api.yaml") -> dict[str, Any]:
    return open_source(written(folder, text, name)).document


def written(folder: Path, text: str | bytes, name: str = "api.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


def fault(folder: Path, text: str | bytes, name: str = "api.yaml") -> str:
    """The lines of the refusal, without the folder."""
    path = written(folder, text, name)
    with pytest.raises(ContractError) as caught:
        open_source(path)
    return str(caught.value).replace(f"{folder}/", "")


def test_json_and_yaml_give_the_same_document(tmp_path):
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Töpfe 🏺", "version": "1"},
        "paths": {"/pots": {"get": {"responses": {"200": {"description": "a: b"}}}}},
        "x-numbers": [1, -1.5, 1e3, True, None, 18446744073709551615],
    }
    text = json.dumps(document, ensure_ascii=False)
    assert opened(tmp_path, text, "api.json") == document
    assert opened(tmp_path, text, "api.yaml") == document
    assert opened(tmp_path, text.replace('{"', '{ "'), "other.txt") == document


def test_a_byte_order_mark_is_no_fault(tmp_path):
    assert opened(tmp_path, b"\xef\xbb\xbf" + HEAD.encode())["openapi"] == "3.1.0"
    assert opened(tmp_path, b'\xef\xbb\xbf{"openapi": "3.0.1"}', "api.json")["openapi"] == "3.0.1"


def test_a_document_is_read_from_standard_input(monkeypatch):
    class Given:
        buffer = io.BytesIO(HEAD.encode())

    monkeypatch.setattr(sys, "stdin", Given)
    source = open_source(Path("-"))
    assert source.document["info"]["title"] == "Pots"
    assert source.files == ()
    assert source.place("/info") == "stdin:2:1"


@pytest.mark.parametrize(
    ("text", "version"), [("3.0.4", "3.0"), ("'3.1.1'", "3.1"), ("3.2.0", "3.2"), ("3.1", "3.1")]
)
def test_the_version_is_said_in_two_numbers(tmp_path, text, version):
    assert open_source(written(tmp_path, f"openapi: {text}\n")).version == version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "api.yaml: the file is empty"),
        (" \n\n", "api.yaml: the file is empty"),
        (HEAD.encode("utf-16"), "api.yaml: the file is UTF-16 or UTF-32; save it as UTF-8"),
        (HEAD.encode("utf-16-be"), "api.yaml: the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"a: 1\nb: \xe9\n", "api.yaml:2:4: this byte is not UTF-8; save the file as UTF-8"),
        ("- 1\n", "api.yaml: the file holds a list; an OpenAPI document is an object"),
        ("# nothing\n", "api.yaml: the file holds no object; an OpenAPI document is an object"),
        ("pots: 1\n", "api.yaml: there is no `openapi` key"),
        ("swagger: '2.0'\n", "npx swagger2openapi"),
        ("openapi: 4.0.0\n", "api.yaml: /openapi: the version '4.0.0' is not known"),
        ("openapi: [3]\n", "api.yaml: /openapi: the version [3] is not known"),
        ("a: b: c\n", "api.yaml:1:5: this is not YAML: mapping values are not allowed"),
        ("a: [1, 2\nb: 1\n", "this is not YAML: "),
        ("a: \x01\n", "api.yaml:1:4: this is not YAML: control characters"),
        ("a: *nope\n", "api.yaml:1:4: this is not YAML: found undefined alias"),
        ("a: 1\n---\nb: 2\n", "api.yaml:2:1: a second document begins here"),
        ("? [a]\n: 1\n", "api.yaml:1:3: a key must be a word"),
        ("a: &a {b: *a}\n", "api.yaml:1:4: this is repeated inside itself by an alias"),
    ],
)
def test_a_bad_yaml_file_is_refused_in_one_line(tmp_path, text, says):
    lines = fault(tmp_path, text)
    assert says in lines
    assert "\n" not in lines


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "api.json:1:2: this is not JSON: "),
        ('{"a" 1}', "api.json:1:6: this is not JSON: "),
        ('{"a": 01}', "this is not JSON: "),
        ('{"a": 1} x', "api.json:1:10: this is not JSON: "),
        ('{"a": "NaN",\n"b": NaN}', "api.json:2:6: this is not JSON: NaN is no number"),
        ('{"a": [-Infinity]}', "api.json:1:8: this is not JSON: -Infinity is no number"),
        ('{"a": 1e400}', "api.json:1:7: this is not JSON: 1e400 is no number"),
        ('{"a": ' + "1" * 5000 + "}", "api.json:1:7: this is not JSON: 1111"),
        ('{"a": "\\ud83d"}', "a string has half of a surrogate pair"),
        ('{"a": ' * 10_000 + "1" + "}" * 10_000, "api.json: it is nested too deeply"),
        ("[" * 10_000, "api.json: it is nested too deeply"),
        (b'{"a": "\xe9"}', "api.json:1:8: this byte is not UTF-8"),
        ("[]", "api.json: the file holds a list"),
        ("1", "api.json: the file holds no object"),
    ],
)
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_bad_json_file_is_refused_in_one_line_by_either_parser(tmp_path, text, says, size):
    raw = text if isinstance(text, bytes) else text.encode()
    lines = fault(tmp_path, raw + (b" " * 300_000 if size == "large" else b""), "api.json")
    assert "\n" not in lines
    # The two parsers word a fault of grammar differently, and place it a little differently.
    if size == "small" or "this is not JSON" not in says:
        assert says in lines
    else:
        assert "this is not JSON: " in lines


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 10_000 + "]" * 10_000,
        "".join(" " * n + "a:\n" for n in range(400)),
        "{" * 9000,
    ],
)
def test_yaml_that_is_nested_too_deeply_is_refused(tmp_path, text):
    assert "it is nested too deeply" in fault(tmp_path, text)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ContractError, match="there is no such file"):
        open_source(tmp_path / "none.yaml")
    with pytest.raises(ContractError, match="this is a folder"):
        open_source(tmp_path)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("9223372036854775808", 9223372036854775808),
        ("18446744073709551616", 1.8446744073709552e19),
        ("-9223372036854775809", -9.223372036854776e18),
        ("0.1", 0.1),
        ("-0", 0),
    ],
)
def test_both_json_parsers_read_a_number_alike(tmp_path, number, value):
    for padding in ("", " " * 300_000):
        found = opened(tmp_path, f'{{"openapi": "3.1.0", "x": {number}{padding}}}', "api.json")["x"]
        assert (type(found), found) == (type(value), value)


def test_yaml_is_read_by_the_rules_of_yaml_1_2(tmp_path):
    text = (
        "a: no\nb: 2026-11-23\nc: 0o17\nd: 0x1F\ne: 012\nf: 1_000\ng: 1e3\nh: .5\n"
        "i: 12:30\nj: ~\nk: TRUE\nl: yes\nm: !!str 12\nn: !pot x\n"
    )
    expected = {
        **{"a": "no", "b": "2026-11-23", "c": 15, "d": 31, "e": 12, "f": "1_000", "g": 1000.0},
        **{"h": 0.5, "i": "12:30", "j": None, "k": True, "l": "yes", "m": "12", "n": "x"},
    }
    assert (
        opened(tmp_path, f"{HEAD}x:\n" + text.replace("\n", "\n ").join([" ", ""]))["x"] == expected
    )
    # A brace that closes too far left is read by the forgiving parser, by the same rules.
    forgiven = f"{HEAD}y: {{\n}}\nx:\n" + "".join(f" {each}\n" for each in text.splitlines())
    assert opened(tmp_path, forgiven)["x"] == expected


@pytest.mark.parametrize(
    "key", ["200", "0x1F", "1e3", "012", "~", "null", "true", "True", "-1", "1.5", "2026-11-23"]
)
def test_a_key_is_the_word_that_was_written(tmp_path, key):
    assert opened(tmp_path, f"{HEAD}x:\n  {key}: 1\n  a: 2\n")["x"] == {key: 1, "a": 2}


def test_keys_that_the_parser_takes_for_one_are_two(tmp_path):
    assert opened(tmp_path, f"{HEAD}x:\n  1: a\n  true: b\n")["x"] == {"1": "a", "true": "b"}


def test_anchors_aliases_and_merge_keys_are_followed(tmp_path):
    text = f"{HEAD}x-a: &a {{b: 1, c: 2}}\nx-b: *a\nx-c:\n  <<: *a\n  b: 3\nx-d:\n  <<: [*a]\n"
    for given in (text, text + "y: {\n}\n"):
        document = opened(tmp_path, given)
        assert document["x-b"] == {"b": 1, "c": 2}
        assert document["x-c"] == {"b": 3, "c": 2}
        assert document["x-d"] == {"b": 1, "c": 2}


def test_aliases_that_explode_are_refused(tmp_path):
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "aliases add up" in fault(tmp_path, "\n".join(lines))
    assert "aliases add up" in fault(tmp_path, "b: {\n}\n" + "\n".join(lines))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", "api.yaml:3:1: /a: the key 'a' is written twice, first at line 1"),
        ("a: {b: 1, b: 2}\n", "api.yaml:1:11: /a/b: "),
        ("a:\n- 'b': 1\n  b: 2\n", "api.yaml:3:3: /a/0/b: "),
        ("a:\n  200: x\n  '200': y\n", "api.yaml:3:3: /a/200: "),
        ("# a: b\na: |\n  b: 1\n  b: 2\nc: 1\nc: 2\n", "api.yaml:6:1: /c: "),
        ("a: &a http://x\nb: *a\nc: 1\nc: 2\n", "api.yaml:4:1: /c: "),
    ],
)
def test_a_key_that_is_written_twice_in_yaml_is_refused(tmp_path, text, places):
    assert places in fault(tmp_path, text)


@pytest.mark.parametrize("padding", ["", " " * 300_000])
def test_a_key_that_is_written_twice_in_json_is_refused(tmp_path, padding):
    text = f'{{"a": {{"b": 1}},\n "c": [{{"d": 1,\n  "d": {{}}}}], "a": 1{padding}}}'
    assert fault(tmp_path, text, "api.json").splitlines() == [
        "api.json:3:3: /c/0/d: the key is written twice, first at line 2; remove one of them",
        "api.json:3:14: /a: the key is written twice, first at line 1; remove one of them",
    ]


def test_what_only_looks_like_a_key_twice_is_none(tmp_path):
    yaml = f"{HEAD}# a: b\nx:\n  a: |\n    b: 1\n    b: 2\n  c: 'b: 1'\n  d: &q x # c: d\n"
    assert opened(tmp_path, yaml)["x"]["a"] == "b: 1\nb: 2\n"
    text = '{"openapi": "3.1.0", "a\\u0022:": "\\":", "b"  : 1' + " " * 300_000 + "}"
    assert opened(tmp_path, text, "api.json")["b"] == 1


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/info", "2:1"),
        ("/info/title", "2:8"),
        ("/x/a~1b/1", "5:5"),
        ("/x/a~1b/1/c", "6:5"),
        ("/x/a~1b/7", "4:3"),
        ("/nothing/there", "1:1"),
        ("", "1:1"),
    ],
)
def test_a_place_has_a_line_and_a_column(tmp_path, pointer, place):
    text = f"{HEAD}x:\n  a/b: [0,\n    {{d: 1,\n    c: 2}}]\n"
    path = written(tmp_path, text)
    assert open_source(path).place(pointer) == f"{path}:{place}"


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/x", "2:3"),
        ("/x/0", "2:9"),
        ("/x/1/a", "3:5"),
        ('/x/1/b"c', "4:5"),
        ("/x/1/d", "3:3"),
        ("/x/9", "2:3"),
        ("/y", "5:3"),
        ("", "1:1"),
    ],
)
def test_a_place_in_json_has_a_line_and_a_column(tmp_path, pointer, place):
    lines = ('{"openapi": "3.1.0",', '  "x": [["}", {"a": 1}],', '  { "a": "x\\"",')
    text = "\n".join((*lines, '    "b\\"c": [1]}],', '  "y": 1}'))
    path = written(tmp_path, text, "api.json")
    assert open_source(path).place(pointer) == f"{path}:{place}"


def test_importing_it_imports_no_parser():
    script = (
        "import sys; import codegen.source; codegen.source.open_source('api.json');"
        "heavy = {'yaml', 'fast_yaml', 'orjson', 'difflib', 'dataclasses', 'argparse', 'inspect'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    folder = Path(__file__).parents[2]
    given = '{"openapi": "3.1.0"}'
    done = subprocess.run(
        [sys.executable, "-c", script.replace("'api.json'", "'-'")],
        input=given,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
