// What the page said in the console, and the errors that nobody caught.
import type { BugReportLogOutput, LogLevel } from "../contract/types";
import { cut } from "../parts/cut";
import { plain, wordsOf, type Plain } from "./plain";
import { Recent } from "./recent";

/** As a report tells of it. */
export type Line = BugReportLogOutput & { args: Plain[] };

const LEVELS = ["debug", "log", "info", "warn", "error"] as const satisfies LogLevel[];

const KEPT = 200;
const ARGUMENTS = 25;
const LONGEST = 4_096;
const lines = new Recent<Line>(KEPT);
let within = false;

function note(level: LogLevel, given: readonly unknown[]): void {
  // A getter that is read for the report may itself write to the console.
  if (within) return;
  within = true;
  try {
    const shown = given.slice(0, ARGUMENTS);
    lines.add({
      level,
      message: messageOf(given),
      args: shown.map(plain),
      timestamp: new Date().toISOString(),
      serialized_args: shown.flatMap((one) => (one instanceof Error ? stackOf(one) : [])),
    });
  } finally {
    within = false;
  }
}

function messageOf(given: readonly unknown[]): string {
  const words = given
    .map((one) =>
      typeof one === "object" && one !== null && !(one instanceof Error) ? JSON.stringify(plain(one)) : wordsOf(one),
    )
    .join(" ");
  return cut(words, LONGEST);
}

/** Chromium's stack begins with the error's name and message, Firefox's does not. */
function stackOf(error: Error): string {
  const { stack = "" } = error;
  const words = wordsOf(error);
  return cut(stack.startsWith(words) ? stack : `${words}\n${stack}`, LONGEST);
}

/** From now on remember what is said. Gives back how to stop. */
export function recordConsole(): () => void {
  const own = Object.fromEntries(LEVELS.map((level) => [level, console[level]])) as Pick<Console, LogLevel>;
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
