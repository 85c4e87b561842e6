// The folders that the studio may import from.
import { useEffect, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { ImportSource } from "../contract/types";
import { listSources } from "./imports";

export interface Sources {
  /** Null until they are known. */
  all: readonly ImportSource[] | null;
  trouble: Message | null;
}

export function useSources(): Sources {
  const [seen, setSeen] = useState<Sources>({ all: null, trouble: null });
  useEffect(() => {
    let gone = false;
    listSources().then(
      ({ data }) => gone || setSeen({ all: data.items, trouble: null }),
      (error: unknown) => gone || setSeen({ all: null, trouble: messageOf(error) }),
    );
    return () => void (gone = true);
  }, []);
  return seen;
}
