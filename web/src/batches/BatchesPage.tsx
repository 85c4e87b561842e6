import { useState } from "react";

import type { Batch } from "../contract/types";
import { useMay } from "../session/session";
import { count, momentOf } from "../parts/format";
import { Heading } from "../parts/Heading";
import { List } from "../parts/List";
import { Paged } from "../parts/Paged";
import { usePages } from "../parts/usePages";
import { goTo, hrefOf } from "../studio/route";
import { listTemplates } from "./batches";
import { CountsBar } from "./CountsBar";
import { BATCH_STATES } from "./states";
import { TemplateForm } from "./TemplateForm";
import { useBatches } from "./useBatches";

/** Templates to start from, and the batches that were started. */
export function BatchesPage() {
  const mayMake = useMay("create_batch_template");
  const mayStart = useMay("start_batch");
  const [making, setMaking] = useState(false);
  const templates = usePages("templates", async (cursor) => (await listTemplates(cursor)).data);
  const batches = useBatches();
  return (
    <>
      <Heading title="Batches">
        {mayMake && (
          <button type="button" onClick={() => setMaking(true)}>
            New template
          </button>
        )}
      </Heading>
      <section aria-labelledby="templates" className="stack">
        <h2 id="templates">Templates</h2>
        <List pages={templates} empty={<p>No template yet.</p>}>
          {(items) => (
            <ul className="template-cards" aria-label="Templates">
              {items.map((one) => (
                <li key={one.id} className="card template-card">
                  <a className="album-name" href={hrefOf({ page: "template", template: one.id })}>
                    {one.name}
                  </a>
                  <p className="small">
                    {count(one.row_count, "row")}, {one.width} × {one.height}
                  </p>
                  {one.description && <p className="small about">{one.description}</p>}
                  {mayStart && one.row_count > 0 && (
                    <a
                      className="button start"
                      href={hrefOf({ page: "start", template: one.id })}
                      aria-label={`Start a batch of ${one.name}`}
                    >
                      Start a batch
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )}
        </List>
      </section>
      <section aria-labelledby="started" className="stack">
        <h2 id="started">Started</h2>
        <Paged of="batches" pager={batches} empty={<p>No batch was started yet.</p>}>
          {(items) => (
            <ul className="batch-rows" aria-label="Batches">
              {items.map((batch) => (
                <BatchRow key={batch.id} batch={batch} />
              ))}
            </ul>
          )}
        </Paged>
      </section>
      {making && (
        <TemplateForm
          onClose={() => setMaking(false)}
          onDone={(template) => goTo({ page: "template", template: template.id })}
        />
      )}
    </>
  );
}

function BatchRow({ batch }: { batch: Batch }) {
  return (
    <li className="batch-row">
      <div>
        <a className="album-name" href={hrefOf({ page: "batch", batch: batch.id })}>
          {batch.name}
        </a>
        <p className="small">
          {count(batch.counts.total, "picture")}, {momentOf(batch.created_at)}
        </p>
      </div>
      <CountsBar counts={batch.counts} />
      <span className={`state batch-${batch.state}`}>{BATCH_STATES[batch.state]}</span>
    </li>
  );
}
