# Generated from openapi/ by "make generate". Change the contract, not this file.
"""The bodies of requests and replies, as handlers hold them."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict, final

from domain.vocabulary import (
    AddOutcome,
    AlbumKind,
    AlbumVisibility,
    AuthMethod,
    BatchState,
    BugReportStatus,
    FailureCode,
    ImageMediaType,
    ImageSource,
    ImageVisibility,
    ImportActionKind,
    ImportActionResult,
    ImportDatedBy,
    ImportDiscrepancyCode,
    ImportFailureCode,
    ImportItemKind,
    ImportMode,
    ImportMoveKind,
    ImportOutcome,
    ImportPhase,
    ImportProfileName,
    ImportReason,
    ImportSeverity,
    ImportStaging,
    JobState,
    LabelKind,
    LabelSource,
    LogLevel,
    ProblemType,
    RemoveOutcome,
    Role,
    ScheduleName,
    ScheduleRunState,
    ScheduleTrigger,
    Scope,
    SignInWay,
    UserState,
)

AlbumId: TypeAlias = str
"""Names an album for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

AuditAction: TypeAlias = str
"""What was done: an operation's id, or `schedule.` and a schedule's name."""

AuditEntryId: TypeAlias = str
"""Names an entry of the audit log for ever. Opaque: compare it, keep it, never take it apart.
Ids made later sort later.
"""

AuditSubject: TypeAlias = str
"""The id or the name of the one thing that was changed."""

BatchId: TypeAlias = str
"""A batch's id."""

BatchTemplateId: TypeAlias = str
"""Names a batch template for ever. Opaque: compare it, keep it, never take it apart. Ids made
later sort later.
"""

BugReportFingerprint: TypeAlias = str
"""The same for reports that seem to tell of the same bug: made from the first error, the top of
its stack and the kind of page, without numbers, ids and names of builds.
"""

BugReportId: TypeAlias = str
"""Names a bug report for ever. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

BugReportText: TypeAlias = str
"""What somebody writes about a bug, in their own words. Not blank."""

Builtin: TypeAlias = str
"""Which of the sets that come with the studio a template was made from."""

Cell: TypeAlias = str
"""A row's value in one column, put into the prompt as it is. Longer than a prompt it could never
be.
"""

ClientTime: TypeAlias = str
"""A moment by the reporter's own clock, which may be wrong (RFC 3339)."""

ColumnName: TypeAlias = str
"""A column of a template; `{name}` in the prompt template stands for a row's value in it. Upper
and lower case differ.
"""

Confidence: TypeAlias = float
"""How sure a model is of what it wrote, from 0 to 1."""

Cursor: TypeAlias = str
"""Where the next page of a list begins. Opaque, and good only for the list that gave it, with
the same filters.
"""

Email: TypeAlias = str
"""An email address. Case does not count."""

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
gives the same receipt and no second job; with another body it is refused. It is good for at
least a day.
"""

IdentityId: TypeAlias = str
"""Names an identity for ever. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

ImageId: TypeAlias = str
"""Names an image for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

ImportId: TypeAlias = str
"""Names an import: one run of any mode. Opaque: compare it, keep it, never take it apart. Ids
made later sort later.
"""

ImportSourceName: TypeAlias = str
"""Names a folder that the studio may import from. Which folder it is, only the operator's
machine knows: `spolvero source` names one.
"""

InvitationId: TypeAlias = str
"""Names an invitation for ever. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

ItemName: TypeAlias = str
"""What one picture of a batch is called: `<value>_of_<suit>` when the template has these two
columns, else the row's `name`, else its first column; `row_<number>` when that is blank.
"""

JobId: TypeAlias = str
"""Names a job for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

LabelCount: TypeAlias = int
"""How many labels an image has. All of them together are searched."""

LabelId: TypeAlias = str
"""Names a label for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
later.
"""

LabelText: TypeAlias = str
"""What a label says. Not blank. A tag has at most 100 characters."""

Login: TypeAlias = str
"""The name by which a person signs in with a password: a word, or an email address. Case does
not count; nobody else here has it.
"""

Model: TypeAlias = str
"""What drew the picture: the engine's model and its version, exactly enough to draw it again."""

Name: TypeAlias = str
"""A name for people to read. Not blank, and it need not be unique."""

NegativePrompt: TypeAlias = str
"""What the picture must not show, in words; empty when nothing is ruled out."""

NewPassword: TypeAlias = str
"""A password to sign in with from now on. Any characters do, blanks too; length is what makes it
strong.
"""

Note: TypeAlias = str
"""Free text for people to read; empty when there is none."""

PageLimit: TypeAlias = int
"""At most how many items one page holds. A page may hold fewer and still not be the last: only
`next_cursor` tells.
"""

Password: TypeAlias = str
"""A password as it was typed."""

Priority: TypeAlias = int
"""How soon: of the jobs that wait, those with the lowest number are drawn first; among equals,
whoever came first.
"""

Prompt: TypeAlias = str
"""What the picture shows, in words. Not blank."""

PromptPart: TypeAlias = str
"""A part of every prompt of a batch, word for word; empty when there is none."""

PromptTemplate: TypeAlias = str
"""What each picture shows, with `{column}` where the row's values go. `{{` and `}}` stand for
braces. Not blank.
"""

RetentionDays: TypeAlias = int
"""After how many days something goes for good. 0: never."""

ReturnTo: TypeAlias = str
"""A place in this studio: a path from its root, never another site's."""

RowNumber: TypeAlias = int
"""A row of a batch's template, 1 being the first."""

ScheduleRunId: TypeAlias = str
"""Names a run of a schedule. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

SearchWords: TypeAlias = str
"""Words that must all occur, anywhere and in any order. Case does not count, in any script, and
no character has a special meaning.
"""

Seed: TypeAlias = int
"""Decides the chance in a picture. The same seed with the same other parameters and model gives
the same picture.
"""

SessionId: TypeAlias = str
"""Names a session for ever. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

Side: TypeAlias = int
"""Width or height of a picture in pixels; a multiple of 8."""

Steps: TypeAlias = int
"""How many refinements the engine makes. More take longer and show more detail."""

Tag: TypeAlias = str
"""A tag. Case does not count: `Fox` and `fox` are one tag."""

TemplateName: TypeAlias = str
"""A template's name. Not blank, and no two templates have the same."""

Theme: TypeAlias = str
"""The style of a whole batch in a few words; goes into each prompt after `Art style: `. Empty
when there is none.
"""

Timestamp: TypeAlias = str
"""A moment in UTC, written by RFC 3339 with microseconds and always ending in `Z`."""

TokenCount: TypeAlias = int
"""How many API tokens a person has."""

TokenId: TypeAlias = str
"""Names an API token for ever. Opaque: compare it, keep it, never take it apart. Ids made later
sort later.
"""

TokenPrefix: TypeAlias = str
"""How an API token begins. It tells tokens apart and opens nothing."""

TraceId: TypeAlias = str
"""Ties a request, its answer, the jobs it asks for and the log lines about all of them together;
name it when you report a problem. Taken from the request's W3C `traceparent` header, else from
its `X-Trace-Id`; drawn when it has neither, or none that can be used.
"""

UploadPixels: TypeAlias = int
"""Width times height of an uploaded picture: what must be held in memory to decode it."""

UploadSide: TypeAlias = int
"""Width or height of an uploaded picture, in pixels."""

UserAgent: TypeAlias = str
"""What a browser calls itself, shortened if it is long."""

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
class AlbumAddition(TypedDict):
    """Images to put into an album."""

    image_ids: ImageIds
    from_album_id: NotRequired[AlbumId]


@final
class AlbumAdditionResult(TypedDict):
    """What came of one image."""

    image_id: ImageId
    outcome: AddOutcome


@final
class AlbumAdditionResults(TypedDict):
    """What came of each image, in the order of the request."""

    results: list[AlbumAdditionResult]


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
    images_only_here: int | None


@final
class AlbumOrder(TypedDict):
    """Where some of an album's images are to stand."""

    image_ids: ImageIds
    before: ImageId | None


@final
class AlbumPage(TypedDict):
    """One page of albums."""

    items: list[Album]
    next_cursor: Cursor | None


@final
class AlbumRemoval(TypedDict):
    """Images to take out of an album."""

    image_ids: ImageIds


@final
class AlbumRemovalResult(TypedDict):
    """What came of one image."""

    image_id: ImageId
    outcome: RemoveOutcome
    rehoused_to: AlbumId | None


@final
class AlbumRemovalResults(TypedDict):
    """What came of each image, in the order of the request."""

    results: list[AlbumRemovalResult]


@final
class AlbumUpdate(TypedDict):
    """What to change about an album. What is absent stays as it is. Publishing an album shows
    its images too, but for those that are private themselves.
    """

    name: NotRequired[Name]
    description: NotRequired[Note]
    visibility: NotRequired[AlbumVisibility]
    cover_image_id: NotRequired[ImageId | None]


@final
class ApiTokenCreate(TypedDict):
    """An API token to make."""

    name: Name
    scopes: ScopeList
    expires_at: NotRequired[Timestamp | None]


@final
class ApiTokenPage(TypedDict):
    """One page of API tokens, newest first."""

    items: list[ApiToken]
    next_cursor: Cursor | None


@final
class AuditEntry(TypedDict):
    """One change, written in the transaction that made it. It never changes and is never
    deleted.
    """

    id: AuditEntryId
    at: Timestamp
    actor_id: UserId | None
    actor_name: Name | None
    action: AuditAction
    subject: AuditSubject | None
    details: AuditDetails
    trace_id: TraceId | None


@final
class AuditEntryPage(TypedDict):
    """One page of the audit log, newest first."""

    items: list[AuditEntry]
    next_cursor: Cursor | None


@final
class AuthStatus(TypedDict):
    """Who is asking, as the server sees it."""

    authenticated: bool
    user: User | None
    method: AuthMethod | None
    expires_at: Timestamp | None
    scopes: ScopeList | None


@final
class BatchCounts(TypedDict):
    """How many pictures of a batch are in which state."""

    total: int
    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int


class BatchFacts(TypedDict):
    """What every view of a batch tells."""

    id: BatchId
    name: Name
    state: BatchState
    counts: BatchCounts
    theme: Theme
    template_id: BatchTemplateId
    album_id: AlbumId | None
    width: Side
    height: Side
    steps: Steps
    guidance_scale: GuidanceScale
    negative_prompt: NegativePrompt
    seed: Seed | None
    created_by: UserId
    created_at: Timestamp
    started_at: Timestamp | None
    finished_at: Timestamp | None


class Batch(BatchFacts):
    """One run of a template: a picture for each row, all in one album."""


class BatchDetail(BatchFacts):
    """One batch with the template as it was when the batch was started."""

    template: TemplateSnapshot


@final
class BatchItem(TypedDict):
    """One row of a batch: what it says, and what became of its picture."""

    row_number: RowNumber
    item_name: ItemName
    row_values: RowValues
    prompt: Prompt
    seed: Seed
    job_id: JobId
    state: JobState
    failure: JobFailure | None
    image_id: ImageId | None


@final
class BatchItemPage(TypedDict):
    """One page of a batch's rows, in their order."""

    items: list[BatchItem]
    next_cursor: Cursor | None


@final
class BatchPage(TypedDict):
    """One page of batches, newest first."""

    items: list[Batch]
    next_cursor: Cursor | None


@final
class BatchPreview(TypedDict):
    """What a batch would draw if it were started now. Nothing was queued."""

    items: list[PreviewItem]
    next_cursor: Cursor | None
    total: int
    longest: int
    theme: Theme
    refusal: Refusal | None


@final
class BatchPreviewRequest(TypedDict):
    """What to preview."""

    theme: NotRequired[Theme]
    rows: NotRequired[RowSelection]


@final
class BatchReceipt(TypedDict):
    """The receipt for a batch: what was so when it was started. Keep `id`; follow `batch_url` to
    watch it.
    """

    id: BatchId
    name: Name
    template_id: BatchTemplateId
    album_id: AlbumId
    theme: Theme
    total: int
    batch_url: str
    created_at: Timestamp


@final
class BatchRequest(TypedDict):
    """A batch to start. What is absent is taken from the template."""

    template_id: BatchTemplateId
    theme: NotRequired[Theme]
    name: NotRequired[Name]
    album_name: NotRequired[Name]
    rows: NotRequired[RowSelection]
    seed: NotRequired[Seed]
    steps: NotRequired[Steps]
    width: NotRequired[Side]
    height: NotRequired[Side]
    guidance_scale: NotRequired[GuidanceScale]
    negative_prompt: NotRequired[NegativePrompt]
    priority: Priority
    visibility: NotRequired[AlbumVisibility]


@final
class BatchRetry(TypedDict):
    """Which pictures of a batch to try again."""

    include_cancelled: bool


@final
class BatchTemplateCreate(TypedDict):
    """A new template. Name, columns and prompt template must be given. It may bring its first
    rows; more than 500 go through `replace_template_rows`.
    """

    name: TemplateName
    description: Note
    columns: ColumnList
    base_prompt: PromptPart
    prompt_template: PromptTemplate
    style_suffix: PromptPart
    example_theme: Theme
    width: Side
    height: Side
    steps: Steps
    guidance_scale: GuidanceScale
    negative_prompt: NegativePrompt
    adapters: Adapters
    visibility: AlbumVisibility
    rows: list[RowValues]


@final
class BatchTemplatePage(TypedDict):
    """One page of batch templates, newest first."""

    items: list[BatchTemplate]
    next_cursor: Cursor | None


@final
class BatchTemplateUpdate(TypedDict):
    """What to change about a template. What is absent stays as it is. Values of a column that is
    no longer there are forgotten; a column that is new is empty in the rows that there are.
    Batches that were started keep the template as it was.
    """

    name: NotRequired[TemplateName]
    description: NotRequired[Note]
    columns: NotRequired[ColumnList]
    base_prompt: NotRequired[PromptPart]
    prompt_template: NotRequired[PromptTemplate]
    style_suffix: NotRequired[PromptPart]
    example_theme: NotRequired[Theme]
    width: NotRequired[Side]
    height: NotRequired[Side]
    steps: NotRequired[Steps]
    guidance_scale: NotRequired[GuidanceScale]
    negative_prompt: NotRequired[NegativePrompt]
    adapters: NotRequired[Adapters]
    visibility: NotRequired[AlbumVisibility]


@final
class BugReportAuthor(TypedDict):
    """Who reported it, as they were then."""

    id: UserId
    name: Name
    role: Role


BugReportChange = TypedDict(
    "BugReportChange",
    {
        "at": "Timestamp",
        "actor_id": "UserId | None",
        "actor_name": "str | None",
        "from": "BugReportStatus | None",
        "to": "BugReportStatus",
        "note": "Note",
    },
)
"""One step in the life of a bug report."""


@final
class BugReportClientMeta(TypedDict):
    """Where the reporter was, and with what."""

    location_href: str
    user_agent: str | None
    platform: str | None
    language: str | None
    locale: str | None
    timezone: str | None
    viewport: BugReportClientMetaViewport | None


@final
class BugReportClientMetaViewport(TypedDict):
    width: int
    height: int


@final
class BugReportContext(TypedDict):
    """What the server itself knew when the bug was reported: the reporter's own requests and
    jobs, of the report's traces and of the session.
    """

    requests: list[NotedRequest]
    jobs: list[NotedJob]


@final
class BugReportCutoff(TypedDict):
    """What a purge comes to for one status."""

    status: BugReportStatus
    retention_days: RetentionDays
    cutoff: Timestamp | None
    count: int


@final
class BugReportEnvironment(TypedDict):
    """Which build of the page it was."""

    mode: str
    app_version: str | None
    git_sha: str | None
    build_time: str | None


@final
class BugReportExport(TypedDict):
    """A bug report as one file."""

    exported_at: Timestamp
    report: BugReportDetail
    screenshot_base64: str | None


class BugReportFacts(TypedDict):
    """What every view of a bug report tells."""

    id: BugReportId
    status: BugReportStatus
    next_statuses: list[BugReportStatus]
    description: BugReportText
    author: BugReportAuthor
    trace_id: TraceId
    fingerprint: BugReportFingerprint
    group: BugReportGroup
    duplicate_of: BugReportId | None
    resolution_note: str | None
    pinned: bool
    has_screenshot: bool
    byte_size: int
    redactions: int
    created_at: Timestamp
    updated_at: Timestamp
    purge_at: Timestamp | None


class BugReport(BugReportFacts):
    """A bug report without what the page sent along."""


class BugReportDetail(BugReportFacts):
    """A bug report with all that was sent, after secrets were taken out, and all that has become
    of it.
    """

    expected: str | None
    actual: str | None
    steps: str | None
    environment: BugReportEnvironment
    client_meta: BugReportClientMeta
    app_state: BugReportState
    recent_logs: BugReportLogs
    network_events: BugReportRequests
    context: BugReportContext
    screenshot: BugReportScreenshot | None
    history: list[BugReportChange]


@final
class BugReportGroup(TypedDict):
    """All reports of one fingerprint that are still kept."""

    count: int
    first_seen_at: Timestamp
    last_seen_at: Timestamp


@final
class BugReportHeader(TypedDict):
    """One header of a request or an answer. The value of one that is not known to be harmless is
    `[redacted]`.
    """

    name: str
    value: str


@final
class BugReportLog(TypedDict):
    """One line of the page's console."""

    level: LogLevel
    message: str
    args: list[object]
    timestamp: ClientTime | None
    serialized_args: list[str]


@final
class BugReportPage(TypedDict):
    """One page of bug reports."""

    items: list[BugReport]
    next_cursor: Cursor | None


@final
class BugReportPurge(TypedDict):
    """Which bug reports to delete for good: those that are older than their status may get, but
    for pinned ones.
    """

    dry_run: bool
    older_than_days: RetentionDays | None
    status: NotRequired[list[BugReportStatus]]
    as_of: NotRequired[Timestamp]
    plan: NotRequired[str]


@final
class BugReportPurgeResult(TypedDict):
    """What a purge has deleted, or would."""

    dry_run: bool
    as_of: Timestamp
    count: int
    ids: list[BugReportId]
    cutoffs: list[BugReportCutoff]
    plan: str


@final
class BugReportRequest(TypedDict):
    """One request that the page made, and what came of it."""

    id: str
    method: str
    url: str
    started_at: ClientTime
    completed_at: ClientTime | None
    duration_ms: float | None
    status: int | None
    ok: bool | None
    trace_id: TraceId | None
    request_headers: list[BugReportHeader]
    response_headers: list[BugReportHeader]
    request_body: str | None
    response_body: str | None
    error: str | None


@final
class BugReportScreenshot(TypedDict):
    """A picture of what the reporter saw, drawn anew so that nothing else is in it."""

    media_type: ImageMediaType
    width: UploadSide
    height: UploadSide
    byte_size: int


@final
class BugReportSubmission(TypedDict):
    """A bug, and what the page knew about it. Secrets are taken out of every part of it before
    it is stored: the values of headers that are not known to be harmless, of query strings, of
    fields with telling names, and whatever looks like a token, a key or a password. Who reports,
    with which role, in which trace and session is taken from the request, not from here.
    """

    description: BugReportText
    expected: str | None
    actual: str | None
    steps: str | None
    environment: BugReportEnvironment
    client_meta: BugReportClientMeta
    app_state: BugReportState
    recent_logs: BugReportLogs
    network_events: BugReportRequests


@final
class BugReportUpdate(TypedDict):
    """What becomes of a bug report. What is absent stays as it is; a note alone is kept in its
    history.
    """

    status: NotRequired[BugReportStatus]
    duplicate_of: NotRequired[BugReportId]
    note: NotRequired[Note]


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
class Identity(TypedDict):
    """An account at the OpenID Connect provider by which a person signs in here. It is known by
    `issuer` and `subject`, which never change; its email address may.
    """

    id: IdentityId
    user_id: UserId
    issuer: str
    subject: str
    email: str
    created_at: Timestamp
    last_used_at: Timestamp


@final
class IdentityPage(TypedDict):
    """One page of identities, oldest first."""

    items: list[Identity]
    next_cursor: Cursor | None


@final
class Image(TypedDict):
    """One picture: its file, how it was made, and who may see it."""

    id: ImageId
    title: str
    prompt: Prompt | None
    negative_prompt: NegativePrompt | None
    seed: Seed | None
    steps: Steps | None
    width: UploadSide
    height: UploadSide
    guidance_scale: GuidanceScale | None
    adapters: Adapters
    model: Model | None
    media_type: ImageMediaType
    byte_size: int
    sha256: str
    source: ImageSource
    job_id: JobId | None
    origin: ImageOrigin | None
    visibility: ImageVisibility
    file_url: str
    thumbnail_url: str
    created_at: Timestamp
    updated_at: Timestamp


@final
class ImageOrigin(TypedDict):
    """The row of a batch that an image was drawn for."""

    template_id: BatchTemplateId
    batch_id: BatchId
    row_number: RowNumber
    row_values: RowValues


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


@final
class ImportAction(TypedDict):
    """One thing that mending or undoing did, or would do."""

    number: int
    action: ImportActionKind
    result: ImportActionResult
    path: str | None
    image_id: ImageId | None
    album_id: AlbumId | None
    note: str | None


@final
class ImportActionCounts(TypedDict):
    """How many actions came to each result."""

    done: int
    would_do: int
    gone: int
    failed: int


@final
class ImportActionPage(TypedDict):
    """One page of what mending or undoing did, in order."""

    items: list[ImportAction]
    next_cursor: Cursor | None


@final
class ImportActor(TypedDict):
    """Who asked for an import."""

    id: UserId
    name: Name


@final
class ImportApply(TypedDict):
    """Which plan to carry out."""

    plan_hash: str


@final
class ImportCounts(TypedDict):
    """How many files came to each outcome. Together they are all that were seen."""

    created: int
    linked: int
    unchanged: int
    metadata_updated: int
    duplicate_of: int
    unsupported: int
    unclassified: int
    missing_sidecar: int
    orphan_sidecar: int
    unreadable: int
    error: int


@final
class ImportDiscrepancy(TypedDict):
    """One thing that a reconciliation found."""

    number: int
    code: ImportDiscrepancyCode
    severity: ImportSeverity
    path: str | None
    image_id: ImageId | None
    album_id: AlbumId | None
    detail: str


@final
class ImportDiscrepancyCount(TypedDict):
    """How often a reconciliation found one kind of discrepancy."""

    code: ImportDiscrepancyCode
    severity: ImportSeverity
    count: int
    meaning: str
    action: str
    sample: list[str]


@final
class ImportDiscrepancyPage(TypedDict):
    """One page of a reconciliation's discrepancies, in the order in which they were found."""

    items: list[ImportDiscrepancy]
    next_cursor: Cursor | None


@final
class ImportFailure(TypedDict):
    """Why an import failed."""

    code: ImportFailureCode
    reason: str


@final
class ImportItem(TypedDict):
    """One file of an import, and what became of it."""

    number: int
    path: str
    kind: ImportItemKind
    outcome: ImportOutcome
    reason: ImportReason | None
    byte_size: int | None
    sha256: str | None
    image_id: ImageId | None
    duplicate_of: int | None
    album_key: str | None
    taken_at: Timestamp | None
    dated_by: ImportDatedBy | None
    notes: dict[str, str]


@final
class ImportItemPage(TypedDict):
    """One page of an import's files, in the order in which they were read."""

    items: list[ImportItem]
    next_cursor: Cursor | None


@final
class ImportMendRequest(TypedDict):
    """Which kind of discrepancy to mend."""

    code: ImportDiscrepancyCode
    dry_run: bool


@final
class ImportMove(TypedDict):
    """One thing that is not as a plan found it."""

    path: str
    kind: ImportMoveKind
    detail: str


@final
class ImportOptions(TypedDict):
    """How an import was asked to go about it."""

    staging: ImportStaging
    visibility: AlbumVisibility | None
    require_sidecar: bool
    time_zone: str
    deep: bool


@final
class ImportProfile(TypedDict):
    """The rules by which an import finds out where a file belongs."""

    name: ImportProfileName
    about: str
    dated_by: list[ImportDatedBy]
    rules: list[ImportRule]


@final
class ImportProfilePage(TypedDict):
    """One page of profiles, by name."""

    items: list[ImportProfile]
    next_cursor: Cursor | None


@final
class ImportProgress(TypedDict):
    """How far an import has got. Each event tells everything that can change."""

    import_id: ImportId
    state: JobState
    phase: ImportPhase | None
    files_total: int | None
    files_done: int
    files_per_second: float | None
    seconds_left: float | None
    outcomes: ImportCounts
    at: Timestamp


@final
class ImportReconcileRequest(TypedDict):
    """What to reconcile."""

    source: ImportSourceName | None
    profile: ImportProfileName | None
    deep: bool


@final
class ImportRequest(TypedDict):
    """What to plan an import of."""

    source: ImportSourceName
    profile: ImportProfileName
    staging: ImportStaging
    visibility: AlbumVisibility | None
    require_sidecar: bool
    time_zone: str
    deep: bool


@final
class ImportRule(TypedDict):
    """One rule of a profile: which files, and where they go. The first rule that fits counts."""

    pattern: str
    album_key: str | None
    album_name: str | None
    album_kind: AlbumKind | None
    visibility: AlbumVisibility | None
    about: str


@final
class ImportRun(TypedDict):
    """One import: what was asked, by whom, how far it has got, and what came of each file in
    sum. Imports are never overwritten.
    """

    id: ImportId
    mode: ImportMode
    source: ImportSourceName
    profile: ImportProfileName
    dry_run: bool
    options: ImportOptions
    state: JobState
    phase: ImportPhase | None
    files_total: int | None
    files_done: int
    files_per_second: float | None
    seconds_left: float | None
    outcomes: ImportCounts
    images: ImportCounts
    images_created: int
    links_created: int
    albums_created: int
    bytes_read: int
    based_on_id: ImportId | None
    mends: ImportDiscrepancyCode | None
    previous_id: ImportId | None
    plan_hash: str | None
    moved: list[ImportMove]
    discrepancies: list[ImportDiscrepancyCount]
    actions: ImportActionCounts | None
    failure: ImportFailure | None
    cancel_requested: bool
    asked_by: ImportActor | None
    trace_id: TraceId
    tool_version: str
    created_at: Timestamp
    started_at: Timestamp | None
    finished_at: Timestamp | None


@final
class ImportRunPage(TypedDict):
    """One page of imports, newest first."""

    items: list[ImportRun]
    next_cursor: Cursor | None


@final
class ImportSource(TypedDict):
    """A folder that the studio may import from."""

    name: ImportSourceName
    available: bool
    last_applied_at: Timestamp | None
    created_at: Timestamp


@final
class ImportSourcePage(TypedDict):
    """One page of sources, by name."""

    items: list[ImportSource]
    next_cursor: Cursor | None


@final
class ImportSummary(TypedDict):
    """What came of an import, as the scripts write it into a file."""

    run_id: ImportId
    mode: ImportMode
    source: ImportSourceName
    profile: ImportProfileName
    state: JobState
    plan_hash: str | None
    files_total: int | None
    outcomes: ImportCounts
    images: ImportCounts
    images_created: int
    links_created: int
    albums_created: int
    discrepancies: list[ImportDiscrepancyCount]
    trace_id: TraceId
    tool_version: str
    started_at: Timestamp | None
    finished_at: Timestamp | None


@final
class ImportUndoRequest(TypedDict):
    """How to take an import back."""

    dry_run: bool


InvalidPart = TypedDict(
    "InvalidPart",
    {
        "in": 'Literal["body", "path", "query", "header", "cookie"]',
        "pointer": "str",
        "detail": "str",
        "keyword": "NotRequired[str]",
        "row": "NotRequired[int]",
        "line": "NotRequired[int]",
        "column": "NotRequired[str]",
    },
)
"""One thing in the request that does not fit the contract, and where it is."""


@final
class Invitation(TypedDict):
    """Lets one account of the OpenID Connect provider in, by its verified email address. It is
    used up by the first sign-in.
    """

    id: InvitationId
    email: Email
    role: Role
    user_id: UserId | None
    created_at: Timestamp


@final
class InvitationCreate(TypedDict):
    """Whom to let in by the OpenID Connect provider."""

    email: Email
    role: Role
    user_id: UserId | None


@final
class InvitationPage(TypedDict):
    """One page of invitations, oldest first."""

    items: list[Invitation]
    next_cursor: Cursor | None


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
    trace_id: TraceId | None
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
class Label(TypedDict):
    """A caption or a tag of an image."""

    id: LabelId
    image_id: ImageId
    kind: LabelKind
    text: LabelText
    source: LabelSource
    model: Model | None
    confidence: Confidence | None
    created_by: UserId | None
    created_at: Timestamp


@final
class LabelCreate(TypedDict):
    """A caption or a tag to add. With `model` it is the model's, else it is yours."""

    kind: LabelKind
    text: LabelText
    model: NotRequired[Model]
    confidence: NotRequired[Confidence]


@final
class LabelPage(TypedDict):
    """One page of an image's labels, oldest first."""

    items: list[Label]
    next_cursor: Cursor | None


@final
class LabelUpdate(TypedDict):
    """What to change about a label. What is absent stays as it is. Kind, source and model never
    change.
    """

    text: NotRequired[LabelText]
    confidence: NotRequired[Confidence]


@final
class NotedJob(TypedDict):
    """One job, as it was when the bug was reported."""

    id: JobId
    state: JobState
    failure_code: FailureCode | None
    created_at: Timestamp


@final
class NotedRequest(TypedDict):
    """One request, as the server saw it."""

    at: Timestamp
    operation_id: str | None
    method: str
    path: str
    status: int
    duration_ms: float
    trace_id: TraceId


@final
class PasswordChange(TypedDict):
    """How to sign in by password from now on."""

    login: Login
    password: NewPassword
    current_password: NotRequired[Password]


@final
class PasswordStatus(TypedDict):
    """Whether a person can sign in by password, and how. Never the password."""

    login: Login | None
    changed_at: Timestamp | None


@final
class PreviewItem(TypedDict):
    """The prompt that a row would be drawn by."""

    row_number: RowNumber
    item_name: ItemName
    prompt: Prompt
    length: int


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
    """One thing that the studio needs in order to work."""

    name: Literal["database", "files", "queue", "workers"]
    ok: bool
    required: bool
    detail: str


@final
class Refusal(TypedDict):
    """Why something would be refused if it were asked for now."""

    type: ProblemType
    detail: str


@final
class Schedule(TypedDict):
    """One thing that the studio does again and again by itself: when it did so last, and when it
    will do so next.
    """

    name: ScheduleName
    description: str
    interval_seconds: int
    unit: str
    running: bool
    last_run: ScheduleRun | None
    next_run_at: Timestamp | None


@final
class SchedulePage(TypedDict):
    """One page of the schedules, by name."""

    items: list[Schedule]
    next_cursor: Cursor | None


@final
class ScheduleRun(TypedDict):
    """One run of a schedule: what set it off, and what came of it."""

    id: ScheduleRunId
    schedule: ScheduleName
    state: ScheduleRunState
    trigger: ScheduleTrigger
    asked_by: UserId | None
    created_at: Timestamp
    started_at: Timestamp | None
    finished_at: Timestamp | None
    count: int | None
    error: str | None
    trace_id: TraceId


@final
class ScheduleRunPage(TypedDict):
    """One page of a schedule's runs, newest first."""

    items: list[ScheduleRun]
    next_cursor: Cursor | None


@final
class Session(TypedDict):
    """A browser that is signed in."""

    id: SessionId
    user_id: UserId
    method: SignInWay
    user_agent: UserAgent
    created_at: Timestamp
    last_seen_at: Timestamp
    expires_at: Timestamp
    current: bool


@final
class SessionPage(TypedDict):
    """One page of sessions, newest first."""

    items: list[Session]
    next_cursor: Cursor | None


@final
class SessionRevocation(TypedDict):
    """How many sessions were ended."""

    revoked: int


@final
class Settings(TypedDict):
    """What anyone may know of this server: its version, its engine, its limits, and how to sign
    in.
    """

    version: str
    engine: SettingsEngine
    limits: SettingsLimits
    sign_in: SettingsSignIn


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
class SettingsSignIn(TypedDict):
    """How people sign in here."""

    ways: list[SignInWay]
    provider: str | None


@final
class SignInLink(TypedDict):
    """A link that signs somebody in, once. It is shown this once and not kept."""

    url: str
    expires_at: Timestamp


@final
class SignInLink2(TypedDict):
    link: str


@final
class SignInOption3(TypedDict):
    login: Login
    password: Password


@final
class SignInToken(TypedDict):
    token: str


@final
class TemplateColumn(TypedDict):
    """One column that the rows of a template have."""

    name: ColumnName
    required: bool
    max_length: int
    description: Note


class TemplateFacts(TypedDict):
    """What of a template decides the prompts and the pictures of its batches."""

    name: TemplateName
    description: Note
    columns: ColumnList
    base_prompt: PromptPart
    prompt_template: PromptTemplate
    style_suffix: PromptPart
    example_theme: Theme
    width: Side
    height: Side
    steps: Steps
    guidance_scale: GuidanceScale
    negative_prompt: NegativePrompt
    adapters: Adapters
    visibility: AlbumVisibility


class BatchTemplate(TemplateFacts):
    """What the pictures of a batch have in common, and the columns of the rows in which they
    differ. The rows are a list of their own: `list_template_rows`.
    """

    id: BatchTemplateId
    row_count: int
    builtin: Builtin | None
    created_at: Timestamp
    updated_at: Timestamp


@final
class TemplateRow(TypedDict):
    """One row of a template."""

    number: RowNumber
    values: RowValues


@final
class TemplateRowPage(TypedDict):
    """One page of a template's rows, in their order."""

    items: list[TemplateRow]
    next_cursor: Cursor | None


@final
class TemplateRows(TypedDict):
    """All rows of a template, in their order."""

    rows: list[RowValues]


class TemplateSnapshot(TemplateFacts):
    """A template as it was when a batch was started. Later changes do not reach the batch."""


class TokenFacts(TypedDict):
    """What every view of an API token tells."""

    id: TokenId
    user_id: UserId
    name: Name
    prefix: TokenPrefix | None
    scopes: ScopeList | None
    created_at: Timestamp
    expires_at: Timestamp | None
    last_used_at: Timestamp | None


class ApiToken(TokenFacts):
    """An API token, without its secret, which nobody can see again."""


class NewApiToken(TokenFacts):
    """An API token that was just made, with its secret: shown this once, and not kept."""

    secret: str


@final
class TrashedImage(TypedDict):
    """An image in the trash."""

    image: Image
    deleted_at: Timestamp
    purge_at: Timestamp


@final
class TrashedImagePage(TypedDict):
    """One page of the trash, what was deleted last first."""

    items: list[TrashedImage]
    next_cursor: Cursor | None


@final
class User(TypedDict):
    """A person with a role in this studio."""

    id: UserId
    name: Name
    role: Role
    state: UserState
    created_at: Timestamp


@final
class UserCreate(TypedDict):
    """Who is to be let in. The new person has no way to sign in yet: make a link."""

    name: Name
    role: Role


@final
class UserPage(TypedDict):
    """One page of the studio's people, oldest first."""

    items: list[User]
    next_cursor: Cursor | None


@final
class UserUpdate(TypedDict):
    """What to change about a person. What is absent stays as it is."""

    name: NotRequired[Name]
    role: NotRequired[Role]
    state: NotRequired[UserState]


Adapters: TypeAlias = list[Adapter]
"""The adapters to draw with, in the order in which they are applied."""

AuditDetails: TypeAlias = dict[str, object]
"""Counts, ids and what has changed, by the action. Never a secret or the text of anything. What
it holds may grow.
"""

BugReportLogs: TypeAlias = list[BugReportLog]
"""The last lines of the page's console, oldest first; at most `x-max-bytes` of them as UTF-8
JSON, nested at most `x-max-depth` deep.
"""

BugReportRequests: TypeAlias = list[BugReportRequest]
"""The last requests that the page made, oldest first; at most `x-max-bytes` of them as UTF-8
JSON.
"""

BugReportState: TypeAlias = dict[str, object]
"""The state of the application: what each collector of the page had to say, by the collector's
name. One that failed says `{"error": …}`. Anything that JSON can hold, at most `x-max-bytes` of
it as UTF-8, nested at most `x-max-depth` deep.
"""

ColumnList: TypeAlias = list[TemplateColumn]
"""The columns of a template, in the order that CSV files are written in. Each name once."""

ImageIds: TypeAlias = list[ImageId]
"""Some images, each named once, in an order that counts."""

RowSelection: TypeAlias = list[RowNumber]
"""Rows of a template by their numbers. They are taken in the template's order, whatever the
order here.
"""

RowValues: TypeAlias = dict[str, Cell]
"""A row's values by column. A column that is absent is empty."""

ScopeList: TypeAlias = list[Scope]
"""What an API token is good for."""

SignIn: TypeAlias = SignInLink2 | SignInToken | SignInOption3
"""What to exchange for a session: the secret of a one-time link, an API token, or a login and
its password.
"""
