import { useEffect, useRef, useState } from "react";

import { http, read } from "../contract/http";
import type { AlbumId, ImageId, JobId } from "../contract/types";
import { openImage } from "../images/images";
import { Heading } from "../parts/Heading";
import { complain } from "../studio/notices";
import { JobCard } from "./JobCard";
import { openJob } from "./jobs";
import { PictureForm } from "./PictureForm";
import { draftOf, emptyDraft, type Draft } from "./request";

const SHOWN = 12;

interface NewPicturePageProps {
  /** The image, or the job, whose parameters fill the form. */
  from?: ImageId | undefined;
  job?: JobId | undefined;
  album?: AlbumId | undefined;
}

/** The form, and beside it the last pictures that were asked for. */
export function NewPicturePage({ from, job, album }: NewPicturePageProps) {
  const [start, setStart] = useState<Draft | null>(from || job ? null : () => emptyDraft(album));
  const [jobs, setJobs] = useState<readonly JobId[] | null>(null);
  const latest = useRef<HTMLElement>(null);

  useEffect(() => {
    const made = from ? openImage(from) : job ? openJob(job) : null;
    if (!made) return setStart(emptyDraft(album));
    setStart(null);
    made.then(
      ({ data }) => setStart(draftOf(data, album)),
      (error: unknown) => {
        complain(error);
        setStart(emptyDraft(album));
      },
    );
  }, [from, job, album]);

  useEffect(() => {
    read(http.GET("/jobs", { params: { query: { limit: SHOWN } } })).then(
      ({ data }) => setJobs((asked) => [...(asked ?? []), ...data.items.map((one) => one.id)]),
      complain,
    );
  }, []);

  function onQueued(queued: JobId) {
    setJobs((before) => [queued, ...(before ?? [])]);
    // On a narrow screen the easel is below the form: go and look.
    const top = latest.current?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight * 0.7) latest.current?.scrollIntoView();
  }

  return (
    <>
      <Heading title={from || job ? "Draw it again" : "New picture"} />
      <div className="easel">
        {start && <PictureForm key={[from, job, album].join(" ")} start={start} onQueued={onQueued} />}
        <section aria-labelledby="latest" ref={latest}>
          <h2 id="latest">Latest</h2>
          {jobs?.length === 0 && (
            <div className="empty">
              <p>Nothing was asked for yet. Say what you would like to see.</p>
            </div>
          )}
          <ul className="job-cards">
            {[...new Set(jobs ?? [])].map((one) => (
              <li key={one}>
                <JobCard id={one} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
