// One template with its entity tag.
import { useCallback, useEffect, useState } from "react";

import { messageOf, type Message } from "../contract/problem";
import type { BatchTemplate, BatchTemplateId } from "../contract/types";
import { openTemplate } from "./batches";

export interface OpenedTemplate {
  template: BatchTemplate;
  tag: string | null;
}

export function useTemplate(id: BatchTemplateId) {
  const [opened, setOpened] = useState<OpenedTemplate | null>(null);
  const [trouble, setTrouble] = useState<Message | null>(null);
  const reload = useCallback(async () => {
    try {
      const { data, tag } = await openTemplate(id);
      setOpened({ template: data, tag });
      setTrouble(null);
    } catch (error) {
      setTrouble(messageOf(error));
    }
  }, [id]);
  useEffect(() => {
    setOpened(null);
    void reload();
  }, [reload]);
  return { opened, trouble, reload };
}
