"""Each rule finds the fault that it is there for, and names the place."""

import pytest

from codegen.lint import RULES, lint
from codegen.lint.operations import implied_statuses
from codegen.read.contract import ContractError


def test_the_small_contract_keeps_every_rule(workshop):
    assert workshop.faults() == []


def only_fault(workshop) -> str:
    faults = workshop.faults()
    assert len(faults) == 1, faults
    return faults[0]


AT_GET = "openapi/paths/pots.yaml#/pot/get"


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("operationId", "getPot", "needs an operationId in snake_case"),
        ("tags", ["pots", "jugs"], "needs exactly one tag, the name of its file: pots"),
        ("tags", ["jugs"], "needs exactly one tag, the name of its file: pots"),
        ("summary", " ", "needs a summary"),
        ("description", "Too short.", "needs a description of 20 characters or more"),
    ],
)
def test_an_operation_must_say_what_it_is(workshop, key, value, says):
    workshop.operation("get_pot")[key] = value
    fault = only_fault(workshop)
    assert fault.startswith(f"{AT_GET}: ")
    assert says in fault


def test_an_operation_needs_a_name(workshop):
    del workshop.operation("get_pot")["operationId"]
    assert f"{AT_GET}: An operation needs an operationId in snake_case." in workshop.faults()


def test_a_tag_must_be_declared(workshop):
    workshop.files["openapi.yaml"]["tags"] = []
    assert f"{AT_GET}: The tag pots is missing among the root's tags." in workshop.faults()


def test_something_must_be_able_to_succeed(workshop):
    del workshop.operation("get_pot")["responses"]["200"]
    assert (
        only_fault(workshop)
        == f"{AT_GET}: An operation needs an answer for success (2xx, or 3xx but 304)."
    )


def test_a_reply_needs_a_description(workshop):
    workshop.operation("get_pot")["responses"]["200"]["description"] = ""
    assert only_fault(workshop) == (f"{AT_GET}/responses/200: The answer 200 needs a description.")


def test_a_reply_needs_a_trace_id_and_a_shared_one_is_named_once(workshop):
    del workshop.files["responses.yaml"]["Invalid"]["headers"]
    assert only_fault(workshop) == (
        "openapi/responses.yaml#/Invalid: An answer needs the header X-Trace-Id."
    )


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "405", "406", "500", "503"])
def test_what_any_read_may_answer_is_declared(workshop, status):
    del workshop.operation("get_pot")["responses"][status]
    assert only_fault(workshop).startswith(f"{AT_GET}: The answer {status} is missing: ")


@pytest.mark.parametrize("status", ["413", "415"])
def test_what_a_body_may_lead_to_is_declared(workshop, status):
    del workshop.operation("make_pot")["responses"][status]
    assert f"The answer {status} is missing: a body may" in only_fault(workshop)


@pytest.mark.parametrize(
    ("header", "status"),
    [("If-Match", "412"), ("if-none-match", "304"), ("Idempotency-Key", "422")],
)
def test_what_a_header_may_lead_to_is_declared(workshop, header, status):
    parameter = {"name": header, "in": "header", "schema": {"type": "string"}}
    workshop.operation("get_pot")["parameters"].append(parameter)
    assert f"The answer {status} is missing: it reads" in only_fault(workshop)


def test_a_part_may_be_given_or_lie_beyond_the_end(workshop):
    parameter = {"name": "Range", "in": "header", "schema": {"type": "string"}}
    workshop.operation("get_pot")["parameters"].append(parameter)
    assert workshop.faults() == [
        f"{AT_GET}: The answer {status} is missing: it reads Range." for status in ("206", "416")
    ]


@pytest.mark.parametrize("most", [0, -1, "1 MB", 1.5, True, None])
def test_a_limit_in_bytes_is_a_number_of_them(workshop, most):
    content = workshop.operation("make_pot")["requestBody"]["content"]
    content["text/csv"] = {"x-max-bytes": 20}
    assert workshop.faults() == []
    content["text/csv"] = {"x-max-bytes": most}
    assert only_fault(workshop) == (
        "openapi/paths/pots.yaml#/pots/post/requestBody/content/text~1csv:"
        " x-max-bytes is a number of bytes, 1 or more."
    )


POT = {"$ref": "../schemas/pot.json"}
AT_STREAM = f"{AT_GET}/responses/200/content/text~1event-stream"


def stream(workshop, media: dict[str, object]) -> None:
    """Have the pot come as a stream of events."""
    reply = workshop.operation("get_pot")["responses"]["200"]
    reply["content"] = {"text/event-stream": media}


def test_events_refer_to_schemas_of_the_contract_whatever_they_are_called(workshop):
    stream(workshop, {"x-event-schemas": {"broken": POT, "default": POT, "value": POT}})
    assert workshop.faults() == []
    content = workshop.read().bundle.document["paths"]["/pots/{pot_id}"]["get"]["responses"]["200"]
    events = content["content"]["text/event-stream"]["x-event-schemas"]
    assert list(events) == ["broken", "default", "value"]
    assert {each["$ref"] for each in events.values()} == {"#/components/schemas/Pot"}


@pytest.mark.parametrize("media", [{}, {"x-event-schemas": {}}, {"schema": POT}])
def test_a_stream_must_declare_its_events(workshop, media):
    stream(workshop, media)
    assert only_fault(workshop).startswith(f"{AT_STREAM}: text/event-stream needs x-event-schemas")


@pytest.mark.parametrize("name", ["Broken", "pot-broken", "two words", "error", "open", ""])
def test_an_event_must_have_a_name_that_a_browser_leaves_free(workshop, name):
    stream(workshop, {"x-event-schemas": {name: POT}})
    assert only_fault(workshop).startswith(f"{AT_STREAM}/x-event-schemas/{name}: An event needs a")


@pytest.mark.parametrize("schema", [True, {"type": "object"}, {**POT, "description": "A pot."}])
def test_an_event_must_refer_to_its_schema(workshop, schema):
    stream(workshop, {"x-event-schemas": {"broken": schema}})
    assert only_fault(workshop) == (
        f"{AT_STREAM}/x-event-schemas/broken: An event needs a $ref to the schema of its data."
    )


def test_a_schema_of_an_event_that_is_not_there_is_a_fault(workshop):
    stream(workshop, {"x-event-schemas": {"broken": {"$ref": "../schemas/jug.json"}}})
    with pytest.raises(ContractError, match="leads nowhere"):
        workshop.read()


def test_who_may_ask_decides_about_401_and_403(workshop):
    operation = workshop.operation("get_pot")
    for security, expected in (
        ([], set()),
        ([{}, {"token": []}], {"401"}),
        ([{"token": []}], {"401", "403"}),
    ):
        operation["security"] = security
        read = next(each for each in workshop.api().operations() if each.id == "get_pot")
        assert implied_statuses(read).keys() & {"401", "403"} == expected


@pytest.mark.parametrize("key", ["$schema", "$id", "description"])
def test_a_schema_file_must_say_what_it_is(workshop, key):
    del workshop.files["schemas/trace-id.json"][key]
    start = f"openapi/schemas/trace-id.json#: A schema file needs {'a ' * (key[0] != '$')}{key}"
    assert only_fault(workshop).startswith(start)


def test_an_id_must_be_the_files_address(workshop):
    workshop.files["schemas/glaze.json"]["$id"] = "https://spolvero.dev/schemas/varnish.json"
    assert only_fault(workshop) == (
        "openapi/schemas/glaze.json#: A schema file needs"
        " $id https://spolvero.dev/schemas/glaze.json."
    )


def test_a_property_needs_a_description(workshop):
    del workshop.files["schemas/pot.json"]["properties"]["litres"]["description"]
    assert only_fault(workshop).startswith(
        "openapi/schemas/pot.json#/properties/litres: The property litres needs a description"
    )


def test_a_property_deep_inside_needs_a_description_too(workshop):
    workshop.files["schemas/pot.json"]["properties"]["lid"] = {
        "description": "What covers it.",
        "anyOf": [{"type": "object", "properties": {"knob": {"type": "string"}}}, {"type": "null"}],
    }
    assert only_fault(workshop).startswith(
        "openapi/schemas/pot.json#/properties/lid/anyOf/0/properties/knob: "
    )


def test_a_schema_needs_an_example(workshop):
    del workshop.files["examples/glaze.json"]
    assert only_fault(workshop) == (
        "openapi/schemas/glaze.json#: A schema file needs an example, examples/glaze.json."
    )


def test_an_example_needs_a_schema(workshop):
    workshop.put("examples/jug.json", 1)
    assert only_fault(workshop) == (
        "openapi/examples/jug.json#: An example needs its schema, schemas/jug.json."
    )


def test_an_example_must_fit_its_schema(workshop):
    workshop.files["examples/pot.json"]["litres"] = -1
    assert "openapi/schemas/pot.json#: The example does not fit: -1 is less than" in " ".join(
        workshop.faults()
    )


def test_formats_are_asserted(workshop):
    workshop.schema("day", type="string", format="date", example="2026-13-01")
    assert "The example does not fit" in only_fault(workshop)


def test_an_example_of_a_parameter_must_fit(workshop):
    workshop.files["parameters.yaml"]["PotId"]["example"] = "p"
    assert any(
        fault.startswith("openapi/parameters.yaml#/PotId: The example does not fit")
        for fault in workshop.faults()
    )


def test_an_example_of_a_header_must_fit(workshop):
    workshop.files["headers.yaml"]["TraceId"]["example"] = "x"
    assert any(
        fault.startswith("openapi/headers.yaml#/TraceId: The example does not fit")
        for fault in workshop.faults()
    )


def test_an_example_of_a_body_must_fit(workshop):
    media = workshop.operation("make_pot")["requestBody"]["content"]["application/json"]
    media["examples"] = {"good": {"value": {"id": "pot1"}}, "bad": {"value": {"id": 1}}}
    workshop.operation("make_pot")["responses"]["200"].pop("content")
    assert any(
        "/requestBody/content/application~1json/examples/bad/value: The example does not fit"
        in fault
        for fault in workshop.faults()
    )


def test_a_default_must_fit(workshop):
    workshop.files["schemas/pot.json"]["properties"]["glaze"]["default"] = "shiny"
    assert any(
        fault.startswith("openapi/schemas/pot.json#/properties/glaze: The default does not fit")
        for fault in workshop.faults()
    )


def problem(kind: str, status: int) -> dict[str, object]:
    return {"type": f"https://spolvero.dev/problems/{kind}", "title": kind, "status": status}


def show(workshop, *problems: dict[str, object]) -> None:
    """Make the shared 400 an answer with these problems."""
    kinds = ["https://spolvero.dev/problems/cracked", "https://spolvero.dev/problems/chipped"]
    workshop.schema("problem-type", type="string", enum=kinds, example=kinds[0])
    workshop.files["responses.yaml"]["Invalid"]["content"] = {
        "application/problem+json": {
            "schema": {"type": "object"},
            "examples": {str(each["title"]): {"value": each} for each in problems},
        }
    }


def test_each_problem_type_must_be_shown_by_an_answer(workshop):
    show(workshop, problem("cracked", 400))
    assert only_fault(workshop) == (
        "openapi/schemas/problem-type.json#:"
        " No answer has an example of https://spolvero.dev/problems/chipped."
    )


def test_a_problem_must_show_the_status_that_it_answers(workshop):
    show(workshop, problem("cracked", 400), problem("chipped", 404))
    assert "answers 400 with an example of 404." in workshop.faults()[0]


def test_what_openapi_itself_forbids_is_found(workshop):
    del workshop.files["openapi.yaml"]["info"]["version"]
    assert only_fault(workshop).startswith("openapi/openapi.yaml#/info: OpenAPI does not allow it")


def test_every_rule_has_a_name_that_is_a_sentence():
    assert all(len(rule.__name__.split("_")) > 2 for rule in RULES)


def test_a_fault_is_told_once(workshop):
    workshop.operation("get_pot")["summary"] = ""
    contract = workshop.read()
    assert len(lint(contract)) == len(set(lint(contract)))


# Who may, and what is written down.


def scoped(workshop, *scopes: str) -> None:
    """Have the contract list these scopes, each of which its operations are to need."""
    workshop.schema("scope", type="string", enum=[*scopes], example=scopes[0])


def test_an_operation_for_tokens_states_its_scope(workshop):
    del workshop.operation("get_pot")["x-scope"]
    assert only_fault(workshop) == f"{AT_GET}: An API token may run it, so it needs x-scope."
    workshop.operation("get_pot")["security"] = []
    assert workshop.faults() == []
    workshop.operation("get_pot")["x-scope"] = "pots:read"
    assert f"{AT_GET}: No API token may run it, so it has no x-scope." in workshop.faults()


@pytest.mark.parametrize("scope", ["pots", "pots:all", "jugs:read", "pots:read ", "", 1, ["a"]])
def test_a_scope_is_named_after_the_tag(workshop, scope):
    workshop.operation("get_pot")["x-scope"] = scope
    assert f"{AT_GET}: x-scope is pots:read, pots:write, or null for any." in workshop.faults()


def test_reading_needs_a_scope_to_read_and_changing_one_to_write(workshop):
    get, make = workshop.operation("get_pot"), workshop.operation("make_pot")
    scoped(workshop, "pots:read", "pots:write")
    get["x-scope"], make["x-scope"] = "pots:read", "pots:write"
    assert workshop.faults() == []
    get["x-scope"], make["x-scope"] = "pots:write", "pots:read"
    assert len(workshop.faults()) == 2
    assert all("x-scope ends in :read where it only reads" in each for each in workshop.faults())
    get["x-scope"] = "pots:read"
    make["x-audit"] = "It changes nothing."
    workshop.files["schemas/scope.json"]["enum"] = ["pots:read"]
    assert workshop.faults() == []


def test_the_scopes_of_the_enum_are_those_that_operations_need(workshop):
    scoped(workshop, "pots:read", "pots:write")
    workshop.operation("get_pot")["x-scope"] = "pots:read"
    assert only_fault(workshop) == (
        "openapi/schemas/scope.json#/enum: No operation needs the scope pots:write."
    )
    workshop.files["schemas/scope.json"]["enum"] = ["pots:write"]
    assert (
        "openapi/schemas/scope.json#/enum: The scope pots:read of an operation is missing."
        in workshop.faults()
    )


def test_a_token_that_lacks_a_scope_is_refused_where_the_public_may_come_in_too(workshop):
    scoped(workshop, "pots:read")
    get = workshop.operation("get_pot")
    get["x-scope"], get["security"] = "pots:read", [{}, {"token": []}]
    assert workshop.faults() == []
    del get["responses"]["403"]
    assert only_fault(workshop) == (
        f"{AT_GET}: The answer 403 is missing: a token may lack the scope."
    )


@pytest.mark.parametrize(
    ("security", "says"),
    [
        ([{"token": ["boss"]}], "Beside a scheme stands one role"),
        ([{"token": ["viewer", "admin"]}], "Beside a scheme stands one role"),
        ([{"token": ["viewer"]}, {"session": ["admin"]}], "the same beside every scheme"),
        ([{}, {"token": ["admin"]}], "Where the public may come in, no role is needed"),
    ],
)
def test_the_least_role_stands_beside_each_scheme(workshop, security, says):
    workshop.schema("role", type="string", enum=["viewer", "admin"], example="viewer")
    workshop.files["security.yaml"]["session"] = {"type": "http", "scheme": "digest"}
    workshop.operation("get_pot")["security"] = [{"token": ["viewer"]}, {"session": ["viewer"]}]
    assert workshop.faults() == []
    workshop.operation("get_pot")["security"] = security
    assert says in only_fault(workshop)


@pytest.mark.parametrize("audit", [None, False, "", "No.", 1])
def test_a_change_is_audited_or_says_why_not(workshop, audit):
    workshop.operation("make_pot")["x-audit"] = "The pot itself says who made it."
    assert workshop.faults() == []
    workshop.operation("make_pot")["x-audit"] = audit
    assert "It needs x-audit: true, or the reason" in only_fault(workshop)
