"""Actors for jobs."""

from domain import rendering
from domain.holds import Holds
from domain.ports import ImageEngine
from domain.work import Studio


def render(studio: Studio, engine: ImageEngine, holds: Holds) -> None:
    """Draw what is due."""
    rendering.work_off(studio, engine, holds)
