import type { BatchTemplateId } from "../contract/types";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { hrefOf } from "../studio/route";
import { StartForm } from "./StartForm";
import { useTemplate } from "./useTemplate";

/** A batch about to be started, and what it would draw. */
export function StartPage({ id }: { id: BatchTemplateId }) {
  const { opened, trouble, reload } = useTemplate(id);
  return (
    <>
      <p className="small">
        <a href={hrefOf({ page: "batches" })}>Batches</a> <span aria-hidden="true">/</span>{" "}
        {opened && (
          <>
            <a href={hrefOf({ page: "template", template: id })}>{opened.template.name}</a> <span aria-hidden="true">/</span>
          </>
        )}
      </p>
      <Heading title="Start a batch" />
      {trouble && <ProblemNote message={trouble} onRetry={() => void reload()} />}
      {opened && <StartForm template={opened.template} />}
    </>
  );
}
