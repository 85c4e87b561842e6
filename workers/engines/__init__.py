"""The engines by name. What an engine needs (NumPy, torch) is imported only when it is opened."""

from collections.abc import Callable

from domain.ports import ImageEngine


def _sketch() -> ImageEngine:
    from workers.engines.sketch import SketchEngine

    return SketchEngine()


ENGINES: dict[str, Callable[[], ImageEngine]] = {"sketch": _sketch}


def open_engine(name: str) -> ImageEngine:
    """Make the engine of this name ready to draw."""
    if name not in ENGINES:
        raise ValueError(f"There is no engine {name!r}. There is: {', '.join(sorted(ENGINES))}.")
    return ENGINES[name]()
