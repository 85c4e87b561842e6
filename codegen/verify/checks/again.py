"""What is done to a thing twice is answered as declared the second time too."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.spec import Operation
from codegen.verify.thing import arguments
from codegen.verify.trial import Case, Trial, checks_operation
from codegen.verify.world import path_to


@checks_operation
def done_again(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Return a book that was returned: a refusal perhaps, but a declared one, and no failure."""
    known = {name for maker in trial.laws.makers for name in maker.names}
    places = [each for each in operation.parameters if each.place == "path"]
    ours = all(each.name in known or path_to(operation, each.name) in known for each in places)
    if operation.method not in ("POST", "PATCH") or not places or not ours:
        return

    def twice() -> None:
        given = arguments(trial, operation)
        first = trial.ask(operation.key, **given)
        if not first.reply.ok:
            trial.discard(f"{operation.key} refuses it with {first.reply.status}")
        trial.ask(operation.key, **given)

    yield "twice", twice
