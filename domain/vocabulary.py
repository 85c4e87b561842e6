# Generated from openapi/ by "make generate". Change the contract, not this file.
"""The words of the studio: the enums, limits and defaults that its schemas fix."""

from enum import StrEnum
from typing import Final


class AddOutcome(StrEnum):
    """What came of putting one image into an album. `added`: it is in the album now. `moved`: it
    is, and no more in the album that it was to leave. `already_there`: it was in the album, and
    nothing changed. `not_found`: there is no such image, or, in a move, not in the album that it
    was to leave.
    """

    ADDED = "added"
    MOVED = "moved"
    ALREADY_THERE = "already_there"
    NOT_FOUND = "not_found"


class AlbumKind(StrEnum):
    """How an album came to be. `manual`: somebody made it. `monthly`: the studio keeps one a
    month for pictures that named no album. `batch`: it holds the pictures of one batch.
    `singles`, `deck`, `zodiac` and `lora_experiment`: an import made it, of such files.
    """

    MANUAL = "manual"
    MONTHLY = "monthly"
    BATCH = "batch"
    SINGLES = "singles"
    DECK = "deck"
    ZODIAC = "zodiac"
    LORA_EXPERIMENT = "lora_experiment"


class AlbumSort(StrEnum):
    """The order of a list of albums. `newest`: made last first. `oldest`: made first first.
    `name`: by name, without regard to case and accents.
    """

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"


class AlbumVisibility(StrEnum):
    """Who may see an album. `private`: people with a role. `published`: everyone, signed in or
    not.
    """

    PRIVATE = "private"
    PUBLISHED = "published"


class AuthMethod(StrEnum):
    """How a request proves who is asking. `session`: a cookie from `sign_in`. `token`: an API
    token in `Authorization: Bearer`.
    """

    SESSION = "session"
    TOKEN = "token"


class BatchState(StrEnum):
    """How far a batch has got, as told by its jobs. `queued`: none has begun. `running`: some
    are over or being drawn, and some are left. `completed`: all succeeded. `partially_failed`:
    some succeeded, the others did not. `failed`: none succeeded, and some failed. `cancelled`:
    all were cancelled. A retry sets a finished batch going again.
    """

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    PARTIALLY_FAILED = "partially_failed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class BugReportStatus(StrEnum):
    """How far a bug report has come. `open`: nobody has looked. `in_progress`: somebody works on
    it. `resolved`: it is mended. `wont_fix`: it stays as it is. `duplicate`: another report
    tells the same. The last three are closed; a closed one can be opened again.
    """

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    WONT_FIX = "wont_fix"
    DUPLICATE = "duplicate"


class FailureCode(StrEnum):
    """Why a job failed, for programs. `engine_failed`: the engine cannot draw it.
    `storage_failed`: the picture could not be kept. `interrupted`: its worker died.
    `internal_error`: a fault of ours, which the log explains.
    """

    ENGINE_FAILED = "engine_failed"
    STORAGE_FAILED = "storage_failed"
    INTERRUPTED = "interrupted"
    INTERNAL_ERROR = "internal_error"


class ImageMediaType(StrEnum):
    """The media type of an image's file. What the studio draws is PNG; an upload stays what it
    was.
    """

    IMAGE_PNG = "image/png"
    IMAGE_JPEG = "image/jpeg"
    IMAGE_WEBP = "image/webp"


class ImageSort(StrEnum):
    """The order of a list of images. `newest`: made last first. `oldest`: made first first.
    `title`: by title, without regard to case and accents; those without a title come last.
    """

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class ImageSource(StrEnum):
    """Where an image came from. `generation`: a job of this studio drew it. `upload`: somebody
    sent it. `import`: it was there before the studio, and an import took it over.
    """

    GENERATION = "generation"
    UPLOAD = "upload"
    IMPORT = "import"


class ImageVisibility(StrEnum):
    """Who may see an image. `private`: people with a role, wherever it is. `album`: whoever may
    see an album that shows it. `published`: everyone.
    """

    PRIVATE = "private"
    ALBUM = "album"
    PUBLISHED = "published"


class ImportActionKind(StrEnum):
    """One thing that mending or undoing does. `restage`: stage a picture's bytes again, from its
    source. `delete_staged`: delete a staged file that belongs to no image. `put_into_album`: put
    an image into the album where it belongs. `delete_link`: delete the place that an album holds
    for no image. `delete_album`: delete an album without images. `update_metadata`: take over
    what the sidecar says, or take it back. `publish_album`: make an album public. `trash_image`:
    put an image into the trash, from where it can be restored. `take_out_of_album`: take an
    image out of an album.
    """

    RESTAGE = "restage"
    DELETE_STAGED = "delete_staged"
    PUT_INTO_ALBUM = "put_into_album"
    DELETE_LINK = "delete_link"
    DELETE_ALBUM = "delete_album"
    UPDATE_METADATA = "update_metadata"
    PUBLISH_ALBUM = "publish_album"
    TRASH_IMAGE = "trash_image"
    TAKE_OUT_OF_ALBUM = "take_out_of_album"


class ImportActionResult(StrEnum):
    """What came of it. `done`: it is done. `would_do`: a dry run: it would be done. `gone`: it
    was not so any more when its turn came; nothing was done. `failed`: it could not be done;
    `note` says why.
    """

    DONE = "done"
    WOULD_DO = "would_do"
    GONE = "gone"
    FAILED = "failed"


class ImportDatedBy(StrEnum):
    """What told when a picture was made. `sidecar`: its sidecar, or the text within the picture.
    `name`: its name. `exif`: the camera's or program's own note in it. `mtime`: the time at
    which the file was last written.
    """

    SIDECAR = "sidecar"
    NAME = "name"
    EXIF = "exif"
    MTIME = "mtime"


class ImportDiscrepancyCode(StrEnum):
    """One kind of thing that does not fit between source, staging, database and the public page.
    `staged_not_in_database`: a staged file belongs to no image. `database_missing_file`: an
    image's file is not there. `dangling_symlink`: a staged symbolic link leads nowhere.
    `checksum_mismatch`: a staged file has other bytes than it was stored with.
    `image_without_album`: an image is in no album. `link_without_image`: an album holds a place
    for an image that is not there. `album_empty`: an imported album has no image.
    `sidecar_newer_than_row`: a sidecar says something that the image does not.
    `sidecar_without_image`: a sidecar has no picture. `source_not_classified`: no rule says
    where a file of the source belongs. `album_not_visible`: an album that its rule makes public
    is not what the public page shows. `count_mismatch`: an album holds another number of images
    than the last import left in it.
    """

    STAGED_NOT_IN_DATABASE = "staged_not_in_database"
    DATABASE_MISSING_FILE = "database_missing_file"
    DANGLING_SYMLINK = "dangling_symlink"
    CHECKSUM_MISMATCH = "checksum_mismatch"
    IMAGE_WITHOUT_ALBUM = "image_without_album"
    LINK_WITHOUT_IMAGE = "link_without_image"
    ALBUM_EMPTY = "album_empty"
    SIDECAR_NEWER_THAN_ROW = "sidecar_newer_than_row"
    SIDECAR_WITHOUT_IMAGE = "sidecar_without_image"
    SOURCE_NOT_CLASSIFIED = "source_not_classified"
    ALBUM_NOT_VISIBLE = "album_not_visible"
    COUNT_MISMATCH = "count_mismatch"


class ImportFailureCode(StrEnum):
    """Why an import failed, for programs. `world_moved`: something is not as the plan found it;
    `moved` names some. Nothing was changed; plan again. `source_unavailable`: the source's
    folder cannot be read. `storage_failed`: the file store did not take it. `interrupted`: its
    worker died, again and again. `internal_error`: a fault of ours, which the log explains.
    """

    WORLD_MOVED = "world_moved"
    SOURCE_UNAVAILABLE = "source_unavailable"
    STORAGE_FAILED = "storage_failed"
    INTERRUPTED = "interrupted"
    INTERNAL_ERROR = "internal_error"


class ImportItemKind(StrEnum):
    """What a file is taken for. `image`: a picture, or what has the name of one. `sidecar`: what
    tells how the picture of the same name was made. `other`: anything else.
    """

    IMAGE = "image"
    SIDECAR = "sidecar"
    OTHER = "other"


class ImportMode(StrEnum):
    """What an import does. `plan`: it reads a source and says what would become of each file;
    nothing is changed. `apply`: it does what a plan says, if the world is still as the plan
    found it. `reconcile`: it compares source, staging, database and the public page; nothing is
    changed. `mend`: it mends one kind of discrepancy that a reconciliation found. `undo`: it
    takes back what an applied import made; the trash keeps the images.
    """

    PLAN = "plan"
    APPLY = "apply"
    RECONCILE = "reconcile"
    MEND = "mend"
    UNDO = "undo"


class ImportMoveKind(StrEnum):
    """How something has moved since a plan. `added`: a file is there that the plan does not
    know. `removed`: a file is gone. `changed`: a file has changed. `decided_otherwise`: the file
    is the same, and something else would become of it now.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    DECIDED_OTHERWISE = "decided_otherwise"


class ImportOutcome(StrEnum):
    """What becomes of a file: each has exactly one. A sidecar shares the outcome of its picture.
    `created`: an image is made of it. `linked`: the studio has an image of the same bytes, which
    comes into one more album. `unchanged`: all that it says is there already.
    `metadata_updated`: the image is there, and its sidecar says something new. `duplicate_of`:
    another file of this source has the same bytes, and goes to the same album. `unsupported`:
    the studio keeps no files of this type. `unclassified`: no rule of the profile says where it
    belongs. `missing_sidecar`: a sidecar was required, and there is none. `orphan_sidecar`: it
    is a sidecar whose picture is not there, or is not imported. `unreadable`: it cannot be read,
    or is not safe to read. `error`: it could not be imported, though the plan said so.
    """

    CREATED = "created"
    LINKED = "linked"
    UNCHANGED = "unchanged"
    METADATA_UPDATED = "metadata_updated"
    DUPLICATE_OF = "duplicate_of"
    UNSUPPORTED = "unsupported"
    UNCLASSIFIED = "unclassified"
    MISSING_SIDECAR = "missing_sidecar"
    ORPHAN_SIDECAR = "orphan_sidecar"
    UNREADABLE = "unreadable"
    ERROR = "error"


class ImportPhase(StrEnum):
    """What an import is doing. `counting`: it walks the source, to know how much there is.
    `reading`: it reads files that have changed, and decides what becomes of each. `checking`: it
    looks whether the world is still as the plan found it. `importing`: it stages files and makes
    images. `comparing`: it compares what should be with what is. `acting`: it mends or takes
    back.
    """

    COUNTING = "counting"
    READING = "reading"
    CHECKING = "checking"
    IMPORTING = "importing"
    COMPARING = "comparing"
    ACTING = "acting"


class ImportProfileName(StrEnum):
    """Names the rules by which an import finds out where a file belongs. `generations`: folders
    of batches as the generator writes them, and loose files by month. `media`: historic layouts:
    decks, zodiac, singles, LoRA tests.
    """

    GENERATIONS = "generations"
    MEDIA = "media"


class ImportReason(StrEnum):
    """Why a file has its outcome, where that is not plain. `no_rule`: no rule's pattern fits its
    path. `thumbnail_folder`: it lies in a folder of thumbnails. `hidden_file`: its name begins
    with a dot, or is one that systems leave behind. `not_a_picture`: its bytes are no picture,
    or none that is known. `type_not_kept`: it is a picture of a type that the studio does not
    keep. `too_large`: it has more bytes or pixels than the studio takes. `empty`: it has no
    bytes. `truncated`: its picture ends too early, or is damaged. `too_costly`: it takes too
    much memory or time to decode. `permission_denied`: the studio may not read it.
    `symlink_outside`: it is a symbolic link that leaves the source. `symlink_dangling`: it is a
    symbolic link to nothing. `symlink_to_folder`: it is a symbolic link to a folder, which is
    not followed. `not_a_file`: it is a device, a pipe or a socket. `name_not_text`: its name is
    no UTF-8 text. `io_error`: the disk did not give it. `changed_while_read`: it changed while
    it was read. `bad_sidecar`: it is no JSON object or YAML mapping that can be read.
    `no_metadata`: nothing tells how it was made. `sidecar_unreadable`: its sidecar cannot be
    read. `metadata_partial`: some of what its sidecar says does not fit; `notes` has it.
    `wrong_extension`: its bytes are a picture of another type than its name says. `in_trash`:
    its image is in the trash, and stays there. `made_here`: the studio's own image has the same
    bytes, and knows how it was made. `metadata_differs`: another file of the same bytes came
    first, and says something else. `no_picture`: no picture has its name.
    `picture_not_imported`: its picture is not imported. `storage_failed`: it could not be
    staged. `moved_since_plan`: while the import ran, it would have come to something else than
    the plan says; it was left alone. `internal_error`: a fault of the studio, which the log
    explains.
    """

    NO_RULE = "no_rule"
    THUMBNAIL_FOLDER = "thumbnail_folder"
    HIDDEN_FILE = "hidden_file"
    NOT_A_PICTURE = "not_a_picture"
    TYPE_NOT_KEPT = "type_not_kept"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    TOO_COSTLY = "too_costly"
    PERMISSION_DENIED = "permission_denied"
    SYMLINK_OUTSIDE = "symlink_outside"
    SYMLINK_DANGLING = "symlink_dangling"
    SYMLINK_TO_FOLDER = "symlink_to_folder"
    NOT_A_FILE = "not_a_file"
    NAME_NOT_TEXT = "name_not_text"
    IO_ERROR = "io_error"
    CHANGED_WHILE_READ = "changed_while_read"
    BAD_SIDECAR = "bad_sidecar"
    NO_METADATA = "no_metadata"
    SIDECAR_UNREADABLE = "sidecar_unreadable"
    METADATA_PARTIAL = "metadata_partial"
    WRONG_EXTENSION = "wrong_extension"
    IN_TRASH = "in_trash"
    MADE_HERE = "made_here"
    METADATA_DIFFERS = "metadata_differs"
    NO_PICTURE = "no_picture"
    PICTURE_NOT_IMPORTED = "picture_not_imported"
    STORAGE_FAILED = "storage_failed"
    MOVED_SINCE_PLAN = "moved_since_plan"
    INTERNAL_ERROR = "internal_error"


class ImportSeverity(StrEnum):
    """How bad it is. `error`: something is lost, or about to be. `warning`: somebody misses
    something. `notice`: it may be as it should be.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class ImportStaging(StrEnum):
    """How the studio gets hold of a picture's bytes. In no way is the original ever written or
    deleted. `copy`: a copy of its own, which needs the space once more. `hard_link`: another
    name for the same bytes, which needs the file store on the same file system. `symlink`: a
    pointer to the file, which is lost when that moves. `in_place`: nothing: the picture is read
    where it lies.
    """

    COPY = "copy"
    HARD_LINK = "hard_link"
    SYMLINK = "symlink"
    IN_PLACE = "in_place"


class JobSort(StrEnum):
    """The order of a list of jobs. `newest`: asked for last first. `queue`: what a worker takes
    next first, by priority and then by the moment from which it may start; meant for those that
    are queued.
    """

    NEWEST = "newest"
    QUEUE = "queue"


class JobState(StrEnum):
    """How far a job has got. `succeeded`, `failed` and `cancelled` are over; only somebody's
    asking for a retry brings a failed or cancelled one back.
    """

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LabelKind(StrEnum):
    """What a label is. `caption`: a sentence about what the picture shows. `tag`: a word to find
    it by.
    """

    CAPTION = "caption"
    TAG = "tag"


class LabelSource(StrEnum):
    """Who wrote a label. `manual`: a person. `model`: a program that looked at the picture."""

    MANUAL = "manual"
    MODEL = "model"


class LogLevel(StrEnum):
    """How loud a line of the console is, as the page's console calls it."""

    DEBUG = "debug"
    LOG = "log"
    INFO = "info"
    WARN = "warn"
    ERROR = "error"


class ProblemType(StrEnum):
    """Which kind of problem this is. Programs decide by this address, never by the words; each
    address has a section in the published reference.
    """

    INVALID_REQUEST = "https://spolvero.dev/problems/invalid-request"
    MALFORMED_BODY = "https://spolvero.dev/problems/malformed-body"
    UNAUTHENTICATED = "https://spolvero.dev/problems/unauthenticated"
    FORBIDDEN = "https://spolvero.dev/problems/forbidden"
    MISSING_SCOPE = "https://spolvero.dev/problems/missing-scope"
    NOT_FOUND = "https://spolvero.dev/problems/not-found"
    METHOD_NOT_ALLOWED = "https://spolvero.dev/problems/method-not-allowed"
    NOT_ACCEPTABLE = "https://spolvero.dev/problems/not-acceptable"
    CONFLICT = "https://spolvero.dev/problems/conflict"
    LAST_ADMIN = "https://spolvero.dev/problems/last-admin"
    JOB_NOT_CANCELLABLE = "https://spolvero.dev/problems/job-not-cancellable"
    JOB_NOT_RETRYABLE = "https://spolvero.dev/problems/job-not-retryable"
    SCHEDULE_RUNNING = "https://spolvero.dev/problems/schedule-running"
    IMPORT_NOT_READY = "https://spolvero.dev/problems/import-not-ready"
    PLAN_OUTDATED = "https://spolvero.dev/problems/plan-outdated"
    PRECONDITION_FAILED = "https://spolvero.dev/problems/precondition-failed"
    PAYLOAD_TOO_LARGE = "https://spolvero.dev/problems/payload-too-large"
    UNSUPPORTED_MEDIA_TYPE = "https://spolvero.dev/problems/unsupported-media-type"
    RANGE_NOT_SATISFIABLE = "https://spolvero.dev/problems/range-not-satisfiable"
    RULE_BROKEN = "https://spolvero.dev/problems/rule-broken"
    INVALID_ROWS = "https://spolvero.dev/problems/invalid-rows"
    IDEMPOTENCY_KEY_REUSED = "https://spolvero.dev/problems/idempotency-key-reused"
    BAD_PICTURE = "https://spolvero.dev/problems/bad-picture"
    QUEUE_FULL = "https://spolvero.dev/problems/queue-full"
    RATE_LIMITED = "https://spolvero.dev/problems/rate-limited"
    TOO_MANY_SIGN_INS = "https://spolvero.dev/problems/too-many-sign-ins"
    INTERNAL_ERROR = "https://spolvero.dev/problems/internal-error"
    REPLY_BROKE_CONTRACT = "https://spolvero.dev/problems/reply-broke-contract"
    DATABASE_UNAVAILABLE = "https://spolvero.dev/problems/database-unavailable"
    IDENTITY_PROVIDER_FAILED = "https://spolvero.dev/problems/identity-provider-failed"


class RemoveOutcome(StrEnum):
    """What came of taking one image out of an album. `removed`: it is out. `not_in_album`: it
    was not in, or does not exist. `kept`: it is in no other album, and this is the album of its
    month, which is where such images go.
    """

    REMOVED = "removed"
    NOT_IN_ALBUM = "not_in_album"
    KEPT = "kept"


class Role(StrEnum):
    """What a person may do. `viewer`: see what is private. `operator`: make and arrange pictures
    too. `admin`: everything. Each may do what those before it may.
    """

    VIEWER = "viewer"
    OPERATOR = "operator"
    ADMIN = "admin"


class ScheduleName(StrEnum):
    """Names one thing that the studio does again and again by itself."""

    FORGET_ENDED_SESSIONS = "forget_ended_sessions"
    FORGET_IDEMPOTENCY_KEYS = "forget_idempotency_keys"
    FORGET_OLD_EVENTS = "forget_old_events"
    FORGET_OLD_REQUESTS = "forget_old_requests"
    FORGET_OLD_SIGN_INS = "forget_old_sign_ins"
    PURGE_BUG_REPORTS = "purge_bug_reports"
    PURGE_TRASH = "purge_trash"
    RECONCILE_IMPORTS = "reconcile_imports"
    SWEEP_FILES = "sweep_files"


class ScheduleRunState(StrEnum):
    """How far a run has got. `queued`: somebody asked for it, and a worker begins it within a
    second. `succeeded` and `failed` are final.
    """

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class ScheduleTrigger(StrEnum):
    """Why a schedule was run. `clock`: it was due. `person`: somebody asked for it."""

    CLOCK = "clock"
    PERSON = "person"


class Scope(StrEnum):
    """What an API token is good for, at most: its person's role is asked for too. `…:read` sees,
    `…:write` changes. Each operation names the one that it needs in `x-scope`. With
    `users:write` or `tokens:write` a token of an admin reaches everything in the end.
    """

    ALBUMS_READ = "albums:read"
    ALBUMS_WRITE = "albums:write"
    AUDIT_READ = "audit:read"
    BATCH_TEMPLATES_READ = "batch_templates:read"
    BATCH_TEMPLATES_WRITE = "batch_templates:write"
    BATCHES_READ = "batches:read"
    BATCHES_WRITE = "batches:write"
    BUG_REPORTS_READ = "bug_reports:read"
    BUG_REPORTS_WRITE = "bug_reports:write"
    IDENTITIES_READ = "identities:read"
    IDENTITIES_WRITE = "identities:write"
    IMAGES_READ = "images:read"
    IMAGES_WRITE = "images:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    LABELS_READ = "labels:read"
    LABELS_WRITE = "labels:write"
    PASSWORDS_WRITE = "passwords:write"
    QUEUE_READ = "queue:read"
    QUEUE_WRITE = "queue:write"
    SCHEDULES_READ = "schedules:read"
    SCHEDULES_WRITE = "schedules:write"
    SESSIONS_READ = "sessions:read"
    SESSIONS_WRITE = "sessions:write"
    TOKENS_READ = "tokens:read"
    TOKENS_WRITE = "tokens:write"
    TRASH_READ = "trash:read"
    TRASH_WRITE = "trash:write"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"


class SignInWay(StrEnum):
    """A way of signing in. `link`: a one-time link. `token`: an API token. `password`: a login
    and a password. `oidc`: an OpenID Connect provider.
    """

    LINK = "link"
    TOKEN = "token"
    PASSWORD = "password"
    OIDC = "oidc"


class UserState(StrEnum):
    """Whether a person can sign in. `active`: yes. `disabled`: no, and their sessions and API
    tokens have ended.
    """

    ACTIVE = "active"
    DISABLED = "disabled"


# Adapter: A small model that bends the engine's own, such as a LoRA, and how strongly.
ADAPTER_NAME_PATTERN: Final = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
ADAPTER_NAME_MIN_LENGTH: Final = 1
ADAPTER_NAME_MAX_LENGTH: Final = 100
ADAPTER_WEIGHT_MINIMUM: Final = -2
ADAPTER_WEIGHT_MAXIMUM: Final = 2
ADAPTER_WEIGHT_DEFAULT: Final = 1

# Adapters: The adapters to draw with, in the order in which they are applied.
ADAPTERS_MAX_ITEMS: Final = 8

# AlbumAdditionResults: What came of each image, in the order of the request.
ALBUM_ADDITION_RESULTS_RESULTS_MAX_ITEMS: Final = 500

# AlbumCreate: A new, empty album.
ALBUM_CREATE_DESCRIPTION_DEFAULT: Final = ""
ALBUM_CREATE_VISIBILITY_DEFAULT: Final = AlbumVisibility.PRIVATE

# AlbumDetail: One album with the first page of its images, in album order.
ALBUM_DETAIL_IMAGES_MAX_ITEMS: Final = 100
ALBUM_DETAIL_IMAGES_ONLY_HERE_MINIMUM: Final = 0

# AlbumFacts: What every view of an album tells.
ALBUM_FACTS_IMAGE_COUNT_MINIMUM: Final = 0

# AlbumId: Names an album for ever. Opaque: compare it, keep it, never take it apart. Ids made later
# sort later.
ALBUM_ID_PATTERN: Final = "^alb_[0-9a-hjkmnp-tv-z]{26}$"
ALBUM_ID_MIN_LENGTH: Final = 30
ALBUM_ID_MAX_LENGTH: Final = 30

# AlbumOrder: Where some of an album's images are to stand.
ALBUM_ORDER_BEFORE_DEFAULT: Final = None

# AlbumPage: One page of albums.
ALBUM_PAGE_ITEMS_MAX_ITEMS: Final = 100

# AlbumRemovalResults: What came of each image, in the order of the request.
ALBUM_REMOVAL_RESULTS_RESULTS_MAX_ITEMS: Final = 500

# AlbumSort: The order of a list of albums. `newest`: made last first. `oldest`: made first first.
# `name`: by name, without regard to case and accents.
ALBUM_SORT_DEFAULT: Final = "newest"

# AlbumUpdate: What to change about an album. What is absent stays as it is. Publishing an album
# shows its images too, but for those that are private themselves.
ALBUM_UPDATE_MIN_PROPERTIES: Final = 1

# ApiTokenPage: One page of API tokens, newest first.
API_TOKEN_PAGE_ITEMS_MAX_ITEMS: Final = 100

# AuditAction: What was done: an operation's id, or `schedule.` and a schedule's name.
AUDIT_ACTION_PATTERN: Final = "^[a-z][a-z0-9_.-]*$"
AUDIT_ACTION_MIN_LENGTH: Final = 1
AUDIT_ACTION_MAX_LENGTH: Final = 64

# AuditDetails: Counts, ids and what has changed, by the action. Never a secret or the text of
# anything. What it holds may grow.
AUDIT_DETAILS_MAX_PROPERTIES: Final = 50

# AuditEntryId: Names an entry of the audit log for ever. Opaque: compare it, keep it, never take it
# apart. Ids made later sort later.
AUDIT_ENTRY_ID_PATTERN: Final = "^aud_[0-9a-hjkmnp-tv-z]{26}$"
AUDIT_ENTRY_ID_MIN_LENGTH: Final = 30
AUDIT_ENTRY_ID_MAX_LENGTH: Final = 30

# AuditEntryPage: One page of the audit log, newest first.
AUDIT_ENTRY_PAGE_ITEMS_MAX_ITEMS: Final = 100

# AuditSubject: The id or the name of the one thing that was changed.
AUDIT_SUBJECT_PATTERN: Final = "^[!-~]+$"
AUDIT_SUBJECT_MIN_LENGTH: Final = 1
AUDIT_SUBJECT_MAX_LENGTH: Final = 64

# BatchCounts: How many pictures of a batch are in which state.
BATCH_COUNTS_TOTAL_MINIMUM: Final = 0
BATCH_COUNTS_TOTAL_MAXIMUM: Final = 10000
BATCH_COUNTS_QUEUED_MINIMUM: Final = 0
BATCH_COUNTS_QUEUED_MAXIMUM: Final = 10000
BATCH_COUNTS_RUNNING_MINIMUM: Final = 0
BATCH_COUNTS_RUNNING_MAXIMUM: Final = 10000
BATCH_COUNTS_SUCCEEDED_MINIMUM: Final = 0
BATCH_COUNTS_SUCCEEDED_MAXIMUM: Final = 10000
BATCH_COUNTS_FAILED_MINIMUM: Final = 0
BATCH_COUNTS_FAILED_MAXIMUM: Final = 10000
BATCH_COUNTS_CANCELLED_MINIMUM: Final = 0
BATCH_COUNTS_CANCELLED_MAXIMUM: Final = 10000

# BatchId: A batch's id.
BATCH_ID_PATTERN: Final = "^bat_[0-9a-hjkmnp-tv-z]{26}$"
BATCH_ID_MIN_LENGTH: Final = 30
BATCH_ID_MAX_LENGTH: Final = 30

# BatchItemPage: One page of a batch's rows, in their order.
BATCH_ITEM_PAGE_ITEMS_MAX_ITEMS: Final = 100

# BatchPage: One page of batches, newest first.
BATCH_PAGE_ITEMS_MAX_ITEMS: Final = 100

# BatchPreview: What a batch would draw if it were started now. Nothing was queued.
BATCH_PREVIEW_ITEMS_MAX_ITEMS: Final = 100
BATCH_PREVIEW_TOTAL_MINIMUM: Final = 1
BATCH_PREVIEW_TOTAL_MAXIMUM: Final = 10000
BATCH_PREVIEW_LONGEST_MINIMUM: Final = 1
BATCH_PREVIEW_LONGEST_MAXIMUM: Final = 2000

# BatchReceipt: The receipt for a batch: what was so when it was started. Keep `id`; follow
# `batch_url` to watch it.
BATCH_RECEIPT_TOTAL_MINIMUM: Final = 1
BATCH_RECEIPT_TOTAL_MAXIMUM: Final = 10000
BATCH_RECEIPT_BATCH_URL_PATTERN: Final = "^/[!-~]+$"

# BatchRequest: A batch to start. What is absent is taken from the template.
BATCH_REQUEST_PRIORITY_DEFAULT: Final = 5

# BatchRetry: Which pictures of a batch to try again.
BATCH_RETRY_INCLUDE_CANCELLED_DEFAULT: Final = False

# BatchTemplate: What the pictures of a batch have in common, and the columns of the rows in which
# they differ. The rows are a list of their own: `list_template_rows`.
BATCH_TEMPLATE_ROW_COUNT_MINIMUM: Final = 0
BATCH_TEMPLATE_ROW_COUNT_MAXIMUM: Final = 10000

# BatchTemplateCreate: A new template. Name, columns and prompt template must be given. It may bring
# its first rows; more than 500 go through `replace_template_rows`.
BATCH_TEMPLATE_CREATE_DESCRIPTION_DEFAULT: Final = ""
BATCH_TEMPLATE_CREATE_BASE_PROMPT_DEFAULT: Final = ""
BATCH_TEMPLATE_CREATE_STYLE_SUFFIX_DEFAULT: Final = ""
BATCH_TEMPLATE_CREATE_EXAMPLE_THEME_DEFAULT: Final = ""
BATCH_TEMPLATE_CREATE_WIDTH_DEFAULT: Final = 512
BATCH_TEMPLATE_CREATE_HEIGHT_DEFAULT: Final = 512
BATCH_TEMPLATE_CREATE_STEPS_DEFAULT: Final = 30
BATCH_TEMPLATE_CREATE_GUIDANCE_SCALE_DEFAULT: Final = 8
BATCH_TEMPLATE_CREATE_NEGATIVE_PROMPT_DEFAULT: Final = ""
BATCH_TEMPLATE_CREATE_VISIBILITY_DEFAULT: Final = AlbumVisibility.PRIVATE
BATCH_TEMPLATE_CREATE_ROWS_MAX_ITEMS: Final = 500

# BatchTemplateId: Names a batch template for ever. Opaque: compare it, keep it, never take it
# apart. Ids made later sort later.
BATCH_TEMPLATE_ID_PATTERN: Final = "^tpl_[0-9a-hjkmnp-tv-z]{26}$"
BATCH_TEMPLATE_ID_MIN_LENGTH: Final = 30
BATCH_TEMPLATE_ID_MAX_LENGTH: Final = 30

# BatchTemplatePage: One page of batch templates, newest first.
BATCH_TEMPLATE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# BatchTemplateUpdate: What to change about a template. What is absent stays as it is. Values of a
# column that is no longer there are forgotten; a column that is new is empty in the rows that there
# are. Batches that were started keep the template as it was.
BATCH_TEMPLATE_UPDATE_MIN_PROPERTIES: Final = 1

# BugReportClientMeta: Where the reporter was, and with what.
BUG_REPORT_CLIENT_META_LOCATION_HREF_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_LOCATION_HREF_MIN_LENGTH: Final = 1
BUG_REPORT_CLIENT_META_LOCATION_HREF_MAX_LENGTH: Final = 2048
BUG_REPORT_CLIENT_META_USER_AGENT_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_USER_AGENT_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_USER_AGENT_MAX_LENGTH: Final = 512
BUG_REPORT_CLIENT_META_PLATFORM_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_PLATFORM_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_PLATFORM_MAX_LENGTH: Final = 100
BUG_REPORT_CLIENT_META_LANGUAGE_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_LANGUAGE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_LANGUAGE_MAX_LENGTH: Final = 50
BUG_REPORT_CLIENT_META_LOCALE_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_LOCALE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_LOCALE_MAX_LENGTH: Final = 50
BUG_REPORT_CLIENT_META_TIMEZONE_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_TIMEZONE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_CLIENT_META_TIMEZONE_MAX_LENGTH: Final = 100
BUG_REPORT_CLIENT_META_VIEWPORT_DEFAULT: Final = None
BUG_REPORT_CLIENT_META_VIEWPORT_WIDTH_MINIMUM: Final = 0
BUG_REPORT_CLIENT_META_VIEWPORT_WIDTH_MAXIMUM: Final = 100000
BUG_REPORT_CLIENT_META_VIEWPORT_HEIGHT_MINIMUM: Final = 0
BUG_REPORT_CLIENT_META_VIEWPORT_HEIGHT_MAXIMUM: Final = 100000

# BugReportContext: What the server itself knew when the bug was reported: the reporter's own
# requests and jobs, of the report's traces and of the session.
BUG_REPORT_CONTEXT_REQUESTS_MAX_ITEMS: Final = 200
BUG_REPORT_CONTEXT_JOBS_MAX_ITEMS: Final = 50

# BugReportCutoff: What a purge comes to for one status.
BUG_REPORT_CUTOFF_COUNT_MINIMUM: Final = 0

# BugReportEnvironment: Which build of the page it was.
BUG_REPORT_ENVIRONMENT_MODE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_ENVIRONMENT_MODE_MIN_LENGTH: Final = 1
BUG_REPORT_ENVIRONMENT_MODE_MAX_LENGTH: Final = 50
BUG_REPORT_ENVIRONMENT_APP_VERSION_DEFAULT: Final = None
BUG_REPORT_ENVIRONMENT_APP_VERSION_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_ENVIRONMENT_APP_VERSION_MAX_LENGTH: Final = 100
BUG_REPORT_ENVIRONMENT_GIT_SHA_DEFAULT: Final = None
BUG_REPORT_ENVIRONMENT_GIT_SHA_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_ENVIRONMENT_GIT_SHA_MAX_LENGTH: Final = 100
BUG_REPORT_ENVIRONMENT_BUILD_TIME_DEFAULT: Final = None
BUG_REPORT_ENVIRONMENT_BUILD_TIME_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_ENVIRONMENT_BUILD_TIME_MAX_LENGTH: Final = 100

# BugReportFacts: What every view of a bug report tells.
BUG_REPORT_FACTS_RESOLUTION_NOTE_MAX_LENGTH: Final = 2000
BUG_REPORT_FACTS_BYTE_SIZE_MINIMUM: Final = 0
BUG_REPORT_FACTS_REDACTIONS_MINIMUM: Final = 0

# BugReportFingerprint: The same for reports that seem to tell of the same bug: made from the first
# error, the top of its stack and the kind of page, without numbers, ids and names of builds.
BUG_REPORT_FINGERPRINT_PATTERN: Final = "^[0-9a-f]{32}$"
BUG_REPORT_FINGERPRINT_MIN_LENGTH: Final = 32
BUG_REPORT_FINGERPRINT_MAX_LENGTH: Final = 32

# BugReportGroup: All reports of one fingerprint that are still kept.
BUG_REPORT_GROUP_COUNT_MINIMUM: Final = 1

# BugReportHeader: One header of a request or an answer. The value of one that is not known to be
# harmless is `[redacted]`.
BUG_REPORT_HEADER_NAME_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_HEADER_NAME_MIN_LENGTH: Final = 1
BUG_REPORT_HEADER_NAME_MAX_LENGTH: Final = 200
BUG_REPORT_HEADER_VALUE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_HEADER_VALUE_MAX_LENGTH: Final = 4096

# BugReportId: Names a bug report for ever. Opaque: compare it, keep it, never take it apart. Ids
# made later sort later.
BUG_REPORT_ID_PATTERN: Final = "^bug_[0-9a-hjkmnp-tv-z]{26}$"
BUG_REPORT_ID_MIN_LENGTH: Final = 30
BUG_REPORT_ID_MAX_LENGTH: Final = 30

# BugReportLog: One line of the page's console.
BUG_REPORT_LOG_MESSAGE_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_LOG_MESSAGE_MAX_LENGTH: Final = 4096
BUG_REPORT_LOG_ARGS_MAX_ITEMS: Final = 25
BUG_REPORT_LOG_TIMESTAMP_DEFAULT: Final = None
BUG_REPORT_LOG_SERIALIZED_ARGS_MAX_ITEMS: Final = 25
BUG_REPORT_LOG_SERIALIZED_ARGS_ITEM_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_LOG_SERIALIZED_ARGS_ITEM_MAX_LENGTH: Final = 4096

# BugReportLogs: The last lines of the page's console, oldest first; at most `x-max-bytes` of them
# as UTF-8 JSON, nested at most `x-max-depth` deep.
BUG_REPORT_LOGS_MAX_ITEMS: Final = 200
BUG_REPORT_LOGS_MAX_BYTES: Final = 524288
BUG_REPORT_LOGS_MAX_DEPTH: Final = 12

# BugReportPage: One page of bug reports.
BUG_REPORT_PAGE_ITEMS_MAX_ITEMS: Final = 100

# BugReportPurge: Which bug reports to delete for good: those that are older than their status may
# get, but for pinned ones.
BUG_REPORT_PURGE_DRY_RUN_DEFAULT: Final = True
BUG_REPORT_PURGE_OLDER_THAN_DAYS_DEFAULT: Final = None
BUG_REPORT_PURGE_STATUS_MIN_ITEMS: Final = 1
BUG_REPORT_PURGE_STATUS_MAX_ITEMS: Final = 5
BUG_REPORT_PURGE_STATUS_UNIQUE_ITEMS: Final = True
BUG_REPORT_PURGE_PLAN_PATTERN: Final = "^[0-9a-f]{64}$"
BUG_REPORT_PURGE_PLAN_MIN_LENGTH: Final = 64
BUG_REPORT_PURGE_PLAN_MAX_LENGTH: Final = 64

# BugReportPurgeResult: What a purge has deleted, or would.
BUG_REPORT_PURGE_RESULT_COUNT_MINIMUM: Final = 0
BUG_REPORT_PURGE_RESULT_CUTOFFS_MAX_ITEMS: Final = 5
BUG_REPORT_PURGE_RESULT_PLAN_PATTERN: Final = "^[0-9a-f]{64}$"
BUG_REPORT_PURGE_RESULT_PLAN_MIN_LENGTH: Final = 64
BUG_REPORT_PURGE_RESULT_PLAN_MAX_LENGTH: Final = 64

# BugReportRequest: One request that the page made, and what came of it.
BUG_REPORT_REQUEST_ID_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_REQUEST_ID_MIN_LENGTH: Final = 1
BUG_REPORT_REQUEST_ID_MAX_LENGTH: Final = 100
BUG_REPORT_REQUEST_METHOD_PATTERN: Final = "^[A-Z]+$"
BUG_REPORT_REQUEST_METHOD_MAX_LENGTH: Final = 20
BUG_REPORT_REQUEST_URL_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_REQUEST_URL_MIN_LENGTH: Final = 1
BUG_REPORT_REQUEST_URL_MAX_LENGTH: Final = 2048
BUG_REPORT_REQUEST_COMPLETED_AT_DEFAULT: Final = None
BUG_REPORT_REQUEST_DURATION_MS_DEFAULT: Final = None
BUG_REPORT_REQUEST_DURATION_MS_MINIMUM: Final = 0
BUG_REPORT_REQUEST_DURATION_MS_MAXIMUM: Final = 1000000000000.0
BUG_REPORT_REQUEST_STATUS_DEFAULT: Final = None
BUG_REPORT_REQUEST_STATUS_MINIMUM: Final = 0
BUG_REPORT_REQUEST_STATUS_MAXIMUM: Final = 999
BUG_REPORT_REQUEST_OK_DEFAULT: Final = None
BUG_REPORT_REQUEST_TRACE_ID_DEFAULT: Final = None
BUG_REPORT_REQUEST_REQUEST_HEADERS_MAX_ITEMS: Final = 60
BUG_REPORT_REQUEST_RESPONSE_HEADERS_MAX_ITEMS: Final = 60
BUG_REPORT_REQUEST_REQUEST_BODY_DEFAULT: Final = None
BUG_REPORT_REQUEST_REQUEST_BODY_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_REQUEST_REQUEST_BODY_MAX_LENGTH: Final = 4096
BUG_REPORT_REQUEST_RESPONSE_BODY_DEFAULT: Final = None
BUG_REPORT_REQUEST_RESPONSE_BODY_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_REQUEST_RESPONSE_BODY_MAX_LENGTH: Final = 4096
BUG_REPORT_REQUEST_ERROR_DEFAULT: Final = None
BUG_REPORT_REQUEST_ERROR_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_REQUEST_ERROR_MAX_LENGTH: Final = 4096

# BugReportRequests: The last requests that the page made, oldest first; at most `x-max-bytes` of
# them as UTF-8 JSON.
BUG_REPORT_REQUESTS_MAX_ITEMS: Final = 50
BUG_REPORT_REQUESTS_MAX_BYTES: Final = 786432
BUG_REPORT_REQUESTS_MAX_DEPTH: Final = 5

# BugReportScreenshot: A picture of what the reporter saw, drawn anew so that nothing else is in it.
BUG_REPORT_SCREENSHOT_BYTE_SIZE_MINIMUM: Final = 1

# BugReportState: The state of the application: what each collector of the page had to say, by the
# collector's name. One that failed says `{"error": …}`. Anything that JSON can hold, at most
# `x-max-bytes` of it as UTF-8, nested at most `x-max-depth` deep.
BUG_REPORT_STATE_MAX_PROPERTIES: Final = 50
BUG_REPORT_STATE_MAX_BYTES: Final = 262144
BUG_REPORT_STATE_MAX_DEPTH: Final = 12

# BugReportSubmission: A bug, and what the page knew about it. Secrets are taken out of every part
# of it before it is stored: the values of headers that are not known to be harmless, of query
# strings, of fields with telling names, and whatever looks like a token, a key or a password. Who
# reports, with which role, in which trace and session is taken from the request, not from here.
BUG_REPORT_SUBMISSION_EXPECTED_DEFAULT: Final = None
BUG_REPORT_SUBMISSION_EXPECTED_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_SUBMISSION_EXPECTED_MAX_LENGTH: Final = 5000
BUG_REPORT_SUBMISSION_ACTUAL_DEFAULT: Final = None
BUG_REPORT_SUBMISSION_ACTUAL_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_SUBMISSION_ACTUAL_MAX_LENGTH: Final = 5000
BUG_REPORT_SUBMISSION_STEPS_DEFAULT: Final = None
BUG_REPORT_SUBMISSION_STEPS_PATTERN: Final = "^[^\\u0000]*$"
BUG_REPORT_SUBMISSION_STEPS_MAX_LENGTH: Final = 5000

# BugReportText: What somebody writes about a bug, in their own words. Not blank.
BUG_REPORT_TEXT_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
BUG_REPORT_TEXT_MIN_LENGTH: Final = 1
BUG_REPORT_TEXT_MAX_LENGTH: Final = 10000

# BugReportUpdate: What becomes of a bug report. What is absent stays as it is; a note alone is kept
# in its history.
BUG_REPORT_UPDATE_MIN_PROPERTIES: Final = 1

# Builtin: Which of the sets that come with the studio a template was made from.
BUILTIN_PATTERN: Final = "^[a-z][a-z0-9-]*$"
BUILTIN_MIN_LENGTH: Final = 1
BUILTIN_MAX_LENGTH: Final = 64

# Cell: A row's value in one column, put into the prompt as it is. Longer than a prompt it could
# never be.
CELL_PATTERN: Final = "^[^\\u0000]*$"
CELL_MAX_LENGTH: Final = 2000

# ClientTime: A moment by the reporter's own clock, which may be wrong (RFC 3339).
CLIENT_TIME_MAX_LENGTH: Final = 40

# ColumnList: The columns of a template, in the order that CSV files are written in. Each name once.
COLUMN_LIST_MIN_ITEMS: Final = 1
COLUMN_LIST_MAX_ITEMS: Final = 32

# ColumnName: A column of a template; `{name}` in the prompt template stands for a row's value in
# it. Upper and lower case differ.
COLUMN_NAME_PATTERN: Final = "^[A-Za-z_][A-Za-z0-9_]*$"
COLUMN_NAME_MIN_LENGTH: Final = 1
COLUMN_NAME_MAX_LENGTH: Final = 64

# Confidence: How sure a model is of what it wrote, from 0 to 1.
CONFIDENCE_MINIMUM: Final = 0
CONFIDENCE_MAXIMUM: Final = 1

# Cursor: Where the next page of a list begins. Opaque, and good only for the list that gave it,
# with the same filters.
CURSOR_PATTERN: Final = "^[A-Za-z0-9_-]+$"
CURSOR_MIN_LENGTH: Final = 1
CURSOR_MAX_LENGTH: Final = 1000

# Email: An email address. Case does not count.
EMAIL_PATTERN: Final = "^[!-?A-~]+@[!-?A-~]+$"
EMAIL_MIN_LENGTH: Final = 3
EMAIL_MAX_LENGTH: Final = 254

# EntityTag: Names one state of a resource (RFC 9110, 8.8.3). Changes when and only when what you
# would get changes.
ENTITY_TAG_PATTERN: Final = '^"[!#-~]+"$'
ENTITY_TAG_MIN_LENGTH: Final = 3
ENTITY_TAG_MAX_LENGTH: Final = 100

# EntityTagList: Entity tags with commas between them, or `*` for any (RFC 9110, 13.1).
ENTITY_TAG_LIST_PATTERN: Final = '^(\\*|(W/)?"[!#-~]*"([ \\t]*,[ \\t]*(W/)?"[!#-~]*")*)$'
ENTITY_TAG_LIST_MIN_LENGTH: Final = 1
ENTITY_TAG_LIST_MAX_LENGTH: Final = 1000

# EventId: Names an event, and how far a reader has come. Opaque.
EVENT_ID_PATTERN: Final = "^[0-9]{1,18}\\.[0-9]{1,18}$"
EVENT_ID_MIN_LENGTH: Final = 3
EVENT_ID_MAX_LENGTH: Final = 37

# GuidanceScale: How strictly the picture follows the prompt: 0 leaves all to chance.
GUIDANCE_SCALE_MINIMUM: Final = 0
GUIDANCE_SCALE_MAXIMUM: Final = 30

# IdempotencyKey: A name that you make up for one request, such as a UUID. Sent again with the same
# body it gives the same receipt and no second job; with another body it is refused. It is good for
# at least a day.
IDEMPOTENCY_KEY_PATTERN: Final = "^[!-~]+$"
IDEMPOTENCY_KEY_MIN_LENGTH: Final = 1
IDEMPOTENCY_KEY_MAX_LENGTH: Final = 255

# Identity: An account at the OpenID Connect provider by which a person signs in here. It is known
# by `issuer` and `subject`, which never change; its email address may.
IDENTITY_ISSUER_MAX_LENGTH: Final = 500
IDENTITY_SUBJECT_MAX_LENGTH: Final = 255
IDENTITY_EMAIL_MAX_LENGTH: Final = 254

# IdentityId: Names an identity for ever. Opaque: compare it, keep it, never take it apart. Ids made
# later sort later.
IDENTITY_ID_PATTERN: Final = "^idn_[0-9a-hjkmnp-tv-z]{26}$"
IDENTITY_ID_MIN_LENGTH: Final = 30
IDENTITY_ID_MAX_LENGTH: Final = 30

# IdentityPage: One page of identities, oldest first.
IDENTITY_PAGE_ITEMS_MAX_ITEMS: Final = 100

# Image: One picture: its file, how it was made, and who may see it.
IMAGE_TITLE_PATTERN: Final = "^[^\\u0000]*$"
IMAGE_TITLE_MAX_LENGTH: Final = 255
IMAGE_BYTE_SIZE_MINIMUM: Final = 1
IMAGE_SHA256_PATTERN: Final = "^[0-9a-f]{64}$"
IMAGE_SHA256_MIN_LENGTH: Final = 64
IMAGE_SHA256_MAX_LENGTH: Final = 64
IMAGE_FILE_URL_PATTERN: Final = "^/[!-~]+$"
IMAGE_THUMBNAIL_URL_PATTERN: Final = "^/[!-~]+$"

# ImageId: Names an image for ever. Opaque: compare it, keep it, never take it apart. Ids made later
# sort later.
IMAGE_ID_PATTERN: Final = "^img_[0-9a-hjkmnp-tv-z]{26}$"
IMAGE_ID_MIN_LENGTH: Final = 30
IMAGE_ID_MAX_LENGTH: Final = 30

# ImageIds: Some images, each named once, in an order that counts.
IMAGE_IDS_MIN_ITEMS: Final = 1
IMAGE_IDS_MAX_ITEMS: Final = 500
IMAGE_IDS_UNIQUE_ITEMS: Final = True

# ImagePage: One page of images.
IMAGE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImageSort: The order of a list of images. `newest`: made last first. `oldest`: made first first.
# `title`: by title, without regard to case and accents; those without a title come last.
IMAGE_SORT_DEFAULT: Final = "newest"

# ImageUpdate: What to change about an image. What is absent stays as it is. How it was made can
# never change.
IMAGE_UPDATE_MIN_PROPERTIES: Final = 1
IMAGE_UPDATE_TITLE_PATTERN: Final = "^[^\\u0000]*$"
IMAGE_UPDATE_TITLE_MAX_LENGTH: Final = 255

# ImportAction: One thing that mending or undoing did, or would do.
IMPORT_ACTION_NUMBER_MINIMUM: Final = 1
IMPORT_ACTION_PATH_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_ACTION_PATH_MIN_LENGTH: Final = 1
IMPORT_ACTION_PATH_MAX_LENGTH: Final = 16384
IMPORT_ACTION_NOTE_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_ACTION_NOTE_MIN_LENGTH: Final = 1
IMPORT_ACTION_NOTE_MAX_LENGTH: Final = 1000

# ImportActionCounts: How many actions came to each result.
IMPORT_ACTION_COUNTS_DONE_MINIMUM: Final = 0
IMPORT_ACTION_COUNTS_WOULD_DO_MINIMUM: Final = 0
IMPORT_ACTION_COUNTS_GONE_MINIMUM: Final = 0
IMPORT_ACTION_COUNTS_FAILED_MINIMUM: Final = 0

# ImportActionPage: One page of what mending or undoing did, in order.
IMPORT_ACTION_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportApply: Which plan to carry out.
IMPORT_APPLY_PLAN_HASH_PATTERN: Final = "^[0-9a-f]{64}$"
IMPORT_APPLY_PLAN_HASH_MIN_LENGTH: Final = 64
IMPORT_APPLY_PLAN_HASH_MAX_LENGTH: Final = 64

# ImportCounts: How many files came to each outcome. Together they are all that were seen.
IMPORT_COUNTS_CREATED_MINIMUM: Final = 0
IMPORT_COUNTS_LINKED_MINIMUM: Final = 0
IMPORT_COUNTS_UNCHANGED_MINIMUM: Final = 0
IMPORT_COUNTS_METADATA_UPDATED_MINIMUM: Final = 0
IMPORT_COUNTS_DUPLICATE_OF_MINIMUM: Final = 0
IMPORT_COUNTS_UNSUPPORTED_MINIMUM: Final = 0
IMPORT_COUNTS_UNCLASSIFIED_MINIMUM: Final = 0
IMPORT_COUNTS_MISSING_SIDECAR_MINIMUM: Final = 0
IMPORT_COUNTS_ORPHAN_SIDECAR_MINIMUM: Final = 0
IMPORT_COUNTS_UNREADABLE_MINIMUM: Final = 0
IMPORT_COUNTS_ERROR_MINIMUM: Final = 0

# ImportDiscrepancy: One thing that a reconciliation found.
IMPORT_DISCREPANCY_NUMBER_MINIMUM: Final = 1
IMPORT_DISCREPANCY_PATH_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_DISCREPANCY_PATH_MIN_LENGTH: Final = 1
IMPORT_DISCREPANCY_PATH_MAX_LENGTH: Final = 16384
IMPORT_DISCREPANCY_DETAIL_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_DISCREPANCY_DETAIL_MIN_LENGTH: Final = 1
IMPORT_DISCREPANCY_DETAIL_MAX_LENGTH: Final = 1000

# ImportDiscrepancyCount: How often a reconciliation found one kind of discrepancy.
IMPORT_DISCREPANCY_COUNT_COUNT_MINIMUM: Final = 0
IMPORT_DISCREPANCY_COUNT_MEANING_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_DISCREPANCY_COUNT_MEANING_MIN_LENGTH: Final = 1
IMPORT_DISCREPANCY_COUNT_MEANING_MAX_LENGTH: Final = 1000
IMPORT_DISCREPANCY_COUNT_ACTION_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_DISCREPANCY_COUNT_ACTION_MIN_LENGTH: Final = 1
IMPORT_DISCREPANCY_COUNT_ACTION_MAX_LENGTH: Final = 1000
IMPORT_DISCREPANCY_COUNT_SAMPLE_MAX_ITEMS: Final = 5
IMPORT_DISCREPANCY_COUNT_SAMPLE_ITEM_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_DISCREPANCY_COUNT_SAMPLE_ITEM_MIN_LENGTH: Final = 1
IMPORT_DISCREPANCY_COUNT_SAMPLE_ITEM_MAX_LENGTH: Final = 16384

# ImportDiscrepancyPage: One page of a reconciliation's discrepancies, in the order in which they
# were found.
IMPORT_DISCREPANCY_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportFailure: Why an import failed.
IMPORT_FAILURE_REASON_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_FAILURE_REASON_MIN_LENGTH: Final = 1
IMPORT_FAILURE_REASON_MAX_LENGTH: Final = 1000

# ImportId: Names an import: one run of any mode. Opaque: compare it, keep it, never take it apart.
# Ids made later sort later.
IMPORT_ID_PATTERN: Final = "^imp_[0-9a-hjkmnp-tv-z]{26}$"
IMPORT_ID_MIN_LENGTH: Final = 30
IMPORT_ID_MAX_LENGTH: Final = 30

# ImportItem: One file of an import, and what became of it.
IMPORT_ITEM_NUMBER_MINIMUM: Final = 1
IMPORT_ITEM_PATH_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_ITEM_PATH_MIN_LENGTH: Final = 1
IMPORT_ITEM_PATH_MAX_LENGTH: Final = 16384
IMPORT_ITEM_BYTE_SIZE_MINIMUM: Final = 0
IMPORT_ITEM_SHA256_PATTERN: Final = "^[0-9a-f]{64}$"
IMPORT_ITEM_SHA256_MIN_LENGTH: Final = 64
IMPORT_ITEM_SHA256_MAX_LENGTH: Final = 64
IMPORT_ITEM_DUPLICATE_OF_MINIMUM: Final = 1
IMPORT_ITEM_ALBUM_KEY_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_ITEM_ALBUM_KEY_MIN_LENGTH: Final = 1
IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH: Final = 300
IMPORT_ITEM_NOTES_MAX_PROPERTIES: Final = 50

# ImportItemPage: One page of an import's files, in the order in which they were read.
IMPORT_ITEM_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportMendRequest: Which kind of discrepancy to mend.
IMPORT_MEND_REQUEST_DRY_RUN_DEFAULT: Final = True

# ImportMove: One thing that is not as a plan found it.
IMPORT_MOVE_PATH_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_MOVE_PATH_MIN_LENGTH: Final = 1
IMPORT_MOVE_PATH_MAX_LENGTH: Final = 16384
IMPORT_MOVE_DETAIL_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_MOVE_DETAIL_MIN_LENGTH: Final = 1
IMPORT_MOVE_DETAIL_MAX_LENGTH: Final = 1000

# ImportOptions: How an import was asked to go about it.
IMPORT_OPTIONS_REQUIRE_SIDECAR_DEFAULT: Final = False
IMPORT_OPTIONS_TIME_ZONE_PATTERN: Final = "^[A-Za-z][A-Za-z0-9_+/-]*$"
IMPORT_OPTIONS_TIME_ZONE_MIN_LENGTH: Final = 1
IMPORT_OPTIONS_TIME_ZONE_MAX_LENGTH: Final = 64
IMPORT_OPTIONS_TIME_ZONE_DEFAULT: Final = "UTC"
IMPORT_OPTIONS_DEEP_DEFAULT: Final = False

# ImportProfile: The rules by which an import finds out where a file belongs.
IMPORT_PROFILE_ABOUT_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_PROFILE_ABOUT_MIN_LENGTH: Final = 1
IMPORT_PROFILE_ABOUT_MAX_LENGTH: Final = 500
IMPORT_PROFILE_DATED_BY_MAX_ITEMS: Final = 4
IMPORT_PROFILE_RULES_MAX_ITEMS: Final = 50

# ImportProfilePage: One page of profiles, by name.
IMPORT_PROFILE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportProgress: How far an import has got. Each event tells everything that can change.
IMPORT_PROGRESS_FILES_TOTAL_MINIMUM: Final = 0
IMPORT_PROGRESS_FILES_DONE_MINIMUM: Final = 0
IMPORT_PROGRESS_FILES_PER_SECOND_MINIMUM: Final = 0
IMPORT_PROGRESS_SECONDS_LEFT_MINIMUM: Final = 0

# ImportReconcileRequest: What to reconcile.
IMPORT_RECONCILE_REQUEST_SOURCE_DEFAULT: Final = None
IMPORT_RECONCILE_REQUEST_PROFILE_DEFAULT: Final = None
IMPORT_RECONCILE_REQUEST_DEEP_DEFAULT: Final = False

# ImportRequest: What to plan an import of.
IMPORT_REQUEST_VISIBILITY_DEFAULT: Final = None
IMPORT_REQUEST_REQUIRE_SIDECAR_DEFAULT: Final = False
IMPORT_REQUEST_TIME_ZONE_PATTERN: Final = "^[A-Za-z][A-Za-z0-9_+/-]*$"
IMPORT_REQUEST_TIME_ZONE_MIN_LENGTH: Final = 1
IMPORT_REQUEST_TIME_ZONE_MAX_LENGTH: Final = 64
IMPORT_REQUEST_TIME_ZONE_DEFAULT: Final = "UTC"
IMPORT_REQUEST_DEEP_DEFAULT: Final = False

# ImportRule: One rule of a profile: which files, and where they go. The first rule that fits
# counts.
IMPORT_RULE_PATTERN_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_RULE_PATTERN_MIN_LENGTH: Final = 1
IMPORT_RULE_PATTERN_MAX_LENGTH: Final = 200
IMPORT_RULE_ALBUM_KEY_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_RULE_ALBUM_KEY_MIN_LENGTH: Final = 1
IMPORT_RULE_ALBUM_KEY_MAX_LENGTH: Final = 200
IMPORT_RULE_ALBUM_NAME_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_RULE_ALBUM_NAME_MIN_LENGTH: Final = 1
IMPORT_RULE_ALBUM_NAME_MAX_LENGTH: Final = 200
IMPORT_RULE_ABOUT_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_RULE_ABOUT_MIN_LENGTH: Final = 1
IMPORT_RULE_ABOUT_MAX_LENGTH: Final = 500

# ImportRun: One import: what was asked, by whom, how far it has got, and what came of each file in
# sum. Imports are never overwritten.
IMPORT_RUN_FILES_TOTAL_MINIMUM: Final = 0
IMPORT_RUN_FILES_DONE_MINIMUM: Final = 0
IMPORT_RUN_FILES_PER_SECOND_MINIMUM: Final = 0
IMPORT_RUN_SECONDS_LEFT_MINIMUM: Final = 0
IMPORT_RUN_IMAGES_CREATED_MINIMUM: Final = 0
IMPORT_RUN_LINKS_CREATED_MINIMUM: Final = 0
IMPORT_RUN_ALBUMS_CREATED_MINIMUM: Final = 0
IMPORT_RUN_BYTES_READ_MINIMUM: Final = 0
IMPORT_RUN_PLAN_HASH_PATTERN: Final = "^[0-9a-f]{64}$"
IMPORT_RUN_PLAN_HASH_MIN_LENGTH: Final = 64
IMPORT_RUN_PLAN_HASH_MAX_LENGTH: Final = 64
IMPORT_RUN_MOVED_MAX_ITEMS: Final = 20
IMPORT_RUN_DISCREPANCIES_MAX_ITEMS: Final = 12
IMPORT_RUN_TOOL_VERSION_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_RUN_TOOL_VERSION_MIN_LENGTH: Final = 1
IMPORT_RUN_TOOL_VERSION_MAX_LENGTH: Final = 64

# ImportRunPage: One page of imports, newest first.
IMPORT_RUN_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportSourceName: Names a folder that the studio may import from. Which folder it is, only the
# operator's machine knows: `spolvero source` names one.
IMPORT_SOURCE_NAME_PATTERN: Final = "^[a-z0-9][a-z0-9._-]*$"
IMPORT_SOURCE_NAME_MIN_LENGTH: Final = 1
IMPORT_SOURCE_NAME_MAX_LENGTH: Final = 63

# ImportSourcePage: One page of sources, by name.
IMPORT_SOURCE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ImportStaging: How the studio gets hold of a picture's bytes. In no way is the original ever
# written or deleted. `copy`: a copy of its own, which needs the space once more. `hard_link`:
# another name for the same bytes, which needs the file store on the same file system. `symlink`: a
# pointer to the file, which is lost when that moves. `in_place`: nothing: the picture is read where
# it lies.
IMPORT_STAGING_DEFAULT: Final = "copy"

# ImportSummary: What came of an import, as the scripts write it into a file.
IMPORT_SUMMARY_PLAN_HASH_PATTERN: Final = "^[0-9a-f]{64}$"
IMPORT_SUMMARY_PLAN_HASH_MIN_LENGTH: Final = 64
IMPORT_SUMMARY_PLAN_HASH_MAX_LENGTH: Final = 64
IMPORT_SUMMARY_FILES_TOTAL_MINIMUM: Final = 0
IMPORT_SUMMARY_IMAGES_CREATED_MINIMUM: Final = 0
IMPORT_SUMMARY_LINKS_CREATED_MINIMUM: Final = 0
IMPORT_SUMMARY_ALBUMS_CREATED_MINIMUM: Final = 0
IMPORT_SUMMARY_DISCREPANCIES_MAX_ITEMS: Final = 12
IMPORT_SUMMARY_TOOL_VERSION_PATTERN: Final = "^[^\\u0000]*$"
IMPORT_SUMMARY_TOOL_VERSION_MIN_LENGTH: Final = 1
IMPORT_SUMMARY_TOOL_VERSION_MAX_LENGTH: Final = 64

# ImportUndoRequest: How to take an import back.
IMPORT_UNDO_REQUEST_DRY_RUN_DEFAULT: Final = True

# InvalidPart: One thing in the request that does not fit the contract, and where it is.
INVALID_PART_ROW_MINIMUM: Final = 1
INVALID_PART_LINE_MINIMUM: Final = 1

# InvitationCreate: Whom to let in by the OpenID Connect provider.
INVITATION_CREATE_ROLE_DEFAULT: Final = Role.VIEWER
INVITATION_CREATE_USER_ID_DEFAULT: Final = None

# InvitationId: Names an invitation for ever. Opaque: compare it, keep it, never take it apart. Ids
# made later sort later.
INVITATION_ID_PATTERN: Final = "^inv_[0-9a-hjkmnp-tv-z]{26}$"
INVITATION_ID_MIN_LENGTH: Final = 30
INVITATION_ID_MAX_LENGTH: Final = 30

# InvitationPage: One page of invitations, oldest first.
INVITATION_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ItemName: What one picture of a batch is called: `<value>_of_<suit>` when the template has these
# two columns, else the row's `name`, else its first column; `row_<number>` when that is blank.
ITEM_NAME_PATTERN: Final = "^[^\\u0000]*$"
ITEM_NAME_MIN_LENGTH: Final = 1
ITEM_NAME_MAX_LENGTH: Final = 255

# Job: One picture asked for: what was asked, how far it got, what came of it.
JOB_STEPS_DONE_MINIMUM: Final = 0
JOB_STEPS_DONE_MAXIMUM: Final = 150
JOB_QUEUE_POSITION_MINIMUM: Final = 1
JOB_ATTEMPTS_MINIMUM: Final = 0
JOB_FAILURES_MINIMUM: Final = 0
JOB_CRASHES_MINIMUM: Final = 0

# JobEvent: A job as it was after something happened to it. Each one tells everything that can
# change, so a reader who missed some is up to date with the last.
JOB_EVENT_STEPS_DONE_MINIMUM: Final = 0
JOB_EVENT_STEPS_DONE_MAXIMUM: Final = 150
JOB_EVENT_ATTEMPTS_MINIMUM: Final = 0

# JobFailure: Why a job failed.
JOB_FAILURE_REASON_MIN_LENGTH: Final = 1
JOB_FAILURE_REASON_MAX_LENGTH: Final = 1000

# JobId: Names a job for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
# later.
JOB_ID_PATTERN: Final = "^job_[0-9a-hjkmnp-tv-z]{26}$"
JOB_ID_MIN_LENGTH: Final = 30
JOB_ID_MAX_LENGTH: Final = 30

# JobPage: One page of jobs, newest first.
JOB_PAGE_ITEMS_MAX_ITEMS: Final = 100

# JobRequest: A picture to make. Only the prompt must be given.
JOB_REQUEST_NEGATIVE_PROMPT_DEFAULT: Final = ""
JOB_REQUEST_STEPS_DEFAULT: Final = 30
JOB_REQUEST_WIDTH_DEFAULT: Final = 512
JOB_REQUEST_HEIGHT_DEFAULT: Final = 512
JOB_REQUEST_GUIDANCE_SCALE_DEFAULT: Final = 8
JOB_REQUEST_PRIORITY_DEFAULT: Final = 5

# JobSelection: Which jobs to act on: those that fit everything that is given.
JOB_SELECTION_STATE_MIN_ITEMS: Final = 1
JOB_SELECTION_STATE_MAX_ITEMS: Final = 5
JOB_SELECTION_STATE_UNIQUE_ITEMS: Final = True
JOB_SELECTION_JOB_IDS_MIN_ITEMS: Final = 1
JOB_SELECTION_JOB_IDS_MAX_ITEMS: Final = 500
JOB_SELECTION_JOB_IDS_UNIQUE_ITEMS: Final = True
JOB_SELECTION_DRY_RUN_DEFAULT: Final = False

# JobSort: The order of a list of jobs. `newest`: asked for last first. `queue`: what a worker takes
# next first, by priority and then by the moment from which it may start; meant for those that are
# queued.
JOB_SORT_DEFAULT: Final = "newest"

# JobsChanged: What came of acting on many jobs.
JOBS_CHANGED_CHANGED_MINIMUM: Final = 0
JOBS_CHANGED_STOPPING_MINIMUM: Final = 0

# LabelCount: How many labels an image has. All of them together are searched.
LABEL_COUNT_MINIMUM: Final = 0
LABEL_COUNT_MAXIMUM: Final = 200

# LabelId: Names a label for ever. Opaque: compare it, keep it, never take it apart. Ids made later
# sort later.
LABEL_ID_PATTERN: Final = "^lbl_[0-9a-hjkmnp-tv-z]{26}$"
LABEL_ID_MIN_LENGTH: Final = 30
LABEL_ID_MAX_LENGTH: Final = 30

# LabelPage: One page of an image's labels, oldest first.
LABEL_PAGE_ITEMS_MAX_ITEMS: Final = 100

# LabelText: What a label says. Not blank. A tag has at most 100 characters.
LABEL_TEXT_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
LABEL_TEXT_MIN_LENGTH: Final = 1
LABEL_TEXT_MAX_LENGTH: Final = 500

# LabelUpdate: What to change about a label. What is absent stays as it is. Kind, source and model
# never change.
LABEL_UPDATE_MIN_PROPERTIES: Final = 1

# Login: The name by which a person signs in with a password: a word, or an email address. Case does
# not count; nobody else here has it.
LOGIN_PATTERN: Final = "^[!-~]+$"
LOGIN_MIN_LENGTH: Final = 2
LOGIN_MAX_LENGTH: Final = 254

# Model: What drew the picture: the engine's model and its version, exactly enough to draw it again.
MODEL_PATTERN: Final = "^[^\\u0000]*$"
MODEL_MIN_LENGTH: Final = 1
MODEL_MAX_LENGTH: Final = 200

# Name: A name for people to read. Not blank, and it need not be unique.
NAME_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
NAME_MIN_LENGTH: Final = 1
NAME_MAX_LENGTH: Final = 255

# NegativePrompt: What the picture must not show, in words; empty when nothing is ruled out.
NEGATIVE_PROMPT_PATTERN: Final = "^[^\\u0000]*$"
NEGATIVE_PROMPT_MAX_LENGTH: Final = 2000

# NewApiToken: An API token that was just made, with its secret: shown this once, and not kept.
NEW_API_TOKEN_SECRET_PATTERN: Final = "^spv_[0-9a-z]{8}_[0-9a-z]{52}$"
NEW_API_TOKEN_SECRET_MIN_LENGTH: Final = 65
NEW_API_TOKEN_SECRET_MAX_LENGTH: Final = 65

# NewPassword: A password to sign in with from now on. Any characters do, blanks too; length is what
# makes it strong.
NEW_PASSWORD_PATTERN: Final = "^[^\\u0000]*$"
NEW_PASSWORD_MIN_LENGTH: Final = 12
NEW_PASSWORD_MAX_LENGTH: Final = 200

# Note: Free text for people to read; empty when there is none.
NOTE_PATTERN: Final = "^[^\\u0000]*$"
NOTE_MAX_LENGTH: Final = 2000

# NotedRequest: One request, as the server saw it.
NOTED_REQUEST_DURATION_MS_MINIMUM: Final = 0

# PageLimit: At most how many items one page holds. A page may hold fewer and still not be the last:
# only `next_cursor` tells.
PAGE_LIMIT_MINIMUM: Final = 1
PAGE_LIMIT_MAXIMUM: Final = 100
PAGE_LIMIT_DEFAULT: Final = 50

# Password: A password as it was typed.
PASSWORD_PATTERN: Final = "^[^\\u0000]*$"
PASSWORD_MIN_LENGTH: Final = 1
PASSWORD_MAX_LENGTH: Final = 200

# PreviewItem: The prompt that a row would be drawn by.
PREVIEW_ITEM_LENGTH_MINIMUM: Final = 1
PREVIEW_ITEM_LENGTH_MAXIMUM: Final = 2000

# Priority: How soon: of the jobs that wait, those with the lowest number are drawn first; among
# equals, whoever came first.
PRIORITY_MINIMUM: Final = 1
PRIORITY_MAXIMUM: Final = 9

# Problem: What went wrong, by RFC 9457. Served as `application/problem+json` wherever an operation
# does not do what was asked.
PROBLEM_STATUS_MINIMUM: Final = 400
PROBLEM_STATUS_MAXIMUM: Final = 599
PROBLEM_INSTANCE_PATTERN: Final = "^/[!-~]+$"
PROBLEM_ERRORS_MIN_ITEMS: Final = 1

# Prompt: What the picture shows, in words. Not blank.
PROMPT_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
PROMPT_MIN_LENGTH: Final = 1
PROMPT_MAX_LENGTH: Final = 2000

# PromptPart: A part of every prompt of a batch, word for word; empty when there is none.
PROMPT_PART_PATTERN: Final = "^[^\\u0000]*$"
PROMPT_PART_MAX_LENGTH: Final = 2000

# PromptTemplate: What each picture shows, with `{column}` where the row's values go. `{{` and `}}`
# stand for braces. Not blank.
PROMPT_TEMPLATE_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
PROMPT_TEMPLATE_MIN_LENGTH: Final = 1
PROMPT_TEMPLATE_MAX_LENGTH: Final = 2000

# Queue: The queue as it is now.
QUEUE_QUEUED_MINIMUM: Final = 0
QUEUE_WAITING_FOR_RETRY_MINIMUM: Final = 0
QUEUE_RUNNING_MINIMUM: Final = 0
QUEUE_OLDEST_AGE_SECONDS_MINIMUM: Final = 0
QUEUE_FINISHED_LAST_HOUR_SUCCEEDED_MINIMUM: Final = 0
QUEUE_FINISHED_LAST_HOUR_FAILED_MINIMUM: Final = 0
QUEUE_FINISHED_LAST_HOUR_CANCELLED_MINIMUM: Final = 0
QUEUE_PICTURES_PER_MINUTE_MINIMUM: Final = 0
QUEUE_ESTIMATED_SECONDS_MINIMUM: Final = 0

# QueueJob: The receipt for a queued job: what was so when it was queued. Keep `id`; follow
# `job_url` to watch it.
QUEUE_JOB_QUEUE_POSITION_MINIMUM: Final = 1
QUEUE_JOB_JOB_URL_PATTERN: Final = "^/[!-~]+$"

# Readiness: Whether the server can do its work now.
READINESS_CHECKS_MIN_ITEMS: Final = 1

# Refusal: Why something would be refused if it were asked for now.
REFUSAL_DETAIL_MIN_LENGTH: Final = 1

# RetentionDays: After how many days something goes for good. 0: never.
RETENTION_DAYS_MINIMUM: Final = 0
RETENTION_DAYS_MAXIMUM: Final = 36500

# ReturnTo: A place in this studio: a path from its root, never another site's.
RETURN_TO_PATTERN: Final = "^/([!-.0-\\[\\]-~][!-\\[\\]-~]*)?$"
RETURN_TO_MIN_LENGTH: Final = 1
RETURN_TO_MAX_LENGTH: Final = 1000
RETURN_TO_DEFAULT: Final = "/"

# RowNumber: A row of a batch's template, 1 being the first.
ROW_NUMBER_MINIMUM: Final = 1
ROW_NUMBER_MAXIMUM: Final = 10000

# RowSelection: Rows of a template by their numbers. They are taken in the template's order,
# whatever the order here.
ROW_SELECTION_MIN_ITEMS: Final = 1
ROW_SELECTION_MAX_ITEMS: Final = 10000
ROW_SELECTION_UNIQUE_ITEMS: Final = True

# RowValues: A row's values by column. A column that is absent is empty.
ROW_VALUES_MAX_PROPERTIES: Final = 32

# Schedule: One thing that the studio does again and again by itself: when it did so last, and when
# it will do so next.
SCHEDULE_DESCRIPTION_MIN_LENGTH: Final = 1
SCHEDULE_DESCRIPTION_MAX_LENGTH: Final = 500
SCHEDULE_INTERVAL_SECONDS_MINIMUM: Final = 1
SCHEDULE_UNIT_MIN_LENGTH: Final = 1
SCHEDULE_UNIT_MAX_LENGTH: Final = 100

# SchedulePage: One page of the schedules, by name.
SCHEDULE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ScheduleRun: One run of a schedule: what set it off, and what came of it.
SCHEDULE_RUN_COUNT_MINIMUM: Final = 0
SCHEDULE_RUN_ERROR_MIN_LENGTH: Final = 1
SCHEDULE_RUN_ERROR_MAX_LENGTH: Final = 1000

# ScheduleRunId: Names a run of a schedule. Opaque: compare it, keep it, never take it apart. Ids
# made later sort later.
SCHEDULE_RUN_ID_PATTERN: Final = "^run_[0-9a-hjkmnp-tv-z]{26}$"
SCHEDULE_RUN_ID_MIN_LENGTH: Final = 30
SCHEDULE_RUN_ID_MAX_LENGTH: Final = 30

# ScheduleRunPage: One page of a schedule's runs, newest first.
SCHEDULE_RUN_PAGE_ITEMS_MAX_ITEMS: Final = 100

# ScopeList: What an API token is good for.
SCOPE_LIST_MIN_ITEMS: Final = 1
SCOPE_LIST_MAX_ITEMS: Final = 100
SCOPE_LIST_UNIQUE_ITEMS: Final = True

# SearchWords: Words that must all occur, anywhere and in any order. Case does not count, in any
# script, and no character has a special meaning.
SEARCH_WORDS_PATTERN: Final = "^[^\\u0000]*$"
SEARCH_WORDS_MIN_LENGTH: Final = 1
SEARCH_WORDS_MAX_LENGTH: Final = 200

# Seed: Decides the chance in a picture. The same seed with the same other parameters and model
# gives the same picture.
SEED_MINIMUM: Final = 0
SEED_MAXIMUM: Final = 2147483647

# SessionId: Names a session for ever. Opaque: compare it, keep it, never take it apart. Ids made
# later sort later.
SESSION_ID_PATTERN: Final = "^ses_[0-9a-hjkmnp-tv-z]{26}$"
SESSION_ID_MIN_LENGTH: Final = 30
SESSION_ID_MAX_LENGTH: Final = 30

# SessionPage: One page of sessions, newest first.
SESSION_PAGE_ITEMS_MAX_ITEMS: Final = 100

# SessionRevocation: How many sessions were ended.
SESSION_REVOCATION_REVOKED_MINIMUM: Final = 0

# Settings: What anyone may know of this server: its version, its engine, its limits, and how to
# sign in.
SETTINGS_LIMITS_MAX_BODY_BYTES_MINIMUM: Final = 1
SETTINGS_LIMITS_MAX_QUEUED_JOBS_MINIMUM: Final = 1
SETTINGS_LIMITS_MAX_PICTURES_PER_HOUR_MINIMUM: Final = 1
SETTINGS_SIGN_IN_WAYS_UNIQUE_ITEMS: Final = True
SETTINGS_SIGN_IN_PROVIDER_MIN_LENGTH: Final = 1
SETTINGS_SIGN_IN_PROVIDER_MAX_LENGTH: Final = 60

# Side: Width or height of a picture in pixels; a multiple of 8.
SIDE_MINIMUM: Final = 64
SIDE_MAXIMUM: Final = 2048
SIDE_MULTIPLE_OF: Final = 8

# SignIn: What to exchange for a session: the secret of a one-time link, an API token, or a login
# and its password.
SIGN_IN_LINK_PATTERN: Final = "^[!-~]+$"
SIGN_IN_LINK_MIN_LENGTH: Final = 1
SIGN_IN_LINK_MAX_LENGTH: Final = 200
SIGN_IN_TOKEN_PATTERN: Final = "^[!-~]+$"
SIGN_IN_TOKEN_MIN_LENGTH: Final = 1
SIGN_IN_TOKEN_MAX_LENGTH: Final = 200

# SignInLink: A link that signs somebody in, once. It is shown this once and not kept.
SIGN_IN_LINK_URL_PATTERN: Final = "^/#sign-in=[A-Za-z0-9_-]+$"
SIGN_IN_LINK_URL_MIN_LENGTH: Final = 12
SIGN_IN_LINK_URL_MAX_LENGTH: Final = 200

# Steps: How many refinements the engine makes. More take longer and show more detail.
STEPS_MINIMUM: Final = 1
STEPS_MAXIMUM: Final = 150

# Tag: A tag. Case does not count: `Fox` and `fox` are one tag.
TAG_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
TAG_MIN_LENGTH: Final = 1
TAG_MAX_LENGTH: Final = 100

# TemplateColumn: One column that the rows of a template have.
TEMPLATE_COLUMN_REQUIRED_DEFAULT: Final = True
TEMPLATE_COLUMN_MAX_LENGTH_MINIMUM: Final = 1
TEMPLATE_COLUMN_MAX_LENGTH_MAXIMUM: Final = 2000
TEMPLATE_COLUMN_MAX_LENGTH_DEFAULT: Final = 2000
TEMPLATE_COLUMN_DESCRIPTION_DEFAULT: Final = ""

# TemplateName: A template's name. Not blank, and no two templates have the same.
TEMPLATE_NAME_PATTERN: Final = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0][^\\u0000]*$"
TEMPLATE_NAME_MIN_LENGTH: Final = 1
TEMPLATE_NAME_MAX_LENGTH: Final = 200

# TemplateRowPage: One page of a template's rows, in their order.
TEMPLATE_ROW_PAGE_ITEMS_MAX_ITEMS: Final = 100

# TemplateRows: All rows of a template, in their order.
TEMPLATE_ROWS_ROWS_MAX_ITEMS: Final = 10000

# Theme: The style of a whole batch in a few words; goes into each prompt after `Art style: `. Empty
# when there is none.
THEME_PATTERN: Final = "^[^\\u0000]*$"
THEME_MAX_LENGTH: Final = 500

# Timestamp: A moment in UTC, written by RFC 3339 with microseconds and always ending in `Z`.
TIMESTAMP_PATTERN: Final = "^[1-9][0-9]{3}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-5][0-9][.][0-9]{6}Z$"
TIMESTAMP_MIN_LENGTH: Final = 27
TIMESTAMP_MAX_LENGTH: Final = 27

# TokenCount: How many API tokens a person has.
TOKEN_COUNT_MINIMUM: Final = 0
TOKEN_COUNT_MAXIMUM: Final = 100

# TokenId: Names an API token for ever. Opaque: compare it, keep it, never take it apart. Ids made
# later sort later.
TOKEN_ID_PATTERN: Final = "^tok_[0-9a-hjkmnp-tv-z]{26}$"
TOKEN_ID_MIN_LENGTH: Final = 30
TOKEN_ID_MAX_LENGTH: Final = 30

# TokenPrefix: How an API token begins. It tells tokens apart and opens nothing.
TOKEN_PREFIX_PATTERN: Final = "^spv_[0-9a-z]{8}$"
TOKEN_PREFIX_MIN_LENGTH: Final = 12
TOKEN_PREFIX_MAX_LENGTH: Final = 12

# TraceId: Ties a request, its answer, the jobs it asks for and the log lines about all of them
# together; name it when you report a problem. Taken from the request's W3C `traceparent` header,
# else from its `X-Trace-Id`; drawn when it has neither, or none that can be used.
TRACE_ID_PATTERN: Final = "^[0-9a-f]{32}$"
TRACE_ID_MIN_LENGTH: Final = 32
TRACE_ID_MAX_LENGTH: Final = 32

# TrashedImagePage: One page of the trash, what was deleted last first.
TRASHED_IMAGE_PAGE_ITEMS_MAX_ITEMS: Final = 100

# UploadPixels: Width times height of an uploaded picture: what must be held in memory to decode it.
UPLOAD_PIXELS_MINIMUM: Final = 1
UPLOAD_PIXELS_MAXIMUM: Final = 40000000

# UploadSide: Width or height of an uploaded picture, in pixels.
UPLOAD_SIDE_MINIMUM: Final = 1
UPLOAD_SIDE_MAXIMUM: Final = 8192

# UserAgent: What a browser calls itself, shortened if it is long.
USER_AGENT_PATTERN: Final = "^[^\\u0000]*$"
USER_AGENT_MAX_LENGTH: Final = 200

# UserCreate: Who is to be let in. The new person has no way to sign in yet: make a link.
USER_CREATE_ROLE_DEFAULT: Final = Role.VIEWER

# UserId: Names a user for ever. Opaque: compare it, keep it, never take it apart. Ids made later
# sort later.
USER_ID_PATTERN: Final = "^usr_[0-9a-hjkmnp-tv-z]{26}$"
USER_ID_MIN_LENGTH: Final = 30
USER_ID_MAX_LENGTH: Final = 30

# UserPage: One page of the studio's people, oldest first.
USER_PAGE_ITEMS_MAX_ITEMS: Final = 100

# UserUpdate: What to change about a person. What is absent stays as it is.
USER_UPDATE_MIN_PROPERTIES: Final = 1

# Properties whose values are secrets, by the contract.
SENSITIVE_NAMES: Final = (
    "link",
    "secret",
    "token",
    "url",
)
