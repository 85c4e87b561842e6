import type { CSSProperties } from "react";

import { thumbnailOf } from "../contract/http";
import type { AlbumId } from "../contract/types";
import { Failure } from "../jobs/Failure";
import { Progress } from "../jobs/Progress";
import { STATES } from "../jobs/states";
import { hrefOf, type Route } from "../studio/route";
import type { LiveItem } from "./items";

interface BatchItemsProps {
  items: readonly LiveItem[];
  album: AlbumId | null;
  /** Width by height of the pictures. */
  ratio: number;
}

/** The rows of a batch, each with what became of its picture. */
export function BatchItems({ items, album, ratio }: BatchItemsProps) {
  return (
    <ul className="batch-items" aria-label="Rows" style={{ "--ratio": ratio } as CSSProperties}>
      {items.map((item) => (
        <li key={item.row_number} data-state={item.state} data-row={item.row_number}>
          <div className="sheet-of-paper">
            {item.image_id ? (
              <a href={hrefOf(placeOf(item.image_id, album))} aria-label={`Open: ${item.item_name}`}>
                <img src={thumbnailOf(item.image_id)} alt={item.item_name} loading="lazy" />
              </a>
            ) : item.state === "running" && item.progress ? (
              <Progress job={item.progress} />
            ) : null}
          </div>
          <p className="item-name" title={item.prompt}>
            <span className="small">{item.row_number}</span> {item.item_name}
          </p>
          {item.state !== "succeeded" && <span className={`state ${item.state}`}>{STATES[item.state]}</span>}
          {item.failure && <Failure failure={item.failure} />}
        </li>
      ))}
    </ul>
  );
}

function placeOf(image: string, album: AlbumId | null): Route {
  return album ? { page: "album", album, image } : { page: "images", image };
}
