/** A moment (milliseconds) as the contract writes them: in UTC, with microseconds. */
export function timestampOf(moment: number | Date): string {
  return new Date(moment).toISOString().replace("Z", "000Z");
}
