"""Rules about operations."""

import re
from collections.abc import Iterator

from codegen.lint.rule import Fix, Node, Told, rule
from codegen.pointer import join

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LEAST_DESCRIPTION = 20


@rule("operation-id-present", "operation", "warning")
def id_present(node: Node) -> Iterator[Told]:
    """Every operation has an operationId, from which clients get their names."""
    if not node.raw.get("operationId"):
        yield Told("The operation has no operationId.")


@rule("operation-id-unique", "operation", "error", source="OpenAPI 4.8.10.1")
def id_unique(node: Node) -> Iterator[Told]:
    """No two operations have one operationId."""
    name = node.raw.get("operationId")
    if not name:
        return
    seen = node.document.known.setdefault("operation-id-unique", {})
    if name in seen:
        yield Told(f"The operationId {name} is that of {seen[name]} too.", "/operationId")
    else:
        seen[name] = node.at


@rule("operation-id-snake-case", "operation", "warning", "spolvero", source="openapi/README.md")
def id_snake_case(node: Node) -> Iterator[Told]:
    """An operationId is a verb and a noun in snake_case."""
    name = node.raw.get("operationId")
    if name and not _SNAKE.fullmatch(str(name)):
        yield Told(f"The operationId {name} is not in snake_case.", "/operationId")


@rule("operation-summary", "operation", "warning", "spolvero", source="openapi/README.md")
def summary(node: Node) -> Iterator[Told]:
    """An operation has a summary that fits a menu."""
    if not str(node.raw.get("summary") or "").strip():
        yield Told("The operation has no summary.")


@rule("operation-summary-no-period", "operation", "info", "spolvero", source="openapi/README.md")
def summary_no_period(node: Node) -> Iterator[Told]:
    """A summary is an entry of a menu and has no period at its end."""
    text = node.raw.get("summary")
    if isinstance(text, str) and re.search(r"[^.]\.\s*$", text):
        place = join(node.at, "summary")
        yield Told(
            "The summary ends with a period.", "/summary", Fix(place, text.rstrip().rstrip("."))
        )


@rule("operation-description", "operation", "warning", "spolvero", source="openapi/README.md")
def description(node: Node) -> Iterator[Told]:
    """An operation says what changes in the world."""
    if len(str(node.raw.get("description") or "").strip()) < LEAST_DESCRIPTION:
        yield Told(f"The operation has no description of {LEAST_DESCRIPTION} characters or more.")


@rule("operation-tagged", "operation", "warning", "spolvero", source="openapi/README.md")
def tagged(node: Node) -> Iterator[Told]:
    """An operation has exactly one tag."""
    tags = node.raw.get("tags")
    if not isinstance(tags, list) or len(tags) != 1:
        yield Told("The operation has no tag, or several; one tag is one module.")


@rule("tag-declared", "operation", "warning", "openapi", "spolvero", source="OpenAPI 4.8.10.1")
def tag_declared(node: Node) -> Iterator[Told]:
    """Every tag in use is declared at the root, with a description."""
    known = node.document.known
    if "tag-declared" not in known:
        tags = node.document.raw.get("tags")
        listed = tags if isinstance(tags, list) else []
        known["tag-declared"] = {each.get("name") for each in listed if isinstance(each, dict)}
    for index, tag in enumerate(node.raw.get("tags") or ()):
        if tag not in known["tag-declared"]:
            known["tag-declared"].add(tag)
            yield Told(f"The tag {tag} is not declared at the root.", f"/tags/{index}")


@rule("operation-succeeds", "operation", "warning", "openapi", "zalando", source="Zalando 151")
def succeeds(node: Node) -> Iterator[Told]:
    """An operation declares what it answers when all is well."""
    statuses = {str(each) for each in node.raw.get("responses") or ()}
    # 304 is no success of its own: it says that the one of an earlier request still stands.
    if not any(each[0] in "123d" and each != "304" for each in statuses if each):
        yield Told("The operation declares no answer for success.", _responses(node))


@rule("operation-refuses", "operation", "info", "spolvero", "zalando", source="Zalando 151")
def refuses(node: Node) -> Iterator[Told]:
    """An operation declares how it refuses: an answer of 4xx, or a default."""
    statuses = {str(each) for each in node.raw.get("responses") or ()}
    if not any(each.startswith("4") or each == "default" for each in statuses):
        yield Told("The operation declares no answer for a request that it refuses.")


@rule("operation-body-means-something", "operation", "warning", source="RFC 9110, 9.3")
def body_means_something(node: Node) -> Iterator[Told]:
    """GET, HEAD and DELETE take no body."""
    if node.key in ("get", "head", "delete") and "requestBody" in node.raw:
        yield Told(
            f"A body of {node.key.upper()} has no meaning to HTTP; use POST.", "/requestBody"
        )


@rule("answers-implied", "operation", "info", "spolvero", source="openapi/README.md")
def answers_implied(node: Node) -> Iterator[Told]:
    """An operation declares the answers that its shape brings with it."""
    statuses = {str(each) for each in node.raw.get("responses") or ()}
    if "default" in statuses:
        return
    wanted: dict[str, str] = {}
    required = node.raw.get("security", node.document.raw.get("security"))
    if isinstance(required, list) and required:
        wanted["401"] = "credentials may be wrong"
    if "{" in node.at:
        wanted["404"] = "its path names a thing that may not exist"
    if "requestBody" in node.raw:
        wanted["415"] = "a body may have the wrong media type"
    names = {
        str(node.document.resolve(each).get("name", "")).lower()
        for each in node.raw.get("parameters") or ()
    }
    for header, status in (("if-none-match", "304"), ("if-match", "412"), ("range", "206")):
        if header in names:
            wanted[status] = f"it reads {header}"
    ranges = {each[0] for each in statuses if each[1:].upper() == "XX"}
    for status, why in wanted.items():
        if status not in statuses and status[0] not in ranges:
            yield Told(f"The answer {status} is not declared: {why}.")


@rule("deprecated-false", "operation", "info", "openapi")
def deprecated_false(node: Node) -> Iterator[Told]:
    """What is the default need not be said."""
    if node.raw.get("deprecated") is False:
        from codegen.lint.rule import Drop

        place = join(node.at, "deprecated")
        yield Told("`deprecated: false` says nothing.", "/deprecated", Fix(place, Drop))


@rule("deprecation-dated", "operation", "info", "spolvero", "zalando", source="Zalando 189, 190")
def deprecation_dated(node: Node) -> Iterator[Told]:
    """What is deprecated says until when it works: `x-sunset`, or the header Sunset (RFC 8594)."""
    if node.raw.get("deprecated") is not True or "x-sunset" in node.raw:
        return
    answers = [node.document.resolve(each) for each in (node.raw.get("responses") or {}).values()]
    if not any("sunset" in {h.lower() for h in each.get("headers") or ()} for each in answers):
        yield Told("The operation is deprecated, and nothing says until when it works.")


def _responses(node: Node) -> str:
    return "/responses" if "responses" in node.raw else ""
