// Generated from openapi/ by "make generate". Change the contract, not this file.

export interface paths {
  "/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask who you are
     *
     * Tells how the server sees this request: as whom, and by which proof. The public gets an
     * answer too, with `authenticated` false.
     */
    get: operations["get_auth_status"];
    put?: never;
    /**
     * Sign in
     *
     * Exchanges the secret of a one-time link, or an API token, for a session in a cookie that
     * scripts cannot read. A one-time link works once; whoever opens it again is refused. Programs
     * need no session: they send `Authorization: Bearer` with each request.
     */
    post: operations["sign_in"];
    /**
     * Sign out
     *
     * Ends the session of this cookie, here and on the server. Other sessions of the same person go
     * on.
     */
    delete: operations["sign_out"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List jobs
     *
     * All jobs, newest first. The queue is `state=queued`, what is being drawn is `state=running`,
     * and the history is the other three; repeat `state` to ask for several at once.
     */
    get: operations["list_jobs"];
    put?: never;
    /**
     * Ask for a picture
     *
     * Answers at once with a receipt. The picture is made later, by a worker: follow `Location` to
     * watch it. The album is decided now, so that the picture's place is known before it exists.
     * Send an `Idempotency-Key` to be able to repeat the request safely when an answer got lost.
     */
    post: operations["queue_job"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs/{job_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch a job
     *
     * One job as it is now: its state, its progress, its place in the queue, and the image once
     * there is one.
     */
    get: operations["get_job"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs/{job_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a job
     *
     * A queued job is cancelled at once. A running one is told to stop, and does so at its next
     * step: the answer then still says `running`, with `cancel_requested` true. A finished job
     * cannot be cancelled. Asking twice is no error.
     */
    post: operations["cancel_job"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List albums
     *
     * Albums, newest first unless `sort` says otherwise. The public sees published albums only,
     * whatever it asks for. A cursor is good for the filters and the order that it was given with.
     */
    get: operations["list_albums"];
    put?: never;
    /**
     * Make an album
     *
     * Makes an empty album. Names need not be unique: the id tells albums apart.
     */
    post: operations["create_album"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums/{album_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Open an album
     *
     * The album with the first page of its images. The public sees a published album only, and in
     * it only images that are not private; anything else is as if it did not exist.
     */
    get: operations["get_album"];
    put?: never;
    post?: never;
    /**
     * Delete an album
     *
     * Deletes the album and keeps its images: one that would be left in no album moves to the
     * studio's album of the month it was made in (`images_only_here` of `get_album` tells how many
     * these are). That monthly album itself is refused while images depend on it.
     */
    delete: operations["delete_album"];
    options?: never;
    head?: never;
    /**
     * Change an album
     *
     * Changes what the body names and leaves the rest. Send `If-Match` with the `ETag` that you saw
     * to be refused, rather than overwrite, when somebody else was faster. A cover must be an image
     * of the album; once it is taken out or deleted, the cover is automatic again.
     */
    patch: operations["update_album"];
    trace?: never;
  };
  "/albums/{album_id}/images": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List an album's images
     *
     * The images of one album, in album order. The public sees what `get_album` would show them.
     */
    get: operations["list_album_images"];
    put?: never;
    /**
     * Put images into an album
     *
     * Puts up to 500 images at the end of the album, in the order given, and tells what came of
     * each. They stay in their other albums; with `from_album_id` they are taken out of that one.
     * Nothing that is unknown keeps the rest from being put.
     */
    post: operations["add_album_images"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums/{album_id}/images/remove": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take images out of an album
     *
     * Takes up to 500 images out of the album, keeps them, and tells what came of each. One that
     * would be left in no album moves to the studio's album of the month it was made in; in that
     * one itself it stays. Nothing that is unknown keeps the rest from being taken out.
     */
    post: operations["remove_album_images"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums/{album_id}/images/{image_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Put an image into an album
     *
     * Puts the image at the end of the album. It stays in its other albums. When it is there
     * already, nothing changes.
     */
    put: operations["add_album_image"];
    post?: never;
    /**
     * Take an image out of an album
     *
     * Takes the image out and keeps it. One that would be left in no album moves to the studio's
     * album of the month it was made in; taking it out of that one too is refused.
     */
    delete: operations["remove_album_image"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums/{album_id}/archive": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download an album
     *
     * All images of the album that you may see, in album order, as one ZIP file. It is made while
     * it is sent, so its size is not known before. Each file is named by its place and its title or
     * prompt.
     */
    get: operations["download_album"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/albums/{album_id}/order": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put an album's images in order
     *
     * These images of the album, in this order, come to stand before another one or at its end; the
     * order of the rest stays as it is. Refused as a whole, naming them, when some are not in the
     * album. Send `If-Match` to be refused when the album has changed since you saw it.
     */
    post: operations["reorder_album"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/images": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List images
     *
     * All images, newest first unless `sort` says otherwise; each filter leaves out some. The
     * public sees published images and those that a published album shows, whatever it asks for:
     * what it may not see, no filter finds. A cursor is good for the filters and the order that it
     * was given with.
     */
    get: operations["list_images"];
    put?: never;
    /**
     * Upload a picture
     *
     * Keeps a picture that you made elsewhere. It is decoded and drawn anew, the right way up and
     * without metadata, as PNG, JPEG or WebP, whichever it is by its content. The same picture sent
     * twice makes two images.
     */
    post: operations["upload_image"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/images/{image_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at an image's data
     *
     * Everything about one image but its pixels. To the public a private image does not exist.
     */
    get: operations["get_image"];
    put?: never;
    post?: never;
    /**
     * Delete an image
     *
     * Moves the image to the trash: it is gone from every list, album and count at once, and its
     * file is given no more. `restore_image` brings it back to its albums and places until
     * `purge_at`, when it goes for good.
     */
    delete: operations["delete_image"];
    options?: never;
    head?: never;
    /**
     * Change an image
     *
     * Changes what the body names and leaves the rest. Send `If-Match` with the `ETag` that you saw
     * to be refused, rather than overwrite, when somebody else was faster.
     */
    patch: operations["update_image"];
    trace?: never;
  };
  "/images/{image_id}/file": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an image's file
     *
     * The picture itself; one that was drawn here has its parameters in the file's own metadata. It
     * never changes, so it may be kept for ever, and parts of it may be asked for by `Range`.
     */
    get: operations["get_image_file"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/images/{image_id}/thumbnail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an image's thumbnail
     *
     * A small copy for lists: WebP, at most 300 pixels on the longer side. It never changes.
     */
    get: operations["get_image_thumbnail"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/images/{image_id}/labels": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List an image's labels
     *
     * The captions and tags of one image, oldest first. Whoever may see the image may see them.
     */
    get: operations["list_image_labels"];
    put?: never;
    /**
     * Label an image
     *
     * Adds a tag or a caption. A tag that the image has already, by whomever, is given back as it
     * is. An image has one caption by people and one by each model: another one replaces its text
     * and confidence. An image has at most 200 labels.
     */
    post: operations["add_image_label"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/images/{image_id}/labels/{label_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Take a label away
     *
     * Deletes the label, at once and for good.
     */
    delete: operations["delete_image_label"];
    options?: never;
    head?: never;
    /**
     * Change a label
     *
     * Changes what the body names and leaves the rest. A tag cannot become one that the image has
     * already.
     */
    patch: operations["update_image_label"];
    trace?: never;
  };
  "/trash": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the trash
     *
     * Images that were deleted and can still be restored, what was deleted last first.
     */
    get: operations["list_trashed_images"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/trash/{image_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete an image for good
     *
     * Deletes an image that is in the trash, at once and for good; its file follows within hours.
     */
    delete: operations["purge_image"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/trash/{image_id}/restore": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore an image
     *
     * Takes an image out of the trash and puts it back where it was: into its albums, at its
     * places. If all of these are gone it moves to the studio's album of the month it was made in.
     */
    post: operations["restore_image"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Is the server alive?
     *
     * Answers as long as the process does, without touching anything else. For liveness probes.
     */
    get: operations["get_health"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readiness": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Can the server work?
     *
     * Tries the database, the files and the queue. For readiness probes and load balancers.
     */
    get: operations["get_readiness"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is this server?
     *
     * Facts that anyone may know: version, engine and limits.
     */
    get: operations["get_settings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}

export type webhooks = { [key: string]: never };

export interface components {
  schemas: {
    AddOutcome: AddOutcome;
    Album: Album;
    AlbumAddition: AlbumAddition;
    AlbumAdditionResult: AlbumAdditionResult;
    AlbumAdditionResults: AlbumAdditionResults;
    AlbumCreate: AlbumCreate;
    AlbumDetail: AlbumDetail;
    AlbumFacts: AlbumFacts;
    AlbumId: AlbumId;
    AlbumKind: AlbumKind;
    AlbumOrder: AlbumOrder;
    AlbumPage: AlbumPage;
    AlbumRemoval: AlbumRemoval;
    AlbumRemovalResult: AlbumRemovalResult;
    AlbumRemovalResults: AlbumRemovalResults;
    AlbumSort: AlbumSort;
    AlbumUpdate: AlbumUpdate;
    AlbumVisibility: AlbumVisibility;
    AuthMethod: AuthMethod;
    AuthStatus: AuthStatus;
    Confidence: Confidence;
    Cursor: Cursor;
    EntityTag: EntityTag;
    EntityTagList: EntityTagList;
    FailureCode: FailureCode;
    GuidanceScale: GuidanceScale;
    Health: Health;
    IdempotencyKey: IdempotencyKey;
    Image: Image;
    ImageId: ImageId;
    ImageIds: ImageIds;
    ImageMediaType: ImageMediaType;
    ImagePage: ImagePage;
    ImageSort: ImageSort;
    ImageSource: ImageSource;
    ImageUpdate: ImageUpdate;
    ImageVisibility: ImageVisibility;
    InvalidPart: InvalidPart;
    Job: Job;
    JobFailure: JobFailure;
    JobId: JobId;
    JobPage: JobPage;
    JobRequest: JobRequest;
    JobState: JobState;
    Label: Label;
    LabelCreate: LabelCreate;
    LabelId: LabelId;
    LabelKind: LabelKind;
    LabelPage: LabelPage;
    LabelSource: LabelSource;
    LabelText: LabelText;
    LabelUpdate: LabelUpdate;
    Model: Model;
    Name: Name;
    NegativePrompt: NegativePrompt;
    Note: Note;
    PageLimit: PageLimit;
    Problem: Problem;
    ProblemType: ProblemType;
    Prompt: Prompt;
    QueueJob: QueueJob;
    Readiness: Readiness;
    ReadinessCheck: ReadinessCheck;
    RemoveOutcome: RemoveOutcome;
    Role: Role;
    SearchWords: SearchWords;
    Seed: Seed;
    Settings: Settings;
    Side: Side;
    SignIn: SignIn;
    Steps: Steps;
    Tag: Tag;
    Timestamp: Timestamp;
    TraceId: TraceId;
    TrashedImage: TrashedImage;
    TrashedImagePage: TrashedImagePage;
    UploadPixels: UploadPixels;
    UploadSide: UploadSide;
    User: User;
    UserId: UserId;
  };
  responses: {
    /** The request does not fit the present state of what it names. */
    Conflict: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** You are known, but may not do this; or the request came from another site's page. */
    Forbidden: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** A fault of the server. Nothing was changed; the log has the rest under `trace_id`. */
    InternalError: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /**
     * The request does not fit the contract, or its body is not JSON. `errors` names each invalid
     * part.
     */
    Invalid: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** This path has no such method; `Allow` lists those it has. */
    MethodNotAllowed: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        Allow: components["headers"]["Allow"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** `Accept` rules out every media type that this operation answers with. */
    NotAcceptable: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** It does not exist, or not for you. */
    NotFound: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** You have it already: `If-None-Match` names the present state. */
    NotModified: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        ETag: components["headers"]["EntityTag"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /**
     * The body is larger than `get_settings` allows, or than this operation lets its media type be.
     */
    PayloadTooLarge: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** `If-Match` names a state that is past. Read it again, then decide. */
    PreconditionFailed: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** The `Range` begins beyond the end. `Content-Range` tells how many bytes there are. */
    RangeNotSatisfiable: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        "Content-Range": components["headers"]["ContentRange"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /**
     * The request fits the contract but breaks a rule that no schema can state; an
     * `Idempotency-Key` was used again with another body; or an uploaded picture cannot be used.
     */
    RuleBroken: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** Too much is waiting. Come back after `Retry-After` seconds. */
    TooManyRequests: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** No valid credentials came with the request. */
    Unauthenticated: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        "WWW-Authenticate": components["headers"]["Authenticate"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
    /** The body has no `Content-Type`, or one that this operation does not read. */
    UnsupportedMediaType: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
      };
    };
  };
  parameters: {
    /** The album's id. */
    AlbumId: AlbumId;
    /** Only albums of this kind. */
    AlbumOfKind: AlbumKind;
    /** The order of the list. */
    AlbumSort: AlbumSort;
    /** Only albums of this visibility. */
    AlbumVisibleTo: AlbumVisibility;
    /** Only albums with all of these words in their name or description. */
    AlbumWords: SearchWords;
    /** Only what was made at this moment or later. */
    CreatedAfter: Timestamp;
    /** Only what was made before this moment. */
    CreatedBefore: Timestamp;
    /** The `next_cursor` of the page before. Absent for the first page. */
    Cursor: Cursor;
    /** Makes it safe to send the same request again. */
    IdempotencyKey: IdempotencyKey;
    /** Do it only if the present state has one of these entity tags. */
    IfMatch: EntityTagList;
    /** Answer 304 if the present state has one of these entity tags. */
    IfNoneMatch: EntityTagList;
    /** The entity tag that the part must belong to. If there is another now, the whole is given. */
    IfRange: string;
    /** Only images in this album. One that you may not see, or that does not exist, has none. */
    ImageAlbum: AlbumId;
    /** Only images that came from there. */
    ImageFrom: ImageSource;
    /** The image's id. */
    ImageId: ImageId;
    /** Only images that this model drew. */
    ImageModel: Model;
    /** Only images with this seed. */
    ImageSeed: Seed;
    /** The order of the list. */
    ImageSort: ImageSort;
    /** Only images with this tag. */
    ImageTag: Tag;
    /** Only images of this visibility. */
    ImageVisibleTo: ImageVisibility;
    /** Only images with all of these words in their prompt, title or labels, together. */
    ImageWords: SearchWords;
    /** Only jobs whose picture goes to this album. */
    JobAlbum: AlbumId;
    /** The job's id. */
    JobId: JobId;
    /**
     * Only jobs in one of these states. Repeat it for several; absent means any.
     *
     * @minItems 1
     * @maxItems 5
     * @uniqueItems true
     */
    JobStates: [JobState, ...JobState[]];
    /** The label's id. */
    LabelId: LabelId;
    /** At most how many items to give. */
    Limit: PageLimit;
    /**
     * Give only these bytes (RFC 9110, 14.2): `bytes=0-1023`, `bytes=1024-`, or the last ones,
     * `bytes=-1024`. Anything else, and more than one range, gets the whole.
     */
    Range: string;
    /** The album that the picture goes to. When absent, the studio's album of this month. */
    UploadAlbum: AlbumId;
    /**
     * What people call it; empty when it has no title.
     *
     * @pattern ^[^\u0000]*$
     * @maxLength 255
     * @default ""
     */
    UploadTitle: string;
  };
  requestBodies: never;
  headers: {
    /** Parts of it can be asked for by `Range`. */
    AcceptRanges: "bytes";
    /** The methods that this path has, with commas between them. */
    Allow: string;
    /** How to prove who you are (RFC 9110, 11.6.1). */
    Authenticate: string;
    /**
     * Under which name to keep it (RFC 6266).
     *
     * @pattern ^attachment;
     */
    ContentDisposition: string;
    /**
     * Which bytes these are, first to last, and how many there are in all (RFC 9110, 14.4).
     *
     * @pattern ^bytes ([0-9]+-[0-9]+|\*)/[0-9]+$
     */
    ContentRange: string;
    /** Names the present state; send it back as `If-Match` or `If-None-Match`. */
    EntityTag: EntityTag;
    /** Never changes, so your own cache may keep it for a year. */
    Immutable: "private, max-age=31536000, immutable";
    /**
     * Where the thing is that this request made, relative to the server.
     *
     * @format uri-reference
     */
    Location: string;
    /** True only now, so never kept. */
    NoStore: "no-store";
    /**
     * In how many seconds it is worth trying again.
     *
     * @pattern ^[1-9][0-9]*$
     */
    RetryAfter: string;
    /** The session's cookie, set or taken away. Scripts cannot read it. */
    SessionCookie: string;
    /** Ties this answer to the server's log lines about it. */
    TraceId: TraceId;
  };
  pathItems: never;
}

export type $defs = { [key: string]: never };

export interface operations {
  /** GET /session */
  get_auth_status: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Who is asking. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AuthStatus;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /session */
  sign_in: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Exactly one of the two proofs. */
    requestBody: {
      content: {
        "application/json": SignIn;
      };
    };
    responses: {
      /** Signed in; the cookie is set. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Set-Cookie": components["headers"]["SessionCookie"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AuthStatus;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /session */
  sign_out: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Signed out; the cookie is gone. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Set-Cookie": components["headers"]["SessionCookie"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /jobs */
  queue_job: {
    parameters: {
      query?: never;
      header?: {
        /** Makes it safe to send the same request again. */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    /** What to draw, and where to put it. */
    requestBody: {
      content: {
        "application/json": JobRequest;
      };
    };
    responses: {
      /** Queued. The receipt says where to watch. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": QueueJob;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /jobs */
  list_jobs: {
    parameters: {
      query?: {
        /** Only jobs in one of these states. Repeat it for several; absent means any. */
        state?: components["parameters"]["JobStates"];
        /** Only jobs whose picture goes to this album. */
        album_id?: components["parameters"]["JobAlbum"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of jobs. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": JobPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /jobs/{job_id} */
  get_job: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The job's id. */
        job_id: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The job. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Job;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /jobs/{job_id}/cancel */
  cancel_job: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The job's id. */
        job_id: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The job, cancelled or about to be. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Job;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /albums */
  list_albums: {
    parameters: {
      query?: {
        /** Only albums with all of these words in their name or description. */
        q?: components["parameters"]["AlbumWords"];
        /** Only albums of this kind. */
        kind?: components["parameters"]["AlbumOfKind"];
        /** Only albums of this visibility. */
        visibility?: components["parameters"]["AlbumVisibleTo"];
        /** The order of the list. */
        sort?: components["parameters"]["AlbumSort"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of albums. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AlbumPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /albums */
  create_album: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the album is to be. */
    requestBody: {
      content: {
        "application/json": AlbumCreate;
      };
    };
    responses: {
      /** The new album. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Album;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /albums/{album_id} */
  get_album: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The album and its first images. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AlbumDetail;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** PATCH /albums/{album_id} */
  update_album: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": AlbumUpdate;
      };
    };
    responses: {
      /** The album as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Album;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /albums/{album_id} */
  delete_album: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Deleted. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /albums/{album_id}/images */
  list_album_images: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of images. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImagePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /albums/{album_id}/images */
  add_album_images: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    /** Which images, and from where. */
    requestBody: {
      content: {
        "application/json": AlbumAddition;
      };
    };
    responses: {
      /** What came of each image. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AlbumAdditionResults;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /albums/{album_id}/images/remove */
  remove_album_images: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    /** Which images. */
    requestBody: {
      content: {
        "application/json": AlbumRemoval;
      };
    };
    responses: {
      /** What came of each image. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AlbumRemovalResults;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
    };
  };
  /** PUT /albums/{album_id}/images/{image_id} */
  add_album_image: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The image is in the album. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /albums/{album_id}/images/{image_id} */
  remove_album_image: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The image is out of the album. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /albums/{album_id}/archive */
  download_album: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The ZIP file. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/zip": unknown;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /albums/{album_id}/order */
  reorder_album: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The album's id. */
        album_id: components["parameters"]["AlbumId"];
      };
      cookie?: never;
    };
    /** Which images, and where to. */
    requestBody: {
      content: {
        "application/json": AlbumOrder;
      };
    };
    responses: {
      /** The album as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Album;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /images */
  list_images: {
    parameters: {
      query?: {
        /** Only images with all of these words in their prompt, title or labels, together. */
        q?: components["parameters"]["ImageWords"];
        /** Only images with this tag. */
        tag?: components["parameters"]["ImageTag"];
        /**
         * Only images in this album. One that you may not see, or that does not exist, has none.
         */
        album_id?: components["parameters"]["ImageAlbum"];
        /** Only images that came from there. */
        source?: components["parameters"]["ImageFrom"];
        /** Only images that this model drew. */
        model?: components["parameters"]["ImageModel"];
        /** Only images with this seed. */
        seed?: components["parameters"]["ImageSeed"];
        /** Only images of this visibility. */
        visibility?: components["parameters"]["ImageVisibleTo"];
        /** Only what was made at this moment or later. */
        created_after?: components["parameters"]["CreatedAfter"];
        /** Only what was made before this moment. */
        created_before?: components["parameters"]["CreatedBefore"];
        /** The order of the list. */
        sort?: components["parameters"]["ImageSort"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of images. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImagePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /images */
  upload_image: {
    parameters: {
      query?: {
        /** The album that the picture goes to. When absent, the studio's album of this month. */
        album_id?: components["parameters"]["UploadAlbum"];
        /** What people call it; empty when it has no title. */
        title?: components["parameters"]["UploadTitle"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The picture's file, at most 20 MiB. */
    requestBody: {
      content: {
        "image/png": unknown;
        "image/jpeg": unknown;
        "image/webp": unknown;
      };
    };
    responses: {
      /** The new image. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Image;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /images/{image_id} */
  get_image: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The image. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Image;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** PATCH /images/{image_id} */
  update_image: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": ImageUpdate;
      };
    };
    responses: {
      /** The image as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Image;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /images/{image_id} */
  delete_image: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Deleted. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /images/{image_id}/file */
  get_image_file: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
        /**
         * Give only these bytes (RFC 9110, 14.2): `bytes=0-1023`, `bytes=1024-`, or the last ones,
         * `bytes=-1024`. Anything else, and more than one range, gets the whole.
         */
        Range?: components["parameters"]["Range"];
        /**
         * The entity tag that the part must belong to. If there is another now, the whole is given.
         */
        "If-Range"?: components["parameters"]["IfRange"];
      };
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The file. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          "Cache-Control": components["headers"]["Immutable"];
          "Accept-Ranges": components["headers"]["AcceptRanges"];
          [name: string]: unknown;
        };
        content: {
          "image/png": unknown;
          "image/jpeg": unknown;
          "image/webp": unknown;
        };
      };
      /** The part that `Range` asked for. */
      206: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          "Cache-Control": components["headers"]["Immutable"];
          "Accept-Ranges": components["headers"]["AcceptRanges"];
          "Content-Range": components["headers"]["ContentRange"];
          [name: string]: unknown;
        };
        content: {
          "image/png": unknown;
          "image/jpeg": unknown;
          "image/webp": unknown;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      416: components["responses"]["RangeNotSatisfiable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /images/{image_id}/thumbnail */
  get_image_thumbnail: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The thumbnail. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          "Cache-Control": components["headers"]["Immutable"];
          [name: string]: unknown;
        };
        content: {
          "image/webp": unknown;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /images/{image_id}/labels */
  list_image_labels: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of labels. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": LabelPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /images/{image_id}/labels */
  add_image_label: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    /** What to say about the image. */
    requestBody: {
      content: {
        "application/json": LabelCreate;
      };
    };
    responses: {
      /** The image had this tag, or a caption from there, already. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Label;
        };
      };
      /** The new label. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Label;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** PATCH /images/{image_id}/labels/{label_id} */
  update_image_label: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
        /** The label's id. */
        label_id: components["parameters"]["LabelId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": LabelUpdate;
      };
    };
    responses: {
      /** The label as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Label;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /images/{image_id}/labels/{label_id} */
  delete_image_label: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
        /** The label's id. */
        label_id: components["parameters"]["LabelId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Deleted. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /trash */
  list_trashed_images: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of the trash. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": TrashedImagePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** DELETE /trash/{image_id} */
  purge_image: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Gone. */
      204: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** POST /trash/{image_id}/restore */
  restore_image: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The image's id. */
        image_id: components["parameters"]["ImageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The image, restored. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Image;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /health */
  get_health: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It is. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Health;
        };
      };
      400: components["responses"]["Invalid"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /readiness */
  get_readiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Everything answers. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Readiness;
        };
      };
      /** Something does not answer; the checks say what. */
      503: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Readiness;
        };
      };
      400: components["responses"]["Invalid"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
  /** GET /settings */
  get_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The facts. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Settings;
        };
      };
      400: components["responses"]["Invalid"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
    };
  };
}

/**
 * What came of putting one image into an album. `added`: it is in the album now. `moved`: it is,
 * and no more in the album that it was to leave. `already_there`: it was in the album, and nothing
 * changed. `not_found`: there is no such image, or, in a move, not in the album that it was to
 * leave.
 *
 * @example added
 */
export type AddOutcome = "added" | "moved" | "already_there" | "not_found";

/**
 * A named, ordered collection of images. An image may be in many albums and is always in at least
 * one.
 */
export type Album = AlbumFacts;

/**
 * Images to put into an album.
 *
 * @example {"image_ids": ["img_01kaqz6v1ge8rb3m5n7p9qstvy", "img_01kaqz6v1ge8rb3m5n7p9qstvz"]}
 */
export type AlbumAddition = {
  /** The images, in the order in which they are to stand at the end of the album. */
  image_ids: ImageIds;
  /**
   * Moves them: takes them out of this other album too. When absent, they stay wherever they are.
   */
  from_album_id?: AlbumId;
};

/**
 * What came of one image.
 *
 * @example {"image_id": "img_01kaqz6v1ge8rb3m5n7p9qstvy", "outcome": "added"}
 */
export type AlbumAdditionResult = {
  image_id: ImageId;
  outcome: AddOutcome;
};

/** What came of each image, in the order of the request. */
export type AlbumAdditionResults = {
  /**
   * One result for each image that was named.
   *
   * @maxItems 500
   */
  results: AlbumAdditionResult[];
};

/**
 * A new, empty album.
 *
 * @example {"name": "Foxes", "description": "Everything with a fox in it.", "visibility": "private"}
 */
export type AlbumCreate = {
  name: Name;
  /** @default "" */
  description?: Note;
  /** @default "private" */
  visibility?: AlbumVisibility;
};

/** One album with the first page of its images, in album order. */
export type AlbumDetail = {
  /**
   * The first images in album order, as many as `list_album_images` gives by default.
   *
   * @maxItems 100
   */
  images: Image[];
  /** Where `list_album_images` goes on. Null when `images` holds all that you can see. */
  images_next_cursor: Cursor | null;
  /**
   * How many of its images are in no other album: these would move to the albums of their months if
   * it were deleted. Null to the public.
   */
  images_only_here: number | null;
} & AlbumFacts;

/** What every view of an album tells. */
export type AlbumFacts = {
  id: AlbumId;
  name: Name;
  description: Note;
  kind: AlbumKind;
  visibility: AlbumVisibility;
  /**
   * How many images you can see in it. The public's count leaves private images out.
   *
   * @minimum 0
   */
  image_count: number;
  /**
   * The image to show for the album: the chosen cover, or the first image when none is chosen or
   * you may not see it. Null when you can see none.
   */
  cover_image_id: ImageId | null;
  created_at: Timestamp;
  updated_at: Timestamp;
};

/**
 * Names an album for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^alb_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example alb_01kaqz6v1ge8rb3m5n7p9qstvx
 */
export type AlbumId = string;

/**
 * How an album came to be. `manual`: somebody made it. `monthly`: the studio keeps one a month for
 * pictures that named no album.
 *
 * @example manual
 */
export type AlbumKind = "manual" | "monthly";

/**
 * Where some of an album's images are to stand.
 *
 * @example {"image_ids": ["img_01kaqz6v1ge8rb3m5n7p9qstvz"], "before": "img_01kaqz6v1ge8rb3m5n7p9qstvy"}
 */
export type AlbumOrder = {
  /** The images to move, in the order in which they are to stand. */
  image_ids: ImageIds;
  /**
   * The image that they come to stand before; none of those that move. Null: at the end of the
   * album.
   *
   * @default null
   */
  before?: ImageId | null;
};

/** One page of albums. */
export type AlbumPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Album[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Images to take out of an album.
 *
 * @example {"image_ids": ["img_01kaqz6v1ge8rb3m5n7p9qstvy"]}
 */
export type AlbumRemoval = {
  /** The images. */
  image_ids: ImageIds;
};

/** What came of one image. */
export type AlbumRemovalResult = {
  image_id: ImageId;
  outcome: RemoveOutcome;
  /**
   * The album of its month, where it went because it was in no other. Null when it did not have to.
   */
  rehoused_to: AlbumId | null;
};

/** What came of each image, in the order of the request. */
export type AlbumRemovalResults = {
  /**
   * One result for each image that was named.
   *
   * @maxItems 500
   */
  results: AlbumRemovalResult[];
};

/**
 * The order of a list of albums. `newest`: made last first. `oldest`: made first first. `name`: by
 * name, without regard to case and accents.
 *
 * @default "newest"
 * @example newest
 */
export type AlbumSort = "newest" | "oldest" | "name";

/**
 * What to change about an album. What is absent stays as it is. Publishing an album shows its
 * images too, but for those that are private themselves.
 *
 * @minProperties 1
 * @example {"visibility": "published"}
 */
export type AlbumUpdate = {
  name?: Name;
  description?: Note;
  visibility?: AlbumVisibility;
  /**
   * The image to show for the album, one that is in it. Null: the first one that whoever looks may
   * see.
   */
  cover_image_id?: ImageId | null;
};

/**
 * Who may see an album. `private`: people with a role. `published`: everyone, signed in or not.
 *
 * @example private
 */
export type AlbumVisibility = "private" | "published";

/**
 * How a request proves who is asking. `session`: a cookie from `sign_in`. `token`: an API token in
 * `Authorization: Bearer`.
 *
 * @example session
 */
export type AuthMethod = "session" | "token";

/** Who is asking, as the server sees it. */
export type AuthStatus = {
  /** True when the request came with valid credentials. */
  authenticated: boolean;
  /** Who that is. Null for the public. */
  user: User | null;
  /** How the request proved it. Null for the public. */
  method: AuthMethod | null;
  /** When the session ends. Null for tokens and for the public. */
  expires_at: Timestamp | null;
};

/**
 * How sure a model is of what it wrote, from 0 to 1.
 *
 * @minimum 0
 * @maximum 1
 * @example 0.93
 */
export type Confidence = number;

/**
 * Where the next page of a list begins. Opaque, and good only for the list that gave it, with the
 * same filters.
 *
 * @pattern ^[A-Za-z0-9_-]+$
 * @minLength 1
 * @maxLength 1000
 * @example aW1nXzAxa2FxejZ2MWdlOHJiM201bjdwOXFzdHZ5
 */
export type Cursor = string;

/**
 * Names one state of a resource (RFC 9110, 8.8.3). Changes when and only when what you would get
 * changes.
 *
 * @pattern ^"[!#-~]+"$
 * @minLength 3
 * @maxLength 100
 * @example "3a"
 */
export type EntityTag = string;

/**
 * Entity tags with commas between them, or `*` for any (RFC 9110, 13.1).
 *
 * @pattern ^(\*|(W/)?"[!#-~]*"([ \t]*,[ \t]*(W/)?"[!#-~]*")*)$
 * @minLength 1
 * @maxLength 1000
 * @example "3a"
 */
export type EntityTagList = string;

/**
 * Why a job failed, for programs. `engine_failed`: the engine could not draw it. `storage_failed`:
 * the picture could not be kept. `interrupted`: its worker died too often. `internal_error`: a
 * fault of ours, which the log explains.
 *
 * @example engine_failed
 */
export type FailureCode = "engine_failed" | "storage_failed" | "interrupted" | "internal_error";

/**
 * How strictly the picture follows the prompt: 0 leaves all to chance.
 *
 * @minimum 0
 * @maximum 30
 * @example 8
 */
export type GuidanceScale = number;

/**
 * The server is alive.
 *
 * @example {"status": "ok", "version": "0.1.0", "started_at": "2026-11-23T09:30:00.123456Z"}
 */
export type Health = {
  /** Always `ok`: a server that is not alive does not answer. */
  status: "ok";
  /** The version that runs. */
  version: string;
  started_at: Timestamp;
};

/**
 * A name that you make up for one request, such as a UUID. Sent again with the same body it gives
 * the same receipt and no second job; with another body it is refused.
 *
 * @pattern ^[!-~]+$
 * @minLength 1
 * @maxLength 255
 * @example 5f0c1e0e-6b3e-4c6e-9a53-0a7d3d0f8e11
 */
export type IdempotencyKey = string;

/** One picture: its file, how it was made, and who may see it. */
export type Image = {
  id: ImageId;
  /**
   * What people call it; empty when it has no title.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 255
   */
  title: string;
  /**
   * What the picture shows, in the words that it was asked for with. Null for an upload, as is all
   * about how it was made.
   */
  prompt: Prompt | null;
  /** What it must not show; empty when nothing was ruled out. Null for an upload. */
  negative_prompt: NegativePrompt | null;
  /** What decided the chance in it. Null for an upload. */
  seed: Seed | null;
  /** In how many steps it was drawn. Null for an upload. */
  steps: Steps | null;
  /** Width of the picture, in pixels. */
  width: UploadSide;
  /** Height of the picture, in pixels. */
  height: UploadSide;
  /** How strictly it followed the prompt. Null for an upload. */
  guidance_scale: GuidanceScale | null;
  /** What drew it. Null for an upload. */
  model: Model | null;
  media_type: ImageMediaType;
  /**
   * Size of the file in bytes.
   *
   * @minimum 1
   */
  byte_size: number;
  /**
   * SHA-256 of the file's bytes, in lower-case hexadecimal.
   *
   * @pattern ^[0-9a-f]{64}$
   * @minLength 64
   * @maxLength 64
   */
  sha256: string;
  source: ImageSource;
  /** The job that drew it. Null when no job did, and always null to the public. */
  job_id: JobId | null;
  visibility: ImageVisibility;
  /**
   * Where its file is, relative to the server.
   *
   * @format uri-reference
   * @pattern ^/[!-~]+$
   */
  file_url: string;
  /**
   * Where its thumbnail is, relative to the server: WebP, at most 300 pixels on the longer side.
   *
   * @format uri-reference
   * @pattern ^/[!-~]+$
   */
  thumbnail_url: string;
  created_at: Timestamp;
  updated_at: Timestamp;
};

/**
 * Names an image for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^img_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example img_01kaqz6v1ge8rb3m5n7p9qstvy
 */
export type ImageId = string;

/**
 * Some images, each named once, in an order that counts.
 *
 * @minItems 1
 * @maxItems 500
 * @uniqueItems true
 * @example ["img_01kaqz6v1ge8rb3m5n7p9qstvy", "img_01kaqz6v1ge8rb3m5n7p9qstvz"]
 */
export type ImageIds = [ImageId, ...ImageId[]];

/**
 * The media type of an image's file. What the studio draws is PNG; an upload stays what it was.
 *
 * @example image/png
 */
export type ImageMediaType = "image/png" | "image/jpeg" | "image/webp";

/** One page of images. */
export type ImagePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Image[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * The order of a list of images. `newest`: made last first. `oldest`: made first first. `title`: by
 * title, without regard to case and accents; those without a title come last.
 *
 * @default "newest"
 * @example newest
 */
export type ImageSort = "newest" | "oldest" | "title";

/**
 * Where an image came from. `generation`: a job of this studio drew it. `upload`: somebody sent it.
 *
 * @example generation
 */
export type ImageSource = "generation" | "upload";

/**
 * What to change about an image. What is absent stays as it is. How it was made can never change.
 *
 * @minProperties 1
 * @example {"title": "Fox at dusk"}
 */
export type ImageUpdate = {
  /**
   * What people call it; empty takes the title away.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 255
   */
  title?: string;
  visibility?: ImageVisibility;
};

/**
 * Who may see an image. `private`: people with a role, wherever it is. `album`: whoever may see an
 * album that shows it. `published`: everyone.
 *
 * @example album
 */
export type ImageVisibility = "private" | "album" | "published";

/** One thing in the request that does not fit the contract, and where it is. */
export type InvalidPart = {
  /** Which part of the request it is in. */
  in: "body" | "path" | "query" | "header" | "cookie";
  /**
   * JSON Pointer (RFC 6901) to the value: inside the body, or `/name` for a parameter. Empty for
   * the whole.
   */
  pointer: string;
  /** What is wrong with it, in a sentence for a person. */
  detail: string;
  /** The JSON Schema keyword that refused the value; absent when it was no schema that refused. */
  keyword?: string;
};

/** One picture asked for: what was asked, how far it got, what came of it. */
export type Job = {
  id: JobId;
  state: JobState;
  prompt: Prompt;
  negative_prompt: NegativePrompt;
  seed: Seed;
  steps: Steps;
  width: Side;
  height: Side;
  guidance_scale: GuidanceScale;
  /**
   * The album that the picture goes to, decided when the job was queued. Null when that album has
   * since been deleted.
   */
  album_id: AlbumId | null;
  /** The picture. Null until the job has succeeded, and again once that image has been deleted. */
  image_id: ImageId | null;
  /**
   * How many of `steps` are done in the current attempt: the progress.
   *
   * @minimum 0
   * @maximum 150
   */
  steps_done: number;
  /** Its place among the queued jobs, 1 being next. Null once it is not queued any more. */
  queue_position: number | null;
  /** True once somebody asked to cancel it. A running job stops at its next step. */
  cancel_requested: boolean;
  /**
   * How often a worker has started it. More than 1 means that a worker died on it.
   *
   * @minimum 0
   */
  attempts: number;
  /** Why it failed. Null unless `state` is `failed`. */
  failure: JobFailure | null;
  created_by: UserId;
  created_at: Timestamp;
  /** When the current attempt began. Null while the job is queued. */
  started_at: Timestamp | null;
  /** When it reached its final state. Null before. */
  finished_at: Timestamp | null;
};

/**
 * Why a job failed.
 *
 * @example {"code": "engine_failed", "reason": "The engine ran out of memory."}
 */
export type JobFailure = {
  code: FailureCode;
  /**
   * The same for people, in a sentence.
   *
   * @minLength 1
   * @maxLength 1000
   */
  reason: string;
};

/**
 * Names a job for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^job_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example job_01kaqz6v1ge8rb3m5n7p9qstvw
 */
export type JobId = string;

/** One page of jobs, newest first. */
export type JobPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Job[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * A picture to make. Only the prompt must be given.
 *
 * @example {"prompt": "a red fox in an autumn forest", "steps": 30, "seed": 1405}
 */
export type JobRequest = {
  prompt: Prompt;
  /** @default "" */
  negative_prompt?: NegativePrompt;
  /**
   * Decides the chance in the picture. Drawn by the server, and told in the receipt, when absent.
   */
  seed?: Seed;
  /** @default 30 */
  steps?: Steps;
  /** @default 512 */
  width?: Side;
  /** @default 512 */
  height?: Side;
  /** @default 8 */
  guidance_scale?: GuidanceScale;
  /** The album that the picture goes to. When absent, the studio's album of this month. */
  album_id?: AlbumId;
};

/**
 * How far a job has got. The last three are final: a finished job never moves again.
 *
 * @example running
 */
export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

/** A caption or a tag of an image. */
export type Label = {
  id: LabelId;
  image_id: ImageId;
  kind: LabelKind;
  text: LabelText;
  source: LabelSource;
  /** The model that wrote it, and its version. Null when a person did. */
  model: Model | null;
  /** How sure the model is. Null when a person wrote it, or the model did not say. */
  confidence: Confidence | null;
  /** Who added it. Always null to the public. */
  created_by: UserId | null;
  created_at: Timestamp;
};

/**
 * A caption or a tag to add. With `model` it is the model's, else it is yours.
 *
 * @example {"kind": "tag", "text": "autumn"}
 */
export type LabelCreate = {
  kind: LabelKind;
  text: LabelText;
  /** The model that wrote it, and its version. */
  model?: Model;
  /** How sure the model is; only together with `model`. */
  confidence?: Confidence;
};

/**
 * Names a label for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^lbl_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example lbl_01kaqz6v1ge8rb3m5n7p9qstw1
 */
export type LabelId = string;

/**
 * What a label is. `caption`: a sentence about what the picture shows. `tag`: a word to find it by.
 *
 * @example tag
 */
export type LabelKind = "caption" | "tag";

/** One page of an image's labels, oldest first. */
export type LabelPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Label[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Who wrote a label. `manual`: a person. `model`: a program that looked at the picture.
 *
 * @example manual
 */
export type LabelSource = "manual" | "model";

/**
 * What a label says. Not blank. A tag has at most 100 characters.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 500
 * @example autumn
 */
export type LabelText = string;

/**
 * What to change about a label. What is absent stays as it is. Kind, source and model never change.
 *
 * @minProperties 1
 * @example {"text": "late autumn"}
 */
export type LabelUpdate = {
  text?: LabelText;
  /** How sure the model is; only of a label that a model wrote. */
  confidence?: Confidence;
};

/**
 * What drew the picture: the engine's model and its version, exactly enough to draw it again.
 *
 * @pattern ^[^\u0000]*$
 * @minLength 1
 * @maxLength 200
 * @example sketch-1
 */
export type Model = string;

/**
 * A name for people to read. Not blank, and it need not be unique.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 255
 * @example Foxes
 */
export type Name = string;

/**
 * What the picture must not show, in words; empty when nothing is ruled out.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 2000
 * @example people, text
 */
export type NegativePrompt = string;

/**
 * Free text for people to read; empty when there is none.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 2000
 * @example Everything with a fox in it.
 */
export type Note = string;

/**
 * At most how many items one page holds. A page may hold fewer and still not be the last: only
 * `next_cursor` tells.
 *
 * @minimum 1
 * @maximum 100
 * @default 50
 * @example 50
 */
export type PageLimit = number;

/**
 * What went wrong, by RFC 9457. Served as `application/problem+json` wherever an operation does not
 * do what was asked.
 */
export type Problem = {
  type: ProblemType;
  /** The kind of problem in a few words; the same for every problem of this type. */
  title: string;
  /**
   * The HTTP status of this answer, repeated for those who only see the body.
   *
   * @minimum 400
   * @maximum 599
   */
  status: number;
  /** What happened this time, in a sentence for a person. */
  detail: string;
  /**
   * The path that was asked for.
   *
   * @format uri-reference
   * @pattern ^/[!-~]+$
   */
  instance: string;
  trace_id: TraceId;
  /**
   * Each invalid part of the request; only on problems about invalid input.
   *
   * @minItems 1
   */
  errors?: [InvalidPart, ...InvalidPart[]];
};

/**
 * Which kind of problem this is. Programs decide by this address, never by the words; each address
 * has a section in the published reference.
 *
 * @example https://spolvero.dev/problems/not-found
 */
export type ProblemType =
  | "https://spolvero.dev/problems/invalid-request"
  | "https://spolvero.dev/problems/malformed-body"
  | "https://spolvero.dev/problems/unauthenticated"
  | "https://spolvero.dev/problems/forbidden"
  | "https://spolvero.dev/problems/not-found"
  | "https://spolvero.dev/problems/method-not-allowed"
  | "https://spolvero.dev/problems/not-acceptable"
  | "https://spolvero.dev/problems/conflict"
  | "https://spolvero.dev/problems/job-not-cancellable"
  | "https://spolvero.dev/problems/precondition-failed"
  | "https://spolvero.dev/problems/payload-too-large"
  | "https://spolvero.dev/problems/unsupported-media-type"
  | "https://spolvero.dev/problems/range-not-satisfiable"
  | "https://spolvero.dev/problems/rule-broken"
  | "https://spolvero.dev/problems/idempotency-key-reused"
  | "https://spolvero.dev/problems/bad-picture"
  | "https://spolvero.dev/problems/queue-full"
  | "https://spolvero.dev/problems/internal-error"
  | "https://spolvero.dev/problems/reply-broke-contract";

/**
 * What the picture shows, in words. Not blank.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 2000
 * @example a red fox in an autumn forest
 */
export type Prompt = string;

/**
 * The receipt for a queued job: what was so when it was queued. Keep `id`; follow `job_url` to
 * watch it.
 */
export type QueueJob = {
  id: JobId;
  state: JobState;
  /** The album that the picture goes to. */
  album_id: AlbumId;
  seed: Seed;
  /**
   * Its place among the queued jobs when it was queued, 1 being next.
   *
   * @minimum 1
   */
  queue_position: number;
  /**
   * Where the job is, relative to the server; the same as the `Location` header.
   *
   * @format uri-reference
   * @pattern ^/[!-~]+$
   */
  job_url: string;
  created_at: Timestamp;
};

/**
 * Whether the server can do its work now.
 *
 * @example {"ready": true, "checks": [{"name": "database", "ok": true, "detail": "The database answers."}]}
 */
export type Readiness = {
  /** True when every check is ok. */
  ready: boolean;
  /**
   * Each thing that was tried.
   *
   * @minItems 1
   */
  checks: [ReadinessCheck, ...ReadinessCheck[]];
};

/**
 * One thing that the server needs in order to work.
 *
 * @example {"name": "database", "ok": true, "detail": "The database answers."}
 */
export type ReadinessCheck = {
  /** What was tried. */
  name: "database" | "files" | "queue";
  /** Whether it answered. */
  ok: boolean;
  /** What was found, in a sentence; never a secret or a path. */
  detail: string;
};

/**
 * What came of taking one image out of an album. `removed`: it is out. `not_in_album`: it was not
 * in, or does not exist. `kept`: it is in no other album, and this is the album of its month, which
 * is where such images go.
 *
 * @example removed
 */
export type RemoveOutcome = "removed" | "not_in_album" | "kept";

/**
 * What a person may do. `admin`: everything. `operator`: make and arrange pictures. `viewer`: see
 * what is private.
 *
 * @example admin
 */
export type Role = "viewer" | "operator" | "admin";

/**
 * Words that must all occur, anywhere and in any order. Case does not count, in any script, and no
 * character has a special meaning.
 *
 * @pattern ^[^\u0000]*$
 * @minLength 1
 * @maxLength 200
 * @example red fox
 */
export type SearchWords = string;

/**
 * Decides the chance in a picture. The same seed with the same other parameters and model gives the
 * same picture.
 *
 * @minimum 0
 * @maximum 2147483647
 * @example 1405
 */
export type Seed = number;

/** What anyone may know of this server: its version, its engine, its limits. */
export type Settings = {
  /** The version that runs. */
  version: string;
  /** What draws the pictures. */
  engine: {
    /** The engine's name, as in `SPOLVERO_ENGINE`. */
    name: string;
    model: Model;
  };
  /** What the server refuses to go beyond. Limits of single values stand in their schemas. */
  limits: {
    /**
     * The largest request body, in bytes.
     *
     * @minimum 1
     */
    max_body_bytes: number;
    /**
     * How many jobs may wait at once.
     *
     * @minimum 1
     */
    max_queued_jobs: number;
  };
};

/**
 * Width or height of a picture in pixels; a multiple of 8.
 *
 * @minimum 64
 * @maximum 2048
 * @multipleOf 8
 * @example 512
 */
export type Side = number;

/**
 * What to exchange for a session: the secret of a one-time link, or an API token.
 *
 * @example {"link": "Zk3vYF1v0n9J2sQb7wXc5A"}
 */
export type SignIn = {
  /**
   * What stands behind `#sign-in=` in a one-time link. It works once.
   *
   * @pattern ^[!-~]+$
   * @minLength 1
   * @maxLength 200
   */
  link: string;
  token?: never;
} | {
  /**
   * An API token; it goes on working.
   *
   * @pattern ^[!-~]+$
   * @minLength 1
   * @maxLength 200
   */
  token: string;
  link?: never;
};

/**
 * How many refinements the engine makes. More take longer and show more detail.
 *
 * @minimum 1
 * @maximum 150
 * @example 30
 */
export type Steps = number;

/**
 * A tag. Case does not count: `Fox` and `fox` are one tag.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 100
 * @example autumn
 */
export type Tag = string;

/**
 * A moment in UTC, written by RFC 3339 with microseconds and always ending in `Z`.
 *
 * @format date-time
 * @pattern ^[1-9][0-9]{3}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-5][0-9][.][0-9]{6}Z$
 * @minLength 27
 * @maxLength 27
 * @example 2026-11-23T09:30:00.123456Z
 */
export type Timestamp = string;

/**
 * Ties this answer to the server's log lines about it; name it when you report a problem. Taken
 * from a W3C `traceparent` header when the request has one.
 *
 * @pattern ^[0-9a-f]{32}$
 * @minLength 32
 * @maxLength 32
 * @example 4bf92f3577b34da6a3ce929d0e0e4736
 */
export type TraceId = string;

/** An image in the trash. */
export type TrashedImage = {
  /** The image as it was. Its file and thumbnail are not given while it is in the trash. */
  image: Image;
  /** When it was deleted. */
  deleted_at: Timestamp;
  /** When it goes for good, unless it is restored before. */
  purge_at: Timestamp;
};

/** One page of the trash, what was deleted last first. */
export type TrashedImagePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: TrashedImage[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Width times height of an uploaded picture: what must be held in memory to decode it.
 *
 * @minimum 1
 * @maximum 40000000
 * @example 6000000
 */
export type UploadPixels = number;

/**
 * Width or height of an uploaded picture, in pixels.
 *
 * @minimum 1
 * @maximum 8192
 * @example 3000
 */
export type UploadSide = number;

/**
 * A person with a role in this studio.
 *
 * @example {"id": "usr_01kaqz6v1ge8rb3m5n7p9qstvz", "name": "admin", "role": "admin"}
 */
export type User = {
  id: UserId;
  name: Name;
  role: Role;
};

/**
 * Names a user for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^usr_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example usr_01kaqz6v1ge8rb3m5n7p9qstvz
 */
export type UserId = string;
