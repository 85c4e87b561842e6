import type { Image, ImageSource } from "../contract/types";
import { Copy } from "../parts/Copy";
import { bytesOf, momentOf } from "../parts/format";
import { hrefOf } from "../studio/route";

const FROM: Record<Exclude<ImageSource, "generation">, string> = { upload: "An upload", import: "An import" };
const MADE: Record<ImageSource, string> = { generation: "Drawn", upload: "Uploaded", import: "Made" };

/** How a picture was made, and what its file is. */
export function ImageFacts({ image }: { image: Image }) {
  return (
    <dl className="facts">
      {image.source !== "generation" && (
        <>
          <dt>From</dt>
          <dd>
            {FROM[image.source]}
            {image.prompt === null && "; how it was made is not known"}
          </dd>
        </>
      )}
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
        </>
      )}
      {image.steps !== null && (
        <>
          <dt>Steps</dt>
          <dd>{image.steps}</dd>
        </>
      )}
      {image.guidance_scale !== null && (
        <>
          <dt>Guidance</dt>
          <dd>{image.guidance_scale}</dd>
        </>
      )}
      <dt>Size</dt>
      <dd>
        {image.width} × {image.height}, {bytesOf(image.byte_size)}
      </dd>
      {image.adapters.length > 0 && (
        <>
          <dt>Adapters</dt>
          <dd>{image.adapters.map(({ name, weight }) => `${name} (${weight ?? 1})`).join(", ")}</dd>
        </>
      )}
      {image.origin && (
        <>
          <dt>Row</dt>
          <dd>
            {image.origin.row_number} of <a href={hrefOf({ page: "batch", batch: image.origin.batch_id })}>its batch</a>:{" "}
            {Object.entries(image.origin.row_values)
              .map(([column, value]) => `${column} ${value}`)
              .join(", ")}
          </dd>
        </>
      )}
      {image.model !== null && (
        <>
          <dt>Model</dt>
          <dd>{image.model}</dd>
        </>
      )}
      <dt>{MADE[image.source]}</dt>
      <dd>{momentOf(image.created_at)}</dd>
      <dt>SHA-256</dt>
      <dd>
        <code>{image.sha256}</code> <Copy what="SHA-256" text={image.sha256} />
      </dd>
    </dl>
  );
}
