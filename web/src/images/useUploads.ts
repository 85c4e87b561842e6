// Pictures on their way to the server, one after the other.
import { useRef, useState } from "react";

import { messageOf } from "../contract/problem";
import type { AlbumId } from "../contract/types";
import { uploadImage } from "./images";

export interface Upload {
  id: number;
  file: File;
  state: "waiting" | "sending" | "sent" | "refused";
  /** Why it was refused. */
  detail?: string;
}

export function useUploads(album: AlbumId | undefined, onSent: () => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const last = useRef(0);

  const change = (id: number, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));

  async function send({ id, file }: Upload): Promise<void> {
    change(id, { state: "sending" });
    try {
      await uploadImage(file, album);
      change(id, { state: "sent" });
      onSent();
    } catch (error) {
      change(id, { state: "refused", detail: messageOf(error).detail });
    }
  }

  function add(files: readonly File[]): void {
    const added = files.map((file): Upload => ({ id: ++last.current, file, state: "waiting" }));
    setUploads((all) => [...all, ...added]);
    for (const upload of added) line.current = line.current.then(() => send(upload));
  }

  return { uploads, add };
}
