import { useState } from "react";

import { limitsOfValue } from "../contract/limits";
import { statusOf } from "../contract/problem";
import type { BugReportDetailOutput, BugReportUpdate } from "../contract/types";
import { TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { notify } from "../studio/notices";
import { updateReport } from "./reports";
import { DEEDS } from "./statuses";

interface MoveOnProps {
  report: BugReportDetailOutput;
  tag: string | null;
  onChange(): void;
}

/** Moves the report on, with a note or without. */
export function MoveOn({ report, tag, onChange }: MoveOnProps) {
  const may = useMay("update_bug_report");
  const [note, setNote] = useState("");
  const [other, setOther] = useState("");
  const change = useTask(
    async (update: BugReportUpdate) => {
      try {
        await updateReport(report.id, { ...update, ...(note.trim() && { note: note.trim() }) }, tag);
        setNote("");
        setOther("");
        notify("The report is changed.");
      } catch (error) {
        if (statusOf(error) !== 412) throw error;
        notify("Somebody else changed this report meanwhile. This is how it is now; please look, then change it again.");
      }
      onChange();
    },
    ["note", "duplicate_of"],
  );
  if (!may) return null;

  const next = report.next_statuses;
  return (
    <section className="card stack" aria-labelledby="move-on">
      <h2 id="move-on">Move it on</h2>
      <TextField
        label="Note"
        name="note"
        rows={2}
        value={note}
        onChange={setNote}
        limits={limitsOfValue("Note")}
        hint="Why; it stays in the history"
        trouble={change.trouble?.fields.get("note")}
      />
      <div className="row">
        {next
          .filter((status) => status !== "duplicate")
          .map((status) => (
            <button key={status} type="button" disabled={change.busy} onClick={() => void change.run({ status })}>
              {DEEDS[status]}
            </button>
          ))}
        <button type="button" className="quiet" disabled={change.busy || note.trim() === ""} onClick={() => void change.run({})}>
          Only add the note
        </button>
      </div>
      {next.includes("duplicate") && (
        <form
          className="row duplicate"
          onSubmit={(event) => {
            event.preventDefault();
            void change.run({ status: "duplicate", duplicate_of: other.trim() });
          }}
        >
          <TextField
            label="Tells the same as"
            name="duplicate_of"
            value={other}
            onChange={setOther}
            limits={limitsOfValue("BugReportId")}
            placeholder="bug_…"
            trouble={change.trouble?.fields.get("duplicate_of")}
          />
          <button type="submit" disabled={change.busy || other.trim() === ""}>
            {DEEDS.duplicate}
          </button>
        </form>
      )}
      {change.trouble && <ProblemNote message={change.trouble} onDismiss={change.forget} />}
    </section>
  );
}
