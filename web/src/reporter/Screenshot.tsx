import { useEffect, useState } from "react";

import { DropFiles } from "../parts/DropFiles";
import { bytesOf } from "../parts/format";
import { ProblemNote } from "../parts/ProblemNote";
import { useTask } from "../parts/useTask";
import { canCapture, captureScreen } from "./screen";

export const PICTURES = ["image/png", "image/jpeg", "image/webp"];

interface ScreenshotProps {
  picture: Blob | null;
  onChange(picture: Blob | null): void;
  /** Whether the dialog is to leave the screen, so that what lies beneath can be seen. */
  onCapture(going: boolean): void;
}

/** An optional picture: of the screen, or from a file. It is shown, since nobody takes secrets out of it. */
export function Screenshot({ picture, onChange, onCapture }: ScreenshotProps) {
  const shown = useAddress(picture);
  const capture = useTask(async () => {
    onCapture(true);
    try {
      const taken = await captureScreen();
      if (taken) onChange(taken);
    } finally {
      onCapture(false);
    }
  });
  return (
    <fieldset className="stack screenshot">
      <legend>Picture</legend>
      {picture && shown ? (
        <>
          <img src={shown} alt="What will be sent as the screenshot" />
          <div className="row between">
            <span className="small">{bytesOf(picture.size)}. Look at it: what can be read in it is sent as it is.</span>
            <button type="button" onClick={() => onChange(null)}>
              Take it out
            </button>
          </div>
        </>
      ) : (
        <div className="row">
          {canCapture() && (
            <button type="button" disabled={capture.busy} onClick={() => void capture.run()}>
              Take a picture of the screen
            </button>
          )}
          <DropFiles label="Choose a file…" accept={PICTURES.join(",")} onFiles={([file]) => file && onChange(file)}>
            drop it here, or paste it
          </DropFiles>
        </div>
      )}
      {capture.trouble && <ProblemNote message={capture.trouble} onDismiss={capture.forget} />}
    </fieldset>
  );
}

function useAddress(picture: Blob | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!picture) return setAddress(null);
    const made = URL.createObjectURL(picture);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return address;
}
