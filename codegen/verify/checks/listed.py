"""What was made shows up in its list."""

from __future__ import annotations

from typing import Any, Final

from codegen.laws.law import Listed
from codegen.verify.checks.agreement import longer
from codegen.verify.checks.read_after_write.form import answer_of
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at, keywords, schema_at
from codegen.verify.same import same
from codegen.verify.shown import listed
from codegen.verify.thing import arguments, patiently
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_SOON: Final = 0.5
"""Seconds for a list that is not made anew for each reader."""
_LATER: Final = 10.0


@checks(Listed)
def shows_up(trial: Trial, law: Listed) -> None:
    """Make two, the second where the first one is, and look for each on all pages: for the first
    one also after the second."""
    operation = trial.spec.operations[law.operation]
    made = trial.ask(law.operation, **arguments(trial, operation))
    if not made.reply.ok:
        trial.discard(f"{law.operation} refuses it with {made.reply.status}")
    _look_for(trial, law, made)
    path = {
        each.name: made.request.parameters[each.name]
        for each in operation.parameters
        if each.place == "path"
    }
    if path:
        given = arguments(trial, operation, **path)
        given["body"] = longer(trial, operation, given.get("body"), given.get("media_type"))
        other = trial.ask(law.operation, **given)
        if other.reply.ok:
            _look_for(trial, law, other)
            _look_for(trial, law, made)


def _look_for(trial: Trial, law: Listed, made: Exchange) -> None:
    try:
        wanted = trial.value(law.id, made)
    except LookupError as missing:
        trial.discard(f"{law.operation} does not tell {missing}")
    query = _everything(trial, law, made)

    shown: list[Any] = []

    def there() -> bool:
        found = listed(trial, law.list, made, law.items, law.item_id, wanted, query=query)
        shown[:] = [] if found is MISSING else [found]
        return bool(shown)

    seconds = _LATER if made.reply.status == 202 else _SOON
    if there() or patiently(trial, law, there, seconds):
        _hold_fields(trial, law, made, shown[0])
        return
    trial.broken(
        law, f"{law.operation} made {told(wanted)}, and {law.list.operation} does not list it"
    )


def _hold_fields(trial: Trial, law: Listed, made: Exchange, item: Any) -> None:
    """What nothing else shows is in the list as it was written."""
    listing = answer_of(trial.spec.operations[law.list.operation])
    for sent, got in law.fields:
        value, shown = at(made.request.value, sent), at(item, got)
        where = schema_at(trial.spec, listing, f"{law.items}/0{got}") if listing else None
        words = keywords(trial.spec, where) if where is not None else {}
        if value is not MISSING and shown is not MISSING and not same(value, shown, words):
            trial.broken(
                law,
                f"{law.operation} of {sent} {told(value)} is listed by {law.list.operation} with "
                f"{told(shown)}",
            )


def _everything(trial: Trial, law: Listed, made: Exchange) -> dict[str, Any]:
    """Values for those parameters that hide a thing like this one by their defaults."""
    query: dict[str, Any] = {}
    thing = made.reply.json if isinstance(made.reply.json, dict) else made.request.value
    for parameter in trial.spec.operations[law.list.operation].parameters:
        if parameter.place != "query" or not isinstance(parameter.schema, dict):
            continue
        schema, _ = trial.spec.resolve(parameter.schema, parameter.schema_where)
        default = schema.get("default")
        of_thing = at(thing, f"/{parameter.name}")
        if default is not None and of_thing is not MISSING and of_thing != default:
            query[parameter.name] = of_thing
        elif default is False and parameter.name.startswith(("include", "with", "show", "all")):
            query[parameter.name] = True
    return query
