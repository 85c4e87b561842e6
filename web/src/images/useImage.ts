// One image with its entity tag: at once from the list when it is there, then fresh from the server.
import { useEffect, useState } from "react";

import { messageOf, statusOf, type Message } from "../contract/problem";
import type { Image, ImageId, ImageUpdate } from "../contract/types";
import { notify } from "../studio/notices";
import { openImage, updateImage } from "./images";

interface Opened {
  image: Image;
  tag: string | null;
}

export function useImage(id: ImageId, known: Image | undefined, onChange: (image: Image) => void) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [trouble, setTrouble] = useState<Message | null>(null);

  useEffect(() => {
    let current = true;
    setTrouble(null);
    openImage(id).then(
      ({ data, tag }) => current && setOpened({ image: data, tag }),
      (error: unknown) => current && setTrouble(messageOf(error)),
    );
    return () => {
      current = false;
    };
  }, [id]);

  const fresh = opened?.image.id === id ? opened : null;

  /** Change it, unless somebody else was faster: then show how it is now. */
  async function change(body: ImageUpdate): Promise<void> {
    try {
      const { data, tag } = await updateImage(id, fresh?.tag ?? null, body);
      setOpened({ image: data, tag });
      onChange(data);
      notify("The picture's data is changed.");
    } catch (error) {
      if (statusOf(error) !== 412) throw error;
      const { data, tag } = await openImage(id);
      setOpened({ image: data, tag });
      onChange(data);
      notify("Somebody else changed this picture meanwhile. This is how it is now; please look, then change it again.");
    }
  }

  return { image: fresh?.image ?? known ?? null, trouble, change };
}
