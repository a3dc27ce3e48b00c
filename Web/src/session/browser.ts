import { useSyncExternalStore } from "react";
import { trackRequest } from "../api/slowRequests";
import type { Profile } from "../api/types";
import { Session, type SessionMessage, type SessionState } from "./session";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("social.session") : null;
const hintKey = "social.session";

/** Storage may be blocked by the browser's settings; the session then ends with the tab. */
function stored<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

declare global {
  interface Window {
    /** The refresh that start.js sent before this script was loaded. */
    socialRefresh?: Promise<Response>;
  }
}

/** The early refresh, for the first request of the session only: a response can be read once. */
function takeEarlyRefresh(): Promise<Response> | undefined {
  const early = window.socialRefresh;
  delete window.socialRefresh;
  return early;
}

const untilAborted = <T>(task: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    task.then(resolve, reject);
  });

/** A request that gets no response for long can be cancelled by the user, also while the page starts. */
async function sendTracked(path: string, init: RequestInit): Promise<Response> {
  const tracked = trackRequest();
  const early = takeEarlyRefresh();
  try {
    if (early !== undefined) return await untilAborted(early, tracked.signal);
    return await fetch(path, { ...init, signal: tracked.signal });
  } finally {
    tracked.done();
  }
}

export const session = new Session({
  fetch: sendTracked,
  // Two tabs that spend the same refresh token look like token theft to the server. Web Locks exist in every secure context.
  withLock: async (task) => ("locks" in navigator ? await navigator.locks.request("social.session", task) : task()),
  broadcast: (message) => channel?.postMessage(message),
  hasSessionHint: () => stored(() => localStorage.getItem(hintKey) !== null, false),
  setSessionHint: (yes) =>
    stored(() => (yes ? localStorage.setItem(hintKey, "1") : localStorage.removeItem(hintKey)), undefined),
  now: Date.now,
});

channel?.addEventListener("message", (event: MessageEvent<SessionMessage>) => session.onBroadcast(event.data));

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** The logged-in user. Only for pages that require a session. */
export function useMe(): Profile {
  const state = useSession();
  if (state.kind !== "signedIn") throw new Error("useMe needs a session.");
  return state.me;
}
