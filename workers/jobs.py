"""Actors for jobs."""

from domain import rendering
from domain.ports import ImageEngine
from domain.work import Studio


def render(studio: Studio, engine: ImageEngine, job_id: str) -> None:
    """Draw the picture of one job."""
    rendering.render(studio, engine, job_id)
