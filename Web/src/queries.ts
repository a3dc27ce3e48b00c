import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./api/problem";
import { t } from "./i18n/text";
import { removeLastFeeds } from "./offline/lastFeed";
import { session } from "./session/browser";
import { notify } from "./ui/Announcer";

/** Network errors and 5xx are retried twice; a 4xx would be answered the same again. */
function shouldRetry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500);
}

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: shouldRetry } },
});

// Another user at the same browser must not see what the previous one loaded.
let signedInId: string | null = null;
session.subscribe(() => {
  const { kind } = session.state;
  const now = session.state.kind === "signedIn" ? session.state.me.id : null;
  if (now !== signedInId && signedInId !== null) queries.clear();
  signedInId = now;
  if (kind === "signedIn" || kind === "signedOut") removeLastFeeds(now);
  if (session.state.kind === "signedOut" && session.state.reason === "deleted") notify(t`Your account was deleted.`);
});
