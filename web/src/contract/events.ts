// Server-sent events, typed by the contract. The browser goes on by itself where a connection broke, with the id of
// the last event; where the server refused, it gives up, and we ask again.
import { BASE } from "./http";
import type { components, paths } from "./types";

type Schemas = components["schemas"];

/** What each kind of event carries. */
export interface Told {
  job: Schemas["JobEvent"];
  queue: Schemas["Queue"];
  reset: Schemas["EventReset"];
  import: Schemas["ImportProgress"];
}

type Ears = { [Kind in keyof Told]?: (told: Told[Kind]) => void };

export interface Hearing extends Ears {
  /** Connected. `anew` when events may have gone by unheard since we last were. */
  open(anew: boolean): void;
  /** Not connected. `refused` when the server did not want us: a plain request would say why. */
  lost(refused: boolean): void;
}

type Streams = Extract<keyof paths, `${string}/events`>;

const KINDS = ["job", "queue", "reset", "import"] as const;
const LONGEST = 15_000;

/** Follow a stream, for as long as it takes; `path` fills what is in braces. Gives back how to stop. */
export function follow(stream: Streams, hearing: Hearing, path: Readonly<Record<string, string>> = {}): () => void {
  const address = BASE + stream.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const ears: Ears = hearing;

  function connect(): void {
    let anew = true;
    source = new EventSource(address);
    source.onopen = () => {
      failures = 0;
      hearing.open(anew);
    };
    source.onerror = () => {
      const refused = source.readyState === EventSource.CLOSED;
      if (refused) again = setTimeout(connect, Math.min(LONGEST, 1_000 * 2 ** failures++));
      hearing.lost(refused);
    };
    const tell = <Kind extends keyof Told>(kind: Kind) =>
      source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        // Without an id the browser cannot say where it was, and begins anew.
        anew = lastEventId === "";
        ears[kind]?.(JSON.parse(data) as Told[Kind]);
      });
    KINDS.forEach(tell);
  }

  connect();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
