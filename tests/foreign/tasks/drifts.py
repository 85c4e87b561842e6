"""How the tasks may lie, one at a time."""

from tests.foreign.drift import GONE, Drift, header, instead, media, status, table, without

_TASK = (
    "tasks.get",
    "tasks.replace",
    "tasks.update",
    "tasks.delete",
    "tasks.complete",
    "notes.list",
    "notes.create",
)
_LISTS = ("tasks.list", "notes.list")

DRIFTS = table(
    Drift("task-made-200", "status", ("tasks.create",), reply=status(200)),
    Drift("task-deleted-200", "status", ("tasks.delete",), reply=status(200)),
    Drift("invalid-task-400", "status", ("tasks.replace",)),
    Drift("health-203", "status", ("health",), reply=status(203)),
    #
    Drift("task-without-status", "schema", ("tasks.get",), reply=without("/status")),
    Drift("tags-as-text", "schema", ("tasks.get",), reply=instead("/tags", ",".join)),
    Drift("status-drifts", "schema", ("tasks.complete",), reply=instead("/status", "completed")),
    Drift("task-tells-owner", "schema", ("tasks.get",), reply=instead("/owner", "eve")),
    Drift("listed-title-null", "schema", ("tasks.list",), reply=instead("/items/*/title", None)),
    Drift("note-time-epoch", "schema", ("notes.create",), reply=instead("/created_at", 1767225600)),
    Drift("next-missing", "schema", ("tasks.list",), reply=without("/next_cursor")),
    Drift("error-code-drifts", "schema", ("tasks.get",)),
    Drift("health-down", "schema", ("health",), reply=instead("/status", "down")),
    #
    Drift("task-as-html", "media", ("tasks.get",), reply=media("text/html", "<h1>Task</h1>")),
    Drift("note-no-json", "media", ("notes.get",), reply=media("application/json", "note")),
    #
    Drift("location-missing", "headers", ("tasks.create",), reply=header("Location", None)),
    #
    Drift("title-101", "accepts-invalid", ("tasks.create",), {"/properties/title/maxLength": 101}),
    Drift(
        "title-empty", "accepts-invalid", ("tasks.create",), {"/properties/title/minLength": GONE}
    ),
    Drift(
        "pinned-as-number",
        "accepts-invalid",
        ("notes.create",),
        {"/properties/pinned/type": ["boolean", "integer"]},
        reply=instead("/pinned", bool),
    ),
    Drift(
        "any-status",
        "accepts-invalid",
        ("tasks.update",),
        {"/properties/status/enum": GONE},
        reply=instead("/status", "todo"),
    ),
    Drift(
        "any-due",
        "accepts-invalid",
        ("tasks.create",),
        {"/properties/due/format": GONE},
        reply=instead("/due", None),
    ),
    Drift("six-tags", "accepts-invalid", ("tasks.create",), {"/properties/tags/maxItems": 6}),
    Drift(
        "any-tag", "accepts-invalid", ("tasks.create",), {"/properties/tags/items/pattern": GONE}
    ),
    Drift(
        "any-effort", "accepts-invalid", ("tasks.create",), {"/properties/effort/multipleOf": GONE}
    ),
    Drift(
        "effort-negative",
        "accepts-invalid",
        ("tasks.create",),
        {"/properties/effort/minimum": GONE},
    ),
    Drift("effort-41", "accepts-invalid", ("tasks.replace",), {"/properties/effort/maximum": 40.5}),
    Drift("more-properties", "accepts-invalid", ("tasks.update",), {"/additionalProperties": GONE}),
    Drift("limit-101", "accepts-invalid", ("tasks.list",), parameter={"/limit/maximum": 101}),
    Drift("limit-zero", "accepts-invalid", ("notes.list",), parameter={"/limit/minimum": 0}),
    Drift(
        "unknown-status-listed",
        "accepts-invalid",
        ("tasks.list",),
        parameter={"/status/enum": GONE},
    ),
    Drift("unknown-order", "accepts-invalid", ("tasks.list",), parameter={"/order/enum": GONE}),
    Drift(
        "any-key", "accepts-invalid", ("tasks.create",), parameter={"/Idempotency-Key/format": GONE}
    ),
    Drift("text-body-taken", "accepts-invalid", ("tasks.create",)),
    Drift("notes-takes-any-media-type", "accepts-invalid", ("notes.create",)),
    #
    Drift("refuses-emoji", "rejects-valid", ("tasks.create",)),
    Drift("refuses-limit-title", "rejects-valid", ("tasks.create",)),
    Drift(
        "status-required", "rejects-valid", ("tasks.create",), {"/required": ["title", "status"]}
    ),
    Drift(
        "null-due-refused", "rejects-valid", ("tasks.update",), {"/properties/due/type": "string"}
    ),
    Drift(
        "doing-refused",
        "rejects-valid",
        ("tasks.create",),
        {"/properties/status/enum": ["todo", "done"]},
    ),
    Drift("limit-100-refused", "rejects-valid", ("tasks.list",), parameter={"/limit/maximum": 99}),
    Drift(
        "due-sort-refused",
        "rejects-valid",
        ("tasks.list",),
        parameter={"/sort/enum": ["created_at", "title"]},
    ),
    #
    Drift("crash-on-slash", "crash", ("tasks.create",)),
    Drift("crash-on-old-date", "crash", ("tasks.create",)),
    Drift("crash-on-no-tags", "crash", ("tasks.create",)),
    Drift("crash-on-odd-id", "crash", _TASK),
    Drift("crash-on-second-completion", "crash", ("tasks.complete",)),
    Drift("delete-twice-crashes", "crash", ("tasks.delete",)),
    #
    Drift("task-takes-undeclared-method", "protocol", _TASK[:4]),
    Drift("notes-undeclared-method-404", "protocol", ("notes.list", "notes.create")),
    Drift("me-allow-missing", "protocol", ("me",)),
    Drift("task-head-refused", "protocol", ("tasks.get",)),
    #
    Drift("me-lets-anybody-in", "auth", ("me",)),
    Drift("tasks-lets-wrong-credentials-in", "auth", ("tasks.list",)),
    Drift("create-lets-anybody-in", "auth", ("tasks.create",)),
    #
    Drift("double-delete", "lifecycle", ("tasks.delete",)),
    Drift("deleted-readable", "lifecycle", ("tasks.delete", "tasks.get")),
    Drift("note-delete-does-nothing", "lifecycle", ("notes.delete", "notes.get")),
    Drift("create-ignores-status", "lifecycle", ("tasks.create",)),
    Drift("create-uppercases", "lifecycle", ("tasks.create",)),
    Drift("create-loses-due", "lifecycle", ("tasks.create",)),
    Drift("create-sorts-tags", "lifecycle", ("tasks.create",)),
    Drift("create-not-saved", "lifecycle", ("tasks.create", "tasks.get")),
    Drift("create-wrong-id", "lifecycle", ("tasks.create", "tasks.get")),
    Drift("create-wrong-location", "lifecycle", ("tasks.create",)),
    Drift("create-saves-other", "lifecycle", ("tasks.create",)),
    Drift("put-merges", "lifecycle", ("tasks.replace",)),
    Drift("put-keeps-due", "lifecycle", ("tasks.replace",)),
    Drift("put-renews-id", "lifecycle", ("tasks.replace",)),
    Drift("put-not-saved", "lifecycle", ("tasks.replace",)),
    Drift("patch-clobbers", "lifecycle", ("tasks.update",)),
    Drift("patch-ignored", "lifecycle", ("tasks.update",)),
    Drift("patch-adds-tags", "lifecycle", ("tasks.update",)),
    Drift("patch-null-ignored", "lifecycle", ("tasks.update",)),
    Drift("patch-shows-only", "lifecycle", ("tasks.update",)),
    Drift("note-collapses-spaces", "lifecycle", ("notes.create",)),
    Drift("note-cut", "lifecycle", ("notes.create",)),
    Drift("pinned-not-saved", "lifecycle", ("notes.create",)),
    Drift("pinned-by-default", "lifecycle", ("notes.create",)),
    #
    Drift("cursor-skips", "collections", _LISTS),
    Drift("cursor-repeats", "collections", _LISTS),
    Drift("cursor-ignored", "collections", _LISTS),
    Drift("limit-plus-one", "collections", _LISTS),
    Drift("limit-ignored", "collections", _LISTS),
    Drift("last-page-lies", "collections", _LISTS),
    Drift("second-page-is-the-last", "collections", _LISTS),
    Drift("status-filter-ignored", "collections", ("tasks.list",)),
    Drift("status-filter-partly", "collections", ("tasks.list",)),
    Drift("due-before-ignored", "collections", ("tasks.list",)),
    Drift("due-after-ignored", "collections", ("tasks.list",)),
    Drift("due-after-shows-undated", "collections", ("tasks.list",)),
    Drift("tag-filter-ignored", "collections", ("tasks.list",)),
    Drift("sort-ignored", "collections", ("tasks.list",)),
    Drift("sort-reversed", "collections", ("tasks.list",)),
    Drift("order-ignored", "collections", ("tasks.list",)),
    Drift("order-unstable", "collections", ("tasks.list",)),
    Drift("list-misses-new", "collections", ("tasks.list", "tasks.create")),
    Drift("done-never-listed", "collections", ("tasks.list", "tasks.create")),
    Drift("deleted-listed", "collections", ("tasks.list", "tasks.delete")),
    Drift("notes-of-all-tasks", "collections", ("notes.list",)),
    Drift("pinned-notes-hidden", "collections", ("notes.list", "notes.create")),
    #
    Drift("task-of-another-read", "ownership", ("tasks.get",)),
    Drift("task-of-another-replaced", "ownership", ("tasks.replace",)),
    Drift("task-of-another-updated", "ownership", ("tasks.update",)),
    Drift("task-of-another-deleted", "ownership", ("tasks.delete",)),
    Drift("task-of-another-completed", "ownership", ("tasks.complete",)),
    Drift("tasks-of-all-listed", "ownership", ("tasks.list",)),
    Drift("notes-of-another-listed", "ownership", ("notes.list",)),
    Drift("note-on-anothers-task", "ownership", ("notes.create",)),
    Drift("note-of-another-read", "ownership", ("notes.get",)),
    Drift("note-of-another-deleted", "ownership", ("notes.delete",)),
    #
    Drift("key-ignored", "idempotency", ("tasks.create",)),
    Drift("key-for-other-body", "idempotency", ("tasks.create",)),
    Drift("repeat-shows-other-id", "idempotency", ("tasks.create",)),
    Drift("put-counts", "idempotency", ("tasks.replace",)),
    #
    Drift("get-mutates", "safety", ("tasks.get",)),
    Drift("list-completes", "safety", ("tasks.list",)),
)
