import { createRoot } from "react-dom/client";

import { begin, followPastedLinks, noticeExpiry } from "./session/session";
import { App } from "./studio/App";
import { followAddress } from "./studio/route";
import "./styles/base.css";
import "./styles/dark.css";
import "./styles/controls.css";
import "./styles/studio.css";
import "./styles/jobs.css";
import "./styles/albums.css";
import "./styles/images.css";

noticeExpiry();
followPastedLinks();
void begin();
followAddress();

const root = document.getElementById("studio");
if (root) createRoot(root).render(<App />);
