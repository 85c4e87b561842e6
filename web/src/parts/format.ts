// Numbers and moments in the reader's own way of writing them.
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

export function momentOf(timestamp: string): string {
  return moment.format(new Date(timestamp));
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
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
