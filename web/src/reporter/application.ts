// What every report says about the page: built in, whatever else is shown.
import { currentJobs } from "../jobs/current";
import { connection } from "../jobs/live";
import { openDialogs } from "../parts/Dialog";
import { session } from "../session/session";
import { notices } from "../studio/notices";
import { currentRoute } from "../studio/route";
import { register } from "./collectors";

export function registerApplicationState(): () => void {
  return register("application_state", () => {
    const now = session.get();
    return {
      route: currentRoute(),
      phase: now.phase,
      role: now.phase === "known" ? (now.user?.role ?? "public") : null,
      events: connection.get(),
      dialogs: openDialogs.get().map((dialog) => dialog.querySelector("h2")?.textContent ?? ""),
      problems_shown: notices.get().flatMap((notice) => ("problem" in notice ? [notice.problem.detail] : [])),
      ...currentJobs(),
    };
  });
}
