import { useId, useRef, useState, type ReactNode } from "react";

interface DropFilesProps {
  label: string;
  /** What the file chooser offers, as in the attribute `accept`. */
  accept: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles(files: readonly File[]): void;
  children?: ReactNode;
}

/** A place to drop files on, and a button that opens the file chooser. */
export function DropFiles({ label, accept, multiple = false, disabled = false, onFiles, children }: DropFilesProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const all = [...(files ?? [])];
    if (all.length > 0) onFiles(multiple ? all : all.slice(0, 1));
    if (input.current) input.current.value = "";
  };
  return (
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) take(event.dataTransfer.files);
      }}
    >
      <label className="button" htmlFor={id}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        className="aside"
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => take(event.target.files)}
      />
      <span className="small">{children ?? "or drop it here"}</span>
    </div>
  );
}
