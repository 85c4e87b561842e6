import type { ReactNode } from "react";

import { count } from "../parts/format";
import { LogTable } from "../reports/LogTable";
import { NetworkTable } from "../reports/NetworkTable";
import { StateTree } from "../reports/StateTree";
import type { Gathered } from "./gather";
import { SECTIONS, type Section } from "./submission";

interface PreviewProps {
  gathered: Gathered;
  withheld: ReadonlySet<Section>;
  onChange(withheld: ReadonlySet<Section>): void;
}

/** Everything that goes with the report, before it goes; each section can be left out. */
export function Preview({ gathered, withheld, onChange }: PreviewProps) {
  const { recent_logs, network_events, app_state, client_meta, environment } = gathered;
  const shown: Record<Section, [title: string, body: ReactNode]> = {
    recent_logs: [count(recent_logs.length, "console message"), <LogTable lines={recent_logs} />],
    network_events: [count(network_events.length, "request"), <NetworkTable events={network_events} />],
    app_state: ["State of the page", <StateTree value={app_state} />],
    client_meta: ["Browser and address", <StateTree value={client_meta} />],
    environment: ["Version of the page", <StateTree value={environment} />],
  };
  return (
    <fieldset className="sections">
      <legend>What will be sent</legend>
      <p className="small">
        What is obviously secret was taken out already; the server looks again. Open a section to read it, or leave it out.
      </p>
      {SECTIONS.map((section) => {
        const [title, body] = shown[section];
        const sent = !withheld.has(section);
        return (
          <div key={section} className="section" data-withheld={!sent || undefined}>
            <input
              type="checkbox"
              aria-label={`Send: ${title}`}
              checked={sent}
              onChange={() => onChange(sent ? new Set(withheld).add(section) : without(withheld, section))}
            />
            <details>
              <summary>{title}</summary>
              <div className="section-body">{body}</div>
            </details>
          </div>
        );
      })}
    </fieldset>
  );
}

function without<T>(all: ReadonlySet<T>, one: T): ReadonlySet<T> {
  return new Set([...all].filter((other) => other !== one));
}
