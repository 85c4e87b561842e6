// One key per distinct request: sending again after a lost answer does nothing twice.
import { useRef } from "react";

export interface Keys {
  keyFor(body: unknown): string;
  /** It was answered: the same request would be a new one. */
  done(): void;
}

export function useKey(): Keys {
  const attempt = useRef<{ key: string; body: string } | null>(null);
  return {
    keyFor(body) {
      const written = JSON.stringify(body);
      if (attempt.current?.body !== written) attempt.current = { key: newKey(), body: written };
      return attempt.current.key;
    },
    done() {
      attempt.current = null;
    },
  };
}

/** `randomUUID` exists only in secure contexts; a studio in the local network may have none. */
function newKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  return Array.from((crypto as Crypto).getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");
}
