// What the page said in the console, and the errors that nobody caught.
import { cut } from "../parts/cut";
import { plain, wordsOf, type Plain } from "./plain";
import { Recent } from "./recent";

export const LEVELS = ["debug", "log", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

export interface Line {
  level: Level;
  message: string;
  args: Plain[];
  timestamp: string;
}

const KEPT = 200;
const ARGUMENTS = 25;
const LONGEST = 4_096;
const lines = new Recent<Line>(KEPT);
let within = false;

function note(level: Level, given: readonly unknown[]): void {
  // A getter that is read for the report may itself write to the console.
  if (within) return;
  within = true;
  try {
    lines.add({ level, message: messageOf(given), args: given.slice(0, ARGUMENTS).map(plain), timestamp: new Date().toISOString() });
  } finally {
    within = false;
  }
}

function messageOf(given: readonly unknown[]): string {
  const words = given.map((one) => (typeof one === "object" && one !== null && !(one instanceof Error) ? JSON.stringify(plain(one)) : wordsOf(one))).join(" ");
  return cut(words, LONGEST);
}

/** From now on remember what is said. Gives back how to stop. */
export function recordConsole(): () => void {
  const own = Object.fromEntries(LEVELS.map((level) => [level, console[level]])) as Pick<Console, Level>;
  for (const level of LEVELS) {
    console[level] = (...given: unknown[]) => {
      note(level, given);
      own[level].apply(console, given);
    };
  }
  const onError = ({ error, message }: ErrorEvent) => note("error", ["Uncaught", error ?? message]);
  const onRejection = ({ reason }: PromiseRejectionEvent) => note("error", ["Unhandled rejection", reason]);
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onRejection);
  return () => {
    Object.assign(console, own);
    removeEventListener("error", onError);
    removeEventListener("unhandledrejection", onRejection);
  };
}

export const recentLines = (): readonly Line[] => lines.all();
