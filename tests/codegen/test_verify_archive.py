"""What words say of an archive is held: whose it is, in which state, how many, how it is called."""

import pytest

from codegen.laws.law import Dependency, Presence
from codegen.verify.agreeing import agreed
from codegen.verify.run import verify
from tests.codegen.archive import ANA, BASE, BEN, FAULTS, LAWS, SPEC, Archive
from tests.codegen.laws_documents import TEXT, laws_of, notes, query, ref, thing

KINDS = (
    *("owned", "listed", "pages", "dependency", "closed", "unique", "final", "safe", "sorts"),
    *("read_after_write", "idempotency_key"),
)


def run(archive, kinds, seed=0, operations=(), examples=3):
    report = verify(
        SPEC,
        LAWS,
        archive,
        [ANA, BEN],
        base=BASE,
        kinds=kinds,
        seed=seed,
        operations=operations,
        examples=examples,
    )
    assert (FAULTS, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_what_may_be_left_out_alone_is_not_missed_beside_what_it_stands_for(seed):
    report = run(Archive(), ["boundaries"], seed, ["share"])
    assert [each.message for each in report.findings] == []


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_everything_is_asked(seed):
    report = run(Archive(), KINDS, seed)
    assert [each.message for each in report.findings] == []
    ran = {(each.check, each.operation) for each in report.ran}
    assert {kind for kind, _ in ran} == {*KINDS}
    assert ran >= {
        *(("owned", "share"), ("owned", "list_folders"), ("owned", "add_comment")),
        *(("listed", "add_comment"), ("listed", "add_version"), ("listed", "share")),
        *(("closed", "drop_document"), ("closed", "add_version"), ("closed", "change_document")),
        *(("unique", "add_folder"), ("unique", "change_document"), ("final", "unshare")),
        *(("safe", "read_settings"), ("dependency", "share"), ("pages", "list_comments")),
    }


@pytest.mark.parametrize("seed", range(6))
def test_a_link_is_shared_though_that_takes_a_version_a_state_and_one_of_two(seed):
    archive = Archive()
    report = run(archive, ["conforms"], seed)
    assert (report.findings, report.idle) == ([], [])
    assert archive.carried_out == {*SPEC.operations}


LIES = [
    ("reads others'", "owned", "read_document", "answers 200 to ben about what another"),
    ("lists others'", "owned", "list_folders", "to ben, which another identity made"),
    ("changes others'", "owned", "change_document", "answers 200 to ben about what another"),
    ("cuts comments", "listed", "add_comment", "is listed by list_comments with"),
    ("cuts versions", "listed", "add_version", "is listed by list_versions with"),
    ("hides the first of comments", "listed", "add_comment", "list_comments does not list it"),
    ("hides the first of versions", "listed", "add_version", "list_versions does not list it"),
    ("hides the first of links", "listed", "share", "list_links does not list it"),
    ("pages without end", "pages", "list_comments", "comes twice in a list"),
    ("takes both", "dependency", "share", "ttlMinutes and expiresAt given, expected a refusal"),
    ("takes neither", "dependency", "share", "none given, expected a refusal"),
    ("edit archived", "closed", "change_document", 'answers 200 while status is "archived"'),
    ("drop published", "closed", "drop_document", 'answers 204 while status is "published"'),
    ("version archived", "closed", "add_version", 'answers 201 while status is "archived"'),
    ("any case", "unique", "add_folder", "once more; as its words say"),
    ("takes a name over", "unique", "change_document", "once more; as its words say"),
    ("keeps dead links", "final", "unshare", "list_links still lists"),
    ("leads nowhere", "read_after_write", "add_document", "where 404 is all"),
    ("another default", "read_after_write", "add_document", 'whose default is "report"'),
    ("ties backwards", "sorts", "list_documents", "expected ascending order"),
    ("forgets when read", "safe", "read_settings", "read_settings changes /"),
    ("shares keys", "idempotency_key", "add_document", "of another identity to ben"),
]


@pytest.mark.parametrize(("lie", "kind", "operation", "message"), LIES)
def test_each_lie_is_found_and_named(lie, kind, operation, message):
    examples = 6 if kind == "safe" else 2  # some of what is written to settings is refused
    report = run(Archive(lie), [kind], operations=[operation], examples=examples)
    found = {(each.rule, each.operation): each.message for each in report.findings}
    assert message in found.get((kind, operation), ""), found


def test_each_body_is_asked_under_a_key_of_its_own():
    archive = Archive()
    report = run(archive, ["read_after_write"], operations=["add_document"])
    assert [each.message for each in report.findings] == []
    assert len(archive.keys) > 10
    assert archive.reused == set()


@pytest.mark.parametrize(
    ("lie", "made", "shows", "message"),
    [
        ("counts documents to one", "add_document", "read_folder", "1 after a second add_document"),
        ("counts versions to one", "add_version", "read_document", "1 after a second add_version"),
        ("counts where it was made", "add_document", "read_folder", "2 after change_document"),
    ],
)
def test_a_number_stays_that_of_what_is_listed(lie, made, shows, message):
    (found,) = run(Archive(lie), ["listed"], operations=[made], examples=1).findings
    assert (found.rule, found.operation) == ("listed", shows)
    assert f"Count of {shows} is {message}" in found.message


@pytest.mark.parametrize("lie", ["", "takes null"])
def test_null_is_wrong_in_a_merge_patch_whose_words_forbid_it(lie):
    report = run(Archive(lie), ["boundaries"], operations=["change_document"])
    found = {each.message for each in report.findings}
    wrong = {"title", "kind", "folderId"} if lie else set()
    assert {each.split()[0] for each in found} <= wrong
    assert bool(found) == bool(lie)
    assert all("null is not a string and was accepted" in each for each in found)


ONE, OTHER = Presence("body#/one"), Presence("body#/other")
POST = Presence("body#/way", ("post", "courier"))


@pytest.mark.parametrize(
    ("rule", "body", "given", "becomes"),
    [
        ("only_one", {"one": 1, "other": 2}, (), {"other": 2}),
        ("only_one", {"one": 1, "other": 2}, ("one",), {"one": 1}),
        ("only_one", {"one": 1, "other": 2}, ("one", "other"), {"one": 1, "other": 2}),
        ("only_one", {"x": 1}, (), {"x": 1, "other": "new other"}),
        ("only_one", {"one": None}, (), {"one": None, "other": "new other"}),
        ("only_one", {"one": 1}, (), {"one": 1}),
        ("zero_or_one", {"one": 1, "other": 2}, (), {"other": 2}),
        ("zero_or_one", {"one": 1, "other": 2}, ("one",), {"one": 1}),
        ("zero_or_one", {"x": 1}, (), {"x": 1}),
        ("or", {"x": 1}, (), {"x": 1, "other": "new other"}),
        ("or", {"one": 1}, (), {"one": 1}),
        ("or", {"one": 1, "other": 2}, (), {"one": 1, "other": 2}),
        ("all_or_none", {"other": 2}, (), {"one": "new one", "other": 2}),
        ("all_or_none", {"x": 1}, (), {"x": 1}),
        ("requires", {"one": 1}, (), {"one": 1, "other": "new other"}),
        ("requires", {"other": 1}, (), {"other": 1}),
        ("requires", {"one": 1, "other": 2}, (), {"one": 1, "other": 2}),
    ],
)
def test_what_goes_together_is_filled_in_and_what_excludes_another_left_out(
    rule, body, given, becomes
):
    before = {**body}
    found = _agreed([_law(rule, ONE, OTHER)], {"body": body}, given)
    assert found == {"body": becomes}
    assert body == before


def _law(rule, *parts):
    return Dependency(
        operation="make", where="", stated=False, rule=rule, parts=parts, refused=("422",)
    )


def _agreed(laws, arguments, given=()):
    """The last is picked of several; a value tells for what it is."""
    return agreed(
        laws, arguments, given, lambda number: number - 1, lambda place, name: f"new {name}"
    )


@pytest.mark.parametrize(
    ("parts", "body", "becomes"),
    [
        ((POST, ONE), {"way": "post"}, {"way": "post", "one": "new one"}),
        ((POST, ONE), {"way": "courier"}, {"way": "courier", "one": "new one"}),
        ((POST, ONE), {"way": "mail"}, {"way": "mail"}),
        ((ONE, POST), {"one": 1}, {"one": 1, "way": "post"}),
        ((ONE, POST), {"one": 1, "way": "mail"}, {"one": 1, "way": "post"}),
    ],
)
def test_a_choice_is_there_only_with_one_of_its_values(parts, body, becomes):
    assert _agreed([_law("requires", *parts)], {"body": body}) == {"body": becomes}


def test_each_law_sees_what_the_one_before_has_left():
    laws = [_law("zero_or_one", ONE, OTHER), _law("requires", OTHER, POST)]
    found = _agreed(laws, {"body": {"one": 1, "other": 2}})
    assert found == {"body": {"other": 2, "way": "post"}}


def test_parameters_go_together_too_and_nothing_is_added_where_there_is_no_place():
    laws = [_law("all_or_none", Presence("from"), Presence("to"))]
    assert _agreed(laws, {"query": {"from": 1}}) == {"query": {"from": 1, "to": "new to"}}
    for body in ([1], None, "text"):
        assert _agreed([_law("or", ONE, OTHER)], {"body": body}) == {"body": body}
    assert _agreed([_law("or", ONE, OTHER)], {}) == {}


def counted(words, method="make_note", status="422"):
    """The rules that are read of `mail` and `phone` where an operation is so described."""
    spec = notes(**{method: {"description": words}})
    body = thing((), text=TEXT, mail=TEXT, phone=TEXT)
    spec.document["components"]["schemas"]["NewNote"] = body
    path = "/notes" if method == "make_note" else "/notes/{note_id}"
    operation = spec.document["paths"][path]["post" if method == "make_note" else "patch"]
    operation["responses"][status] = {"description": "No."}
    operation["requestBody"] = {"content": {"application/json": {"schema": ref("NewNote")}}}
    return laws_of(spec, "dependency")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Exactly one of `mail` and `phone`.", "only_one"),
        ("Takes exactly one of the `mail` or `phone` (422 otherwise).", "only_one"),
        ("Give either `mail` or `phone`, not both and not neither (422).", "only_one"),
        ("Either `mail` or `phone`, but not both; one of them is required.", "zero_or_one"),
        ("Either `mail` or `phone` but not both, and one of them is required.", "only_one"),
        ("Either `mail` or `phone`, but not both.", "zero_or_one"),
        ("`mail` or `phone`, not both (422).", "zero_or_one"),
        ("At most one of `mail` and `phone`.", "zero_or_one"),
        ("Only one of mail or phone.", "zero_or_one"),
        ("At least one of `mail`, and `phone`.", "or"),
        ("At least one of 'mail' and/or 'phone' (422 without both).", "or"),
    ],
)
def test_words_say_how_many_of_two_may_be_given(words, rule):
    (law,) = counted(words)
    assert (law.rule, law.refused) == (rule, ("422",))
    assert [each.parameter for each in law.parts] == ["body#/mail", "body#/phone"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "`mail` or `phone`.",
        "One of `mail` and `phone`.",
        "Exactly one of `mail` and `fax`.",
        "Exactly one of `mail` and `mail`.",
        "Exactly one of `mail` and `phone` if the note is urgent.",
        "At least one of `mail` and `phone`, unless an address is known.",
        "At least one of `mail` and `phone` may be given.",
        "Either `mail` or `phone`, but not both for a letter.",
        "Either `mail` or `phone`, or both.",
    ],
)
def test_words_that_do_not_say_how_many_of_two_may_be_given(words):
    assert counted(words) == []


def test_a_change_may_leave_out_what_is_kept_but_not_give_two():
    assert counted("Exactly one of `mail` and `phone`.", "change_note") == []
    assert counted("At least one of `mail` and `phone`.", "change_note") == []
    (law,) = counted("At most one of `mail` and `phone`.", "change_note")
    assert law.rule == "zero_or_one"


def test_nothing_is_counted_where_no_refusal_of_a_request_is_declared():
    assert counted("Exactly one of `mail` and `phone`.", status="409") == []


def test_parameters_of_a_query_are_counted_too():
    words = "Exactly one of mail and phone."
    spec = notes(list_notes={"parameters": [query("mail", TEXT, words), query("phone", TEXT)]})
    answers = spec.document["paths"]["/notes"]["get"]["responses"]
    answers["400"] = {"description": "No."}
    (law,) = laws_of(spec, "dependency")
    assert (law.rule, [each.parameter for each in law.parts]) == ("only_one", ["mail", "phone"])
