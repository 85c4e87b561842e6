// People by their ids, for whoever may know them.
import { useEffect, useState } from "react";

import type { User, UserId } from "../contract/types";
import { useMay, useUser } from "../session/session";
import { complain } from "../studio/notices";
import { peopleToChoose } from "./people";

export interface People {
  all: readonly User[];
  /** What to call the person: by name, if it is known. */
  nameOf(id: UserId): string;
}

export function usePeople(): People {
  const may = useMay("list_users");
  const me = useUser();
  const [all, setAll] = useState<readonly User[]>([]);
  useEffect(() => {
    if (!may) return;
    let gone = false;
    peopleToChoose().then((people) => gone || setAll(people), complain);
    return () => void (gone = true);
  }, [may]);
  return {
    all,
    nameOf: (id) => (all.find((one) => one.id === id) ?? (me?.id === id ? me : null))?.name ?? id,
  };
}
