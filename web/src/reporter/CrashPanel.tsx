import { Heading } from "../parts/Heading";
import { wordsOf } from "./plain";
import { openReporter } from "./reporter";

/** Stands where a view has crashed, says so kindly, and offers what helps. */
export function CrashPanel({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <section className="card stack narrow crash" role="alert" aria-label="This view has crashed">
      <Heading title="This view has crashed" />
      <p>It is not your doing, and nothing that was saved is lost. A report of what happened helps to mend it.</p>
      <p className="small">
        <code>{wordsOf(error)}</code>
      </p>
      <div className="row">
        <button type="button" className="primary" onClick={() => openReporter()}>
          Report this
        </button>
        {again && (
          <button type="button" onClick={again}>
            Try again
          </button>
        )}
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    </section>
  );
}
