/** Text of at most `longest` UTF-16 units, with a sign where it was cut. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  // Half of a surrogate pair is no text that can be sent.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
