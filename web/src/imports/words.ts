// An import in words for a person. The types make sure that nothing is forgotten; what each value means at length,
// the contract says (contract/meanings.ts).
import type {
  AlbumVisibility,
  ImportActionKind,
  ImportActionResult,
  ImportDatedBy,
  ImportItemKind,
  ImportMode,
  ImportMoveKind,
  ImportOutcome,
  ImportPhase,
  ImportProfileName,
  ImportRun,
  ImportSeverity,
  ImportStaging,
  JobState,
} from "../contract/types";

export const MODES: Record<ImportMode, string> = {
  plan: "Plan",
  apply: "Import",
  reconcile: "Reconciliation",
  mend: "Mending",
  undo: "Taking back",
};

export const STATES: Record<JobState, string> = {
  queued: "Waiting",
  running: "Running",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const PHASES: Record<ImportPhase, string> = {
  counting: "Counting the files",
  reading: "Reading the files",
  checking: "Looking whether anything has moved",
  importing: "Importing",
  comparing: "Comparing",
  acting: "Going through the list",
};

export const PROFILES: Record<ImportProfileName, string> = { generations: "generations", media: "media" };

export const STAGINGS: Record<ImportStaging, string> = {
  copy: "Copy",
  hard_link: "Hard link",
  symlink: "Symbolic link",
  in_place: "In place",
};

/** What the studio would do with the bytes of so many pictures. */
export const STAGED: Record<ImportStaging, string> = {
  copy: "copied into the file store",
  hard_link: "hard-linked into the file store",
  symlink: "linked to, by symbolic links",
  in_place: "read where they lie",
};

export const VISIBILITIES: Record<AlbumVisibility, string> = {
  private: "People of the studio only",
  published: "Everyone",
};

export const OUTCOMES: Record<ImportOutcome, string> = {
  created: "new",
  linked: "linked",
  metadata_updated: "updated",
  unchanged: "unchanged",
  duplicate_of: "duplicate",
  unsupported: "unsupported",
  missing_sidecar: "without sidecar",
  orphan_sidecar: "orphaned",
  unclassified: "unclassified",
  unreadable: "unreadable",
  error: "failed",
};

export const KINDS: Record<ImportItemKind, string> = { image: "pictures", sidecar: "sidecars", other: "other files" };

export const KIND: Record<ImportItemKind, string> = { image: "Picture", sidecar: "Sidecar", other: "Other file" };

export const DATED_BY: Record<ImportDatedBy, string> = {
  sidecar: "its sidecar",
  name: "its name",
  exif: "EXIF",
  mtime: "when the file was written",
};

export const MOVES: Record<ImportMoveKind, string> = {
  added: "New",
  removed: "Gone",
  changed: "Changed",
  decided_otherwise: "Decided otherwise",
};

export const SEVERITIES: Record<ImportSeverity, string> = {
  error: "Errors: something is lost, or about to be",
  warning: "Warnings: somebody misses something",
  notice: "Notices: it may be as it should be",
};

export const ACTIONS: Record<ImportActionKind, string> = {
  restage: "Stage the picture again",
  delete_staged: "Delete the staged file",
  put_into_album: "Put the picture into its album",
  delete_link: "Delete the empty place in the album",
  delete_album: "Delete the empty album",
  update_metadata: "Update how it was made",
  publish_album: "Publish the album",
  trash_image: "Put the picture into the trash",
  take_out_of_album: "Take the picture out of the album",
};

export const RESULTS: Record<ImportActionResult, string> = {
  done: "Done",
  would_do: "Would be done",
  gone: "Not needed any more",
  failed: "Failed",
};

export type Named = Pick<ImportRun, "mode" | "source" | "dry_run">;

/** What a run is called. */
export function titleOf({ mode, source, dry_run }: Named): string {
  switch (mode) {
    case "plan":
      return `Plan for ${source}`;
    case "apply":
      return `Import of ${source}`;
    case "reconcile":
      return `Reconciliation of ${source}`;
    case "mend":
      return dry_run ? `What mending ${source} would do` : `Mending of ${source}`;
    case "undo":
      return dry_run ? `What taking ${source} back would do` : `Taking back of ${source}`;
  }
}
