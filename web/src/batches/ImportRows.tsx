import { useState } from "react";

import { messageOf, statusOf, type Message } from "../contract/problem";
import { Dialog } from "../parts/Dialog";
import { DropFiles } from "../parts/DropFiles";
import { bytesOf, count } from "../parts/format";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";
import { importRows } from "./batches";
import { FaultTable } from "./FaultTable";
import { faultsOf, withoutFaults, type Fault } from "./faults";
import type { OpenedTemplate } from "./useTemplate";

interface ImportRowsProps {
  opened: OpenedTemplate;
  onDone(): void;
  onClose(): void;
}

/** Replaces a template's rows by a CSV file's. Whatever is wrong with it is told at once, and then nothing is changed. */
export function ImportRows({ opened: { template, tag }, onDone, onClose }: ImportRowsProps) {
  const [file, setFile] = useState<File | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const send = useTask(async (chosen: File) => {
    try {
      const { data } = await importRows(template.id, tag, chosen);
      notify(`${count(data.row_count, "row")} imported.`);
      onDone();
    } catch (error) {
      if (statusOf(error) === 412) {
        notify("Somebody else changed this template meanwhile. This is how it is now; please look, then import again.");
        return onDone();
      }
      const found = faultsOf(error);
      setFaults(found);
      setTrouble(messageOf(found.length > 0 ? withoutFaults(error) : error));
    }
  });
  const choose = (chosen: File | undefined) => {
    setFile(chosen ?? null);
    setFaults([]);
    setTrouble(null);
  };
  return (
    <Dialog title="Import rows" onClose={onClose} kind={faults.length > 0 ? "wide" : "sheet"}>
      <div className="stack">
        <p>
          The first line names the columns, in any order: <code>{template.columns.map(({ name }) => name).join(",")}</code>
        </p>
        <DropFiles label="Choose a CSV file" accept=".csv,text/csv" disabled={send.busy} onFiles={([chosen]) => choose(chosen)} />
        {file && (
          <p>
            <strong>{file.name}</strong> <span className="small">{bytesOf(file.size)}</span>
          </p>
        )}
        {trouble && <ProblemNote message={trouble} />}
        {faults.length > 0 && <FaultTable faults={faults} then="nothing was changed." />}
        {template.row_count > 0 && (
          <p className="small">
            The {count(template.row_count, "row")} that it has now {template.row_count === 1 ? "is" : "are"} replaced. Batches that were
            started keep theirs.
          </p>
        )}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Leave it
          </button>
          <button
            type="button"
            className="primary"
            disabled={!file || send.busy || faults.length > 0}
            onClick={() => file && void send.run(file)}
          >
            {template.row_count > 0 ? "Replace the rows" : "Import the rows"}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
