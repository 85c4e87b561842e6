import { useState } from "react";

import type { ImportProfileName, ImportSource } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { goTo } from "../studio/route";
import { reconcile } from "./imports";
import { HowToName, SourceField } from "./SourceField";
import { PROFILES } from "./words";

const FIELDS = ["source", "profile", "deep"] as const;
const LAST = "That of the last import";

/** Asks whether source, file store, database and public page fit, and leads to the answer. */
export function ReconcileForm({ sources, onClose }: { sources: readonly ImportSource[]; onClose(): void }) {
  const [source, setSource] = useState("");
  const [profile, setProfile] = useState<ImportProfileName | "">("");
  const [deep, setDeep] = useState(false);
  const ask = useTask(async () => {
    const { data } = await reconcile({ source: source || null, profile: profile || null, deep });
    goTo({ page: "import", run: data.id });
  }, FIELDS);
  return (
    <Dialog title="Reconcile" onClose={onClose}>
      {sources.length === 0 ? (
        <HowToName />
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ask.busy) void ask.run();
          }}
        >
          <p className="small">
            Compares a source, what is staged, the database, and what the public page really shows. Nothing is changed.
          </p>
          <SourceField sources={sources} none={LAST} value={source} trouble={ask.trouble?.fields.get("source")} onChange={setSource} />
          <Field label="Profile" trouble={ask.trouble?.fields.get("profile")}>
            {(wiring) => (
              <select
                {...wiring}
                name="profile"
                value={profile}
                onChange={(event) => setProfile(event.target.value as ImportProfileName | "")}
              >
                <option value="">{LAST}</option>
                {Object.entries(PROFILES).map(([name, words]) => (
                  <option key={name} value={name}>
                    {words}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <label className="check">
            <input type="checkbox" name="deep" checked={deep} onChange={(event) => setDeep(event.target.checked)} />
            Deep: read all bytes again, in the source and in staging
          </label>
          {ask.trouble && <ProblemNote message={ask.trouble} onDismiss={ask.forget} />}
          <div className="row end">
            <button type="button" onClick={onClose}>
              Leave it
            </button>
            <button type="submit" className="primary" disabled={ask.busy}>
              Reconcile
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
