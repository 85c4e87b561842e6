import type { BugReportHeader, BugReportRequestOutput } from "../contract/types";
import { measureOf, timeOf } from "../parts/format";
import { Copy } from "../parts/Copy";

/** The requests that the page made. */
export function NetworkTable({ events }: { events: readonly BugReportRequestOutput[] }) {
  if (events.length === 0) return <p className="small">Nothing was asked for.</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Requests">
      <table className="log network">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Status</th>
            <th scope="col">Took</th>
            <th scope="col">Request</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id} data-level={event.error !== null || event.ok === false ? "error" : undefined}>
              <td>
                <time dateTime={event.started_at}>{timeOf(event.started_at)}</time>
              </td>
              <td>{event.status ?? (event.error === null ? "…" : "none")}</td>
              <td className="number">{event.duration_ms !== null && `${measureOf(event.duration_ms)} ms`}</td>
              <td>
                <Exchanged event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Exchanged({ event }: { event: BugReportRequestOutput }) {
  return (
    <details>
      <summary>
        <code>
          {event.method} {pathOf(event.url)}
        </code>
      </summary>
      {event.error && <p className="trouble">{event.error}</p>}
      {event.trace_id && (
        <p className="small">
          Trace id <code>{event.trace_id}</code> <Copy what="trace id" text={event.trace_id} />
        </p>
      )}
      <Part title="Sent" headers={event.request_headers} body={event.request_body} />
      <Part title="Answered" headers={event.response_headers} body={event.response_body} />
    </details>
  );
}

function Part({ title, headers, body }: { title: string; headers: readonly BugReportHeader[]; body: string | null }) {
  if (headers.length === 0 && body === null) return null;
  return (
    <>
      <p className="small part">{title}</p>
      <pre>
        {headers.map(({ name, value }) => `${name}: ${value}\n`).join("")}
        {body !== null && `\n${body}`}
      </pre>
    </>
  );
}

/** The address without the server that everything here comes from. */
function pathOf(url: string): string {
  return url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length) : url;
}
