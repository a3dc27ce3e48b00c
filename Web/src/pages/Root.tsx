import { useEffect } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { t } from "../i18n/text";
import { Unreachable } from "../offline/Unreachable";
import { session, useSession } from "../session/browser";
import { Logo } from "../ui/Logo";

/** Around every page: a splash screen until the session is restored. */
export function Root() {
  const state = useSession();
  if (state.kind === "loading") return <Splash />;
  if (state.kind === "unreachable") return <Unreachable />;
  if (state.kind === "busy") return <Busy seconds={state.retryAfterSeconds} />;
  return (
    <>
      <Outlet />
      {/* The first page of every load has the key "default": two of them in one tab would share a position. */}
      <ScrollRestoration getKey={({ key, pathname }) => (key === "default" ? pathname : key)} />
    </>
  );
}

/** After a 429 at the start: waits as long as the gateway says and tries again by itself. */
function Busy({ seconds }: { seconds: number }) {
  useEffect(() => {
    const timer = setTimeout(() => session.restore(), seconds * 1_000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return (
    <main className="splash" role="alert" aria-busy="true">
      <Logo size={64} />
      <h1>{t`Social is busy`}</h1>
      <p>{t`Trying again shortly. You are still logged in.`}</p>
    </main>
  );
}

/** Shown while the session or the first page loads. */
export function Splash() {
  return (
    <main className="splash" aria-busy="true">
      <Logo size={64} />
      <span className="visually-hidden">{t`Loading`}</span>
    </main>
  );
}

/** Shown when a page throws or its chunk cannot be loaded. */
export function ErrorPage() {
  return (
    <main className="splash" role="alert">
      <Logo size={64} />
      <h1>{t`Something went wrong`}</h1>
      <p>{t`This page couldn't be shown. Reloading often helps.`}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t`Reload`}
      </button>
    </main>
  );
}
