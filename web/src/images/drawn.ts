// Pictures that were drawn here, and those that were uploaded, of which nobody knows how they were made.
import type { Image } from "../contract/types";

type Making = "prompt" | "negative_prompt" | "seed" | "steps" | "guidance_scale" | "model";

export type Drawn = Image & { [Part in Making]: NonNullable<Image[Part]> };

export function isDrawn(image: Image): image is Drawn {
  return image.prompt !== null;
}

export function nameOf(image: Pick<Image, "title" | "prompt">): string {
  return image.title || image.prompt || "An uploaded picture";
}
