// Where the page runs, and which page it is.
import { contractVersion } from "../contract/limits";

export function environmentNow() {
  return { mode: import.meta.env.MODE, app_version: contractVersion() };
}

export function clientNow() {
  const { userAgent, language } = navigator;
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    ...{ url: location.href, user_agent: userAgent, platform: platformOf(navigator), language, locale, timezone: timeZone },
    viewport: { width: innerWidth, height: innerHeight },
  };
}

/** `platform` is on its way out, and what follows it is not everywhere yet. */
function platformOf(navigator: Navigator & { userAgentData?: { platform?: string } }): string {
  return navigator.userAgentData?.platform || navigator.platform || "unknown";
}
