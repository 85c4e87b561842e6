// After how long a token stops working, as one chooses it.
import { timestampOf } from "../contract/timestamp";

export const EXPIRIES = { week: "a week", month: "30 days", quarter: "90 days", year: "a year", never: "never" } as const;
export type Expiry = keyof typeof EXPIRIES;

const DAYS: Record<Expiry, number | null> = { week: 7, month: 30, quarter: 90, year: 365, never: null };

export function expiresAt(expiry: Expiry, now = Date.now()): string | null {
  const days = DAYS[expiry];
  return days === null ? null : timestampOf(now + days * 86_400_000);
}
