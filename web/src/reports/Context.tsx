import type { BugReportContext } from "../contract/types";
import { Copy } from "../parts/Copy";
import { measureOf, timeOf } from "../parts/format";
import { Moment } from "../parts/Moment";
import { STATES } from "../jobs/states";
import { hrefOf } from "../studio/route";

/** The reporter's requests and jobs, as the server saw them. */
export function Context({ context: { requests, jobs } }: { context: BugReportContext }) {
  return (
    <>
      {jobs.length > 0 && (
        <ul className="linked-jobs" aria-label="Jobs">
          {jobs.map((job) => (
            <li key={job.id}>
              <span className={`state ${job.state}`}>{STATES[job.state]}</span>{" "}
              <a href={hrefOf({ page: "new", job: job.id })} title="Its parameters, in the form">
                <code>{job.id}</code>
              </a>{" "}
              <span className="small">
                <Moment at={job.created_at} />
                {job.failure_code && `, ${job.failure_code}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {requests.length === 0 ? (
        <p className="small">The server knew of no request.</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label="Requests that the server saw">
          <table className="log">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Status</th>
                <th scope="col">Took</th>
                <th scope="col">Request</th>
                <th scope="col">Trace id</th>
              </tr>
            </thead>
            <tbody>
              {requests.map((request, at) => (
                <tr key={at} data-level={request.status >= 400 ? "error" : undefined}>
                  <td>
                    <time dateTime={request.at}>{timeOf(request.at)}</time>
                  </td>
                  <td>{request.status}</td>
                  <td className="number">{measureOf(request.duration_ms)} ms</td>
                  <td>
                    <code>
                      {request.method} {request.path}
                    </code>
                    {request.operation_id && <span className="small"> {request.operation_id}</span>}
                  </td>
                  <td>
                    <code>{request.trace_id.slice(0, 8)}…</code> <Copy what="trace id" text={request.trace_id} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
