// What came of a run, in a sentence.
import type { ImportActionCounts, ImportActionResult, ImportDiscrepancyCount, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { count, wholeOf } from "../parts/format";
import { STAGED } from "./words";

const RESULTS = [
  ["done", "done"],
  ["would_do", "would be done"],
  ["gone", "not needed any more"],
  ["failed", "failed"],
] as const satisfies [ImportActionResult, string][];

export function actionsInWords(actions: ImportActionCounts): string {
  const some = RESULTS.filter(([result]) => actions[result] > 0);
  return some.map(([result, words]) => `${wholeOf(actions[result])} ${words}`).join(", ") || "There was nothing to do.";
}

export function foundInWords(found: readonly ImportDiscrepancyCount[]): string {
  const sum = found.reduce((before, one) => before + one.count, 0);
  if (sum === 0) return "All fits: no discrepancy.";
  return sum === 1 ? "1 discrepancy." : `${wholeOf(sum)} discrepancies.`;
}

/** What a run has made; nothing when it has made nothing. */
export function madeInWords({ images_created, links_created, albums_created }: ImportRun): string {
  const made = [
    images_created > 0 && count(images_created, "picture"),
    links_created > 0 && `${count(links_created, "place")} in albums`,
    albums_created > 0 && count(albums_created, "album"),
  ].filter((one) => one !== false);
  return made.join(", ");
}

/** What carrying a plan out will do, each a sentence. */
export function promisesOf({ images, outcomes, albums_created, options }: ImportRun): string[] {
  const said: string[] = [];
  const news = images.created;
  if (news > 0) said.push(`${count(news, "picture")} will be imported, their bytes ${STAGED[options.staging]}.`);
  if (images.linked > 0) said.push(`${count(images.linked, "picture")}, there already, will come into one more album.`);
  if (images.metadata_updated > 0) said.push(`What is known of ${count(images.metadata_updated, "picture")} will be updated.`);
  if (albums_created > 0) said.push(`${count(albums_created, "album")} will be made.`);
  else if (news + images.linked > 0) said.push("Albums that they need and that are not there yet will be made.");
  if (said.length === 0) said.push("Nothing will be made: all that the source says is there already.");
  const left = outcomes.unsupported + outcomes.unclassified + outcomes.missing_sidecar + outcomes.orphan_sidecar + outcomes.unreadable;
  if (left > 0) said.push(`${count(left, "file")} will be left out, as the plan says.`);
  said.push("The source is not touched.");
  return said;
}

/** Whether there is something to take back: of an import that is over and has made something, whole or in part. */
export function canBeUndone({ mode, state, images_created, links_created, albums_created }: ImportRun): boolean {
  return mode === "apply" && isOver(state) && images_created + links_created + albums_created > 0;
}

/** The command by which a kind of discrepancy is mended; null when only a person can. */
export function commandIn(action: string): string | null {
  return /spolvero imports mend-discrepancies \S+ --code [a-z_]+/.exec(action)?.[0] ?? null;
}

/** How far a run is, for those who listen: said seldom, at each phase and each quarter of it. */
export function saidOf(phase: string, done: number, total: number | null): string {
  const quarters = total ? Math.floor((4 * Math.min(done, total)) / total) : 0;
  return quarters === 0 ? phase : `${phase}, ${25 * quarters} percent`;
}
