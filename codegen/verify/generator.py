"""Schemathesis, asked for nothing but requests: none of its own checks run unless one wants them.

The only file that imports it. Its engine is given a session whose requests go through our
transport, a document in which nothing is enormous, and no cache, so that a run depends on its seed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

import schemathesis
from requests import Session
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import events
from schemathesis.engine.context import EngineContext
from schemathesis.engine.core import ExecutionPlan
from schemathesis.engine.run import Phase, PhaseName
from schemathesis.generation.case import Case

from codegen.verify.adapter import Adapter
from codegen.verify.exchange import Transport

PHASES: Final = ("examples", "coverage", "fuzzing", "stateful")
MOST_ITEMS: Final = 20
"""Lists longer than this are not drawn: a hundred distinct ids take a second each time."""
MOST_CHARACTERS: Final = 5_000


_before: dict[int, Callable[[Case[Any]], None]] = {}
"""Who may change the requests of which run: Schemathesis knows hooks of that kind for all only."""


@schemathesis.hook
def before_call(_context: Any, case: Case[Any], _arguments: dict[str, Any]) -> None:
    change = _before.get(id(case.operation.schema.config))
    if change is not None:
        change(case)


class _Context(EngineContext):
    """A run whose requests are sent by our session."""

    def __init__(self, schema: Any, session: Session) -> None:
        super().__init__(schema=schema, stop_event=threading.Event())
        self._ours = session

    def get_session(self, *, operation: Any = None) -> Session:
        return self._ours


class Generator:
    """Thinks of requests to one API, and sends them."""

    def __init__(
        self,
        document: dict[str, Any],
        base: str,
        transport: Transport,
        *,
        seed: int,
        examples: int,
        wanted: Collection[tuple[str, str]],
        before: Callable[[Case[Any]], None],
        config: Mapping[str, Any] | None = None,
        counts: Callable[[Case[Any]], bool] | None = None,
    ) -> None:
        """`wanted` are methods (in upper case) and paths; `before` may change each request.

        `config` is what else to tell Schemathesis, such as which of its checks are to run; what
        fails of those `counts` for which requests? They stand in `failures` then.
        """
        self.failures: list[str] = []
        settings = SchemathesisConfig.from_dict(
            {
                "seed": seed,
                "base-url": base,
                "workers": 1,
                "continue-on-failure": True,
                "cache": {"enabled": False},
                "checks": {"enabled": False},
                "phases": {"coverage": {"unexpected-methods": []}},
                "generation": {
                    "max-examples": examples,
                    "database": "none",
                    "no-shrink": True,
                    "with-security-parameters": False,
                },
                **(config or {}),
            }
        )
        schema = schemathesis.openapi.from_dict(bounded(document), config=settings).include(
            lambda found: (found.operation.method.upper(), found.operation.path) in wanted
        )

        if counts is not None:

            def filter_failure(_context: Any, _failure: Any, case: Case[Any], _got: Any) -> bool:
                return counts(case)

            schema.hook(filter_failure)
        self._before = before
        session = Session()
        session.mount("http://", Adapter(transport))
        session.mount("https://", Adapter(transport))
        self._context = _Context(schema, session)

    def run(self, phase: str) -> Iterator[tuple[str, str]]:
        """Send all requests of a phase; give each operation's name when its turn comes, and why
        nothing could be thought of for it when that is so."""
        plan = ExecutionPlan([Phase(PhaseName(phase))])
        _before[id(self._context.schema.config)] = self._before
        for event in plan.execute(self._context):
            if isinstance(event, events.ScenarioStarted):
                yield event.label or "", ""
            elif isinstance(event, events.ScenarioFinished):
                self._note(event.recorder.checks)
            elif isinstance(event, events.NonFatalError):
                yield event.label, str(event.value).strip().partition("\n")[0]
            elif isinstance(event, events.FatalError):
                raise event.exception

    def _note(self, checks: Mapping[str, list[Any]]) -> None:
        for each in (check for found in checks.values() for check in found):
            if each.failure_info is not None:
                failure = each.failure_info.failure
                said = f"{each.name}: {failure.title}\n{failure.message}"
                self.failures.append(f"{said}\n{each.failure_info.code_sample}")

    def close(self) -> None:
        """Be asked about no request any more."""
        _before.pop(id(self._context.schema.config), None)

    def stop(self) -> None:
        """Think of nothing more."""
        self._context.stop()


def is_wrong(case: Case[Any], place: str) -> bool:
    """Whether a request is meant to be wrong in its `path`, `query`, `header` or `body`."""
    return bool(case.meta and case.meta.is_negative_at(ParameterLocation(place)))


def bounded(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of a document in which no list and no text may be enormous."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    _bound(copy)
    return copy


def _bound(node: Any) -> None:
    if isinstance(node, list):
        for each in node:
            _bound(each)
    elif isinstance(node, dict):
        for name, most in (("maxItems", MOST_ITEMS), ("maxLength", MOST_CHARACTERS)):
            if isinstance(node.get(name), int) and node[name] > most:
                del node[name]
        for key, each in node.items():
            if key not in ("example", "examples", "enum", "const", "default"):
                _bound(each)
