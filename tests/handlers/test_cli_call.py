"""`spolvero call` with documents of other people, against a server that says what it got."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from handlers import console
from handlers.cli import client as sending

PETS = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers:
  - url: https://{place}.example.com/v1
    variables: {place: {default: api}}
security: [{key: []}]
paths:
  /pets:
    parameters:
      - {name: X-Tenant, in: header, schema: {type: string}}
    get:
      operationId: listPets
      summary: All pets
      parameters:
        - {name: tags, in: query, style: pipeDelimited, explode: false,
           schema: {type: array, items: {type: string, enum: [cat, dog]}}}
        - {name: filter, in: query, style: deepObject, explode: true,
           schema: {type: object, additionalProperties: {type: string}}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, maximum: 2, default: 2}}
      responses:
        "200": {description: Pets., content: {application/json: {schema:
          {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}
    post:
      operationId: createPet
      security: [{bearer: []}]
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/NewPet"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/NewPet"}}
      responses:
        "201": {description: Made., content: {application/json: {schema: {}}}}
  /pets/{petId}/photo:
    put:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary},
              note: {type: string}}}
      responses: {"200": {description: Kept., content: {application/json: {schema: {}}}}}
    parameters:
      - {name: petId, in: path, required: true, schema: {type: integer}}
  /events:
    get:
      operationId: watch
      responses: {"200": {description: News., content: {text/event-stream: {schema: {}}}}}
  /moved: {get: {operationId: moved, responses: {"200": {description: There.,
    content: {application/json: {schema: {}}}}}}}
  /busy: {get: {operationId: busy, responses: {"200": {description: Now.,
    content: {application/json: {schema: {}}}}}}}
  /text: {get: {operationId: text, responses: {"200": {description: Words.,
    content: {text/plain: {}}}}}}
  /broken: {get: {operationId: broken, responses: {"200": {description: Cut.,
    content: {application/json: {schema: {}}}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    bearer: {type: http, scheme: bearer}
  schemas:
    Pet: {type: object, properties: {id: {type: integer}, name: {type: string}}}
    NewPet:
      type: object
      required: [name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string, nullable: true}
        owner: {type: object, properties: {firstName: {type: string}}}
        kind: {oneOf: [{type: string}, {type: integer}]}
"""

NEW = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things": {
            "post": {
                "operationId": "things.make",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "oneOf": [
                                    {"$ref": "#/components/schemas/Cat"},
                                    {"$ref": "#/components/schemas/Dog"},
                                ],
                                "discriminator": {"propertyName": "kind"},
                            }
                        }
                    },
                },
                "responses": {"default": {"description": "", "content": {"application/json": {}}}},
            }
        },
        "/again": {"get": {"responses": {"200": {"description": ""}}}},
    },
    "components": {
        "schemas": {
            "Cat": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "cat"}, "lives": {"type": ["integer", "null"]}},
            },
            "Dog": {
                "type": "object",
                "required": ["kind", "toy"],
                "properties": {"kind": {"const": "dog"}, "toy": {"type": "string"}},
            },
        }
    },
}


class Echo(BaseHTTPRequestHandler):
    """Says what it got, and can be busy, move things and tell news."""

    protocol_version = "HTTP/1.1"

    def handle_all(self) -> None:
        seen: list[str] = self.server.seen  # type: ignore[attr-defined]
        seen.append(f"{self.command} {self.path}")
        path = self.path.partition("?")[0]
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if path.endswith("/busy") and len(seen) < 3:
            return self.answer(429, b"", {"Retry-After": "1"})
        if path.endswith("/moved"):
            return self.answer(302, b"", {"Location": "/v1/busy"})
        if path.endswith("/text"):
            return self.answer(200, b"plain words\n", {"Content-Type": "text/plain"})
        if path.endswith("/broken"):
            return self.answer(200, b"{}", {"Content-Length": "9", "Connection": "close"})
        if path.endswith("/events"):
            news = b': hello\nid: 7\nevent: born\ndata: {"pet":\ndata: 1}\n\ndata: words\r\n\r\n'
            return self.answer(200, news, {"Content-Type": "text/event-stream"})
        if path.endswith("/pets") and self.command == "GET" and "page=" not in self.path:
            pets = [{"id": 1, "name": "Tom"}, {"id": 2, "name": "Rex"}]
            more = {"Link": '<https://elsewhere.example/x?page=2>; rel="next"'}
            return self.answer(200, json.dumps(pets).encode(), more)
        if "page=2" in self.path:
            return self.answer(200, b'[{"id": 3, "name": "Kit"}]', {})
        said = {
            "target": self.path,
            "headers": dict(self.headers.items()),
            "body": body.decode("latin-1"),
        }
        return self.answer(200, json.dumps(said).encode(), {})

    do_GET = do_POST = do_PUT = handle_all  # noqa: N815

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if headers.get("Connection") == "close":
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    server.seen = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def call(server, tmp_path, capsys, monkeypatch):
    """Call an operation; give status, standard output and standard error."""
    monkeypatch.setattr(sending.time, "sleep", lambda seconds: None)
    (tmp_path / "pets.yaml").write_text(PETS)
    (tmp_path / "things.json").write_text(json.dumps(NEW))
    url = f"http://127.0.0.1:{server.server_port}/v1"

    def call(*words: str, spec: str = "pets.yaml") -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = console.main(["call", str(tmp_path / spec), "--url", url, *words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def got(ran: tuple[int, str, str]) -> dict[str, Any]:
    status, out, err = ran
    assert status == 0, err
    return json.loads(out)


def test_help_lists_the_operations_with_names_for_those_that_have_none(call):
    status, out, _ = call("--help")
    assert status == 0
    names = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert names[:4] == ["listPets", "createPet", "put-pets-by-pet-id-photo", "watch"]


def test_an_operation_has_help_of_its_own(call):
    status, out, _ = call("listPets", "--help")
    assert status == 0
    assert "--tags {cat,dog}" in out
    assert "--x-tenant" in out
    assert "at most 2; default: 2" in out


def test_a_name_may_be_typed_with_hyphens(call):
    assert call("list-pets", "--json")[0] == 0


def test_parameters_go_where_and_how_the_document_says(call, server):
    call(
        *("listPets", "--tags", "cat", "--tags", "dog", "--filter", '{"age": "3"}'),
        *("--session", "s1", "--x-tenant", "t1", "--limit", "1"),
    )
    assert server.seen == ["GET /v1/pets?tags=cat%7Cdog&filter[age]=3&limit=1"]


def test_headers_cookies_and_tokens_are_sent(call, monkeypatch):
    monkeypatch.setenv("MY_KEY", "k1")
    ran = call("busy", "--token", "env:MY_KEY", "-H", "X-More: yes", "--json")
    assert got(ran)["headers"]["X-Key"] == "k1"
    assert got(ran)["headers"]["X-More"] == "yes"
    sent = got(call("createPet", "--name", "Tom", "--token", "secret", "--json"))
    assert sent["headers"]["Authorization"] == "Bearer secret"
    sent = got(call("createPet", "--name", "Tom", "--basic", "ann:pass", "--json"))
    assert base64.b64decode(sent["headers"]["Authorization"].split()[1]) == b"ann:pass"


def test_a_body_is_json_or_the_form_that_is_asked_for(call):
    words = ("createPet", "--name", "Tom", "--owner.first-name", "Ann", "--kind", "3", "--json")
    sent = got(call(*words))
    assert json.loads(sent["body"]) == {"name": "Tom", "owner": {"firstName": "Ann"}, "kind": 3}
    sent = got(call(*words, "--content-type", "application/x-www-form-urlencoded"))
    assert sent["body"] == "name=Tom&owner=%7B%22firstName%22%3A%22Ann%22%7D&kind=3"


def test_a_file_is_a_part_of_a_multipart_form(call, tmp_path):
    (tmp_path / "tom.png").write_bytes(b"\x89PNG")
    words = ("put-pets-by-pet-id-photo", "7", "--file", str(tmp_path / "tom.png"), "--json")
    assert call(*words)[0] == 2  # --file is an option of every command: the field is --body-file
    words = ("put-pets-by-pet-id-photo", "7", "--body-file", str(tmp_path / "tom.png"), "--json")
    sent = got(call(*words))
    assert sent["target"] == "/v1/pets/7/photo"
    assert 'name="file"; filename="tom.png"' in sent["body"]


def test_a_choice_of_records_has_the_fields_of_all(call):
    words = ("things.make", "--kind", "cat", "--lives", "null", "--json")
    assert json.loads(got(call(*words, spec="things.json"))["body"]) == {
        "kind": "cat",
        "lives": None,
    }
    status, _, err = call("things.make", "--lives", "9", spec="things.json")
    assert (status, "--kind must be given" in err) == (2, True)
    assert call("get-again", spec="things.json")[0] == 0


def test_all_follows_the_link_to_the_next_page_and_nowhere_else(call, server):
    status, out, _ = call("listPets", "--all", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 2, 3]
    assert status == 0
    assert server.seen[1].startswith("GET /v1/pets?page=2")


def test_what_is_busy_is_asked_again_when_it_says_so(call, server):
    assert got(call("busy", "--json"))["target"] == "/v1/busy"
    assert len(server.seen) == 3


def test_what_is_busy_too_long_is_told(call, server):
    status, _, err = call("busy", "--retries", "1")
    assert (status, len(server.seen)) == (3, 2)
    assert "try again in 1 s" in err


def test_a_redirect_is_followed(call, server):
    assert call("moved")[0] == 0
    assert server.seen[:2] == ["GET /v1/moved", "GET /v1/busy"]


def test_text_is_printed_as_it_is(call):
    assert call("text")[:2] == (0, "plain words\n")


def test_events_are_a_line_each_and_end_with_the_answer(call, server):
    status, out, _ = call("watch")
    assert status == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": "7", "event": "born", "data": {"pet": 1}},
        {"id": "7", "event": "message", "data": "words"},
    ]
    assert len(server.seen) == 1  # the operation takes no Last-Event-ID


def test_an_answer_that_breaks_off_is_5(call):
    status, out, err = call("broken")
    assert (status, out) == (5, "")
    assert "cannot be reached" in err or "broke off" in err


def test_a_document_that_does_not_say_where_needs_a_url(tmp_path, capsys):
    (tmp_path / "things.json").write_text(json.dumps(NEW))
    assert console.main(["call", str(tmp_path / "things.json"), "get-again"]) == 2
    assert "--url" in capsys.readouterr().err


def test_a_document_with_a_fault_is_told_of_with_its_place(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("openapi: 3.1.0\npaths: [")
    assert console.main(["call", str(tmp_path / "bad.yaml"), "x"]) == 2
    assert "bad.yaml:3:1" in capsys.readouterr().err


def test_our_own_contract_is_somebodys_document_too(capsys):
    spec = Path(__file__).parents[2] / "openapi" / "openapi.yaml"
    assert console.main(["call", str(spec), "--help"]) == 0
    assert "queue_job" in capsys.readouterr().out
