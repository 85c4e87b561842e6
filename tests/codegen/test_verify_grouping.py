"""One fault is one finding, and what follows from it is told with it."""

from codegen.verify.exchange import Exchange, Reply, Request
from codegen.verify.finding import Finding
from codegen.verify.grouping import grouped

STEP = Exchange(Request("it", "GET", "http://a/", {}), Reply(200, {}, b""))


def found(rule: str, operation: str, where: str, message: str = "it is wrong", steps: int = 1):
    return Finding(rule, operation, where, message, (STEP,) * steps)


def test_a_header_is_told_once_by_its_schema_and_by_caching():
    at = "/components/headers/NoStore"
    findings = [
        found("caching", "GET /a", at, "expected no-store"),
        found("reply.header", "GET /a", f"{at}/schema", "Cache-Control does not fit"),
        found("reply.header", "GET /b", f"{at}/schema", "Cache-Control does not fit", steps=2),
        found("caching", "GET /b", at, "expected no-store"),
    ]
    [one] = grouped(findings)
    assert (one.rule, one.operation, one.others) == ("reply.header", "GET /a", ("GET /b",))
    assert one.also == ("expected no-store",)


def test_a_value_that_is_default_and_minimum_is_one_on_all_paths_that_share_it():
    at = "/components/parameters/Offset/schema"
    findings = [
        found("request.refused", path, f"{at}/{word}", f"offset 0 is its {word} and was refused")
        for path in ("GET /a", "GET /b")
        for word in ("default", "minimum")
    ]
    [one] = grouped(findings)
    assert one.others == ("GET /b",)
    other = found("request.refused", "GET /a", f"{at}/maximum", "offset 9 is its maximum and was")
    assert len(grouped([*findings, other])) == 2


def test_what_a_framework_does_everywhere_is_one():
    def head(path: str) -> Finding:
        return found("protocol.head", f"GET {path}", path, f"HEAD {path}: answered with 404")

    [one] = grouped(map(head, ("/a", "/b", "/c")))
    assert one.others == ("GET /b", "GET /c")
    assert len(grouped(map(head, ("/a", "/b")))) == 2
    odd = found("protocol.head", "GET /d", "/d", "HEAD /d: answered with 500")
    assert len(grouped([*map(head, ("/a", "/b", "/c")), odd])) == 2


def test_a_fault_of_pages_is_not_told_again_by_every_filter():
    lost = "item 3 is left out when the list is read in pages of 1"
    filters = [found("filters", "GET /a", f"/p/{n}", f"q={n}: {lost}") for n in range(3)]
    other = found("filters", "GET /a", "/p/4", "colour=red gives item 3, which has colour blue")
    pages = found("pages", "GET /a", "/p", "the total is 24, expected 23")
    elsewhere = found("pages", "GET /b", "/p", "the total is 24, expected 23")
    assert grouped([elsewhere, *filters, other])[1:] == [
        Finding(
            "filters",
            "GET /a",
            "/p/0",
            f"q=0: {lost}",
            (STEP,),
            (),
            (f"q=1: {lost}", f"q=2: {lost}"),
        ),
        other,
    ]
    first, second = grouped([*filters, other, pages])
    assert (first, second.rule, len(second.also)) == (other, "pages", 3)


def test_what_is_open_to_others_is_told_once():
    findings = [found("owned", "GET /a", "/a"), found("hidden", "GET /a", "/a", "and yet")]
    assert [(each.rule, each.also) for each in grouped(findings)] == [("owned", ("and yet",))]
    assert len(grouped(findings[1:])) == 1


def test_different_faults_stay_apart():
    findings = [
        found("read_after_write", "PUT /a", "/a"),
        found("read_after_write", "PUT /b", "/b"),
        found("crash", "GET /a", "/paths/~1a/get"),
        found("sorts", "GET /a", "/a", "it comes before 4"),
        found("pages", "GET /a", "/a"),
    ]
    assert grouped(findings) == findings
