import { loadedContract } from "../contract/limits";
import { auditedActions } from "../contract/actions";
import { UserSelect } from "../people/UserSelect";
import { inWords } from "../parts/words";
import { goTo, type Route, type SoughtEntries } from "../studio/route";
import { SubjectField } from "./SubjectField";

type Here = Extract<Route, { page: "audit" }>;

/** Which entries to show. The choice is in the address, so that it can be kept and sent. */
export function AuditFilters({ route }: { route: Here }) {
  const contract = loadedContract();
  const actions = contract ? auditedActions(contract) : [];
  const show = (change: { [Name in keyof SoughtEntries]?: string | undefined }) => {
    const kept = Object.entries({ ...route, ...change }).filter(([, value]) => value);
    goTo(Object.fromEntries(kept) as unknown as Here, "replace");
  };
  const day = (name: "since" | "until", label: string) => (
    <label className="inline">
      {label}
      <input type="date" value={route[name] ?? ""} onChange={(event) => show({ [name]: event.target.value })} />
    </label>
  );
  return (
    <div className="row filters above-grid" role="search" aria-label="Which changes">
      <UserSelect label="By" none="anybody" value={route.actor} onChoose={(actor) => show({ actor })} />
      <label className="inline">
        Show
        <select value={route.action ?? ""} onChange={(event) => show({ action: event.target.value })}>
          <option value="">every change</option>
          {route.action && !actions.includes(route.action) && <option>{route.action}</option>}
          {actions.map((action) => (
            <option key={action} value={action}>
              {inWords(action)}
            </option>
          ))}
        </select>
      </label>
      {day("since", "from")}
      {day("until", "to")}
      <SubjectField value={route.subject} onChoose={(subject) => show({ subject })} />
    </div>
  );
}
