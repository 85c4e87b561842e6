import { useEffect, useRef, useState } from "react";

import { limitsOfValue } from "../contract/limits";

interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onSearch(words: string): void;
}

const TYPING = 300;

/** Searches while one types, a moment after each key; Enter searches at once. */
export function SearchBox({ label, placeholder, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  const words = typed.trim();

  // Somebody else changed it: the back button, a link.
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(() => latest.current(words), TYPING);
    return () => clearTimeout(timer);
  }, [words]);

  return (
    <input
      type="search"
      className="search"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      maxLength={limitsOfValue("SearchWords").maxLength}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && words !== value && onSearch(words)}
    />
  );
}
