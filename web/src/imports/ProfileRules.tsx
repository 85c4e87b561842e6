import type { ImportProfile } from "../contract/types";
import { DATED_BY, VISIBILITIES } from "./words";

/** By which rules a profile finds out where a file belongs. */
export function ProfileRules({ profile }: { profile: ImportProfile }) {
  const dated = profile.dated_by.flatMap((one) => (one ? [DATED_BY[one]] : []));
  return (
    <details>
      <summary>Its rules</summary>
      <div className="scroll rules">
        <table className="table">
          <caption>The first rule that fits counts. What none fits is unclassified: it is listed, and not imported.</caption>
          <thead>
            <tr>
              <th scope="col">Paths</th>
              <th scope="col">What they are</th>
              <th scope="col">Album</th>
              <th scope="col">Who sees it</th>
            </tr>
          </thead>
          <tbody>
            {profile.rules.map(({ pattern, about, album_key, album_name, visibility }) => (
              <tr key={pattern}>
                <td>
                  <code>{pattern}</code>
                </td>
                <td>{about}</td>
                <td>{album_key === null ? "not imported" : <span title={album_key}>{album_name ?? album_key}</span>}</td>
                <td>{visibility && VISIBILITIES[visibility]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {dated.length > 0 && <p className="small">When a picture was made is told by {dated.join(", else by ")}.</p>}
    </details>
  );
}
