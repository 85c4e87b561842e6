import { Choice } from "../parts/Choice";
import { SearchBox } from "../parts/SearchBox";
import { UserSelect } from "../people/UserSelect";
import { goTo, type Route, type SoughtReports } from "../studio/route";
import { STATUSES } from "./statuses";
import { TraceField } from "./TraceField";

const WHICH: Record<NonNullable<SoughtReports["status"]>, string> = { unresolved: "Not closed", ...STATUSES };
const AGES: Record<NonNullable<SoughtReports["age"]>, string> = {
  day: "the last day",
  week: "the last week",
  month: "the last month",
  older: "before that",
};
const PINNED = { yes: "pinned", no: "not pinned" } as const;

type Here = Extract<Route, { page: "reports" }>;

/** Which reports to show. The choice is in the address, so that it can be kept and sent. */
export function ReportFilters({ route }: { route: Here }) {
  const show = (change: { [Name in keyof SoughtReports]?: SoughtReports[Name] | undefined }) => {
    const kept = Object.entries({ ...route, ...change }).filter(([, value]) => value);
    goTo(Object.fromEntries(kept) as unknown as Here, "replace");
  };
  return (
    <div className="row filters above-grid" role="search" aria-label="Which reports">
      <SearchBox
        label="Search reports"
        placeholder="Words of the report, its errors or its notes"
        value={route.q ?? ""}
        onSearch={(q) => show({ q })}
      />
      <Choice label="Show" none="all" options={WHICH} value={route.status} onChoose={(status) => show({ status })} />
      <Choice label="from" none="any time" options={AGES} value={route.age} onChoose={(age) => show({ age })} />
      <UserSelect label="by" none="anybody" value={route.author} onChoose={(author) => show({ author })} />
      <Choice<"yes" | "no">
        label="and"
        none="pinned or not"
        options={PINNED}
        value={route.pinned}
        onChoose={(pinned) => show({ pinned })}
      />
      <TraceField value={route.trace} onChoose={(trace) => show({ trace })} />
      {route.same && (
        <button type="button" className="tag-filter" aria-label="Not only this kind" onClick={() => show({ same: undefined })}>
          of one kind <span aria-hidden="true">✕</span>
        </button>
      )}
    </div>
  );
}
