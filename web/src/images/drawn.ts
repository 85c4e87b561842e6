// Pictures of which all is known that is needed to draw them again; of others somebody knows a part, or nobody anything.
import type { Image, ImageSource } from "../contract/types";

const MAKING = ["prompt", "negative_prompt", "seed", "steps", "guidance_scale", "model"] as const satisfies (keyof Image)[];

export type Drawn = Image & { [Part in (typeof MAKING)[number]]: NonNullable<Image[Part]> };

export function isDrawn(image: Image): image is Drawn {
  return MAKING.every((part) => image[part] !== null);
}

const NAMELESS: Record<ImageSource, string> = {
  generation: "A picture",
  upload: "An uploaded picture",
  import: "An imported picture",
};

export function nameOf({ title, prompt, source }: Pick<Image, "title" | "prompt" | "source">): string {
  return title || prompt || NAMELESS[source];
}
