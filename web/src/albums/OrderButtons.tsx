import type { ImageId } from "../contract/types";
import { earlier, later, toFront, type Move } from "./order";

interface OrderButtonsProps {
  order: readonly ImageId[];
  picked: readonly ImageId[];
  /** Whether more pictures follow than are shown. */
  open: boolean;
  busy: boolean;
  onMove(move: Move): void;
}

/** Moves what is picked within the album, for those who do not drag. */
export function OrderButtons({ order, picked, open, busy, onMove }: OrderButtonsProps) {
  const moves: readonly (readonly [string, string, Move | null])[] = [
    ["⇤", "To the beginning", toFront(order, picked)],
    ["←", "Earlier", earlier(order, picked)],
    ["→", "Later", later(order, picked, open)],
    ["⇥", "To the end", { images: picked, before: null }],
  ];
  return (
    <span className="row order" role="group" aria-label="Their place">
      {moves.map(([sign, words, move]) => (
        <button
          key={words}
          type="button"
          className="icon"
          aria-label={words}
          title={words}
          disabled={busy || !move}
          onClick={() => move && onMove(move)}
        >
          <span aria-hidden="true">{sign}</span>
        </button>
      ))}
    </span>
  );
}
