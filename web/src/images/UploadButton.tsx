import { useEffect, useState } from "react";

import type { AlbumId } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { DropFiles } from "../parts/DropFiles";
import { bytesOf, count } from "../parts/format";
import { useFileDrop } from "../parts/useFileDrop";
import { useMay } from "../session/session";
import { useUploads, type Upload } from "./useUploads";

const TYPES = "image/png,image/jpeg,image/webp";

const STATES: Record<Upload["state"], string> = {
  waiting: "Waiting",
  sending: "Sending…",
  sent: "There",
  refused: "Refused",
};

interface UploadButtonProps {
  /** Where the pictures go; absent for the album of this month. */
  album?: AlbumId | undefined;
  onSent(): void;
}

/** Uploads pictures: by the button, or by dropping their files anywhere on the page. */
export function UploadButton({ album, onSent }: UploadButtonProps) {
  const may = useMay("upload_image");
  const [open, setOpen] = useState(false);
  const { uploads, add } = useUploads(album, onSent);
  const over = useFileDrop(may, (files) => {
    setOpen(true);
    add(files);
  });
  const left = uploads.filter(({ state }) => state === "waiting" || state === "sending").length;

  // What is under way ends when the page does: ask first.
  useEffect(() => {
    if (left === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [left]);

  if (!may) return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {left > 0 ? `Uploading ${count(left, "picture")}…` : "Upload…"}
      </button>
      {over && !open && <div className="drop-veil">Drop them to upload</div>}
      {open && (
        <Dialog title="Upload pictures" onClose={() => setOpen(false)}>
          <div className="stack">
            <DropFiles label="Choose pictures" accept={TYPES} multiple onFiles={add}>
              or drop them here. PNG, JPEG or WebP; {album ? "they go to this album." : "they go to this month's album."}
            </DropFiles>
            {uploads.length > 0 && (
              <ul className="uploads" aria-label="Uploads">
                {uploads.map(({ id, file, state, detail }) => (
                  <li key={id}>
                    <span className="name">{file.name}</span> <span className="small">{bytesOf(file.size)}</span>
                    <span className={state === "refused" ? "small trouble" : "small"} role="status">
                      {detail ?? STATES[state]}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <div className="row end">
              <button type="button" className={left === 0 && uploads.length > 0 ? "primary" : ""} onClick={() => setOpen(false)}>
                {left > 0 ? "Go on meanwhile" : "Close"}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
