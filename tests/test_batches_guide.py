"""What docs/batches.md shows is so: each file in it is sent, and refused in the page's words."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "batches.md").read_text()
BLOCKS = re.findall(r"^```([^\n]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
GOOD = [text for kind, text in BLOCKS if kind == "csv"]
REFUSED = [
    (table, said.strip()) for (kind, table), (_, said) in pairwise(BLOCKS) if kind == "csv refused"
]


@pytest.fixture
def rows(api):
    """Where the rows of the page's template are."""
    (template,) = [json.loads(text) for kind, text in BLOCKS if kind == "json"]
    made = api.post("/batch-templates", json=template).raise_for_status()
    return f"/batch-templates/{made.json()['id']}/rows"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("table", GOOD)
def test_every_file_that_the_page_shows_is_taken(api, rows, table, end):
    sent = table.replace("\n", end).encode()
    answer = api.put(rows, content=sent, headers={"Content-Type": "text/csv"})
    assert answer.status_code == 200
    assert answer.json()["row_count"] > 0


@pytest.mark.parametrize(("table", "said"), REFUSED)
def test_every_file_that_the_page_calls_wrong_is_refused_in_its_words(api, rows, table, said):
    answer = api.put(rows, content=table.encode(), headers={"Content-Type": "text/csv"})
    assert answer.status_code == 422
    assert answer.json()["detail"] == said


def test_the_prompt_is_the_one_that_the_page_shows(api, rows):
    api.put(rows, content=GOOD[0].encode(), headers={"Content-Type": "text/csv"})
    preview = api.post(rows.replace("/rows", "/preview"), json={}).json()
    (prompt,) = [text.strip() for kind, text in BLOCKS if kind == "prompt"]
    assert preview["items"][0]["prompt"] == prompt


def test_the_page_shows_files_of_both_kinds():
    assert (len(GOOD), len(REFUSED)) == (2, 6)
