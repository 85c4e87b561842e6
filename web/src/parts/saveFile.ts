/** Hand a file to the browser, which keeps it where it keeps downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // The download has begun when the next task runs.
  setTimeout(() => URL.revokeObjectURL(address));
}
