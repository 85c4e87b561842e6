"""Is the contract well written? Each rule is a function that yields the places that break it."""

from collections.abc import Callable, Iterator

from codegen.lint import document, examples, laws, media, operations, schemas, security
from codegen.lint.fault import Fault
from codegen.read.contract import Contract

Rule = Callable[[Contract], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    operations.names_are_snake_case,
    operations.one_tag_names_the_file,
    operations.every_operation_is_explained,
    operations.something_can_succeed,
    operations.implied_statuses_are_declared,
    operations.every_reply_is_explained,
    operations.every_reply_can_be_traced,
    security.every_token_needs_a_scope,
    security.the_scopes_are_those_in_use,
    security.the_least_role_stands_beside_a_scheme,
    security.every_change_is_audited_or_says_why_not,
    media.every_limit_is_a_number_of_bytes,
    media.every_stream_declares_its_events,
    schemas.every_schema_file_says_what_it_is,
    schemas.every_property_is_explained,
    examples.every_schema_has_an_example,
    examples.every_example_has_a_schema,
    examples.every_example_fits,
    examples.every_default_fits,
    examples.every_problem_type_is_shown,
    examples.every_problem_shows_its_own_status,
    laws.every_law_can_be_run,
    document.the_document_is_openapi,
)


def lint(contract: Contract) -> list[str]:
    """One line for each fault: the file, the JSON pointer in it, and what is wrong there."""
    found: dict[str, None] = {}
    for rule in RULES:
        for fault in rule(contract):
            place = fault.place
            if place.startswith("/") or place == "":
                place = contract.bundle.locate(place)
            found[f"openapi/{place}: {fault.message}"] = None
    return list(found)
