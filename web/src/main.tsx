import { createRoot } from "react-dom/client";

import { begin, followPastedLinks, noticeExpiry } from "./session/session";
import { App } from "./studio/App";
import { followAddress } from "./studio/route";
import "./styles/page.css";

noticeExpiry();
followPastedLinks();
void begin();
followAddress();

const root = document.getElementById("studio");
if (root) createRoot(root).render(<App />);
