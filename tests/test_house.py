"""The arrows between the floors (docs/architecture.md), proved by what each module imports."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("handlers", "domain", "workers", "codegen")


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of ours, by its dotted name."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


MODULES = dict(modules())


def imported(path: Path) -> set[str]:
    """What a file imports, wherever in it: modules, and names of modules that are modules too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name"
            assert node.module is not None
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name in MODULES} or {node.module}
    return found


IMPORTS = {name: imported(path) for name, path in MODULES.items()}


def under(*packages: str) -> Callable[[str], bool]:
    """Whether a module is one of these, or inside of one."""
    return lambda name: any(name == each or name.startswith(f"{each}.") for each in packages)


def arrows(source: Callable[[str], bool], target: Callable[[str], bool]) -> set[str]:
    """Imports from here to there, each as `a -> b`."""
    return {
        f"{name} -> {other}"
        for name, others in IMPORTS.items()
        for other in others
        if source(name) and target(other)
    }


def domain_itself(name: str) -> bool:
    return under("domain")(name) and not under("domain.adapters")(name)


def test_every_floor_was_looked_at():
    assert {name.partition(".")[0] for name in MODULES} == set(FLOORS)
    assert "domain.ports" in IMPORTS["workers.engines.sketch"]
    assert "handlers.represent.jobs" in IMPORTS["handlers.jobs"]


def test_the_domain_knows_no_other_floor_and_no_framework():
    others = under("handlers", "workers", "codegen", "connexion", "starlette", "uvicorn")
    assert arrows(under("domain"), others) == set()
    assert arrows(domain_itself, under("domain.adapters", "dramatiq", "redis", "alembic")) == set()


def test_the_domain_opens_no_door_to_the_world():
    """It describes data; clock, environment, files and sockets come in through its ports."""
    world = under("os", "socket", "subprocess", "time", "shutil", "urllib", "tempfile")
    assert arrows(domain_itself, world) == set()
    for name, path in MODULES.items():
        if domain_itself(name):
            assert "pathlib" not in imported(path) or "from pathlib import Pure" in path.read_text()
            tree = ast.walk(ast.parse(path.read_bytes()))
            called = {ast.unparse(node.func) for node in tree if isinstance(node, ast.Call)}
            made = {"open", "create_engine", "sessionmaker", "datetime.now", "datetime.utcnow"}
            assert called & made == set(), name


def test_ports_and_errors_import_nothing_of_ours():
    assert (
        arrows(under("domain.ports", "domain.errors", "domain.vocabulary"), under(*FLOORS)) == set()
    )


def test_handlers_and_workers_do_not_know_each_other():
    assert arrows(under("workers"), under("handlers")) == set()
    doors = ("handlers.commands", "handlers.own_studio")
    allowed = {f"{door} -> workers.{what}" for door in doors for what in ("app", "engines")}
    assert arrows(under("handlers"), under("workers")) <= allowed


def test_only_the_doors_and_the_bridge_know_connexion():
    knowing = {arrow.split(" ")[0] for arrow in arrows(under(*FLOORS), under("connexion"))}
    allowed = {f"handlers.{each}" for each in ("app", "contract", "problems", "auth")}
    assert knowing <= allowed
    assert "handlers.contract" in knowing


def test_only_the_queue_and_the_workers_know_dramatiq():
    knowing = {arrow.split(" ")[0] for arrow in arrows(under(*FLOORS), under("dramatiq", "redis"))}
    assert knowing <= {"domain.adapters.queue", "domain.adapters.studio", "workers.app"}


def test_adapters_are_joined_where_a_program_is_assembled():
    doors = {"handlers.app", "handlers.commands", "handlers.here", "handlers.own_studio"}
    doors.add("workers.app")
    outside = {
        arrow
        for arrow in arrows(lambda name: not domain_itself(name), under("domain.adapters"))
        if not under("domain.adapters")(arrow.split(" ")[0])
    }
    assert {arrow.split(" ")[0] for arrow in outside} <= doors


def test_the_bridge_knows_neither_operations_nor_what_the_studio_is_about():
    ours = {arrow.split(" -> ")[1] for arrow in arrows(under("handlers.bridge"), under(*FLOORS))}
    allowed = {"domain.audit", "domain.away", "domain.errors", "domain.trace", "domain.users"}
    allowed |= {"domain.vocabulary", "handlers.call", "handlers.problems", "handlers.wire"}
    assert {name for name in ours if not under("handlers.bridge")(name)} <= allowed


def test_the_command_line_of_operations_knows_http_and_its_table_and_nothing_of_ours():
    assert {
        arrow
        for arrow in arrows(under("handlers.cli"), under(*FLOORS))
        if not under("handlers.cli")(arrow.split(" -> ")[1])
    } == set()


def test_engines_know_recipes_and_limits_and_nothing_else_of_ours():
    known = {arrow.split(" -> ")[1] for arrow in arrows(under("workers.engines"), under(*FLOORS))}
    assert {name for name in known if not under("workers.engines")(name)} <= {
        "domain.ports",
        "domain.vocabulary",
    }


def test_a_running_service_never_generates():
    assert {
        arrow.split(" ")[0]
        for arrow in arrows(lambda name: not under("codegen")(name), under("codegen"))
    } <= {"handlers.console"}
    assert arrows(under("codegen"), under("handlers", "domain", "workers")) == set()


@pytest.mark.parametrize("package", ["workers", "codegen"])
def test_the_command_line_imports_other_floors_only_inside_a_command(package):
    tree = ast.parse(MODULES["handlers.console"].read_bytes())
    at_once = ast.Module(
        [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], []
    )
    names = {getattr(node, "module", None) or "" for node in at_once.body}
    assert not any(under(package)(name) for name in names)


def test_the_contract_is_data():
    kinds = {path.suffix for path in (ROOT / "openapi").rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".json", ".md"}


def test_one_noun_has_one_word_on_every_floor():
    nouns = {path.stem for path in (ROOT / "openapi" / "paths").glob("*.yaml")}
    assert {f"handlers.{noun}" for noun in nouns} <= MODULES.keys()
    stored = nouns - {"session", "system"}  # what they speak of lies in users.py and readiness.py
    assert {f"domain.{noun}" for noun in stored} <= MODULES.keys()
    assert (ROOT / "tests" / "handlers").is_dir()
    for noun in nouns:
        assert (ROOT / "tests" / "handlers" / f"test_{noun}.py").is_file(), noun
