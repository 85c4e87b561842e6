import { useState } from "react";

import type { BatchId, JobState } from "../contract/types";
import { StateChoice } from "../jobs/StateChoice";
import { count, momentOf, secondsBetween } from "../parts/format";
import { Heading } from "../parts/Heading";
import { Paged } from "../parts/Paged";
import { ProblemNote } from "../parts/ProblemNote";
import { hrefOf } from "../studio/route";
import { BatchActions } from "./BatchActions";
import { BatchItems } from "./BatchItems";
import { CountsBar } from "./CountsBar";
import { BATCH_STATES } from "./states";
import { TemplateFacts } from "./TemplateFacts";
import { useBatch } from "./useBatch";

/** A batch as it is drawn: how far it is, each of its rows, and where its pictures go. */
export function BatchPage({ id }: { id: BatchId }) {
  const [state, setState] = useState<JobState>();
  const { batch, trouble, items, tell, reload } = useBatch(id, state);
  const took = batch?.started_at && batch.finished_at && secondsBetween(batch.started_at, batch.finished_at);
  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "batches" })}>Batches</a> <span aria-hidden="true">/</span>
      </p>
      {trouble && <ProblemNote message={trouble} onRetry={reload} />}
      {batch && (
        <>
          <Heading title={batch.name}>
            <BatchActions
              batch={batch}
              onChange={(next) => {
                tell(next);
                reload();
              }}
            />
          </Heading>
          <section className="card batch-now" aria-label="How far it is">
            <p className="queue-state">
              <strong role="status">{BATCH_STATES[batch.state]}</strong>
              <span className="small">
                {count(batch.counts.total, "picture")}, started {momentOf(batch.created_at)}
                {took && `, took ${took}`}
              </span>
            </p>
            <CountsBar counts={batch.counts} />
            <div className="row">
              {batch.album_id ? (
                <a className="button" href={hrefOf({ page: "album", album: batch.album_id })}>
                  Open the album
                </a>
              ) : (
                <span className="small">Its album was deleted.</span>
              )}
              <a className="button" href={hrefOf({ page: "queue", batch: id })}>
                See it in the queue
              </a>
              {batch.template_id && (
                <a className="button" href={hrefOf({ page: "template", template: batch.template_id })}>
                  Its template
                </a>
              )}
            </div>
          </section>
          <section aria-labelledby="rows" className="stack">
            <div className="row between">
              <h2 id="rows">Rows</h2>
              <StateChoice value={state} onChoose={setState} />
            </div>
            <Paged of="rows" pager={items} empty={<p>No such row.</p>}>
              {(rows) => <BatchItems items={rows} album={batch.album_id} ratio={batch.width / batch.height} />}
            </Paged>
          </section>
          <details className="snapshot">
            <summary>The template as it was when the batch was started</summary>
            <TemplateFacts template={batch.template} />
          </details>
        </>
      )}
    </>
  );
}
