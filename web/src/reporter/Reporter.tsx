import { Boundary } from "../parts/Boundary";
import { useStore } from "../parts/store";
import { session } from "../session/session";
import { complain } from "../studio/notices";
import { ReportDialog } from "./ReportDialog";
import { closeReporter, reporter } from "./reporter";

/** Stands beside the studio, not in it: a view that has crashed cannot take it along. */
export function Reporter() {
  const gathered = useStore(reporter);
  const now = useStore(session);
  if (!gathered || now.phase === "asking") return null;
  return (
    <Boundary
      of="reporter"
      fallback={() => null}
      onCrash={(error) => {
        closeReporter();
        complain(error);
      }}
    >
      <ReportDialog gathered={gathered} />
    </Boundary>
  );
}
