import { meaningOf, valuesOf } from "../contract/meanings";
import type { ImportItem, ImportReason, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { Choice } from "../parts/Choice";
import { Paged } from "../parts/Paged";
import { SearchBox } from "../parts/SearchBox";
import { usePager } from "../parts/usePager";
import { useRepeat } from "../parts/useRepeat";
import { inWords } from "../parts/words";
import type { SoughtItems } from "../studio/route";
import { itemsQueryOf, listItems } from "./imports";
import { ItemTable } from "./ItemTable";
import { KINDS, OUTCOMES } from "./words";

interface ItemsProps {
  run: ImportRun;
  sought: SoughtItems;
  onSeek(change: { [Name in keyof SoughtItems]?: SoughtItems[Name] | undefined }): void;
}

const SELDOM = 5_000;

/** Every file that a plan or an import saw, or those that are looked for. */
export function Items({ run, sought, onSeek }: ItemsProps) {
  const query = itemsQueryOf(sought);
  const over = isOver(run.state);
  const items = usePager<ImportItem>(
    `items ${run.id} ${over} ${JSON.stringify(query)}`,
    async (cursor) => (await listItems(run.id, query, cursor)).data,
  );
  useRepeat(!over && !items.busy, SELDOM, items.reload);
  const looking = Object.keys(query).length > 0;
  const reasons = Object.fromEntries(valuesOf("ImportReason").map((one) => [one, inWords(one)])) as Record<ImportReason, string>;
  const reason = query.reason?.[0];
  return (
    <section aria-labelledby="files" className="stack files">
      <h2 id="files">Files</h2>
      <div className="row filters" role="search" aria-label="Which files">
        <SearchBox label="Search paths" placeholder="Part of a path" value={sought.q ?? ""} onSearch={(q) => onSeek({ q })} />
        <Choice label="Show" none="every outcome" options={OUTCOMES} value={sought.outcome} onChoose={(outcome) => onSeek({ outcome })} />
        <Choice label="because" none="of any reason" options={reasons} value={reason} onChoose={(why) => onSeek({ reason: why })} />
        <Choice label="among" none="all files" options={KINDS} value={sought.kind} onChoose={(kind) => onSeek({ kind })} />
      </div>
      {sought.outcome && <p className="small">{meaningOf("ImportOutcome", sought.outcome)}</p>}
      {reason && <p className="small">{meaningOf("ImportReason", reason)}</p>}
      <Paged
        of="files"
        pager={items}
        empty={<p>{looking ? "No file fits." : over ? "It saw no file." : "No file is decided yet."}</p>}
      >
        {(shown) => <ItemTable items={shown} mode={run.mode} />}
      </Paged>
    </section>
  );
}
