import { lazy, useEffect, useState } from "react";
import { t } from "../i18n/text";
import { session } from "../session/browser";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Logo } from "../ui/Logo";
import { loadLastFeed } from "./lastFeed";
import { useOnline } from "./useOnline";

const OfflineFeed = lazy(() => import("./OfflineFeed"));

/** In place of every page while the session cannot be restored: the last feed, if this browser has one. */
export function Unreachable() {
  const online = useOnline();
  const [feed] = useState(loadLastFeed);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const retry = () => void session.restore();
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, []);
  const title = online ? t`Can't reach Social` : t`You are offline`;
  const retry = (
    <button type="button" className="button" onClick={() => session.restore()}>
      {t`Try again`}
    </button>
  );
  if (feed === null || failed) {
    return (
      <main className="splash" role="alert">
        <Logo size={64} />
        <h1>{title}</h1>
        <p>{t`Check your connection. You are still logged in.`}</p>
        {retry}
      </main>
    );
  }
  return (
    <ChunkBoundary onFail={() => setFailed(true)}>
      <OfflineFeed title={title} feed={feed} retry={retry} />
    </ChunkBoundary>
  );
}
