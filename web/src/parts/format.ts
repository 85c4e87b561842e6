// Numbers and moments in the reader's own way of writing them.
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const whole = new Intl.NumberFormat();
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const UNITS = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
const number = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

export function momentOf(timestamp: string): string {
  return moment.format(new Date(timestamp));
}

/** The time of day alone. */
export function timeOf(timestamp: string): string {
  return time.format(new Date(timestamp));
}

/** A count, exactly. */
export function wholeOf(amount: number): string {
  return whole.format(amount);
}

/** A measure, as exactly as it deserves: three digits. */
export function measureOf(amount: number): string {
  return number.format(amount);
}

/** A while, as a person would say it. */
export function aboutOf(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 55) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${count(minutes, "minute")}`;
  const hours = Math.round(seconds / 3_600);
  if (hours < 36) return `about ${count(hours, "hour")}`;
  return `about ${count(Math.round(seconds / 86_400), "day")}`;
}

/** How often, as a person would say it. */
export function everyOf(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds >= size && seconds % size === 0) return seconds === size ? `every ${unit}` : `every ${count(seconds / size, unit)}`;
  }
  return `every ${count(seconds, "second")}`;
}

/** How far a moment is from now: "3 hours ago", "in 2 days". */
export function fromNow(timestamp: string, now = Date.now()): string {
  const seconds = (Date.parse(timestamp) - now) / 1_000;
  const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ["second", 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

export function bytesOf(size: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return `${number.format(size / 1000 ** power)} ${units[power] ?? "B"}`;
}

export function secondsBetween(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return `${number.format(Math.max(0, seconds))} s`;
}

export function count(amount: number, noun: string): string {
  return `${wholeOf(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}
