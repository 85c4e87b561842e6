# Generated from openapi/ by "make generate". Change the contract, not this file.
"""The bodies of requests and replies, as handlers hold them."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict, final

from domain.vocabulary import (
    AlbumKind,
    AlbumVisibility,
    AuthMethod,
    FailureCode,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    JobState,
    ProblemType,
    Role,
)

AlbumId: TypeAlias = str
"""Names an album for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

BatchId: TypeAlias = str
"""A batch's id."""

Cursor: TypeAlias = str
"""Where the next page of a list begins. Opaque, and good only for the list that gave it, with
the same filters.
"""

EntityTag: TypeAlias = str
"""Names one state of a resource (RFC 9110, 8.8.3). Changes when and only when what you would get
changes.
"""

EntityTagList: TypeAlias = str
"""Entity tags with commas between them, or `*` for any (RFC 9110, 13.1)."""

EventId: TypeAlias = str
"""Names an event, and how far a reader has come. Opaque."""

GuidanceScale: TypeAlias = float
"""How strictly the picture follows the prompt: 0 leaves all to chance."""

IdempotencyKey: TypeAlias = str
"""A name that you make up for one request, such as a UUID. Sent again with the same body it
gives the same receipt and no second job; with another body it is refused.
"""

ImageId: TypeAlias = str
"""Names an image for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

JobId: TypeAlias = str
"""Names a job for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

Model: TypeAlias = str
"""What drew the picture: the engine's model and its version, exactly enough to draw it again."""

Name: TypeAlias = str
"""A name for people to read. Not blank, and it need not be unique."""

NegativePrompt: TypeAlias = str
"""What the picture must not show, in words; empty when nothing is ruled out."""

Note: TypeAlias = str
"""Free text for people to read; empty when there is none."""

PageLimit: TypeAlias = int
"""At most how many items one page holds. A page may hold fewer and still not be the last: only
`next_cursor` tells.
"""

Priority: TypeAlias = int
"""How soon: of the jobs that wait, those with the lowest number are drawn first; among equals,
whoever came first.
"""

Prompt: TypeAlias = str
"""What the picture shows, in words. Not blank."""

RowNumber: TypeAlias = int
"""A row of a batch's template, 1 being the first."""

Seed: TypeAlias = int
"""Decides the chance in a picture. The same seed with the same other parameters and model gives
the same picture.
"""

Side: TypeAlias = int
"""Width or height of a picture in pixels; a multiple of 8."""

Steps: TypeAlias = int
"""How many refinements the engine makes. More take longer and show more detail."""

Timestamp: TypeAlias = str
"""A moment in UTC, written by RFC 3339 with microseconds and always ending in `Z`."""

TraceId: TypeAlias = str
"""Ties this answer to the server's log lines about it; name it when you report a problem. Taken
from a W3C `traceparent` header when the request has one.
"""

UserId: TypeAlias = str
"""Names a user for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""


@final
class Adapter(TypedDict):
    """A small model that bends the engine's own, such as a LoRA, and how strongly."""

    name: str
    weight: float


@final
class AlbumCreate(TypedDict):
    """A new, empty album."""

    name: Name
    description: Note
    visibility: AlbumVisibility


class AlbumFacts(TypedDict):
    """What every view of an album tells."""

    id: AlbumId
    name: Name
    description: Note
    kind: AlbumKind
    visibility: AlbumVisibility
    image_count: int
    cover_image_id: ImageId | None
    created_at: Timestamp
    updated_at: Timestamp


class Album(AlbumFacts):
    """A named, ordered collection of images. An image may be in many albums and is always in at
    least one.
    """


class AlbumDetail(AlbumFacts):
    """One album with the first page of its images, in album order."""

    images: list[Image]
    images_next_cursor: Cursor | None


@final
class AlbumPage(TypedDict):
    """One page of albums, newest first."""

    items: list[Album]
    next_cursor: Cursor | None


@final
class AlbumUpdate(TypedDict):
    """What to change about an album. What is absent stays as it is. Publishing an album shows
    its images too, but for those that are private themselves.
    """

    name: NotRequired[Name]
    description: NotRequired[Note]
    visibility: NotRequired[AlbumVisibility]


@final
class AuthStatus(TypedDict):
    """Who is asking, as the server sees it."""

    authenticated: bool
    user: User | None
    method: AuthMethod | None
    expires_at: Timestamp | None


@final
class EventReset(TypedDict):
    """Events between your last one and now are not kept any more: read again what you show."""

    last_event_id: EventId


@final
class Health(TypedDict):
    """The server is alive."""

    status: Literal["ok"]
    version: str
    started_at: Timestamp


@final
class Image(TypedDict):
    """One picture: its file, how it was made, and who may see it."""

    id: ImageId
    title: str
    prompt: Prompt
    negative_prompt: NegativePrompt
    seed: Seed
    steps: Steps
    width: Side
    height: Side
    guidance_scale: GuidanceScale
    adapters: Adapters
    model: Model
    media_type: ImageMediaType
    byte_size: int
    sha256: str
    source: ImageSource
    job_id: JobId | None
    visibility: ImageVisibility
    file_url: str
    thumbnail_url: str
    created_at: Timestamp
    updated_at: Timestamp


@final
class ImagePage(TypedDict):
    """One page of images."""

    items: list[Image]
    next_cursor: Cursor | None


@final
class ImageUpdate(TypedDict):
    """What to change about an image. What is absent stays as it is. How it was made can never
    change.
    """

    title: NotRequired[str]
    visibility: NotRequired[ImageVisibility]


InvalidPart = TypedDict(
    "InvalidPart",
    {
        "in": 'Literal["body", "path", "query", "header", "cookie"]',
        "pointer": "str",
        "detail": "str",
        "keyword": "NotRequired[str]",
    },
)
"""One thing in the request that does not fit the contract, and where it is."""


@final
class Job(TypedDict):
    """One picture asked for: what was asked, how far it got, what came of it."""

    id: JobId
    state: JobState
    prompt: Prompt
    negative_prompt: NegativePrompt
    seed: Seed
    steps: Steps
    width: Side
    height: Side
    guidance_scale: GuidanceScale
    adapters: Adapters
    priority: Priority
    album_id: AlbumId | None
    image_id: ImageId | None
    batch_id: BatchId | None
    row_number: RowNumber | None
    row_values: RowValues | None
    steps_done: int
    queue_position: int | None
    cancel_requested: bool
    attempts: int
    failures: int
    crashes: int
    failure: JobFailure | None
    created_by: UserId
    created_at: Timestamp
    run_at: Timestamp
    started_at: Timestamp | None
    finished_at: Timestamp | None


@final
class JobEvent(TypedDict):
    """A job as it was after something happened to it. Each one tells everything that can change,
    so a reader who missed some is up to date with the last.
    """

    job_id: JobId
    batch_id: BatchId | None
    state: JobState
    steps_done: int
    steps: Steps
    attempts: int
    cancel_requested: bool
    failure: JobFailure | None
    album_id: AlbumId | None
    image_id: ImageId | None
    at: Timestamp


@final
class JobFailure(TypedDict):
    """Why a job failed."""

    code: FailureCode
    reason: str


@final
class JobPage(TypedDict):
    """One page of jobs, newest first."""

    items: list[Job]
    next_cursor: Cursor | None


@final
class JobRequest(TypedDict):
    """A picture to make. Only the prompt must be given."""

    prompt: Prompt
    negative_prompt: NegativePrompt
    seed: NotRequired[Seed]
    steps: Steps
    width: Side
    height: Side
    guidance_scale: GuidanceScale
    album_id: NotRequired[AlbumId]
    adapters: Adapters
    priority: Priority


@final
class JobSelection(TypedDict):
    """Which jobs to act on: those that fit everything that is given."""

    state: NotRequired[list[JobState]]
    batch_id: NotRequired[BatchId]
    album_id: NotRequired[AlbumId]
    job_ids: NotRequired[list[JobId]]
    created_before: NotRequired[Timestamp]
    dry_run: bool


@final
class JobUpdate(TypedDict):
    """What to change of a job that waits."""

    priority: NotRequired[Priority]


@final
class JobsChanged(TypedDict):
    """What came of acting on many jobs."""

    dry_run: bool
    changed: int
    stopping: int


@final
class Problem(TypedDict):
    """What went wrong, by RFC 9457. Served as `application/problem+json` wherever an operation
    does not do what was asked.
    """

    type: ProblemType
    title: str
    status: int
    detail: str
    instance: str
    trace_id: TraceId
    errors: NotRequired[list[InvalidPart]]


@final
class Queue(TypedDict):
    """The queue as it is now."""

    paused: bool
    paused_at: Timestamp | None
    queued: int
    waiting_for_retry: int
    running: int
    oldest_queued_at: Timestamp | None
    oldest_age_seconds: int | None
    finished_last_hour: QueueFinishedLastHour
    pictures_per_minute: float | None
    estimated_seconds: int | None


@final
class QueueFinishedLastHour(TypedDict):
    """How many jobs came to their end within the last hour."""

    succeeded: int
    failed: int
    cancelled: int


@final
class QueueJob(TypedDict):
    """The receipt for a queued job: what was so when it was queued. Keep `id`; follow `job_url`
    to watch it.
    """

    id: JobId
    state: JobState
    album_id: AlbumId
    seed: Seed
    queue_position: int
    job_url: str
    created_at: Timestamp


@final
class Readiness(TypedDict):
    """Whether the server can do its work now."""

    ready: bool
    checks: list[ReadinessCheck]


@final
class ReadinessCheck(TypedDict):
    """One thing that the server needs in order to work."""

    name: Literal["database", "files", "queue"]
    ok: bool
    detail: str


@final
class Settings(TypedDict):
    """What anyone may know of this server: its version, its engine, its limits."""

    version: str
    engine: SettingsEngine
    limits: SettingsLimits


@final
class SettingsEngine(TypedDict):
    """What draws the pictures."""

    name: str
    model: Model
    adapters: list[str]


@final
class SettingsLimits(TypedDict):
    """What the server refuses to go beyond. Limits of single values stand in their schemas."""

    max_body_bytes: int
    max_queued_jobs: int
    max_pictures_per_hour: int | None


@final
class SignInLink(TypedDict):
    link: str


@final
class SignInToken(TypedDict):
    token: str


@final
class User(TypedDict):
    """A person with a role in this studio."""

    id: UserId
    name: Name
    role: Role


Adapters: TypeAlias = list[Adapter]
"""The adapters to draw with, in the order in which they are applied."""

RowValues: TypeAlias = dict[str, str]
"""What a row of a batch's template says, by column."""

SignIn: TypeAlias = SignInLink | SignInToken
"""What to exchange for a session: the secret of a one-time link, or an API token."""
