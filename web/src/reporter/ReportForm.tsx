import { useState } from "react";

import { limitsOf, limitsOfValue, loadedContract } from "../contract/limits";
import type { BugReport } from "../contract/types";
import { TextField } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useStore } from "../parts/store";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { hrefOf } from "../studio/route";
import { draft, forgetDraft, TEXTS, write, type Text } from "./draft";
import type { Gathered } from "./gather";
import { Preview } from "./Preview";
import { SaveFile } from "./SaveFile";
import { PICTURES, Screenshot } from "./Screenshot";
import { addScreenshot, submissionOf, submit, type Section } from "./submission";

interface ReportFormProps {
  gathered: Gathered;
  /** `unsent` is the picture, when only the report arrived. */
  onSent(report: BugReport, unsent: Blob | null): void;
  onCapture(going: boolean): void;
}

export function ReportForm({ gathered, onSent, onCapture }: ReportFormProps) {
  const words = useStore(draft);
  const may = useMay("submit_bug_report");
  const [withheld, setWithheld] = useState<ReadonlySet<Section>>(new Set());
  const [picture, setPicture] = useState<Blob | null>(null);

  const send = useTask(async () => {
    const report = await submit(submissionOf(words, gathered, withheld));
    forgetDraft();
    const arrived = picture
      ? await addScreenshot(report.id, picture).then(
          () => true,
          () => false,
        )
      : true;
    onSent(report, arrived ? null : picture);
  }, TEXTS);
  const wire = (name: Text) => ({
    name,
    value: words[name],
    limits: limitsOfText(name),
    trouble: send.trouble?.fields.get(name),
    onChange: (value: string) => write(name, value),
  });

  return (
    <form
      className="stack"
      aria-label="Report a problem"
      onSubmit={(event) => {
        event.preventDefault();
        if (!send.busy) void send.run();
      }}
      onPaste={({ clipboardData }) => {
        const pasted = [...clipboardData.files].find((file) => PICTURES.includes(file.type));
        if (pasted) setPicture(pasted);
      }}
    >
      <TextField
        {...wire("description")}
        label="What happened?"
        rows={3}
        required
        hint="In your own words. What is below goes with it."
      />
      <details>
        <summary>Say more</summary>
        <div className="stack">
          <TextField {...wire("expected")} label="What should have happened?" rows={2} />
          <TextField {...wire("actual")} label="What happened instead?" rows={2} />
          <TextField {...wire("steps")} label="What leads to it, step by step?" rows={2} />
        </div>
      </details>
      <Screenshot picture={picture} onChange={setPicture} onCapture={onCapture} />
      <Preview gathered={gathered} withheld={withheld} onChange={setWithheld} />
      {!may && (
        <p>
          Only people of the studio can send reports: <a href={hrefOf({ page: "sign-in" })}>sign in</a>, and what you wrote is
          still here.
        </p>
      )}
      {send.trouble && <ProblemNote message={send.trouble} onDismiss={send.forget} />}
      <div className="row end">
        <SaveFile submission={() => submissionOf(words, gathered, withheld)} />
        <button type="submit" className="primary" disabled={!may || send.busy}>
          {send.busy ? "Sending…" : "Send the report"}
        </button>
      </div>
    </form>
  );
}

/** Without a server there is no contract, and still something to write. */
function limitsOfText(name: Text) {
  if (!loadedContract()) return {};
  return name === "description" ? limitsOfValue("BugReportText") : limitsOf("BugReportSubmission", name);
}
