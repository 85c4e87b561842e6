// Something that the person asked for: whether it is under way, and why it did not work.
import { useState } from "react";

import { messageOf, type Message } from "../contract/problem";

export interface Task<A extends unknown[]> {
  busy: boolean;
  trouble: Message | null;
  run(...given: A): Promise<void>;
  forget(): void;
}

export function useTask<A extends unknown[]>(work: (...given: A) => Promise<unknown>, fields: readonly string[] = []): Task<A> {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Message | null>(null);
  async function run(...given: A): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await work(...given);
    } catch (error) {
      setTrouble(messageOf(error, fields));
    } finally {
      setBusy(false);
    }
  }
  return { busy, trouble, run, forget: () => setTrouble(null) };
}
