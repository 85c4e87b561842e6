"""What operations are called at a terminal."""

import pytest

from codegen.emit.command_names import command_names, kebab, path_name, singular
from codegen.model import Operation
from codegen.read.document import read_document
from handlers.app import bundle
from handlers.cli.main import OURS
from handlers.menu import STUDIO


def operation(name: str, tag: str = "jobs", path: str = "/jobs") -> Operation:
    at = {"operationId": name, "tags": [tag], "responses": {"200": {"description": "Done."}}}
    document = {"openapi": "3.1.0", "info": {}, "paths": {path: {"get": at}}}
    (found,) = read_document(document).operations()
    return found


@pytest.mark.parametrize(
    ("name", "tag", "path", "noun", "verb"),
    [
        ("list_jobs", "jobs", "/jobs", "jobs", "list"),
        ("get_job", "jobs", "/jobs/{job_id}", "jobs", "get"),
        ("stream_job_events", "jobs", "/jobs/{job_id}/events", "jobs", "stream-events"),
        ("start_batch", "batches", "/batches", "batches", "start"),
        ("list_bug_reports", "bug_reports", "/bug-reports", "bug-reports", "list"),
        ("delete_bug_report", "bug_reports", "/b/{report_id}", "bug-reports", "delete"),
        ("list_template_rows", "batch_templates", "/t/{t}/rows", "batch-templates", "list-rows"),
        ("list_image_labels", "labels", "/images/{image_id}/labels", "labels", "list"),
        ("add_album_image", "albums", "/a/{album_id}/i/{image_id}", "albums", "add-image"),
        ("purge_image", "trash", "/trash/{image_id}", "trash", "purge"),
        ("list_trashed_images", "trash", "/trash", "trash", "list-trashed-images"),
        ("listPets", "pets", "/pets", "pets", "list"),
        ("getHTTPStatus", "system", "/status", "system", "get-http-status"),
    ],
)
def test_an_operation_is_called_by_its_tag_and_by_what_its_name_adds(name, tag, path, noun, verb):
    assert command_names([operation(name, tag, path)]) == {name: (noun, verb)}


def test_where_one_and_several_would_be_called_the_same_the_several_are_many():
    found = command_names([operation("cancel_job"), operation("cancel_jobs")])
    assert found == {"cancel_job": ("jobs", "cancel"), "cancel_jobs": ("jobs", "cancel-many")}


def test_what_the_tag_does_not_name_keeps_its_noun_beside_what_it_does():
    found = command_names(
        [
            operation("delete_identity", "identities", "/identities/{identity_id}"),
            operation("delete_invitation", "identities", "/invitations/{invitation_id}"),
        ]
    )
    assert {verb for _, verb in found.values()} == {"delete", "delete-invitation"}


def test_an_operation_without_a_name_is_called_by_its_method_and_path():
    assert path_name(operation("", "pets", "/pets/{petId}/photos")) == "get-pets-by-pet-id-photos"


def test_every_operation_of_ours_has_a_command_of_its_own_that_no_other_command_has():
    operations = [*read_document(bundle()).operations()]
    names = command_names(operations)
    assert names.keys() == {each.id for each in operations}
    assert len({*names.values()}) == len(names)
    assert {noun for noun, _ in names.values()}.isdisjoint({*STUDIO, *OURS, "help", "complete"})
    for noun, verb in names.values():
        assert (kebab(noun), kebab(verb)) == (noun, verb)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        *(("jobs", "job"), ("batches", "batch"), ("entries", "entry"), ("boxes", "box")),
        *(("address", "address"), ("queue", "queue")),
    ],
)
def test_one_of_several_is_found_by_the_end_of_the_word(many, one):
    assert singular(many) == one
