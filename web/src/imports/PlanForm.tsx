import { useEffect, useId, useState } from "react";

import { limitsOf } from "../contract/limits";
import { meaningOf } from "../contract/meanings";
import type { AlbumVisibility, ImportProfile, ImportProfileName, ImportSource, ImportStaging } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { complain } from "../studio/notices";
import { goTo } from "../studio/route";
import { planImport, profiles as readProfiles } from "./imports";
import { emptyPlan, FIELDS, planOf, type PlanDraft } from "./planDraft";
import { ProfileRules } from "./ProfileRules";
import { HowToName, SourceField } from "./SourceField";
import { PROFILES, STAGINGS, VISIBILITIES } from "./words";

interface PlanFormProps {
  sources: readonly ImportSource[];
  onClose(): void;
}

/** Asks for a plan, which changes nothing, and leads to it. */
export function PlanForm({ sources, onClose }: PlanFormProps) {
  const first = sources.find(({ available }) => available) ?? sources[0];
  return (
    <Dialog title="Plan an import" kind="wide" onClose={onClose}>
      {first ? <Form sources={sources} first={first.name} onClose={onClose} /> : <HowToName />}
    </Dialog>
  );
}

function Form({ sources, first, onClose }: PlanFormProps & { first: string }) {
  const [draft, setDraft] = useState(() => emptyPlan(first));
  const [profiles, setProfiles] = useState<readonly ImportProfile[]>([]);
  const zones = useId();
  const set = (change: Partial<PlanDraft>) => setDraft((before) => ({ ...before, ...change }));
  const profile = profiles.find(({ name }) => name === draft.profile);
  const plan = useTask(async () => {
    const { data } = await planImport(planOf(draft));
    goTo({ page: "import", run: data.id });
  }, FIELDS);
  const trouble = (field: (typeof FIELDS)[number]) => plan.trouble?.fields.get(field);

  useEffect(() => {
    let gone = false;
    readProfiles().then((all) => gone || setProfiles(all), complain);
    return () => void (gone = true);
  }, []);

  return (
    <form
      className="stack plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!plan.busy) void plan.run();
      }}
    >
      <p className="small">
        A plan reads the source and says what would become of each file. Nothing is changed; you carry it out once you have looked
        at it.
      </p>
      <div className="pair">
        <SourceField sources={sources} value={draft.source} trouble={trouble("source")} onChange={(source) => set({ source })} />
        <Field label="Profile" hint={profile?.about ?? meaningOf("ImportProfileName", draft.profile)} trouble={trouble("profile")}>
          {(wiring) => (
            <select
              {...wiring}
              name="profile"
              value={draft.profile}
              onChange={(event) => set({ profile: event.target.value as ImportProfileName })}
            >
              {Object.entries(PROFILES).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {profile && <ProfileRules profile={profile} />}
      <div className="pair">
        <Field label="Staging" hint={meaningOf("ImportStaging", draft.staging)} trouble={trouble("staging")}>
          {(wiring) => (
            <select
              {...wiring}
              name="staging"
              value={draft.staging}
              onChange={(event) => set({ staging: event.target.value as ImportStaging })}
            >
              {Object.entries(STAGINGS).map(([staging, words]) => (
                <option key={staging} value={staging}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Who sees its albums" trouble={trouble("visibility")}>
          {(wiring) => (
            <select
              {...wiring}
              name="visibility"
              value={draft.visibility}
              onChange={(event) => set({ visibility: event.target.value as AlbumVisibility | "" })}
            >
              <option value="">As the profile’s rules say</option>
              {Object.entries(VISIBILITIES).map(([visibility, words]) => (
                <option key={visibility} value={visibility}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label="Time zone" hint="Of stamps in names and sidecars that tell none" trouble={trouble("time_zone")}>
        {(wiring) => (
          <>
            <input
              {...wiring}
              name="time_zone"
              required
              list={zones}
              autoComplete="off"
              spellCheck={false}
              maxLength={limitsOf("ImportRequest", "time_zone").maxLength}
              value={draft.time_zone}
              onChange={(event) => set({ time_zone: event.target.value })}
            />
            <datalist id={zones}>
              {Intl.supportedValuesOf("timeZone").map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <label className="check">
        <input
          type="checkbox"
          name="require_sidecar"
          checked={draft.require_sidecar}
          onChange={(event) => set({ require_sidecar: event.target.checked })}
        />
        Leave out pictures of which nothing tells how they were made
      </label>
      <label className="check">
        <input type="checkbox" name="deep" checked={draft.deep} onChange={(event) => set({ deep: event.target.checked })} />
        Deep: read all bytes again, also of files that seem not to have changed
      </label>
      {plan.trouble && <ProblemNote message={plan.trouble} onDismiss={plan.forget} />}
      <div className="row end">
        <button type="button" onClick={onClose}>
          Leave it
        </button>
        <button type="submit" className="primary" disabled={plan.busy}>
          Plan
        </button>
      </div>
    </form>
  );
}
