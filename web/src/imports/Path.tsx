import { cutMiddle } from "../parts/cutMiddle";

/** Longer ones wrap into too many lines; all of it is there for whoever points at it. */
const LONGEST = 160;

/** Where in the source a file is: its folder faintly, its name clearly. */
export function Path({ path }: { path: string }) {
  const shown = cutMiddle(path, LONGEST);
  const name = shown.slice(shown.lastIndexOf("/") + 1);
  const folder = shown.slice(0, shown.length - name.length);
  return (
    <span className="path" title={shown === path ? undefined : path}>
      {folder && (
        <>
          <span className="folder">{folder}</span>
          <wbr />
        </>
      )}
      {name}
    </span>
  );
}
