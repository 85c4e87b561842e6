// Where the page runs, and which page it is.
import { loadedContract } from "../contract/limits";
import { cut } from "../parts/cut";

export function environmentNow(): { mode: string; app_version: string | null } {
  return { mode: import.meta.env.MODE, app_version: loadedContract()?.info?.version ?? null };
}

export function clientNow() {
  const { userAgent, language } = navigator;
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    ...{ location_href: cut(location.href, 2_048), user_agent: cut(userAgent, 512), platform: platformOf(navigator) },
    ...{ language, locale, timezone: timeZone },
    viewport: { width: innerWidth, height: innerHeight },
  };
}

/** `platform` is on its way out, and what follows it is not everywhere yet. */
function platformOf(navigator: Navigator & { userAgentData?: { platform?: string } }): string {
  return navigator.userAgentData?.platform || navigator.platform || "unknown";
}
