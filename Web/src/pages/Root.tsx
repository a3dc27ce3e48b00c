import { Outlet, ScrollRestoration } from "react-router";
import { session, useSession } from "../session/browser";
import { Mark } from "../ui/Mark";

/** Around every page: until it is known whether someone is logged in, only the mark. */
export function Root() {
  const state = useSession();
  if (state.kind === "starting") return <Splash />;
  if (state.kind === "unreachable") {
    return (
      <main className="splash" role="alert">
        <Mark size={64} />
        <h1>Social cannot be reached</h1>
        <p>Check your connection. Your session is safe.</p>
        <button type="button" className="button" onClick={() => session.start()}>
          Try again
        </button>
      </main>
    );
  }
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}

/** While the session or the first page is on its way. */
export function Splash() {
  return (
    <main className="splash" aria-busy="true">
      <Mark size={64} />
      <span className="unseen">Loading</span>
    </main>
  );
}

/** What is left when a page breaks, or its file is gone after an update. */
export function Broken() {
  return (
    <main className="splash" role="alert">
      <Mark size={64} />
      <h1>This page broke</h1>
      <p>That is our fault. Loading it anew often helps.</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Load anew
      </button>
    </main>
  );
}
