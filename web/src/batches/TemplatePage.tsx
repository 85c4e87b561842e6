import { useState } from "react";

import { BASE } from "../contract/http";
import type { BatchTemplateId } from "../contract/types";
import { Confirm } from "../parts/Confirm";
import { count } from "../parts/format";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { useMay } from "../session/session";
import { notify } from "../studio/notices";
import { goTo, hrefOf } from "../studio/route";
import { deleteTemplate } from "./batches";
import { ImportRows } from "./ImportRows";
import { TemplateFacts } from "./TemplateFacts";
import { TemplateForm } from "./TemplateForm";
import { TemplateRows } from "./TemplateRows";
import { useTemplate } from "./useTemplate";

/** A template: what its pictures have in common, and the rows in which they differ. */
export function TemplatePage({ id }: { id: BatchTemplateId }) {
  const { opened, trouble, reload } = useTemplate(id);
  const mayStart = useMay("start_batch");
  const mayChange = useMay("update_batch_template");
  const mayImport = useMay("replace_template_rows");
  const mayDelete = useMay("delete_batch_template");
  const [asking, setAsking] = useState<"change" | "import" | "delete" | null>(null);
  const close = () => setAsking(null);

  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "batches" })}>Batches</a> <span aria-hidden="true">/</span>
      </p>
      {trouble && <ProblemNote message={trouble} onRetry={() => void reload()} />}
      {opened && (
        <>
          <Heading title={opened.template.name}>
            <div className="row">
              {mayStart && opened.template.row_count > 0 && (
                <a className="button primary" href={hrefOf({ page: "start", template: id })}>
                  Start a batch
                </a>
              )}
              {mayChange && (
                <button type="button" onClick={() => setAsking("change")}>
                  Change
                </button>
              )}
              {mayDelete && (
                <button type="button" className="danger" onClick={() => setAsking("delete")}>
                  Delete
                </button>
              )}
            </div>
          </Heading>
          {opened.template.description && <p className="description">{opened.template.description}</p>}
          <TemplateFacts template={opened.template} />
          <section aria-labelledby="rows" className="stack">
            <div className="row between">
              <h2 id="rows">{count(opened.template.row_count, "row")}</h2>
              <div className="row">
                {mayImport && (
                  <button type="button" onClick={() => setAsking("import")}>
                    Import a CSV file…
                  </button>
                )}
                <a className="button" href={`${BASE}/batch-templates/${id}/rows.csv`} download>
                  Download CSV
                </a>
              </div>
            </div>
            <TemplateRows key={opened.template.updated_at} template={opened.template} />
          </section>
          {asking === "change" && (
            <TemplateForm
              change={opened}
              onClose={close}
              onDone={() => {
                close();
                void reload();
              }}
            />
          )}
          {asking === "import" && (
            <ImportRows
              opened={opened}
              onClose={close}
              onDone={() => {
                close();
                void reload();
              }}
            />
          )}
          {asking === "delete" && (
            <Confirm
              title={`Delete “${opened.template.name}”?`}
              action="Delete the template"
              onClose={close}
              onConfirm={async () => {
                await deleteTemplate(id);
                notify("The template is deleted; what was drawn by it is kept.");
                goTo({ page: "batches" }, "replace");
              }}
            >
              <p>
                The template goes, with its {count(opened.template.row_count, "row")}. Batches that were started from it go on, and
                their albums and pictures stay.
              </p>
            </Confirm>
          )}
        </>
      )}
    </>
  );
}
