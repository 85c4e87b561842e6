/** A name of the contract as words: `purge_trash` is "Purge trash". */
export function inWords(name: string): string {
  const words = name.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
