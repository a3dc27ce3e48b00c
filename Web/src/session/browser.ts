import { useSyncExternalStore } from "react";
import { unreachable } from "../api/problem";
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
    /** Cancels it. */
    socialRefreshAbort?: AbortController;
  }
}

/** Sends the session's request, or takes the early refresh over: once, because a response can be read once. */
function send(path: string, init: RequestInit): Promise<Response> {
  const early = window.socialRefresh;
  delete window.socialRefresh;
  return early ?? fetch(path, init);
}

/** What was not taken over at the start is out of date later. */
function discardEarlyRefresh(): void {
  delete window.socialRefresh;
  delete window.socialRefreshAbort;
}

/**
 * Two tabs that spend the same refresh token look like token theft to the server. Web Locks exist in every secure context.
 * What gets no response for long can be cancelled by the user, also while start.js or another tab holds the lock.
 */
async function withLock<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, done } = trackRequest();
  signal.addEventListener("abort", () => window.socialRefreshAbort?.abort());
  try {
    if (!("locks" in navigator)) return await task(signal);
    return await navigator.locks.request("social.session", { signal }, () => task(signal));
  } catch (error) {
    throw signal.aborted ? unreachable() : error;
  } finally {
    done();
  }
}

export const session = new Session({
  fetch: send,
  withLock,
  discardEarlyRefresh,
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
