import { Dialog } from "../parts/Dialog";
import { useStore } from "../parts/store";
import { setShortcuts, shortcutsOn } from "./shortcuts";

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [["n"], "A new picture"],
  [["Ctrl or ⌘", "Enter"], "Draw what the form says"],
  [["g", "a"], "Albums"],
  [["g", "b"], "Batches and templates"],
  [["g", "p"], "Pictures"],
  [["g", "q"], "Queue"],
  [["←", "→"], "The picture before, the picture after"],
  [["x"], "Select the picture, or not"],
  [["Ctrl or ⌘", "a"], "Select all pictures"],
  [["Shift", "click"], "Select everything up to here"],
  [["Esc"], "Close; select nothing"],
  [["?"], "This help"],
];

export function Help({ onClose }: { onClose(): void }) {
  const on = useStore(shortcutsOn);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table className="keys">
        <tbody>
          {KEYS.map(([keys, meaning]) => (
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
