import type { CSSProperties } from "react";

import type { Image, ImageId } from "../contract/types";
import { hrefOf, type Route } from "../studio/route";

export function nameOf(image: Pick<Image, "title" | "prompt">): string {
  return image.title || image.prompt || "Untitled picture";
}

/** Rows of pictures, each as wide as its shape asks for. */
export function ImageGrid({ images, at }: { images: readonly Image[]; at(image: ImageId): Route }) {
  return (
    <ul className="image-grid" aria-label="Pictures">
      {images.map((image) => (
        <li key={image.id} style={{ "--ratio": image.width / image.height } as CSSProperties}>
          <a href={hrefOf(at(image.id))} title={nameOf(image)}>
            <img src={image.thumbnail_url} alt={nameOf(image)} width={image.width} height={image.height} loading="lazy" />
          </a>
        </li>
      ))}
    </ul>
  );
}
