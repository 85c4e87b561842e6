/** A value of JSON as a tree whose branches fold. The first level is open. */
export function StateTree({ value }: { value: unknown }) {
  if (typeof value !== "object" || value === null) return <Leaf value={value} />;
  const branches = Object.entries(value);
  if (branches.length === 0) return <span className="small">empty</span>;
  return (
    <ul className="tree">
      {branches.map(([name, one]) => (
        <li key={name}>
          <Branch name={name} value={one} />
        </li>
      ))}
    </ul>
  );
}

function Branch({ name, value }: { name: string; value: unknown }) {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    return (
      <>
        <span className="key">{name}</span> <Leaf value={value} />
      </>
    );
  }
  return (
    <details open>
      <summary>
        <span className="key">{name}</span> <span className="small">{Array.isArray(value) ? `${value.length}` : ""}</span>
      </summary>
      <StateTree value={value} />
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value === "string") return <span className="leaf text">{value === "" ? "“”" : value}</span>;
  return <span className="leaf">{JSON.stringify(value) ?? "nothing"}</span>;
}
