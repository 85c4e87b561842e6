import type { JobFailure } from "../contract/types";

/** Why it failed, for people and, small, for those who look the code up. */
export function Failure({ failure }: { failure: JobFailure }) {
  return (
    <p className="small trouble">
      {failure.reason} <code>{failure.code}</code>
    </p>
  );
}
