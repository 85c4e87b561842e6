import type { Message } from "../contract/problem";
import { Copy } from "./Copy";

interface ProblemNoteProps {
  message: Message;
  onDismiss?: (() => void) | undefined;
  onRetry?: (() => void) | undefined;
}

/** A problem in words, with the trace id that finds it in the server's log. */
export function ProblemNote({ message, onDismiss, onRetry }: ProblemNoteProps) {
  return (
    <div className="problem" role="alert">
      <div>
        <strong>{message.title}.</strong> {message.detail}
        {message.others.length > 0 && (
          <ul>
            {message.others.map((other) => (
              <li key={other}>{other}</li>
            ))}
          </ul>
        )}
        {message.traceId && (
          <p className="small">
            Trace id <code>{message.traceId}</code> <Copy what="trace id" text={message.traceId} />
          </p>
        )}
      </div>
      <div className="row">
        {onRetry && (
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        )}
        {onDismiss && (
          <button type="button" className="quiet icon" aria-label="Dismiss" onClick={onDismiss}>
            <span aria-hidden="true">✕</span>
          </button>
        )}
      </div>
    </div>
  );
}
