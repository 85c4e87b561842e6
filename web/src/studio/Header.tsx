import { signOut, useMay, useUser } from "../session/session";
import { complain, notify } from "./notices";
import { Menu } from "./Menu";
import { hrefOf, useRoute, type Route } from "./route";
import mark from "../mark.svg";

function Entry({ to, also = [], children }: { to: Route; also?: Route["page"][]; children: string }) {
  const { page } = useRoute();
  const here = page === to.page || also.includes(page);
  return (
    <a href={hrefOf(to)} aria-current={here ? "page" : undefined}>
      {children}
    </a>
  );
}

export function Header({ onHelp }: { onHelp(): void }) {
  const user = useUser();
  const mayAsk = useMay("queue_job");
  const mayWatch = useMay("list_jobs");
  const mayBatch = useMay("list_batches");
  const leave = () => signOut().then(() => notify("You are signed out."), complain);
  return (
    <header className="top">
      <a className="wordmark" href={hrefOf({ page: "home" })}>
        <img src={mark} alt="" width="26" height="26" />
        Spolvero
      </a>
      <nav aria-label="Main">
        {mayAsk && (
          <Entry to={{ page: "new" }} also={["home"]}>
            New picture
          </Entry>
        )}
        {mayWatch && <Entry to={{ page: "queue" }}>Queue</Entry>}
        {mayBatch && (
          <Entry to={{ page: "batches" }} also={["batch", "template", "start"]}>
            Batches
          </Entry>
        )}
        <Entry to={{ page: "albums" }} also={mayAsk ? ["album"] : ["album", "home"]}>
          Albums
        </Entry>
        <Entry to={{ page: "images" }} also={["trash"]}>Pictures</Entry>
      </nav>
      <div className="who">
        {user ? (
          <>
            <Menu user={user} />
            <button type="button" className="quiet" onClick={() => void leave()}>
              Sign out
            </button>
          </>
        ) : (
          <a className="button" href={hrefOf({ page: "sign-in" })}>
            Sign in
          </a>
        )}
        <button type="button" className="quiet icon" aria-label="Keys and help" onClick={onHelp}>
          <span aria-hidden="true">?</span>
        </button>
      </div>
    </header>
  );
}
