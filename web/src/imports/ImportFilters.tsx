import { Choice } from "../parts/Choice";
import { goTo, type Route, type SoughtImports } from "../studio/route";
import { MODES, PROFILES, STATES } from "./words";

type Here = Extract<Route, { page: "imports" }>;

/** Which runs to show. The choice is in the address, so that it can be kept and sent. */
export function ImportFilters({ route, sources }: { route: Here; sources: readonly string[] }) {
  const show = (change: { [Name in keyof SoughtImports]?: SoughtImports[Name] | undefined }) => {
    const kept = Object.entries({ ...route, ...change }).filter(([, value]) => value);
    goTo(Object.fromEntries(kept) as unknown as Here, "replace");
  };
  const known = [...new Set([...sources, ...(route.source ? [route.source] : [])])];
  return (
    <div className="row filters above-grid" role="search" aria-label="Which runs">
      <Choice label="Show" none="all runs" options={MODES} value={route.mode} onChoose={(mode) => show({ mode })} />
      <Choice
        label="of"
        none="any source"
        options={Object.fromEntries(known.map((name) => [name, name])) as Record<string, string>}
        value={route.source}
        onChoose={(source) => show({ source })}
      />
      <Choice label="by" none="any profile" options={PROFILES} value={route.profile} onChoose={(profile) => show({ profile })} />
      <Choice label="that are" none="in any state" options={STATES} value={route.state} onChoose={(state) => show({ state })} />
    </div>
  );
}
