import { useEffect } from "react";

import type { Album, Image, ImageId } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { ProblemNote } from "../parts/ProblemNote";
import type { Pages } from "../parts/usePages";
import { useMay } from "../session/session";
import { ImageActions } from "./ImageActions";
import { ImageFacts } from "./ImageFacts";
import { ImageForm } from "./ImageForm";
import { nameOf } from "./ImageGrid";
import { useImage } from "./useImage";

interface ImageViewerProps {
  id: ImageId;
  among: Pages<Image>;
  album?: Album | null;
  onTurn(image: ImageId): void;
  onClose(): void;
}

/** One picture, large, with all that is known of it. Arrow keys turn to its neighbours. */
export function ImageViewer({ id, among, album, onTurn, onClose }: ImageViewerProps) {
  const mayUpdate = useMay("update_image");
  const place = among.items.findIndex((image) => image.id === id);
  const { image, trouble, change } = useImage(id, among.items[place], among.replace);
  const before = among.items[place - 1]?.id;
  const after = place < 0 ? undefined : among.items[place + 1]?.id;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      const neighbour = { ArrowLeft: before, ArrowRight: after }[event.key];
      if (neighbour) onTurn(neighbour);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [before, after, onTurn]);

  // Come to the end of what is loaded: load what follows.
  const { more, busy } = among;
  useEffect(() => {
    if (place >= 0 && after === undefined && more && !busy) more();
  }, [place, after, busy]);

  const gone = () => {
    among.drop(id);
    const next = after ?? before;
    if (next) onTurn(next);
    else onClose();
  };

  return (
    <Dialog kind="viewer" title={image ? nameOf(image) : "Picture"} onClose={onClose}>
      {trouble && <ProblemNote message={trouble} />}
      {image && (
        <div className="viewer-parts">
          <figure className="canvas">
            <img key={image.id} src={image.file_url} alt={image.prompt ?? nameOf(image)} width={image.width} height={image.height} />
            <Turn label="The picture before" to={before} sign="‹" onTurn={onTurn} />
            <Turn label="The picture after" to={after} sign="›" onTurn={onTurn} />
          </figure>
          <aside className="stack" aria-label="About this picture">
            <ImageActions image={image} album={album} onGone={gone} onTakenOut={gone} />
            {mayUpdate && <ImageForm key={`${image.id} ${image.updated_at}`} image={image} onChange={change} />}
            <ImageFacts image={image} />
          </aside>
        </div>
      )}
    </Dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

function Turn({ label, to, sign, onTurn }: { label: string; to: ImageId | undefined; sign: string; onTurn(to: ImageId): void }) {
  return (
    <button type="button" className="turn" aria-label={label} disabled={!to} onClick={() => to && onTurn(to)}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
