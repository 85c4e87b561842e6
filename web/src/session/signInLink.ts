// The one-time link carries its secret behind `#`, where no server and no log sees it.
const SHAPE = /^#sign-in=(.+)$/;

/** The secret in an address's fragment, or null when it is an ordinary address. */
export function secretIn(hash: string): string | null {
  const found = SHAPE.exec(hash)?.[1];
  if (found === undefined) return null;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

/** Take the secret out of the address, so that it stays in no history and no bookmark. */
export function takeSecret(): string | null {
  const secret = secretIn(location.hash);
  if (secret !== null) history.replaceState(null, "", `${location.pathname}${location.search}#/`);
  return secret;
}
