// Problems (RFC 9457) as errors, and as messages for a person.
import type { InvalidPart, Problem } from "./types";

/** The server answered, but not with what was asked for. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** No answer came, or one that is not from our server. */
export class Unreachable extends Error {
  constructor(cause?: unknown, detail = "The server does not answer. Is it running, and are you online?") {
    super(detail, { cause });
  }
}

/** What to show: words, a trace id to report, and what belongs to which field of a form. */
export interface Message {
  title: string;
  detail: string;
  traceId: string | null;
  fields: ReadonlyMap<string, string>;
  others: readonly string[];
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "title" in body && "detail" in body && "status" in body;
}

export function refusalFrom(body: unknown, response: Response): Error {
  if (isProblem(body)) return new Refused(body);
  return new Unreachable(body, `Something between here and the server answered with status ${response.status}.`);
}

/** The name of the body's property that a pointer leads to, or null for anything else. */
function fieldOf(part: InvalidPart): string | null {
  const first = part.pointer.split("/")[1];
  if (part.in !== "body" || !first) return null;
  return first.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Say an error to a person. `shown` names the form's fields; what fits none of them goes to `others`. */
export function messageOf(error: unknown, shown: readonly string[] = []): Message {
  const fields = new Map<string, string>();
  const others: string[] = [];
  if (!(error instanceof Refused)) {
    const detail = error instanceof Error ? error.message : String(error);
    const title = error instanceof Unreachable ? "The studio cannot be reached" : "Something went wrong on this page";
    return { title, detail, traceId: null, fields, others };
  }
  const { title, detail, trace_id: traceId, errors = [] } = error.problem;
  for (const part of errors) {
    const field = fieldOf(part);
    if (field !== null && shown.includes(field)) fields.set(field, fields.get(field) ?? part.detail);
    else others.push(part.pointer ? `${part.in} ${part.pointer}: ${part.detail}` : part.detail);
  }
  return { title, detail, traceId, fields, others };
}

/** The status of a refusal, or null when there was no answer to speak of. */
export function statusOf(error: unknown): Problem["status"] | null {
  return error instanceof Refused ? error.problem.status : null;
}
