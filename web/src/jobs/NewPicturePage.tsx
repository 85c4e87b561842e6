import { useEffect, useState } from "react";

import { http, read } from "../contract/http";
import type { AlbumId, ImageId, JobId } from "../contract/types";
import { Heading } from "../parts/Heading";
import { complain } from "../studio/notices";
import { JobCard } from "./JobCard";
import { PictureForm } from "./PictureForm";
import { draftOf, emptyDraft, type Draft } from "./request";

const SHOWN = 12;

interface NewPicturePageProps {
  from?: ImageId | undefined;
  album?: AlbumId | undefined;
}

/** The form, and beside it the last pictures that were asked for. */
export function NewPicturePage({ from, album }: NewPicturePageProps) {
  const [start, setStart] = useState<Draft | null>(from ? null : () => emptyDraft(album));
  const [jobs, setJobs] = useState<readonly JobId[] | null>(null);

  useEffect(() => {
    if (!from) return setStart(emptyDraft(album));
    setStart(null);
    read(http.GET("/images/{image_id}", { params: { path: { image_id: from } } })).then(
      ({ data }) => setStart(draftOf(data, album)),
      (error: unknown) => {
        complain(error);
        setStart(emptyDraft(album));
      },
    );
  }, [from, album]);

  useEffect(() => {
    read(http.GET("/jobs", { params: { query: { limit: SHOWN } } })).then(
      ({ data }) => setJobs((asked) => [...(asked ?? []), ...data.items.map((job) => job.id)]),
      complain,
    );
  }, []);

  return (
    <>
      <Heading title={from ? "Draw it again" : "New picture"} />
      <div className="easel">
        {start && (
          <PictureForm
            key={`${from ?? ""} ${album ?? ""}`}
            start={start}
            onQueued={(job) => setJobs((before) => [job, ...(before ?? [])])}
          />
        )}
        <section aria-labelledby="latest">
          <h2 id="latest">Latest</h2>
          {jobs?.length === 0 && (
            <div className="empty">
              <p>Nothing was asked for yet. Say what you would like to see.</p>
            </div>
          )}
          <ul className="job-cards">
            {[...new Set(jobs ?? [])].map((job) => (
              <li key={job}>
                <JobCard id={job} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
