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
     * Exchanges the secret of a one-time link, an API token, or a login and its password for a
     * session in a cookie that scripts cannot read. A one-time link works once; whoever opens it
     * again is refused. A token must be good for every scope, as a session is; the session ends
     * with it. A session that this browser had before ends. Attempts that fail are counted, by
     * client address and by login: beyond the limit each is refused unheard for a while. Programs
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
  "/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List people
     *
     * The studio's people, oldest first.
     */
    get: operations["list_users"];
    put?: never;
    /**
     * Let somebody in
     *
     * Makes a person known, with a role. Make them a link with `create_sign_in_link` for the first
     * sign-in.
     */
    post: operations["create_user"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/users/{user_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look up a person
     *
     * Who that is and what they may do.
     */
    get: operations["get_user"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a person
     *
     * Changes what the body names and leaves the rest. A new role counts from the next request on.
     * Whoever is disabled is out at once: their sessions, API tokens and sign-in links end and do
     * not come back. Nobody is ever deleted, as jobs and the audit log name them. The last active
     * admin can be neither disabled nor given another role.
     */
    patch: operations["update_user"];
    trace?: never;
  };
  "/users/{user_id}/sign-in-link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a sign-in link
     *
     * Makes a link that signs this person in once, within a day. Links made for them before stop
     * working. Give it to nobody else.
     */
    post: operations["create_sign_in_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions
     *
     * The sessions that you may revoke, newest first: your own, and everybody's if you are an
     * admin.
     */
    get: operations["list_sessions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sessions/{session_id}": {
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
     * Revoke a session
     *
     * The session ends at once, wherever its cookie is. Your own, or anybody's if you are an admin.
     */
    delete: operations["revoke_session"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sessions/revoke": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke all other sessions
     *
     * Ends all sessions of yours but the one that asks, or all of the person whom `user_id` names,
     * if you are an admin. To somebody who is not, other people have none.
     */
    post: operations["revoke_sessions"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List API tokens
     *
     * The API tokens that you may revoke, newest first: your own, and everybody's if you are an
     * admin.
     */
    get: operations["list_tokens"];
    put?: never;
    /**
     * Make an API token
     *
     * Makes a token for you. It may do what you may, as far as its scopes go. One that is made with
     * an API token has only scopes of that token and expires no later.
     */
    post: operations["create_token"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokens/{token_id}": {
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
     * Revoke an API token
     *
     * The token stops working at once, and sessions that were opened with it end. Your own, or
     * anybody's if you are an admin.
     */
    delete: operations["revoke_token"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the audit log
     *
     * Every change that the studio answers for, newest first. The log only grows: no operation
     * changes or deletes what is in it.
     */
    get: operations["list_audit_entries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/session/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask whether you have a password
     *
     * Tells with which login you sign in by password, if you do, and since when.
     */
    get: operations["get_password_status"];
    /**
     * Set your password
     *
     * Sets the login and the password by which you sign in. Whoever has a password must give it;
     * whoever has forgotten it asks an admin to take it away and to send a one-time link, so that
     * no admin ever knows a password. Your other sessions end. A password that is too easy to
     * guess, and a login that somebody else has, are refused.
     */
    put: operations["set_password"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/session/oidc/start": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Go and sign in at the provider
     *
     * Sends a browser to the provider (OpenID Connect Core 1.0, 3.1, with PKCE), and gives it a
     * cookie by which it is known when it comes back. Whoever comes back within ten minutes, and in
     * the same browser, is signed in.
     */
    get: operations["start_oidc_sign_in"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/session/oidc/callback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Come back from the provider
     *
     * Where the provider sends the browser back to. What it says is checked with the provider
     * itself; the person is then signed in, with the cookie of a new session. An account that was
     * never here is let in if its email address is verified and invited (`create_invitation`) or
     * allowed by the operator. Each answer of the provider is good for one attempt.
     */
    get: operations["finish_oidc_sign_in"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/users/{user_id}/password": {
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
     * Take somebody's password away
     *
     * That person can sign in by a one-time link only, or by their provider, until they set another
     * password. Their sessions end. No error when there was no password.
     */
    delete: operations["remove_password"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/identities": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List identities
     *
     * The accounts of the provider that have come in, oldest first, each with the person that it
     * belongs to.
     */
    get: operations["list_identities"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/identities/{identity_id}": {
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
     * Part an identity from its person
     *
     * The account signs in no more, unless it is invited or allowed again. The person stays;
     * sessions go on.
     */
    delete: operations["delete_identity"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/invitations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List invitations
     *
     * Who is invited and has not come yet, oldest first.
     */
    get: operations["list_invitations"];
    put?: never;
    /**
     * Invite somebody
     *
     * Lets the account with this verified email address in, once: as a new person with a role, or,
     * by `user_id`, as a person who is here already. An address that is invited already is refused.
     */
    post: operations["create_invitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/invitations/{invitation_id}": {
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
     * Take an invitation back
     *
     * The address is let in no more, unless it has come in already.
     */
    delete: operations["delete_invitation"];
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
     * All jobs, newest first unless `sort` says otherwise. The queue is `state=queued&sort=queue`,
     * what is being drawn is `state=running`, and the history is the other three; repeat `state` to
     * ask for several at once.
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
    /**
     * Change a waiting job
     *
     * Changes what the body names, of a job that is queued. Give it the priority 1 to have it drawn
     * before all others.
     */
    patch: operations["update_job"];
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
  "/jobs/{job_id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try a job again
     *
     * Puts a failed or cancelled job back into the queue, behind those that wait: the same job,
     * with the same seed, for the same place in the same album. One that is queued or running
     * already is left as it is. A job that succeeded stays over.
     */
    post: operations["retry_job"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs/{job_id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a job
     *
     * Server-sent events: first how the job is, then one event for each step and each change, until
     * it is over. Send the last event's id as `Last-Event-ID` (browsers do so by themselves) to go
     * on where a connection broke, without a gap. A job that is over and has nothing new to tell
     * answers 204, after which browsers stop asking.
     */
    get: operations["stream_job_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel many jobs
     *
     * Cancels every job that fits the body and is not over, as `cancel_job` does: all at once, or
     * none. An empty body fits every job. Ask with `dry_run` first to be told how many.
     */
    post: operations["cancel_jobs"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/jobs/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try many jobs again
     *
     * Puts every failed or cancelled job that fits the body back into the queue, as `retry_job`
     * does: all at once, or none. Without `state` it takes the failed ones only. Ask with `dry_run`
     * first to be told how many.
     */
    post: operations["retry_jobs"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/queue": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the queue
     *
     * How many jobs wait and for how long, what is being drawn, how fast it goes, and when it will
     * be done.
     */
    get: operations["get_queue"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/queue/pause": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pause the queue
     *
     * No job is started any more, on any machine, until `resume_queue`; what is being drawn is
     * finished. Jobs can still be queued. It stays paused when servers and workers restart. Asking
     * twice is no error.
     */
    post: operations["pause_queue"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/queue/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Resume the queue
     *
     * Jobs are started again, in their order. Asking twice is no error.
     */
    post: operations["resume_queue"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/queue/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the queue
     *
     * Server-sent events about every job. First comes `queue`: the queue as it is now. Then `job`
     * for each step and each change of any job, and `queue` again whenever it has changed. Send the
     * last event's id as `Last-Event-ID` (browsers do so by themselves) to go on where a connection
     * broke, without a gap; events are kept for an hour, and whoever comes later gets `reset`: read
     * again what you show.
     */
    get: operations["stream_queue_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batch-templates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List templates
     *
     * Templates, newest first, without their rows.
     */
    get: operations["list_batch_templates"];
    put?: never;
    /**
     * Make a template
     *
     * Makes a template, with rows or without. Nothing is kept of one that has a fault: the prompt
     * template may name only columns that there are, and every row must fit the columns. Faults are
     * told all at once, each with its row and column.
     */
    post: operations["create_batch_template"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batch-templates/{template_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Open a template
     *
     * The template and how many rows it has. The rows themselves are a list of their own.
     */
    get: operations["get_batch_template"];
    put?: never;
    post?: never;
    /**
     * Delete a template
     *
     * Deletes the template and its rows. Batches, albums and images that came of it stay. One that
     * came with the studio does not come back.
     */
    delete: operations["delete_batch_template"];
    options?: never;
    head?: never;
    /**
     * Change a template
     *
     * Changes what the body names and leaves the rest. The rows that there are must fit afterwards,
     * or nothing is changed. Batches that were started are not touched. Send `If-Match` with the
     * `ETag` that you saw to be refused, rather than overwrite, when somebody else was faster.
     */
    patch: operations["update_batch_template"];
    trace?: never;
  };
  "/batch-templates/{template_id}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List a template's rows
     *
     * The rows in their order.
     */
    get: operations["list_template_rows"];
    /**
     * Replace a template's rows
     *
     * Replaces all rows, by JSON or by a CSV file (RFC 4180) in UTF-8, with or without a byte order
     * mark. The first line of the file names the columns in any order; optional ones may be
     * missing. Nothing is changed when anything in it has a fault. Faults are told all at once,
     * each with its row, its line and its column.
     */
    put: operations["replace_template_rows"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batch-templates/{template_id}/rows.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a template's rows as CSV
     *
     * All rows as a CSV file (RFC 4180): UTF-8 without a byte order mark, the columns' names in the
     * first line, CRLF at the end of each. `replace_template_rows` reads it back to the same rows.
     * Values are written as they are; a spreadsheet may take one that begins with `=` for a
     * formula.
     */
    get: operations["export_template_rows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batch-templates/{template_id}/preview": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Preview a batch
     *
     * Writes the prompt of every row as `start_batch` would, and queues nothing. What `start_batch`
     * would refuse because of the template, its rows or the theme is refused here too, with the
     * same faults.
     */
    post: operations["preview_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List batches
     *
     * Batches, newest first.
     */
    get: operations["list_batches"];
    put?: never;
    /**
     * Start a batch
     *
     * Keeps the template as it is now, makes an album, and queues a job for each row: all of it, or
     * nothing. The album is there at once and fills as pictures are drawn; they stand in the order
     * of the rows, whichever is ready first. Send an `Idempotency-Key` to be able to repeat the
     * request safely when an answer got lost.
     */
    post: operations["start_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batches/{batch_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch a batch
     *
     * One batch as it is now: its state, its counts, and the template as it was when the batch was
     * started.
     */
    get: operations["get_batch"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batches/{batch_id}/items": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List a batch's rows
     *
     * The rows in their order, each with its job and its image.
     */
    get: operations["list_batch_items"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batches/{batch_id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry a batch
     *
     * Queues again what failed, and if asked for, what was cancelled. Each picture keeps its seed
     * and goes into the same album, to the place of its row. When nothing is left to retry, nothing
     * changes.
     */
    post: operations["retry_batch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/batches/{batch_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a batch
     *
     * Cancels what is queued at once, and tells what is being drawn to stop at its next step.
     * Pictures that are there stay. Asking twice is no error.
     */
    post: operations["cancel_batch"];
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
  "/schedules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the schedules
     *
     * All that the studio does by the clock, by name: when each ran last and what came of it, and
     * when it runs next.
     */
    get: operations["list_schedules"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/schedules/{schedule_name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at a schedule
     *
     * One schedule as it is now.
     */
    get: operations["get_schedule"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/schedules/{schedule_name}/run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run a schedule now
     *
     * Asks for a run at once, whenever the next one is due; that is then an interval after this
     * one. Whichever worker looks after the queue `default` begins it within a second; without one
     * it waits. Only one run of a schedule goes on at a time, on all machines: while one is queued
     * or running, another is refused.
     */
    post: operations["run_schedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/schedules/{schedule_name}/runs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List a schedule's runs
     *
     * The runs of one schedule, newest first. The last hundred of each schedule are kept; the audit
     * log keeps what they deleted.
     */
    get: operations["list_schedule_runs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/schedules/{schedule_name}/runs/{run_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch a schedule's run
     *
     * One run as it is now.
     */
    get: operations["get_schedule_run"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List imports
     *
     * All imports of every mode, newest first. None is ever overwritten or forgotten.
     */
    get: operations["list_imports"];
    put?: never;
    /**
     * Plan an import
     *
     * Reads a source and says what would become of each of its files, each with one outcome and,
     * where it is not plain, a reason. Nothing is changed: this is the dry run. Look at it with
     * `list_import_items`, and carry it out with `apply_import`. Files that have not changed since
     * the last time are not read again, unless `deep` says so.
     */
    post: operations["plan_import"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/latest": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look at the latest import
     *
     * The newest import of this mode, source and profile that has ended well; by default the newest
     * that was applied.
     */
    get: operations["get_latest_import"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/sources": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the sources
     *
     * The folders that the studio may import from, by name. `spolvero source` names one, on the
     * machine where it lies.
     */
    get: operations["list_import_sources"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/profiles": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the profiles
     *
     * The rules by which an import finds out where a file belongs.
     */
    get: operations["list_import_profiles"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/reconcile": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Reconcile with the source
     *
     * Compares a source, what is staged, the database, and what the public page really shows, all
     * of it now. Nothing is changed. What does not fit is counted in `discrepancies`, and listed by
     * `list_import_discrepancies`.
     */
    post: operations["reconcile_imports"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch an import
     *
     * One import as it is now: how far it has got, and what came of its files in sum.
     */
    get: operations["get_import"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/apply": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Carry out a plan
     *
     * Does what the plan says, as a new import. Send the plan's hash, to show that it is this one
     * which was looked at. First the whole source is looked at again: if anything is not as the
     * plan found it, the import fails with `world_moved` before it has changed anything, and says
     * what has moved. An import that is cut short goes on where it was.
     */
    post: operations["apply_import"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel an import
     *
     * Stops what is queued at once, and what runs at its next step. What is done by then stays
     * done; plan again to go on, or undo it. Cancelling what is cancelled already changes nothing.
     */
    post: operations["cancel_import"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/undo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take an import back
     *
     * Puts the images that an applied import made into the trash, takes out of albums what it put
     * there, and deletes albums that it made and that are empty then, each only if it is still as
     * the import left it. The source is never touched. By default nothing is done: the new import
     * says what would be.
     */
    post: operations["undo_import"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/mend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mend one kind of discrepancy
     *
     * Goes through the discrepancies of one kind that a reconciliation found, and mends each, if it
     * is still so at that moment. The source is never touched. By default nothing is done: the new
     * import says what would be.
     */
    post: operations["mend_import_discrepancies"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/items": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List an import's files
     *
     * Every file that a plan or an applied import saw, in the order in which they were read.
     */
    get: operations["list_import_items"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/discrepancies": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List a reconciliation's discrepancies
     *
     * What a reconciliation found, in that order. It is as old as the reconciliation: mending looks
     * again at each.
     */
    get: operations["list_import_discrepancies"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what mending or undoing did
     *
     * Each thing that mending or undoing did, or would do, in order.
     */
    get: operations["list_import_actions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sum an import up
     *
     * What came of an import, in the form in which the import scripts write it into a file.
     */
    get: operations["get_import_summary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/imports/{import_id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow an import
     *
     * Server-sent events: first how the import is, then how it gets on, until it is over. An import
     * that is over answers whoever comes back with `Last-Event-ID` with 204, after which browsers
     * stop asking.
     */
    get: operations["stream_import_events"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/bug-reports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List bug reports
     *
     * Bug reports, newest first, without what the page sent along. Each filter leaves out some. A
     * cursor is good for the filters that it was given with.
     */
    get: operations["list_bug_reports"];
    put?: never;
    /**
     * Report a bug
     *
     * Keeps a bug report after taking every secret out of it, and attaches what the server knows:
     * the reporter's own requests and jobs of the traces that it names and of the session. Anyone
     * who is signed in may report. A section that is larger than its schema lets it be is refused,
     * and named.
     */
    post: operations["submit_bug_report"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/bug-reports/purge": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Purge old bug reports
     *
     * Deletes for good the reports that are older than their status may get; pinned ones stay. By
     * default it deletes nothing and tells what would be deleted. The studio does the same by
     * itself every hour.
     */
    post: operations["purge_bug_reports"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/bug-reports/{report_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Open a bug report
     *
     * All of a report: what was sent, what the server knew, what has become of it. Whoever is no
     * admin sees their own only; another is as if it did not exist.
     */
    get: operations["get_bug_report"];
    put?: never;
    post?: never;
    /**
     * Delete a bug report
     *
     * Deletes the report and its history, at once and for good; the file of its screenshot follows
     * within hours. Reports that were its duplicates stay, and name it no more.
     */
    delete: operations["delete_bug_report"];
    options?: never;
    head?: never;
    /**
     * Change a bug report
     *
     * Moves a report on, or adds a note to it; both are kept in its history. Which status may
     * follow is told by `next_statuses`. Send `If-Match` with the `ETag` that you saw to be
     * refused, rather than overwrite, when somebody else was faster.
     */
    patch: operations["update_bug_report"];
    trace?: never;
  };
  "/bug-reports/{report_id}/pin": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Pin a bug report
     *
     * Keeps the report however old it gets. When it is pinned already, nothing changes.
     */
    put: operations["pin_bug_report"];
    post?: never;
    /**
     * Unpin a bug report
     *
     * Lets the report go with its time again. When it is not pinned, nothing changes.
     */
    delete: operations["unpin_bug_report"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/bug-reports/{report_id}/screenshot": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a bug report's screenshot
     *
     * The picture. Whoever is no admin sees their own only.
     */
    get: operations["get_bug_report_screenshot"];
    /**
     * Add a screenshot to a bug report
     *
     * Keeps a copy of the picture, drawn anew, with the report. Only the reporter may, while the
     * report is open, and once. What can be read in the picture nobody takes out: look at it before
     * you send it.
     */
    put: operations["add_bug_report_screenshot"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/bug-reports/{report_id}/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export a bug report
     *
     * All of a report as one file that needs no other: JSON, or a page of HTML for people, by
     * `Accept`. The screenshot is within. Secrets were taken out before it was stored.
     */
    get: operations["export_bug_report"];
    put?: never;
    post?: never;
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
     * Answers as long as the process does, without touching anything else. For liveness probes
     * (Kubernetes: `livenessProbe`, `startupProbe`): a server that does not answer this is worth a
     * restart.
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
     * Tries the database, the files and the queue, and looks whether anybody takes what waits
     * there. For readiness probes (Kubernetes: `readinessProbe`) and load balancers: what answers
     * 503 gets no requests for a while, and no restart helps it.
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
    Adapter: Adapter;
    Adapters: Adapters;
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
    ApiToken: ApiToken;
    ApiTokenCreate: ApiTokenCreate;
    ApiTokenPage: ApiTokenPage;
    AuditAction: AuditAction;
    AuditDetails: AuditDetails;
    AuditEntry: AuditEntry;
    AuditEntryId: AuditEntryId;
    AuditEntryPage: AuditEntryPage;
    AuditSubject: AuditSubject;
    AuthMethod: AuthMethod;
    AuthStatus: AuthStatus;
    Batch: Batch;
    BatchCounts: BatchCounts;
    BatchDetail: BatchDetail;
    BatchFacts: BatchFacts;
    BatchId: BatchId;
    BatchItem: BatchItem;
    BatchItemPage: BatchItemPage;
    BatchPage: BatchPage;
    BatchPreview: BatchPreview;
    BatchPreviewRequest: BatchPreviewRequest;
    BatchReceipt: BatchReceipt;
    BatchRequest: BatchRequest;
    BatchRetry: BatchRetry;
    BatchState: BatchState;
    BatchTemplate: BatchTemplate;
    BatchTemplateCreate: BatchTemplateCreate;
    BatchTemplateId: BatchTemplateId;
    BatchTemplatePage: BatchTemplatePage;
    BatchTemplateUpdate: BatchTemplateUpdate;
    BugReport: BugReport;
    BugReportAuthor: BugReportAuthor;
    BugReportChange: BugReportChange;
    BugReportClientMeta: BugReportClientMeta;
    BugReportContext: BugReportContext;
    BugReportCutoff: BugReportCutoff;
    BugReportDetail: BugReportDetail;
    BugReportEnvironment: BugReportEnvironment;
    BugReportExport: BugReportExport;
    BugReportFacts: BugReportFacts;
    BugReportFingerprint: BugReportFingerprint;
    BugReportGroup: BugReportGroup;
    BugReportHeader: BugReportHeader;
    BugReportId: BugReportId;
    BugReportLog: BugReportLog;
    BugReportLogs: BugReportLogs;
    BugReportPage: BugReportPage;
    BugReportPurge: BugReportPurge;
    BugReportPurgeResult: BugReportPurgeResult;
    BugReportRequest: BugReportRequest;
    BugReportRequests: BugReportRequests;
    BugReportScreenshot: BugReportScreenshot;
    BugReportState: BugReportState;
    BugReportStatus: BugReportStatus;
    BugReportSubmission: BugReportSubmission;
    BugReportText: BugReportText;
    BugReportUpdate: BugReportUpdate;
    Builtin: Builtin;
    Cell: Cell;
    ClientTime: ClientTime;
    ColumnList: ColumnList;
    ColumnName: ColumnName;
    Confidence: Confidence;
    Cursor: Cursor;
    Email: Email;
    EntityTag: EntityTag;
    EntityTagList: EntityTagList;
    EventId: EventId;
    EventReset: EventReset;
    FailureCode: FailureCode;
    GuidanceScale: GuidanceScale;
    Health: Health;
    IdempotencyKey: IdempotencyKey;
    Identity: Identity;
    IdentityId: IdentityId;
    IdentityPage: IdentityPage;
    Image: Image;
    ImageId: ImageId;
    ImageIds: ImageIds;
    ImageMediaType: ImageMediaType;
    ImageOrigin: ImageOrigin;
    ImagePage: ImagePage;
    ImageSort: ImageSort;
    ImageSource: ImageSource;
    ImageUpdate: ImageUpdate;
    ImageVisibility: ImageVisibility;
    ImportAction: ImportAction;
    ImportActionCounts: ImportActionCounts;
    ImportActionKind: ImportActionKind;
    ImportActionPage: ImportActionPage;
    ImportActionResult: ImportActionResult;
    ImportActor: ImportActor;
    ImportApply: ImportApply;
    ImportCounts: ImportCounts;
    ImportDatedBy: ImportDatedBy;
    ImportDiscrepancy: ImportDiscrepancy;
    ImportDiscrepancyCode: ImportDiscrepancyCode;
    ImportDiscrepancyCount: ImportDiscrepancyCount;
    ImportDiscrepancyPage: ImportDiscrepancyPage;
    ImportFailure: ImportFailure;
    ImportFailureCode: ImportFailureCode;
    ImportId: ImportId;
    ImportItem: ImportItem;
    ImportItemKind: ImportItemKind;
    ImportItemPage: ImportItemPage;
    ImportMendRequest: ImportMendRequest;
    ImportMode: ImportMode;
    ImportMove: ImportMove;
    ImportMoveKind: ImportMoveKind;
    ImportOptions: ImportOptions;
    ImportOutcome: ImportOutcome;
    ImportPhase: ImportPhase;
    ImportProfile: ImportProfile;
    ImportProfileName: ImportProfileName;
    ImportProfilePage: ImportProfilePage;
    ImportProgress: ImportProgress;
    ImportReason: ImportReason;
    ImportReconcileRequest: ImportReconcileRequest;
    ImportRequest: ImportRequest;
    ImportRule: ImportRule;
    ImportRun: ImportRun;
    ImportRunPage: ImportRunPage;
    ImportSeverity: ImportSeverity;
    ImportSource: ImportSource;
    ImportSourceName: ImportSourceName;
    ImportSourcePage: ImportSourcePage;
    ImportStaging: ImportStaging;
    ImportSummary: ImportSummary;
    ImportUndoRequest: ImportUndoRequest;
    InvalidPart: InvalidPart;
    Invitation: Invitation;
    InvitationCreate: InvitationCreate;
    InvitationId: InvitationId;
    InvitationPage: InvitationPage;
    ItemName: ItemName;
    Job: Job;
    JobEvent: JobEvent;
    JobFailure: JobFailure;
    JobId: JobId;
    JobPage: JobPage;
    JobRequest: JobRequest;
    JobSelection: JobSelection;
    JobSort: JobSort;
    JobState: JobState;
    JobUpdate: JobUpdate;
    JobsChanged: JobsChanged;
    Label: Label;
    LabelCount: LabelCount;
    LabelCreate: LabelCreate;
    LabelId: LabelId;
    LabelKind: LabelKind;
    LabelPage: LabelPage;
    LabelSource: LabelSource;
    LabelText: LabelText;
    LabelUpdate: LabelUpdate;
    LogLevel: LogLevel;
    Login: Login;
    Model: Model;
    Name: Name;
    NegativePrompt: NegativePrompt;
    NewApiToken: NewApiToken;
    NewPassword: NewPassword;
    Note: Note;
    NotedJob: NotedJob;
    NotedRequest: NotedRequest;
    PageLimit: PageLimit;
    Password: Password;
    PasswordChange: PasswordChange;
    PasswordStatus: PasswordStatus;
    PreviewItem: PreviewItem;
    Priority: Priority;
    Problem: Problem;
    ProblemType: ProblemType;
    Prompt: Prompt;
    PromptPart: PromptPart;
    PromptTemplate: PromptTemplate;
    Queue: Queue;
    QueueJob: QueueJob;
    Readiness: Readiness;
    ReadinessCheck: ReadinessCheck;
    Refusal: Refusal;
    RemoveOutcome: RemoveOutcome;
    RetentionDays: RetentionDays;
    ReturnTo: ReturnTo;
    Role: Role;
    RowNumber: RowNumber;
    RowSelection: RowSelection;
    RowValues: RowValues;
    Schedule: Schedule;
    ScheduleName: ScheduleName;
    SchedulePage: SchedulePage;
    ScheduleRun: ScheduleRun;
    ScheduleRunId: ScheduleRunId;
    ScheduleRunPage: ScheduleRunPage;
    ScheduleRunState: ScheduleRunState;
    ScheduleTrigger: ScheduleTrigger;
    Scope: Scope;
    ScopeList: ScopeList;
    SearchWords: SearchWords;
    Seed: Seed;
    Session: Session;
    SessionId: SessionId;
    SessionPage: SessionPage;
    SessionRevocation: SessionRevocation;
    Settings: Settings;
    Side: Side;
    SignIn: SignIn;
    SignInLink: SignInLink;
    SignInWay: SignInWay;
    Steps: Steps;
    Tag: Tag;
    TemplateColumn: TemplateColumn;
    TemplateFacts: TemplateFacts;
    TemplateName: TemplateName;
    TemplateRow: TemplateRow;
    TemplateRowPage: TemplateRowPage;
    TemplateRows: TemplateRows;
    TemplateSnapshot: TemplateSnapshot;
    Theme: Theme;
    Timestamp: Timestamp;
    TokenCount: TokenCount;
    TokenFacts: TokenFacts;
    TokenId: TokenId;
    TokenPrefix: TokenPrefix;
    TraceId: TraceId;
    TrashedImage: TrashedImage;
    TrashedImagePage: TrashedImagePage;
    UploadPixels: UploadPixels;
    UploadSide: UploadSide;
    User: User;
    UserAgent: UserAgent;
    UserCreate: UserCreate;
    UserId: UserId;
    UserPage: UserPage;
    UserState: UserState;
    UserUpdate: UserUpdate;
  };
  responses: {
    /**
     * The OpenID Connect provider did not answer, or not as the standard says. Try again, or sign
     * in another way.
     */
    BadGateway: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": Problem;
        "text/html": unknown;
      };
    };
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
    /**
     * Too much is waiting, or you ask for too much. Nothing was done; come back after `Retry-After`
     * seconds.
     */
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
    /**
     * A part that the studio needs does not answer now. Nothing was changed; come back after
     * `Retry-After` seconds.
     */
    Unavailable: {
      headers: {
        "X-Trace-Id": components["headers"]["TraceId"];
        "Retry-After": components["headers"]["RetryAfter"];
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
    /**
     * Only what came to one of these results.
     *
     * @minItems 1
     * @maxItems 4
     * @uniqueItems true
     */
    ActionResults: [ImportActionResult, ImportActionResult?, ImportActionResult?, ImportActionResult?];
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
    /** Only this kind of change. */
    AuditAction: AuditAction;
    /** Only what this person did. */
    AuditActor: UserId;
    /** Only changes at this moment or later. */
    AuditSince: Timestamp;
    /** Only changes of this one thing. */
    AuditSubject: AuditSubject;
    /** Only changes before this moment. */
    AuditUntil: Timestamp;
    /** The batch's id. */
    BatchId: BatchId;
    /** Only batches of this template. */
    BatchTemplate: BatchTemplateId;
    /** Only bug reports of this user. */
    BugReportAuthorId: UserId;
    /** The bug report's id. */
    BugReportId: BugReportId;
    /** True: only pinned ones. False: only others. */
    BugReportPinned: boolean;
    /** Only bug reports with this fingerprint. */
    BugReportSameAs: BugReportFingerprint;
    /**
     * Only bug reports of these statuses. Repeat it for several; absent means any.
     *
     * @minItems 1
     * @maxItems 5
     * @uniqueItems true
     */
    BugReportStatuses: [BugReportStatus, ...BugReportStatus[]];
    /** Only bug reports that were submitted in this trace, or that name it in a request. */
    BugReportTrace: TraceId;
    /**
     * Only bug reports with all of these words in what was written, in its errors or in its notes.
     */
    BugReportWords: SearchWords;
    /** Only what was made at this moment or later. */
    CreatedAfter: Timestamp;
    /** Only what was made before this moment. */
    CreatedBefore: Timestamp;
    /** The `next_cursor` of the page before. Absent for the first page. */
    Cursor: Cursor;
    /**
     * Only discrepancies of one of these kinds.
     *
     * @minItems 1
     * @maxItems 12
     * @uniqueItems true
     */
    DiscrepancyCodes: [ImportDiscrepancyCode, ...ImportDiscrepancyCode[]];
    /** Makes it safe to send the same request again. */
    IdempotencyKey: IdempotencyKey;
    /** The identity's id. */
    IdentityId: IdentityId;
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
    /** The import's id. */
    ImportId: ImportId;
    /** Only imports of this mode. */
    ImportOfMode: ImportMode;
    /** Only imports by this profile. */
    ImportOfProfile: ImportProfileName;
    /** Only imports of this source. */
    ImportOfSource: ImportSourceName;
    /**
     * Only imports in one of these states.
     *
     * @minItems 1
     * @maxItems 5
     * @uniqueItems true
     */
    ImportStates: [JobState, ...JobState[]];
    /** The invitation's id. */
    InvitationId: InvitationId;
    /**
     * Only files of one of these kinds.
     *
     * @minItems 1
     * @maxItems 3
     * @uniqueItems true
     */
    ItemKinds: [ImportItemKind, ImportItemKind?, ImportItemKind?];
    /**
     * Only files with one of these outcomes.
     *
     * @minItems 1
     * @maxItems 11
     * @uniqueItems true
     */
    ItemOutcomes: [ImportOutcome, ...ImportOutcome[]];
    /**
     * Only files with this text in their path.
     *
     * @pattern ^[^\u0000]*$
     * @minLength 1
     * @maxLength 500
     */
    ItemPath: string;
    /**
     * Only files with one of these reasons.
     *
     * @minItems 1
     * @maxItems 20
     * @uniqueItems true
     */
    ItemReasons: [ImportReason, ...ImportReason[]];
    /** Only jobs whose picture goes to this album. */
    JobAlbum: AlbumId;
    /** Only jobs of this batch. */
    JobBatch: BatchId;
    /** The job's id. */
    JobId: JobId;
    /** The order of the list. */
    JobSort: JobSort;
    /**
     * Only jobs in one of these states. Repeat it for several; absent means any.
     *
     * @minItems 1
     * @maxItems 5
     * @uniqueItems true
     */
    JobStates: [JobState, ...JobState[]];
    /** Only jobs that the request of this trace id asked for. */
    JobTrace: TraceId;
    /** The label's id. */
    LabelId: LabelId;
    /** The id of the last event that was received. Absent to begin with what is so now. */
    LastEventId: EventId;
    /**
     * Of which mode.
     *
     * @default "apply"
     */
    LatestOfMode: ImportMode;
    /** At most how many items to give. */
    Limit: PageLimit;
    /** Only those of this person. To somebody who is not an admin, other people have none. */
    OfUser: UserId;
    /**
     * Give only these bytes (RFC 9110, 14.2): `bytes=0-1023`, `bytes=1024-`, or the last ones,
     * `bytes=-1024`. Anything else, and more than one range, gets the whole.
     */
    Range: string;
    /** The schedule's name. */
    ScheduleName: ScheduleName;
    /** The run's id. */
    ScheduleRunId: ScheduleRunId;
    /** The session's id. */
    SessionId: SessionId;
    /** The template's id. */
    TemplateId: BatchTemplateId;
    /** The token's id. */
    TokenId: TokenId;
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
    /** The person's id. */
    UserId: UserId;
    /** Only people in this state. */
    UserInState: UserState;
    /** Only people with this role. */
    UserRole: Role;
  };
  requestBodies: never;
  headers: {
    /** Parts of it can be asked for by `Range`. */
    AcceptRanges: "bytes";
    /** The methods that this path has, with commas between them. */
    Allow: string;
    /**
     * A file to keep, and its name (RFC 6266).
     *
     * @pattern ^attachment; filename=
     */
    Attachment: string;
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
     * Where to go on, relative to the server or at the provider.
     *
     * @format uri-reference
     */
    Redirect: string;
    /**
     * In how many seconds it is worth trying again.
     *
     * @pattern ^[1-9][0-9]*$
     */
    RetryAfter: string;
    /** The session's cookie, set or taken away. Scripts cannot read it. */
    SessionCookie: string;
    /** Ties the sign-in to the browser that began it, for ten minutes. Scripts cannot read it. */
    SignInCookie: string;
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
      503: components["responses"]["Unavailable"];
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
    /** Exactly one of the three proofs. */
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
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /users */
  list_users: {
    parameters: {
      query?: {
        /** Only people with this role. */
        role?: components["parameters"]["UserRole"];
        /** Only people in this state. */
        state?: components["parameters"]["UserInState"];
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
      /** One page of people. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": UserPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /users */
  create_user: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who it is. */
    requestBody: {
      content: {
        "application/json": UserCreate;
      };
    };
    responses: {
      /** The new person. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": User;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /users/{user_id} */
  get_user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The person's id. */
        user_id: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The person. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": User;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PATCH /users/{user_id} */
  update_user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The person's id. */
        user_id: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": UserUpdate;
      };
    };
    responses: {
      /** The person, changed. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": User;
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /users/{user_id}/sign-in-link */
  create_sign_in_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The person's id. */
        user_id: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The link. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": SignInLink;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /sessions */
  list_sessions: {
    parameters: {
      query?: {
        /** Only those of this person. To somebody who is not an admin, other people have none. */
        user_id?: components["parameters"]["OfUser"];
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
      /** One page of sessions. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": SessionPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /sessions/{session_id} */
  revoke_session: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The session's id. */
        session_id: components["parameters"]["SessionId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Ended. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /sessions/revoke */
  revoke_sessions: {
    parameters: {
      query?: {
        /** Only those of this person. To somebody who is not an admin, other people have none. */
        user_id?: components["parameters"]["OfUser"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** How many were ended. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": SessionRevocation;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /tokens */
  list_tokens: {
    parameters: {
      query?: {
        /** Only those of this person. To somebody who is not an admin, other people have none. */
        user_id?: components["parameters"]["OfUser"];
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
      /** One page of tokens. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ApiTokenPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /tokens */
  create_token: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What it is for. */
    requestBody: {
      content: {
        "application/json": ApiTokenCreate;
      };
    };
    responses: {
      /** The token, with its secret. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": NewApiToken;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /tokens/{token_id} */
  revoke_token: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The token's id. */
        token_id: components["parameters"]["TokenId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Revoked. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /audit */
  list_audit_entries: {
    parameters: {
      query?: {
        /** Only what this person did. */
        actor_id?: components["parameters"]["AuditActor"];
        /** Only this kind of change. */
        action?: components["parameters"]["AuditAction"];
        /** Only changes of this one thing. */
        subject?: components["parameters"]["AuditSubject"];
        /** Only changes at this moment or later. */
        since?: components["parameters"]["AuditSince"];
        /** Only changes before this moment. */
        until?: components["parameters"]["AuditUntil"];
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
      /** One page of the log. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": AuditEntryPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /session/password */
  get_password_status: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** What is kept about your password. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": PasswordStatus;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PUT /session/password */
  set_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The login, and the passwords from now on and until now. */
    requestBody: {
      content: {
        "application/json": PasswordChange;
      };
    };
    responses: {
      /** The password is set. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": PasswordStatus;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /session/oidc/start */
  start_oidc_sign_in: {
    parameters: {
      query?: {
        /** Where in this studio to go on afterwards. */
        return_to?: ReturnTo;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Go on to the provider. */
      302: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Redirect"];
          "Set-Cookie": components["headers"]["SignInCookie"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      /** This studio has no OpenID Connect provider. */
      404: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      405: components["responses"]["MethodNotAllowed"];
      /** Too many sign-ins were begun from this address. Come back after `Retry-After` seconds. */
      429: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
      502: components["responses"]["BadGateway"];
    };
  };
  /** GET /session/oidc/callback */
  finish_oidc_sign_in: {
    parameters: {
      query: {
        /**
         * What the provider was told to say again.
         *
         * @pattern ^[!-~]+$
         * @minLength 1
         * @maxLength 200
         */
        state: string;
        /**
         * What the provider takes for the proof of who it is; absent when it refuses.
         *
         * @pattern ^[ -~]+$
         * @minLength 1
         * @maxLength 4000
         */
        code?: string;
        /**
         * Why the provider refuses (RFC 6749, 4.1.2.1).
         *
         * @pattern ^[ -~]+$
         * @minLength 1
         * @maxLength 200
         */
        error?: string;
        /**
         * Which provider says so (RFC 9207).
         *
         * @minLength 1
         * @maxLength 1000
         */
        iss?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Signed in; the cookie is set. Go on where `return_to` said. */
      302: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Redirect"];
          "Set-Cookie": components["headers"]["SessionCookie"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Invalid"];
      /**
       * This sign-in was not begun in this browser, is over, or the provider did not vouch for it.
       * Begin again.
       */
      401: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "WWW-Authenticate": components["headers"]["Authenticate"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      /** The provider refuses, or it vouches for somebody who may not come in. */
      403: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      /** This studio has no OpenID Connect provider. */
      404: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      405: components["responses"]["MethodNotAllowed"];
      /**
       * Too many attempts to sign in have failed from this address. Come back after `Retry-After`
       * seconds.
       */
      429: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": Problem;
          "text/html": unknown;
        };
      };
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
      502: components["responses"]["BadGateway"];
    };
  };
  /** DELETE /users/{user_id}/password */
  remove_password: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The person's id. */
        user_id: components["parameters"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** There is no password any more. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /identities */
  list_identities: {
    parameters: {
      query?: {
        /** Only this person's. */
        user_id?: UserId;
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
      /** One page of identities. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": IdentityPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /identities/{identity_id} */
  delete_identity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The identity's id. */
        identity_id: components["parameters"]["IdentityId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It signs in no more. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /invitations */
  list_invitations: {
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
      /** One page of invitations. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": InvitationPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /invitations */
  create_invitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whom to invite. */
    requestBody: {
      content: {
        "application/json": InvitationCreate;
      };
    };
    responses: {
      /** The invitation. Nothing is sent; tell the person yourself. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Invitation;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /invitations/{invitation_id} */
  delete_invitation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The invitation's id. */
        invitation_id: components["parameters"]["InvitationId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It is taken back. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
        /** Only jobs of this batch. */
        batch_id?: components["parameters"]["JobBatch"];
        /** Only jobs that the request of this trace id asked for. */
        trace_id?: components["parameters"]["JobTrace"];
        /** The order of the list. */
        sort?: components["parameters"]["JobSort"];
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
          "application/json": JobPageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": JobOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PATCH /jobs/{job_id} */
  update_job: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The job's id. */
        job_id: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": JobUpdate;
      };
    };
    responses: {
      /** The job as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": JobOutput;
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": JobOutput;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /jobs/{job_id}/retry */
  retry_job: {
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
      /** The job, queued again. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": JobOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /jobs/{job_id}/events */
  stream_job_events: {
    parameters: {
      query?: never;
      header?: {
        /** The id of the last event that was received. Absent to begin with what is so now. */
        "Last-Event-ID"?: components["parameters"]["LastEventId"];
      };
      path: {
        /** The job's id. */
        job_id: components["parameters"]["JobId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Events as they happen. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      /** The job is over, and all of it has been told. */
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /jobs/cancel */
  cancel_jobs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which jobs. */
    requestBody: {
      content: {
        "application/json": JobSelection;
      };
    };
    responses: {
      /** How many. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": JobsChanged;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /jobs/retry */
  retry_jobs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which jobs. */
    requestBody: {
      content: {
        "application/json": JobSelection;
      };
    };
    responses: {
      /** How many. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": JobsChanged;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /queue */
  get_queue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The queue. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Queue;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /queue/pause */
  pause_queue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The queue, paused. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Queue;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /queue/resume */
  resume_queue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The queue, going. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Queue;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /queue/events */
  stream_queue_events: {
    parameters: {
      query?: never;
      header?: {
        /** The id of the last event that was received. Absent to begin with what is so now. */
        "Last-Event-ID"?: components["parameters"]["LastEventId"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Events as they happen. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batch-templates */
  list_batch_templates: {
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
      /** One page of templates. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchTemplatePageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /batch-templates */
  create_batch_template: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the template is to be. */
    requestBody: {
      content: {
        "application/json": BatchTemplateCreate;
      };
    };
    responses: {
      /** The new template. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchTemplateOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batch-templates/{template_id} */
  get_batch_template: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The template. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchTemplateOutput;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PATCH /batch-templates/{template_id} */
  update_batch_template: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": BatchTemplateUpdate;
      };
    };
    responses: {
      /** The template as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchTemplateOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /batch-templates/{template_id} */
  delete_batch_template: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
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
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batch-templates/{template_id}/rows */
  list_template_rows: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of rows. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": TemplateRowPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PUT /batch-templates/{template_id}/rows */
  replace_template_rows: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
      };
      cookie?: never;
    };
    /** The rows. */
    requestBody: {
      content: {
        "application/json": TemplateRows;
        "text/csv": unknown;
      };
    };
    responses: {
      /** The template as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchTemplateOutput;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batch-templates/{template_id}/rows.csv */
  export_template_rows: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
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
          "Content-Disposition": components["headers"]["Attachment"];
          [name: string]: unknown;
        };
        content: {
          "text/csv": unknown;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /batch-templates/{template_id}/preview */
  preview_batch: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The template's id. */
        template_id: components["parameters"]["TemplateId"];
      };
      cookie?: never;
    };
    /** What to preview. */
    requestBody: {
      content: {
        "application/json": BatchPreviewRequest;
      };
    };
    responses: {
      /** One page of prompts. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchPreview;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batches */
  list_batches: {
    parameters: {
      query?: {
        /** Only batches of this template. */
        template_id?: components["parameters"]["BatchTemplate"];
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
      /** One page of batches. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /batches */
  start_batch: {
    parameters: {
      query?: never;
      header?: {
        /** Makes it safe to send the same request again. */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    /** Which template, and how. */
    requestBody: {
      content: {
        "application/json": BatchRequest;
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
          "application/json": BatchReceipt;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batches/{batch_id} */
  get_batch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The batch's id. */
        batch_id: components["parameters"]["BatchId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The batch. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchDetailOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /batches/{batch_id}/items */
  list_batch_items: {
    parameters: {
      query?: {
        /** Only jobs in one of these states. Repeat it for several; absent means any. */
        state?: components["parameters"]["JobStates"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The batch's id. */
        batch_id: components["parameters"]["BatchId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of rows. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchItemPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /batches/{batch_id}/retry */
  retry_batch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The batch's id. */
        batch_id: components["parameters"]["BatchId"];
      };
      cookie?: never;
    };
    /** Which pictures. */
    requestBody: {
      content: {
        "application/json": BatchRetry;
      };
    };
    responses: {
      /** The batch as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchDetailOutput;
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
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /batches/{batch_id}/cancel */
  cancel_batch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The batch's id. */
        batch_id: components["parameters"]["BatchId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The batch as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BatchDetailOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
          "application/json": AlbumDetailOutput;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": ImagePageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      409: components["responses"]["Conflict"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
          "application/json": ImagePageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": ImageOutput;
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
      503: components["responses"]["Unavailable"];
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
          "application/json": ImageOutput;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": ImageOutput;
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
      503: components["responses"]["Unavailable"];
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
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      416: components["responses"]["RangeNotSatisfiable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
      503: components["responses"]["Unavailable"];
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": TrashedImagePageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
          "application/json": ImageOutput;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /schedules */
  list_schedules: {
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
      /** One page of the schedules. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": SchedulePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /schedules/{schedule_name} */
  get_schedule: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The schedule's name. */
        schedule_name: components["parameters"]["ScheduleName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The schedule. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": Schedule;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /schedules/{schedule_name}/run */
  run_schedule: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The schedule's name. */
        schedule_name: components["parameters"]["ScheduleName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Asked for. Follow `Location` until `state` is `succeeded` or `failed`. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ScheduleRun;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /schedules/{schedule_name}/runs */
  list_schedule_runs: {
    parameters: {
      query?: {
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The schedule's name. */
        schedule_name: components["parameters"]["ScheduleName"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of runs. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ScheduleRunPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /schedules/{schedule_name}/runs/{run_id} */
  get_schedule_run: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The schedule's name. */
        schedule_name: components["parameters"]["ScheduleName"];
        /** The run's id. */
        run_id: components["parameters"]["ScheduleRunId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ScheduleRun;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports */
  plan_import: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to plan an import of. */
    requestBody: {
      content: {
        "application/json": ImportRequest;
      };
    };
    responses: {
      /** Asked for. Follow `Location` until it is over. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports */
  list_imports: {
    parameters: {
      query?: {
        /** Only imports of this mode. */
        mode?: components["parameters"]["ImportOfMode"];
        /** Only imports of this source. */
        source?: components["parameters"]["ImportOfSource"];
        /** Only imports by this profile. */
        profile?: components["parameters"]["ImportOfProfile"];
        /** Only imports in one of these states. */
        state?: components["parameters"]["ImportStates"];
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
      /** One page of imports. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRunPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/latest */
  get_latest_import: {
    parameters: {
      query?: {
        /** Of which mode. */
        mode?: components["parameters"]["LatestOfMode"];
        /** Only imports of this source. */
        source?: components["parameters"]["ImportOfSource"];
        /** Only imports by this profile. */
        profile?: components["parameters"]["ImportOfProfile"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The import. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/sources */
  list_import_sources: {
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
      /** One page of sources. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportSourcePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/profiles */
  list_import_profiles: {
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
      /** One page of profiles. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportProfilePage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports/reconcile */
  reconcile_imports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to reconcile. */
    requestBody: {
      content: {
        "application/json": ImportReconcileRequest;
      };
    };
    responses: {
      /** Asked for. Follow `Location` until it is over. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id} */
  get_import: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The import. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports/{import_id}/apply */
  apply_import: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    /** Which plan it is. */
    requestBody: {
      content: {
        "application/json": ImportApply;
      };
    };
    responses: {
      /** Asked for. Follow `Location` until it is over. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports/{import_id}/cancel */
  cancel_import: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The import as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports/{import_id}/undo */
  undo_import: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    /** Whether to do it. */
    requestBody: {
      content: {
        "application/json": ImportUndoRequest;
      };
    };
    responses: {
      /** Asked for. Follow `Location` until it is over. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /imports/{import_id}/mend */
  mend_import_discrepancies: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    /** What to mend. */
    requestBody: {
      content: {
        "application/json": ImportMendRequest;
      };
    };
    responses: {
      /** Asked for. Follow `Location` until it is over. */
      202: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportRun;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id}/items */
  list_import_items: {
    parameters: {
      query?: {
        /** Only files with one of these outcomes. */
        outcome?: components["parameters"]["ItemOutcomes"];
        /** Only files with one of these reasons. */
        reason?: components["parameters"]["ItemReasons"];
        /** Only files of one of these kinds. */
        kind?: components["parameters"]["ItemKinds"];
        /** Only files with this text in their path. */
        path?: components["parameters"]["ItemPath"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of files. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportItemPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id}/discrepancies */
  list_import_discrepancies: {
    parameters: {
      query?: {
        /** Only discrepancies of one of these kinds. */
        code?: components["parameters"]["DiscrepancyCodes"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of discrepancies. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportDiscrepancyPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id}/actions */
  list_import_actions: {
    parameters: {
      query?: {
        /** Only what came to one of these results. */
        result?: components["parameters"]["ActionResults"];
        /** The `next_cursor` of the page before. Absent for the first page. */
        cursor?: components["parameters"]["Cursor"];
        /** At most how many items to give. */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of actions. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportActionPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id}/summary */
  get_import_summary: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The summary. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": ImportSummary;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /imports/{import_id}/events */
  stream_import_events: {
    parameters: {
      query?: never;
      header?: {
        /** The id of the last event that was received. Absent to begin with what is so now. */
        "Last-Event-ID"?: components["parameters"]["LastEventId"];
      };
      path: {
        /** The import's id. */
        import_id: components["parameters"]["ImportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Events as they happen. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      /** The import is over, and its end has been told. */
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /bug-reports */
  list_bug_reports: {
    parameters: {
      query?: {
        /** Only bug reports of these statuses. Repeat it for several; absent means any. */
        status?: components["parameters"]["BugReportStatuses"];
        /** Only bug reports of this user. */
        author?: components["parameters"]["BugReportAuthorId"];
        /**
         * Only bug reports with all of these words in what was written, in its errors or in its
         * notes.
         */
        q?: components["parameters"]["BugReportWords"];
        /** Only bug reports that were submitted in this trace, or that name it in a request. */
        trace_id?: components["parameters"]["BugReportTrace"];
        /** Only bug reports with this fingerprint. */
        fingerprint?: components["parameters"]["BugReportSameAs"];
        /** True: only pinned ones. False: only others. */
        pinned?: components["parameters"]["BugReportPinned"];
        /** Only what was made at this moment or later. */
        created_after?: components["parameters"]["CreatedAfter"];
        /** Only what was made before this moment. */
        created_before?: components["parameters"]["CreatedBefore"];
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
      /** One page of bug reports. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReportPage;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /bug-reports */
  submit_bug_report: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened, and what the page knew. */
    requestBody: {
      content: {
        "application/json": BugReportSubmission;
      };
    };
    responses: {
      /** The bug report. */
      201: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          Location: components["headers"]["Location"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReport;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** POST /bug-reports/purge */
  purge_bug_reports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which, and whether in earnest. */
    requestBody: {
      content: {
        "application/json": BugReportPurge;
      };
    };
    responses: {
      /** What was deleted, or would be. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReportPurgeResult;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /bug-reports/{report_id} */
  get_bug_report: {
    parameters: {
      query?: never;
      header?: {
        /** Answer 304 if the present state has one of these entity tags. */
        "If-None-Match"?: components["parameters"]["IfNoneMatch"];
      };
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The bug report. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReportDetailOutput;
        };
      };
      304: components["responses"]["NotModified"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PATCH /bug-reports/{report_id} */
  update_bug_report: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    /** What to change. */
    requestBody: {
      content: {
        "application/json": BugReportUpdate;
      };
    };
    responses: {
      /** The bug report as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReport;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["RuleBroken"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /bug-reports/{report_id} */
  delete_bug_report: {
    parameters: {
      query?: never;
      header?: {
        /** Do it only if the present state has one of these entity tags. */
        "If-Match"?: components["parameters"]["IfMatch"];
      };
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
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
      412: components["responses"]["PreconditionFailed"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PUT /bug-reports/{report_id}/pin */
  pin_bug_report: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The bug report as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReport;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** DELETE /bug-reports/{report_id}/pin */
  unpin_bug_report: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The bug report as it is now. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReport;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /bug-reports/{report_id}/screenshot */
  get_bug_report_screenshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The picture. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "image/png": unknown;
          "image/jpeg": unknown;
          "image/webp": unknown;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  /** PUT /bug-reports/{report_id}/screenshot */
  add_bug_report_screenshot: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    /** The picture's file. */
    requestBody: {
      content: {
        "image/png": unknown;
        "image/jpeg": unknown;
        "image/webp": unknown;
      };
    };
    responses: {
      /** The bug report with its screenshot. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          ETag: components["headers"]["EntityTag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReport;
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
      503: components["responses"]["Unavailable"];
    };
  };
  /** GET /bug-reports/{report_id}/export */
  export_bug_report: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The bug report's id. */
        report_id: components["parameters"]["BugReportId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The file. */
      200: {
        headers: {
          "X-Trace-Id": components["headers"]["TraceId"];
          "Content-Disposition": components["headers"]["Attachment"];
          "Cache-Control": components["headers"]["NoStore"];
          [name: string]: unknown;
        };
        content: {
          "application/json": BugReportExportOutput;
          "text/html": unknown;
        };
      };
      400: components["responses"]["Invalid"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      405: components["responses"]["MethodNotAllowed"];
      406: components["responses"]["NotAcceptable"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
      /** Everything that is required answers. */
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
      /** Something that is required does not answer; the checks say what. */
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
 * A small model that bends the engine's own, such as a LoRA, and how strongly.
 *
 * @example {"name": "ink", "weight": 0.8}
 */
export type Adapter = {
  /**
   * The adapter's name; `get_settings` lists those that the engine has.
   *
   * @pattern ^[A-Za-z0-9][A-Za-z0-9._-]*$
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  /**
   * How strongly it bends: 0 not at all, 1 as it was made to; below 0, the other way.
   *
   * @minimum -2
   * @maximum 2
   * @default 1
   */
  weight?: number;
};

/**
 * A small model that bends the engine's own, such as a LoRA, and how strongly.
 *
 * @example {"name": "ink", "weight": 0.8}
 */
export type AdapterOutput = {
  /**
   * The adapter's name; `get_settings` lists those that the engine has.
   *
   * @pattern ^[A-Za-z0-9][A-Za-z0-9._-]*$
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  /**
   * How strongly it bends: 0 not at all, 1 as it was made to; below 0, the other way.
   *
   * @minimum -2
   * @maximum 2
   * @default 1
   */
  weight: number;
};

/**
 * The adapters to draw with, in the order in which they are applied.
 *
 * @maxItems 8
 * @example [{"name": "ink", "weight": 0.8}]
 */
export type Adapters = Adapter[];

/**
 * The adapters to draw with, in the order in which they are applied.
 *
 * @maxItems 8
 * @example [{"name": "ink", "weight": 0.8}]
 */
export type AdaptersOutput = AdapterOutput[];

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

/** One album with the first page of its images, in album order. */
export type AlbumDetailOutput = {
  /**
   * The first images in album order, as many as `list_album_images` gives by default.
   *
   * @maxItems 100
   */
  images: ImageOutput[];
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
 * pictures that named no album. `batch`: it holds the pictures of one batch. `singles`, `deck`,
 * `zodiac` and `lora_experiment`: an import made it, of such files.
 *
 * @example manual
 */
export type AlbumKind = "manual" | "monthly" | "batch" | "singles" | "deck" | "zodiac" | "lora_experiment";

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

/** An API token, without its secret, which nobody can see again. */
export type ApiToken = TokenFacts;

/** An API token to make. */
export type ApiTokenCreate = {
  name: Name;
  scopes: ScopeList;
  /** When it is to stop working; in the future. Absent or null means never. */
  expires_at?: Timestamp | null;
};

/** One page of API tokens, newest first. */
export type ApiTokenPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ApiToken[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * What was done: an operation's id, or `schedule.` and a schedule's name.
 *
 * @pattern ^[a-z][a-z0-9_.-]*$
 * @minLength 1
 * @maxLength 64
 * @example update_user
 */
export type AuditAction = string;

/**
 * Counts, ids and what has changed, by the action. Never a secret or the text of anything. What it
 * holds may grow.
 *
 * @maxProperties 50
 * @example {"role": "operator"}
 */
export type AuditDetails = { [key: string]: unknown };

/** One change, written in the transaction that made it. It never changes and is never deleted. */
export type AuditEntry = {
  id: AuditEntryId;
  at: Timestamp;
  /** Who did it. Null for what the studio does by itself. */
  actor_id: UserId | null;
  /** What they were called then. Null for what the studio does by itself. */
  actor_name: Name | null;
  action: AuditAction;
  /** The one thing that was changed. Null where it was several, or none. */
  subject: AuditSubject | null;
  details: AuditDetails;
  /** The trace of the request that did it. Null outside of any. */
  trace_id: TraceId | null;
};

/**
 * Names an entry of the audit log for ever. Opaque: compare it, keep it, never take it apart. Ids
 * made later sort later.
 *
 * @pattern ^aud_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example aud_01kaqz6v1ge8rb3m5n7p9qsta2
 */
export type AuditEntryId = string;

/** One page of the audit log, newest first. */
export type AuditEntryPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: AuditEntry[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * The id or the name of the one thing that was changed.
 *
 * @pattern ^[!-~]+$
 * @minLength 1
 * @maxLength 64
 * @example usr_01kaqz6v1ge8rb3m5n7p9qstvz
 */
export type AuditSubject = string;

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
  /**
   * What the API token is good for. Null for a token that is good for everything, for sessions, and
   * for the public.
   */
  scopes: ScopeList | null;
};

/** One run of a template: a picture for each row, all in one album. */
export type Batch = BatchFacts;

/**
 * How many pictures of a batch are in which state.
 *
 * @example {"total": 54, "queued": 30, "running": 1, "succeeded": 22, "failed": 1, "cancelled": 0}
 */
export type BatchCounts = {
  /**
   * All of them.
   *
   * @minimum 0
   * @maximum 10000
   */
  total: number;
  /**
   * Not begun.
   *
   * @minimum 0
   * @maximum 10000
   */
  queued: number;
  /**
   * Being drawn.
   *
   * @minimum 0
   * @maximum 10000
   */
  running: number;
  /**
   * Drawn.
   *
   * @minimum 0
   * @maximum 10000
   */
  succeeded: number;
  /**
   * Given up; `retry_batch` tries again.
   *
   * @minimum 0
   * @maximum 10000
   */
  failed: number;
  /**
   * Wanted no more.
   *
   * @minimum 0
   * @maximum 10000
   */
  cancelled: number;
};

/** One batch with the template as it was when the batch was started. */
export type BatchDetail = {
  template: TemplateSnapshot;
} & BatchFacts;

/** One batch with the template as it was when the batch was started. */
export type BatchDetailOutput = {
  template: TemplateSnapshotOutput;
} & BatchFacts;

/** What every view of a batch tells. */
export type BatchFacts = {
  id: BatchId;
  name: Name;
  state: BatchState;
  counts: BatchCounts;
  theme: Theme;
  /** The template that it was started from. It may have been changed or deleted since. */
  template_id: BatchTemplateId;
  /**
   * The album that its pictures go to, in the order of the rows. Null when that has since been
   * deleted.
   */
  album_id: AlbumId | null;
  width: Side;
  height: Side;
  steps: Steps;
  guidance_scale: GuidanceScale;
  negative_prompt: NegativePrompt;
  /**
   * The seed that was asked for: row n has this one + n - 1, beginning at 0 again after the
   * greatest. Null when each row drew its own.
   */
  seed: Seed | null;
  created_by: UserId;
  created_at: Timestamp;
  /** When the first of its pictures was begun. Null while none was. */
  started_at: Timestamp | null;
  /** When the last of its pictures was over. Null while some are not. */
  finished_at: Timestamp | null;
};

/**
 * A batch's id.
 *
 * @pattern ^bat_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example bat_01kaqz6v1ge8rb3m5n7p9qstw0
 */
export type BatchId = string;

/** One row of a batch: what it says, and what became of its picture. */
export type BatchItem = {
  row_number: RowNumber;
  item_name: ItemName;
  row_values: RowValues;
  prompt: Prompt;
  seed: Seed;
  /** The job that draws it. */
  job_id: JobId;
  state: JobState;
  /**
   * Why its job last failed: of a failed one, and of a queued one that is to be tried again. Else
   * null.
   */
  failure: JobFailure | null;
  /** The picture. Null until there is one, and again once it has been deleted. */
  image_id: ImageId | null;
};

/** One page of a batch's rows, in their order. */
export type BatchItemPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: BatchItem[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/** One page of batches, newest first. */
export type BatchPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Batch[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/** What a batch would draw if it were started now. Nothing was queued. */
export type BatchPreview = {
  /**
   * The prompts of this page, in the order of their rows.
   *
   * @maxItems 100
   */
  items: PreviewItem[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
  /**
   * How many pictures the batch would have, on all pages.
   *
   * @minimum 1
   * @maximum 10000
   */
  total: number;
  /**
   * How many characters the longest prompt has, on all pages.
   *
   * @minimum 1
   * @maximum 2000
   */
  longest: number;
  theme: Theme;
  /**
   * Why the batch could not be started now: the queue is too full, or you have asked for too much.
   * Null when it could.
   */
  refusal: Refusal | null;
};

/**
 * What to preview.
 *
 * @example {"theme": "autumn forest", "rows": [1, 2]}
 */
export type BatchPreviewRequest = {
  /** The theme of the batch. When absent, the template's example theme; empty for none. */
  theme?: Theme;
  /** Only these rows. When absent, all. */
  rows?: RowSelection;
};

/**
 * The receipt for a batch: what was so when it was started. Keep `id`; follow `batch_url` to watch
 * it.
 */
export type BatchReceipt = {
  id: BatchId;
  name: Name;
  /** The template that it was started from. */
  template_id: BatchTemplateId;
  /** The album that its pictures go to. It is there already, and fills as they are drawn. */
  album_id: AlbumId;
  theme: Theme;
  /**
   * How many pictures were queued.
   *
   * @minimum 1
   * @maximum 10000
   */
  total: number;
  /**
   * Where the batch is, relative to the server; the same as the `Location` header.
   *
   * @format uri-reference
   * @pattern ^/[!-~]+$
   */
  batch_url: string;
  created_at: Timestamp;
};

/**
 * A batch to start. What is absent is taken from the template.
 *
 * @example {"template_id": "tpl_01kaqz6v1ge8rb3m5n7p9qstt0", "theme": "autumn forest", "rows": [1, 2, 54]}
 */
export type BatchRequest = {
  /** The template to take. */
  template_id: BatchTemplateId;
  /** The theme of all its pictures. When absent, the template's example theme; empty for none. */
  theme?: Theme;
  /** What to call the batch. When absent: the template's name and the theme. */
  name?: Name;
  /** What to call its album. When absent, as the batch. */
  album_name?: Name;
  /** Only these rows. When absent, all. */
  rows?: RowSelection;
  /**
   * Row n gets this seed + n - 1, beginning at 0 again after the greatest. When absent, each row
   * draws its own.
   */
  seed?: Seed;
  steps?: Steps;
  width?: Side;
  height?: Side;
  guidance_scale?: GuidanceScale;
  /** Ruled out in addition to what the template rules out; it comes first. */
  negative_prompt?: NegativePrompt;
  /** @default 5 */
  priority?: Priority;
  /** Who may see the album. When absent, as the template says. */
  visibility?: AlbumVisibility;
};

/**
 * Which pictures of a batch to try again.
 *
 * @example {"include_cancelled": false}
 */
export type BatchRetry = {
  /**
   * Whether those that were cancelled are tried again too, not only those that failed.
   *
   * @default false
   */
  include_cancelled?: boolean;
};

/**
 * How far a batch has got, as told by its jobs. `queued`: none has begun. `running`: some are over
 * or being drawn, and some are left. `completed`: all succeeded. `partially_failed`: some
 * succeeded, the others did not. `failed`: none succeeded, and some failed. `cancelled`: all were
 * cancelled. A retry sets a finished batch going again.
 *
 * @example running
 */
export type BatchState = "queued" | "running" | "completed" | "partially_failed" | "failed" | "cancelled";

/**
 * What the pictures of a batch have in common, and the columns of the rows in which they differ.
 * The rows are a list of their own: `list_template_rows`.
 */
export type BatchTemplate = {
  id: BatchTemplateId;
  /**
   * How many rows it has; each makes one picture.
   *
   * @minimum 0
   * @maximum 10000
   */
  row_count: number;
  /** The set of the studio that it was made from. Null when somebody made it. */
  builtin: Builtin | null;
  created_at: Timestamp;
  updated_at: Timestamp;
} & TemplateFacts;

/**
 * What the pictures of a batch have in common, and the columns of the rows in which they differ.
 * The rows are a list of their own: `list_template_rows`.
 */
export type BatchTemplateOutput = {
  id: BatchTemplateId;
  /**
   * How many rows it has; each makes one picture.
   *
   * @minimum 0
   * @maximum 10000
   */
  row_count: number;
  /** The set of the studio that it was made from. Null when somebody made it. */
  builtin: Builtin | null;
  created_at: Timestamp;
  updated_at: Timestamp;
} & TemplateFactsOutput;

/**
 * A new template. Name, columns and prompt template must be given. It may bring its first rows;
 * more than 500 go through `replace_template_rows`.
 */
export type BatchTemplateCreate = {
  name: TemplateName;
  /** @default "" */
  description?: Note;
  columns: ColumnList;
  /**
   * Begins every prompt; empty when nothing does.
   *
   * @default ""
   */
  base_prompt?: PromptPart;
  prompt_template: PromptTemplate;
  /**
   * Ends every prompt; empty when nothing does.
   *
   * @default ""
   */
  style_suffix?: PromptPart;
  /**
   * The theme that is taken when none is named. Empty when there is none.
   *
   * @default ""
   */
  example_theme?: Theme;
  /** @default 512 */
  width?: Side;
  /** @default 512 */
  height?: Side;
  /** @default 30 */
  steps?: Steps;
  /** @default 8 */
  guidance_scale?: GuidanceScale;
  /** @default "" */
  negative_prompt?: NegativePrompt;
  /** @default [] */
  adapters?: Adapters;
  /**
   * Who may see the albums of its batches, unless a batch says otherwise.
   *
   * @default "private"
   */
  visibility?: AlbumVisibility;
  /**
   * Its rows, in their order.
   *
   * @maxItems 500
   * @default []
   */
  rows?: RowValues[];
};

/**
 * Names a batch template for ever. Opaque: compare it, keep it, never take it apart. Ids made later
 * sort later.
 *
 * @pattern ^tpl_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example tpl_01kaqz6v1ge8rb3m5n7p9qstt0
 */
export type BatchTemplateId = string;

/** One page of batch templates, newest first. */
export type BatchTemplatePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: BatchTemplate[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/** One page of batch templates, newest first. */
export type BatchTemplatePageOutput = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: BatchTemplateOutput[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * What to change about a template. What is absent stays as it is. Values of a column that is no
 * longer there are forgotten; a column that is new is empty in the rows that there are. Batches
 * that were started keep the template as it was.
 *
 * @minProperties 1
 * @example {"style_suffix": "Fine lines, muted colours"}
 */
export type BatchTemplateUpdate = {
  name?: TemplateName;
  description?: Note;
  columns?: ColumnList;
  /** Begins every prompt; empty when nothing does. */
  base_prompt?: PromptPart;
  prompt_template?: PromptTemplate;
  /** Ends every prompt; empty when nothing does. */
  style_suffix?: PromptPart;
  /** The theme that is taken when none is named. Empty when there is none. */
  example_theme?: Theme;
  width?: Side;
  height?: Side;
  steps?: Steps;
  guidance_scale?: GuidanceScale;
  negative_prompt?: NegativePrompt;
  adapters?: Adapters;
  /** Who may see the albums of its batches, unless a batch says otherwise. */
  visibility?: AlbumVisibility;
};

/** A bug report without what the page sent along. */
export type BugReport = BugReportFacts;

/**
 * Who reported it, as they were then.
 *
 * @example {"id": "usr_01kaqz6v1ge8rb3m5n7p9qstvz", "name": "admin", "role": "admin"}
 */
export type BugReportAuthor = {
  id: UserId;
  name: Name;
  role: Role;
};

/** One step in the life of a bug report. */
export type BugReportChange = {
  at: Timestamp;
  /** Who did it; null when the studio did. */
  actor_id: UserId | null;
  /** What they were called then. */
  actor_name: string | null;
  /** The status before; null for the first step. */
  from: BugReportStatus | null;
  /** The status after it; the same as before for a mere note. */
  to: BugReportStatus;
  note: Note;
};

/** Where the reporter was, and with what. */
export type BugReportClientMeta = {
  /**
   * The address of the page. Values in its query and what is behind `#` are removed before it is
   * stored.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 2048
   */
  location_href: string;
  /**
   * The browser, as it names itself.
   *
   * @default null
   */
  user_agent?: string | null;
  /**
   * The system, as the browser names it.
   *
   * @default null
   */
  platform?: string | null;
  /**
   * The language that the browser is set to.
   *
   * @default null
   */
  language?: string | null;
  /**
   * How it writes numbers and dates.
   *
   * @default null
   */
  locale?: string | null;
  /**
   * Its time zone, by its IANA name.
   *
   * @default null
   */
  timezone?: string | null;
  /**
   * The size of the window, in CSS pixels.
   *
   * @default null
   */
  viewport?: {
    /**
     * From left to right.
     *
     * @minimum 0
     * @maximum 100000
     */
    width: number;
    /**
     * From top to bottom.
     *
     * @minimum 0
     * @maximum 100000
     */
    height: number;
  } | null;
};

/** Where the reporter was, and with what. */
export type BugReportClientMetaOutput = {
  /**
   * The address of the page. Values in its query and what is behind `#` are removed before it is
   * stored.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 2048
   */
  location_href: string;
  /**
   * The browser, as it names itself.
   *
   * @default null
   */
  user_agent: string | null;
  /**
   * The system, as the browser names it.
   *
   * @default null
   */
  platform: string | null;
  /**
   * The language that the browser is set to.
   *
   * @default null
   */
  language: string | null;
  /**
   * How it writes numbers and dates.
   *
   * @default null
   */
  locale: string | null;
  /**
   * Its time zone, by its IANA name.
   *
   * @default null
   */
  timezone: string | null;
  /**
   * The size of the window, in CSS pixels.
   *
   * @default null
   */
  viewport: {
    /**
     * From left to right.
     *
     * @minimum 0
     * @maximum 100000
     */
    width: number;
    /**
     * From top to bottom.
     *
     * @minimum 0
     * @maximum 100000
     */
    height: number;
  } | null;
};

/**
 * What the server itself knew when the bug was reported: the reporter's own requests and jobs, of
 * the report's traces and of the session.
 */
export type BugReportContext = {
  /**
   * Requests of the hour before, the latest first; no more than fit.
   *
   * @maxItems 200
   */
  requests: NotedRequest[];
  /**
   * Jobs of these traces, the latest first; no more than fit.
   *
   * @maxItems 50
   */
  jobs: NotedJob[];
};

/**
 * What a purge comes to for one status.
 *
 * @example {"status": "resolved", "retention_days": 30, "cutoff": "2026-10-24T09:30:05.123456Z", "count": 1}
 */
export type BugReportCutoff = {
  status: BugReportStatus;
  retention_days: RetentionDays;
  /** Reports from before this moment go, one of this very moment stays. Null when none goes. */
  cutoff: Timestamp | null;
  /**
   * How many.
   *
   * @minimum 0
   */
  count: number;
};

/**
 * A bug report with all that was sent, after secrets were taken out, and all that has become of it.
 */
export type BugReportDetail = {
  /** What should have happened. */
  expected: string | null;
  /** What happened instead. */
  actual: string | null;
  /** What leads to it, step by step. */
  steps: string | null;
  environment: BugReportEnvironment;
  client_meta: BugReportClientMeta;
  app_state: BugReportState;
  recent_logs: BugReportLogs;
  network_events: BugReportRequests;
  context: BugReportContext;
  /** Null when there is none. */
  screenshot: BugReportScreenshot | null;
  /** What has become of it, oldest first. */
  history: BugReportChange[];
} & BugReportFacts;

/**
 * A bug report with all that was sent, after secrets were taken out, and all that has become of it.
 */
export type BugReportDetailOutput = {
  /** What should have happened. */
  expected: string | null;
  /** What happened instead. */
  actual: string | null;
  /** What leads to it, step by step. */
  steps: string | null;
  environment: BugReportEnvironmentOutput;
  client_meta: BugReportClientMetaOutput;
  app_state: BugReportState;
  recent_logs: BugReportLogsOutput;
  network_events: BugReportRequestsOutput;
  context: BugReportContext;
  /** Null when there is none. */
  screenshot: BugReportScreenshot | null;
  /** What has become of it, oldest first. */
  history: BugReportChange[];
} & BugReportFacts;

/** Which build of the page it was. */
export type BugReportEnvironment = {
  /**
   * How it was built: `production`, `development`, `test`, or what else its makers call it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 50
   */
  mode: string;
  /**
   * The page's version.
   *
   * @default null
   */
  app_version?: string | null;
  /**
   * The commit it was built from.
   *
   * @default null
   */
  git_sha?: string | null;
  /**
   * When it was built.
   *
   * @default null
   */
  build_time?: string | null;
};

/** Which build of the page it was. */
export type BugReportEnvironmentOutput = {
  /**
   * How it was built: `production`, `development`, `test`, or what else its makers call it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 50
   */
  mode: string;
  /**
   * The page's version.
   *
   * @default null
   */
  app_version: string | null;
  /**
   * The commit it was built from.
   *
   * @default null
   */
  git_sha: string | null;
  /**
   * When it was built.
   *
   * @default null
   */
  build_time: string | null;
};

/** A bug report as one file. */
export type BugReportExport = {
  exported_at: Timestamp;
  report: BugReportDetail;
  /** The screenshot's file (RFC 4648, 4); null when there is none. */
  screenshot_base64: string | null;
};

/** A bug report as one file. */
export type BugReportExportOutput = {
  exported_at: Timestamp;
  report: BugReportDetailOutput;
  /** The screenshot's file (RFC 4648, 4); null when there is none. */
  screenshot_base64: string | null;
};

/** What every view of a bug report tells. */
export type BugReportFacts = {
  id: BugReportId;
  status: BugReportStatus;
  /** What its status may become now. */
  next_statuses: BugReportStatus[];
  description: BugReportText;
  author: BugReportAuthor;
  /** The trace of the request that submitted it. */
  trace_id: TraceId;
  fingerprint: BugReportFingerprint;
  group: BugReportGroup;
  /**
   * The report that tells the same; null unless the status is `duplicate`, and when that one has
   * been deleted since.
   */
  duplicate_of: BugReportId | null;
  /** What was said when it was closed; null while it is not. */
  resolution_note: string | null;
  /** Whether it is kept however old it gets. */
  pinned: boolean;
  /** Whether `get_bug_report_screenshot` has a picture. */
  has_screenshot: boolean;
  /**
   * How much it takes, in bytes of JSON, the screenshot not counted.
   *
   * @minimum 0
   */
  byte_size: number;
  /**
   * How many secrets were taken out of it.
   *
   * @minimum 0
   */
  redactions: number;
  created_at: Timestamp;
  updated_at: Timestamp;
  /**
   * When its time is over and it goes for good, should its status stay as it is. Null for one that
   * is kept.
   */
  purge_at: Timestamp | null;
};

/**
 * The same for reports that seem to tell of the same bug: made from the first error, the top of its
 * stack and the kind of page, without numbers, ids and names of builds.
 *
 * @pattern ^[0-9a-f]{32}$
 * @minLength 32
 * @maxLength 32
 * @example 6b1f0c2e9a7d4c55b0e83f21d4a97c10
 */
export type BugReportFingerprint = string;

/** All reports of one fingerprint that are still kept. */
export type BugReportGroup = {
  /**
   * How many there are, this one too.
   *
   * @minimum 1
   */
  count: number;
  first_seen_at: Timestamp;
  last_seen_at: Timestamp;
};

/**
 * One header of a request or an answer. The value of one that is not known to be harmless is
 * `[redacted]`.
 *
 * @example {"name": "authorization", "value": "[redacted]"}
 */
export type BugReportHeader = {
  /**
   * The header's name.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 200
   */
  name: string;
  /**
   * Its value.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 4096
   */
  value: string;
};

/**
 * Names a bug report for ever. Opaque: compare it, keep it, never take it apart. Ids made later
 * sort later.
 *
 * @pattern ^bug_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example bug_01kaqz6v1ge8rb3m5n7p9qstb1
 */
export type BugReportId = string;

/** One line of the page's console. */
export type BugReportLog = {
  level: LogLevel;
  /**
   * What was said, formatted.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 4096
   */
  message: string;
  /**
   * What it was made from: anything that JSON can hold.
   *
   * @maxItems 25
   * @default []
   */
  args?: unknown[];
  /**
   * When.
   *
   * @default null
   */
  timestamp?: ClientTime | null;
  /**
   * The same values as text, for what JSON cannot hold.
   *
   * @maxItems 25
   * @default []
   */
  serialized_args?: string[];
};

/** One line of the page's console. */
export type BugReportLogOutput = {
  level: LogLevel;
  /**
   * What was said, formatted.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 4096
   */
  message: string;
  /**
   * What it was made from: anything that JSON can hold.
   *
   * @maxItems 25
   * @default []
   */
  args: unknown[];
  /**
   * When.
   *
   * @default null
   */
  timestamp: ClientTime | null;
  /**
   * The same values as text, for what JSON cannot hold.
   *
   * @maxItems 25
   * @default []
   */
  serialized_args: string[];
};

/**
 * The last lines of the page's console, oldest first; at most `x-max-bytes` of them as UTF-8 JSON,
 * nested at most `x-max-depth` deep.
 *
 * @maxItems 200
 */
export type BugReportLogs = BugReportLog[];

/**
 * The last lines of the page's console, oldest first; at most `x-max-bytes` of them as UTF-8 JSON,
 * nested at most `x-max-depth` deep.
 *
 * @maxItems 200
 */
export type BugReportLogsOutput = BugReportLogOutput[];

/** One page of bug reports. */
export type BugReportPage = {
  /**
   * The reports, newest first.
   *
   * @maxItems 100
   */
  items: BugReport[];
  /** Where the next page begins. Null on the last one. */
  next_cursor: Cursor | null;
};

/**
 * Which bug reports to delete for good: those that are older than their status may get, but for
 * pinned ones.
 *
 * @example {"dry_run": false, "older_than_days": 30}
 */
export type BugReportPurge = {
  /**
   * True: delete nothing, and tell what would be.
   *
   * @default true
   */
  dry_run?: boolean;
  /**
   * How old they may get, whatever their status, in days of 24 hours. Null: what the server's
   * setting says for each status. 0: nothing is deleted.
   *
   * @default null
   */
  older_than_days?: RetentionDays | null;
  /**
   * Only reports of these statuses.
   *
   * @minItems 1
   * @maxItems 5
   * @uniqueItems true
   */
  status?: [BugReportStatus, ...BugReportStatus[]];
  /**
   * Count their age up to this moment, which may not be in the future. Absent: now. Give the
   * `as_of` of a dry run to delete exactly what it named.
   */
  as_of?: Timestamp;
  /**
   * The `plan` of a dry run: refuse, rather than delete, if others would be deleted now.
   *
   * @pattern ^[0-9a-f]{64}$
   * @minLength 64
   * @maxLength 64
   */
  plan?: string;
};

/** What a purge has deleted, or would. */
export type BugReportPurgeResult = {
  /** Whether nothing was deleted. */
  dry_run: boolean;
  /** Up to when their age was counted. */
  as_of: Timestamp;
  /**
   * How many were deleted, or would be.
   *
   * @minimum 0
   */
  count: number;
  /** Which, oldest first. */
  ids: BugReportId[];
  /**
   * The same by status.
   *
   * @maxItems 5
   */
  cutoffs: BugReportCutoff[];
  /**
   * Stands for exactly these reports.
   *
   * @pattern ^[0-9a-f]{64}$
   * @minLength 64
   * @maxLength 64
   */
  plan: string;
};

/** One request that the page made, and what came of it. */
export type BugReportRequest = {
  /**
   * The page's own name for it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 100
   */
  id: string;
  /**
   * The request's method.
   *
   * @pattern ^[A-Z]+$
   * @maxLength 20
   */
  method: string;
  /**
   * What was asked for. Values in its query are removed before it is stored.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 2048
   */
  url: string;
  started_at: ClientTime;
  /**
   * When its answer was there; null for one that has none.
   *
   * @default null
   */
  completed_at?: ClientTime | null;
  /**
   * How long it took, in milliseconds.
   *
   * @default null
   */
  duration_ms?: number | null;
  /**
   * The answer's status; null for one without an answer.
   *
   * @default null
   */
  status?: number | null;
  /**
   * Whether the status says that it went well.
   *
   * @default null
   */
  ok?: boolean | null;
  /**
   * The `X-Trace-Id` of the answer.
   *
   * @default null
   */
  trace_id?: TraceId | null;
  /**
   * The headers that were sent.
   *
   * @maxItems 60
   * @default []
   */
  request_headers?: BugReportHeader[];
  /**
   * The headers that came.
   *
   * @maxItems 60
   * @default []
   */
  response_headers?: BugReportHeader[];
  /**
   * The beginning of what was sent, as text.
   *
   * @default null
   */
  request_body?: string | null;
  /**
   * The beginning of what came, as text.
   *
   * @default null
   */
  response_body?: string | null;
  /**
   * Why there was no answer.
   *
   * @default null
   */
  error?: string | null;
};

/** One request that the page made, and what came of it. */
export type BugReportRequestOutput = {
  /**
   * The page's own name for it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 100
   */
  id: string;
  /**
   * The request's method.
   *
   * @pattern ^[A-Z]+$
   * @maxLength 20
   */
  method: string;
  /**
   * What was asked for. Values in its query are removed before it is stored.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 2048
   */
  url: string;
  started_at: ClientTime;
  /**
   * When its answer was there; null for one that has none.
   *
   * @default null
   */
  completed_at: ClientTime | null;
  /**
   * How long it took, in milliseconds.
   *
   * @default null
   */
  duration_ms: number | null;
  /**
   * The answer's status; null for one without an answer.
   *
   * @default null
   */
  status: number | null;
  /**
   * Whether the status says that it went well.
   *
   * @default null
   */
  ok: boolean | null;
  /**
   * The `X-Trace-Id` of the answer.
   *
   * @default null
   */
  trace_id: TraceId | null;
  /**
   * The headers that were sent.
   *
   * @maxItems 60
   * @default []
   */
  request_headers: BugReportHeader[];
  /**
   * The headers that came.
   *
   * @maxItems 60
   * @default []
   */
  response_headers: BugReportHeader[];
  /**
   * The beginning of what was sent, as text.
   *
   * @default null
   */
  request_body: string | null;
  /**
   * The beginning of what came, as text.
   *
   * @default null
   */
  response_body: string | null;
  /**
   * Why there was no answer.
   *
   * @default null
   */
  error: string | null;
};

/**
 * The last requests that the page made, oldest first; at most `x-max-bytes` of them as UTF-8 JSON.
 *
 * @maxItems 50
 */
export type BugReportRequests = BugReportRequest[];

/**
 * The last requests that the page made, oldest first; at most `x-max-bytes` of them as UTF-8 JSON.
 *
 * @maxItems 50
 */
export type BugReportRequestsOutput = BugReportRequestOutput[];

/**
 * A picture of what the reporter saw, drawn anew so that nothing else is in it.
 *
 * @example {"media_type": "image/png", "width": 1440, "height": 900, "byte_size": 48213}
 */
export type BugReportScreenshot = {
  media_type: ImageMediaType;
  width: UploadSide;
  height: UploadSide;
  /**
   * How large its file is.
   *
   * @minimum 1
   */
  byte_size: number;
};

/**
 * The state of the application: what each collector of the page had to say, by the collector's
 * name. One that failed says `{"error": …}`. Anything that JSON can hold, at most `x-max-bytes` of
 * it as UTF-8, nested at most `x-max-depth` deep.
 *
 * @maxProperties 50
 */
export type BugReportState = { [key: string]: unknown };

/**
 * How far a bug report has come. `open`: nobody has looked. `in_progress`: somebody works on it.
 * `resolved`: it is mended. `wont_fix`: it stays as it is. `duplicate`: another report tells the
 * same. The last three are closed; a closed one can be opened again.
 *
 * @example open
 */
export type BugReportStatus = "open" | "in_progress" | "resolved" | "wont_fix" | "duplicate";

/**
 * A bug, and what the page knew about it. Secrets are taken out of every part of it before it is
 * stored: the values of headers that are not known to be harmless, of query strings, of fields with
 * telling names, and whatever looks like a token, a key or a password. Who reports, with which
 * role, in which trace and session is taken from the request, not from here.
 */
export type BugReportSubmission = {
  description: BugReportText;
  /**
   * What should have happened.
   *
   * @default null
   */
  expected?: string | null;
  /**
   * What happened instead.
   *
   * @default null
   */
  actual?: string | null;
  /**
   * What leads to it, step by step.
   *
   * @default null
   */
  steps?: string | null;
  environment: BugReportEnvironment;
  client_meta: BugReportClientMeta;
  /** @default {} */
  app_state?: BugReportState;
  /** @default [] */
  recent_logs?: BugReportLogs;
  /** @default [] */
  network_events?: BugReportRequests;
};

/**
 * What somebody writes about a bug, in their own words. Not blank.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 10000
 * @example The album opens empty after I delete its cover.
 */
export type BugReportText = string;

/**
 * What becomes of a bug report. What is absent stays as it is; a note alone is kept in its history.
 *
 * @minProperties 1
 * @example {"status": "resolved", "note": "Mended in 0.1.1."}
 */
export type BugReportUpdate = {
  /** What it becomes, one of its `next_statuses`. Reopening is `open`. */
  status?: BugReportStatus;
  /** The report that tells the same; given with the status `duplicate`, and only then. */
  duplicate_of?: BugReportId;
  /** Why. It becomes the `resolution_note` of a report that it closes. */
  note?: Note;
};

/**
 * Which of the sets that come with the studio a template was made from.
 *
 * @pattern ^[a-z][a-z0-9-]*$
 * @minLength 1
 * @maxLength 64
 * @example playing-cards
 */
export type Builtin = string;

/**
 * A row's value in one column, put into the prompt as it is. Longer than a prompt it could never
 * be.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 2000
 * @example Spades
 */
export type Cell = string;

/**
 * A moment by the reporter's own clock, which may be wrong (RFC 3339).
 *
 * @format date-time
 * @maxLength 40
 * @example 2026-11-23T09:30:04.981Z
 */
export type ClientTime = string;

/**
 * The columns of a template, in the order that CSV files are written in. Each name once.
 *
 * @minItems 1
 * @maxItems 32
 */
export type ColumnList = [TemplateColumn, ...TemplateColumn[]];

/**
 * The columns of a template, in the order that CSV files are written in. Each name once.
 *
 * @minItems 1
 * @maxItems 32
 */
export type ColumnListOutput = [TemplateColumnOutput, ...TemplateColumnOutput[]];

/**
 * A column of a template; `{name}` in the prompt template stands for a row's value in it. Upper and
 * lower case differ.
 *
 * @pattern ^[A-Za-z_][A-Za-z0-9_]*$
 * @minLength 1
 * @maxLength 64
 * @example suit
 */
export type ColumnName = string;

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
 * An email address. Case does not count.
 *
 * @pattern ^[!-?A-~]+@[!-?A-~]+$
 * @minLength 3
 * @maxLength 254
 * @example ann@example.org
 */
export type Email = string;

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
 * Names an event, and how far a reader has come. Opaque.
 *
 * @pattern ^[0-9]{1,18}\.[0-9]{1,18}$
 * @minLength 3
 * @maxLength 37
 * @example 0.1405
 */
export type EventId = string;

/**
 * Events between your last one and now are not kept any more: read again what you show.
 *
 * @example {"last_event_id": "0.12"}
 */
export type EventReset = {
  /** The id that you came with. */
  last_event_id: EventId;
};

/**
 * Why a job failed, for programs. `engine_failed`: the engine cannot draw it. `storage_failed`: the
 * picture could not be kept. `interrupted`: its worker died. `internal_error`: a fault of ours,
 * which the log explains.
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
 * the same receipt and no second job; with another body it is refused. It is good for at least a
 * day.
 *
 * @pattern ^[!-~]+$
 * @minLength 1
 * @maxLength 255
 * @example 5f0c1e0e-6b3e-4c6e-9a53-0a7d3d0f8e11
 */
export type IdempotencyKey = string;

/**
 * An account at the OpenID Connect provider by which a person signs in here. It is known by
 * `issuer` and `subject`, which never change; its email address may.
 */
export type Identity = {
  id: IdentityId;
  user_id: UserId;
  /**
   * Whose account it is.
   *
   * @maxLength 500
   */
  issuer: string;
  /**
   * The account's name with its issuer.
   *
   * @maxLength 255
   */
  subject: string;
  /**
   * Its verified address, as told at the last sign-in.
   *
   * @maxLength 254
   */
  email: string;
  /** When it was first used here. */
  created_at: Timestamp;
  /** When it last signed in. */
  last_used_at: Timestamp;
};

/**
 * Names an identity for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^idn_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example idn_01kaqz6v1ge8rb3m5n7p9qstx0
 */
export type IdentityId = string;

/** One page of identities, oldest first. */
export type IdentityPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Identity[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

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
   * What the picture shows, in the words that it was asked for with. Null where nobody knows, as of
   * an upload; so is all about how it was made.
   */
  prompt: Prompt | null;
  /** What it must not show; empty when nothing was ruled out. Null where nobody knows. */
  negative_prompt: NegativePrompt | null;
  /** What decided the chance in it. Null where nobody knows. */
  seed: Seed | null;
  /** In how many steps it was drawn. Null where nobody knows. */
  steps: Steps | null;
  /** Width of the picture, in pixels. */
  width: UploadSide;
  /** Height of the picture, in pixels. */
  height: UploadSide;
  /** How strictly it followed the prompt. Null where nobody knows. */
  guidance_scale: GuidanceScale | null;
  adapters: Adapters;
  /** What drew it. Null where nobody knows. */
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
  /**
   * The row of a batch that it was drawn for. Null when no batch asked for it, and always null to
   * the public.
   */
  origin: ImageOrigin | null;
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

/** One picture: its file, how it was made, and who may see it. */
export type ImageOutput = {
  id: ImageId;
  /**
   * What people call it; empty when it has no title.
   *
   * @pattern ^[^\u0000]*$
   * @maxLength 255
   */
  title: string;
  /**
   * What the picture shows, in the words that it was asked for with. Null where nobody knows, as of
   * an upload; so is all about how it was made.
   */
  prompt: Prompt | null;
  /** What it must not show; empty when nothing was ruled out. Null where nobody knows. */
  negative_prompt: NegativePrompt | null;
  /** What decided the chance in it. Null where nobody knows. */
  seed: Seed | null;
  /** In how many steps it was drawn. Null where nobody knows. */
  steps: Steps | null;
  /** Width of the picture, in pixels. */
  width: UploadSide;
  /** Height of the picture, in pixels. */
  height: UploadSide;
  /** How strictly it followed the prompt. Null where nobody knows. */
  guidance_scale: GuidanceScale | null;
  adapters: AdaptersOutput;
  /** What drew it. Null where nobody knows. */
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
  /**
   * The row of a batch that it was drawn for. Null when no batch asked for it, and always null to
   * the public.
   */
  origin: ImageOrigin | null;
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

/** The row of a batch that an image was drawn for. */
export type ImageOrigin = {
  /** The template. It may have been changed or deleted since; the batch keeps what it said then. */
  template_id: BatchTemplateId;
  /** The batch. */
  batch_id: BatchId;
  row_number: RowNumber;
  row_values: RowValues;
};

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

/** One page of images. */
export type ImagePageOutput = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImageOutput[];
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
 * `import`: it was there before the studio, and an import took it over.
 *
 * @example generation
 */
export type ImageSource = "generation" | "upload" | "import";

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

/** One thing that mending or undoing did, or would do. */
export type ImportAction = {
  /**
   * Its place in the order in which they were done, from 1.
   *
   * @minimum 1
   */
  number: number;
  action: ImportActionKind;
  result: ImportActionResult;
  /**
   * The file of the source that it is about, or the staged file that belongs to nothing, by its
   * name in the file store. Else null.
   */
  path: string | null;
  /** The image that it is about. Else null. */
  image_id: ImageId | null;
  /** The album that it is about. Else null. */
  album_id: AlbumId | null;
  /** More about it, in a sentence. Null when all is said. */
  note: string | null;
};

/**
 * How many actions came to each result.
 *
 * @example {"done": 1, "would_do": 0, "gone": 0, "failed": 0}
 */
export type ImportActionCounts = {
  /**
   * How many were done.
   *
   * @minimum 0
   */
  done: number;
  /**
   * How many would be done.
   *
   * @minimum 0
   */
  would_do: number;
  /**
   * How many had become unnecessary.
   *
   * @minimum 0
   */
  gone: number;
  /**
   * How many could not be done.
   *
   * @minimum 0
   */
  failed: number;
};

/**
 * One thing that mending or undoing does. `restage`: stage a picture's bytes again, from its
 * source. `delete_staged`: delete a staged file that belongs to no image. `put_into_album`: put an
 * image into the album where it belongs. `delete_link`: delete the place that an album holds for no
 * image. `delete_album`: delete an album without images. `update_metadata`: take over what the
 * sidecar says, or take it back. `publish_album`: make an album public. `trash_image`: put an image
 * into the trash, from where it can be restored. `take_out_of_album`: take an image out of an
 * album.
 *
 * @example restage
 */
export type ImportActionKind =
  | "restage"
  | "delete_staged"
  | "put_into_album"
  | "delete_link"
  | "delete_album"
  | "update_metadata"
  | "publish_album"
  | "trash_image"
  | "take_out_of_album";

/** One page of what mending or undoing did, in order. */
export type ImportActionPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportAction[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * What came of it. `done`: it is done. `would_do`: a dry run: it would be done. `gone`: it was not
 * so any more when its turn came; nothing was done. `failed`: it could not be done; `note` says
 * why.
 *
 * @example done
 */
export type ImportActionResult = "done" | "would_do" | "gone" | "failed";

/**
 * Who asked for an import.
 *
 * @example {"id": "usr_01kaqz6v1ge8rb3m5n7p9qstvz", "name": "Ada"}
 */
export type ImportActor = {
  id: UserId;
  /** Their name at that time. */
  name: Name;
};

/**
 * Which plan to carry out.
 *
 * @example {"plan_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
 */
export type ImportApply = {
  /**
   * The plan's `plan_hash`, to show that it is this one which was looked at.
   *
   * @pattern ^[0-9a-f]{64}$
   * @minLength 64
   * @maxLength 64
   */
  plan_hash: string;
};

/** How many files came to each outcome. Together they are all that were seen. */
export type ImportCounts = {
  /**
   * How many files: an image is made of it.
   *
   * @minimum 0
   */
  created: number;
  /**
   * How many files: the studio has an image of the same bytes, which comes into one more album.
   *
   * @minimum 0
   */
  linked: number;
  /**
   * How many files: all that it says is there already.
   *
   * @minimum 0
   */
  unchanged: number;
  /**
   * How many files: the image is there, and its sidecar says something new.
   *
   * @minimum 0
   */
  metadata_updated: number;
  /**
   * How many files: another file of this source has the same bytes, and goes to the same album.
   *
   * @minimum 0
   */
  duplicate_of: number;
  /**
   * How many files: the studio keeps no files of this type.
   *
   * @minimum 0
   */
  unsupported: number;
  /**
   * How many files: no rule of the profile says where it belongs.
   *
   * @minimum 0
   */
  unclassified: number;
  /**
   * How many files: a sidecar was required, and there is none.
   *
   * @minimum 0
   */
  missing_sidecar: number;
  /**
   * How many files: it is a sidecar whose picture is not there, or is not imported.
   *
   * @minimum 0
   */
  orphan_sidecar: number;
  /**
   * How many files: it cannot be read, or is not safe to read.
   *
   * @minimum 0
   */
  unreadable: number;
  /**
   * How many files: it could not be imported, though the plan said so.
   *
   * @minimum 0
   */
  error: number;
};

/**
 * What told when a picture was made. `sidecar`: its sidecar, or the text within the picture.
 * `name`: its name. `exif`: the camera's or program's own note in it. `mtime`: the time at which
 * the file was last written.
 *
 * @example sidecar
 */
export type ImportDatedBy = "sidecar" | "name" | "exif" | "mtime";

/** One thing that a reconciliation found. */
export type ImportDiscrepancy = {
  /**
   * Its place in the order in which they were found, from 1.
   *
   * @minimum 1
   */
  number: number;
  code: ImportDiscrepancyCode;
  severity: ImportSeverity;
  /**
   * The file of the source that it is about, or the staged file that belongs to nothing, by its
   * name in the file store. Else null.
   */
  path: string | null;
  /** The image that it is about. Else null. */
  image_id: ImageId | null;
  /** The album that it is about. Else null. */
  album_id: AlbumId | null;
  /**
   * What was expected and what was found, in a sentence.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 1000
   */
  detail: string;
};

/**
 * One kind of thing that does not fit between source, staging, database and the public page.
 * `staged_not_in_database`: a staged file belongs to no image. `database_missing_file`: an image's
 * file is not there. `dangling_symlink`: a staged symbolic link leads nowhere. `checksum_mismatch`:
 * a staged file has other bytes than it was stored with. `image_without_album`: an image is in no
 * album. `link_without_image`: an album holds a place for an image that is not there.
 * `album_empty`: an imported album has no image. `sidecar_newer_than_row`: a sidecar says something
 * that the image does not. `sidecar_without_image`: a sidecar has no picture.
 * `source_not_classified`: no rule says where a file of the source belongs. `album_not_visible`: an
 * album that its rule makes public is not what the public page shows. `count_mismatch`: an album
 * holds another number of images than the last import left in it.
 *
 * @example image_without_album
 */
export type ImportDiscrepancyCode =
  | "staged_not_in_database"
  | "database_missing_file"
  | "dangling_symlink"
  | "checksum_mismatch"
  | "image_without_album"
  | "link_without_image"
  | "album_empty"
  | "sidecar_newer_than_row"
  | "sidecar_without_image"
  | "source_not_classified"
  | "album_not_visible"
  | "count_mismatch";

/** How often a reconciliation found one kind of discrepancy. */
export type ImportDiscrepancyCount = {
  code: ImportDiscrepancyCode;
  severity: ImportSeverity;
  /**
   * How often it was found.
   *
   * @minimum 0
   */
  count: number;
  /**
   * What it means, in a sentence.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 1000
   */
  meaning: string;
  /**
   * What mends it: the command, or what a person has to do.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 1000
   */
  action: string;
  /**
   * The first few subjects: paths or ids.
   *
   * @maxItems 5
   */
  sample: string[];
};

/** One page of a reconciliation's discrepancies, in the order in which they were found. */
export type ImportDiscrepancyPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportDiscrepancy[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Why an import failed.
 *
 * @example {"code": "world_moved", "reason": "2 files have changed since the plan was made."}
 */
export type ImportFailure = {
  code: ImportFailureCode;
  /**
   * A sentence for people.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 1000
   */
  reason: string;
};

/**
 * Why an import failed, for programs. `world_moved`: something is not as the plan found it; `moved`
 * names some. Nothing was changed; plan again. `source_unavailable`: the source's folder cannot be
 * read. `storage_failed`: the file store did not take it. `interrupted`: its worker died, again and
 * again. `internal_error`: a fault of ours, which the log explains.
 *
 * @example world_moved
 */
export type ImportFailureCode =
  | "world_moved"
  | "source_unavailable"
  | "storage_failed"
  | "interrupted"
  | "internal_error";

/**
 * Names an import: one run of any mode. Opaque: compare it, keep it, never take it apart. Ids made
 * later sort later.
 *
 * @pattern ^imp_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example imp_01kaqz6v1ge8rb3m5n7p9qstvw
 */
export type ImportId = string;

/** One file of an import, and what became of it. */
export type ImportItem = {
  /**
   * Its place in the order in which the source was read, from 1.
   *
   * @minimum 1
   */
  number: number;
  /**
   * Where in the source it is. Bytes of a name that are no text are written as a backslash, `x` and
   * two digits.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 16384
   */
  path: string;
  kind: ImportItemKind;
  outcome: ImportOutcome;
  /** Why, where that is not plain. */
  reason: ImportReason | null;
  /** Its size in bytes. Null when it is no file. */
  byte_size: number | null;
  /** SHA-256 of its bytes. Null when it was not read. */
  sha256: string | null;
  /** The image that it is, or would become. Null when there is none. */
  image_id: ImageId | null;
  /** The number of the file that it repeats. */
  duplicate_of: number | null;
  /** Names the album that it goes to, the same in every studio. Null when it goes to none. */
  album_key: string | null;
  /** When the picture was made. Null for other files. */
  taken_at: Timestamp | null;
  /** What told that. */
  dated_by: ImportDatedBy | null;
  /**
   * What the sidecar says and the studio cannot keep, or what was changed: by field, a sentence.
   *
   * @maxProperties 50
   */
  notes: { [key: string]: string };
};

/**
 * What a file is taken for. `image`: a picture, or what has the name of one. `sidecar`: what tells
 * how the picture of the same name was made. `other`: anything else.
 *
 * @example image
 */
export type ImportItemKind = "image" | "sidecar" | "other";

/** One page of an import's files, in the order in which they were read. */
export type ImportItemPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportItem[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Which kind of discrepancy to mend.
 *
 * @example {"code": "image_without_album", "dry_run": false}
 */
export type ImportMendRequest = {
  code: ImportDiscrepancyCode;
  /**
   * Only say what would be done.
   *
   * @default true
   */
  dry_run?: boolean;
};

/**
 * What an import does. `plan`: it reads a source and says what would become of each file; nothing
 * is changed. `apply`: it does what a plan says, if the world is still as the plan found it.
 * `reconcile`: it compares source, staging, database and the public page; nothing is changed.
 * `mend`: it mends one kind of discrepancy that a reconciliation found. `undo`: it takes back what
 * an applied import made; the trash keeps the images.
 *
 * @example plan
 */
export type ImportMode = "plan" | "apply" | "reconcile" | "mend" | "undo";

/** One thing that is not as a plan found it. */
export type ImportMove = {
  /**
   * Where in the source it is. Bytes of a name that are no text are written as a backslash, `x` and
   * two digits.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 16384
   */
  path: string;
  kind: ImportMoveKind;
  /**
   * A sentence for people.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 1000
   */
  detail: string;
};

/**
 * How something has moved since a plan. `added`: a file is there that the plan does not know.
 * `removed`: a file is gone. `changed`: a file has changed. `decided_otherwise`: the file is the
 * same, and something else would become of it now.
 *
 * @example changed
 */
export type ImportMoveKind = "added" | "removed" | "changed" | "decided_otherwise";

/**
 * How an import was asked to go about it.
 *
 * @example {"staging": "copy", "visibility": null, "require_sidecar": false, "time_zone": "UTC", "deep": false}
 */
export type ImportOptions = {
  staging: ImportStaging;
  /** Who may see the albums that the import makes. Null: as the profile's rules say. */
  visibility: AlbumVisibility | null;
  /**
   * Leave out pictures of which nothing tells how they were made.
   *
   * @default false
   */
  require_sidecar: boolean;
  /**
   * The time zone of stamps that name none, by its IANA name.
   *
   * @pattern ^[A-Za-z][A-Za-z0-9_+/-]*$
   * @minLength 1
   * @maxLength 64
   * @default "UTC"
   */
  time_zone: string;
  /**
   * Read all bytes again, also of files that seem not to have changed.
   *
   * @default false
   */
  deep: boolean;
};

/**
 * What becomes of a file: each has exactly one. A sidecar shares the outcome of its picture.
 * `created`: an image is made of it. `linked`: the studio has an image of the same bytes, which
 * comes into one more album. `unchanged`: all that it says is there already. `metadata_updated`:
 * the image is there, and its sidecar says something new. `duplicate_of`: another file of this
 * source has the same bytes, and goes to the same album. `unsupported`: the studio keeps no files
 * of this type. `unclassified`: no rule of the profile says where it belongs. `missing_sidecar`: a
 * sidecar was required, and there is none. `orphan_sidecar`: it is a sidecar whose picture is not
 * there, or is not imported. `unreadable`: it cannot be read, or is not safe to read. `error`: it
 * could not be imported, though the plan said so.
 *
 * @example created
 */
export type ImportOutcome =
  | "created"
  | "linked"
  | "unchanged"
  | "metadata_updated"
  | "duplicate_of"
  | "unsupported"
  | "unclassified"
  | "missing_sidecar"
  | "orphan_sidecar"
  | "unreadable"
  | "error";

/**
 * What an import is doing. `counting`: it walks the source, to know how much there is. `reading`:
 * it reads files that have changed, and decides what becomes of each. `checking`: it looks whether
 * the world is still as the plan found it. `importing`: it stages files and makes images.
 * `comparing`: it compares what should be with what is. `acting`: it mends or takes back.
 *
 * @example reading
 */
export type ImportPhase = "counting" | "reading" | "checking" | "importing" | "comparing" | "acting";

/** The rules by which an import finds out where a file belongs. */
export type ImportProfile = {
  name: ImportProfileName;
  /**
   * What it is for.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 500
   */
  about: string;
  /**
   * What tells when a picture was made: the first of these that says something.
   *
   * @maxItems 4
   */
  dated_by: [ImportDatedBy?, ImportDatedBy?, ImportDatedBy?, ImportDatedBy?];
  /**
   * In the order in which they are tried. What none fits is `unclassified`.
   *
   * @maxItems 50
   */
  rules: ImportRule[];
};

/**
 * Names the rules by which an import finds out where a file belongs. `generations`: folders of
 * batches as the generator writes them, and loose files by month. `media`: historic layouts: decks,
 * zodiac, singles, LoRA tests.
 *
 * @example media
 */
export type ImportProfileName = "generations" | "media";

/** One page of profiles, by name. */
export type ImportProfilePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportProfile[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/** How far an import has got. Each event tells everything that can change. */
export type ImportProgress = {
  import_id: ImportId;
  /** How far it has got. */
  state: JobState;
  /** What it is doing. Null while it does nothing. */
  phase: ImportPhase | null;
  /** How many files there are. Null until they are counted. */
  files_total: number | null;
  /**
   * How many of them are done in this phase.
   *
   * @minimum 0
   */
  files_done: number;
  /** How many files a second are done, lately. Null while nothing can be said. */
  files_per_second: number | null;
  /** For how many seconds more it will probably go on. Null while nothing can be said. */
  seconds_left: number | null;
  /** How many files came to each outcome. Of a plan: would come. */
  outcomes: ImportCounts;
  /** When it was so. */
  at: Timestamp;
};

/**
 * Why a file has its outcome, where that is not plain. `no_rule`: no rule's pattern fits its path.
 * `thumbnail_folder`: it lies in a folder of thumbnails. `hidden_file`: its name begins with a dot,
 * or is one that systems leave behind. `not_a_picture`: its bytes are no picture, or none that is
 * known. `type_not_kept`: it is a picture of a type that the studio does not keep. `too_large`: it
 * has more bytes or pixels than the studio takes. `empty`: it has no bytes. `truncated`: its
 * picture ends too early, or is damaged. `too_costly`: it takes too much memory or time to decode.
 * `permission_denied`: the studio may not read it. `symlink_outside`: it is a symbolic link that
 * leaves the source. `symlink_dangling`: it is a symbolic link to nothing. `symlink_to_folder`: it
 * is a symbolic link to a folder, which is not followed. `not_a_file`: it is a device, a pipe or a
 * socket. `name_not_text`: its name is no UTF-8 text. `io_error`: the disk did not give it.
 * `changed_while_read`: it changed while it was read. `bad_sidecar`: it is no JSON object or YAML
 * mapping that can be read. `no_metadata`: nothing tells how it was made. `sidecar_unreadable`: its
 * sidecar cannot be read. `metadata_partial`: some of what its sidecar says does not fit; `notes`
 * has it. `wrong_extension`: its bytes are a picture of another type than its name says.
 * `in_trash`: its image is in the trash, and stays there. `made_here`: the studio's own image has
 * the same bytes, and knows how it was made. `metadata_differs`: another file of the same bytes
 * came first, and says something else. `no_picture`: no picture has its name.
 * `picture_not_imported`: its picture is not imported. `storage_failed`: it could not be staged.
 * `moved_since_plan`: while the import ran, it would have come to something else than the plan
 * says; it was left alone. `internal_error`: a fault of the studio, which the log explains.
 *
 * @example no_metadata
 */
export type ImportReason =
  | "no_rule"
  | "thumbnail_folder"
  | "hidden_file"
  | "not_a_picture"
  | "type_not_kept"
  | "too_large"
  | "empty"
  | "truncated"
  | "too_costly"
  | "permission_denied"
  | "symlink_outside"
  | "symlink_dangling"
  | "symlink_to_folder"
  | "not_a_file"
  | "name_not_text"
  | "io_error"
  | "changed_while_read"
  | "bad_sidecar"
  | "no_metadata"
  | "sidecar_unreadable"
  | "metadata_partial"
  | "wrong_extension"
  | "in_trash"
  | "made_here"
  | "metadata_differs"
  | "no_picture"
  | "picture_not_imported"
  | "storage_failed"
  | "moved_since_plan"
  | "internal_error";

/**
 * What to reconcile.
 *
 * @example {"deep": true}
 */
export type ImportReconcileRequest = {
  /**
   * Null: the source of the last applied import.
   *
   * @default null
   */
  source?: ImportSourceName | null;
  /**
   * Null: the profile of the last applied import.
   *
   * @default null
   */
  profile?: ImportProfileName | null;
  /**
   * Read all bytes again, in the source and in staging, and compare their hashes.
   *
   * @default false
   */
  deep?: boolean;
};

/**
 * What to plan an import of.
 *
 * @example {"source": "outputs", "profile": "media", "staging": "hard_link"}
 */
export type ImportRequest = {
  source: ImportSourceName;
  profile: ImportProfileName;
  staging?: ImportStaging;
  /**
   * Who may see the albums that the import makes. Null: as the profile's rules say.
   *
   * @default null
   */
  visibility?: AlbumVisibility | null;
  /**
   * Leave out pictures of which nothing tells how they were made.
   *
   * @default false
   */
  require_sidecar?: boolean;
  /**
   * The time zone of stamps that name none, by its IANA name.
   *
   * @pattern ^[A-Za-z][A-Za-z0-9_+/-]*$
   * @minLength 1
   * @maxLength 64
   * @default "UTC"
   */
  time_zone?: string;
  /**
   * Read all bytes again, also of files that seem not to have changed.
   *
   * @default false
   */
  deep?: boolean;
};

/** One rule of a profile: which files, and where they go. The first rule that fits counts. */
export type ImportRule = {
  /**
   * The paths that it is for: `*` is any text without a slash, `**` any path.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 200
   */
  pattern: string;
  /**
   * Names the album; `{folder}` is the first folder of the path, `{month}` the month of the
   * picture. Null: the rule says that the files are not imported.
   */
  album_key: string | null;
  /** What the album is called; `{title}` is the folder's name in words. */
  album_name: string | null;
  /** The album's kind. */
  album_kind: AlbumKind | null;
  /** Who may see the album, if the import does not say otherwise. */
  visibility: AlbumVisibility | null;
  /**
   * What these files are.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 500
   */
  about: string;
};

/**
 * One import: what was asked, by whom, how far it has got, and what came of each file in sum.
 * Imports are never overwritten.
 */
export type ImportRun = {
  id: ImportId;
  mode: ImportMode;
  source: ImportSourceName;
  profile: ImportProfileName;
  /** Whether it changes nothing: always of a plan and a reconciliation. */
  dry_run: boolean;
  options: ImportOptions;
  /** How far it has got. */
  state: JobState;
  /** What it is doing. Null while it does nothing. */
  phase: ImportPhase | null;
  /** How many files there are. Null until they are counted. */
  files_total: number | null;
  /**
   * How many of them are done in this phase.
   *
   * @minimum 0
   */
  files_done: number;
  /** How many files a second are done, lately. Null while nothing can be said. */
  files_per_second: number | null;
  /** For how many seconds more it will probably go on. Null while nothing can be said. */
  seconds_left: number | null;
  /** How many files came to each outcome. Of a plan: would come. */
  outcomes: ImportCounts;
  /** The same for pictures alone. */
  images: ImportCounts;
  /**
   * How many images it has made; of a plan, would make.
   *
   * @minimum 0
   */
  images_created: number;
  /**
   * How many images it has put into an album; of a plan, would put.
   *
   * @minimum 0
   */
  links_created: number;
  /**
   * How many albums it has made; of a plan, would make.
   *
   * @minimum 0
   */
  albums_created: number;
  /**
   * How many bytes of files it has read; those that had not changed are not read again.
   *
   * @minimum 0
   */
  bytes_read: number;
  /**
   * The plan that it carries out, the reconciliation whose discrepancies it mends, or the import
   * that it takes back. Else null.
   */
  based_on_id: ImportId | null;
  /** Which kind of discrepancy it mends. Null unless it mends. */
  mends: ImportDiscrepancyCode | null;
  /** The import of the same mode, source and profile before it. Null for the first. */
  previous_id: ImportId | null;
  /**
   * SHA-256 over the source's files and what is to become of each. Null until a plan is finished,
   * and of other modes than plan and apply.
   */
  plan_hash: string | null;
  /**
   * The first things that are not as the plan found them, if it failed for this.
   *
   * @maxItems 20
   */
  moved: ImportMove[];
  /**
   * What a reconciliation found, worst first; empty when all fits.
   *
   * @maxItems 12
   */
  discrepancies: ImportDiscrepancyCount[];
  /** What came of mending or undoing. Null for other modes. */
  actions: ImportActionCounts | null;
  /** Why it failed. Null unless it failed. */
  failure: ImportFailure | null;
  /** True once somebody asked to cancel it. What is done by then stays done. */
  cancel_requested: boolean;
  /** Who asked for it. Null when the studio did. */
  asked_by: ImportActor | null;
  /** Ties it to the request that asked for it, and to the server's log lines about it. */
  trace_id: TraceId;
  /**
   * Which version of the studio did it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 64
   */
  tool_version: string;
  /** When it was asked for. */
  created_at: Timestamp;
  /** When a worker last began it. Null while it is queued. */
  started_at: Timestamp | null;
  /** When it ended. Null before that. */
  finished_at: Timestamp | null;
};

/** One page of imports, newest first. */
export type ImportRunPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportRun[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * How bad it is. `error`: something is lost, or about to be. `warning`: somebody misses something.
 * `notice`: it may be as it should be.
 *
 * @example error
 */
export type ImportSeverity = "error" | "warning" | "notice";

/** A folder that the studio may import from. */
export type ImportSource = {
  name: ImportSourceName;
  /** Whether the server can read it now. */
  available: boolean;
  /** When an import of it last ended well. Null before the first. */
  last_applied_at: Timestamp | null;
  /** When it was named. */
  created_at: Timestamp;
};

/**
 * Names a folder that the studio may import from. Which folder it is, only the operator's machine
 * knows: `spolvero source` names one.
 *
 * @pattern ^[a-z0-9][a-z0-9._-]*$
 * @minLength 1
 * @maxLength 63
 * @example outputs
 */
export type ImportSourceName = string;

/** One page of sources, by name. */
export type ImportSourcePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ImportSource[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * How the studio gets hold of a picture's bytes. In no way is the original ever written or deleted.
 * `copy`: a copy of its own, which needs the space once more. `hard_link`: another name for the
 * same bytes, which needs the file store on the same file system. `symlink`: a pointer to the file,
 * which is lost when that moves. `in_place`: nothing: the picture is read where it lies.
 *
 * @default "copy"
 * @example copy
 */
export type ImportStaging = "copy" | "hard_link" | "symlink" | "in_place";

/** What came of an import, as the scripts write it into a file. */
export type ImportSummary = {
  run_id: ImportId;
  mode: ImportMode;
  source: ImportSourceName;
  profile: ImportProfileName;
  /** How far it has got. */
  state: JobState;
  /**
   * SHA-256 over the source's files and what is to become of each. Null until a plan is finished,
   * and of other modes than plan and apply.
   */
  plan_hash: string | null;
  /** How many files there are. Null until they are counted. */
  files_total: number | null;
  /** How many files came to each outcome. Of a plan: would come. */
  outcomes: ImportCounts;
  /** The same for pictures alone. */
  images: ImportCounts;
  /**
   * How many images it has made; of a plan, would make.
   *
   * @minimum 0
   */
  images_created: number;
  /**
   * How many images it has put into an album; of a plan, would put.
   *
   * @minimum 0
   */
  links_created: number;
  /**
   * How many albums it has made; of a plan, would make.
   *
   * @minimum 0
   */
  albums_created: number;
  /**
   * What a reconciliation found, worst first; empty when all fits.
   *
   * @maxItems 12
   */
  discrepancies: ImportDiscrepancyCount[];
  /** Ties it to the request that asked for it, and to the server's log lines about it. */
  trace_id: TraceId;
  /**
   * Which version of the studio did it.
   *
   * @pattern ^[^\u0000]*$
   * @minLength 1
   * @maxLength 64
   */
  tool_version: string;
  /** When a worker last began it. Null while it is queued. */
  started_at: Timestamp | null;
  /** When it ended. Null before that. */
  finished_at: Timestamp | null;
};

/**
 * How to take an import back.
 *
 * @example {"dry_run": false}
 */
export type ImportUndoRequest = {
  /**
   * Only say what would be done.
   *
   * @default true
   */
  dry_run?: boolean;
};

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
  /**
   * The row of the template that it is about, the first being 1; absent when it is about none.
   *
   * @minimum 1
   */
  row?: number;
  /**
   * The line of the CSV text that it is about, the first being 1; absent when there is no such
   * text.
   *
   * @minimum 1
   */
  line?: number;
  /** The column of the template that it is about; absent when it is about none. */
  column?: string;
};

/**
 * Lets one account of the OpenID Connect provider in, by its verified email address. It is used up
 * by the first sign-in.
 */
export type Invitation = {
  id: InvitationId;
  email: Email;
  /** The role of the new person; without meaning where there is a `user_id`. */
  role: Role;
  /** Whose account it will be. Null: a new person's. */
  user_id: UserId | null;
  created_at: Timestamp;
};

/**
 * Whom to let in by the OpenID Connect provider.
 *
 * @example {"email": "ann@example.org", "role": "operator"}
 */
export type InvitationCreate = {
  email: Email;
  /**
   * The role of the new person.
   *
   * @default "viewer"
   */
  role?: Role;
  /**
   * Whose account it will be. Null: a new person's.
   *
   * @default null
   */
  user_id?: UserId | null;
};

/**
 * Names an invitation for ever. Opaque: compare it, keep it, never take it apart. Ids made later
 * sort later.
 *
 * @pattern ^inv_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example inv_01kaqz6v1ge8rb3m5n7p9qstx1
 */
export type InvitationId = string;

/** One page of invitations, oldest first. */
export type InvitationPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Invitation[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * What one picture of a batch is called: `<value>_of_<suit>` when the template has these two
 * columns, else the row's `name`, else its first column; `row_<number>` when that is blank.
 *
 * @pattern ^[^\u0000]*$
 * @minLength 1
 * @maxLength 255
 * @example Ace_of_Spades
 */
export type ItemName = string;

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
  adapters: Adapters;
  priority: Priority;
  /**
   * The album that the picture goes to, decided when the job was queued. Null when that album has
   * since been deleted.
   */
  album_id: AlbumId | null;
  /** The picture. Null until the job has succeeded, and again once that image has been deleted. */
  image_id: ImageId | null;
  /** The batch that queued it. Null when it was asked for alone. */
  batch_id: BatchId | null;
  /** The row of the batch's template that it draws. Null when it was asked for alone. */
  row_number: RowNumber | null;
  /** What that row says. Null when it was asked for alone. */
  row_values: RowValues | null;
  /**
   * How many of `steps` are done in the current attempt: the progress.
   *
   * @minimum 0
   * @maximum 150
   */
  steps_done: number;
  /**
   * Its place among the jobs that wait, 1 being next. Null once it is not queued any more, and
   * while it waits to be tried again.
   */
  queue_position: number | null;
  /** True once somebody asked to cancel it. A running job stops at its next step. */
  cancel_requested: boolean;
  /**
   * How often a worker has started it, since it was asked for.
   *
   * @minimum 0
   */
  attempts: number;
  /**
   * How many attempts have failed since somebody last asked for it. Some failures are tried again
   * by themselves.
   *
   * @minimum 0
   */
  failures: number;
  /**
   * How many workers have died on it since somebody last asked for it. Counted apart, since it is
   * seldom the job's fault.
   *
   * @minimum 0
   */
  crashes: number;
  /**
   * Why it last failed: of a failed job, and of a queued one that is to be tried again. Else null.
   */
  failure: JobFailure | null;
  created_by: UserId;
  /**
   * The trace id of the request that asked for it; the log lines of its worker carry it too. Null
   * when it was asked for before jobs had one.
   */
  trace_id: TraceId | null;
  created_at: Timestamp;
  /**
   * Not before this moment does a worker start it. Later than now while it waits to be tried again.
   */
  run_at: Timestamp;
  /** When the current attempt began. Null while the job is queued. */
  started_at: Timestamp | null;
  /** When it reached its final state. Null before. */
  finished_at: Timestamp | null;
};

/** One picture asked for: what was asked, how far it got, what came of it. */
export type JobOutput = {
  id: JobId;
  state: JobState;
  prompt: Prompt;
  negative_prompt: NegativePrompt;
  seed: Seed;
  steps: Steps;
  width: Side;
  height: Side;
  guidance_scale: GuidanceScale;
  adapters: AdaptersOutput;
  priority: Priority;
  /**
   * The album that the picture goes to, decided when the job was queued. Null when that album has
   * since been deleted.
   */
  album_id: AlbumId | null;
  /** The picture. Null until the job has succeeded, and again once that image has been deleted. */
  image_id: ImageId | null;
  /** The batch that queued it. Null when it was asked for alone. */
  batch_id: BatchId | null;
  /** The row of the batch's template that it draws. Null when it was asked for alone. */
  row_number: RowNumber | null;
  /** What that row says. Null when it was asked for alone. */
  row_values: RowValues | null;
  /**
   * How many of `steps` are done in the current attempt: the progress.
   *
   * @minimum 0
   * @maximum 150
   */
  steps_done: number;
  /**
   * Its place among the jobs that wait, 1 being next. Null once it is not queued any more, and
   * while it waits to be tried again.
   */
  queue_position: number | null;
  /** True once somebody asked to cancel it. A running job stops at its next step. */
  cancel_requested: boolean;
  /**
   * How often a worker has started it, since it was asked for.
   *
   * @minimum 0
   */
  attempts: number;
  /**
   * How many attempts have failed since somebody last asked for it. Some failures are tried again
   * by themselves.
   *
   * @minimum 0
   */
  failures: number;
  /**
   * How many workers have died on it since somebody last asked for it. Counted apart, since it is
   * seldom the job's fault.
   *
   * @minimum 0
   */
  crashes: number;
  /**
   * Why it last failed: of a failed job, and of a queued one that is to be tried again. Else null.
   */
  failure: JobFailure | null;
  created_by: UserId;
  /**
   * The trace id of the request that asked for it; the log lines of its worker carry it too. Null
   * when it was asked for before jobs had one.
   */
  trace_id: TraceId | null;
  created_at: Timestamp;
  /**
   * Not before this moment does a worker start it. Later than now while it waits to be tried again.
   */
  run_at: Timestamp;
  /** When the current attempt began. Null while the job is queued. */
  started_at: Timestamp | null;
  /** When it reached its final state. Null before. */
  finished_at: Timestamp | null;
};

/**
 * A job as it was after something happened to it. Each one tells everything that can change, so a
 * reader who missed some is up to date with the last.
 */
export type JobEvent = {
  job_id: JobId;
  /** The batch that queued it. Null when it was asked for alone. */
  batch_id: BatchId | null;
  state: JobState;
  /**
   * How many of `steps` are done in the current attempt: the progress.
   *
   * @minimum 0
   * @maximum 150
   */
  steps_done: number;
  steps: Steps;
  /**
   * How often a worker has started it, since it was asked for.
   *
   * @minimum 0
   */
  attempts: number;
  /** True once somebody asked to cancel it. A running job stops at its next step. */
  cancel_requested: boolean;
  /**
   * Why it last failed: of a failed job, and of a queued one that is to be tried again. Else null.
   */
  failure: JobFailure | null;
  /**
   * The album that the picture goes to, decided when the job was queued. Null when that album has
   * since been deleted.
   */
  album_id: AlbumId | null;
  /** The picture. Null until the job has succeeded, and again once that image has been deleted. */
  image_id: ImageId | null;
  /** When it happened. */
  at: Timestamp;
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

/** One page of jobs, newest first. */
export type JobPageOutput = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: JobOutput[];
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
  /** @default [] */
  adapters?: Adapters;
  /** @default 5 */
  priority?: Priority;
};

/**
 * Which jobs to act on: those that fit everything that is given.
 *
 * @example {"batch_id": "bat_01kaqz6v1ge8rb3m5n7p9qstw0", "dry_run": true}
 */
export type JobSelection = {
  /**
   * Only jobs in one of these states.
   *
   * @minItems 1
   * @maxItems 5
   * @uniqueItems true
   */
  state?: [JobState, ...JobState[]];
  /** Only jobs of this batch. */
  batch_id?: BatchId;
  /** Only jobs whose picture goes to this album. */
  album_id?: AlbumId;
  /**
   * Only these jobs.
   *
   * @minItems 1
   * @maxItems 500
   * @uniqueItems true
   */
  job_ids?: [JobId, ...JobId[]];
  /** Only jobs asked for before this moment. */
  created_before?: Timestamp;
  /**
   * True: change nothing, and tell how many it would be.
   *
   * @default false
   */
  dry_run?: boolean;
};

/**
 * The order of a list of jobs. `newest`: asked for last first. `queue`: what a worker takes next
 * first, by priority and then by the moment from which it may start; meant for those that are
 * queued.
 *
 * @default "newest"
 * @example queue
 */
export type JobSort = "newest" | "queue";

/**
 * How far a job has got. `succeeded`, `failed` and `cancelled` are over; only somebody's asking for
 * a retry brings a failed or cancelled one back.
 *
 * @example running
 */
export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

/**
 * What to change of a job that waits.
 *
 * @example {"priority": 1}
 */
export type JobUpdate = {
  priority?: Priority;
};

/**
 * What came of acting on many jobs.
 *
 * @example {"dry_run": true, "changed": 12, "stopping": 1}
 */
export type JobsChanged = {
  /** True when nothing was changed. */
  dry_run: boolean;
  /**
   * How many jobs were changed, or would be.
   *
   * @minimum 0
   */
  changed: number;
  /**
   * How many of them were being drawn, and stop at their next step.
   *
   * @minimum 0
   */
  stopping: number;
};

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
 * How many labels an image has. All of them together are searched.
 *
 * @minimum 0
 * @maximum 200
 * @example 3
 */
export type LabelCount = number;

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
 * How loud a line of the console is, as the page's console calls it.
 *
 * @example error
 */
export type LogLevel = "debug" | "log" | "info" | "warn" | "error";

/**
 * The name by which a person signs in with a password: a word, or an email address. Case does not
 * count; nobody else here has it.
 *
 * @pattern ^[!-~]+$
 * @minLength 2
 * @maxLength 254
 * @example ann@example.org
 */
export type Login = string;

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

/** An API token that was just made, with its secret: shown this once, and not kept. */
export type NewApiToken = {
  /**
   * What to send as `Authorization: Bearer`.
   *
   * @pattern ^spv_[0-9a-z]{8}_[0-9a-z]{52}$
   * @minLength 65
   * @maxLength 65
   */
  readonly secret: string;
} & TokenFacts;

/**
 * A password to sign in with from now on. Any characters do, blanks too; length is what makes it
 * strong.
 *
 * @pattern ^[^\u0000]*$
 * @minLength 12
 * @maxLength 200
 * @example nine foxes in the rain
 */
export type NewPassword = string;

/**
 * Free text for people to read; empty when there is none.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 2000
 * @example Everything with a fox in it.
 */
export type Note = string;

/** One job, as it was when the bug was reported. */
export type NotedJob = {
  id: JobId;
  state: JobState;
  /** Why it failed; null for one that has not. */
  failure_code: FailureCode | null;
  created_at: Timestamp;
};

/** One request, as the server saw it. */
export type NotedRequest = {
  at: Timestamp;
  /** The operation of the contract; null where there is none. */
  operation_id: string | null;
  /** Its method. */
  method: string;
  /** Its path, without the query. */
  path: string;
  /** The answer's status. */
  status: number;
  /**
   * How long it took until the answer began, in milliseconds.
   *
   * @minimum 0
   */
  duration_ms: number;
  trace_id: TraceId;
};

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
 * A password as it was typed.
 *
 * @pattern ^[^\u0000]*$
 * @minLength 1
 * @maxLength 200
 * @example nine foxes in the rain
 */
export type Password = string;

/** How to sign in by password from now on. */
export type PasswordChange = {
  login: Login;
  password: NewPassword;
  /** The password until now. Needed where there is one. */
  current_password?: Password;
};

/**
 * Whether a person can sign in by password, and how. Never the password.
 *
 * @example {"login": "ann@example.org", "changed_at": "2026-11-23T10:00:00.123456Z"}
 */
export type PasswordStatus = {
  /** The name to sign in with. Null when there is no password. */
  login: Login | null;
  /** When the password was set. Null when there is none. */
  changed_at: Timestamp | null;
};

/** The prompt that a row would be drawn by. */
export type PreviewItem = {
  row_number: RowNumber;
  item_name: ItemName;
  prompt: Prompt;
  /**
   * How many characters the prompt has.
   *
   * @minimum 1
   * @maximum 2000
   */
  length: number;
};

/**
 * How soon: of the jobs that wait, those with the lowest number are drawn first; among equals,
 * whoever came first.
 *
 * @minimum 1
 * @maximum 9
 * @example 5
 */
export type Priority = number;

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
  | "https://spolvero.dev/problems/missing-scope"
  | "https://spolvero.dev/problems/not-found"
  | "https://spolvero.dev/problems/method-not-allowed"
  | "https://spolvero.dev/problems/not-acceptable"
  | "https://spolvero.dev/problems/conflict"
  | "https://spolvero.dev/problems/last-admin"
  | "https://spolvero.dev/problems/job-not-cancellable"
  | "https://spolvero.dev/problems/job-not-retryable"
  | "https://spolvero.dev/problems/schedule-running"
  | "https://spolvero.dev/problems/import-not-ready"
  | "https://spolvero.dev/problems/plan-outdated"
  | "https://spolvero.dev/problems/precondition-failed"
  | "https://spolvero.dev/problems/payload-too-large"
  | "https://spolvero.dev/problems/unsupported-media-type"
  | "https://spolvero.dev/problems/range-not-satisfiable"
  | "https://spolvero.dev/problems/rule-broken"
  | "https://spolvero.dev/problems/invalid-rows"
  | "https://spolvero.dev/problems/idempotency-key-reused"
  | "https://spolvero.dev/problems/bad-picture"
  | "https://spolvero.dev/problems/queue-full"
  | "https://spolvero.dev/problems/rate-limited"
  | "https://spolvero.dev/problems/too-many-sign-ins"
  | "https://spolvero.dev/problems/internal-error"
  | "https://spolvero.dev/problems/reply-broke-contract"
  | "https://spolvero.dev/problems/database-unavailable"
  | "https://spolvero.dev/problems/identity-provider-failed";

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
 * A part of every prompt of a batch, word for word; empty when there is none.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 2000
 * @example A playing card, symmetrical, gold border
 */
export type PromptPart = string;

/**
 * What each picture shows, with `{column}` where the row's values go. `{{` and `}}` stand for
 * braces. Not blank.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 2000
 * @example The {value} of {suit}, one playing card
 */
export type PromptTemplate = string;

/** The queue as it is now. */
export type Queue = {
  /** True while no job is started. What is being drawn goes on. */
  paused: boolean;
  /** Since when it is paused. Null while it is not. */
  paused_at: Timestamp | null;
  /**
   * How many jobs are queued, those that wait to be tried again among them.
   *
   * @minimum 0
   */
  queued: number;
  /**
   * How many of the queued jobs wait to be tried again.
   *
   * @minimum 0
   */
  waiting_for_retry: number;
  /**
   * How many pictures are being drawn.
   *
   * @minimum 0
   */
  running: number;
  /** When the job that has waited longest could first have been started. Null when none waits. */
  oldest_queued_at: Timestamp | null;
  /** How long that is ago, in seconds. Null when none waits. */
  oldest_age_seconds: number | null;
  /** How many jobs came to their end within the last hour. */
  finished_last_hour: {
    /**
     * How many succeeded.
     *
     * @minimum 0
     */
    succeeded: number;
    /**
     * How many failed.
     *
     * @minimum 0
     */
    failed: number;
    /**
     * How many cancelled.
     *
     * @minimum 0
     */
    cancelled: number;
  };
  /** How many pictures a minute were finished of late. Null when none was within the last hour. */
  pictures_per_minute: number | null;
  /**
   * After how many seconds all that is queued will be drawn, at this pace. Null while nothing tells
   * the pace, or the queue is paused.
   */
  estimated_seconds: number | null;
};

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

/** Whether the server can do its work now. */
export type Readiness = {
  /** True when every required check is ok. */
  ready: boolean;
  /**
   * Each thing that was tried.
   *
   * @minItems 1
   */
  checks: [ReadinessCheck, ...ReadinessCheck[]];
};

/**
 * One thing that the studio needs in order to work.
 *
 * @example {"name": "database", "ok": true, "required": true, "detail": "The database answers."}
 */
export type ReadinessCheck = {
  /** What was tried. */
  name: "database" | "files" | "queue" | "workers";
  /** Whether it answered. */
  ok: boolean;
  /**
   * Whether the server is not ready without it. What is not required only tells of work that stays
   * undone.
   */
  required: boolean;
  /** What was found, in a sentence; never a secret or a path. */
  detail: string;
};

/** Why something would be refused if it were asked for now. */
export type Refusal = {
  type: ProblemType;
  /**
   * The reason, in a sentence for a person.
   *
   * @minLength 1
   */
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
 * After how many days something goes for good. 0: never.
 *
 * @minimum 0
 * @maximum 36500
 * @example 30
 */
export type RetentionDays = number;

/**
 * A place in this studio: a path from its root, never another site's.
 *
 * @pattern ^/([!-.0-\[\]-~][!-\[\]-~]*)?$
 * @minLength 1
 * @maxLength 1000
 * @default "/"
 * @example /#/albums
 */
export type ReturnTo = string;

/**
 * What a person may do. `viewer`: see what is private. `operator`: make and arrange pictures too.
 * `admin`: everything. Each may do what those before it may.
 *
 * @example admin
 */
export type Role = "viewer" | "operator" | "admin";

/**
 * A row of a batch's template, 1 being the first.
 *
 * @minimum 1
 * @maximum 10000
 * @example 3
 */
export type RowNumber = number;

/**
 * Rows of a template by their numbers. They are taken in the template's order, whatever the order
 * here.
 *
 * @minItems 1
 * @maxItems 10000
 * @uniqueItems true
 * @example [1, 2, 54]
 */
export type RowSelection = [RowNumber, ...RowNumber[]];

/**
 * A row's values by column. A column that is absent is empty.
 *
 * @maxProperties 32
 * @example {"value": "Ace", "suit": "Spades"}
 */
export type RowValues = { [key: string]: Cell };

/**
 * One thing that the studio does again and again by itself: when it did so last, and when it will
 * do so next.
 */
export type Schedule = {
  name: ScheduleName;
  /**
   * What a run does, in a sentence.
   *
   * @minLength 1
   * @maxLength 500
   */
  description: string;
  /**
   * How long after the start of one run the next is due, in seconds.
   *
   * @minimum 1
   */
  interval_seconds: number;
  /**
   * What the `count` of its runs counts.
   *
   * @minLength 1
   * @maxLength 100
   */
  unit: string;
  /** True while a run of it goes on, on any machine. */
  running: boolean;
  /** The run that began last, whatever came of it. Null when none ever has. */
  last_run: ScheduleRun | null;
  /**
   * When it is due next. A moment that is past means that no worker looks after the queue
   * `default`. Null when it never ran: it is due as soon as such a worker starts.
   */
  next_run_at: Timestamp | null;
};

/**
 * Names one thing that the studio does again and again by itself.
 *
 * @example purge_trash
 */
export type ScheduleName =
  | "forget_ended_sessions"
  | "forget_idempotency_keys"
  | "forget_old_events"
  | "forget_old_requests"
  | "forget_old_sign_ins"
  | "purge_bug_reports"
  | "purge_trash"
  | "reconcile_imports"
  | "sweep_files";

/** One page of the schedules, by name. */
export type SchedulePage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Schedule[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/** One run of a schedule: what set it off, and what came of it. */
export type ScheduleRun = {
  id: ScheduleRunId;
  schedule: ScheduleName;
  state: ScheduleRunState;
  trigger: ScheduleTrigger;
  /** Who asked for it. Null when the clock did. */
  asked_by: UserId | null;
  /** When it was asked for; when it began, if the clock set it off. */
  created_at: Timestamp;
  /** When a worker began it. Null while it is queued. */
  started_at: Timestamp | null;
  /** When it ended. Null before that. */
  finished_at: Timestamp | null;
  /**
   * How many things it did something about, in the schedule's `unit`. Null until it has succeeded.
   */
  count: number | null;
  /** Why it failed, in a sentence. Null unless it failed. */
  error: string | null;
  /**
   * Ties the run to the server's log lines and audit entries about it; of a run that somebody asked
   * for it is the request's own.
   */
  trace_id: TraceId;
};

/**
 * Names a run of a schedule. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^run_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example run_01kaqz6v1ge8rb3m5n7p9qstvd
 */
export type ScheduleRunId = string;

/** One page of a schedule's runs, newest first. */
export type ScheduleRunPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: ScheduleRun[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * How far a run has got. `queued`: somebody asked for it, and a worker begins it within a second.
 * `succeeded` and `failed` are final.
 *
 * @example succeeded
 */
export type ScheduleRunState = "queued" | "running" | "succeeded" | "failed";

/**
 * Why a schedule was run. `clock`: it was due. `person`: somebody asked for it.
 *
 * @example clock
 */
export type ScheduleTrigger = "clock" | "person";

/**
 * What an API token is good for, at most: its person's role is asked for too. `…:read` sees,
 * `…:write` changes. Each operation names the one that it needs in `x-scope`. With `users:write` or
 * `tokens:write` a token of an admin reaches everything in the end.
 *
 * @example jobs:write
 */
export type Scope =
  | "albums:read"
  | "albums:write"
  | "audit:read"
  | "batch_templates:read"
  | "batch_templates:write"
  | "batches:read"
  | "batches:write"
  | "bug_reports:read"
  | "bug_reports:write"
  | "identities:read"
  | "identities:write"
  | "images:read"
  | "images:write"
  | "imports:read"
  | "imports:write"
  | "jobs:read"
  | "jobs:write"
  | "labels:read"
  | "labels:write"
  | "passwords:write"
  | "queue:read"
  | "queue:write"
  | "schedules:read"
  | "schedules:write"
  | "sessions:read"
  | "sessions:write"
  | "tokens:read"
  | "tokens:write"
  | "trash:read"
  | "trash:write"
  | "users:read"
  | "users:write";

/**
 * What an API token is good for.
 *
 * @minItems 1
 * @maxItems 100
 * @uniqueItems true
 * @example ["jobs:read", "jobs:write"]
 */
export type ScopeList = [Scope, ...Scope[]];

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

/** A browser that is signed in. */
export type Session = {
  id: SessionId;
  /** Who is signed in. */
  user_id: UserId;
  method: SignInWay;
  user_agent: UserAgent;
  /** When it was opened. */
  created_at: Timestamp;
  /** When it last came with a request, to the minute or so. */
  last_seen_at: Timestamp;
  /** When it ends by itself. */
  expires_at: Timestamp;
  /** True for the session that asks. */
  current: boolean;
};

/**
 * Names a session for ever. Opaque: compare it, keep it, never take it apart. Ids made later sort
 * later.
 *
 * @pattern ^ses_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example ses_01kaqz6v1ge8rb3m5n7p9qsta1
 */
export type SessionId = string;

/** One page of sessions, newest first. */
export type SessionPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: Session[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * How many sessions were ended.
 *
 * @example {"revoked": 2}
 */
export type SessionRevocation = {
  /**
   * How many there were.
   *
   * @minimum 0
   */
  revoked: number;
};

/** What anyone may know of this server: its version, its engine, its limits, and how to sign in. */
export type Settings = {
  /** The version that runs. */
  version: string;
  /** What draws the pictures. */
  engine: {
    /** The engine's name, as in `SPOLVERO_ENGINE`. */
    name: string;
    model: Model;
    /** The names of the adapters that the engine has. */
    adapters: string[];
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
    /** How many pictures one person may ask for within an hour. Null: any number. */
    max_pictures_per_hour: number | null;
  };
  /** How people sign in here. */
  sign_in: {
    /**
     * The ways that there are.
     *
     * @uniqueItems true
     */
    ways: SignInWay[];
    /** What people call the OpenID Connect provider. Null when there is none. */
    provider: string | null;
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
 * What to exchange for a session: the secret of a one-time link, an API token, or a login and its
 * password.
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
  login?: never;
  password?: never;
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
  login?: never;
  password?: never;
} | {
  login: Login;
  password: Password;
  link?: never;
  token?: never;
};

/** A link that signs somebody in, once. It is shown this once and not kept. */
export type SignInLink = {
  /**
   * The link, relative to the server. What stands behind `#sign-in=` is the secret.
   *
   * @format uri-reference
   * @pattern ^/#sign-in=[A-Za-z0-9_-]+$
   * @minLength 12
   * @maxLength 200
   */
  readonly url: string;
  expires_at: Timestamp;
};

/**
 * A way of signing in. `link`: a one-time link. `token`: an API token. `password`: a login and a
 * password. `oidc`: an OpenID Connect provider.
 *
 * @example password
 */
export type SignInWay = "link" | "token" | "password" | "oidc";

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
 * One column that the rows of a template have.
 *
 * @example {"name": "suit", "required": true, "max_length": 20, "description": "One of the four suits."}
 */
export type TemplateColumn = {
  name: ColumnName;
  /**
   * Whether every row needs a value here that is not blank.
   *
   * @default true
   */
  required?: boolean;
  /**
   * How many characters a value may have.
   *
   * @minimum 1
   * @maximum 2000
   * @default 2000
   */
  max_length?: number;
  /**
   * What belongs here, for people.
   *
   * @default ""
   */
  description?: Note;
};

/**
 * One column that the rows of a template have.
 *
 * @example {"name": "suit", "required": true, "max_length": 20, "description": "One of the four suits."}
 */
export type TemplateColumnOutput = {
  name: ColumnName;
  /**
   * Whether every row needs a value here that is not blank.
   *
   * @default true
   */
  required: boolean;
  /**
   * How many characters a value may have.
   *
   * @minimum 1
   * @maximum 2000
   * @default 2000
   */
  max_length: number;
  /**
   * What belongs here, for people.
   *
   * @default ""
   */
  description: Note;
};

/** What of a template decides the prompts and the pictures of its batches. */
export type TemplateFacts = {
  name: TemplateName;
  description: Note;
  columns: ColumnList;
  /** Begins every prompt; empty when nothing does. */
  base_prompt: PromptPart;
  prompt_template: PromptTemplate;
  /** Ends every prompt; empty when nothing does. */
  style_suffix: PromptPart;
  /** The theme that is taken when none is named. Empty when there is none. */
  example_theme: Theme;
  width: Side;
  height: Side;
  steps: Steps;
  guidance_scale: GuidanceScale;
  negative_prompt: NegativePrompt;
  adapters: Adapters;
  /** Who may see the albums of its batches, unless a batch says otherwise. */
  visibility: AlbumVisibility;
};

/** What of a template decides the prompts and the pictures of its batches. */
export type TemplateFactsOutput = {
  name: TemplateName;
  description: Note;
  columns: ColumnListOutput;
  /** Begins every prompt; empty when nothing does. */
  base_prompt: PromptPart;
  prompt_template: PromptTemplate;
  /** Ends every prompt; empty when nothing does. */
  style_suffix: PromptPart;
  /** The theme that is taken when none is named. Empty when there is none. */
  example_theme: Theme;
  width: Side;
  height: Side;
  steps: Steps;
  guidance_scale: GuidanceScale;
  negative_prompt: NegativePrompt;
  adapters: AdaptersOutput;
  /** Who may see the albums of its batches, unless a batch says otherwise. */
  visibility: AlbumVisibility;
};

/**
 * A template's name. Not blank, and no two templates have the same.
 *
 * @pattern ^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$
 * @minLength 1
 * @maxLength 200
 * @example Playing cards
 */
export type TemplateName = string;

/**
 * One row of a template.
 *
 * @example {"number": 1, "values": {"value": "Ace", "suit": "Spades"}}
 */
export type TemplateRow = {
  number: RowNumber;
  values: RowValues;
};

/**
 * One page of a template's rows, in their order.
 *
 * @example {"items": [{"number": 1, "values": {"value": "Ace", "suit": "Spades"}}], "next_cursor": null}
 */
export type TemplateRowPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: TemplateRow[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * All rows of a template, in their order.
 *
 * @example {"rows": [{"value": "Ace", "suit": "Spades"}, {"value": "King", "suit": "Hearts"}]}
 */
export type TemplateRows = {
  /**
   * Each makes one picture.
   *
   * @maxItems 10000
   */
  rows: RowValues[];
};

/** A template as it was when a batch was started. Later changes do not reach the batch. */
export type TemplateSnapshot = TemplateFacts;

/** A template as it was when a batch was started. Later changes do not reach the batch. */
export type TemplateSnapshotOutput = TemplateFactsOutput;

/**
 * The style of a whole batch in a few words; goes into each prompt after `Art style: `. Empty when
 * there is none.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 500
 * @example autumn forest
 */
export type Theme = string;

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
 * How many API tokens a person has.
 *
 * @minimum 0
 * @maximum 100
 * @example 3
 */
export type TokenCount = number;

/** What every view of an API token tells. */
export type TokenFacts = {
  id: TokenId;
  /** Whose it is, and whose role it has. */
  user_id: UserId;
  name: Name;
  /** How it begins. Null for the token in `SPOLVERO_ADMIN_TOKEN`, which the operator chose. */
  prefix: TokenPrefix | null;
  /** What it is good for. Null means every scope, also those that are still to come. */
  scopes: ScopeList | null;
  created_at: Timestamp;
  /** When it stops working. Null means never. */
  expires_at: Timestamp | null;
  /** When it last came with a request, to the minute or so. Null means never yet. */
  last_used_at: Timestamp | null;
};

/**
 * Names an API token for ever. Opaque: compare it, keep it, never take it apart. Ids made later
 * sort later.
 *
 * @pattern ^tok_[0-9a-hjkmnp-tv-z]{26}$
 * @minLength 30
 * @maxLength 30
 * @example tok_01kaqz6v1ge8rb3m5n7p9qsta0
 */
export type TokenId = string;

/**
 * How an API token begins. It tells tokens apart and opens nothing.
 *
 * @pattern ^spv_[0-9a-z]{8}$
 * @minLength 12
 * @maxLength 12
 * @example spv_7k3m9xq2
 */
export type TokenPrefix = string;

/**
 * Ties a request, its answer, the jobs it asks for and the log lines about all of them together;
 * name it when you report a problem. Taken from the request's W3C `traceparent` header, else from
 * its `X-Trace-Id`; drawn when it has neither, or none that can be used.
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

/** An image in the trash. */
export type TrashedImageOutput = {
  /** The image as it was. Its file and thumbnail are not given while it is in the trash. */
  image: ImageOutput;
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

/** One page of the trash, what was deleted last first. */
export type TrashedImagePageOutput = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: TrashedImageOutput[];
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

/** A person with a role in this studio. */
export type User = {
  id: UserId;
  name: Name;
  role: Role;
  state: UserState;
  created_at: Timestamp;
};

/**
 * What a browser calls itself, shortened if it is long.
 *
 * @pattern ^[^\u0000]*$
 * @maxLength 200
 * @example Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0
 */
export type UserAgent = string;

/**
 * Who is to be let in. The new person has no way to sign in yet: make a link.
 *
 * @example {"name": "Mina", "role": "operator"}
 */
export type UserCreate = {
  name: Name;
  /** @default "viewer" */
  role?: Role;
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

/** One page of the studio's people, oldest first. */
export type UserPage = {
  /**
   * The items of this page, in the list's order.
   *
   * @maxItems 100
   */
  items: User[];
  /** Send it as `cursor` to get the next page. Null on the last page, and only there. */
  next_cursor: Cursor | null;
};

/**
 * Whether a person can sign in. `active`: yes. `disabled`: no, and their sessions and API tokens
 * have ended.
 *
 * @example active
 */
export type UserState = "active" | "disabled";

/**
 * What to change about a person. What is absent stays as it is.
 *
 * @minProperties 1
 * @example {"role": "operator"}
 */
export type UserUpdate = {
  name?: Name;
  role?: Role;
  state?: UserState;
};
