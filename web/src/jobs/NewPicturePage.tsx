import { useEffect, useRef, useState } from "react";

import { http, read } from "../contract/http";
import type { AlbumId, ImageId, Job, JobId } from "../contract/types";
import { isDrawn } from "../images/drawn";
import { openImage } from "../images/images";
import { Heading } from "../parts/Heading";
import { throttle } from "../parts/throttle";
import { complain } from "../studio/notices";
import { JobCard } from "./JobCard";
import { openJob } from "./jobs";
import { listen } from "./live";
import { PictureForm } from "./PictureForm";
import { draftOf, emptyDraft, type Draft } from "./request";

const SHOWN = 12;
const SELDOM = 2_000;

interface NewPicturePageProps {
  /** The image, or the job, whose parameters fill the form. */
  from?: ImageId | undefined;
  job?: JobId | undefined;
  album?: AlbumId | undefined;
}

/** The form, and beside it the last pictures that were asked for. */
export function NewPicturePage({ from, job, album }: NewPicturePageProps) {
  const [start, setStart] = useState<Draft | null>(from || job ? null : () => emptyDraft(album));
  const [asked, setAsked] = useState<readonly JobId[]>([]);
  const [latest, setLatest] = useState<readonly Job[] | null>(null);
  const easel = useRef<HTMLElement>(null);

  useEffect(() => {
    const made = from ? openImage(from) : job ? openJob(job) : null;
    if (!made) return setStart(emptyDraft(album));
    setStart(null);
    made.then(
      ({ data }) => {
        // Of an uploaded or imported picture not all may be known; the form begins untouched then.
        const known = "state" in data || isDrawn(data);
        setStart(known ? draftOf(data, album) : emptyDraft(album));
      },
      (error: unknown) => {
        complain(error);
        setStart(emptyDraft(album));
      },
    );
  }, [from, job, album]);

  // Their places in the queue change with what others do: one look for all of them.
  useEffect(() => {
    let waiting = false;
    const look = () =>
      read(http.GET("/jobs", { params: { query: { limit: SHOWN } } })).then(({ data }) => {
        waiting = data.items.some((one) => one.state === "queued");
        setLatest(data.items);
      }, complain);
    const moved = throttle(() => void look(), SELDOM);
    const stop = listen({ read: () => void look(), queue: () => waiting && moved.call() });
    return () => {
      moved.stop();
      stop();
    };
  }, []);

  function onQueued(queued: JobId) {
    setAsked((earlier) => [queued, ...earlier.filter((one) => one !== queued)]);
    // On a narrow screen the easel is below the form: go and look.
    const top = easel.current?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight * 0.7) easel.current?.scrollIntoView();
  }

  return (
    <>
      <Heading title={from || job ? "Draw it again" : "New picture"} />
      <div className="easel">
        {start && <PictureForm key={[from, job, album].join(" ")} start={start} onQueued={onQueued} />}
        <section aria-labelledby="latest" ref={easel}>
          <h2 id="latest">Latest</h2>
          {latest?.length === 0 && asked.length === 0 && (
            <div className="empty">
              <p>Nothing was asked for yet. Say what you would like to see.</p>
            </div>
          )}
          <ul className="job-cards">
            {asked.map((id) => (
              <li key={id}>
                <JobCard id={id} known={latest?.find((one) => one.id === id)} />
              </li>
            ))}
            {latest
              ?.filter((one) => !asked.includes(one.id))
              .map((one) => (
                <li key={one.id}>
                  <JobCard id={one.id} known={one} />
                </li>
              ))}
          </ul>
        </section>
      </div>
    </>
  );
}
