import type { ImportAction, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { wholeOf } from "../parts/format";
import { Paged } from "../parts/Paged";
import { usePager } from "../parts/usePager";
import { useRepeat } from "../parts/useRepeat";
import { About } from "./About";
import { listActions } from "./imports";
import { ACTIONS, RESULTS } from "./words";

const SELDOM = 5_000;

/** What mending or taking back did, or would do. */
export function Actions({ run }: { run: ImportRun }) {
  const over = isOver(run.state);
  const pager = usePager<ImportAction>(`actions ${run.id} ${over}`, async (cursor) => (await listActions(run.id, cursor)).data);
  useRepeat(!over && !pager.busy, SELDOM, pager.reload);
  return (
    <section aria-labelledby="actions" className="stack files">
      <h2 id="actions">{run.dry_run ? "What would be done" : "What was done"}</h2>
      <Paged of="actions" pager={pager} empty={<p>{over ? "There was nothing to do." : "Nothing yet."}</p>}>
        {(items) => (
          <table className="table item-table actions" aria-label="Actions">
            <thead>
              <tr>
                <th scope="col">No.</th>
                <th scope="col">What</th>
                <th scope="col">Of</th>
                <th scope="col">What came of it</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.number}>
                  <th scope="row">{wholeOf(one.number)}</th>
                  <td>{ACTIONS[one.action]}</td>
                  <td>
                    <About {...one} gone={goneBy(one)} />
                  </td>
                  <td>
                    <span className={`result ${one.result}`}>{RESULTS[one.result]}</span>
                    {one.note && <span className="small under">{one.note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </section>
  );
}

function goneBy({ action, result }: ImportAction): "picture" | "album" | null {
  if (result !== "done") return null;
  return action === "trash_image" ? "picture" : action === "delete_album" ? "album" : null;
}
