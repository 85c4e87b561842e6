import type { Queue } from "../contract/types";
import { useTask } from "../parts/useTask";
import { useMay } from "../session/session";
import { complain, notify } from "../studio/notices";
import { pauseQueue, resumeQueue } from "./jobs";

export function PauseSwitch({ queue, onChange }: { queue: Queue; onChange(queue: Queue): void }) {
  const mayPause = useMay("pause_queue");
  const mayResume = useMay("resume_queue");
  const turn = useTask(async () => {
    try {
      const { data } = await (queue.paused ? resumeQueue() : pauseQueue());
      onChange(data);
      notify(data.paused ? "Paused: what is being drawn is finished, nothing else is started." : "The queue goes on.");
    } catch (error) {
      complain(error);
    }
  });
  if (!(queue.paused ? mayResume : mayPause)) return null;
  return (
    <button type="button" className={queue.paused ? "primary" : ""} disabled={turn.busy} onClick={() => void turn.run()}>
      {queue.paused ? "Resume the queue" : "Pause the queue"}
    </button>
  );
}
