import { fromNow, momentOf } from "./format";

/** A moment by its distance from now; exactly, for whoever points at it. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={momentOf(at)}>
      {fromNow(at)}
    </time>
  );
}
