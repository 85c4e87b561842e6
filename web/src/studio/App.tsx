import { useEffect, useRef, useState } from "react";

import { AccessPage } from "../access/AccessPage";
import { AlbumPage } from "../albums/AlbumPage";
import { AlbumsPage } from "../albums/AlbumsPage";
import { AuditPage } from "../audit/AuditPage";
import { BatchesPage } from "../batches/BatchesPage";
import { BatchPage } from "../batches/BatchPage";
import { StartPage } from "../batches/StartPage";
import { TemplatePage } from "../batches/TemplatePage";
import { ImagesPage } from "../images/ImagesPage";
import { TrashPage } from "../images/TrashPage";
import { ImportPage } from "../imports/ImportPage";
import { ImportsPage } from "../imports/ImportsPage";
import { NewPicturePage } from "../jobs/NewPicturePage";
import { QueuePage } from "../jobs/QueuePage";
import { Boundary } from "../parts/Boundary";
import { Heading } from "../parts/Heading";
import { ProblemNote } from "../parts/ProblemNote";
import { useStore } from "../parts/store";
import { PeoplePage } from "../people/PeoplePage";
import { noteCrash } from "../reporter/crash";
import { CrashPanel } from "../reporter/CrashPanel";
import { ReportPage } from "../reports/ReportPage";
import { ReportsPage } from "../reports/ReportsPage";
import { SchedulesPage } from "../schedules/SchedulesPage";
import { begin, dismissNotice, session, useMay, type Session } from "../session/session";
import { SignInPage } from "../session/SignInPage";
import { Header } from "./Header";
import { Help } from "./Help";
import { Notices } from "./Notices";
import { goTo, hrefOf, useRoute, type Route } from "./route";
import { listenForShortcuts } from "./shortcuts";

export function App() {
  const now = useStore(session);
  if (now.phase === "asking") return null;
  if (now.phase === "unreachable") {
    return (
      <main className="page">
        <Heading title="Spolvero" />
        <ProblemNote message={now.trouble} onRetry={() => void begin()} />
      </main>
    );
  }
  return <Studio notice={now.notice} />;
}

function Studio({ notice }: Pick<Extract<Session, { phase: "known" }>, "notice">) {
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const route = useRoute();
  useEffect(() => listenForShortcuts((action) => (action === "help" ? setHelp(true) : goTo({ page: action }))), []);
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </a>
      <Header onHelp={() => setHelp(true)} />
      <main id="main" className="page" ref={main} tabIndex={-1}>
        {notice && <ProblemNote message={notice} onDismiss={dismissNotice} />}
        <Boundary
          of={hrefOf(route)}
          onCrash={noteCrash}
          fallback={(error, again) => <CrashPanel error={error} again={again} />}
        >
          <CurrentPage route={route} />
        </Boundary>
      </main>
      <Notices />
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

function CurrentPage({ route }: { route: Route }) {
  const mayAsk = useMay("queue_job");
  const mayWatch = useMay("list_jobs");
  const mayBatch = useMay("list_batches");
  const mayTrash = useMay("list_trashed_images");
  const mayStart = useMay("start_batch");
  const mayTriage = useMay("list_bug_reports");
  const mayRead = useMay("get_bug_report");
  const mayPeople = useMay("list_users");
  const mayAccess = useMay("list_sessions");
  const maySchedules = useMay("list_schedules");
  const mayImport = useMay("list_imports");
  const mayAudit = useMay("list_audit_entries");
  switch (route.page) {
    case "home":
      return mayAsk ? <NewPicturePage /> : <AlbumsPage route={{ page: "albums" }} />;
    case "new":
      return mayAsk ? <NewPicturePage from={route.from} job={route.job} album={route.album} /> : <SignInPage />;
    case "queue":
      return mayWatch ? <QueuePage state={route.state} batch={route.batch} /> : <SignInPage />;
    case "batches":
      return mayBatch ? <BatchesPage /> : <SignInPage />;
    case "template":
      return mayBatch ? <TemplatePage key={route.template} id={route.template} /> : <SignInPage />;
    case "start":
      return mayStart ? <StartPage key={route.template} id={route.template} /> : <SignInPage />;
    case "batch":
      return mayBatch ? <BatchPage key={route.batch} id={route.batch} /> : <SignInPage />;
    case "albums":
      return <AlbumsPage route={route} />;
    case "album":
      return <AlbumPage key={route.album} id={route.album} open={route.image} />;
    case "images":
      return <ImagesPage route={route} />;
    case "trash":
      return mayTrash ? <TrashPage /> : <SignInPage />;
    case "reports":
      return mayTriage ? <ReportsPage route={route} /> : <SignInPage />;
    case "report":
      return mayRead ? <ReportPage key={route.report} id={route.report} /> : <SignInPage />;
    case "people":
      return mayPeople ? <PeoplePage /> : <SignInPage />;
    case "access":
      return mayAccess ? <AccessPage of={route.of} /> : <SignInPage />;
    case "schedules":
      return maySchedules ? <SchedulesPage /> : <SignInPage />;
    case "imports":
      return mayImport ? <ImportsPage route={route} /> : <SignInPage />;
    case "import":
      return mayImport ? <ImportPage key={route.run} route={route} /> : <SignInPage />;
    case "audit":
      return mayAudit ? <AuditPage route={route} /> : <SignInPage />;
    case "sign-in":
      return <SignInPage />;
    case "lost":
      return (
        <>
          <Heading title="There is no such page" />
          <p>
            The address leads nowhere. <a href={hrefOf({ page: "home" })}>Go to the first page</a>.
          </p>
        </>
      );
  }
}
