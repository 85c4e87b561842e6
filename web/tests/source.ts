// The browser's EventSource, as far as the page uses it, played by hand.
export class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;

  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }

  static newest(): Source {
    const source = Source.all.at(-1);
    if (!source) throw new Error("Nothing was connected.");
    return source;
  }

  tell(kind: string, told: unknown, id = "7"): void {
    this.dispatchEvent(Object.assign(new Event(kind), { data: JSON.stringify(told), lastEventId: id }));
  }

  /** 0: the browser goes on by itself. 2: the server refused. */
  fail(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.onerror?.();
  }

  close(): void {
    this.readyState = 2;
  }
}
