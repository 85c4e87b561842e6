import { useEffect, useState } from "react";

import type { Album, AlbumId } from "../contract/types";
import { Field } from "../parts/Field";
import { complain } from "../studio/notices";
import { albumsToChoose } from "./albums";

interface AlbumSelectProps {
  label: string;
  name: string;
  none: string;
  value: string;
  /** An album not to offer. */
  without?: AlbumId | undefined;
  trouble?: string | undefined;
  onChange(album: string): void;
}

export function AlbumSelect({ label, name, none, value, without, trouble, onChange }: AlbumSelectProps) {
  const [albums, setAlbums] = useState<Album[]>([]);
  useEffect(() => {
    albumsToChoose().then(setAlbums, complain);
  }, []);
  return (
    <Field label={label} trouble={trouble}>
      {(wiring) => (
        <select {...wiring} name={name} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {albums.filter(({ id }) => id !== without).map((album) => (
            <option key={album.id} value={album.id}>
              {album.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
