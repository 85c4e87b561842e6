import { useCallback, useEffect, useRef, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { BugReportDetailOutput, BugReportId } from "../contract/types";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { useMay } from "../session/session";
import { goTo, hrefOf } from "../studio/route";
import { useKeys } from "../studio/shortcuts";
import { Told } from "./Told";
import { lastList } from "./lastList";
import { MoveOn } from "./MoveOn";
import { ReportActions } from "./ReportActions";
import { ReportFacts } from "./ReportFacts";
import { ReportSections } from "./ReportSections";
import { openReport } from "./reports";
import { firstLineOf, triageKeys } from "./triage";

/** All of one report, and what can be done about it. */
export function ReportPage({ id }: { id: BugReportId }) {
  const mayTriage = useMay("list_bug_reports");
  const { report, tag, trouble, reload } = useReport(id);
  useKeys(mayTriage ? { ...triageKeys(report, reload), u: () => goTo(lastList()) } : {});
  return (
    <>
      {mayTriage && (
        <p className="small">
          <a href={hrefOf(lastList())}>Bug reports</a> <span aria-hidden="true">/</span>
        </p>
      )}
      {trouble && <ProblemNote message={trouble} onRetry={reload} />}
      {report && (
        <>
          <Heading title={firstLineOf(report)}>
            <ReportActions report={report} onChange={reload} />
          </Heading>
          <div className="report">
            <div className="stack">
              <Told report={report} />
              <ReportSections report={report} />
            </div>
            <div className="stack aside-column">
              <ReportFacts report={report} />
              <MoveOn report={report} tag={tag} onChange={reload} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

function useReport(id: BugReportId) {
  const [seen, setSeen] = useState<{ report: BugReportDetailOutput | null; tag: string | null }>({ report: null, tag: null });
  const [trouble, setTrouble] = useState<Message | null>(null);
  const turn = useRef(0);
  const reload = useCallback(() => {
    const mine = ++turn.current;
    openReport(id).then(
      ({ data, tag }) => {
        if (mine !== turn.current) return;
        setSeen({ report: data, tag });
        setTrouble(null);
      },
      (error: unknown) => mine === turn.current && setTrouble(messageOf(error)),
    );
  }, [id]);
  useEffect(() => {
    reload();
    return () => void turn.current++;
  }, [reload]);
  return { ...seen, trouble, reload };
}
