// The last crash of a view, for a report.
import type { ErrorInfo } from "react";

import { register } from "./collectors";

let stop: (() => void) | null = null;

export function noteCrash(error: unknown, { componentStack }: ErrorInfo): void {
  const at = new Date().toISOString();
  stop?.();
  stop = register("crash", () => ({ at, error, component_stack: componentStack ?? null }));
}
