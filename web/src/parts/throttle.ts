// Often asked, seldom done: once for all that is asked within the time.
export function throttle(work: () => void, every: number): { call(): void; stop(): void } {
  let due: ReturnType<typeof setTimeout> | undefined;
  return {
    call() {
      due ??= setTimeout(() => {
        due = undefined;
        work();
      }, every);
    },
    stop() {
      clearTimeout(due);
      due = undefined;
    },
  };
}
