import { limitsOf } from "../contract/limits";
import { wholeOf } from "../parts/format";
import { Paged } from "../parts/Paged";
import { ProblemNote } from "../parts/ProblemNote";
import { FaultTable } from "./FaultTable";
import type { usePreview } from "./usePreview";

/** Every prompt as it would be drawn, or what is wrong with it. */
export function PreviewList({ preview }: { preview: ReturnType<typeof usePreview> }) {
  const { told, pager, faults, trouble } = preview;
  const longest = limitsOf("PreviewItem", "prompt").maxLength;
  return (
    <section aria-labelledby="preview" className="stack" aria-busy={!told && !trouble}>
      <div className="row between">
        <h2 id="preview">Preview</h2>
        {told && (
          <span className="small">
            Longest prompt: {wholeOf(told.longest)} {longest !== undefined && `of ${wholeOf(longest)}`} characters
          </span>
        )}
      </div>
      {trouble && <ProblemNote message={trouble} />}
      {faults.length > 0 && <FaultTable faults={faults} then="nothing can be started before they are mended." />}
      {!trouble && (
        <Paged of="the preview" pager={pager} empty={<p>Nothing to draw.</p>}>
          {(items) => (
            <ol className="previews" data-old={!told || undefined} aria-label="Prompts">
              {items.map((item) => (
                <li key={item.row_number}>
                  <span className="small number">{item.row_number}</span>
                  <div>
                    <strong>{item.item_name}</strong>
                    <p className="said">{item.prompt}</p>
                  </div>
                </li>
              ))}
            </ol>
          )}
        </Paged>
      )}
    </section>
  );
}
