import { useState } from "react";

import type { BugReport } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import type { Gathered } from "./gather";
import { ReportForm } from "./ReportForm";
import { closeReporter } from "./reporter";
import { Sent, type Outcome } from "./Sent";

/** Writes a report, shows what goes with it, and says under which name it was kept. */
export function ReportDialog({ gathered }: { gathered: Gathered }) {
  const [sent, setSent] = useState<Outcome | null>(null);
  const [hidden, setHidden] = useState(false);
  const done = (report: BugReport, unsent: Blob | null) => setSent({ report, unsent });
  return (
    <Dialog title={sent ? "Thank you" : "Report a problem"} kind="wide" hidden={hidden} onClose={closeReporter}>
      {sent ? (
        <Sent outcome={sent} onClose={closeReporter} />
      ) : (
        <ReportForm gathered={gathered} onSent={done} onCapture={setHidden} />
      )}
    </Dialog>
  );
}
