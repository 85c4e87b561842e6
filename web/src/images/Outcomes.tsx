import { thumbnailOf } from "../contract/http";
import type { Image } from "../contract/types";
import { Dialog } from "../parts/Dialog";
import { nameOf } from "./drawn";
import { OUTCOMES, type Outcome } from "./outcomes";

interface OutcomesProps {
  outcomes: readonly Outcome[];
  images: readonly Image[];
  onClose(): void;
}

/** What came of each picture, those that need a look first. */
export function Outcomes({ outcomes, images, onClose }: OutcomesProps) {
  const fine = (one: Outcome) => OUTCOMES[one.outcome]?.fine === true;
  const inOrder = [...outcomes.filter((one) => !fine(one)), ...outcomes.filter(fine)];
  return (
    <Dialog title="What came of each" onClose={onClose}>
      <ul className="outcomes">
        {inOrder.map((one) => {
          const image = images.find(({ id }) => id === one.image_id);
          return (
            <li key={one.image_id} data-fine={fine(one) || undefined}>
              <span className="sheet-of-paper small">
                {one.outcome !== "not_found" && <img src={thumbnailOf(one.image_id)} alt="" loading="lazy" />}
              </span>
              <div>
                <p className="prompt">{image ? nameOf(image) : one.image_id}</p>
                <p className={fine(one) ? "small" : "small trouble"}>{one.detail ?? OUTCOMES[one.outcome]?.words ?? one.outcome}</p>
              </div>
            </li>
          );
        })}
      </ul>
      <div className="row end">
        <button type="button" onClick={onClose} autoFocus>
          Close
        </button>
      </div>
    </Dialog>
  );
}
