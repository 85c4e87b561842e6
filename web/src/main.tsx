import { createRoot } from "react-dom/client";

import { Boundary } from "./parts/Boundary";
import { noteCrash } from "./reporter/crash";
import { CrashPanel } from "./reporter/CrashPanel";
import { Reporter } from "./reporter/Reporter";
import { beginReporting } from "./reporter/reporter";
import { begin, followPastedLinks, noticeExpiry } from "./session/session";
import { App } from "./studio/App";
import { followAddress } from "./studio/route";
import "./styles/page.css";

beginReporting();
noticeExpiry();
followPastedLinks();
void begin();
followAddress();

const root = document.getElementById("studio");
if (root) {
  createRoot(root).render(
    <>
      <Boundary
        of="studio"
        onCrash={noteCrash}
        fallback={(error) => (
          <main className="page">
            <CrashPanel error={error} />
          </main>
        )}
      >
        <App />
      </Boundary>
      <Reporter />
    </>,
  );
}
