import { notify } from "../studio/notices";

/** Put text on the clipboard. Without a secure context there is no clipboard, so say that too. */
export async function copy(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`Copied the ${what}.`);
  } catch {
    notify(`This browser does not allow copying here. The ${what}: ${text}`);
  }
}

interface CopyProps {
  what: string;
  text: string;
  /** The words on the button, where “Copy” would leave a doubt. */
  label?: string;
}

export function Copy({ what, text, label }: CopyProps) {
  return (
    <button type="button" className="quiet small" aria-label={label ? undefined : `Copy the ${what}`} onClick={() => void copy(what, text)}>
      {label ?? "Copy"}
    </button>
  );
}
