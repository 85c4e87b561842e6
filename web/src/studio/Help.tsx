import { Dialog } from "../parts/Dialog";
import { useStore } from "../parts/store";
import { useRoute } from "./route";
import { setShortcuts, shortcutsOn } from "./shortcuts";

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [["n"], "A new picture"],
  [["Ctrl or ⌘", "Enter"], "Draw what the form says"],
  [["g", "a"], "Albums"],
  [["g", "b"], "Batches and templates"],
  [["g", "i"], "Imports, for admins"],
  [["g", "p"], "Pictures"],
  [["g", "q"], "Queue"],
  [["g", "r"], "Bug reports, for admins"],
  [["Ctrl or ⌘", "Shift", "b"], "Report a problem"],
  [["←", "→"], "The picture before, the picture after"],
  [["x"], "Select the picture, or not"],
  [["Ctrl or ⌘", "a"], "Select all pictures"],
  [["Shift", "click"], "Select everything up to here"],
  [["Esc"], "Close; select nothing"],
  [["?"], "This help"],
];

const TRIAGE: typeof KEYS = [
  [["j"], "The report after this"],
  [["k"], "The report before this"],
  [["Enter"], "Open it"],
  [["u"], "Back to the list"],
  [["o"], "Open again"],
  [["i"], "In progress"],
  [["r"], "Resolved"],
  [["w"], "Won’t fix"],
  [["p"], "Pin, or not any more"],
];

export function Help({ onClose }: { onClose(): void }) {
  const on = useStore(shortcutsOn);
  const { page } = useRoute();
  return (
    <Dialog title="Keys" onClose={onClose}>
      {(page === "reports" || page === "report") && <Table caption="Bug reports" rows={TRIAGE} />}
      <Table caption="Everywhere" rows={KEYS} />
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => setShortcuts(event.target.checked)} />
        Single keys lead somewhere
      </label>
      <p className="small">
        Programs can do all of this too: see the <a href="/docs">API reference</a>.
      </p>
    </Dialog>
  );
}

function Table({ caption, rows }: { caption: string; rows: typeof KEYS }) {
  return (
    <table className="keys">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([keys, meaning]) => (
          <tr key={meaning}>
            <td>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
