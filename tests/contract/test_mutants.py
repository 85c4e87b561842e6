"""A few lies of each class about our own contract, told to our own studio: all are noticed."""

from collections.abc import Iterator

import pytest

from codegen.mutate.main import laws_of
from codegen.mutate.mutant import Mutant
from codegen.mutate.operators import derived
from codegen.mutate.run import Bench
from codegen.verify.own import Own
from codegen.verify.transport import Http
from handlers.app import bundle
from handlers.own_studio import own_studio

TOLD = [
    "list_tokens.media-type.200",
    "get_queue.broken.200",
    "create_album.no-header.201.ETag",
    "list_bug_reports.no-header.200.X-Trace-Id",
    "list_trashed_images.pattern.items[].image.created_at",
    "get_user.error-404.418",
    "list_album_images.wrong-type.limit",
    "list_images.at-maxLength.q",
    "list_bug_reports.at-maximum.limit",
    "delete_identity.500-unknown",
    "list_jobs.no-credentials",
    "queue_job.wrong-credentials",
    "list_import_sources.any-method",
    "create_batch_template.alters.height",
    "revoke_token.owned.create_token",
    "list_tokens.owned.create_token",
    "queue_job.key-ignored",
    "queue_job.key-for-another",
    "get_album.always-304",
    "get_batch_template.if-none-match-ignored",
    "create_sign_in_link.uncached.201.Cache-Control.no-store",
    "run_schedule.no-status",
    "list_albums.filter-leaky.q",
    "list_users.complete.other-loses.1",
    "remove_password.repeats.get_user",
    "list_users.changes.get_user",
    "submit_bug_report.wrong-id",
    "update_album.refused-and-saved.name",
    "get_bug_report.etag-frozen",
    "add_album_image.not-taken",
    "get_album.disagrees.list_albums",
]


@pytest.fixture(scope="module")
def measured() -> Iterator[tuple[Bench, dict[str, Mutant]]]:
    http = Http()
    with own_studio() as studio:
        own = Own(bundle(), "openapi", studio.url, studio.tokens, studio.cookies)
        laws = laws_of(own.spec)
        bench = Bench(own.spec, laws, http, own.identities, own.url, fuzz=0)
        yield bench, {each.id: each for each in derived(own.spec, laws)}
    http.close()


def test_the_contract_gives_many_of_every_class(measured):
    _, mutants = measured
    assert len(mutants) >= 200
    assert {mutants[name].kind for name in TOLD} <= {each.kind for each in mutants.values()}


@pytest.mark.parametrize("name", TOLD)
def test_a_lie_is_noticed(measured, name):
    bench, mutants = measured
    verdict = bench.judge(mutants[name])
    assert verdict.met
    assert verdict.killed
