// What the page makes of imports, tried on the contract itself.
import { readFileSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";

import { loadContract, type ContractDocument } from "../src/contract/limits";
import { meaningOf, meaningsIn, valuesOf } from "../src/contract/meanings";
import type { Image, ImportCounts, ImportRun } from "../src/contract/types";
import { after } from "../src/imports/heard";
import { codeOf, itemsQueryOf, runsQueryOf } from "../src/imports/imports";
import { accountOf, inWords, partsOf, toLookAt } from "../src/imports/outcomes";
import { emptyPlan, planOf } from "../src/imports/planDraft";
import { actionsInWords, canBeUndone, commandIn, foundInWords, promisesOf, saidOf } from "../src/imports/results";
import { OUTCOMES, titleOf } from "../src/imports/words";
import { isDrawn, nameOf } from "../src/images/drawn";
import { cutMiddle } from "../src/parts/cutMiddle";

const open = (name: string) => readFileSync(new URL(`../../openapi/${name}`, import.meta.url), "utf8");
const contract = JSON.parse(open("bundle.json")) as ContractDocument;
const example = JSON.parse(open("examples/import-run.json")) as ImportRun;
const nothing = Object.fromEntries(Object.keys(OUTCOMES).map((outcome) => [outcome, 0])) as unknown as ImportCounts;
const counts = (some: Partial<ImportCounts>): ImportCounts => ({ ...nothing, ...some });

beforeAll(async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(contract))));
  await loadContract();
});

test.each(["ImportReason", "ImportOutcome", "ImportStaging", "ImportFailureCode", "ImportProfileName"] as const)(
  "the contract says what each value of %s means, and the page reads it there",
  (list) => {
    const values = valuesOf(list);
    expect(values.length).toBeGreaterThan(0);
    expect([...meaningsIn(contract, list).keys()]).toEqual(values);
    for (const value of values) expect(meaningOf(list, value)).toMatch(/^[A-Z][^`]*\.$/);
  },
);

test("a meaning that names another field in passing is told whole", () => {
  expect(meaningOf("ImportReason", "metadata_partial")).toBe("Some of what its sidecar says does not fit; notes has it.");
  expect(meaningOf("ImportReason", "nobody_knows")).toBe("");
});

test("the bar has a part for each outcome that any file came to, and no outcome of the contract is forgotten", () => {
  expect(Object.keys(OUTCOMES).toSorted()).toEqual([...valuesOf("ImportOutcome")].toSorted());
  expect(partsOf(counts({ error: 1, created: 3 }))).toEqual([
    { outcome: "created", amount: 3 },
    { outcome: "error", amount: 1 },
  ]);
  expect(inWords(counts({ error: 1, created: 3 }))).toBe("3 new, 1 failed");
});

test("a run says whether each file is accounted for, and never that it is when one is not", () => {
  expect(accountOf(counts({ created: 165, orphan_sidecar: 16 }), 181)).toBe("All 181 files are accounted for.");
  expect(accountOf(counts({ created: 146 }), 181)).toBe("146 of 181 files are accounted for.");
  expect(accountOf(counts({ created: 1 }), 1)).toBe("The one file is accounted for.");
  expect(accountOf(nothing, 0)).toBe("There is no file.");
  expect(accountOf(nothing, null)).toBeNull();
});

test("what went wrong is looked at first", () => {
  const parts = toLookAt(counts({ created: 5, unclassified: 2, error: 1, unsupported: 9 }));
  expect(parts.map(({ outcome }) => outcome)).toEqual(["error", "unclassified"]);
});

test("what a plan promises names pictures, staging and what is left out, and that the source stays", () => {
  const plan: ImportRun = {
    ...example,
    mode: "plan",
    images: counts({ created: 2 }),
    outcomes: counts({ created: 4, unclassified: 1 }),
    albums_created: 1,
    options: { ...example.options, staging: "hard_link" },
  };
  expect(promisesOf(plan)).toEqual([
    "2 pictures will be imported, their bytes hard-linked into the file store.",
    "1 album will be made.",
    "1 file will be left out, as the plan says.",
    "The source is not touched.",
  ]);
  const still = { ...plan, images: nothing, outcomes: counts({ unchanged: 4 }), albums_created: 0 };
  expect(promisesOf(still)[0]).toMatch(/^Nothing will be made/);
  expect(promisesOf({ ...plan, albums_created: 0 })[1]).toMatch(/^Albums that they need/);
});

test("only an import that has made something, and is over, can be taken back", () => {
  const done: ImportRun = { ...example, mode: "apply", state: "succeeded", images_created: 1 };
  expect(canBeUndone(done)).toBe(true);
  expect(canBeUndone({ ...done, state: "running" })).toBe(false);
  expect(canBeUndone({ ...done, mode: "plan" })).toBe(false);
  expect(canBeUndone({ ...done, images_created: 0, links_created: 0, albums_created: 0 })).toBe(false);
});

test("what was found and done is said in a sentence", () => {
  const found = (count: number) => ({ ...example.discrepancies[0], count }) as ImportRun["discrepancies"][number];
  expect(foundInWords([])).toBe("All fits: no discrepancy.");
  expect(foundInWords([found(1)])).toBe("1 discrepancy.");
  expect(foundInWords([found(1), found(2)])).toBe("3 discrepancies.");
  expect(actionsInWords({ done: 2, would_do: 0, gone: 1, failed: 0 })).toBe("2 done, 1 not needed any more");
  expect(actionsInWords({ done: 0, would_do: 0, gone: 0, failed: 0 })).toBe("There was nothing to do.");
});

test("a kind of discrepancy is offered to be mended where its advice names the command", () => {
  const command = "spolvero imports mend-discrepancies imp_1 --code album_empty";
  expect(commandIn(`${command} deletes it, if it is empty still.`)).toBe(command);
  expect(commandIn("Put the picture beside it and import again.")).toBeNull();
});

test("progress is said at each quarter, not at each file", () => {
  const said = new Set(Array.from({ length: 1_001 }, (_, done) => saidOf("Reading", done, 1_000)));
  expect([...said]).toEqual(["Reading", "Reading, 25 percent", "Reading, 50 percent", "Reading, 75 percent", "Reading, 100 percent"]);
  expect(saidOf("Counting", 5_000, null)).toBe("Counting");
});

test("an event tells how far its own import is, and nothing of another", () => {
  const told = {
    import_id: example.id,
    state: "running",
    phase: "reading",
    files_total: 10,
    files_done: 4,
    files_per_second: 2,
    seconds_left: 3,
    outcomes: counts({ created: 4 }),
    at: "2026-11-27T03:00:00.000000Z",
  } as const;
  const queued: ImportRun = { ...example, state: "queued", started_at: null };
  expect(after(queued, told)).toMatchObject({ state: "running", files_done: 4, started_at: told.at });
  expect(after(queued, { ...told, import_id: "imp_other" })).toBe(queued);
});

test("an untouched form asks for what the contract does by default", () => {
  expect(planOf({ ...emptyPlan("outputs"), time_zone: " Europe/Berlin " })).toEqual({
    source: "outputs",
    profile: "generations",
    staging: "copy",
    visibility: null,
    require_sidecar: false,
    time_zone: "Europe/Berlin",
    deep: false,
  });
});

test("an address that asks for what the contract does not know asks for nothing", () => {
  expect(itemsQueryOf({ outcome: "unreadable", reason: "truncated", kind: "image", q: "deck" })).toEqual({
    outcome: ["unreadable"],
    reason: ["truncated"],
    kind: ["image"],
    path: "deck",
  });
  expect(itemsQueryOf({ reason: "bad_luck" })).toEqual({});
  expect(codeOf({ code: "album_empty" })).toBe("album_empty");
  expect(codeOf({ code: "album_lost" })).toBeUndefined();
  expect(runsQueryOf({ mode: "plan", source: "outputs", state: "failed" })).toEqual({ mode: "plan", source: "outputs", state: ["failed"] });
});

test("a run that only looks is not called what it would do", () => {
  expect(titleOf({ mode: "undo", source: "outputs", dry_run: true })).toBe("What taking outputs back would do");
  expect(titleOf({ mode: "undo", source: "outputs", dry_run: false })).toBe("Taking back of outputs");
});

test("a long path keeps both its ends, and is cut between characters", () => {
  expect(cutMiddle("a/b.png", 20)).toBe("a/b.png");
  expect(cutMiddle("folder/and/more/picture.png", 11)).toBe("folde…e.png");
  expect(cutMiddle("🂡🂢🂣🂤🂥🂦", 5)).toBe("🂡🂢…🂥🂦");
});

test("a picture of which only a part is known cannot be drawn again, and says where it is from", () => {
  const image = JSON.parse(open("examples/image.json")) as Image;
  expect(isDrawn(image)).toBe(true);
  expect(isDrawn({ ...image, source: "import", seed: null })).toBe(false);
  expect(nameOf({ title: "", prompt: null, source: "import" })).toBe("An imported picture");
});
