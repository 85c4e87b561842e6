// What a browser calls itself, in two words. Most call themselves by each other's names too: the order decides.
const BROWSERS = [
  ["Edge", /\bEdg/],
  ["Opera", /\bOPR\//],
  ["Firefox", /\bFirefox\//],
  ["Chrome", /\b(?:Headless)?Chrom(?:e|ium)\//],
  ["Safari", /\bSafari\//],
  ["curl", /^curl\//],
] as const;

const SYSTEMS = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** "Firefox on Linux", or what it says itself where we do not know it. */
export function browserOf(userAgent: string): string {
  const browser = BROWSERS.find(([, look]) => look.test(userAgent))?.[0];
  const system = SYSTEMS.find(([, look]) => look.test(userAgent))?.[0];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (userAgent.slice(0, 60) || "A browser without a name");
}
