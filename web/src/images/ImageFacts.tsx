import type { Image } from "../contract/types";
import { Copy } from "../parts/Copy";
import { bytesOf, momentOf } from "../parts/format";

/** How a picture was made, and what its file is. */
export function ImageFacts({ image }: { image: Image }) {
  return (
    <dl className="facts">
      {image.prompt !== null && (
        <>
          <dt>Prompt</dt>
          <dd className="said">{image.prompt}</dd>
        </>
      )}
      {image.negative_prompt && (
        <>
          <dt>Negative prompt</dt>
          <dd className="said">{image.negative_prompt}</dd>
        </>
      )}
      {image.seed !== null && (
        <>
          <dt>Seed</dt>
          <dd>
            {image.seed} <Copy what="seed" text={String(image.seed)} />
          </dd>
          <dt>Steps</dt>
          <dd>{image.steps}</dd>
          <dt>Guidance</dt>
          <dd>{image.guidance_scale}</dd>
        </>
      )}
      <dt>Size</dt>
      <dd>
        {image.width} × {image.height}, {bytesOf(image.byte_size)}
      </dd>
      {image.model !== null && (
        <>
          <dt>Model</dt>
          <dd>{image.model}</dd>
        </>
      )}
      <dt>{image.source === "upload" ? "Uploaded" : "Drawn"}</dt>
      <dd>{momentOf(image.created_at)}</dd>
      <dt>SHA-256</dt>
      <dd>
        <code>{image.sha256}</code> <Copy what="SHA-256" text={image.sha256} />
      </dd>
    </dl>
  );
}
