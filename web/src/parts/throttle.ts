// Often asked, seldom done: at once when it was long ago, else once for all that is asked within the time.
export function throttle(work: () => void, every: number): { call(): void; stop(): void } {
  let due: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const go = () => {
    due = undefined;
    last = performance.now();
    work();
  };
  return {
    call() {
      due ??= setTimeout(go, Math.max(0, last + every - performance.now()));
    },
    stop() {
      clearTimeout(due);
      due = undefined;
    },
  };
}
