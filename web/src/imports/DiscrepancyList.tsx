import type { ImportDiscrepancy, ImportDiscrepancyCode, ImportId } from "../contract/types";
import { wholeOf } from "../parts/format";
import { Paged } from "../parts/Paged";
import { usePager } from "../parts/usePager";
import { About } from "./About";
import { listDiscrepancies } from "./imports";

/** All discrepancies of one kind. */
export function DiscrepancyList({ run, code }: { run: ImportId; code: ImportDiscrepancyCode }) {
  const pager = usePager<ImportDiscrepancy>(
    `discrepancies ${run} ${code}`,
    async (cursor) => (await listDiscrepancies(run, code, cursor)).data,
  );
  return (
    <Paged of="discrepancies" pager={pager} empty={<p>None.</p>}>
      {(items) => (
        <table className="table item-table" aria-label="Discrepancies">
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">What</th>
              <th scope="col">Expected and found</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.number}>
                <th scope="row">{wholeOf(one.number)}</th>
                <td>
                  <About {...one} />
                </td>
                <td>{one.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Paged>
  );
}
