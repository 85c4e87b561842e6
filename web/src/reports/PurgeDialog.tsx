import { useState } from "react";

import { limitsOfValue } from "../contract/limits";
import { statusOf } from "../contract/problem";
import type { BugReportPurgeResult } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { NumberField } from "../parts/Field";
import { count } from "../parts/format";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { notify } from "../studio/notices";
import { PurgePlan } from "./PurgePlan";
import { purgeReports } from "./reports";

/** Shows exactly what would go before anything goes. */
export function PurgeDialog({ onClose, onDone }: { onClose(): void; onDone(): void }) {
  const [days, setDays] = useState("");
  const [plan, setPlan] = useState<BugReportPurgeResult | null>(null);
  const asked = { older_than_days: days === "" ? null : Number(days) };

  const look = useTask(async () => setPlan((await purgeReports({ ...asked, dry_run: true })).data), ["older_than_days"]);
  const purge = useTask(async ({ as_of, plan: named }: BugReportPurgeResult) => {
    try {
      const { data } = await purgeReports({ ...asked, dry_run: false, as_of, plan: named });
      notify(`${count(data.count, "report")} deleted.`);
      onDone();
      onClose();
    } catch (error) {
      // Meanwhile others would go than those that were shown: show again.
      if (statusOf(error) === 409) await look.run();
      throw error;
    }
  });
  const trouble = look.trouble ?? purge.trouble;

  return (
    <Dialog title="Purge old reports" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          purge.forget();
          void look.run();
        }}
      >
        <NumberField
          label="Older than, in days"
          name="older_than_days"
          value={days}
          limits={withoutDefault(limitsOfValue("RetentionDays"))}
          placeholder="as the studio’s settings say"
          hint="Empty: what is set for each status. 0: none. Pinned reports always stay."
          trouble={look.trouble?.fields.get("older_than_days")}
          onChange={(value) => {
            setDays(value);
            setPlan(null);
          }}
        />
        {plan && <PurgePlan plan={plan} />}
        {trouble && <ProblemNote message={trouble} />}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Keep them
          </button>
          {plan && plan.count > 0 ? (
            <button type="button" className="danger" disabled={purge.busy} onClick={() => void purge.run(plan)}>
              Delete {count(plan.count, "report")} for good
            </button>
          ) : (
            <button type="submit" className="primary" disabled={look.busy}>
              Show what would go
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function withoutDefault<L extends { default?: unknown }>({ default: _, ...limits }: L): Omit<L, "default"> {
  return limits;
}
