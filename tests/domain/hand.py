"""Somebody at work in a studio without HTTP: asks for pictures, makes albums, looks at rows."""

import io
import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image as Pillow
from sqlalchemy import Engine, event, select, text

from domain import (
    admission,
    albums,
    audit,
    batch_templates,
    batches,
    contents,
    counts,
    images,
    jobs,
    leases,
    rendering,
    trash,
    users,
    working,
)
from domain.adapters import database
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.sources import Folders, open_staging
from domain.albums import Album
from domain.batches import BatchReceipt, Progress
from domain.entity import Entity, new_id
from domain.holds import Holds
from domain.images import Image
from domain.jobs import Job, Picture
from domain.ports import ImageEngine, Recipe
from domain.users import User
from domain.vocabulary import AlbumVisibility, ImageMediaType, ImageSource, ImageVisibility, Role
from domain.work import Facts, Studio, Work
from tests.conftest import HeldQueue, TurnedClock

T = TypeVar("T")

SMALL: dict[str, Any] = {
    "prompt": "a red fox",
    "negative_prompt": "",
    "steps": 2,
    "width": 64,
    "height": 64,
    "guidance_scale": 8.0,
}

CARDS: dict[str, Any] = {
    "name": "Playing cards",
    "description": "",
    "columns": [
        {"name": "value", "required": True, "max_length": 20, "description": ""},
        {"name": "suit", "required": True, "max_length": 20, "description": ""},
        {"name": "note", "required": False, "max_length": 2000, "description": ""},
    ],
    "base_prompt": "A playing card",
    "prompt_template": "The {value} of {suit}",
    "style_suffix": "Fine lines",
    "example_theme": "woodcut",
    **{"width": 64, "height": 64, "steps": 2, "guidance_scale": 8.0},
    "negative_prompt": "text",
    "adapters": [],
    "visibility": "private",
}
TWO_CARDS = ({"value": "Ace", "suit": "Spades"}, {"value": "King", "suit": "Hearts"})

ROOMY = Facts(
    engine="quick", model="quick-1", adapters=("ink",), max_body_bytes=65_536, max_queued_jobs=1000
)

HOMELESS = text(
    "SELECT count(*) FROM images WHERE deleted_at IS NULL "
    "AND id NOT IN (SELECT image_id FROM album_images)"
)


class Quick:
    """An engine that answers at once: one colour per recipe, and steps as a real one has them."""

    name = "quick"
    model = "quick-1"
    adapters = ("ink",)

    def __init__(self, at_step: Callable[[int], object] | None = None) -> None:
        self.drawn: list[Recipe] = []
        self._at_step = at_step or (lambda step: None)

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        self.drawn.append(recipe)
        for step in range(1, recipe.steps + 1):
            self._at_step(step)
            on_step(step)
        colour = zlib.crc32(repr(recipe).encode()) & 0xFFFFFF
        picture = io.BytesIO()
        Pillow.new("RGB", (8, 8), f"#{colour:06x}").save(picture, "PNG")
        return picture.getvalue()


class Hand:
    """What a person and their workers do in one studio."""

    def __init__(self, studio: Studio, clock: TurnedClock, queue: HeldQueue) -> None:
        self.studio, self.clock, self.queue = studio, clock, queue
        self.user = self.do(users.ensure_admin)

    def do(self, deed: Callable[..., T], *args: Any, **more: Any) -> T:
        """Do something to the studio in a transaction of its own."""
        with self.studio.work() as work:
            return deed(work, *args, **more)

    def carry_out(
        self, action: str, subject: str | None, deed: Callable[..., T], *args: Any, **more: Any
    ) -> T:
        """Do something as the bridge carries an audited operation out, for the admin."""
        with audit.carrying_out(action, self.user, subject, {}):
            return self.do(deed, *args, **more)

    def see(self, deed: Callable[..., T], *args: Any, **more: Any) -> T:
        """Read something in a transaction of its own."""
        with self.studio.look() as work:
            return deed(work, *args, **more)

    def one(self, kind: type[T], entity_id: object) -> T:
        """Give a row as it is now."""
        with self.studio.look() as work:
            return work.session.get_one(kind, entity_id)

    def rows(self, kind: type[T]) -> list[T]:
        """Give all rows of a kind, in the order of their ids."""
        with self.studio.look() as work:
            return list(work.session.scalars(select(kind).order_by(*kind.__mapper__.primary_key)))

    def count(self, kind: type[Any]) -> int:
        with self.studio.look() as work:
            return len(work.session.execute(select(*kind.__mapper__.primary_key)).all())

    def ask(self, **asked: Any) -> str:
        """Queue a job; give its id."""
        extra = {"asked_by": self.user, "key": None, "facts": ROOMY, "priority": 5}
        return self.do(jobs.queue, **{**SMALL, **extra, **asked}).job_id

    def ask_many(
        self, many: int, *, priority: int = 5, facts: Facts = ROOMY, batch_id: str | None = None
    ) -> list[str]:
        """Queue jobs at once, one a row; give their ids in the order of the rows."""

        def promise(work: Work) -> list[str]:
            album_id = albums.of_month(work, work.now).id
            pictures = [
                Picture(Recipe(**SMALL, seed=row), album_id, batch_id=batch_id, row_number=row)
                for row in range(1, many + 1)
            ]
            promised = jobs.promise(
                work, pictures, asked_by=self.user, priority=priority, facts=facts
            )
            return [*promised.job_ids]

        return self.do(promise)

    def claim(self) -> Any:
        """Let a worker take the next due job, and do no more; give its row, or None."""
        return next(iter(working.begin(self.studio, Job)), None)

    def draw(self, claimed: Any, engine: ImageEngine, holds: Holds) -> Any:
        """Draw a claimed job's picture and commit what came of it; give the job claimed next."""
        do = partial(rendering.draw, self.studio, engine, holds)
        with working.during(holds, [claimed]):
            batch = working.go_through(holds, [claimed], do)
            return next(iter(working.commit(self.studio, Job, holds, batch, at_most=1)), None)

    def rescue(self, **how: bool) -> int:
        """Take jobs from dead workers; give how many."""
        return self.do(leases.rescue, Job, **how)

    def waiting(self) -> int:
        """Give how many jobs are counted as waiting."""
        return sum(self.see(counts.waiting, "jobs").values())

    def job(self, job_id: str) -> Any:
        return self.see(jobs.look_at, job_id)

    def render(self, job_id: str, engine: ImageEngine | None = None) -> Any:
        """Let a worker draw what is due, up to this job; give the job as it is then."""
        holds = Holds(time.monotonic)
        claimed = self.claim()
        while claimed is not None:
            if claimed.id == job_id:
                holds.stop(60)
            claimed = self.draw(claimed, engine or Quick(), holds)
        return self.job(job_id)

    def work_off(self, engine: ImageEngine | None = None) -> int:
        """Let a worker draw all that is due; give how many."""
        return rendering.work_off(self.studio, engine or Quick(), Holds(time.monotonic))

    def picture(self, **asked: Any) -> str:
        """Have a picture made; give the id of its image."""
        image_id: str = self.render(self.ask(**asked)).image_id
        assert image_id is not None
        return image_id

    def image(self, album_id: str | None = None) -> str:
        """Put the row of a picture into an album, without drawing one; give its id."""

        def make(work: Work) -> Image:
            contents.note(work, "0" * 64)
            image = work.add(
                Image(
                    **{**SMALL, "id": new_id("img", work.now), "seed": 1, "sha256": "0" * 64},
                    model="quick-1",
                    media_type=ImageMediaType.IMAGE_PNG,
                    byte_size=1,
                    source=ImageSource.GENERATION,
                    visibility=ImageVisibility.ALBUM,
                    created_at=work.now,
                    updated_at=work.now,
                )
            )
            if album_id is None:
                album = albums.of_month(work, work.now)
            else:
                album = work.get(Album, album_id)
            albums.put(work, album, [image.id])
            return image

        return self.do(make).id

    def album(self, name: str = "Foxes", visibility: str = "private") -> str:
        """Make an album; give its id."""
        made = self.do(
            albums.create, name=name, description="", visibility=AlbumVisibility(visibility)
        )
        return made.id

    def template(self, *rows: dict[str, str], **facts: Any) -> str:
        """Make a template with these rows (or some); give its id."""
        told = {**CARDS, **facts}
        made = self.do(batch_templates.create, rows=rows or TWO_CARDS, **told)
        return made.id

    def batch(self, template_id: str, **asked: Any) -> BatchReceipt:
        """Start a batch; give its receipt."""
        extra = {"asked_by": self.user, "key": None, "priority": 5, "template_id": template_id}
        return self.do(batches.start, **{"facts": ROOMY, **extra, **asked})

    def progress(self, batch_id: str) -> Progress:
        return self.see(batches.look_at, batch_id)

    def items(self, batch_id: str) -> list[Any]:
        """Give a batch's jobs, in the order of its rows."""
        page = self.see(batches.items, batch_id, states=None, cursor=None, limit=100)
        return [item.job for item in page.items]

    def template_rows(self, template_id: str) -> list[dict[str, str]]:
        """Give a template's rows, each with its values."""
        return [row.values for row in self.see(batch_templates.all_rows, template_id)]

    def put(self, album_id: str, *image_ids: str) -> None:
        self.do(lambda work: albums.put(work, work.get(Album, album_id), image_ids))

    def take_out(self, album_id: str, image_id: str) -> None:
        self.do(lambda work: albums.take_out(work, work.get(Album, album_id), image_id))

    def delete_album(self, album_id: str) -> None:
        self.do(lambda work: albums.delete_album(work, work.get(Album, album_id)))

    def delete_image(self, image_id: str) -> None:
        """Delete an image for good."""
        self.trash_image(image_id)
        self.do(lambda work: trash.purge(work, trash.get(work, image_id)))

    def trash_image(self, image_id: str) -> None:
        self.do(lambda work: trash.delete_image(work, images.get(work, image_id)))

    def restore_image(self, image_id: str) -> None:
        self.do(lambda work: trash.restore(work, trash.get(work, image_id)))

    def change_album(self, album_id: str, **change: Any) -> None:
        self.do(lambda work: albums.update_album(work, work.get(Album, album_id), **change))

    def change_image(self, image_id: str, **change: Any) -> None:
        self.do(lambda work: albums.update_image(work, work.get(Image, image_id), **change))

    def month(self) -> Album:
        """Give the studio's own album of this month."""
        return self.do(lambda work: albums.of_month(work, work.now))

    def contents(self, album_id: str) -> list[str]:
        """Give the ids of an album's images in album order, asked of the database itself."""
        query = text(
            "SELECT image_id FROM album_images WHERE album_id = :album ORDER BY position, image_id"
        )
        with self.studio.look() as work:
            return list(work.session.scalars(query, {"album": album_id}))

    def homeless(self) -> int:
        """Count the images that are in no album, asked of the database itself."""
        with self.studio.look() as work:
            return work.session.scalars(HOMELESS).one()

    def somebody_else(self, role: Role = Role.OPERATOR) -> User:
        """Let another person in."""

        return self.do(admission.create_user, name="Ada", role=role)


def empty(engine: Engine) -> None:
    """Delete every row of a PostgreSQL database, and count its events from one again."""
    tables = ", ".join(Entity.metadata.tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


def hand_on(engine: Engine, home: Path) -> Hand:
    """Open a studio on this database, for tests that need another than the fixtures'."""
    clock, queue = TurnedClock(), HeldQueue()
    studio = Studio(
        sessions=database.sessions(engine),
        files=Folder(home / "files"),
        queue=queue,
        clock=clock,
        shrink=shrink,
        safe_copy=safe_copy,
        sources=Folders(),
        staging=open_staging(Folder(home / "files")),
        facts=ROOMY,
    )
    return Hand(studio, clock, queue)


@contextmanager
def copy_of(migrated: Path, home: Path) -> Iterator[Hand]:
    """Open a studio on a copy of a migrated SQLite file, for tests that need many of them."""
    home.mkdir(parents=True)
    shutil.copy(migrated, home / "studio.db")
    engine = database.open_database(f"sqlite:///{home / 'studio.db'}")

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    try:
        yield hand_on(engine, home)
    finally:
        engine.dispose()
        shutil.rmtree(home)
