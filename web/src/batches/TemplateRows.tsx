import type { BatchTemplate } from "../contract/types";
import { Paged } from "../parts/Paged";
import { usePager } from "../parts/usePager";
import { listRows } from "./batches";

export function TemplateRows({ template }: { template: BatchTemplate }) {
  const pager = usePager(`rows ${template.id}`, async (cursor) => (await listRows(template.id, cursor)).data);
  return (
    <Paged of="rows" pager={pager} empty={<p>No rows yet. Import a CSV file: its first line names the columns.</p>}>
      {(rows) => (
        <div className="scroll">
          <table className="table" aria-label="Rows">
            <thead>
              <tr>
                <th scope="col">Row</th>
                {template.columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ number, values }) => (
                <tr key={number}>
                  <th scope="row">{number}</th>
                  {template.columns.map(({ name }) => (
                    <td key={name}>{values[name]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Paged>
  );
}
