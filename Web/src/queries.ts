import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./api/problem";
import { session } from "./session/browser";

/** A refusal stays one; no answer, or a service that is away for a moment, is tried twice more. */
function worthAnotherTry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500);
}

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: worthAnotherTry } },
});

// What one person loaded is not for the next one at the same browser.
let who: string | null = null;
session.subscribe(() => {
  const now = session.state.kind === "in" ? session.state.me.id : null;
  if (now !== who && who !== null) queries.clear();
  who = now;
});
