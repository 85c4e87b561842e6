"""What the domain needs from the outside world, said as protocols.

Each has at least two real answers: an engine that sketches and one that diffuses, files in a folder
and in a bucket, a queue in this process and in Redis, a clock that runs and one that a test turns.
This module imports nothing of ours, so every floor may speak of these.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal, Protocol


class Task(StrEnum):
    """The names of work in the queue. Messages outlive deploys: never rename one."""

    RENDER = "render_job"
    IMPORT = "carry_out_import"


HOUSEKEEPING = "default"
"""The queue whose workers also do what runs by the clock."""

QUEUES = {Task.RENDER: "gpu", Task.IMPORT: HOUSEKEEPING}
"""Which queue each task waits in, so that machines can be set apart for some."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """A small model that bends the engine's own, and how strongly: 1 as it was made to."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides a picture. The same recipe and engine give the same bytes."""

    prompt: str
    negative_prompt: str
    seed: int
    steps: int
    width: int
    height: int
    guidance_scale: float
    adapters: tuple[Adapter, ...] = ()


class Stopped(Exception):
    """Raised by `on_step` when the picture is no longer wanted; engines let it pass."""


class EngineFailed(Exception):
    """Raised by an engine that cannot draw a recipe. Its text is a sentence for the asker."""


class ImageEngine(Protocol):
    """Turns a recipe into a picture."""

    @property
    def name(self) -> str:
        """The word that chooses this engine in `SPOLVERO_ENGINE`."""
        ...

    @property
    def model(self) -> str:
        """What drew the picture, exactly enough to draw it again: a model and its version."""
        ...

    @property
    def adapters(self) -> tuple[str, ...]:
        """The names of the adapters that it can draw with."""
        ...

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        """Draw and give PNG bytes that carry the recipe as `parameters` text.

        `on_step(n)` is called after each of the steps 1..recipe.steps; whatever it raises
        (`Stopped`, above all) ends the drawing and passes through.
        Raises EngineFailed when this recipe cannot be drawn.
        """
        ...


class FileStore(Protocol):
    """Named bytes that are either wholly there or not there at all.

    Whatever goes wrong is an OSError, and comes within seconds.
    """

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`, durably, before returning; what was there is replaced whole."""
        ...

    def get(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """Give the bytes from `start` to before `end`; those that are there, if fewer are.

        Raises FileNotFoundError when nothing has this name.
        """
        ...

    def delete(self, name: str, before: datetime | None = None) -> bool:
        """Forget the name, unless it was last put at this moment or later; tell whether it did.

        No error when it is unknown.
        """
        ...

    def check(self) -> None:
        """Raise whatever keeps it from working; nothing when it works."""
        ...

    def names(self, folder: str, before: datetime) -> Iterator[str]:
        """Give the names in a folder that were last put before this moment; not all at once."""
        ...


@dataclass(frozen=True, slots=True)
class SafePicture:
    """A picture that was decoded and drawn anew, so that nothing but a picture is in it."""

    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """One name in a source's tree, as a walk saw it; its bytes were not looked at."""

    path: str
    """Relative to the source, `/` between; bytes that are no UTF-8 are written as `\\xNN`."""
    name: bytes
    """The path's own bytes."""
    size: int
    """In bytes; of a symbolic link that stays in the source, all this is its target's."""
    mtime_ns: int
    inode: int
    """Below 2**63."""
    reason: str | None = None
    """One of the contract's `ImportReason`, for what is not safe, or not possible, to read."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What reading one file has told."""

    found: Found
    """As it was when it was read."""
    sha256: str | None = None
    """None when it could not be read to its end."""
    media_type: str | None = None
    """One of the contract's `ImageMediaType`; None for what is no picture that can be kept."""
    width: int | None = None
    height: int | None = None
    """In pixels, as the file says."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What is written within a picture: PNG's text by keyword, `xmp`, and of EXIF `exif:` and the
    tag's name."""
    data: bytes | None = None
    """The bytes of a file that has the name of a sidecar."""
    reason: str | None = None
    """One of the contract's `ImportReason`, when it is no whole picture or no readable file."""


class SourceTree(Protocol):
    """A folder whose files are read and never written. Nothing leads out of it.

    A name that cannot be read is told as such; only the folder itself being away is an OSError.
    """

    def check(self) -> None:
        """Raise OSError unless the folder is there and can be listed."""
        ...

    def walk(self) -> Iterator[Found]:
        """Give everything in it that is no folder, and each folder that cannot be listed.

        In the order of the bytes of the path's parts, whatever the file system: two walks of the
        same tree are the same. Links are never followed into folders. Raises OSError.
        """
        ...

    def examine(self, files: Iterable[Found]) -> Iterator[Examined]:
        """Read files whole, some at a time, and tell of each, in the order given.

        Pictures are decoded in other processes, bounded in memory and time.
        """
        ...

    def look_again(self, file: Found) -> Found | None:
        """Give it as it is now; None when nothing has the name any more."""
        ...

    def read(self, name: bytes, start: int = 0, end: int | None = None) -> bytes:
        """Give bytes of a file. Raises OSError; FileNotFoundError for what is no readable file."""
        ...


@dataclass(frozen=True, slots=True)
class ToStage:
    """A file that is to be staged, as it was examined."""

    found: Found
    sha256: str
    name: str
    """In the file store."""


@dataclass(frozen=True, slots=True)
class Staged:
    """One name in staging."""

    name: str
    size: int | None
    """In bytes; None for a symbolic link that leads nowhere."""
    link: bool
    """Whether it is a symbolic link."""


class Staging(Protocol):
    """How files of a source come into the file store, and what is there."""

    def refusal(self, how: str) -> str | None:
        """Say in a sentence why this store cannot stage so (`ImportStaging`); None when it can."""
        ...

    def stage(self, tree: SourceTree, files: Sequence[ToStage], how: str) -> list[str | None]:
        """Stage files, durably before returning; what has the name already and is whole, stays.

        Give for each the `ImportReason` that it could not be staged for, or None. What was staged
        has the bytes of its hash. No error of one file keeps the others.
        """
        ...

    def staged(self, share: str) -> Iterator[Staged]:
        """Give what is staged in `images/<share>/`, in order of name; a share is two digits."""
        ...

    def digests(self, names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
        """Read staged files whole, some at a time; give each name's SHA-256, None if it is gone."""
        ...


class Sources(Protocol):
    """The folders of this machine."""

    def tree(self, folder: str) -> SourceTree:
        """Give the tree of a folder, by its absolute path. It need not be there."""
        ...


class TaskQueue(Protocol):
    """Wakes workers. It may lose or repeat a message: the row is the truth."""

    def wake(self, task: Task) -> None:
        """Wake one worker: there may be something to do."""
        ...

    def wake_soon(self, task: Task) -> None:
        """Wake one worker within milliseconds, and one for all who ask for it until then."""
        ...

    def check(self) -> None:
        """Raise whatever keeps it from working; nothing when it works."""
        ...


Kind = Literal["server", "consumer", "internal"]
"""What a span stands for: a request that was answered, a message that was worked off, a part."""


class Span(Protocol):
    """One piece of work that is being recorded."""

    @property
    def id(self) -> str | None:
        """Its id, 16 hexadecimal digits; None when this trace is not recorded."""
        ...

    def note(self, **facts: str | int | float) -> None:
        """Say more about it."""
        ...

    def end(self, *, failed: str | None = None) -> None:
        """Say that the work is over; `failed` is the kind of error that ended it, if one did."""
        ...


class Tracing(Protocol):
    """Records which piece of work took how long, and which belonged to which."""

    def begin(
        self,
        name: str,
        kind: Kind,
        trace_id: str,
        parent: str | None = None,
        *,
        wanted: bool = True,
        facts: Mapping[str, str | int | float],
    ) -> Span:
        """Begin a span of this trace under the span `parent`.

        `wanted`: whether whoever recorded the parent records this trace; without a parent the
        operator's own choice counts.
        """
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """Who signed in at a provider, as it vouches for them."""

    issuer: str
    subject: str
    """The account's name with the issuer; it never becomes another's."""
    email: str | None
    email_verified: bool
    name: str | None


class IdentityProvider(Protocol):
    """Signs people in by OpenID Connect Core 1.0's code flow, with PKCE (RFC 7636).

    Both calls may ask the provider, and raise ProviderFailed within seconds if it does not answer.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def by_https(self) -> bool:
        """Whether it sends browsers back to us by https."""
        ...

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Say where to send a browser."""
        ...

    def vouch(self, code: str, *, iss: str | None, nonce: str, verifier: str) -> Account:
        """Say whose sign-in the code of a browser that came back stands for.

        Raises Unauthenticated for a code, an issuer or a nonce that is not this sign-in's.
        """
        ...


class Clock(Protocol):
    """The time, so that a test can turn it."""

    def now(self) -> datetime:
        """The present moment, in UTC and timezone-aware."""
        ...


SKEW: Final = timedelta(minutes=1)
"""How far the clocks of two processes, and the moments of two transactions of which one waits for
the other, may differ; a moment further ahead than that was written before the machine's clock was
set back, and holds nothing up."""
