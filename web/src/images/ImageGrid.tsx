import { useState, type CSSProperties, type DragEvent, type KeyboardEvent, type MouseEvent } from "react";

import type { Image, ImageId } from "../contract/types";
import { hrefOf, type Route } from "../studio/route";
import { nameOf } from "./drawn";
import type { Picking } from "./useSelection";

interface ImageGridProps {
  images: readonly Image[];
  at(image: ImageId): Route;
  /** Lets pictures be picked. */
  picking?: Picking | undefined;
  /** Lets them be dragged before another one; null is the end. */
  onMove?: ((images: readonly ImageId[], before: ImageId | null) => void) | undefined;
}

/** Rows of pictures, each as wide as its shape asks for. */
export function ImageGrid({ images, at, picking, onMove }: ImageGridProps) {
  const [over, setOver] = useState<ImageId | null>(null);
  const [dragged, setDragged] = useState<readonly ImageId[]>([]);

  /** With Ctrl or Shift a click picks, as it does with files. */
  const onClick = (id: ImageId) => (event: MouseEvent) => {
    if (!picking || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    picking.pick(id, event.shiftKey);
  };
  const onKeyDown = (id: ImageId) => (event: KeyboardEvent) => {
    if (!picking || event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    picking.pick(id, false);
  };
  const dragging = (id: ImageId) =>
    onMove && {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = "move";
        setDragged(picking?.has(id) ? picking.picked : [id]);
      },
      onDragEnd: () => {
        setDragged([]);
        setOver(null);
      },
      onDragOver: (event: DragEvent) => {
        if (dragged.length === 0 || dragged.includes(id)) return;
        event.preventDefault();
        setOver(id);
      },
      onDrop: (event: DragEvent) => {
        if (dragged.length === 0 || dragged.includes(id)) return;
        event.preventDefault();
        onMove(dragged, id);
      },
    };

  return (
    <ul className="image-grid" aria-label="Pictures" data-picking={(picking && picking.picked.length > 0) || undefined}>
      {images.map((image) => (
        <li
          key={image.id}
          style={{ "--ratio": image.width / image.height } as CSSProperties}
          data-picked={picking?.has(image.id) || undefined}
          data-dragged={dragged.includes(image.id) || undefined}
          data-over={over === image.id || undefined}
          {...dragging(image.id)}
        >
          <a
            href={hrefOf(at(image.id))}
            title={nameOf(image)}
            draggable={false}
            onClick={onClick(image.id)}
            onKeyDown={onKeyDown(image.id)}
          >
            <img
              src={image.thumbnail_url}
              alt={nameOf(image)}
              width={image.width}
              height={image.height}
              loading="lazy"
              draggable={false}
            />
          </a>
          {picking && (
            <input
              type="checkbox"
              className="pick"
              aria-label={`Select: ${nameOf(image)}`}
              checked={picking.has(image.id)}
              onClick={(event) => picking.pick(image.id, event.shiftKey)}
              onChange={() => {}}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
