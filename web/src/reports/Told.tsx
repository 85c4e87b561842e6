import { BASE } from "../contract/http";
import type { BugReportDetailOutput, paths } from "../contract/types";

/** What the reporter wrote and showed. */
export function Told({ report }: { report: BugReportDetailOutput }) {
  const { description, expected, actual, steps, screenshot } = report;
  const rest = [
    ["What should have happened", expected],
    ["What happened instead", actual],
    ["What leads to it", steps],
  ] as const;
  return (
    <section className="card stack" aria-label="What was reported">
      <p className="told">{description}</p>
      {rest.map(
        ([title, words]) =>
          words && (
            <div key={title}>
              <h2>{title}</h2>
              <p className="told">{words}</p>
            </div>
          ),
      )}
      {screenshot && (
        <a className="shot" href={screenshotOf(report.id)} target="_blank" rel="noreferrer">
          <img
            src={screenshotOf(report.id)}
            alt="The screenshot that came with the report"
            width={screenshot.width}
            height={screenshot.height}
          />
        </a>
      )}
    </section>
  );
}

function screenshotOf(id: string): string {
  const path = "/bug-reports/{report_id}/screenshot" satisfies keyof paths;
  return BASE + path.replace("{report_id}", encodeURIComponent(id));
}
