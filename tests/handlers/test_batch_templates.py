"""Batch templates over HTTP."""

import pytest

UNKNOWN = "tpl_" + "0" * 26
CARDS = {
    "name": "Playing cards",
    "columns": [{"name": "value"}, {"name": "suit", "max_length": 20}],
    "base_prompt": "A playing card",
    "prompt_template": "The {value} of {suit}",
    "example_theme": "woodcut",
    "rows": [{"value": "Ace", "suit": "Spades"}, {"value": "King", "suit": "Hearts"}],
}
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def template(api):
    """The answer to making a template."""
    return api.post("/batch-templates", json=CARDS).raise_for_status()


@pytest.fixture
def at(template):
    """Where the template is."""
    return f"/batch-templates/{template.json()['id']}"


def rows(api, at):
    return [row["values"] for row in api.get(f"{at}/rows").json()["items"]]


def test_a_new_template_is_where_its_location_says(api, template):
    assert template.status_code == 201
    found = api.get(template.headers["Location"].removeprefix("/api/v1"))
    assert found.headers["ETag"] == template.headers["ETag"]
    assert found.json() == template.json()
    assert api.get("/batch-templates").json() == {"items": [found.json()], "next_cursor": None}


def test_what_is_not_said_about_a_new_template_is_its_default(template):
    made = template.json()
    assert (made["width"], made["height"], made["steps"], made["guidance_scale"]) == (
        *(512, 512),
        *(30, 8),
    )
    assert made["columns"][0] == {
        "name": "value",
        "required": True,
        "max_length": 2000,
        "description": "",
    }
    assert (made["row_count"], made["builtin"], made["visibility"]) == (2, None, "private")


def test_the_faults_of_a_template_are_named_by_row_column_and_place(api, refused):
    bad = {**CARDS, "prompt_template": "{vlaue}", "rows": [{"value": "Ace", "suit": ""}]}
    body = refused(api.post("/batch-templates", json=bad), "invalid-rows")
    assert body["errors"] == [
        {
            "in": "body",
            "pointer": "/prompt_template",
            "column": "vlaue",
            "detail": "The prompt template names {vlaue}, and there is no such column; "
            "the columns are value, suit.",
        },
        {
            "in": "body",
            "pointer": "/rows/0/suit",
            "row": 1,
            "column": "suit",
            "detail": "A value is required here.",
        },
    ]
    assert body["detail"].endswith(" And 1 more fault.")


def test_a_name_that_is_taken_is_a_conflict(api, template, refused):
    body = refused(api.post("/batch-templates", json=CARDS), "conflict")
    assert "Playing cards" in body["detail"]


def test_a_change_needs_the_state_that_it_names(api, template, at, refused):
    tag = template.headers["ETag"]
    changed = api.patch(at, json={"style_suffix": "Fine lines"}, headers={"If-Match": tag})
    assert changed.json()["style_suffix"] == "Fine lines"
    assert changed.headers["ETag"] == api.get(at).headers["ETag"] != tag
    for answer in (
        api.patch(at, json={"style_suffix": ""}, headers={"If-Match": tag}),
        api.put(f"{at}/rows", json={"rows": []}, headers={"If-Match": tag}),
        api.delete(at, headers={"If-Match": tag}),
    ):
        refused(answer, "precondition-failed")
    assert api.get(at, headers={"If-None-Match": changed.headers["ETag"]}).status_code == 304


def test_a_template_that_is_deleted_is_gone(api, at, refused):
    assert api.delete(at).status_code == 204
    for path in (at, f"{at}/rows", f"{at}/rows.csv"):
        refused(api.get(path), "not-found")
    refused(api.post(f"{at}/preview", json={}), "not-found")


def test_rows_are_replaced_by_json_or_by_a_csv_file(api, at):
    changed = api.put(f"{at}/rows", json={"rows": [{"value": "Ten", "suit": "Clubs"}]})
    assert (changed.status_code, changed.json()["row_count"]) == (200, 1)
    assert changed.headers["ETag"] == api.get(at).headers["ETag"]
    table = '\ufeffsuit,value\r\n"Spades",Ace\r\n"Hearts,\r\nred",King\r\n'
    changed = api.put(f"{at}/rows", content=table.encode(), headers=CSV)
    assert changed.json()["row_count"] == 2
    assert rows(api, at) == [
        {"value": "Ace", "suit": "Spades"},
        {"value": "King", "suit": "Hearts,\r\nred"},
    ]


def test_a_file_with_faults_changes_nothing_and_names_row_line_and_column(api, at, refused):
    table = b"value,suit\nAce,Spades\nKing,\nTen,Clubs,red\n"
    body = refused(api.put(f"{at}/rows", content=table, headers=CSV), "invalid-rows")
    assert body["errors"] == [
        {
            "in": "body",
            "pointer": "",
            "detail": "A value is required here.",
            "row": 2,
            "line": 3,
            "column": "suit",
        },
        {
            "in": "body",
            "pointer": "",
            "detail": "It has 3 values, and the first line has 2.",
            "row": 3,
            "line": 4,
        },
    ]
    assert body["detail"] == (
        "Row 2, line 3, column suit: a value is required here. And 1 more fault."
    )
    assert len(rows(api, at)) == 2


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"value\nAce\n", "column suit is missing"),
        (b"value,suit,colour\nAce,Spades,red\n", "no column colour"),
        ("value,suit\nKönig,Herz\n".encode("latin-1"), "UTF-8"),
        (b"value,suit\nAce,Sp\0des\n", "NUL"),
        (b'value,suit\nAce,"Spades\n', "quoted"),
        (b"value,suit\nAce," + b"x" * 21 + b"\n", "21 characters"),
        (b"", None),
    ],
)
def test_a_file_that_cannot_be_is_refused_with_a_reason(api, at, refused, table, says):
    answer = api.put(f"{at}/rows", content=table, headers=CSV)
    if says is None:
        refused(answer, "malformed-body")
    else:
        assert says in refused(answer, "invalid-rows")["detail"]
    assert len(rows(api, at)) == 2


def test_rows_may_be_more_than_other_bodies_and_not_without_end(api, at, refused):
    table = b"value,suit\n" + b"".join(b"%d,Spades\n" % number for number in range(10_000))
    assert len(table) > 65_536
    changed = api.put(f"{at}/rows", content=table, headers=CSV)
    assert changed.json()["row_count"] == 10_000
    many = {"rows": [{"value": str(number), "suit": "Clubs"} for number in range(10_000)]}
    assert api.put(f"{at}/rows", json=many).json()["row_count"] == 10_000
    over = b"value,suit\n" + b"x" * 8_388_608
    refused(api.put(f"{at}/rows", content=over, headers=CSV), "payload-too-large")


def test_rows_go_out_as_a_file_that_comes_back_in(api, at):
    odd = [{"value": "=1+1", "suit": 'a "b", c'}, {"value": " é\u2028", "suit": "two\nlines"}]
    api.put(f"{at}/rows", json={"rows": odd}).raise_for_status()
    file = api.get(f"{at}/rows.csv")
    assert file.headers["Content-Type"] == "text/csv"
    assert file.headers["Content-Disposition"] == (
        "attachment; filename=\"Playing cards.csv\"; filename*=UTF-8''Playing%20cards.csv"
    )
    assert file.content.startswith(b'value,suit\r\n=1+1,"a ""b"", c"\r\n')
    assert api.get(at).headers["ETag"] == file.headers["ETag"]
    api.put(f"{at}/rows", json={"rows": []}).raise_for_status()
    api.put(f"{at}/rows", content=file.content, headers=CSV).raise_for_status()
    assert rows(api, at) == odd


def test_a_preview_writes_every_prompt_and_queues_nothing(api, at, queue):
    preview = api.post(f"{at}/preview", json={"theme": "ink"})
    assert preview.headers["Cache-Control"] == "no-store"
    ace = "A playing card. Art style: ink. The Ace of Spades"
    assert preview.json() == {
        "items": [
            {"row_number": 1, "item_name": "Ace_of_Spades", "prompt": ace, "length": len(ace)},
            {
                "row_number": 2,
                "item_name": "King_of_Hearts",
                "prompt": ace.replace("Ace of Spades", "King of Hearts"),
                "length": len(ace) + 1,
            },
        ],
        "next_cursor": None,
        "total": 2,
        "longest": len(ace) + 1,
        "theme": "ink",
        "refusal": None,
    }
    assert queue.messages == []
    assert api.get("/jobs").json()["items"] == []


def test_the_theme_is_the_example_unless_another_is_named(api, at):
    prompts = {
        theme: api.post(f"{at}/preview", json=body).json()["items"][0]["prompt"]
        for theme, body in {"woodcut": {}, "ink": {"theme": "ink"}, "": {"theme": ""}}.items()
    }
    assert "Art style: woodcut" in prompts["woodcut"]
    assert "Art style: ink" in prompts["ink"]
    assert "Art style" not in prompts[""]


def test_a_preview_comes_in_pages_and_of_chosen_rows(api, at):
    many = [{"value": str(number), "suit": "Spades"} for number in range(1, 8)]
    api.put(f"{at}/rows", json={"rows": many}).raise_for_status()
    asked = {"rows": [7, 2, 5, 4]}
    first = api.post(f"{at}/preview?limit=3", json=asked).json()
    rest = api.post(
        f"{at}/preview", params={"limit": 3, "cursor": first["next_cursor"]}, json=asked
    ).json()
    assert [item["row_number"] for item in [*first["items"], *rest["items"]]] == [2, 4, 5, 7]
    assert (first["total"], rest["next_cursor"]) == (4, None)


def test_a_preview_goes_on_only_from_its_own_cursor(api, at, refused):
    cursor = api.get(f"{at}/rows?limit=1").json()["next_cursor"]
    body = refused(api.post(f"{at}/preview?cursor={cursor}", json={}), "invalid-request")
    assert body["errors"][0]["pointer"] == "/cursor"


def test_a_preview_refuses_what_the_start_would(api, at, refused):
    body = refused(api.post(f"{at}/preview", json={"rows": [1, 3]}), "invalid-rows")
    assert body["detail"] == "Row 3: there is no such row; the template has 2."
    api.patch(at, json={"style_suffix": "x" * 1990}).raise_for_status()
    body = refused(api.post(f"{at}/preview", json={}), "invalid-rows")
    assert [error["row"] for error in body["errors"]] == [1, 2]
    assert "characters, and 2000 are allowed" in body["detail"]
    api.put(f"{at}/rows", json={"rows": []}).raise_for_status()
    refused(api.post(f"{at}/preview", json={}), "rule-broken")


def test_an_id_that_names_nothing_is_not_found(api, refused):
    for answer in (
        api.get(f"/batch-templates/{UNKNOWN}"),
        api.patch(f"/batch-templates/{UNKNOWN}", json={"steps": 1}),
        api.delete(f"/batch-templates/{UNKNOWN}"),
        api.get(f"/batch-templates/{UNKNOWN}/rows"),
        api.put(f"/batch-templates/{UNKNOWN}/rows", json={"rows": []}),
        api.get(f"/batch-templates/{UNKNOWN}/rows.csv"),
        api.post(f"/batch-templates/{UNKNOWN}/preview", json={}),
    ):
        assert "batch template" in refused(answer, "not-found")["detail"]
