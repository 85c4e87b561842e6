// One import as it is: read, followed while it goes on, and read again once it is over.
import { useCallback, useEffect, useRef, useState } from "react";

import { follow } from "../contract/events";
import { messageOf, type Message } from "../contract/problem";
import type { ImportId, ImportRun } from "../contract/types";
import { isOver } from "../jobs/states";
import { useRepeat } from "../parts/useRepeat";
import { useVisible } from "../parts/useVisible";
import { useCollector } from "../reporter/collectors";
import { after } from "./heard";
import { openImport } from "./imports";

/** Events tell of files; what was made of them is read now and again, and where no event comes through, all of it. */
const SELDOM = 5_000;

interface Seen {
  run: ImportRun | null;
  trouble: Message | null;
  tell(run: ImportRun): void;
  reload(): void;
}

export function useImport(id: ImportId): Seen {
  const [run, setRun] = useState<ImportRun | null>(null);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const turn = useRef(0);
  const goesOn = run !== null && !isOver(run.state);
  const seen = useVisible();
  useCollector("import", () => run && { id: run.id, mode: run.mode, state: run.state, phase: run.phase });

  const reload = useCallback(() => {
    const mine = ++turn.current;
    openImport(id).then(
      ({ data }) => {
        if (mine !== turn.current) return;
        setRun(data);
        setTrouble(null);
      },
      (error: unknown) => mine === turn.current && setTrouble(messageOf(error)),
    );
  }, [id]);

  useEffect(() => {
    reload();
    return () => void turn.current++;
  }, [reload]);

  useEffect(() => {
    if (!goesOn || !seen) return;
    return follow(
      "/imports/{import_id}/events",
      {
        open() {},
        lost: reload,
        import(told) {
          // With its end come its counts, its hash and what it found, all at once: half of them would mislead.
          if (isOver(told.state)) reload();
          else setRun((now) => now && after(now, told));
        },
      },
      { import_id: id },
    );
  }, [id, goesOn, seen, reload]);
  useRepeat(goesOn, SELDOM, reload);

  return { run, trouble, tell: setRun, reload };
}
