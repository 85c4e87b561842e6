import { useEffect, useRef } from "react";

import { Copy } from "./Copy";

/** A secret that is shown this once: selected, ready to be copied. */
export function Once({ what, text }: { what: string; text: string }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
    // From its end to its beginning, which stays in sight.
    box.current?.setSelectionRange(0, text.length, "backward");
  }, [text]);
  return (
    <div className="once">
      <input ref={box} type="text" readOnly aria-label={`The ${what}`} value={text} spellCheck={false} autoComplete="off" />
      <Copy what={what} text={text} />
    </div>
  );
}
