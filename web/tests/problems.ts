// A problem to test with; what matters to a test is named there.
import type { Problem } from "../src/contract/types";

export function problem(status: number, more: Partial<Problem> = {}): Problem {
  return {
    type: "https://spolvero.dev/problems/invalid-request",
    title: "A kind of problem",
    status,
    detail: "What happened this time.",
    instance: "/api/v1/jobs",
    trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    ...more,
  };
}
