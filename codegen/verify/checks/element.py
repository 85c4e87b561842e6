"""What is put at the path of an element is what the thing around it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from codegen.laws.law import Element, ReadAfterWrite
from codegen.spec import Operation
from codegen.verify.checks.read_after_write.form import Form
from codegen.verify.checks.read_after_write.state import sendable
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Broken, Discard
from codegen.verify.paths import path_to
from codegen.verify.places import MISSING, at, equal, schema_at, with_value
from codegen.verify.shown import every, same_id
from codegen.verify.thing import anew, arguments, imagined, mostly, patiently
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_SOON: Final = 0.5


@checks(Element)
def shown_around(trial: Trial, law: Element) -> None:
    """Put one element, then another; change the first one, value by value; take it away."""
    whole = _Around(trial, law)
    with whole.left_as_it_was():
        whole.write(whole.given)
        other = _other(trial, whole)
        if other is not None:
            with suppress(Discard):
                whole.write(other)
        for body in whole.bodies():
            if mostly(trial):
                with suppress(Discard):
                    whole.write({**whole.given, "body": body})
        if law.delete is not None:
            whole.take_away(law.delete)


class _Around:
    """The thing around an element, and the element's place in it."""

    def __init__(self, trial: Trial, law: Element) -> None:
        self.trial, self.law = trial, law
        self.operation: Operation = trial.spec.operations[law.operation]
        self.given = arguments(trial, self.operation)
        self.before = self.elements(imagined(self.operation, self.given))
        self.form: Form | None = None
        if self.operation.body is not None and law.fields:
            written = ReadAfterWrite(
                operation=law.operation,
                where=law.where,
                stated=law.stated,
                read=law.read,
                fields=law.fields,
            )
            self.form = Form(trial, written, self.operation)
            self.form.drawn = self.given.get("body")
            if self.form.reading is not None:
                items = f"{law.items}/0"
                self.form.reading = schema_at(trial.spec, self.form.reading, items)
        self.touched: list[tuple[Any, Mapping[str, Any]]] = []

    def elements(self, exchange: Exchange) -> list[Any]:
        """All that is shown around."""
        return list(every(self.trial, self.law.read, exchange, self.law.items))

    def one(self, elements: list[Any], id: Any) -> Any:
        """The element with an id; MISSING where there is none."""
        for each in elements:
            if same_id(at(each, self.law.item_id), id):
                return each
        return MISSING

    def id(self, given: Mapping[str, Any]) -> Any:
        """The id of the element that a request is about."""
        try:
            return self.trial.value(self.law.id, imagined(self.operation, given))
        except LookupError:
            return self.trial.discard(f"{self.law.operation} names no element")

    def bodies(self) -> Iterator[Any]:
        """Bodies with each field at each of its edges."""
        form, drawn = self.form, self.given.get("body")
        for sent, _ in form.fields if form is not None else ():
            assert form is not None
            for value in form.edges(sent):
                body = with_value(drawn, sent, value)
                if form.fits(body) and body != drawn:
                    yield body

    def write(self, given: Mapping[str, Any]) -> None:
        """Put an element; Broken unless it is shown so, and the others as before."""
        law, trial, id = self.law, self.trial, self.id(given)
        before = self.elements(imagined(self.operation, given))
        self.touched.append((id, given))
        written = trial.ask(law.operation, **given)
        if not written.reply.ok or written.reply.status == 202:
            trial.discard(f"{law.operation} answers {written.reply.status}")
        last: list[Any] = []

        def there() -> bool:
            last[:] = [self.elements(written)]
            found = self.one(last[0], id)
            return found is not MISSING and self._lost(given, found) is None

        if not there() and not patiently(trial, law, there, _SOON):
            found = self.one(last[0], id)
            if found is MISSING:
                trial.broken(
                    law,
                    f"{law.operation} put {told(id)} there, and {law.read.operation} does not "
                    f"show it in {law.items}",
                )
            sent, got, value = self._lost(given, found) or ("", "", None)
            trial.broken(
                law,
                f"{law.operation} accepted {sent} {told(value)} and {law.read.operation} shows "
                f"{told(at(found, got))}",
            )
        self._hold_others(law.operation, before, last[0], id)

    def take_away(self, delete: str) -> None:
        """Delete the element; Broken while it is shown, or when another one is not."""
        law, trial, id = self.law, self.trial, self.id(self.given)
        before = self.elements(imagined(self.operation, self.given))
        if self.one(before, id) is MISSING:
            trial.discard("it is not there")
        operation = trial.spec.operations[delete]
        gone = trial.ask(delete, **arguments(trial, operation, **self.given["path"])).reply
        if not gone.ok or gone.status == 202:
            trial.discard(f"{delete} answers {gone.status}")
        last: list[Any] = []

        def away() -> bool:
            last[:] = [self.elements(imagined(self.operation, self.given))]
            return self.one(last[0], id) is MISSING

        if not away() and not patiently(trial, law, away, _SOON):
            trial.broken(
                law,
                f"{law.read.operation} still shows {told(self.one(last[0], id))} in {law.items} "
                f"after {delete}",
                operation=delete,
                where=operation.where,
            )
        self._hold_others(delete, before, last[0], id)

    def _lost(self, given: Mapping[str, Any], element: Any) -> tuple[str, str, Any] | None:
        if self.form is None:
            return None
        lost = self.form.lost(given.get("body"), element)
        return lost[:3] if lost is not None else None

    def _hold_others(self, by: str, before: list[Any], after: list[Any], id: Any) -> None:
        """The elements of this attempt that are not meant are as they were."""
        for other in {repr(each): each for each, _ in self.touched}.values():
            was, now = self.one(before, other), self.one(after, other)
            if same_id(other, id) or was is MISSING:
                continue
            if now is MISSING:
                self.trial.broken(
                    self.law,
                    f"{by} of {told(id)} takes {told(other)} out of {self.law.items} too",
                    operation=by,
                    where=self.trial.spec.operations[by].where,
                )
            for _, got in self.law.fields:
                if not equal(at(was, got), at(now, got)):
                    self.trial.broken(
                        self.law,
                        f"{by} of {told(id)} changes {got} of {told(other)} from "
                        f"{told(at(was, got))} to {told(at(now, got))}",
                        operation=by,
                        where=self.trial.spec.operations[by].where,
                    )

    @contextmanager
    def left_as_it_was(self) -> Iterator[None]:
        """What was there before gets its values back, as it is not ours; what was not goes."""
        try:
            yield
        finally:
            for id, given in {repr(each[0]): each for each in self.touched}.values():
                with suppress(Broken, Discard):
                    self._put_back(given, self.one(self.before, id))

    def _put_back(self, given: Mapping[str, Any], element: Any) -> None:
        if element is MISSING:
            if self.law.delete is not None:
                operation = self.trial.spec.operations[self.law.delete]
                path = arguments(self.trial, operation, **given["path"])
                self.trial.ask(self.law.delete, **path, conform=False)
            return
        body: Any = given.get("body")
        for sent, got in self.form.fields if self.form is not None else ():
            assert self.form is not None
            if at(element, got) is not MISSING:
                body = with_value(body, sent, sendable(at(element, got), self.form.words(sent)))
        back = anew(self.trial, self.trial.spec.operations[self.law.operation], given, body)
        self.trial.ask(self.law.operation, **back, conform=False)


def _other(trial: Trial, around: _Around) -> dict[str, Any] | None:
    """Arguments for another element beside the first; None where nothing tells its id."""
    name = around.law.id.rpartition(".")[2]
    names = (path_to(around.operation, name), name)
    first = around.id(around.given)
    found: Any = MISSING
    for maker in trial.laws.makers:
        if found is MISSING and any(each in maker.names for each in names):
            with suppress(Discard, LookupError):
                found = trial.value(maker.id, trial.make(maker.make))
    for shown in trial.laws.shown:
        if found is MISSING and any(each in shown.names for each in names):
            items = at(trial.ask(shown.list).reply.json, shown.items)
            ids = [at(each, shown.id) for each in items] if isinstance(items, list) else []
            found = next((each for each in ids if each and not same_id(each, first)), MISSING)
    if found is MISSING or same_id(found, first):
        return None
    return {**around.given, "path": {**around.given["path"], name: found}}
