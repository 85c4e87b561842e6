"""What is sent for what is typed: parameters in every style, bodies of every kind."""

import io
import json
import re
import sys

import pytest

from handlers.cli import styles
from handlers.cli.faults import Fault
from handlers.cli.parser import parser_of
from handlers.cli.request import linked, request_of
from handlers.cli.table import own_table

TABLE = own_table()


def asked(name, *words, command=None):
    """The request of one command line."""
    command = command or TABLE.find(name)
    return request_of(command, parser_of(command, name).parse_args([*words]))


# The values and most results are the examples of OpenAPI 3.1, 4.8.12.4 "Style Examples".
EMPTY, TEXT = "", "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "explode", "value", "written"),
    [
        ("simple", False, TEXT, "blue"),
        ("simple", False, ARRAY, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("label", False, TEXT, ".blue"),
        ("label", False, ARRAY, ".blue,black,brown"),
        ("label", True, ARRAY, ".blue.black.brown"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("matrix", False, TEXT, ";color=blue"),
        ("matrix", False, ARRAY, ";color=blue,black,brown"),
        ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
        ("simple", False, "a/b ü?", "a%2Fb%20%C3%BC%3F"),
    ],
)
def test_a_path_parameter_is_written_in_its_style(style, explode, value, written):
    parameter = {"name": "color", "style": style, "explode": explode}
    assert styles.in_path(parameter, value) == written


@pytest.mark.parametrize(
    ("style", "explode", "value", "written"),
    [
        ("form", True, TEXT, "color=blue"),
        ("form", True, EMPTY, "color="),
        ("form", True, ARRAY, "color=blue&color=black&color=brown"),
        ("form", False, ARRAY, "color=blue,black,brown"),
        ("form", False, OBJECT, "color=R,100,G,200,B,150"),
        ("form", True, OBJECT, "R=100&G=200&B=150"),
        ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
        ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
        ("deepObject", True, OBJECT, "color[R]=100&color[G]=200&color[B]=150"),
        ("deepObject", True, {"a": {"b": [1, 2]}}, "color[a][b][0]=1&color[a][b][1]=2"),
        ("form", True, True, "color=true"),
        ("form", True, None, "color=null"),
        ("form", True, "a&b=c d", "color=a%26b%3Dc%20d"),
    ],
)
def test_a_query_parameter_is_written_in_its_style(style, explode, value, written):
    parameter = {"name": "color", "style": style, "explode": explode}
    assert "&".join(styles.in_query(parameter, value)) == written


def test_reserved_characters_stay_where_the_contract_allows_it():
    parameter = {"name": "path", "reserved": True}
    assert styles.in_query(parameter, "a/b?c=d&e") == ["path=a/b?c=d%26e"]


def test_a_parameter_with_a_media_type_is_json():
    parameter = {"name": "filter", "content": "application/json"}
    assert styles.in_query(parameter, {"a": 1}) == ["filter=%7B%22a%22%3A%201%7D"]


def test_headers_and_cookies_have_their_styles():
    assert styles.in_header({"name": "X"}, ARRAY) == "blue,black,brown"
    assert styles.in_header({"name": "X"}, OBJECT) == "R,100,G,200,B,150"
    assert styles.in_header({"name": "X", "explode": True}, OBJECT) == "R=100,G=200,B=150"
    assert styles.in_cookie({"name": "c"}, ARRAY) == ["c=blue,black,brown"]


def test_path_parameters_stand_by_their_place_in_the_path():
    request = asked("remove_album_image", "alb_1", "img_2")
    assert (request.method, request.path) == ("DELETE", "/albums/alb_1/images/img_2")


def test_arrays_of_the_query_may_be_repeated():
    request = asked("list_jobs", "--state", "queued", "--state", "running", "--limit", "5")
    assert request.target == "/jobs?state=queued&state=running&limit=5"


def test_a_body_is_made_of_options_with_their_types():
    request = asked("queue_job", "--prompt", "a red fox", "--steps", "3", "--guidance-scale", "7.5")
    assert json.loads(request.body) == {"prompt": "a red fox", "steps": 3, "guidance_scale": 7.5}
    assert request.headers["Content-Type"] == "application/json"


def test_what_is_absent_is_not_sent_and_its_default_is_the_servers():
    assert json.loads(asked("cancel_jobs").body) == {}
    assert json.loads(asked("cancel_jobs", "--dry-run").body) == {"dry_run": True}
    assert json.loads(asked("cancel_jobs", "--no-dry-run").body) == {"dry_run": False}


def test_options_change_a_whole_body_and_set_changes_both(tmp_path):
    (tmp_path / "body.json").write_text('{"prompt": "a fox", "steps": 1}')
    request = asked(
        "queue_job",
        *("--body", f"@{tmp_path}/body.json", "--steps", "2"),
        *("--set", "seed=7", "--set", "adapters=[]", "--set", "negative_prompt=blurry"),
    )
    assert json.loads(request.body) == {
        "prompt": "a fox",
        "steps": 2,
        "seed": 7,
        "adapters": [],
        "negative_prompt": "blurry",
    }


def test_set_goes_into_objects_by_dots():
    request = asked("create_album", "--name", "Foxes", "--set", "a.b.c=true")
    assert json.loads(request.body) == {"name": "Foxes", "a": {"b": {"c": True}}}


def test_a_body_comes_from_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b'{"prompt": "from a pipe"}')

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert json.loads(asked("queue_job", "--body", "-").body) == {"prompt": "from a pipe"}


def test_a_file_is_sent_as_it_is_with_the_type_that_its_name_speaks_of(tmp_path):
    (tmp_path / "fox.webp").write_bytes(b"RIFF\x00")
    request = asked("upload_image", str(tmp_path / "fox.webp"), "--title", "Fox at dusk")
    assert request.body == b"RIFF\x00"
    assert request.headers["Content-Type"] == "image/webp"
    assert request.target == "/images?title=Fox%20at%20dusk"


def test_a_file_may_stand_for_a_body_that_has_options_too(tmp_path):
    (tmp_path / "rows").write_bytes(b"a,b\n")
    request = asked("replace_template_rows", "tpl_1", "--file", str(tmp_path / "rows"))
    assert (request.body, request.headers["Content-Type"]) == (b"a,b\n", "text/csv")


def test_a_file_that_is_not_there_is_a_fault():
    with pytest.raises(Fault, match="No such file"):
        asked("upload_image", "/nowhere/fox.png")


def test_an_idempotency_key_is_drawn_anew_each_time_unless_one_is_given():
    drawn = {asked("queue_job", "--prompt", "x").headers["Idempotency-Key"] for _ in range(2)}
    assert len(drawn) == 2
    given = asked("queue_job", "--prompt", "x", "--idempotency-key", "mine")
    assert given.headers["Idempotency-Key"] == "mine"
    assert "Idempotency-Key" not in asked("list_jobs").headers


def test_a_secret_is_read_where_nobody_sees_it(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a-secret\n"))
    assert json.loads(asked("sign_in", "--link", "-").body) == {"link": "a-secret"}


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "ü"])
def test_a_header_is_one_line_of_ascii(value):
    with pytest.raises(Fault, match="one line of ASCII"):
        asked("list_jobs", "--header", f"X: {value}")


def test_a_link_fills_a_path_from_the_reply():
    link = {"job_id": "$response.body#/id"}
    assert linked(TABLE.find("get_job"), link, {"id": "job_1"}).path == "/jobs/job_1"


FORM = {
    "id": "send",
    "noun": "",
    "verb": "",
    "method": "POST",
    "path": "/send",
    "summary": "Send",
    "description": "",
    "parameters": [],
    "security": [],
    "replies": {"200": []},
}
FIELDS = {
    "type": "object",
    "required": ["name"],
    "fields": {
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "photo": {"type": "string", "format": "binary"},
        "facts": {"type": "object"},
        "size": {"type": "object", "fields": {"w": {"type": "integer"}}, "required": ["w"]},
    },
}


def test_a_form_is_written_as_browsers_write_it():
    media = {"application/x-www-form-urlencoded": {"value": FIELDS}}
    command = {**FORM, "body": {"required": True, "media": media}}
    words = ["--name", "Ann & Bo", "--tags", "a", "--tags", "b", "--size.w", "3"]
    request = asked("send", *words, command=command)
    assert request.body == b"name=Ann+%26+Bo&tags=a&tags=b&size=%7B%22w%22%3A3%7D"


def test_a_multipart_form_holds_files_texts_and_json(tmp_path):
    (tmp_path / "fox.png").write_bytes(b"\x89PNG")
    media = {"multipart/form-data": {"value": FIELDS}}
    command = {**FORM, "body": {"required": True, "media": media}}
    words = ["--name", "Ann", "--photo", str(tmp_path / "fox.png"), "--facts", '{"a": 1}']
    request = asked("send", *words, command=command)
    boundary = re.fullmatch(
        r"multipart/form-data; boundary=(\w+)", request.headers["Content-Type"]
    )[1]
    parts = request.body.decode("latin-1").split(f"--{boundary}")
    assert parts[0] == ""
    assert parts[-1] == "--\r\n"
    assert parts[1] == '\r\nContent-Disposition: form-data; name="name"\r\n\r\nAnn\r\n'
    assert 'name="photo"; filename="fox.png"\r\nContent-Type: image/png\r\n' in parts[2]
    assert parts[2].endswith("\r\n\r\n\x89PNG\r\n")
    assert 'name="facts"\r\nContent-Type: application/json\r\n\r\n{"a": 1}' in parts[3]


def test_the_kind_of_answer_may_be_chosen_where_there_are_several():
    command = {**FORM, "method": "GET", "replies": {"200": ["application/json", "text/html"]}}
    assert asked("send", command=command).headers["Accept"] == (
        "application/json, text/html, application/problem+json"
    )
    html = asked("send", "--accept", "text/html", command=command)
    assert html.headers["Accept"] == "text/html, application/problem+json"
